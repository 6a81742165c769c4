//! The facts that slides show, for attaching to the PDF: never more than was published.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::facts::{Facts, State};
use crate::view::{Block, Cell, Inline, List, Page, Shown, View};

/// Gives the shown facts as JSON text: item, label, period, scope, digits, unit, source.
///
/// What no slide shows, comments and remarks of the source stay out.
#[must_use]
pub fn shown_facts(view: &View, facts: &Facts) -> String {
    let mut names = BTreeSet::new();
    for page in &view.pages {
        collect(page, &mut names);
    }
    let figures: Vec<Value> = names.iter().filter_map(|name| figure(name, facts)).collect();
    let document = json!({
        "company": view.company,
        "title": view.title,
        "date": view.date,
        "language": view.lang,
        "facts": figures,
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn figure(name: &str, facts: &Facts) -> Option<Value> {
    let key = facts.complete(facts.reference(name).ok()?);
    let fact = facts.fact(key)?;
    let item = facts.item(key.item);
    let (value, unit, derived) = match &fact.state {
        State::Stated(stated) => (Some(stated.value.to_string()), &stated.unit, false),
        State::Derived { value, .. } => (Some(value.value.to_string()), &value.unit, true),
        State::Missing { .. } => (None, &item.unit, false),
    };
    let source = fact.source.and_then(|at| facts.sources().get(at));
    let scope = &facts.scope(key.scope).label;
    Some(json!({
        "item": item.name,
        "label": item.label,
        "period": key.period.to_string(),
        "scope": if scope.is_empty() { "actual" } else { scope },
        "value": value,
        "unit": unit.to_string(),
        "derived": derived,
        "source": source.map(|s| match &s.url {
            Some(url) => format!("{} <{url}>", s.title),
            None => s.title.clone(),
        }),
    }))
}

fn collect(page: &Page, names: &mut BTreeSet<String>) {
    for block in page.slots.iter().flat_map(|slot| &slot.blocks) {
        match block {
            Block::Table(table) => table.body.iter().for_each(|row| cells(&row.cells, names)),
            Block::List(list) => items(list, names),
            Block::Prose { body, .. } => spans(body, names),
            Block::Chart(chart) => {
                for row in chart.table.iter().flat_map(|table| &table.body) {
                    cells(&row.cells, names);
                }
            }
            Block::Tiles { tiles } => {
                for tile in tiles {
                    shown(&tile.figure, names);
                    if let Some(change) = &tile.change {
                        shown(change, names);
                    }
                }
            }
            Block::Notes { lines } => lines.iter().for_each(|line| spans(line, names)),
            Block::Image(_) => {}
        }
    }
}

fn cells(cells: &[Cell], names: &mut BTreeSet<String>) {
    for line in cells.iter().flat_map(|cell| &cell.lines) {
        spans(line, names);
    }
}

fn items(list: &List, names: &mut BTreeSet<String>) {
    for item in &list.items {
        spans(&item.body, names);
        item.lists.iter().for_each(|list| items(list, names));
    }
}

fn spans(body: &[Inline], names: &mut BTreeSet<String>) {
    for span in body {
        match span {
            Inline::Figure { shown: figure } => shown(figure, names),
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                spans(body, names);
            }
            Inline::Text { .. } | Inline::Break | Inline::NoteRef { .. } => {}
        }
    }
}

/// A change shows a change, not the figures it was made from.
fn shown(figure: &Shown, names: &mut BTreeSet<String>) {
    if let [only] = figure.facts.as_slice() {
        names.insert(only.clone());
    }
}
