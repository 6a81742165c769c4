//! A figure as somebody stated it: digits, unit and rounding.
//!
//! What enters: the text of one figure, the unit its table is in and the company's rounding. What
//! leaves: the exact value of the digits, and the interval of true values they allow. It must not
//! know which item or period the figure belongs to.

use std::fmt;
use std::hash::{Hash, Hasher};

use rust_decimal::Decimal;

use super::decimal;
use super::exact::Exact;
use super::hundredths;
use super::interval::Interval;
use super::rounding::Rounding;
use super::scale::Scale;
use super::stated_error::StatedError;
use super::unit::{CurrencyCode, Unit};
use super::unit_error::UnitError;

/// Holds a printed figure with everything it says: `15,813`, in million yen, rounded half up.
///
/// The scale of `value` is the number of printed places. Two figures are equal only if they say
/// the same: 0.1% and 0.10% are different statements.
///
/// ```
/// use iijdeck::num::{Rounding, Stated, Unit};
///
/// let millions: Unit = "JPY million".parse().expect("a unit");
/// let stated = Stated::parse("15,813", &millions, Rounding::HalfUp).expect("a figure");
/// assert_eq!(stated.exact().to_string(), "15813000000");
/// assert_eq!(stated.interval().to_string(), "[15812500000, 15813500000]");
/// ```
#[derive(Debug, Clone)]
pub struct Stated {
    /// The printed number, in the printed unit; its scale is the printed places.
    pub value: Decimal,
    /// What the number is measured in.
    pub unit: Unit,
    /// How it was rounded.
    pub rounding: Rounding,
    /// Whether a dash was printed: there is nothing, and nothing is hidden by rounding.
    pub nil: bool,
}

impl Stated {
    /// Makes a figure from its parts.
    #[must_use]
    pub fn new(value: Decimal, unit: Unit, rounding: Rounding) -> Self {
        Self { value, unit, rounding, nil: false }
    }

    /// Gives the same figure with the other sign.
    #[must_use]
    pub fn turned(&self) -> Self {
        let value = if self.value.is_zero() { self.value } else { -self.value };
        Self { value, ..self.clone() }
    }

    /// Makes a nil, which is exact: `—` in a table, where `0` is what was rounded to zero.
    #[must_use]
    pub fn nil(unit: Unit) -> Self {
        Self { nil: true, ..Self::new(Decimal::ZERO, unit, Rounding::Unrounded) }
    }

    /// Reads a figure that must have the same measure as `default`, whatever its scale; a dash
    /// alone is a nil.
    ///
    /// # Errors
    /// As [`Stated::parse_any`], and [`StatedError::WrongUnit`] when the text names another
    /// measure: `5%` in a table of million yen.
    pub fn parse(text: &str, default: &Unit, rounding: Rounding) -> Result<Self, StatedError> {
        if decimal::is_nil(text.trim()) {
            return Ok(Self::nil(default.clone()));
        }
        let stated = Self::parse_any(text, default, rounding)?;
        if stated.unit.same_measure(default) {
            return Ok(stated);
        }
        Err(StatedError::WrongUnit { expected: default.clone(), found: stated.unit })
    }

