//! `unproved-figure`: what is shown and nothing tests, or nothing tests closely.

use std::collections::BTreeSet;

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key};
use crate::num::{Exact, Stated};
use crate::prove::{Corroboration, Ledger, notation};
use crate::view::View;

const CODE: Code = code::UNPROVED_FIGURE;

/// From so many of its last digit on a figure is not closely held: a total of a dozen parts is
/// held within as many.
const CLOSE: i64 = 20;

const DECLARE: &str = "Declare a relation that it takes part in, if there is one";

/// Lists the shown figures and stated changes that nothing vouches for but their typist.
pub(super) fn run(ledger: &Ledger<'_>, views: &[View], facts: &Facts, report: &mut Report) {
    let pages = views.iter().flat_map(|view| &view.pages);
    let shown = pages.flat_map(|page| page.figures()).filter(|shown| !shown.missing);
    let shown: BTreeSet<&Vec<String>> = shown.map(|shown| &shown.facts).collect();
    let key = |name: &String| facts.references().key(name).ok();
    let figures: BTreeSet<Key> = shown.iter().copied().flatten().filter_map(key).collect();
    for key in figures {
        figure(ledger, facts, key, report);
    }
    let pairs = shown.iter().filter_map(|names| match names.as_slice() {
        [now, base] => key(now).zip(key(base)),
        _ => None,
    });
    for (now, base) in pairs.collect::<BTreeSet<_>>() {
        let stated =
            facts.changes().between(now, base).iter().find(|one| one.state.stated().is_some());
        if let Some(stated) = stated.filter(|_| !ledger.tests(now, base)) {
            let message = format!(
                "the change of `{}` from {} is shown, and nothing tests it",
                facts.name(now),
                base.period
            );
            let finding = Finding::new(CODE, message, stated.span);
            report.push(finding.help(format!(
                "Give the figures that are not known, such as `{}`, where they were published",
                facts.name(if facts.fact(now).is_some_and(|f| f.stated().is_some()) {
                    base
                } else {
                    now
                })
            )));
        }
    }
}

fn figure(ledger: &Ledger<'_>, facts: &Facts, key: Key, report: &mut Report) {
    let Some(fact) = facts.fact(key) else { return };
    let Some(stated) = fact.stated() else { return };
    let name = facts.name(key);
    let finding_of = |message: String| Finding::new(CODE, message, fact.span);
    match ledger.held(key) {
        Corroboration::Broken | Corroboration::Together => {}
        Corroboration::Not => {
            let message = format!("`{name}` is shown, and no relation proves it");
            report.push(finding_of(message).help(DECLARE));
        }
        Corroboration::OneSide => {
            let message = format!("`{name}` is shown, and proved on one side only");
            let note = "an inequality leaves the other side open";
            report.push(finding_of(message).note(note).help(DECLARE));
        }
        Corroboration::Within(interval) => {
            let digit = stated.last_digit();
            let wide = interval.width().checked_div(&digit);
            if let Some(wide) = wide.filter(|wide| *wide > Exact::from(CLOSE)) {
                let message = format!("`{name}` is shown, and proved only loosely");
                let (left, unit) = in_unit(stated, &interval);
                let note = format!(
                    "the other figures leave {left} {unit} open, {} of its last digit",
                    notation::number(&wide)
                );
                report.push(finding_of(message).note(note).help(DECLARE));
            }
        }
    }
}

/// Writes an interval in the unit that a figure is printed in.
fn in_unit(stated: &Stated, interval: &crate::num::Interval) -> (String, String) {
    let scale = Exact::pow10(-stated.unit.exponent());
    (notation::interval(&interval.scale(&scale)), stated.unit.to_string())
}
