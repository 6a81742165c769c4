//! Dates, months and periods named in a text.

use std::ops::Range;

use super::{Passage, holding, time};
use crate::num::{Date, Period};
use crate::view::FigureFormatter;

/// A time named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month(i16, i8),
    /// From a month to a month, both in: "April to June 2010", "10/4–10/6".
    Months((i16, i8), (i16, i8)),
    /// A period: "1Q10", "FY2010", "1Q FY2010".
    Period(Period),
    /// A part of a year alone, such as "1Q".
    Part,
    /// A month or a month's day without its year, as far as it is told; or a time of another calendar.
    Open(Option<i8>, Option<i8>),
    /// A year alone.
    Year(i16),
}

impl Dated {
    /// Gives the period or day that a figure may be keyed by; nothing for looser times.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(period),
            Self::Day(day) => Some(Period::Instant(day)),
            Self::Month(..) | Self::Months(..) | Self::Part | Self::Open(..) | Self::Year(_) => {
                None
            }
        }
    }
}

/// A time with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it names.
    pub dated: Dated,
}

/// Finds every date, month and period of a passage, in order.
pub(super) fn mentions(passage: &Passage<'_>, formatter: &FigureFormatter<'_>) -> Vec<Mention> {
    let (text, calendar) = (passage.text, formatter.facts.calendar);
    let solid = !formatter.locale.prose.blanks;
    let skips = passage.skips();
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = text[at..].chars().next() {
        if let Some(skip) = holding(skips, at) {
            at = skip.end;
            before = None;
            continue;
        }
        let starts = before.is_none_or(|b| {
            // Where no blanks part the words, a time starts behind any letter of another script.
            let letter = b.is_ascii_alphanumeric() || (b.is_alphanumeric() && !solid);
            !letter && !matches!(b, ',' | '.' | '/')
        });
        if starts
            && (c.is_ascii_alphanumeric() || !c.is_ascii())
            && let Some((len, dated)) = time::read(&text[at..], formatter.locale, calendar)
        {
            out.push(Mention { range: at..at + len, dated });
            before = text[at..at + len].chars().next_back();
            at += len;
            continue;
        }
        before = Some(c);
        at += c.len_utf8();
    }
    joined(out, passage, formatter)
}

/// Joins "April" + "to" + "June 2010" into the months they span.
fn joined(
    found: Vec<Mention>,
    passage: &Passage<'_>,
    formatter: &FigureFormatter<'_>,
) -> Vec<Mention> {
    let text = passage.text;
    let mut out: Vec<Mention> = Vec::new();
    for mention in found {
        if let Some(last) = out.last_mut() {
            let gap = text[last.range.end..mention.range.start].trim();
            let span = formatter.locale.times.span.iter().any(|mark| mark == gap);
            let run = run(last.dated, mention.dated).filter(|_| span);
            if let Some((from, to)) = run {
                last.dated = Dated::Months(from, to);
                last.range.end = mention.range.end;
                continue;
            }
        }
        out.push(mention);
    }
    out
}

/// The months from one time to another, of which one names the year of both.
pub(super) fn run(first: Dated, last: Dated) -> Option<((i16, i8), (i16, i8))> {
    match (first, last) {
        (Dated::Month(y1, m1), Dated::Month(y2, m2)) => Some(((y1, m1), (y2, m2))),
        (Dated::Open(Some(m), None), Dated::Month(year, month)) => {
            Some(((if m > month { year - 1 } else { year }, m), (year, month)))
        }
        (Dated::Month(year, month), Dated::Open(Some(m), None)) => {
            Some(((year, month), (if m < month { year + 1 } else { year }, m)))
        }
        (_, _) => None,
    }
}
