//! The columns of a sheet: periods from left to right, discrete before cumulative.

use std::collections::BTreeSet;

use crate::num::{FiscalYear, Period};

/// What kind of periods stand side by side, in the order of their groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PeriodGroup {
    /// Quarters.
    Quarters,
    /// From the year's beginning: halves, nine months.
    Cumulative,
    /// Fiscal years.
    Years,
    /// Second halves, twelve months to a quarter's end, months.
    Others,
    /// Days of balance.
    Days,
}

impl PeriodGroup {
    pub(super) fn of(period: Period) -> Self {
        match period {
            Period::Quarter { .. } => Self::Quarters,
            Period::Half { half: 1, .. } | Period::NineMonths { .. } => Self::Cumulative,
            Period::Year { .. } => Self::Years,
            Period::Half { .. } | Period::Month { .. } | Period::Trailing { .. } => Self::Others,
            Period::Instant(_) => Self::Days,
        }
    }

    /// Gives the name of its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Quarters => "book_quarters",
            Self::Cumulative => "book_cumulative",
            Self::Years => "book_years",
            Self::Others => "book_others",
            Self::Days => "book_days",
        }
    }
}

/// Sorts periods as columns: group by group, each from the oldest to the newest.
pub(super) fn columns(periods: &BTreeSet<Period>, calendar: FiscalYear) -> Vec<Period> {
    let mut all: Vec<Period> = periods.iter().copied().collect();
    all.sort_by_key(|period| (PeriodGroup::of(*period), calendar.ends(*period), *period));
    all
}
