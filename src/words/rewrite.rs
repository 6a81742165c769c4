//! A time written anew in the way it was written: by its pattern, in its digits, letters and capitals.

use std::ops::Range;

use super::Dated;
use super::PlainYearPeriod;
use super::date::run;
use super::numeral::same;
use super::time::{NumbersFound, matched, read};
use crate::locale::{Locale, PatternPart, TimeKind, TimePattern, TimeSlot, weeks};
use crate::num::{FiscalYear, Period};

/// Letters of a month's short name.
const SHORT: usize = 3;

/// Writes another time in the way of an old one: "2026年度 第１四半期" becomes "2026年度 第２四半期",
/// "30. Juni 2010" becomes "30. September 2010", "Aug. 13, 2010" becomes "Nov. 12, 2010".
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
    let patterns = locale.time_patterns();
    let whole = |pattern: &TimePattern| {
        let (len, found) = matched(pattern, old, locale)?;
        let same = len == old.len() && found.dated(pattern.kind, calendar)? == was;
        same.then_some(found)
    };
    let by_pattern = |pattern: &TimePattern| {
        let found = whole(pattern)?;
        if is_over(was, new) {
            let values = Values::of(TimeKind::Year, new, calendar)?;
            return written(year_of(pattern, locale)?, old, &values, locale);
        }
        let values = match (pattern.kind, new) {
            (TimeKind::Part, Dated::Part) => Some(Values::part(&found, from, to)),
            (_, Dated::Period(period)) if pattern.is_by_days() => {
                Values::of(pattern.kind, new, calendar).map(|of| of.by_days(period, calendar))
            }
            (_, _) => Values::of(pattern.kind, new, calendar),
        };
        written(pattern, old, &values?, locale)
    };
    let by_key = || {
        let mut notations = patterns.all.iter().skip(patterns.own);
        notations.find(|pattern| whole(pattern).is_some())?;
        match new {
            Dated::Period(new) => Some(new.to_string()),
            Dated::Part => {
                let part = |period: Period| Some(period.to_string().get(..2)?.to_owned());
                let year = matches!(to, Period::Year { .. });
                (part(from)? == old && !year).then(|| part(to))?
            }
            Dated::Day(_)
            | Dated::Month(..)
            | Dated::Months(..)
            | Dated::Open(..)
            | Dated::Year(_) => None,
        }
    };
    patterns
        .all
        .iter()
        .find_map(by_pattern)
        .or_else(|| run_anew(old, (was, new), (from, to), locale, calendar))
        .or_else(by_key)
}

/// Writes a run of months whose ends are times by themselves: "April to June 2010".
fn run_anew(
    old: &str,
    (was, new): (Dated, Dated),
    ends: (Period, Period),
    locale: &Locale,
    calendar: FiscalYear,
) -> Option<String> {
    let (Dated::Months(..), Dated::Months(from, to)) = (was, new) else { return None };
    let (len, first) = read(old, locale, calendar)?;
    let (first_text, rest) = old.split_at(len);
    let marks = locale.times.span.iter();
    let behind = marks.filter_map(|mark| rest.trim_start().strip_prefix(mark.as_str()));
    let last_text = behind.map(str::trim_start).min_by_key(|rest| rest.len())?;
    let (len, last) =
        read(last_text, locale, calendar).filter(|(len, _)| *len == last_text.len())?;
    let same = run(first, last).map(|(from, to)| Dated::Months(from, to)) == Some(was);
    let anew = |text: &str, was: Dated, (year, month): (i16, i8)| {
        let open = matches!(was, Dated::Open(..));
        let new = if open { Dated::Open(Some(month), None) } else { Dated::Month(year, month) };
        rewritten(text, (was, new), ends, locale, calendar)
    };
    let (first, last) = (anew(first_text, first, from)?, anew(last_text, last, to)?);
    same.then(|| format!("{first}{}{last}", &rest[..rest.len() - len]))
}

