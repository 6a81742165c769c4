//! Checks: what must hold before anything is written.
//!
//! Enters: a deck. Leaves: [`Checked`], which only [`run`] makes, and findings. It knows nothing
//! of output formats.

mod balance_date;
mod broken;
mod change;
mod company;
mod comparison;
mod cumulative;
mod dashes;
mod date_order;
mod day;
mod direction;
mod doubled;
mod due;
mod footnote;
mod foreign_run;
mod forward_looking;
mod full_width;
mod glossary;
mod growth;
mod header;
mod hole;
mod imported;
mod joint;
mod missing;
mod non_gaap;
mod part;
mod period;
mod ratio;
mod reached;
mod record;
mod review;
mod roll;
mod rounding;
mod sheet;
mod target;
mod total;
mod unbalanced;
mod unit_note;
mod unproved;
mod unproved_relation;
mod untestable;
mod untied;
mod waiver;

pub use sheet::{Line, Row, Sheet, Sureness, Tick};

use std::collections::HashSet;

use rayon::prelude::*;

use crate::deck::Deck;
use crate::diag::Report;
use crate::i18n::{self, Edition, parity};
use crate::locale::Locale;
use crate::prove::{Ledger, Proof, prove};
use crate::source::{Sources, Span};
use crate::view::View;
use crate::words::Reading;

/// A check of the figures, with its code.
type OfFigures = (&'static str, fn(&Proof<'_>, &mut Report));

/// Every check of the figures, in the order they run.
const CHECKS: &[OfFigures] = &[
    ("missing-figure", missing::run),
    ("due-figure", due::run),
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
    ("unproved-relation", unproved_relation::run),
];

/// A check of the words, with its code.
type OfWords = (&'static str, fn(&Reading<'_>, &mut Report));

/// Every check of the words, in the order they run.
const WORDS: &[OfWords] = &[
    ("untied-figure", untied::run),
    ("direction-differs", direction::run),
    ("record-differs", record::run),
    ("comparison-differs", comparison::run),
    ("footnote-period", footnote::run),
    ("unbalanced", unbalanced::run),
    ("company-name", company::run),
    ("glossary", glossary::run),
    ("foreign-run", foreign_run::run),
    ("hole", hole::run),
    ("doubled", doubled::run),
    ("mixed-dashes", dashes::run),
    ("full-width", full_width::run),
    ("balance-date", balance_date::run),
    ("day-differs", day::run),
    ("header-differs", header::run),
    ("unit-differs", unit_note::run),
    ("target-period", target::run),
    ("period-differs", period::run),
    ("date-order", date_order::run),
    ("forward-looking", forward_looking::run),
    ("non-gaap", non_gaap::run),
];

/// What is told of figures and waivers once everything else was.
const LAST: [&str; 3] = ["joint-undecided", "unproved-figure", "unused-waiver"];

/// What only a figure, or the end of a waiver, mends.
const NEVER_WAIVED: [&str; 3] = ["missing-figure", "due-figure", "unused-waiver"];

/// Lists the codes that checks tell.
pub fn codes() -> impl Iterator<Item = &'static str> {
    let (figures, words) =
        (CHECKS.iter().map(|(code, _)| *code), WORDS.iter().map(|(code, _)| *code));
    figures.chain(words).chain(LAST)
}

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

/// Translates a deck into the languages asked for, or into those it has, and runs every check.
pub fn in_languages<'a>(
    deck: &'a Deck,
    languages: &[String],
    release: bool,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Checked<'a>> {
    let locales = deck.locales(languages, report);
    let own = &deck.head.language.value;
    let others = locales.iter().filter(|locale| locale.tag != *own);
    let translations: Vec<_> =
        others.filter_map(|locale| i18n::translate(deck, locale, sources, report)).collect();
    let own = locales.iter().filter(|locale| locale.tag == *own);
    // A language that is not built in was reported; the slides are looked at all the same.
    let fallback = Locale::tags().next().and_then(Locale::of);
    let fallback = fallback.filter(|_| locales.is_empty());
    let own = own.copied().chain(fallback).map(|locale| Edition::own(deck, locale));
    let editions: Vec<_> = own.chain(translations.iter().map(Edition::of)).collect();
    run(deck, &editions, release, sources, report)
}

