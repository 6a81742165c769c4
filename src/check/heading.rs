//! `period-differs`: a title, caption or label names a time that nothing below or beside it is of.

use std::collections::HashSet;
use std::ops::Range;

use super::group::{RowGroup, groups, heads};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Facts;
use crate::locale::Locale;
use crate::num::Period;
use crate::shape::{RowNote, records};
use crate::slide::{Lines, OfPeriods, RowSpec};
use crate::source::Span;
use crate::words::{
    Dated, Hit, Mention, Passage, Reading, Sense, first_word, lengths, part_fits, plain_year,
    relative_fits,
};

/// Words that name a quarter, in order.
const QUARTERS: [Sense; 4] = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];

/// Compares the titles of slides, tables and charts, and the labels and notes of rows, with the
/// periods that stand below or beside them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    for (at, slide) in reading.deck.numbered() {
        let groups = groups(slide, facts);
        for group in &groups {
            head(reading, group.title.map(|title| title.span), &group.periods, report);
            rows(reading, group, report);
        }
        for lines in records::<Lines>(slide) {
            notes(reading, &lines.rows, &lines.periods(facts), report);
        }
        let mut below = slide.periods(facts);
        let prose = below.is_empty();
        let passages = || reading.on_slide(Some(at));
        let cites = passages().flat_map(|passage| &passage.cites);
        below.extend(cites.filter_map(|cite| cite.key).map(|key| key.period));
        for title in heads(reading, at, &groups) {
            if prose {
                over_prose(reading, title, &below, report);
            } else if !of_the_deck(reading, title) {
                head(reading, Some(title.span), &below, report);
            }
        }
    }
}

/// Tells whether a title names the reported period, which may stand over anything in the deck.
fn of_the_deck(reading: &Reading<'_>, title: &Passage<'_>) -> bool {
    let facts = &reading.deck.facts;
    let own = Dated::Period(facts.period);
    title.mentions.iter().any(|mention| {
        let said = plain_year(title, mention, reading.locale, facts.calendar);
        mention.dated == own || said.is_some_and(|said| said.periods.contains(&facts.period))
    })
}

/// The labels of rows; a row that names a year or a period shows that one.
fn rows(reading: &Reading<'_>, group: &RowGroup<'_>, report: &mut Report) {
    for row in &group.rows {
        let Some((_, span)) = row.label else { continue };
        let own = row.reference(&reading.deck.facts).and_then(|reference| reference.period);
        let year = own.and_then(Period::year);
        let all = group.periods.iter().copied();
        let here = all.filter(|one| year.is_none() || one.year() == year);
        let here: Vec<_> = own.into_iter().chain(here).collect();
        head(reading, Some(span), &here, report);
    }
}

/// Notes beside rows that open with a quarter or half: "Second-quarter orders declined".
fn notes(reading: &Reading<'_>, rows: &[RowSpec], below: &[Period], report: &mut Report) {
    for note in rows.iter().filter_map(|row| row.note.as_ref()).map(|note: &RowNote| note.span) {
        let Some(passage) = reading.passage_at(note) else { continue };
        let cited: Vec<_> =
            passage.cites.iter().filter_map(|cite| cite.key).map(|key| key.period).collect();
        let all = [below, &cited].concat();
        let heading = PeriodHeading::of(reading, passage, &all);
        let opens = |hit: &Hit| {
            let before = passage.text[..hit.start].trim_end_matches([' ', '*', '-', '+', '・']);
            before.is_empty() || before.ends_with('\n')
        };
        let planned =
            first_word(passage.text, &reading.locale.prose.planned, &reading.locale.prose);
        let first = passage.hits.iter().filter(|hit| opens(hit) && planned.is_none());
        let wrong = first.filter_map(|hit| Some((hit.start..hit.end, heading.word(*hit)?)));
        let wrong = wrong.filter(|(_, fits)| !fits).map(|(range, _)| range).next();
        if let Some(range) = wrong.filter(|_| !all.is_empty()) {
            heading.report_heading(range, report);
        }
    }
}

/// "Full-year results" over sentences that cite parts of a year alone.
fn over_prose(reading: &Reading<'_>, title: &Passage<'_>, below: &[Period], report: &mut Report) {
    let heading = PeriodHeading::of(reading, title, below);
    let whole = |period: &Period| matches!(period, Period::Year { .. } | Period::Instant(_));
    let facts = &reading.deck.facts;
    // The last quarter is told with its year.
    let year = facts.calendar.year_of(facts.calendar.ends(facts.period));
    let over = facts.calendar.ends(Period::Year { year }) == facts.calendar.ends(facts.period);
    if below.is_empty() || below.iter().any(whole) || over || heading.planned {
        return;
    }
    let parts = [Sense::FirstHalf, Sense::SecondHalf];
    let named = |hit: &Hit| QUARTERS.contains(&hit.sense) || parts.contains(&hit.sense);
    let dated = title.mentions.iter().any(|m| m.dated.period().is_some_and(|p| !whole(&p)));
    let hit = title.hits.iter().find(|hit| hit.sense == Sense::FullYear);
    if let Some(hit) = hit.filter(|_| !dated && !title.hits.iter().any(named)) {
        heading.report_heading(hit.start..hit.end, report);
    }
}