/// Gives what changes in a period whose year is told in plain digits: its part, such as "first
/// quarter", and its year. Nothing is given where its words cannot name the new one.
#[must_use]
pub fn with_plain_year(
    text: &str,
    said: &PlainYearPeriod,
    (was, new): (Period, Period),
    locale: &Locale,
) -> Option<Vec<(Range<usize>, String)>> {
    let (old_year, new_year) = (was.year()?, new.year()?);
    // What is named by months of the calendar is not counted so.
    if said.named.of(old_year) != was {
        return None;
    }
    let mut out = Vec::new();
    if let Some(part) = &said.part {
        // A full year goes on being one.
        let same = said.named.of(new_year) == new;
        let typed = &text[part.clone()];
        let anew = if same { typed.to_owned() } else { part_anew(typed, new, locale)? };
        out.push((part.clone(), anew));
    } else if !matches!(new, Period::Year { .. }) {
        return None;
    }
    let digits_at = text[said.year.clone()].find(|c: char| c.is_ascii_digit())?;
    let range = said.year.start + digits_at..said.year.end;
    let typed = &text[range.clone()];
    let year: i16 = typed.parse().ok()?;
    out.push((range.clone(), digits(typed, year + new_year - old_year)));
    Some(out)
}

/// Writes a part of a year in the way of an old one: "First Quarter" becomes "Second Quarter", "Q1"
/// becomes "Q2".
#[must_use]
pub fn part_anew(old: &str, new: Period, locale: &Locale) -> Option<String> {
    let (lists, number, letter): (Vec<&[String]>, u8, char) = match new {
        Period::Quarter { quarter, .. } => (locale.prose.quarters().to_vec(), quarter, 'Q'),
        Period::Half { half, .. } => (locale.prose.halves().to_vec(), half, 'H'),
        Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => return None,
    };
    let mut chars = old.chars();
    if let (Some(a), Some(b), None) = (chars.next(), chars.next(), chars.next()) {
        let digit = char::from_digit(number.into(), 10)?;
        let is = |c: char| c.to_ascii_uppercase() == letter;
        return match (a.is_ascii_digit(), b.is_ascii_digit()) {
            (true, false) if is(b) => Some(format!("{digit}{b}")),
            (false, true) if is(a) => Some(format!("{a}{digit}")),
            (_, _) => None,
        };
    }
    let plain = old.split_whitespace().collect::<Vec<_>>().join(" ");
    let form = lists.iter().find_map(|names| names.iter().position(|name| same(name, &plain)))?;
    let name = lists.get(usize::from(number) - 1)?.get(form)?;
    in_the_way_of(old, name)
}

/// Writes words in the capitals and with the blanks of others.
fn in_the_way_of(old: &str, new: &str) -> Option<String> {
    let part = |c: char| c.is_whitespace() || c == '-';
    let (olds, news): (Vec<&str>, Vec<&str>) =
        (old.split(part).filter(|w| !w.is_empty()).collect(), new.split(part).collect());
    if olds.len() != news.len() {
        return None;
    }
    let (mut out, mut rest) = (String::new(), old);
    for (word, new) in olds.into_iter().zip(news) {
        let at = rest.find(word)?;
        out.push_str(&rest[..at]);
        out.push_str(&cased(word, new));
        rest = &rest[at + word.len()..];
    }
    out.push_str(rest);
    Some(out)
}

/// Writes a number of months in the way of an old one: "Six months" becomes "Nine months".
#[must_use]
pub fn length_anew(old: &str, months: u8, locale: &Locale) -> Option<String> {
    let forms = |row: &'_ String| row.split('|').map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<_> = locale.prose.spans.iter().map(forms).collect();
    let form = rows.iter().find_map(|row| row.iter().position(|name| same(name, old)))?;
    let name = rows.get(usize::from(months / 3).checked_sub(1)?)?.get(form)?;
    in_the_way_of(old, name)
}

/// Writes a word in capitals, with a capital or in small letters, as the old one.
fn cased(old: &str, new: &str) -> String {
    let letters = || old.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return new.to_uppercase();
    }
    let mut chars = new.chars();
    match (old.chars().next(), chars.next()) {
        (Some(was), Some(first)) if was.is_uppercase() => {
            first.to_uppercase().chain(chars).collect()
        }
        (Some(was), Some(first)) if was.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        (_, _) => new.to_owned(),
    }
}

/// Tells whether a part of a year becomes the year.
fn is_over(was: Dated, new: Dated) -> bool {
    let year = |dated| matches!(dated, Dated::Period(Period::Year { .. }));
    matches!(was, Dated::Period(_)) && !year(was) && year(new)
}

