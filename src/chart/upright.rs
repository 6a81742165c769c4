//! The frame of charts with figures upward: axis, ticks, and where each name stands.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of names are small")]

use super::axis::Foot;
use super::canvas::{Canvas, TextStyle};
use super::scale::{AxisScale, ticks};
use super::{Drawing, Series};
use crate::view::{Anchor, LabelRole, RuleKind};

/// Sizes that labels of figures may have, in order of preference.
pub(super) const LABELS: [f64; 5] = [11.0, 10.0, 9.0, 8.0, 7.0];
/// Size of the figures of ticks.
const TICK: f64 = 9.0;

/// Least height from the least to the greatest figure.
const LEAST: f64 = 16.0;

/// What the frame is made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlotRequest {
    /// The least and the greatest figure.
    pub range: (f64, f64),
    /// Widest room of one name.
    pub widest: f64,
    /// Height kept above the greatest figure, and below the least if that is below zero.
    pub air: f64,
    /// Height kept at the top for what is set there.
    pub top: f64,
    /// Width kept at the right.
    pub right: f64,
    /// Whether ticks are drawn.
    pub ticked: bool,
}

/// The frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlotArea {
    /// Left edge of the first name's room.
    pub left: f64,
    /// Room of each name.
    pub step: f64,
    /// Top of the drawing.
    pub top: f64,
    /// Its bottom, above the names.
    pub bottom: f64,
    /// The ends of its axis.
    pub ends: (f64, f64),
    /// From figures to heights.
    pub scale: AxisScale,
}

impl PlotArea {
    /// Draws ticks, names and the axis, and gives the room between them.
    pub(super) fn new(drawing: &Drawing<'_>, asked: &PlotRequest, canvas: &mut Canvas<'_>) -> Self {
        let count = drawing.names.len() as f64;
        let (low, high) = asked.range;
        let marks = if asked.ticked { ticks((low, high), 4.0) } else { Vec::new() };
        let texts: Vec<_> = marks.iter().map(|(_, digits)| drawing.tick(digits)).collect();
        let how = TextStyle::new(TICK, LabelRole::Axis);
        let widest = texts.iter().map(|text| canvas.measure(text, how)).fold(0.0, f64::max);
        let from = if texts.is_empty() { 0.0 } else { (widest + 8.0).ceil() };
        let right = canvas.width - asked.right;
        // Few names stand together rather than far apart.
        let step = ((right - from) / count).min(asked.widest).max(1.0);
        let left = from + ((right - from) - step * count) / 2.0;
        let foot = Foot::new(drawing.names, step, canvas);
        let reach = match (marks.first(), marks.last()) {
            (Some((low, _)), Some((high, _))) => (*low, *high),
            (_, _) => (low, high),
        };
        let bottom = canvas.height - foot.height - 1.0;
        let top = asked.top;
        // A tick at the edge needs half a line for its figure, and the greatest figure its label:
        // where the highest tick leaves room for that, no more is kept.
        let half = if asked.ticked { TICK * 0.5 } else { 0.0 };
        let room = (bottom - top).max(1.0);
        let whole = (reach.1 - reach.0).max(f64::MIN_POSITIVE);
        let keep = |slack: f64| (asked.air - slack / whole * room * 0.8).max(half);
        let over = keep(reach.1 - high);
        let under = if reach.0 < 0.0 { keep(low - reach.0) } else { 0.0 };
        // Where names leave too little room, nothing can be drawn.
        let least = top + over + LEAST;
        canvas.overfull |= bottom - under < least;
        let lowest = (bottom - under).max(least);
        let scale = AxisScale::new(reach, lowest, top + over);
        for ((value, _), text) in marks.iter().zip(&texts) {
            let y = scale.at(*value);
            if y.to_bits() != scale.zero.to_bits() {
                canvas.rule((from, y), (right, y), RuleKind::Guide);
            }
            canvas.put(text, how, (from - 6.0, y + TICK * 0.34, Anchor::End));
        }
        foot.set(canvas, left, step, bottom);
        let ends = if texts.is_empty() { (left, left + step * count) } else { (from, right) };
        Self { left, step, top, bottom, ends, scale }
    }

    /// Draws the axis; over the bars, so that they end on it.
    pub(super) fn axis(&self, canvas: &mut Canvas<'_>) {
        let (from, to) = self.ends;
        canvas.rule((from, self.scale.zero), (to, self.scale.zero), RuleKind::Axis);
    }

    /// Parts what is restated from what lies before and is not.
    pub(super) fn breaks(&self, drawing: &Drawing<'_>, canvas: &mut Canvas<'_>) {
        let most =
            drawing.series.iter().map(|series| series.points.len()).max().unwrap_or_default();
        for at in 0..most {
            let here =
                |series: &Series<'_>| series.points.get(at).is_some_and(|point| point.breaks);
            if drawing.series.iter().any(here) {
                let x = self.middle(at) - self.step / 2.0;
                canvas.rule((x, self.scale.zero), (x, self.top), RuleKind::Break);
            }
        }
    }

    /// Gives the middle of a name's room.
    pub(super) fn middle(&self, at: usize) -> f64 {
        self.left + (at as f64 + 0.5) * self.step
    }
}

/// Gives the least and the greatest of some figures, zero among them.
pub(super) fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((0.0, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)))
}
