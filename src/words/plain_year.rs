//! Periods told with a year in plain digits: "Q1 2024", "first half of 2023", "fiscal year 2022".

use std::ops::Range;

use super::{Dated, Mention, Passage, Sense, tail};
use crate::locale::Locale;
use crate::num::{FiscalYear, Period, YearNaming};

/// Bytes that hold the longest word between a part of a year and the year.
const LINK: usize = 64;

/// A period whose year is told in plain digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainYearPeriod {
    /// Its bytes.
    pub range: Range<usize>,
    /// The part of the year in it, such as "first quarter"; none where a year is told.
    pub part: Option<Range<usize>>,
    /// The year in it.
    pub year: Range<usize>,
    pub(super) named: YearPart,
    /// The periods it may name, the one that the deck's own labels would print first: a year may
    /// name the fiscal year that starts or ends in it, or be one of the calendar.
    pub periods: Vec<Period>,
}

/// Reads such a period from its year, one of the passage's times. A year alone names none.
#[must_use]
pub fn plain_year(
    passage: &Passage<'_>,
    year: &Mention,
    locale: &Locale,
    calendar: FiscalYear,
) -> Option<PlainYearPeriod> {
    let Range { start: at, end } = year.range;
    let (year, plain) = match year.dated {
        Dated::Year(year) => (year, true),
        Dated::Period(Period::Year { year }) => (year, false),
        Dated::Day(_)
        | Dated::Month(..)
        | Dated::Months(..)
        | Dated::Period(_)
        | Dated::Part
        | Dated::Open(..) => return None,
    };
    // "Fiscal 2022–23" and "Q1 2022/23" name more than one year.
    let goes_on = passage.text[end..].strip_prefix(['-', '–', '/']);
    let many = goes_on.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if many || !locale.prose.blanks {
        return None;
    }
    let before = trimmed(&passage.text[..at]);
    let links = locale.times.of_year.iter().map(String::as_str).chain([""]);
    let parts = links.filter_map(|link| {
        let end = without(before, link)?.len();
        let (start, part) = part_before(passage, end)?;
        Some((start, Some(start..end), part))
    });
    let called = || {
        let mut names = locale.times.year_called.iter().filter(|_| plain);
        names.find_map(|name| {
            without(before, name)?;
            Some((before.len() - name.len(), None, YearPart::Year))
        })
    };
    let (start, part, named) = parts.min_by_key(|(start, ..)| *start).or_else(called)?;
    let periods = if plain { meant(named, year, calendar) } else { vec![named.of(year)] };
    Some(PlainYearPeriod { range: start..end, part, year: at..end, named, periods })
}

/// A part of a year, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum YearPart {
    Quarter(u8),
    Half(u8),
    NineMonths,
    Year,
}

impl YearPart {
    pub(super) fn of(self, year: i16) -> Period {
        match self {
            Self::Quarter(quarter) => Period::Quarter { year, quarter },
            Self::Half(half) => Period::Half { year, half },
            Self::NineMonths => Period::NineMonths { year },
            Self::Year => Period::Year { year },
        }
    }

    /// The part that words name.
    fn said(sense: Sense) -> Option<Self> {
        let parts = [
            (Sense::First, Self::Quarter(1)),
            (Sense::Second, Self::Quarter(2)),
            (Sense::Third, Self::Quarter(3)),
            (Sense::Fourth, Self::Quarter(4)),
            (Sense::FirstHalf, Self::Half(1)),
            (Sense::SecondHalf, Self::Half(2)),
            (Sense::FullYear, Self::Year),
        ];
        parts.into_iter().find(|(known, _)| *known == sense).map(|(_, part)| part)
    }

    /// The part that a letter and a digit name: "Q1", "1Q", "H1", "9M".
    fn noted(text: &str) -> Option<Self> {
        let number = |digit: u8| digit - b'0';
        match text.as_bytes() {
            [b'Q', n @ b'1'..=b'4'] | [n @ b'1'..=b'4', b'Q'] => Some(Self::Quarter(number(*n))),
            [b'H', n @ b'1'..=b'2'] | [n @ b'1'..=b'2', b'H'] => Some(Self::Half(number(*n))),
            [b'9', b'M'] => Some(Self::NineMonths),
            _ => None,
        }
    }
}

/// Cuts blanks off the end of a text, but not the end of a paragraph.
fn trimmed(text: &str) -> &str {
    let cut = text.trim_end_matches([' ', '\u{a0}', '\n']);
    if text[cut.len()..].matches('\n').count() > 1 { text } else { cut }
}

/// Cuts a word off the end of a text, where it stands as a word of its own.
fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let lower = tail(text, LINK).to_lowercase();
    let ends = lower.strip_suffix(&word.to_lowercase())?;
    let whole = word.is_empty() || !ends.ends_with(|c: char| c.is_alphanumeric() || c == '-');
    text.get(..text.len() - word.len()).filter(|_| whole).map(trimmed)
}

/// The part of a year that ends at a place: "first quarter", "Q1", "1Q", "H1", "9M".
fn part_before(passage: &Passage<'_>, end: usize) -> Option<(usize, YearPart)> {
    let said = passage.hits_before(end).filter(|hit| hit.end == end);
    let said = said.filter_map(|hit| Some((hit.start, YearPart::said(hit.sense)?)));
    said.min_by_key(|(start, _)| *start).or_else(|| {
        let text = &passage.text[..end];
        let start = text
            .rfind(|c: char| !c.is_alphanumeric())
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        Some((start, YearPart::noted(&text[start..])?))
    })
}

/// Reads a quarter that a letter and a digit name: "Q1", "1Q".
#[must_use]
pub fn quarter_noted(text: &str) -> Option<u8> {
    match YearPart::noted(text) {
        Some(YearPart::Quarter(quarter)) => Some(quarter),
        Some(YearPart::Half(_) | YearPart::NineMonths | YearPart::Year) | None => None,
    }
}

/// Every period that a part of a year in plain digits may mean.
fn meant(part: YearPart, year: i16, calendar: FiscalYear) -> Vec<Period> {
    let mut out = vec![part.of(year)];
    if calendar.start_month() == 1 {
        return out;
    }
    out.push(part.of(match calendar.named_by() {
        YearNaming::Start => year - 1,
        YearNaming::End => year + 1,
    }));
    // "The second quarter of 2022" may be April to June of a fiscal year that starts in April.
    let months = match part {
        YearPart::Quarter(quarter) => Some((3 * quarter - 2, 3 * quarter)),
        YearPart::Half(half) => Some((6 * half - 5, 6 * half)),
        YearPart::NineMonths | YearPart::Year => None,
    };
    let Some((first, last)) = months else { return out };
    let month = |month: u8| (year, i8::try_from(month).unwrap_or(1));
    let runs = |made: &Period| calendar.is_run(*made, month(first), month(last));
    let near = (year - 1..=year + 1).flat_map(|near| {
        (1..=4).map(move |number| match part {
            YearPart::Half(_) => YearPart::Half(number.min(2)).of(near),
            YearPart::Quarter(_) | YearPart::NineMonths | YearPart::Year => {
                YearPart::Quarter(number).of(near)
            }
        })
    });
    out.extend(near.filter(runs));
    out
}
