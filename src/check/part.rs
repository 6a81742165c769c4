//! `part-exceeds`: parts are larger than their whole.

use super::broken::{broken, compared};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::prove::Proof;

const CODE: Code = code::PART_EXCEEDS;

/// Tells every set of parts that is larger than its whole, whatever stands behind the digits.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for one in broken(proof, CODE) {
        let names: Vec<_> =
            one.terms.iter().map(|(_, key)| format!("`{}`", facts.name(*key))).collect();
        let whole = one.left.map(|key| facts.name(key)).unwrap_or_default();
        let are = if names.len() == 1 { "is" } else { "are" };
        let message = format!("{} {are} larger than the whole, `{whole}`", names.join(" and "));
        let mut places = one.terms.iter().map(|(_, key)| *key).chain(one.left);
        let first = places.next().and_then(|key| facts.fact(key)).map_or(one.span, |f| f.span);
        let mut finding = Finding::new(CODE, message, first).label("printed here");
        for key in places {
            if let Some(fact) = facts.fact(key) {
                finding = finding.also(fact.span, facts.name(key));
            }
        }
        report.push(
            finding
                .also(one.span, "declared here")
                .note(compared(proof, one, "whole", "parts"))
                .help("Correct the figure that was mistyped, or the relation"),
        );
    }
}
