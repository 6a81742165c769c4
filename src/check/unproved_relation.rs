//! `unproved-relation`: a relation is declared and tested nowhere.

use std::collections::BTreeMap;

use crate::code::{self, Code};
use crate::diag::{Finding, Report, Severity};
use crate::facts::{Facts, Key, Relation};
use crate::num::Period;
use crate::prove::{Assertion, Origin, Proof, Verdict, figures_of};

const CODE: Code = code::UNPROVED_RELATION;

/// Tells the relations, and the periods they name, in which nothing was put to the test.
///
/// It is only worth knowing where a figure is declared missing: that is told already.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let mut stands_in: BTreeMap<Key, usize> = BTreeMap::new();
    for key in proof.statements().iter().flat_map(Assertion::keys) {
        *stands_in.entry(key).or_default() += 1;
    }
    // A figure that is not known takes any value, unless another statement says more of it.
    let bound = |key: Key| is_known(proof.facts, key) || stands_in.get(&key) > Some(&1);
    for (index, relation) in proof.facts.relations().iter().enumerate() {
        let of = |one: &Assertion| one.origin == Origin::Declared(index);
        let all = proof.statements().iter().enumerate().filter(|(_, one)| of(one));
        let all: Vec<_> = all.collect();
        let tested = |at: usize, one: &Assertion| {
            match one.verdict {
                // A base that may be zero is told as `untestable`.
                Verdict::Exact
                | Verdict::ByRounding
                | Verdict::Within
                | Verdict::Broken
                | Verdict::NoBase => true,
                Verdict::Unknown => proof.joins(at) && one.keys().all(bound),
                Verdict::LeftOut => false,
            }
        };
        let untested: Vec<Period> = relation
            .periods
            .iter()
            .copied()
            .filter(|period| {
                !all.iter().any(|(at, one)| tested(*at, one) && holds_in(one, *period))
            })
            .collect();
        let nowhere = !all.iter().any(|(at, one)| tested(*at, one));
        if !nowhere && untested.is_empty() {
            let newest = ended(proof.facts, relation);
            report.extend(newest.map(|newest| stopped(relation, newest)));
            continue;
        }
        let waits = |period: &Period| waits(proof.facts, relation, *period);
        let missing = all.iter().any(|(_, one)| one.keys().any(|key| is_missing(proof.facts, key)))
            || untested.iter().any(waits)
            || (nowhere && waits(&proof.facts.period));
        let statements: Vec<_> = all.iter().map(|(_, one)| *one).collect();
        let looked = looked_for(proof.facts, relation, &untested, &statements);
        report.push(finding(relation, (&untested, nowhere), missing, (proof.facts, &looked)));
    }
}

/// Gives the newest period, where a relation was held to its figures in earlier periods only,
/// though they are known then as well, and no other relation takes its place.
fn ended(facts: &Facts, relation: &Relation) -> Option<Period> {
    let last = facts.calendar.ends(facts.period);
    let ends = |period: &Period| facts.calendar.ends(*period) == last;
    if relation.periods.is_empty() || relation.periods.iter().any(ends) {
        return None;
    }
    let goes_on = |other: &Relation| {
        let same = (other.kind, other.result.item, other.result.scope)
            == (relation.kind, relation.result.item, relation.result.scope);
        let now = other.periods.is_empty() || other.periods.iter().any(ends);
        same && now && other.result.period.as_ref().is_none_or(ends)
    };
    if facts.relations().iter().any(goes_on) {
        return None;
    }
    let kind = |period: &Period| std::mem::discriminant(period);
    let newest = facts.keys_of(relation.result.item).find(|key| {
        key.scope == relation.result.scope_or_actual()
            && ends(&key.period)
            && relation.periods.iter().any(|named| kind(named) == kind(&key.period))
    })?;
    let there = |item| facts.keys_of(item).any(|key| ends(&key.period));
    let terms = relation.terms.iter().filter(|term| term.of.period.is_none());
    terms.map(|term| term.of.item).all(there).then_some(newest.period)
}

fn stopped(relation: &Relation, newest: Period) -> Finding {
    let named: Vec<_> = relation.periods.iter().map(ToString::to_string).collect();
    let message = format!("`{}` is not tested in {newest}, the newest period", relation.text);
    Finding::new(CODE, message, relation.span)
        .note(format!("it names {} alone", named.join(", ")))
        .help(format!("Add {newest} to its periods, or declare what holds in its place"))
}

fn finding(
    relation: &Relation,
    (untested, nowhere): (&[Period], bool),
    missing: bool,
    (facts, looked): (&Facts, &[Vec<Key>]),
) -> Finding {
    let severity = if missing { Severity::Info } else { Severity::Warning };
    let periods: Vec<_> = untested.iter().map(ToString::to_string).collect();
    let place = match (nowhere, periods.as_slice()) {
        (true, []) => "tested in no period".to_owned(),
        (_, periods) => format!("not tested in {}", periods.join(", ")),
    };
    let message = format!("`{}` is {place}", relation.text);
    let mut finding = Finding::weighed(CODE, severity, message, relation.span);
    let names = |keys: &mut dyn Iterator<Item = &Key>| {
        let names: Vec<_> = keys.map(|key| format!("`{}`", facts.name(*key))).collect();
        names.join(", ")
    };
    for keys in looked {
        let unknown = names(&mut keys.iter().filter(|key| !is_known(facts, **key)));
        let all = names(&mut keys.iter());
        let what = if unknown.is_empty() {
            "they are the same figure, and prove nothing".to_owned()
        } else {
            format!("not known: {unknown}")
        };
        finding = finding.note(format!("looked for {all}; {what}"));
    }
    let absent = looked.iter().flatten().find(|key| facts.fact(**key).is_none());
    finding
        .help_if(absent.and_then(|key| facts.references().missing(*key).help))
        .help("Check its periods and scopes, give the figure that is missing, or remove it")
}

/// Places that are told at most.
const MOST_PLACES: usize = 3;

/// Gives the figures that were looked for: in each period that was not tested, or where fewest of
/// them are not known.
fn looked_for(
    facts: &Facts,
    relation: &Relation,
    untested: &[Period],
    statements: &[&Assertion],
) -> Vec<Vec<Key>> {
    if !untested.is_empty() {
        return untested
            .iter()
            .take(MOST_PLACES)
            .map(|at| figures_of(facts, relation, *at))
            .collect();
    }
    let unknown = |one: &&&Assertion| one.keys().filter(|key| !is_known(facts, *key)).count();
    // Of places that are alike the newest.
    let nearest = statements.iter().rev().min_by_key(unknown);
    vec![
        nearest
            .map_or_else(|| figures_of(facts, relation, facts.period), |one| one.keys().collect()),
    ]
}

/// Tells whether a figure that the relation has in a period is not known, and said to be so.
fn waits(facts: &Facts, relation: &Relation, period: Period) -> bool {
    let terms = relation.terms.iter().map(|term| term.of);
    terms.chain([relation.result]).any(|of| {
        let period = of.period.unwrap_or(period);
        is_missing(facts, Key { item: of.item, period, scope: of.scope_or_actual() })
    })
}

fn holds_in(one: &Assertion, period: Period) -> bool {
    one.keys().any(|key| key.period == period)
}

fn is_known(facts: &Facts, key: Key) -> bool {
    facts.fact(key).is_some_and(|fact| fact.state.unit().is_some())
}

fn is_missing(facts: &Facts, key: Key) -> bool {
    facts
        .fact(key)
        .is_some_and(|fact| fact.state.missing().is_some() || fact.state.left_out().is_some())
}
