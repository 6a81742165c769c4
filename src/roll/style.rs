//! A time written anew in the way the old one was written.

use std::ops::Range;

use crate::num::{Date, Period};

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
pub(super) fn year(old: &str, year: i16) -> String {
    if old.len() == 2 { format!("{:02}", year.rem_euclid(100)) } else { format!("{year:04}") }
}

/// Writes a month's name whole or short, as before; nothing where the old one is none of `names`.
fn month_name(old: &str, month: i8, names: &[String]) -> Option<String> {
    let lower = old.to_lowercase();
    let known = |name: &&String| {
        let name = name.to_lowercase();
        lower == name || (lower.len() >= 3 && name.starts_with(&lower))
    };
    let was = names.iter().find(known)?;
    let name = names.get(usize::try_from(month - 1).ok()?)?;
    Some(if was.len() == old.len() { name.clone() } else { name.chars().take(3).collect() })
}

/// Writes a number with a zero before it where the old one had one.
fn number(old: &str, value: i8) -> String {
    if old.starts_with('0') { format!("{value:02}") } else { value.to_string() }
}

/// Writes a period: "1Q FY2010" becomes "2Q FY2010", "FY10" becomes "FY11".
pub(super) fn period(old: &str, new: Period) -> String {
    if let (Period::Quarter { year: of, quarter }, [one]) = (new, counted(old).as_slice()) {
        let mut out = old.to_owned();
        if let Some((range, _)) = &one.year {
            out.replace_range(range.clone(), &year(&old[range.clone()], of));
        }
        out.replace_range(one.counts.clone(), &ordinal(&old[one.counts.clone()], quarter));
        return out;
    }
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
pub(super) fn day(old: &str, new: Date, twelve: &[String]) -> Option<String> {
    let parts = tokens(old);
    let named = parts.iter().any(|part| month_name(part, 1, twelve).is_some());
    let mut small = 0;
    let mut done = 0;
    let all: String = parts
        .iter()
        .map(|part| {
            if let Some(name) = month_name(part, new.month(), twelve) {
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

/// Writes a run of months: "April to June 2010", "Januar bis Juni 2026", "10/4–10/6".
pub(super) fn months(old: &str, (first, last): (Date, Date), twelve: &[String]) -> Option<String> {
    let parts = tokens(old);
    let numbers = parts.iter().filter(|part| is_number(part)).count();
    let names = parts.iter().filter(|part| month_name(part, 1, twelve).is_some()).count();
    if names == 2 && numbers == 1 && first.year() == last.year() {
        let mut seen = 0;
        let write = |part: &&str| {
            if is_number(part) {
                return year(part, last.year());
            }
            let month = if seen == 0 { first.month() } else { last.month() };
            month_name(part, month, twelve).map_or_else(
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
            month_name(part, month, twelve).map_or_else(
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

/// Words that count quarters.
const ORDINALS: [[&str; 4]; 2] =
    [["first", "second", "third", "fourth"], ["1st", "2nd", "3rd", "4th"]];

/// A quarter that a title counts: "First Quarter", "1st quarter of fiscal 2026", "Q1 FY2026".
pub(super) struct Counted {
    /// All of it.
    pub(super) range: Range<usize>,
    /// The word or digit that counts.
    pub(super) counts: Range<usize>,
    /// From 1.
    pub(super) quarter: u8,
    /// The digits of its year, with the year they name.
    pub(super) year: Option<(Range<usize>, i16)>,
}

/// Finds the counted quarters of a title.
pub(super) fn counted(text: &str) -> Vec<Counted> {
    let lower = text.to_ascii_lowercase();
    let letter = |c: char| c.is_alphanumeric();
    let mut out = Vec::new();
    for (at, _) in lower.match_indices('q') {
        if lower[..at].ends_with(letter) {
            continue;
        }
        let behind = |end: usize| !lower[end..].starts_with(letter);
        let found = if lower[at..].starts_with("quarter") && behind(at + "quarter".len()) {
            let before = lower[..at].trim_end_matches([' ', '-', '\u{a0}']);
            (1..).zip(0..4).find_map(|(quarter, nth): (u8, usize)| {
                let word = ORDINALS.iter().find(|row| before.ends_with(row[nth]))?[nth];
                let start = before.len() - word.len();
                let whole = !before[..start].ends_with(letter);
                whole.then(|| (start..before.len(), quarter, start, at + "quarter".len()))
            })
        } else {
            let digit = lower[at + 1..].bytes().next().filter(|c| (b'1'..=b'4').contains(c));
            let digit = digit.filter(|_| behind(at + 2));
            digit.map(|digit| (at + 1..at + 2, digit - b'0', at, at + 2))
        };
        if let Some((counts, quarter, start, end)) = found {
            let year = year_behind(&lower, end);
            let end = year.as_ref().map_or(end, |(range, _)| range.end);
            out.push(Counted { range: start..end, counts, quarter, year });
        }
    }
    out
}

/// Finds the year right behind a place: " 2026", " of fiscal year 2026", " FY26".
fn year_behind(lower: &str, from: usize) -> Option<(Range<usize>, i16)> {
    let (mut rest, mut short) = (&lower[from..], false);
    while let Some((left, fy)) = [" ", ",", "\u{a0}", "of ", "the ", "fiscal ", "year ", "fy"]
        .iter()
        .find_map(|part| rest.strip_prefix(part).map(|left| (left, *part == "fy")))
    {
        (rest, short) = (left, fy || (short && rest.starts_with(' ')));
    }
    let start = lower.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let value: i16 = rest[..digits].parse().ok()?;
    let value = match digits {
        4 => value,
        2 if short => 2000 + value,
        _ => return None,
    };
    (1900..=2199).contains(&value).then_some((start..start + digits, value))
}

/// Writes a word or digit that counts a quarter for another quarter, in the same letters.
pub(super) fn ordinal(old: &str, quarter: u8) -> String {
    let nth = usize::from(quarter.clamp(1, 4)) - 1;
    let lower = old.to_ascii_lowercase();
    let row = ORDINALS.iter().find(|row| row.contains(&lower.as_str()));
    row.map_or_else(|| quarter.to_string(), |row| cased(old, row[nth]))
}

/// Numbers of months up to a year's end.
const MONTH_COUNTS: [(&str, u8); 4] = [("three", 3), ("six", 6), ("nine", 9), ("twelve", 12)];

/// Finds the number in "six months ended" at the end of a text.
pub(super) fn months_ended(text: &str) -> Option<(Range<usize>, u8)> {
    let lower = text.to_ascii_lowercase();
    let before = lower.trim_end().strip_suffix("ended")?.trim_end().strip_suffix("months")?;
    let before = before.trim_end_matches([' ', '-', '\u{a0}']);
    MONTH_COUNTS.iter().find_map(|(word, months)| {
        let digits = months.to_string();
        let found = [*word, digits.as_str()].into_iter().find(|form| before.ends_with(form))?;
        Some((before.len() - found.len()..before.len(), *months))
    })
}

/// Writes a number of months in words or digits, as before.
pub(super) fn months_in_words(old: &str, months: u8) -> String {
    let word = MONTH_COUNTS.iter().find(|(_, known)| *known == months);
    match word.filter(|_| !is_number(old)) {
        Some((word, _)) => cased(old, word),
        None => months.to_string(),
    }
}

/// Writes a word in capitals, with a capital or in small letters, as the old one.
fn cased(old: &str, new: &str) -> String {
    let capital = |c: char| c.is_ascii_uppercase();
    if old.len() > 1 && old.chars().all(|c| !c.is_ascii_lowercase()) && old.contains(capital) {
        return new.to_ascii_uppercase();
    }
    let mut out = new.to_owned();
    if old.starts_with(capital)
        && let Some(first) = out.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn names(tag: &str) -> &'static [String] {
        &crate::locale::Locale::of(tag).expect("a language").date.months
    }

    #[test]
    fn a_time_keeps_the_way_it_was_written() {
        let p = |text: &str| text.parse::<Period>().expect("a period");
        assert_eq!(period("1Q FY2010", p("2Q10")), "2Q FY2010");
        assert_eq!(period("4Q09", p("1Q10")), "1Q10");
        assert_eq!(period("FY10", p("FY2011")), "FY11");
        assert_eq!(period("1H10", p("9M10")), "9M10");
        assert_eq!(period("9M10", p("FY2010")), "FY2010");
        let written = |old, new| day(old, date(new), names("en")).expect("a day");
        assert_eq!(written("Aug. 13, 2010", "2010-11-12"), "Nov. 12, 2010");
        assert_eq!(written("June 2010", "2010-09-30"), "September 2010");
        assert_eq!(written("June, 2010", "2010-09-30"), "September, 2010");
        assert_eq!(written("2010-06-30", "2010-09-30"), "2010-09-30");
        let run =
            |old, first, last| months(old, (date(first), date(last)), names("en")).expect("months");
        assert_eq!(run("April to June 2010", "2010-07-01", "2010-09-30"), "July to September 2010");
        assert_eq!(run("09/4–09/6", "2009-10-01", "2009-12-31"), "09/10–09/12");
        assert_eq!(run("10/4–11/3", "2011-04-01", "2012-03-31"), "11/4–12/3");
        let year = (date("2026-01-01"), date("2026-12-31"));
        let run = |old| months(old, year, names("de")).expect("months");
        assert_eq!(run("Januar bis September 2026"), "Januar bis Dezember 2026");
        assert_eq!(run("Jan. – Sep. 2026"), "Jan. – Dez. 2026");
        let first = (date("2027-01-01"), date("2027-03-31"));
        let run = |old| months(old, first, names("de")).expect("months");
        assert_eq!(run("Oktober bis Dezember 2026"), "Januar bis März 2027");
        assert_eq!(run("Okt. bis Dez. 2026"), "Jan. bis Mär. 2027");
    }

    #[test]
    fn counted_quarters_are_found_with_their_years() {
        for (text, range, quarter, year) in [
            ("First quarter 2026", "First quarter 2026", 1, Some(2026)),
            (
                "Results, 2nd-quarter of fiscal year 2026",
                "2nd-quarter of fiscal year 2026",
                2,
                Some(2026),
            ),
            ("Q3 FY26 results", "Q3 FY26", 3, Some(2026)),
            ("FOURTH QUARTER, 2010", "FOURTH QUARTER, 2010", 4, Some(2010)),
            ("The first quarters", "", 0, None),
            ("Q1", "Q1", 1, None),
        ] {
            let found = counted(text);
            let Some(one) = found.first() else {
                assert_eq!(range, "", "{text}");
                continue;
            };
            assert_eq!(&text[one.range.clone()], range);
            assert_eq!((one.quarter, one.year.as_ref().map(|y| y.1)), (quarter, year), "{text}");
        }
        assert_eq!(ordinal("FIRST", 2), "SECOND");
        assert_eq!((ordinal("1st", 3), ordinal("1", 4)), ("3rd".to_owned(), "4".to_owned()));
        assert_eq!(
            period("First quarter FY2010", "2Q10".parse().expect("a period")),
            "Second quarter FY2010"
        );
        let (range, months) = months_ended("For the Six months ended ").expect("months");
        assert_eq!((&"For the Six months ended"[range], months), ("Six", 6));
        assert_eq!(months_in_words("Six", 9), "Nine");
    }
}