/// Runs every check and lays the deck out in each language; nothing is given on an error.
///
/// Under `release`, warnings are errors.
pub fn run<'a>(
    deck: &'a Deck,
    editions: &[Edition<'_>],
    release: bool,
    sources: &Sources,
    report: &mut Report,
) -> Option<Checked<'a>> {
    // What knows nothing of each other runs beside each other, with a report of its own; they are
    // joined in one order, so that nothing depends on which was first.
    let of_figures = || {
        let (proof, mut report) = (prove(&deck.facts), Report::new());
        figures(&proof, &mut report);
        (proof, report)
    };
    let of_slides = || {
        let each = editions.par_iter().map(|edition| laid_out(edition, release, sources));
        each.collect::<Vec<_>>()
    };
    let ((proof, of_figures), of_slides) = rayon::join(of_figures, of_slides);
    report.append(of_figures);
    let mut views = Vec::with_capacity(editions.len());
    let mut told = Told::default();
    for ((view, one), edition) in of_slides.into_iter().zip(editions) {
        told.append(one, edition, report);
        views.push(view);
    }
    let own = editions.iter().position(|edition| edition.translation.is_none());
    if let Some(own) = own {
        for view in views.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, view)| view) {
            parity(&views[own], view, report);
        }
    }
    // The words are read in every language, each where they stand.
    let of_words = || {
        let pairs: Vec<_> = editions.iter().zip(&views).collect();
        let all = pairs.par_iter().map(|(edition, view)| of_words(edition, view, sources));
        all.collect::<Vec<_>>()
    };
    let unproved = || {
        let mut report = Report::new();
        unproved::run(&Ledger::new(&proof, Vec::new()), &views, &deck.facts, &mut report);
        report
    };
    let (of_words, unproved) = rayon::join(of_words, unproved);
    for (one, edition) in of_words.into_iter().zip(editions) {
        told.append(one, edition, report);
    }
    report.append(unproved);
    imported::run(deck, report);
    review::signatures(deck, &views, report);
    let waivable: Vec<_> = codes().filter(|code| !NEVER_WAIVED.contains(code)).collect();
    let waived = waiver::run(deck, &waivable, report);
    if release {
        report.refuse_warnings();
    }
    (!report.has_errors()).then_some(Checked { deck, proof, waived, views })
}

fn laid_out(edition: &Edition<'_>, release: bool, sources: &Sources) -> (View, Report) {
    let mut report = Report::new();
    let mut view = edition.deck.view(edition.locale, sources, &mut report);
    if release {
        // Only what is released is no draft.
        view.mark = String::new();
    }
    if let Some(translation) = edition.translation {
        translation.mark(&mut view);
        report.relocate(|span| translation.places.found(span, sources));
    }
    (view, report)
}

/// Reads the words of a deck in one language.
fn of_words(edition: &Edition<'_>, view: &View, sources: &Sources) -> Report {
    let reading = Reading::of(edition.deck, view, edition.locale, sources);
    let all = WORDS.par_iter().map(|(_, check)| {
        let mut report = Report::new();
        check(&reading, &mut report);
        report
    });
    let mut report = Report::new();
    all.collect::<Vec<_>>().into_iter().for_each(|one| report.append(one));
    if edition.translation.is_none() {
        review::unreviewed(&reading, &mut report);
    }
    if let Some(translation) = edition.translation {
        // What is not translated was read in the language it is written in.
        report.keep(|span| translation.places.is_translated(span));
        report.relocate(|span| translation.places.found(span, sources));
    }
    report
}

/// What was told of the slides and words: what holds in every language is told once.
#[derive(Default)]
struct Told(HashSet<(&'static str, Option<Span>)>);

impl Told {
    fn append(&mut self, one: Report, edition: &Edition<'_>, report: &mut Report) {
        let own = edition.translation.is_none();
        for finding in one.into_findings() {
            // What was told of the text in the source is not told of its translation again.
            let source = finding.labels.iter().find(|label| label.text == Report::SOURCE);
            let place = source.or(finding.labels.first()).map(|label| label.span);
            let known = !self.0.insert((finding.code, place));
            if own || !known {
                report.push(if own {
                    finding
                } else {
                    finding.note(format!("in {}", edition.locale.name))
                });
            }
        }
    }
}

/// Tells what is wrong with the figures, whatever the slides show of them.
pub fn figures(proof: &Proof<'_>, report: &mut Report) {
    for (_, check) in CHECKS {
        check(proof, report);
    }
}
