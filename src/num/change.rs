//! How a figure changed, and whether saying so means anything.
//!
//! What enters: two stated figures and the measure of change. What leaves: the change with the
//! interval it may lie in, or the reason a percentage has no meaning. It must not know periods:
//! which figure is the earlier one is the caller's to say.

use std::fmt;

use super::exact::Exact;
use super::interval::Interval;
use super::stated::Stated;
use super::unit::Unit;

/// Names how a change is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Growth in percent of the base.
    Percent,
    /// The difference, in the figures' own unit.
    Amount,
    /// The difference of two percentages, in percentage points.
    Points,
}

/// Holds a change, or says why there is none to state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A change with a number.
    Of {
        /// How it is measured.
        measure: Measure,
        /// The change of the printed digits: a plain percent number (-24.2), an amount in the
        /// base unit, or percentage points (-0.5).
        value: Exact,
        /// Every change the two figures allow, in the unit of `value`; present whenever both
        /// intervals are bounded, which those of [`Stated::interval`] are.
        interval: Option<Interval>,
    },
    /// A loss became a profit or a profit a loss: growth in percent would mislead.
    Turned {
        /// Whether it became a profit.
        to_profit: bool,
    },
    /// Growth has no meaning: the base is a loss, is zero or may be zero.
    NotMeaningful,
}

impl Change {
    /// Returns the number of the change, if it has one.
    #[must_use]
    pub fn value(&self) -> Option<&Exact> {
        match self {
            Self::Of { value, .. } => Some(value),
            Self::Turned { .. } | Self::NotMeaningful => None,
        }
    }

    /// Returns every change the two figures allow, if there is a number at all.
    #[must_use]
    pub fn interval(&self) -> Option<&Interval> {
        match self {
            Self::Of { interval, .. } => interval.as_ref(),
            Self::Turned { .. } | Self::NotMeaningful => None,
        }
    }
}

/// Measures the change from `base` to `now`.
///
/// Growth divides the intervals, `now / base - 1`, so its interval holds every growth the two
/// printed figures allow and no other. It is [`Change::NotMeaningful`] when the base's interval
/// touches zero or the base is negative, and [`Change::Turned`] when the sign changed: Japanese
/// results print 黒字転換, 赤字転換 or a dash there, never a percentage. Amounts and points always
/// have a number.
///
/// # Errors
/// [`ChangeError::DifferentMeasures`] when the figures are not in the same measure, and
/// [`ChangeError::NotAPercentage`] when points are asked of anything but percentages.
///
/// ```
/// use iijdeck::num::{Change, Measure, Rounding, Stated, Unit, change};
///
/// let unit: Unit = "JPY million".parse().expect("a unit");
/// let stated = |text| Stated::parse(text, &unit, Rounding::HalfUp).expect("a figure");
/// let growth = change(&stated("23,362"), &stated("15,813"), Measure::Percent).expect("one measure");
/// let value = growth.value().and_then(|value| value.round(1, Rounding::HalfUp));
/// assert_eq!(value.expect("a number").to_string(), "47.7");
/// let turned = change(&stated("300"), &stated("-161"), Measure::Percent);
/// assert_eq!(turned, Ok(Change::Turned { to_profit: true }));
/// ```
pub fn change(now: &Stated, base: &Stated, measure: Measure) -> Result<Change, ChangeError> {
    if !now.unit.same_measure(&base.unit) {
        let (now, base) = (now.unit.clone(), base.unit.clone());
        return Err(ChangeError::DifferentMeasures { now, base });
    }
    Ok(match measure {
        Measure::Percent => growth(now, base),
        Measure::Amount => difference(now, base, measure),
        Measure::Points if now.unit.is_percentage() => difference(now, base, measure),
        Measure::Points => {
            return Err(ChangeError::NotAPercentage { unit: now.unit.clone() });
        }
    })
}

/// Divides one figure by another; nothing when the divisor's interval touches zero.
///
/// Both results are plain numbers in base units: a margin of 4.1% is 0.041, a revenue per contract
/// is in yen. Whether the units make sense together is the caller's to say.
#[must_use]
pub fn ratio(num: &Stated, den: &Stated) -> Option<(Exact, Interval)> {
    let interval = num.interval().div(&den.interval())?;
    Some((num.exact().checked_div(&den.exact())?, interval))
}

fn growth(now: &Stated, base: &Stated) -> Change {
    let (before, after) = (base.exact(), now.exact());
    let Some((quotient, quotients)) = ratio(now, base) else {
        return Change::NotMeaningful;
    };
    if before.is_negative() {
        return if after.is_positive() {
            Change::Turned { to_profit: true }
        } else {
            Change::NotMeaningful
        };
    }
    if after.is_negative() {
        return Change::Turned { to_profit: false };
    }
    let hundred = Exact::from(100);
    let whole = Interval::point(Exact::one());
    Change::Of {
        measure: Measure::Percent,
        value: (quotient - Exact::one()) * &hundred,
        interval: Some(quotients.sub(&whole).scale(&hundred)),
    }
}

fn difference(now: &Stated, base: &Stated, measure: Measure) -> Change {
    let value = now.exact() - base.exact();
    let interval = now.interval().sub(&base.interval());
    let (value, interval) = match measure {
        Measure::Points => {
            let hundred = Exact::from(100);
            (&value * &hundred, interval.scale(&hundred))
        }
        Measure::Percent | Measure::Amount => (value, interval),
    };
    Change::Of { measure, value, interval: Some(interval) }
}

/// Says why two figures have no change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeError {
    /// The figures measure different things.
    DifferentMeasures {
        /// The unit of the later figure.
        now: Unit,
        /// The unit of the base.
        base: Unit,
    },
    /// Percentage points were asked of figures that are no percentages.
    NotAPercentage {
        /// The unit of both figures.
        unit: Unit,
    },
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DifferentMeasures { now, base } => {
                write!(f, "`{now}` cannot be compared with `{base}`")
            }
            Self::NotAPercentage { unit } => {
                write!(f, "percentage points are for percentages, not for `{unit}`")
            }
        }
    }
}

impl std::error::Error for ChangeError {}
