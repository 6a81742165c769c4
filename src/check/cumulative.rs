//! `cumulative-differs`: a longer period is not the sum of the shorter ones it consists of.

use super::broken::{broken, figure};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::prove::{Proof, needlessly_apart};

const CODE: Code = code::CUMULATIVE_DIFFERS;

/// Tells every half, nine months and year that its parts do not add up to, and the items that are
/// needlessly exempt.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    for statement in broken(proof, CODE) {
        let finding = figure(proof, statement, CODE, "is not the sum that");
        report.push(finding.help("Correct the figure that was mistyped, or write `adds_up: {no: the reason}` where the item's periods do not add up"));
    }
    for id in needlessly_apart(proof.facts) {
        let item = proof.facts.item(id);
        let Some(place) = item.apart else { continue };
        let message = format!("`adds_up: no` of `{}` is needless: its periods add up", item.name);
        report.push(Finding::new(code::UNUSED_WAIVER, message, place).help("Remove it"));
    }
}
