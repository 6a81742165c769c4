//! `doubtful-figure`, of what is left out as not meaningful: a change or a quotient that everybody can compute
//! from figures above zero.

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key, LeftOut, LeftOutKind, StatedChange};
use crate::num::{Exact, Measure};
use crate::prove::{AssertionForm, Proof, notation};
use crate::source::Span;

/// Asks about what is left out without a reason, and would say something.
pub(super) fn run(proof: &Proof<'_>, report: &mut Report) {
    let facts = proof.facts;
    for (now, base, change) in facts.changes().stated() {
        if let Some(growth) = growth(facts, now, base, change) {
            let shown = percent(&growth);
            let message = format!(
                "the change of `{}` from {} is left out as not meaningful, and is about {shown}",
                facts.name(now),
                base.period
            );
            report.push(asked(message, change.span));
        }
    }
    for one in proof.statements() {
        let Some(key) = one.left.filter(|_| one.form == AssertionForm::Quotient) else { continue };
        let left_out = facts.fact(key).and_then(|fact| Some((fact.state.left_out()?, fact.span)));
        let Some((_, span)) = left_out.filter(|(out, _)| unexplained(out)) else { continue };
        let digits: Vec<_> = one.terms.iter().map(|(_, key)| positive(facts, *key)).collect();
        if let [Some(top), Some(base)] = &digits[..]
            && let Some(quotient) = top.checked_div(base)
        {
            let rate = facts.item(key.item).unit.is_percentage();
            let shown = if rate { percent(&quotient) } else { notation::number(&quotient) };
            let message = format!(
                "`{}` is left out as not meaningful, and `{}` makes it about {shown}",
                facts.name(key),
                one.text(facts)
            );
            report.push(asked(message, span));
        }
    }
}

fn asked(message: String, span: Span) -> Finding {
    let finding = Finding::new(code::DOUBTFUL_FIGURE, message, span);
    finding.help("State it, or say why it is left out, as `{not meaningful: the reason}`")
}

fn unexplained(out: &LeftOut) -> bool {
    out.kind == LeftOutKind::NotMeaningful && out.reason.is_none()
}

/// Gives a figure above zero.
fn positive(facts: &Facts, key: Key) -> Option<Exact> {
    facts.fact(key)?.exact().filter(Exact::is_positive)
}

/// Gives the growth that a change left out has, where a reader would be told it: houses leave out what more than
/// doubles.
fn growth(facts: &Facts, now: Key, base: Key, change: &StatedChange) -> Option<Exact> {
    let own = change.measure == Measure::Percent && !facts.item(now.item).unit.is_percentage();
    change.state.left_out().filter(|out| own && unexplained(out))?;
    let (now, base) = (positive(facts, now)?, positive(facts, base)?);
    let growth = (&now - &base).checked_div(&base)?;
    (growth.abs() < Exact::one()).then_some(growth)
}

fn percent(share: &Exact) -> String {
    let hundred = share * &Exact::pow10(2);
    let rounded = hundred.round(1, crate::num::Rounding::HalfUp);
    rounded.map_or_else(|| notation::number(&hundred), |digits| format!("{digits}")) + "%"
}
