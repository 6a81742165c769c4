//! Checks: what must hold before anything is written.
//!
//! Enters: a deck. Leaves: [`Checked`], which only [`run`] makes, and findings. It knows nothing
//! of output formats.

mod change;
mod missing;
mod relation;
mod untied;

use crate::deck::Deck;
use crate::diag::Report;
use crate::facts::Facts;
use crate::locale::Locale;
use crate::source::Sources;
use crate::view::View;
use crate::words::Reading;

/// Every check, in the order they run.
const CHECKS: &[fn(&Facts, &mut Report)] = &[missing::run, change::run, relation::run];

/// Every check of the words, in the order they run.
const WORDS: &[fn(&Reading<'_>, &mut Report)] = &[
    untied::run,
];

/// A deck that may be written, with its views.
#[derive(Debug)]
pub struct Checked<'a> {
    deck: &'a Deck,
    views: Vec<View>,
}

impl Checked<'_> {
    /// The deck.
    #[must_use]
    pub fn deck(&self) -> &Deck {
        self.deck
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
    for check in CHECKS {
        check(&deck.facts, report);
    }
    // A language that is not built in was reported; the slides are looked at all the same.
    let fallback = Locale::tags().next().and_then(Locale::of);
    let languages = match (languages, &fallback) {
        ([], Some(fallback)) => std::slice::from_ref(fallback),
        (languages, _) => languages,
    };
    let views: Vec<_> =
        languages.iter().map(|locale| deck.view(locale, sources, report)).collect();
    // The words are read once, in the language they were written in.
    let own = Locale::of(&deck.head.language.value).or(fallback);
    let at = languages.iter().position(|locale| Some(locale.tag.as_str()) == own.map(|o| o.tag.as_str()));
    if let (Some(own), Some(view)) = (own, views.get(at.unwrap_or(0))) {
        let reading = Reading::of(deck, view, own, sources);
        for check in WORDS {
            check(&reading, report);
        }
    }
    if release {
        report.refuse_warnings();
    }
    (!report.has_errors()).then_some(Checked { deck, views })
}
