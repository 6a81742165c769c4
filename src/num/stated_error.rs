//! What is wrong with a figure, and the whole figure that was probably meant.
//!
//! What enters: the parts of a figure, one of them unreadable. What leaves: one line of reason
//! and a correction of the whole text.

use std::fmt;

use super::decimal;
use super::number_error::NumberError;
use super::rounding::Rounding;
use super::stated::Stated;
use super::unit::{CurrencyCode, Unit};
use super::unit_error::{self, UnitError};

/// Says why a text is not a figure of the unit that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatedError {
    /// The number cannot be read.
    Number {
        /// What is wrong with it.
        error: NumberError,
        /// The whole figure that was probably meant.
        suggestion: Option<String>,
    },
    /// There are two numbers, the ends of a range, in words that ranges are not written in.
    Range,
    /// The low end of a range is the higher one.
    Turned {
        /// The range with its ends exchanged.
        suggestion: String,
    },
    /// The ends of a range are in two units.
    TwoUnits {
        /// The unit of the low end.
        low: Unit,
        /// The unit of the high end.
        high: Unit,
    },
    /// The words around the number are no unit.
    Unit {
        /// What is wrong with them.
        error: UnitError,
        /// The whole figure that was probably meant.
        suggestion: Option<String>,
    },
    /// The figure names a unit of another measure than its place has.
    WrongUnit {
        /// The unit of its place.
        expected: Unit,
        /// The unit it names.
        found: Unit,
    },
}

impl StatedError {
    /// Returns a whole figure that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::Number { suggestion, .. } | Self::Unit { suggestion, .. } => suggestion.clone(),
            Self::Turned { suggestion } => Some(suggestion.clone()),
            Self::Range | Self::TwoUnits { .. } | Self::WrongUnit { .. } => None,
        }
    }

    /// A number that cannot be read, between its currency code and its unit.
    pub(super) fn number(
        error: NumberError,
        code: Option<CurrencyCode>,
        number: &str,
        unit: &str,
    ) -> Self {
        // The accountant's `(4.1%)` closes behind the unit.
        let unit = if number.starts_with('(') { unit.trim_end_matches(')') } else { unit };
        let unit = match unit.parse::<Unit>() {
            Ok(_) => unit.to_owned(),
            Err(wrong) => wrong.suggestion().unwrap_or_else(|| unit.to_owned()),
        };
        let number = error.suggestion();
        let suggestion = number.and_then(|number| join(code, &number, &unit));
        Self::Number { error, suggestion }
    }

    /// A readable number with words around it that are no unit.
    pub(super) fn unit(error: UnitError, code: Option<CurrencyCode>, number: &str) -> Self {
        let unit = error.suggestion();
        let suggestion = unit.and_then(|unit| match unit.split_once(' ').unwrap_or((&unit, "")) {
            (first, scale) if first.parse::<CurrencyCode>().is_ok() => {
                join(first.parse().ok(), number, scale)
            }
            _ => join(code, number, &unit),
        });
        Self::Unit { error, suggestion }
    }

    /// A text that does not begin with a number: a currency sign is worth a correction.
    pub(super) fn no_number(text: &str) -> Self {
        let error = decimal::parse(text).err().unwrap_or(NumberError::Empty);
        let mut letters = text.chars();
        let sign = letters.next().map(String::from).unwrap_or_default();
        let code = unit_error::money(&sign);
        let suggestion = code.and_then(|code| join(Some(code), letters.as_str().trim(), ""));
        Self::Number { error, suggestion }
    }
}

/// Puts a figure together as it is written in a deck; nothing if it still cannot be read.
fn join(code: Option<CurrencyCode>, number: &str, unit: &str) -> Option<String> {
    let code = code.map(|code| format!("{code} ")).unwrap_or_default();
    let space = if unit.is_empty() || unit.starts_with('%') { "" } else { " " };
    let figure = format!("{code}{number}{space}{unit}");
    let read = Stated::parse_any(&figure, &Unit::Percent, Rounding::HalfUp);
    read.is_ok().then_some(figure)
}

impl fmt::Display for StatedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { error, .. } => error.fmt(f),
            Self::Range => f.write_str("a range is not one figure"),
            Self::Turned { .. } => f.write_str("the low end of the range is above its high end"),
            Self::TwoUnits { low, high } => {
                write!(f, "the low end of the range is in {low}, the high end in {high}")
            }
            Self::Unit { error, .. } => error.fmt(f),
            Self::WrongUnit { expected, found } => {
                write!(f, "expected a figure in `{expected}`, found one in `{found}`")
            }
        }
    }
}

impl std::error::Error for StatedError {}
