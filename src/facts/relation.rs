//! What must hold between items.

use std::collections::BTreeSet;

use super::{CiteError, DimensionId, Facts, Footing, Key, MemberOf, Reference, ScopeId, State};
use crate::code;
use crate::num::{Exact, Period, Unit, decimal};
use crate::source::Span;

/// The kind of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationKind {
    /// The result is the weighted sum of the terms.
    Total,
    /// The result is the first term divided by the second.
    Ratio,
    /// The result is the growth from the second term to the first.
    Growth,
    /// The result is at least the sum of the terms, which are parts of it.
    Part,
    /// The result is a balance: the first term, the balance before, and the flows between.
    RollForward,
}

/// A term of a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it counts with; below zero where it is taken off.
    pub weight: Exact,
    /// What it is.
    pub of: Reference,
}

/// A relation between items, in every period where all are known unless it names periods, and in every
/// context in which any of its figures is written.
///
/// Where any of its figures names a scope, the others are what actually happened; where one names a
/// member, the others are of the whole. So it holds in every context of what it does not name.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Its kind.
    pub kind: RelationKind,
    /// The word of its kind, as written.
    pub word: &'static str,
    /// The left side.
    pub result: Reference,
    /// The right side.
    pub terms: Vec<Term>,
    /// The dimensions that its figures name members of; nothing stands for scopes.
    pub named: Vec<Option<DimensionId>>,
    /// The only periods it holds in; empty for all.
    pub periods: Vec<Period>,
    /// Whether it says that the members of a dimension make up an item.
    pub of_members: bool,
    /// Whether its printed digits add up, where that is said of it.
    pub footing: Option<Footing>,
    /// Where it was written.
    pub span: Span,
    /// The equation as written.
    pub text: String,
}

impl Facts {
    /// Tells whether a sum is true whatever its figures are: the figures that the deck derives,
    /// written as what they are derived from, cancel out.
    #[must_use]
    pub fn cancels(&self, all: &[(Exact, Key)]) -> bool {
        let mut net: Vec<(Key, Exact)> = Vec::new();
        let mut add = |key: Key, weight: Exact| match net.iter_mut().find(|(of, _)| *of == key) {
            Some((_, sum)) => *sum += &weight,
            None => net.push((key, weight)),
        };
        for (weight, key) in all {
            match self.fact(*key).map(|fact| &fact.state) {
                Some(State::Derived { parts, .. }) => {
                    for (sign, part) in parts {
                        add(*part, weight * &Exact::from(*sign));
                    }
                }
                Some(
                    State::Stated(_)
                    | State::Restated { .. }
                    | State::Bounded(_)
                    | State::LeftOut(_)
                    | State::Missing { .. },
                )
                | None => {
                    add(*key, weight.clone());
                }
            }
        }
        net.iter().all(|(_, weight)| weight.is_zero())
    }
}

impl Relation {
    /// Gives the references to its figures, the left side first.
    pub fn references(&self) -> impl Iterator<Item = Reference> {
        std::iter::once(self.result).chain(self.terms.iter().map(|term| term.of))
    }

    /// Gives what a figure's context has beside what a reference names, where the relation may hold
    /// there.
    #[must_use]
    pub fn beside(&self, of: Reference, context: ScopeId, facts: &Facts) -> Option<ScopeId> {
        let rest = facts.contexts().beyond(context, of.scope_or_actual())?;
        // What a rate moves by is no quotient of what its two sides move by.
        let quotient = matches!(self.kind, RelationKind::Ratio | RelationKind::Growth);
        let effects = facts.scope(rest).of == Some(MemberOf::Effects);
        let other = facts.contexts().names_any(rest, &self.named) || quotient && effects;
        (!other).then_some(rest)
    }

    /// Gives the context of a figure of it, from what the place has beside what the relation names.
    #[must_use]
    pub fn context(&self, of: Reference, beside: ScopeId, facts: &Facts) -> ScopeId {
        let named = of.scope_or_actual();
        // What is joined here was numbered when the relation was read.
        facts.contexts().joined(named, beside).unwrap_or(named)
    }

