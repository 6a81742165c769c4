//! Checks: what must hold before anything is written.
//!
//! Enters: a deck. Leaves: [`Checked`], which only [`run`] makes, and findings. It knows nothing
//! of output formats.

mod altered;
mod approximate;
mod balance_date;
mod bridge;
mod broken;
mod calendar_note;
mod change;
mod change_end;
mod chart_periods;
mod claim;
mod column;
mod company;
mod compared_itself;
mod comparison;
mod cumulative;
mod dashes;
mod date_order;
mod day;
mod direction;
mod doubled;
mod due;
mod empty_slide;
mod face;
mod figure_label;
mod footing;
mod footnote;
mod footnote_mark;
mod foreign_run;
mod forward_looking;
mod full_width;
mod glossary;
mod group;
mod growth;
mod header;
mod heading;
mod held;
mod hole;
mod implied;
mod imported;
mod joint;
mod labels;
mod marks;
mod meaningful;
mod member;
mod member_label;
mod missing;
mod names;
mod nature;
mod non_gaap;
mod note;
mod number_words;
mod own_title;
mod part;
mod period;
mod place_name;
mod plausibility;
mod proof_sheet;
mod range;
mod ratio;
mod reached;
mod record;
mod restated;
mod review;
mod roll_forward;
mod row_note;
mod shown_total;
mod style;
mod target;
mod term;
mod total;
mod unbalanced;
mod unit_note;
mod unproved;
mod unproved_relation;
mod unrestated_split;
mod untestable;
mod untied;
mod waiver;
mod waiver_mark;

pub use proof_sheet::{Assurance, ProofLine, ProofRow, ProofSheet, ProofTick};

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::code::Code;
use crate::deck::Deck;
use crate::diag::Report;
use crate::i18n::{self, Edition, parity};
use crate::locale::Locale;
use crate::prove::{Ledger, Proof, Waived, prove};
use crate::source::{Sources, Span};
use crate::view::View;
use crate::words::Reading;

/// A check of the figures.
type OfFigures = fn(&Proof<'_>, &mut Report);

/// Every check of the figures, in the order they run.
const CHECKS: &[OfFigures] = &[
    missing::run,
    due::run,
    meaningful::run,
    change::run,
    total::run,
    bridge::run,
    ratio::run,
    growth::run,
    part::run,
    roll_forward::run,
    cumulative::run,
    joint::run,
    untestable::run,
    unproved_relation::run,
    unrestated_split::run,
];

/// A check of the words.
type OfWords = fn(&Reading<'_>, &mut Report);

/// Every check of the words, in the order they run.
const WORDS: &[OfWords] = &[
    untied::run,
    altered::run,
    marks::run,
    direction::run,
    claim::run,
    term::run,
    record::run,
    approximate::run,
    held::run,
    comparison::run,
    change_end::run,
    compared_itself::run,
    footnote::run,
    unbalanced::run,
    company::run,
    glossary::run,
    foreign_run::run,
    names::run,
    hole::run,
    doubled::run,
    dashes::run,
    full_width::run,
    balance_date::run,
    day::run,
    range::run,
    calendar_note::run,
    header::run,
    heading::run,
    unit_note::run,
    target::run,
    period::run,
    date_order::run,
    forward_looking::run,
    non_gaap::run,
    labels::run,
    member_label::run,
    shown_total::run,
    nature::run,
    figure_label::run,
    row_note::run,
    restated::run,
    footnote_mark::run,
    empty_slide::run,
    note::run,
    chart_periods::run,
];

/// A deck that may be written, with its views.
#[derive(Debug)]
pub struct Checked<'a> {
    deck: &'a Deck,
    proof: Proof<'a>,
    waived: Vec<Waived>,
    views: Vec<View>,
    /// By language: every translated text in its catalogue and in the source.
    strings: HashMap<String, Vec<(Span, Span)>>,
    /// The deck in each language that it was translated into.
    translated: Vec<(String, TranslatedDeck<'a>)>,
}

/// A deck with its texts in another language.
#[derive(Debug)]
enum TranslatedDeck<'a> {
    /// Of who checked it.
    Lent(&'a Deck),
    /// Its own.
    Kept(Box<Deck>),
}

impl<'a> Checked<'a> {
    /// The deck.
    #[must_use]
    pub fn deck(&self) -> &Deck {
        self.deck
    }

    /// The deck with its texts in a language; the deck itself where it is not translated into that.
    #[must_use]
    pub fn edition(&self, lang: &str) -> &Deck {
        let translated = self.translated.iter().find(|(tag, _)| tag == lang);
        translated.map_or(self.deck, |(_, deck)| match deck {
            TranslatedDeck::Lent(deck) => deck,
            TranslatedDeck::Kept(deck) => deck,
        })
    }

    /// What was proved of the figures.
    #[must_use]
    pub fn proof(&self) -> &Proof<'a> {
        &self.proof
    }

    /// The statements of each figure.
    #[must_use]
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger::new(&self.proof, &self.waived)
    }

    /// The deck in each language asked for.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The texts of a language that were translated: each in its catalogue and in the source.
    #[must_use]
    pub fn strings(&self, lang: &str) -> &[(Span, Span)] {
        self.strings.get(lang).map_or(&[], Vec::as_slice)
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
    // A language that is not built in was reported; the slides are looked at all the same.
    let fallback = Locale::tags().next().and_then(Locale::of).filter(|_| locales.is_empty());
    let first = locales.iter().find(|locale| locale.tag == *own).copied().or(fallback);
    let first: Vec<_> = first.map(|locale| Edition::own(deck, locale)).into_iter().collect();
    let others = locales.iter().filter(|locale| locale.tag != *own);
    // The figures and the deck's own language need no catalogue: they are read meanwhile.
    let before = sources.clone();
    let of_own = || rayon::join(|| ProvedFigures::of(deck), || read(&first, release, &before));
    let mut of_catalogues = Report::new();
    let of_others = || {
        let mut translate = |locale| i18n::translate(deck, locale, sources, &mut of_catalogues);
        let translations: Vec<_> = others.filter_map(|locale| translate(locale)).collect();
        let editions: Vec<_> = translations.iter().map(Edition::of).collect();
        let read = read(&editions, release, sources);
        (translations, read)
    };
    let ((figures, mut all), (translations, read)) = rayon::join(of_own, of_others);
    report.append(of_catalogues);
    all.extend(read);
    let editions: Vec<_> = first.into_iter().chain(translations.iter().map(Edition::of)).collect();
    let checked = judged(deck, &editions, (figures, all), (release, sources), report)?;
    let kept = translations.into_iter().map(|translation| {
        (translation.locale.tag.clone(), TranslatedDeck::Kept(Box::new(translation.deck)))
    });
    Some(Checked { translated: kept.collect(), ..checked })
}

/// Runs every check and lays the deck out in each language; nothing is given on an error.
///
/// Under `release`, warnings are errors.
pub fn run<'a>(
    deck: &'a Deck,
    editions: &[Edition<'a>],
    release: bool,
    sources: &Sources,
    report: &mut Report,
) -> Option<Checked<'a>> {
    let found = rayon::join(|| ProvedFigures::of(deck), || read(editions, release, sources));
    let checked = judged(deck, editions, found, (release, sources), report)?;
    let lent = editions.iter().filter(|edition| edition.translation.is_some());
    let lent = lent.map(|edition| (edition.locale.tag.clone(), TranslatedDeck::Lent(edition.deck)));
    Some(Checked { translated: lent.collect(), ..checked })
}

