//! `bridge-differs`: the steps of a bridge do not lead where it ends.

use super::broken::{broken, drawn};
use crate::code::{self, Code};
use crate::diag::Report;
use crate::prove::Proof;

const CODE: Code = code::BRIDGE_DIFFERS;

/// Tells every bridge whose steps lead no figures behind the printed digits to its end.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for statement in broken(proof, CODE) {
        let Some(sum) = statement.drawn(facts) else { continue };
        let first = sum.terms.first().map(|(_, key)| facts.name(*key)).unwrap_or_default();
        let message =
            format!("the steps do not lead from `{first}` to `{}`", facts.name(sum.result));
        let finding = drawn(proof, statement, CODE, message);
        let help = "Add the step that is left out, or correct its sign or its figures";
        report.push(finding.help(help));
    }
}
