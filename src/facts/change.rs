//! Changes: stated by the company, or computed where both figures are known.

use super::{CiteError, Facts, Key, State};
use crate::num::{self, Change, Interval, Measure, Stated, Unit};
use crate::source::Span;

/// A change that the company states itself, with the digits as printed.
#[derive(Clone, Debug)]
pub struct StatedChange {
    /// What is measured.
    pub measure: Measure,
    /// The digits, or why they are not known.
    pub state: Result<Stated, String>,
    /// Whether it is missing only until it is filled in.
    pub due: bool,
    /// Where it was written.
    pub span: Span,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The company stated it.
    Stated,
    /// It follows from the two printed figures.
    Computed,
}

/// A change ready to be printed.
#[derive(Clone, Debug)]
pub enum ChangeFigure {
    /// A change by so much; the sign is the direction.
    By {
        /// The digits. A computed percentage or difference in points is rounded to one place, a
        /// computed amount has the places of the coarser figure.
        size: Stated,
        /// Where it comes from.
        basis: Basis,
        /// Whether the interval of a computed change rounds to other digits as well.
        ambiguous: bool,
        /// Whether one of the two figures was derived.
        derived: bool,
    },
    /// Loss to profit, or profit to loss.
    Turned {
        /// True for loss to profit.
        to_profit: bool,
    },
    /// A loss after a loss: a percentage would mislead.
    Loss {
        /// Whether it came nearer to zero.
        narrowed: bool,
    },
    /// No meaningful percentage: the base is zero, below zero or too near to it.
    NotMeaningful,
    /// Not known, with the reason.
    Missing(String),
}

impl Facts {
    /// Gives the measure that a change of this item is told in when its author does not say.
    #[must_use]
    pub fn usual_measure(&self, key: Key, base: Key) -> Measure {
        if let [only] = self.changes_between(key, base) {
            return only.measure;
        }
        match self.item(key.item).unit {
            Unit::Percent | Unit::Points => Measure::Points,
            Unit::Count { .. } => Measure::Amount,
            Unit::Currency { .. } | Unit::Times => Measure::Percent,
        }
    }

    /// Gives the change from `base` to `now`.
    ///
    /// A stated change wins. Otherwise it is computed from the printed digits, as a reader with a
    /// pocket calculator would.
    ///
    /// # Errors
    /// `missing-period` where a figure is not in the table, `wrong-unit` where the two differ in
    /// kind or the measure does not fit.
    pub fn change(&self, now: Key, base: Key, measure: Measure) -> Result<ChangeFigure, CiteError> {
        // The amount by which a percentage changed is in points: a stated change says it so too.
        let measure = match (measure, &self.item(now.item).unit) {
            (Measure::Amount, Unit::Percent | Unit::Points) => Measure::Points,
            (measure, _) => measure,
        };
        let stated = self.changes_between(now, base).iter().find(|c| c.measure == measure);
        if let Some(stated) = stated {
            return Ok(match &stated.state {
                Ok(size) => ChangeFigure::By {
                    size: size.clone(),
                    basis: Basis::Stated,
                    ambiguous: false,
                    derived: false,
                },
                Err(reason) => ChangeFigure::Missing(reason.clone()),
            });
        }
        let (new, old) = match (self.fact(now), self.fact(base)) {
            (Some(new), Some(old)) => (new, old),
            (found, _) => {
                return Err(self.no_change(if found.is_none() { now } else { base }, base));
            }
        };
        let (new_value, old_value) = match (&new.state, &old.state) {
            (State::Missing { reason }, _) | (_, State::Missing { reason }) => {
                return Ok(ChangeFigure::Missing(reason.clone()));
            }
            (
                State::Stated(new) | State::Derived { value: new, .. },
                State::Stated(old) | State::Derived { value: old, .. },
            ) => (new, old),
        };
        let derived = [&new.state, &old.state].iter().any(|s| matches!(s, State::Derived { .. }));
        let change = num::change(new_value, old_value, measure).map_err(|error| {
            let help = Some("Cite the change in a measure that both figures have".to_owned());
            CiteError::new("wrong-unit", error.to_string(), help)
        })?;
        Ok(match change {
            Change::Turned { to_profit } => ChangeFigure::Turned { to_profit },
            // Which loss is the smaller one is said only where both digits can be told apart.
            Change::NotMeaningful => match (new_value.interval(), old_value.interval()) {
                (new, old)
                    if [&new, &old]
                        .iter()
                        .all(|i| !i.touches_zero() && i.lo().at().is_negative())
                        && !new.meets(&old) =>
                {
                    ChangeFigure::Loss { narrowed: new_value.exact() > old_value.exact() }
                }
                (_, _) => ChangeFigure::NotMeaningful,
            },
            Change::Of { value, .. } => {
                let (size, ambiguous) = printed(new_value, old_value, measure, &value, || {
                    spread(&new.interval()?, &old.interval()?, measure)
                })
                .ok_or_else(|| {
                    let help = Some("State the change as printed, under `changes`".to_owned());
                    CiteError::new("bad-number", "the change has too many digits", help)
                })?;
                ChangeFigure::By { size, basis: Basis::Computed, ambiguous, derived }
            }
        })
    }

