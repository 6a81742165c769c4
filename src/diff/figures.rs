//! Figures: compared by item and period, with what follows from those that moved.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use similar::DiffTag;

use super::items::{self, ItemPair};
use super::side::DeckSide;
use super::words::aligned;
use crate::facts::{Facts, Key, Scope, State, StatedChange};
use crate::num::{Measure, Period, Stated, Unit};
use crate::view::{Page, Shown};

/// What of a figure differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// It is another number.
    Value,
    /// The same number, told with more or fewer digits.
    Precision,
    /// The same number in another unit or scale.
    Unit,
    /// It was filled in, went missing, is derived now, or is missing for another reason.
    Status,
    /// It is taken from another publication.
    Source,
    /// The figure is new.
    Added,
    /// The figure is gone.
    Removed,
}

/// One thing that differs, as told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is.
    pub aspect: Aspect,
    /// What the old deck says.
    pub old: Option<String>,
    /// What the new deck says.
    pub new: Option<String>,
    /// The unit of both, where it is the same and not part of them.
    pub unit: Option<String>,
}

/// A computed figure that moved with a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DependentFigure {
    /// As the old deck shows it.
    pub old: String,
    /// As the new deck shows it.
    pub new: String,
    /// What it is computed with beside the figure that moved, such as `against 1Q09`.
    pub with: String,
    /// The figures it is computed from.
    pub figures: Vec<String>,
    /// The pages of the new deck that show it.
    pub slides: Vec<usize>,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    /// Its name in the source, such as `operating_income@1Q10` or `revenue@1Q10 vs 1Q09`.
    pub figure: String,
    /// What it is called, with its period.
    pub label: String,
    /// What differs.
    pub differences: Vec<Difference>,
    /// The pages of the new deck that show it; of the old deck where it is gone.
    pub slides: Vec<usize>,
    /// The computed figures that moved with it.
    pub follows: Vec<DependentFigure>,
    /// Whether it is a figure of the last deck that has another value now.
    pub restated: bool,
    /// The reason given for that, behind the word for it.
    pub reason: Option<String>,
    /// The figure in the new deck.
    #[serde(skip)]
    pub key: Option<Key>,
}

/// Compares all figures and stated changes of items that are in both decks.
pub(super) fn compared(
    old: &DeckSide,
    new: &DeckSide,
    pairs: &[ItemPair],
    renamed: &BTreeMap<String, String>,
    pages: &[(Option<&Page>, Option<&Page>)],
) -> Vec<FigureChange> {
    let rolled = new.deck.facts.calendar.ends(new.deck.facts.period)
        > old.deck.facts.calendar.ends(old.deck.facts.period);
    let mut out = Vec::new();
    for pair in pairs {
        let ItemPair { old: Some(before), new: Some(after) } = *pair else { continue };
        let both = items::keys((&old.deck.facts, before), (&new.deck.facts, after));
        for ((scope, period), (from, to)) in both {
            let differences = figure((&old.deck.facts, from), (&new.deck.facts, to));
            if differences.is_empty() {
                continue;
            }
            let facts = if to.is_some() { &new.deck.facts } else { &old.deck.facts };
            let Some(key) = to.or(from) else { continue };
            let fact = to.and_then(|key| new.deck.facts.fact(key));
            let moved = differences.iter().any(|one| one.aspect == Aspect::Value);
            let restated = rolled && moved && scope.is_empty() && is_new_value(old, from, new, to);
            out.push(FigureChange {
                figure: facts.name(key),
                label: label(facts, key, period),
                differences,
                slides: Vec::new(),
                follows: Vec::new(),
                restated,
                reason: fact
                    .and_then(|fact| fact.restated.as_ref())
                    .filter(|_| restated)
                    .map(ToString::to_string),
                key: to,
            });
        }
        stated_changes((&old.deck.facts, before), (&new.deck.facts, after), &mut out);
    }
    shown(&mut out, old, new, renamed, pages);
    out
}

/// A figure told with more digits that could have been printed as before is not restated.
fn is_new_value(old: &DeckSide, from: Option<Key>, new: &DeckSide, to: Option<Key>) -> bool {
    let before = from.and_then(|key| old.deck.facts.fact(key)).and_then(|fact| fact.stated());
    let after = to.and_then(|key| new.deck.facts.fact(key)).and_then(|fact| fact.stated());
    let (Some(before), Some(after)) = (before, after) else { return false };
    before.last_digit() == after.last_digit() || !before.interval().meets(&after.interval())
}

fn label(facts: &Facts, key: Key, period: Period) -> String {
    let item = &facts.item(key.item).label;
    let Scope { label, .. } = facts.scope(key.scope);
    if label.is_empty() { format!("{item} {period}") } else { format!("{item} {period} ({label})") }
}

