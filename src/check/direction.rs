//! `direction-differs`: a word of direction contradicts the figure it stands with.

mod base;
mod level;
mod told;

use std::ops::Range;

pub(super) use base::{Bases, ComparedClause};
pub(super) use told::ToldFigure;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::Key;
use crate::view::ComparisonBase;
use crate::words::{Cite, Clause, Hit, Passage, Reading, Sense, clauses, first_word};

/// Most words between a word of direction and a figure that it still governs.
pub(super) const NEAR: usize = 8;
/// Marks that part a figure from the word of direction behind it.
pub(super) const PARTS: &[char] =
    &[':', ',', '(', ')', '\n', '*', '：', '、', '，', '（', '）', '。'];
/// Marks between a word of direction and the figure that it tells of.
const OPENS: &[char] = &['(', '（', ':', '：', ' ', '\u{3000}', '*', '〔', '［'];

/// Compares every word of direction with the change or the figures cited beside it.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in reading.passages.iter().filter(|passage| !passage.cites.is_empty()) {
        if !passage.hits.iter().any(|hit| is_direction(hit.sense)) {
            continue;
        }
        for clause in clauses(passage) {
            let look = JudgedClause::at(reading, passage, &clause);
            let cites = passage.cites_in(clause.range.clone()).iter();
            let cites: Vec<_> = cites.filter(|cite| cite.key.is_some() && !cite.label).collect();
            for cite in &cites {
                if cite.against.is_some() {
                    look.change(cite, report);
                }
            }
            look.pairs(&cites, report);
            look.reached(&cites, report);
            look.versus(&cites, report);
            look.amount(&cites, report);
            look.growth(&cites, report);
        }
    }
}

fn is_direction(sense: Sense) -> bool {
    use Sense::{Above, Below, Better, Down, Flat, Narrowed, ToLoss, ToProfit, Up, Widened, Worse};
    [Flat, Up, Down, Better, Worse, Narrowed, Widened, ToProfit, ToLoss, Above, Below]
        .contains(&sense)
}

/// A clause that is looked at.
pub(super) struct JudgedClause<'a> {
    /// The deck being read.
    pub(super) reading: &'a Reading<'a>,
    /// The passage it stands in.
    pub(super) passage: &'a Passage<'a>,
    /// The clause.
    pub(super) clause: &'a Clause,
    /// The words of direction of the clause that are not turned round by a "not".
    directions: Vec<Hit>,
    /// Where the phrases of the clause that give a cause begin, by their ends.
    causes: Vec<Hit>,
    /// Where a comma may end them.
    commas: Vec<usize>,
    /// Whether the clause speaks of a loss.
    loss: bool,
    /// The one direction that the clause tells.
    alone: Option<Hit>,
}

impl<'a> JudgedClause<'a> {
    /// Reads a clause once.
    pub(super) fn at(
        reading: &'a Reading<'a>,
        passage: &'a Passage<'a>,
        clause: &'a Clause,
    ) -> Self {
        let all = || passage.hits_in(clause.range.clone());
        let nots: Vec<_> = all().filter(|hit| hit.sense == Sense::Negation).collect();
        // "as of" starts no cause.
        let date = |hit: &Hit| passage.hits_at(hit.start).any(|h| h.sense == Sense::AsOf);
        let behind = reading.locale.prose.behind;
        let causes = all().filter(|hit| hit.sense == Sense::Cause && (behind || !date(hit)));
        // "The reason for the decline was lower sales": the cause stands behind the verb.
        let reasons = all().filter(|hit| hit.sense == Sense::Reason).skip(1).step_by(2);
        let mut causes: Vec<_> = causes.chain(reasons).collect();
        causes.sort_by_key(|hit| if behind { (hit.start, hit.end) } else { (hit.end, hit.start) });
        let text = &passage.text[clause.range.clone()];
        let commas = text.match_indices(',').map(|(at, _)| clause.range.start + at);
        let commas = if causes.is_empty() { Vec::new() } else { commas.collect() };
        let mut look = Self {
            reading,
            passage,
            clause,
            directions: Vec::new(),
            causes,
            commas,
            loss: all().any(|hit| hit.sense == Sense::Loss),
            alone: None,
        };
        let spans =
            first_word(text, &reading.locale.prose.two_ended, &reading.locale.prose).is_some();
        let counts = |hit: &Hit| {
            // A range that narrowed says nothing of where its ends went.
            let span = spans && matches!(hit.sense, Sense::Narrowed | Sense::Widened);
            is_direction(hit.sense) && !span && !look.negated(&nots, hit) && !look.part(hit)
        };
        look.directions = all().filter(counts).collect();
        look.alone = look.single_direction();
        look
    }

