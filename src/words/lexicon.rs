//! The words that carry meaning for checks, from the language's file.

use std::collections::HashMap;

use super::Word;
use super::sense::{Sense, entries};
use crate::locale::ProseWords;

/// A word of the lexicon found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it says.
    pub sense: Sense,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Words it is made of.
    pub words: usize,
}

/// Between the parts of an entry whose words stand apart: "nahm ... zu".
const APART: &str = "...";
/// Most words between those parts.
const APART_AT_MOST: usize = 60;
/// Shortest entry that ends a compound.
const SHORTEST_END: usize = 4;

/// All words of a language that carry meaning, by their first word.
pub struct Lexicon<'a> {
    /// Words that follow, lower case, and the sense; by the first word.
    known: HashMap<String, Vec<(Vec<String>, Sense)>>,
    /// Whole entries, for a language without blanks; by their first letter.
    solid: HashMap<char, Vec<(Sense, &'a str)>>,
    /// Entries that end a longer word: "verlust" of "Betriebsverlust".
    ends: Vec<(String, Sense)>,
}

impl<'a> Lexicon<'a> {
    /// Indexes the words of a language.
    #[must_use]
    pub fn of(words: &'a ProseWords) -> Self {
        let all = entries(words);
        let mut known: HashMap<String, Vec<(Vec<String>, Sense)>> = HashMap::new();
        let mut solid: HashMap<char, Vec<(Sense, &str)>> = HashMap::new();
        if !words.blanks {
            for (sense, phrase) in all {
                if let Some(first) = phrase.chars().next() {
                    solid.entry(first).or_default().push((sense, phrase));
                }
            }
            return Self { known, solid, ends: Vec::new() };
        }
        let mut ends = Vec::new();
        for (sense, phrase) in all {
            let lower = phrase.to_lowercase();
            let noun = phrase.starts_with(char::is_uppercase) && !phrase.contains(' ');
            if words.compounds && noun && ends_compounds(sense) && lower.len() >= SHORTEST_END {
                ends.push((lower.clone(), sense));
            }
            let (first, rest) = parts(&lower);
            known.entry(first).or_default().push((rest, sense));
        }
        Self { known, solid, ends }
    }