fn figure(old: (&Facts, Option<Key>), new: (&Facts, Option<Key>)) -> Vec<Difference> {
    let fact =
        |(facts, key): (&'_ Facts, Option<Key>)| key.and_then(|key| facts.fact(key)).cloned();
    let (before, after) = match (fact(old), fact(new)) {
        (Some(before), Some(after)) => (before, after),
        (Some(before), None) => {
            return vec![difference(
                Aspect::Removed,
                Some(status(&before.state, before.due)),
                None,
            )];
        }
        (None, Some(after)) => {
            return vec![difference(Aspect::Added, None, Some(status(&after.state, after.due)))];
        }
        (None, None) => return Vec::new(),
    };
    let mut out = Vec::new();
    match (&before.state, &after.state) {
        (State::Stated(before), State::Stated(after)) => out.extend(digits(before, after)),
        (State::Derived { parts: left, .. }, State::Derived { parts: right, .. }) => {
            // A sum that moved with its parts is told below them.
            let named = |parts: &[(i8, Key)]| {
                parts.iter().map(|(sign, key)| (*sign, key.period)).collect::<Vec<_>>()
            };
            if named(left) != named(right) {
                let (old, new) = (status(&before.state, false), status(&after.state, false));
                out.push(difference(Aspect::Status, Some(old), Some(new)));
            }
        }
        (left, right) => {
            let (left, right) = (status(left, before.due), status(right, after.due));
            if left != right {
                out.push(difference(Aspect::Status, Some(left), Some(right)));
            }
        }
    }
    let source = |facts: &Facts, at: Option<usize>| {
        at.and_then(|at| facts.sources().get(at))
            .map(|source| (source.name.clone(), source.title.clone()))
    };
    let (left, right) = (source(old.0, before.source), source(new.0, after.source));
    if left.as_ref().map(|(name, _)| name) != right.as_ref().map(|(name, _)| name) {
        let title = |source: Option<(String, String)>| source.map(|(_, title)| title);
        out.push(difference(Aspect::Source, title(left), title(right)));
    }
    out
}

fn digits(before: &Stated, after: &Stated) -> Option<Difference> {
    let aspect = if before.exact() != after.exact() {
        Aspect::Value
    } else if before.unit != after.unit {
        Aspect::Unit
    } else if before.last_digit() != after.last_digit() {
        Aspect::Precision
    } else {
        return None;
    };
    let alike = before.unit == after.unit && before.unit != Unit::Percent;
    let text_of = |stated: &Stated| {
        if alike { stated.unit.grouped(&stated.value) } else { stated.to_string() }
    };
    let unit = alike.then(|| after.unit.to_string());
    Some(Difference { aspect, old: Some(text_of(before)), new: Some(text_of(after)), unit })
}

fn status(state: &State, due: bool) -> String {
    match state {
        State::Missing { reason } if due => format!("still to be filled in: {reason}"),
        State::Stated(_)
        | State::Bounded(_)
        | State::Derived { .. }
        | State::Restated { .. }
        | State::LeftOut(_)
        | State::Missing { .. } => state.to_string(),
    }
}

/// Compares the changes that the company states itself.
fn stated_changes(
    old: (&Facts, crate::facts::ItemId),
    new: (&Facts, crate::facts::ItemId),
    out: &mut Vec<FigureChange>,
) {
    type Name = (String, Period, String, Period, &'static str);
    let all = |(facts, item): (&Facts, crate::facts::ItemId)| {
        let of_item = facts.changes().stated().filter(|(now, ..)| now.item == item);
        let named = of_item.map(|(now, base, change)| {
            let scope = |key: Key| facts.scope(key.scope).name.clone();
            let measure = match change.measure {
                Measure::Percent => "growth",
                Measure::Points => "change in points",
                Measure::Amount => "change",
            };
            let name: Name = (scope(now), now.period, scope(base), base.period, measure);
            (name, (now, base, change.clone()))
        });
        named.collect::<BTreeMap<Name, (Key, Key, StatedChange)>>()
    };
    let (before, after) = (all(old), all(new));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    for name in names {
        let text_of = |change: &StatedChange| status(&change.state, change.due);
        let (left, right) = (before.get(&name), after.get(&name));
        let one = match (left.map(|(.., one)| one), right.map(|(.., one)| one)) {
            (Some(left), Some(right)) => match (&left.state, &right.state) {
                (State::Stated(left), State::Stated(right)) => digits(left, right),
                (_, _) => (text_of(left) != text_of(right)).then(|| Difference {
                    aspect: Aspect::Status,
                    old: Some(text_of(left)),
                    new: Some(text_of(right)),
                    unit: None,
                }),
            },
            (Some(left), None) => Some(difference(Aspect::Removed, Some(text_of(left)), None)),
            (None, Some(right)) => Some(difference(Aspect::Added, None, Some(text_of(right)))),
            (None, None) => None,
        };
        let found = right.map(|found| (new.0, found)).or(left.map(|found| (old.0, found)));
        let (Some(one), Some((facts, (now, base, _)))) = (one, found) else { continue };
        let measure = name.4;
        out.push(FigureChange {
            figure: format!("{} vs {}", facts.name(*now), base.period),
            label: format!(
                "{}, stated {measure} against {}",
                label(facts, *now, now.period),
                base.period
            ),
            differences: vec![one],
            slides: Vec::new(),
            follows: Vec::new(),
            restated: false,
            reason: None,
            key: None,
        });
    }
}

fn difference(aspect: Aspect, old: Option<String>, new: Option<String>) -> Difference {
    Difference { aspect, old, new, unit: None }
}

/// Tells which pages show the figures that differ, and what moved with them.
fn shown(
    out: &mut [FigureChange],
    old: &DeckSide,
    new: &DeckSide,
    renamed: &BTreeMap<String, String>,
    pages: &[(Option<&Page>, Option<&Page>)],
) {
    let numbers = |side: &DeckSide, wanted: &dyn Fn(&Shown) -> bool| {
        let pages = side.own().map_or(&[][..], |view| &view.pages);
        let found = pages.iter().filter(|page| page.figures().into_iter().any(wanted));
        found.map(|page| page.number).collect::<Vec<_>>()
    };
    for one in out.iter_mut() {
        let side =
            if one.differences.iter().any(|d| d.aspect == Aspect::Removed) { old } else { new };
        let (now, base) = match one.figure.split_once(" vs ") {
            Some((now, base)) => (
                now.to_owned(),
                Some(
                    now.split_once('@').map_or(String::new(), |(item, _)| format!("{item}@{base}")),
                ),
            ),
            None => (one.figure.clone(), None),
        };
        one.slides = numbers(side, &|shown: &Shown| {
            shown.facts.contains(&now)
                && base
                    .as_ref()
                    .is_none_or(|base| shown.facts.iter().any(|fact| fact.starts_with(base)))
        });
    }
    let mut moved: BTreeMap<(Vec<String>, String, String), BTreeSet<usize>> = BTreeMap::new();
    for (before, after) in pages {
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (left, right) = (before.figures(), after.figures());
        let left_keys: Vec<_> =
            left.iter().map(|one| items::with_new_names(&one.facts, renamed)).collect();
        let right_keys: Vec<_> = right.iter().map(|one| one.facts.clone()).collect();
        for (tag, from, to) in aligned(&left_keys, &right_keys) {
            if tag != DiffTag::Equal {
                continue;
            }
            for (one, other) in left[from].iter().zip(&right[to]) {
                let computed = other.facts.len() > 1 || other.derived;
                if computed && one.text != other.text && !other.facts.is_empty() {
                    let name = (other.facts.clone(), one.text.clone(), other.text.clone());
                    moved.entry(name).or_default().insert(after.number);
                }
            }
        }
    }
    for ((figures, old, new_text), slides) in moved {
        let parts = |name: &String| items::parts(&new.deck.facts, name);
        let all: BTreeSet<String> =
            figures.iter().cloned().chain(figures.iter().flat_map(parts)).collect();
        let values =
            |one: &FigureChange| one.differences.iter().any(|d| d.aspect != Aspect::Source);
        // A change that the company states is told as such.
        let stated = out.iter().any(|one| {
            one.figure.split_once(" vs ").is_some_and(|(now, base)| {
                let base = format!("@{base}");
                figures.iter().any(|name| name == now)
                    && figures.iter().any(|name| name.ends_with(&base))
            })
        });
        let cause = out.iter_mut().find(|one| all.contains(&one.figure) && values(one));
        if let Some(cause) = cause.filter(|_| !stated) {
            let with = with(&new.deck.facts, &figures, &cause.figure);
            let slides: Vec<usize> = slides.into_iter().collect();
            let digits = |text: &str| text.replace(|c: char| !c.is_ascii_digit(), "");
            // A cell and a sentence print the same change in their own ways.
            let same = |one: &&mut DependentFigure| {
                one.figures == figures
                    && digits(&one.old) == digits(&old)
                    && digits(&one.new) == digits(&new_text)
            };
            match cause.follows.iter_mut().find(same) {
                Some(known) => {
                    known.slides.extend(slides);
                    known.slides.sort_unstable();
                    known.slides.dedup();
                    if known.new.len() < new_text.len() {
                        (known.old, known.new) = (old, new_text);
                    }
                }
                None => cause.follows.push(DependentFigure {
                    old,
                    new: new_text,
                    with,
                    figures,
                    slides,
                }),
            }
        }
    }
}

/// Names what a computed figure is computed with beside one of its figures.
fn with(facts: &Facts, figures: &[String], cause: &str) -> String {
    let item =
        |name: &str| name.split_once('@').map_or_else(String::new, |(item, _)| item.to_owned());
    let key = |name: &String| facts.references().key(name).ok();
    let others: Vec<_> = figures.iter().filter(|name| *name != cause).collect();
    match others.as_slice() {
        [] => String::new(),
        [one] => match key(one) {
            Some(key) if item(one) == item(cause) && figures.len() > 1 => {
                format!("against {}", key.period)
            }
            Some(key) if figures.len() > 1 => format!("with {}", label(facts, key, key.period)),
            Some(key) => label(facts, key, key.period),
            None => (*one).clone(),
        },
        several => format!("with {} other figures", several.len()),
    }
}
