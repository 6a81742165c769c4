//! What the next report will bring: figures and stated changes, left open.

use std::collections::{BTreeMap, HashSet};

use super::Shift;
use crate::deck::Deck;
use crate::facts::{Key, ScopeId};
use crate::num::Period;
use crate::shape::records;
use crate::slide::Balance;
use crate::source::{Edits, Node, NodeKind, Text};
use crate::words::Fields;

/// A figure that the next report will bring.
const NOT_YET: &str = "{due: not yet reported}";
/// A figure of an earlier report that the last deck did not have.
const EARLIER: &str = "{due: not in the last deck}";

/// Opens the figures of the new period wherever the old deck had those of the old one, and the
/// changes wherever it stated them.
pub(super) fn open(deck: &Deck, text: &str, shift: &Shift, edits: &mut Edits) {
    let in_balance = in_balance(deck);
    for (name, item) in Fields::of(&deck.written.kind).node("facts").into_iter().flat_map(entries) {
        let fields = Fields::of(&item.kind);
        let values = fields.node("values");
        let changes = fields.node("changes");
        let mut have: HashSet<Period> =
            values.into_iter().flat_map(entries).filter_map(|(key, _)| period(key)).collect();
        let mut opened = BTreeMap::new();
        for (key, _) in values.into_iter().flat_map(entries) {
            let Some(old) = period(key) else { continue };
            let halves = super::times::item_by_halves(item);
            let new = if halves { shift.half(old) } else { shift.period(old) };
            // A year that has only begun is nothing to report.
            let over = shift.calendar.ends(new) <= shift.calendar.ends(shift.to)
                || new == Period::Instant(shift.new_date);
            if shift.is_reported(old) && over && have.insert(new) {
                opened.insert(new, key.value.as_str());
            }
        }
        if let Some(so_far) = shift.opened()
            && (have.contains(&so_far.prior_year()) && have.insert(so_far))
        {
            let last = opened.values().next_back().copied();
            opened.insert(so_far, last.unwrap_or_default());
        }
        for (key, _) in changes.into_iter().flat_map(entries) {
            let Some((now, _)) = pair(key) else { continue };
            let new = shift.period(now);
            if shift.is_reported(now) && values.is_none() && have.insert(new) {
                opened.insert(new, "");
            }
        }
        put(text, item, &opened, edits);
        if let Some(changes) = changes {
            let balance = in_balance.contains(name.as_str());
            open_changes(text, changes, shift, balance, edits);
        }
    }
}

fn put(text: &str, item: &Node, opened: &BTreeMap<Period, &str>, edits: &mut Edits) {
    match Fields::of(&item.kind).node("values") {
        Some(values) => {
            for (period, after) in opened {
                edits.entry(text, values, Some(after), &period.to_string(), NOT_YET);
            }
        }
        None if opened.is_empty() => {}
        None => {
            let all: Vec<_> = opened.keys().map(|period| format!("{period}: {NOT_YET}")).collect();
            edits.entry(text, item, Some("label"), "values", &format!("{{{}}}", all.join(", ")));
        }
    }
}

fn open_changes(text: &str, changes: &Node, shift: &Shift, balance: bool, edits: &mut Edits) {
    let known: HashSet<_> = entries(changes).filter_map(|(key, _)| pair(key)).collect();
    let mut made = HashSet::new();
    for (key, _) in entries(changes) {
        let Some((now, base)) = pair(key) else { continue };
        let year = matches!(now, Period::Year { .. })
            && now.year() == Some(shift.calendar.year_of(shift.calendar.ends(shift.from)));
        if !(shift.is_reported(now) || (year && shift.years() > 0)) {
            continue;
        }
        let new = (shift.period(now), shift.base((now, base), balance));
        if known.contains(&new) || !made.insert((new, scope(key.as_str()))) {
            continue;
        }
        let scope = scope(key.as_str()).map_or_else(String::new, |scope| format!("/{scope}"));
        let name = format!("{}{scope} vs {}", new.0, new.1);
        edits.entry(text, changes, Some(key.as_str()), &name, NOT_YET);
    }
}

/// Opens the figures that citations ask for and that are not there.
pub(super) fn fill(deck: &Deck, text: &str, shift: &Shift, absent: &[String], edits: &mut Edits) {
    let mut asked: Vec<Key> = absent
        .iter()
        .filter_map(|name| deck.facts.reference(name).ok())
        .map(|reference| deck.facts.complete(reference))
        .collect();
    asked.sort_unstable();
    asked.dedup();
    let facts = Fields::of(&deck.written.kind).node("facts");
    let mut fresh: BTreeMap<(String, ScopeId), Vec<String>> = BTreeMap::new();
    for key in asked {
        let name = &deck.facts.item(key.item).name;
        let Some(item) = facts.and_then(|facts| Fields::of(&facts.kind).node(name)) else {
            continue;
        };
        let known = shift.calendar.ends(key.period) <= shift.calendar.ends(shift.from);
        let why = if known && key.scope == ScopeId::ACTUAL { EARLIER } else { NOT_YET };
        let fields = Fields::of(&item.kind);
        let map = if key.scope == ScopeId::ACTUAL {
            fields.node("values")
        } else {
            let scope = &deck.facts.scope(key.scope).name;
            fields.node("scopes").and_then(|scopes| Fields::of(&scopes.kind).node(scope))
        };
        match map {
            Some(map) => edits.entry(text, map, None, &key.period.to_string(), why),
            None => fresh
                .entry((name.clone(), key.scope))
                .or_default()
                .push(format!("{}: {why}", key.period)),
        }
    }
    for ((name, scope), all) in fresh {
        let item = facts.and_then(|facts| Fields::of(&facts.kind).node(&name));
        let Some(item) = item else { continue };
        let all = format!("{{{}}}", all.join(", "));
        let label = &deck.facts.scope(scope).name;
        match Fields::of(&item.kind).node("scopes") {
            _ if scope == ScopeId::ACTUAL => {
                edits.entry(text, item, Some("label"), "values", &all);
            }
            Some(scopes) => edits.entry(text, scopes, None, label, &all),
            None => edits.entry(text, item, None, "scopes", &format!("{{{label}: {all}}}")),
        }
    }
}

/// The items that a balance sheet shows: their changes are against the last fiscal year's end.
fn in_balance(deck: &Deck) -> HashSet<String> {
    let balances = deck.slides.iter().flat_map(records::<Balance>);
    let rows = balances.flat_map(|balance| &balance.rows);
    rows.map(|row| row.show.value.clone()).collect()
}

fn entries(node: &Node) -> impl Iterator<Item = (&Text, &Node)> {
    let all = match &node.kind {
        NodeKind::Map(entries) => entries.as_slice(),
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => &[],
    };
    all.iter().map(|(key, node)| (key, node))
}

fn period(key: &Text) -> Option<Period> {
    key.value.trim().parse().ok()
}

/// Reads `1Q10 vs 1Q09` and `FY2010/revised vs FY2009`.
fn pair(key: &Text) -> Option<(Period, Period)> {
    let (now, base) = key.value.split_once(" vs ")?;
    let one = |text: &str| text.split('/').next()?.trim().parse().ok();
    Some((one(now)?, one(base)?))
}

fn scope(pair: &str) -> Option<&str> {
    pair.split_once(" vs ").and_then(|(now, _)| now.split_once('/')).map(|(_, scope)| scope.trim())
}
