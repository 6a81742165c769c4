//! A statement as sums of figures between ends.

use std::collections::HashMap;

use super::guess::is_small;
use super::statement::{Form, Statement};
use crate::facts::{Fact, Facts, Key};
use crate::num::{End, Exact, Interval};

/// A sum of figures between two ends.
pub(super) struct Line {
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
    statement: &Statement,
    guessed: &HashMap<Key, Interval>,
) -> Vec<Line> {
    let zero = || Some(End::closed(Exact::zero()));
    match (statement.form, statement.left, &statement.printed) {
        (Form::Sum | Form::AtLeast, Some(left), _) => {
            let mut terms = vec![(Exact::one(), left)];
            terms.extend(statement.terms.iter().map(|(weight, key)| (-weight, *key)));
            let high = if statement.form == Form::Sum { zero() } else { None };
            vec![Line { terms, low: zero(), high }]
        }
        (Form::Sum, None, Some(printed)) => {
            let (low, high) = (Some(printed.lo().clone()), Some(printed.hi().clone()));
            vec![Line { terms: statement.terms.clone(), low, high }]
        }
        (Form::Quotient | Form::Growth, _, Some(printed)) => {
            quotient(facts, statement, printed, guessed)
        }
        (Form::Sum | Form::Quotient | Form::Growth, _, None) | (Form::AtLeast, None, _) => {
            Vec::new()
        }
    }
}

fn quotient(
    facts: &Facts,
    statement: &Statement,
    printed: &Interval,
    guessed: &HashMap<Key, Interval>,
) -> Vec<Line> {
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
            (Form::Growth, Some(top)) if !top.touches_zero() && is_small(printed) => {
                top.hi().at().is_positive()
            }
            _ => return Vec::new(),
        },
    };
    let line = |(end, is_low): (&End, bool)| {
        let weight = match (statement.form, positive) {
            (Form::Growth, true) => &one + end.at(),
            (Form::Growth, false) => &one - end.at(),
            _ => end.at().clone(),
        };
        let zero = Exact::zero();
        let limit = Some(if end.is_closed() { End::closed(zero) } else { End::open(zero) });
        // Growth is measured against the size of a loss: then the ends keep their side.
        let above = match statement.form {
            Form::Growth => is_low,
            Form::Quotient | Form::Sum | Form::AtLeast => is_low == positive,
        };
        let (low, high) = if above { (limit, None) } else { (None, limit) };
        Line { terms: vec![(one.clone(), *top), (-weight, *base)], low, high }
    };
    [(printed.lo(), true), (printed.hi(), false)].map(line).into()
}