/// The start of a pattern of a part of a year that names the year: the year that is over is named
/// by it alone.
fn year_of<'l>(pattern: &TimePattern, locale: &'l Locale) -> Option<&'l TimePattern> {
    let all = locale.time_patterns().all.iter();
    all.filter(|year| year.kind == TimeKind::Year && pattern.text.starts_with(&year.text))
        .max_by_key(|year| year.text.len())
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
    /// How long it is.
    months: Option<u8>,
    weeks: Option<i32>,
    /// The ends of a run of months.
    first: Option<(i16, i8)>,
    last: Option<(i16, i8)>,
}

impl Values {
    fn part(found: &NumbersFound, from: Period, to: Period) -> Self {
        let quarter = |period| match period {
            Period::Quarter { quarter, .. } => Some(quarter),
            Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Year { .. }
            | Period::Month { .. }
            | Period::Trailing { .. }
            | Period::Instant(_) => None,
        };
        let same = found.number.is_some() && found.number == quarter(from);
        Self { number: quarter(to).filter(|_| same), ..Self::default() }
    }

    /// The same where a pattern names the last day of the period, and how long it is.
    fn by_days(self, period: Period, calendar: FiscalYear) -> Self {
        let (first, last) = calendar.range(period);
        Self {
            year: Some(last.year()),
            month: Some(last.month()),
            day: Some(last.day()),
            months: Some(period.months()),
            weeks: Some(weeks(first, last)),
            ..self
        }
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
            (TimeKind::Open, Dated::Open(month @ Some(_), day)) => {
                return Some(Self { month, day, ..Self::default() });
            }
            (TimeKind::Run, Dated::Months(first, last)) => {
                return Some(Self { first: Some(first), last: Some(last), ..Self::default() });
            }
            (_, Dated::Period(period)) => period,
            (_, _) => return None,
        };
        let number = match (kind, period) {
            (TimeKind::Quarter, Period::Quarter { quarter, .. })
            | (TimeKind::Trailing, Period::Trailing { quarter, .. }) => Some(quarter),
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
        Some(Self { number, year: end, named, start, end, month, ..Self::default() })
    }
}

/// Fills a pattern again; what stands between its parts stays as it was typed.
fn written(pattern: &TimePattern, old: &str, values: &Values, locale: &Locale) -> Option<String> {
    filled(&pattern.parts, old, values, locale)
}

fn filled(parts: &[PatternPart], old: &str, values: &Values, locale: &Locale) -> Option<String> {
    let (mut out, mut rest) = (String::new(), old);
    let mut found = NumbersFound::default();
    for one in parts {
        let (before, here) = old.split_at(old.len() - rest.len());
        let after = found.step(one, (before, here), locale)?;
        let typed = &rest[..rest.len() - after.len()];
        match one {
            PatternPart::Slot(slot) => out.push_str(&part(*slot, typed, values, &found, locale)?),
            PatternPart::Text(_) | PatternPart::Blank => out.push_str(typed),
        }
        rest = after;
    }
    Some(out)
}

