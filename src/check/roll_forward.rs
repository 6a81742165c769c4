//! `roll-differs`, roll-forward of balances: one that does not follow from the one before and the flows between.

use super::broken::{broken, figure};
use crate::code::{self, Code};
use crate::diag::Report;
use crate::prove::Proof;

const CODE: Code = code::ROLL_DIFFERS;

/// Tells every roll-forward that no figures behind the printed digits fulfil.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for statement in broken(proof, CODE) {
        let finding = figure(proof, statement, CODE, "is not the balance that");
        report.push(finding.help("Correct the figure that was mistyped, or the relation"));
    }
}