    /// Gives the periods and contexts in which any of its figures is written, each context without
    /// what the relation names; between named periods it holds once in each context.
    #[must_use]
    pub fn places(&self, facts: &Facts) -> Vec<(Period, ScopeId)> {
        let roll_forward = self.kind == RelationKind::RollForward;
        let mut all = BTreeSet::new();
        all.extend(self.result.period.map(|period| (period, ScopeId::ACTUAL)));
        for (at, reference) in self.references().enumerate() {
            // A roll-forward holds in the periods of its flows, not on the days of its balances.
            if self.result.period.is_none() && reference.period.is_some() || roll_forward && at < 2
            {
                continue;
            }
            for key in facts.keys_of(reference.item) {
                let period = match (self.result.period, reference.period) {
                    (None, _) => key.period,
                    (Some(held), Some(of)) if of == key.period => held,
                    (Some(held), None) if held == key.period => held,
                    (Some(_), _) => continue,
                };
                let beside = self.beside(reference, key.scope, facts);
                all.extend(beside.map(|beside| (period, beside)));
            }
        }
        let only = &self.periods;
        if self.result.period.is_none() {
            all.retain(|(period, _)| {
                (only.is_empty() || only.contains(period)) && !(roll_forward && period.is_instant())
            });
        }
        all.into_iter().collect()
    }

    /// Gives the figure that a declared ratio says is the one of these two to the other.
    #[must_use]
    pub fn quotient(&self, part: Key, whole: Key, facts: &Facts) -> Option<Key> {
        let [top, base] = self.terms.as_slice() else { return None };
        if self.kind != RelationKind::Ratio {
            return None;
        }
        let of = self.result;
        let fits = |of: Reference, key: Key| {
            of.item == key.item && of.period.is_none_or(|at| at == key.period)
        };
        let beside = self.beside(top.of, part.scope, facts)?;
        if self.beside(base.of, whole.scope, facts) != Some(beside) {
            return None;
        }
        let named = [of, top.of, base.of].iter().any(|of| of.period.is_some());
        let here = named || whole.period == part.period;
        let held = self.periods.is_empty() || self.periods.contains(&part.period);
        let scope = facts.contexts().joined(of.scope_or_actual(), beside)?;
        let period = of.period.unwrap_or(part.period);
        let known = fits(top.of, part) && fits(base.of, whole) && here && held;
        known.then_some(Key { item: of.item, period, scope })
    }
}

/// Reads the equations that relations are written as.
pub(super) struct EquationReader<'a> {
    facts: &'a Facts,
}

impl<'a> EquationReader<'a> {
    /// Reads equations between figures of this table.
    pub(super) const fn new(facts: &'a Facts) -> Self {
        Self { facts }
    }

    /// Reads `a = b + c - 2*d`, `a = b / c` or `a + b <= c`.
    ///
    /// # Errors
    /// `bad-relation`, or what [`References::read`](super::References::read) says of a name.
    pub(super) fn read(
        &self,
        kind: RelationKind,
        text: &str,
    ) -> Result<(Reference, Vec<Term>), CiteError> {
        self.read_names(kind, text).map_err(|error| {
            let meant = self.by_labels(text).filter(|meant| self.read_names(kind, meant).is_ok());
            match meant {
                Some(meant) => {
                    CiteError { help: Some(format!("Did you mean `{meant}`?")), ..error }
                }
                None => error,
            }
        })
    }

    /// Writes an equation with the names of items where it has their labels, or names in other case.
    fn by_labels(&self, text: &str) -> Option<String> {
        let sign = |word: &str| matches!(word, "=" | "<=" | "+" | "-" | "−" | "/");
        let words: Vec<_> = text.split_whitespace().collect();
        let mut found = false;
        let sides = words.chunk_by(|one, next| !sign(one) && !sign(next)).map(|words| {
            let said = words.join(" ");
            let (label, rest) = said.split_once('@').unwrap_or((&said, ""));
            let mut items = self.facts.items().map(|(_, item)| item);
            let alike = |text: &str| text.to_lowercase() == label.trim().to_lowercase();
            match items.find(|item| alike(&item.label) || alike(&item.name)) {
                Some(item) if item.name != label => {
                    found = true;
                    let at = if rest.is_empty() { "" } else { "@" };
                    format!("{}{at}{rest}", item.name)
                }
                Some(_) | None => said,
            }
        });
        let meant = sides.collect::<Vec<_>>().join(" ");
        found.then_some(meant)
    }

