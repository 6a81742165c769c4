//! Figures: the digits in the scale they are printed in, and the words around them.

use super::{Caution, FigureFormatter, FigureStyle, Formatted, PrintedSign, Shown};
use crate::code;
use crate::facts::{CiteError, Fact, Key, LeftOut, LeftOutKind, State};
use crate::locale::sign;
use crate::num::{Decimal, Exact, Scale, Stated, Unit, decimal};

impl FigureFormatter<'_> {
    /// Gives the label of a figure: that of its item, with its members where it names some.
    #[must_use]
    pub fn label(&self, key: Key) -> String {
        let label = &self.facts.item(key.item).label;
        match self.facts.contexts().member_label(key.scope) {
            "" => label.clone(),
            member => format!("{label}{}", self.locale.punctuation.aside.replace("{}", member)),
        }
    }

    /// Prints a figure.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table, `wrong-scale` where it would have to be
    /// printed finer than it is known.
    pub fn figure(&self, key: Key, style: FigureStyle) -> Result<Formatted, CiteError> {
        let fact = self.facts.fact(key).ok_or_else(|| self.facts.references().missing(key))?;
        let stated = match &fact.state {
            State::Missing { reason } => return Ok(self.missing(vec![key], reason.clone())),
            State::LeftOut(left_out) => return self.left_out(left_out, vec![key], style.cell),
            State::Bounded(bounds) => return self.bounded(key, bounds, style),
            State::Stated(stated) | State::Derived { value: stated, .. } => stated,
        };
        if let Some(end) = style.end {
            return Err(end.absent(&self.facts.name(key)));
        }
        let mut printed = self.one(key, stated, style)?;
        printed.shown.derived = derived(fact);
        Ok(printed)
    }

    /// Prints the digits of a figure, or those of an end of it.
    pub(super) fn one(
        &self,
        key: Key,
        stated: &Stated,
        style: FigureStyle,
    ) -> Result<Formatted, CiteError> {
        let (digits, unit, ambiguous) = self.scaled(key, stated, style)?;
        let below = stated.value.is_sign_negative() != (style.sign == PrintedSign::Other)
            && !stated.value.is_zero();
        let caution = ambiguous.then(|| {
            let name = self.facts.name(key);
            let reason = format!("the digits of `{name}` do not say which way it rounds in {unit}");
            Caution { reason, asked: self.facts.fact(key).map(|fact| fact.span) }
        });
        let text = if stated.nil && style.cell {
            self.locale.word("none").to_owned()
        } else {
            self.worded(&digits, below, &unit, style)
        };
        let digits = match style.sign {
            PrintedSign::Absent => digits.abs(),
            PrintedSign::Other => -digits,
            PrintedSign::Own => digits,
        };
        let shown = Shown {
            text,
            facts: vec![self.facts.name(key)],
            negative: below,
            digits: Some((digits, unit)),
            ..Shown::default()
        };
        Ok(Formatted { shown, reason: None, caution })
    }

    /// Words a figure; `below` tells whether it is below zero, also where its digits are rounded
    /// to zero.
    fn worded(&self, digits: &Decimal, below: bool, unit: &Unit, style: FigureStyle) -> String {
        let kept = self.locale.number.negative_zero || !digits.is_zero();
        let negative = below && kept && style.sign != PrintedSign::Absent;
        let plain = self.locale.digits(digits);
        // Per cent and points keep their sign in a table: their columns have no unit of their own.
        let bare = style.number || (style.cell && !matches!(unit, Unit::Percent));
        if style.cell {
            let body = if bare { plain } else { self.locale.with_unit(&plain, digits, unit) };
            return sign(&self.locale.number.negative, negative, body);
        }
        if bare {
            return sign(&self.locale.number.minus, negative, plain);
        }
        // In running text a negative amount carries its unit inside the parentheses.
        let body = self.in_prose(digits, unit, style.scale);
        sign(&self.locale.number.negative, negative, body)
    }

    /// Writes an amount or its change as running text does: `158億13百万円`, `22円50銭`; in the scale
    /// that is asked for as it is.
    pub(super) fn in_prose(&self, digits: &Decimal, unit: &Unit, asked: Option<Scale>) -> String {
        let mixed = self.locale.mixed_money(digits, unit).filter(|_| asked.is_none());
        let mixed = mixed.or_else(|| self.locale.money_in_parts(digits, unit));
        mixed.unwrap_or_else(|| self.locale.with_unit(&self.locale.digits(digits), digits, unit))
    }

    /// Prints the mark of a missing figure. Why one is still to be filled in is told to its author,
    /// never to readers.
    #[must_use]
    pub fn missing(&self, keys: Vec<Key>, reason: String) -> Formatted {
        let due = keys.iter().any(|key| self.facts.is_due(*key))
            || keys.windows(2).any(|pair| {
                let stated = self.facts.changes().between(pair[0], pair[1]);
                stated.iter().any(|change| change.due)
            });
        let shown = Shown {
            text: self.locale.word("not_available").to_owned(),
            facts: keys.into_iter().map(|key| self.facts.name(key)).collect(),
            missing: true,
            ..Shown::default()
        };
        Formatted { shown, reason: (!due).then_some(reason), caution: None }
    }

    /// Prints what stands in the place of a figure, or of a change between two, that the company gives
    /// none of, with its reason.
    ///
    /// # Errors
    /// `bad-citation` for a dash in words, which have no place for it.
    pub(super) fn left_out(
        &self,
        left_out: &LeftOut,
        keys: Vec<Key>,
        cell: bool,
    ) -> Result<Formatted, CiteError> {
        let text = match left_out.kind {
            LeftOutKind::NotMeaningful => self.locale.change.not_meaningful.as_str(),
            LeftOutKind::NotApplicable => self.locale.word("not_applicable"),
            LeftOutKind::NotDisclosed => self.locale.word("not_disclosed"),
            LeftOutKind::None if cell => self.locale.word("none"),
            LeftOutKind::None => {
                let names: Vec<_> = keys.iter().map(|key| self.facts.name(*key)).collect();
                let (reason, help) = match &names[..] {
                    [now, base] => (
                        format!("the change of `{now}` from `{base}` is left out on purpose"),
                        "Words need its digits: state them under `changes`, or cite the figure",
                    ),
                    _ => (
                        format!("`{}` is left out on purpose", names.join("`, `")),
                        "Words need its digits, or say `not applicable` or `not disclosed` of it",
                    ),
                };
                return Err(CiteError::new(code::BAD_CITATION, reason, Some(help.to_owned())));
            }
        };
        let shown = Shown {
            text: text.to_owned(),
            facts: keys.into_iter().map(|key| self.facts.name(key)).collect(),
            left_out: true,
            ..Shown::default()
        };
        Ok(Formatted { shown, reason: left_out.reason.clone(), caution: None })
    }

    /// Prints a figure of a table with its unit, which nothing around it says.
    #[must_use]
    pub fn with_unit(&self, figure: Shown) -> Shown {
        if let Some((_, unit)) = figure.ends.first().and_then(|end| end.digits.as_ref()) {
            let key = figure.facts.first().and_then(|name| self.facts.references().key(name).ok());
            let style = FigureStyle { scale: Some(unit.scale()), ..FigureStyle::default() };
            let printed = key.and_then(|key| self.figure(key, style).ok());
            return printed.map_or(figure, |printed| printed.shown);
        }
        let Some((digits, unit)) = &figure.digits else { return figure };
        let body = self.locale.with_unit(&self.locale.digits(digits), digits, unit);
        Shown { text: sign(&self.locale.number.negative, figure.negative, body), ..figure }
    }

    /// Gives the digits that a figure is printed with, in base units; nothing where it is missing
    /// or cannot be printed so.
    #[must_use]
    pub fn printed_digits(&self, key: Key, style: FigureStyle) -> Option<Exact> {
        let stated = self.facts.fact(key)?.stated()?;
        let (digits, unit, _) = self.scaled(key, stated, style).ok()?;
        let places = i32::try_from(digits.scale()).ok()?;
        Some(Exact::decimal(digits.mantissa(), unit.exponent() - places))
    }

    /// Gives the digits that a figure is printed with, and whether others would be as right.
    fn scaled(
        &self,
        key: Key,
        stated: &Stated,
        style: FigureStyle,
    ) -> Result<(Decimal, Unit, bool), CiteError> {
        let item = self.facts.item(key.item);
        let wanted = style.scale.or_else(|| style.cell.then(|| item.unit.scale()));
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
        if style.scale.is_some() && !self.facts.fits(key.item, &unit) {
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

pub(super) fn derived(fact: &Fact) -> bool {
    matches!(fact.state, State::Derived { .. })
}
