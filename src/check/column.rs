//! Columns and their headers: what a header says of what its column measures.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::num::{Measure, Unit};
use crate::slide::{ColumnSpec, Lines, MeasureSpec};
use crate::source::{Span, Text};
use crate::words::{Passage, Reading, Sense, said};

/// Finds two columns of the same change that a reader cannot tell apart: the amount and the rate,
/// both headed 前年同期比.
pub(super) fn twins(lines: &Lines, report: &mut Report) {
    let mut seen: Vec<(String, Span)> = Vec::new();
    for column in &lines.columns {
        let Some(change) = &column.change else { continue };
        let typed = |text: Option<&Text>| text.map(|text| text.value.trim().to_lowercase());
        // What the program makes of a change is the same for every measure.
        let own = typed(column.header.as_deref());
        let own = own.unwrap_or_else(|| format!("\u{0}{}", change.value));
        let head = format!("{own}\n{}", typed(column.note.as_deref()).unwrap_or_default());
        let span = column.header.as_ref().map_or(change.span, |header| header.span);
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
    column: &ColumnSpec,
    lines: &Lines,
) -> Option<(Range<usize>, &'static str)> {
    let prose = &reading.locale.prose;
    let says = |words: &[String]| said(passage.text, words, prose);
    let compares = passage.hits.iter().find(|h| matches!(h.sense, Sense::Year | Sense::Quarter));
    if column.change.is_none() {
        let shows = if column.share.is_some() { "a share" } else { "figures, no change" };
        return compares.map(|hit| (hit.start..hit.end, shows));
    }
    if let Some(at) = says(&prose.share_heads).filter(|_| compares.is_none()) {
        return Some((at, "a change"));
    }
    let measures = measures(reading, column, lines);
    let all = |wanted: Measure| !measures.is_empty() && measures.iter().all(|m| *m == wanted);
    if let Some(at) = says(&prose.rate_heads).filter(|_| all(Measure::Amount)) {
        return Some((at, "amounts"));
    }
    let amounts = says(&prose.amount_heads).filter(|_| all(Measure::Percent));
    amounts.map(|at| (at, "rates in per cent"))
}

/// What a column of changes measures, row by row.
fn measures(reading: &Reading<'_>, column: &ColumnSpec, lines: &Lines) -> Vec<Measure> {
    let facts = &reading.deck.facts;
    let own = column.measure.map(MeasureSpec::measure);
    let items = lines.rows.iter().map(|row| &row.show.value);
    let keys = items.filter_map(|name| Some(facts.complete(facts.reference(name).ok()?)));
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
