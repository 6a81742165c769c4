//! Words that are held against two figures, or against a range: what became of guidance, where a figure
//! lies against it, which figure is the greater, how many times the one is the other.

mod compared;
mod doubled;
mod ends;
mod multiple;
mod place;
mod revision;
mod sign;
mod times;

use std::ops::Range;

use crate::diag::Report;
use crate::facts::{Facts, Key, State};
use crate::num::Bounds;
use crate::words::{
    Cite, Clause, NamedTime, Passage, Reading, Sense, all_words, clauses, holding, named_times,
};

pub(super) use multiple::{judged, times_told};

/// Most words without weight between a word and its figure.
const NEAR: usize = 10;

/// Holds the words of every clause that cites figures against them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in reading.passages.iter().filter(|passage| !passage.cites.is_empty()) {
        doubled::run(reading, passage, report);
        for clause in clauses(passage) {
            let held = HeldClause::of(reading, passage, &clause);
            if held.cites.is_empty() || held.is_negated() {
                continue;
            }
            revision::run(&held, report);
            place::run(&held, report);
            ends::run(&held, report);
            sign::run(&held, report);
            compared::run(&held, report);
            multiple::run(&held, report);
        }
    }
}

/// A clause with the figures that it cites.
pub(in crate::check) struct HeldClause<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    clause: &'a Clause,
    /// Its citations of figures and changes, in order.
    cites: Vec<&'a Cite>,
}

/// A word found in a clause: its place in the passage, and its number in the list.
pub(in crate::check) type HeldWord = (Range<usize>, usize);

impl<'a> HeldClause<'a> {
    /// Reads a clause of a passage.
    pub(in crate::check) fn of(
        reading: &'a Reading<'a>,
        passage: &'a Passage<'a>,
        clause: &'a Clause,
    ) -> Self {
        let cites = passage.cites_in(clause.range.clone()).iter();
        let cites = cites.filter(|cite| cite.key.is_some() && !cite.label).collect();
        Self { reading, passage, clause, cites }
    }

    /// Its citations of figures and changes, in order.
    pub(in crate::check) fn cites(&self) -> impl Iterator<Item = &'a Cite> + '_ {
        self.cites.iter().copied()
    }

    fn facts(&self) -> &'a Facts {
        &self.reading.deck.facts
    }

    fn is_negated(&self) -> bool {
        self.passage.hits_in(self.clause.range.clone()).any(|hit| hit.sense == Sense::Negation)
    }

    /// Finds the words of a list in a range, outside citations.
    fn find(&self, range: Range<usize>, words: &[&str]) -> Vec<HeldWord> {
        let text = &self.passage.text[range.clone()];
        let found = all_words(text, words, &self.reading.locale.prose).into_iter();
        let found =
            found.map(|(at, number)| (range.start + at.start..range.start + at.end, number));
        found.filter(|(at, _)| holding(self.passage.skips(), at.start).is_none()).collect()
    }

    /// Finds the words of several lists in the clause, each with the number of its list.
    pub(in crate::check) fn find_of(&self, lists: &[&'a [String]]) -> Vec<HeldWord> {
        let all = lists.iter().enumerate();
        let all = all.flat_map(|(list, words)| words.iter().map(move |word| (word, list)));
        let all: Vec<(&str, usize)> = all.map(|(word, list)| (word.as_str(), list)).collect();
        let words: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
        let found = self.find(self.clause.range.clone(), &words).into_iter();
        found.map(|(at, number)| (at, all[number].1)).collect()
    }

    fn says(&self, range: Range<usize>, words: &[String]) -> bool {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        !self.find(range, &words).is_empty()
    }

    /// Tells whether a gap holds nothing but small words, times and the label of a figure.
    pub(in crate::check) fn weighs_nothing(
        &self,
        gap: &Range<usize>,
        keys: &[Key],
        more: &[&[String]],
    ) -> bool {
        use Sense::{And, Ended, From, Link, Part, Quarter, To, Within, Year, YearAgo, YearBefore};
        let passage = self.passage;
        if gap.start >= gap.end {
            return true;
        }
        if passage.count_words(gap.clone()) > NEAR * 2 {
            return false;
        }
        let times: Vec<NamedTime> = named_times(self.reading, passage, gap);
        let contexts = self.facts().contexts();
        let labels: Vec<String> = keys
            .iter()
            .flat_map(|key| {
                [&self.facts().item(key.item).label[..], contexts.member_label(key.scope)]
            })
            .map(str::to_lowercase)
            .collect();
        let blanks = self.reading.locale.prose.blanks;
        let light = [Link, To, From, Within, Year, Quarter, YearAgo, YearBefore, Ended, Part];
        let mut words = passage.words_in(gap.clone());
        words.all(|word| {
            let own = word.of(passage.text).to_lowercase();
            let of_label = labels.iter().any(|label| {
                if blanks {
                    label.split(|c: char| !c.is_alphanumeric() && c != '-').any(|part| part == own)
                        || label == &own
                } else {
                    label.contains(&own)
                }
            });
            let known = |list: &&[String]| {
                list.iter().any(|one| one.split(' ').any(|part| part.to_lowercase() == own))
            };
            let small = !blanks && own.chars().all(|c| ('\u{3041}'..='\u{309F}').contains(&c));
            let and = of_label || !passage.means(word, And);
            of_label
                || small
                || times.iter().any(|time| time.range.contains(&word.start))
                || (and && light.iter().any(|sense| passage.means(word, *sense)))
                || more.iter().any(known)
        })
    }

    /// Whether a figure is a range, or open on a side; nearly so much is neither.
    fn bounds(&self, key: Key) -> Option<&'a Bounds> {
        let fact = self.facts().fact(key)?;
        match &fact.state {
            State::Bounded(bounds) => Some(bounds),
            State::Stated(_)
            | State::Derived { .. }
            | State::Restated { .. }
            | State::LeftOut(_)
            | State::Missing { .. } => None,
        }
    }
}
