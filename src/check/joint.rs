//! `joint-conflict`, `joint-undecided`: statements that agree one by one cannot all be true, or are
//! too many that depend on each other to tell.

use std::collections::BTreeSet;

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::num::Exact;
use crate::prove::{AssertionForm, Conflict, Origin, Proof, Undecided, Verdict, notation};

const CODE: Code = code::JOINT_CONFLICT;
const UNDECIDED: Code = code::JOINT_UNDECIDED;
/// Most places shown beside the first of what was not judged together.
const PLACES: usize = 4;

/// Tells every smallest set of statements that no true figures fulfil together.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for conflict in proof.conflicts().iter().filter(|one| !is_told(proof, one)) {
        report.extend(finding(proof, conflict));
    }
    for undecided in proof.undecided() {
        report.extend(too_many(proof, undecided));
    }
}

/// Tells whether a conflict only repeats, by way of figures that nobody wrote, that a relation does not
/// hold: that is told where it is broken, of a figure that takes part here too.
fn is_told(proof: &Proof<'_>, conflict: &Conflict) -> bool {
    let all = proof.statements();
    let here = |origin: Origin| conflict.statements.iter().any(|at| all[*at].origin == origin);
    let broken = all.iter().filter(|one| one.verdict == Verdict::Broken);
    let mut relations = broken.filter(|one| matches!(one.origin, Origin::Declared(_)));
    relations.any(|one| here(one.origin) && one.keys().any(|key| conflict.figures.contains(&key)))
}

/// Tells which statements were not judged together, by the places that they are declared at.
fn too_many(proof: &Proof<'_>, undecided: &Undecided) -> Option<Finding> {
    let mut statements: Vec<_> =
        undecided.statements.iter().map(|at| &proof.statements()[*at]).collect();
    let count = statements.len();
    // A relation is one place, in whatever periods it holds.
    let mut seen = BTreeSet::new();
    statements.retain(|one| seen.insert(one.span));
    let (first, others) = statements.split_first()?;
    let message = format!(
        "{count} statements about {} figures depend on each other: too many to judge them all together",
        undecided.figures
    );
    let mut finding = Finding::new(UNDECIDED, message, first.span).label(first.text(proof.facts));
    for one in others.iter().take(PLACES) {
        finding = finding.also(one.span, one.text(proof.facts));
    }
    if let Some(more) = others.len().checked_sub(PLACES).filter(|more| *more > 0) {
        finding = finding.note(format!("and {more} more"));
    }
    Some(finding.help("Name the `periods` that each large relation holds in"))
}

fn finding(proof: &Proof<'_>, conflict: &Conflict) -> Option<Finding> {
    let facts = proof.facts;
    let statements: Vec<_> =
        conflict.statements.iter().map(|at| &proof.statements()[*at]).collect();
    let first = statements.first()?;
    let count = statements.len() + conflict.figures.len();
    let message = format!("no true figures fit these {count} statements together");
    // The author looks at a figure first; the first statement is shown beside it.
    let place = conflict.figures.first().and_then(|key| facts.fact(*key));
    let (place, label) = match (place, conflict.figures.first()) {
        (Some(fact), Some(key)) => (fact.span, facts.name(*key)),
        _ => (first.span, first.text(facts)),
    };
    let mut finding = Finding::new(CODE, message, place).label(label);
    for key in conflict.figures.iter().skip(1) {
        if let Some(fact) = facts.fact(*key) {
            finding = finding.also(fact.span, facts.name(*key));
        }
    }
    for one in &statements {
        // A printed ratio takes part by its digits.
        let ratio = one
            .left
            .filter(|_| matches!(one.form, AssertionForm::Quotient | AssertionForm::Growth));
        if let Some(fact) = ratio.and_then(|key| facts.fact(key)) {
            finding = finding.also(fact.span, "ratio");
        }
        finding = finding.also(one.span, one.text(facts));
    }
    for one in &statements {
        let within = one.printed.as_ref().filter(|_| one.form != AssertionForm::AtLeast);
        let unit = one.unit(facts);
        let scale = Exact::pow10(-unit.exponent());
        let within = within.filter(|_| one.left.is_none_or(|key| !conflict.figures.contains(&key)));
        let within = within.map(|i| {
            let left = one.left.map_or_else(|| "the change".to_owned(), |key| facts.name(key));
            format!(", with {left} within {} {unit}", notation::interval(&i.scale(&scale)))
        });
        finding = finding.note(format!("{}{}", one.text(facts), within.unwrap_or_default()));
    }
    for key in &conflict.figures {
        finding = finding.note(printed(proof, *key));
    }
    Some(finding.help("Correct one of the figures, or the relation that does not hold"))
}

fn printed(proof: &Proof<'_>, key: Key) -> String {
    let facts = proof.facts;
    let name = facts.name(key);
    if let Some(bounds) = facts.fact(key).and_then(|fact| fact.state.bounds()) {
        return format!("{name} is {bounds}");
    }
    let Some((stated, interval)) =
        facts.fact(key).and_then(|fact| Some((fact.stated()?, fact.interval()?)))
    else {
        return name;
    };
    let within = interval.scale(&Exact::pow10(-stated.unit.exponent()));
    format!("{name} is printed {stated}: within {}", notation::interval(&within))
}