/// What was proved of the figures, and told of them.
struct ProvedFigures<'a> {
    proof: Proof<'a>,
    report: Report,
}

impl<'a> ProvedFigures<'a> {
    fn of(deck: &'a Deck) -> Self {
        let (proof, mut report) = (prove(&deck.facts), Report::new());
        figures(&proof, &mut report);
        Self { proof, report }
    }
}

/// A deck laid out in one language, with what was told of its slides and of its words.
struct Read {
    view: View,
    of_slides: Report,
    of_words: Report,
}

/// Lays the deck out in each language and reads its words, each language beside the others and
/// with reports of its own.
fn read(editions: &[Edition<'_>], release: bool, sources: &Sources) -> Vec<Read> {
    let one = |edition: &Edition<'_>| {
        let (view, of_slides) = laid_out(edition, release, sources);
        let of_words = of_words(edition, &view, sources);
        Read { view, of_slides, of_words }
    };
    editions.par_iter().map(one).collect()
}

/// Joins what was told in one order, so that nothing depends on which was first, and judges it.
fn judged<'a>(
    deck: &'a Deck,
    editions: &[Edition<'_>],
    (ProvedFigures { proof, report: of_figures }, all): (ProvedFigures<'a>, Vec<Read>),
    (release, sources): (bool, &Sources),
    report: &mut Report,
) -> Option<Checked<'a>> {
    report.append(of_figures);
    let mut views = Vec::with_capacity(editions.len());
    let mut reported = ReportedPlaces::default();
    let mut words = Vec::with_capacity(editions.len());
    for (Read { view, of_slides, of_words }, edition) in all.into_iter().zip(editions) {
        reported.append(of_slides, edition, report);
        views.push(view);
        words.push(of_words);
    }
    let own = editions.iter().position(|edition| edition.translation.is_none());
    if let Some(own) = own {
        for view in views.iter().enumerate().filter(|(at, _)| *at != own).map(|(_, view)| view) {
            parity(&views[own], view, report);
        }
    }
    for (one, edition) in words.into_iter().zip(editions) {
        reported.append(one, edition, report);
    }
    for edition in editions {
        style::run(deck, edition.locale, report);
        face::run(deck, edition.locale, report);
    }
    let ledger = Ledger::new(&proof, &[]);
    footing::run(&proof, own.and_then(|own| views.get(own)), report);
    unproved::run(&ledger, &views, &deck.facts, report);
    // The labels are those of the deck's own language.
    if let Some(locale) = deck.own_language() {
        plausibility::run(deck, locale, &ledger, report);
    }
    imported::run(deck, report);
    review::signatures(deck, &views, report);
    implied::run(report);
    let view = own.map_or(views.first(), |own| views.get(own));
    place_name::run(deck, view, report);
    let waived = waiver::run(deck, view, sources, report);
    if release {
        report.refuse_warnings();
    }
    let strings = editions.iter().filter_map(|edition| {
        let strings = edition.translation?.places.strings().collect();
        Some((edition.locale.tag.clone(), strings))
    });
    let strings = strings.collect();
    (!report.has_errors()).then_some(Checked {
        deck,
        proof,
        waived,
        views,
        strings,
        translated: Vec::new(),
    })
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
    let all = WORDS.par_iter().map(|check| {
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
        let places = &translation.places;
        let counts = |code: Code, span| code == untied::CODE && places.is_count(span);
        report.keep(|code, span| places.is_translated(span) && !counts(code, span));
        report.relocate(|span| translation.places.found(span, sources));
    }
    report
}

/// What was told of the slides and words: what holds in every language is told once.
#[derive(Default)]
struct ReportedPlaces(HashSet<(Code, Option<Span>)>);

impl ReportedPlaces {
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
    for check in CHECKS {
        check(proof, report);
    }
}
