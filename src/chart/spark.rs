//! A chart the size of a word, for the cell of a table.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of periods are small")]

use super::canvas::seen;
use super::scale::AxisScale;
use super::upright::range;
use super::{Point, settle};
use crate::num::Unit;
use crate::view::{DrawnShape, Fill, PlotPoint, RuleKind};

/// Draws columns from zero, the last one strong; a gap where a figure is missing.
#[must_use]
pub fn spark(points: &[PlotPoint], unit: &Unit, width: f64, height: f64) -> Vec<DrawnShape> {
    let points: Vec<_> = points.iter().map(|point| Point::new(point, unit.exponent())).collect();
    let values = points.iter().filter_map(|point| point.value);
    let scale = AxisScale::new(range(values), height - 0.5, 0.5);
    let step = width / points.len().max(1) as f64;
    let last = points.iter().rposition(|point| point.value.is_some());
    let mut shapes = Vec::new();
    for (at, point) in points.iter().enumerate() {
        let Some(value) = point.value else { continue };
        let tall = (seen(scale.zero, scale.at(value)) - scale.zero).abs();
        shapes.push(DrawnShape::Bar {
            x: step * (at as f64 + 0.14),
            y: if value < 0.0 { scale.zero } else { scale.zero - tall },
            w: step * 0.72,
            h: tall,
            series: 0,
            fill: if Some(at) == last { Fill::Solid } else { Fill::Pale },
            tip: point.tip.to_owned(),
        });
    }
    let (x2, y) = (width, scale.zero);
    shapes.push(DrawnShape::Rule { x1: 0.0, y1: y, x2, y2: y, kind: RuleKind::Axis });
    shapes.iter_mut().for_each(settle);
    shapes
}
