//! Derived figures: sums of stated figures of the same item.

use super::relation::signed_words;
use super::resolve::Resolver;
use super::{CiteError, Key, State};
use crate::code;
use crate::num::{Exact, Interval, Stated};

impl Resolver<'_> {
    /// Adds up the derived figures, now that all stated ones are known.
    pub(super) fn derive(&mut self) {
        for (key, text) in self.derived.clone() {
            match self.sum(key, &text.value) {
                Ok(state) => {
                    if let Some(fact) = self.facts.figures.get_mut(&key) {
                        fact.state = state;
                    }
                }
                Err(Some(error)) => self.refuse(error, text.span),
                Err(None) => {}
            }
        }
    }

    /// Adds up the parts; an error of nothing where a part was refused, which has been reported.
    fn sum(&self, key: Key, text: &str) -> Result<State, Option<CiteError>> {
        let bad = |reason: String| {
            let help = Some("Write it as `derived: 1H09 - 1Q09`".to_owned());
            Some(CiteError::new(code::BAD_DERIVATION, reason, help))
        };
        let item = self.facts.item(key.item);
        if item.apart.is_some() {
            let reason = format!("the periods of `{}` do not add up (`adds_up`)", item.name);
            let help = Some("Publish the figure, or say that it is missing".to_owned());
            return Err(Some(CiteError::new(code::BAD_DERIVATION, reason, help)));
        }
        let words =
            signed_words(text).ok_or_else(|| bad(format!("`{text}` is not a sum of periods")))?;
        let mut parts = Vec::new();
        let mut total: Option<(Stated, Interval)> = None;
        let rounding = item.rounding;
        for (sign, word) in words {
            let part = self.change_key(key.item, word).map_err(Some)?;
            let part =
                Key { scope: if word.contains('/') { part.scope } else { key.scope }, ..part };
            let (stated, interval) = match self.facts.fact(part).map(|fact| &fact.state) {
                Some(State::Stated(stated)) => (stated, stated.interval()),
                Some(State::Restated { value, interval, .. }) => (value, interval.clone()),
                Some(State::Missing { reason }) if reason.is_empty() && !self.is_derived(part) => {
                    return Err(None);
                }
                Some(
                    State::Missing { .. }
                    | State::LeftOut(_)
                    | State::Bounded(_)
                    | State::Derived { .. },
                )
                | None => {
                    let name = self.facts.name(part);
                    return Err(bad(format!("`{name}` has no stated figure")));
                }
            };
            let weight = Exact::from(i64::from(sign));
            let interval = interval.scale(&weight);
            total = Some(match total {
                None => {
                    let value = if sign < 0 { -stated.value } else { stated.value };
                    (Stated { value, rounding, ..stated.clone() }, interval)
                }
                // Nothing adds nothing, in whatever unit.
                Some((sum, spread)) if stated.nil => (sum, spread),
                Some((sum, spread)) if sum.nil => {
                    let value = if sign < 0 { -stated.value } else { stated.value };
                    let unit = stated.unit.clone();
                    (Stated::new(value, unit, rounding), spread.add(&interval))
                }
                Some((sum, spread)) if sum.unit == stated.unit => {
                    let value = if sign < 0 {
                        sum.value.checked_sub(stated.value)
                    } else {
                        sum.value.checked_add(stated.value)
                    };
                    let value = value.ok_or_else(|| bad("the sum is too large".to_owned()))?;
                    (Stated::new(value, sum.unit, rounding), spread.add(&interval))
                }
                Some((sum, _)) => {
                    let (one, other) = (&sum.unit, &stated.unit);
                    return Err(bad(format!("`{one}` and `{other}` do not add up")));
                }
            });
            parts.push((sign, part));
        }
        let (value, interval) = total.ok_or_else(|| bad("the sum is empty".to_owned()))?;
        Ok(State::Derived { value, interval, parts })
    }

    fn is_derived(&self, key: Key) -> bool {
        self.derived.iter().any(|(derived, _)| *derived == key)
    }
}
