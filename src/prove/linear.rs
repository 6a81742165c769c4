//! A statement as sums of figures between ends.

use std::collections::HashMap;

use super::guess::is_small;
use super::statement::{Assertion, AssertionForm};
use crate::facts::{Fact, Facts, FigureEnds, Key};
use crate::num::{End, Exact, Interval};

/// A sum of figures between two ends.
pub(super) struct SumLine {
    pub terms: Vec<(Exact, Key)>,
    pub low: Option<End>,
    pub high: Option<End>,
}

/// Writes a statement as sums; none where a quotient's base may be zero.
///
/// `top / base` between low and high is `top - low * base >= 0` and `top - high * base <= 0` for a
/// base above zero, and the other way round below.
pub(super) fn lines(
    facts: &Facts,
    statement: &Assertion,
    guessed: &HashMap<Key, Interval>,
) -> Vec<SumLine> {
    let zero = || Some(End::closed(Exact::zero()));
    let both =
        statement.printed.as_ref().map(|one| (Some(one.lo().clone()), Some(one.hi().clone())));
    let printed = both.or_else(|| statement.open_ends(facts));
    match (statement.form, statement.left, printed) {
        (AssertionForm::Sum | AssertionForm::AtLeast, Some(left), _) => {
            let mut terms = vec![(Exact::one(), left)];
            terms.extend(statement.terms.iter().map(|(weight, key)| (-weight, *key)));
            let high = if statement.form == AssertionForm::Sum { zero() } else { None };
            vec![SumLine { terms, low: zero(), high }]
        }
        (AssertionForm::Sum, None, Some((low, high))) => {
            vec![SumLine { terms: statement.terms.clone(), low, high }]
        }
        (AssertionForm::Quotient | AssertionForm::Growth, _, Some(printed)) => {
            quotient(facts, statement, &printed, guessed)
        }
        (AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth, _, None)
        | (AssertionForm::AtLeast, None, _) => Vec::new(),
    }
}

fn quotient(
    facts: &Facts,
    statement: &Assertion,
    (low, high): &FigureEnds,
    guessed: &HashMap<Key, Interval>,
) -> Vec<SumLine> {
    let one = Exact::one();
    let [(_, top), (_, base)] = &statement.terms[..] else { return Vec::new() };
    let known = |key: &Key| {
        let own = facts.fact(*key).and_then(Fact::interval);
        own.or_else(|| guessed.get(key).cloned())
    };
    let positive = match known(base) {
        Some(base) if !base.touches_zero() => base.hi().at().is_positive(),
        Some(_) => return Vec::new(),
        // A change by less than its whole base keeps the base's sign.
        None => match (statement.form, known(top)) {
            (AssertionForm::Growth, Some(top))
                if !top.touches_zero() && statement.printed.as_ref().is_some_and(is_small) =>
            {
                top.hi().at().is_positive()
            }
            _ => return Vec::new(),
        },
    };
    let line = |(end, is_low): (&End, bool)| {
        let weight = match (statement.form, positive) {
            (AssertionForm::Growth, true) => &one + end.at(),
            (AssertionForm::Growth, false) => &one - end.at(),
            _ => end.at().clone(),
        };
        let zero = Exact::zero();
        let limit = Some(if end.is_closed() { End::closed(zero) } else { End::open(zero) });
        // Growth is measured against the size of a loss: then the ends keep their side.
        let above = match statement.form {
            AssertionForm::Growth => is_low,
            AssertionForm::Quotient | AssertionForm::Sum | AssertionForm::AtLeast => {
                is_low == positive
            }
        };
        let (low, high) = if above { (limit, None) } else { (None, limit) };
        SumLine { terms: vec![(one.clone(), *top), (-weight, *base)], low, high }
    };
    let ends = [low.as_ref().map(|end| (end, true)), high.as_ref().map(|end| (end, false))];
    ends.into_iter().flatten().map(line).collect()
}