    /// The words of direction of the clause that are not turned round by a "not".
    pub(super) fn directions(&self) -> &[Hit] {
        &self.directions
    }

    /// Those that end before a place, the last first.
    pub(super) fn before_place(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let end = self.directions.partition_point(|hit| hit.start < at);
        self.directions[..end].iter().rev().filter(move |hit| hit.end <= at)
    }

    /// Those that start behind a place.
    pub(super) fn behind_place(&self, at: usize) -> &[Hit] {
        &self.directions[self.directions.partition_point(|hit| hit.start < at)..]
    }

    /// Tells whether a word is part of a longer entry: "fell" of "fell short of", "growth" of
    /// "growth strategy".
    fn part(&self, hit: &Hit) -> bool {
        let mut longer = self.passage.longer(hit);
        // "Fielen höher aus" tells no fall: its two parts are one verb.
        let mut same = self.passage.hits_at(hit.start);
        longer.any(|long| is_direction(long.sense) || long.sense == Sense::Neutral)
            || same.any(|verb| verb.sense == Sense::Neutral && verb.words > hit.words)
    }

    /// Of the words that turn round only the next on either side can be near enough.
    fn negated(&self, nots: &[Hit], hit: &Hit) -> bool {
        let words = |gap: Range<usize>| self.passage.count_words(gap);
        let at = nots.partition_point(|not| not.start < hit.start);
        let mut before = nots[..at].iter().rev().take_while(|not| words(not.end..hit.start) <= 2);
        if before.any(|not| not.end <= hit.start) {
            return true;
        }
        let behind = self.reading.locale.prose.negation_behind;
        let near = nots[at..].iter().take_while(|not| words(hit.end..not.start) <= 2);
        behind
            && near.filter(|not| hit.end <= not.start).any(|not| {
                let gap = hit.end..not.start;
                !self.passage.text[gap.clone()].contains([',', '、', '('])
                    && self.passage.only(gap, &[Sense::Link])
            })
    }

    /// A change and the word that governs it.
    fn change(&self, cite: &Cite, report: &mut Report) {
        let (Some(now), Some(base), Some(sign)) = (cite.key, cite.base, cite.sign) else { return };
        let target = matches!(cite.against, Some(ComparisonBase::Period(..)));
        let wrong = |hit: &Hit| {
            let versus = matches!(hit.sense, Sense::Above | Sense::Below);
            if hit.sense == Sense::Flat {
                return cite.steep;
            }
            (target || !versus || self.of_time(cite, hit))
                && self.expected(hit, now, base).is_some_and(|expected| expected == -sign)
        };
        let beside = [self.before(cite), self.behind(cite)];
        let sure = beside.into_iter().flatten().find(wrong);
        let alone = || self.alone(cite).filter(|_| beside == [None, None]).filter(wrong);
        if let Some(hit) = sure {
            self.report_direction(&hit, &cite.range, (now, base, sign), Severity::Error, report);
        } else if let Some(hit) = alone() {
            self.report_direction(&hit, &cite.range, (now, base, sign), Severity::Warning, report);
        }
    }

