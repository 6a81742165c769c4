//! Parts: a figure as a percentage of another, and what a change or a figure adds to a result.

use super::figure::derived;
use super::rescale::{Rescaled, Unprintable};
use super::{Caution, ChangeStyle, FigureFormatter, Formatted, Precision, Shown};
use crate::code;
use crate::facts::{ChangeFigure, CiteError, Fact, Key, LeftOut, State};
use crate::locale::sign;
use crate::num::{Decimal, Exact, Measure, Scale, Stated, Unit};

/// Formats figures as parts of others.
#[derive(Clone, Copy, Debug)]
pub struct PartFormatter<'a> {
    pub(super) figures: FigureFormatter<'a>,
}

impl PartFormatter<'_> {
    /// Gives one figure as a percentage of another, and whether no other digits would be as right;
    /// nothing where the quotient has no meaning.
    #[must_use]
    pub fn share_digits(
        &self,
        part: Key,
        whole: Key,
        decimals: Option<u32>,
    ) -> Option<(Decimal, bool)> {
        let stated = |key| self.figures.facts.fact(key).and_then(Fact::stated);
        let (a, b) = (stated(part)?, stated(whole)?);
        // An amount in single units beside one in millions is one per share, and no part of it.
        let apart = |key: Key| self.figures.facts.item(key.item).unit.scale() == Scale::One;
        if !a.unit.same_measure(&b.unit) || a.unit.is_currency() && apart(part) != apart(whole) {
            return None;
        }
        // The margin that a company prints wins over the quotient of its printed figures, as its changes do.
        let mut quotients = self
            .figures
            .facts
            .relations()
            .iter()
            .filter_map(|one| one.quotient(part, whole, self.figures.facts));
        let percentage = |key| stated(key).filter(|stated| stated.unit == Unit::Percent);
        if let Some(stated) = quotients.find_map(percentage) {
            let Some(decimals) = decimals else { return Some((stated.value, true)) };
            let cut = || stated.rescaled(&stated.unit, decimals, stated.rounding.cutting());
            let known = decimals <= stated.places();
            return known.then(cut)?.map(|(digits, ambiguous)| (digits, !ambiguous));
        }
        let (value, interval) = crate::num::ratio(a, b)?;
        let rounding = self.figures.facts.item(part.item).rates.cutting();
        let places = decimals.unwrap_or(1);
        let round = |v: &Exact| (v * Exact::pow10(2)).round(places, rounding);
        let digits = round(&value)?;
        let sure = [interval.lo(), interval.hi()].iter().all(|e| round(e.at()) == Some(digits));
        Some((digits, sure))
    }

    /// Prints one figure as a percentage of another; `lessens` with the other sign, as the figure.
    ///
    /// # Errors
    /// `missing-period`, or `not-a-share` where the quotient has no meaning.
    pub fn share(
        &self,
        part: Key,
        whole: Key,
        lessens: bool,
        decimals: Option<u32>,
    ) -> Result<Formatted, CiteError> {
        let find = |key| {
            self.figures.facts.fact(key).ok_or_else(|| self.figures.facts.references().missing(key))
        };
        let (a, b) = (find(part)?, find(whole)?);
        for fact in [a, b] {
            if let State::Missing { reason } = &fact.state {
                return Ok(self.figures.missing(vec![part, whole], reason.clone()));
            }
            // Why is said at the figure.
            if let State::LeftOut(LeftOut { kind, .. }) = fact.state {
                let left_out = LeftOut { kind, reason: None };
                return self.figures.left_out(&left_out, vec![part, whole], true);
            }
        }
        let names = || (self.figures.facts.name(part), self.figures.facts.name(whole));
        let refused = || {
            let (a, b) = names();
            let facts = self.figures.facts;
            let unit = |key| facts.fact(key).and_then(|fact| fact.state.unit());
            let same = unit(part).zip(unit(whole)).is_none_or(|(a, b)| a.same_measure(b));
            let exact = |key| facts.fact(key).and_then(|fact| fact.state.exact());
            let why = if !same {
                "they are in two units".to_owned()
            } else if [part, whole].into_iter().any(|key| exact(key).is_none()) {
                "a share is computed of figures, not of ranges".to_owned()
            } else if exact(whole).is_some_and(|whole| whole.is_zero()) {
                format!("`{b}` is nil")
            } else {
                "one is an amount per share, or the figures are too coarse to tell".to_owned()
            };
            let reason = format!("`{a}` is no share of `{b}`: {why}");
            let help = Some("Choose another whole, or leave the column out".to_owned());
            CiteError::new(code::NOT_A_SHARE, reason, help)
        };
        let (digits, sure) = self.share_digits(part, whole, decimals).ok_or_else(refused)?;
        let caution = (!sure).then(|| {
            let (a, b) = names();
            Caution::computed(format!(
                "from the printed figures `{a}` / `{b}` may round to other digits"
            ))
        });
        let negative = digits.is_sign_negative() != lessens && !digits.is_zero();
        let body = self.figures.locale.with_unit(
            &self.figures.locale.digits(&digits),
            &digits,
            &Unit::Percent,
        );
        let text = sign(&self.figures.locale.number.negative, negative, body);
        let (one, other) = names();
        let derived = derived(a) || derived(b);
        let facts = vec![one, other];
        let printed = if lessens { -digits } else { digits };
        let digits = Some((printed, Unit::Percent));
        let shown = Shown { text, facts, negative, derived, digits, ..Shown::default() };
        Ok(Formatted { shown, reason: None, caution })
    }

    /// Prints what a change does to a result, as an amount with its sign; `lessens` where a rise
    /// takes away from it, as costs do.
    ///
    /// # Errors
    /// As [`crate::facts::Changes::of`], and `wrong-unit` where there is no amount.
    pub fn effect(
        &self,
        now: Key,
        base: Key,
        lessens: bool,
        (style, asked): (ChangeStyle, Precision),
    ) -> Result<Formatted, CiteError> {
        let (size, derived) = match self.figures.facts.changes().of(now, base, Measure::Amount)? {
            ChangeFigure::By { size, derived, .. } => (size, derived),
            ChangeFigure::Missing(reason) => {
                return Ok(self.figures.missing(vec![now, base], reason));
            }
            ChangeFigure::Turned { .. }
            | ChangeFigure::Loss { .. }
            | ChangeFigure::NotMeaningful
            | ChangeFigure::Bounded { .. }
            | ChangeFigure::LeftOut(_) => {
                let reason = format!("`{}` has no change in amounts", self.figures.facts.name(now));
                return Err(CiteError::new(code::WRONG_UNIT, reason, None));
            }
        };
        let facts = vec![self.figures.facts.name(now), self.figures.facts.name(base)];
        self.signed(&size, lessens, (style, asked), facts, derived)
    }

    /// Prints a figure as a step, with its sign.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table.
    pub fn step(&self, key: Key, lessens: bool, asked: Precision) -> Result<Formatted, CiteError> {
        let fact = self
            .figures
            .facts
            .fact(key)
            .ok_or_else(|| self.figures.facts.references().missing(key))?;
        let facts = vec![self.figures.facts.name(key)];
        match &fact.state {
            State::Missing { reason } => Ok(self.figures.missing(vec![key], reason.clone())),
            State::Bounded(_) => {
                let reason = format!("`{}` is a range, and a step is one figure", facts.join(""));
                let help = "Show it in a table, or draw it as a column, with both its ends";
                Err(CiteError::new(code::WRONG_KIND, reason, Some(help.to_owned())))
            }
            State::LeftOut(left_out) => self.figures.left_out(left_out, vec![key], true),
            State::Stated(size)
            | State::Derived { value: size, .. }
            | State::Restated { value: size, .. } => {
                let set = (ChangeStyle::Cell, asked);
                self.signed(size, lessens, set, facts, derived(fact))
            }
        }
    }

    fn signed(
        &self,
        size: &Stated,
        lessens: bool,
        (style, asked): (ChangeStyle, Precision),
        facts: Vec<String>,
        derived: bool,
    ) -> Result<Formatted, CiteError> {
        let Rescaled { mut digits, unit, .. } = match self.figures.rescaled(size, asked, None) {
            Ok(rescaled) => rescaled,
            // A step of nothing in a coarse scale is drawn as such.
            Err(Unprintable::Zero { unit }) => {
                let digits = Decimal::new(0, asked.decimals.unwrap_or(1));
                Rescaled { digits, unit, ambiguous: false }
            }
            Err(error) => {
                let name = format!("`{}`", facts[0]);
                let (reason, help) = error.told(&name, &size.unit, &size.unit);
                return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
            }
        };
        if lessens {
            digits.set_sign_negative(!digits.is_sign_negative());
        }
        let negative = digits.is_sign_negative() && !digits.is_zero();
        let way = digits.cmp(&Decimal::ZERO);
        let text = self.figures.changes().sized(&digits, &unit, style, way, asked.scale);
        let direction = (facts.len() > 1).then_some(way);
        let digits = Some((digits, unit));
        let shown = Shown { text, facts, negative, derived, digits, direction, ..Shown::default() };
        Ok(Formatted { shown, reason: None, caution: None })
    }
}
