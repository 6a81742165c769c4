//! A passage: one text of the source that will be read, cut into words and citations.

use std::ops::Range;
use std::sync::OnceLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::place::SourcePlaces;
use super::{Cite, Hit, Lexicon, Mention, cite, date};
use crate::deck::DeckSpec;
use crate::facts::{ItemSpec, ScopeSpec};
use crate::shape::{Leaf, Role, visit};
use crate::slide::{Slide, SlideSubject};
use crate::source::{Node, Sources, Span};
use crate::view::{FigureFormatter, note_calls};

/// The part of the source that a passage belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The head of the deck, or what is printed beside its slides.
    Deck,
    /// An item.
    Item,
    /// A scope.
    Scope,
    /// The slide of this number, from 0.
    Slide(usize, SlideSubject),
}

impl Owner {
    /// Gives the number of the slide.
    fn slide(self) -> Option<usize> {
        match self {
            Self::Slide(at, _) => Some(at),
            Self::Deck | Self::Item | Self::Scope => None,
        }
    }
}

/// A word of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Word {
    /// Gives the word itself.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// One text of the source that will be read.
#[derive(Debug)]
pub struct Passage<'a> {
    /// The text, after YAML's quotes are resolved.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The part of the source that it belongs to.
    pub owner: Owner,
    /// Number of its slide, from 0; none outside the slides.
    pub slide: Option<usize>,
    /// Where it is, for people: the kind of its slide or the part of the source, and the field.
    pub at: [&'a str; 2],
    /// Citations in order.
    pub cites: Vec<Cite>,
    /// Addresses in the text, which are not read as words.
    pub addresses: Vec<Range<usize>>,
    /// Words outside citations and addresses.
    pub words: Vec<Word>,
    /// Words that carry meaning.
    pub hits: Vec<Hit>,
    /// Length of the longest of them.
    pub longest: usize,
    /// Dates, months and periods.
    pub mentions: Vec<Mention>,
    /// What is not read as words.
    skips: Vec<Range<usize>>,
    /// Where its bytes stand in the source.
    places: OnceLock<SourcePlaces>,
}

/// Gathers what will be read: the head, labels, reasons and the texts of slides.
pub(super) fn collect<'a>(root: &'a Node, out: &mut Vec<Passage<'a>>) {
    visit::<DeckSpec>(root, &mut |leaf| {
        if leaf.role.is_read() {
            out.push(Passage { at: place(&leaf), ..Passage::of(&leaf) });
        }
    });
}

/// Names where a text stands: the kind of its slide or the part of the source, and the field.
fn place<'a>(leaf: &Leaf<'_, 'a>) -> [&'a str; 2] {
    let whole = leaf.within::<Slide>().or(leaf.steps.first());
    [whole.map_or("", |step| step.key), leaf.field()]
}

fn owner(leaf: &Leaf<'_, '_>) -> Owner {
    if let (Some(slide), Some(kind)) = (leaf.within::<Vec<Slide>>(), leaf.within::<Slide>()) {
        Owner::Slide(slide.at, Slide::subject(kind.key))
    } else if leaf.within::<ItemSpec>().is_some() {
        Owner::Item
    } else if leaf.within::<ScopeSpec>().is_some() {
        Owner::Scope
    } else {
        Owner::Deck
    }
}

impl<'a> Passage<'a> {
    fn of(leaf: &Leaf<'_, 'a>) -> Self {
        let owner = owner(leaf);
        Self { owner, slide: owner.slide(), ..Self::new(leaf.text, leaf.span, leaf.role) }
    }

    pub(super) fn new(text: &'a str, span: Span, role: Role) -> Self {
        Self {
            text,
            span,
            role,
            owner: Owner::Deck,
            slide: None,
            at: ["", ""],
            cites: Vec::new(),
            addresses: Vec::new(),
            words: Vec::new(),
            hits: Vec::new(),
            longest: 0,
            mentions: Vec::new(),
            skips: Vec::new(),
            places: OnceLock::new(),
        }
    }

    /// Reads one text alone: its citations and the times it names.
    #[must_use]
    pub fn alone(text: &'a str, role: Role, formatter: &FigureFormatter<'_>) -> Self {
        let mut passage = Self::new(text, Span::default(), role);
        if role.is_markdown() {
            passage.cites = cite::find(text, formatter);
        }
        passage.addresses = addresses(text);
        passage.skips = passage.skipped();
        if text.bytes().any(|b| b.is_ascii_digit()) {
            passage.mentions = date::mentions(&passage, formatter);
        }
        passage
    }

    /// Cuts the text into citations, addresses and words.
    pub(super) fn read(&mut self, formatter: &FigureFormatter<'_>, lexicon: &Lexicon<'_>) {
        self.cites = cite::find(self.text, formatter);
        self.addresses = addresses(self.text);
        self.skips = self.skipped();
        self.words = cut(self.text, &self.skips);
        self.hits = lexicon.find(self.text, &self.words);
        if !formatter.locale.prose.blanks {
            let skips = &self.skips;
            self.hits.retain(|hit| holding(skips, hit.start).is_none());
            self.words = parted(self.text, &self.words, &self.hits);
        }
        self.longest = self.hits.iter().map(|hit| hit.end - hit.start).max().unwrap_or(0);
        // No time that matters is told without digits.
        if self.text.bytes().any(|b| b.is_ascii_digit()) {
            self.mentions = date::mentions(self, formatter);
        }
    }

