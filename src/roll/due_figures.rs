//! What the next report will bring: figures and stated changes, left open.

use std::collections::{BTreeMap, HashSet};

use super::Shift;
use crate::deck::Deck;
use crate::facts::{ChangeEntries, FigureEntries, ItemSpec, Key, MemberOf, ScopeId};
use crate::num::Period;
use crate::shape::{Written, records};
use crate::slide::Balance;
use crate::source::{Edits, Text};

/// A figure that the next report will bring.
const NOT_YET: &str = "{due: not yet reported}";
/// A figure of an earlier report that the last deck did not have.
const EARLIER: &str = "{due: not in the last deck}";

/// Opens the figures of the new period wherever the old deck had those of the old one, and the
/// changes wherever it stated them.
pub(super) fn open(deck: &Deck, text: &str, shift: &Shift, edits: &mut Edits) {
    let in_balance = in_balance(deck);
    for (name, item) in deck.tree().facts().entries() {
        let (values, changes) = (item.values(), item.changes());
        let halves = super::times::by_halves_of(values);
        let mut opened = opened(values, halves, shift);
        if values.node.is_none() {
            for (key, _) in changes.entries() {
                let Some((now, _)) = pair(key) else { continue };
                if shift.is_reported(now) {
                    opened.insert(shift.period(now), "");
                }
            }
        }
        put(text, item, &opened, edits);
        let balance = in_balance.contains(name.as_str());
        open_changes(text, changes, shift, balance, edits);
        for (_, member) in item.by().entries() {
            let values = member.others();
            for (period, after) in self::opened(values, super::times::by_halves_of(values), shift) {
                if let Some(node) = values.node {
                    edits.entry(text, node, Some(after), &period.to_string(), NOT_YET);
                }
            }
            open_changes(text, member.own().changes(), shift, balance, edits);
        }
    }
}

/// Finds the periods to open among figures, each with the period that it stands behind.
fn opened<'a>(
    values: Written<'a, FigureEntries>,
    halves: bool,
    shift: &Shift,
) -> BTreeMap<Period, &'a str> {
    let mut have: HashSet<Period> = values.entries().filter_map(|(key, _)| period(key)).collect();
    let mut opened = BTreeMap::new();
    for (key, _) in values.entries() {
        let Some(old) = period(key) else { continue };
        let new = if halves { shift.half(old) } else { shift.period(old) };
        // A year that has only begun is nothing to report.
        let over = shift.calendar.ends(new) <= shift.calendar.ends(shift.to)
            || new == Period::Instant(shift.new_date);
        if shift.is_reported(old) && over && have.insert(new) {
            opened.insert(new, key.value.as_str());
        }
    }
    if let Some(so_far) = shift.opened()
        && shift.calendar.year_before(so_far).is_some_and(|before| have.contains(&before))
        && have.insert(so_far)
    {
        let last = opened.values().next_back().copied();
        opened.insert(so_far, last.unwrap_or_default());
    }
    opened
}

fn put(
    text: &str,
    item: Written<'_, ItemSpec>,
    opened: &BTreeMap<Period, &str>,
    edits: &mut Edits,
) {
    if let Some(values) = item.values().node {
        for (period, after) in opened {
            edits.entry(text, values, Some(after), &period.to_string(), NOT_YET);
        }
    } else if !opened.is_empty() {
        let all: Vec<_> = opened.keys().map(|period| format!("{period}: {NOT_YET}")).collect();
        put_values(text, item, &all, edits);
    }
}

/// Gives an item its first figures.
fn put_values(text: &str, item: Written<'_, ItemSpec>, figures: &[String], edits: &mut Edits) {
    if let Some(node) = item.node {
        let figures = format!("{{{}}}", figures.join(", "));
        edits.entry(text, node, Some(item.label().name), item.values().name, &figures);
    }
}

