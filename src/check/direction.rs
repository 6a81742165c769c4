//! `direction-differs`: a word of direction contradicts the figure it stands with.

use std::ops::Range;

use crate::diag::{Finding, Report, Severity};
use crate::facts::Key;
use crate::view::Against;
use crate::words::{Cite, Clause, Hit, Passage, Reading, Sense, clauses};

/// Most words between a word of direction and a figure that it still governs.
const NEAR: usize = 8;

/// Compares every word of direction with the change or the figures cited beside it.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in reading.passages.iter().filter(|passage| !passage.cites.is_empty()) {
        if !passage.hits.iter().any(|hit| is_direction(hit.sense)) {
            continue;
        }
        for clause in clauses(passage) {
            let look = Look { reading, passage, clause: &clause };
            let within = |cite: &&Cite| {
                clause.range.contains(&cite.range.start) && cite.key.is_some() && !cite.label
            };
            let cites: Vec<_> = passage.cites.iter().filter(within).collect();
            for cite in &cites {
                if cite.against.is_some() {
                    look.change(cite, report);
                }
            }
            look.pairs(&cites, report);
            look.reached(&cites, report);
        }
    }
}

fn is_direction(sense: Sense) -> bool {
    use Sense::{Above, Below, Better, Down, Narrowed, ToLoss, ToProfit, Up, Widened, Worse};
    [Up, Down, Better, Worse, Narrowed, Widened, ToProfit, ToLoss, Above, Below].contains(&sense)
}

struct Look<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    clause: &'a Clause,
}