/// A text over or beside figures of periods.
struct PeriodHeading<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    below: &'a [Period],
    /// What it may call them.
    calls: Vec<Period>,
    /// Whether it speaks of a plan, which may be for a longer time.
    planned: bool,
}

/// Gives what a heading may call the periods below it: themselves, the last quarter of those that
/// begin with the year, and what quarters or halves make together.
fn called(below: &[Period]) -> Vec<Period> {
    let mut out = below.to_vec();
    let last = |period: &Period| period.quarters().last().copied();
    let cumulative = below.iter().filter(|period| period.is_cumulative());
    let quarter = |(year, quarter)| Period::Quarter { year, quarter };
    out.extend(cumulative.filter_map(last).map(quarter));
    let part = |one: &&Period| matches!(one, Period::Quarter { .. } | Period::Half { .. });
    let known: Vec<_> = below.iter().filter(part).flat_map(|period| period.quarters()).collect();
    for year in below.iter().filter_map(|period| period.year()) {
        let longer = [
            Period::Half { year, half: 1 },
            Period::Half { year, half: 2 },
            Period::NineMonths { year },
            Period::Year { year },
        ];
        let covered = |period: &Period| period.quarters().iter().all(|q| known.contains(q));
        out.extend(longer.into_iter().filter(covered));
    }
    out
}

/// Tells of a heading whose times are all of none of the periods below it.
fn head(reading: &Reading<'_>, span: Option<Span>, below: &[Period], report: &mut Report) {
    let passage = span.and_then(|span| reading.passage_at(span));
    let Some(passage) = passage.filter(|_| !below.is_empty()) else { return };
    let heading = PeriodHeading::of(reading, passage, below);
    let against = [Sense::Compared, Sense::From, Sense::Since];
    if passage.hits.iter().any(|hit| against.contains(&hit.sense)) {
        return;
    }
    let times = heading.times();
    if times.iter().all(|(_, fits)| !fits)
        && let Some((range, _)) = times.into_iter().next()
    {
        heading.report_heading(range, report);
    }
}

impl<'a> PeriodHeading<'a> {
    fn of(reading: &'a Reading<'a>, passage: &'a Passage<'a>, below: &'a [Period]) -> Self {
        let prose = &reading.locale.prose;
        let planned = first_word(passage.text, &prose.planned, prose).is_some();
        Self { reading, passage, below, calls: called(below), planned }
    }

    /// Every time that the heading names, with whether a period below is of it.
    fn times(&self) -> Vec<(Range<usize>, bool)> {
        let (passage, locale) = (self.passage, self.reading.locale);
        let calendar = self.reading.deck.facts.calendar;
        let days = self.below.iter().any(|period| period.is_instant());
        let mut out: Vec<_> = passage.mentions.iter().filter_map(|one| self.mention(one)).collect();
        let flows = || self.calls.iter().filter(|period| !period.is_instant());
        let free = |out: &[(Range<usize>, bool)], at: usize| {
            out.iter().all(|(range, _)| !range.contains(&at)) && passage.mention_at(at).is_none()
        };
        for run in passage.undated().month_runs(locale) {
            let is = |period: &Period| {
                let (first, last) = calendar.months(*period);
                (first.1, last.1) == run.months
            };
            if flows().next().is_some() {
                out.push((run.range, flows().any(is)));
            }
        }
        // "Trailing twelve months" stand over quarters.
        let length = months(passage.text, locale).filter(|(_, months)| *months < 12);
        if let Some((range, months)) = length.filter(|(range, _)| !days && free(&out, range.start))
        {
            // "In two quarters" counts the columns.
            let quarter = |period: &&Period| matches!(period, Period::Quarter { .. });
            let quarters: HashSet<_> = self.below.iter().filter(quarter).collect();
            let counted = quarters.len() == usize::from(months / 3);
            out.push((range, counted || flows().any(|period| period.months() == months)));
        }
        let hits = passage.hits.iter().filter(|hit| !days && free(&out, hit.start));
        let hits = hits.filter(|hit| passage.longer(hit).next().is_none());
        let words = hits.filter_map(|hit| Some((hit.start..hit.end, self.word(*hit)?)));
        let words: Vec<_> = words.collect();
        out.extend(words);
        out.sort_by_key(|(range, _)| range.start);
        out
    }