    fn no_change(&self, absent: Key, base: Key) -> CiteError {
        let mut error = self.missing_period(absent);
        let item = &self.item(absent.item).name;
        let stated = format!(
            "Or state the change under `{item}`: `changes: {{{} vs {}: ...}}`",
            self.current(absent.item),
            base.period
        );
        error.help = Some(error.help.map_or(stated.clone(), |help| format!("{help}. {stated}")));
        error
    }
}

/// Gives the interval of a change in the units of its measure: percent, points or base units.
fn spread(new: &Interval, old: &Interval, measure: Measure) -> Option<Interval> {
    match measure {
        Measure::Percent => {
            let hundred = num::Exact::pow10(2);
            let growth = new.div(old)?.sub(&Interval::point(num::Exact::one()));
            Some(growth.scale(&hundred))
        }
        Measure::Points => Some(new.sub(old).scale(&num::Exact::pow10(2))),
        Measure::Amount => Some(new.sub(old)),
    }
}

fn printed(
    new: &Stated,
    old: &Stated,
    measure: Measure,
    value: &num::Exact,
    spread: impl Fn() -> Option<Interval>,
) -> Option<(Stated, bool)> {
    let (unit, places, exponent) = match measure {
        Measure::Percent => (Unit::Percent, 1, 0),
        Measure::Points => (Unit::Points, new.places().min(old.places()), 0),
        Measure::Amount => {
            let coarse = if new.last_digit() < old.last_digit() { old } else { new };
            (coarse.unit.clone(), coarse.places(), coarse.unit.exponent())
        }
    };
    let scale = num::Exact::pow10(-exponent);
    let rounding = new.rounding;
    // Growth seldom comes out even, so exact figures have a rounded growth as well.
    let exact = measure == Measure::Percent && rounding == num::Rounding::Unrounded;
    let rounding = if exact { num::Rounding::HalfUp } else { rounding };
    let round = |value: &num::Exact| (value * &scale).round(places, rounding);
    let digits = round(value)?;
    let ambiguous = spread().is_some_and(|interval| {
        [interval.lo(), interval.hi()].iter().any(|end| round(end.at()) != Some(digits))
    });
    Some((Stated::new(digits, unit, rounding), ambiguous))
}

/// Tells what a stated change measures from its unit and the item's.
pub(super) fn measure_of(change: &Stated, item: &Unit) -> Option<Measure> {
    match (&change.unit, item) {
        (Unit::Points | Unit::Percent, Unit::Percent | Unit::Points) => Some(Measure::Points),
        (Unit::Points, Unit::Currency { .. } | Unit::Count { .. } | Unit::Times) => None,
        (Unit::Percent, Unit::Currency { .. } | Unit::Count { .. } | Unit::Times) => {
            Some(Measure::Percent)
        }
        (unit, item) => unit.same_measure(item).then_some(Measure::Amount),
    }
}

/// Reads a change of a percentage as one in points.
pub(super) fn as_points(mut change: Stated, measure: Measure) -> Stated {
    if measure == Measure::Points {
        change.unit = Unit::Points;
    }
    change
}
