//! Interval notation: numbers and intervals as people read them.

use crate::num::{Exact, Interval};

/// Places after the point that a number without a short decimal form is told with.
const PLACES: u32 = 4;

/// Writes a number; one without a short decimal form is rounded and marked with `~`.
#[must_use]
pub fn number(exact: &Exact) -> String {
    let text = exact.to_string();
    let places = text.split_once('.').map_or(0, |(_, places)| places.len());
    if !text.contains('/') && places <= 6 {
        return text;
    }
    // Small numbers keep four digits that count.
    let mut places = PLACES;
    let mut size = exact.abs();
    while size < Exact::pow10(-1) && places < 20 && !size.is_zero() {
        size = size * Exact::from(10);
        places += 1;
    }
    let rounded = exact.round(places, crate::num::Rounding::HalfUp);
    rounded.map_or(text, |rounded| format!("~{}", rounded.normalize()))
}

/// Writes an interval with its open or closed ends.
#[must_use]
pub fn interval(interval: &Interval) -> String {
    let (lo, hi) = (interval.lo(), interval.hi());
    let opening = if lo.is_closed() { '[' } else { '(' };
    let closing = if hi.is_closed() { ']' } else { ')' };
    format!("{opening}{}, {}{closing}", number(lo.at()), number(hi.at()))
}
