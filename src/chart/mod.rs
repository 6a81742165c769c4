//! Geometry of charts: from labelled values to shapes with real text.
//!
//! Enters: a [`Plot`], whose values are already shown. Leaves: shapes in points, the same for every format. It knows nothing of facts: a label is never computed.
//! Floats serve geometry alone.
//!
//! Two things hold by construction. Every scale has zero on it, so that no axis can be cut. And
//! every text is set through `canvas::Canvas::put`, which sets none over another or outside the
//! frame: a figure without room is left to the table, and the chart says so.

mod axis;
mod bars;
mod bridge;
mod canvas;
mod columns;
mod line;
mod multiples;
mod names;
mod pace;
mod scale;
mod spark;
mod stacked;
mod text_metrics;
mod upright;

pub use spark::spark;
pub use text_metrics::{TextMetrics, breakable};

use crate::locale::Locale;
use crate::num::{Decimal, Exact, Rounding};
use crate::view::{
    Category, DrawnShape, Fill, Plot, PlotKind, PlotPoint, PlotSeries, PointState, SeriesRole,
    Shown, axis_tick,
};
use canvas::Canvas;

/// Most series that colours, lightness and place still tell apart.
pub const MOST_SERIES: usize = 8;
/// Most periods of a chart.
pub const MOST_PERIODS: usize = 24;
/// Places that the size of a quotient without end is drawn to.
const PLACES: u32 = 12;

/// The room a chart is drawn in, and what its texts are set with.
#[derive(Clone, Copy, Debug)]
pub struct DrawingArea<'a> {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// Widths of letters.
    pub letters: &'a TextMetrics,
    /// How the digits of ticks are written.
    pub locale: &'a Locale,
}

/// One value of a series, as it is drawn.
struct Point<'a> {
    /// Its size in the unit of its series; nothing where the figure is missing.
    value: Option<f64>,
    /// The ends of a range.
    band: Option<(f64, f64)>,
    /// The figure as printed, with the marks of its footnotes.
    label: String,
    figure: &'a Shown,
    /// Whether the series breaks before it.
    breaks: bool,
    state: PointState,
    tip: &'a str,
}

impl<'a> Point<'a> {
    /// Takes a value in units of that power of ten.
    fn new(point: &'a PlotPoint, exponent: i32) -> Self {
        Self {
            value: point.value.as_ref().map(|value| size(value, exponent)),
            band: point
                .band
                .as_ref()
                .map(|[low, high]| (size(low, exponent), size(high, exponent))),
            label: point.label(),
            figure: &point.figure,
            breaks: point.breaks,
            state: point.state,
            tip: &point.tip,
        }
    }

    /// Gives every size that is drawn of it.
    fn sizes(&self) -> impl Iterator<Item = f64> {
        let ends = self.band.into_iter().flat_map(|(low, high)| [low, high]);
        self.value.into_iter().chain(ends)
    }

    /// Gives the end of a size that is nearer to zero, and the one that is not.
    fn reach(&self, value: f64) -> (f64, f64) {
        match self.band {
            Some((low, high)) if low >= 0.0 => (low, high),
            Some((low, high)) if high <= 0.0 => (high, low),
            Some((low, high)) if value < 0.0 => (high, low),
            Some((low, high)) => (low, high),
            None => (value, value),
        }
    }

    fn fill(&self) -> Fill {
        match self.state {
            PointState::Forecast => Fill::Hatched,
            PointState::Derived => Fill::Pale,
            PointState::Missing | PointState::Current | PointState::Past => Fill::Solid,
        }
    }
}

/// Gives a value's size for drawing; its label keeps the digits.
fn size(value: &Exact, exponent: i32) -> f64 {
    let scaled = value * &Exact::pow10(-exponent);
    // A quotient without end is drawn as near as any printer comes to it.
    let digits = scaled.to_decimal().or_else(|| scaled.round(PLACES, Rounding::HalfUp));
    // What is beyond all digits finds no room either: its label says so much.
    digits.map_or(0.0, |digits| digits.to_string().parse().expect("digits are a number"))
}

/// A series, as it is drawn.
struct Series<'a> {
    label: &'a str,
    points: Vec<Point<'a>>,
}

