//! Columns and their headers: what a header says of what its column measures.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::num::{Measure, Unit};
use crate::source::Span;
use crate::words::{Fields, Passage, Reading, Sense, said};

/// Finds two columns of the same change that a reader cannot tell apart: the amount and the rate,
/// both headed 前年同期比.
pub(super) fn twins(slide: Fields<'_>, report: &mut Report) {
    let mut seen: Vec<(String, Span)> = Vec::new();
    for node in slide.list("columns") {
        let column = Fields::of(&node.kind);
        let Some((change, at)) = column.text("change") else { continue };
        let part = |name| column.text(name).map(|(text, _)| text.trim().to_lowercase());
        // What the program makes of a change is the same for every measure.
        let own = part("header").unwrap_or_else(|| format!("\u{0}{change}"));
        let head = format!("{own}\n{}", part("note").unwrap_or_default());
        let span = column.text("header").map_or(at, |(_, span)| span);
        match seen.iter().find(|(known, _)| *known == head) {
            Some((_, first)) => {
                let message = "two columns of changes have the same header".to_owned();
                report.push(
                    Finding::new(code::HEADER_DIFFERS, message, span)
                        .also(*first, "the other")
                        .help("Give each a `header` or a `note` that says what it measures"),
                );
            }
            None => seen.push((head, span)),
        }
    }
}

/// Finds the words of a header that cannot head its column, and says what that shows: a share is no
/// comparison, a change no share, and an amount is in no per cent.
pub(super) fn unlike(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: Fields<'_>,
    slide: Fields<'_>,
) -> Option<(Range<usize>, &'static str)> {
    let prose = &reading.locale.prose;
    let says = |words: &[String]| said(passage.text, words, prose);
    let compares = passage.hits.iter().find(|h| matches!(h.sense, Sense::Year | Sense::Quarter));
    if column.get("change").is_none() {
        let shows = if column.get("share").is_some() { "a share" } else { "figures, no change" };
        return compares.map(|hit| (hit.start..hit.end, shows));
    }
    if let Some(at) = says(&prose.share_heads).filter(|_| compares.is_none()) {
        return Some((at, "a change"));
    }
    let measures = measures(reading, column, slide);
    let all = |wanted: Measure| !measures.is_empty() && measures.iter().all(|m| *m == wanted);
    if let Some(at) = says(&prose.rate_heads).filter(|_| all(Measure::Amount)) {
        return Some((at, "amounts"));
    }
    let amounts = says(&prose.amount_heads).filter(|_| all(Measure::Percent));
    amounts.map(|at| (at, "rates in per cent"))
}

/// What a column of changes measures, row by row.
fn measures(reading: &Reading<'_>, column: Fields<'_>, slide: Fields<'_>) -> Vec<Measure> {
    let facts = &reading.deck.facts;
    let own = match column.text("measure").map(|(measure, _)| measure) {
        Some("percent") => Some(Measure::Percent),
        Some("amount") => Some(Measure::Amount),
        Some("points") => Some(Measure::Points),
        Some(_) | None => None,
    };
    let items = slide.list("rows").filter_map(|row| Fields::of(&row.kind).text("show"));
    let keys = items.filter_map(|(name, _)| Some(facts.complete(facts.reference(name).ok()?)));
    keys.map(|key| {
        let unit = &facts.item(key.item).unit;
        match own {
            Some(Measure::Amount) if matches!(unit, Unit::Percent) => Measure::Points,
            Some(own) => own,
            None => facts.usual_measure(key, Key { period: facts.year_before(key.period), ..key }),
        }
    })
    .collect()
}
