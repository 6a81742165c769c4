//! Functions of formulas that are computed.

use super::of_decimal;
use crate::num::{Exact, Rounding};

/// Computes a function; nothing where it is none of these.
pub(super) fn called(name: &str, values: &[Exact]) -> Option<Exact> {
    let sum = || values.iter().fold(Exact::zero(), |sum, value| sum + value.clone());
    match (name, values) {
        ("SUM", _) => Some(sum()),
        ("AVERAGE", [_, ..]) => sum().checked_div(&count(values)?),
        ("MAX", _) => values.iter().max().cloned(),
        ("MIN", _) => values.iter().min().cloned(),
        ("ABS", [value]) => Some(value.abs()),
        ("ROUND", [value, places]) => rounded(value, places, Rounding::HalfUp),
        ("ROUNDDOWN" | "TRUNC", [value, places]) => rounded(value, places, Rounding::TowardZero),
        ("TRUNC", [value]) => rounded(value, &Exact::zero(), Rounding::TowardZero),
        ("ROUNDUP", [value, places]) => {
            let down = rounded(value, places, Rounding::TowardZero)?;
            let step = Exact::pow10(-whole(places)?);
            Some(match down == *value {
                true => down,
                false if value.is_negative() => down - step,
                false => down + step,
            })
        }
        // The sum, with hidden rows and without: rows that a filter hides are left out of it.
        ("SUBTOTAL", [kind, rest @ ..]) if whole(kind) == Some(9) => called("SUM", rest),
        _ => None,
    }
}

fn count(values: &[Exact]) -> Option<Exact> {
    i32::try_from(values.len()).ok().map(|count| Exact::decimal(i128::from(count), 0))
}

fn whole(value: &Exact) -> Option<i32> {
    let whole: i32 = value.to_string().parse().ok()?;
    (-12..=12).contains(&whole).then_some(whole)
}

/// Negative places round to tens and hundreds.
fn rounded(value: &Exact, places: &Exact, rounding: Rounding) -> Option<Exact> {
    let places = whole(places)?;
    let scaled = value.clone() * Exact::pow10(places);
    Some(of_decimal(&scaled.round(0, rounding)?) * Exact::pow10(-places))
}
