//! Translations: the texts of a deck in gettext catalogues, with figures as named placeholders.
//!
//! Enters: a deck and the catalogue of a language. Leaves: the same deck in that language, with
//! the places its words come from, and findings on what is missing, stale or wrong. It knows
//! nothing of output formats. A translator cannot change a figure: placeholders name citations of
//! the source, and any other number is refused.

mod catalogue;
mod digits;
mod emphasis;
mod forms;
mod line_item;
mod meaning;
mod member;
mod merge;
mod message;
mod order;
mod parity;
mod places;
pub mod po;
mod roles;
mod sides;
mod translate;
mod unit;
mod validation;
mod walk;

pub use catalogue::{catalogue, not_utf8, settled, with_field, with_forms};
pub use merge::{MessageState, states, updated};
pub use message::{Message, Placeholder, PlaceholderValue, units};
pub use order::is_checked;
pub use parity::parity;
pub use places::PlaceMap;
pub use translate::{Translation, can_be_printed, catalogue_path, messages, translate};

use crate::deck::Deck;
use crate::locale::Locale;

/// A deck in one language.
#[derive(Clone, Copy, Debug)]
pub struct Edition<'a> {
    /// The deck, its texts in the language.
    pub deck: &'a Deck,
    /// The language.
    pub locale: &'a Locale,
    /// Where its texts come from; nothing in the language the deck is written in.
    pub translation: Option<&'a Translation<'a>>,
}

impl<'a> Edition<'a> {
    /// A deck in the language it is written in.
    #[must_use]
    pub fn own(deck: &'a Deck, locale: &'a Locale) -> Self {
        Self { deck, locale, translation: None }
    }

    /// A deck that was translated.
    #[must_use]
    pub fn of(translation: &'a Translation<'a>) -> Self {
        let deck = &translation.deck;
        Self { deck, locale: translation.locale, translation: Some(translation) }
    }
}
