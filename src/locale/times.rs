//! Patterns of times, taken apart once: those of a language's file and the notations of no language.

use std::collections::HashMap;

use super::Locale;

/// What a pattern names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day.
    Day,
    /// A month of a year.
    Month,
    /// A year of the calendar.
    CalendarYear,
    /// A month or a day without its year.
    Open,
    /// From a month to a month.
    Run,
    /// A quarter.
    Quarter,
    /// From the first day of the year to the end of a quarter.
    Cumulative,
    /// The twelve months to the end of a quarter.
    Trailing,
    /// A half year.
    Half,
    /// A second half year.
    SecondHalf,
    /// Nine months.
    NineMonths,
    /// A fiscal year.
    Year,
    /// A part of a year that is not named.
    Part,
    /// From the first day of such a year to the end of a quarter.
    PartSoFar,
}

impl TimeKind {
    /// Tells whether it is a part of a fiscal year, or one, that is named.
    #[must_use]
    pub fn is_period(self) -> bool {
        use TimeKind::{Half, NineMonths, Quarter, SecondHalf, Year};
        [Quarter, Half, SecondHalf, NineMonths, Year].contains(&self)
    }
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// Letters as they stand.
    Text(String),
    /// Blanks.
    Blank,
    /// A number or a name.
    Slot(TimeSlot),
}

