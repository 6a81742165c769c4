//! `period-differs`: the deck's own title names another period than it reports.

use std::collections::HashSet;
use std::ops::Range;

use super::heading::{bare_years, in_year};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::num::Period;
use crate::words::{Dated, Passage, Reading, Sense, first_word};

/// Compares the deck's title with the reported period; `known` are the periods of all its figures.
pub(super) fn run(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    known: &HashSet<Period>,
    report: &mut Report,
) {
    for range in [period(reading, passage, known), part(reading, passage)].into_iter().flatten() {
        let said = passage.text[range.clone()].trim();
        let own = reading.deck.facts.period;
        let message = format!("`{said}` is not the period that the deck reports, {own}");
        let span = passage.place(range, reading.sources);
        let finding = Finding::weighed(code::PERIOD_DIFFERS, Severity::Error, message, span);
        report.push(finding.help("Correct the title, or `deck: period`"));
    }
}

/// The part of the year that it names is the reported one, or ends with it.
fn part(reading: &Reading<'_>, passage: &Passage<'_>) -> Option<Range<usize>> {
    let facts = &reading.deck.facts;
    let calendar = facts.calendar;
    let reported = calendar.quarter_of(calendar.ends(facts.period));
    let Period::Quarter { quarter: reported, .. } = reported else { return None };
    let prose = &reading.locale.prose;
    let planned = first_word(passage.text, &prose.planned, prose).is_some();
    // Each part with the quarter that it ends with.
    let parts = [
        (Sense::First, 1),
        (Sense::Second, 2),
        (Sense::Third, 3),
        (Sense::Fourth, 4),
        (Sense::FirstHalf, 2),
        (Sense::SecondHalf, 4),
    ];
    let year = Some((Sense::FullYear, 4)).filter(|_| !planned);
    let mut named = passage.hits.iter().filter_map(|hit| {
        let mut parts = parts.into_iter().chain(year);
        let (_, last) = parts.find(|(sense, _)| *sense == hit.sense)?;
        Some((hit.start..hit.end, last == reported))
    });
    let (range, fits) = named.next()?;
    (!fits && !named.any(|(_, fits)| fits)).then_some(range)
}

/// The one period that it names is the reported one, or the year that holds it.
fn period(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    known: &HashSet<Period>,
) -> Option<Range<usize>> {
    let facts = &reading.deck.facts;
    let (calendar, prose) = (facts.calendar, &reading.locale.prose);
    let ends = calendar.ends(facts.period);
    let years: HashSet<_> = known.iter().map(|one| calendar.year_of(calendar.ends(*one))).collect();
    let periods: Vec<_> = passage
        .mentions
        .iter()
        .filter_map(|m| match m.dated {
            Dated::Period(period) => Some((&m.range, period)),
            Dated::Day(_)
            | Dated::Month(..)
            | Dated::Months(..)
            | Dated::Part
            | Dated::Open(..)
            | Dated::Year(_) => None,
        })
        .collect();
    match periods.as_slice() {
        [(range, Period::Year { year })] => {
            let text = &passage.text[range.end..];
            let annual = passage.hits.iter().any(|hit| {
                hit.sense == Sense::Annual
                    && passage.text.get(range.end..hit.start).is_some_and(|g| g.trim().is_empty())
            });
            let planned = first_word(text, &prose.planned, prose).is_some();
            let other = *year != calendar.year_of(ends) && years.contains(year);
            ((other || annual && ends != calendar.ends(Period::Year { year: *year })) && !planned)
                .then(|| (*range).clone())
        }
        [(range, period)] => {
            (calendar.ends(*period) != ends && known.contains(period)).then(|| (*range).clone())
        }
        // "Second Quarter of 2023": a part of the year, then the year of the calendar.
        [] => {
            let years = bare_years(passage);
            let parts = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
            let halves = [Sense::FirstHalf, Sense::SecondHalf];
            let part = passage
                .hits
                .iter()
                .find(|hit| parts.contains(&hit.sense) || halves.contains(&hit.sense));
            match (part, years.as_slice()) {
                (Some(_), [(range, year)]) if !in_year(facts, facts.period, *year) => {
                    Some(range.clone())
                }
                (_, _) => None,
            }
        }
        _ => None,
    }
}
