//! Gathers every statement that a deck makes: declared, stated, derived, and implied by periods.

use std::collections::{BTreeMap, BTreeSet};

use super::statement::{Assertion, AssertionForm, Origin, PrintedSide, Verdict};
use crate::facts::{
    Fact, Facts, Key, Reference, Relation, RelationKind, ScopeId, State, StatedChange,
};
use crate::num::{Bounds, Exact, Measure, Period, Stated};
use crate::source::Span;

/// Gathers the statements in the order of the source, each judged on its own.
pub(super) fn statements(facts: &Facts, about: Option<Key>) -> Vec<Assertion> {
    let mut out = Vec::new();
    for (now, base, change) in facts.changes().stated() {
        out.extend(changed(facts, now, base, change));
    }
    for (index, relation) in facts.relations().iter().enumerate() {
        for (period, scope) in relation.places(facts) {
            out.extend(declared(facts, index, relation, period, scope));
        }
    }
    for (key, fact) in facts.facts() {
        out.extend(derived(facts, key, fact));
    }
    super::periods::cumulative(facts, about, &mut out);
    drawn(facts, &mut out);
    out
}

/// Adds what charts draw, each sum once: where a relation says it, that is its proof.
fn drawn(facts: &Facts, out: &mut Vec<Assertion>) {
    if facts.chart_sums().is_empty() {
        return;
    }
    let sums = out.iter().filter(|one| one.form == AssertionForm::Sum);
    let mut said: BTreeSet<Vec<(Key, Exact)>> =
        sums.filter_map(|one| Some(balance(one.left?, &one.terms))).collect();
    for (index, sum) in facts.chart_sums().iter().enumerate() {
        let net = balance(sum.result, &sum.terms);
        let all: Vec<_> = net.iter().map(|(key, weight)| (weight.clone(), *key)).collect();
        if facts.cancels(&all) || !said.insert(net) {
            continue;
        }
        let (result, terms) = (Some(sum.result), sum.terms.clone());
        let statement = bare(AssertionForm::Sum, Origin::Drawn(index), result, terms, sum.span);
        out.push(judged(facts, statement));
    }
}

/// Writes a sum as what must be zero, in one way whatever side a figure stands on.
fn balance(left: Key, terms: &[(Exact, Key)]) -> Vec<(Key, Exact)> {
    let mut net = BTreeMap::from([(left, -Exact::one())]);
    for (weight, key) in terms {
        *net.entry(*key).or_default() += weight;
    }
    net.retain(|_, weight| !weight.is_zero());
    let first = net.values().next().cloned().unwrap_or_default();
    let scaled = net.into_iter().map(|(key, weight)| {
        let weight = weight.checked_div(&first).unwrap_or(weight);
        (key, weight)
    });
    scaled.collect()
}

/// Starts a statement that is not judged yet.
pub(super) fn bare(
    form: AssertionForm,
    origin: Origin,
    left: Option<Key>,
    terms: Vec<(Exact, Key)>,
    span: Span,
) -> Assertion {
    let verdict = Verdict::Unknown;
    Assertion { form, origin, left, terms, printed: None, derived: None, verdict, span }
}

/// Judges a statement whose left side is a figure.
pub(super) fn judged(facts: &Facts, statement: Assertion) -> Assertion {
    let fact = statement.left.and_then(|key| facts.fact(key));
    let written = fact.and_then(|fact| match &fact.state {
        State::Bounded(bounds) => PrintedSide::bounded(bounds),
        State::Stated(_)
        | State::Derived { .. }
        | State::Restated { .. }
        | State::LeftOut(_)
        | State::Missing { .. } => Some(PrintedSide::of(fact.stated()?, fact.interval()?)),
    });
    statement.judge(facts, written.as_ref())
}

