//! `cumulative-differs`: a longer period is not the sum of the shorter ones it consists of.

use super::broken::{broken, figure};
use crate::diag::Report;
use crate::prove::Proof;

const CODE: &str = "cumulative-differs";

/// Tells every half, nine months and year that its parts do not add up to.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for statement in broken(proof, CODE) {
        let finding = figure(proof, statement, CODE, "is not the sum that");
        report.push(finding.help("Correct the figure that was mistyped, or write `adds_up: no` where the item's periods do not add up"));
    }
}
