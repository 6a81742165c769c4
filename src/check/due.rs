//! `due-figure`: a figure is still to be filled in.

use crate::code;
use crate::diag::{Finding, Report};
use crate::prove::Proof;

/// Lists every figure and every stated change that waits to be filled in.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    let finding_of = |what: String, reason: &str, span| {
        Finding::new(code::DUE_FIGURE, format!("{what} is still to be filled in"), span)
            .note(reason.to_owned())
            .help("Write the digits in the place of `{due: ...}`")
    };
    for (key, fact) in facts.facts().filter(|(_, fact)| fact.due) {
        if let Some(reason) = fact.state.missing() {
            report.push(finding_of(format!("`{}`", facts.name(key)), reason, fact.span));
        }
    }
    for (now, base, change) in facts.changes().stated().filter(|(_, _, change)| change.due) {
        if let Some(reason) = change.state.missing() {
            let what = format!("the change of `{}` from {}", facts.name(now), base.period);
            report.push(finding_of(what, reason, change.span));
        }
    }
}
