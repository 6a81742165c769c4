//! `same-label`, `label-differs`: two things under one name, or a thing under another's name.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::group::{GroupRow, groups};
use crate::code::{self, Code};
use crate::diag::{Finding, Report, Severity};
use crate::facts::{ItemId, Key, Relation, RelationKind};
use crate::shape::Role;
use crate::slide::member_labels;
use crate::source::{Span, Text};
use crate::view::FigureFormatter;
use crate::words::{Owner, Passage, Reading};

const SAME: Code = code::SAME_LABEL;
const DIFFERS: Code = code::LABEL_DIFFERS;

/// Compares the names of items, rows, charts and tiles with each other and with what they name.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let names = ItemLabels::of(reading);
    names.items(reading, report);
    scopes(reading, report);
    for group in reading.deck.numbered().flat_map(|(_, slide)| groups(slide, &reading.deck.facts)) {
        names.title(group.title, &group.rows, reading, report);
        // A row of a period of its own is headed by that period.
        let rows = group.rows.into_iter();
        let rows = rows.filter(|row| row.label.is_some() || !row.show.contains('@'));
        // The labels of one dimension are told where they are declared.
        let (members, rows): (Vec<_>, Vec<_>) = rows.partition(|row| row.members.is_some());
        of_members(&members, reading, report);
        names.group(rows, group.what, reading, report);
    }
}

/// Members of two dimensions under one label, in rows that stand below each other.
fn of_members(rows: &[GroupRow<'_>], reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    // Parts stand below different rows.
    let rows = rows.iter().filter(|row| !row.sub && row.label.is_none());
    let mut seen: HashMap<(usize, String), (&Text, ItemId)> = HashMap::new();
    for row in rows {
        let (Some(of), Some(reference)) = (row.members, row.reference(facts)) else { continue };
        for label in member_labels(facts, of, row.show) {
            let (first, item) =
                *seen.entry((row.block, plain(label))).or_insert((of, reference.item));
            let alike = facts.item(item).unit.same_measure(&facts.item(reference.item).unit);
            if alike && first.value.trim() != of.value.trim() {
                let message = format!("two rows are labelled `{label}`");
                let finding = Finding::new(SAME, message, of.span).also(first.span, "the other");
                let help = "Give each member its own label, or part the rows by a `heading`";
                report.push(finding.help(help));
            }
        }
    }
}

/// A name as it is compared: without marks of Markdown, capitals and blanks around it.
fn plain(text: &str) -> String {
    text.replace(['*', '_'], "").trim().to_lowercase()
}

/// Where items meet under no name but their own.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum LabelPlace {
    /// A slide.
    Slide(usize),
    /// A table or chart with a title of its own, the block of that number, or the parts of one row.
    Under(Span, usize, usize),
    /// A sum.
    Relation(usize),
}

/// The rows of what has a title of its own, or parts of its own, each by its place.
fn titled(reading: &Reading<'_>) -> HashMap<Span, LabelPlace> {
    let mut out = HashMap::new();
    let facts = &reading.deck.facts;
    for (number, slide) in reading.deck.numbered() {
        for group in groups(slide, facts) {
            let (mut parent, mut block) = (0, 0);
            for (at, row) in group.rows.iter().enumerate() {
                if !row.sub || row.block != block {
                    (parent, block) = (0, row.block);
                }
                let place = match (group.title, block, parent) {
                    (None, 0, 0) => LabelPlace::Slide(number),
                    (_, _, _) => LabelPlace::Under(group.span, block, parent),
                };
                out.insert(row.at, place);
                if !row.sub {
                    parent = at + 1;
                }
            }
        }
    }
    out
}

/// The items by their labels.
struct ItemLabels {
    /// The label of each item as it is compared.
    labels: HashMap<ItemId, String>,
    by_label: HashMap<String, Vec<ItemId>>,
}

impl ItemLabels {
    fn of(reading: &Reading<'_>) -> Self {
        let (mut labels, mut by_label) = (HashMap::new(), HashMap::<_, Vec<_>>::new());
        for (id, item) in reading.deck.facts.items() {
            let label = plain(&item.label);
            by_label.entry(label.clone()).or_default().push(id);
            labels.insert(id, label);
        }
        Self { labels, by_label }
    }

