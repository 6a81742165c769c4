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
    let mut told = HashSet::new();
    for (at, one) in shown.iter().enumerate() {
        let item = facts.item(one.key.item);
        if item.gaap || !told.insert((one.slide, one.key.item)) {
            continue;
        }
        let Some((relation, counterpart)) = reconciled(facts, one.key.item) else {
            if told.insert((usize::MAX, one.key.item)) {
                let message =
                    format!("`{}` is not reconciled to a measure of the standards", item.name);
                let help = "Declare a sum under `relations`, such as \
                            `total: adjusted_ebitda = operating_income + depreciation`";
                report.push(
                    finding(reading, message, one, help).also(item.span, "marked `gaap: no`"),
                );
            }
            continue;
        };
        let name = &facts.item(counterpart).name;
        let same = |other: &&ShownAt| other.slide == one.slide && other.key.item == counterpart;
        if !shown.iter().any(|other| same(&other)) {
            let message = format!("`{}` is shown without `{name}` on the same slide", item.name);
            let help = format!("Show `{name}` before it, as large");
            report
                .push(finding(reading, message, one, &help).also(relation.span, "reconciled here"));
        } else if !shown[..at].iter().any(|other| same(&other)) {
            let message = format!("`{}` is shown before `{name}`", item.name);
            let help = format!("Show `{name}` first");
            report
                .push(finding(reading, message, one, &help).also(relation.span, "reconciled here"));
        }
        if !proved(facts, relation, one) {
            let message = format!("the reconciliation of `{}` lacks figures", facts.name(one.key));
            let help = "Give every figure of the relation in that period";
            report.push(
                finding(reading, message, one, help).also(relation.span, "cannot be proved here"),
            );
        }
    }
}

fn finding(reading: &Reading<'_>, message: String, one: &ShownAt, help: &str) -> Finding {
    Finding::new(code::NON_GAAP, message, reading.place(one))
        .note("the profile `non-gaap` asks for it; it is help, not legal advice")
        .help(help)
}

/// Finds the sum that holds an item and its first partner of the standards.
fn reconciled(facts: &Facts, item: ItemId) -> Option<(&Relation, ItemId)> {
    facts.relations().iter().find_map(|relation| {
        let members = [relation.result.item].into_iter();
        let members: Vec<_> =
            members.chain(relation.terms.iter().map(|term| term.of.item)).collect();
        let sum = relation.kind == RelationKind::Total && members.contains(&item);
        let partner = members.iter().find(|other| facts.item(**other).gaap);
        partner.filter(|_| sum).map(|partner| (relation, *partner))
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
