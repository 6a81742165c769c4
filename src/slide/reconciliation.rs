//! Reconciliations: rows that lead from one measure to another outside the accounting standards.
//!
//! A statement of income shows a gain as a plus. Where the same gain is taken off below it, on the way
//! to a measure marked `gaap: no`, it stands with a minus: the column adds up for the eye.

use super::rows::RowSpec;
use crate::facts::{Facts, Key, Relation, RelationKind};
use crate::num::Exact;

/// Tells of each row whether it is printed with the other sign.
///
/// It is where the rows right above a result marked `gaap: no` are the terms of its sum, each once,
/// with the measure it begins from at the top, and the sum takes the row off. Rates between them, such
/// as the measure's share of revenue, are passed over where the result is none itself.
pub(super) fn lessening<'r>(rows: impl Iterator<Item = &'r RowSpec>, facts: &Facts) -> Vec<bool> {
    let key = |row: &RowSpec| facts.references().key(&row.show.value).ok();
    let keys: Vec<_> = rows.map(key).collect();
    let is_rate = |key: Key| facts.item(key.item).unit.is_percentage();
    let mut lessens = vec![false; keys.len()];
    for (at, result) in keys.iter().enumerate() {
        let outside = |of: &Key| !facts.item(of.item).gaap || !facts.scope(of.scope).gaap;
        let Some(result) = result.filter(outside) else { continue };
        let sums = facts.relations().iter().filter(|sum| is_of(sum, result));
        for sum in sums {
            let aside =
                |row: &usize| keys[*row].is_some_and(|key| is_rate(key) && !is_rate(result));
            let mut rows: Vec<_> =
                (0..at).rev().filter(|row| !aside(row)).take(sum.terms.len()).collect();
            rows.reverse();
            let above: Vec<_> = rows.iter().map(|row| keys[*row]).collect();
            let weights = weights(&above, sum).filter(|_| rows.len() == sum.terms.len());
            if let Some(weights) = weights.filter(|weights| !weights[0].is_negative()) {
                for (row, weight) in rows.into_iter().zip(weights) {
                    lessens[row] |= weight.is_negative();
                }
            }
        }
    }
    lessens
}

/// Tells whether a relation makes a figure, in any period.
fn is_of(relation: &Relation, result: Key) -> bool {
    let whole = std::iter::once(relation.result).chain(relation.terms.iter().map(|term| term.of));
    relation.kind == RelationKind::Total
        && relation.result.item == result.item
        && !relation.terms.is_empty()
        && whole.into_iter().all(|reference| reference.period.is_none())
}

/// Gives what each row counts with, where the rows are the terms of the sum and nothing else.
fn weights(rows: &[Option<Key>], sum: &Relation) -> Option<Vec<Exact>> {
    let weight = |key: &Option<Key>| {
        let mut terms = sum.terms.iter().filter(|term| Some(term.of.item) == key.map(|k| k.item));
        let one = terms.next()?;
        terms.next().is_none().then(|| one.weight.clone())
    };
    let each = rows.iter().all(|key| rows.iter().filter(|other| *other == key).count() == 1);
    rows.iter().map(weight).collect::<Option<Vec<_>>>().filter(|_| each)
}
