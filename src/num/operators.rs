//! Addition, subtraction and multiplication of exact numbers, by value and by reference.
//!
//! What enters: two exact numbers. What leaves: a third. Small fractions are tried first, since
//! they need no allocation; division is [`Exact::checked_div`], which can refuse.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

use super::exact::Exact;

/// Adds or subtracts two small fractions, if everything on the way fits.
fn combined(one: &Exact, other: &Exact, apply: fn(i128, i128) -> Option<i128>) -> Option<Exact> {
    let ((n, d), (m, e)) = (one.to_small()?, other.to_small()?);
    if d == e {
        return Exact::small(apply(n, m)?, d);
    }
    Exact::small(apply(n.checked_mul(e)?, m.checked_mul(d)?)?, d.checked_mul(e)?)
}

fn product(one: &Exact, other: &Exact) -> Option<Exact> {
    let ((n, d), (m, e)) = (one.to_small()?, other.to_small()?);
    Exact::small(n.checked_mul(m)?, d.checked_mul(e)?)
}

/// Gives an operator to values and references alike.
macro_rules! operator {
    ($operator:ident, $method:ident, $symbol:tt, $small:expr) => {
        impl $operator<&Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                $small(self, other)
                    .unwrap_or_else(|| Exact::big(&*self.to_big() $symbol &*other.to_big()))
            }
        }
        impl $operator for Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                (&self).$method(&other)
            }
        }
        impl $operator<&Exact> for Exact {
            type Output = Exact;
            fn $method(self, other: &Exact) -> Exact {
                (&self).$method(other)
            }
        }
        impl $operator<Exact> for &Exact {
            type Output = Exact;
            fn $method(self, other: Exact) -> Exact {
                self.$method(&other)
            }
        }
    };
}

operator!(Add, add, +, |one, other| combined(one, other, i128::checked_add));
operator!(Sub, sub, -, |one, other| combined(one, other, i128::checked_sub));
operator!(Mul, mul, *, product);

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        *self = &*self + other;
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| sum + part)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(parts: I) -> Self {
        parts.fold(Self::zero(), |sum, part| sum + part)
    }
}

/// The greatest common divisor, by Stein's rule: shifts and subtractions only.
pub(super) fn gcd(a: u128, b: u128) -> u128 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let shared = (a | b).trailing_zeros();
    let (mut a, mut b) = (a >> a.trailing_zeros(), b >> b.trailing_zeros());
    while a != b {
        if let (Ok(a), Ok(b)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_of_odd(a, b)) << shared;
        }
        if a < b {
            (a, b) = (b, a);
        }
        a -= b;
        a >>= a.trailing_zeros();
    }
    a << shared
}

fn gcd_of_odd(mut a: u64, mut b: u64) -> u64 {
    while a != b {
        if a < b {
            (a, b) = (b, a);
        }
        a -= b;
        a >>= a.trailing_zeros();
    }
    a
}
