//! Digits in the scale and with the decimals that are asked for: never more than are known, never none.

use super::{FigureFormatter, Precision};
use crate::num::{Decimal, Scale, Side, Stated, Unit, decimal};

/// Digits in a unit, and whether others would be as right.
pub(super) struct Rescaled {
    pub digits: Decimal,
    pub unit: Unit,
    pub ambiguous: bool,
}

/// Why digits cannot be printed as they are asked for.
pub(super) enum Unprintable {
    /// They are not known so finely.
    Finer { unit: Unit },
    /// Only so many of the decimals asked for are known.
    Decimals { unit: Unit, asked: u32, known: u32 },
    /// Nothing but zeros would be left of them.
    Zero { unit: Unit },
    /// They are too many.
    Digits { unit: Unit },
}

impl FigureFormatter<'_> {
    /// Moves digits to the scale that is asked for and cuts them to the decimals that are, else to those of the
    /// house, told in the language's own scale; an end of a range to its own side.
    pub(super) fn rescaled(
        &self,
        stated: &Stated,
        asked: Precision,
        side: Option<Side>,
    ) -> Result<Rescaled, Unprintable> {
        let unit = asked.scale.and_then(|scale| stated.unit.with_scale(scale));
        let house = self.locale.house.places(unit.as_ref().unwrap_or(&stated.unit));
        // What is not known so finely, or would leave nothing, is printed as it is.
        let house = house.filter(|_| asked.decimals.is_none());
        let decimals = house.map(|places| Precision { decimals: Some(places), ..asked });
        let cut = decimals.and_then(|asked| self.cut(stated, asked, side).ok());
        cut.map_or_else(|| self.cut(stated, asked, side), Ok)
    }

    fn cut(
        &self,
        stated: &Stated,
        asked: Precision,
        side: Option<Side>,
    ) -> Result<Rescaled, Unprintable> {
        let unit = asked.scale.and_then(|scale| stated.unit.with_scale(scale));
        let unit = unit.unwrap_or_else(|| stated.unit.clone());
        let as_stated = unit == stated.unit && asked.decimals.is_none();
        if as_stated || stated.nil {
            let (digits, unit) = self.usual(stated.value, unit);
            return Ok(Rescaled { digits, unit, ambiguous: false });
        }
        let known = stated.places_in(&unit);
        let hundredths = [&unit, &stated.unit].iter().any(|unit| unit.scale() == Scale::Hundredth);
        let all = hundredths || unit.exponent() <= stated.unit.exponent();
        // What is moved to a coarser scale keeps one digit.
        let usual = if all { known } else { 1 };
        let Ok(places) = asked.decimals.map_or_else(|| u32::try_from(usual), Ok) else {
            return Err(Unprintable::Finer { unit });
        };
        if i64::from(places) > i64::from(known) {
            return Err(match (asked.decimals, u32::try_from(known)) {
                (Some(asked), Ok(known)) => Unprintable::Decimals { unit, asked, known },
                _ => Unprintable::Finer { unit },
            });
        }
        let rounding = stated.rounding.cutting();
        let cut = match side {
            Some(side) => stated.rescaled_to(side, &unit, places).map(|digits| (digits, false)),
            None => stated.rescaled(&unit, places, rounding),
        };
        let Some((digits, ambiguous)) = cut else { return Err(Unprintable::Digits { unit }) };
        if digits.is_zero() && !stated.value.is_zero() {
            return Err(Unprintable::Zero { unit });
        }
        let (digits, unit) = self.usual(digits, unit);
        Ok(Rescaled { digits, unit, ambiguous })
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
}

impl Unprintable {
    /// Says why, and what to write instead; `known` is what the figure is stated in.
    pub(super) fn told(&self, name: &str, known: &Unit, own: &Unit) -> (String, String) {
        match self {
            Self::Finer { unit } => (
                format!("{name} is known in {known} only, not in {unit}"),
                format!("Show it in {}, or give its digits in {unit}", word(known)),
            ),
            Self::Decimals { unit, asked, known } => (
                format!("{name} is known to {} in {unit}, not to {asked}", decimals(*known)),
                format!("Ask for {} or fewer", decimals(*known)),
            ),
            // A figure finer than its item: a deck that meant the item's unit wrote another.
            Self::Zero { unit }
                if known.exponent() < own.exponent() && known.scale() == Scale::One =>
            {
                (
                    format!("{name} is too small to be shown in {unit}: nothing is left of it"),
                    format!(
                        "It is written in {known}: if it is in {own}, as its item, write its digits alone"
                    ),
                )
            }
            Self::Zero { unit } => (
                format!("{name} is too small to be shown in {unit}: nothing is left of it"),
                format!("Show it in its own unit, {own}, or with more decimals"),
            ),
            Self::Digits { unit } => (
                format!("{name} cannot be written in {unit}"),
                "Show it in the scale of its digits".to_owned(),
            ),
        }
    }
}

fn decimals(count: u32) -> String {
    match count {
        0 => "whole digits".to_owned(),
        1 => "1 decimal".to_owned(),
        more => format!("{more} decimals"),
    }
}

fn word(unit: &Unit) -> String {
    if unit.scale() > Scale::One { unit.scale().to_string() } else { unit.to_string() }
}
