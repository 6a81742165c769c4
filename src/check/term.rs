//! `term-differs`: a figure is called by the name of another line of a statement.

use crate::code;
use crate::deck::DeckSpec;
use crate::diag::{Finding, Report, Severity};
use crate::facts::FactsSpec;
use crate::locale::Locale;
use crate::shape::{Role, visit};
use crate::slide::Slide;
use crate::source::Span;
use crate::words::{Cite, Passage, Reading, Sense};
use std::collections::HashMap;

/// Compares the names of items, their labels, those of rows, and the words before citations.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let english = Locale::tags().next().and_then(Locale::of);
    for (_, item) in facts.items() {
        let name = item.name.replace('_', " ");
        let named = english.and_then(|locale| locale.terms.of(&name));
        let labelled = reading.locale.terms.of(&item.label);
        if let (Some(named), Some(labelled)) = (named, labelled)
            && named.0 != labelled.0
        {
            let message = format!("`{}` is labelled `{}`", item.name, item.label);
            let span = label(reading, &item.name).unwrap_or(item.span);
            report.push(
                Finding::weighed(code::TERM_DIFFERS, Severity::Warning, message, span)
                    .note(format!("`{}` names {}", item.label, labelled.1))
                    .help("Correct the label, or the name of the item"),
            );
        }
    }
    rows(reading, report);
    for passage in &reading.passages {
        for cite in passage.cites.iter().filter(|cite| !cite.label) {
            before(reading, passage, cite, report);
        }
    }
}

fn label(reading: &Reading<'_>, name: &str) -> Option<Span> {
    let mut out = None;
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        let item = leaf.within::<FactsSpec>().filter(|_| leaf.role == Role::PlainLabel);
        if item.is_some_and(|item| item.key == name) {
            out = out.or(Some(leaf.span));
        }
    });
    out
}

/// Rows and figures with a label of their own.
fn rows(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let (mut shown, mut labels) = (HashMap::new(), Vec::new());
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        if let (Some(_), Some(row)) = (leaf.within::<Slide>(), leaf.steps.last()) {
            if leaf.role == Role::ItemRef {
                shown.insert(row.node.span, leaf.text);
            } else if matches!(leaf.role, Role::PlainLabel | Role::TileLabel | Role::RowLabel) {
                labels.push((row.node.span, leaf.text, leaf.span));
            }
        }
    });
    for (row, text, span) in labels {
        if let Some(show) = shown.get(&row)
            && let Ok(reference) = facts.references().read(show)
            && let Some(said) = reading.locale.terms.of(text)
            && let Some(own) = reading.locale.terms.of(&facts.item(reference.item).label)
            && said.0 != own.0
        {
            let name = &facts.item(reference.item).label;
            let message = format!("the row of `{name}` is labelled `{text}`");
            let help = "Correct the label, or leave it out: the item has one";
            report.push(Finding::new(code::TERM_DIFFERS, message, span).help(help));
        }
    }
}

/// `経常利益は{operating_income}`: the words right before a figure name another line.
fn before(reading: &Reading<'_>, passage: &Passage<'_>, cite: &Cite, report: &mut Report) {
    let Some(key) = cite.key else { return };
    let terms = &reading.locale.terms;
    let label = &reading.deck.facts.item(key.item).label;
    let Some(own) = terms.of(label) else { return };
    let before = passage.cites.partition_point(|other| other.range.end <= cite.range.start);
    let from = before.checked_sub(1).map_or(0, |last| passage.cites[last].range.end);
    let line = passage.text[from..cite.range.start].rfind(['\n', '。', ';', '；', '、', ',']);
    let start = line.map_or(from, |at| from + at);
    let text = &passage.text[start..cite.range.start];
    let found = terms.find(text, reading.locale.prose.blanks);
    let Some((range, said, whose)) = found.last().cloned() else { return };
    let one = found.iter().any(|(_, concept, _)| *concept == own.0);
    let gap = start + range.end..cite.range.start;
    let light = [Sense::Link, Sense::To, Sense::Year, Sense::Quarter];
    if !one
        && said != own.0
        && passage.only(gap.clone(), &light)
        && passage.words_in(gap).count() <= 3
    {
        let range = start + range.start..start + range.end;
        let word = &passage.text[range.clone()];
        let message = format!("`{word}` stands before the figure of `{label}`");
        let span = passage.place(range, reading.sources);
        report.push(
            Finding::new(code::TERM_DIFFERS, message, span)
                .also(passage.place(cite.range.clone(), reading.sources), "the figure")
                .note(format!("`{word}` names {whose}"))
                .help("Correct the word, or cite the figure that it names"),
        );
    }
}
