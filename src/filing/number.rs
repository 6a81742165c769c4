//! A filed number, digit for digit.

use std::fmt;

use crate::num::Exact;

/// Most digits of a number, and farthest that a scale may move its point.
const MAX_DIGITS: usize = 30;

/// A number as filed: its digits with the zeros they were written with, after scale and sign.
///
/// It never passes through a float: `63.0` with a scale of -2 is `0.630`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledNumber {
    digits: i128,
    /// Digits behind the point; below zero, zeros that stand for the scale.
    places: i32,
}

impl FiledNumber {
    /// Reads plain digits, such as `2732.5`, with the point moved to the right by `scale`. Nothing where they are no
    /// number of at most thirty digits.
    #[must_use]
    pub fn scaled(text: &str, scale: i32, negative: bool) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let all = format!("{whole}{part}");
        let most = i32::try_from(MAX_DIGITS).ok()?;
        let fits = (1..=MAX_DIGITS).contains(&all.len()) && (-most..=most).contains(&scale);
        if !fits || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits: i128 = all.parse().ok()?;
        let places = i32::try_from(part.len()).ok()?.checked_sub(scale)?;
        let digits = if negative { -digits } else { digits };
        Some(Self { digits, places })
    }

    /// Reads a number of an XML or JSON file, such as `-12.50` or `1.5E3`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, scale) = match text.split_once(['e', 'E']) {
            Some((digits, scale)) => {
                (digits, scale.strip_prefix('+').unwrap_or(scale).parse().ok()?)
            }
            None => (text, 0),
        };
        let (digits, negative) = match digits.strip_prefix('-') {
            Some(digits) => (digits, true),
            None => (digits.strip_prefix('+').unwrap_or(digits), false),
        };
        Self::scaled(digits, scale, negative)
    }

    /// Gives the number.
    #[must_use]
    pub fn exact(&self) -> Exact {
        Exact::decimal(self.digits, -self.places)
    }

    /// Says how many decimals it is known to by so many significant digits, as `precision` states it.
    #[must_use]
    pub fn decimals_of(&self, significant: i32) -> Option<i32> {
        let count = self.digits.unsigned_abs().checked_ilog10()?;
        let before = i32::try_from(count).ok()? + 1 - self.places;
        significant.checked_sub(before)
    }
}

impl fmt::Display for FiledNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.unsigned_abs().to_string();
        let sign = if self.digits < 0 { "-" } else { "" };
        let places = usize::try_from(self.places.unsigned_abs()).unwrap_or_default();
        if self.places <= 0 {
            let zeros = if self.digits == 0 { 0 } else { places };
            return write!(f, "{sign}{digits}{}", "0".repeat(zeros));
        }
        let digits = format!("{digits:0>width$}", width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}.{part}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_as_they_are() {
        for (text, scale, negative, meant) in [
            ("2732", 6, false, "2732000000"),
            ("63.0", -2, false, "0.630"),
            ("470.957", 3, true, "-470957"),
            ("0", 6, true, "0"),
            ("0.00", 0, false, "0.00"),
            ("007", 0, false, "7"),
            ("5", -3, true, "-0.005"),
        ] {
            let read = FiledNumber::scaled(text, scale, negative).map(|number| number.to_string());
            assert_eq!(read.as_deref(), Some(meant), "{text} by {scale}");
        }
        for (text, meant) in
            [("-12.50", "-12.50"), ("1.5E3", "1500"), (" +4 ", "4"), ("2e-2", "0.02")]
        {
            assert_eq!(
                FiledNumber::read(text).map(|n| n.to_string()).as_deref(),
                Some(meant),
                "{text}"
            );
        }
        for bad in ["", "-", "1,000", "NaN", "INF", "1.2.3", "--1", "１", "1e999", "1e99999999999"]
        {
            assert!(FiledNumber::read(bad).is_none(), "{bad}");
        }
        assert!(FiledNumber::scaled("1", 31, false).is_none(), "no scale is so large");
    }

    #[test]
    fn significant_digits_are_decimals() {
        for (text, significant, decimals) in
            [("2732000000", 4, Some(-6)), ("0.630", 2, Some(2)), ("0", 3, None)]
        {
            let number = FiledNumber::read(text).expect("a number");
            assert_eq!(number.decimals_of(significant), decimals, "{text}");
        }
    }
}
