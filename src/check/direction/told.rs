//! The one word of direction of a clause that tells of one figure, wherever it stands: "Compared with the second
//! quarter, sales fell to A", "at A, costs came in lower than a year ago", {A}と前年同期比で増加.

use std::ops::Range;

use super::{JudgedClause, PARTS};
use crate::check::held::{HeldClause, times_told};
use crate::facts::Key;
use crate::words::{Cite, Hit, Sense, merged};

impl JudgedClause<'_> {
    /// Finds the word that says how the one figure of the clause moved: nothing else is told of.
    pub(in crate::check) fn told(&self, cites: &[&Cite]) -> Option<Hit> {
        // "A (prior year: B)": what stands in brackets is told of by itself.
        let open = self.passage.text[self.clause.range.clone()].find(['(', '（']);
        let open = open.map_or(usize::MAX, |at| self.clause.range.start + at);
        let mut free = cites.iter().filter(|cite| cite.range.start < open);
        let (Some(cite), None) = (free.next(), free.next()) else { return None };
        let key = cite.key.filter(|_| cite.against.is_none() && cite.end.is_none())?;
        let moves = |hit: &&Hit| {
            use Sense::{Better, Down, Narrowed, Up, Widened, Worse};
            [Up, Down, Better, Worse, Narrowed, Widened].contains(&hit.sense)
        };
        let mut all = self.directions().iter().filter(moves);
        let hit = *all.next()?;
        // Both parts of one verb say the same.
        if !all.all(|other| other.sense == hit.sense && other.words > 1 && hit.words > 1) {
            return None;
        }
        let last = self.directions().iter().rfind(moves).map_or(hit, |last| *last);
        let told = ToldFigure { look: self };
        let label = told.label_of(&cite.range, key)?;
        // "Comparable sales growth was A": a word of the name tells no way.
        if label.start <= hit.start && hit.end <= label.end {
            return None;
        }
        let mut parts = [label, hit.start..hit.end, cite.range.clone(), last.start..last.end];
        parts.sort_by_key(|part| part.start);
        let mut at = self.clause.range.start;
        for part in &parts {
            if at < part.start && !told.is_light(at..part.start, cite) {
                return None;
            }
            at = at.max(part.end);
        }
        // "Rose by half to A" is told by how many times.
        let counted = || !times_told(self.reading, self.passage, self.clause).is_empty();
        (told.closes(&last, cite) && !counted()).then_some(hit)
    }
}

/// What stands around the one figure of a clause.
pub(in crate::check) struct ToldFigure<'j, 'a> {
    pub(in crate::check) look: &'j JudgedClause<'a>,
}

impl ToldFigure<'_, '_> {
    /// Where the clause names the item of its figure.
    fn label_of(&self, cite: &Range<usize>, key: Key) -> Option<Range<usize>> {
        let label = self.look.reading.deck.facts.item(key.item).label.to_lowercase();
        let clause = &self.look.clause.range;
        let text = self.look.passage.text.get(clause.clone())?;
        let lower = text.to_lowercase();
        // Letters that change their length would shift what is found.
        if lower.len() != text.len() || label.is_empty() {
            return None;
        }
        let letter = |c: Option<char>| {
            self.look.reading.locale.prose.blanks && c.is_some_and(char::is_alphanumeric)
        };
        let mut found = lower.match_indices(&label).map(|(at, _)| at..at + label.len());
        let found = found.find(|at| {
            !letter(lower[..at.start].chars().next_back())
                && !letter(lower[at.end..].chars().next())
        })?;
        let found = clause.start + found.start..clause.start + found.end;
        (found.end <= cite.start || found.start >= cite.end).then_some(found)
    }

