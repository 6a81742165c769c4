//! What the rule of a calendar does not say: periods with days or quarters of their own.
//!
//! What enters: a list by period. What leaves: the days that the list gives, and how far it moves the
//! years around it. It must not know the rule.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use jiff::civil::Date;

use super::period::Period;
use super::weeks::moved;

/// A period whose first day, last day or number of quarters wins over the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarException {
    /// The period.
    pub period: Period,
    /// Its first day, where it is listed.
    pub from: Option<Date>,
    /// Its last day, where it is listed.
    pub to: Option<Date>,
    /// How many quarters a year has.
    pub quarters: Option<u8>,
}

/// The exceptions of a calendar. A list is kept once for the life of the program, so that a calendar, which
/// everything that needs a day asks, stays a few bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Exceptions(&'static [CalendarException]);

/// Days by which weeks move the end of a year, and behind which its months have moved.
const DRIFT: i32 = 20;

static KEPT: Mutex<BTreeSet<&'static [CalendarException]>> = Mutex::new(BTreeSet::new());

impl Exceptions {
    pub(super) fn of(mut list: Vec<CalendarException>) -> Self {
        list.sort_unstable();
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(list.as_slice()) {
            return Self(known);
        }
        let list: &'static [_] = Vec::leak(list);
        kept.insert(list);
        Self(list)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    fn at(self, period: Period) -> Option<&'static CalendarException> {
        let at = self.0.partition_point(|one| one.period < period);
        self.0.get(at).filter(|one| one.period == period)
    }

    pub(super) fn from(self, period: Period) -> Option<Date> {
        self.at(period)?.from
    }

    pub(super) fn to(self, period: Period) -> Option<Date> {
        self.at(period)?.to
    }

    pub(super) fn quarters(self, year: i16) -> Option<u8> {
        self.at(Period::Year { year })?.quarters.map(|count| count.clamp(1, 4))
    }

    /// How many quarters the listed years before one have less than four.
    pub(super) fn lacking(self, year: i16) -> i32 {
        let before = self
            .0
            .iter()
            .filter(|one| matches!(one.period, Period::Year { year: listed } if listed < year));
        before.filter_map(|one| one.quarters).map(|count| 4 - i32::from(count.clamp(1, 4))).sum()
    }

    /// The first day of a year, by its own name or its first part's.
    pub(super) fn year_starts(self, year: i16) -> Option<Date> {
        let half = || self.from(Period::Half { year, half: 1 });
        let quarter = || self.from(Period::Quarter { year, quarter: 1 });
        self.from(Period::Year { year }).or_else(half).or_else(quarter)
    }

    /// The last day of a year, by its own name or its last part's.
    pub(super) fn year_ends(self, year: i16) -> Option<Date> {
        let last = self.quarters(year).unwrap_or(4);
        let half = || self.to(Period::Half { year, half: 2 });
        let quarter = || self.to(Period::Quarter { year, quarter: last });
        self.to(Period::Year { year }).or_else(half).or_else(quarter)
    }

    /// The last day of a quarter that does not end the year, by its own name, by what ends with it, or
    /// by what begins behind it.
    pub(super) fn quarter_ends(self, year: i16, quarter: u8) -> Option<Date> {
        let with = match quarter {
            2 => Some(Period::Half { year, half: 1 }),
            3 => Some(Period::NineMonths { year }),
            _ => None,
        };
        let behind = [
            Some(Period::Quarter { year, quarter: quarter.saturating_add(1) }),
            (quarter == 2).then_some(Period::Half { year, half: 2 }),
        ];
        let own = self.to(Period::Quarter { year, quarter });
        let own = own.or_else(|| self.to(with?));
        let mut behind = behind.into_iter().flatten();
        own.or_else(|| behind.find_map(|period| self.from(period)).map(|day| moved(day, -1)))
    }

    /// Whether an end of a period is listed that lies some days beside a month's.
    pub(super) fn is_near(self, first: Date, last: Date) -> bool {
        let ends = |one: &CalendarException| one.from == Some(first) || one.to == Some(last);
        !self.0.is_empty()
            && (first.day() != 1 || last != last.last_of_month())
            && self.0.iter().any(ends)
    }

    /// How many months the years around a listed one are moved: by the last listed end before a year,
    /// else by the first listed start behind it. `rule` gives the first month of a year, `day` the day it
    /// begins on.
    pub(super) fn shift(self, year: i16, rule: &dyn Fn(i16) -> i32, day: i32) -> i32 {
        let years = self.0.iter().filter(|one| matches!(one.period, Period::Year { .. }));
        let years = years.filter_map(|one| Some((one.period.year()?, one)));
        // Where a year begins, in months and days.
        let begins = |from: Date| {
            (i32::from(from.year()) * 12 + i32::from(from.month()) - 1, i32::from(from.day()))
        };
        let moved_by = |from: Date, year: i16| {
            let (month, of_month) = begins(from);
            let days = (month - rule(year)) * 30 + of_month - day;
            if days.abs() <= DRIFT { 0 } else { (days + days.signum() * 15) / 30 }
        };
        let own = years.clone().find(|(listed, one)| *listed == year && one.from.is_some());
        let before = years.clone().rfind(|(listed, one)| *listed < year && one.to.is_some());
        let behind = years.clone().find(|(listed, one)| *listed > year && one.from.is_some());
        if let Some(from) = own.and_then(|(_, one)| one.from) {
            return moved_by(from, year);
        }
        if let Some((listed, to)) = before.and_then(|(listed, one)| Some((listed, one.to?))) {
            return moved_by(moved(to, 1), listed.saturating_add(1));
        }
        behind.and_then(|(listed, one)| Some(moved_by(one.from?, listed))).unwrap_or_default()
    }
}
