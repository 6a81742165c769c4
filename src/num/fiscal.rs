//! A company's fiscal year: where periods lie on the calendar.
//!
//! What enters: periods by name and days. What leaves: first and last days, and the period a day
//! falls in. It must not know figures.

use jiff::civil::{Date, Weekday};

use super::period::Period;
use super::weeks::{Closing, moved};

/// Says which calendar year names a fiscal year that spans two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum YearNaming {
    /// The year it begins in: IIJ's FY2010 ends in March 2011.
    #[default]
    Start,
    /// The year it ends in, as KDDI's "fiscal year ended March 2011" and many American ones.
    End,
}

/// Places fiscal periods on the calendar.
///
/// The default is IIJ's: it starts in April and is named by the year it starts in. A fiscal year
/// begins on the first day of a month, or, where [`Closing`] says so, on the day behind the weekday that
/// ended the last. Days beyond the calendar's years (-9999 to 9999) are replaced by its first or last
/// day.
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
    named_by: YearNaming,
    closing: Option<Closing>,
}

impl Default for FiscalYear {
    fn default() -> Self {
        Self { start_month: 4, named_by: YearNaming::Start, closing: None }
    }
}

impl FiscalYear {
    /// Makes a fiscal year from its first month, 1 to 12; nothing for another number.
    #[must_use]
    pub fn new(start_month: u8, named_by: YearNaming) -> Option<Self> {
        (1..=12).contains(&start_month).then_some(Self { start_month, named_by, closing: None })
    }

    /// Makes its periods end on weekdays, which are counted from the ends of its months.
    #[must_use]
    pub fn closing(self, closing: Closing) -> Self {
        Self { closing: Some(closing), ..self }
    }

    /// Returns the first month, 1 to 12.
    #[must_use]
    pub fn start_month(self) -> u8 {
        self.start_month
    }

    /// Returns which calendar year names the fiscal year.
    #[must_use]
    pub fn named_by(self) -> YearNaming {
        self.named_by
    }

    /// Returns the first and the last day of a period; a day is both.
    #[must_use]
    pub fn range(self, period: Period) -> (Date, Date) {
        match (period, period.span()) {
            (Period::Instant(day), _) => (day, day),
            (_, None) => (Date::MIN, Date::MAX),
            (_, Some((year, first, last))) => {
                let last = self.quarter_ends(year, last);
                (self.quarter_starts(year, first).min(last), last)
            }
        }
    }

    /// Returns the first and the last month of a period as it is spoken of, each with its year.
    ///
    /// A quarter from 3 May to 1 August is May to July: a month of which a week or less belongs to
    /// a period is not told.
    #[must_use]
    pub fn months(self, period: Period) -> ((i16, i8), (i16, i8)) {
        let (first, last) = self.range(period);
        let (first, last) = match self.closing {
            Some(_) if !period.is_instant() => (moved(first, 6), moved(last, -6)),
            _ => (first, last),
        };
        ((first.year(), first.month()), (last.year(), last.month()))
    }

    /// Tells whether a run of months is a period's, as it is spoken of or as its days lie.
    #[must_use]
    pub fn is_run(self, period: Period, from: (i16, i8), to: (i16, i8)) -> bool {
        let (first, last) = self.range(period);
        let days = ((first.year(), first.month()), (last.year(), last.month()));
        [days, self.months(period)].contains(&(from, to))
    }

    /// Returns the last day of a period.
    #[must_use]
    pub fn ends(self, period: Period) -> Date {
        self.range(period).1
    }

    /// Returns the single quarter a day falls in.
    #[must_use]
    pub fn quarter_of(self, day: Date) -> Period {
        let year = self.year_of(day);
        let quarter = (1..4).find(|quarter| day <= self.quarter_ends(year, *quarter));
        Period::Quarter { year, quarter: quarter.unwrap_or(4) }
    }

