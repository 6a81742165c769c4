//! The names that a source declares, and what it says of their members.

use super::cite::no_scope;
use super::context::{ContextName, ContextTable};
use super::resolve::Resolver;
use super::{
    Dimension, DimensionId, DimensionSpec, Facts, ItemId, Reference, Relation, RelationKind, Scope,
    ScopeId, ScopeSpec, Term,
};
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::num::Exact;
use crate::shape::{Entries, ScalarOr, Written};
use crate::source::{Span, Text};

/// Says in place of names that the members of every item make it up.
const ALL: &str = "all";

/// Reads the members and scopes; a name that serves twice is told.
pub(super) fn contexts(
    dimensions: &Entries<DimensionSpec>,
    scopes: &Entries<ScopeSpec>,
    report: &mut Report,
) -> ContextTable {
    let mut names: Vec<(&Text, ContextName)> = Vec::new();
    for (at, (_, spec)) in (0..).zip(&dimensions.0) {
        for (name, member) in &spec.members.0 {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if name.value.is_empty() || !name.value.chars().all(plain) {
                let message = format!("`{}` cannot name a member", name.value);
                let help = "Use lower case letters, digits and `_`";
                report.push(Finding::new(code::BAD_NAME, message, name.span).help(help));
            }
            let (label, gaap, of) = match member {
                ScalarOr::Scalar(label) => (label, true, None),
                ScalarOr::Record(spec) => {
                    (&spec.label, spec.gaap.as_ref().is_none_or(|gaap| gaap.value), spec.of)
                }
            };
            let alone = Scope {
                name: name.value.clone(),
                label: label.value.clone(),
                gaap,
                of,
                ..Scope::joined(std::iter::empty(), Vec::new())
            };
            names.push((name, ContextName { dimension: Some(DimensionId(at)), alone }));
        }
    }
    for (name, spec) in &scopes.0 {
        let alone = Scope {
            name: name.value.clone(),
            label: spec.label.value.clone(),
            forecast: spec.forecast.as_ref().is_some_and(|f| f.value),
            gaap: spec.gaap.as_ref().is_none_or(|gaap| gaap.value),
            announced: spec.announced.as_ref().map(|day| day.value),
            ..Scope::joined(std::iter::empty(), Vec::new())
        };
        names.push((name, ContextName { dimension: None, alone }));
    }
    for (name, _) in names.iter().filter(|(name, _)| name.value == ScopeId::ACTUAL_NAME) {
        report.push(no_scope(name.span));
    }
    for (at, (name, _)) in names.iter().enumerate() {
        let Some((first, _)) = names[..at].iter().find(|(first, _)| first.value == name.value)
        else {
            continue;
        };
        let message = format!("`{}` names two things", name.value);
        let finding = Finding::new(code::DUPLICATE_KEY, message, name.span);
        let finding = finding.also(first.span, "first written here");
        report.push(finding.help("Give each member and each scope a name of its own"));
    }
    let dimensions = dimensions.0.iter().map(|(name, spec)| Dimension {
        name: name.value.clone(),
        label: spec.label.value.clone(),
        span: name.span,
        whole: Vec::new(),
    });
    ContextTable::new(dimensions.collect(), names.into_iter().map(|(_, name)| name).collect())
}

/// Gives the dimensions that the figures of a relation name members of; nothing stands for scopes.
pub(super) fn named(facts: &Facts, result: Reference, terms: &[Term]) -> Vec<Option<DimensionId>> {
    let mut named = Vec::new();
    for of in terms.iter().map(|term| term.of).chain([result]) {
        named.extend(facts.contexts().dimensions_of(of.scope_or_actual()));
        // `/actual` names a scope as well.
        named.extend((of.scope == Some(ScopeId::ACTUAL)).then_some(None));
    }
    named.sort_unstable();
    named.dedup();
    named
}

impl Resolver<'_> {
    /// Declares, for every item that members make up, that they add up to it.
    pub(super) fn wholes(&mut self, specs: &Entries<DimensionSpec>) {
        for (id, (_, spec)) in (0..).map(DimensionId).zip(&specs.0) {
            let Some(whole) = &spec.makes_up else { continue };
            for name in &whole.0 {
                if name.value == ALL {
                    // Rates add up over no members, and an item that is said not to add up is named where
                    // its members do.
                    let sums = self.facts.items();
                    let sums = sums.filter(|(_, of)| !of.unit.is_rate() && of.apart.is_none());
                    let all: Vec<_> = sums.map(|(item, _)| item).collect();
                    for item in all {
                        if self.members_of(item, id).len() > 1 {
                            self.whole(id, item, name.span);
                        }
                    }
                } else if let Some(item) = self.facts.item_id(&name.value) {
                    self.whole(id, item, name.span);
                } else {
                    let message = format!("no item is called `{}`", name.value);
                    let finding = Finding::new(code::UNKNOWN_ITEM, message, name.span);
                    let help = suggest(&name.value, self.facts.item_names().chain([ALL]));
                    self.report.push(finding.help_if(help));
                }
            }
        }
    }

    /// Gives the members that an item has figures of.
    fn members_of(&self, item: ItemId, of: DimensionId) -> Vec<ScopeId> {
        let contexts = self.facts.contexts();
        let has = |member: &ScopeId| {
            let mut keys = self.facts.keys_of(item);
            keys.any(|key| contexts.beyond(key.scope, *member).is_some())
        };
        contexts.members(of).filter(has).collect()
    }

    fn whole(&mut self, of: DimensionId, item: ItemId, span: Span) {
        let members = self.members_of(item, of);
        let name = self.facts.item(item).name.clone();
        if members.is_empty() {
            let dimension = &self.facts.contexts.dimensions[usize::from(of.0)].name;
            let message = format!("`{name}` has no figure by `{dimension}`");
            let finding = Finding::new(code::UNPROVED_RELATION, message, span);
            let help = format!("Write the figures of its members under `{name}`, as `by: {{...}}`");
            return self.report.push(finding.help(help));
        }
        let result = Reference { item, period: None, scope: None };
        let terms = members.iter().map(|member| Term {
            weight: Exact::one(),
            of: Reference { scope: Some(*member), ..result },
        });
        let parts = members.iter().map(|of| format!("{name}/{}", self.facts.scope(*of).name));
        let parts: Vec<_> = parts.collect();
        let relation = Relation {
            kind: RelationKind::Total,
            word: Written::<DimensionSpec>::default().makes_up().name,
            result,
            terms: terms.collect(),
            named: vec![Some(of)],
            periods: Vec::new(),
            of_members: true,
            footing: None,
            span,
            text: format!("{name} = {}", parts.join(" + ")),
        };
        self.facts.contexts.dimensions[usize::from(of.0)].whole.push((item, span));
        self.facts.relations.push(relation);
    }

    /// Numbers the context of every figure that a relation is about, known or not.
    pub(super) fn places(&mut self) {
        let mut joined = Vec::new();
        for relation in &self.facts.relations {
            for (_, beside) in relation.places(self.facts) {
                let all = relation.references().map(Reference::scope_or_actual);
                joined.extend(all.map(|named| (named, beside)));
            }
        }
        for (named, beside) in joined {
            if named != ScopeId::ACTUAL && beside != ScopeId::ACTUAL {
                self.facts.contexts.intern_joined(named, beside);
            }
        }
    }
}
