//! `growth-differs`: a declared growth does not come out.

use super::broken::{broken, figure};
use crate::code::{self, Code};
use crate::diag::Report;
use crate::prove::Proof;

const CODE: Code = code::GROWTH_DIFFERS;

/// Tells every growth that no figures behind the printed digits fulfil.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for statement in broken(proof, CODE) {
        let finding = figure(proof, statement, CODE, "is not the growth that");
        report.push(finding.help("Correct the figure that was mistyped, or the relation"));
    }
}
