//! Checks: what must hold before anything is written.
//!
//! Enters: a deck. Leaves: [`Checked`], which only [`run`] makes, and findings. It knows nothing
//! of output formats.

mod broken;
mod change;
mod cumulative;
mod growth;
mod joint;
mod missing;
mod part;
mod ratio;
mod roll;
mod rounding;
mod total;
mod unproved;
mod untestable;
mod waiver;

use crate::deck::Deck;
use crate::diag::Report;
use crate::locale::Locale;
use crate::prove::{Ledger, Proof, prove};
use crate::source::{Sources, Span};
use crate::view::View;

/// A check of the figures, with its code.
type OfFigures = (&'static str, fn(&Proof<'_>, &mut Report));

/// Every check of the figures, in the order they run.
const CHECKS: &[OfFigures] = &[
    ("missing-figure", missing::run),
    ("change-differs", change::run),
    ("total-differs", total::run),
    ("ratio-differs", ratio::run),
    ("growth-differs", growth::run),
    ("part-exceeds", part::run),
    ("roll-differs", roll::run),
    ("cumulative-differs", cumulative::run),
    ("joint-conflict", joint::run),
    ("by-rounding", rounding::run),
    ("untestable", untestable::run),
];

/// A deck that may be written, with its views.
#[derive(Debug)]
pub struct Checked<'a> {
    deck: &'a Deck,
    proof: Proof<'a>,
    waived: Vec<Span>,
    views: Vec<View>,
}

impl<'a> Checked<'a> {
    /// The deck.
    #[must_use]
    pub fn deck(&self) -> &Deck {
        self.deck
    }

    /// What was proved of the figures.
    #[must_use]
    pub fn proof(&self) -> &Proof<'a> {
        &self.proof
    }

    /// The statements of each figure.
    #[must_use]
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger::new(&self.proof, self.waived.clone())
    }

    /// The deck in each language asked for.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }
}

/// Runs every check and lays the deck out in each language; nothing is given on an error.
///
/// Under `release`, warnings are errors.
pub fn run<'a>(
    deck: &'a Deck,
    languages: &[&Locale],
    release: bool,
    sources: &Sources,
    report: &mut Report,
) -> Option<Checked<'a>> {
    let proof = prove(&deck.facts);
    figures(&proof, report);
    // A language that is not built in was reported; the slides are looked at all the same.
    let fallback = Locale::tags().next().and_then(Locale::of);
    let languages = match (languages, &fallback) {
        ([], Some(fallback)) => std::slice::from_ref(fallback),
        (languages, _) => languages,
    };
    let views: Vec<_> = languages.iter().map(|locale| deck.view(locale, sources, report)).collect();
    unproved::run(&Ledger::new(&proof, Vec::new()), &views, &deck.facts, report);
    let waivable: Vec<_> =
        CHECKS.iter().map(|(code, _)| *code).filter(|c| *c != "missing-figure").collect();
    let waived = waiver::run(deck, &waivable, report);
    if release {
        report.refuse_warnings();
    }
    (!report.has_errors()).then_some(Checked { deck, proof, waived, views })
}

/// Tells what is wrong with the figures, whatever the slides show of them.
pub fn figures(proof: &Proof<'_>, report: &mut Report) {
    for (_, check) in CHECKS {
        check(proof, report);
    }
}