    /// Reads a figure that may name any unit of its own.
    ///
    /// A bare number is in `default`. A scale alone (`84.5 billion`, `122 cents`) replaces the scale of a
    /// `default` that has one. Digits of lakh and crore may be grouped as India does. A unit replaces all of it: `4.1%`, `1.6 points`, and `JPY 14,812`,
    /// which is 14,812 yen even in a table of million yen.
    ///
    /// # Errors
    /// [`StatedError::Number`] or [`StatedError::Unit`], whichever part cannot be read, and
    /// [`StatedError::Range`] where there are two numbers.
    pub fn parse_any(text: &str, default: &Unit, rounding: Rounding) -> Result<Self, StatedError> {
        let text = text.trim();
        if decimal::is_range(text) {
            return Err(StatedError::Range);
        }
        if let Some(number) = yen(text) {
            let value = decimal::parse(&number)
                .map_err(|error| StatedError::number(error, None, &number, "JPY"))?;
            return Ok(Self::new(value.value, Unit::yen(Scale::One), rounding));
        }
        // The accountant's `(4.1%)` closes behind the unit.
        let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
        if let Some(inner) = inner.filter(|inner| !inner.starts_with(decimal::is_sign))
            && inner.ends_with(|last: char| !decimal::is_part(last))
        {
            return Self::parse_any(inner, default, rounding).map(|stated| stated.turned());
        }
        let (code, rest) = split_code(text);
        let (number, rest) = split_number(rest);
        let unit = match (code, rest) {
            (None, "") => Ok(default.clone()),
            (None, rest) => named(rest, default),
            (Some(code), "") => Ok(Unit::Currency { code, scale: Scale::One }),
            (Some(code), rest) => format!("{code} {rest}").parse(),
        };
        let indian = unit.as_ref().is_ok_and(Unit::is_indian);
        let read = if indian { decimal::parse_indian } else { decimal::parse };
        let printed = match read(number) {
            Ok(printed) => printed,
            Err(_) if number.is_empty() && !text.is_empty() => {
                return Err(StatedError::no_number(text));
            }
            Err(error) => return Err(StatedError::number(error, code, number, rest)),
        };
        match unit {
            Ok(unit) => Ok(Self::new(printed.value, unit, rounding)),
            Err(error) => Err(StatedError::unit(error, code, number)),
        }
    }

    /// Returns the printed digits in the base unit: 15,813 in million yen is 15813000000.
    #[must_use]
    pub fn exact(&self) -> Exact {
        let places = i32::try_from(self.value.scale()).unwrap_or(i32::MAX);
        Exact::decimal(self.value.mantissa(), self.unit.exponent().saturating_sub(places))
    }

    /// Returns the true values the figure allows, in the base unit.
    ///
    /// The rule is [`Interval::of_stated`].
    #[must_use]
    pub fn interval(&self) -> Interval {
        Interval::of_stated(&self.exact(), &self.last_digit(), self.rounding)
    }

    /// Returns one of the last printed digit, in the base unit: 1000000 for whole millions.
    #[must_use]
    pub fn last_digit(&self) -> Exact {
        self.unit.last_digit(self.places())
    }

    /// Returns how many digits were printed after the point.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.value.scale()
    }

    /// Returns the digits of this figure in another scale, and whether they are in doubt.
    ///
    /// They are in doubt when the true values behind this figure do not all print as the same
    /// digits there: 84.5 billion shown as 84,500 million claims digits that nobody stated. Ties
    /// are taken as this figure's own rounding takes them, so a figure shown as it was printed is
    /// never in doubt. Nothing is returned when the units measure different things or the result
    /// does not fit a [`Decimal`].
    #[must_use]
    pub fn rescaled(&self, to: &Unit, places: u32, rounding: Rounding) -> Option<(Decimal, bool)> {
        if !self.unit.same_measure(to) {
            return None;
        }
        let exact = self.exact();
        let digits = self.digits_in(to).round(places, rounding)?;
        let shown = Self::new(digits, to.clone(), rounding);
        let mine = Interval::rounding_to(&exact, &self.last_digit(), self.rounding);
        let cell = Interval::rounding_to(&shown.exact(), &shown.last_digit(), rounding);
        Some((digits, !mine.is_within(&cell)))
    }

    /// Returns the digits of this figure in another scale, moved to one side where they must be cut, so that
    /// "at least 359.6" is "at least 359" and never "at least 360". Nothing as [`Self::rescaled`].
    #[must_use]
    pub fn rescaled_to(&self, side: Side, to: &Unit, places: u32) -> Option<Decimal> {
        if !self.unit.same_measure(to) {
            return None;
        }
        let exact = self.digits_in(to);
        let cut = exact.round(places, Rounding::TowardZero)?;
        let short = match side {
            Side::Down => Exact::from(cut) > exact,
            Side::Up => Exact::from(cut) < exact,
        };
        if !short {
            return Some(cut);
        }
        let last = Exact::pow10(-i32::try_from(places).ok()?);
        let moved = match side {
            Side::Down => Exact::from(cut) - last,
            Side::Up => Exact::from(cut) + last,
        };
        moved.round(places, Rounding::TowardZero)
    }

    /// Returns how many digits behind the point are known in another unit of its measure; below zero where
    /// not even the whole ones are.
    #[must_use]
    pub fn places_in(&self, to: &Unit) -> i32 {
        let places = i32::try_from(self.places()).unwrap_or(i32::MAX);
        places.saturating_add(to.exponent() - self.unit.exponent())
    }

    fn digits_in(&self, to: &Unit) -> Exact {
        self.exact() * Exact::pow10(-to.exponent())
    }
}

