//! What was carried over from the last deck, and what was signed: a file beside the deck that only
//! the program writes.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::{Beside, Deck};
use crate::diag::Report;
use crate::facts::{DeckHead, Facts, Key, State};
use crate::num::Date;
use crate::shape::{Entries, Shape};
use crate::slide::name_charts;
use crate::source::{Folder, Sources, Span, Spanned, Text, sha256};
use crate::view::{Layout, Page, View};

crate::record! {
    /// The reviews of a deck.
    pub struct Reviews {
        /// Texts that came from the last deck.
        carried: Vec<Carried>,
        /// Slides and figures that somebody signed.
        signed: Vec<Signed>,
    }
}

crate::record! {
    /// A text that came from the last deck.
    pub struct Carried {
        /// Where it stood: slide and field.
        at: Text,
        /// Its first words.
        starts: Text,
        /// A hash of it.
        text: Text,
        /// Who has read it since.
        by: Option<Text>,
        /// When.
        on: Option<Spanned<Date>>,
    }
}

crate::record! {
    /// A signature.
    pub struct Signed {
        /// The slide (`slide results`) or the figure (`revenue@1Q10`).
        what: Text,
        /// Who signed.
        by: Text,
        /// When.
        on: Spanned<Date>,
        /// A hash of what it said then, by language; of a figure under `figure`.
        says: Entries<Text>,
    }
}

impl Reviews {
    /// Starts without a review.
    #[must_use]
    pub fn none() -> Self {
        Self { carried: Vec::new(), signed: Vec::new(), span: Span::default() }
    }

    /// Reads the reviews that a deck names.
    pub(super) fn load(
        head: &DeckHead,
        place: (&Path, &Folder),
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let node = Beside::Reviews.read(head, place, sources, report);
        node.and_then(|node| Self::read(&node, report)).unwrap_or_else(Self::none)
    }

    /// Writes the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = "# What was carried over from the last deck, and what was signed.\n\
                       # Written by `iijdeck roll` and `iijdeck sign`, not by hand.\n"
            .to_owned();
        let quoted = |text: &Text| json!(text.value).to_string();
        let heading = |name: &str, empty: bool| {
            if empty { format!("{name}: []\n") } else { format!("{name}:\n") }
        };
        out.push_str(&heading("carried", self.carried.is_empty()));
        for one in &self.carried {
            let (at, starts, text) = (quoted(&one.at), quoted(&one.starts), quoted(&one.text));
            let _ = write!(out, "  - {{at: {at}, starts: {starts}, text: {text}");
            if let (Some(by), Some(on)) = (&one.by, &one.on) {
                let _ = write!(out, ", by: {}, on: {}", quoted(by), on.value);
            }
            out.push_str("}\n");
        }
        out.push_str(&heading("signed", self.signed.is_empty()));
        for one in &self.signed {
            let says =
                one.says.0.iter().map(|(tag, says)| format!("{}: {}", tag.value, quoted(says)));
            let says = says.collect::<Vec<_>>().join(", ");
            let (what, by, on) = (quoted(&one.what), quoted(&one.by), one.on.value);
            let _ =
                writeln!(out, "  - {{what: {what}, by: {by}, on: {on},\n     says: {{{says}}}}}");
        }
        out
    }

    /// Finds a text that was carried over and that nobody has read since.
    #[must_use]
    pub fn unread(&self, hash: &str) -> Option<&Carried> {
        self.carried.iter().find(|one| one.by.is_none() && one.text.value == hash)
    }
}

/// Gives the hash of a text: half of its SHA-256, blanks folded.
#[must_use]
pub fn digest(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    sha256(folded.as_bytes())[..32].to_owned()
}

/// A slide as it is shown, in each language.
#[derive(Clone, Debug)]
pub struct ShownSlide {
    /// Its id.
    pub id: String,
    /// The number of its first page, from 1.
    pub number: usize,
    /// Its heading.
    pub heading: String,
    /// Where it was written.
    pub span: Span,
    /// A hash of what it shows, by language.
    pub says: Vec<(String, String)>,
}

impl ShownSlide {
    /// Gives every slide of a deck as the views show it, in order.
    #[must_use]
    pub fn all(deck: &Deck, views: &[View]) -> Vec<Self> {
        let templates = deck.folder.below("templates");
        let written: Vec<Span> = deck.slides.iter().map(|slide| slide.kind().span()).collect();
        let mut all: Vec<Self> = Vec::new();
        for view in views {
            let frame = frame(deck, view, &templates);
            let mut last = None;
            let firsts =
                view.pages.iter().filter(|page| last.replace(page.span) != Some(page.span));
            for (at, page) in firsts.enumerate() {
                let says = (view.lang.clone(), slide_says(&frame, view, page.span));
                if let Some(known) = all.get_mut(at) {
                    known.says.push(says);
                    continue;
                }
                let (id, heading) = (page.id.clone(), page.heading.clone());
                // A translation stands where its source does.
                let span = written.get(at).copied().unwrap_or(page.span);
                all.push(Self { id, number: page.number, heading, span, says: vec![says] });
            }
        }
        all
    }
}

