//! Members outside the accounting standards: the same figure without them stands first, and a sum leads from it.

use std::collections::HashSet;

use super::{UNAVAILABLE, finding, is_forecast, is_unavailable};
use crate::diag::Report;
use crate::facts::{Facts, Key, MemberOf, Reference, RelationKind, ScopeId};
use crate::words::{Reading, ShownAt};

/// Judges every figure of a member marked `gaap: no`.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let contexts = facts.contexts();
    let judged = |key: Key| {
        let outside = contexts.outside_standards(key.scope).next().is_some();
        outside && facts.item(key.item).gaap && facts.scope(key.scope).of != Some(MemberOf::Effects)
    };
    let shown = reading.shown_members();
    if !shown.iter().any(|one| judged(one.key)) {
        return;
    }
    let planned = |one: &ShownAt| is_forecast(facts, &shown, one);
    let mut told = HashSet::new();
    for (at, one) in shown.iter().enumerate().filter(|(_, one)| judged(one.key)) {
        let (key, mine) = (one.key, contexts.actual(one.key.scope));
        let same = |other: &&ShownAt| {
            other.slide == one.slide
                && other.key.item == key.item
                && contexts.is_standard_of(other.key.scope, key.scope)
        };
        let waits = planned(one) && is_unavailable(reading);
        if waits || !told.insert((one.slide, key.item, mine)) {
            continue;
        }
        let name = &facts.item(key.item).name;
        let figure = format!("{name}/{}", facts.scope(mine).name);
        let standard = match contexts.standard_of(key.scope) {
            ScopeId::ACTUAL => name.clone(),
            part => format!("{name}/{}", facts.scope(part).name),
        };
        let said = if planned(one) { UNAVAILABLE } else { "" };
        if !shown.iter().any(|other| same(&other)) {
            let message =
                format!("`{figure}` is shown without the same by the standards on the same slide");
            let help = format!("Show `{standard}` before it, as large{said}");
            report.push(finding(reading, message, one, &help));
            continue;
        }
        if !shown[..at].iter().any(|other| same(&other)) {
            let message = format!("`{figure}` is shown before the same by the standards");
            let help = format!("Show `{standard}` first");
            report.push(finding(reading, message, one, &help));
            continue;
        }
        let rate = facts.item(key.item).unit.is_rate();
        let growth = facts.scope(key.scope).of == Some(MemberOf::Changes);
        if !(rate || growth || planned(one) || leads(facts, key))
            && told.insert((usize::MAX, key.item, mine))
        {
            let message = format!("`{figure}` is not reconciled to `{name}`");
            let help = format!(
                "Declare the sum under `relations`, such as `total: {figure} = {name} + {name}/charges`, with the \
                 steps as members that are `of: effects`"
            );
            report.push(finding(reading, message, one, &help));
        }
    }
}

/// Tells whether a sum leads from the figure of the standards to that of the member, or back; or to an amount that
/// the figure is a ratio of, as adjusted income is of adjusted earnings per share.
fn leads(facts: &Facts, key: Key) -> bool {
    let mut ratios = facts.relations().iter().filter(|ratio| ratio.kind == RelationKind::Ratio);
    summed(facts, key)
        || ratios.any(|ratio| {
            let part = ratio.terms.first().map(|term| term.of);
            let contexts = facts.contexts();
            let within = |of: Reference| {
                let scope = of.scope_or_actual();
                contexts.outside_standards(scope).next().is_some()
                    && contexts.beyond(key.scope, scope).is_some()
            };
            ratio.result.item == key.item
                && within(ratio.result)
                && part.is_some_and(|part| {
                    within(part) && summed(facts, Key { item: part.item, ..key })
                })
        })
}

/// Tells whether a sum leads from the figure of the standards to that of the member, or back.
fn summed(facts: &Facts, key: Key) -> bool {
    let contexts = facts.contexts();
    let outside = |of: Reference| {
        let scope = of.scope_or_actual();
        of.item == key.item
            && contexts.outside_standards(scope).next().is_some()
            && contexts.beyond(key.scope, scope).is_some()
    };
    let standard = |of: Reference| {
        let scope = facts.scope(of.scope_or_actual());
        of.item == key.item && scope.gaap && scope.of != Some(MemberOf::Effects)
    };
    let mut sums = facts.relations().iter().filter(|sum| sum.kind == RelationKind::Total);
    sums.any(|sum| {
        let mut terms = sum.terms.iter().map(|term| term.of);
        let all = || sum.terms.iter().map(|term| term.of).chain([sum.result]);
        (outside(sum.result) && terms.any(standard)) || (all().any(outside) && standard(sum.result))
    })
}
