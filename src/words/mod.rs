//! The words of a deck as their author wrote them: passages, words, citations, clauses, dates.
//!
//! Enters: a deck with its source tree. Leaves: a [`Reading`], in which checks ask what stands
//! where, and get the exact place of any word. It knows nothing of what a check makes of it.

mod beside;
mod cite;
mod clause;
mod currency;
mod date;
mod distant_unit;
mod growth;
mod inline;
mod kanji;
mod lexicon;
mod member_names;
mod months;
mod named;
mod named_time;
mod near;
mod number;
mod numeral;
mod passage;
mod place;
mod plain_year;
mod relative;
mod reviewed;
mod rewrite;
mod script;
mod sense;
mod shown;
mod time;

pub use crate::locale::{all_words, first_word};
pub use beside::{Measured, SignWord, Typed, behind, holds_scale, measures, sign_before};
pub use cite::Cite;
pub use clause::{Clause, clauses, lines, sentences};
pub use currency::money_before;
pub use date::{Dated, Mention};
pub use distant_unit::{beyond, rounded_scale, stated_before};
pub use kanji::{Kanji, kanji_numbers, kanji_value};
pub use lexicon::{Hit, Lexicon};
pub use member_names::{MemberNames, NameSays, NamedMember};
pub use months::{CountedLength, MonthRun, counted_lengths, lengths, month_runs};
pub use named::named;
pub use named_time::{NamedTime, Stands, named_times};
pub use number::untied;
pub use passage::{Owner, Passage, Word, head, holding, merged, tail};
pub use place::place_in;
pub use plain_year::{PlainYearPeriod, plain_year, quarter_noted};
pub use relative::{UndatedTimes, is_relative, part_fits, relative_fits};
pub use reviewed::Reviewed;
pub use rewrite::{length_anew, part_anew, rewritten, with_plain_year};
pub use script::{Ideographs, is_ideograph, is_kana};
pub use sense::Sense;
pub use shown::ShownAt;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::deck::Deck;
use crate::locale::Locale;
use crate::shape::Role;
use crate::source::Sources;
use crate::view::{FigureFormatter, View};

/// A deck being read: its passages, its language and its figures.
pub struct Reading<'a> {
    /// The deck.
    pub deck: &'a Deck,
    /// The deck laid out in its own language.
    pub view: &'a View,
    /// The language the passages are written in.
    pub locale: &'a Locale,
    /// The texts, for places.
    pub sources: &'a Sources,
    /// Figures and language.
    pub formatter: FigureFormatter<'a>,
    /// The words that carry meaning in the language.
    pub lexicon: Lexicon<'a>,
    /// Everything the author wrote to be read, in the order of the source.
    pub passages: Vec<Passage<'a>>,
    /// What words the label of each item holds.
    labels: HashMap<&'a str, Vec<Sense>>,
    /// What the slides show, once that was asked.
    shown: OnceLock<Vec<ShownAt>>,
    /// The passages of each slide, which stand together.
    slides: HashMap<usize, Range<usize>>,
}

impl<'a> Reading<'a> {
    /// Reads the passages of a deck.
    #[must_use]
    pub fn of(deck: &'a Deck, view: &'a View, locale: &'a Locale, sources: &'a Sources) -> Self {
        let formatter = FigureFormatter { facts: &deck.facts, locale };
        let lexicon = Lexicon::of(&locale.prose);
        let mut passages = Vec::new();
        passage::collect(&deck.written, &mut passages);
        passages.par_iter_mut().for_each(|passage| passage.read(&formatter, &lexicon));
        let said = |label: &str| {
            let hits = lexicon.find(label, &passage::cut(label, &[]));
            hits.into_iter().map(|hit| hit.sense).collect()
        };
        let labels = deck.facts.items().map(|(_, item)| item.label.as_str());
        let labels = labels.map(|label| (label, said(label))).collect();
        let mut slides: HashMap<usize, Range<usize>> = HashMap::new();
        for (at, slide) in passages.iter().enumerate().filter_map(|(at, p)| Some((at, p.slide?))) {
            slides.entry(slide).or_insert(at..at).end = at + 1;
        }
        let shown = OnceLock::new();
        Self { deck, view, locale, sources, formatter, lexicon, passages, labels, shown, slides }
    }

    /// Gives the passages of a slide, or those outside the slides.
    pub fn on_slide(&self, slide: Option<usize>) -> impl Iterator<Item = &Passage<'a>> {
        let range = slide.map_or(Some(0..self.passages.len()), |at| self.slides.get(&at).cloned());
        let within = self.passages.get(range.unwrap_or(0..0)).unwrap_or_default();
        within.iter().filter(move |passage| passage.slide == slide)
    }

    /// Reads a text that is no passage of the deck, such as the theme's footer.
    #[must_use]
    pub fn apart<'t>(&self, text: &'t str, span: crate::source::Span, role: Role) -> Passage<'t> {
        let mut passage = Passage::new(text, span, role);
        passage.read(&self.formatter, &self.lexicon);
        passage
    }

    /// Gives the passage that stands at a place.
    #[must_use]
    pub fn passage_at(&self, span: crate::source::Span) -> Option<&Passage<'a>> {
        self.passages.iter().find(|passage| passage.span == span)
    }

    /// Tells whether a text, such as an item's label, holds a word of that sense.
    #[must_use]
    pub fn holds(&self, text: &str, sense: Sense) -> bool {
        if let Some(senses) = self.labels.get(text) {
            return senses.contains(&sense);
        }
        let hits = self.lexicon.find(text, &passage::cut(text, &[]));
        hits.iter().any(|hit| hit.sense == sense)
    }
}
