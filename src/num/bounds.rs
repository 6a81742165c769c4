//! A figure of which no digits are stated but its ends: a range, one end, or nearly how much.
//!
//! What enters: the text of a figure such as `360 to 420`, `at least 25%` or `about 10%`. What leaves:
//! its ends as stated, and the interval between them. It must not know what is guided by it.

use std::fmt;

use super::decimal;
use super::end::End;
use super::exact::Exact;
use super::interval::Interval;
use super::rounding::Rounding;
use super::stated::{Stated, split_code, split_number};
use super::stated_error::StatedError;
use super::unit::Unit;

/// What is stated of a figure in the place of its digits.
///
/// ```
/// use iijdeck::num::{Bounds, Rounding, Unit};
///
/// let unit: Unit = "USD million".parse().expect("a unit");
/// let read = |text| Bounds::parse(text, &unit, Rounding::HalfUp).expect("a range").expect("a sound one");
/// assert_eq!(read("360 to 420").interval().expect("two ends").to_string(), "[359500000, 420500000]");
/// assert_eq!(read("at least 360").to_string(), "at least USD 360 million");
/// assert!(Bounds::parse("360", &unit, Rounding::HalfUp).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bounds {
    /// Between two figures, both of which it may be.
    Between {
        /// The low end.
        low: Stated,
        /// The high end.
        high: Stated,
    },
    /// So much or more.
    AtLeast(Stated),
    /// So much or less.
    AtMost(Stated),
    /// Nearly so much: a figure that its author does not vouch for.
    About(Stated),
}

/// Makes one of a figure.
type Made = fn(Stated) -> Bounds;

/// Words before a figure of which one end is stated, or none.
const WORDS: [(&str, Made); 5] = [
    ("at least ", Bounds::AtLeast),
    ("at most ", Bounds::AtMost),
    ("about ", Bounds::About),
    ("approximately ", Bounds::About),
    ("~", Bounds::About),
];

impl Bounds {
    /// Reads a figure that may name any unit of its own; nothing where the text states no ends.
    ///
    /// The unit is that behind the last figure, or `default`; a first figure that names one names the
    /// same.
    ///
    /// # Errors
    /// As [`Stated::parse_any`] of either end, [`StatedError::TwoUnits`] where they differ in theirs
    /// and [`StatedError::Turned`] where the low end is the higher one.
    pub fn parse(
        text: &str,
        default: &Unit,
        rounding: Rounding,
    ) -> Option<Result<Self, StatedError>> {
        let text = text.trim();
        for (word, make) in WORDS {
            if let Some(figure) = text.strip_prefix(word) {
                return Some(Stated::parse_any(figure, default, rounding).map(make));
            }
        }
        let (low, high) = text.split_once(" to ").or_else(|| decimal::at_dash(text))?;
        Some(Self::between(low.trim(), high.trim(), default, rounding))
    }

    fn between(
        low: &str,
        high: &str,
        default: &Unit,
        rounding: Rounding,
    ) -> Result<Self, StatedError> {
        // `USD 360 to 420 million`: the currency is written before the first, the scale behind the last.
        let (code, bare) = split_code(low);
        let alone = split_code(high).0.is_none();
        let high = match code.filter(|_| alone) {
            Some(code) => Stated::parse_any(&format!("{code} {high}"), default, rounding)?,
            None => Stated::parse_any(high, default, rounding)?,
        };
        let whole = if alone { bare } else { low };
        let own = !split_number(whole).1.is_empty() || code.is_some() && !alone;
        let unit = if own { default } else { &high.unit };
        let low = match code.filter(|_| own) {
            Some(_) => Stated::parse_any(low, unit, rounding)?,
            None => Stated::parse_any(whole, unit, rounding)?,
        };
        if low.unit != high.unit {
            return Err(StatedError::TwoUnits { low: low.unit, high: high.unit });
        }
        if low.exact() > high.exact() {
            let suggestion = format!("{high} to {low}");
            return Err(StatedError::Turned { suggestion });
        }
        Ok(Self::Between { low, high })
    }