    /// Gives what is not read as words: citations, calls of notes and addresses, in order.
    #[must_use]
    pub fn skips(&self) -> &[Range<usize>] {
        &self.skips
    }

    fn skipped(&self) -> Vec<Range<usize>> {
        let cites = self.cites.iter().map(|cite| cite.range.clone());
        let calls = note_calls(self.text).into_iter().map(|call| call.range);
        // An address may hold a citation.
        merged(cites.chain(calls).chain(self.addresses.iter().cloned()).collect())
    }

    /// Gives the place of a part of the text in the source.
    #[must_use]
    pub fn place(&self, range: Range<usize>, sources: &Sources) -> Span {
        let places =
            self.places.get_or_init(|| SourcePlaces::of(self.text, sources.slice(self.span)));
        places.span(self.text, self.span, range, sources)
    }

    /// Tells whether it is set as Markdown, where citations are printed.
    #[must_use]
    pub fn is_prose(&self) -> bool {
        self.role.is_markdown()
    }

    /// Gives what its slide speaks of; the report outside the slides.
    #[must_use]
    pub fn subject(&self) -> SlideSubject {
        match self.owner {
            Owner::Slide(_, matter) => matter,
            Owner::Deck | Owner::Item | Owner::Scope => SlideSubject::Report,
        }
    }
}

/// Gives the one of these ranges, which stand in order, that holds a place.
#[must_use]
pub fn holding(ranges: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    let last = ranges.partition_point(|range| range.start <= at);
    ranges[..last].last().filter(|range| at < range.end)
}

/// Sorts ranges, and joins those that overlap.
#[must_use]
pub fn merged(mut all: Vec<Range<usize>>) -> Vec<Range<usize>> {
    all.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(all.len());
    for range in all {
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            Some(_) | None => out.push(range),
        }
    }
    out
}

/// Gives the beginning of a text, so many bytes of it at most.
#[must_use]
pub fn head(text: &str, most: usize) -> &str {
    let mut to = most.min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[..to]
}

/// Gives the end of a text, so many bytes of it at most: what stands near a place.
#[must_use]
pub fn tail(text: &str, most: usize) -> &str {
    let mut from = text.len().saturating_sub(most);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Cuts a text into words, outside what is skipped.
pub(super) fn cut(text: &str, skips: &[Range<usize>]) -> Vec<Word> {
    let mut skips = skips.iter().peekable();
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut open: Option<usize> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if let Some(range) = skips.next_if(|range| range.start <= at) {
            words.extend(open.take().map(|start| Word { start, end: at }));
            while chars.next_if(|(at, _)| *at < range.end).is_some() {}
            continue;
        }
        let joins = matches!(c, '-' | '\'' | '’' | '.' | '&' | '/')
            && open.is_some()
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        match (c.is_alphanumeric() || joins, open) {
            (true, None) => open = Some(at),
            (false, Some(start)) => {
                words.push(Word { start, end: at });
                open = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    words.extend(open.map(|start| Word { start, end: text.len() }));
    words
}

/// Parts runs of letters without blanks into words: at what carries meaning, which is one word, and between
/// those of the dictionary (CLDR).
fn parted(text: &str, runs: &[Word], hits: &[Hit]) -> Vec<Word> {
    let mut cuts: Vec<usize> = hits.iter().flat_map(|hit| [hit.start, hit.end]).collect();
    cuts.sort_unstable();
    let known = merged(hits.iter().map(|hit| hit.start..hit.end).collect());
    let segmenter = WordSegmenter::new_dictionary(WordBreakInvariantOptions::default());
    let mut out = Vec::new();
    for run in runs {
        let mut start = run.start;
        let mut part = |at: usize| {
            if start < at {
                out.push(Word { start, end: at });
                start = at;
            }
        };
        if run.of(text).is_ascii() {
            part(run.end);
            continue;
        }
        let inside = |at: usize| holding(&known, at).is_some_and(|hit| hit.start < at);
        let own = segmenter.segment_str(run.of(text)).map(|at| run.start + at);
        let own: Vec<usize> = own.filter(|at| !inside(*at)).collect();
        let first = cuts.partition_point(|at| *at <= run.start);
        let last = cuts.partition_point(|at| *at < run.end);
        let mut all = [cuts.get(first..last).unwrap_or_default(), &own, &[run.end]].concat();
        all.sort_unstable();
        all.into_iter().for_each(&mut part);
    }
    out
}

/// Finds web and mail addresses.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
        return out;
    }
    let mut at = 0;
    for chunk in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"'))
    {
        let address = chunk.contains("://")
            || chunk.starts_with("www.")
            || (chunk.contains('@') && !chunk.contains('{') && !chunk.contains('}'));
        if address {
            out.push(at..at + chunk.trim_end_matches(['.', ',', ';']).len());
        }
        at += chunk.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    out
}
