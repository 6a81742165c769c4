//! Words: what of a text was kept, taken out and put in.

use std::hash::Hash;
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Beyond so many comparisons, texts are told as replaced: aligning them would take too long.
const MOST: usize = 64_000_000;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WordEdit {
    /// They stand in both.
    Kept,
    /// They stand in the old one only.
    Out,
    /// They stand in the new one only.
    In,
}

/// Some words in a row, and what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordRun {
    /// What became of them.
    pub how: WordEdit,
    /// The words with their blanks.
    pub text: String,
}

impl WordRun {
    /// Makes words that stand in both.
    pub fn kept(text: impl Into<String>) -> Self {
        Self { how: WordEdit::Kept, text: text.into() }
    }

    /// Makes words that were taken out.
    pub fn out(text: impl Into<String>) -> Self {
        Self { how: WordEdit::Out, text: text.into() }
    }

    /// Makes words that were put in.
    pub fn added(text: impl Into<String>) -> Self {
        Self { how: WordEdit::In, text: text.into() }
    }
}

/// A stretch of two sequences: what it is, and where it lies in the old and the new one.
pub(super) type Stretch = (DiffTag, Range<usize>, Range<usize>);

/// Aligns two sequences.
pub(super) fn aligned<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<Stretch> {
    let same = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let rest = (&old[same..], &new[same..]);
    let tail = rest.0.iter().rev().zip(rest.1.iter().rev());
    let tail = tail.take_while(|(one, other)| one == other).count();
    let (left, right) = (rest.0.len() - tail, rest.1.len() - tail);
    if left.saturating_mul(right) > MOST {
        let (ends, other_ends) = (same + left, same + right);
        return vec![
            (DiffTag::Equal, 0..same, 0..same),
            (DiffTag::Replace, same..ends, same..other_ends),
            (DiffTag::Equal, ends..old.len(), other_ends..new.len()),
        ];
    }
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    ops.iter().map(similar::DiffOp::as_tag_tuple).collect()
}

/// A word, or what stands between words: by what it is compared, and as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) key: String,
    pub(super) shown: String,
}

/// Cuts a text into words, blanks and marks; each letter of scripts without blanks is a word.
pub(super) fn cut(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Sort {
        Word,
        Blank,
        Alone,
    }
    let sort = |c: char| match c {
        _ if c.is_whitespace() => Sort::Blank,
        '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' => Sort::Alone,
        _ if c.is_alphanumeric() || "'’-%".contains(c) => Sort::Word,
        _ => Sort::Alone,
    };
    let mut out = Vec::new();
    let (mut start, mut last) = (0, None);
    let letters: Vec<_> = text.char_indices().collect();
    for (index, (at, c)) in letters.iter().copied().enumerate() {
        // A mark between two digits is part of the number.
        let digit = |index: Option<usize>| {
            index.and_then(|index| letters.get(index)).is_some_and(|(_, c)| c.is_ascii_digit())
        };
        let inside = ".,".contains(c) && digit(index.checked_sub(1)) && digit(Some(index + 1));
        let now = if inside { Sort::Word } else { sort(c) };
        if at > start && (last != Some(now) || now == Sort::Alone) {
            out.push(&text[start..at]);
            start = at;
        }
        last = Some(now);
    }
    if start < text.len() {
        out.push(&text[start..]);
    }
    out
}

/// Compares two texts word by word; blanks between changed words are changed with them.
pub(super) fn compared(old: &[Token], new: &[Token]) -> Vec<WordRun> {
    let keys = |all: &[Token]| all.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
    let mut out: Vec<WordRun> = Vec::new();
    let mut push = |how: WordEdit, text: String| match out.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.how == how => last.text.push_str(&text),
        Some(_) | None => out.push(WordRun { how, text }),
    };
    let shown = |tokens: &[Token]| tokens.iter().map(|one| one.shown.as_str()).collect::<String>();
    for (tag, from, to) in joined(aligned(&keys(old), &keys(new)), old) {
        if tag == DiffTag::Equal {
            push(WordEdit::Kept, shown(&new[to]));
        } else {
            push(WordEdit::Out, shown(&old[from]));
            push(WordEdit::In, shown(&new[to]));
        }
    }
    out
}

/// Joins changes that have only blanks between them.
fn joined(all: Vec<Stretch>, old: &[Token]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let count = all.len();
    for (at, (tag, from, to)) in all.into_iter().enumerate() {
        let blank = old[from.clone()].iter().all(|token| token.shown.trim().is_empty());
        let gap = tag == DiffTag::Equal && blank && at > 0 && at + 1 < count;
        match out.last_mut() {
            Some(last) if last.0 != DiffTag::Equal && (gap || tag != DiffTag::Equal) => {
                last.0 = DiffTag::Replace;
                last.1.end = from.end;
                last.2.end = to.end;
            }
            Some(_) | None => out.push((tag, from, to)),
        }
    }
    out
}

/// Compares two plain texts word by word.
#[must_use]
pub fn between(old: &str, new: &str) -> Vec<WordRun> {
    compared(&plain(old), &plain(new))
}

/// Makes the words of a text that holds no citations.
pub(super) fn plain(text: &str) -> Vec<Token> {
    let token = |word: &str| Token { key: word.to_owned(), shown: word.to_owned() };
    cut(text).into_iter().map(token).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_kanji_are_cut_apart() {
        assert_eq!(
            cut("up 1,234.5% (n.m.)"),
            ["up", " ", "1,234.5%", " ", "(", "n", ".", "m", ".", ")"]
        );
        assert_eq!(cut("営業 IIJ"), ["営", "業", " ", "IIJ"]);
    }

    #[test]
    fn changed_words_in_a_row_are_one_change() {
        let runs = between("we gradually increased sales", "we slowly raised sales");
        let expected = [
            WordRun::kept("we "),
            WordRun::out("gradually increased"),
            WordRun::added("slowly raised"),
            WordRun::kept(" sales"),
        ];
        assert_eq!(runs, expected);
    }
}
