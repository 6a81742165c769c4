//! Shares: one figure as a percentage of another.

use super::Shown;
use super::press::{Caution, Formatted, Press, derived};
use crate::code;
use crate::facts::{CiteError, Fact, Key, LeftOut, State};
use crate::locale::sign;
use crate::num::{Decimal, Exact, Scale, Unit};

impl Press<'_> {
    /// Gives one figure as a percentage of another, and whether no other digits would be as right;
    /// nothing where the quotient has no meaning.
    #[must_use]
    pub fn share_digits(&self, part: Key, whole: Key) -> Option<(Decimal, bool)> {
        let stated = |key| self.facts.fact(key).and_then(Fact::stated);
        let (a, b) = (stated(part)?, stated(whole)?);
        // An amount in single units beside one in millions is one per share, and no part of it.
        let apart = |key: Key| self.facts.item(key.item).unit.scale() == Scale::One;
        if !a.unit.same_measure(&b.unit) || a.unit.is_currency() && apart(part) != apart(whole) {
            return None;
        }
        // The margin that a company prints wins over the quotient of its printed figures, as its changes do.
        let mut quotients =
            self.facts.relations().iter().filter_map(|one| one.quotient(part, whole));
        let percentage = |key| stated(key).filter(|stated| stated.unit == Unit::Percent);
        if let Some(stated) = quotients.find_map(percentage) {
            return Some((stated.value, true));
        }
        let (value, interval) = crate::num::ratio(a, b)?;
        let rounding = self.facts.item(part.item).rates.cutting();
        let round = |v: &Exact| (v * Exact::pow10(2)).round(1, rounding);
        let digits = round(&value)?;
        let sure = [interval.lo(), interval.hi()].iter().all(|e| round(e.at()) == Some(digits));
        Some((digits, sure))
    }

    /// Prints one figure as a percentage of another; `lessens` with the other sign, as the figure.
    ///
    /// # Errors
    /// `missing-period`, or `not-a-share` where the quotient has no meaning.
    pub fn share(&self, part: Key, whole: Key, lessens: bool) -> Result<Formatted, CiteError> {
        let find = |key| self.facts.fact(key).ok_or_else(|| self.facts.references().missing(key));
        let (a, b) = (find(part)?, find(whole)?);
        for fact in [a, b] {
            if let State::Missing { reason } = &fact.state {
                return Ok(self.missing(vec![part, whole], reason.clone()));
            }
            // Why is said at the figure.
            if let State::LeftOut(LeftOut { kind, .. }) = fact.state {
                let left_out = LeftOut { kind, reason: None };
                return self.left_out(&left_out, vec![part, whole], true);
            }
        }
        let names = || (self.facts.name(part), self.facts.name(whole));
        let refused = || {
            let (a, b) = names();
            let reason = format!(
                "`{a}` is no share of `{b}`: they are in two units, one is an amount per share, or \
                 the quotient is not known"
            );
            let help = Some("Choose another whole, or leave the column out".to_owned());
            CiteError::new(code::NOT_A_SHARE, reason, help)
        };
        let (digits, sure) = self.share_digits(part, whole).ok_or_else(refused)?;
        let caution = (!sure).then(|| {
            let (a, b) = names();
            Caution::computed(format!(
                "from the printed figures `{a}` / `{b}` may round to other digits"
            ))
        });
        let negative = digits.is_sign_negative() != lessens && !digits.is_zero();
        let body = self.locale.with_unit(&self.locale.digits(&digits), &digits, &Unit::Percent);
        let text = sign(&self.locale.number.negative, negative, body);
        let (one, other) = names();
        let derived = derived(a) || derived(b);
        let facts = vec![one, other];
        let printed = if lessens { -digits } else { digits };
        let digits = Some((printed, Unit::Percent));
        let shown = Shown { text, facts, negative, derived, digits, ..Shown::default() };
        Ok(Formatted { shown, reason: None, caution })
    }
}
