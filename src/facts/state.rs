//! What is known of a figure, or of a change that the company states.

use std::fmt;

use super::{Key, ValueSpec};
use crate::num::{Bounds, End, Exact, Interval, Stated, Unit, decimal};
use crate::shape::Written;

/// The low and the high end of what a figure may be, in base units; nothing at an open side.
pub type FigureEnds = (Option<End>, Option<End>);

/// What is known of a figure or of a stated change.
#[derive(Clone, Debug)]
pub enum State {
    /// Published with these digits.
    Stated(Stated),
    /// Published as a range, with one end, or as nearly so much.
    Bounded(Bounds),
    /// The sum of other figures of the item; the interval is the sum of theirs.
    Derived {
        /// The sum of the printed digits.
        value: Stated,
        /// The interval the true figure lies in, in base units.
        interval: Interval,
        /// Weight and key of each part.
        parts: Vec<(i8, Key)>,
    },
    /// Told in the shares of today, from what was printed before they were split.
    Restated {
        /// The digits in today's shares.
        value: Stated,
        /// The interval the true figure lies in, in base units.
        interval: Interval,
        /// The digits as they were printed.
        printed: Stated,
    },
    /// The company gives no figure on purpose: fit for a release, and part of no proof.
    LeftOut(LeftOut),
    /// Not known.
    Missing {
        /// Why; empty where what was written is refused, which has been reported.
        reason: String,
    },
}

impl State {
    /// What was written is refused, which has been reported.
    pub(super) fn refused() -> Self {
        Self::Missing { reason: String::new() }
    }

    /// Gives the digits, if any are known.
    #[must_use]
    pub fn stated(&self) -> Option<&Stated> {
        match self {
            Self::Stated(value) | Self::Derived { value, .. } | Self::Restated { value, .. } => {
                Some(value)
            }
            Self::Bounded(_) | Self::LeftOut(_) | Self::Missing { .. } => None,
        }
    }

    /// Gives what is stated in the place of digits.
    #[must_use]
    pub fn bounds(&self) -> Option<&Bounds> {
        match self {
            Self::Bounded(bounds) => Some(bounds),
            Self::Stated(_)
            | Self::Derived { .. }
            | Self::Restated { .. }
            | Self::LeftOut(_)
            | Self::Missing { .. } => None,
        }
    }

    /// Gives the unit of its digits.
    #[must_use]
    pub fn unit(&self) -> Option<&Unit> {
        self.stated().map(|stated| &stated.unit).or_else(|| self.bounds().map(Bounds::unit))
    }

    /// Gives the interval of the true figure in base units.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        match self {
            Self::Stated(value) => Some(value.interval()),
            Self::Derived { interval, .. } | Self::Restated { interval, .. } => {
                Some(interval.clone())
            }
            Self::Bounded(bounds) => bounds.interval(),
            Self::LeftOut(_) | Self::Missing { .. } => None,
        }
    }

    /// Gives the ends of what digits or a range leave to the figure; a side may be open.
    #[must_use]
    pub fn ends(&self) -> Option<FigureEnds> {
        let both = |within: &Interval| (Some(within.lo().clone()), Some(within.hi().clone()));
        match self {
            Self::Stated(value) => Some(both(&value.interval())),
            Self::Restated { interval, .. } => Some(both(interval)),
            Self::Bounded(bounds) => Some(bounds.ends()),
            Self::Derived { .. } | Self::LeftOut(_) | Self::Missing { .. } => None,
        }
    }

    /// Gives the printed figure in base units.
    #[must_use]
    pub fn exact(&self) -> Option<Exact> {
        self.stated().map(Stated::exact)
    }

    /// Says all that is known of it, for the marks of who looked at it.
    #[must_use]
    pub fn known(&self) -> String {
        match self {
            Self::Stated(value) | Self::Derived { value, .. } | Self::Restated { value, .. } => {
                format!("{} {} {}", value.value, value.unit, value.rounding)
            }
            Self::Bounded(bounds) => bounds.to_string(),
            Self::LeftOut(left_out) => left_out.to_string(),
            Self::Missing { reason } => reason.clone(),
        }
    }

    /// Gives the reason why it is not known.
    #[must_use]
    pub fn missing(&self) -> Option<&str> {
        match self {
            Self::Missing { reason } => Some(reason),
            Self::Stated(_)
            | Self::Bounded(_)
            | Self::Derived { .. }
            | Self::Restated { .. }
            | Self::LeftOut(_) => None,
        }
    }

    /// Gives why the company gives no figure.
    #[must_use]
    pub fn left_out(&self) -> Option<&LeftOut> {
        match self {
            Self::LeftOut(left_out) => Some(left_out),
            Self::Stated(_)
            | Self::Bounded(_)
            | Self::Derived { .. }
            | Self::Restated { .. }
            | Self::Missing { .. } => None,
        }
    }
}

/// Says it as an editor reads it.
impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated(stated) => stated.fmt(f),
            Self::Bounded(bounds) => bounds.fmt(f),
            Self::Derived { value, .. } => write!(f, "{value} (derived)"),
            Self::Restated { value, printed, .. } => write!(f, "{value} (printed as {printed})"),
            Self::LeftOut(left_out) => left_out.fmt(f),
            Self::Missing { reason } => write!(f, "missing: {reason}"),
        }
    }
}

/// A figure that the company gives none of: what it says in its place, and why, if it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What is said in its place.
    pub kind: LeftOutKind,
    /// Why, for the reader.
    pub reason: Option<String>,
}

impl LeftOut {
    /// A dash, and nothing said of it.
    pub const NONE: Self = Self { kind: LeftOutKind::None, reason: None };
}

/// Says it as decks write it.
impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.word())?;
        self.reason.as_ref().map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

/// What is said in the place of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOutKind {
    /// A dash.
    None,
    /// There can be no such figure.
    NotApplicable,
    /// There is one, and the company does not publish it.
    NotDisclosed,
    /// It could be computed, and would mislead.
    NotMeaningful,
}

impl LeftOutKind {
    /// Every one.
    pub const ALL: [Self; 4] =
        [Self::None, Self::NotApplicable, Self::NotDisclosed, Self::NotMeaningful];

    /// Gives the word that decks write.
    #[must_use]
    pub fn word(self) -> &'static str {
        let field = Written::<ValueSpec>::default();
        match self {
            Self::None => field.none().name,
            Self::NotApplicable => field.not_applicable().name,
            Self::NotDisclosed => field.not_disclosed().name,
            Self::NotMeaningful => field.not_meaningful().name,
        }
    }

    /// Reads the word.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let known = Self::ALL.into_iter().find(|kind| kind.word() == text);
        known.or_else(|| (text == "n.m.").then_some(Self::NotMeaningful))
    }
}

/// Tells whether the text of a figure is a nil: a dash, or the word.
pub(super) fn is_nil(text: &str) -> bool {
    decimal::is_nil(text.trim()) || text.trim() == "nil"
}