    fn read_names(
        &self,
        kind: RelationKind,
        text: &str,
    ) -> Result<(Reference, Vec<Term>), CiteError> {
        let sign = if kind == RelationKind::Part { "<=" } else { "=" };
        let shape = match kind {
            RelationKind::Total => "`total = first + second - third`",
            RelationKind::Ratio => "`ratio = numerator / denominator`",
            RelationKind::Growth => "`growth = later / earlier`",
            RelationKind::Part => "`part <= whole` or `part + part <= whole`",
            RelationKind::RollForward => "`balance = balance + inflow - outflow`",
        };
        let bad = |reason: String| {
            CiteError::new(code::BAD_RELATION, reason, Some(format!("Write it as {shape}")))
        };
        let (left, right) =
            text.split_once(sign).ok_or_else(|| bad(format!("the relation has no `{sign}`")))?;
        let (result, terms) = self.read_sides(kind, left, right, &bad)?;
        self.units(kind, result, &terms)?;
        if let Some(reason) = self.says_nothing(kind, result, &terms) {
            let help = "Name the figures that it is to be compared with, or remove it".to_owned();
            return Err(CiteError::new(code::BAD_RELATION, reason, Some(help)));
        }
        Ok((result, terms))
    }

    /// Tells why a relation is true, or void, whatever the figures are: it would count as a proof.
    fn says_nothing(&self, kind: RelationKind, left: Reference, terms: &[Term]) -> Option<String> {
        let name = |of: Reference| &self.facts.item(of.item).name;
        if let Some(none) = terms.iter().find(|term| term.weight.is_zero()) {
            return Some(format!("`{}` has a weight of zero", name(none.of)));
        }
        // The two balances of a roll-forward are of different days.
        let (own, terms) = match kind {
            RelationKind::RollForward => (None, terms.get(1..).unwrap_or_default()),
            RelationKind::Total
            | RelationKind::Ratio
            | RelationKind::Growth
            | RelationKind::Part => (Some(left), terms),
        };
        let same = |one: Reference, other: Reference| {
            (one.item, one.period, one.scope_or_actual())
                == (other.item, other.period, other.scope_or_actual())
        };
        match (kind, terms) {
            (RelationKind::Ratio | RelationKind::Growth, [top, base]) => {
                let twice = [(left, top.of), (left, base.of), (top.of, base.of)];
                let twice = twice.into_iter().find(|(one, other)| same(*one, *other));
                twice.map(|(one, _)| format!("`{}` is compared with itself", name(one)))
            }
            (RelationKind::Part, _) if terms.iter().any(|term| same(term.of, left)) => {
                Some(format!("`{}` is among its own parts", name(left)))
            }
            (_, _) => {
                let net = |of: Reference| {
                    let mine = own.filter(|own| same(*own, of)).map(|_| -Exact::one());
                    let weights = terms.iter().filter(|term| same(term.of, of));
                    weights.map(|term| term.weight.clone()).chain(mine).sum::<Exact>()
                };
                let void = terms.iter().find(|term| net(term.of).is_zero());
                void.map(|term| {
                    format!("`{}` cancels out, so that nothing is said of it", name(term.of))
                })
            }
        }
    }

    /// Sums need one measure throughout, and a quotient of one measure is a percentage or a multiple.
    fn units(&self, kind: RelationKind, left: Reference, terms: &[Term]) -> Result<(), CiteError> {
        let unit = |reference: Reference| &self.facts.item(reference.item).unit;
        let adds = |one: &Unit, other: &Unit| {
            let counts = matches!((one, other), (Unit::Count { .. }, Unit::Count { .. }));
            let rates = Unit::is_percentage;
            counts || rates(one) && rates(other) || one.same_measure(other)
        };
        let rate = unit(left).is_rate();
        let odd = match (kind, terms) {
            (RelationKind::Ratio, [top, base]) => {
                (rate != adds(unit(top.of), unit(base.of))).then_some(base.of)
            }
            (RelationKind::Growth, [top, base]) => {
                (!rate || !adds(unit(top.of), unit(base.of))).then_some(base.of)
            }
            (_, terms) => terms.iter().map(|t| t.of).find(|of| !adds(unit(left), unit(*of))),
        };
        let Some(odd) = odd else { return Ok(()) };
        let (left, odd) = (self.facts.item(left.item), self.facts.item(odd.item));
        let reason = format!(
            "`{}` is in `{}` and `{}` in `{}`, which do not go together here",
            left.name, left.unit, odd.name, odd.unit
        );
        let help = "Name the figures that were meant, or give the item its `unit`".to_owned();
        Err(CiteError::new(code::WRONG_UNIT, reason, Some(help)))
    }