/// Writes one part of a pattern in the digits of the old one.
fn part(
    slot: TimeSlot,
    typed: &str,
    values: &Values,
    found: &NumbersFound,
    locale: &Locale,
) -> Option<String> {
    let number = |value: i16| digits(typed, value);
    match slot {
        TimeSlot::Era => {
            // A year that another era has begun in is its author's to write.
            let (year, began) = (values.year?, found.era?);
            let next = locale.times.eras.values().filter(|other| **other > began).min();
            next.is_none_or(|next| year <= *next).then(|| typed.to_owned())
        }
        TimeSlot::YearOfEra => Some(digits(typed, values.year? - found.era?)),
        TimeSlot::Month | TimeSlot::MonthAsNamed => {
            let letters = typed.strip_suffix('.').unwrap_or(typed);
            let rows = locale.month_rows();
            let own = rows.iter().find(|row| row.iter().any(|name| same(name, letters)));
            let row = own.or(rows.first())?;
            let name = row.get(usize::try_from(values.month? - 1).ok()?)?;
            let short: String = name.chars().take(SHORT).collect();
            let stop = if letters.len() < typed.len() && short != *name { "." } else { "" };
            Some(cased(
                letters,
                &if own.is_some() { name.clone() } else { format!("{short}{stop}") },
            ))
        }
        TimeSlot::Number => values.number.map(|value| number(value.into())),
        TimeSlot::QuarterInWords => {
            let quarter = values.number?;
            part_anew(typed, Period::Quarter { year: 0, quarter }, locale)
        }
        TimeSlot::MonthNumber => values.month.map(|value| number(value.into())),
        TimeSlot::MonthInTwo => values.month.map(|value| digits("00", value.into())),
        TimeSlot::DayInTwo => values.day.map(|value| digits("00", value.into())),
        TimeSlot::Months => values.months.map(|value| number(value.into())),
        TimeSlot::Weeks => values.weeks.and_then(|value| i16::try_from(value).ok()).map(number),
        TimeSlot::FirstMonth => values.first.map(|(_, month)| number(month.into())),
        TimeSlot::LastMonth => values.last.map(|(_, month)| number(month.into())),
        TimeSlot::FirstYear => values.first.map(|(year, _)| number(year)),
        TimeSlot::LastYear => values.last.map(|(year, _)| number(year)),
        TimeSlot::Day => {
            let day = values.day?;
            let endings = &locale.times.day_endings;
            let own = endings.iter().find_map(|ending| typed.strip_suffix(ending.as_str()));
            let ending = usize::try_from(day - 1).ok().and_then(|at| endings.get(at));
            let ending = ending.filter(|_| own.is_some()).map_or("", String::as_str);
            Some(digits(own.unwrap_or(typed), day.into()) + ending)
        }
        TimeSlot::NamedInTwo | TimeSlot::Named | TimeSlot::NamedInAny => values.named.map(number),
        TimeSlot::Years | TimeSlot::YearsShort => {
            let patterns = locale.time_patterns();
            let short = slot == TimeSlot::YearsShort;
            let both = if short { &patterns.years_short } else { &patterns.years };
            filled(both, typed, values, locale).or_else(|| values.named.map(number))
        }
        TimeSlot::Start | TimeSlot::StartInTwo => values.start.map(number),
        TimeSlot::End | TimeSlot::EndInTwo => values.end.map(number),
        TimeSlot::Year => values.year.map(number),
        TimeSlot::Few => None,
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
    use super::*;

    /// Reads a time, or a run of months from one to another.
    fn whole(text: &str, locale: &Locale, calendar: FiscalYear) -> Dated {
        let (len, first) = read(text, locale, calendar).expect("a time");
        let mut marks = locale.times.span.iter();
        let last = marks.find_map(|mark| text[len..].trim_start().strip_prefix(mark.as_str()));
        let Some(last) = last else {
            assert_eq!(len, text.len(), "{text}");
            return first;
        };
        let (_, last) = read(last.trim_start(), locale, calendar).expect("a time");
        let (from, to) = run(first, last).expect("a run");
        Dated::Months(from, to)
    }

    #[test]
    fn parts_of_years_and_lengths_keep_their_words() {
        let of = |tag| Locale::of(tag).expect("a language");
        let quarter = |quarter| Period::Quarter { year: 2026, quarter };
        for (tag, old, wanted) in [
            ("en", "FIRST QUARTER", "THIRD QUARTER"),
            ("en", "First\nquarter", "Third\nquarter"),
            ("en", "second-Quarter", "third-Quarter"),
            ("en", "1st quarter", "3rd quarter"),
            ("en", "Q1", "Q3"),
            ("en", "1Q", "3Q"),
            ("de", "Erstes Quartal", "Drittes Quartal"),
            ("ja", "第1四半期", "第3四半期"),
            ("pl", "II kwartale", "III kwartale"),
        ] {
            assert_eq!(part_anew(old, quarter(3), of(tag)).as_deref(), Some(wanted));
        }
        assert_eq!(part_anew("H1", quarter(3), of("en")), None);
        let half = Period::Half { year: 2026, half: 2 };
        assert_eq!(part_anew("First half", half, of("en")).as_deref(), Some("Second half"));
        for (tag, old, wanted) in [
            ("en", "Six months", "Nine months"),
            ("en", "6 months", "9 months"),
            ("de", "sechs Monaten", "neun Monaten"),
            ("ja", "6カ月", "9カ月"),
        ] {
            assert_eq!(length_anew(old, 9, of(tag)).as_deref(), Some(wanted));
        }
    }

    #[test]
    fn the_names_of_parts_of_a_year_stand_in_one_order() {
        for locale in Locale::tags().filter_map(Locale::of) {
            let [first, others @ ..] = locale.prose.quarters();
            assert!(others.iter().all(|all| all.len() == first.len()), "{}", locale.tag);
        }
    }

    #[test]
    fn a_time_is_written_anew_in_its_own_way() {
        let quarter = |text: &str| text.parse::<Period>().expect("a period");
        let day = |text: &str| Dated::Day(text.parse().expect("a day"));
        let period = |text: &str| Dated::Period(quarter(text));
        let run = Dated::Months;
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
            ("zh-Hans", "2010财年第一季度", period("2Q10"), Some("2010财年第二季度")),
            ("zh-Hans", "2010财年前三季度", period("FY2010"), Some("2010财年")),
            ("ja", "2010年6月30日", day("2010-09-30"), Some("2010年9月30日")),
            ("ja", "2010年12月", Dated::Month(2011, 3), Some("2011年3月")),
            ("ja", "第1四半期", Dated::Part, Some("第2四半期")),
            ("ja", "第3四半期", Dated::Part, None),
            ("de", "1. Quartal 2010/11", period("2Q10"), Some("2. Quartal 2010/11")),
            ("de", "4. Quartal 2010/11", period("1Q11"), Some("1. Quartal 2011/12")),
            ("de", "30. Juni 2010", day("2010-09-30"), Some("30. September 2010")),
            ("de", "30.06.2010", day("2010-09-30"), Some("30.09.2010")),
            ("de", "Geschäftsjahr 2010/11", period("FY2011"), Some("Geschäftsjahr 2011/12")),
            ("de", "ersten Quartal 2010/11", period("2Q10"), Some("zweiten Quartal 2010/11")),
            ("de", "Okt. bis Dez. 2026", run((2027, 1), (2027, 3)), Some("Jan. bis Mär. 2027")),
            ("ja", "2010年4月～6月", run((2010, 7), (2010, 9)), Some("2010年7月～9月")),
            ("ja", "10/4～10/6", run((2010, 7), (2010, 9)), Some("10/7～10/9")),
            ("pl", "30 czerwca 2010 r.", day("2010-09-30"), Some("30 września 2010 r.")),
            ("pl", "I kwartał 2010/11", period("2Q10"), Some("II kwartał 2010/11")),
            ("en", "1Q FY2010", period("2Q10"), Some("2Q FY2010")),
            ("en", "1Q of FY2010", period("2Q10"), Some("2Q of FY2010")),
            ("en", "first quarter FY2010", period("2Q10"), Some("second quarter FY2010")),
            ("en", "First Quarter\nFY2010", period("2Q10"), Some("Second Quarter\nFY2010")),
            ("en", "4Q09", period("1Q10"), Some("1Q10")),
            ("en", "FY10", period("FY2011"), Some("FY11")),
            ("en", "1H10", period("9M10"), Some("9M10")),
            ("en", "9M10", period("FY2010"), Some("FY2010")),
            ("en", "Aug. 13, 2010", day("2010-11-12"), Some("Nov. 12, 2010")),
            ("en", "JUNE 30, 2010", day("2010-09-30"), Some("SEPTEMBER 30, 2010")),
            ("en", "Sept. 30, 2010", day("2010-12-31"), Some("Dec. 31, 2010")),
            ("en", "30th of June 2010", day("2010-12-31"), Some("31st of December 2010")),
            ("en", "30 June 2010", day("2010-09-30"), Some("30 September 2010")),
            ("en", "June 30", Dated::Open(Some(9), Some(30)), Some("September 30")),
            ("en", "June, 2010", Dated::Month(2010, 9), Some("September, 2010")),
            ("en", "2010-06-30", day("2010-09-30"), Some("2010-09-30")),
            ("en", "2010/6/30", day("2010-12-31"), Some("2010/12/31")),
            ("en", "April to June 2010", run((2010, 7), (2010, 9)), Some("July to September 2010")),
            ("en", "Apr. – Jun. 2010", run((2010, 7), (2010, 9)), Some("Jul. – Sep. 2010")),
            ("en", "09/4–09/6", run((2009, 10), (2009, 12)), Some("09/10–09/12")),
            ("en", "10/4-11/3", run((2011, 4), (2012, 3)), Some("11/4-12/3")),
            (
                "en",
                "December 2009 to March 2010",
                run((2010, 3), (2010, 6)),
                Some("March 2010 to June 2010"),
            ),
        ] {
            let locale = Locale::of(tag).expect("a language");
            let calendar = FiscalYear::default();
            let was = whole(old, locale, calendar);
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
