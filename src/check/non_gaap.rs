//! `non-gaap`: a measure outside the accounting standards is shown without its counterpart or
//! without a reconciliation. Runs where the profile of that name is on.

mod member;

use std::collections::HashSet;

use crate::code;
use crate::deck::Profile;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, ItemId, Key, Relation, RelationKind};
use crate::words::{Reading, ShownAt, first_word};

/// Proves for every item marked `gaap: no` that its counterpart stands before it on each slide,
/// and that a sum with figures reconciles the two.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    if !reading.deck.profiles.contains(&Profile::NonGaap) {
        return;
    }
    let facts = &reading.deck.facts;
    let shown = reading.shown();
    let forecast = |one: &ShownAt| is_forecast(facts, shown, one);
    member::run(reading, report);
    let mut reported = HashSet::new();
    for (at, one) in shown.iter().enumerate() {
        let item = facts.item(one.key.item);
        let same_item =
            |other: &&ShownAt| other.slide == one.slide && other.key.item == one.key.item;
        // What came true is judged before what is guided.
        let waits = forecast(one) && shown.iter().filter(same_item).any(|other| !forecast(other));
        if item.gaap || waits || !reported.insert((one.slide, one.key.item)) {
            continue;
        }
        let Some((way, counterpart)) = led(facts, one.key) else {
            if !(forecast(one) && is_unavailable(reading))
                && reported.insert((usize::MAX, one.key.item))
            {
                report.push(not_reconciled(reading, one));
            }
            continue;
        };
        let with_sums = |finding: Finding, what: &str| {
            way.iter().fold(finding, |finding, sum| finding.also(sum.span, what.to_owned()))
        };
        let name = &facts.item(counterpart).name;
        // An adjusted figure of the counterpart is not what the standards make it.
        let same = |other: &&ShownAt| {
            let standard = facts.scope(other.key.scope).gaap;
            other.slide == one.slide && other.key.item == counterpart && standard
        };
        if !shown.iter().any(|other| same(&other)) {
            if forecast(one) && is_unavailable(reading) {
                continue;
            }
            let message = format!("`{}` is shown without `{name}` on the same slide", item.name);
            let said = if forecast(one) { UNAVAILABLE } else { "" };
            let help = format!("Show `{name}` before it, as large{said}");
            report.push(with_sums(finding(reading, message, one, &help), "reconciled here"));
        } else if !shown[..at].iter().any(|other| same(&other)) {
            let message = format!("`{}` is shown before `{name}`", item.name);
            let help = format!("Show `{name}` first");
            report.push(with_sums(finding(reading, message, one, &help), "reconciled here"));
        }
        // What is adjusted in the future is seldom known.
        if !forecast(one) && !way.iter().all(|sum| proved(facts, sum, one)) {
            let message = format!("the reconciliation of `{}` lacks figures", facts.name(one.key));
            let help = "Give every figure of the relation in that period";
            report.push(with_sums(finding(reading, message, one, help), "cannot be proved here"));
        }
    }
}

/// Tells whether a figure is guided, or an earlier one beside guidance of the same measure, which that is
/// compared with.
fn is_forecast(facts: &Facts, shown: &[ShownAt], one: &ShownAt) -> bool {
    let planned = |one: &ShownAt| facts.scope(one.key.scope).forecast;
    let beside = |other: &ShownAt| {
        other.slide == one.slide && other.key.item == one.key.item && planned(other)
    };
    let earlier = one.key.period != facts.current(one.key.item);
    planned(one) || (earlier && shown.iter().any(beside))
}

/// The way out for a figure to come, behind another.
const UNAVAILABLE: &str =
    "; or say, as releases do, that it is not available without unreasonable efforts";

/// Tells whether a text of the slides says that guidance cannot be reconciled.
fn is_unavailable(reading: &Reading<'_>) -> bool {
    let prose = &reading.locale.prose;
    let mut texts = reading.passages.iter().filter(|passage| passage.slide.is_some());
    texts.any(|passage| first_word(passage.text, &prose.unreconciled, prose).is_some())
}

/// Tells that nothing leads from a measure to one of the standards.
fn not_reconciled(reading: &Reading<'_>, one: &ShownAt) -> Finding {
    let facts = &reading.deck.facts;
    let item = facts.item(one.key.item);
    let message = format!("`{}` is not reconciled to a measure of the standards", item.name);
    let rate = if item.unit.is_rate() {
        "Write `counterpart:` with the measure of the standards that it is compared with, or declare a sum or a \
         ratio under `relations`"
    } else {
        "Declare a sum under `relations` that begins with that measure, such as \
         `total: adjusted_ebitda = operating_income + depreciation`"
    };
    let said = if facts.scope(one.key.scope).forecast { UNAVAILABLE } else { "" };
    finding(reading, message, one, &format!("{rate}{said}")).also(item.span, "marked `gaap: no`")
}