    /// Gives what it is called among figures of all kinds.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Between { .. } => "range",
            Self::AtLeast(_) => "at least",
            Self::AtMost(_) => "at most",
            Self::About(_) => "about",
        }
    }

    /// Gives the figures that are stated, the low one first.
    pub fn figures(&self) -> impl Iterator<Item = &Stated> {
        let (one, two) = match self {
            Self::Between { low, high } => (low, Some(high)),
            Self::AtLeast(at) | Self::AtMost(at) | Self::About(at) => (at, None),
        };
        std::iter::once(one).chain(two)
    }

    /// Gives what each end is told in.
    #[must_use]
    pub fn unit(&self) -> &Unit {
        match self {
            Self::Between { low: at, .. }
            | Self::AtLeast(at)
            | Self::AtMost(at)
            | Self::About(at) => &at.unit,
        }
    }

    /// Gives the low end that is stated.
    #[must_use]
    pub fn low(&self) -> Option<&Stated> {
        match self {
            Self::Between { low, .. } | Self::AtLeast(low) => Some(low),
            Self::AtMost(_) | Self::About(_) => None,
        }
    }

    /// Gives the high end that is stated.
    #[must_use]
    pub fn high(&self) -> Option<&Stated> {
        match self {
            Self::Between { high, .. } | Self::AtMost(high) => Some(high),
            Self::AtLeast(_) | Self::About(_) => None,
        }
    }

    /// Gives the middle of a range, with one place more where it falls between two digits; of a figure
    /// that is nearly so much that itself.
    #[must_use]
    pub fn middle(&self) -> Option<Stated> {
        match self {
            Self::About(at) => Some(at.clone()),
            Self::Between { low, high } => {
                let places = low.places().max(high.places());
                let sum = (low.exact() + high.exact()).halved();
                let sum = &sum * &Exact::pow10(-low.unit.exponent());
                let digits = |places| sum.round(places, Rounding::HalfUp);
                let own = digits(places).filter(|digits| Exact::from(*digits) == sum);
                let value = own.or_else(|| digits(places + 1))?;
                Some(Stated::new(value, low.unit.clone(), low.rounding))
            }
            Self::AtLeast(_) | Self::AtMost(_) => None,
        }
    }

    /// Gives the interval from the low end of the low figure to the high end of the high one; of a
    /// figure that is nearly so much two of its last digit on either side. Nothing where one side is
    /// open.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let (low, high) = self.ends();
        Interval::new(low?, high?)
    }

    /// Gives the ends of what the figure may be.
    #[must_use]
    pub fn ends(&self) -> (Option<End>, Option<End>) {
        if let Self::About(at) = self {
            let reach = at.last_digit() + at.last_digit();
            let end = |at| Some(End::closed(at));
            return (end(at.exact() - &reach), end(at.exact() + &reach));
        }
        let low = self.low().map(|low| low.interval().lo().clone());
        (low, self.high().map(|high| high.interval().hi().clone()))
    }

    /// Gives the same with each end made anew.
    #[must_use]
    pub fn map(self, change: impl Fn(Stated) -> Stated) -> Self {
        match self {
            Self::Between { low, high } => Self::Between { low: change(low), high: change(high) },
            Self::AtLeast(at) => Self::AtLeast(change(at)),
            Self::AtMost(at) => Self::AtMost(change(at)),
            Self::About(at) => Self::About(change(at)),
        }
    }

    /// Gives the same with the other sign.
    #[must_use]
    pub fn turned(&self) -> Self {
        match self {
            Self::Between { low, high } => Self::Between { low: high.turned(), high: low.turned() },
            Self::AtLeast(at) => Self::AtMost(at.turned()),
            Self::AtMost(at) => Self::AtLeast(at.turned()),
            Self::About(at) => Self::About(at.turned()),
        }
    }
}

/// Writes it so that [`Bounds::parse`] reads it back.
impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between { low, high } => write!(f, "{low} to {high}"),
            Self::AtLeast(at) => write!(f, "at least {at}"),
            Self::AtMost(at) => write!(f, "at most {at}"),
            Self::About(at) => write!(f, "about {at}"),
        }
    }
}
