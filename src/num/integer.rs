//! Whole numbers without a limit: what the rows of the proof's solver are made of.
//!
//! What enters: parts of exact numbers. What leaves: sums and products, and fractions again. The
//! rows of a system share one denominator each, so that their numbers need no reducing one by one.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::exact::Exact;
use super::operators;

/// Holds a whole number without a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integer(IntegerForm);

/// Every number that fits the small form, which needs no allocation, is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum IntegerForm {
    /// Never `i128::MIN`, so it has a negative.
    Small(i128),
    Big(Box<BigInt>),
}

use IntegerForm::{Big, Small};

impl Integer {
    /// Returns zero.
    #[must_use]
    pub const fn zero() -> Self {
        Self(Small(0))
    }

    /// Returns one.
    #[must_use]
    pub const fn one() -> Self {
        Self(Small(1))
    }

    /// Tells whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0))
    }

    /// Tells whether this is one.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.0, Small(1))
    }

    /// Tells whether this is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(n) => *n < 0,
            Big(n) => n.is_negative(),
        }
    }

    /// Tells whether this is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Small(n) => *n > 0,
            Big(n) => n.is_positive(),
        }
    }

    /// Returns the distance from zero.
    #[must_use]
    pub fn abs(self) -> Self {
        if self.is_negative() { -self } else { self }
    }

    /// Counts the words of 64 bits that this needs beyond what needs no allocation.
    #[must_use]
    pub fn words(&self) -> usize {
        match &self.0 {
            Small(_) => 0,
            Big(n) => usize::try_from(n.bits().div_ceil(64)).unwrap_or(usize::MAX),
        }
    }

    /// Returns the greatest number that divides both; the other one's size where one is zero.
    #[must_use]
    pub fn gcd(&self, other: &Self) -> Self {
        let (mine, theirs) = match (&self.0, &other.0) {
            (Small(mine), Small(theirs)) => (*mine, *theirs),
            (Big(mine), Big(theirs)) => return Self::big(mine.gcd(theirs)),
            // A division first, since subtracting the short one from the long would take long.
            (Small(0), Big(_)) => return other.clone().abs(),
            (Big(_), Small(0)) => return self.clone().abs(),
            (Small(short), Big(long)) | (Big(long), Small(short)) => {
                let rest = (&**long % BigInt::from(*short)).to_i128();
                (*short, rest.expect("what is left is smaller than what divides"))
            }
        };
        // Numbers are not `i128::MIN`, so their sizes fit.
        let divisor = operators::gcd(mine.unsigned_abs(), theirs.unsigned_abs());
        Self(Small(i128::try_from(divisor).unwrap_or(1)))
    }

    /// Tells whether a number above zero divides this.
    #[must_use]
    pub fn is_multiple_of(&self, divisor: &Self) -> bool {
        match (&self.0, &divisor.0) {
            (Small(n), Small(d)) => *d != 0 && n % d == 0,
            (Small(n), Big(_)) => *n == 0,
            (Big(_), Small(_) | Big(_)) => (&*self.to_big() % &*divisor.to_big()).is_zero(),
        }
    }

    /// Divides by a number above zero, downwards.
    #[must_use]
    pub fn div_floor(&self, divisor: &Self) -> Self {
        match (&self.0, &divisor.0) {
            (Small(n), Small(d)) => Self(Small(n.div_euclid(*d))),
            (Small(_) | Big(_), _) => Self::big(self.to_big().div_floor(&divisor.to_big())),
        }
    }

    fn to_big(&self) -> Cow<'_, BigInt> {
        match &self.0 {
            Small(n) => Cow::Owned(BigInt::from(*n)),
            Big(n) => Cow::Borrowed(n),
        }
    }

    /// Takes the small form where it fits.
    fn big(number: BigInt) -> Self {
        match number.to_i128() {
            Some(n) if n != i128::MIN => Self(Small(n)),
            _ => Self(Big(Box::new(number))),
        }
    }
}

