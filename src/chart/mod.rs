//! Geometry of charts: from labelled values to shapes with real text.
//!
//! Enters: values that are already shown, with their size as a number for drawing. Leaves: shapes
//! in points, the same for every format. It knows nothing of facts: a label is never computed.
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
mod letters;
mod line;
mod multiples;
mod names;
mod pace;
mod scale;
mod spark;
mod stacked;
mod upright;

pub use letters::Letters;
pub use spark::spark;

use crate::locale::{Locale, sign};
use crate::num::{Decimal, Unit};
use crate::view::Shape;
use canvas::Canvas;

/// Most series that colours, lightness and place still tell apart.
pub const MOST_SERIES: usize = 8;
/// Most periods of a chart.
pub const MOST_PERIODS: usize = 24;

/// How series are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plot {
    /// Columns side by side.
    Columns,
    /// Columns on top of each other, with their total.
    Stacked,
    /// Columns on top of each other, each as its share of the whole.
    Share,
    /// Lines.
    Line,
    /// Bars to the right, a row for each name.
    Bars,
    /// A bridge: floating columns from one total to another.
    Bridge,
    /// How far each row has come towards its whole.
    Pace,
    /// A small chart for each series, all on one scale.
    Multiples,
}

/// What a value is, which shows in how it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Published.
    #[default]
    Plain,
    /// Derived from published figures: pale.
    Derived,
    /// A forecast: hatched.
    Forecast,
}

impl Look {
    /// Names the fill of a bar: see [`Shape::Bar`].
    fn fill(self) -> &'static str {
        match self {
            Self::Plain => "solid",
            Self::Derived => "pale",
            Self::Forecast => "hatched",
        }
    }
}

/// One value of a series.
#[derive(Clone, Debug, Default)]
pub struct Point {
    /// Its size; nothing where the figure is missing.
    pub value: Option<f64>,
    /// The figure as shown, or the mark of a missing one.
    pub label: String,
    /// What it is.
    pub look: Look,
    /// What is told when it is pointed at: the exact figure and its change.
    pub tip: String,
}

/// A series of values, one for each name along the axis.
#[derive(Clone, Debug, Default)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// Its values.
    pub points: Vec<Point>,
}

/// What stands along the axis: a period, a category, or a step.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// The name in full.
    pub text: String,
    /// A second line, such as the scope of a forecast.
    pub below: String,
    /// For a quarter: its name within the year, and the year, in full and short.
    pub quarter: Option<[String; 3]>,
}

/// What is drawn.
pub struct Drawing<'a> {
    /// How.
    pub plot: Plot,
    /// The series.
    pub series: Vec<Series>,
    /// The names along the axis.
    pub names: Vec<Name>,
    /// Totals of stacked columns, one for each name; may be empty.
    pub totals: Vec<Point>,
    /// A ratio drawn as a line on an axis of its own.
    pub ratio: Option<Series>,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// The unit of the figures, for ticks.
    pub unit: Unit,
    /// Widths of letters.
    pub letters: &'a Letters,
    /// How the digits of ticks are written.
    pub locale: &'a Locale,
}

/// What was drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawn {
    /// The shapes, from back to front; none where the room is too small for them.
    pub shapes: Vec<Shape>,
    /// Height that the shapes take; at most that of the drawing.
    pub height: f64,
    /// Whether a figure found no room, so that the table must show it.
    pub left_out: bool,
}

impl Drawing<'_> {
    /// Writes the figure of a tick.
    fn tick(&self, digits: &Decimal) -> String {
        let negative = digits.is_sign_negative() && !digits.is_zero();
        let text = self.locale.digits(&digits.normalize());
        let text = match self.unit {
            Unit::Percent => self.locale.with_unit(&text, digits, &self.unit),
            Unit::Currency { .. } | Unit::Points | Unit::Times | Unit::Count { .. } => text,
        };
        sign(&self.locale.number.negative, negative, text)
    }
}

/// Draws a chart.
#[must_use]
pub fn draw(drawing: &Drawing<'_>) -> Drawn {
    let mut canvas = Canvas::new(drawing.width, drawing.height, drawing.letters);
    if !drawing.names.is_empty() && !drawing.series.is_empty() {
        match drawing.plot {
            Plot::Columns => columns::draw(drawing, &mut canvas),
            Plot::Stacked | Plot::Share => stacked::draw(drawing, &mut canvas),
            Plot::Line => line::draw(drawing, &mut canvas),
            Plot::Bars => bars::draw(drawing, &mut canvas),
            Plot::Bridge => bridge::draw(drawing, &mut canvas),
            Plot::Pace => pace::draw(drawing, &mut canvas),
            Plot::Multiples => multiples::draw(drawing, &mut canvas),
        }
    }
    if !canvas.holds_all() {
        // Names have left no room for what they name.
        canvas.clear();
        canvas.left_out = true;
    }
    let Canvas { mut shapes, used, left_out, .. } = canvas;
    shapes.iter_mut().for_each(settle);
    let height = used.map_or(drawing.height, |used| used.min(drawing.height).ceil());
    Drawn { shapes, height, left_out }
}

/// Rounds to a hundredth of a point: finer than any printer; more digits only make files longer.
#[expect(clippy::float_arithmetic, reason = "geometry")]
fn settle(shape: &mut Shape) {
    let round = |length: &mut f64| *length = (*length * 100.0).round() / 100.0;
    match shape {
        Shape::Bar { x, y, w, h, .. } | Shape::Plate { x, y, w, h } => {
            [x, y, w, h].into_iter().for_each(round);
        }
        Shape::Rule { x1, y1, x2, y2, .. } => [x1, y1, x2, y2].into_iter().for_each(round),
        Shape::Line { points, .. } => {
            points.iter_mut().flat_map(|(x, y)| [x, y]).for_each(round);
        }
        Shape::Dot { x, y, .. } | Shape::Label { x, y, .. } => {
            [x, y].into_iter().for_each(round);
        }
    }
}

#[cfg(test)]
mod tests;
