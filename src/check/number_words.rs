//! Numbers in words that the lists of a language do not hold: "ninety nine", "nine tenths", "two of
//! five customers".

use std::ops::Range;

use crate::words::{Passage, Reading, Sense, Word};

/// Finds numbers of several words, parts of a whole, and parts of what is counted.
pub(super) fn compounds(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    nouns: &[&str],
) -> Vec<Range<usize>> {
    let (text, prose) = (passage.text, &reading.locale.prose);
    if !prose.blanks {
        return Vec::new();
    }
    let one = |part: &str| {
        let long = part.len() > 1 && !part.contains(' ');
        long && prose.cardinals.iter().any(|known| known.eq_ignore_ascii_case(part))
    };
    let small = |word: &str| {
        let mut first = prose.numbers.iter().take(9).flat_map(|forms| forms.split('|'));
        one(word) && first.any(|form| form.eq_ignore_ascii_case(word))
    };
    // "neunundneunzig".
    let joined = |word: &str| {
        let and = prose.and.iter().filter(|_| prose.compounds);
        let mut parts = and.filter_map(|and| word.split_once(and.as_str()));
        parts.any(|(unit, tens)| small(unit) && one(tens))
    };
    let part = |word: &str| prose.fractions.iter().any(|known| known.eq_ignore_ascii_case(word));
    let next_to = |a: &Word, b: &Word| text[a.end..b.start].chars().all(char::is_whitespace);
    let words = &passage.words;
    let lasts = |at: usize| words.get(at).is_some_and(|w| passage.means(*w, Sense::Duration));
    let named = |at: usize| {
        at.checked_sub(1).is_some_and(|last| passage.means(words[last], Sense::Numbered))
    };
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let own = word.of(text);
        let next = words.get(at + 1).filter(|next| next_to(word, next));
        let hyphens = own.split_once('-');
        let whole = hyphens.is_some_and(|(tens, unit)| one(tens) && small(unit)) || joined(own);
        let broken = hyphens.is_some_and(|(count, rest)| one(count) && part(rest));
        if (whole && !lasts(at + 1) && !named(at)) || broken {
            out.push(word.start..word.end);
        } else if one(own)
            && let Some(next) = next
        {
            let tens = !small(own) && small(next.of(text)) && !lasts(at + 2) && !named(at);
            if tens || part(next.of(text)) {
                out.push(word.start..next.end);
            } else if let Some(end) = of_whole(reading, passage, at, nouns, one) {
                out.push(word.start..end);
            }
        }
    }
    out
}

/// Gives the end of "two of five customers", which begins at a word; the noun is one that the deck
/// counts.
fn of_whole(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    at: usize,
    nouns: &[&str],
    one: impl Fn(&str) -> bool,
) -> Option<usize> {
    let (text, first) = (passage.text, passage.words.get(at)?);
    let links = reading.locale.prose.out_of.iter();
    let reaches = links.filter_map(|link| {
        let rest = text[first.end..].strip_prefix(' ')?.strip_prefix(link.as_str())?;
        rest.starts_with(' ').then(|| text.len() - rest.trim_start().len())
    });
    reaches
        .filter_map(|start| {
            let place = passage.words.binary_search_by_key(&start, |word| word.start).ok()?;
            let noun = passage.words.get(place + 1)?;
            let counts = nouns.contains(&noun.of(text));
            (one(passage.words[place].of(text)) && counts).then_some(noun.end)
        })
        .max()
}
