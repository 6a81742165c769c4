//! The period or the day a figure belongs to.
//!
//! What enters: a period as a deck writes it (`1Q10`, `FY2010`, `2010-06-30`). What leaves: a
//! small value to key figures by. It must not know when a quarter begins: that is the fiscal
//! year's, and differs by company.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use super::period_error::PeriodError;

/// Names the fiscal period a flow covers, or the day a balance is struck.
///
/// Years are fiscal years as the company names them: IIJ's 1Q10 is April to June 2010, and its
/// FY2010 ends on 31 March 2011. `1H`, `9M` and `FY` are cumulative from the first day of the
/// fiscal year, as Japanese quarterly reports print them; `1Q` to `4Q` are single quarters.
///
/// The order is by kind, then by time; periods of different kinds are put in order of time by
/// [`FiscalYear::range`](super::FiscalYear::range). Text and period turn into each other:
///
/// ```
/// use iijdeck::num::Period;
///
/// for text in ["1Q10", "1H10", "2H98", "9M10", "FY2010", "2010-06-30", "2010-05", "LTM1Q10"] {
///     let period: Period = text.parse().expect("a period");
///     assert_eq!(period.to_string(), text);
/// }
/// assert_eq!("1QFY2010".parse(), Ok(Period::Quarter { year: 2010, quarter: 1 }));
/// assert_eq!("FY10".parse(), Ok(Period::Year { year: 2010 }));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// Three months.
    Quarter {
        /// The fiscal year.
        year: i16,
        /// 1 to 4.
        quarter: u8,
    },
    /// Six months.
    Half {
        /// The fiscal year.
        year: i16,
        /// 1 or 2.
        half: u8,
    },
    /// The first nine months.
    NineMonths {
        /// The fiscal year.
        year: i16,
    },
    /// The whole fiscal year.
    Year {
        /// The fiscal year.
        year: i16,
    },
    /// One month, by the year and the number of the calendar.
    Month {
        /// The year of the calendar.
        year: i16,
        /// 1 to 12.
        month: u8,
    },
    /// The twelve months to the end of a quarter.
    Trailing {
        /// The fiscal year of that quarter.
        year: i16,
        /// 1 to 4.
        quarter: u8,
    },
    /// One day, at its end; balance sheet figures.
    Instant(Date),
}

impl Period {
    /// Returns how many months it lasts by its name; none for a day. A year that the calendar makes
    /// shorter is known to [`PeriodLengths::months`](super::PeriodLengths::months).
    #[must_use]
    pub fn months(self) -> u8 {
        match self {
            Self::Quarter { .. } => 3,
            Self::Half { .. } => 6,
            Self::NineMonths { .. } => 9,
            Self::Year { .. } | Self::Trailing { .. } => 12,
            Self::Month { .. } => 1,
            Self::Instant(_) => 0,
        }
    }