    /// Whether "above" and "below" are told of the time before: "{x} über dem Vorjahreswert", 前年同期を{x}下回る.
    fn of_time(&self, cite: &Cite, hit: &Hit) -> bool {
        use Sense::{HalfBefore, LastYear, QuarterAgo, YearAgo, YearBefore};
        let times = [YearAgo, YearBefore, LastYear, HalfBefore, QuarterAgo];
        let text = self.passage.text;
        if self.reading.locale.prose.behind {
            let lead =
                text[self.clause.range.start..cite.range.start].trim_end_matches(['を', 'に']);
            let end = self.clause.range.start + lead.len();
            let close = cite.range.end == hit.start;
            return close && times.iter().any(|time| self.passage.ends_with(end, *time));
        }
        let mut behind = self.passage.hits_in(hit.end..self.clause.range.end);
        let near = |time: &Hit| self.passage.only(hit.end..time.start, &[Sense::Link]);
        cite.range.end <= hit.start && behind.any(|time| times.contains(&time.sense) && near(&time))
    }

    /// Tells whether a range holds a citation.
    fn cited(&self, range: &Range<usize>) -> bool {
        self.passage.cites_in(range.clone()).iter().any(|cite| cite.range.end <= range.end)
    }

    /// The word of direction before a figure, with nothing of weight between.
    fn before(&self, cite: &Cite) -> Option<Hit> {
        use Sense::{And, From, Link, Quarter, To, Year};
        let behind = self.reading.locale.prose.behind;
        let words = |hit: &Hit| self.passage.count_words(hit.end..cite.range.start);
        let mut near = self.before_place(cite.range.start).take_while(|hit| words(hit) <= NEAR);
        let found = near.find(|hit| {
            let gap = hit.end..cite.range.start;
            // Where verbs come last, what stands behind one is said of something else.
            let text = &self.passage.text[gap.clone()];
            if behind && !(text.is_empty() || text.starts_with(OPENS)) {
                return false;
            }
            let light = [Link, To, From, Year, Quarter];
            let listed = [Link, To, From, Year, Quarter, And];
            self.passage.only(gap.clone(), if self.cited(&gap) { &listed } else { &light })
        });
        found.copied()
    }

    /// The word of direction right behind a figure: "a {x} increase", "{x} YoY decrease".
    fn behind(&self, cite: &Cite) -> Option<Hit> {
        let passage = self.passage;
        // A phrase such as "と大幅な" is cut into small pieces.
        let most = if self.reading.locale.prose.behind { 5 } else { 2 };
        let words = |hit: &Hit| passage.count_words(cite.range.end..hit.start);
        let mut near =
            self.behind_place(cite.range.end).iter().take_while(|hit| words(hit) <= most);
        let found = near.find(|hit| {
            let gap = cite.range.end..hit.start;
            !self.cited(&gap)
                && !passage.text[gap.clone()].contains(PARTS)
                && passage.only(gap, &[Sense::Link, Sense::Year, Sense::Quarter])
        });
        found.copied()
    }

    /// The word before a figure that says how the clause's subject moved, if there is just one
    /// direction and neither it nor the figure belongs to a cause.
    fn alone(&self, cite: &Cite) -> Option<Hit> {
        let first = self.alone.filter(|hit| hit.end <= cite.range.start)?;
        let near = self.passage.count_words(first.end..cite.range.start) <= NEAR;
        (near && !self.caused(cite.range.start)).then_some(first)
    }

    /// The first verb of the clause that is no part of a cause, if all others say the same.
    fn single_direction(&self) -> Option<Hit> {
        let mut free = self.directions.iter().filter(|hit| !self.caused(hit.start));
        let first = free.clone().find(|hit| self.is_verb(hit))?;
        free.all(|hit| hit.sense == first.sense).then_some(*first)
    }

