//! `missing-figure`: a figure is declared missing.

use crate::code;
use crate::diag::{Finding, Report};
use crate::prove::Proof;

/// Lists every figure and every stated change that is declared missing.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for (key, fact) in facts.facts() {
        if let Some(reason) = fact.state.missing()
            && !(reason.is_empty() || fact.due)
        {
            let message = format!("`{}` is missing", facts.name(key));
            report.push(
                Finding::new(code::MISSING_FIGURE, message, fact.span).note(reason.to_owned()),
            );
        }
    }
    for (now, base, change) in facts.changes().stated() {
        if let (Some(reason), false) = (change.state.missing(), change.due) {
            let message =
                format!("the change of `{}` from {} is missing", facts.name(now), base.period);
            report.push(
                Finding::new(code::MISSING_FIGURE, message, change.span).note(reason.to_owned()),
            );
        }
    }
}
