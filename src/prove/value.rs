//! Numbers of the solver: an exact number plus a multiple of an infinitely small one.
//!
//! An open end `x < 5` is the closed end `x <= 5 - δ` for some δ above zero that is smaller than
//! any number met. Carrying δ as a symbol keeps strict ends exact (Dutertre and de Moura 2006).

use crate::num::{End, Exact};

/// Holds `at + delta * δ`; the order is that of the numbers for every small enough δ above zero.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Value {
    pub at: Exact,
    pub delta: Exact,
}

impl Value {
    pub fn of(at: Exact) -> Self {
        Self { at, delta: Exact::zero() }
    }

    /// The least value above a low end.
    pub fn low(end: &End) -> Self {
        let delta = if end.is_closed() { Exact::zero() } else { Exact::one() };
        Self { at: end.at().clone(), delta }
    }

    /// The greatest value below a high end.
    pub fn high(end: &End) -> Self {
        let delta = if end.is_closed() { Exact::zero() } else { -Exact::one() };
        Self { at: end.at().clone(), delta }
    }

    pub fn minus(&self, other: &Self) -> Self {
        if self.delta.is_zero() && other.delta.is_zero() {
            return Self::of(&self.at - &other.at);
        }
        Self { at: &self.at - &other.at, delta: &self.delta - &other.delta }
    }

    pub fn times(&self, factor: &Exact) -> Self {
        if self.delta.is_zero() {
            return Self::of(&self.at * factor);
        }
        Self { at: &self.at * factor, delta: &self.delta * factor }
    }

    /// Adds `factor * other`.
    pub fn add_times(&mut self, other: &Self, factor: &Exact) {
        self.at += &(&other.at * factor);
        if !other.delta.is_zero() {
            self.delta += &(&other.delta * factor);
        }
    }

    /// As the end of what can be reached; closed where no δ is left.
    pub fn end(&self) -> End {
        let at = self.at.clone();
        if self.delta.is_zero() { End::closed(at) } else { End::open(at) }
    }
}
