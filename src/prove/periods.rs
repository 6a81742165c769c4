//! What periods imply: a quarter is its months, a half its two quarters, a year its two halves,
//! without being declared.

use std::collections::{BTreeSet, HashMap};

use super::gather::{bare, judged};
use super::statement::{Assertion, AssertionForm, Origin};
use crate::facts::{Facts, ItemId, Key, ScopeId, State};
use crate::num::{Exact, FiscalYear, Period};
use crate::source::Span;

/// A figure of a flow: its scope and year, the steps it goes from and to, its key, and whether its
/// digits are not known.
type Flow = ((ScopeId, i16), (u8, u8), Key, bool);

/// Months of a fiscal year, as the steps from its start to its end.
const YEAR: u8 = 12;
/// Months of a quarter.
const QUARTER: u8 = 3;

/// Adds, for every flow that adds up, each longer period as the sum of the fewest shorter ones.
///
/// What the statements so far name and nobody typed is built from the known figures of its
/// periods; `about` is a figure that counts as declared missing where it is not typed.
pub(super) fn cumulative(facts: &Facts, about: Option<Key>, out: &mut Vec<Assertion>) {
    let mut untyped = untyped(facts, out);
    for (id, item) in facts.items() {
        if !item.adds_up {
            continue;
        }
        trailing(facts, (id, item.span), out);
        // The keys of an item by scope and year, each as its first and last step.
        let mut flows: Vec<Flow> = facts.keys_of(id).filter_map(|key| flow(facts, key)).collect();
        let mut add = |whole: Key, parts: Vec<Key>| {
            let terms = parts.into_iter().map(|key| (Exact::one(), key)).collect();
            let span = facts.fact(whole).map_or(item.span, |fact| fact.span);
            let statement = bare(AssertionForm::Sum, Origin::Cumulative, Some(whole), terms, span);
            out.push(judged(facts, statement));
        };
        let mut asked = about.filter(|key| key.item == id && facts.fact(*key).is_none());
        for (of, (start, end), whole, _) in untyped.remove(&id).unwrap_or_default() {
            let known = flows.iter().filter(|one| one.0 == of && !one.3);
            let known: Vec<Flow> = known.copied().collect();
            for parts in shortest(&known, start, end) {
                asked = asked.filter(|key| *key != whole);
                add(whole, parts);
            }
        }
        flows.extend(asked.and_then(|key| unknown(facts, key)));
        if flows.len() < 3 {
            continue;
        }
        flows.sort_unstable();
        for year in flows.chunk_by(|one, other| one.0 == other.0) {
            let known: Vec<Flow> = year.iter().filter(|flow| !flow.3).copied().collect();
            for (_, (start, end), whole, missing) in year {
                // A missing figure proves nothing alone, but ties others together.
                let mut ways = shortest(year, *start, *end);
                if !missing {
                    ways.retain(|way| !way.iter().all(|key| known.iter().any(|k| k.2 == *key)));
                    ways.extend(shortest(&known, *start, *end));
                }
                for parts in ways {
                    add(*whole, parts);
                }
            }
        }
    }
}

/// Adds, for every figure of twelve months to the end of a quarter, what it is made of: the year before
/// and this year so far without the year before so far, halves, or four quarters. Of the ways those whose
/// figures are all known.
fn trailing(facts: &Facts, (item, span): (ItemId, Span), out: &mut Vec<Assertion>) {
    for whole in facts.keys_of(item) {
        let Period::Trailing { year, quarter } = whole.period else { continue };
        let before = year.saturating_sub(1);
        let one = |period: Period, weight: Exact| (weight, Key { period, ..whole });
        let quarters = |year: i16, of: std::ops::RangeInclusive<u8>| {
            of.map(move |quarter| {
                (Exact::one(), Key { period: Period::Quarter { year, quarter }, ..whole })
            })
        };
        let so_far = |year| match quarter {
            1 => Some(Period::Quarter { year, quarter }),
            2 => Some(Period::Half { year, half: 1 }),
            3 => Some(Period::NineMonths { year }),
            _ => None,
        };
        let mut ways: Vec<Vec<(Exact, Key)>> = Vec::new();
        match so_far(year).zip(so_far(before)) {
            Some((now, then)) => ways.push(vec![
                one(Period::Year { year: before }, Exact::one()),
                one(now, Exact::one()),
                one(then, -Exact::one()),
            ]),
            None => ways.push(vec![one(Period::Year { year }, Exact::one())]),
        }
        if quarter == 2 {
            let halves = [Period::Half { year: before, half: 2 }, Period::Half { year, half: 1 }];
            ways.push(halves.map(|half| one(half, Exact::one())).to_vec());
        }
        let four =
            quarters(before, quarter.saturating_add(1)..=4).chain(quarters(year, 1..=quarter));
        ways.push(four.collect());
        let known = |terms: &Vec<(Exact, Key)>| {
            terms.iter().all(|(_, key)| facts.fact(*key).is_some_and(|fact| fact.exact().is_some()))
        };
        for terms in ways.into_iter().filter(known) {
            let span = facts.fact(whole).map_or(span, |fact| fact.span);
            let statement = bare(AssertionForm::Sum, Origin::Cumulative, Some(whole), terms, span);
            out.push(judged(facts, statement));
        }
    }
}

