//! A dividend that was raised or cut, in one word or in several: 増配, "the board cut the quarterly dividend".

use super::{Claim, one_of};
use crate::check::direction::JudgedClause;
use crate::check::held::HeldClause;
use crate::diag::{Report, Severity};
use crate::facts::{ItemId, Key, ScopeId};
use crate::num::{Period, Scale, Unit};
use crate::words::{Hit, Sense};

/// Most words, or letters where no blanks part them, between a dividend and what became of it.
const NEAR: (usize, usize) = (5, 8);

impl Claim<'_> {
    /// A dividend that was raised or cut: the one cited, else the year's, the reported one, or the
    /// forecast.
    pub(super) fn dividend(&self, hit: Hit, report: &mut Report) {
        let said = one_of(hit, Sense::DividendUp, Sense::DividendDown).map(|sign| (hit, sign));
        let Some((hit, sign)) = said.or_else(|| self.dividend_moved(hit)) else { return };
        let facts = self.facts();
        let year = facts.calendar.year_of(facts.calendar.ends(facts.period));
        let paid = |item: ItemId| {
            let one = facts.item(item);
            matches!(one.unit, Unit::Currency { scale: Scale::One, .. })
                && self.reading.holds(&one.label, Sense::Dividend)
        };
        let cited = self.cites().filter(|cite| cite.against.is_none()).filter_map(|cite| cite.key);
        let mut all: Vec<Key> = cited.filter(|key| paid(key.item)).collect();
        if all.is_empty() {
            for (item, _) in facts.items().filter(|(item, _)| paid(*item)) {
                let periods = [Period::Year { year }, Period::Half { year, half: 1 }];
                let latest = periods.into_iter().filter_map(|period| {
                    Some(Key { item, period, scope: self.latest(item, period)? })
                });
                all.extend(latest);
            }
        }
        let mut pairs = Vec::new();
        for now in all {
            let base = facts.calendar.year_before(now.period);
            pairs.extend(base.map(|period| (now, Key { period, scope: ScopeId::ACTUAL, ..now })));
            pairs.extend(self.revised(now));
        }
        // What is still to be filled in may bear the claim out.
        let due = pairs.iter().any(|(now, base)| facts.is_due(*now) || facts.is_due(*base));
        if !due {
            self.judge(hit, (pairs, sign, Severity::Error), report);
        }
    }

    /// "Cut the annual dividend", "die Dividende wurde gekürzt": the one word of the clause that says what became of it.
    fn dividend_moved(&self, hit: Hit) -> Option<(Hit, i8)> {
        let passage = self.passage;
        // "Increased dividend" is one word.
        let whole = passage
            .hits_in(self.clause.range.clone())
            .any(|other| [Sense::DividendUp, Sense::DividendDown].contains(&other.sense));
        if hit.sense != Sense::Dividend || whole {
            return None;
        }
        let look = JudgedClause::at(self.reading, passage, self.clause);
        let ways = look.directions().iter().filter_map(|hit| Some((*hit, hit.sense.way()?)));
        let mut all: Vec<(Hit, i8)> = ways.collect();
        let words = &self.reading.locale.held;
        let lists = [words.raised.as_slice(), words.lowered.as_slice()];
        let held = HeldClause::of(self.reading, passage, self.clause);
        all.extend(held.find_of(&lists).into_iter().map(|(at, list)| {
            let sense = [Sense::Up, Sense::Down][list];
            (Hit { sense, start: at.start, end: at.end, words: 1 }, [1, -1][list])
        }));
        let (found, sign) = *all.first()?;
        if all.iter().any(|(_, other)| *other != sign) || look.caused(found.start) {
            return None;
        }
        let gap = if found.end <= hit.start {
            found.end..hit.start
        } else {
            hit.end.min(found.start)..found.start
        };
        let blanks = self.reading.locale.prose.blanks;
        let near = if blanks {
            passage.count_words(gap.clone()) <= NEAR.0
        } else {
            passage.text[gap.clone()].chars().count() <= NEAR.1
        };
        let keys: Vec<Key> = held.cites().filter_map(|cite| cite.key).collect();
        let prose = &self.reading.locale.prose;
        let small: [&[String]; 4] =
            [&prose.dividends, &prose.annual, &prose.interim, &self.reading.locale.unit.per_share];
        let light = held.weighs_nothing(&gap, &keys, &small);
        (near && light).then_some((found, sign))
    }
}
