//! Figures as parts of a result: what a change or a figure adds to it or takes away.

use super::Shown;
use super::press::{Formatted, Press, Wording, derived};
use crate::code;
use crate::facts::{ChangeFigure, CiteError, Key, State};
use crate::num::{Decimal, Measure, Scale, Stated};

impl Press<'_> {
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
        (wording, scale): (Wording, Option<Scale>),
    ) -> Result<Formatted, CiteError> {
        let (size, derived) = match self.facts.changes().of(now, base, Measure::Amount)? {
            ChangeFigure::By { size, derived, .. } => (size, derived),
            ChangeFigure::Missing(reason) => return Ok(self.missing(vec![now, base], reason)),
            ChangeFigure::Turned { .. }
            | ChangeFigure::Loss { .. }
            | ChangeFigure::NotMeaningful
            | ChangeFigure::LeftOut(_) => {
                let reason = format!("`{}` has no change in amounts", self.facts.name(now));
                return Err(CiteError::new(code::WRONG_UNIT, reason, None));
            }
        };
        let facts = vec![self.facts.name(now), self.facts.name(base)];
        Ok(self.signed(&size, lessens, (wording, scale), facts, derived))
    }

    /// Prints a figure as a step, with its sign.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table.
    pub fn step(
        &self,
        key: Key,
        lessens: bool,
        scale: Option<Scale>,
    ) -> Result<Formatted, CiteError> {
        let fact = self.facts.fact(key).ok_or_else(|| self.facts.references().missing(key))?;
        let facts = vec![self.facts.name(key)];
        match &fact.state {
            State::Missing { reason } => Ok(self.missing(vec![key], reason.clone())),
            State::LeftOut(left_out) => self.left_out(left_out, vec![key], true),
            State::Stated(size) | State::Derived { value: size, .. } => {
                let set = (Wording::Cell, scale);
                Ok(self.signed(size, lessens, set, facts, derived(fact)))
            }
        }
    }

    fn signed(
        &self,
        size: &Stated,
        lessens: bool,
        (wording, scale): (Wording, Option<Scale>),
        facts: Vec<String>,
        derived: bool,
    ) -> Formatted {
        let (mut digits, unit) = self.coarser(size, scale);
        if lessens {
            digits.set_sign_negative(!digits.is_sign_negative());
        }
        let negative = digits.is_sign_negative() && !digits.is_zero();
        let way = digits.cmp(&Decimal::ZERO);
        let text = self.sized(&digits, &unit, wording, way, scale);
        let direction = (facts.len() > 1).then_some(way);
        let digits = Some((digits, unit));
        let shown = Shown { text, facts, negative, derived, digits, direction, ..Shown::default() };
        Formatted { shown, reason: None, caution: None }
    }
}
