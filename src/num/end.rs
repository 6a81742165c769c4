//! One end of an interval, and arithmetic on it.
//!
//! What enters: a number and whether it belongs to the interval. What leaves: the same for the
//! result of an operation. It must not know which end it is.

use std::cmp::Ordering;

use super::exact::Exact;

/// Marks one end of an [`Interval`](super::Interval): where it is, and whether it belongs to the interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct End {
    pub(super) at: Exact,
    pub(super) closed: bool,
}

impl End {
    /// Makes an end that belongs to its interval.
    #[must_use]
    pub fn closed(at: Exact) -> Self {
        Self { at, closed: true }
    }

    /// Makes an end that does not belong to its interval.
    #[must_use]
    pub fn open(at: Exact) -> Self {
        Self { at, closed: false }
    }

    /// Returns where the end is.
    #[must_use]
    pub fn at(&self) -> &Exact {
        &self.at
    }

    /// Tells whether the end belongs to its interval.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    pub(super) fn add(&self, other: &Self) -> Self {
        Self { at: &self.at + &other.at, closed: self.closed && other.closed }
    }

    pub(super) fn sub(&self, other: &Self) -> Self {
        Self { at: &self.at - &other.at, closed: self.closed && other.closed }
    }

    /// A closed zero makes a product of zero whatever the other factor is.
    pub(super) fn mul(&self, other: &Self) -> Self {
        Self {
            at: &self.at * &other.at,
            closed: (self.closed && other.closed) || self.holds_zero() || other.holds_zero(),
        }
    }

    pub(super) fn div(&self, divisor: &Self) -> Option<Self> {
        Some(Self {
            at: self.at.checked_div(&divisor.at)?,
            closed: (self.closed && divisor.closed) || self.holds_zero(),
        })
    }

    pub(super) fn scale(&self, weight: &Exact) -> Self {
        Self { at: &self.at * weight, closed: self.closed }
    }

    fn holds_zero(&self) -> bool {
        self.closed && self.at.is_zero()
    }
}

/// Tells whether a low end lies before a high end, or on it with both closed.
pub(super) fn reaches(lo: &End, hi: &End) -> bool {
    match lo.at.cmp(&hi.at) {
        Ordering::Less => true,
        Ordering::Equal => lo.closed && hi.closed,
        Ordering::Greater => false,
    }
}
