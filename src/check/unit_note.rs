//! `unit-differs`: the unit noted on a slide, table or chart is not that of its figures.

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::num::{Scale, Unit};
use crate::source::{NodeKind, Span};
use crate::words::{Fields, Reading};

/// Compares every unit note with the money that is printed below it without its unit.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (kind, fields) in reading.slides() {
        let note = fields.text("unit");
        match kind {
            "statement" => {
                let columns = fields.list("columns").map(|node| Fields::of(&node.kind));
                let columns =
                    columns.filter(|c| c.get("period").is_some() && c.get("share").is_none());
                for column in columns {
                    judge(reading, note, rows(fields, "rows"), own(column), report);
                }
            }
            "balance" | "outlook" => {
                judge(reading, note, rows(fields, "rows"), own(fields), report);
            }
            _ => {}
        }
        let single = fields.get("table").map(Fields::of);
        let tables = fields.list("tables").map(|node| Fields::of(&node.kind)).chain(single);
        for table in tables {
            judge(reading, table.text("unit").or(note), rows(table, "show"), own(table), report);
        }
        for chart in fields.list("charts").chain(fields.list("parts")).map(|n| Fields::of(&n.kind))
        {
            let mut shown = rows(chart, "show");
            // A bridge names its figures one by one.
            shown.extend(["from", "to"].into_iter().filter_map(|name| chart.text(name)));
            shown.extend(rows(chart, "steps"));
            judge(reading, chart.text("unit").or(note), shown, own(chart), report);
        }
    }
}

/// Reads a scale as decks name it.
pub(super) fn scale(text: &str) -> Option<Scale> {
    if text == "one" { Some(Scale::One) } else { text.parse().ok() }
}

fn own(fields: Fields<'_>) -> Option<Scale> {
    fields.text("in").and_then(|(text, _)| scale(text))
}

/// The items of rows that print no unit of their own, with their places.
fn rows<'a>(fields: Fields<'a>, name: &str) -> Vec<(&'a str, Span)> {
    let row = |node: &'a crate::source::Node| match &node.kind {
        NodeKind::Scalar { text, .. } => Some((text.as_str(), node.span)),
        NodeKind::Map(_) => {
            let row = Fields::of(&node.kind);
            row.text("show").filter(|_| row.get("in").is_none())
        }
        NodeKind::Null | NodeKind::List(_) => None,
    };
    fields.list(name).filter_map(row).collect()
}

fn judge(
    reading: &Reading<'_>,
    note: Option<(&str, Span)>,
    rows: Vec<(&str, Span)>,
    printed: Option<Scale>,
    report: &mut Report,
) {
    let Some((text, span)) = note else { return };
    // "JPY billion (except for per share)": the unit is what stands before the brackets.
    let opened = text.trim_start_matches(['(', ' ']);
    let words = opened.split(['(', ',', ';', '（', '、', '；']).next().unwrap_or(text).trim();
    let words = if words.is_empty() { text.trim() } else { words };
    let own = match words.parse::<Unit>() {
        // The program tells it in the language's own scale.
        Ok(Unit::Currency { code, scale }) => Some((code, reading.locale.usual_scale(scale))),
        Ok(Unit::Percent | Unit::Points | Unit::Times | Unit::Count { .. }) | Err(_) => {
            reading.locale.noted_money(words)
        }
    };
    let Some((code, said)) = own else { return };
    for (name, at) in rows {
        let Ok(reference) = reading.deck.facts.reference(name) else { continue };
        let Unit::Currency { code: money, scale } = &reading.deck.facts.item(reference.item).unit
        else {
            continue;
        };
        let shown = printed.unwrap_or(*scale);
        if reading.locale.usual_scale(shown) != said || *money != code {
            let unit = Unit::Currency { code: *money, scale: shown };
            let message =
                format!("the unit is noted as `{words}`, but `{name}` is printed in {unit}");
            report.push(
                Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, span)
                    .also(at, "printed below the note")
                    .help(format!(
                        "Note `{unit}`, or print the figures in another scale with `in`"
                    )),
            );
            return;
        }
    }
}
