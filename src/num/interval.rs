//! The set of true values that can lie behind a printed figure, and arithmetic on such sets.
//!
//! What enters: a printed figure with its last digit and rounding, or other intervals. What
//! leaves: intervals, and whether two of them meet. It must not know units, or which figures
//! belong together: relations do.
//!
//! The rule is XBRL International's Calculations 1.1, extended by multiplication and division so
//! that ratios, growth and margins are judged by it.

use std::cmp::Ordering;
use std::fmt;

use super::end::{End, reaches};
use super::exact::Exact;
use super::rounding::Rounding;

/// Holds every number between two ends, each of them in or out; it is never empty.
///
/// Ends are in the unit of the numbers they came from; the house keeps them in base units (yen,
/// not million yen).
///
/// ```
/// use iijdeck::num::{Exact, Interval, Rounding};
///
/// // 266 printed to the whole unit, rounded half up.
/// let printed = Interval::of_stated(&Exact::from(266), &Exact::one(), Rounding::HalfUp);
/// assert_eq!(printed.to_string(), "[265.5, 266.5]");
/// assert!(printed.meets(&Interval::point(Exact::pow10(-1) * Exact::from(2665))));
/// assert!(!printed.meets(&Interval::point(Exact::from(267))));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interval {
    lo: End,
    hi: End,
}

impl Interval {
    /// Makes an interval from its ends; nothing when no number lies between them.
    #[must_use]
    pub fn new(lo: End, hi: End) -> Option<Self> {
        reaches(&lo, &hi).then_some(Self { lo, hi })
    }

    /// Makes the interval that holds one number.
    #[must_use]
    pub fn point(at: Exact) -> Self {
        Self { lo: End::closed(at.clone()), hi: End::closed(at) }
    }

    /// Makes the interval between two numbers, both in it; the smaller becomes the low end.
    #[must_use]
    pub fn closed(lo: Exact, hi: Exact) -> Self {
        let (lo, hi) = if lo <= hi { (lo, hi) } else { (hi, lo) };
        Self { lo: End::closed(lo), hi: End::closed(hi) }
    }

    /// Returns the true values that a printed figure allows: the published rule.
    ///
    /// `u`, the unit of the last digit, is one of the last printed digit: 1,000,000 for a figure
    /// in whole millions. To the nearest: [v-u/2, v+u/2], both ends in, because a filing does not
    /// say which way its ties went. Toward zero: [v, v+u) above zero, (v-u, v] below, (-u, +u) at
    /// zero. Unrounded: the figure itself. Source: XBRL Calculations 1.1, round-to-nearest and
    /// truncation modes.
    #[must_use]
    pub fn of_stated(value: &Exact, unit_of_last_digit: &Exact, rounding: Rounding) -> Self {
        let mut interval = Self::rounding_to(value, unit_of_last_digit, rounding);
        if matches!(rounding, Rounding::HalfUp | Rounding::HalfEven) {
            interval.lo.closed = true;
            interval.hi.closed = true;
        }
        interval
    }

    /// Returns exactly the numbers that `rounding` prints as `value`.
    ///
    /// It differs from [`Interval::of_stated`] in ties only: 0.5 prints as 1 half up, so it is not
    /// among the numbers printed as 0, though the published rule admits it. `value` must be a
    /// whole multiple of `unit_of_last_digit`, which must be positive.
    #[must_use]
    pub fn rounding_to(value: &Exact, unit_of_last_digit: &Exact, rounding: Rounding) -> Self {
        let unit = unit_of_last_digit;
        let (below, above) = (value.is_negative(), value.is_positive());
        match rounding {
            Rounding::Unrounded => Self::point(value.clone()),
            Rounding::HalfUp => Self::around(value, &unit.halved(), above, below),
            Rounding::HalfEven => {
                let even = value.checked_div(unit).is_some_and(|digits| digits.is_even());
                Self::around(value, &unit.halved(), even, even)
            }
            Rounding::TowardZero => Self {
                lo: if above { End::closed(value.clone()) } else { End::open(value - unit) },
                hi: if below { End::closed(value.clone()) } else { End::open(value + unit) },
            },
        }
    }

    fn around(middle: &Exact, reach: &Exact, lo: bool, hi: bool) -> Self {
        Self {
            lo: End { at: middle - reach, closed: lo },
            hi: End { at: middle + reach, closed: hi },
        }
    }

    /// Returns the low end.
    #[must_use]
    pub fn lo(&self) -> &End {
        &self.lo
    }

    /// Returns the high end.
    #[must_use]
    pub fn hi(&self) -> &End {
        &self.hi
    }