    /// Two items in one unit under one label, in one table, chart or sum, or beside each other on one
    /// slide. Far from each other, or in tables with captions of their own, a segment and a cost may
    /// both be called Energy.
    fn items(&self, reading: &Reading<'_>, report: &mut Report) {
        let facts = &reading.deck.facts;
        let mut met: HashMap<ItemId, HashSet<LabelPlace>> = HashMap::new();
        let titled = titled(reading);
        // A citation prints no label.
        for shown in reading.shown().iter().filter(|shown| shown.cite.is_none()) {
            let place = titled.get(&shown.span).copied();
            let place = place.unwrap_or(LabelPlace::Slide(shown.slide));
            met.entry(shown.key.item).or_default().insert(place);
        }
        // A margin is of two lines that may have one name; parts of a sum are told apart by theirs.
        let sums = |relation: &&(usize, &Relation)| relation.1.kind == RelationKind::Total;
        for (at, relation) in facts.relations().iter().enumerate().filter(|one| sums(&one)) {
            for of in relation.terms.iter().map(|term| term.of).chain([relation.result]) {
                met.entry(of.item).or_default().insert(LabelPlace::Relation(at));
            }
        }
        let passages: Vec<_> = labels_of(reading, Owner::Item).collect();
        if passages.len() != facts.items().count() {
            return;
        }
        let mut known: HashMap<&str, Vec<(ItemId, &Passage<'_>)>> = HashMap::new();
        for ((id, item), passage) in facts.items().zip(passages) {
            let (Some(label), Some(places)) = (self.labels.get(&id), met.get(&id)) else {
                continue;
            };
            let alike = known.entry(label).or_default();
            let first = alike.iter().find(|(other, _)| {
                let near = met.get(other).is_some_and(|others| !others.is_disjoint(places));
                near && facts.item(*other).unit.same_measure(&item.unit)
            });
            if let Some((_, first)) = first {
                let message = format!("two items are labelled `{}`", item.label);
                report.push(
                    Finding::new(SAME, message, passage.span)
                        .also(first.span, "the other")
                        .help("Give each its own label; a row may shorten it with `label`"),
                );
            }
            alike.push((id, passage));
        }
    }

    /// Rows that a reader cannot tell apart, and rows under the name of another item. Parts of
    /// different rows, and rows below different headings, may have the same name.
    fn group(
        &self,
        rows: Vec<GroupRow<'_>>,
        what: &str,
        reading: &Reading<'_>,
        report: &mut Report,
    ) {
        let facts = &reading.deck.facts;
        let formatter = FigureFormatter { facts, locale: reading.locale };
        let mut seen: HashMap<(usize, usize, String), (Key, GroupRow<'_>)> = HashMap::new();
        let (mut parent, mut block) = (0, 0);
        for (at, row) in rows.into_iter().enumerate() {
            if !row.sub || row.block != block {
                (parent, block) = (0, row.block);
            }
            let Ok(key) = facts.references().key(row.show) else { continue };
            let own = facts.item(key.item);
            let made = formatter.label(key);
            let printed = row.label.map_or(made.as_str(), |(label, _)| label);
            let span = row.label.map_or(row.at, |(_, span)| span);
            let name = plain(printed);
            // Two lines that every statement has are told as `term-differs`.
            let terms = &reading.locale.terms;
            let lines = (terms.of(printed), terms.of(&own.label));
            let term = matches!(lines, (Some(said), Some(whose)) if said.0 != whose.0);
            let other = self.foreign(&name, key.item).filter(|_| row.label.is_some() && !term);
            if let Some(other) = other {
                let message = format!("`{printed}` is the label of `{}`", facts.item(other).name);
                let note = format!("what is shown is `{}`, labelled `{}`", own.name, own.label);
                let finding = Finding::new(DIFFERS, message, span).note(note);
                report.push(finding.help("Show the item that is named, or correct the label"));
            }
            let under = if row.sub { parent } else { 0 };
            let first = seen.get(&(block, under, name.clone())).copied();
            match first {
                // Two labels of items were told where they are written.
                Some((shown, first))
                    if row.label.is_some()
                        || first.label.is_some()
                        || shown.item == key.item
                        || !facts.item(shown.item).unit.same_measure(&own.unit) =>
                {
                    let message = if shown == key {
                        format!("`{}` is shown twice as `{printed}`", row.show)
                    } else {
                        format!("two {what} are labelled `{printed}`")
                    };
                    let first = first.label.map_or(first.at, |(_, span)| span);
                    report.push(
                        Finding::new(SAME, message, span)
                            .also(first, "the other")
                            .help("Leave one out, or give each a `label` of its own"),
                    );
                }
                Some(_) => {}
                None => {
                    seen.insert((block, under, name), (key, row));
                }
            }
            if !row.sub {
                parent = at + 1;
            }
        }
    }

    /// A title that is the label of an item, over one other item.
    fn title(
        &self,
        title: Option<&Text>,
        rows: &[GroupRow<'_>],
        reading: &Reading<'_>,
        report: &mut Report,
    ) {
        let (Some(title), [row]) = (title, rows) else { return };
        let (title, span) = (title.value.as_str(), title.span);
        let facts = &reading.deck.facts;
        let Ok(reference) = facts.references().read(row.show) else { return };
        let name = &title[super::nature::core(title, reading)];
        let own = facts.item(reference.item);
        // Two lines that every statement has are told of as such.
        let terms = &reading.locale.terms;
        if terms.of(name).is_some() && terms.of(&own.label).is_some() {
            return;
        }
        if let Some(other) = self.foreign(&plain(name), reference.item) {
            let message = format!("`{title}` is the label of `{}`", facts.item(other).name);
            let finding = Finding::new(DIFFERS, message, span).also(row.at, "shown below it");
            let note = format!("`{}` is labelled `{}`", own.name, own.label);
            report
                .push(finding.note(note).help("Show the item that is named, or correct the title"));
        }
    }

    /// The item that a name belongs to, where it is no short form of the item's own label.
    fn foreign(&self, name: &str, item: ItemId) -> Option<ItemId> {
        let own = self.labels.get(&item)?;
        let others = self.by_label.get(name)?;
        (!name.is_empty() && !others.contains(&item) && !own.contains(name)).then(|| others[0])
    }
}

/// The passages that are labels of a part of the source, in its order.
fn labels_of<'a>(reading: &'a Reading<'_>, owner: Owner) -> impl Iterator<Item = &'a Passage<'a>> {
    reading.passages.iter().filter(move |p| p.owner == owner && p.role == Role::PlainLabel)
}

/// A set of figures of the future that is called what happened.
fn scopes(reading: &Reading<'_>, report: &mut Report) {
    let actual = plain(reading.locale.word("actual"));
    let facts = &reading.deck.facts;
    let forecast =
        |name: &&str| facts.scope_id(name).is_some_and(|scope| facts.scope(scope).forecast);
    for (name, passage) in facts.scope_names().zip(labels_of(reading, Owner::Scope)) {
        if forecast(&name) && plain(passage.text) == actual {
            let message = format!("`{}` labels the forecast `{name}`", passage.text);
            let finding = Finding::weighed(DIFFERS, Severity::Error, message, passage.span);
            report.push(finding.help("Name it as what it is, such as a target"));
        }
    }
    // A forecast and its revision may have one label; what was announced on one day may not.
    let mut named: HashMap<_, (&str, Span)> = HashMap::new();
    for (name, passage) in facts.scope_names().zip(labels_of(reading, Owner::Scope)) {
        let day = facts.scope_id(name).and_then(|scope| facts.scope(scope).announced);
        let label = plain(passage.text);
        match named.entry((label, day)) {
            Entry::Occupied(first) => {
                let (other, place) = first.get();
                let message =
                    format!("`{}` labels both `{other}` and `{name}`, of one day", passage.text);
                let finding = Finding::new(SAME, message, passage.span).also(*place, "the other");
                report.push(finding.help("Say how they differ, such as by the end of the range"));
            }
            Entry::Vacant(free) => {
                free.insert((name, passage.span));
            }
        }
    }
}
