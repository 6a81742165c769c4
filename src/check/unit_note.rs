//! `unit-differs`: the unit noted on a slide, table or chart, in a label or a footnote is not that
//! of its figures.

use std::collections::HashSet;
use std::ops::Range;

use super::group::{RowGroup, groups, heads};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::locale::{Locale, NotedMoney};
use crate::num::{CurrencyCode, Scale, Unit};
use crate::shape::{Role, ScaleName};
use crate::source::Span;
use crate::words::{Passage, Reading};

/// Compares every unit note with the money that is printed below it without its unit.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let mut labels = HashSet::new();
    for (at, slide) in reading.deck.numbered() {
        let note = slide.kind().head().unit.as_ref();
        let groups = groups(slide, &reading.deck.facts);
        if let Some(note) = note {
            let below: Vec<_> = groups.iter().filter(|group| group.note.is_none()).collect();
            judge_whole(reading, (&note.value, note.span), &below, report);
        }
        for group in &groups {
            if let Some(note) = group.note {
                judge_whole(reading, (&note.value, note.span), &[group], report);
            }
            if let Some(note) = group.note.or(note) {
                judge(reading, (&note.value, note.span), group, report);
            }
            let title = group.title.and_then(|title| reading.passage_at(title.span));
            let notes = reading.on_slide(Some(at)).filter(|one| one.role == Role::Footnote);
            let notes = notes.filter(|_| group.note.is_none());
            for passage in title.into_iter().chain(heads(reading, at, &groups)).chain(notes) {
                for range in notes_in(passage) {
                    let text = &passage.text[range.clone()];
                    // "Revenue (USD)" leaves the scale to the note.
                    if noted(text.trim(), reading.locale)
                        .is_none_or(|said| said.scale == Some(Scale::One))
                    {
                        continue;
                    }
                    let span = passage.place(range, reading.sources);
                    judge(reading, (text, span), group, report);
                }
            }
            of_labels(reading, group, &mut labels, report);
        }
    }
}

/// Reads a scale as decks name it.
pub(super) fn scale(name: Option<&ScaleName>) -> Option<Scale> {
    Scale::asked(&name?.value).ok()
}

/// The notes of units in a title: those in brackets. A footnote may be one as a whole.
fn notes_in(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let whole = 0..passage.text.len();
    let footnote = passage.role == Role::Footnote && passage.cites.is_empty();
    if footnote { vec![whole] } else { brackets(passage.text) }
}

/// What stands in brackets.
pub(super) fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' | '[' => open = Some(at + c.len_utf8()),
            ')' | '）' | ']' => out.extend(open.take().map(|start| start..at)),
            _ => {}
        }
    }
    out
}

/// Reads a note of money.
fn noted(words: &str, locale: &Locale) -> Option<NotedMoney> {
    match words.parse::<Unit>() {
        // The program tells it in the language's own scale.
        Ok(Unit::Currency { code, scale }) => {
            Some(NotedMoney { codes: vec![code], scale: Some(locale.usual_scale(scale)) })
        }
        Ok(Unit::Percent | Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. })
        | Err(_) => locale.unit_notes().money(words),
    }
}

/// Gives what a note says before what it takes out: "JPY billion (except for per share)".
fn said(note: &str) -> &str {
    let opened = note.trim_start_matches(['(', ' ']);
    let words = opened.split(['(', ',', ';', '（', '、', '，', '；', ')', '）']).next();
    let words = words.unwrap_or(note).trim();
    if words.is_empty() { note.trim() } else { words }
}

/// Holds a note against all that stands below it: it names what some figure is in, and takes out amounts per
/// share only where there are any.
fn judge_whole(
    reading: &Reading<'_>,
    (text, span): (&str, Span),
    below: &[&RowGroup<'_>],
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let notes = reading.locale.unit_notes();
    let bare = below.iter().flat_map(|group| &group.bare);
    let items = bare.filter_map(|show| facts.references().read(&show.value).ok());
    let units: Vec<_> = items.map(|reference| &facts.item(reference.item).unit).collect();
    if units.is_empty() {
        return;
    }
    let words = said(text);
    let money = noted(words, reading.locale);
    let differs = |message: String, help: &str| {
        Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, span).help(help)
    };
    if money.is_some() && !units.iter().any(|unit| unit.is_currency()) {
        let message = format!("the unit is noted as `{words}`, but no amount is printed below it");
        report.push(differs(message, "Leave the note out, or note what the figures are in"));
    }
    let rates = below.iter().any(|group| group.rates);
    if let Ok(unit) = words.parse::<Unit>()
        && unit.is_rate()
        && !rates
        && !units.iter().any(|own| own.same_measure(&unit))
    {
        let message =
            format!("the unit is noted as `{words}`, but no figure below it is in {unit}");
        report.push(differs(message, "Leave the note out, or note what the figures are in"));
    }
    let rows = below.iter().flat_map(|group| &group.rows);
    let mut rows = rows.filter_map(|row| Some(&facts.item(row.reference(facts)?.item).unit));
    let mut single =
        || rows.any(|unit| matches!(unit, Unit::Currency { scale, .. } if *scale <= Scale::One));
    let scaled = money.as_ref().is_some_and(|money| money.scale != Some(Scale::One))
        || notes.scale_alone(words).is_some();
    if scaled && notes.per_share(text) && !single() {
        let message = "the unit note takes out amounts per share, but there is none below it";
        report.push(differs(message.to_owned(), "Leave that part of the note out"));
    }
}

