//! A figure as printed.

use serde::Serialize;

use crate::num::{Decimal, Unit};

/// A figure in its final form: rounded, scaled, signed and worded for one language.
///
/// No later stage changes the text. `facts` says which facts it prints, so that writers can tie
/// the digits back to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// What is printed, such as `JPY 15,813 million`, `(24.3%)` or `down 24.3% YoY`.
    pub text: String,
    /// The facts behind it, as `item@period/scope`.
    pub facts: Vec<String>,
    /// True where the value is below zero, or the change is a fall.
    pub negative: bool,
    /// True where the figure is declared missing and a mark stands in its place.
    pub missing: bool,
    /// True where the figure was derived from published ones, not published itself.
    pub derived: bool,
    /// The digits as printed, with their sign and unit, for programs; nothing for a change, a
    /// share or a name.
    #[serde(skip)]
    pub digits: Option<(Decimal, Unit)>,
}
