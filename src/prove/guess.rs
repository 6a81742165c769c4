//! What sums and changes say of figures without digits: their sign, and where to start.

use std::collections::HashMap;

use super::statement::{Assertion, AssertionForm, Verdict};
use crate::facts::{Fact, Facts, Key};
use crate::num::{Exact, Interval};

/// Tells whether a growth is by less than the whole base, either way.
pub(super) fn is_small(growth: &Interval) -> bool {
    let one = Exact::one();
    growth.lo().at() > &-&one && growth.hi().at() < &one
}

/// Reckons intervals of figures without digits from sums that hold only one of them.
///
/// They give unknown bases their sign and the solver a start. A figure found in one pass may help
/// to find the next; four passes are enough for any table met.
pub(super) fn guess(facts: &Facts, statements: &[Assertion]) -> HashMap<Key, Interval> {
    let mut guessed: HashMap<Key, Interval> = HashMap::new();
    for _ in 0..4 {
        let before = guessed.len();
        for statement in statements.iter().filter(|one| one.verdict == Verdict::Unknown) {
            let Some((key, interval)) = solved(facts, statement, &guessed) else { continue };
            guessed.entry(key).or_insert(interval);
        }
        if guessed.len() == before {
            break;
        }
    }
    guessed
}

/// Solves a sum or a growth for its only unknown figure.
fn solved(
    facts: &Facts,
    statement: &Assertion,
    guessed: &HashMap<Key, Interval>,
) -> Option<(Key, Interval)> {
    let known = |key: &Key| {
        let own = facts.fact(*key).and_then(Fact::interval);
        own.or_else(|| guessed.get(key).cloned())
    };
    let mut unknown = statement.keys().filter(|key| known(key).is_none());
    let key = unknown.next().filter(|_| unknown.next().is_none())?;
    match (statement.form, statement.left) {
        (AssertionForm::Sum, left) => {
            // left - sum of terms = 0; a stated change is its own left side.
            let mut sum = match left {
                Some(left) if left == key => Interval::point(Exact::zero()),
                Some(left) => known(&left)?,
                None => statement.printed.clone()?,
            };
            let mut weight = if left == Some(key) { -Exact::one() } else { Exact::zero() };
            for (with, term) in &statement.terms {
                if *term == key {
                    weight += with;
                } else {
                    sum = sum.sub(&known(term)?.scale(with));
                }
            }
            Some((key, sum.scale(&Exact::one().checked_div(&weight)?)))
        }
        (AssertionForm::Growth, _) => {
            let printed = statement.printed.as_ref()?;
            let [(_, top), (_, base)] = &statement.terms[..] else { return None };
            if *base != key || !is_small(printed) {
                return None;
            }
            let top = known(top)?;
            let by = if top.hi().at().is_positive() { printed.clone() } else { printed.neg() };
            let whole = Interval::point(Exact::one()).add(&by);
            (!top.touches_zero()).then(|| top.div(&whole)).flatten().map(|base| (key, base))
        }
        (AssertionForm::Quotient | AssertionForm::AtLeast, _) => None,
    }
}
