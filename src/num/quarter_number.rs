//! Quarters counted through, also behind years that have fewer than four.

use super::fiscal::FiscalYear;
use super::period::Period;

/// Numbers the quarters of a calendar, so that those that follow each other have numbers that do.
#[derive(Clone, Copy, Debug)]
pub struct QuarterNumbers {
    calendar: FiscalYear,
}

impl QuarterNumbers {
    /// Those of a calendar.
    #[must_use]
    pub fn of(calendar: FiscalYear) -> Self {
        Self { calendar }
    }

    /// Gives the number of the quarter that a period ends with, counted from year zero.
    #[must_use]
    pub fn number(self, period: Period) -> Option<i32> {
        let last = self.calendar.quarter_of(self.calendar.ends(period));
        let Period::Quarter { year, quarter } = last else { return None };
        Some(self.first(year) + i32::from(quarter) - 1)
    }

    /// Gives the quarter of a number.
    #[must_use]
    pub fn quarter(self, number: i32) -> Option<Period> {
        let mut year = i16::try_from(number.div_euclid(4)).ok()?;
        // Short years before it make its year a later one, by one for each four quarters that they lack.
        while self.first(year.checked_add(1)?) <= number {
            year += 1;
        }
        let quarter = u8::try_from(number - self.first(year) + 1).ok()?;
        Some(Period::Quarter { year, quarter })
    }

    /// The number of a year's first quarter: four for each before it, but for those that short years lack.
    fn first(self, year: i16) -> i32 {
        i32::from(year) * 4 - self.calendar.exceptions.lacking(year)
    }
}
