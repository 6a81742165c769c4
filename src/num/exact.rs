//! Exact rational numbers, the only thing this program ever computes with.
//!
//! What enters: printed decimals and integers. What leaves: exact results, and decimals again
//! once a rounding is named. It must not know units, periods or what a figure means.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Neg;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::operators::gcd;
use super::rounding::{self, Rounding};

/// Holds one number exactly, as a reduced fraction of integers without a limit.
///
/// Nothing is lost by addition, subtraction, multiplication or division, so a finding can never
/// be an artefact of our own arithmetic. Rounding happens only in [`Exact::round`].
///
/// ```
/// use iijdeck::num::{Exact, Rounding};
///
/// let third = Exact::from(1).checked_div(&Exact::from(3)).expect("three is not zero");
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!((&third * &Exact::from(3)).to_string(), "1");
/// assert_eq!(third.round(2, Rounding::HalfUp).expect("fits").to_string(), "0.33");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Exact(Fraction);

/// A reduced fraction with a positive denominator.
///
/// Figures of companies fit the small form, which needs no allocation. Every number that fits it
/// is in it, so that equal numbers are equal in form.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Fraction {
    /// Numerator and denominator; the numerator is never `i128::MIN`, so it has a negative.
    Small(i128, i128),
    Big(Box<BigRational>),
}

use Fraction::{Big, Small};

impl Exact {
    /// Returns zero.
    #[must_use]
    pub const fn zero() -> Self {
        Self(Small(0, 1))
    }

    /// Returns one.
    #[must_use]
    pub const fn one() -> Self {
        Self(Small(1, 1))
    }

    /// Returns ten to the given power, `1000` for `3` and `1/100` for `-2`.
    #[must_use]
    pub fn pow10(exponent: i32) -> Self {
        Self::decimal(1, exponent)
    }

    /// Returns `mantissa` x ten to the power `exponent`.
    #[must_use]
    pub fn decimal(mantissa: i128, exponent: i32) -> Self {
        let places = exponent.unsigned_abs();
        let small = 10_i128.checked_pow(places).and_then(|power| match exponent {
            ..0 => Self::small(mantissa, power),
            0.. => Self::small(mantissa.checked_mul(power)?, 1),
        });
        small.unwrap_or_else(|| {
            let (mantissa, power) = (BigInt::from(mantissa), BigInt::from(10).pow(places));
            Self::big(match exponent {
                ..0 => BigRational::new(mantissa, power),
                0.. => BigRational::from_integer(mantissa * power),
            })
        })
    }

    /// Divides exactly; nothing when the divisor is zero.
    #[must_use]
    pub fn checked_div(&self, divisor: &Self) -> Option<Self> {
        if divisor.is_zero() {
            return None;
        }
        if let (Small(n, d), Small(m, e)) = (&self.0, &divisor.0) {
            // The divisor's sign moves to the numerator.
            let quotient = n.checked_mul(e * m.signum()).zip(d.checked_mul(m.abs()));
            if let Some(exact) = quotient.and_then(|(n, d)| Self::small(n, d)) {
                return Some(exact);
            }
        }
        Some(Self::big(&*self.to_big() / &*divisor.to_big()))
    }

    /// Returns half of this number.
    #[must_use]
    pub fn halved(&self) -> Self {
        self * &Self(Small(1, 2))
    }

