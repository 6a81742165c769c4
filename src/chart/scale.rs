//! From figures to points, always with zero on the axis; ticks at 1, 2 or 5 times a power of ten.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use crate::num::{Decimal, Exact};

/// Maps figures to a length; zero is always within it, so that no axis can be cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct AxisScale {
    /// Where zero is.
    pub zero: f64,
    per_unit: f64,
}

impl AxisScale {
    /// Maps `low..high` upward from `bottom` to `top`, or to the right from `bottom` to `top`
    /// where that is the greater one.
    pub(super) fn new((low, high): (f64, f64), bottom: f64, top: f64) -> Self {
        let (low, high) = (low.min(0.0), high.max(0.0));
        let range = if high - low > 0.0 { high - low } else { 1.0 };
        let per_unit = (top - bottom) / range;
        Self { zero: bottom - low * per_unit, per_unit }
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        self.zero + value * self.per_unit
    }
}

/// A tick: its figure for drawing, and its exact digits.
pub(super) type AxisTick = (f64, Decimal);

/// Gives ticks at 1, 2 or 5 times a power of ten that reach over `low..high`, at most `most`
/// steps of them; none where the figures are too large or small to be written.
pub(super) fn ticks((low, high): (f64, f64), most: f64) -> Vec<AxisTick> {
    let (low, high) = (low.min(0.0), high.max(0.0));
    let range = high - low;
    if !range.is_finite() || range <= 0.0 {
        return Vec::new();
    }
    #[expect(clippy::cast_possible_truncation, reason = "an exponent")]
    let first = (range / most.max(1.0)).log10().floor() as i32;
    let steps = (0..3).flat_map(|up| [1_i32, 2, 5].map(|digit| (digit, first + up)));
    for (digit, exponent) in steps {
        let step = f64::from(digit) * 10_f64.powi(exponent);
        let (from, to) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        // Zero is a tick by itself, so a range on both sides of it may need one step more.
        if to - from <= most.max(2.0) {
            #[expect(clippy::cast_possible_truncation, reason = "a few ticks")]
            let count = (from as i32)..=(to as i32);
            let written = |n: i32| {
                let digits = Exact::decimal(i128::from(n) * i128::from(digit), exponent);
                Some((f64::from(n) * step, digits.to_decimal()?))
            };
            return count.map(written).collect::<Option<_>>().unwrap_or_default();
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(range: (f64, f64), most: f64) -> Vec<String> {
        ticks(range, most).into_iter().map(|(_, digits)| digits.to_string()).collect()
    }

    #[test]
    fn ticks_are_one_two_or_five_and_reach_over_the_figures() {
        assert_eq!(texts((0.0, 19694.0), 4.0), ["0", "5000", "10000", "15000", "20000"]);
        assert_eq!(texts((0.0, 0.37), 4.0), ["0", "0.1", "0.2", "0.3", "0.4"]);
        assert_eq!(texts((-233.0, 40.0), 4.0), ["-300", "-200", "-100", "0", "100"]);
        assert_eq!(texts((5000.0, 5010.0), 3.0)[0], "0", "the axis is not cut");
        assert!(texts((0.0, 0.0), 4.0).is_empty());
        assert!(texts((0.0, f64::INFINITY), 4.0).is_empty());
    }

    #[test]
    fn zero_is_on_every_scale() {
        for range in [(5.0, 9.0), (-9.0, -5.0), (0.0, 0.0), (-1.0, 2.0)] {
            let scale = AxisScale::new(range, 100.0, 0.0);
            assert!((-0.001..=100.001).contains(&scale.zero), "{range:?} {}", scale.zero);
        }
    }
}
