//! How a company rounds, and the rounding itself.
//!
//! What enters: an exact number and a number of places. What leaves: the number a reader sees.
//! It must not know units or whose figure it is; the mode is set per company, sometimes per
//! measure, by whoever reads the deck.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Signed;

use super::exact::Exact;
use super::spelling;

/// Names how a company turns an exact figure into a printed one.
///
/// The mode decides which true values can lie behind a printed figure, so it is part of what the
/// figure says. Japanese filers differ: IIJ's earnings releases round half up to the million,
/// while KDDI's filings cut off below it. A total that seems off by one may be right under the
/// other mode.
///
/// ```
/// use iijdeck::num::Rounding;
///
/// for rounding in Rounding::ALL {
///     assert_eq!(rounding.to_string().parse(), Ok(rounding));
/// }
/// assert_eq!("toward zero".parse(), Ok(Rounding::TowardZero));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Rounding {
    /// To the nearest, ties away from zero (四捨五入); IIJ's rule, and the default.
    #[default]
    HalfUp,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// Digits beyond the last are cut off (切捨て); KDDI's rule.
    TowardZero,
    /// Nothing was rounded: the printed figure is the exact figure.
    Unrounded,
}

impl Rounding {
    /// Lists every mode, in the order the documentation names them.
    pub const ALL: [Self; 4] = [Self::HalfUp, Self::HalfEven, Self::TowardZero, Self::Unrounded];

    /// Returns the mode that digits are cut by where they must be: what does not come out even is
    /// rounded half up under [`Rounding::Unrounded`].
    #[must_use]
    pub const fn cutting(self) -> Self {
        match self {
            Self::Unrounded => Self::HalfUp,
            own @ (Self::HalfUp | Self::HalfEven | Self::TowardZero) => own,
        }
    }

    /// Returns the mode's name as written in a deck.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "half up",
            Self::HalfEven => "half even",
            Self::TowardZero => "toward zero",
            Self::Unrounded => "unrounded",
        }
    }
}

/// Rounds `value` to `places` digits after the point.
///
/// [`Rounding::Unrounded`] returns the value as it is. Ties under [`Rounding::HalfUp`] go away
/// from zero, so a loss and a profit of the same size print the same digits. More than 28 places
/// are no printed figure, and cost time.
#[must_use]
pub fn round(value: &Exact, places: u32, rounding: Rounding) -> Exact {
    if rounding == Rounding::Unrounded {
        return value.clone();
    }
    let places = i32::try_from(places).unwrap_or(i32::MAX);
    mantissa(value, places.unsigned_abs(), rounding) * Exact::pow10(-places)
}

/// The rounded value as a whole number of last digits; an unrounded one is cut off.
pub(super) fn mantissa(value: &Exact, places: u32, rounding: Rounding) -> Exact {
    let power = 10_i128.checked_pow(places);
    let small = value.to_small().zip(power).and_then(|((numerator, denominator), power)| {
        Some(whole(numerator.checked_mul(power)?, denominator, rounding))
    });
    if let Some(mantissa) = small {
        return Exact::from(mantissa);
    }
    let value = value.to_big();
    let numerator = value.numer() * BigInt::from(10).pow(places);
    Exact::big(BigRational::from_integer(whole(numerator, value.denom().clone(), rounding)))
}

/// Rounds a fraction with a positive denominator to a whole number.
fn whole<T: Signed + Ord + Clone>(numerator: T, denominator: T, rounding: Rounding) -> T {
    let (one, negative) = (T::one(), numerator.is_negative());
    let cut = numerator.clone() / denominator.clone();
    let rest = (numerator % denominator.clone()).abs();
    if rest.is_zero() {
        return cut;
    }
    let up = match (rest.cmp(&(denominator - rest.clone())), rounding) {
        (_, Rounding::TowardZero | Rounding::Unrounded) | (Ordering::Less, _) => false,
        (Ordering::Greater, _) | (Ordering::Equal, Rounding::HalfUp) => true,
        (Ordering::Equal, Rounding::HalfEven) => {
            !(cut.clone() % (one.clone() + one.clone())).is_zero()
        }
    };
    match (up, negative) {
        (false, _) => cut,
        (true, false) => cut + one,
        (true, true) => cut - one,
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Rounding {
    type Err = RoundingError;

    fn from_str(text: &str) -> Result<Self, RoundingError> {
        let text = text.trim();
        let known = Self::ALL.into_iter().find(|rounding| rounding.name() == text);
        known.ok_or_else(|| RoundingError { text: text.to_owned() })
    }
}

/// Reports a word that names no rounding mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundingError {
    text: String,
}

impl RoundingError {
    /// Returns the mode that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        let text = self.text.to_lowercase().replace(['-', '_'], " ");
        let meant = match text.as_str() {
            "halfup" | "nearest" | "round" | "四捨五入" => Rounding::HalfUp,
            "halfeven" | "bankers" | "banker's" => Rounding::HalfEven,
            "truncate" | "truncated" | "truncation" | "towards zero" | "down" | "cut"
            | "切捨て" | "切り捨て" => Rounding::TowardZero,
            "none" | "exact" => Rounding::Unrounded,
            other => {
                let names = Rounding::ALL.map(Rounding::name);
                return spelling::nearest(other, &names, 2).map(str::to_owned);
            }
        };
        Some(meant.to_string())
    }
}

impl fmt::Display for RoundingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Rounding::ALL.map(Rounding::name).join("`, `");
        write!(f, "not a rounding mode; the modes are `{names}`")
    }
}

impl std::error::Error for RoundingError {}
