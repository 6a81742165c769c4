//! What is wrong with a printed number, and what was probably meant.
//!
//! What enters: a text that is not a number. What leaves: one line of reason and a correction that
//! reads as a number. It must not guess silently: a near miss is refused, never repaired.

use std::fmt;

use super::decimal::{Decimal, MAX_DIGITS, exponent, grouped, is_sign, parse};
use super::spelling;

/// Says why a text is not a number.
///
/// The texts are kept as written, so that [`NumberError::suggestion`] can correct them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberError {
    /// There is no text at all.
    Empty,
    /// There is nothing but a dash.
    Dash,
    /// There is a sign or a point, but no digit.
    NoDigits,
    /// A comma stands elsewhere than between groups of three digits.
    Comma {
        /// The text as written.
        text: String,
    },
    /// The digits are grouped as India groups them, which only lakh and crore are.
    Indian {
        /// The text as written.
        text: String,
    },
    /// There are two decimal points.
    TwoPoints {
        /// The text as written.
        text: String,
    },
    /// The point has no digit before or after it.
    BarePoint {
        /// The text as written.
        text: String,
    },
    /// The number is written with a power of ten.
    Exponent {
        /// The text as written.
        text: String,
    },
    /// There is an underscore between digits.
    Underscore {
        /// The text as written.
        text: String,
    },
    /// There is white space inside the number.
    Space {
        /// The text as written.
        text: String,
    },
    /// There are full-width digits or signs.
    FullWidth {
        /// The text as written.
        text: String,
    },
    /// There is a letter.
    Letter {
        /// The first letter.
        found: char,
    },
    /// There is a character that belongs to no number.
    Symbol {
        /// The first such character.
        found: char,
    },
    /// There are two signs, a sign out of place, or a parenthesis without its partner.
    Sign {
        /// The text as written.
        text: String,
    },
    /// The whole part begins with a zero it does not need.
    LeadingZero {
        /// The text as written.
        text: String,
    },
    /// There are more digits than [`MAX_DIGITS`](super::decimal::MAX_DIGITS).
    TooLong {
        /// How many digits were written.
        digits: usize,
    },
}

impl NumberError {
    /// Returns a text that reads as a number and was probably meant.
    ///
    /// Nothing is suggested where two readings are possible: `1,58` may be a decimal comma or a
    /// lost digit.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        let candidate = match self {
            Self::Empty
            | Self::Dash
            | Self::NoDigits
            | Self::Letter { .. }
            | Self::Symbol { .. }
            | Self::TooLong { .. } => return None,
            Self::Comma { text } | Self::Indian { text } => regrouped(text)?,
            Self::TwoPoints { text } => {
                let commas = text.replace('.', ",");
                if parse(&commas).is_ok() { commas } else { text.replacen("..", ".", 1) }
            }
            Self::BarePoint { text } => text
                .find('.')
                .filter(|&at| text[..at].ends_with(|before: char| before.is_ascii_digit()))
                .map_or_else(|| text.replacen('.', "0.", 1), |_| text.replacen('.', "", 1)),
            Self::Exponent { text } => expanded(text)?,
            Self::Underscore { text } => text.replace('_', ""),
            Self::Space { text } => text.split_whitespace().collect(),
            Self::FullWidth { text } => spelling::narrow(text),
            Self::Sign { text } => resigned(text),
            Self::LeadingZero { text } => stripped(text)?,
        };
        parse(&candidate).is_ok().then_some(candidate)
    }
}

/// Puts the commas of `15,81,3` right; a single misplaced comma may be a decimal one.
fn regrouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_at(text.find('.').unwrap_or(text.len()));
    let bare = whole.replace(',', "");
    let outside = whole.starts_with(',') || whole.ends_with(',');
    let clear = outside || !fraction.is_empty() || whole.matches(',').count() > 1;
    if !clear || fraction.contains(',') {
        return None;
    }
    parse(&format!("{bare}{fraction}")).ok().map(|printed| grouped(&printed.value))
}

/// Writes out `1.5e3` as `1500`.
fn expanded(text: &str) -> Option<String> {
    let (mantissa, power) = exponent(text)?;
    let printed = parse(mantissa).ok()?;
    let power = power.parse::<i32>().ok().filter(|power| power.abs() <= 28)?;
    let shift = power - i32::try_from(printed.places()).ok()?;
    let digits = printed.value.mantissa();
    let whole = 10_i128.checked_pow(u32::try_from(shift).unwrap_or(0))?;
    let places = u32::try_from(-shift).unwrap_or(0);
    Decimal::try_from_i128_with_scale(digits.checked_mul(whole)?, places)
        .ok()
        .map(|value| value.to_string())
}

/// Replaces look-alike dashes by a minus and a doubled sign by one.
fn resigned(text: &str) -> String {
    let body = text.trim_matches(is_sign);
    let negative = text.contains(|letter: char| is_sign(letter) && letter != '+');
    format!("{}{body}", if negative { "-" } else { "" })
}

/// Takes leading zeros off `007`; a comma after a zero may be a decimal one.
fn stripped(text: &str) -> Option<String> {
    let start = text.find('0').filter(|_| !text.contains(','))?;
    let (sign, digits) = text.split_at(start);
    let bare = digits.trim_start_matches('0');
    let zero = if bare.starts_with(|first: char| first.is_ascii_digit()) { "" } else { "0" };
    Some(format!("{sign}{zero}{bare}"))
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a number is missing"),
            Self::Dash => f.write_str("a dash is no number"),
            Self::NoDigits => f.write_str("there is no digit"),
            Self::Comma { .. } => f.write_str("a comma separates groups of three digits"),
            Self::Indian { .. } => f.write_str(
                "digits are grouped so, 1,23,456, where the unit is in lakh or crore: `INR crore`",
            ),
            Self::TwoPoints { .. } => f.write_str("there are two decimal points"),
            Self::BarePoint { .. } => f.write_str("a decimal point needs digits on both sides"),
            Self::Exponent { .. } => {
                f.write_str("an exponent does not say which digits were printed")
            }
            Self::Underscore { .. } => f.write_str("digits are grouped by commas, not underscores"),
            Self::Space { .. } => f.write_str("there is a space inside the number"),
            Self::FullWidth { .. } => f.write_str("the number has full-width characters"),
            Self::Letter { found } => write!(f, "a number has no letter `{found}`"),
            Self::Symbol { found } => {
                write!(f, "a number has no character `{}`", spelling::seen(*found))
            }
            Self::Sign { .. } => {
                f.write_str("a number has one sign in front, or parentheses around it")
            }
            Self::LeadingZero { .. } => f.write_str("the number has leading zeros"),
            Self::TooLong { digits } => {
                write!(f, "the number has {digits} digits, more than {MAX_DIGITS}")
            }
        }
    }
}

impl std::error::Error for NumberError {}