    fn read_sides(
        &self,
        kind: RelationKind,
        left: &str,
        right: &str,
        bad: &dyn Fn(String) -> CiteError,
    ) -> Result<(Reference, Vec<Term>), CiteError> {
        let sum = |text: &str, side: &str| {
            let read = self.read_sum(text);
            read.map_err(|e| {
                e.unwrap_or_else(|| bad(format!("the {side} side is not a sum of items")))
            })
        };
        if kind == RelationKind::Part {
            return Ok((self.facts.references().read(right.trim())?, sum(left, "left")?));
        }
        let result = self.facts.references().read(left.trim())?;
        let terms = match kind {
            RelationKind::Total | RelationKind::Part => sum(right, "right")?,
            RelationKind::RollForward => {
                let terms = sum(right, "right")?;
                let opens =
                    |term: &Term| term.of.item == result.item && term.weight == Exact::one();
                if terms.len() < 2 || !terms.first().is_some_and(opens) {
                    return Err(bad("the right side does not open with the balance".to_owned()));
                }
                terms
            }
            RelationKind::Ratio | RelationKind::Growth => {
                // A scope is also written with `/`, so the quotient needs its blanks.
                let (num, den) = right.split_once(" / ").ok_or_else(|| {
                    bad("the right side is not a quotient (` / ` with a space on each side)"
                        .to_owned())
                })?;
                let one = |text: &str| -> Result<Term, CiteError> {
                    Ok(Term {
                        weight: Exact::one(),
                        of: self.facts.references().read(text.trim())?,
                    })
                };
                vec![one(num)?, one(den)?]
            }
        };
        Ok((result, terms))
    }

    fn read_sum(&self, text: &str) -> Result<Vec<Term>, Option<CiteError>> {
        let mut terms = Vec::new();
        for (sign, word) in signed_words(text).ok_or(None)? {
            let (factor, name) = match word.split_once('*') {
                Some((factor, name)) => {
                    let factor = decimal::parse(factor.trim()).map_err(|_| None)?;
                    (Exact::from(factor.value), name.trim())
                }
                None => (Exact::one(), word),
            };
            let of = self.facts.references().read(name).map_err(Some)?;
            terms.push(Term { weight: factor * Exact::from(sign), of });
        }
        Ok(terms)
    }
}

/// Splits `a + b - c` into signed words; nothing where a word is missing.
///
/// A hyphen inside a word (a date) is not a sign: signs stand between blanks or at the start.
pub(super) fn signed_words(text: &str) -> Option<Vec<(i8, &str)>> {
    let mut words = Vec::new();
    let mut sign = Some(1);
    for token in text.split_whitespace() {
        match (token, sign) {
            ("+", None) => sign = Some(1),
            ("-" | "−", None) => sign = Some(-1),
            ("-" | "−", Some(1)) if words.is_empty() => sign = Some(-1),
            (word, Some(with)) => {
                let (with, word) = match word.strip_prefix('-') {
                    Some(rest) if words.is_empty() => (-with, rest),
                    Some(_) | None => (with, word),
                };
                words.push((with, word));
                sign = None;
            }
            (_, None) => return None,
        }
    }
    (sign.is_none() && words.iter().all(|(_, word)| !word.is_empty())).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::signed_words;

    #[test]
    fn a_hyphen_in_a_date_is_not_a_sign() {
        let words = signed_words("cash@2010-06-30 - cash@2010-03-31 + 2*x");
        assert_eq!(words, Some(vec![(1, "cash@2010-06-30"), (-1, "cash@2010-03-31"), (1, "2*x")]));
        assert_eq!(signed_words("-a + b"), Some(vec![(-1, "a"), (1, "b")]));
        assert_eq!(signed_words("a b"), None);
        assert_eq!(signed_words("a +"), None);
        assert_eq!(signed_words(""), None);
    }
}
