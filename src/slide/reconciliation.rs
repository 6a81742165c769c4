//! Reconciliations: rows that lead from one measure to another outside the accounting standards.
//!
//! A statement of income shows a gain as a plus. Where the same gain is taken off below it, on the way
//! to a measure marked `gaap: no`, it stands with a minus: the column adds up for the eye.

use super::SlideContext;
use super::rows::{RowSign, RowSpec};
use crate::code;
use crate::diag::Finding;
use crate::facts::{Facts, ItemId, Key, Relation, RelationKind};
use crate::num::Exact;

/// Tells of each row whether it is printed with the other sign: where it says so, and where the rows make a
/// reconciliation.
pub(super) fn lessening(rows: &[&RowSpec], context: &mut SlideContext<'_>) -> Vec<bool> {
    let facts = context.setting.facts();
    let own = reconciled(&keys(rows, facts), facts).into_iter();
    own.zip(turned(rows, context)).map(|(own, said)| own || said).collect()
}

/// Tells of each row whether it says that it is printed with the other sign.
pub(super) fn turned(rows: &[&RowSpec], context: &mut SlideContext<'_>) -> Vec<bool> {
    let facts = context.setting.facts();
    let keys = keys(rows, facts);
    for (row, key) in rows.iter().zip(&keys) {
        let (Some(sign), Some(key)) = (&row.sign, key) else { continue };
        if let Some(reason) = adds(*key, &keys, facts) {
            let finding = Finding::new(code::TURNED_SIGN, reason, sign.span);
            context.push(finding.help(
                "Remove `sign: turned`, or declare the sum under `relations`, such as `a = b - c`",
            ));
        }
    }
    rows.iter()
        .map(|row| row.sign.as_ref().is_some_and(|sign| sign.value == RowSign::Turned))
        .collect()
}

fn keys(rows: &[&RowSpec], facts: &Facts) -> Vec<Option<Key>> {
    rows.iter().map(|row| facts.references().key(&row.show.value).ok()).collect()
}

/// Says why a turned row would not add up with the others as it prints: a sum must take it off what stands
/// below it.
fn adds(turned: Key, rows: &[Option<Key>], facts: &Facts) -> Option<String> {
    let at = |item: ItemId| rows.iter().rposition(|key| key.is_some_and(|key| key.item == item));
    let name = &facts.item(turned.item).name;
    let mut added = None;
    for sum in facts.relations().iter().filter(|sum| sum.kind == RelationKind::Total) {
        // All on one side: the result without its terms is nothing.
        let result = (-Exact::one(), sum.result.item);
        let terms = sum.terms.iter().map(|term| (term.weight.clone(), term.of.item));
        let all: Vec<_> = std::iter::once(result).chain(terms).collect();
        let Some((own, _)) = all.iter().find(|(_, item)| *item == turned.item) else { continue };
        let others = all.iter().filter(|(_, item)| *item != turned.item);
        // What the rows lead to is the last of them.
        let made = others.max_by_key(|(_, item)| at(*item));
        let Some((weight, _)) = made.filter(|(_, item)| at(*item).is_some()) else { continue };
        if own.is_negative() == weight.is_negative() {
            return None;
        }
        added.get_or_insert(sum);
    }
    Some(added.map_or_else(
        || format!("no sum under `relations` takes `{name}` off a figure of the table"),
        |sum| {
            format!("`{}` adds `{name}`, so that the rows would not add up as they print", sum.text)
        },
    ))
}

/// Tells of each row whether the rows below it take it off.
///
/// It is where the rows right above a result marked `gaap: no` are the terms of its sum, each once,
/// with the measure it begins from at the top, and the sum takes the row off. Rates between them, such
/// as the measure's share of revenue, are passed over where the result is none itself. Where what is
/// taken off is such a measure itself, as adjusted costs are below adjusted gross profit, the rows are a
/// statement and no reconciliation: its costs stand as those of any other.
fn reconciled(keys: &[Option<Key>], facts: &Facts) -> Vec<bool> {
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
            let Some(weights) = weights(&above, sum) else { continue };
            let taken: Vec<_> =
                rows.iter().zip(&weights).filter(|(_, weight)| weight.is_negative()).collect();
            let step = |row: usize| keys[row].is_some_and(|key| !outside(&key));
            let begins = weights.first().is_some_and(|first| !first.is_negative());
            if rows.len() == sum.terms.len() && begins && taken.iter().all(|(row, _)| step(**row)) {
                for (row, _) in taken {
                    lessens[*row] = true;
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
