//! A time written anew in the way the old one was written.

use crate::num::{Date, Period};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A run of letters, of digits, or of what stands between.
fn tokens(text: &str) -> Vec<&str> {
    let sort = |c: char| if c.is_ascii_digit() { 0 } else { u8::from(!c.is_alphabetic()) + 1 };
    let mut out = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, c) in text.char_indices() {
        if last.is_some_and(|last| last != sort(c)) {
            out.push(&text[start..at]);
            start = at;
        }
        last = Some(sort(c));
    }
    out.push(&text[start..]);
    out
}

fn is_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

/// Writes a year with as many digits as before.
fn year(old: &str, year: i16) -> String {
    if old.len() == 2 { format!("{:02}", year.rem_euclid(100)) } else { format!("{year:04}") }
}

/// Writes a month's name whole or short, as before; nothing where the old one is no English name.
fn month_name(old: &str, month: i8) -> Option<String> {
    let lower = old.to_lowercase();
    let known = |name: &&&str| {
        let name = name.to_lowercase();
        lower == name || (lower.len() >= 3 && name.starts_with(&lower))
    };
    let was = MONTHS.iter().find(known)?;
    let name = MONTHS[usize::try_from(month - 1).ok()?];
    Some(if was.len() == old.len() { name.to_owned() } else { name[..3].to_owned() })
}

/// Writes a number with a zero before it where the old one had one.
fn number(old: &str, value: i8) -> String {
    if old.starts_with('0') { format!("{value:02}") } else { value.to_string() }
}

/// Writes a period: "1Q FY2010" becomes "2Q FY2010", "FY10" becomes "FY11".
pub(super) fn period(old: &str, new: Period) -> String {
    let name = new.to_string();
    let (parts, news) = (tokens(old), tokens(&name));
    let digits = parts.iter().filter(|part| is_number(part)).count();
    let fits = digits == news.iter().filter(|part| is_number(part)).count();
    let Some(when) = new.year().filter(|_| fits) else { return name };
    let letters =
        |all: &[&str]| all.iter().filter(|p| !is_number(p)).map(|p| p.chars().next()).next();
    if letters(&parts) != letters(&news) {
        return name;
    }
    let mut seen = 0;
    let write = |part: &&str| {
        if !is_number(part) {
            return (*part).to_owned();
        }
        seen += 1;
        if seen == digits { year(part, when) } else { news[0].to_owned() }
    };
    parts.iter().map(write).collect()
}

/// Writes a day or, where none is there, its month: "Aug. 13, 2010", "June 2010", "2010-06-30".
pub(super) fn day(old: &str, new: Date) -> Option<String> {
    let parts = tokens(old);
    let named = parts.iter().any(|part| month_name(part, 1).is_some());
    let mut small = 0;
    let mut done = 0;
    let all: String = parts
        .iter()
        .map(|part| {
            if let Some(name) = month_name(part, new.month()) {
                done += 1;
                return name;
            }
            if !is_number(part) {
                return (*part).to_owned();
            }
            done += 1;
            if part.len() == 4 {
                return year(part, new.year());
            }
            small += 1;
            // Where the month is a number it stands before the day.
            number(part, if named || small == 2 { new.day() } else { new.month() })
        })
        .collect();
    (done >= 2).then_some(all)
}

/// Writes a run of months: "April to June 2010", "10/4–10/6".
pub(super) fn months(old: &str, (first, last): (Date, Date)) -> Option<String> {
    let parts = tokens(old);
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    let names = parts.iter().filter(|part| month_name(part, 1).is_some()).count();
    if names == 2 && numbers == 1 && first.year() == last.year() {
        let mut seen = 0;
        let write = |part: &&str| {
            if is_number(part) {
                return year(part, last.year());
            }
            let month = if seen == 0 { first.month() } else { last.month() };
            month_name(part, month).map_or_else(
                || (*part).to_owned(),
                |name| {
                    seen += 1;
                    name
                },
            )
        };
        return Some(parts.iter().map(write).collect());
    }
    if names == 0 && numbers == 4 && old.contains('/') {
        let mut seen = 0;
        let write = |part: &&str| {
            if !is_number(part) {
                return (*part).to_owned();
            }
            seen += 1;
            match seen {
                1 => year(part, first.year()),
                2 => number(part, first.month()),
                3 => year(part, last.year()),
                _ => number(part, last.month()),
            }
        };
        return Some(parts.iter().map(write).collect());
    }
    if names == 2 && numbers == 2 {
        let (mut seen, mut years) = (0, 0);
        let write = |part: &&str| {
            if is_number(part) {
                years += 1;
                return year(part, if years == 1 { first.year() } else { last.year() });
            }
            let month = if seen == 0 { first.month() } else { last.month() };
            month_name(part, month).map_or_else(
                || (*part).to_owned(),
                |name| {
                    seen += 1;
                    name
                },
            )
        };
        return Some(parts.iter().map(write).collect());
    }
    None
}

/// The ways in which a title counts a quarter.
const ORDINALS: [[&str; 4]; 4] = [
    ["1st Quarter", "2nd Quarter", "3rd Quarter", "4th Quarter"],
    ["1st quarter", "2nd quarter", "3rd quarter", "4th quarter"],
    ["First Quarter", "Second Quarter", "Third Quarter", "Fourth Quarter"],
    ["first quarter", "second quarter", "third quarter", "fourth quarter"],
];

/// Finds a counted quarter in a title, with what takes its place.
pub(super) fn ordinal(text: &str, old: u8, new: u8) -> Option<(usize, usize, &'static str)> {
    let (old, new) = (usize::from(old).checked_sub(1)?, usize::from(new).checked_sub(1)?);
    ORDINALS.iter().find_map(|row| {
        let at = text.find(row.get(old)?)?;
        Some((at, row[old].len(), *row.get(new)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_time_keeps_the_way_it_was_written() {
        let p = |text: &str| text.parse::<Period>().expect("a period");
        assert_eq!(period("1Q FY2010", p("2Q10")), "2Q FY2010");
        assert_eq!(period("4Q09", p("1Q10")), "1Q10");
        assert_eq!(period("FY10", p("FY2011")), "FY11");
        assert_eq!(period("1H10", p("9M10")), "9M10");
        assert_eq!(period("9M10", p("FY2010")), "FY2010");
        let written = |old, new| day(old, date(new)).expect("a day");
        assert_eq!(written("Aug. 13, 2010", "2010-11-12"), "Nov. 12, 2010");
        assert_eq!(written("June 2010", "2010-09-30"), "September 2010");
        assert_eq!(written("June, 2010", "2010-09-30"), "September, 2010");
        assert_eq!(written("2010-06-30", "2010-09-30"), "2010-09-30");
        let run = |old, first, last| months(old, (date(first), date(last))).expect("months");
        assert_eq!(run("April to June 2010", "2010-07-01", "2010-09-30"), "July to September 2010");
        assert_eq!(run("09/4–09/6", "2009-10-01", "2009-12-31"), "09/10–09/12");
        assert_eq!(run("10/4–11/3", "2011-04-01", "2012-03-31"), "11/4–12/3");
    }
}
