//! `day-differs`: "as of" names another day than the figure beside it is known for.

use crate::diag::{Finding, Report};
use crate::num::{Date, Period};
use crate::words::{Dated, Reading, Sense, clauses};

/// Compares "as of June 30, 2010" with the day of the figure cited nearest to it.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        let says = passage.hits.iter().any(|hit| hit.sense == Sense::AsOf);
        if passage.cites.is_empty() || !says {
            continue;
        }
        for clause in clauses(passage) {
            for hit in passage.hits_in(clause.range.clone()).filter(|hit| hit.sense == Sense::AsOf)
            {
                let Some(mention) = passage.beside(hit) else { continue };
                let days = passage.cites.iter().filter_map(|cite| {
                    let inside = clause.range.contains(&cite.range.start) && !cite.label;
                    let Period::Instant(day) = cite.key?.period else { return None };
                    inside.then_some((cite, day))
                });
                let nearest = days.min_by_key(|(cite, _)| {
                    let (start, end) = (cite.range.start, cite.range.end);
                    let (first, last) =
                        (hit.start.min(mention.range.start), hit.end.max(mention.range.end));
                    let gap = if end <= first { end..first } else { last.min(start)..start };
                    // What stands in brackets belongs to what stands in them with it.
                    let apart = passage.text[gap.clone()].contains(['(', ')', '（', '）']);
                    (apart, gap.len())
                });
                let Some((cite, day)) = nearest.filter(|(_, day)| !fits(mention.dated, *day))
                else {
                    continue;
                };
                let said = &passage.text[mention.range.clone()];
                let message = format!("`{said}` stands with a figure of {day}");
                let span = passage.place(mention.range.clone(), reading.sources);
                let at = passage.place(cite.range.clone(), reading.sources);
                report.push(
                    Finding::error("day-differs", message, span)
                        .also(at, "the figure")
                        .help("Correct the day, or cite the figure of that day"),
                );
            }
        }
    }
}

fn fits(said: Dated, day: Date) -> bool {
    match said {
        Dated::Day(said) => said == day,
        Dated::Month(year, month) => (year, month) == (day.year(), day.month()),
        Dated::Year(year) => year == day.year(),
        Dated::Months(..) | Dated::Period(_) | Dated::Part | Dated::Open => true,
    }
}
