//! `unproved-relation`: a relation is declared and tested nowhere.

use std::collections::BTreeMap;

use crate::diag::{Finding, Report, Severity};
use crate::facts::{Facts, Key, Relation, State};
use crate::num::Period;
use crate::prove::{Origin, Proof, Statement, Verdict};

const CODE: &str = "unproved-relation";

/// Tells the relations, and the periods they name, in which nothing was put to the test.
///
/// It is only worth knowing where a figure is declared missing: that is told already.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let mut stands_in: BTreeMap<Key, usize> = BTreeMap::new();
    for key in proof.statements().iter().flat_map(Statement::keys) {
        *stands_in.entry(key).or_default() += 1;
    }
    // A figure that is not known takes any value, unless another statement says more of it.
    let bound = |key: Key| is_known(proof.facts, key) || stands_in.get(&key) > Some(&1);
    for (index, relation) in proof.facts.relations().iter().enumerate() {
        let of = |one: &Statement| one.origin == Origin::Declared(index);
        let all = proof.statements().iter().enumerate().filter(|(_, one)| of(one));
        let all: Vec<_> = all.collect();
        let tested = |at: usize, one: &Statement| {
            match one.verdict {
                // A base that may be zero is told as `untestable`.
                Verdict::Exact | Verdict::ByRounding | Verdict::Broken | Verdict::NoBase => true,
                Verdict::Unknown => proof.joins(at) && one.keys().all(bound),
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
            continue;
        }
        let missing = all.iter().any(|(_, one)| one.keys().any(|key| is_missing(proof.facts, key)));
        report.push(finding(relation, &untested, nowhere, missing));
    }
}

fn finding(relation: &Relation, untested: &[Period], nowhere: bool, missing: bool) -> Finding {
    let severity = if missing { Severity::Info } else { Severity::Warning };
    let periods: Vec<_> = untested.iter().map(ToString::to_string).collect();
    let place = match (nowhere, periods.as_slice()) {
        (true, []) => "in no period".to_owned(),
        (_, periods) => format!("not in {}", periods.join(", ")),
    };
    let message = format!("`{}` is tested {place}", relation.text);
    Finding::new(CODE, severity, message, relation.span)
        .note("its figures are nowhere known together")
        .help("Check its periods and scopes, give the figure that is missing, or remove it")
}

fn holds_in(one: &Statement, period: Period) -> bool {
    one.keys().any(|key| key.period == period)
}

fn is_known(facts: &Facts, key: Key) -> bool {
    facts.fact(key).is_some_and(|fact| fact.stated().is_some())
}

fn is_missing(facts: &Facts, key: Key) -> bool {
    facts.fact(key).is_some_and(|fact| matches!(fact.state, State::Missing { .. }))
}
