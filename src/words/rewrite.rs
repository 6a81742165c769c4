//! A time written anew by the pattern that it was written by.

use super::Dated;
use super::time::{NumbersFound, TimeKind, matched, patterns};
use crate::locale::Locale;
use crate::num::{FiscalYear, Period};

/// Writes another time in the way of an old one: "2026年度 第１四半期" becomes "2026年度 第２四半期",
/// "30. Juni 2010" becomes "30. September 2010".
///
/// A part of a year, as in "第1四半期の概況", is that of the quarters `from` and `to`. Nothing is given
/// where the old text is no time of the language, or its pattern cannot name the new one.
#[must_use]
pub fn rewritten(
    old: &str,
    (was, new): (Dated, Dated),
    (from, to): (Period, Period),
    locale: &Locale,
    calendar: FiscalYear,
) -> Option<String> {
    patterns(locale).find_map(|(kind, pattern)| {
        let (len, found) = matched(pattern, old, locale)?;
        let same = len == old.len() && found.dated(kind, calendar)? == was;
        if is_over(was, new) {
            let values = Values::of(TimeKind::Year, new, calendar).filter(|_| same)?;
            return written(year_of(pattern, locale)?, old, &values, locale);
        }
        let values = match (kind, new) {
            (TimeKind::Part, Dated::Part) => Some(Values::part(&found, from, to)),
            (_, _) => Values::of(kind, new, calendar),
        };
        let values = values.filter(|_| same)?;
        written(pattern, old, &values, locale)
    })
}

/// Tells whether a part of a year becomes the year.
fn is_over(was: Dated, new: Dated) -> bool {
    let year = |dated| matches!(dated, Dated::Period(Period::Year { .. }));
    matches!(was, Dated::Period(_)) && !year(was) && year(new)
}

/// The start of a pattern of a part of a year that names the year: the year that is over is named
/// by it alone.
fn year_of<'l>(pattern: &str, locale: &'l Locale) -> Option<&'l str> {
    patterns(locale)
        .filter(|(kind, year)| matches!(kind, TimeKind::Year) && pattern.starts_with(year))
        .map(|(_, year)| year)
        .max_by_key(|year| year.len())
}

/// What the parts of a pattern name, for the new time.
#[derive(Clone, Copy, Default)]
struct Values {
    number: Option<u8>,
    /// Years: of a day, month or end of a period; as the fiscal year is named; its first and last.
    year: Option<i16>,
    named: Option<i16>,
    start: Option<i16>,
    end: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

impl Values {
    fn part(found: &NumbersFound, from: Period, to: Period) -> Self {
        let quarter = |period| match period {
            Period::Quarter { quarter, .. } => Some(quarter),
            Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Year { .. }
            | Period::Instant(_) => None,
        };
        let same = found.number.is_some() && found.number == quarter(from);
        Self { number: quarter(to).filter(|_| same), ..Self::default() }
    }

