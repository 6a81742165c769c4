//! How long a period is: 53 weeks, nine months.
//!
//! What enters: a period and its calendar. What leaves: its length as a company tells it, and whether two
//! are so unlike that a change between their figures would mislead.

use std::fmt;

use super::fiscal::FiscalYear;
use super::period::Period;

/// A length as it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodLength {
    /// Whole weeks, where periods end with them.
    Weeks(u16),
    /// Months.
    Months(u16),
    /// Days, where neither fits.
    Days(u16),
}

/// Tells how long the periods of a calendar are.
#[derive(Debug, Clone, Copy)]
pub struct PeriodLengths {
    calendar: FiscalYear,
}

/// Writes it as English does: `53 weeks`.
impl fmt::Display for PeriodLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, noun) = match self {
            Self::Weeks(count) => (count, "week"),
            Self::Months(count) => (count, "month"),
            Self::Days(count) => (count, "day"),
        };
        write!(f, "{count} {noun}{}", if *count == 1 { "" } else { "s" })
    }
}

impl FiscalYear {
    /// Gives what tells how long its periods are.
    #[must_use]
    pub fn lengths(self) -> PeriodLengths {
        PeriodLengths { calendar: self }
    }
}

impl PeriodLengths {
    /// Returns how many days a period has.
    #[must_use]
    pub fn days(self, period: Period) -> u16 {
        let (first, last) = self.calendar.range(period);
        let days = first.until(last).map_or(0, |span| span.get_days());
        u16::try_from(days.saturating_add(1)).unwrap_or(u16::MAX)
    }

    /// Returns how many weeks a period has, where it ends with a week and not with a month.
    #[must_use]
    pub fn weeks(self, period: Period) -> Option<u16> {
        let (_, last) = self.calendar.range(period);
        let days = self.days(period);
        let whole = days.is_multiple_of(7) && !period.is_instant();
        (whole && self.calendar.is_by_weeks(last)).then_some(days / 7)
    }

    /// Returns how many months a period has: as many as its name says, unless the calendar lists a year
    /// of other quarters or other ends.
    #[must_use]
    pub fn months(self, period: Period) -> u8 {
        let usual = period.months();
        if period.is_instant() {
            return usual;
        }
        // A month has 30.4 days; a week more or less makes none.
        let months = (u32::from(self.days(period)) * 2 * 100 / 3044).div_ceil(2);
        let months = u8::try_from(months).unwrap_or(u8::MAX);
        if months.abs_diff(usual) > 1 || self.weeks(period).is_none() && months != usual {
            months
        } else {
            usual
        }
    }

    /// Returns its length as a company tells it.
    #[must_use]
    pub fn told(self, period: Period) -> PeriodLength {
        let days = self.days(period);
        let (first, last) = self.calendar.range(period);
        let behind = super::weeks::moved(last, 1);
        match self.weeks(period) {
            Some(weeks) => PeriodLength::Weeks(weeks),
            None if first.day() == behind.day() => {
                PeriodLength::Months(u16::from(self.months(period)))
            }
            None => PeriodLength::Days(days),
        }
    }

    /// Tells whether a change between two periods would be one of their lengths too: by a week and more.
    #[must_use]
    pub fn is_unequal(self, one: Period, other: Period) -> bool {
        let flows = !one.is_instant() && !other.is_instant();
        flows && self.days(one).abs_diff(self.days(other)) >= 7
    }
}
