//! Translations: which texts of which language changed, are stale now, or new.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::side::DeckSide;
use super::words::{WordRun, between};
use crate::i18n::po::{Catalogue, PoEntry};
use crate::i18n::{Message, MessageState, states};

/// What became of a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TranslationOutcome {
    /// The same text is translated otherwise.
    Changed,
    /// The text changed, its translation did not.
    Stale,
    /// A new text, or one that had no translation, is translated.
    New,
    /// A new text, or one that was translated, has no translation.
    Open,
    /// The translation of a text that is gone.
    Removed,
}

impl TranslationOutcome {
    /// Gives it in words, for several.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Stale => "stale now",
            Self::New => "new",
            Self::Open => "without a translation",
            Self::Removed => "gone with their text",
        }
    }
}

/// A translation that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TranslationChange {
    /// The language.
    pub language: String,
    /// What became of it.
    pub became: TranslationOutcome,
    /// Where the text stands: slide and field.
    pub context: String,
    /// The text in the language of the deck, figures as placeholders.
    pub source: String,
    /// The words of the translation.
    pub words: Vec<WordRun>,
}

/// A text with its translation and whether it is good.
struct KnownText<'a> {
    message: &'a Message,
    entry: Option<&'a PoEntry>,
    state: MessageState,
}

impl KnownText<'_> {
    fn is_good(&self) -> bool {
        matches!(self.state, MessageState::Translated(_))
    }

    fn text(&self) -> String {
        let strings = self.entry.map_or(&[][..], |entry| &entry.strings);
        strings.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(" | ")
    }
}

fn known<'a>(messages: &'a [Message], catalogue: &'a Catalogue) -> Vec<KnownText<'a>> {
    let one = |(message, state): (&'a Message, MessageState)| {
        let entry = match state {
            MessageState::Translated(at)
            | MessageState::Fuzzy(at)
            | MessageState::Stale(at)
            | MessageState::Empty(at) => catalogue.entries.get(at),
            MessageState::Missing => None,
        };
        KnownText { message, entry, state }
    };
    messages.iter().zip(states(messages, catalogue)).map(one).collect()
}

/// Compares the catalogues of languages that both decks have.
pub(super) fn compared(old: &DeckSide, new: &DeckSide) -> Vec<TranslationChange> {
    let (before, after) = (&old.messages, &new.messages);
    let before_of: BTreeMap<&str, &Catalogue> =
        old.catalogues.iter().map(|(tag, one)| (tag.as_str(), one)).collect();
    let mut out = Vec::new();
    for (tag, catalogue) in &new.catalogues {
        let Some(earlier) = before_of.get(tag.as_str()) else { continue };
        let (left, right) = (known(before, earlier), known(after, catalogue));
        let mut exact: HashMap<(&str, &str), usize> = HashMap::new();
        let mut by_text: HashMap<&str, usize> = HashMap::new();
        for (at, one) in left.iter().enumerate() {
            exact.insert((one.message.context.as_str(), one.message.id.as_str()), at);
            by_text.entry(one.message.id.as_str()).or_insert(at);
        }
        let mut seen = vec![false; left.len()];
        let mut push = |became, one: &KnownText<'_>, words| {
            out.push(TranslationChange {
                language: tag.clone(),
                became,
                context: one.message.context.clone(),
                source: one.message.id.clone(),
                words,
            });
        };
        for one in &right {
            let (context, id) = (one.message.context.as_str(), one.message.id.as_str());
            let found = exact.get(&(context, id)).or_else(|| by_text.get(id)).copied();
            if let Some(at) = found {
                seen[at] = true;
            }
            match found.map(|at| &left[at]) {
                Some(earlier) if earlier.is_good() && one.is_good() => {
                    if earlier.text() != one.text() {
                        push(
                            TranslationOutcome::Changed,
                            one,
                            between(&earlier.text(), &one.text()),
                        );
                    }
                }
                Some(earlier) if earlier.is_good() == one.is_good() => {}
                Some(_) | None => match one.state {
                    MessageState::Translated(_) => {
                        push(TranslationOutcome::New, one, vec![WordRun::added(one.text())]);
                    }
                    MessageState::Stale(_) | MessageState::Fuzzy(_) => {
                        push(TranslationOutcome::Stale, one, vec![WordRun::kept(one.text())]);
                    }
                    // A language that is declared as not complete has open texts anyway.
                    MessageState::Empty(_) | MessageState::Missing => {
                        push(TranslationOutcome::Open, one, Vec::new());
                    }
                },
            }
        }
        let stale: Vec<String> = right
            .iter()
            .filter(|one| matches!(one.state, MessageState::Stale(_)))
            .map(KnownText::text)
            .collect();
        let here: Vec<&str> = right.iter().map(|one| one.message.id.as_str()).collect();
        for (one, seen) in left.iter().zip(seen) {
            let text = one.text();
            if !seen
                && one.is_good()
                && !stale.contains(&text)
                && !here.contains(&one.message.id.as_str())
            {
                // Where a text and its translation changed together, the new one is told.
                push(TranslationOutcome::Removed, one, vec![WordRun::out(text)]);
            }
        }
    }
    joined(out)
}

/// Makes one of the new translation of a new wording and the old one that is gone.
fn joined(all: Vec<TranslationChange>) -> Vec<TranslationChange> {
    let mut out: Vec<TranslationChange> = Vec::new();
    for one in all {
        let partner = out.iter_mut().find(|other| {
            one.became == TranslationOutcome::Removed
                && other.became == TranslationOutcome::New
                && other.language == one.language
                && other.context == one.context
        });
        match partner {
            Some(partner) => {
                let text = |words: &[WordRun]| {
                    words.iter().map(|run| run.text.as_str()).collect::<String>()
                };
                partner.became = TranslationOutcome::Changed;
                partner.words = between(&text(&one.words), &text(&partner.words));
            }
            None => out.push(one),
        }
    }
    out
}