    fn of(kind: TimeKind, new: Dated, calendar: FiscalYear) -> Option<Self> {
        let period = match (kind, new) {
            (TimeKind::Day, Dated::Day(day)) => {
                let (year, month, day) = (Some(day.year()), Some(day.month()), Some(day.day()));
                return Some(Self { year, month, day, end: year, ..Self::default() });
            }
            (TimeKind::Month, Dated::Month(year, month)) => {
                let (year, month) = (Some(year), Some(month));
                return Some(Self { year, month, end: year, ..Self::default() });
            }
            (_, Dated::Period(period)) => period,
            (_, _) => return None,
        };
        let number = match (kind, period) {
            (TimeKind::Quarter, Period::Quarter { quarter, .. }) => Some(quarter),
            (TimeKind::Half, Period::Half { half: half @ 1, .. })
            | (TimeKind::SecondHalf, Period::Half { half: half @ 2, .. }) => Some(half),
            (TimeKind::NineMonths, Period::NineMonths { .. })
            | (TimeKind::Year, Period::Year { .. }) => None,
            (TimeKind::Cumulative, Period::Quarter { quarter: 1, .. }) => Some(1),
            (TimeKind::Cumulative, Period::Half { half: 1, .. }) => Some(2),
            (TimeKind::Cumulative, Period::NineMonths { .. }) => Some(3),
            (TimeKind::Cumulative, Period::Year { .. }) => Some(4),
            (_, _) => return None,
        };
        let year = period.year()?;
        let (first, last) = calendar.range(Period::Year { year });
        let (start, end) = (Some(first.year()), Some(last.year()));
        let (named, month) = (Some(year), Some(last.month()));
        Some(Self { number, year: end, named, start, end, month, day: None })
    }
}

/// Fills a pattern again; what stands between its parts stays as it was typed.
fn written(pattern: &str, old: &str, values: &Values, locale: &Locale) -> Option<String> {
    let (mut out, mut rest, mut left) = (String::new(), old, pattern);
    let mut found = NumbersFound::default();
    while let Some(c) = left.chars().next() {
        if let Some((name, behind)) = left.strip_prefix('{').and_then(|l| l.split_once('}')) {
            let after = found.take(name, rest, locale)?;
            let typed = &rest[..rest.len() - after.len()];
            out.push_str(&part(name, typed, values, &found, locale)?);
            (left, rest) = (behind, after);
            continue;
        }
        left = &left[c.len_utf8()..];
        let after = if c == ' ' {
            rest.trim_start_matches([' ', '\u{a0}', '\u{3000}'])
        } else {
            let escaped = rest.strip_prefix('\\').filter(|_| c == '.');
            escaped.unwrap_or(rest).strip_prefix(c)?
        };
        out.push_str(&rest[..rest.len() - after.len()]);
        rest = after;
    }
    Some(out)
}

/// Writes one part of a pattern in the digits of the old one.
fn part(
    name: &str,
    typed: &str,
    values: &Values,
    found: &NumbersFound,
    locale: &Locale,
) -> Option<String> {
    let number = |value: i16| digits(typed, value);
    match name {
        "era" => {
            // A year that another era has begun in is its author's to write.
            let (year, began) = (values.year?, found.era?);
            let next = locale.times.eras.values().filter(|other| **other > began).min();
            next.is_none_or(|next| year <= *next).then(|| typed.to_owned())
        }
        "n" => Some(digits(typed, values.year? - found.era?)),
        "month" | "month_of_day" => {
            let (letters, stop) =
                typed.strip_suffix('.').map_or((typed, ""), |letters| (letters, "."));
            let rows = locale.month_rows();
            let own = rows.iter().find(|row| row.iter().any(|name| name == letters));
            let row = own.or(rows.first())?;
            let name = row.get(usize::try_from(values.month? - 1).ok()?)?;
            let whole = own.is_some();
            let short: String = name.chars().take(letters.chars().count()).collect();
            Some(if whole { name.clone() } else { format!("{short}{stop}") })
        }
        "q" | "h" => values.number.map(|value| number(value.into())),
        "m" | "end_month" => values.month.map(|value| number(value.into())),
        "d" | "day" => values.day.map(|value| number(value.into())),
        "yy" | "yyyy" => values.named.map(number),
        "years" | "years2" => {
            let both = &locale.period;
            let both = if name == "years" { &both.years } else { &both.years_short };
            written(both, typed, values, locale).or_else(|| values.named.map(number))
        }
        "start" | "start2" => values.start.map(number),
        "end" | "end2" => values.end.map(number),
        "year" => values.year.map(number),
        _ => None,
    }
}

/// Writes a number in digits like the old ones: of full width, Chinese, of two digits.
fn digits(old: &str, value: i16) -> String {
    let wide = |digit: char, zero: u32| {
        digit.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(digit)
    };
    let count = old.chars().count();
    let plain = match count {
        4 => format!("{value:04}"),
        2 if value >= 100 => format!("{:02}", value.rem_euclid(100)),
        2 if old.starts_with(['0', '０']) => format!("{value:02}"),
        _ => value.to_string(),
    };
    match old.chars().next() {
        Some('０'..='９') => plain.chars().map(|digit| wide(digit, u32::from('０'))).collect(),
        Some('一' | '二' | '三' | '四') => {
            let kanji = usize::try_from(value - 1).ok().and_then(|at| "一二三四".chars().nth(at));
            kanji.map_or(plain, String::from)
        }
        Some(_) | None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::super::time::read;
    use super::*;

    #[test]
    fn a_time_is_written_anew_in_its_own_way() {
        let quarter = |text: &str| text.parse::<Period>().expect("a period");
        let day = |text: &str| Dated::Day(text.parse().expect("a day"));
        let period = |text: &str| Dated::Period(quarter(text));
        for (tag, old, new, wanted) in [
            ("ja", "2010年度 第1四半期", period("2Q10"), Some("2010年度 第2四半期")),
            ("ja", "2011年3月期第一四半期", period("2Q10"), Some("2011年3月期第二四半期")),
            (
                "ja",
                "２０１１年３月期 第４四半期",
                period("1Q11"),
                Some("２０１２年３月期 第１四半期"),
            ),
            ("ja", "2011年3月期第2四半期累計", period("9M10"), Some("2011年3月期第3四半期累計")),
            ("ja", "2011年3月期 上期", period("9M10"), None),
            ("ja", "2011年3月期 第3四半期累計", period("FY2010"), Some("2011年3月期")),
            ("ja", "2011年3月期第3四半期累計", period("FY2010"), Some("2011年3月期")),
            ("ja", "2010年度 上期", period("FY2010"), Some("2010年度")),
            ("ja", "2011年3月期 第4四半期累計", period("1Q11"), Some("2012年3月期 第1四半期累計")),
            ("de", "1. Halbjahr 2010/11", period("FY2010"), None),
            ("ja", "平成23年3月期", period("FY2011"), Some("平成24年3月期")),
            ("ja", "平成31年3月期", period("FY2019"), None),
            ("ja", "2010年6月30日", day("2010-09-30"), Some("2010年9月30日")),
            ("ja", "2010年12月", Dated::Month(2011, 3), Some("2011年3月")),
            ("ja", "第1四半期", Dated::Part, Some("第2四半期")),
            ("ja", "第3四半期", Dated::Part, None),
            ("de", "1. Quartal 2010/11", period("2Q10"), Some("2. Quartal 2010/11")),
            ("de", "4. Quartal 2010/11", period("1Q11"), Some("1. Quartal 2011/12")),
            ("de", "30. Juni 2010", day("2010-09-30"), Some("30. September 2010")),
            ("de", "30.06.2010", day("2010-09-30"), Some("30.09.2010")),
            ("de", "Geschäftsjahr 2010/11", period("FY2011"), Some("Geschäftsjahr 2011/12")),
        ] {
            let locale = Locale::of(tag).expect("a language");
            let calendar = FiscalYear::default();
            let (len, was) = read(old, locale, calendar).expect("a time");
            assert_eq!(len, old.len(), "{old}");
            let ends = (quarter("1Q10"), quarter("2Q10"));
            let found = rewritten(old, (was, new), ends, locale, calendar);
            assert_eq!(found.as_deref(), wanted, "{old}");
        }
    }

    #[test]
    fn one_year_of_the_calendar_is_written_anew() {
        let locale = Locale::of("de").expect("a language");
        let calendar = FiscalYear::new(1, crate::num::YearNaming::Start).expect("a calendar");
        let quarter = |text: &str| text.parse::<Period>().expect("a period");
        for (old, new, wanted) in [
            ("3. Quartal 2026", "4Q26", "4. Quartal 2026"),
            ("Q4 2026", "1Q27", "Q1 2027"),
            ("Geschäftsjahr 2025", "FY2026", "Geschäftsjahr 2026"),
        ] {
            let (_, was) = read(old, locale, calendar).expect("a time");
            let ends = (quarter("3Q26"), quarter("4Q26"));
            let times = (was, Dated::Period(quarter(new)));
            assert_eq!(rewritten(old, times, ends, locale, calendar).as_deref(), Some(wanted));
        }
    }
}
