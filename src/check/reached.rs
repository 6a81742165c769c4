//! Words of direction over two figures, and over the figure that was reached.

use super::direction::{Bases, ComparedClause, JudgedClause, NEAR, PARTS, ToldFigure};
use crate::diag::{Report, Severity};
use crate::facts::Key;
use crate::words::{Cite, Hit, Sense, Word};

/// Most words without weight in a row.
const LINKED: usize = 12;

impl JudgedClause<'_> {
    /// "from A to B": the word before must fit the way from one to the other. "A exceeded B".
    pub(super) fn pairs(&self, cites: &[&Cite], report: &mut Report) {
        for pair in cites.windows(2) {
            let [one, two] = pair else { continue };
            let (Some(a), Some(b), None, None) = (one.key, two.key, one.against, two.against)
            else {
                continue;
            };
            if a.item != b.item || a == b {
                continue;
            }
            // "Lower earnings of A to B": the ends of a range are no way from one to the other.
            let facts = &self.reading.deck.facts;
            let [from, to] = [a, b].map(|key| facts.scope(key.scope));
            if from.forecast
                && to.forecast
                && a.period == b.period
                && from.announced == to.announced
            {
                continue;
            }
            let Some((hit, now, base)) = self.way((one, a), (two, b)) else { continue };
            // What lies above or below a range is told by `held::place`.
            let range =
                |key: Key| facts.fact(key).is_some_and(|fact| fact.state.bounds().is_some());
            if matches!(hit.sense, Sense::Above | Sense::Below) && (range(a) || range(b)) {
                continue;
            }
            // Ranges that touch still lie one above the other.
            let reach = || facts.changes().reach(now, base).filter(|_| range(now) && range(base));
            let Some(sign) = self.reading.sign(now, base).or_else(|| Some(reach()?.middle as i8))
            else {
                continue;
            };
            if self.expected(&hit, now, base).is_some_and(|expected| expected == -sign) {
                self.report_direction(&hit, &one.range, (now, base, sign), Severity::Error, report);
            }
        }
    }

    /// Finds the word of direction of two figures, the later and the earlier figure.
    fn way(&self, (one, a): (&Cite, Key), (two, b): (&Cite, Key)) -> Option<(Hit, Key, Key)> {
        let gap = one.range.end..two.range.start;
        let told = ToldFigure { look: self };
        let word = |word: Option<Word>, sense| word.is_some_and(|w| self.passage.means(w, sense));
        let words = || self.passage.words_in(gap.clone());
        let between = self.behind_place(gap.start).first().filter(|hit| hit.end <= gap.end);
        let between = between.copied();
        if self.reading.locale.prose.behind {
            // "AからBへ増加", "AはBから増加", "AはBを上回る".
            let from = word(words().next(), Sense::From);
            let hit = between.filter(|_| from).or_else(|| self.behind_figure(two))?;
            let after = self.passage.words_in(two.range.end..hit.end).next();
            let versus = matches!(hit.sense, Sense::Above | Sense::Below);
            let back = word(after, Sense::From) || word(after, Sense::Compared) || versus;
            let topic = !from && back && !self.passage.text[gap].contains(['、', '（', '。']);
            return match (from, topic) {
                (true, _) => Some((hit, b, a)),
                (_, true) => Some((hit, a, b)),
                (_, _) => None,
            };
        }
        let only = |sense: Sense| words().count() == 1 && word(words().next(), sense);
        let (now, base) = if only(Sense::To) { (b, a) } else { (a, b) };
        let hit = match between {
            Some(hit) => {
                // "A was down from B" tells the way from B to A.
                let from = word(words().last(), Sense::From) || told.is_from_before(&hit, two, b);
                let versus = matches!(hit.sense, Sense::Above | Sense::Below);
                (from || versus).then_some(hit)
            }
            // "Verfehlte mit A den Vorjahreswert von B".
            None if told.missed(one, two, b) => self.before_place(one.range.start).next().copied(),
            None if only(Sense::To) || only(Sense::From) => {
                let near = |hit: &&Hit| self.passage.count_words(hit.end..one.range.start) <= NEAR;
                let before = self.before_place(one.range.start).next();
                self.behind_figure(two).or_else(|| before.filter(near).copied())
            }
            None => None,
        };
        hit.map(|hit| (hit, now, base))
    }

    /// The word of direction behind a figure, with nothing of weight between.
    fn behind_figure(&self, cite: &Cite) -> Option<Hit> {
        let senses = [Sense::Link, Sense::To, Sense::From, Sense::Compared];
        let next = self.behind_place(cite.range.end).first().filter(|hit| {
            let gap = cite.range.end..hit.start;
            self.passage.count_words(gap.clone()) <= 3
                && !self.passage.text[gap.clone()].contains(PARTS)
                && !self.opens_cause(gap.clone())
                && self.passage.only(gap, &senses)
        });
        next.copied()
    }

    /// The word of direction of a figure that was reached: "increased to A", "auf A gestiegen",
    /// "Aに増加".
    fn to_figure(&self, cite: &Cite) -> Option<Hit> {
        let to = |word: Option<Word>| word.is_some_and(|w| self.passage.means(w, Sense::To));
        let words = |hit: &Hit| self.passage.count_words(hit.end..cite.range.start);
        let before = |hit: &&Hit| {
            let gap = hit.end..cite.range.start;
            self.passage.only(gap.clone(), &[Sense::Link, Sense::To])
                && to(self.passage.words_in(gap).last())
        };
        let behind = |hit: &Hit| {
            let gap = cite.range.end..hit.start;
            let last = self.passage.word_to(cite.range.start);
            if self.reading.locale.prose.behind {
                to(self.passage.words_in(gap).next())
            } else {
                to(last) && self.passage.only(gap, &[Sense::Link])
            }
        };
        if self.reading.locale.prose.behind {
            return self.behind_figure(cite).filter(behind);
        }
        let near = self.before_place(cite.range.start).take_while(|hit| words(hit) <= LINKED);
        let before = near.into_iter().find(before).copied();
        before.or_else(|| self.behind_figure(cite).filter(behind)).or_else(|| self.of_label(cite))
    }

    /// "lower selling expenses of A": a word that stands right before the name of the figure.
    fn of_label(&self, cite: &Cite) -> Option<Hit> {
        let label = &self.reading.deck.facts.item(cite.key?.item).label;
        let hit = self.before_place(cite.range.start).next()?;
        // "A exceeded the sales of B" tells no way of B.
        if matches!(hit.sense, Sense::Above | Sense::Below) {
            return None;
        }
        let gap = self.passage.text.get(hit.end..cite.range.start)?;
        let name = gap.trim_start();
        let named = name.get(..label.len())?.to_lowercase() == label.to_lowercase();
        let from = cite.range.start - name.len() + label.len();
        (named && !label.is_empty() && self.passage.only(from..cite.range.start, &[Sense::Link]))
            .then_some(*hit)
    }

    /// "increased to A": A must lie above what it is compared with, or above all it may be
    /// compared with.
    pub(super) fn reached(&self, cites: &[&Cite], report: &mut Report) {
        let facts = &self.reading.deck.facts;
        for cite in cites {
            let (Some(now), None) = (cite.key, cite.against) else { continue };
            // "Comparable sales growth was A": the word is of the rate, and says nothing of the one before.
            let growth = self.reading.is_growth(now.item);
            let alone = || self.told(cites).filter(|_| !growth);
            let Some(hit) = self.to_figure(cite).or_else(alone) else { continue };
            let (reading, passage, clause) = (self.reading, self.passage, self.clause);
            let (any, bases) = match (ComparedClause { reading, passage, clause }).bases(now) {
                Bases::Named(bases) => (true, bases),
                Bases::Unsaid => {
                    let year = facts.calendar.year_before(now.period);
                    let quarter = facts.calendar.prior_quarter(now.period);
                    let bases = [year, quarter].into_iter().flatten();
                    (false, bases.map(|period| Key { period, ..now }).collect())
                }
                Bases::Unknown => continue,
            };
            let known: Vec<_> = bases
                .into_iter()
                .filter_map(|base| {
                    let sign = self.reading.sign(now, base)?;
                    Some((base, sign, self.expected(&hit, now, base)? == -sign))
                })
                .collect();
            let Some((base, sign, _)) = known.first() else { continue };
            if known.iter().all(|(_, _, wrong)| *wrong) {
                let severity = if any { Severity::Error } else { Severity::Warning };
                self.report_direction(&hit, &cite.range, (now, *base, *sign), severity, report);
            }
        }
    }
}
