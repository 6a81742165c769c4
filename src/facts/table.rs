//! The table of facts.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::context::ContextTable;
use super::{
    ChartSum, Footing, Good, ItemId, Key, MemberOf, Minus, NameId, Relation, ScopeId, ShareSplit,
    SplitEffect, State, StatedChange, ValueSpec,
};
use crate::num::{Date, Exact, FiscalYear, Interval, Noun, Period, Rounding, Scale, Stated, Unit};
use crate::shape::{Footnote, Written};
use crate::source::Span;

/// A line item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Name in the source.
    pub name: String,
    /// Label as printed.
    pub label: String,
    /// Unit of figures that name none.
    pub unit: Unit,
    /// How its figures are rounded.
    pub rounding: Rounding,
    /// How the growth and the shares of its figures are rounded.
    pub rates: Rounding,
    /// Whether a longer period's figure is the sum of those of its quarters.
    pub adds_up: bool,
    /// Where its author wrote that they do not.
    pub apart: Option<Span>,
    /// Whether it is a measure of the accounting standards.
    pub gaap: bool,
    /// The measure of the standards that it is compared with, where that is said.
    pub counterpart: Option<ItemId>,
    /// Which way of a change is good news, where that is said.
    pub good: Option<Good>,
    /// What a share split does to its figures, where that is said or learned.
    pub split: Option<SplitEffect>,
    /// What a figure below zero means, where that is said or learned.
    pub minus: Option<Minus>,
    /// Where its name was written.
    pub span: Span,
}

/// What figures are of: a set of figures beside the actual ones, members of dimensions, or both.
#[derive(Clone, Debug)]
pub struct Scope {
    /// Names in the source, parted by `/`; empty for actuals.
    pub name: String,
    /// Label as printed.
    pub label: String,
    /// Whether it speaks of the future.
    pub forecast: bool,
    /// Whether its figures follow the accounting standards; the items may still not.
    pub gaap: bool,
    /// The day it was announced.
    pub announced: Option<Date>,
    /// What it has, where that is not figures as any other.
    pub of: Option<MemberOf>,
    /// Its names; none for actuals.
    pub(super) names: Vec<NameId>,
}

impl Scope {
    /// Joins what each name says alone.
    pub(super) fn joined<'a>(parts: impl Iterator<Item = &'a Self>, names: Vec<NameId>) -> Self {
        let (name, label) = (String::new(), String::new());
        let (forecast, gaap, announced) = (false, true, None);
        let mut all = Self { name, label, forecast, gaap, announced, of: None, names };
        for part in parts {
            for (text, more, between) in
                [(&mut all.name, &part.name, "/"), (&mut all.label, &part.label, LABELS)]
            {
                if !text.is_empty() {
                    text.push_str(between);
                }
                text.push_str(more);
            }
            all.forecast |= part.forecast;
            all.gaap &= part.gaap;
            all.announced = all.announced.or(part.announced);
            all.of = match (all.of, part.of) {
                (Some(MemberOf::Changes), _) | (_, Some(MemberOf::Changes)) => {
                    Some(MemberOf::Changes)
                }
                (own, other) => own.or(other),
            };
        }
        all
    }
}

/// What stands between the labels of a context, in every language.
const LABELS: &str = " · ";

/// A figure, where it was written, and where it was published.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What is known.
    pub state: State,
    /// Where it was written.
    pub span: Span,
    /// Index of its publication in [`Facts::sources`].
    pub source: Option<usize>,
    /// Whether it is missing only until it is filled in.
    pub due: bool,
    /// Why it is not the figure that the last deck printed.
    pub restated: Option<Restatement>,
}

/// That a figure of the past is not the one printed then, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restatement {
    /// What was done to it.
    pub kind: RestatementKind,
    /// Why, for the reader.
    pub reason: String,
}

/// Says it as decks write it.
impl fmt::Display for Restatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.word(), self.reason)
    }
}