fn changed(facts: &Facts, now: Key, base: Key, change: &StatedChange) -> Option<Assertion> {
    let own = |stated: &Stated| facts.changes().other_sign(now.item, change.measure, stated);
    let printed = match &change.state {
        State::Bounded(Bounds::Between { low, high }) => {
            let mut ends = [own(low), own(high)];
            ends.sort_by_key(Stated::exact);
            let [low, high] = ends;
            PrintedSide::bounded(&Bounds::Between { low, high })?
        }
        State::Bounded(bounds) => PrintedSide::bounded(&bounds.clone().map(|end| own(&end)))?,
        State::Stated(_)
        | State::Derived { .. }
        | State::Restated { .. }
        | State::LeftOut(_)
        | State::Missing { .. } => {
            let stated = own(change.state.stated()?);
            PrintedSide::of(&stated, stated.interval())
        }
    };
    let one = Exact::one();
    let (form, weight) = match change.measure {
        Measure::Percent => (AssertionForm::Growth, one.clone()),
        Measure::Points | Measure::Amount => (AssertionForm::Sum, -&one),
    };
    let origin = Origin::Change { now, base, measure: change.measure };
    let statement = bare(form, origin, None, vec![(one, now), (weight, base)], change.span);
    Some(statement.judge(facts, Some(&printed)))
}

fn derived(facts: &Facts, key: Key, fact: &Fact) -> Option<Assertion> {
    let State::Derived { parts, .. } = &fact.state else { return None };
    let terms = parts.iter().map(|(sign, part)| (Exact::from(*sign), *part)).collect();
    let statement = bare(AssertionForm::Sum, Origin::Derived, Some(key), terms, fact.span);
    // It is true by its making, and proves nothing.
    Some(Assertion { verdict: Verdict::Unknown, ..judged(facts, statement) })
}

/// Gives the figures of a relation in a period, the left one apart.
pub(super) fn sides(
    facts: &Facts,
    relation: &Relation,
    period: Period,
    scope: ScopeId,
) -> (Key, Vec<(Exact, Key)>) {
    let roll_forward = relation.kind == RelationKind::RollForward;
    let (first, last) = facts.calendar.range(period);
    let key = |reference: Reference, at: usize| {
        let here = match (roll_forward, at) {
            (true, 0) => Period::Instant(last),
            (true, 1) => Period::Instant(first.yesterday().unwrap_or(first)),
            _ => period,
        };
        Key {
            item: reference.item,
            period: reference.period.unwrap_or(here),
            scope: relation.context(reference, scope, facts),
        }
    };
    let terms = (1..).zip(&relation.terms);
    let terms = terms.map(|(at, term)| (term.weight.clone(), key(term.of, at)));
    (key(relation.result, 0), terms.collect())
}

fn declared(
    facts: &Facts,
    index: usize,
    relation: &Relation,
    period: Period,
    scope: ScopeId,
) -> Option<Assertion> {
    let (left, terms) = sides(facts, relation, period, scope);
    let known = |key: &Key| facts.fact(*key).is_some_and(|fact| fact.interval().is_some());
    let any = known(&left) || terms.iter().any(|(_, key)| known(key));
    let form = match relation.kind {
        RelationKind::Total | RelationKind::RollForward => AssertionForm::Sum,
        RelationKind::Ratio => AssertionForm::Quotient,
        RelationKind::Growth => AssertionForm::Growth,
        RelationKind::Part => AssertionForm::AtLeast,
    };
    if is_void(facts, form, left, &terms) {
        return None;
    }
    let statement = bare(form, Origin::Declared(index), Some(left), terms, relation.span);
    any.then(|| judged(facts, statement))
}

/// Tells whether a statement is true whatever its figures are, as where a period that is named is
/// that of the left side: it would count as a proof.
fn is_void(facts: &Facts, form: AssertionForm, left: Key, terms: &[(Exact, Key)]) -> bool {
    match (form, terms) {
        (AssertionForm::Quotient | AssertionForm::Growth, [(_, top), (_, base)]) => {
            top == base || [top, base].contains(&&left)
        }
        (AssertionForm::AtLeast, _) => terms.iter().any(|(_, key)| *key == left),
        (AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth, _) => {
            let own = (-Exact::one(), left);
            facts.cancels(&terms.iter().cloned().chain([own]).collect::<Vec<_>>())
        }
    }
}
