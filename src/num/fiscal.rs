//! A company's fiscal year: where periods lie on the calendar.
//!
//! What enters: periods by name and days. What leaves: first and last days, and the period a day
//! falls in. It must not know figures.

use jiff::civil::{Date, Weekday};

use super::exceptions::{CalendarException, Exceptions};
use super::period::{self, Period};
use super::weeks::{Closing, moved};
use super::year_before;

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
/// ended the last. It may begin on another day of its month, and what the rule does not say is listed
/// ([`CalendarException`]). Days beyond the calendar's years (-9999 to 9999) are replaced by its first or last
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
    start_day: u8,
    named_by: YearNaming,
    closing: Option<Closing>,
    pub(super) exceptions: Exceptions,
}

impl Default for FiscalYear {
    fn default() -> Self {
        Self {
            start_month: 4,
            start_day: 1,
            named_by: YearNaming::Start,
            closing: None,
            exceptions: Exceptions::default(),
        }
    }
}

impl FiscalYear {
    /// Makes a fiscal year from its first month, 1 to 12; nothing for another number.
    #[must_use]
    pub fn new(start_month: u8, named_by: YearNaming) -> Option<Self> {
        let known = (1..=12).contains(&start_month);
        known.then_some(Self { start_month, named_by, ..Self::default() })
    }

    /// Makes it begin on another day of its month than the first, up to the 28th.
    #[must_use]
    pub fn from_day(self, day: u8) -> Self {
        Self { start_day: day.clamp(1, 28), ..self }
    }

    /// Lists the periods whose days or quarters the rule does not give.
    #[must_use]
    pub fn except(self, exceptions: Vec<CalendarException>) -> Self {
        Self { exceptions: Exceptions::of(exceptions), ..self }
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
        let (first, last) = match (period, period.span()) {
            (_, Some((year, first, last))) => {
                (self.quarter_starts(year, first), self.quarter_ends(year, last))
            }
            (Period::Trailing { year, quarter }, _) => {
                let ends = self.quarter_ends(year, quarter);
                let before = self.year_before(Period::Quarter { year, quarter });
                let before =
                    before.map_or_else(|| period::year_before(ends), |before| self.ends(before));
                (moved(before, 1), ends)
            }
            (Period::Month { year, month }, _) => self.month(year, month),
            (Period::Instant(day), _) => (day, day),
            (_, None) => (Date::MIN, Date::MAX),
        };
        (first.min(last), last)
    }

    /// A month ends on the day before the one that the fiscal year starts on.
    fn month(self, year: i16, month: u8) -> (Date, Date) {
        let own = Period::Month { year, month };
        let index = i32::from(year) * 12 + i32::from(month) - 1 - i32::from(self.start_day > 1);
        let first = self.exceptions.from(own).unwrap_or_else(|| self.first_day(index));
        (first, self.exceptions.to(own).unwrap_or_else(|| self.last_day(index)))
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
            None if !period.is_instant() && self.exceptions.is_near(first, last) => {
                (moved(first, 6), moved(last, -6))
            }
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
        let count = self.quarters_in(year);
        let quarter = (1..count).find(|quarter| day <= self.quarter_ends(year, *quarter));
        Period::Quarter { year, quarter: quarter.unwrap_or(count) }
    }

    /// Returns the fiscal year a day falls in, as the company names it.
    #[must_use]
    pub fn year_of(self, day: Date) -> i16 {
        let month = i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
        let since = month - (i32::from(self.start_month) - 1);
        let year = since.div_euclid(12) + self.lead();
        let mut year = i16::try_from(year).unwrap_or(day.year());
        // A year of weeks ends some days before or behind its last month, and years that are listed may
        // have moved it by months.
        for _ in 0..3 {
            if day > self.year_ends(year) {
                year = year.saturating_add(1);
            } else if day < self.year_starts(year) {
                year = year.saturating_sub(1);
            }
        }
        year
    }

    /// Tells whether a quarter ends on a day.
    #[must_use]
    pub fn closes(self, day: Date) -> bool {
        self.ends(self.quarter_of(day)) == day
    }

