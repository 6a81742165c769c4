//! `unit-differs`: the unit noted on a slide, table or chart is not that of its figures.

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::num::{CurrencyCode, Scale, Unit};
use crate::shape::{ItemRef, ScaleName, UnitNote, records};
use crate::slide::{Balance, ChartForm, ChartSpec, Lines, Outlook, Shows, TableSpec};
use crate::source::Span;
use crate::words::Reading;

/// Compares every unit note with the money that is printed below it without its unit.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (_, slide) in reading.slides() {
        let note = slide.kind().head().unit.as_ref();
        for lines in records::<Lines>(slide) {
            let shown = lines.columns.iter().filter(|c| c.period.is_some() && c.share.is_none());
            for column in shown {
                judge(reading, note, rows(&lines.rows), scale(column.r#in.as_ref()), report);
            }
        }
        for balance in records::<Balance>(slide) {
            judge(reading, note, rows(&balance.rows), scale(balance.r#in.as_ref()), report);
        }
        for outlook in records::<Outlook>(slide) {
            judge(reading, note, rows(&outlook.rows), scale(outlook.r#in.as_ref()), report);
        }
        for table in records::<TableSpec>(slide) {
            let note = table.unit.as_ref().or(note);
            judge(reading, note, rows(&table.show), scale(table.r#in.as_ref()), report);
        }
        for chart in records::<ChartSpec>(slide) {
            // A bridge names its figures one by one.
            let shown = if let ChartForm::Bridge(form) = &chart.form {
                form.from.iter().chain(&form.to).chain(rows(&form.steps)).collect()
            } else {
                chart.form.over_periods().map(|over| rows(&over.show)).unwrap_or_default()
            };
            let note = chart.unit.as_ref().or(note);
            judge(reading, note, shown, scale(chart.r#in.as_ref()), report);
        }
    }
}

/// Reads a scale as decks name it.
pub(super) fn scale(name: Option<&ScaleName>) -> Option<Scale> {
    let name = name?;
    if name.value == "one" { Some(Scale::One) } else { name.value.parse().ok() }
}

/// The items of rows that print no unit of their own.
fn rows(all: &[impl Shows]) -> Vec<&ItemRef> {
    all.iter().filter(|row| !row.carries_unit()).map(Shows::show).collect()
}

fn judge(
    reading: &Reading<'_>,
    note: Option<&UnitNote>,
    rows: Vec<&ItemRef>,
    printed: Option<Scale>,
    report: &mut Report,
) {
    let Some(note) = note else { return };
    let (text, span) = (note.value.as_str(), note.span);
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
    let facts = &reading.deck.facts;
    let money = rows.into_iter().filter_map(|show| {
        let (name, at) = (show.value.as_str(), show.span);
        let reference = facts.reference(name).ok()?;
        let Unit::Currency { code, scale } = &facts.item(reference.item).unit else { return None };
        let unit = |scale| Unit::Currency { code: *code, scale };
        let asked = printed.filter(|asked| facts.fits(reference.item, &unit(*asked)));
        Some((name, at, *code, asked.unwrap_or(*scale)))
    });
    let (fit, other): (Vec<_>, Vec<_>) = money.partition(|(.., money, scale)| {
        *money == code && reading.locale.usual_scale(*scale) == said
    });
    // A row of single units among others, or of another currency, says its unit behind its label.
    let told = |(.., money, scale): &&(&str, Span, CurrencyCode, Scale)| {
        fit.is_empty() || *money == code && *scale != Scale::One
    };
    if let Some((name, at, money, scale)) = other.iter().find(told) {
        let unit = Unit::Currency { code: *money, scale: *scale };
        let message = format!("the unit is noted as `{words}`, but `{name}` is printed in {unit}");
        report.push(
            Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, span)
                .also(*at, "printed below the note")
                .help(format!("Note `{unit}`, or print the figures in another scale with `in`")),
        );
    }
}
