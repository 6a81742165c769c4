//! A figure as printed.

use std::cmp::Ordering;

use serde::Serialize;

use crate::num::{Decimal, Unit};

/// A figure in its final form: rounded, scaled, signed and worded for one language.
///
/// No later stage changes the text. `facts` says which facts it prints, so that writers can tie
/// the digits back to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each says of itself what is printed")]
pub struct Shown {
    /// What is printed, such as `JPY 15,813 million`, `(24.3%)` or `down 24.3% YoY`.
    pub text: String,
    /// The facts behind it, as `item@period/scope`.
    pub facts: Vec<String>,
    /// True where the value is below zero, or the change is a fall: in digits by its sign, in words by
    /// its way, which differ for an outflow.
    pub negative: bool,
    /// True where the figure is declared missing and a mark stands in its place.
    pub missing: bool,
    /// True where the company gives no figure on purpose and a mark stands in its place.
    pub left_out: bool,
    /// True where the figure was derived from published ones, not published itself.
    pub derived: bool,
    /// True where the name of the item stands in its place, which is no figure.
    pub name: bool,
    /// The digits as printed, with the sign that is printed and their unit, for programs; the word
    /// of a fall is its sign. Nothing where no digits are printed.
    #[serde(skip)]
    pub digits: Option<(Decimal, Unit)>,
    /// The figures at the ends of a range, as printed, low before high; the one figure of `at least`,
    /// `at most` and `about`. Empty for a figure that is none.
    #[serde(skip)]
    pub ends: Vec<Shown>,
    /// Which way the change goes, for the better where it is one of sign or of a loss; nothing
    /// where no change is shown, or none that has a meaning.
    #[serde(skip)]
    pub direction: Option<Ordering>,
}

impl Shown {
    /// Tells whether a figure or a change is shown, not a name or the mark of what is missing or left out.
    #[must_use]
    pub fn states(&self) -> bool {
        !self.missing && !self.left_out && !self.name
    }
}
