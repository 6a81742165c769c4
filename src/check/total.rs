//! `total-differs`: a sum that is declared, or drawn as a stack, does not come out.

use super::broken::{broken, drawn, figure};
use crate::code::{self, Code};
use crate::diag::Report;
use crate::prove::Proof;

const CODE: Code = code::TOTAL_DIFFERS;

/// Tells every sum that no figures behind the printed digits fulfil.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for statement in broken(proof, CODE) {
        if let Some(sum) = statement.drawn(proof.facts) {
            let name = proof.facts.name(sum.result);
            let message = format!("`{name}` is not the sum of the items stacked below it");
            let finding = drawn(proof, statement, CODE, message);
            report.push(finding.help("Show every part, or correct the figure that was mistyped"));
            continue;
        }
        let finding = figure(proof, statement, CODE, "is not the sum that");
        report.push(finding.help("Correct the figure that was mistyped, or the relation"));
    }
}
