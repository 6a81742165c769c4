//! What was carried over from the last deck, and what was signed: a file beside the deck that only
//! the program writes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::{Deck, Sidecar};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{DeckHead, Facts, Key};
use crate::num::Date;
use crate::shape::{Entries, Fingerprint, PersonName, PlaceName, Remark, Shape, Written};
use crate::slide::name_charts;
use crate::source::{Edits, Folder, Sources, Span, Spanned, Text, sha256};
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
        at: PlaceName,
        /// Its first words.
        starts: Remark,
        /// A hash of it.
        text: Fingerprint,
        /// Who has read it since.
        by: Option<PersonName>,
        /// When.
        on: Option<Spanned<Date>>,
        /// A hash of who, when and the text.
        seal: Option<Fingerprint>,
    }
}

crate::record! {
    /// A signature.
    pub struct Signed {
        /// The slide (`slide results`) or the figure (`revenue@1Q10`).
        what: PlaceName,
        /// Who signed.
        by: PersonName,
        /// When.
        on: Spanned<Date>,
        /// A hash of who, when and what it said then, by language; of a figure under `figure`.
        says: Entries<Fingerprint>,
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
        let before = report.count(Severity::Error);
        let node = Sidecar::Reviews.read(head, place, sources, report);
        let reviews = node.and_then(|node| Self::read(&node, report)).unwrap_or_else(Self::none);
        let whole = report.count(Severity::Error) == before;
        if let Some(sum) = head.carried.as_ref().filter(|sum| whole && sum.value != reviews.sum()) {
            let message = "the texts carried over are not those of the reviews any more";
            let finding = Finding::new(code::LOST_RECORD, message, sum.span);
            let help = "Put the reviews back as `iijdeck roll` or `iijdeck sign` wrote them";
            report.push(finding.help(help));
        }
        reviews
    }

    /// Gives the hash of what was carried over, whoever has read it since.
    #[must_use]
    pub fn sum(&self) -> String {
        let all =
            self.carried.iter().map(|one| [&one.at.value, &one.starts.value, &one.text.value]);
        digest(&json!(all.collect::<Vec<_>>()).to_string())
    }

    /// Has a deck hold the hash of what was carried over, where anything was.
    pub fn hold(&self, deck: &Deck, text: &str, edits: &mut Edits) {
        match &deck.head.carried {
            Some(old) if old.value != self.sum() => edits.replace(old.span.range(), self.sum()),
            None if !self.carried.is_empty() => {
                let carried = deck.tree().deck().carried();
                Sidecar::add(deck, text, carried.name, &self.sum(), edits);
            }
            Some(_) | None => {}
        }
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
        let own = Written::<Self>::default();
        out.push_str(&heading(own.carried().name, self.carried.is_empty()));
        for one in &self.carried {
            let (at, starts, text) = (quoted(&one.at), quoted(&one.starts), quoted(&one.text));
            let _ = write!(out, "  - {{at: {at}, starts: {starts}, text: {text}");
            if let (Some(by), Some(on), Some(seal)) = (&one.by, &one.on, &one.seal) {
                let (by, seal) = (quoted(by), quoted(seal));
                let _ = write!(out, ", by: {by}, on: {},\n     seal: {seal}", on.value);
            }
            out.push_str("}\n");
        }
        out.push_str(&heading(own.signed().name, self.signed.is_empty()));
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
        self.carried.iter().find(|one| one.text.value == hash && !one.is_read())
    }
}

impl Carried {
    /// Tells whether somebody has read it: a name that was written by hand is none.
    #[must_use]
    pub fn is_read(&self) -> bool {
        let (Some(by), Some(on), Some(seal)) = (&self.by, &self.on, &self.seal) else {
            return false;
        };
        seal.value == sealed(&by.value, on.value, &self.text.value)
    }

    /// Notes who has read it, and when.
    pub fn sign(&mut self, by: &Text, on: Spanned<Date>) {
        let seal = sealed(&by.value, on.value, &self.text.value);
        self.seal = Some(Text::new(seal, Span::default()).into());
        (self.by, self.on) = (Some(by.clone().into()), Some(on));
    }
}

/// Gives the hash of a signature: of who, when and what.
///
/// It has no key: it shows that a record was changed without the program, and proves no hand.
#[must_use]
pub fn sealed(by: &str, on: Date, says: &str) -> String {
    digest(&json!([by, on.to_string(), says]).to_string())
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
    /// Its place in the source, from 0.
    pub slide: usize,
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
        let templates = deck.folder.sums("templates");
        let mut all = BTreeMap::<usize, Self>::new();
        for view in views {
            let frame = frame(deck, view, &templates);
            for pages in view.pages.chunk_by(|a, b| a.slide == b.slide) {
                let Some(first) = pages.first() else { continue };
                let known = all.entry(first.slide).or_insert_with(|| Self {
                    slide: first.slide,
                    id: first.id.clone(),
                    number: first.number,
                    heading: first.heading.clone(),
                    span: deck.slide(first.slide).map_or(first.span, |slide| slide.kind().span()),
                    says: Vec::new(),
                });
                known.says.push((view.lang.clone(), slide_says(&frame, view, pages)));
            }
        }
        all.into_values().collect()
    }
}

/// How far a signature still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignatureState {
    /// In every language that is looked at.
    Whole,
    /// Not in these languages, where something else is shown.
    Changed(Vec<String>),
}

impl Signed {
    /// Tells whether it is of what is said now under a key, such as a language; nothing where it signs
    /// nothing there.
    #[must_use]
    pub fn signs(&self, key: &str, says: &str) -> Option<bool> {
        let then = self.says.0.iter().find(|(known, _)| known.value == key);
        then.map(|(_, then)| then.value == sealed(&self.by.value, self.on.value, says))
    }

    /// Finds the slide that was signed, wherever it stands now: the one that shows the same, or
    /// else the one of the same name.
    #[must_use]
    pub fn held(&self, slides: &[ShownSlide]) -> Option<(usize, SignatureState)> {
        let changed = |slide: &ShownSlide| -> Vec<String> {
            let differs = |(tag, says): &&(String, String)| self.signs(tag, says) == Some(false);
            slide.says.iter().filter(differs).map(|(tag, _)| tag.clone()).collect()
        };
        let same = |slide: &ShownSlide| {
            slide.says.iter().filter(|(tag, says)| self.signs(tag, says) == Some(true)).count()
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
            tags if tags.is_empty() => (at, SignatureState::Whole),
            tags => (at, SignatureState::Changed(tags)),
        })
    }
}

/// Gives the hash of what a slide shows in a language, wherever in the deck it stands: its place,
/// which is its page number, its number in the section and an id made of it, is no part of it.
///
/// A slide that goes on over several pages is all of them.
fn slide_says(frame: &str, view: &View, pages: &[Page]) -> String {
    let mut text = frame.to_owned();
    for page in pages {
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
fn frame(deck: &Deck, view: &View, templates: &[(String, String)]) -> String {
    let mut text = json!([view.lang, view.theme, view.footer, view.subject]).to_string();
    let files = deck.theme.fonts.iter().chain(&deck.theme.files);
    let files = files.map(|(name, bytes)| (name, sha256(bytes)));
    for (name, sum) in files.chain(templates.iter().map(|(name, sum)| (name, sum.clone()))) {
        let _ = write!(text, "\n{name} {sum}");
    }
    text
}

/// Gives the hash of what is known of a figure.
#[must_use]
pub fn fact_says(facts: &Facts, key: Key) -> Option<String> {
    let fact = facts.fact(key)?;
    Some(digest(&format!("{} {}", facts.name(key), fact.state.known())))
}
