//! Units that are stated at a distance from a figure: behind a comma or "in", and before it.

use std::ops::Range;

use super::beside::{Measured, Typed, ends, is_ideograph, is_kana, unit};
use super::inline;
use crate::locale::Locale;
use crate::num::Scale;

/// Marks after which words still belong to the digits before: "15,813, billion yen".
const CLOSING: &[char] = &[
    ',', ';', ':', ')', '）', '"', '”', '“', '’', '」', '、', '，', '：', '/', '／', '–', '—', '…',
];
/// How many bytes before a figure are looked at for the unit that is stated there.
const NEAR: usize = 240;

/// Finds what is typed behind digits alone, farther than [`super::behind`] looks: behind a comma or a
/// closing mark, behind "in", and in words of another language.
#[must_use]
pub fn beyond(text: &str, at: usize, locale: &Locale) -> Option<Typed> {
    let start = inline::behind(text, at, true);
    let mut from = start;
    while let Some(mark) = text[from..].chars().next().filter(|c| CLOSING.contains(c)) {
        from = inline::behind(text, from + mark.len_utf8(), true);
    }
    if locale.beside.apart.iter().any(|word| text[from..].starts_with(word.as_str())) {
        return None;
    }
    let stated = stated(text, from, locale);
    // "15,813, millions of whom": a clause of its own.
    let scaled = || unit(text, from, false, locale).filter(|typed| typed.scale.is_some());
    let own = stated.or_else(|| (from > start).then(scaled).flatten());
    own.or_else(|| foreign(text, from, locale))
}

/// Finds the unit that is stated before a figure that starts at `at`, since `from`: "in billion yen",
/// "(billion yen)", 億円単位.
#[must_use]
pub fn stated_before(text: &str, range: Range<usize>, locale: &Locale) -> Option<Typed> {
    let words = &locale.beside;
    let low = range.start.max(range.end.saturating_sub(NEAR));
    let low = (low..=range.end).find(|at| text.is_char_boundary(*at)).unwrap_or(range.end);
    let window = &text[low..range.end];
    let short = |at: usize| {
        let word = window[..at].rsplit([' ', '(', '\n']).next().unwrap_or_default();
        window[at..].starts_with(". ")
            && locale.prose.abbreviations.iter().any(|known| known == word)
    };
    let ends = ["\n\n", "\n-", "\n *", ". ", "。", "; ", "；", "! ", "? "].iter();
    let ends = ends.filter_map(|end| {
        let found = window.rmatch_indices(end).find(|(at, _)| !short(*at));
        found.map(|(at, end)| at + end.len())
    });
    let start = low + ends.max().unwrap_or(0);
    let within = |typed: &Typed| typed.range.end <= range.end;
    let letter = |c: char| c.is_alphanumeric() && !is_ideograph(c) && !is_kana(c);
    let one = |(at, c): (usize, char)| {
        let at = start + at;
        if matches!(c, '(' | '（') {
            return bracket(text, at + c.len_utf8(), locale).filter(within);
        }
        if letter(c) && text[..at].ends_with(letter) {
            return None;
        }
        let found = stated(text, at, locale).filter(within);
        found.or_else(|| {
            let typed = unit(text, at, false, locale).filter(within)?;
            let rest = &text[typed.range.end..];
            let note = words.stated_behind.iter().any(|word| rest.starts_with(word.as_str()));
            (note && typed.measured.is_some()).then_some(typed)
        })
    };
    let found = text[start..range.end].char_indices().filter_map(one);
    found.max_by_key(|typed| (typed.range.end, typed.range.len()))
}

/// Reads a unit that fills a bracket, with or without a word such as "in" before it.
pub(super) fn bracket(text: &str, at: usize, locale: &Locale) -> Option<Typed> {
    let at = inline::behind(text, at, true);
    let typed = stated(text, at, locale).or_else(|| unit(text, at, false, locale))?;
    let end = inline::behind(text, typed.range.end, true);
    let closes = text[end..].trim_start_matches('.').starts_with([')', '）']);
    closes.then_some(typed)
}

/// Reads a unit behind a word that states it: "in billion yen". A currency alone is one where no
/// word follows, as in "in yen terms".
fn stated(text: &str, at: usize, locale: &Locale) -> Option<Typed> {
    let rest = &text[at..];
    let word = locale.beside.stated.iter().filter(|word| {
        rest.get(..word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word))
            && (!locale.prose.blanks || ends(text, at + word.len(), word))
    });
    let word = word.max_by_key(|word| word.len())?;
    let from = inline::behind(text, at + word.len(), true);
    let typed = unit(text, from, false, locale)?;
    let rest = &text[inline::behind(text, typed.range.end, true)..];
    let next = rest.chars().next();
    // "in yen was", not "in yen terms".
    let done = locale.prose.done.iter().any(|word| rest.starts_with(word.as_str()));
    let whole = match (&typed.scale, &typed.measured) {
        (Some(_), Some(Measured::Money(_))) => true,
        // "in thousands of stores".
        (Some(_), None) | (None, Some(Measured::Money(_))) => {
            done || !next.is_some_and(char::is_alphanumeric)
        }
        (_, _) => false,
    };
    whole.then_some(typed)
}

/// Reads a scale, and the currency behind it, in the words of another language.
fn foreign(text: &str, at: usize, own: &Locale) -> Option<Typed> {
    let others = Locale::tags().filter(|tag| *tag != own.tag).filter_map(Locale::of);
    let read = |locale: &Locale| {
        let typed = unit(text, at, false, locale).filter(|typed| typed.scale.is_some())?;
        let word = &text[typed.range.clone()];
        // Short words, and those in other capitals, are words of many languages.
        let known = locale.beside.scales().any(|(_, known)| word.starts_with(known));
        (known && (word.len() > 2)).then_some(typed)
    };
    others.filter_map(read).max_by_key(|typed| typed.range.end)
}
/// Notes on rounding are short; longer texts say more than one thing.
const LONGEST_NOTE: usize = 300;

/// Reads the scale of money that a note on rounding names: 百万円未満切捨て, "rounded to the nearest
/// million yen".
#[must_use]
pub fn rounded_scale(text: &str, locale: &Locale) -> Option<Scale> {
    let words = [&locale.prose.truncated, &locale.prose.rounded];
    let note = words.into_iter().flatten().any(|word| text.contains(word.as_str()));
    let places = text.char_indices().filter(|_| note && text.len() <= LONGEST_NOTE);
    let read = places.filter_map(|(at, _)| super::behind(text, at, locale));
    read.filter(|typed| typed.measured.is_some()).find_map(|typed| typed.scale)
}
