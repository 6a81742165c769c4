//! Two figures as one range: what they share is said once.

use super::fill;
use super::words::UnitWords;

impl UnitWords {
    /// Sets two printed figures as a range. What stands before the digits of both is said with the
    /// first, what stands behind them where the language says it; with signs each is said whole.
    #[must_use]
    pub fn between(&self, (low, high): (&str, &str), signed: bool, counted: bool) -> String {
        let digit = |c: char| c.is_ascii_digit();
        let before = shared_start(low, high, digit);
        let behind = shared_end(low, high, digit);
        // What is told in two units, such as 6円10銭, is told so twice.
        let number = |c: char| digit(c) || ",. '\u{a0}\u{202f}".contains(c);
        let behind = Some(behind).filter(|b| low[before..low.len() - b].chars().all(number));
        let behind = behind.unwrap_or_default();
        let (bare, last) =
            if signed { (low, high) } else { (&low[..low.len() - behind], &high[before..]) };
        let low = if counted { bare } else { low };
        fill(&self.range, &[("low", low), ("low_digits", bare), ("high", last)])
    }
}

/// Bytes before the digits that two figures begin with.
fn shared_start(one: &str, two: &str, digit: impl Fn(char) -> bool) -> usize {
    let start = one.find(&digit).unwrap_or_default();
    if two.find(&digit) == Some(start) && one[..start] == two[..start] { start } else { 0 }
}

/// Bytes behind the digits that two figures end with.
fn shared_end(one: &str, two: &str, digit: impl Fn(char) -> bool) -> usize {
    let same = one.char_indices().rev().zip(two.chars().rev());
    let same = same.take_while(|((_, a), b)| a == b && !digit(*a));
    same.last().map_or(0, |((at, _), _)| one.len() - at)
}
