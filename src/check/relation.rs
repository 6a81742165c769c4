//! `total-differs`, `ratio-differs`, `part-exceeds`: a declared relation does not hold.

use std::collections::BTreeSet;

use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key, Reference, Relation, RelationKind, ScopeId};
use crate::num::{Exact, Interval, Period};

/// Proves every relation in every period and scope in which all its figures are known.
pub(super) fn run(facts: &Facts, report: &mut Report) {
    for relation in facts.relations() {
        for (period, scope) in places(facts, relation) {
            if let Some(finding) = broken(facts, relation, period, scope) {
                report.push(finding);
            }
        }
    }
}

/// Where the result is known; a relation between named periods holds once.
fn places(facts: &Facts, relation: &Relation) -> Vec<(Period, ScopeId)> {
    if let Some(period) = relation.result.period {
        return vec![(period, relation.result.scope)];
    }
    let all: BTreeSet<_> =
        facts.keys_of(relation.result.item).map(|key| (key.period, key.scope)).collect();
    let only = &relation.periods;
    all.into_iter().filter(|(period, _)| only.is_empty() || only.contains(period)).collect()
}

fn broken(facts: &Facts, relation: &Relation, period: Period, scope: ScopeId) -> Option<Finding> {
    let key = |reference: Reference| Key {
        item: reference.item,
        period: reference.period.unwrap_or(period),
        scope: if reference.scope == ScopeId::ACTUAL { scope } else { reference.scope },
    };
    let result = facts.fact(key(relation.result))?;
    let printed = result.interval()?;
    let mut terms = Vec::new();
    for term in &relation.terms {
        let fact = facts.fact(key(term.of))?;
        terms.push((term, fact, fact.interval()?));
    }
    let derived = match relation.kind {
        RelationKind::Total => {
            terms.iter().fold(Interval::point(Exact::zero()), |sum, (t, _, i)| {
                sum.add(&i.scale(&Exact::from(i64::from(t.weight))))
            })
        }
        RelationKind::Ratio => terms.first()?.2.div(&terms.get(1)?.2)?,
        RelationKind::Part => terms.first()?.2.clone(),
    };
    let holds = match relation.kind {
        RelationKind::Total | RelationKind::Ratio => derived.meets(&printed),
        // A part may be as large as the whole, so only the near ends are compared.
        RelationKind::Part => printed.lo().at() <= derived.hi().at(),
    };
    if holds {
        return None;
    }
    let (code, what) = match relation.kind {
        RelationKind::Total => ("total-differs", "is not the sum that"),
        RelationKind::Ratio => ("ratio-differs", "is not the ratio that"),
        RelationKind::Part => ("part-exceeds", "is larger than the whole that"),
    };
    let name = facts.name(key(relation.result));
    let message = format!("`{name}` {what} `{}` makes it", relation.text);
    let mut finding = Finding::error(code, message, result.span).label("printed here");
    for (term, fact, _) in &terms {
        finding = finding.also(fact.span, facts.name(key(term.of)));
    }
    finding = finding.also(relation.span, "declared here");
    // Told in the item's own unit, as its reader knows the figures.
    let unit = &facts.item(key(relation.result).item).unit;
    let told = Exact::pow10(-unit.exponent());
    let gap = derived.gap(&printed).map(|gap| &gap * &told);
    let gap = gap.map_or_else(String::new, |gap| format!("; the gap is {gap}"));
    let (printed, derived) = (printed.scale(&told), derived.scale(&told));
    let note = format!("in {unit}, printed: within {printed}; from the parts: {derived}{gap}");
    Some(finding.note(note).help("Correct the figure that was mistyped, or the relation"))
}
