//! What a level is held against, as its clause says: the year before, the quarter before, the end of a year, the
//! guidance before.

use std::ops::Range;

use crate::check::comparison::basis;
use crate::check::held::HeldClause;
use crate::facts::Key;
use crate::num::Period;
use crate::words::{Clause, Dated, Hit, NamedTime, Passage, Reading, Sense, Stands, named_times};

/// Most words between a word such as "from" and the time behind it.
const LED: usize = 6;
/// Most letters between a time and a word such as より behind it.
const FOLLOWED: usize = 3;

/// What the figure of a clause is held against.
pub(in crate::check) enum Bases {
    /// One of these.
    Named(Vec<Key>),
    /// Nothing that the clause names.
    Unsaid,
    /// Something of which the deck holds no figure.
    Unknown,
}

/// A clause that may say what its figures are held against.
pub(in crate::check) struct ComparedClause<'a> {
    pub(in crate::check) reading: &'a Reading<'a>,
    pub(in crate::check) passage: &'a Passage<'a>,
    pub(in crate::check) clause: &'a Clause,
}

impl ComparedClause<'_> {
    /// Reads what a figure of the clause is held against.
    pub(in crate::check) fn bases(&self, now: Key) -> Bases {
        let facts = &self.reading.deck.facts;
        let (mut out, mut unknown) = (Vec::new(), false);
        let actual = facts.contexts().actual(now.scope);
        let versus = [Sense::Year, Sense::Quarter, Sense::VersusEnd];
        for hit in self.passage.hits_in(self.clause.range.clone()) {
            unknown |= hit.sense == Sense::VersusForecast;
            if versus.contains(&hit.sense) {
                let period = basis(facts, hit.sense, now.period);
                unknown |= period.is_none();
                out.extend(period.map(|period| Key { period, scope: actual, ..now }));
            }
        }
        if self.is_from_guidance() {
            let before = facts.changes().guided_before(now);
            unknown |= before.is_none();
            out.extend(before);
        }
        for time in named_times(self.reading, self.passage, &self.clause.range) {
            let now = Key { scope: actual, ..now };
            if self.is_base(&time, now) {
                let base = self.base_of(&time, now);
                unknown |= base.is_none();
                out.extend(base);
            }
        }
        match (out.is_empty(), unknown) {
            (false, false) => Bases::Named(out),
            (true, false) => Bases::Unsaid,
            (_, true) => Bases::Unknown,
        }
    }

    /// "From our prior outlook": the guidance before, where it is what something came from.
    fn is_from_guidance(&self) -> bool {
        let words = &self.reading.locale.held;
        let look = HeldClause::of(self.reading, self.passage, self.clause);
        look.find_of(&[&words.before]).iter().any(|(at, _)| self.is_led(at))
    }

    /// Tells whether a time is what the clause compares with: "than in the second quarter", 前年同期より.
    fn is_base(&self, time: &NamedTime, now: Key) -> bool {
        use Sense::{HalfBefore, LastEnd, QuarterAgo, YearAgo, YearBefore};
        let lies =
            |hit: Hit| [YearBefore, YearAgo, HalfBefore, QuarterAgo, LastEnd].contains(&hit.sense);
        let relative = || self.passage.hits_in(time.range.clone()).any(lies);
        self.is_led(&time.range) || (relative() && !self.fits(time, now.period, now))
    }

    fn fits(&self, time: &NamedTime, period: Period, now: Key) -> bool {
        let stands = (period, Stands::Behind);
        time.fits(self.reading, self.passage, stands, &[now.period]) == Some(true)
    }

    /// The newest earlier figure of a time that the clause compares with; nothing where none is known.
    fn base_of(&self, time: &NamedTime, now: Key) -> Option<Key> {
        let facts = &self.reading.deck.facts;
        let fits = |period: Period| self.fits(time, period, now);
        let ends = |key: &Key| facts.calendar.ends(key.period);
        let earlier: Vec<Key> = facts
            .keys_of(now.item)
            .filter(|key| key.scope == now.scope && ends(key) < ends(&now))
            .filter(|key| {
                std::mem::discriminant(&key.period) == std::mem::discriminant(&now.period)
            })
            .collect();
        let year = facts.calendar.year_before(now.period);
        if now.period.is_instant() {
            let found =
                earlier.iter().filter(|key| self.is_day(time, key.period) || fits(key.period));
            return found.max_by_key(|key| ends(key)).copied();
        }
        // "In 2024" is the same part of that year.
        let found = earlier.iter().filter(|key| fits(key.period));
        found.max_by_key(|key| (Some(key.period) == year, ends(key))).copied()
    }

    /// Tells whether a day is the one that a time names, or the end of the year or month that it names.
    fn is_day(&self, time: &NamedTime, period: Period) -> bool {
        let calendar = self.reading.deck.facts.calendar;
        let day = calendar.ends(period);
        self.passage.mentions_in(time.range.clone()).iter().any(|mention| match mention.dated {
            Dated::Day(named) => named == day,
            Dated::Month(year, month) => (day.year(), day.month()) == (year, month),
            Dated::Period(named) => calendar.ends(named) == day,
            Dated::Year(year) => {
                calendar.ends(Period::Year { year }) == day
                    || (day.year(), day.month()) == (year, 12)
            }
            Dated::Part | Dated::Months(..) | Dated::Open(..) => false,
        })
    }

    /// Tells whether a time is what something came from, or is held against.
    fn is_led(&self, time: &Range<usize>) -> bool {
        let (passage, prose) = (self.passage, &self.reading.locale.prose);
        let open = [Sense::From, Sense::Compared, Sense::Above, Sense::Below];
        if prose.behind {
            let mut near = passage.hits_in(time.end..self.clause.range.end);
            return near.next().is_some_and(|hit| {
                let gap = &passage.text[time.end..hit.start];
                open.contains(&hit.sense) && gap.chars().count() <= FOLLOWED
            });
        }
        let words: Vec<_> = passage.words_in(self.clause.range.start..time.start).collect();
        let near = words.iter().rev().take(LED);
        let light = [Sense::Link, Sense::Within, Sense::AsOf, Sense::To, Sense::Ended];
        for word in near {
            let own = word.of(passage.text).to_lowercase();
            let than = prose
                .from_before
                .iter()
                .any(|one| one.split(' ').next_back() == Some(own.as_str()));
            if than || open.iter().any(|sense| passage.means(*word, *sense)) {
                return true;
            }
            if !light.iter().any(|sense| passage.means(*word, *sense)) {
                return false;
            }
        }
        false
    }
}
