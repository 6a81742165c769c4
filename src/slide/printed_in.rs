//! What the figures of a row, column or tile are printed in, where that is not their own unit and digits.

use super::SlideContext;
use crate::code;
use crate::diag::Finding;
use crate::facts::DecimalPlaces;
use crate::num::{Scale, Unit};
use crate::shape::ScaleName;
use crate::source::Spanned;
use crate::view::Precision;

crate::record! {
    /// What figures are printed in.
    pub struct PrintedIn {
        /// The unit they are printed in, where it is another of the same measure: `USD billion`, `USD cents`,
        /// `bps`. It is said in the header of a column and behind the label of a row.
        unit: Option<Spanned<Unit>>,
        /// The scale they are printed in, such as billion; `cents` and `bps` are hundredths.
        r#in: Option<ScaleName>,
        /// How many digits stand behind the point; never more than are known. A column or table leaves amounts
        /// in single units, such as those per share, and rows with `decimals` of their own as they are.
        decimals: Option<Spanned<DecimalPlaces>>,
    }
}

impl PrintedIn {
    /// Nothing is asked for.
    pub(super) const fn nothing(span: crate::source::Span) -> Self {
        Self { unit: None, r#in: None, decimals: None, span }
    }

    /// Gives the scale that is asked for, where it can be read.
    #[must_use]
    pub fn scale(&self) -> Option<Scale> {
        let unit = self.unit.as_ref().map(|unit| unit.value.scale());
        unit.or_else(|| Scale::asked(&self.r#in.as_ref()?.value).ok())
    }

    /// Gives the decimals that are asked for.
    pub(super) fn places(&self) -> Option<u32> {
        self.decimals.as_ref().map(|places| places.value.0)
    }

    /// Gives what is asked for, and tells what cannot be.
    pub(super) fn precision(&self, context: &mut SlideContext<'_>) -> Precision {
        if let (Some(unit), Some(_)) = (&self.unit, &self.r#in) {
            let message = "`unit` says the scale already";
            let finding = Finding::new(code::UNKNOWN_WORD, message, unit.span);
            context.push(finding.help("Keep `unit`, or `in`"));
        }
        let unit = self.unit.as_ref().map(|unit| unit.value.scale());
        let scale = unit.or_else(|| super::rows::scale(self.r#in.as_ref(), context));
        Precision { scale, decimals: self.places() }
    }

    /// Tells whether figures of that unit can be printed in the one that is asked for.
    pub(super) fn suits(&self, own: &Unit) -> bool {
        self.unit.as_ref().is_none_or(|unit| unit.value.same_measure(own) || points(own, unit))
    }

    /// Says that figures cannot be printed in the unit that is asked for.
    pub(super) fn judge(&self, own: &Unit, name: &str, context: &mut SlideContext<'_>) {
        let Some(unit) = self.unit.as_ref().filter(|_| !self.suits(own)) else { return };
        let message = format!("{name} is in {own}, which cannot be printed in {}", unit.value);
        let finding = Finding::new(code::WRONG_UNIT, message, unit.span);
        context.push(finding.help("Name a unit of the same measure, or leave it out"));
    }
}

/// Gives what a whole table is printed in.
pub(super) fn common(
    scale: Option<&ScaleName>,
    decimals: Option<&Spanned<DecimalPlaces>>,
    context: &mut SlideContext<'_>,
) -> Precision {
    let decimals = decimals.map(|places| places.value.0);
    Precision { scale: super::rows::scale(scale, context), decimals }
}

/// Changes of percentages are in points.
fn points(own: &Unit, asked: &Spanned<Unit>) -> bool {
    own.is_percentage() && asked.value.is_points()
}