fn finding(reading: &Reading<'_>, message: String, one: &ShownAt, help: &str) -> Finding {
    Finding::new(code::NON_GAAP, message, reading.place(one))
        .note("the profile `non-gaap` asks for it; it is help, not legal advice")
        .help(help)
}

/// Finds the counterpart of a figure, and the sums that lead to it. What is said of a rate is enough;
/// an amount needs its sum as well.
fn led(facts: &Facts, key: Key) -> Option<(Vec<&Relation>, ItemId)> {
    let item = facts.item(key.item);
    let look = |anywhere| reconciled(facts, Reconciling { key, anywhere }, &mut Vec::new());
    let reconciled = look(false).or_else(|| look(true));
    match (item.counterpart, reconciled) {
        (Some(said), Some((way, _))) => Some((way, said)),
        (Some(said), None) if item.unit.is_rate() => Some((Vec::new(), said)),
        (_, reconciled) => reconciled,
    }
}

/// Where relations are looked for: those that hold for the figure, or those of any period and context.
#[derive(Clone, Copy)]
struct Reconciling {
    key: Key,
    anywhere: bool,
}

impl Reconciling {
    /// The same search for another item.
    fn of(self, item: ItemId) -> Self {
        Self { key: Key { item, ..self.key }, ..self }
    }

    /// Gives the relations of a kind.
    fn relations(self, facts: &Facts, kind: RelationKind) -> impl Iterator<Item = &Relation> {
        let Self { key, anywhere } = self;
        facts.relations().iter().filter(move |sum| {
            let result = sum.result;
            let fits = result.period.is_none_or(|period| period == key.period)
                && result.scope.is_none_or(|scope| scope == key.scope)
                && (sum.periods.is_empty() || sum.periods.contains(&key.period));
            sum.kind == kind && (anywhere || fits)
        })
    }
}

/// Finds the sums that lead from an item to a measure of the standards, and that measure.
///
/// A sum begins with the measure it adjusts. Where that is none of the standards either, its own sum
/// goes on; what is adjusted is never taken for the counterpart.
fn reconciled<'f>(
    facts: &'f Facts,
    measure: Reconciling,
    seen: &mut Vec<ItemId>,
) -> Option<(Vec<&'f Relation>, ItemId)> {
    let item = measure.key.item;
    if seen.contains(&item) {
        return None;
    }
    seen.push(item);
    let sums = || measure.relations(facts, RelationKind::Total);
    let own = sums().filter(|sum| sum.result.item == item).find_map(|sum| {
        let begins = sum.terms.iter().find(|term| !term.weight.is_negative())?.of.item;
        if facts.item(begins).gaap {
            return Some((vec![sum], begins));
        }
        let (mut way, counterpart) = reconciled(facts, measure.of(begins), seen)?;
        way.insert(0, sum);
        Some((way, counterpart))
    });
    // The same the other way round: `operating_income = ebitda - depreciation`.
    own.or_else(|| {
        let begins = |sum: &&Relation| sum.terms.first().is_some_and(|term| term.of.item == item);
        let turned = sums().filter(begins).find(|sum| facts.item(sum.result.item).gaap)?;
        Some((vec![turned], turned.result.item))
    })
    .or_else(|| margin(facts, measure, seen))
}

/// A margin follows from what it is a share of: its counterpart is the same margin of the measure of
/// the standards, or else that measure.
fn margin<'f>(
    facts: &'f Facts,
    measure: Reconciling,
    seen: &mut Vec<ItemId>,
) -> Option<(Vec<&'f Relation>, ItemId)> {
    let ratios = || measure.relations(facts, RelationKind::Ratio);
    let of = |ratio: &Relation| ratio.terms.iter().map(|term| term.of.item).collect::<Vec<_>>();
    ratios().filter(|ratio| ratio.result.item == measure.key.item).find_map(|ratio| {
        let [part, whole] = of(ratio)[..] else { return None };
        let (mut way, counterpart) = match (facts.item(part).gaap, facts.item(whole).gaap) {
            (true, true) => return Some((vec![ratio], part)),
            (false, _) => reconciled(facts, measure.of(part), seen)?,
            (true, false) => reconciled(facts, measure.of(whole), seen)?,
        };
        way.insert(0, ratio);
        let like = ratios()
            .find(|other| facts.item(other.result.item).gaap && of(other) == [counterpart, whole]);
        Some((way, like.map_or(counterpart, |like| like.result.item)))
    })
}

/// Tells whether all figures of the sum are known in the period shown.
fn proved(facts: &Facts, relation: &Relation, one: &ShownAt) -> bool {
    let mut all = [relation.result].into_iter().chain(relation.terms.iter().map(|term| term.of));
    all.all(|reference| {
        let key = Key {
            item: reference.item,
            period: reference.period.unwrap_or(one.key.period),
            ..one.key
        };
        facts.fact(key).is_some_and(|fact| fact.stated().is_some())
    })
}
