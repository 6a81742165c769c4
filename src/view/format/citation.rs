//! What a citation prints, and what it leaves to the words around it.

use super::{ChangeStyle, FigureFormatter, Formatted, PrintedSign, Shown};
use crate::code;
use crate::facts::{CiteError, Key};
use crate::num::{Measure, Unit};
use crate::view::Citation;

/// A citation as printed, with what it leaves out.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says of itself what the text leaves out")]
pub struct PrintedCitation {
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

impl FigureFormatter<'_> {
    /// Prints a citation.
    ///
    /// # Errors
    /// As the figure or change that is cited.
    pub fn citation(&self, citation: &Citation) -> Result<Formatted, CiteError> {
        let now = self.facts.complete(citation.reference);
        if citation.label {
            let text = self.label(now);
            let facts = vec![self.facts.name(now)];
            let shown = Shown { text, facts, name: true, ..Shown::default() };
            return Ok(Formatted { shown, reason: None, caution: None });
        }
        let unit = &self.facts.item(now.item).unit;
        let asked = citation.figure_style.scale;
        let Some(against) = citation.against else {
            if asked.is_some_and(|scale| unit.is_rate() && unit.with_scale(scale).is_none()) {
                let reason =
                    format!("`{}` is in {unit}, which has no other scale", self.facts.name(now));
                let help = "Leave `in` out".to_owned();
                return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
            }
            return self.figure(now, citation.figure_style);
        };
        let base = against.base(self.facts, now)?;
        if base == now {
            let reason = format!("`{}` is compared with itself", self.facts.name(now));
            let help = "Name another period behind `vs`".to_owned();
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        let measure =
            citation.measure.unwrap_or_else(|| self.facts.changes().usual_measure(now, base));
        let scaled = measure == Measure::Amount || unit.is_percentage();
        if asked.is_some() && !scaled {
            let help = "Add `amount`, or leave `in` out".to_owned();
            let reason = "only the amount of a change has a scale";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        let points = measure == Measure::Points || unit.is_points();
        let fits = |scale| points && Unit::Points.with_scale(scale).is_some();
        if unit.is_percentage() && asked.is_some_and(|scale| !fits(scale)) {
            let help = "Write `in bps`, or leave `in` out".to_owned();
            let reason = "the change of a percentage is in points, or in basis points";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        let style = citation.change_style;
        let printed =
            self.changes().change(now, base, measure, style, citation.figure_style.precision())?;
        let worded = matches!(style, ChangeStyle::Direction | ChangeStyle::Verb);
        let tags = worded && !citation.bare && !printed.shown.missing;
        Ok(if tags {
            self.changes().tagged(printed, style, (against, now.period))
        } else {
            printed
        })
    }

    /// Tells what a citation prints and leaves out; nothing for a label, a missing figure, or what
    /// cannot be printed, which is told elsewhere.
    #[must_use]
    pub fn printed_citation(&self, inner: &str) -> Option<PrintedCitation> {
        let citation =
            Citation::read(inner, self.facts).ok().filter(|citation| !citation.is_label())?;
        let shown = self.citation(&citation).ok()?.shown;
        if shown.missing {
            return None;
        }
        let key = self.facts.complete(citation.reference);
        let (bare, unsigned) = match citation.against {
            None => {
                let style = citation.figure_style;
                (style.number, style.sign == PrintedSign::Absent)
            }
            Some(against) => {
                let base = against.base(self.facts, key).ok()?;
                let usual = || self.facts.changes().usual_measure(key, base);
                let percent = citation.measure.unwrap_or_else(usual) == Measure::Percent;
                let style = citation.change_style;
                (style == ChangeStyle::Number && !percent, style == ChangeStyle::Size)
            }
        };
        Some(PrintedCitation {
            key,
            text: shown.text,
            // The ends of a range are in one unit.
            unit: shown
                .digits
                .or_else(|| shown.ends.into_iter().find_map(|end| end.digits))
                .map(|(_, unit)| unit),
            bare,
            unsigned,
            negative: shown.negative,
            change: citation.against.is_some(),
        })
    }
}
