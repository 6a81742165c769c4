//! Names of the lines of statements, found in a text.

use std::ops::Range;

use super::TermWords;
use super::word_search::small_letters;

/// Where a term stands, what it is, and how that is called.
pub type FoundTerm = (Range<usize>, usize, &'static str);

impl TermWords {
    /// Finds the terms of a text, the longest at each place.
    #[must_use]
    pub fn find(&self, text: &str, blanks: bool) -> Vec<FoundTerm> {
        let lower = text.to_lowercase();
        let mut all: Vec<FoundTerm> = Vec::new();
        if lower.len() != text.len() {
            return all;
        }
        for (concept, (whose, names)) in self.all().into_iter().enumerate() {
            for name in names {
                let name = small_letters(name);
                if name.len() > lower.len() {
                    continue;
                }
                for (at, _) in lower.match_indices(&*name) {
                    let range = at..at + name.len();
                    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    let (before, after) = (&lower[..range.start], &lower[range.end..]);
                    let joined = letter(before.chars().next_back()) || letter(after.chars().next());
                    if !(blanks && joined) {
                        all.push((range, concept, whose));
                    }
                }
            }
        }
        let wider = |one: &Range<usize>, other: &Range<usize>| {
            other.start <= one.start && one.end <= other.end && other.len() > one.len()
        };
        let found = all.clone();
        all.retain(|(range, ..)| !found.iter().any(|(other, ..)| wider(range, other)));
        all.sort_by_key(|(range, ..)| range.start);
        all
    }
}
