//! A level that is held against a time in words, "below the prior year", and one that is told as a
//! change: "fell by" before what was reached.

use super::{JudgedClause, NEAR};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::{Fact, Key};
use crate::num::Period;
use crate::words::{Cite, Hit, Sense, first_word};

/// Most words, or letters where no blanks part them, between a level and the time it is held against.
const BESIDE: (usize, usize) = (4, 10);

impl JudgedClause<'_> {
    /// 前年同期を下回りました, "below the prior year": the level before it is held against that time.
    pub(super) fn versus(&self, cites: &[&Cite], report: &mut Report) {
        let negated = self.passage.hits_in(self.clause.range.clone());
        if negated.clone().any(|hit| hit.sense == Sense::Negation) {
            return;
        }
        // "Below the prior year" may be one word.
        let one = |hit: &Hit| {
            let mut inner = self.passage.hits_in(hit.start..hit.end);
            inner.any(|time| time.start > hit.start && time.sense == Sense::YearBefore)
        };
        let versus = |hit: &&Hit| {
            matches!(hit.sense, Sense::Above | Sense::Below)
                || matches!(hit.sense, Sense::Up | Sense::Down) && one(hit)
        };
        for hit in self.directions().iter().filter(versus) {
            let Some((cite, period)) = self.held(hit, cites) else { continue };
            let Some(now) = cite.key else { continue };
            let base = Key { period, ..now };
            let Some(sign) = self.reading.sign(now, base) else { continue };
            if self.expected(hit, now, base).is_some_and(|expected| expected == -sign) {
                self.report_direction(
                    hit,
                    &cite.range,
                    (now, base, sign),
                    Severity::Warning,
                    report,
                );
            }
        }
    }

    /// The level that a word holds against a time, and the period that this is.
    fn held<'c>(&self, hit: &Hit, cites: &[&'c Cite]) -> Option<(&'c Cite, Period)> {
        let passage = self.passage;
        let text = passage.text;
        let times = [
            Sense::YearAgo,
            Sense::YearBefore,
            Sense::HalfBefore,
            Sense::LastYear,
            Sense::QuarterAgo,
        ];
        let is_time = |one: &Hit| times.contains(&one.sense);
        let level = |at: usize| {
            let cite = cites.iter().rfind(|cite| cite.range.end <= at)?;
            cite.against.is_none().then_some(*cite)
        };
        let (time, cite) = if self.reading.locale.prose.behind {
            let mut before = passage.hits_in(self.clause.range.start..hit.start);
            let time = before.rfind(is_time)?;
            let gap = &text[time.end..hit.start];
            // 前期の{x}を上回る: the figure of that time may stand between.
            let between: usize = passage
                .cites_in(time.end..hit.start)
                .iter()
                .map(|cite| text[cite.range.clone()].chars().count())
                .sum();
            let near =
                gap.chars().count() - between <= BESIDE.1 && gap.trim_end().ends_with(['を', 'に']);
            let cite = level(time.start).filter(|_| near && !gap.contains('、'))?;
            let lead = &text[cite.range.end..time.start];
            let short = lead.chars().count() <= BESIDE.1 && !lead.contains(['は', '。', '（']);
            (time, Some(cite).filter(|_| short)?)
        } else {
            // "Above the prior year" may be one word, which holds its time.
            let mut near = passage.hits_in(hit.start + 1..self.clause.range.end);
            let time = near.find(|one| {
                let end = hit.end.min(one.start);
                is_time(one) && passage.only(end..one.start, &[Sense::Link])
            })?;
            let free = !text[hit.end.min(time.start)..time.start].contains(['{', ',']);
            let Some(cite) = level(hit.start) else {
                // "Verfehlte den Vorjahreswert mit {x}".
                let cite = cites.first().filter(|cite| cite.against.is_none())?;
                let gap = time.end..cite.range.start;
                let led = (1..=2).contains(&passage.count_words(gap.clone()))
                    && !text[gap.clone()].contains('(')
                    && passage.only(gap, &[Sense::Link, Sense::Cause])
                    && cites.len() == 1;
                return Some((*cite, period_of(self, time, cite)?)).filter(|_| led && free);
            };
            let gap = cite.range.end..hit.start;
            let few = passage.count_words(gap.clone()) <= BESIDE.0;
            let plain = passage.only(gap, &[Sense::Link]) && few;
            (time, Some(cite).filter(|_| plain && free)?)
        };
        Some((cite, period_of(self, time, cite)?))
    }

    /// "Comparable sales grew {x}" over a growth below zero: a rate of growth is told by the word for its sign.
    pub(super) fn growth(&self, cites: &[&Cite], report: &mut Report) {
        let facts = &self.reading.deck.facts;
        let passage = self.passage;
        let (prose, roles) = (&self.reading.locale.prose, &self.reading.locale.roles);
        for cite in cites.iter().filter(|cite| cite.against.is_none()) {
            let Some(key) = cite.key.filter(|key| facts.item(key.item).unit.is_percentage()) else {
                continue;
            };
            let below = facts.fact(key).and_then(Fact::exact);
            let Some(below) =
                below.filter(|exact| !exact.is_zero()).map(|exact| exact.is_negative())
            else {
                continue;
            };
            // What was reached is no change: "rose to".
            let gap = |hit: &&Hit| {
                let gap =
                    passage.text[hit.end..cite.range.start].trim_matches([' ', '*', '\u{a0}']);
                let lower = gap.to_lowercase();
                gap.is_empty()
                    || roles.change_before.contains(&lower)
                    || roles.about.contains(&lower)
            };
            let lead =
                self.before_place(cite.range.start).next().filter(|hit| !prose.behind && gap(hit));
            let grown = self.reading.is_growth(key.item);
            let tail = self.behind_place(cite.range.end).first().filter(|hit| {
                let gap = &passage.text[cite.range.end..hit.start];
                let close = gap.trim_matches([' ', '*']).is_empty();
                (prose.behind || grown) && close && self.ends(hit)
            });
            let Some(hit) = lead.or(tail) else { continue };
            let said = hit.sense == Sense::Down;
            if !said && hit.sense != Sense::Up {
                continue;
            }
            if said != below && (cite.unsigned || !below || grown) {
                let word = &passage.text[hit.start..hit.end];
                let name = facts.name(key);
                let way = if below { "below" } else { "above" };
                let message = format!("`{word}` contradicts `{name}`, a rate that is {way} zero");
                let sources = self.reading.sources;
                let place = passage.place(hit.start..hit.end, sources);
                let mut finding = Finding::new(code::DIRECTION_DIFFERS, message, place)
                    .also(passage.place(cite.range.clone(), sources), "the figure");
                if let Some(fact) = facts.fact(key) {
                    finding = finding.also(fact.span, name);
                }
                report.push(finding.help("Correct the word, or the sign of the figure"));
            }
        }
    }

    /// Where no blanks part words: a word of direction that ends what is said of the figure: 減少, 減少し.
    fn ends(&self, hit: &Hit) -> bool {
        !self.passage.text[hit.end..].starts_with('率')
    }

    /// "Revenue fell by {revenue}": what was reached is told as a change.
    pub(super) fn amount(&self, cites: &[&Cite], report: &mut Report) {
        let prose = &self.reading.locale.prose;
        let facts = &self.reading.deck.facts;
        for cite in cites.iter().filter(|cite| cite.against.is_none()) {
            let Some(key) = cite.key else { continue };
            let passage = self.passage;
            let Some(by) = passage.word_to(cite.range.start) else { continue };
            let said_by = by.of(passage.text).to_lowercase();
            let beside = passage.text[by.end..cite.range.start].trim_matches([' ', '*', '\u{a0}']);
            if !prose.by.contains(&said_by) || !beside.is_empty() {
                continue;
            }
            let way = [Sense::Up, Sense::Down];
            let hit = self.before_place(by.start).find(|hit| way.contains(&hit.sense));
            let Some(hit) = hit.filter(|hit| passage.count_words(hit.end..by.start) <= 1) else {
                continue;
            };
            let label = &facts.item(key.item).label;
            // "Comparable sales grew by": the figure is a rate of growth itself.
            if self.reading.is_growth(key.item) {
                continue;
            }
            let lead = passage.text.get(self.clause.range.start..hit.start);
            let lead = lead.unwrap_or_default().to_lowercase();
            let subject = !label.is_empty()
                && lead.contains(&label.to_lowercase())
                && passage.count_words(self.clause.range.start..hit.start) <= NEAR * 2
                && first_word(label, &prose.irregular, prose).is_none();
            let second = cites.iter().any(|one| one.range.end <= hit.start);
            if subject && !second {
                let name = facts.name(key);
                let words = &passage.text[hit.start..by.end];
                let message = format!("`{words}` stands with `{name}`, which is no change");
                let sources = self.reading.sources;
                let help = "Cite the change (`yoy`, `qoq`, `vs PERIOD`), or write \"to\"";
                report.push(
                    Finding::new(
                        code::LABEL_DIFFERS,
                        message,
                        passage.place(hit.start..by.end, sources),
                    )
                    .also(passage.place(cite.range.clone(), sources), "the figure")
                    .help(help),
                );
            }
        }
    }
}

/// The period that a time by how it lies means for a figure.
fn period_of(look: &JudgedClause<'_>, time: Hit, cite: &Cite) -> Option<Period> {
    let (facts, now) = (&look.reading.deck.facts, cite.key?.period);
    if time.sense == Sense::QuarterAgo {
        return facts.calendar.prior_quarter(now);
    }
    // 前期 is the year before, and no part of it; "Vorjahr" may be either.
    let mut same = look.passage.hits_at(time.start);
    let year = time.sense == Sense::LastYear && !same.any(|one| one.sense == Sense::YearBefore);
    let whole = matches!(now, Period::Year { .. });
    (whole || !year).then(|| facts.calendar.year_before(now)).flatten()
}