    /// Returns the fiscal year in the period's name; nothing for a month and a day.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Quarter { year, .. }
            | Self::Half { year, .. }
            | Self::NineMonths { year }
            | Self::Trailing { year, .. }
            | Self::Year { year } => Some(year),
            Self::Month { .. } | Self::Instant(_) => None,
        }
    }

    /// Returns the same part of another fiscal year; a month and a day stay.
    #[must_use]
    pub fn in_year(self, year: i16) -> Self {
        match self {
            Self::Quarter { quarter, .. } => Self::Quarter { year, quarter },
            Self::Half { half, .. } => Self::Half { year, half },
            Self::NineMonths { .. } => Self::NineMonths { year },
            Self::Year { .. } => Self::Year { year },
            Self::Trailing { quarter, .. } => Self::Trailing { year, quarter },
            Self::Month { .. } | Self::Instant(_) => self,
        }
    }

    /// Returns the same period one year earlier; the last day of a month stays a last day.
    ///
    /// Year-over-year growth compares with it: 1Q10 with 1Q09, 29 February 2012 with 28 February
    /// 2011.
    #[must_use]
    pub fn prior_year(self) -> Self {
        match self {
            Self::Quarter { year, quarter } => {
                Self::Quarter { year: year.saturating_sub(1), quarter }
            }
            Self::Half { year, half } => Self::Half { year: year.saturating_sub(1), half },
            Self::NineMonths { year } => Self::NineMonths { year: year.saturating_sub(1) },
            Self::Year { year } => Self::Year { year: year.saturating_sub(1) },
            Self::Month { year, month } => Self::Month { year: year.saturating_sub(1), month },
            Self::Trailing { year, quarter } => {
                Self::Trailing { year: year.saturating_sub(1), quarter }
            }
            Self::Instant(date) => Self::Instant(year_before(date)),
        }
    }

    /// Returns the quarter before a single quarter, 4Q09 for 1Q10, and the twelve months to its end
    /// for those to the end of a quarter.
    ///
    /// Nothing for cumulative periods, which have none, and for days, whose quarters depend on
    /// the company: ask [`FiscalYear::prior_quarter`](super::FiscalYear::prior_quarter).
    #[must_use]
    pub fn prior_quarter(self) -> Option<Self> {
        match self {
            Self::Quarter { year, quarter } if quarter > 1 => {
                Some(Self::Quarter { year, quarter: quarter - 1 })
            }
            Self::Quarter { year, .. } => {
                Some(Self::Quarter { year: year.checked_sub(1)?, quarter: 4 })
            }
            Self::Trailing { year, quarter } => {
                let before = Self::Quarter { year, quarter }.prior_quarter()?;
                before.trailing()
            }
            Self::Half { .. }
            | Self::NineMonths { .. }
            | Self::Year { .. }
            | Self::Month { .. }
            | Self::Instant(_) => None,
        }
    }

    /// Returns a month of the calendar by its number; nothing for a number that is none.
    #[must_use]
    pub fn of_month(year: i16, month: i8) -> Option<Self> {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        Some(Self::Month { year, month })
    }

    /// Returns the twelve months to the end of a quarter; nothing for other periods.
    #[must_use]
    pub fn trailing(self) -> Option<Self> {
        let Self::Quarter { year, quarter } = self else { return None };
        Some(Self::Trailing { year, quarter })
    }

    /// Tells whether this is one day.
    #[must_use]
    pub fn is_instant(self) -> bool {
        matches!(self, Self::Instant(_))
    }

    /// Tells whether this runs from the first day of the fiscal year over several quarters.
    #[must_use]
    pub fn is_cumulative(self) -> bool {
        matches!(self, Self::Half { half: 1, .. } | Self::NineMonths { .. } | Self::Year { .. })
    }

    /// Returns the quarters of one year that it covers, as fiscal year and number; none for a month and
    /// a day, and for twelve months that cross two years.
    #[must_use]
    pub fn quarters(self) -> Vec<(i16, u8)> {
        self.span().map_or_else(Vec::new, |(year, first, last)| {
            (first..=last).map(|quarter| (year, quarter)).collect()
        })
    }

    /// The fiscal year with its first and last quarter.
    pub(super) fn span(self) -> Option<(i16, u8, u8)> {
        match self {
            Self::Quarter { year, quarter } => Some((year, quarter, quarter)),
            Self::Half { year, half: 1 } => Some((year, 1, 2)),
            Self::Half { year, .. } => Some((year, 3, 4)),
            Self::NineMonths { year } => Some((year, 1, 3)),
            Self::Year { year } | Self::Trailing { year, quarter: 4 } => Some((year, 1, 4)),
            Self::Month { .. } | Self::Trailing { .. } | Self::Instant(_) => None,
        }
    }

    /// Returns the short name for narrow columns: `FY10`; other periods are short already.
    #[must_use]
    pub fn short(self) -> String {
        match self {
            Self::Year { year } => format!("FY{}", TwoDigits(year)),
            Self::Quarter { .. }
            | Self::Half { .. }
            | Self::NineMonths { .. }
            | Self::Month { .. }
            | Self::Trailing { .. }
            | Self::Instant(_) => self.to_string(),
        }
    }
}

