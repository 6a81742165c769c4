//! What a citation prints, and what it leaves to the words around it.

use super::Citation;
use super::press::{Press, PrintedSign, Wording};
use crate::facts::Key;
use crate::num::{Measure, Unit};

/// A citation as printed, with what it leaves out.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says of itself what the text leaves out")]
pub struct Around {
    /// The figure.
    pub key: Key,
    /// What is printed.
    pub text: String,
    /// What the printed digits measure; nothing for a change without digits.
    pub unit: Option<Unit>,
    /// Whether the unit is left out.
    pub bare: bool,
    /// Whether the sign is left out.
    pub unsigned: bool,
    /// Whether the value is below zero, or the change is a fall.
    pub negative: bool,
    /// Whether a change is printed.
    pub change: bool,
}

impl Press<'_> {
    /// Tells what a citation prints and leaves out; nothing for a label, a missing figure, or what
    /// cannot be printed, which is told elsewhere.
    #[must_use]
    pub fn around(&self, inner: &str) -> Option<Around> {
        let citation =
            Citation::read(inner, self.facts).ok().filter(|citation| !citation.is_label())?;
        let shown = self.cite(&citation).ok()?.shown;
        if shown.missing {
            return None;
        }
        let key = self.facts.complete(citation.reference);
        let negative = shown.negative;
        let Some(other) = citation.against else {
            let (unit, bare) = (shown.digits.map(|(_, unit)| unit), citation.look.number);
            let unsigned = citation.look.sign == PrintedSign::Absent;
            return Some(Around {
                key,
                text: shown.text,
                unit,
                bare,
                unsigned,
                negative,
                change: false,
            });
        };
        let before = other.base(self.facts, key).ok()?;
        let measure =
            citation.measure.unwrap_or_else(|| self.facts.changes().usual_measure(key, before));
        let unit = shown.digits.map(|(_, unit)| unit);
        let cell = citation.wording == Wording::Cell;
        let bare = cell && measure != Measure::Percent;
        let unsigned = citation.wording == Wording::Size;
        Some(Around { key, text: shown.text, unit, bare, unsigned, negative, change: true })
    }
}
