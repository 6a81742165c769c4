//! `bad-name`: an entry of `names` or `glossary` that is a figure, and would hide others.

use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::words::Reading;

const CODE: Code = code::BAD_NAME;

/// Tells the names that name nothing but an amount.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let deck = reading.deck;
    let nouns = deck.facts.nouns();
    let terms = deck.glossary.0.iter().map(|(term, _)| term);
    let terms = terms.filter(|term| term.value.contains(|c: char| c.is_numeric()));
    for name in deck.names.iter().map(|name| &name.0).chain(terms) {
        if !reading.names_something(&name.value, &nouns) {
            let message = format!("`{}` is an amount, and no name", name.value);
            let help =
                "Name what it belongs to (`Project 2030`), or write the figure under `facts`";
            report.push(Finding::new(CODE, message, name.span).help(help));
        }
    }
}
