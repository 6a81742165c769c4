//! `no-face`: a language whose letters no face of the deck has. The typesetter leaves out what it has no shape
//! for, and a browser takes whatever face it finds.

use crate::code;
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::locale::Locale;

/// Looks whether the faces of the deck set a language.
pub(super) fn run(deck: &Deck, locale: &Locale, report: &mut Report) {
    if deck.theme.sets(locale) {
        return;
    }
    let (tag, family) = (&locale.tag, deck.theme.of(locale));
    let message = match family {
        Some(family) => format!("`{}` lacks the letters of {}", family.name, locale.name),
        None => format!("no built-in face has the letters of {}", locale.name),
    };
    let listed = deck.head.translations.0.iter().find(|(known, _)| known.value == *tag);
    let place = listed.map_or(deck.head.language.span, |(tag, _)| tag.span);
    let place = family.map_or(place, |family| family.span);
    report.push(Finding::new(code::NO_FACE, message, place).help(format!(
        "Put a font of the language beside the deck and name it in the theme: \
         `faces: {{{tag}: {{family: NAME, files: [FILE.ttf]}}}}`"
    )));
}
