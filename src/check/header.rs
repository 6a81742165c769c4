//! `header-differs`: the header that an author gave a column does not fit what the column shows.

use crate::diag::{Finding, Report};
use crate::facts::read_period;
use crate::num::{Date, Period, Scale, Unit};
use crate::source::NodeKind;
use crate::words::{Dated, Fields, Mention, Passage, Reading, Sense};

/// Compares the headers and notes of columns with their period, scale and change.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (_, fields) in reading.slides().filter(|(kind, _)| *kind == "statement") {
        for node in fields.list("columns") {
            let column = Fields::of(&node.kind);
            for name in ["header", "note"] {
                let Some((_, span)) = column.text(name) else { continue };
                if let Some(passage) = reading.passage_at(span) {
                    times(reading, passage, column, report);
                    basis(reading, passage, column, report);
                    scale(reading, passage, column, fields, report);
                }
            }
        }
    }
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: std::ops::Range<usize>,
    shows: &str,
    report: &mut Report,
) {
    let message = format!("`{}` heads a column that shows {shows}", &passage.text[range.clone()]);
    let span = passage.place(range, reading.sources);
    let help = "Correct the header, or leave it out: the program makes it from the column";
    report.push(Finding::error("header-differs", message, span).help(help));
}

fn times(reading: &Reading<'_>, passage: &Passage<'_>, column: Fields<'_>, report: &mut Report) {
    let period = column.text("period").and_then(|(text, _)| read_period(text).ok());
    let (Some(period), None) = (period, column.get("change")) else { return };
    let calendar = reading.deck.facts.calendar;
    let (first, last) = calendar.range(period);
    for Mention { range, dated } in passage.mentions.clone() {
        let month = |day: Date| (day.year(), day.month());
        let fits = match dated {
            Dated::Period(said) => said == period || ends_only(period, calendar.ends(said)),
            Dated::Months(from, to) => (from, to) == (month(first), month(last)),
            Dated::Day(day) => day == last || day == first,
            Dated::Month(year, number) => {
                let at = (year, number);
                month(first) <= at && at <= month(last)
            }
            Dated::Part => part_of(&passage.text[range.clone()], period),
            Dated::Open | Dated::Year(_) => true,
        };
        if !fits {
            tell(reading, passage, range, &period.to_string(), report);
        }
    }
}

/// A balance may be headed by the period that ends on its day.
fn ends_only(period: Period, said: Date) -> bool {
    period == Period::Instant(said)
}

fn part_of(part: &str, period: Period) -> bool {
    period.is_instant() || period.to_string().starts_with(part)
}

fn basis(reading: &Reading<'_>, passage: &Passage<'_>, column: Fields<'_>, report: &mut Report) {
    let Some((change, _)) = column.text("change") else { return };
    for hit in &passage.hits {
        let known = [(Sense::Year, "yoy"), (Sense::Quarter, "qoq")];
        let Some((_, said)) = known.iter().find(|(sense, _)| *sense == hit.sense) else {
            continue;
        };
        if change != *said && !change.starts_with("vs ") {
            let shows = format!("the change `{change}`");
            tell(reading, passage, hit.start..hit.end, &shows, report);
        }
    }
}

fn scale(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: Fields<'_>,
    slide: Fields<'_>,
    report: &mut Report,
) {
    if column.get("period").is_none() || column.get("share").is_some() {
        return;
    }
    let own = column.text("in").and_then(|(text, _)| super::unit_note::scale(text));
    let items = slide.list("rows").filter_map(|row| match &row.kind {
        NodeKind::Map(_) => Fields::of(&row.kind).text("show").map(|(text, _)| text),
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => None,
    });
    let units = items.filter_map(|name| {
        let reference = reading.deck.facts.reference(name).ok()?;
        Some(&reading.deck.facts.item(reference.item).unit)
    });
    let money = units.filter(|unit| matches!(unit, Unit::Currency { .. }));
    let shown: Vec<Scale> = money.map(|unit| own.unwrap_or_else(|| unit.scale())).collect();
    for word in &passage.words {
        let Ok(said) = word.of(passage.text).parse::<Scale>() else { continue };
        if said != Scale::One
            && let Some(other) = shown.iter().find(|shown| **shown != said)
        {
            tell(reading, passage, word.start..word.end, &format!("figures in {other}"), report);
        }
    }
}