    /// Tells whether exactly one number is in the interval.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.lo.at == self.hi.at
    }

    /// Returns the distance between the ends.
    #[must_use]
    pub fn width(&self) -> Exact {
        &self.hi.at - &self.lo.at
    }

    /// Returns every sum of a number here and a number there; an end is in only if both were.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        Self { lo: self.lo.add(&other.lo), hi: self.hi.add(&other.hi) }
    }

    /// Returns every difference of a number here and a number there.
    ///
    /// The ends of `other` change places together with their flags.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        Self { lo: self.lo.sub(&other.hi), hi: self.hi.sub(&other.lo) }
    }

    /// Returns the numbers here with their signs turned; the ends change places with their flags.
    #[must_use]
    pub fn neg(&self) -> Self {
        let turned = |end: &End| End { at: -&end.at, closed: end.closed };
        Self { lo: turned(&self.hi), hi: turned(&self.lo) }
    }

    /// Returns the numbers here times a weight; a negative weight swaps ends and flags.
    #[must_use]
    pub fn scale(&self, weight: &Exact) -> Self {
        if weight.is_zero() {
            return Self::point(Exact::zero());
        }
        let (lo, hi) = (self.lo.scale(weight), self.hi.scale(weight));
        if weight.is_negative() { Self { lo: hi, hi: lo } } else { Self { lo, hi } }
    }

    /// Returns every product of a number here and a number there.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        Self::hull([
            self.lo.mul(&other.lo),
            self.lo.mul(&other.hi),
            self.hi.mul(&other.lo),
            self.hi.mul(&other.hi),
        ])
    }

    /// Returns every quotient of a number here by a number there.
    ///
    /// Nothing when the divisor touches or crosses zero, even with an end that is not in it: such
    /// a quotient has no bound, and the house calls it not meaningful.
    #[must_use]
    pub fn div(&self, divisor: &Self) -> Option<Self> {
        if divisor.touches_zero() {
            return None;
        }
        Some(Self::hull([
            self.lo.div(&divisor.lo)?,
            self.lo.div(&divisor.hi)?,
            self.hi.div(&divisor.lo)?,
            self.hi.div(&divisor.hi)?,
        ]))
    }

    /// Tells whether zero is in the interval or one of its ends.
    #[must_use]
    pub fn touches_zero(&self) -> bool {
        !self.lo.at.is_positive() && !self.hi.at.is_negative()
    }

    /// The extremes of the corners; a corner that is in beats an equal one that is not.
    fn hull(corners: [End; 4]) -> Self {
        let [first, rest @ ..] = corners;
        let mut lo = first.clone();
        let mut hi = first;
        for corner in rest {
            match corner.at.cmp(&hi.at) {
                Ordering::Greater => hi = corner.clone(),
                Ordering::Equal => hi.closed |= corner.closed,
                Ordering::Less => {}
            }
            match corner.at.cmp(&lo.at) {
                Ordering::Less => lo = corner,
                Ordering::Equal => lo.closed |= corner.closed,
                Ordering::Greater => {}
            }
        }
        Self { lo, hi }
    }

    /// Tells whether some number is in both; where ends touch, both must be closed.
    ///
    /// A derived and a printed figure are consistent when their intervals meet.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        reaches(&self.lo, &other.hi) && reaches(&other.lo, &self.hi)
    }

    /// Tells whether the number is in the interval.
    #[must_use]
    pub fn contains(&self, number: &Exact) -> bool {
        let after = match self.lo.at.cmp(number) {
            Ordering::Less => true,
            Ordering::Equal => self.lo.closed,
            Ordering::Greater => false,
        };
        after
            && match number.cmp(&self.hi.at) {
                Ordering::Less => true,
                Ordering::Equal => self.hi.closed,
                Ordering::Greater => false,
            }
    }

    /// Tells whether every number of this interval is in `outer`.
    #[must_use]
    pub fn is_within(&self, outer: &Self) -> bool {
        let inside = |order: Ordering, inner: &End, limit: &End| match order {
            Ordering::Greater => true,
            Ordering::Equal => limit.closed || !inner.closed,
            Ordering::Less => false,
        };
        inside(self.lo.at.cmp(&outer.lo.at), &self.lo, &outer.lo)
            && inside(outer.hi.at.cmp(&self.hi.at), &self.hi, &outer.hi)
    }

    /// Returns the numbers that are in both, or nothing when they do not meet.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let tighter = |mine: &End, theirs: &End, wanted: Ordering| match mine.at.cmp(&theirs.at) {
            Ordering::Equal => End { at: mine.at.clone(), closed: mine.closed && theirs.closed },
            order if order == wanted => mine.clone(),
            Ordering::Less | Ordering::Greater => theirs.clone(),
        };
        Self::new(
            tighter(&self.lo, &other.lo, Ordering::Greater),
            tighter(&self.hi, &other.hi, Ordering::Less),
        )
    }

    /// Returns how far apart two intervals are that do not meet, or nothing when they meet.
    ///
    /// Zero is possible: `[1, 2)` and `[2, 3]` touch without a number in common.
    #[must_use]
    pub fn gap(&self, other: &Self) -> Option<Exact> {
        if !reaches(&self.lo, &other.hi) {
            Some(&self.lo.at - &other.hi.at)
        } else if !reaches(&other.lo, &self.hi) {
            Some(&other.lo.at - &self.hi.at)
        } else {
            None
        }
    }
}

/// Writes the usual notation: `[265.5, 266.5]`, `(-1, 1)`, `[3, 4)`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let opening = if self.lo.closed { '[' } else { '(' };
        let closing = if self.hi.closed { ']' } else { ')' };
        write!(f, "{opening}{}, {}{closing}", self.lo.at, self.hi.at)
    }
}