fn open_changes(
    text: &str,
    all: Written<'_, ChangeEntries>,
    shift: &Shift,
    balance: bool,
    edits: &mut Edits,
) {
    let Some(changes) = all.node else { return };
    let known: HashSet<_> =
        all.entries().filter_map(|(key, _)| Some((pair(key)?, scopes(key.as_str())))).collect();
    let mut made = HashSet::new();
    for (key, _) in all.entries() {
        let Some((now, base)) = pair(key) else { continue };
        let year = matches!(now, Period::Year { .. })
            && now.year() == Some(shift.calendar.year_of(shift.calendar.ends(shift.from)));
        if !(shift.is_reported(now) || (year && shift.years() > 0)) {
            continue;
        }
        let new = (shift.period(now), shift.base((now, base), balance));
        let scopes = scopes(key.as_str());
        if known.contains(&(new, scopes)) || !made.insert((new, scopes)) {
            continue;
        }
        let side = |period: Period, scope: &str| match scope {
            "" => period.to_string(),
            scope => format!("{period}/{scope}"),
        };
        let name = format!("{} vs {}", side(new.0, scopes.0), side(new.1, scopes.1));
        edits.entry(text, changes, Some(key.as_str()), &name, NOT_YET);
    }
}

/// Opens the figures that citations ask for and that are not there.
pub(super) fn fill(deck: &Deck, text: &str, shift: &Shift, absent: &[String], edits: &mut Edits) {
    let mut asked: Vec<Key> =
        absent.iter().filter_map(|name| deck.facts.references().key(name).ok()).collect();
    asked.sort_unstable();
    asked.dedup();
    // What has changes alone holds no figure: the change that is asked for is told by `check`.
    asked.retain(|key| deck.facts.scope(key.scope).of != Some(MemberOf::Changes));
    let facts = deck.tree().facts();
    let mut fresh: BTreeMap<(String, ScopeId), Vec<String>> = BTreeMap::new();
    for key in asked {
        let name = &deck.facts.item(key.item).name;
        let known = shift.calendar.ends(key.period) <= shift.calendar.ends(shift.from);
        let happened = deck.facts.contexts().scope_alone(key.scope) == ScopeId::ACTUAL;
        let why = if known && happened { EARLIER } else { NOT_YET };
        match facts.at(name).figures(key.scope, &deck.facts).node {
            Some(map) => edits.entry(text, map, None, &key.period.to_string(), why),
            None => fresh
                .entry((name.clone(), key.scope))
                .or_default()
                .push(format!("{}: {why}", key.period)),
        }
    }
    let mut lists: BTreeMap<(String, bool), Vec<String>> = BTreeMap::new();
    for ((name, scope), all) in fresh {
        if scope == ScopeId::ACTUAL {
            put_values(text, facts.at(&name), &all, edits);
            continue;
        }
        let label = &deck.facts.scope(scope).name;
        let of_member = deck.facts.contexts().has_member(scope);
        let all = format!("{label}: {{{}}}", all.join(", "));
        lists.entry((name, of_member)).or_default().push(all);
    }
    for ((name, of_member), all) in lists {
        let item = facts.at(&name);
        let (node, list) = if of_member {
            (item.by().node, item.by().name)
        } else {
            (item.scopes().node, item.scopes().name)
        };
        match (node, item.node) {
            (Some(node), _) => {
                for one in all {
                    let (label, figures) = one.split_once(": ").unwrap_or((&one, ""));
                    edits.entry(text, node, None, label, figures);
                }
            }
            (None, Some(item)) => {
                edits.entry(text, item, None, list, &format!("{{{}}}", all.join(", ")));
            }
            (None, None) => {}
        }
    }
}

/// The items that a balance sheet shows: their changes are against the last fiscal year's end.
fn in_balance(deck: &Deck) -> HashSet<String> {
    let balances = deck.slides.iter().flat_map(records::<Balance>);
    let rows = balances.flat_map(|balance| &balance.rows);
    rows.map(|row| row.show.value.clone()).collect()
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

/// The scopes of both sides, with what there is of members; empty where there are none.
fn scopes(pair: &str) -> (&str, &str) {
    let one = |side: &'_ str| side.find('/').map_or(side.len(), |at| at + 1);
    pair.split_once(" vs ")
        .map_or(("", ""), |(now, base)| (now[one(now)..].trim(), base[one(base)..].trim()))
}
