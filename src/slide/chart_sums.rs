//! What charts claim by how they are drawn: steps that lead to a figure, parts under their total.
//!
//! Read from the slides as typed, before anything is proved. What cannot be read makes no claim:
//! laying out says why.

use super::Slide;
use super::bridge::{StepDraws, StepSign, StepSpec};
use super::form::{BridgeForm, ChartForm, ChartSpec, OverPeriods};
use super::plotted::ScopedPeriod;
use crate::facts::{ChartSum, ChartSumForm, Facts, Key};
use crate::num::Exact;
use crate::shape::{ItemRef, PeriodRef, ScalarOr, records};
use crate::source::Text;

/// Gives the sums of all charts, in the order of the slides.
#[must_use]
pub fn chart_sums(slides: &[Slide], facts: &Facts) -> Vec<ChartSum> {
    let charts = slides.iter().flat_map(records::<ChartSpec>);
    charts.flat_map(|chart| of_chart(&chart.form, facts).unwrap_or_default()).collect()
}

fn of_chart(form: &ChartForm, facts: &Facts) -> Option<Vec<ChartSum>> {
    match form {
        ChartForm::Bridge(form) => bridge(form, facts).map(|sum| vec![sum]),
        ChartForm::Stacked(form) => stacks(&form.over, form.total.as_ref()?, facts),
        ChartForm::Share(form) => stacks(&form.over, form.total.as_ref()?, facts),
        ChartForm::Columns(_)
        | ChartForm::Line(_)
        | ChartForm::Bars(_)
        | ChartForm::Multiples(_)
        | ChartForm::Pace(_) => None,
    }
}

fn bridge(form: &BridgeForm, facts: &Facts) -> Option<ChartSum> {
    let (from, to) = (form.from.as_ref()?, form.to.as_ref()?);
    let (first, result) = (key(from, facts)?, key(to, facts)?);
    let one = Exact::one();
    let mut terms = vec![(one.clone(), first)];
    for step in &form.steps {
        let (show, lessens, draws) = match step {
            ScalarOr::Scalar(show) => (show, false, StepDraws::Change),
            ScalarOr::Record(StepSpec { show, sign, draws, .. }) => {
                (show, *sign == Some(StepSign::Lessens), draws.unwrap_or(StepDraws::Change))
            }
        };
        let item = key(show, facts)?.item;
        let weight = if lessens { -&one } else { one.clone() };
        if draws == StepDraws::Change {
            terms.push((-&weight, Key { item, ..first }));
        }
        terms.push((weight, Key { item, ..result }));
    }
    let sum = ChartSum { kind: ChartSumForm::Bridge, result, terms, span: to.span };
    (!form.steps.is_empty() && like(&sum, facts)).then_some(sum)
}

/// Gives a sum for each column of a stack that has a total.
fn stacks(over: &OverPeriods, total: &ItemRef, facts: &Facts) -> Option<Vec<ChartSum>> {
    let whole = key(total, facts)?;
    let parts = over.series(facts).into_iter().map(|one| one.ok().map(|series| series.key));
    let parts: Vec<_> = parts.collect::<Option<_>>()?;
    if parts.is_empty() {
        return None;
    }
    let column = |period: &PeriodRef| {
        let when = ScopedPeriod::read(&period.value, facts).ok()?;
        let here = |key: Key| when.key(key, facts);
        let terms = parts.iter().map(|part| (Exact::one(), here(*part))).collect();
        let result = here(whole);
        let sum = ChartSum { kind: ChartSumForm::Stack, result, terms, span: total.span };
        like(&sum, facts).then_some(sum)
    };
    Some(over.periods.iter().filter_map(column).collect())
}

/// Tells whether what is added up is of one measure.
fn like(sum: &ChartSum, facts: &Facts) -> bool {
    let unit = |key: Key| &facts.item(key.item).unit;
    sum.terms.iter().all(|(_, key)| unit(*key).same_measure(unit(sum.result)))
}

fn key(text: &Text, facts: &Facts) -> Option<Key> {
    facts.references().key(&text.value).ok()
}
