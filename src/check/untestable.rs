//! `untestable`: a quotient whose base may be zero, or of unknown sign, is left out of the proof.

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::prove::{AssertionForm, Proof, Verdict};

const CODE: Code = code::UNTESTABLE;

/// Lists the ratios and growths that nothing can be said of.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for (at, one) in proof.statements().iter().enumerate() {
        let ratio = matches!(one.form, AssertionForm::Quotient | AssertionForm::Growth);
        let judged = matches!(one.verdict, Verdict::Broken | Verdict::LeftOut);
        let stated = one.printed.is_some() && !proof.reckons(at) && !judged;
        if !ratio || !stated {
            continue;
        }
        let base = one.terms.last().map(|(_, key)| facts.name(*key)).unwrap_or_default();
        let why = match one.verdict {
            Verdict::NoBase => format!("`{base}` may be zero"),
            Verdict::Exact
            | Verdict::ByRounding
            | Verdict::Broken
            | Verdict::Within
            | Verdict::LeftOut
            | Verdict::Unknown => {
                format!("the sign of `{base}` is not known")
            }
        };
        let message = format!("`{}` is not tested: {why}", one.text(facts));
        report.push(Finding::new(CODE, message, one.span));
    }
}
