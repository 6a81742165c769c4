//! Checks: what must hold before anything is written.
//!
//! Enters: a deck. Leaves: [`Checked`], which only [`run`] makes, and findings. It knows nothing
//! of output formats.

mod balance_date;
mod change;
mod company;
mod comparison;
mod dashes;
mod date_order;
mod day;
mod direction;
mod doubled;
mod footnote;
mod forward_looking;
mod full_width;
mod glossary;
mod header;
mod hole;
mod missing;
mod non_gaap;
mod period;
mod record;
mod relation;
mod target;
mod unbalanced;
mod unit_note;
mod untied;

use crate::deck::Deck;
use crate::diag::Report;
use crate::facts::Facts;
use crate::locale::Locale;
use crate::source::Sources;
use crate::view::View;
use crate::words::Reading;

/// A check of the figures, with the codes it may tell.
type OfFacts = (&'static [&'static str], fn(&Facts, &mut Report));

/// A check of the words, with the codes it may tell.
type OfWords = (&'static [&'static str], fn(&Reading<'_>, &mut Report));

/// Every check of the figures, in the order they run.
const CHECKS: &[OfFacts] = &[
    (&["missing-figure"], missing::run),
    (&["change-differs"], change::run),
    (&["total-differs", "ratio-differs", "part-exceeds"], relation::run),
];

/// Every check of the words, in the order they run.
const WORDS: &[OfWords] = &[
    (&["untied-figure"], untied::run),
    (&["direction-differs"], direction::run),
    (&["record-differs"], record::run),
    (&["comparison-differs"], comparison::run),
    (&["footnote-period"], footnote::run),
    (&["unbalanced"], unbalanced::run),
    (&["company-name"], company::run),
    (&["glossary"], glossary::run),
    (&["hole"], hole::run),
    (&["doubled"], doubled::run),
    (&["mixed-dashes"], dashes::run),
    (&["full-width"], full_width::run),
    (&["balance-date"], balance_date::run),
    (&["day-differs"], day::run),
    (&["header-differs"], header::run),
    (&["unit-differs"], unit_note::run),
    (&["target-period"], target::run),
    (&["period-differs"], period::run),
    (&["date-order"], date_order::run),
    (&["forward-looking"], forward_looking::run),
    (&["non-gaap"], non_gaap::run),
];

/// Lists the codes that checks tell.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().flat_map(|(codes, _)| *codes);
    CHECKS.iter().flat_map(|(codes, _)| *codes).chain(words).copied()
}

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
    for (_, check) in CHECKS {
        check(&deck.facts, report);
    }
    // A language that is not built in was reported; the slides are looked at all the same.
    let fallback = Locale::tags().next().and_then(Locale::of);
    let languages = match (languages, &fallback) {
        ([], Some(fallback)) => std::slice::from_ref(fallback),
        (languages, _) => languages,
    };
    let views: Vec<_> = languages.iter().map(|locale| deck.view(locale, sources, report)).collect();
    // The words are read once, in the language they were written in.
    let own = Locale::of(&deck.head.language.value).or(fallback);
    let at = languages
        .iter()
        .position(|locale| Some(locale.tag.as_str()) == own.map(|o| o.tag.as_str()));
    if let (Some(own), Some(view)) = (own, views.get(at.unwrap_or(0))) {
        let reading = Reading::of(deck, view, own, sources);
        for (_, check) in WORDS {
            check(&reading, report);
        }
    }
    if release {
        report.refuse_warnings();
    }
    (!report.has_errors()).then_some(Checked { deck, views })
}