    /// A time with its digits.
    fn mention(&self, mention: &Mention) -> Option<(Range<usize>, bool)> {
        let (facts, locale) = (&self.reading.deck.facts, self.reading.locale);
        let Mention { range, dated } = mention;
        let is =
            |period: Period| self.calls.contains(&period) || holds_a_day(facts, period, self.below);
        if let Some(said) = plain_year(self.passage, mention, locale, facts.calendar) {
            return Some((said.range, said.periods.into_iter().any(is)));
        }
        let fits = match *dated {
            Dated::Period(Period::Year { year }) => self.below.iter().any(|period| {
                let of = || facts.calendar.year_of(facts.calendar.ends(*period));
                period.year().unwrap_or_else(of) == year
            }),
            Dated::Period(period) => is(period),
            Dated::Part => {
                let text = &self.passage.text[range.clone()];
                self.calls.iter().any(|period| part_fits(text, *period, locale))
            }
            Dated::Months(from, to) => {
                let mut flows = self.calls.iter().filter(|period| !period.is_instant()).peekable();
                flows.peek()?;
                flows.any(|period| facts.calendar.is_run(*period, from, to))
            }
            Dated::Day(_) | Dated::Month(..) | Dated::Open(..) | Dated::Year(_) => return None,
        };
        Some((range.clone(), fits))
    }

    /// A word for a part of the year, or for the whole of it.
    fn word(&self, hit: Hit) -> Option<bool> {
        let facts = &self.reading.deck.facts;
        let parts = [Sense::FirstHalf, Sense::SecondHalf];
        if let Some((number, _)) = (1..).zip(QUARTERS).find(|(_, sense)| *sense == hit.sense) {
            let is = |period: &Period| matches!(period, Period::Quarter { quarter, .. } if *quarter == number);
            return Some(self.calls.iter().any(is));
        }
        let year = hit.sense == Sense::FullYear && !self.planned;
        let fits = |period: &Period| relative_fits(hit.sense, *period, facts) == Some(true);
        (parts.contains(&hit.sense) || year).then(|| self.calls.iter().any(fits))
    }

    fn report_heading(&self, range: Range<usize>, report: &mut Report) {
        let mut names: Vec<String> = Vec::new();
        for name in self.below.iter().map(ToString::to_string) {
            if !names.contains(&name) && names.len() < 4 {
                names.push(name);
            }
        }
        let text = self.passage.text[range.clone()].trim();
        let message = format!("`{text}` heads figures of {}", names.join(", "));
        let span = self.passage.place(range, self.reading.sources);
        let help = "Correct the heading, or show the figures that it names";
        report.push(Finding::new(code::PERIOD_DIFFERS, message, span).help(help));
    }
}

fn holds_a_day(facts: &Facts, said: Period, below: &[Period]) -> bool {
    let (first, last) = facts.calendar.range(said);
    below.iter().any(|p| matches!(p, Period::Instant(day) if first <= *day && *day <= last))
}

/// Tells whether a year of the calendar may name a period: one that it touches, or its fiscal year.
pub(super) fn in_year(facts: &Facts, period: Period, year: i16) -> bool {
    let (first, last) = facts.calendar.range(period);
    (first.year()..=last.year()).contains(&year)
        || facts.calendar.year_of(last) == year
        || period.year() == Some(year)
}

/// Finds the years of the calendar that stand alone in a header: four digits outside other times.
pub(super) fn bare_years(passage: &Passage<'_>) -> Vec<(Range<usize>, i16)> {
    let alone = passage
        .words
        .iter()
        .filter(|word| passage.mention_at(word.start).is_none() && word.end - word.start == 4);
    let year = |word: &crate::words::Word| {
        let year = word.of(passage.text).parse::<i16>().ok()?;
        (1990..2100).contains(&year).then_some((word.start..word.end, year))
    };
    let named = passage.mentions.iter().filter_map(|mention| match mention.dated {
        Dated::Year(year) => Some((mention.range.clone(), year)),
        Dated::Day(_)
        | Dated::Month(..)
        | Dated::Months(..)
        | Dated::Period(_)
        | Dated::Part
        | Dated::Open(..) => None,
    });
    alone.filter_map(year).chain(named).collect()
}

/// Finds a length in months that a header names: "six months", "first three quarters".
pub(super) fn months(text: &str, locale: &Locale) -> Option<(Range<usize>, u8)> {
    lengths(text, locale).into_iter().min_by_key(|(_, months)| std::cmp::Reverse(*months))
}
