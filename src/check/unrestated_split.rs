//! `unrestated-split`: the history of an amount per share crosses a split, and nothing says in which shares it is told.

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::ShareSplits;
use crate::prove::Proof;

/// Looks for items with figures before and behind a share split, of which those before say nothing.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for untold in ShareSplits::of(facts).untold() {
        let Some(fact) = facts.fact(untold.key) else { continue };
        let more = match untold.count {
            1 => String::new(),
            count => format!(" and {} before it", count - 1),
        };
        let message = format!(
            "`{}`{more} lie before the split of {}, {}, and do not say in which shares they are told",
            facts.name(untold.key),
            untold.split.day,
            untold.split.ratio
        );
        let mut finding = Finding::new(code::UNRESTATED_SPLIT, message, fact.span);
        if let Some(behind) = facts.fact(untold.behind) {
            finding = finding.also(behind.span, "in the shares of today");
        }
        report.push(finding.help(
            "As printed then, write `{value: ..., as printed: yes}`, and it is restated; in today's shares, \
             `{value: ..., restated: the reason}`; where a split changes nothing, `split: none` under the item",
        ));
    }
}
