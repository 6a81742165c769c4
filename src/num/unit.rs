//! What a figure is measured in: a currency and its scale, a percentage, a multiple or a count.
//!
//! What enters: a unit as a deck writes it (`JPY million`, `%`, `thousand personnel`). What
//! leaves: its kind and the power of ten between the printed digits and the base unit. It must
//! not know how a language writes a unit on a slide.

use std::fmt;
use std::str::FromStr;

use super::decimal::{self, Decimal};
use super::exact::Exact;
use super::hundredths;
use super::noun::Noun;
use super::scale::{self, Scale};
use super::unit_error::{self, UnitError};

/// Names a currency by its three letters, such as `JPY` (ISO 4217).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CurrencyCode([u8; 3]);

impl CurrencyCode {
    /// The Japanese yen.
    pub const JPY: Self = Self(*b"JPY");

    /// Returns the three letters.
    ///
    /// # Panics
    /// Never: nothing but capital letters is taken for a code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three capital letters")
    }
}

impl fmt::Debug for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CurrencyCode({})", self.as_str())
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Reads exactly three capital letters; the list of currencies is not consulted.
impl FromStr for CurrencyCode {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        match *text.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(UnitError::Code { text: text.to_owned() }),
        }
    }
}

/// Says what one printed digit counts.
///
/// The base unit is the unit without its scale: yen, a plain fraction for `%`, `points` and `bps` (so
/// 4.1% is 0.041), one for multiples and counts. Text and unit turn into each other:
///
/// ```
/// use iijdeck::num::Unit;
///
/// for text in ["JPY million", "JPY", "USD cents", "%", "points", "bps", "times", "thousand shares"] {
///     let unit: Unit = text.parse().expect("a unit");
///     assert_eq!(unit.to_string(), text);
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// An amount of money.
    Currency {
        /// The currency.
        code: CurrencyCode,
        /// The scale of the printed digits.
        scale: Scale,
    },
    /// Hundredths of a whole; growth and margins.
    Percent,
    /// Percentage points; the difference of two percentages.
    Points,
    /// Hundredths of percentage points.
    BasisPoints,
    /// A multiple, such as a price-earnings ratio.
    Times,
    /// A number of things.
    Count {
        /// What is counted.
        noun: Noun,
        /// The scale of the printed digits.
        scale: Scale,
    },
}

impl Unit {
    /// Makes an amount of yen in the given scale.
    #[must_use]
    pub const fn yen(scale: Scale) -> Self {
        Self::Currency { code: CurrencyCode::JPY, scale }
    }

    /// Returns the scale of the printed digits; one where the unit has none.
    #[must_use]
    pub fn scale(&self) -> Scale {
        match self {
            Self::Currency { scale, .. } | Self::Count { scale, .. } => *scale,
            Self::BasisPoints => Scale::Hundredth,
            Self::Percent | Self::Points | Self::Times => Scale::One,
        }
    }

    /// Returns the power of ten from a printed digit to the base unit: 6 for millions, -2 for `%`.
    #[must_use]
    pub fn exponent(&self) -> i32 {
        match self {
            Self::Currency { scale, .. } | Self::Count { scale, .. } => scale.exponent(),
            Self::Percent | Self::Points => -2,
            Self::BasisPoints => -4,
            Self::Times => 0,
        }
    }

    /// Returns one of the last printed digit, in the base unit.
    #[must_use]
    pub fn last_digit(&self, places: u32) -> Exact {
        Exact::pow10(self.exponent().saturating_sub(i32::try_from(places).unwrap_or(i32::MAX)))
    }