    /// Returns the period a year before: the same part of the fiscal year before; for a day that ends a quarter
    /// the last day of the quarter that ended a year before.
    ///
    /// Balance sheets and year-over-year growth compare with it: 3 May 2025 for 2 May 2026, where
    /// years end on Saturdays. Behind a year that was moved or cut short the quarter of a year before has another
    /// number, and some periods have none that begins or ends a year before them: nothing, then.
    #[must_use]
    pub fn year_before(self, period: Period) -> Option<Period> {
        let by_months = self.closing.is_none() && self.start_day == 1 && self.exceptions.is_empty();
        match period {
            Period::Instant(day) if !by_months && self.closes(day) => {
                let before = self.year_before(self.quarter_of(day));
                let before = before.map_or_else(
                    || period.prior_year(),
                    |quarter| Period::Instant(self.ends(quarter)),
                );
                Some(before)
            }
            Period::Quarter { year, .. }
            | Period::Half { year, .. }
            | Period::NineMonths { year }
            | Period::Year { year }
                if !self.exceptions.is_empty() =>
            {
                year_before::nearest(self, period, year)
            }
            Period::Trailing { year, quarter } if !self.exceptions.is_empty() => {
                self.year_before(Period::Quarter { year, quarter })?.trailing()
            }
            Period::Instant(_)
            | Period::Quarter { .. }
            | Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Month { .. }
            | Period::Trailing { .. }
            | Period::Year { .. } => Some(period.prior_year()),
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
                let before = self.quarter_before(self.quarter_of(day))?;
                Some(Period::Instant(self.ends(before)))
            }
            Period::Quarter { .. } => self.quarter_before(period),
            Period::Trailing { year, quarter } => {
                self.quarter_before(Period::Quarter { year, quarter })?.trailing()
            }
            Period::Half { .. }
            | Period::NineMonths { .. }
            | Period::Month { .. }
            | Period::Year { .. } => None,
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

    /// The quarter before one; the last of a short year has another number than four.
    fn quarter_before(self, period: Period) -> Option<Period> {
        let before = period.prior_quarter()?;
        let Period::Quarter { year, quarter } = before else { return Some(before) };
        Some(Period::Quarter { year, quarter: quarter.min(self.quarters_in(year)) })
    }

    /// Returns how many quarters a year has: fewer than four where its end was moved.
    #[must_use]
    pub fn quarters_in(self, year: i16) -> u8 {
        self.exceptions.quarters(year).unwrap_or(4)
    }

    /// Tells whether a period that ends on a day may be counted in weeks: where years are, or where that
    /// day is listed.
    #[must_use]
    pub fn is_by_weeks(self, last: Date) -> bool {
        let listed = self.start_day == 1 && !self.exceptions.is_empty();
        (listed && last != last.last_of_month()) || matches!(self.closing, Some(Closing::Year(_)))
    }

    fn year_starts(self, year: i16) -> Date {
        let before = year.saturating_sub(1);
        let listed = self.exceptions.year_starts(year);
        let listed = listed.or_else(|| Some(moved(self.exceptions.year_ends(before)?, 1)));
        listed.unwrap_or_else(|| match self.closing {
            None | Some(Closing::Quarters(_)) => self.first_day(self.first_month(year)),
            Some(Closing::Year(_)) => moved(self.year_ends(before), 1),
        })
    }

    fn year_ends(self, year: i16) -> Date {
        let behind = year.saturating_add(1);
        let listed = self.exceptions.year_ends(year);
        let listed = listed.or_else(|| Some(moved(self.exceptions.year_starts(behind)?, -1)));
        listed.unwrap_or_else(|| {
            let last = self.last_day(self.first_month(year) + 11);
            match self.closing {
                None | Some(Closing::Quarters(_)) => last,
                Some(Closing::Year(weeks)) => weeks.close.ends(last),
            }
        })
    }

    fn quarter_starts(self, year: i16, quarter: u8) -> Date {
        let listed = self.exceptions.from(Period::Quarter { year, quarter });
        listed.unwrap_or_else(|| match quarter {
            0 | 1 => self.year_starts(year),
            _ => moved(self.quarter_ends(year, quarter - 1), 1),
        })
    }

    fn quarter_ends(self, year: i16, quarter: u8) -> Date {
        if quarter >= self.quarters_in(year) {
            return self.year_ends(year);
        }
        if let Some(listed) = self.exceptions.quarter_ends(year, quarter) {
            return listed;
        }
        let month_end = || self.last_day(self.first_month(year) + 3 * i32::from(quarter) - 1);
        let ends = match self.closing {
            None => month_end(),
            Some(Closing::Quarters(close)) => close.ends(month_end()),
            Some(Closing::Year(weeks)) => {
                let (first, last) = (self.year_starts(year), self.year_ends(year));
                // The first day of the year is in the first of its weeks.
                weeks.ends(first, quarter, moved(first, 52 * 7) <= last)
            }
        };
        ends.min(self.year_ends(year))
    }

    /// The first month of a fiscal year, counted from January of year zero. A listed year whose start or
    /// end is months away from the rule moves the years before or behind it.
    fn first_month(self, year: i16) -> i32 {
        let rule =
            |year: i16| (i32::from(year) - self.lead()) * 12 + i32::from(self.start_month) - 1;
        let day = i32::from(self.start_day);
        rule(year) + self.exceptions.shift(year, &rule, day)
    }

    /// How many years its name is ahead of the year it begins in.
    fn lead(self) -> i32 {
        match self.named_by {
            YearNaming::End if self.start_month > 1 => 1,
            YearNaming::Start | YearNaming::End => 0,
        }
    }

    fn first_day(self, month: i32) -> Date {
        let year = i16::try_from(month.div_euclid(12));
        let number = i8::try_from(month.rem_euclid(12) + 1);
        let day = i8::try_from(self.start_day).unwrap_or(1);
        let edge = if month < 0 { Date::MIN } else { Date::MAX };
        match (year, number) {
            (Ok(year), Ok(number)) => Date::new(year, number, day).unwrap_or(edge),
            (Err(_), _) | (_, Err(_)) => edge,
        }
    }

    /// The last day of twelve, three or one months: of the month, or the one before the day that the year
    /// starts on.
    fn last_day(self, month: i32) -> Date {
        match self.first_day(month) {
            Date::MIN => Date::MIN,
            first if self.start_day == 1 => first.last_of_month(),
            _ => moved(self.first_day(month + 1), -1),
        }
    }
}
