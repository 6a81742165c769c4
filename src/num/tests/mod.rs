//! Tests of the room: worked examples by subject, and properties over arbitrary input.

mod changes;
mod exacts;
mod intervals;
mod numbers;
mod periods;
mod properties;
mod ranges;
mod statements;
mod units;

use super::{Exact, Interval, Period, Rounding, Stated, Unit};

fn exact(text: &str) -> Exact {
    let (n, d) = text.split_once('/').unwrap_or((text, "1"));
    let part = |text| Exact::from(super::decimal::parse(text).expect("a number").value);
    part(n).checked_div(&part(d)).expect("not zero")
}

fn unit(text: &str) -> Unit {
    text.parse().expect("a unit")
}

fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

fn stated(text: &str, in_unit: &str) -> Stated {
    Stated::parse(text, &unit(in_unit), Rounding::HalfUp).expect("a figure")
}

fn interval(text: &str) -> Interval {
    let closed = |end: &str, mark| end.contains(mark);
    let (lo, hi) = text.split_once(", ").expect("two ends");
    let end = |text: &str, closed| {
        let at = exact(text.trim_matches(['[', ']', '(', ')']));
        if closed { super::End::closed(at) } else { super::End::open(at) }
    };
    Interval::new(end(lo, closed(lo, '[')), end(hi, closed(hi, ']'))).expect("not empty")
}