    /// Returns the fiscal year a day falls in, as the company names it.
    #[must_use]
    pub fn year_of(self, day: Date) -> i16 {
        let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let since = month - (i32::from(self.start_month) - 1);
        let year = since.div_euclid(12) + self.lead();
        let year = i16::try_from(year).unwrap_or(day.year());
        // A year of weeks ends some days before or behind its last month.
        if day > self.year_ends(year) {
            year.saturating_add(1)
        } else if day < self.year_starts(year) {
            year.saturating_sub(1)
        } else {
            year
        }
    }

    /// Tells whether a quarter ends on a day.
    #[must_use]
    pub fn closes(self, day: Date) -> bool {
        self.ends(self.quarter_of(day)) == day
    }

    /// Returns the same part of the fiscal year before; for a day that ends a quarter the last day of
    /// the same quarter a year before.
    ///
    /// Balance sheets and year-over-year growth compare with it: 3 May 2025 for 2 May 2026, where
    /// years end on Saturdays.
    #[must_use]
    pub fn year_before(self, period: Period) -> Period {
        match period {
            Period::Instant(day) if self.closing.is_some() && self.closes(day) => {
                Period::Instant(self.ends(self.quarter_of(day).prior_year()))
            }
            Period::Instant(_)
            | Period::Quarter { .. }
            | Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Year { .. } => period.prior_year(),
        }
    }

    /// Finds the usual rule of weekdays by which some days would end a quarter, and of several the one
    /// by which most of the others would; nothing where they do without, or no rule is found.
    /// Companies end their periods with the week: on a Wednesday the day is a slip.
    #[must_use]
    pub fn rule_for(self, days: &[Date], others: &[Date]) -> Option<Closing> {
        let first = *days.iter().find(|day| !self.closes(**day))?;
        let ends_a_week =
            matches!(first.weekday(), Weekday::Friday | Weekday::Saturday | Weekday::Sunday);
        let ways = Closing::usual(first).filter(|_| ends_a_week);
        let fits = |rule: &Closing| days.iter().all(|day| self.closing(*rule).closes(*day));
        let count = |rule: Closing| {
            let calendar = self.closing(rule);
            others.iter().filter(|day| calendar.closes(**day)).count()
        };
        let counted = ways.filter(fits).map(|rule| (count(rule), rule));
        // Of equals the first, which is the more usual.
        counted.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, rule)| rule)
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
        self.year_ends(year.saturating_sub(1))
    }

    fn year_starts(self, year: i16) -> Date {
        match self.closing {
            None | Some(Closing::Quarters(_)) => first_day(self.first_month(year)),
            Some(Closing::Year(_)) => moved(self.year_ends(year.saturating_sub(1)), 1),
        }
    }

    fn year_ends(self, year: i16) -> Date {
        let last = last_day(self.first_month(year) + 11);
        match self.closing {
            None | Some(Closing::Quarters(_)) => last,
            Some(Closing::Year(weeks)) => weeks.close.ends(last),
        }
    }

    fn quarter_starts(self, year: i16, quarter: u8) -> Date {
        match self.closing {
            None => first_day(self.first_month(year) + 3 * (i32::from(quarter) - 1)),
            Some(_) if quarter <= 1 => self.year_starts(year),
            Some(_) => moved(self.quarter_ends(year, quarter - 1), 1),
        }
    }

    fn quarter_ends(self, year: i16, quarter: u8) -> Date {
        let month_end = || last_day(self.first_month(year) + 3 * i32::from(quarter) - 1);
        match self.closing {
            None => month_end(),
            Some(_) if quarter >= 4 => self.year_ends(year),
            Some(Closing::Quarters(close)) => close.ends(month_end()),
            Some(Closing::Year(weeks)) => {
                let (first, last) = (self.year_starts(year), self.year_ends(year));
                // The first day of the year is in the first of its weeks.
                weeks.ends(first, quarter, moved(first, 52 * 7) <= last)
            }
        }
    }

    /// The first month of a fiscal year, counted from January of year zero.
    fn first_month(self, year: i16) -> i32 {
        (i32::from(year) - self.lead()) * 12 + i32::from(self.start_month) - 1
    }

    /// How many years its name is ahead of the year it begins in.
    fn lead(self) -> i32 {
        match self.named_by {
            YearNaming::End if self.start_month > 1 => 1,
            YearNaming::Start | YearNaming::End => 0,
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