    /// Finds every entry in a text, in order; the longest of those with the same sense.
    #[must_use]
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<Hit> {
        let mut hits = self.solid(text);
        let mut lower = String::new();
        for (at, word) in words.iter().enumerate() {
            lower_into(word.of(text), &mut lower);
            let Some(entries) = self.known.get(lower.as_str()) else {
                let end = self.ends.iter().filter(|(end, _)| lower.ends_with(end.as_str()));
                hits.extend(end.map(|(_, sense)| Hit {
                    sense: *sense,
                    start: word.start,
                    end: word.end,
                    words: 1,
                }));
                continue;
            };
            let mut here: Vec<Hit> = Vec::new();
            for (rest, sense) in entries {
                if rest.first().is_some_and(|word| word == APART) {
                    hits.extend(self.apart(text, words, at, (&rest[1..], *sense)));
                    continue;
                }
                let Some(end) = follows(text, words, at, rest) else { continue };
                let hit = Hit { sense: *sense, start: word.start, end, words: rest.len() + 1 };
                here.retain(|h| h.sense != *sense || h.end > hit.end);
                if !here.iter().any(|h| h.sense == *sense) {
                    here.push(hit);
                }
            }
            hits.extend(here);
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits
    }

    /// Finds the entries of a language without blanks: at each place the longest, and what stands
    /// inside it is no word of its own.
    fn solid(&self, text: &str) -> Vec<Hit> {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let mut all: Vec<Hit> = Vec::new();
        for (start, first) in text.char_indices() {
            let Some(entries) = self.solid.get(&first) else { continue };
            let (before, from) = text.split_at(start);
            for (sense, phrase) in entries {
                let Some(after) = from.strip_prefix(phrase) else { continue };
                let joined = letter(before.chars().next_back()) || letter(after.chars().next());
                if phrase.is_ascii() && joined {
                    continue;
                }
                all.push(Hit {
                    sense: *sense,
                    start,
                    end: start + phrase.len(),
                    // Two letters say about as much as a word of another script.
                    words: (phrase.chars().count() / 2).max(1),
                });
            }
        }
        all.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        let (mut last, mut slipped) = (0..0, 0);
        all.retain(|hit| {
            let same = last == (hit.start..hit.end);
            let free = hit.start >= last.end;
            if free {
                last = hit.start..hit.end;
            }
            // A slip may begin in a word: が、、. Three marks in a row are one slip.
            let slip = hit.sense == Sense::Slip;
            let new = slip && hit.end > last.end && hit.start >= slipped;
            if slip && (free || new) {
                slipped = hit.end;
            }
            same || free || new
        });
        all
    }

    /// Finds the second part of an entry whose words stand apart; both parts tell its sense. The
    /// second ends its clause: "nahm um 2 zu, ...", not "nahm Anteile zu 5 Euro".
    fn apart(
        &self,
        text: &str,
        words: &[Word],
        at: usize,
        (rest, sense): (&[String], Sense),
    ) -> Vec<Hit> {
        let first = words[at];
        let neutral = sense == Sense::Neutral;
        let closes = |end: usize| {
            let next = text[end..].trim_start_matches([' ', '\u{a0}', '*']);
            let word = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let joins = self.known.get(&word.to_lowercase()).is_some_and(|entries| {
                entries.iter().any(|(rest, sense)| {
                    let joins = rest.is_empty() && matches!(sense, Sense::And | Sense::Contrast);
                    // "Fielen höher aus als im Vorjahr".
                    joins || (neutral && matches!(sense, Sense::Year | Sense::Quarter))
                })
            });
            let cause = matches!(sense, Sense::Cause | Sense::Reason);
            cause || joins || !next.starts_with(|c: char| c.is_alphanumeric() || c == '{')
        };
        let short = |word: &Word| {
            let entries = self.known.get(&word.of(text).to_lowercase());
            entries.is_some_and(|all| all.iter().any(|(_, sense)| *sense == Sense::Abbreviation))
        };
        let Some(tail) = rest.first() else { return Vec::new() };
        let mut last = first;
        for word in words.iter().skip(at + 1).take(APART_AT_MOST) {
            let gap = &text[last.end..word.start];
            if gap.contains([';', '!', '?', '\n']) || (gap.contains(". ") && !short(&last)) {
                break;
            }
            last = *word;
            // "stieg auf 5, was auf ... zurückzuführen ist": the last of several opens it.
            if word.of(text).eq_ignore_ascii_case(first.of(text)) {
                break;
            }
            if word.of(text).to_lowercase() == *tail && closes(word.end) {
                let part = |word: &Word| Hit { sense, start: word.start, end: word.end, words: 2 };
                return vec![part(&first), part(word)];
            }
        }
        Vec::new()
    }
}

/// Cuts an entry into its first word and the others; one behind a full stop starts with it.
fn parts(entry: &str) -> (String, Vec<String>) {
    let (mut first, mut rest, mut dotted) = (None, Vec::new(), false);
    for part in entry.split(' ') {
        let word = if part == APART { part } else { part.trim_end_matches('.') };
        let stop = if dotted { "." } else { "" };
        match first {
            None => first = Some(word.to_owned()),
            Some(_) => rest.push(format!("{stop}{word}")),
        }
        dotted = word != part;
    }
    (first.unwrap_or_default(), rest)
}

/// Senses of nouns that end longer ones: "Umsatzrückgang", "Betriebsverlust".
fn ends_compounds(sense: Sense) -> bool {
    use Sense::{Better, Cost, Down, Loss, Up, Worse};
    [Up, Down, Better, Worse, Loss, Cost].contains(&sense)
}

/// Gives the end of a phrase whose first word stands at `at`, if its other words follow it with
/// nothing but blanks between.
fn follows(text: &str, words: &[Word], at: usize, rest: &[String]) -> Option<usize> {
    let mut end = words[at].end;
    for (word, expected) in words.get(at + 1..)?.iter().zip(rest) {
        let gap = text.get(end..word.start)?;
        let (gap, expected) = match expected.strip_prefix('.') {
            Some(expected) => (gap.strip_prefix('.')?, expected),
            None => (gap, expected.as_str()),
        };
        if !gap.chars().all(char::is_whitespace) || word.of(text).to_lowercase() != expected {
            return None;
        }
        end = word.end;
    }
    (words.len() - at > rest.len()).then_some(end)
}

fn lower_into(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
    } else {
        out.push_str(&word.to_lowercase());
    }
}

impl super::Passage<'_> {
    /// Tells whether a word is, or is part of, an entry of that sense.
    #[must_use]
    pub fn means(&self, word: Word, sense: Sense) -> bool {
        // The hits stand in order, and none is longer than the longest.
        let last = self.hits.partition_point(|hit| hit.start <= word.start);
        let before = self.hits[..last].iter().rev();
        let mut near = before.take_while(|hit| hit.start + self.longest >= word.end);
        near.any(|hit| hit.sense == sense && word.end <= hit.end)
    }

    /// Tells whether every word of a range has one of these senses.
    #[must_use]
    pub fn only(&self, range: std::ops::Range<usize>, senses: &[Sense]) -> bool {
        self.words_in(range).all(|word| senses.iter().any(|sense| self.means(word, *sense)))
    }
}
