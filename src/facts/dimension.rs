//! Dimensions: what an item can be parted into, or looked at by, declared once for all items.

use super::{FigureEntry, ItemId};
use crate::shape::{Beside, Entries, ItemName, OneOrMany, PlainLabel, ScalarOr};
use crate::source::{Span, Spanned};

crate::record! {
    /// Parts or views that items have: segments, regions, products; adjusted, at constant currency.
    pub struct DimensionSpec {
        /// Label as printed.
        label: PlainLabel,
        /// The members, by a name of your choice, each with its label. No name serves twice, here or
        /// under scopes.
        members: Entries<ScalarOr<PlainLabel, MemberSpec>>,
        /// The items that the members add up to, in every period in which all of them are known; or
        /// all, for every item that has members, but rates and what `adds_up: no` is written of. A list
        /// or one name.
        makes_up as "whole": Option<OneOrMany<ItemName>>,
    }
}

crate::record! {
    /// A member of a dimension.
    pub struct MemberSpec {
        /// Label as printed.
        label: PlainLabel,
        /// Write no for figures outside the accounting standards, such as adjusted ones.
        gaap: Option<Spanned<bool>>,
        /// Write changes where it has changes alone and no figures, such as growth at constant
        /// currency; effects where its figures are effects on another, such as one of the steps from a
        /// reported figure to an adjusted one: sums hold of them, ratios and growth do not.
        of: Option<MemberOf>,
    }
}

crate::choice! {
    /// What a member has.
    pub enum MemberOf {
        /// Changes alone: growth on another basis than that of the figures.
        Changes = "changes",
        /// Effects on another figure, such as the steps of a reconciliation: of a rate, what it moves by.
        Effects = "effects",
    }
}

/// Stated changes by their two periods.
pub type ChangeEntries = Entries<OneOrMany<Option<FigureEntry>>>;

crate::record! {
    /// What the company states of the growth of a member.
    pub struct MemberChanges {
        /// Changes that the company states itself, by the two periods: 1Q10 vs 1Q09.
        changes: ChangeEntries,
    }
}

/// Figures of a member, or of several names joined by `/`, by period, and the stated changes.
pub type MemberFigures = Beside<MemberChanges, Option<FigureEntry>>;

/// A dimension, with the items that its members add up to.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// Name in the source.
    pub name: String,
    /// Label as printed.
    pub label: String,
    /// Where its name was written.
    pub span: Span,
    /// The items that its members make up, each with the place that says so.
    pub(super) whole: Vec<(ItemId, Span)>,
}

impl Dimension {
    /// Tells whether its members make up any item, as segments do and adjusted figures do not.
    #[must_use]
    pub fn has_whole(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Tells whether its members make up an item.
    #[must_use]
    pub fn makes_up(&self, item: ItemId) -> bool {
        self.whole.iter().any(|(whole, _)| *whole == item)
    }
}
