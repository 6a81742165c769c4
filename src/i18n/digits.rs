//! Digits of a translation: those of its source, those that the source has in words, and the rest.

use std::ops::Range;

use super::message::Message;
use super::validation::{TextPart, parts};
use crate::deck::Deck;
use crate::locale::Locale;
use crate::words::kanji_value;

/// Digits as typed, with their bytes.
pub(super) type Digits = (String, Range<usize>);

/// Finds numbers that the source does not have, full-width ones too, and those that it has in
/// words. Numbers in words are found where the deck is read in its language.
pub(super) fn typed(
    message: &Message,
    here: &[TextPart],
    (deck, locale): (&Deck, &Locale),
) -> (Vec<Digits>, Vec<Range<usize>>) {
    let mut allowed: Vec<String> = Vec::new();
    for part in parts(&message.id, message.prose).unwrap_or_default() {
        if let TextPart::Literal { text, .. } = part {
            allowed.extend(runs(&text).into_iter().map(|(digits, _)| digits));
        }
    }
    let own = deck.own_language().unwrap_or(locale);
    let mut spoken = plain_year(&message.id, own, locale, here);
    let (mut out, mut counts) = (Vec::new(), Vec::new());
    for part in here {
        let TextPart::Literal { text, at } = part else { continue };
        for (digits, range) in runs(text) {
            match allowed.iter().position(|known| *known == digits) {
                Some(known) => {
                    allowed.swap_remove(known);
                }
                None if named(text, &range, deck) => {}
                None => {
                    let typed = text[range.clone()].to_owned();
                    let place = at.start + range.start..at.start + range.end;
                    let known = spoken.iter().position(|known| *known == digits);
                    match known.filter(|_| alone(text, &range, locale)) {
                        Some(known) => {
                            spoken.swap_remove(known);
                            counts.push(place);
                        }
                        None => out.push((typed, place)),
                    }
                }
            }
        }
    }
    (out, counts)
}

/// Tells whether a number is of no money, of no scale and no part of a hundred.
fn alone(text: &str, range: &Range<usize>, locale: &Locale) -> bool {
    let after = text[range.end..].trim_start().to_lowercase();
    let scaled = locale.prose.scales.iter().any(|scale| after.starts_with(&scale.to_lowercase()));
    let money = text[..range.start].trim_end().ends_with(['$', '€', '£', '¥', '￥']);
    !scaled && !money && !after.starts_with(['%', '％', '.', ',', '円'])
}

/// Gives the numbers that a source has in words: "two" is 2 in a language that counts in digits,
/// "May" is 5, and "4 p.m." is 16.
fn plain_year(text: &str, own: &Locale, locale: &Locale, here: &[TextPart]) -> Vec<String> {
    let lower = text.to_lowercase();
    let blanks = own.prose.blanks;
    let each = (1_u8..).zip(&own.prose.numbers).flat_map(|(value, words)| {
        let count: usize = words.split('|').map(|word| stands(&lower, word, blanks)).sum();
        std::iter::repeat_n(value, count)
    });
    // "may" is no month: months are written as their language writes them, whole or cut.
    let months = (1_u8..).zip(&own.date.months).filter(|_| blanks).flat_map(|(value, month)| {
        let cut: String = month.chars().take(3).collect();
        let short = if cut == *month { 0 } else { stands(text, &cut, blanks) };
        std::iter::repeat_n(value, stands(text, month, blanks) + short)
    });
    let numerals = numerals(text).into_iter();
    let late = afternoons(text, own).into_iter().map(|hour| hour + 12);
    let texts = here.iter().filter_map(|part| match part {
        TextPart::Literal { text, .. } => Some(text.as_str()),
        TextPart::Slot { .. } => None,
    });
    // And the reverse: 16時 is "4 p.m.".
    let known: Vec<String> = runs(text).into_iter().map(|(digits, _)| digits).collect();
    let early = texts.flat_map(|text| afternoons(text, locale));
    let early = early.filter(|hour| known.contains(&(hour + 12).to_string()));
    let hours = months.chain(late).chain(early).map(u16::from);
    each.map(u16::from).chain(hours).chain(numerals).map(|value| value.to_string()).collect()
}

/// Gives numbers in Chinese numerals that count places: 五丁目 is 5.
fn numerals(text: &str) -> Vec<u16> {
    let counters = ["丁目", "番", "号", "条", "階", "区"];
    let numeral = |c: char| "〇一二三四五六七八九十百千".contains(c);
    let ends = counters.iter().flat_map(|counter| text.match_indices(counter));
    ends.filter_map(|(at, _)| {
        let start = text[..at].trim_end_matches(numeral).len();
        kanji_value(&text[start..at])
    })
    .collect()
}

/// Counts how often a word stands in a text, whole where blanks part the words.
fn stands(text: &str, word: &str, blanks: bool) -> usize {
    let edge = |c: Option<char>| !blanks || c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |at: &usize| {
        let (before, after) = (&text[..*at], &text[*at + word.len()..]);
        edge(before.chars().next_back()) && edge(after.chars().next())
    };
    text.match_indices(word).map(|(at, _)| at).filter(whole).count()
}

/// Gives the hours that a text tells of an afternoon, by the clock of twelve.
fn afternoons(text: &str, locale: &Locale) -> Vec<u8> {
    let marks = &locale.times.afternoon;
    let marked = |range: &Range<usize>| {
        let (before, after) = (text[..range.start].trim_end(), text[range.end..].trim_start());
        // "4:30 p.m.": the mark stands behind the minutes.
        let after = after.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).trim_start();
        marks.iter().any(|mark| before.ends_with(mark.as_str()) || after.starts_with(mark.as_str()))
    };
    let hours = runs(text).into_iter().filter(|(_, range)| marked(range));
    hours
        .filter_map(|(digits, _)| digits.parse().ok().filter(|hour| (1..=11).contains(hour)))
        .collect()
}

/// Tells whether a number is part of a name that the deck lists under `names`.
fn named(text: &str, range: &Range<usize>, deck: &Deck) -> bool {
    deck.names.iter().any(|name| {
        let mut found = text.match_indices(name.value.as_str());
        found.any(|(at, _)| at <= range.start && range.end <= at + name.value.len())
    })
}

/// Gives the runs of digits of a text, written in ASCII without marks between groups.
fn runs(text: &str) -> Vec<Digits> {
    let plain = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        c if c.is_numeric() => Some(c),
        _ => None,
    };
    let mut out: Vec<Digits> = Vec::new();
    let mut joins = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (plain(c), out.last_mut()) {
            (Some(digit), Some((digits, range))) if range.end == at || joins == Some(at) => {
                digits.push(digit);
                range.end = end;
            }
            (Some(digit), _) => out.push((digit.to_string(), at..end)),
            (None, Some((_, range))) if range.end == at && matches!(c, ',' | '.' | '，' | '．') =>
            {
                joins = Some(end);
            }
            (None, _) => {}
        }
    }
    // 漢数字 are numeric by Unicode; alone they are words, and are judged with what they count.
    out.retain(|(digits, _)| digits.chars().any(|c| c.is_ascii_digit() || !is_kanji(c)));
    out
}

fn is_kanji(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}