impl Look<'_> {
    /// The words of direction of the clause that are not turned round by a "not".
    fn directions(&self) -> impl DoubleEndedIterator<Item = Hit> + Clone + '_ {
        self.passage
            .hits_in(self.clause.range.clone())
            .filter(|hit| is_direction(hit.sense) && !self.negated(hit) && !self.part(hit))
    }

    /// Tells whether a word is part of a longer entry: "fell" of "fell short of".
    fn part(&self, hit: &Hit) -> bool {
        self.passage.hits.iter().any(|long| {
            is_direction(long.sense)
                && long.start <= hit.start
                && hit.end <= long.end
                && long.words > hit.words
        })
    }

    fn negated(&self, hit: &Hit) -> bool {
        let before = self.passage.hits_in(self.clause.range.start..hit.start);
        before
            .filter(|h| h.sense == Sense::Negation)
            .any(|not| self.passage.words_in(not.end..hit.start).count() <= 2)
    }

    /// A change and the word that governs it.
    fn change(&self, cite: &Cite, report: &mut Report) {
        let (Some(now), Some(base), Some(sign)) = (cite.key, cite.base, cite.sign) else { return };
        let target = matches!(cite.against, Some(Against::Period(..)));
        let wrong = |hit: &Hit| {
            let versus = matches!(hit.sense, Sense::Above | Sense::Below);
            (target || !versus)
                && self.expected(hit, now, base).is_some_and(|expected| expected == -sign)
        };
        let beside = [self.before(cite), self.behind(cite)];
        let sure = beside.into_iter().flatten().find(wrong);
        let alone = || self.alone(cite).filter(|_| beside == [None, None]).filter(wrong);
        if let Some(hit) = sure {
            self.tell(&hit, &cite.range, (now, base, sign), Severity::Error, report);
        } else if let Some(hit) = alone() {
            self.tell(&hit, &cite.range, (now, base, sign), Severity::Warning, report);
        }
    }

    /// Tells whether a range holds a citation.
    fn cited(&self, range: &Range<usize>) -> bool {
        let inside = |c: &Cite| range.start <= c.range.start && c.range.end <= range.end;
        self.passage.cites.iter().any(inside)
    }

    /// The word of direction before a figure, with nothing of weight between.
    fn before(&self, cite: &Cite) -> Option<Hit> {
        use Sense::{And, From, Link, Quarter, To, Year};
        self.directions().rev().find(|hit| {
            let gap = hit.end..cite.range.start;
            if hit.end > cite.range.start || self.passage.words_in(gap.clone()).count() > NEAR {
                return false;
            }
            let light = [Link, To, From, Year, Quarter];
            let listed = [Link, To, From, Year, Quarter, And];
            self.passage.only(gap.clone(), if self.cited(&gap) { &listed } else { &light })
        })
    }

    /// The word of direction right behind a figure: "a {x} increase", "{x} YoY decrease".
    fn behind(&self, cite: &Cite) -> Option<Hit> {
        let passage = self.passage;
        self.directions().find(|hit| {
            let gap = cite.range.end..hit.start;
            cite.range.end <= hit.start
                && !self.cited(&gap)
                && !passage.text[gap.clone()].contains([':', ',', '(', ')', '\n', '*'])
                && passage.words_in(gap.clone()).count() <= 2
                && passage.only(gap, &[Sense::Link, Sense::Year, Sense::Quarter])
        })
    }

    /// The word before a figure that says how the clause's subject moved, if there is just one
    /// direction and neither it nor the figure belongs to a cause.
    fn alone(&self, cite: &Cite) -> Option<Hit> {
        if self.caused(cite.range.start) {
            return None;
        }
        let mut before = self.directions().filter(|hit| {
            hit.end <= cite.range.start && !self.caused(hit.start) && self.is_verb(hit)
        });
        let first = before.next()?;
        let near = self.passage.words_in(first.end..cite.range.start).count() <= NEAR;
        let others = self.directions().filter(|hit| !self.caused(hit.start));
        let one = others.clone().all(|hit| hit.sense == first.sense);
        (near && one).then_some(first)
    }

    /// Tells whether a byte lies in a phrase that gives a cause: from its first word to a comma.
    fn caused(&self, at: usize) -> bool {
        let before = self.passage.hits_in(self.clause.range.start..at);
        before.filter(|hit| hit.sense == Sense::Cause).any(|hit| {
            // "as of" starts no cause.
            let date =
                self.passage.hits.iter().any(|h| h.sense == Sense::AsOf && h.start == hit.start);
            !date && !self.passage.text[hit.end..at].contains(',')
        })
    }

    /// A verb is followed by a figure, a mark, or a light word; "higher costs" is none.
    fn is_verb(&self, hit: &Hit) -> bool {
        let rest = &self.passage.text[hit.end..self.clause.range.end];
        let next = rest.trim_start_matches([' ', '*', '\u{a0}']);
        if next.is_empty() || next.starts_with(['(', ':', ',', '{', '.', ';', '\n']) {
            return true;
        }
        let word = self.passage.words.iter().find(|word| word.start >= hit.end);
        word.is_some_and(|word| {
            let noun = matches!(word.of(self.passage.text), "in" | "of");
            let light = [Sense::Link, Sense::Year, Sense::Quarter, Sense::Cause, Sense::Compared];
            !noun && light.iter().any(|sense| self.passage.means(*word, *sense))
        })
    }

    /// The sign that the word asks of the change; none where it fits either way.
    fn expected(&self, hit: &Hit, now: Key, base: Key) -> Option<i8> {
        let facts = &self.reading.deck.facts;
        let below = |key: Key| {
            facts
                .fact(key)
                .and_then(|f| f.stated())
                .map(|s| s.value.is_sign_negative() && !s.value.is_zero())
        };
        let label = facts.item(now.item).label.to_lowercase();
        let said = |sense: Sense, words: &[String]| {
            let known = |word: &str| words.iter().any(|w| w == word);
            label.split(|c: char| !c.is_alphanumeric()).any(known)
                || self.passage.hits_in(self.clause.range.clone()).any(|h| h.sense == sense)
        };
        let words = &self.reading.locale.prose;
        let plain = |sign: i8| match (below(now), below(base)) {
            // A loss that "increased" went farther below zero; other figures below zero may be
            // told either way.
            (Some(true), Some(true)) => said(Sense::Loss, &words.losses).then_some(-sign),
            (_, _) => Some(sign),
        };
        let size = |sign: i8| Some(if below(now)? { -sign } else { sign });
        let good = |sign: i8| {
            let cost = label
                .split(|c: char| !c.is_alphanumeric())
                .any(|w| words.costs.iter().any(|c| c == w));
            (!cost || below(now) == Some(true)).then_some(sign)
        };
        let one_of = |senses: &[Sense]| senses.contains(&hit.sense);
        if one_of(&[Sense::Up, Sense::Above]) {
            plain(1)
        } else if one_of(&[Sense::Down, Sense::Below]) {
            plain(-1)
        } else if one_of(&[Sense::Better]) {
            good(1)
        } else if one_of(&[Sense::Worse]) {
            good(-1)
        } else if one_of(&[Sense::Narrowed]) {
            size(-1)
        } else if one_of(&[Sense::Widened]) {
            size(1)
        } else {
            Some(if hit.sense == Sense::ToProfit { 1 } else { -1 })
        }
    }

    /// "from A to B": the word before must fit the way from one to the other. "A exceeded B".
    fn pairs(&self, cites: &[&Cite], report: &mut Report) {
        for pair in cites.windows(2) {
            let [one, two] = pair else { continue };
            let (Some(a), Some(b), None, None) = (one.key, two.key, one.against, two.against)
            else {
                continue;
            };
            if a.item != b.item || a == b {
                continue;
            }
            let gap = one.range.end..two.range.start;
            let only = |sense: Sense| {
                self.passage.words_in(gap.clone()).count() == 1
                    && self.passage.only(gap.clone(), &[sense])
            };
            let (now, base) = if only(Sense::To) { (b, a) } else { (a, b) };
            let between =
                self.directions().find(|hit| gap.start <= hit.start && hit.end <= gap.end);
            let hit = match between {
                Some(hit) => {
                    // "A was down from B" tells the way from B to A.
                    let last = self.passage.words_in(gap.clone()).last();
                    let from = last.is_some_and(|word| self.passage.means(word, Sense::From));
                    let versus = matches!(hit.sense, Sense::Above | Sense::Below);
                    (from || versus).then_some(hit)
                }
                None if only(Sense::To) || only(Sense::From) => {
                    self.directions().rev().find(|hit| hit.end <= one.range.start).filter(|hit| {
                        self.passage.words_in(hit.end..one.range.start).count() <= NEAR
                    })
                }
                None => None,
            };
            let (Some(hit), Some(sign)) = (hit, self.reading.sign(now, base)) else { continue };
            if self.expected(&hit, now, base).is_some_and(|expected| expected == -sign) {
                self.tell(&hit, &one.range, (now, base, sign), Severity::Error, report);
            }
        }
    }

    /// "increased to A": A must lie above what it is compared with, or above all it may be
    /// compared with.
    fn reached(&self, cites: &[&Cite], report: &mut Report) {
        let facts = &self.reading.deck.facts;
        for cite in cites {
            let (Some(now), None) = (cite.key, cite.against) else { continue };
            let Some(hit) = self.directions().rev().find(|hit| {
                let gap = hit.end..cite.range.start;
                let last = self.passage.words_in(gap.clone()).last();
                hit.end <= cite.range.start
                    && self.passage.only(gap, &[Sense::Link, Sense::To])
                    && last.is_some_and(|word| self.passage.means(word, Sense::To))
            }) else {
                continue;
            };
            let year = facts.year_before(now.period);
            let bases =
                [(Sense::Year, Some(year)), (Sense::Quarter, facts.quarter_before(now.period))];
            let named = |sense: Sense| {
                self.passage.hits_in(self.clause.range.clone()).any(|hit| hit.sense == sense)
            };
            let any = bases.iter().any(|(sense, _)| named(*sense));
            let known: Vec<_> = bases
                .iter()
                .filter(|(sense, _)| !any || named(*sense))
                .filter_map(|(_, period)| {
                    let base = Key { period: (*period)?, ..now };
                    let sign = self.reading.sign(now, base)?;
                    Some((base, sign, self.expected(&hit, now, base)? == -sign))
                })
                .collect();
            let Some((base, sign, _)) = known.first() else { continue };
            if known.iter().all(|(_, _, wrong)| *wrong) {
                let severity = if any { Severity::Error } else { Severity::Warning };
                self.tell(&hit, &cite.range, (now, *base, *sign), severity, report);
            }
        }
    }

    fn tell(
        &self,
        hit: &Hit,
        cite: &Range<usize>,
        (now, base, sign): (Key, Key, i8),
        severity: Severity,
        report: &mut Report,
    ) {
        let (passage, sources) = (self.passage, self.reading.sources);
        let facts = &self.reading.deck.facts;
        let word = &passage.text[hit.start..hit.end];
        let way = if sign > 0 { "rose" } else { "fell" };
        let name = facts.name(now);
        let message = format!("`{word}` contradicts `{name}`, which {way} from {}", base.period);
        let span = passage.place(hit.start..hit.end, sources);
        let mut finding = Finding::new("direction-differs", severity, message, span)
            .also(passage.place(cite.clone(), sources), "the figure");
        for key in [now, base] {
            if let Some(fact) = facts.fact(key) {
                finding = finding.also(fact.span, facts.name(key));
            }
        }
        for change in facts.changes_between(now, base) {
            finding = finding.also(change.span, "stated change");
        }
        let help = "Correct the word, or let the citation word the change: `{item yoy}`, `{item yoy verb}`";
        report.push(finding.help(help));
    }
}