    /// Tells whether two units measure the same thing, whatever their scales.
    ///
    /// Two currencies are different measures, and so are two nouns, and so are percentages and
    /// percentage points.
    #[must_use]
    pub fn same_measure(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Currency { code: mine, .. }, Self::Currency { code: theirs, .. }) => {
                mine == theirs
            }
            (Self::Count { noun: mine, .. }, Self::Count { noun: theirs, .. }) => mine == theirs,
            (Self::Percent, Self::Percent)
            | (Self::Points | Self::BasisPoints, Self::Points | Self::BasisPoints)
            | (Self::Times, Self::Times) => true,
            (
                Self::Currency { .. }
                | Self::Count { .. }
                | Self::Percent
                | Self::Points
                | Self::BasisPoints
                | Self::Times,
                _,
            ) => false,
        }
    }

    /// Returns the same currency in its hundredths, where the word names them: `pence` of pounds.
    #[must_use]
    pub(super) fn hundredths(&self, word: &str) -> Option<Self> {
        let Self::Currency { code, .. } = self else { return None };
        hundredths::names(*code).contains(&word).then(|| self.with_scale(Scale::Hundredth))?
    }

    /// Tells whether its digits may be grouped as India does: lakh and crore, and single rupees.
    #[must_use]
    pub fn is_indian(&self) -> bool {
        let rupees =
            matches!(self, Self::Currency { code, scale: Scale::One } if code.0 == *b"INR");
        rupees || self.scale().is_indian()
    }

    /// Writes digits as they are grouped in it: `1,234,567`, of lakh and crore `12,34,567`.
    #[must_use]
    pub fn grouped(&self, digits: &Decimal) -> String {
        if self.is_indian() { decimal::grouped_as_india(digits) } else { decimal::grouped(digits) }
    }

    /// Returns what is counted, where this is a count.
    #[must_use]
    pub fn noun(&self) -> Option<&Noun> {
        match self {
            Self::Count { noun, .. } => Some(noun),
            Self::Currency { .. }
            | Self::Percent
            | Self::Points
            | Self::BasisPoints
            | Self::Times => None,
        }
    }

    /// Tells whether this is an amount of money.
    #[must_use]
    pub fn is_currency(&self) -> bool {
        matches!(self, Self::Currency { .. })
    }

    /// Tells whether this is a rate: a quotient of figures, rounded by a rule of its own.
    #[must_use]
    pub fn is_rate(&self) -> bool {
        matches!(self, Self::Percent | Self::Points | Self::BasisPoints | Self::Times)
    }

    /// Tells whether this is the difference of two percentages, in points or in basis points.
    #[must_use]
    pub fn is_points(&self) -> bool {
        matches!(self, Self::Points | Self::BasisPoints)
    }

    /// Tells whether changes of it are points: percentages, and differences of them.
    #[must_use]
    pub fn is_percentage(&self) -> bool {
        *self == Self::Percent || self.is_points()
    }

    /// Returns the same measure in another scale; nothing where the unit has no such scale. Points in
    /// hundredths are basis points.
    #[must_use]
    pub fn with_scale(&self, scale: Scale) -> Option<Self> {
        match (self, scale) {
            (Self::Currency { code, .. }, _) => Some(Self::Currency { code: *code, scale }),
            (Self::Points | Self::BasisPoints, Scale::One) => Some(Self::Points),
            (Self::Points | Self::BasisPoints, Scale::Hundredth) => Some(Self::BasisPoints),
            (Self::Count { noun, .. }, _) if scale != Scale::Hundredth => {
                Some(Self::Count { noun: noun.clone(), scale })
            }
            (
                Self::Percent | Self::Points | Self::BasisPoints | Self::Times | Self::Count { .. },
                _,
            ) => None,
        }
    }
}

/// Writes the unit as a deck writes it; a bare count is `count`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency { code, scale: Scale::One } => write!(f, "{code}"),
            Self::Currency { code, scale: Scale::Hundredth } => {
                write!(f, "{code} {}", hundredths::names(*code)[0])
            }
            Self::Currency { code, scale } => write!(f, "{code} {scale}"),
            Self::Percent => f.write_str("%"),
            Self::Points => f.write_str("points"),
            Self::BasisPoints => f.write_str("bps"),
            Self::Times => f.write_str("times"),
            Self::Count { noun, scale } => match (noun.is_empty(), scale) {
                (true, Scale::One) => f.write_str("count"),
                (true, scale) => write!(f, "{scale}"),
                (false, Scale::One) => write!(f, "{noun}"),
                (false, scale) => write!(f, "{scale} {noun}"),
            },
        }
    }
}

/// Reads a unit; white space is collapsed.
///
/// Three capital letters are a currency, a leading scale word scales what follows, and any other
/// words are the noun of a count. Words that look like a misspelt unit are refused.
impl FromStr for Unit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
        match text.as_str() {
            "" => return Err(UnitError::Empty),
            "%" => return Ok(Self::Percent),
            "points" => return Ok(Self::Points),
            "bps" | "bp" | "basis points" => return Ok(Self::BasisPoints),
            "times" => return Ok(Self::Times),
            "count" => {
                return Ok(Self::Count { noun: Noun::default(), scale: Scale::One });
            }
            _ => {}
        }
        if let Ok(code) = first.parse::<CurrencyCode>() {
            return match rest {
                "" => Ok(Self::Currency { code, scale: Scale::One }),
                word if hundredths::names(code).contains(&word) => {
                    Ok(Self::Currency { code, scale: Scale::Hundredth })
                }
                word => match word.parse::<Scale>() {
                    Ok(scale) => Ok(Self::Currency { code, scale }),
                    Err(_) => Err(UnitError::Scale { code, found: word.to_owned() }),
                },
            };
        }
        if let Some(meant) = unit_error::meant(&text, first, rest) {
            return Err(UnitError::Spelling { meant });
        }
        let (scale, noun) = scale::split_leading(&text);
        let noun = Noun::from(noun);
        if let Some(found) = noun.forms().find_map(unit_error::odd_character) {
            return Err(UnitError::Character { found });
        }
        Ok(Self::Count { noun, scale })
    }
}