impl<'a> Series<'a> {
    fn new(series: &'a PlotSeries) -> Self {
        // What has been reached is drawn as a part of one.
        let exponent = if series.role == SeriesRole::Reached { 0 } else { series.unit.exponent() };
        let points = series.points.iter().map(|point| Point::new(point, exponent)).collect();
        Self { label: &series.label, points }
    }
}

/// What is drawn.
struct Drawing<'a> {
    plot: &'a Plot,
    series: Vec<Series<'a>>,
    names: &'a [Category],
    /// Totals of stacked columns, one for each name; may be empty.
    totals: Vec<Point<'a>>,
    /// A ratio drawn as a line on an axis of its own.
    ratio: Option<Series<'a>>,
    room: DrawingArea<'a>,
}

impl<'a> Drawing<'a> {
    fn new(plot: &'a Plot, room: DrawingArea<'a>) -> Self {
        let (mut series, mut totals, mut ratio) = (Vec::new(), Vec::new(), None);
        for one in &plot.series {
            let drawn = Series::new(one);
            match one.role {
                SeriesRole::Total => totals = drawn.points,
                SeriesRole::Ratio => ratio = Some(drawn),
                SeriesRole::Value | SeriesRole::Steps | SeriesRole::Reached | SeriesRole::Whole => {
                    series.push(drawn);
                }
            }
        }
        Self { plot, series, names: &plot.categories, totals, ratio, room }
    }

    /// Writes the figure of a tick.
    fn tick(&self, digits: &Decimal) -> String {
        axis_tick(digits, &self.plot.unit, self.room.locale)
    }
}

/// What was drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The shapes, from back to front; none where the room is too small for them.
    pub shapes: Vec<DrawnShape>,
    /// Height that the shapes take; at most that of the drawing.
    pub height: f64,
    /// Whether a figure found no room, so that the table must show it.
    pub left_out: bool,
}

/// Draws a chart.
#[must_use]
pub fn draw(plot: &Plot, room: DrawingArea<'_>) -> Drawn {
    let drawing = &Drawing::new(plot, room);
    let mut canvas = Canvas::new(room.width, room.height, room.letters);
    if !drawing.names.is_empty() && !drawing.series.is_empty() {
        match plot.kind {
            PlotKind::Columns => columns::draw(drawing, &mut canvas),
            PlotKind::Stacked | PlotKind::Share => stacked::draw(drawing, &mut canvas),
            PlotKind::Line => line::draw(drawing, &mut canvas),
            PlotKind::Bars => bars::draw(drawing, &mut canvas),
            PlotKind::Bridge => bridge::draw(drawing, &mut canvas),
            PlotKind::Pace => pace::draw(drawing, &mut canvas),
            PlotKind::Multiples => multiples::draw(drawing, &mut canvas),
        }
    }
    if !canvas.holds_all() {
        // Names have left no room for what they name.
        canvas.clear();
        canvas.left_out = true;
    }
    let Canvas { mut shapes, used, left_out, .. } = canvas;
    shapes.iter_mut().for_each(settle);
    let height = used.map_or(room.height, |used| used.min(room.height).ceil());
    Drawn { shapes, height, left_out }
}

/// Rounds to a hundredth of a point: finer than any printer; more digits only make files longer.
#[expect(clippy::float_arithmetic, reason = "geometry")]
fn settle(shape: &mut DrawnShape) {
    let round = |length: &mut f64| *length = (*length * 100.0).round() / 100.0;
    match shape {
        DrawnShape::Bar { x, y, w, h, .. } | DrawnShape::Plate { x, y, w, h } => {
            [x, y, w, h].into_iter().for_each(round);
        }
        DrawnShape::Rule { x1, y1, x2, y2, .. } => [x1, y1, x2, y2].into_iter().for_each(round),
        DrawnShape::Line { points, .. } => {
            points.iter_mut().flat_map(|(x, y)| [x, y]).for_each(round);
        }
        DrawnShape::Dot { x, y, .. } => [x, y].into_iter().for_each(round),
        DrawnShape::Label { x, y, width, .. } => [x, y, width].into_iter().for_each(round),
    }
}

#[cfg(test)]
mod tests;