pub(super) fn year_before(date: Date) -> Date {
    let year = date.year().saturating_sub(1);
    let Ok(first) = Date::new(year, date.month(), 1) else {
        return date;
    };
    let last = first.last_of_month();
    let day = if date == date.last_of_month() { last.day() } else { date.day() };
    Date::new(year, date.month(), day).unwrap_or(last)
}

/// A year as two digits where these are read back as the same year, else in full.
struct TwoDigits(i16);

impl fmt::Display for TwoDigits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            1980..=2079 => write!(f, "{:02}", self.0.rem_euclid(100)),
            year => write!(f, "{year:04}"),
        }
    }
}

/// Writes the canonical name: `1Q10`, `1H10`, `9M10`, `FY2010`, `2010-05`, `LTM1Q10`, `2010-06-30`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Quarter { year, quarter } => write!(f, "{quarter}Q{}", TwoDigits(year)),
            Self::Half { year, half } => write!(f, "{half}H{}", TwoDigits(year)),
            Self::NineMonths { year } => write!(f, "9M{}", TwoDigits(year)),
            Self::Year { year } => write!(f, "FY{year:04}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Trailing { year, quarter } => write!(f, "LTM{quarter}Q{}", TwoDigits(year)),
            Self::Instant(date) => write!(f, "{date}"),
        }
    }
}

/// Reads a period or a day.
///
/// Before a quarter, `LTM` makes it the twelve months to its end. Two digits of a year are 1980 to 2079; four digits are 1900 to 2199. Quarters, halves and nine
/// months may carry `FY` before the year.
impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PeriodError::Empty);
        }
        let shape = || PeriodError::Shape { text: text.to_owned() };
        if let [_, _, _, _, b'-', ..] = text.as_bytes() {
            return date(text);
        }
        if let Some(quarter) = text.strip_prefix("LTM") {
            let read = quarter.parse::<Self>().ok().and_then(Self::trailing);
            return read.ok_or_else(shape);
        }
        if let Some(digits) = text.strip_prefix("FY") {
            return Ok(Self::Year { year: year(digits).ok_or_else(shape)? });
        }
        let [number @ b'0'..=b'9', kind @ (b'Q' | b'H' | b'M'), ..] = *text.as_bytes() else {
            return Err(shape());
        };
        let rest = &text[2..];
        let year = year(rest.strip_prefix("FY").unwrap_or(rest)).ok_or_else(shape)?;
        match (number - b'0', kind) {
            (quarter @ 1..=4, b'Q') => Ok(Self::Quarter { year, quarter }),
            (number, b'Q') => Err(PeriodError::Quarter { number }),
            (half @ 1..=2, b'H') => Ok(Self::Half { year, half }),
            (number, b'H') => Err(PeriodError::Half { number }),
            (9, _) => Ok(Self::NineMonths { year }),
            (number, _) => Err(PeriodError::Months { number, year }),
        }
    }
}

/// Reads the two or four digits of a year.
fn year(digits: &str) -> Option<i16> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.parse::<i16>().ok().filter(|_| plain)?;
    match (digits.len(), year) {
        (2, 0..=79) => Some(2000 + year),
        (2, _) => Some(1900 + year),
        (4, 1900..=2199) => Some(year),
        _ => None,
    }
}

/// Reads a day or a month, in the one form `2010-06-30`, `2010-06`.
fn date(text: &str) -> Result<Period, PeriodError> {
    let shape = || PeriodError::Shape { text: text.to_owned() };
    let part = |range: std::ops::Range<usize>| {
        let digits = text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse::<i8>().ok()
    };
    let year = text.get(..4).and_then(year).ok_or_else(shape)?;
    let month = part(5..7).ok_or_else(shape)?;
    if text.len() == 7 {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month));
        return month.map(|month| Period::Month { year, month }).ok_or_else(shape);
    }
    let day = part(8..10).ok_or_else(shape)?;
    if text.len() != 10 || text.as_bytes()[7] != b'-' {
        return Err(shape());
    }
    let first = Date::new(year, month, 1).map_err(|_| shape())?;
    Date::new(year, month, day)
        .map(Period::Instant)
        .map_err(|_| PeriodError::Day { last: first.last_of_month(), day })
}