    /// Tells whether a byte lies in a phrase that gives a cause: from its first word to a comma,
    /// or, where small words stand behind, up to its last.
    pub(super) fn caused(&self, at: usize) -> bool {
        if self.reading.locale.prose.behind {
            return self.causes.last().is_some_and(|hit| hit.start >= at);
        }
        let before = self.causes.partition_point(|hit| hit.end <= at);
        let Some(cause) = before.checked_sub(1).map(|last| self.causes[last]) else {
            return false;
        };
        let comma = self.commas.partition_point(|comma| *comma < cause.end);
        self.commas.get(comma).is_none_or(|comma| *comma >= at)
    }

    /// Tells whether a cause begins in a gap: what stands behind it moved something else.
    pub(super) fn opens_cause(&self, gap: Range<usize>) -> bool {
        let inside = |hit: &Hit| gap.start <= hit.start && hit.end <= gap.end;
        !self.reading.locale.prose.behind && self.causes.iter().any(inside)
    }

    /// A verb is followed by a figure, a mark, or a light word; "higher costs" is none.
    fn is_verb(&self, hit: &Hit) -> bool {
        let rest = &self.passage.text[hit.end..self.clause.range.end];
        let next = rest.trim_start_matches([' ', '*', '\u{a0}']);
        if next.is_empty()
            || next.starts_with(['(', ':', ',', '{', '.', ';', '\n', '（', '：', '、', '。', '；'])
        {
            return true;
        }
        self.passage.word_from(hit.end).is_some_and(|word| {
            let noun = matches!(word.of(self.passage.text), "in" | "of");
            let light = [Sense::Link, Sense::Year, Sense::Quarter, Sense::Cause, Sense::Compared];
            !noun && light.iter().any(|sense| self.passage.means(word, *sense))
        })
    }

    /// The sign that the word asks of the change; none where it fits either way.
    pub(super) fn expected(&self, hit: &Hit, now: Key, base: Key) -> Option<i8> {
        let facts = &self.reading.deck.facts;
        let below = |key: Key| {
            facts
                .fact(key)
                .and_then(|f| f.stated())
                .map(|s| s.value.is_sign_negative() && !s.value.is_zero())
        };
        let label = &facts.item(now.item).label;
        let loss = || self.loss || self.reading.holds(label, Sense::Loss);
        // An outflow is told by its size, so that every word means what it says of a cost.
        let outflow = facts.item(now.item).is_told_by_size();
        let plain = |sign: i8| match (below(now), below(base)) {
            // A loss that "increased" went farther below zero; other figures below zero may be
            // told either way.
            (Some(true), Some(true)) if !outflow => loss().then_some(-sign),
            (_, _) => Some(sign),
        };
        let size = |sign: i8| Some(if below(now)? && !outflow { -sign } else { sign });
        let good = |sign: i8| {
            if outflow {
                return Some(-sign);
            }
            let cost = self.reading.holds(label, Sense::Cost);
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
        } else if one_of(&[Sense::Flat]) {
            None
        } else {
            Some(if hit.sense == Sense::ToProfit { 1 } else { -1 })
        }
    }

    pub(super) fn report_direction(
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
        // Two parts, or a forecast and what it came to, are of one time.
        let beside = now.period == base.period;
        let message = if beside {
            let size = if sign > 0 { "greater" } else { "less" };
            format!("`{word}` contradicts `{name}`, which is {size} than `{}`", facts.name(base))
        } else {
            format!("`{word}` contradicts `{name}`, which {way} from {}", base.period)
        };
        let span = passage.place(hit.start..hit.end, sources);
        let mut finding = Finding::weighed(code::DIRECTION_DIFFERS, severity, message, span)
            .also(passage.place(cite.clone(), sources), "the figure");
        for key in [now, base] {
            if let Some(fact) = facts.fact(key) {
                finding = finding.also(fact.span, facts.name(key));
            }
        }
        for change in facts.changes().between(now, base) {
            finding = finding.also(change.span, "stated change");
        }
        let help = if beside {
            "Correct the word, or cite the figures that are meant"
        } else {
            "Correct the word, or let the citation word the change: `{item yoy}`, `{item yoy verb}`"
        };
        report.push(finding.help(help));
    }
}