/// Keeps `i128::MIN` out of the small form.
fn short(number: Option<i128>) -> Option<Integer> {
    number.filter(|n| *n != i128::MIN).map(|n| Integer(Small(n)))
}

/// Gives an operator to references.
macro_rules! operator {
    ($operator:ident, $method:ident, $symbol:tt, $checked:ident) => {
        impl $operator for &Integer {
            type Output = Integer;
            fn $method(self, other: &Integer) -> Integer {
                let small = match (&self.0, &other.0) {
                    (Small(one), Small(other)) => short(one.$checked(*other)),
                    (Small(_) | Big(_), _) => None,
                };
                small.unwrap_or_else(|| Integer::big(&*self.to_big() $symbol &*other.to_big()))
            }
        }
    };
}

operator!(Add, add, +, checked_add);
operator!(Sub, sub, -, checked_sub);
operator!(Mul, mul, *, checked_mul);

impl Neg for Integer {
    type Output = Self;
    fn neg(self) -> Self {
        Self(match self.0 {
            Small(n) => Small(-n),
            Big(n) => Big(Box::new(-*n)),
        })
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small(mine), Small(theirs)) => mine.cmp(theirs),
            (Small(_) | Big(_), _) => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Exact {
    /// Returns the numerator of the reduced fraction.
    #[must_use]
    pub fn numer(&self) -> Integer {
        self.to_small().map_or_else(
            || Integer::big(self.to_big().numer().clone()),
            |(numer, _)| Integer(Small(numer)),
        )
    }

    /// Returns the denominator of the reduced fraction, which is above zero.
    #[must_use]
    pub fn denom(&self) -> Integer {
        self.to_small().map_or_else(
            || Integer::big(self.to_big().denom().clone()),
            |(_, denom)| Integer(Small(denom)),
        )
    }

    /// Returns a whole number divided by one above zero.
    #[must_use]
    pub fn quotient(numer: &Integer, denom: &Integer) -> Self {
        let small = match (&numer.0, &denom.0) {
            (Small(numer), Small(denom)) => Self::small(*numer, *denom),
            (Small(_) | Big(_), _) => None,
        };
        small.unwrap_or_else(|| {
            Self::big(BigRational::new(numer.to_big().into_owned(), denom.to_big().into_owned()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pow10(exponent: i32) -> Integer {
        Exact::pow10(exponent).numer()
    }

    #[test]
    fn long_numbers_are_short_again_where_they_fit() {
        let (long, short) = (pow10(60), pow10(20));
        assert_eq!(&(&long * &short) - &(&short * &long), Integer::zero());
        assert_eq!(long.div_floor(&pow10(40)), short);
        assert_eq!((long.words(), short.words()), (4, 0));
        assert!(long > short && -long.clone() < short && long.is_multiple_of(&short));
    }

    #[test]
    fn common_divisors_of_long_and_short_numbers() {
        let three = Exact::from(3).numer();
        let (long, longer) = (&three * &pow10(50), &three * &pow10(70));
        assert_eq!(long.gcd(&longer), long);
        assert_eq!(longer.gcd(&three), three);
        assert_eq!(three.gcd(&pow10(50)), Integer::one());
        assert_eq!(Integer::zero().gcd(&-long.clone()), long);
    }

    #[test]
    fn floors_go_down_below_zero() {
        let [minus_seven, two] = [-7, 2].map(|n: i32| Exact::from(n).numer());
        assert_eq!(minus_seven.div_floor(&two), Exact::from(-4).numer());
        let long = &-pow10(60) - &Integer::one();
        assert_eq!(long.div_floor(&pow10(60)), Exact::from(-2).numer());
    }

    #[test]
    fn a_fraction_is_its_numerator_over_its_denominator() {
        for exact in [Exact::decimal(-125, -2), Exact::decimal(7, 60), Exact::decimal(7, -60)] {
            assert_eq!(Exact::quotient(&exact.numer(), &exact.denom()), exact);
        }
    }
}
