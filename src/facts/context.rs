//! Contexts: a scope and members of dimensions, in any order, are one number.

use std::collections::HashMap;

use super::{CiteError, Dimension, Facts, ItemId, Scope, ScopeId};
use crate::code;
use crate::diag::suggest;

/// Numbers a name behind a key, a member or a scope, by its order: members first, by dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub(super) u16);

/// Numbers a dimension by its order in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DimensionId(pub(super) u16);

/// A name behind a key: a member of a dimension, or a scope, which is of none.
#[derive(Clone, Debug)]
pub(super) struct ContextName {
    pub dimension: Option<DimensionId>,
    /// What the name says alone.
    pub alone: Scope,
}

/// All names behind keys, and every set of them that is asked for, each with its number.
#[derive(Clone, Debug, Default)]
pub(super) struct ContextTable {
    pub names: Vec<ContextName>,
    pub dimensions: Vec<Dimension>,
    by_name: HashMap<String, NameId>,
    all: Vec<Scope>,
    ids: HashMap<Vec<NameId>, ScopeId>,
}

impl ContextTable {
    /// Starts with the names, each a context of its own.
    pub(super) fn new(dimensions: Vec<Dimension>, names: Vec<ContextName>) -> Self {
        let mut table = Self { names, dimensions, ..Self::default() };
        table.intern(Vec::new());
        for (at, name) in (0..).map(NameId).zip(table.names.clone()) {
            table.by_name.insert(name.alone.name, at);
            table.intern(vec![at]);
        }
        table
    }

    /// Numbers a sorted set of names, and each set within it; nothing where there are too many.
    pub(super) fn intern(&mut self, names: Vec<NameId>) -> Option<ScopeId> {
        if let Some(known) = self.ids.get(&names) {
            return Some(*known);
        }
        for left_out in 0..names.len() {
            let mut part = names.clone();
            part.remove(left_out);
            self.intern(part)?;
        }
        let id = ScopeId(u16::try_from(self.all.len()).ok()?);
        let parts = names.iter().map(|name| &self.names[usize::from(name.0)].alone);
        self.all.push(Scope::joined(parts, names.clone()));
        self.ids.insert(names, id);
        Some(id)
    }

    /// Numbers the context of both.
    pub(super) fn intern_joined(&mut self, one: ScopeId, other: ScopeId) -> Option<ScopeId> {
        self.intern(self.union(one, other))
    }

    /// Numbers the context that a reference names; what cannot be read is told where it is read.
    pub(super) fn intern_named(&mut self, reference: &str) {
        if let Some((_, names)) = reference.trim().split_once('/')
            && let Ok(names) = self.read(names)
        {
            self.intern(names);
        }
    }

    fn union(&self, one: ScopeId, other: ScopeId) -> Vec<NameId> {
        let mut names = self.of(one).names.clone();
        names.extend(&self.of(other).names);
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Reads names in any order, parted by `/`.
    pub(super) fn read(&self, text: &str) -> Result<Vec<NameId>, CiteError> {
        let mut names = Vec::new();
        for word in text.split('/').map(str::trim) {
            if word == ScopeId::ACTUAL_NAME {
                continue;
            }
            names.push(*self.by_name.get(word).ok_or_else(|| self.unknown(word))?);
        }
        names.sort_unstable();
        names.dedup();
        let twice = names.windows(2).find(|two| {
            let [one, other] = [two[0], two[1]].map(|name| self.dimension(name));
            one == other
        });
        if let Some(two) = twice {
            let [one, other] = [two[0], two[1]].map(|at| &self.names[usize::from(at.0)].alone.name);
            let of = match self.dimension(two[0]) {
                Some(of) => format!("members of `{}`", self.dimensions[usize::from(of.0)].name),
                None => "the names of scopes".to_owned(),
            };
            let reason = format!("`{one}` and `{other}` are both {of}");
            let help = Some("Name one of the two".to_owned());
            return Err(CiteError::new(code::UNKNOWN_SCOPE, reason, help));
        }
        Ok(names)
    }

    fn unknown(&self, word: &str) -> CiteError {
        let known = self.names.iter().map(|name| name.alone.name.as_str());
        let help = suggest(word, known.chain([ScopeId::ACTUAL_NAME]));
        let (what, place) = if self.dimensions.is_empty() {
            ("scope", "Declare it under `scopes`")
        } else {
            ("scope or member", "Declare it under `scopes` or `dimensions`")
        };
        let reason = format!("no {what} is called `{word}`");
        CiteError::new(code::UNKNOWN_SCOPE, reason, help.or_else(|| Some(place.to_owned())))
    }

    fn dimension(&self, name: NameId) -> Option<DimensionId> {
        self.names[usize::from(name.0)].dimension
    }

    pub(super) fn of(&self, id: ScopeId) -> &Scope {
        &self.all[usize::from(id.0)]
    }
}

/// What the names behind keys have to do with each other.
#[derive(Clone, Copy, Debug)]
pub struct Contexts<'a> {
    facts: &'a Facts,
}

