//! What was carried over from the last deck, and what was signed: a file beside the deck that only
//! the program writes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::unreadable;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, Key, State};
use crate::num::Date;
use crate::shape::Shape;
use crate::source::{Folder, ReadError, Sources, Span, Spanned, Text, sha256, yaml};
use crate::view::{Page, View};

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
        /// A hash of what it said then.
        says: Text,
    }
}

impl Reviews {
    /// Starts without a review.
    #[must_use]
    pub fn none() -> Self {
        Self { carried: Vec::new(), signed: Vec::new(), span: Span::default() }
    }

    /// Names the file that belongs to a deck: `quarter.reviews.yaml` beside `quarter.yaml`.
    #[must_use]
    pub fn path(deck: &Path) -> PathBuf {
        deck.with_extension("reviews.yaml")
    }

    /// Reads the reviews of a deck; a deck without the file has none.
    pub(super) fn load(
        deck: &Path,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let path = Self::path(deck);
        let name = path.display().to_string();
        let local = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let text = match folder.text(&local.unwrap_or_default()) {
            Ok(text) => text,
            Err(ReadError::Missing) => return Self::none(),
            Err(error) => {
                report.push(unreadable(&error, &name, sources));
                return Self::none();
            }
        };
        let id = sources.add(name, text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        report.extend(problems.into_iter().map(Finding::from));
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
            let (what, by, says) = (quoted(&one.what), quoted(&one.by), quoted(&one.says));
            let _ =
                writeln!(out, "  - {{what: {what}, by: {by}, on: {}, says: {says}}}", one.on.value);
        }
        out
    }

    /// Finds a text that was carried over and that nobody has read since.
    #[must_use]
    pub fn unread(&self, hash: &str) -> Option<&Carried> {
        self.carried.iter().find(|one| one.by.is_none() && one.text.value == hash)
    }

    /// Finds the signature under a slide or figure.
    #[must_use]
    pub fn signature(&self, what: &str) -> Option<&Signed> {
        self.signed.iter().find(|one| one.what.value == what)
    }
}

/// Gives the hash of a text: half of its SHA-256, blanks folded.
#[must_use]
pub fn digest(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    sha256(folded.as_bytes())[..32].to_owned()
}

/// Gives the hash of what a slide says, wherever in the deck it stands.
///
/// A slide that goes on over several pages is all of them.
#[must_use]
pub fn slide_says(view: &View, slide: Span) -> String {
    let pages = view.pages.iter().filter(|page| page.span == slide);
    let text = pages.fold(String::new(), |mut out, page| {
        let (number, label, heading) = (0, String::new(), String::new());
        let page = Page { number, label, heading, running: String::new(), ..page.clone() };
        out.push_str(&json!(page).to_string());
        out
    });
    digest(&text)
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
