//! Relations that name their periods: what was held to them in the last quarter is held to them in
//! the next, and the last stays as it is.

use std::ops::Range;

use super::Shift;
use crate::deck::Deck;
use crate::facts::{EquationSpec, Relation, RelationSpec};
use crate::num::Period;
use crate::shape::{self, Written};
use crate::source::{Edits, Node};

/// A relation as written.
struct RelationEntry<'a> {
    /// The whole entry of the list.
    node: &'a Node,
    /// Its kind, such as `total`.
    kind: &'a str,
    /// The equation, or the record that holds it.
    body: Written<'a, EquationSpec>,
    /// The equation.
    of: &'a Node,
}

impl<'a> RelationEntry<'a> {
    fn of(relation: Written<'a, RelationSpec>) -> Option<Self> {
        let (kind, body) = relation.variant()?;
        let written = shape::written::<EquationSpec>(body);
        let of = written.record().of().node.unwrap_or(body);
        Some(Self { node: relation.node?, kind: kind.as_str(), body: written, of })
    }
}

/// Adds the new period to every relation that names the old one.
pub(super) fn go_on(deck: &Deck, text: &str, shift: &Shift, edits: &mut Edits) {
    let known: Vec<&str> = deck.facts.relations().iter().map(|one| one.text.as_str()).collect();
    let written = deck.tree().relations().items();
    for (relation, entry) in deck.facts.relations().iter().zip(written) {
        let Some(entry) = RelationEntry::of(entry) else { continue };
        let typed = text.get(entry.of.span.range()).unwrap_or_default();
        let moved = moved(typed, shift);
        if moved == typed {
            let new = following(&relation.periods, shift);
            for period in new.iter().filter(|new| !relation.periods.contains(new)) {
                if let Some(periods) = entry.body.record().periods().node {
                    edits.item(text, periods, None, &period.to_string());
                }
            }
        } else if !known.contains(&moved.trim_matches(['"', '\''])) {
            copy(deck, relation, &entry, &moved, (text, shift), edits);
        }
    }
}

/// Puts the relation between the new periods behind that between the old ones.
fn copy(
    deck: &Deck,
    relation: &Relation,
    entry: &RelationEntry<'_>,
    moved: &str,
    (text, shift): (&str, &Shift),
    edits: &mut Edits,
) {
    let named = |period: Option<Period>| period.is_some_and(|period| shift.is_reported(period));
    let whole = relation.result.period.is_some()
        && relation.terms.iter().all(|term| term.of.period.is_some());
    let add = |edits: &mut Edits, new: &str| {
        if let Some(list) = deck.tree().relations().node {
            edits.item(text, list, Some(entry.node), new);
        }
    };
    if whole {
        // Between periods of history it holds as it stands.
        if named(relation.result.period) {
            let (all, of) = (entry.node.span.range(), entry.of.span.range());
            add(edits, &[&text[all.start..of.start], moved, &text[of.end..all.end]].concat());
        }
        return;
    }
    // It also holds wherever its figures are known: from now on only where they were until now, or
    // the old quarters would be held to the new one.
    let old = if relation.periods.is_empty() {
        let scope = relation.result.scope_or_actual();
        let keys = deck.facts.keys_of(relation.result.item);
        keys.filter(|key| key.scope == scope).map(|key| key.period).collect()
    } else {
        relation.periods.clone()
    };
    let new = following(&old, shift);
    if new.is_empty() || old.is_empty() {
        return;
    }
    let listed = |all: &[Period]| {
        let all: Vec<_> = all.iter().map(ToString::to_string).collect();
        format!("[{}]", all.join(", "))
    };
    let typed = text.get(entry.of.span.range()).unwrap_or_default();
    let record = entry.body.record();
    let (of, periods) = (record.of().name, record.periods().name);
    let limited = |equation: &str, all: &[Period]| {
        format!("{{{of}: {equation}, {periods}: {}}}", listed(all))
    };
    match (record.node, record.periods().node) {
        (_, Some(_)) => {}
        (Some(node), None) => edits.entry(text, node, Some(of), periods, &listed(&old)),
        (None, None) => edits.replace(entry.of.span.range(), limited(typed, &old)),
    }
    let same = format!("{}: {}", entry.kind, limited(moved, &new));
    let flow = text[entry.node.span.start as usize..].starts_with('{');
    add(edits, &if flow { format!("{{{same}}}") } else { same });
}

/// The periods that take the place of those among them that are new in each deck and over.
fn following(periods: &[Period], shift: &Shift) -> Vec<Period> {
    let mut out = Vec::new();
    for old in periods.iter().filter(|old| shift.is_reported(**old)) {
        let new = shift.period(*old);
        let over = shift.calendar.ends(new) <= shift.calendar.ends(shift.to)
            || new == Period::Instant(shift.new_date);
        if over && new != *old && !out.contains(&new) {
            out.push(new);
        }
    }
    out
}

/// Moves the periods that an equation names.
fn moved(typed: &str, shift: &Shift) -> String {
    let mut out = typed.to_owned();
    let all: Vec<(Range<usize>, Period)> = named(typed).collect();
    for (range, period) in all.into_iter().rev() {
        out.replace_range(range, &shift.period(period).to_string());
    }
    out
}

/// Finds the periods behind `@`.
fn named(typed: &str) -> impl Iterator<Item = (Range<usize>, Period)> {
    typed.match_indices('@').filter_map(|(at, _)| {
        let start = at + 1;
        let rest = &typed[start..];
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let range = start..start + end.unwrap_or(rest.len());
        Some((range.clone(), typed[range].parse().ok()?))
    })
}
