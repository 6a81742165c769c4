//! `change-differs`: a stated change does not follow from its two figures.

use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key, StatedChange, spread};
use crate::num::{Exact, Interval, Measure};

/// Proves every stated change whose two figures are known: the interval of the stated digits and
/// the interval that follows from the figures must meet.
pub(super) fn run(facts: &Facts, report: &mut Report) {
    for (now, base, change) in facts.stated_changes() {
        if let Some(finding) = differs(facts, now, base, change) {
            report.push(finding);
        }
    }
}

fn differs(facts: &Facts, now: Key, base: Key, change: &StatedChange) -> Option<Finding> {
    let stated = change.state.as_ref().ok()?;
    let (new, old) = (facts.fact(now)?, facts.fact(base)?);
    let derived = spread(&new.interval()?, &old.interval()?, change.measure)?;
    let printed = in_measure(&stated.interval(), change.measure);
    if derived.meets(&printed) {
        return None;
    }
    let (told, unit) = match change.measure {
        Measure::Percent => (Exact::one(), "%".to_owned()),
        Measure::Points => (Exact::one(), "points".to_owned()),
        Measure::Amount => (Exact::pow10(-stated.unit.exponent()), stated.unit.to_string()),
    };
    let (printed, derived) = (printed.scale(&told), derived.scale(&told));
    let message = format!(
        "the stated change of `{}` from {} does not follow from its figures",
        facts.name(now),
        base.period
    );
    Some(
        Finding::error("change-differs", message, change.span)
            .label("stated here")
            .also(new.span, "figure now")
            .also(old.span, "figure before")
            .note(format!("in {unit}, stated: within {printed}; from the figures: {derived}"))
            .help("Correct the change or one of the figures"),
    )
}

/// Stated intervals are in base units; percentages and points are told as such.
fn in_measure(interval: &Interval, measure: Measure) -> Interval {
    match measure {
        Measure::Percent | Measure::Points => interval.scale(&Exact::pow10(2)),
        Measure::Amount => interval.clone(),
    }
}
