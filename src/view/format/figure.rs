//! Figures: the digits in the scale they are printed in, and the words around them.

use super::rescale::{Rescaled, Unprintable};
use super::{Caution, FigureFormatter, FigureStyle, Formatted, Precision, PrintedSign, Shown};
use crate::code;
use crate::facts::{CiteError, Fact, Key, LeftOut, LeftOutKind, Restatement, ShareSplits, State};
use crate::locale::{fill, sign};
use crate::num::{Decimal, Exact, Scale, Side, Stated, Unit};

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
            State::Stated(stated)
            | State::Derived { value: stated, .. }
            | State::Restated { value: stated, .. } => stated,
        };
        if let Some(end) = style.end {
            return Err(end.absent(&self.facts.name(key)));
        }
        let mut printed = self.one(key, stated, style, None)?;
        printed.shown.derived = derived(fact);
        printed.reason = fact.restated.as_ref().map(|restated| self.restated(restated));
        printed.reason = printed.reason.or_else(|| self.split_note(&[key]));
        Ok(printed)
    }

    /// Says to the reader that a figure is not the one printed before, and why.
    fn restated(&self, restated: &Restatement) -> String {
        let word = self.locale.word(restated.kind.word());
        format!("{word}{}{}", self.locale.punctuation.colon, restated.reason)
    }

    /// Says to the reader by which share splits figures were restated.
    pub(super) fn split_note(&self, keys: &[Key]) -> Option<String> {
        let mut notes: Vec<String> = Vec::new();
        for split in keys.iter().flat_map(|key| ShareSplits::of(self.facts).restated(*key)) {
            let (new, old) = (split.ratio.new.to_string(), split.ratio.old.to_string());
            let word = if split.ratio.new > split.ratio.old {
                "share_split"
            } else {
                "reverse_share_split"
            };
            let day = self.locale.date_long(split.day);
            let words = [("new", new.as_str()), ("old", old.as_str()), ("day", day.as_str())];
            let note = fill(self.locale.word(word), &words);
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        (!notes.is_empty()).then(|| notes.join(&self.locale.punctuation.list))
    }

    /// Prints the digits of a figure, or those of an end of it, cut to its side.
    pub(super) fn one(
        &self,
        key: Key,
        stated: &Stated,
        style: FigureStyle,
        side: Option<Side>,
    ) -> Result<Formatted, CiteError> {
        let Rescaled { digits, unit, ambiguous } = self.scaled(key, stated, style, side)?;
        let below = stated.value.is_sign_negative() != (style.sign == PrintedSign::Other)
            && !stated.value.is_zero();
        let caution = ambiguous.then(|| {
            let name = self.facts.name(key);
            let reason = format!("the digits of `{name}` do not say which way it rounds in {unit}");
            Caution { reason, asked: self.facts.fact(key).map(|fact| fact.span) }
        });
        // Only an amount in the unit that it was rounded in: what another scale leaves nothing of is refused.
        let rounded_away = self.facts.zeros_as_dash && stated.value.is_zero() && !unit.is_rate();
        let text = if style.cell && (stated.nil || rounded_away) {
            let none = || self.locale.word("none").to_owned();
            self.locale.house.nil.clone().unwrap_or_else(none)
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
        let plain = self.locale.digits_of(digits, unit);
        // Per cent and points keep their sign in a table: their columns have no unit of their own.
        let bare = style.number || (style.cell && !unit.is_percentage());
        if style.cell {
            let body = if bare { plain } else { self.in_cell(&plain, digits, unit) };
            return sign(&self.locale.number.negative, negative, body);
        }
        if bare {
            return sign(&self.locale.number.minus, negative, plain);
        }
        // In running text a negative amount carries its unit inside the parentheses.
        let body = self.in_prose(digits, unit, style.scale);
        sign(self.minus_in_prose(), negative, body)
    }

    /// How an amount with its unit, or a change, is written below zero in a sentence: as in a table, where the
    /// house does not say otherwise.
    pub(super) fn minus_in_prose(&self) -> &str {
        self.locale.house.minus.as_ref().unwrap_or(&self.locale.number.negative)
    }

    /// Puts the unit to a number in a table, as short as can be.
    pub(super) fn in_cell(&self, number: &str, value: &Decimal, unit: &Unit) -> String {
        match unit {
            Unit::Points => fill(&self.locale.unit.points_cell, &[("number", number)]),
            Unit::Currency { .. }
            | Unit::Percent
            | Unit::BasisPoints
            | Unit::Times
            | Unit::Count { .. } => self.locale.with_unit(number, value, unit),
        }
    }

    /// Writes an amount or its change as running text does: `158億13百万円`, `22円50銭`; in the scale
    /// that is asked for as it is.
    pub(super) fn in_prose(&self, digits: &Decimal, unit: &Unit, asked: Option<Scale>) -> String {
        let mixed = self.locale.money_words().mixed(digits, unit).filter(|_| asked.is_none());
        let mixed = mixed.or_else(|| self.locale.money_words().in_parts(digits, unit));
        mixed.unwrap_or_else(|| {
            self.locale.with_unit(&self.locale.digits_of(digits, unit), digits, unit)
        })
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
            let decimals = figure.ends.first().and_then(|end| Some(end.digits.as_ref()?.0.scale()));
            let style =
                FigureStyle { scale: Some(unit.scale()), decimals, ..FigureStyle::default() };
            let printed = key.and_then(|key| self.figure(key, style).ok());
            return printed.map_or(figure, |printed| printed.shown);
        }
        let Some((digits, unit)) = &figure.digits else { return figure };
        let body = self.locale.with_unit(&self.locale.digits_of(digits, unit), digits, unit);
        Shown { text: sign(&self.locale.number.negative, figure.negative, body), ..figure }
    }

    /// Gives the digits that a figure is printed with, in base units; nothing where it is missing
    /// or cannot be printed so.
    #[must_use]
    pub fn printed_digits(&self, key: Key, style: FigureStyle) -> Option<Exact> {
        let stated = self.facts.fact(key)?.stated()?;
        let Rescaled { digits, unit, .. } = self.scaled(key, stated, style, None).ok()?;
        let places = i32::try_from(digits.scale()).ok()?;
        Some(Exact::decimal(digits.mantissa(), unit.exponent() - places))
    }

    /// Gives the digits that a figure is printed with, and whether others would be as right.
    fn scaled(
        &self,
        key: Key,
        stated: &Stated,
        style: FigureStyle,
        side: Option<Side>,
    ) -> Result<Rescaled, CiteError> {
        let item = self.facts.item(key.item);
        let scale = style.scale.or_else(|| style.cell.then(|| item.unit.scale()));
        let refused = |error: &Unprintable| {
            let name = format!("`{}`", self.facts.name(key));
            let (reason, help) = error.told(&name, &stated.unit, &item.unit);
            CiteError::new(code::WRONG_SCALE, reason, Some(help))
        };
        // What leaves nothing of any figure of the item is not asked of one.
        if let Some(unit) = style.scale.and_then(|scale| stated.unit.with_scale(scale))
            && unit.exponent() > stated.unit.exponent()
            && style.decimals.is_none()
            && !stated.nil
            && !self.facts.fits(key.item, &unit)
        {
            return Err(refused(&Unprintable::Zero { unit }));
        }
        let asked = Precision { scale, decimals: style.decimals };
        self.rescaled(stated, asked, side).map_err(|error| refused(&error))
    }
}

pub(super) fn derived(fact: &Fact) -> bool {
    matches!(fact.state, State::Derived { .. })
}
