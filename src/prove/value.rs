//! Numbers of the solver: a whole number of units plus a multiple of an infinitely small one.
//!
//! An open end `x < 5` is the closed end `x <= 5 - δ` for some δ above zero that is smaller than
//! any number met. Carrying δ as a symbol keeps strict ends exact (Dutertre and de Moura 2006).
//! The unit of a system divides every end in it, so no value needs a denominator of its own.

use crate::num::{End, Exact, Integer};

/// Holds `at + delta * δ`; the order is that of the numbers for every small enough δ above zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    pub at: Integer,
    pub delta: Integer,
}

impl Value {
    pub fn zero() -> Self {
        Self { at: Integer::zero(), delta: Integer::zero() }
    }

    /// The greatest value of so many units to one that is not above a number.
    pub fn below(number: &Exact, units: &Integer) -> Self {
        let at = (&number.numer() * units).div_floor(&number.denom());
        Self { at, delta: Integer::zero() }
    }

    /// The least value above a low end.
    pub fn low(end: &End, units: &Integer) -> Self {
        let delta = if end.is_closed() { Integer::zero() } else { Integer::one() };
        Self { delta, ..Self::below(end.at(), units) }
    }

    /// The greatest value below a high end.
    pub fn high(end: &End, units: &Integer) -> Self {
        let delta = if end.is_closed() { Integer::zero() } else { -Integer::one() };
        Self { delta, ..Self::below(end.at(), units) }
    }

    pub fn minus(&self, other: &Self) -> Self {
        Self { at: &self.at - &other.at, delta: &self.delta - &other.delta }
    }

    pub fn times(&self, factor: &Integer) -> Self {
        Self { at: &self.at * factor, delta: &self.delta * factor }
    }

    /// Adds `factor * other`.
    pub fn add_times(&mut self, other: &Self, factor: &Integer) {
        if !other.at.is_zero() {
            self.at = &self.at + &(&other.at * factor);
        }
        if !other.delta.is_zero() {
            self.delta = &self.delta + &(&other.delta * factor);
        }
    }

    pub fn negated(self) -> Self {
        Self { at: -self.at, delta: -self.delta }
    }
}
