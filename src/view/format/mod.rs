//! Where a figure becomes words: the one road from a fact to what is printed of it.
//!
//! ```text
//! {revenue@1Q10 yoy}   FigureFormatter::citation       what an author cites in a sentence
//! a row, a chart       FigureFormatter::figure         a figure: scaled, rounded, signed, worded
//! a column, a tile     ChangeFormatter::change         a change: stated or computed, and its words
//! a part of a whole    PartFormatter::share            a percentage of another figure
//! a step of a bridge   PartFormatter::effect, ::step   what it adds to a result
//!                          -> Formatted { shown: Shown }   final: no later stage changes the text
//! ```
//!
//! Digits, units and patterns are those of the [`Locale`]. A number that is no figure is worded here too:
//! [`axis_tick`].

mod change;
mod citation;
mod figure;
mod part;
mod range;
mod rescale;

pub use change::{ChangeFormatter, ChangeStyle};
pub use citation::PrintedCitation;
pub use part::PartFormatter;
pub use range::RangeEnd;

use super::Shown;
use crate::facts::Facts;
use crate::locale::{Locale, sign};
use crate::num::{Decimal, Scale, Unit};
use crate::source::Span;

/// Formats the figures of one deck in one language.
#[derive(Clone, Copy, Debug)]
pub struct FigureFormatter<'a> {
    /// The figures.
    pub facts: &'a Facts,
    /// The language.
    pub locale: &'a Locale,
}

impl<'a> FigureFormatter<'a> {
    /// Gives the formatter of changes.
    #[must_use]
    pub const fn changes(self) -> ChangeFormatter<'a> {
        ChangeFormatter { figures: self }
    }

    /// Gives the formatter of parts: shares of a whole, and steps towards a result.
    #[must_use]
    pub const fn parts(self) -> PartFormatter<'a> {
        PartFormatter { figures: self }
    }
}

/// How a figure is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureStyle {
    /// In a table: parentheses below zero, no unit.
    pub cell: bool,
    /// The scale to print in; that of the digits where not given, that of the item in a table.
    pub scale: Option<Scale>,
    /// The digits behind the point; where not given all of its own scale, and one of a coarser.
    pub decimals: Option<u32>,
    /// Without its unit.
    pub number: bool,
    /// The sign it is printed with.
    pub sign: PrintedSign,
    /// What of a range is printed alone.
    pub end: Option<RangeEnd>,
}

impl FigureStyle {
    /// Gives the scale and decimals that are asked for.
    #[must_use]
    pub const fn precision(&self) -> Precision {
        Precision { scale: self.scale, decimals: self.decimals }
    }
}

/// The scale and the digits behind the point that are asked for; nothing is as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Precision {
    /// The scale, hundredths for cents and basis points.
    pub scale: Option<Scale>,
    /// The digits behind the point.
    pub decimals: Option<u32>,
}

impl From<Option<Scale>> for Precision {
    fn from(scale: Option<Scale>) -> Self {
        Self { scale, decimals: None }
    }
}

/// The sign that a figure is printed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintedSign {
    /// Its own.
    #[default]
    Own,
    /// None, where the words around say it.
    Absent,
    /// The other one: what a result takes off, as a reconciliation does.
    Other,
}

/// A printed figure with what its reader should be told.
#[derive(Clone, Debug)]
pub struct Formatted {
    /// The figure.
    pub shown: Shown,
    /// Why it is missing, if it is.
    pub reason: Option<String>,
    /// What its author should know: other digits would be as right.
    pub caution: Option<Caution>,
}

/// A doubt about the digits of a printed figure.
#[derive(Clone, Debug)]
pub struct Caution {
    /// What is in doubt.
    pub reason: String,
    /// The figure whose author must say which way it rounds; nothing for a computed figure, whose
    /// digits are right by its printed figures.
    pub asked: Option<Span>,
}

impl Caution {
    fn computed(reason: String) -> Self {
        Self { reason, asked: None }
    }
}

/// Writes the number of a tick along an axis of that unit, which is no figure of the deck.
#[must_use]
pub fn axis_tick(digits: &Decimal, unit: &Unit, locale: &Locale) -> String {
    let negative = digits.is_sign_negative() && !digits.is_zero();
    let text = locale.digits_of(&digits.normalize(), unit);
    let text = match unit {
        Unit::Percent => locale.with_unit(&text, digits, unit),
        Unit::Currency { .. }
        | Unit::Points
        | Unit::BasisPoints
        | Unit::Times
        | Unit::Count { .. } => text,
    };
    sign(&locale.number.negative, negative, text)
}
