//! `unproved-figure`: a figure that is shown stands in no statement that is put to a test.

use std::collections::BTreeSet;

use crate::diag::{Finding, Report, Severity};
use crate::facts::Facts;
use crate::prove::Ledger;
use crate::view::View;

const CODE: &str = "unproved-figure";

/// Lists the shown figures that nothing vouches for but their typist.
pub(super) fn run(ledger: &Ledger<'_>, views: &[View], facts: &Facts, report: &mut Report) {
    let pages = views.iter().flat_map(|view| &view.pages);
    let names: BTreeSet<&String> = pages
        .flat_map(|page| page.figures())
        .filter(|shown| !shown.missing)
        .flat_map(|shown| &shown.facts)
        .collect();
    for name in names {
        let Ok(reference) = facts.reference(name) else { continue };
        let key = facts.complete(reference);
        let Some(fact) = facts.fact(key).filter(|fact| fact.stated().is_some()) else { continue };
        if !ledger.proves(key) {
            let message = format!("`{name}` is shown, and no relation proves it");
            let finding = Finding::new(CODE, Severity::Info, message, fact.span);
            report.push(finding.help("Declare a relation that it takes part in, if there is one"));
        }
    }
}