/// The flow of a figure that is typed or declared missing.
fn flow(facts: &Facts, key: Key) -> Option<Flow> {
    let (year, steps) = steps(key.period, facts.calendar)?;
    let missing = match &facts.fact(key)?.state {
        State::Stated(_) | State::Bounded(_) => false,
        State::Missing { reason } if !reason.is_empty() => true,
        State::Missing { .. } | State::LeftOut(_) | State::Derived { .. } => return None,
    };
    Some(((key.scope, year), steps, key, missing))
}

/// The flow of a figure that nobody typed.
fn unknown(facts: &Facts, key: Key) -> Option<Flow> {
    let (year, steps) = steps(key.period, facts.calendar)?;
    Some(((key.scope, year), steps, key, true))
}

/// The figures by item that statements name and nobody typed, over more than a quarter.
fn untyped(facts: &Facts, statements: &[Assertion]) -> HashMap<ItemId, BTreeSet<Flow>> {
    let mut out: HashMap<ItemId, BTreeSet<Flow>> = HashMap::new();
    let named = statements.iter().flat_map(Assertion::keys);
    for key in named.filter(|key| facts.fact(*key).is_none()) {
        if let Some(flow) = unknown(facts, key).filter(|(_, (start, end), ..)| end - start > 1) {
            out.entry(key.item).or_default().insert(flow);
        }
    }
    out
}

/// The fiscal year of a flow, and the steps it goes from and to.
fn steps(period: Period, calendar: FiscalYear) -> Option<(i16, (u8, u8))> {
    let steps = match period {
        Period::Quarter { quarter, .. } => (quarter.checked_sub(1)? * QUARTER, quarter * QUARTER),
        Period::Half { half: 1, .. } => (0, 2 * QUARTER),
        Period::Half { .. } => (2 * QUARTER, YEAR),
        Period::NineMonths { .. } => (0, 3 * QUARTER),
        Period::Year { .. } => (0, YEAR),
        Period::Month { year, month } => return of_month((year, month), calendar),
        Period::Trailing { .. } | Period::Instant(_) => return None,
    };
    Some((period.year()?, steps))
}

/// The fiscal year of a month and its step, where its quarter is three whole months: one of thirteen
/// weeks is not.
fn of_month(of: (i16, u8), calendar: FiscalYear) -> Option<(i16, (u8, u8))> {
    let range = |(year, month)| calendar.range(Period::Month { year, month });
    let whole = calendar.quarter_of(range(of).0);
    let Period::Quarter { year, quarter } = whole else { return None };
    let ((from, first), (to, last)) = calendar.months(whole);
    let first = (from, u8::try_from(first).ok()?);
    let last = (to, u8::try_from(last).ok()?);
    let from_to = (range(first).0, range(last).1);
    let count = |(year, month): (i16, u8)| i32::from(year) * 12 + i32::from(month);
    let at = u8::try_from(count(of) - count(first)).ok().filter(|at| *at < QUARTER)?;
    let start = quarter.checked_sub(1)? * QUARTER + at;
    let fits = from_to == calendar.range(whole) && count(last) - count(first) == 2;
    fits.then_some((year, (start, start + 1)))
}

/// All ways to go from step to step by shorter periods that need the fewest of them.
fn shortest(flows: &[Flow], start: u8, end: u8) -> Vec<Vec<Key>> {
    let mut ways: Vec<(u8, Vec<Key>)> = vec![(start, Vec::new())];
    for _ in start..end {
        let mut longer = Vec::new();
        for (at, way) in &ways {
            for (_, (from, to), key, _) in flows {
                if from == at && *to <= end && (*from, *to) != (start, end) {
                    let way = way.iter().copied().chain([*key]).collect();
                    longer.push((*to, way));
                }
            }
        }
        let (done, open): (Vec<_>, Vec<_>) = longer.into_iter().partition(|(at, _)| *at == end);
        if !done.is_empty() {
            return done.into_iter().map(|(_, way)| way).collect();
        }
        ways = open;
    }
    Vec::new()
}
