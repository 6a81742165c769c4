//! `change-differs`: a stated change does not follow from its two figures.

use super::broken::{broken, compared};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::prove::{Origin, Proof};

const CODE: Code = code::CHANGE_DIFFERS;

/// Tells every stated change that no figures behind the printed digits have.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for one in broken(proof, CODE) {
        let Origin::Change { now, base, .. } = one.origin else { continue };
        let message = format!(
            "the stated change of `{}` from {} does not follow from its figures",
            facts.name(now),
            base.period
        );
        let mut finding = Finding::new(CODE, message, one.span).label("stated here");
        for (key, what) in [(now, "figure now"), (base, "figure before")] {
            if let Some(fact) = facts.fact(key) {
                finding = finding.also(fact.span, what);
            }
        }
        report.push(
            finding
                .note(compared(proof, one, "stated", "from the figures"))
                .help("Correct the change or one of the figures"),
        );
    }
}
