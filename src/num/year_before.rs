//! What lies a year before behind a fiscal year that was moved or cut short.
//!
//! What enters: a period and its calendar. What leaves: the period of its kind that began or ended a year
//! before. It must not know why it is asked.

use jiff::civil::Date;

use super::fiscal::FiscalYear;
use super::period::{self, Period};

/// By how many days the same part of two years may lie beside a year.
const DAYS_BESIDE: u32 = 20;

/// Finds among the periods of a kind the one that begins and ends nearest to a year before another, where
/// one of its two days is as good as a year away.
pub(super) fn nearest(calendar: FiscalYear, period: Period, year: i16) -> Option<Period> {
    let (first, last) = calendar.range(period);
    let (first, last) = (period::year_before(first), period::year_before(last));
    let apart = |one: Date, other: Date| {
        one.until(other).map_or(u32::MAX, |span| span.get_days().unsigned_abs())
    };
    let years = [1, 0, 2].map(|back| year.saturating_sub(back));
    let all = years.into_iter().flat_map(|year| of_kind(calendar, period, year));
    let measured = all.filter(|other| *other != period).filter_map(|other| {
        let (from, to) = calendar.range(other);
        let (begins, ends) = (apart(first, from), apart(last, to));
        (begins.min(ends) <= DAYS_BESIDE).then_some((begins.saturating_add(ends), other))
    });
    // Of equals the first: the same part of the year before.
    measured.reduce(|best, next| if next.0 < best.0 { next } else { best }).map(|(_, other)| other)
}

/// The periods of a year that are called as another is, its own part first.
fn of_kind(calendar: FiscalYear, period: Period, year: i16) -> Vec<Period> {
    let own = period.in_year(year);
    let count = calendar.quarters_in(year);
    let all = match period {
        Period::Quarter { .. } => {
            (1..=count).map(|quarter| Period::Quarter { year, quarter }).collect()
        }
        Period::Half { .. } => [1, 2].map(|half| Period::Half { year, half }).to_vec(),
        Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => vec![own],
    };
    let there = |one: &Period| one.span().is_none_or(|(_, first, _)| first <= count);
    let all = all.into_iter().filter(there);
    let (same, others): (Vec<_>, Vec<_>) = all.partition(|one| *one == own);
    same.into_iter().chain(others).collect()
}
