//! Geometry of charts: from labelled values to shapes with real text.
//!
//! Enters: values that are already shown, with their size as a number for drawing. Leaves: shapes
//! in points, the same for every format. It knows nothing of facts: a label is never computed.
//! Floats serve geometry alone.

mod bars;

use crate::view::Shape;

/// How series are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plot {
    /// Columns side by side.
    Columns,
    /// Columns on top of each other, with totals left to the table.
    Stacked,
    /// Lines.
    Line,
}

/// One value of a series.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its size; nothing where the figure is missing.
    pub value: Option<f64>,
    /// The figure as shown, or the mark of a missing one.
    pub label: String,
    /// Whether it is set apart: derived, or a forecast.
    pub pale: bool,
}

/// A series of values, one a period.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Its values.
    pub points: Vec<Point>,
}

/// What is drawn.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// How.
    pub plot: Plot,
    /// The series.
    pub series: Vec<Series>,
    /// The periods, as shown.
    pub periods: Vec<String>,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// Draws; every bar starts at zero.
#[must_use]
pub fn draw(drawing: &Drawing) -> Vec<Shape> {
    let mut shapes = bars::draw(drawing);
    for shape in &mut shapes {
        match shape {
            Shape::Bar { x, y, w, h, .. } => settle([x, y, w, h]),
            Shape::Rule { x1, y1, x2, y2, .. } => settle([x1, y1, x2, y2]),
            Shape::Line { points, .. } => points.iter_mut().for_each(|(x, y)| settle([x, y])),
            Shape::Label { x, y, size, .. } => settle([x, y, size]),
        }
    }
    shapes
}

/// A hundredth of a point is finer than any printer; more digits only make files longer.
#[expect(clippy::float_arithmetic, reason = "geometry")]
fn settle<const N: usize>(lengths: [&mut f64; N]) {
    for length in lengths {
        *length = (*length * 100.0).round() / 100.0;
    }
}

/// Estimates the width of a label in points.
///
/// Digits of the text face are 0.497 em wide, capitals up to 0.65 em; full-width characters 1 em.
#[must_use]
#[expect(clippy::float_arithmetic, reason = "geometry")]
pub fn text_width(text: &str, size: f64) -> f64 {
    let ems: f64 = text
        .chars()
        .map(|c| match c {
            ',' | '.' | ' ' => 0.25,
            '(' | ')' => 0.31,
            'A'..='Z' | '%' => 0.65,
            c if u32::from(c) >= 0x1100 => 1.0,
            _ => 0.5,
        })
        .sum();
    ems * size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(values: &[Option<f64>]) -> Drawing {
        let point = |value: &Option<f64>| Point {
            value: *value,
            label: value.map_or("n/a".to_owned(), |v| v.to_string()),
            pale: false,
        };
        Drawing {
            plot: Plot::Columns,
            series: vec![Series { label: "s".into(), points: values.iter().map(point).collect() }],
            periods: values.iter().enumerate().map(|(n, _)| n.to_string()).collect(),
            width: 300.0,
            height: 120.0,
        }
    }

    #[test]
    fn negative_bars_hang_below_the_axis() {
        let shapes = draw(&drawing(&[Some(10.0), Some(-5.0)]));
        let bars: Vec<_> = shapes
            .iter()
            .filter_map(|s| if let Shape::Bar { y, h, .. } = s { Some((*y, *h)) } else { None })
            .collect();
        let axis = shapes.iter().find_map(|s| match s {
            Shape::Rule { y1, axis: true, .. } => Some(*y1),
            Shape::Rule { .. } | Shape::Bar { .. } | Shape::Line { .. } | Shape::Label { .. } => {
                None
            }
        });
        let axis = axis.expect("an axis");
        let bottom = bars[0].0 + bars[0].1;
        assert!((bottom - axis).abs() < 0.02 && (bars[1].0 - axis).abs() < 0.02);
    }

    #[test]
    fn everything_stays_in_the_frame() {
        for values in [vec![], vec![None], vec![Some(0.0)], vec![Some(1e12), None, Some(-1.0)]] {
            for shape in draw(&drawing(&values)) {
                let (x, y) = match shape {
                    Shape::Bar { x, y, .. } | Shape::Label { x, y, .. } => (x, y),
                    Shape::Rule { x2, y2, .. } => (x2, y2),
                    Shape::Line { points, .. } => points.last().copied().unwrap_or_default(),
                };
                assert!((0.0..=300.0).contains(&x) && (0.0..=120.0).contains(&y), "{x} {y}");
            }
        }
    }
}
