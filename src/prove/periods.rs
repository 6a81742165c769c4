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

/// Months of a quarter; the steps of a year are months.
const QUARTER: u8 = 3;
/// Quarters of a year whose end was not moved.
const QUARTERS: u8 = 4;

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
        let terms = |way: Vec<(Exact, Period)>| -> Vec<_> {
            way.into_iter().map(|(weight, period)| (weight, Key { period, ..whole })).collect()
        };
        let known = |terms: &Vec<(Exact, Key)>| {
            terms.iter().all(|(_, key)| facts.fact(*key).is_some_and(|fact| fact.exact().is_some()))
        };
        let ways = twelve_months(facts.calendar, (year, quarter));
        for terms in ways.into_iter().map(terms).filter(known) {
            let span = facts.fact(whole).map_or(span, |fact| fact.span);
            let statement = bare(AssertionForm::Sum, Origin::Cumulative, Some(whole), terms, span);
            out.push(judged(facts, statement));
        }
    }
}

/// The ways to make twelve months of periods that follow each other.
fn twelve_months(calendar: FiscalYear, (year, quarter): (i16, u8)) -> Vec<Vec<(Exact, Period)>> {
    let (first, last) = calendar.range(Period::Trailing { year, quarter });
    let so_far = |year: i16, quarter: u8| match quarter {
        last if last >= calendar.quarters_in(year) => Period::Year { year },
        2 => Period::Half { year, half: 1 },
        3 => Period::NineMonths { year },
        _ => Period::Quarter { year, quarter },
    };
    let plus = |period| (Exact::one(), period);
    let now = so_far(year, quarter);
    let starts = |period| calendar.range(period).0;
    // The year so far, with what of the year before lies within the twelve months.
    let before = Period::Year { year: year.saturating_sub(1) };
    let mut ways = Vec::new();
    if starts(now) == first {
        ways.push(vec![plus(now)]);
    } else if starts(before) == first {
        ways.push(vec![plus(before), plus(now)]);
    } else if starts(before) < first
        && let Ok(day) = first.yesterday()
        && let then @ Period::Quarter { year: of, quarter } = calendar.quarter_of(day)
        && calendar.ends(then) == day
    {
        ways.push(vec![plus(before), plus(now), (-Exact::one(), so_far(of, quarter))]);
    }
    let follow = |parts: &[Period]| {
        let joined = |pair: &[Period]| {
            calendar.ends(pair[0]).tomorrow().is_ok_and(|day| day == starts(pair[1]))
        };
        parts.first().is_some_and(|part| starts(*part) == first)
            && parts.last().is_some_and(|part| calendar.ends(*part) == last)
            && parts.windows(2).all(joined)
    };
    let mut quarters = vec![Period::Quarter { year, quarter }];
    while let Some(part) = quarters.last().copied().filter(|part| starts(*part) > first)
        && let Some(earlier) = calendar.prior_quarter(part)
        && quarters.len() < usize::from(QUARTERS) + 1
    {
        quarters.push(earlier);
    }
    quarters.reverse();
    let halves = |year: i16, half| match half {
        1 => {
            [Period::Half { year: year.saturating_sub(1), half: 2 }, Period::Half { year, half: 1 }]
        }
        _ => [Period::Half { year, half: 1 }, Period::Half { year, half: 2 }],
    };
    let parts = [quarters, halves(year, 1).to_vec(), halves(year, 2).to_vec()];
    let parts = parts.into_iter().filter(|parts| follow(parts));
    ways.extend(parts.map(|parts| parts.into_iter().map(plus).collect()));
    ways
}

/// The flow of a figure that is typed or declared missing.
fn flow(facts: &Facts, key: Key) -> Option<Flow> {
    let (year, steps) = steps(key.period, facts.calendar)?;
    let missing = match &facts.fact(key)?.state {
        State::Stated(_) | State::Restated { .. } | State::Bounded(_) => false,
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
    // A year whose end was moved may have fewer quarters than four.
    let count = period.year().map_or(QUARTERS, |year| calendar.quarters_in(year));
    let whole = |quarters: u8| quarters.min(count) * QUARTER;
    let steps = match period {
        Period::Quarter { quarter, .. } => (quarter.checked_sub(1)? * QUARTER, quarter * QUARTER),
        Period::Half { half: 1, .. } => (0, whole(2)),
        Period::Half { .. } => (2 * QUARTER, whole(4)),
        Period::NineMonths { .. } => (0, whole(3)),
        Period::Year { .. } => (0, whole(4)),
        Period::Month { year, month } => return of_month((year, month), calendar),
        Period::Trailing { .. } | Period::Instant(_) => return None,
    };
    (steps.0 < steps.1).then_some((period.year()?, steps))
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