    /// Nothing of weight: small words and times. How many times is told by `held::multiple`.
    fn is_light(&self, gap: Range<usize>, cite: &Cite) -> bool {
        let (prose, held) = (&self.look.reading.locale.prose, &self.look.reading.locale.held);
        let text = &self.look.passage.text[gap.clone()];
        if text.contains(['(', '（', ':', '：', ';', '。']) {
            return false;
        }
        let look = HeldClause::of(self.look.reading, self.look.passage, self.look.clause);
        let small: [&[String]; 7] = [
            &prose.from_before,
            &prose.over_before,
            &prose.under_before,
            &prose.achieved,
            &prose.done,
            &held.about,
            &prose.as_of,
        ];
        // "Fielen ... aus" is a verb that tells no way; "im Vergleich zum" leads to a time.
        let small_verb = [Sense::Neutral, Sense::Compared];
        let hits = self.look.passage.hits_in(gap.clone());
        let hits = hits.filter(|hit| small_verb.contains(&hit.sense));
        let parts = merged(hits.map(|hit| hit.start..hit.end).collect());
        let mut at = gap.start;
        for part in parts.iter().filter(|part| part.end <= gap.end) {
            if !look.weighs_nothing(&(at..part.start), &[], &small) {
                return false;
            }
            at = part.end;
        }
        // Where it is compared, it says so: a "mit" before its own figure gives no cause.
        let own = cite.range.start == gap.end;
        let until = if own { self.before_with(at..gap.end) } else { gap.end };
        look.weighs_nothing(&(at..until), &[], &small)
    }

    /// The end of a gap without the word that leads to its figure: "mit {x}", "at {x}".
    fn before_with(&self, gap: Range<usize>) -> usize {
        let word = self.look.passage.word_to(gap.end).filter(|word| word.start >= gap.start);
        let cause = word.filter(|word| self.look.passage.means(*word, Sense::Cause));
        cause.map_or(gap.end, |word| word.start)
    }

    /// Tells whether a word of direction is a verb, or is compared with something: "higher costs" is neither.
    fn closes(&self, hit: &Hit, cite: &Cite) -> bool {
        let passage = self.look.passage;
        if self.look.reading.locale.prose.behind || hit.end <= cite.range.start {
            return true;
        }
        let rest = passage.text[hit.end..self.look.clause.range.end].trim_start();
        let prose = &self.look.reading.locale.prose;
        rest.is_empty()
            || rest.starts_with([',', '.', ';', '\n', ')'])
            || passage.word_from(hit.end).is_some_and(|word| {
                use Sense::{Cause, Compared, From, Quarter, VersusEnd, Year};
                let open = [Cause, Compared, From, Quarter, VersusEnd, Year];
                let own = word.of(passage.text).to_lowercase();
                prose.from_before.contains(&own)
                    || open.iter().any(|sense| passage.means(word, *sense))
            })
    }

    /// Whether a word such as "verfehlte" stands right before the figure that another is held against.
    pub(in crate::check) fn missed(&self, one: &Cite, two: &Cite, key: Key) -> bool {
        let before = self.look.before_place(one.range.start).next();
        let versus = before.filter(|hit| matches!(hit.sense, Sense::Above | Sense::Below));
        let gap = one.range.end..two.range.start;
        let and = self
            .look
            .passage
            .words_in(gap.clone())
            .any(|word| self.look.passage.means(word, Sense::And));
        let marks = self.look.passage.text[gap.clone()].contains(PARTS);
        let look = HeldClause::of(self.look.reading, self.look.passage, self.look.clause);
        versus.is_some_and(|hit| {
            let lead = hit.end..one.range.start;
            let word = self.look.passage.words_in(lead.clone()).next();
            self.look.passage.count_words(lead) == 1
                && word.is_some_and(|word| !self.look.passage.means(word, Sense::Link))
                && !and
                && !marks
                && gap.len() > 1
                && look.weighs_nothing(&gap, &[key], &[])
        })
    }

    /// "Up from our prior outlook of B": names of what was guided before, or a time, between "from" and its figure.
    pub(in crate::check) fn is_from_before(&self, hit: &Hit, two: &Cite, key: Key) -> bool {
        let first = self.look.passage.word_from(hit.end);
        let held = &self.look.reading.locale.held;
        let small: [&[String]; 2] = [&held.before, &held.guidance];
        let look = HeldClause::of(self.look.reading, self.look.passage, self.look.clause);
        let than = &self.look.reading.locale.prose.from_before;
        first.is_some_and(|word| {
            let own = word.of(self.look.passage.text).to_lowercase();
            (self.look.passage.means(word, Sense::From) || than.contains(&own))
                && look.weighs_nothing(&(word.end..two.range.start), &[key], &small)
        })
    }
}