    /// Tells whether this is zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.signum() == 0
    }

    /// Tells whether this is below zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Tells whether this is above zero.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// Tells whether this is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, d) => *d == 1,
            Big(fraction) => fraction.is_integer(),
        }
    }

    /// Returns the distance from zero.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Rounds to `places` digits after the point and keeps exactly that many printed places.
    ///
    /// [`Rounding::Unrounded`] never drops a digit: it prints more places where the number needs
    /// them. Nothing is returned when the result does not fit a [`Decimal`] (28 digits), which
    /// includes an unrounded number without a finite decimal form.
    #[must_use]
    pub fn round(&self, places: u32, rounding: Rounding) -> Option<Decimal> {
        if places > Decimal::MAX_SCALE {
            return None;
        }
        let places = match rounding {
            Rounding::Unrounded => places.max(self.finite_places(Decimal::MAX_SCALE)?),
            Rounding::HalfUp | Rounding::HalfEven | Rounding::TowardZero => places,
        };
        let Small(mantissa, 1) = rounding::mantissa(self, places, rounding).0 else {
            return None;
        };
        Decimal::try_from_i128_with_scale(mantissa, places).ok()
    }

    /// Returns this number as a decimal without loss, or nothing when there is none.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        self.round(0, Rounding::Unrounded)
    }

    /// Tells whether this is an even whole number; the tie rule of [`Rounding::HalfEven`].
    pub(super) fn is_even(&self) -> bool {
        match &self.0 {
            Small(n, d) => *d == 1 && n % 2 == 0,
            Big(fraction) => fraction.is_integer() && !fraction.numer().bit(0),
        }
    }

    /// Numerator and denominator, where both fit.
    pub(super) fn to_small(&self) -> Option<(i128, i128)> {
        match self.0 {
            Small(n, d) => Some((n, d)),
            Big(_) => None,
        }
    }

    pub(super) fn to_big(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Small(n, d) => Cow::Owned(BigRational::new_raw(BigInt::from(*n), BigInt::from(*d))),
            Big(fraction) => Cow::Borrowed(fraction),
        }
    }

    /// Reduces a fraction whose denominator is positive.
    pub(super) fn small(n: i128, d: i128) -> Option<Self> {
        if n == i128::MIN {
            return None;
        }
        if d == 1 {
            return Some(Self(Small(n, 1)));
        }
        let divisor = i128::try_from(gcd(n.unsigned_abs(), d.unsigned_abs())).ok()?;
        Some(Self(if divisor == 1 { Small(n, d) } else { Small(n / divisor, d / divisor) }))
    }

    /// Takes the small form where it fits.
    pub(super) fn big(fraction: BigRational) -> Self {
        match (fraction.numer().to_i128(), fraction.denom().to_i128()) {
            (Some(n), Some(d)) if n != i128::MIN => Self(Small(n, d)),
            _ => Self(Big(Box::new(fraction))),
        }
    }

    fn signum(&self) -> i8 {
        match &self.0 {
            Small(n, _) => i8::from(*n > 0) - i8::from(*n < 0),
            Big(fraction) => i8::from(fraction.is_positive()) - i8::from(fraction.is_negative()),
        }
    }

    /// The places a finite decimal form needs, if it has one within `limit`.
    ///
    /// A reduced fraction is finite exactly when its denominator has no prime factor but 2 and 5.
    fn finite_places(&self, limit: u32) -> Option<u32> {
        if self.is_integer() {
            return Some(0);
        }
        let fraction = self.to_big();
        let twos = fraction.denom().trailing_zeros().unwrap_or(0);
        let mut rest = fraction.denom() >> twos;
        let mut fives = 0_u32;
        let five = BigInt::from(5);
        while !rest.is_one() {
            if fives >= limit || !(&rest % &five).is_zero() {
                return None;
            }
            rest /= &five;
            fives += 1;
        }
        let places = u32::try_from(twos).ok()?.max(fives);
        (places <= limit).then_some(places)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Small(n, d), Small(m, e)) = (&self.0, &other.0) {
            if d == e {
                return n.cmp(m);
            }
            if let (Some(mine), Some(theirs)) = (n.checked_mul(*e), m.checked_mul(*d)) {
                return mine.cmp(&theirs);
            }
        }
        self.to_big().cmp(&other.to_big())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes the decimal form where it is finite, else a reduced fraction such as `1/3`.
///
/// A form of more than 1,000 places is written as a fraction too.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = self.to_big();
        let Some(places) = self.finite_places(1_000) else {
            return write!(f, "{}/{}", fraction.numer(), fraction.denom());
        };
        let shifted = fraction.numer() * BigInt::from(10).pow(places) / fraction.denom();
        let digits = shifted.magnitude().to_string();
        let sign = if self.is_negative() { "-" } else { "" };
        let places = places as usize;
        if places == 0 {
            return write!(f, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        write!(f, "{sign}{whole}.{fraction}")
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        // A decimal's scale is 28 at most.
        let places = i32::try_from(value.scale()).unwrap_or(i32::MAX);
        Self::decimal(value.mantissa(), -places)
    }
}

macro_rules! from_integers {
    ($($integer:ty),+) => {$(
        impl From<$integer> for Exact {
            fn from(value: $integer) -> Self {
                match i128::try_from(value) {
                    Ok(value) if value != i128::MIN => Self(Small(value, 1)),
                    Ok(_) | Err(_) => Self::big(BigRational::from_integer(BigInt::from(value))),
                }
            }
        }
    )+};
}

from_integers!(i8, i16, i32, i64, i128, u8, u16, u32, u64, usize);

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact(match &self.0 {
            Small(n, d) => Small(-n, *d),
            Big(fraction) => Big(Box::new(-&**fraction)),
        })
    }
}

impl Neg for Exact {
    type Output = Self;
    fn neg(self) -> Self {
        -&self
    }
}
