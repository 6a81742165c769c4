//! Words that exclude each other, basic and diluted, initial and revised, and a "not" that only one of two
//! texts has.

use std::ops::Range;

use crate::locale::{Locale, first_word};

/// Finds a pair of opposites of which the source says one side and the translation the other.
pub(super) fn exchanged(
    (there, own): (&str, &Locale),
    (here, other): (&str, &Locale),
) -> Option<String> {
    let pairs = own.prose.opposites.iter().zip(&other.prose.opposites);
    pairs.into_iter().find_map(|(one, two)| {
        let (said, word) = (side(there, one, own)?, side(here, two, other)?);
        (said.0 != word.0)
            .then(|| format!("the translation says `{}`, the source `{}`", word.1, said.1))
    })
}

/// Gives the side of a pair that a text names, with the word; nothing where it names both or neither.
fn side<'t>(text: &'t str, pair: &str, locale: &Locale) -> Option<(usize, &'t str)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, words) in pair.split(" / ").enumerate() {
        let each = words.split('|').filter_map(|word| {
            first_word(text, &[word.to_owned()], &locale.prose).map(|range| (at, range))
        });
        found.extend(each);
    }
    // "non-consolidated" holds the other side.
    let inside = |one: &Range<usize>, other: &Range<usize>| {
        other.start <= one.start && one.end <= other.end && other.len() > one.len()
    };
    let all = found.clone();
    found.retain(|(_, range)| !all.iter().any(|(_, other)| inside(range, other)));
    let (first, range) = found.first()?.clone();
    found.iter().all(|(at, _)| *at == first).then(|| (first, &text[range]))
}

/// Finds a "not" of the translation where nothing in the source is turned round.
pub(super) fn denied<'t>(
    (there, own): (&str, &Locale),
    (here, other): (&'t str, &Locale),
) -> Option<&'t str> {
    let said = there.to_lowercase();
    let turned = own.prose.turned_round.iter().any(|part| said.contains(&part.to_lowercase()));
    if turned {
        return None;
    }
    first_word(here, &other.prose.denials, &other.prose).map(|range| &here[range])
}