/// What was done to a figure of the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestatementKind {
    /// It was computed anew.
    Restated,
    /// Amounts moved between line items.
    Reclassified,
}

impl RestatementKind {
    /// Gives the word that decks write.
    #[must_use]
    pub fn word(self) -> &'static str {
        let field = Written::<ValueSpec>::default();
        match self {
            Self::Restated => field.restated().name,
            Self::Reclassified => field.reclassified().name,
        }
    }
}

impl Fact {
    /// Gives the digits, if any are known.
    #[must_use]
    pub fn stated(&self) -> Option<&Stated> {
        self.state.stated()
    }

    /// Gives the interval of the true figure in base units.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.state.interval()
    }

    /// Gives the printed figure in base units.
    #[must_use]
    pub fn exact(&self) -> Option<Exact> {
        self.state.exact()
    }
}

/// A publication.
#[derive(Clone, Debug)]
pub struct SourceNote {
    /// Name in the source.
    pub name: String,
    /// Title.
    pub title: String,
    /// Address.
    pub url: Option<String>,
}

/// All facts of a deck.
#[derive(Clone, Debug)]
pub struct Facts {
    pub(super) items: Vec<Item>,
    pub(super) names: HashMap<String, ItemId>,
    pub(super) contexts: ContextTable,
    pub(super) figures: BTreeMap<Key, Fact>,
    /// The keys of each item, in order; made by [`Facts::index`].
    pub(super) keys: Vec<Vec<Key>>,
    /// Whether an item is known by days only; made by [`Facts::index`].
    pub(super) balance: Vec<bool>,
    pub(super) changes: BTreeMap<(Key, Key), Vec<StatedChange>>,
    pub(super) relations: Vec<Relation>,
    pub(super) drawn: Vec<ChartSum>,
    pub(super) sources: Vec<SourceNote>,
    /// Whether the company states the growth of outflows by their size; made by
    /// [`Facts::learn_outflows`].
    pub(super) by_size: bool,
    /// Whether the printed digits of sums add up, where the company says so.
    pub footing: Option<Footing>,
    /// Whether tables print a dash for an amount that was rounded to zero.
    pub zeros_as_dash: bool,
    /// The company's fiscal year.
    pub calendar: FiscalYear,
    /// What readers are told of periods, in the order of the source.
    pub calendar_notes: Vec<(Period, Footnote)>,
    /// The company's share splits, by day.
    pub(super) splits: Vec<ShareSplit>,
    /// Figures that are marked as they were printed; `split::restate` tells them in today's shares.
    pub(super) as_printed: Vec<(Key, Span)>,
    /// The reported period.
    pub period: Period,
}

impl Facts {
    /// Finds an item by its name.
    #[must_use]
    pub fn item_id(&self, name: &str) -> Option<ItemId> {
        self.names.get(name).copied()
    }

