//! Names that hold digits, as a deck lists them: where they stand, and whether they are names.

use std::ops::Range;

use super::{Passage, Reading, Sense};
use crate::shape::Role;

/// Senses of words that say how much, or of what, and are no name.
const MEASURES: [Sense; 4] = [Sense::Scale, Sense::Cardinal, Sense::Multiple, Sense::Counted];

/// Finds a name as a whole word: not within a longer word or number.
pub fn named<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    text.match_indices(name).filter_map(move |(at, found)| {
        let range = at..at + found.len();
        let (before, behind) = (&text[..range.start], &text[range.end..]);
        let joins = |inner: Option<char>, outer: Option<char>| {
            let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            ascii(inner) && ascii(outer)
        };
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let mark = |c: Option<char>| matches!(c, Some('.' | ','));
        let mut after = behind.chars();
        let (next, second) = (after.next(), after.next());
        let mut ahead = before.chars().rev();
        let (last, last_but_one) = (ahead.next(), ahead.next());
        let number = digit(found.chars().next_back()) && mark(next) && digit(second)
            || digit(found.chars().next()) && mark(last) && digit(last_but_one);
        let inside = joins(found.chars().next(), last) || joins(found.chars().next_back(), next);
        (!number && !inside && !found.is_empty()).then_some(range)
    })
}

impl Reading<'_> {
    /// Tells whether a text names something: a word is left beside its numbers, their scales and
    /// units, and what is counted.
    #[must_use]
    pub fn names_something(&self, text: &str, nouns: &[&str]) -> bool {
        let mut passage = Passage::alone(text, Role::Spelling, &self.formatter);
        passage.read(&self.formatter, &self.lexicon);
        let measure = |start: usize, end: usize| {
            let mut hits = passage.hits.iter();
            hits.any(|hit| MEASURES.contains(&hit.sense) && hit.start <= start && end <= hit.end)
        };
        passage.words.iter().any(|word| {
            let typed = word.of(text);
            let rest = typed.trim_start_matches(|c: char| !c.is_alphabetic());
            let digits = typed.starts_with(|c: char| c.is_numeric())
                && (rest.is_empty() || super::number::is_unit(rest));
            let unit = typed.chars().count() > 1 && super::number::is_unit(typed);
            typed.chars().any(char::is_alphabetic)
                && !digits
                && !measure(word.start, word.end)
                && !unit
                && !nouns.contains(&typed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_name_is_found_as_a_whole_word() {
        let at = |text: &str, name: &str| named(text, name).count();
        assert_eq!(at("Project 2030 and Project 20300", "Project 2030"), 1);
        assert_eq!(at("S&P 500 rose", "S&P 500"), 1);
        assert_eq!(at("S&P 500.5 and S&P 500,000", "S&P 500"), 0);
        assert_eq!(at("at the end of S&P 500.", "S&P 500"), 1);
        assert_eq!(at("1,225 units", "225 units"), 0);
        assert_eq!(at("日経225の構成", "日経225"), 1);
    }
}