fn judge(reading: &Reading<'_>, note: (&str, Span), group: &RowGroup<'_>, report: &mut Report) {
    for scale in &group.scales {
        judge_column(reading, note, group, *scale, report);
    }
}

fn judge_column(
    reading: &Reading<'_>,
    (text, span): (&str, Span),
    group: &RowGroup<'_>,
    printed: Option<Scale>,
    report: &mut Report,
) {
    let words = said(text);
    let Some(said) = noted(words, reading.locale).or_else(|| of_scale(words, group, reading))
    else {
        return;
    };
    let facts = &reading.deck.facts;
    let money = group.bare.iter().filter_map(|show| {
        let (name, at) = (show.value.as_str(), show.span);
        let reference = facts.references().read(name).ok()?;
        let Unit::Currency { code, scale } = &facts.item(reference.item).unit else { return None };
        let unit = |scale| Unit::Currency { code: *code, scale };
        let asked = printed.filter(|asked| facts.fits(reference.item, &unit(*asked)));
        Some((name, at, *code, asked.unwrap_or(*scale)))
    });
    let (fit, other): (Vec<_>, Vec<_>) =
        money.partition(|(.., code, scale)| said.is(*code, reading.locale.usual_scale(*scale)));
    // A row of single units among others, or of another currency, says its unit behind its label.
    let unlike = |(.., money, scale): &&(&str, Span, CurrencyCode, Scale)| {
        fit.is_empty() || said.codes.contains(money) && *scale != Scale::One
    };
    if let Some((name, at, money, scale)) = other.iter().find(unlike) {
        let unit = Unit::Currency { code: *money, scale: *scale };
        let message = format!("the unit is noted as `{words}`, but `{name}` is printed in {unit}");
        report.push(
            Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, span)
                .also(*at, "printed below the note")
                .help(format!("Note `{unit}`, or print the figures in another scale with `in`")),
        );
    }
}

/// Reads a note of a scale alone, "in millions", which is of whatever money stands below it.
fn of_scale(words: &str, group: &RowGroup<'_>, reading: &Reading<'_>) -> Option<NotedMoney> {
    let scale = reading.locale.unit_notes().scale_alone(words)?;
    let facts = &reading.deck.facts;
    let items = group.bare.iter().filter_map(|show| facts.references().read(&show.value).ok());
    let codes = items.filter_map(|reference| match facts.item(reference.item).unit {
        Unit::Currency { code, .. } => Some(code),
        Unit::Percent | Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. } => None,
    });
    let scale = Some(reading.locale.usual_scale(scale));
    Some(NotedMoney { codes: codes.collect(), scale })
}

/// "Gross profit (JPY billion)" over figures in millions; a label of an item is told of once.
fn of_labels(
    reading: &Reading<'_>,
    group: &RowGroup<'_>,
    reported: &mut HashSet<Span>,
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    for row in &group.rows {
        let bare = group.bare.iter().any(|show| show.span == row.at);
        let Some((item, label, span)) = row.printed(facts).filter(|_| bare) else { continue };
        let Unit::Currency { code, scale } = facts.item(item).unit else { continue };
        let printed = group.scales.iter().map(|asked| {
            let unit = asked.map(|scale| Unit::Currency { code, scale });
            let fits = unit.is_none_or(|unit| facts.fits(item, &unit));
            reading.locale.usual_scale(asked.filter(|_| fits).unwrap_or(scale))
        });
        let printed: Vec<_> = printed.collect();
        let wrong = brackets(label).into_iter().find(|range| {
            let said = noted(label[range.clone()].trim(), reading.locale);
            // "Revenue (USD)" leaves the scale to the note.
            let fits = |said: &NotedMoney| {
                printed.iter().any(|scale| said.is(code, *scale)) || said.is(code, Scale::One)
            };
            said.is_some_and(|said| !fits(&said))
        });
        let Some(range) = wrong.filter(|_| !printed.is_empty()) else { continue };
        let passage = row.label.and_then(|_| reading.passage_at(span));
        let place = passage.map_or(span, |one| one.place(range.clone(), reading.sources));
        if reported.insert(place) {
            let unit = Unit::Currency { code, scale: printed[0] };
            let words = &label[range];
            let message = format!("`{label}` says `{words}`, but its figures are in {unit}");
            let finding = Finding::weighed(code::UNIT_DIFFERS, Severity::Error, message, place);
            report.push(finding.help(format!("Write {unit}, or leave the unit to its note")));
        }
    }
}
