//! Changes that follow from two printed figures, in the digits that those vouch for.

use std::cmp::Ordering;

use super::{Basis, ChangeFigure};
use crate::num::{Exact, Interval, Measure, Rounding, Stated, Unit};

/// Gives the interval of a change in the units of its measure: percent, points or base units.
pub(super) fn spread(new: &Interval, old: &Interval, measure: Measure) -> Option<Interval> {
    match measure {
        Measure::Percent => {
            let hundred = Exact::pow10(2);
            let growth = new.div(old)?.sub(&Interval::point(Exact::one()));
            Some(growth.scale(&hundred))
        }
        Measure::Points => Some(new.sub(old).scale(&Exact::pow10(2))),
        Measure::Amount => Some(new.sub(old)),
    }
}

/// A change as it follows from two printed figures.
pub(super) struct Computed {
    pub value: Exact,
    pub spread: Option<Interval>,
    pub measure: Measure,
    pub rates: Rounding,
    pub derived: bool,
    /// The digits behind the point of a growth that are asked for; one, or none where one is not known.
    pub decimals: Option<u32>,
}

impl Computed {
    /// Rounds it to the digits that the two figures vouch for; nothing where there are none.
    pub fn printed(&self, new: &Stated, old: &Stated) -> Option<ChangeFigure> {
        let coarse = if new.last_digit() < old.last_digit() { old } else { new };
        match self.measure {
            Measure::Percent => {
                let rounding = self.rates.cutting();
                let usual: &[u32] = &[1, 0];
                let asked = self.decimals.as_ref().map_or(usual, std::slice::from_ref);
                asked.iter().find_map(|places| self.to(*places, &Unit::Percent, 0, rounding))
            }
            Measure::Points => {
                // Of basis points in basis points.
                let basis = new.unit == Unit::BasisPoints && old.unit == Unit::BasisPoints;
                let unit = if basis { Unit::BasisPoints } else { Unit::Points };
                let known = new.places_in(&unit).min(old.places_in(&unit));
                let exponent = if basis { -2 } else { 0 };
                self.to(u32::try_from(known).unwrap_or(0), &unit, exponent, self.rates.cutting())
            }
            Measure::Amount => {
                let exponent = coarse.unit.exponent();
                self.to(coarse.places(), &coarse.unit, exponent, new.rounding.cutting())
            }
        }
    }

    fn to(
        &self,
        places: u32,
        unit: &Unit,
        exponent: i32,
        rounding: Rounding,
    ) -> Option<ChangeFigure> {
        let scale = Exact::pow10(-exponent);
        let round = |value: &Exact| (value * &scale).round(places, rounding);
        let digits = round(&self.value)?;
        let size = Stated::new(digits, unit.clone(), rounding);
        let by = |way, ambiguous| {
            let basis = Basis::Computed;
            ChangeFigure::By { size: size.clone(), way, basis, ambiguous, derived: self.derived }
        };
        let Some(spread) = &self.spread else { return Some(by(None, true)) };
        let [low, high] = [spread.lo().at(), spread.hi().at()];
        let (low_digits, high_digits) = (round(low)?, round(high)?);
        // The digits of a figure derived from others are no surer, and said so where they stand.
        let last = Exact::pow10(-i32::try_from(places).ok()?);
        let off = |other| Exact::from(other) - Exact::from(digits);
        let near = |other| off(other).abs() <= last;
        let differs = !matches!(self.measure, Measure::Percent) && self.derived;
        if !(differs || near(low_digits) && near(high_digits)) {
            return None;
        }
        let ambiguous = low_digits != digits || high_digits != digits;
        let way = match self.value.cmp(&Exact::zero()) {
            Ordering::Greater if !low.is_negative() => Some(Ordering::Greater),
            Ordering::Less if !high.is_positive() => Some(Ordering::Less),
            // Unchanged is only what cannot be printed as anything else.
            _ if digits.is_zero() => (!ambiguous).then_some(Ordering::Equal),
            Ordering::Less | Ordering::Equal | Ordering::Greater => return None,
        };
        Some(by(way, ambiguous))
    }
}