macro_rules! slots {
    ($($(#[doc = $doc:literal])* $slot:ident = $($name:literal)|+,)*) => {
        /// What stands in braces in a pattern.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum TimeSlot { $($(#[doc = $doc])* $slot,)* }

        impl TimeSlot {
            fn of(name: &str) -> Option<Self> {
                match name {
                    $($($name)|+ => Some(Self::$slot),)*
                    // By example, with its capitals: {quarter:First Quarter}.
                    _ if name.starts_with("quarter:") => Some(Self::QuarterInWords),
                    _ => None,
                }
            }
        }
    };
}

slots! {
    /// An era.
    Era = "era",
    /// The year of an era.
    YearOfEra = "n",
    /// A month's name, in capitals or not.
    Month = "month" | "month_of_day",
    /// A month's name with the first letter of the file: "May", but not "may".
    MonthAsNamed = "Month",
    /// The number of a quarter or half.
    Number = "q" | "h" | "nth",
    /// A quarter in words, by the lists of the language.
    QuarterInWords = "quarter",
    /// A month's number.
    MonthNumber = "m" | "end_month",
    /// A month's number in two digits.
    MonthInTwo = "mm",
    /// A day of a month; an ending of the language may stand behind.
    Day = "d" | "day",
    /// A day of a month in two digits.
    DayInTwo = "dd",
    /// The months that a period has.
    Months = "months",
    /// The weeks that a period has.
    Weeks = "weeks",
    /// Some number of one or two digits.
    Few = "few",
    /// The year as the company names it, in two digits.
    NamedInTwo = "yy",
    /// The same in four digits.
    Named = "yyyy",
    /// The same in two or four digits.
    NamedInAny = "y",
    /// The years that a fiscal year starts and ends in, written as one where they are one.
    Years = "years",
    /// The same where space is short.
    YearsShort = "years2",
    /// The year it starts in.
    Start = "start",
    /// The same in two digits.
    StartInTwo = "start2",
    /// The year it ends in.
    End = "end",
    /// The same in two digits.
    EndInTwo = "end2",
    /// A year of the calendar.
    Year = "year",
    /// The year of a run's first month, in two digits.
    FirstYear = "y1",
    /// A run's first month.
    FirstMonth = "m1",
    /// The year of a run's last month, in two digits.
    LastYear = "y2",
    /// A run's last month.
    LastMonth = "m2",
}

/// A pattern of a time.
#[derive(Clone, Debug)]
pub struct TimePattern {
    /// What it names.
    pub kind: TimeKind,
    /// The pattern as it is written.
    pub text: String,
    /// Its parts.
    pub parts: Vec<PatternPart>,
}

impl TimePattern {
    /// Tells whether it names a period by its last day or by how long it is.
    #[must_use]
    pub fn is_by_days(&self) -> bool {
        let slots = [TimeSlot::Year, TimeSlot::Months, TimeSlot::Weeks].map(PatternPart::Slot);
        self.kind.is_period() && self.parts.iter().any(|part| slots.contains(part))
    }

    /// Tells whether it begins with the name of a month.
    #[must_use]
    pub fn opens_with_month(&self) -> bool {
        let month = [TimeSlot::Month, TimeSlot::MonthAsNamed].map(PatternPart::Slot);
        self.parts.first().is_some_and(|part| month.contains(part))
    }
}

/// Notations that are of no language: keys of periods, ISO days, numbers between strokes.
const NOTATIONS: &[(TimeKind, &str)] = &[
    (TimeKind::Day, "{year}-{m}-{d}"),
    (TimeKind::Day, "{year}/{m}/{d}"),
    (TimeKind::Day, "{year}.{m}.{d}"),
    (TimeKind::Month, "{year}/{m}"),
    (TimeKind::Month, "{year}-{mm}"),
    (TimeKind::CalendarYear, "{year}"),
    (TimeKind::Open, "{few}/{few}"),
    (TimeKind::Open, "{few}/{few}/{yy}"),
    (TimeKind::Open, "{few}/{few}/{year}"),
    (TimeKind::Quarter, "{q}Q{y}"),
    (TimeKind::Quarter, "{q}QFY{y}"),
    (TimeKind::Quarter, "{q}Q FY{y}"),
    (TimeKind::Quarter, "{quarter} FY{y}"),
    (TimeKind::Half, "{h}H{y}"),
    (TimeKind::Half, "{h}HFY{y}"),
    (TimeKind::Half, "{h}H FY{y}"),
    (TimeKind::NineMonths, "9M{y}"),
    (TimeKind::NineMonths, "9MFY{y}"),
    (TimeKind::NineMonths, "9M FY{y}"),
    (TimeKind::Year, "FY{y}"),
    (TimeKind::Part, "{q}Q"),
    (TimeKind::Part, "{h}H"),
    (TimeKind::PartSoFar, "9M"),
];

/// Marks that may stand for each other between the ends of a run of months.
const DASHES: [char; 5] = ['–', '-', '~', '〜', '～'];

/// Numbers in the characters of Chinese and Japanese that may open a time.
const KANJI: &str = "一二三四";

/// All patterns of a language.
#[derive(Clone, Debug, Default)]
pub struct TimePatterns {
    /// The patterns the language is written by, those it is read by, and the notations of none.
    pub all: Vec<TimePattern>,
    /// How many of them are the language's own.
    pub own: usize,
    /// The two years of a fiscal year.
    pub years: Vec<PatternPart>,
    /// The same where space is short.
    pub years_short: Vec<PatternPart>,
    by_first: HashMap<char, Vec<usize>>,
}

impl TimePatterns {
    /// Takes the patterns of a language apart.
    pub(super) fn of(locale: &Locale) -> Self {
        let pattern = |(kind, text): (TimeKind, &str)| TimePattern {
            kind,
            text: text.to_owned(),
            parts: parts(text),
        };
        let mut all: Vec<_> = own(locale).into_iter().map(pattern).collect();
        // A year alone may be the year of anything.
        all.retain(|one| !(one.kind == TimeKind::Year && is_year(&one.parts)));
        let run = locale.date.month_range.as_str();
        let dash = run.chars().find(|c| DASHES.contains(c));
        let runs =
            dash.iter().flat_map(|dash| DASHES.map(|other| run.replace(*dash, &other.to_string())));
        all.extend(runs.map(|text| pattern((TimeKind::Run, &text))));
        let own = all.len();
        all.extend(NOTATIONS.iter().copied().map(pattern));
        let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
        for (at, pattern) in all.iter().enumerate() {
            let mut firsts = firsts(pattern.parts.first(), locale);
            firsts.sort_unstable();
            firsts.dedup();
            for first in firsts {
                by_first.entry(first).or_default().push(at);
            }
        }
        let (years, years_short) = (parts(&locale.period.years), parts(&locale.period.years_short));
        Self { all, own, years, years_short, by_first }
    }

    /// Gives the patterns that may begin with a letter or digit.
    pub fn starting(&self, first: char) -> impl Iterator<Item = &TimePattern> {
        let found = self.by_first.get(&first).map(Vec::as_slice).unwrap_or_default();
        found.iter().filter_map(|at| self.all.get(*at))
    }
}

/// The patterns a language is written by, then those it is read by.
fn own(locale: &Locale) -> Vec<(TimeKind, &str)> {
    let (period, date, times) = (&locale.period, &locale.date, &locale.times);
    let written = [
        (TimeKind::Day, &date.long),
        (TimeKind::Month, &date.month),
        (TimeKind::Open, &date.day),
        (TimeKind::Quarter, &period.quarter),
        (TimeKind::Quarter, &period.quarter_head),
        (TimeKind::Trailing, &period.trailing),
        (TimeKind::Trailing, &period.trailing_head),
        (TimeKind::Half, &period.half),
        (TimeKind::Half, &period.half_head),
        (TimeKind::SecondHalf, &period.second_half),
        (TimeKind::SecondHalf, &period.second_half_head),
        (TimeKind::NineMonths, &period.nine_months),
        (TimeKind::NineMonths, &period.nine_months_head),
        (TimeKind::Year, &period.year),
        (TimeKind::Year, &period.year_head),
        (TimeKind::Year, &period.year_short),
        (TimeKind::Part, &period.quarter_of_year),
    ];
    let read = [
        (TimeKind::Day, &times.day),
        (TimeKind::Month, &times.month),
        (TimeKind::CalendarYear, &times.year),
        (TimeKind::Open, &times.open),
        (TimeKind::Quarter, &times.quarter),
        (TimeKind::Cumulative, &times.cumulative),
        (TimeKind::Half, &times.half),
        (TimeKind::SecondHalf, &times.second_half),
        (TimeKind::NineMonths, &times.nine_months),
        (TimeKind::Year, &times.fiscal_year),
        (TimeKind::Part, &times.part),
        (TimeKind::PartSoFar, &times.part_so_far),
    ];
    let columns = &locale.house.columns;
    let house = [
        (TimeKind::Quarter, &columns.quarter),
        (TimeKind::Half, &columns.half),
        (TimeKind::SecondHalf, &columns.second_half),
        (TimeKind::NineMonths, &columns.nine_months),
        (TimeKind::Year, &columns.year),
        (TimeKind::Trailing, &columns.trailing),
    ];
    let house = house.into_iter().filter_map(|(kind, own)| Some((kind, own.as_ref()?)));
    let trailing = locale.house.trailing.iter().map(|own| (TimeKind::Trailing, own));
    let read = read.into_iter().flat_map(|(kind, all)| all.iter().map(move |one| (kind, one)));
    written
        .into_iter()
        .chain(house)
        .chain(trailing)
        .chain(read)
        .map(|(kind, pattern)| (kind, pattern.as_str()))
        .collect()
}

/// Tells whether a pattern is a year in digits and nothing else.
fn is_year(parts: &[PatternPart]) -> bool {
    let years = [TimeSlot::Named, TimeSlot::Start, TimeSlot::End, TimeSlot::Year];
    matches!(parts, [PatternPart::Slot(slot)] if years.contains(slot))
}

/// Takes a pattern apart; a name that is none stands as it is written, and a test tells it.
fn parts(pattern: &str) -> Vec<PatternPart> {
    let mut out: Vec<PatternPart> = Vec::new();
    let mut left = pattern;
    while let Some(c) = left.chars().next() {
        let slot = left.strip_prefix('{').and_then(|rest| rest.split_once('}'));
        if let Some((slot, behind)) =
            slot.and_then(|(name, behind)| Some((TimeSlot::of(name)?, behind)))
        {
            out.push(PatternPart::Slot(slot));
            left = behind;
            continue;
        }
        left = &left[c.len_utf8()..];
        match out.last_mut() {
            _ if c == ' ' => out.push(PatternPart::Blank),
            Some(PatternPart::Text(text)) => text.push(c),
            Some(_) | None => out.push(PatternPart::Text(c.to_string())),
        }
    }
    out
}

/// What a pattern may begin with.
fn firsts(part: Option<&PatternPart>, locale: &Locale) -> Vec<char> {
    let digits = ('0'..='9').chain('０'..='９');
    let both = |word: &String| {
        let first = word.chars().next();
        first
            .into_iter()
            .flat_map(|c| [c].into_iter().chain(c.to_lowercase()).chain(c.to_uppercase()))
    };
    match part {
        Some(PatternPart::Text(text)) => text.chars().next().into_iter().collect(),
        Some(PatternPart::Slot(TimeSlot::Era)) => {
            locale.times.eras.keys().filter_map(|era| era.chars().next()).collect()
        }
        Some(PatternPart::Slot(TimeSlot::Month | TimeSlot::MonthAsNamed)) => {
            locale.month_rows().into_iter().flatten().flat_map(both).collect()
        }
        Some(PatternPart::Slot(TimeSlot::QuarterInWords)) => {
            locale.prose.quarters().into_iter().flatten().flat_map(both).collect()
        }
        Some(PatternPart::Slot(TimeSlot::Number)) if !locale.prose.blanks => {
            digits.chain(KANJI.chars()).collect()
        }
        Some(PatternPart::Slot(_)) => digits.collect(),
        Some(PatternPart::Blank) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_indexed_and_every_name_is_a_slot() {
        for locale in Locale::tags().filter_map(Locale::of) {
            let patterns = locale.time_patterns();
            for pattern in &patterns.all {
                let text = |part: &PatternPart| matches!(part, PatternPart::Text(text) if text.contains(['{', '}']));
                assert!(!pattern.parts.iter().any(text), "{}: {}", locale.tag, pattern.text);
                let indexed = patterns.by_first.values().flatten();
                let found = indexed
                    .filter_map(|at| patterns.all.get(*at))
                    .any(|one| std::ptr::eq(one, pattern));
                assert!(found, "{}: {}", locale.tag, pattern.text);
            }
        }
    }
}