/// How far a signature still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// In every language that is looked at.
    Whole,
    /// Not in these languages, where something else is shown.
    Changed(Vec<String>),
}

impl Signed {
    /// Gives the hash under a key, such as a language.
    #[must_use]
    pub fn says_of(&self, key: &str) -> Option<&String> {
        self.says.0.iter().find(|(known, _)| known.value == key).map(|(_, says)| &says.value)
    }

    /// Finds the slide that was signed, wherever it stands now: the one that shows the same, or
    /// else the one of the same name.
    #[must_use]
    pub fn held(&self, slides: &[ShownSlide]) -> Option<(usize, Held)> {
        let changed = |slide: &ShownSlide| -> Vec<String> {
            let differs = |(tag, says): &&(String, String)| {
                self.says_of(tag).is_some_and(|then| then != says)
            };
            slide.says.iter().filter(differs).map(|(tag, _)| tag.clone()).collect()
        };
        let same = |slide: &ShownSlide| {
            slide.says.iter().filter(|(tag, says)| self.says_of(tag) == Some(says)).count()
        };
        let named = |slide: &ShownSlide| self.what.value.strip_prefix("slide ") == Some(&slide.id);
        let all = || slides.iter().enumerate();
        let whole =
            |(_, slide): &(usize, &ShownSlide)| same(slide) > 0 && changed(slide).is_empty();
        let found = all()
            .find(|one| whole(one) && named(one.1))
            .or_else(|| all().find(whole))
            .or_else(|| all().find(|(_, slide)| named(slide)))
            .or_else(|| all().find(|(_, slide)| same(slide) > 0));
        found.map(|(at, slide)| match changed(slide) {
            tags if tags.is_empty() => (at, Held::Whole),
            tags => (at, Held::Changed(tags)),
        })
    }
}

/// Gives the hash of what a slide shows in a language, wherever in the deck it stands: its place,
/// which is its page number, its number in the section and an id made of it, is no part of it.
///
/// A slide that goes on over several pages is all of them.
fn slide_says(frame: &str, view: &View, slide: Span) -> String {
    let mut text = frame.to_owned();
    for page in view.pages.iter().filter(|page| page.span == slide) {
        let section = view.sections.iter().rfind(|section| section.page <= page.number);
        let running = section.map(|section| section.title.clone());
        let running = running.filter(|title| page.running.ends_with(title.as_str()));
        let running = running.unwrap_or_else(|| page.running.clone());
        let mut shown = Page { number: 0, running, ..page.clone() };
        for part in [&mut shown.id, &mut shown.label, &mut shown.heading] {
            part.clear();
        }
        name_charts("", &mut shown.slots);
        text += &json!(shown).to_string();
        match page.layout {
            Layout::Cover => {
                text += &json!([&view.title, &view.company, &view.date_long]).to_string();
            }
            Layout::Agenda => {
                let titles = view.sections.iter().map(|section| &section.title);
                text += &json!(titles.collect::<Vec<_>>()).to_string();
            }
            Layout::Divider | Layout::Rows | Layout::Columns | Layout::Closing => {}
        }
    }
    digest(&text)
}

/// What is shown on or around every slide of a deck in a language: theme, faces, footer, and the
/// templates of its own.
fn frame(deck: &Deck, view: &View, templates: &[(String, Vec<u8>)]) -> String {
    let mut text = json!([view.lang, view.theme, view.footer]).to_string();
    let files = deck.theme.fonts.iter().chain(&deck.theme.files);
    let templates = templates.iter().map(|(name, bytes)| (name, bytes));
    for (name, bytes) in files.chain(templates) {
        let _ = write!(text, "\n{name} {}", sha256(bytes));
    }
    text
}

/// Gives the hash of what is known of a figure.
#[must_use]
pub fn fact_says(facts: &Facts, key: Key) -> Option<String> {
    let fact = facts.fact(key)?;
    let known = match &fact.state {
        State::Stated(value) | State::Derived { value, .. } => {
            format!("{} {} {}", value.value, value.unit, value.rounding)
        }
        State::Missing { reason } => reason.clone(),
    };
    Some(digest(&format!("{} {known}", facts.name(key))))
}
