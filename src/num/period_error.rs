//! What is wrong with a period, and what was probably meant.
//!
//! What enters: a text that is not a period. What leaves: one line of reason and a correction
//! that reads as a period. It must not guess silently: a near miss is refused, never repaired.

use std::fmt;

use jiff::civil::Date;

use super::period::Period;
use super::spelling;

/// Says why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodError {
    /// There is no text at all.
    Empty,
    /// The text has no form of a period.
    Shape {
        /// The text as written.
        text: String,
    },
    /// There is no such quarter.
    Quarter {
        /// The number as written.
        number: u8,
    },
    /// There is no such half.
    Half {
        /// The number as written.
        number: u8,
    },
    /// A number of months other than nine.
    Months {
        /// The number as written.
        number: u8,
        /// The fiscal year.
        year: i16,
    },
    /// The month has no such day.
    Day {
        /// The last day of that month.
        last: Date,
        /// The day as written.
        day: i8,
    },
}

impl PeriodError {
    /// Returns the canonical name of the period that was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        let meant = match self {
            Self::Shape { text } => meant(text),
            Self::Months { number: 3, year } => Some(Period::Quarter { year: *year, quarter: 1 }),
            Self::Months { number: 6, year } => Some(Period::Half { year: *year, half: 1 }),
            Self::Empty | Self::Quarter { .. } | Self::Half { .. } | Self::Months { .. } => None,
            Self::Day { last, day } => (*day > last.day()).then_some(Period::Instant(*last)),
        };
        meant.map(|period| period.to_string())
    }
}

/// Reads the ways people write periods: `Q110`, `2010Q1`, `FY2010 Q1`, `1q'10`, `2010/6/30`.
fn meant(text: &str) -> Option<Period> {
    if text.len() > 40 {
        return None;
    }
    let text = spelling::narrow(text).to_uppercase();
    if let Some(date) = slashed(&text) {
        return Some(date);
    }
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '\'' | '’' | '-' | '/' | '_'))
        .collect();
    let read = |text: &str| text.parse::<Period>().ok();
    if let Some(period) = read(&plain) {
        return Some(period);
    }
    if let Some(year) = plain.strip_prefix("12M") {
        return read(&format!("FY{year}"));
    }
    if !plain.is_ascii() {
        return None;
    }
    // The letter in front of its number: Q110, H12010.
    if plain.starts_with(['Q', 'H']) && plain.len() > 2 {
        let (kind, rest) = plain.split_at(1);
        let (number, year) = rest.split_at(1);
        return read(&format!("{number}{kind}{year}"));
    }
    // The year first: 2010Q1, FY101Q, FY2010.
    let dated = plain.strip_prefix("FY").unwrap_or(&plain);
    let digits = dated.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(dated.len());
    let (year, tail) = match dated.as_bytes().get(digits..)? {
        [] if digits == 4 && plain.len() == 4 => (dated, ""),
        [_, b'0'..=b'9'] => dated.split_at(digits),
        [_] if digits == 3 || digits == 5 => dated.split_at(digits - 1),
        _ => return None,
    };
    let (letters, numbers): (String, String) = tail.chars().partition(char::is_ascii_alphabetic);
    match tail {
        "" => read(&format!("FY{year}")),
        _ => read(&format!("{numbers}{letters}{year}")),
    }
}

/// Reads `2010/6/30`, `2010.06.30`, `2010-6-30`, `20100630` and `2010年6月30日`.
fn slashed(text: &str) -> Option<Period> {
    let compact;
    let text = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        compact = format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]);
        &compact
    } else {
        text.strip_suffix('日').unwrap_or(text)
    };
    let mut parts = text.split(['/', '.', '-', '年', '月']).map(str::trim);
    let mut part = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    if parts.next().is_some() {
        return None;
    }
    format!("{year:04}-{month:02}-{day:02}").parse().ok()
}

impl fmt::Display for PeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a period is missing"),
            Self::Shape { .. } => {
                f.write_str("not a period; write `1Q10`, `1H10`, `9M10`, `FY2010` or `2010-06-30`")
            }
            Self::Quarter { number } => write!(f, "there is no quarter {number}, only 1 to 4"),
            Self::Half { number } => write!(f, "there is no half {number}, only 1 and 2"),
            Self::Months { number, .. } => {
                write!(f, "a period of {number} months has no name of its own; only `9M` has")
            }
            Self::Day { last, day } => {
                write!(f, "the month has no day {day}; its last day is {last}")
            }
        }
    }
}

impl std::error::Error for PeriodError {}
