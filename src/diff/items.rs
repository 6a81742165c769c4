//! Items: which of the new deck is which of the old one, and what is known of them beside figures.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::facts::{Facts, Item, ItemId, Key, State};
use crate::num::{Period, Stated};

/// An item of one deck or both.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemPair {
    pub(super) old: Option<ItemId>,
    pub(super) new: Option<ItemId>,
}

/// An item that differs beside its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// Its name in the new deck, or in the old one where it is gone.
    pub item: String,
    /// What differs: `name`, `label`, `unit`, `rounding`, `adds_up`, `gaap`, `added`, `removed`.
    pub what: &'static str,
    /// What the old deck says.
    pub old: Option<String>,
    /// What the new deck says.
    pub new: Option<String>,
}

/// Finds the new item of each old one: by its name, by its label, or by its figures.
pub(super) fn matched(old: &Facts, new: &Facts) -> Vec<ItemPair> {
    let mut out = Vec::new();
    let mut gone = Vec::new();
    let mut taken = BTreeSet::new();
    for (id, item) in old.items() {
        match new.item_id(&item.name) {
            Some(found) => {
                taken.insert(found);
                out.push(ItemPair { old: Some(id), new: Some(found) });
            }
            None => gone.push(id),
        }
    }
    for id in gone {
        let own = figures(old, id);
        let alike = |facts: &Facts, other: ItemId| {
            let theirs = figures(facts, other);
            let same = own.iter().filter(|(key, value)| theirs.get(*key) == Some(*value)).count();
            (2 * same > own.len(), same)
        };
        let free = || new.items().filter(|(other, _)| !taken.contains(other));
        let labelled =
            |item: &Item| item.label == old.item(id).label && item.unit == old.item(id).unit;
        let found = free().find(|(_, item)| labelled(item)).or_else(|| {
            let most = free().filter(|(other, _)| alike(new, *other).0);
            most.max_by_key(|(other, _)| (alike(new, *other).1, std::cmp::Reverse(*other)))
        });
        let found = found.map(|(other, _)| other);
        taken.extend(found);
        out.push(ItemPair { old: Some(id), new: found });
    }
    let added = new.items().filter(|(id, _)| !taken.contains(id));
    out.extend(added.map(|(id, _)| ItemPair { old: None, new: Some(id) }));
    out.sort_by_key(|pair| (pair.new.is_none(), pair.new, pair.old));
    out
}

fn figures(facts: &Facts, item: ItemId) -> BTreeMap<(String, Period), Stated> {
    let keys = facts.keys_of(item).filter_map(|key| {
        let stated = facts.fact(key)?.stated()?;
        Some(((facts.scope(key.scope).name.clone(), key.period), stated.clone()))
    });
    keys.collect()
}

/// Gives the items that have another name, by their old names.
pub(super) fn renamed(old: &Facts, new: &Facts, pairs: &[ItemPair]) -> BTreeMap<String, String> {
    let both = pairs.iter().filter_map(|pair| Some((old.item(pair.old?), new.item(pair.new?))));
    both.filter(|(one, other)| one.name != other.name)
        .map(|(one, other)| (one.name.clone(), other.name.clone()))
        .collect()
}

/// Names figures of the old deck as the new one would.
pub(super) fn with_new_names(facts: &[String], renamed: &BTreeMap<String, String>) -> Vec<String> {
    let one = |name: &String| {
        let (item, rest) = name.split_once('@').unwrap_or((name, ""));
        renamed.get(item).map_or_else(|| name.clone(), |item| format!("{item}@{rest}"))
    };
    facts.iter().map(one).collect()
}

/// Gives the names of the figures that a derived one is the sum of.
pub(super) fn parts(facts: &Facts, name: &str) -> Vec<String> {
    let key = facts.references().key(name);
    let state = key.ok().and_then(|key| facts.fact(key)).map(|fact| &fact.state);
    match state {
        Some(State::Derived { parts, .. }) => {
            parts.iter().map(|(_, key)| facts.name(*key)).collect()
        }
        Some(
            State::Stated(_)
            | State::Restated { .. }
            | State::Bounded(_)
            | State::LeftOut(_)
            | State::Missing { .. },
        )
        | None => Vec::new(),
    }
}

/// Pairs the figures of an item by scope and period.
pub(super) fn keys(
    old: (&Facts, ItemId),
    new: (&Facts, ItemId),
) -> BTreeMap<(String, Period), (Option<Key>, Option<Key>)> {
    let mut out: BTreeMap<(String, Period), (Option<Key>, Option<Key>)> = BTreeMap::new();
    let name = |facts: &Facts, key: Key| (facts.scope(key.scope).name.clone(), key.period);
    for key in old.0.keys_of(old.1) {
        out.entry(name(old.0, key)).or_default().0 = Some(key);
    }
    for key in new.0.keys_of(new.1) {
        out.entry(name(new.0, key)).or_default().1 = Some(key);
    }
    out
}

/// Compares what is known of items beside their figures.
pub(super) fn compared(old: &Facts, new: &Facts, pairs: &[ItemPair]) -> Vec<ItemChange> {
    let mut out = Vec::new();
    for pair in pairs {
        let (before, after) = match (pair.old, pair.new) {
            (Some(before), Some(after)) => (old.item(before), new.item(after)),
            (Some(id), None) => {
                let (item, count) = (old.item(id), old.keys_of(id).count());
                out.push(ItemChange {
                    item: item.name.clone(),
                    what: "removed",
                    old: Some(format!("{} with {}", item.label, counted(count))),
                    new: None,
                });
                continue;
            }
            (None, Some(id)) => {
                let (item, count) = (new.item(id), new.keys_of(id).count());
                out.push(ItemChange {
                    item: item.name.clone(),
                    what: "added",
                    old: None,
                    new: Some(format!("{} with {}", item.label, counted(count))),
                });
                continue;
            }
            (None, None) => continue,
        };
        let yes = |value: bool| if value { "yes" } else { "no" }.to_owned();
        let all = |item: &Item| {
            [
                ("name", item.name.clone()),
                ("label", item.label.clone()),
                ("unit", item.unit.to_string()),
                ("rounding", item.rounding.to_string()),
                ("rates", item.rates.to_string()),
                ("adds_up", yes(item.adds_up)),
                ("gaap", yes(item.gaap)),
            ]
        };
        for ((what, one), (_, other)) in all(before).into_iter().zip(all(after)) {
            if one != other {
                let item = after.name.clone();
                out.push(ItemChange { item, what, old: Some(one), new: Some(other) });
            }
        }
    }
    out
}

fn counted(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} figure{plural}")
}
