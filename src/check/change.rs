//! `change-differs`: a stated change does not follow from its two figures.

use super::broken::{broken, compared};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::facts::ChangeFigure;
use crate::num::{Decimal, Measure};
use crate::prove::{Origin, Proof};

const CODE: Code = code::CHANGE_DIFFERS;

/// Tells every stated change that no figures behind the printed digits have.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for one in broken(proof, CODE) {
        let Origin::Change { now, base, .. } = one.origin else { continue };
        let message = format!(
            "the stated change of `{}` from {} does not follow from its figures",
            facts.name(now),
            base.period
        );
        let mut finding = Finding::new(CODE, message, one.span).label("stated here");
        for (key, what) in [(now, "figure now"), (base, "figure before")] {
            if let Some(fact) = facts.fact(key) {
                finding = finding.also(fact.span, what);
            }
        }
        let percent = percentage(proof, one.origin);
        let help = percent.map_or_else(
            || "Correct the change or one of the figures".to_owned(),
            |percent| format!("If it is a percentage, write `{percent}%`"),
        );
        report.push(finding.note(compared(proof, one, "stated", "from the figures")).help(help));
    }
}

/// Gives the digits of a change that was stated as an amount, where they are those of its percentage.
fn percentage(proof: &Proof<'_>, origin: Origin) -> Option<Decimal> {
    let Origin::Change { now, base, measure: Measure::Amount } = origin else { return None };
    let changes = proof.facts.changes();
    let mut all = changes.between(now, base).iter();
    let stated = all.find(|change| change.measure == Measure::Amount)?.state.stated()?.value;
    let ChangeFigure::By { size, .. } = changes.of(now, base, Measure::Percent).ok()? else {
        return None;
    };
    (size.value == stated).then_some(stated)
}
