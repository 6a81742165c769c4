//! The words that carry meaning for checks, from the language's file.

use std::collections::HashMap;

use super::Word;
use crate::locale::ProseWords;

macro_rules! senses {
    ($($(#[doc = $doc:literal])* $sense:ident = $field:ident,)*) => {
        /// What a word says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Sense { $($(#[doc = $doc])* $sense,)* }

        fn entries(words: &ProseWords) -> Vec<(Sense, &str)> {
            let mut out = Vec::new();
            $(out.extend(words.$field.iter().map(|word| (Sense::$sense, word.as_str())));)*
            out
        }
    };
}

senses! {
    /// A figure grew.
    Up = up,
    /// A figure fell.
    Down = down,
    /// A change for the better.
    Better = better,
    /// A change for the worse.
    Worse = worse,
    /// A loss or gap came nearer to zero.
    Narrowed = narrowed,
    /// A loss or gap went farther from zero.
    Widened = widened,
    /// A loss became a profit.
    ToProfit = to_profit,
    /// A profit became a loss.
    ToLoss = to_loss,
    /// More than what is named behind.
    Above = above,
    /// Less than what is named behind.
    Below = below,
    /// Never higher.
    Highest = highest,
    /// Never lower.
    Lowest = lowest,
    /// From which period on.
    Since = since,
    /// A cause begins.
    Cause = cause,
    /// A clause that stands against the one before.
    Contrast = contrast,
    /// The statement is turned round.
    Negation = negation,
    /// A word without weight.
    Link = link,
    /// Joins figures.
    And = and,
    /// Before the later figure.
    To = to,
    /// Before the earlier figure.
    From = from,
    /// Against the year before.
    Year = yoy,
    /// Against the quarter before.
    Quarter = qoq,
    /// Before what is compared with.
    Compared = compared,
    /// Before the day of a balance.
    AsOf = as_of,
    /// Before the day of an announcement.
    Announced = announced,
    /// Its full stop ends no sentence.
    Abbreviation = abbreviations,
    /// A number behind it counts or names.
    Numbered = numbered,
    /// A number before it tells a time.
    Duration = durations,
    /// A word of size.
    Scale = scales,
    /// A number word.
    Cardinal = cardinals,
    /// A number word that states a figure alone.
    Multiple = multiples,
    /// A figure that is told by its size below zero.
    Loss = losses,
    /// A figure that is better when lower.
    Cost = costs,
    /// Something that is counted.
    Counted = counted,
    /// A year of the calendar may follow.
    BeforeYear = before_year,
    /// A part of a year that sounds like a fraction.
    PartOfYear = parts_of_year,
    /// Something to come.
    Placeholder = placeholders,
    /// Something must follow.
    Open = open,
    /// Ends no sentence and no bracket.
    NeverLast = never_last,
    /// The first quarter.
    First = first_quarter,
    /// The second quarter.
    Second = second_quarter,
    /// The third quarter.
    Third = third_quarter,
    /// The fourth quarter.
    Fourth = fourth_quarter,
    /// Before the day a period ends on.
    Ended = ended,
    /// Speaks of the future.
    Future = forward_looking,
    /// May stand twice.
    Twice = twice,
}

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

/// All words of a language that carry meaning, by their first word.
pub struct Lexicon<'a> {
    /// Words that follow, lower case, and the sense; by the first word.
    known: HashMap<String, Vec<(Vec<String>, Sense)>>,
    /// Whole entries, for a language without blanks.
    solid: Vec<(Sense, &'a str)>,
}

impl<'a> Lexicon<'a> {
    /// Indexes the words of a language.
    #[must_use]
    pub fn of(words: &'a ProseWords) -> Self {
        let all = entries(words);
        let mut known: HashMap<String, Vec<(Vec<String>, Sense)>> = HashMap::new();
        if !words.blanks {
            return Self { known, solid: all };
        }
        for (sense, phrase) in all {
            let lower = phrase.to_lowercase();
            let mut parts = lower.split(' ').map(str::to_owned);
            if let Some(first) = parts.next() {
                known.entry(first).or_default().push((parts.collect(), sense));
            }
        }
        Self { known, solid: Vec::new() }
    }

    /// Finds every entry in a text, in order; the longest of those with the same sense.
    #[must_use]
    pub fn find(&self, text: &str, words: &[Word]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (sense, phrase) in &self.solid {
            hits.extend(text.match_indices(phrase).map(|(start, _)| Hit {
                sense: *sense,
                start,
                end: start + phrase.len(),
                words: 1,
            }));
        }
        let mut lower = String::new();
        for (at, word) in words.iter().enumerate() {
            lower_into(word.of(text), &mut lower);
            let Some(entries) = self.known.get(lower.as_str()) else { continue };
            for (rest, sense) in entries {
                let Some(end) = follows(text, words, at, rest) else { continue };
                let hit = Hit { sense: *sense, start: word.start, end, words: rest.len() + 1 };
                hits.retain(|h| h.sense != *sense || h.start != hit.start || h.end > hit.end);
                if !hits.iter().any(|h| h.sense == *sense && h.start == hit.start) {
                    hits.push(hit);
                }
            }
        }
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits
    }
}

/// Gives the end of a phrase whose first word stands at `at`, if its other words follow it with
/// nothing but blanks between.
fn follows(text: &str, words: &[Word], at: usize, rest: &[String]) -> Option<usize> {
    let mut end = words[at].end;
    for (word, expected) in words.get(at + 1..)?.iter().zip(rest) {
        let blank = text.get(end..word.start)?.chars().all(char::is_whitespace);
        if !blank || word.of(text).to_lowercase() != *expected {
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
        self.hits.iter().any(|h| h.sense == sense && h.start <= word.start && word.end <= h.end)
    }

    /// Tells whether every word of a range has one of these senses.
    #[must_use]
    pub fn only(&self, range: std::ops::Range<usize>, senses: &[Sense]) -> bool {
        self.words_in(range).all(|word| senses.iter().any(|sense| self.means(word, *sense)))
    }
}