/// The side that an end of a range is moved to where it is cut, so that what is printed stays true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Towards less.
    Down,
    /// Towards more.
    Up,
}

impl PartialEq for Stated {
    fn eq(&self, other: &Self) -> bool {
        self.nil == other.nil
            && self.value.mantissa() == other.value.mantissa()
            && self.value.scale() == other.value.scale()
            && self.rounding == other.rounding
            && self.unit == other.unit
    }
}

impl Eq for Stated {}

impl Hash for Stated {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.mantissa().hash(state);
        self.value.scale().hash(state);
        self.rounding.hash(state);
        self.unit.hash(state);
    }
}

/// Writes the figure so that [`Stated::parse_any`] reads it back: `JPY 15,813 million`, `4.1%`; a
/// nil as [`Stated::parse`] does.
impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.nil {
            return f.write_str("—");
        }
        let number = self.unit.grouped(&self.value);
        match &self.unit {
            Unit::Currency { code, scale: Scale::One } => write!(f, "{code} {number}"),
            Unit::Currency { code, scale: Scale::Hundredth } => {
                write!(f, "{code} {number} {}", hundredths::names(*code)[0])
            }
            Unit::Currency { code, scale } => write!(f, "{code} {number} {scale}"),
            Unit::Percent => write!(f, "{number}%"),
            unit @ (Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. }) => {
                write!(f, "{number} {unit}")
            }
        }
    }
}

/// Reads yen and hundredths of it as Japanese writes them, `8円68銭` or `25円`: as `8.68`, `25`.
fn yen(text: &str) -> Option<String> {
    let whole = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ',');
    if let Some(yen) = text.strip_suffix('円') {
        let digits = yen.strip_prefix('-').unwrap_or(yen);
        let plain = !digits.is_empty() && digits.chars().all(|c| whole(&c.to_string()) || c == '.');
        return plain.then(|| yen.to_owned());
    }
    let (yen, sen) = text.strip_suffix('銭')?.split_once('円')?;
    let digits = yen.strip_prefix('-').unwrap_or(yen);
    let plain = !digits.is_empty() && whole(digits) && (1..=2).contains(&sen.len()) && whole(sen);
    plain.then(|| format!("{yen}.{sen:0>2}"))
}

/// Splits `JPY 14,812` into the currency and the rest.
pub(super) fn split_code(text: &str) -> (Option<CurrencyCode>, &str) {
    let split = text.split_once(char::is_whitespace);
    match split.and_then(|(code, rest)| Some((code.parse().ok()?, rest))) {
        Some((code, rest)) => (Some(code), rest.trim_start()),
        None => (None, text),
    }
}

/// Splits the number off the front; what goes on with a digit is all part of a broken number.
pub(super) fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|letter| !decimal::is_part(letter)).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let unit = rest.trim_start();
    let glued = unit.len() == rest.len() && rest.contains(|letter: char| letter.is_ascii_digit());
    if !number.is_empty() && (glued || unit.starts_with(decimal::is_part)) {
        return (text, "");
    }
    (number, unit)
}

/// Reads what follows a number: a scale of the default unit, or a unit.
fn named(text: &str, default: &Unit) -> Result<Unit, UnitError> {
    let scale = text.parse::<Scale>().ok();
    let cents = || default.hundredths(text);
    let scaled = scale.and_then(|scale| default.with_scale(scale));
    scaled.or_else(cents).map_or_else(|| text.parse(), Ok)
}
