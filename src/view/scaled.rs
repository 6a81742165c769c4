//! Scales: the digits of a figure in the scale it is printed in, told in the language's own.

use super::press::{FigureStyle, Press};
use crate::code;
use crate::facts::{CiteError, Key};
use crate::num::{Decimal, Scale, Stated, Unit, decimal};

impl Press<'_> {
    /// Gives the digits that a figure is printed with, and whether others would be as right.
    pub(super) fn scaled(
        &self,
        key: Key,
        stated: &Stated,
        look: FigureStyle,
    ) -> Result<(Decimal, Unit, bool), CiteError> {
        let item = self.facts.item(key.item);
        let wanted = look.scale.or_else(|| look.cell.then(|| item.unit.scale()));
        let unit = wanted.and_then(|scale| stated.unit.with_scale(scale));
        let Some(unit) = unit.filter(|unit| *unit != stated.unit) else {
            let (digits, unit) = self.usual(stated.value, stated.unit.clone());
            return Ok((digits, unit, false));
        };
        if stated.nil {
            return Ok((stated.value, unit, false));
        }
        if unit.exponent() < stated.unit.exponent() {
            let name = self.facts.name(key);
            let reason = format!("`{name}` is known in {} only, not in {unit}", stated.unit);
            let help = format!("Show it in {}, or give its digits in {unit}", stated.unit.scale());
            return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
        }
        if look.scale.is_some() && !self.facts.fits(key.item, &unit) {
            let name = self.facts.name(key);
            let reason =
                format!("`{name}` is too small to be shown in {unit}: nothing is left of it");
            let help = format!("Show it in its own unit, {}", item.unit);
            return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
        }
        let rounding = stated.rounding.cutting();
        let (digits, ambiguous) = stated.rescaled(&unit, 1, rounding).ok_or_else(|| {
            let reason = format!("`{}` cannot be written in {unit}", self.facts.name(key));
            let help = Some("Show it in the scale of its digits".to_owned());
            CiteError::new(code::WRONG_SCALE, reason, help)
        })?;
        let (digits, unit) = self.usual(digits, unit);
        Ok((digits, unit, ambiguous))
    }

    /// Tells the same digits in the scale that the language uses: 84.5 billion is 845億. Nothing is
    /// rounded, so that a figure has the same digits in every language.
    fn usual(&self, digits: Decimal, unit: Unit) -> (Decimal, Unit) {
        let usual = unit.with_scale(self.locale.usual_scale(unit.scale()));
        let usual = usual.filter(|usual| *usual != unit).and_then(|usual| {
            let moved = decimal::shifted(digits, unit.exponent() - usual.exponent())?;
            Some((moved, usual))
        });
        usual.unwrap_or((digits, unit))
    }

    /// Gives an amount in a coarser scale, where one is asked for, told in the language's own.
    pub(super) fn coarser(&self, size: &Stated, scale: Option<Scale>) -> (Decimal, Unit) {
        let unit = scale.and_then(|scale| size.unit.with_scale(scale));
        let (digits, unit) = match unit.filter(|unit| unit.exponent() > size.unit.exponent()) {
            Some(unit) => {
                let digits =
                    size.rescaled(&unit, 1, size.rounding.cutting()).map(|(digits, _)| digits);
                (digits.unwrap_or(size.value), unit)
            }
            None => (size.value, size.unit.clone()),
        };
        self.usual(digits, unit)
    }
}
