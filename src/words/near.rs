//! What stands near a place of a passage, found by its place: no check walks through the whole text
//! for each of its figures.

use std::ops::Range;

use super::{Cite, Hit, Mention, Passage, Sense, Word};

impl Passage<'_> {
    /// Gives the time that a place is part of.
    #[must_use]
    pub fn mention_at(&self, at: usize) -> Option<&Mention> {
        let last = self.mentions.partition_point(|mention| mention.range.start <= at);
        self.mentions[..last].last().filter(|mention| at < mention.range.end)
    }

    /// Gives the words with meaning that start before a place, the last first, as far back as one
    /// can reach.
    pub fn hits_before(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let last = self.hits.partition_point(|hit| hit.start < at);
        self.hits[..last].iter().rev().take_while(move |hit| hit.start + self.longest + 1 >= at)
    }

    /// Tells whether a word of that sense ends at a place.
    #[must_use]
    pub fn ends_with(&self, at: usize, sense: Sense) -> bool {
        self.hits_before(at).any(|hit| hit.sense == sense && hit.end == at)
    }

    /// Gives the words of a range.
    pub fn words_in(&self, range: Range<usize>) -> impl Iterator<Item = Word> + '_ {
        let first = self.words.partition_point(|word| word.start < range.start);
        let last = self.words.partition_point(|word| word.start < range.end);
        let within = self.words.get(first..last).unwrap_or_default().iter().copied();
        within.filter(move |word| word.end <= range.end)
    }

    /// Counts the words of a range, however many they are.
    #[must_use]
    pub fn count_words(&self, range: Range<usize>) -> usize {
        let first = self.words.partition_point(|word| word.start < range.start);
        let last = self.words.partition_point(|word| word.end <= range.end);
        last.saturating_sub(first)
    }

    /// Gives the citations that start in a range.
    #[must_use]
    pub fn cites_in(&self, range: Range<usize>) -> &[Cite] {
        let first = self.cites.partition_point(|cite| cite.range.start < range.start);
        let last = self.cites.partition_point(|cite| cite.range.start < range.end);
        self.cites.get(first..last).unwrap_or_default()
    }

    /// Gives the words with meaning that start at a place.
    pub fn hits_at(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let first = self.hits.partition_point(|hit| hit.start < at);
        self.hits[first..].iter().take_while(move |hit| hit.start == at)
    }

    /// Gives the longer words of which a word is a part.
    pub fn longer(&self, hit: &Hit) -> impl Iterator<Item = &Hit> {
        let (start, end) = (hit.start, hit.end);
        let near = self.hits_before(start + 1).filter(move |long| end <= long.end);
        near.filter(move |long| long.end - long.start > end - start)
    }

    /// Gives the first word behind a place.
    #[must_use]
    pub fn word_from(&self, at: usize) -> Option<Word> {
        self.words.get(self.words.partition_point(|word| word.start < at)).copied()
    }

    /// Gives the last word before a place.
    #[must_use]
    pub fn word_to(&self, at: usize) -> Option<Word> {
        let end = self.words.partition_point(|word| word.end <= at);
        end.checked_sub(1).and_then(|at| self.words.get(at)).copied()
    }

    /// Gives the times that start in a range.
    #[must_use]
    pub fn mentions_in(&self, range: Range<usize>) -> &[Mention] {
        let first = self.mentions.partition_point(|one| one.range.start < range.start);
        let last = self.mentions.partition_point(|one| one.range.start < range.end);
        self.mentions.get(first..last).unwrap_or_default()
    }

    /// Gives the time right behind a word, or right before it: "as of June 30", "6月30日現在".
    #[must_use]
    pub fn beside(&self, hit: Hit) -> Option<&Mention> {
        let near = |from: usize, to: usize| {
            self.text.get(from..to).is_some_and(|gap| gap.trim_matches([':', '：', ' ']).is_empty())
        };
        let behind = |m: &&Mention| near(hit.end, m.range.start);
        let before = |m: &&Mention| near(m.range.end, hit.start);
        // Of times only the next can stand right behind or before.
        let next = self.mentions.partition_point(|m| m.range.start < hit.end);
        let last = self.mentions.partition_point(|m| m.range.end <= hit.start);
        let last = last.checked_sub(1).and_then(|at| self.mentions.get(at));
        self.mentions.get(next).filter(behind).or_else(|| last.filter(before))
    }

    /// Gives the words with meaning of a range.
    #[must_use]
    pub fn hits_in(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = Hit> + Clone + '_ {
        let first = self.hits.partition_point(|hit| hit.start < range.start);
        let last = self.hits.partition_point(|hit| hit.start < range.end);
        let within = self.hits.get(first..last).unwrap_or_default().iter().copied();
        within.filter(move |hit| hit.end <= range.end)
    }
}