    /// Gives an item.
    #[must_use]
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0 as usize]
    }

    /// Gives the table as it would be if the periods of every item whose author says otherwise did
    /// add up.
    #[must_use]
    pub fn adding_up(&self) -> Self {
        let mut facts = self.clone();
        for item in &mut facts.items {
            item.adds_up = item.apart.is_some() && super::additive::usually(&item.unit);
        }
        facts
    }

    /// Gives all items in the order of the source.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &Item)> + Clone {
        (0..).map(ItemId).zip(&self.items)
    }

    /// Lists the forms of every noun that is counted.
    #[must_use]
    pub fn nouns(&self) -> Vec<&str> {
        let nouns = self.items().filter_map(|(_, item)| item.unit.noun());
        nouns.flat_map(Noun::forms).filter(|form| !form.is_empty()).collect()
    }

    /// Gives the names of all items.
    pub fn item_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.items.iter().map(|item| item.name.as_str())
    }

    /// Finds a context by its names; what actually happened has none.
    #[must_use]
    pub fn scope_id(&self, name: &str) -> Option<ScopeId> {
        if name.is_empty() {
            return Some(ScopeId::ACTUAL);
        }
        self.contexts().read(name).ok()
    }

    /// Gives a context.
    #[must_use]
    pub fn scope(&self, id: ScopeId) -> &Scope {
        self.contexts.of(id)
    }

    /// Gives the names of the declared scopes.
    pub fn scope_names(&self) -> impl Iterator<Item = &str> + Clone {
        let scopes = self.contexts.names.iter().filter(|name| name.dimension.is_none());
        scopes.map(|name| name.alone.name.as_str())
    }

    /// Gives the fact of a key.
    #[must_use]
    pub fn fact(&self, key: Key) -> Option<&Fact> {
        self.figures.get(&key)
    }

    /// Tells whether figures of two scopes can be compared: both adjusted, or neither.
    #[must_use]
    pub fn alike(&self, one: ScopeId, other: ScopeId) -> bool {
        self.scope(one).gaap == self.scope(other).gaap
    }

    /// Tells whether an item can be shown in a unit at all: an amount in single units, such as one
    /// per share, leaves nothing in billions.
    #[must_use]
    pub fn fits(&self, item: ItemId, unit: &Unit) -> bool {
        if self.item(item).unit.scale() != Scale::One {
            return true;
        }
        let least = unit.last_digit(1).halved();
        let mut sizes = self.keys_of(item).filter_map(|key| self.fact(key)?.exact());
        let mut any = false;
        sizes.any(|size| {
            any |= !size.is_zero();
            size.abs() >= least
        }) || !any
    }

    /// Tells whether a figure is still to be filled in.
    #[must_use]
    pub fn is_due(&self, key: Key) -> bool {
        self.fact(key).is_some_and(|fact| fact.due)
    }

    /// Gives every fact in order of key.
    pub fn facts(&self) -> impl Iterator<Item = (Key, &Fact)> {
        self.figures.iter().map(|(key, fact)| (*key, fact))
    }

    /// Gives the keys of an item, in order of period.
    pub fn keys_of(&self, item: ItemId) -> impl Iterator<Item = Key> + '_ {
        self.keys.get(item.0 as usize).into_iter().flatten().copied()
    }

    /// Sorts the keys by item, once all figures are in.
    pub(super) fn index(&mut self) {
        self.keys = vec![Vec::new(); self.items.len()];
        for key in self.figures.keys() {
            self.keys[key.item.0 as usize].push(*key);
        }
        let mut all = self.keys.clone();
        for (now, _) in self.changes.keys() {
            all[now.item.0 as usize].push(*now);
        }
        let days =
            |keys: &Vec<Key>| !keys.is_empty() && keys.iter().all(|key| key.period.is_instant());
        self.balance = all.iter().map(days).collect();
    }

    /// Gives the declared relations.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// Gives the publications.
    #[must_use]
    pub fn sources(&self) -> &[SourceNote] {
        &self.sources
    }

    /// Writes a key as its author would: `revenue@1Q10`, `revenue@FY2010/revised`.
    #[must_use]
    pub fn name(&self, key: Key) -> String {
        let item = &self.item(key.item).name;
        match self.scope(key.scope).name.as_str() {
            "" => format!("{item}@{}", key.period),
            scope => format!("{item}@{}/{scope}", key.period),
        }
    }

    /// Gives the period of an item that "this period" means: the reported period, or its last
    /// day for an item that is known by days only, or the twelve months to that day for one that is
    /// known by such only.
    #[must_use]
    pub fn current(&self, item: ItemId) -> Period {
        let balance = self.balance.get(item.0 as usize).copied().unwrap_or_default();
        let last = self.calendar.ends(self.period);
        let mut keys = self.keys_of(item).peekable();
        let trailing =
            keys.peek().is_some() && keys.all(|key| matches!(key.period, Period::Trailing { .. }));
        match self.calendar.quarter_of(last).trailing() {
            _ if balance => Period::Instant(last),
            Some(twelve_months) if trailing => twelve_months,
            Some(_) | None => self.period,
        }
    }
}