impl Facts {
    /// Gives what the names behind its keys have to do with each other.
    #[must_use]
    pub const fn contexts(&self) -> Contexts<'_> {
        Contexts { facts: self }
    }
}

impl<'a> Contexts<'a> {
    fn table(self) -> &'a ContextTable {
        &self.facts.contexts
    }

    /// Finds a context by its names, in any order.
    ///
    /// # Errors
    /// `unknown-scope` where a name is unknown or two are of one dimension, `missing-period` where no
    /// figure has all of them.
    pub fn read(self, text: &str) -> Result<ScopeId, CiteError> {
        let names = self.table().read(text)?;
        self.table().ids.get(&names).copied().ok_or_else(|| {
            let reason = format!("no figure is known of `{text}`");
            let help = "Add the figures under `by` of their item".to_owned();
            CiteError::new(code::MISSING_PERIOD, reason, Some(help))
        })
    }

    /// Gives the context with the names of both; those of the second take the place of those of the
    /// same dimension. Nothing where no figure has them.
    #[must_use]
    pub fn joined(self, of: ScopeId, more: ScopeId) -> Option<ScopeId> {
        match (of, more) {
            (of, ScopeId::ACTUAL) => Some(of),
            (ScopeId::ACTUAL, more) => Some(more),
            (of, more) => {
                let table = self.table();
                let new = &table.of(more).names;
                let dimension = |name: &NameId| table.dimension(*name);
                let taken: Vec<_> = new.iter().map(dimension).collect();
                let mut names = table.of(of).names.clone();
                names.retain(|name| !taken.contains(&dimension(name)));
                names.extend(new);
                names.sort_unstable();
                table.ids.get(&names).copied()
            }
        }
    }

    /// Gives what a context has beside the names of another; nothing where it lacks one of them.
    #[must_use]
    pub fn beyond(self, of: ScopeId, named: ScopeId) -> Option<ScopeId> {
        if named == ScopeId::ACTUAL {
            return Some(of);
        }
        let named = &self.table().of(named).names;
        let all = &self.table().of(of).names;
        let has = named.iter().all(|name| all.contains(name));
        has.then(|| self.kept(of, |name| !named.contains(&name)))
    }

    fn kept(self, of: ScopeId, keep: impl Fn(NameId) -> bool) -> ScopeId {
        let names = self.table().of(of).names.iter().copied().filter(|name| keep(*name)).collect();
        // What is within a known context is known.
        self.table().ids.get::<Vec<_>>(&names).copied().unwrap_or(of)
    }

    /// Tells whether a context names something of one of these dimensions; nothing stands for scopes.
    #[must_use]
    pub fn names_any(self, of: ScopeId, dimensions: &[Option<DimensionId>]) -> bool {
        let names = &self.table().of(of).names;
        names.iter().any(|name| dimensions.contains(&self.table().dimension(*name)))
    }

    /// Gives the dimensions that a context names something of; nothing stands for scopes.
    pub fn dimensions_of(self, of: ScopeId) -> impl Iterator<Item = Option<DimensionId>> + 'a {
        self.table().of(of).names.iter().map(move |name| self.table().dimension(*name))
    }

    /// Gives the same view of the same part, as it happened.
    #[must_use]
    pub fn actual(self, of: ScopeId) -> ScopeId {
        if of == ScopeId::ACTUAL {
            return of;
        }
        self.kept(of, |name| self.table().dimension(name).is_some())
    }

    /// Gives the context that a change of a figure is from: of the same members, as it happened, but
    /// for what is named.
    ///
    /// # Errors
    /// `missing-period` where no figure has them all.
    pub fn base(self, now: ScopeId, named: ScopeId) -> Result<ScopeId, CiteError> {
        self.joined(self.actual(now), named).ok_or_else(|| self.none_known(now, named))
    }

    /// Says that no figure has the names of both.
    #[must_use]
    pub fn none_known(self, of: ScopeId, more: ScopeId) -> CiteError {
        let [of, more] = [of, more].map(|id| self.facts.scope(id).name.as_str());
        let reason = format!("no figure is known of `{of}/{more}`");
        let help = "Add the figures under `by` of their item".to_owned();
        CiteError::new(code::MISSING_PERIOD, reason, Some(help))
    }

    /// Tells whether two contexts are of the same members.
    #[must_use]
    pub fn same_members(self, one: ScopeId, other: ScopeId) -> bool {
        one == other || self.actual(one) == self.actual(other)
    }

    /// Gives the scope alone, without members.
    #[must_use]
    pub fn scope_alone(self, of: ScopeId) -> ScopeId {
        self.kept(of, |name| self.table().dimension(name).is_none())
    }

    /// Tells whether a context names a member.
    #[must_use]
    pub fn has_member(self, of: ScopeId) -> bool {
        self.scope_alone(of) != of
    }

    /// Tells whether an item has figures or changes of a context, in any scope.
    #[must_use]
    pub fn known(self, item: ItemId, scope: ScopeId) -> bool {
        let within = |of: ScopeId| self.beyond(of, scope).is_some();
        self.facts.keys_of(item).any(|key| within(key.scope))
            || self.facts.changes().stated().any(|(now, ..)| now.item == item && within(now.scope))
    }

    /// Gives the dimensions of the members of a context that are outside the accounting standards.
    pub fn outside_standards(self, of: ScopeId) -> impl Iterator<Item = DimensionId> + 'a {
        let names = self
            .table()
            .of(of)
            .names
            .iter()
            .map(move |name| &self.table().names[usize::from(name.0)]);
        names.filter(|name| !name.alone.gaap).filter_map(|name| name.dimension)
    }

    /// Tells whether another context is of the same part, as the standards have it.
    #[must_use]
    pub fn is_standard_of(self, other: ScopeId, of: ScopeId) -> bool {
        let outside: Vec<_> = self.outside_standards(of).collect();
        self.table().of(other).gaap && self.without(other, &outside) == self.without(of, &outside)
    }

    /// Gives the context of the same part as the standards have it.
    #[must_use]
    pub fn standard_of(self, of: ScopeId) -> ScopeId {
        self.without(of, &self.outside_standards(of).collect::<Vec<_>>())
    }

    /// Keeps the members of a context, but for those of some dimensions.
    fn without(self, of: ScopeId, outside: &[DimensionId]) -> ScopeId {
        self.kept(self.actual(of), |name| {
            self.table().dimension(name).is_some_and(|one| !outside.contains(&one))
        })
    }

    /// Gives the context without the members that make up the item; without all members where none
    /// does.
    #[must_use]
    pub fn whole(self, of: ScopeId, item: ItemId) -> ScopeId {
        let part = |name: NameId| {
            self.table()
                .dimension(name)
                .is_some_and(|of| self.table().dimensions[usize::from(of.0)].makes_up(item))
        };
        let whole = self.kept(of, |name| !part(name));
        if whole == of { self.scope_alone(of) } else { whole }
    }

    /// Gives the labels of the members, joined, without that of the scope.
    #[must_use]
    pub fn member_label(self, of: ScopeId) -> &'a str {
        let alone = self.kept(of, |name| self.table().dimension(name).is_some());
        &self.facts.scope(alone).label
    }

    /// Finds a dimension by its name.
    ///
    /// # Errors
    /// `unknown-scope` with the nearest known name.
    pub fn dimension(self, name: &str) -> Result<(DimensionId, &'a Dimension), CiteError> {
        let all = &self.table().dimensions;
        let found = (0..).map(DimensionId).zip(all).find(|(_, one)| one.name == name);
        found.ok_or_else(|| {
            let help = suggest(name, all.iter().map(|one| one.name.as_str()));
            let help = help.or_else(|| Some("Declare it under `dimensions`".to_owned()));
            let reason = format!("no dimension is called `{name}`");
            CiteError::new(code::UNKNOWN_SCOPE, reason, help)
        })
    }

    /// Gives the members of a dimension, in the order of the source.
    pub fn members(self, of: DimensionId) -> impl Iterator<Item = ScopeId> + 'a {
        let table = self.table();
        let own = (0..).map(NameId).zip(&table.names);
        let own = own.filter(move |(_, name)| name.dimension == Some(of));
        own.filter_map(|(name, _)| table.ids.get(&vec![name]).copied())
    }

    /// Gives the dimensions, in the order of the source.
    pub fn dimensions(self) -> impl Iterator<Item = (DimensionId, &'a Dimension)> {
        (0..).map(DimensionId).zip(&self.table().dimensions)
    }
}
