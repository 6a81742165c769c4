//! A sentence that is told of one time, with a figure of another.

mod lead;

use std::ops::Range;

use super::report_period;
use crate::check::balance_date::said_by_weeks;
use crate::check::held::times_told;
use crate::diag::{Report, Severity};
use crate::num::Period;
use crate::words::{
    Cite, Clause, Dated, Hit, NamedTime, Passage, Reading, Sense, Stands, clauses, named_times,
};

/// Most figures and times of a clause that is told of one time.
const MOST: usize = 24;
/// Letters between a time and the word that makes it the base of a comparison.
const BASE: usize = 8;
const BLANK: [char; 4] = [' ', '*', '\u{a0}', '　'];

/// "In the second quarter revenue was {x}", "revenue for the first half was {x}", 第1四半期の売上高は{x},
/// "(prior quarter: {x})", "{x} a year earlier": the figure must be of that time.
pub(super) fn run(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    if passage.cites.is_empty() {
        return;
    }
    for clause in clauses(passage) {
        let cites = passage.cites_in(clause.range.clone());
        if !(1..=MOST).contains(&cites.len()) {
            continue;
        }
        let times = named_times(reading, passage, &clause.range);
        if !(1..=MOST).contains(&times.len()) {
            continue;
        }
        let brackets = brackets(&passage.text[clause.range.clone()], clause.range.start);
        let look = SentenceLook { reading, passage, clause: &clause, times, brackets };
        look.bound(report);
        look.led(report);
    }
}

/// The brackets of a clause.
fn brackets(text: &str, start: usize) -> Vec<Range<usize>> {
    let (mut open, mut out) = (Vec::new(), Vec::new());
    for (at, c) in text.char_indices() {
        if matches!(c, '(' | '（') {
            open.push(at);
        } else if matches!(c, ')' | '）')
            && let Some(from) = open.pop()
        {
            out.push(start + from..start + at);
        }
    }
    out
}

struct SentenceLook<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    clause: &'a Clause,
    times: Vec<NamedTime>,
    brackets: Vec<Range<usize>>,
}

