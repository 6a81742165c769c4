//! `non-gaap`: a measure outside the accounting standards is shown without its counterpart or
//! without a reconciliation. Runs where the profile of that name is on.

use std::collections::HashSet;

use crate::code;
use crate::deck::Profile;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, ItemId, Relation, RelationKind};
use crate::words::{Reading, ShownAt};

/// Proves for every item marked `gaap: no` that its counterpart stands before it on each slide,
/// and that a sum with figures reconciles the two.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    if !reading.deck.profiles.contains(&Profile::NonGaap) {
        return;
    }
    let facts = &reading.deck.facts;
    let shown = reading.shown();
    let mut reported = HashSet::new();
    for (at, one) in shown.iter().enumerate() {
        let item = facts.item(one.key.item);
        if item.gaap || !reported.insert((one.slide, one.key.item)) {
            continue;
        }
        let Some((way, counterpart)) = reconciled(facts, one.key.item, &mut Vec::new()) else {
            if reported.insert((usize::MAX, one.key.item)) {
                let message =
                    format!("`{}` is not reconciled to a measure of the standards", item.name);
                let help = "Declare a sum under `relations` that begins with that measure, such as \
                            `total: adjusted_ebitda = operating_income + depreciation`";
                report.push(
                    finding(reading, message, one, help).also(item.span, "marked `gaap: no`"),
                );
            }
            continue;
        };
        let with_sums = |finding: Finding, what: &str| {
            way.iter().fold(finding, |finding, sum| finding.also(sum.span, what.to_owned()))
        };
        let name = &facts.item(counterpart).name;
        let same = |other: &&ShownAt| other.slide == one.slide && other.key.item == counterpart;
        if !shown.iter().any(|other| same(&other)) {
            let message = format!("`{}` is shown without `{name}` on the same slide", item.name);
            let help = format!("Show `{name}` before it, as large");
            report.push(with_sums(finding(reading, message, one, &help), "reconciled here"));
        } else if !shown[..at].iter().any(|other| same(&other)) {
            let message = format!("`{}` is shown before `{name}`", item.name);
            let help = format!("Show `{name}` first");
            report.push(with_sums(finding(reading, message, one, &help), "reconciled here"));
        }
        // What is adjusted in the future is seldom known.
        let forecast = facts.scope(one.key.scope).forecast;
        if !forecast && !way.iter().all(|sum| proved(facts, sum, one)) {
            let message = format!("the reconciliation of `{}` lacks figures", facts.name(one.key));
            let help = "Give every figure of the relation in that period";
            report.push(with_sums(finding(reading, message, one, help), "cannot be proved here"));
        }
    }
}

fn finding(reading: &Reading<'_>, message: String, one: &ShownAt, help: &str) -> Finding {
    Finding::new(code::NON_GAAP, message, reading.place(one))
        .note("the profile `non-gaap` asks for it; it is help, not legal advice")
        .help(help)
}

/// Finds the sums that lead from an item to a measure of the standards, and that measure.
///
/// A sum begins with the measure it adjusts. Where that is none of the standards either, its own sum
/// goes on; what is adjusted is never taken for the counterpart.
fn reconciled<'f>(
    facts: &'f Facts,
    item: ItemId,
    seen: &mut Vec<ItemId>,
) -> Option<(Vec<&'f Relation>, ItemId)> {
    if seen.contains(&item) {
        return None;
    }
    seen.push(item);
    let sums = || facts.relations().iter().filter(|sum| sum.kind == RelationKind::Total);
    let own = sums().filter(|sum| sum.result.item == item).find_map(|sum| {
        let begins = sum.terms.iter().find(|term| !term.weight.is_negative())?.of.item;
        if facts.item(begins).gaap {
            return Some((vec![sum], begins));
        }
        let (mut way, counterpart) = reconciled(facts, begins, seen)?;
        way.insert(0, sum);
        Some((way, counterpart))
    });
    // The same the other way round: `operating_income = ebitda - depreciation`.
    own.or_else(|| {
        let begins = |sum: &&Relation| sum.terms.first().is_some_and(|term| term.of.item == item);
        let turned = sums().filter(begins).find(|sum| facts.item(sum.result.item).gaap)?;
        Some((vec![turned], turned.result.item))
    })
    .or_else(|| margin(facts, item, seen))
}

/// A margin follows from what it is a share of: its counterpart is the same margin of the measure of
/// the standards, or else that measure.
fn margin<'f>(
    facts: &'f Facts,
    item: ItemId,
    seen: &mut Vec<ItemId>,
) -> Option<(Vec<&'f Relation>, ItemId)> {
    let ratios = || facts.relations().iter().filter(|one| one.kind == RelationKind::Ratio);
    let of = |ratio: &Relation| ratio.terms.iter().map(|term| term.of.item).collect::<Vec<_>>();
    ratios().filter(|ratio| ratio.result.item == item).find_map(|ratio| {
        let [part, whole] = of(ratio)[..] else { return None };
        let (mut way, counterpart) = match (facts.item(part).gaap, facts.item(whole).gaap) {
            (true, true) => return Some((vec![ratio], part)),
            (false, _) => reconciled(facts, part, seen)?,
            (true, false) => reconciled(facts, whole, seen)?,
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
        let key = crate::facts::Key {
            item: reference.item,
            period: reference.period.unwrap_or(one.key.period),
            ..one.key
        };
        facts.fact(key).is_some_and(|fact| fact.stated().is_some())
    })
}
