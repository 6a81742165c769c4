//! Fiscal years of 52 or 53 weeks: they end on a weekday, the last of a month or the one nearest to
//! its end.
//!
//! What enters: the words a company says it with. What leaves: the day a year ends on, and how long
//! its quarters are. It must not know what its years are called.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::{Date, Weekday};

/// The weekday a fiscal year ends on.
///
/// ```
/// use iijdeck::num::{Close, Date};
///
/// let day = |text: &str| text.parse::<Date>().expect("a day");
/// let (last, nearest): (Close, Close) =
///     ("last saturday".parse().expect("a rule"), "nearest saturday".parse().expect("a rule"));
/// assert_eq!(last.ends(day("2025-09-30")), day("2025-09-27"));
/// assert_eq!(nearest.ends(day("2025-01-31")), day("2025-02-01"));
/// assert_eq!(nearest.to_string(), "nearest saturday");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Close {
    nearest: bool,
    weekday: Weekday,
}

/// Weekdays by the names they are written with.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

impl Close {
    /// Gives the day a year ends on, from the last day of the month it is counted from.
    #[must_use]
    pub fn ends(self, month_end: Date) -> Date {
        // 0 to 6: jiff counts from the weekday back to this one.
        let back = i64::from(self.weekday.until(month_end.weekday()));
        moved(month_end, if self.nearest && back > 3 { 7 - back } else { -back })
    }

    /// The two rules by which a year may end on a day's weekday.
    pub(super) fn on(day: Date) -> [Self; 2] {
        [true, false].map(|nearest| Self { nearest, weekday: day.weekday() })
    }
}

/// Reads `last saturday` or `nearest sunday`.
impl FromStr for Close {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let lower = text.to_lowercase();
        let mut words = lower.split_whitespace();
        let nearest = match words.next() {
            Some("last") => false,
            Some("nearest") => true,
            Some(_) | None => return Err(()),
        };
        let name = words.next().filter(|_| words.next().is_none()).ok_or(())?;
        let found = WEEKDAYS.iter().find(|(known, _)| *known == name);
        found.map(|(_, weekday)| Self { nearest, weekday: *weekday }).ok_or(())
    }
}

impl fmt::Display for Close {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = WEEKDAYS.iter().find(|(_, weekday)| *weekday == self.weekday);
        let which = if self.nearest { "nearest" } else { "last" };
        write!(f, "{which} {}", name.map_or("", |(name, _)| name))
    }
}

/// The weeks of the four quarters of a year of 52 weeks: `13-13-13-13`, `12-12-12-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct QuarterWeeks([u8; 4]);

impl Default for QuarterWeeks {
    fn default() -> Self {
        Self([13; 4])
    }
}

impl FromStr for QuarterWeeks {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let parts: Result<Vec<u8>, _> = text.split('-').map(|part| part.trim().parse()).collect();
        let weeks = <[u8; 4]>::try_from(parts.map_err(|_| ())?).map_err(|_| ())?;
        let whole = weeks.iter().all(|one| (1..=49).contains(one));
        (whole && weeks.iter().sum::<u8>() == 52).then_some(Self(weeks)).ok_or(())
    }
}

impl fmt::Display for QuarterWeeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two, three, four] = self.0;
        write!(f, "{one}-{two}-{three}-{four}")
    }
}

/// A fiscal year of 52 or 53 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Weeks {
    /// The day it ends on.
    pub close: Close,
    /// How long its quarters are.
    pub quarters: QuarterWeeks,
    /// The quarter that has the week more where there is one, 1 to 4.
    pub extra: u8,
}

impl Weeks {
    /// A year whose quarters have 13 weeks, the last a week more where the year has one.
    #[must_use]
    pub fn ending(close: Close) -> Self {
        Self { close, quarters: QuarterWeeks::default(), extra: 4 }
    }

    /// Gives the last day of a quarter that is not the year's last, counted from the year's first
    /// day; `long` where the year has 53 weeks.
    pub(super) fn ends(self, first: Date, quarter: u8, long: bool) -> Date {
        let whole = self.quarters.0.iter().take(usize::from(quarter)).map(|one| i64::from(*one));
        let extra = i64::from(long && self.extra <= quarter);
        moved(first, (whole.sum::<i64>() + extra) * 7 - 1)
    }
}

/// Which days a company's periods end on, where these are not the last of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closing {
    /// The year has 52 or 53 weeks.
    Year(Weeks),
    /// The year ends with its month; its first three quarters end on a weekday beside theirs.
    Quarters(Close),
}

impl Closing {
    /// Gives the ways in which a period may end on a day's weekday, the usual ones first.
    pub(super) fn usual(day: Date) -> impl Iterator<Item = Self> {
        let quarters = [[13; 4], [12, 12, 12, 16], [16, 12, 12, 12]];
        let ways = quarters.into_iter().flat_map(|weeks| [4, 1].map(|extra| (weeks, extra)));
        let years = ways.flat_map(move |(weeks, extra)| {
            Close::on(day).map(|close| Weeks { close, quarters: QuarterWeeks(weeks), extra })
        });
        years.map(Self::Year).chain(Close::on(day).map(Self::Quarters))
    }
}

/// Writes it as the fields of `fiscal_year` that say it.
impl fmt::Display for Closing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(weeks) => weeks.fmt(f),
            Self::Quarters(close) => write!(f, "quarters_end: {close}"),
        }
    }
}

/// Writes it as the fields of `fiscal_year` that say it.
impl fmt::Display for Weeks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ends: {}", self.close)?;
        if self.quarters != QuarterWeeks::default() {
            write!(f, ", weeks: {}", self.quarters)?;
        }
        match self.extra {
            1 => f.write_str(", extra_week: first"),
            _ => Ok(()),
        }
    }
}

/// Moves a day by days; the calendar's first or last where it ends before.
pub(super) fn moved(day: Date, by: i64) -> Date {
    day.saturating_add(Span::new().days(by))
}