impl SentenceLook<'_> {
    fn text(&self, range: Range<usize>) -> &str {
        self.passage.text.get(range).unwrap_or_default()
    }

    /// Whether small words stand behind what they belong to: 第1四半期の, {x}に対し.
    fn behind(&self) -> bool {
        self.reading.locale.prose.behind
    }

    fn solid(&self) -> bool {
        !self.reading.locale.prose.blanks
    }

    /// The innermost bracket around a place.
    fn bracket(&self, at: usize) -> Option<&Range<usize>> {
        let around = self.brackets.iter().filter(|one| one.contains(&at));
        around.min_by_key(|one| one.end - one.start)
    }

    fn cites(&self) -> impl Iterator<Item = &Cite> {
        let all = self.passage.cites_in(self.clause.range.clone()).iter();
        all.filter(|cite| !cite.label && cite.key.is_some())
    }

    /// What stands before a place, as far as its clause, its bracket or its part of a list.
    fn lead(&self, at: usize) -> Range<usize> {
        let mut from = self.clause.range.start;
        if let Some(bracket) = self.bracket(at) {
            let mark = self.text(bracket.start..at).chars().next();
            from = bracket.start + mark.map_or(1, char::len_utf8);
        }
        let cite = self.cites().filter(|cite| cite.range.end <= at).last();
        from = cite.map_or(from, |cite| cite.range.end.max(from));
        let marks = [',', '、', '，', '\n', '：'];
        let cut = self.text(from..at).rfind(marks);
        let cut = cut.map(|cut| from + cut);
        let behind = |cut: usize| cut + self.text(cut..at).chars().next().map_or(1, char::len_utf8);
        cut.map_or(from, behind)..at
    }

    /// The text of a lead, without marks of lists.
    fn words_before(&self, at: usize) -> &str {
        let lead = self.text(self.lead(at));
        lead.trim_matches(BLANK).trim_start_matches(['-', '+', '•', '・']).trim_matches(BLANK)
    }

    fn means(&self, range: Range<usize>, senses: &[Sense]) -> bool {
        self.passage.only(range, senses)
    }

    /// Tells whether a time is what something is compared with, or a cause.
    fn is_base(&self, time: &NamedTime) -> bool {
        use Sense::{Above, Below, Cause, Compared, From, Quarter, Since, VersusEnd, Year};
        let (start, end) = (time.range.start, time.range.end);
        let prose = &self.reading.locale.prose;
        let inside = self.passage.hits_before(start + 1).any(|hit| {
            let versus = [Year, Quarter, VersusEnd, Sense::VersusForecast].contains(&hit.sense);
            versus && hit.start <= start && end <= hit.end
        });
        if inside {
            return true;
        }
        if self.behind() {
            let open = [Above, Below, Compared, From, Since, Year, Quarter, VersusEnd];
            if self.is_multiplied(end) {
                return true;
            }
            let near = self.passage.hits_in(start..self.clause.range.end);
            return near.take_while(|hit| hit.start <= end + BASE * 3).any(|hit| {
                let gap = self.text(end..hit.start.max(end));
                hit.end > end
                    && open.contains(&hit.sense)
                    && gap.chars().count() <= BASE
                    && !gap.contains(['、', '{', 'は', '。'])
            });
        }
        let lead = self.lead(start);
        let open = [Above, Below, Compared, From, Since, Cause];
        let mut before = self.passage.hits_in(lead.clone());
        // "Von Januar bis Juni" is a time, not where something came from.
        if time.is_run() {
            return before.any(|hit| hit.sense == Cause);
        }
        let hit = before.rfind(|hit| open.contains(&hit.sense));
        let held = hit.is_some_and(|hit| {
            hit.sense == Cause || self.means(hit.end..start, &[Sense::Link, Sense::Within])
        });
        let words = self.text(lead).to_lowercase();
        let words = words.trim_matches(BLANK);
        let than = prose.from_before.iter().any(|word| {
            if self.solid() {
                words.ends_with(word.as_str())
            } else {
                words.split_whitespace().rev().take(4).any(|one| one == word.as_str())
            }
        });
        held || than || self.grew_over(time)
    }

    /// 前年同期の約2倍: a number of times of what was reached then.
    fn is_multiplied(&self, end: usize) -> bool {
        let rest = self.text(end..self.clause.range.end);
        rest.starts_with('の')
            && times_told(self.reading, self.passage, self.clause).iter().any(|times| {
                let gap = self.text(end..times.start.max(end));
                end <= times.start
                    && gap.chars().count() <= BASE
                    && !gap.contains(['、', '{', 'は', '。'])
            })
    }

    /// "Grew {x} over the prior year": behind a word of direction "over" is no time that passes.
    fn grew_over(&self, time: &NamedTime) -> bool {
        use Sense::{Better, Down, Up, Worse};
        let prose = &self.reading.locale.prose;
        let words = self.passage.words_in(self.lead(time.range.start)).collect::<Vec<_>>();
        let over = words.iter().rposition(|word| {
            prose.over_before.contains(&word.of(self.passage.text).to_lowercase())
        });
        let Some(over) = over.map(|at| words[at]).filter(|_| !self.solid()) else { return false };
        let mut before = self.passage.hits_in(self.clause.range.start..over.start);
        self.means(over.end..time.range.start, &[Sense::Link, Sense::Within])
            && before.any(|hit| [Up, Down, Better, Worse].contains(&hit.sense))
    }

    /// The figure that a time is the label of, or stands right behind.
    fn of(&self, time: &NamedTime) -> Option<(&Cite, Stands)> {
        let prose = &self.reading.locale.prose;
        let next = self.cites().find(|cite| time.range.end <= cite.range.start);
        let label = next.filter(|cite| {
            let gap = self.text(time.range.end..cite.range.start).trim_matches(BLANK);
            let marks = [":", "：", "="].contains(&gap);
            let bracket = self.bracket(time.range.start).is_some();
            let linked = || self.means(time.range.end..cite.range.start, &[Sense::Link]);
            let bare = gap.is_empty() || (self.solid() && linked());
            let alone = self.words_before(time.range.start).is_empty();
            alone && (marks || (bracket && bare)) && !(marks && time.is_named())
        });
        if let Some(cite) = label {
            return Some((cite, Stands::Label));
        }
        if self.behind() {
            return None;
        }
        let last = self.cites().filter(|cite| cite.range.end <= time.range.start).last()?;
        let gap = self.text(last.range.end..time.range.start).trim_matches(BLANK);
        let within = prose.within.iter().any(|word| word == gap);
        let linked = within || ["", "a", "one"].contains(&gap);
        linked.then_some((last, Stands::Behind))
    }

    /// Other periods that the clause is told of: those of the figures of the same item before, else all.
    fn around(&self, cite: &Cite) -> Vec<Period> {
        let facts = &self.reading.deck.facts;
        let item = cite.key.map(|key| key.item);
        let others = || self.cites().filter(|other| other.range != cite.range);
        let keys = |before: bool| {
            others().filter(move |other| !before || other.range.end <= cite.range.start)
        };
        let same = keys(true).filter_map(|one| one.key).filter(|key| Some(key.item) == item);
        let mut same: Vec<_> = same.map(|key| key.period).collect();
        if !same.is_empty() {
            // "A a year ago and B in the preceding quarter": each lies to the reported one.
            if same
                .iter()
                .all(|period| facts.calendar.ends(*period) < facts.calendar.ends(facts.period))
            {
                same.push(facts.period);
            }
            return same;
        }
        let mut out: Vec<_> = keys(false).filter_map(|one| Some(one.key?.period)).collect();
        out.push(facts.period);
        out
    }

    /// "(prior quarter: {x})", "{x} a year earlier".
    fn bound(&self, report: &mut Report) {
        let facts = &self.reading.deck.facts;
        for time in self.times.iter().filter(|time| !time.is_unknown()) {
            let Some((cite, stands)) = self.of(time) else { continue };
            // "Revenue was {x} in 1Q25" is told beside the figure.
            if stands == Stands::Behind && time.is_named() {
                continue;
            }
            let Some(key) = cite.key.filter(|_| cite.against.is_none()) else { continue };
            let reported = self.around(cite);
            let fits = time.fits(self.reading, self.passage, (key.period, stands), &reported);
            if fits == Some(false) {
                let place = if stands == Stands::Label { "before" } else { "behind" };
                let what = format!("stands {place} `{}`", facts.name(key));
                self.report_time(time, what, report);
            }
        }
    }

    fn report_time(&self, time: &NamedTime, what: String, report: &mut Report) {
        let facts = &self.reading.deck.facts;
        let weeks = time.ends().and_then(|day| said_by_weeks(facts, Dated::Day(day)));
        let help = "Correct the word, or cite the figure that it names";
        let help = weeks.map_or_else(|| help.to_owned(), |weeks| format!("{help}. {weeks}"));
        let range = time.range.clone();
        report_period(self.reading, self.passage, &range, (Severity::Warning, what), help, report);
    }

    /// "In the second quarter, revenue was {x}", "revenue for the second quarter was {x}".
    fn led(&self, report: &mut Report) {
        let facts = &self.reading.deck.facts;
        let free: Vec<&NamedTime> = self
            .times
            .iter()
            .filter(|time| self.of(time).is_none() && !self.is_base(time))
            .collect();
        for (at, time) in free.iter().enumerate().filter(|(_, time)| !time.is_unknown()) {
            let bracket = self.bracket(time.range.start);
            let inside = |place: usize| self.bracket(place) == bracket;
            let mut next = self.cites().filter(|cite| time.range.end <= cite.range.start);
            let Some(cite) = next.find(|cite| inside(cite.range.start)) else { continue };
            let gap = time.range.end..cite.range.start;
            // Two times before one figure: which is told is not known.
            let lead = self.lead(time.range.start).start;
            let other = free.iter().enumerate().any(|(other, one)| {
                other != at && (lead..cite.range.start).contains(&one.range.start)
            });
            let own = self
                .times
                .iter()
                .filter_map(|one| self.of(one))
                .any(|(one, _)| one.range == cite.range);
            let first = self.words_before(time.range.start).is_empty();
            let linked = self.text(gap.clone()).trim_matches(BLANK);
            let within = self.reading.locale.prose.within.iter().any(|word| word == linked);
            // "1Q10: {x}" is told beside the figure.
            if time.is_named() && (within || [":", "：", "="].contains(&linked)) {
                continue;
            }
            if other || own || !self.opens(time, cite) || !self.governs(cite, gap, first) {
                continue;
            }
            let Some(key) = cite.key else { continue };
            let reported = vec![facts.period];
            let fits = |cite: &Cite| {
                let Some(key) = cite.key else { return true };
                let mut reported = reported.clone();
                reported.push(key.period);
                let reported = if time.is_named() { reported } else { vec![facts.period] };
                time.fits(self.reading, self.passage, (key.period, Stands::Apart), &reported)
                    != Some(false)
            };
            // What a change is of does not say what the others are of.
            let levels = self.cites().filter(|one| one.against.is_none());
            let mut levels = levels.filter(|one| inside(one.range.start) && !self.held(one));
            if fits(cite) || levels.any(fits) {
                continue;
            }
            // "In nine months we reached three quarters of {x}": the figure is what another is a part of.
            let gap = time.range.end..cite.range.start;
            let parts = times_told(self.reading, self.passage, self.clause);
            if parts.iter().any(|one| gap.contains(&one.start)) {
                continue;
            }
            let what = format!("stands before `{}`", facts.name(key));
            self.report_time(time, what, report);
        }
    }

    /// Tells whether something is compared with a figure: "compared with {x}", "from {x}".
    fn held(&self, cite: &Cite) -> bool {
        use Sense::{Compared, From};
        let at = cite.range.start;
        if self.behind() {
            let behind = self.passage.hits_at(cite.range.end);
            return behind.into_iter().any(|hit| [Compared, From].contains(&hit.sense));
        }
        let words = self.text(self.lead(at)).to_lowercase();
        let prose = &self.reading.locale.prose;
        let held = |hit: Hit| {
            [Compared, From].contains(&hit.sense) && self.means(hit.end..at, &[Sense::Link])
        };
        self.passage.hits_in(self.lead(at)).any(held)
            || prose.from_before.iter().any(|word| words.trim_end().ends_with(word.as_str()))
    }
}
