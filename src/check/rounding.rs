//! `by-rounding`: the printed digits do not agree; only what rounding hides lets them.

use super::broken::compared;
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::prove::{Origin, Proof, Verdict};

const CODE: Code = code::BY_ROUNDING;

/// Lists what holds by rounding only: a digit that is off by one hides there.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for one in proof.statements().iter().filter(|one| one.verdict == Verdict::ByRounding) {
        let place = one.left.and_then(|key| facts.fact(key)).map_or(one.span, |fact| fact.span);
        let message = format!("`{}` holds by rounding only", one.text(facts));
        let (left, right) = match one.origin {
            Origin::Change { .. } => ("stated", "from the figures"),
            Origin::Declared(_) | Origin::Derived | Origin::Cumulative | Origin::Drawn(_) => {
                ("printed", "from the parts")
            }
        };
        let finding = Finding::new(CODE, message, place);
        report.push(finding.note(compared(proof, one, left, right)));
    }
}
