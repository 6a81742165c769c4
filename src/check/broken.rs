//! How a statement that does not hold is told: both figures, both intervals, the gap, the lines.

use std::collections::BTreeSet;

use crate::code::Code;
use crate::diag::Finding;
use crate::num::Exact;
use crate::prove::{Assertion, AssertionForm, Proof, Verdict, notation};

/// Gives the statements that are broken on their own and told under a code.
pub(super) fn broken<'a>(proof: &'a Proof<'_>, code: Code) -> impl Iterator<Item = &'a Assertion> {
    let all = proof.statements().iter();
    all.filter(move |one| one.verdict == Verdict::Broken && one.code(proof.facts) == code)
}

/// Tells a broken statement whose left side is a figure.
pub(super) fn figure(proof: &Proof<'_>, one: &Assertion, code: Code, is: &str) -> Finding {
    let facts = proof.facts;
    let name = one.left.map(|key| facts.name(key)).unwrap_or_default();
    let text = match one.relation(facts) {
        Some(relation) => relation.text.clone(),
        None => one.text(facts),
    };
    let place = one.place(facts);
    let message = format!("`{name}` {is} `{text}` makes it");
    let mut finding = Finding::new(code, message, place).label("printed here");
    for (_, key) in &one.terms {
        if let Some(fact) = facts.fact(*key) {
            finding = finding.also(fact.span, facts.name(*key));
        }
    }
    if one.relation(facts).is_some() {
        finding = finding.also(one.span, "declared here");
    }
    finding.note(compared(proof, one, "printed", "from the parts"))
}

/// Tells a broken sum where a chart draws it; it shows the figures, as a waiver names them.
pub(super) fn drawn(proof: &Proof<'_>, one: &Assertion, code: Code, message: String) -> Finding {
    let facts = proof.facts;
    let mut finding = Finding::new(code, message, one.span).label("drawn here");
    let mut seen = BTreeSet::new();
    for key in one.keys().filter(|key| seen.insert(*key)) {
        if let Some(fact) = facts.fact(key) {
            finding = finding.also(fact.span, facts.name(key));
        }
    }
    finding.note(compared(proof, one, "printed", "as drawn"))
}

/// Sets the printed left side against the right: figures, intervals and the gap between them.
pub(super) fn compared(proof: &Proof<'_>, one: &Assertion, left: &str, right: &str) -> String {
    let facts = proof.facts;
    let unit = one.unit(facts);
    let scale = Exact::pow10(-unit.exponent());
    let (Some(printed), Some(derived)) = (&one.printed, &one.derived) else {
        return String::new();
    };
    let gap = match one.form {
        AssertionForm::AtLeast => Some(derived.lo().at() - printed.hi().at()),
        AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth => {
            derived.gap(printed)
        }
    };
    let gap = gap.filter(|_| one.verdict == Verdict::Broken);
    let gap = gap.map(|gap| format!("; the gap is {}", notation::number(&(gap * &scale))));
    let number = |at: Exact| notation::number(&(at * &scale));
    let side = |what: &str, digits: Option<String>, interval: &crate::num::Interval| {
        let digits = digits.map(|digits| format!(" {digits},"));
        let within = notation::interval(&interval.scale(&scale));
        format!("{what}{} within {within}", digits.unwrap_or_else(|| ":".to_owned()))
    };
    format!(
        "in {unit}, {}; {}{}",
        // The printed side is told with the digits that were typed: 3.0, not 3.
        side(left, one.typed(facts).or_else(|| one.written(facts).map(number)), printed),
        side(right, one.from_digits(facts).map(number), derived),
        gap.unwrap_or_default()
    )
}
