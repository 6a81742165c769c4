//! A company's fiscal year: where periods lie on the calendar.
//!
//! What enters: periods by name and days. What leaves: first and last days, and the period a day
//! falls in. It must not know figures.

use jiff::civil::Date;

use super::period::Period;

/// Says which calendar year names a fiscal year that spans two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum NamedBy {
    /// The year it begins in: IIJ's FY2010 ends in March 2011.
    #[default]
    Start,
    /// The year it ends in, as KDDI's "fiscal year ended March 2011" and many American ones.
    End,
}

/// Places fiscal periods on the calendar.
///
/// The default is IIJ's: it starts in April and is named by the year it starts in. A fiscal year
/// always begins on the first day of a month. Days beyond the calendar's years (-9999 to 9999)
/// are replaced by its first or last day.
///
/// ```
/// use iijdeck::num::{FiscalYear, Period};
///
/// let fiscal = FiscalYear::default();
/// let (first, last) = fiscal.range("1Q10".parse().expect("a period"));
/// assert_eq!((first.to_string(), last.to_string()), ("2010-04-01".into(), "2010-06-30".into()));
/// assert_eq!(fiscal.ends("FY2010".parse().expect("a period")).to_string(), "2011-03-31");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FiscalYear {
    start_month: u8,
    named_by: NamedBy,
}

impl Default for FiscalYear {
    fn default() -> Self {
        Self { start_month: 4, named_by: NamedBy::Start }
    }
}

impl FiscalYear {
    /// Makes a fiscal year from its first month, 1 to 12; nothing for another number.
    #[must_use]
    pub fn new(start_month: u8, named_by: NamedBy) -> Option<Self> {
        (1..=12).contains(&start_month).then_some(Self { start_month, named_by })
    }

    /// Returns the first month, 1 to 12.
    #[must_use]
    pub fn start_month(self) -> u8 {
        self.start_month
    }

    /// Returns which calendar year names the fiscal year.
    #[must_use]
    pub fn named_by(self) -> NamedBy {
        self.named_by
    }

    /// Returns the first and the last day of a period; a day is both.
    #[must_use]
    pub fn range(self, period: Period) -> (Date, Date) {
        match (period, period.span()) {
            (Period::Instant(day), _) => (day, day),
            (_, None) => (Date::MIN, Date::MAX),
            (_, Some((year, first, last))) => {
                let start = self.first_month(year);
                let begins = start + 3 * (i32::from(first) - 1);
                (first_day(begins), last_day(start + 3 * i32::from(last) - 1))
            }
        }
    }

    /// Returns the last day of a period.
    #[must_use]
    pub fn ends(self, period: Period) -> Date {
        self.range(period).1
    }

    /// Returns the single quarter a day falls in.
    #[must_use]
    pub fn quarter_of(self, day: Date) -> Period {
        let (year, months) = self.position(day);
        // Months are 0 to 11, so the quarter is 1 to 4.
        let quarter = u8::try_from(months / 3 + 1).unwrap_or(4);
        Period::Quarter { year, quarter }
    }

    /// Returns the fiscal year a day falls in, as the company names it.
    #[must_use]
    pub fn year_of(self, day: Date) -> i16 {
        self.position(day).0
    }

    /// Returns the quarter before a single quarter, or the last day of the quarter before a day.
    ///
    /// Balance sheets compare with that day: 31 March 2010 for 30 June 2010. Nothing for
    /// cumulative periods.
    #[must_use]
    pub fn prior_quarter(self, period: Period) -> Option<Period> {
        match period {
            Period::Instant(day) => {
                let before = self.quarter_of(day).prior_quarter()?;
                Some(Period::Instant(self.ends(before)))
            }
            Period::Quarter { .. }
            | Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Year { .. } => period.prior_quarter(),
        }
    }

    /// Returns the last day of the fiscal year before the one a period ends in.
    ///
    /// Japanese quarterly balance sheets compare with it: 31 March 2010 for 1Q10, and for the day
    /// 31 March 2011 too.
    #[must_use]
    pub fn prior_year_end(self, period: Period) -> Date {
        let year = self.year_of(self.ends(period));
        last_day(self.first_month(year) - 1)
    }

    /// The first month of a fiscal year, counted from January of year zero.
    fn first_month(self, year: i16) -> i32 {
        (i32::from(year) - self.lead()) * 12 + i32::from(self.start_month) - 1
    }

    /// The fiscal year a day falls in, and the months since its start.
    fn position(self, day: Date) -> (i16, i32) {
        let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let since = month - (i32::from(self.start_month) - 1);
        let year = since.div_euclid(12) + self.lead();
        (i16::try_from(year).unwrap_or(day.year()), since.rem_euclid(12))
    }

    /// How many years its name is ahead of the year it begins in.
    fn lead(self) -> i32 {
        match self.named_by {
            NamedBy::End if self.start_month > 1 => 1,
            NamedBy::Start | NamedBy::End => 0,
        }
    }
}

fn first_day(month: i32) -> Date {
    let year = i16::try_from(month.div_euclid(12));
    let number = i8::try_from(month.rem_euclid(12) + 1);
    let edge = if month < 0 { Date::MIN } else { Date::MAX };
    match (year, number) {
        (Ok(year), Ok(number)) => Date::new(year, number, 1).unwrap_or(edge),
        (Err(_), _) | (_, Err(_)) => edge,
    }
}

fn last_day(month: i32) -> Date {
    match first_day(month) {
        Date::MIN => Date::MIN,
        first => first.last_of_month(),
    }
}
