//! What a chart is drawn of: shapes with real text, the same for every format.

use serde::Serialize;

use super::Shown;

/// How a bar is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fill {
    /// A published figure.
    Solid,
    /// A figure derived from published ones.
    Pale,
    /// A forecast.
    Hatched,
}

/// What a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// The line at zero.
    Axis,
    /// A line at a tick.
    Guide,
    /// A line under names of one group.
    Tick,
    /// Between figures that cannot be compared.
    Break,
    /// From a figure to what it measures, or from one step to the next.
    Leader,
}

/// Which end of a text its place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// Its left end.
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}

/// What a label says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LabelRole {
    /// A figure.
    Value,
    /// A figure on its bar.
    Inside,
    /// A total, or the latest figure of a small chart.
    Total,
    /// That a figure is missing.
    Missing,
    /// A name along the axis, or the digits of a tick.
    Axis,
    /// A name over several names.
    Group,
    /// The name of a series.
    Name,
    /// The title of one of several small charts.
    Title,
}

impl LabelRole {
    /// Tells whether it is set strong.
    #[must_use]
    pub fn is_strong(self) -> bool {
        matches!(self, Self::Total | Self::Title)
    }
}

/// A drawn shape; all lengths in points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum DrawnShape {
    /// A bar.
    Bar {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
        /// Index of the series colour, from 0.
        series: usize,
        /// How it is filled.
        fill: Fill,
        /// The exact figure and its change, shown on hover; empty for a key to colours.
        tip: String,
    },
    /// A straight rule.
    Rule {
        /// Start.
        x1: f64,
        /// Start.
        y1: f64,
        /// End.
        x2: f64,
        /// End.
        y2: f64,
        /// What it is for.
        kind: RuleKind,
    },
    /// A line through points.
    Line {
        /// The points, left to right.
        points: Vec<(f64, f64)>,
        /// Index of the series colour.
        series: usize,
        /// Whether it leads to a forecast.
        dashed: bool,
    },
    /// A point of a line; its form goes with its series, so that it tells without colour.
    Dot {
        /// Middle.
        x: f64,
        /// Middle.
        y: f64,
        /// Index of the series colour.
        series: usize,
        /// The exact figure and its change, shown on hover.
        tip: String,
    },
    /// Paper under a label, which parts it from what it covers.
    Plate {
        /// Left edge.
        x: f64,
        /// Top edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
    },
    /// A label.
    Label {
        /// Anchor.
        x: f64,
        /// Baseline.
        y: f64,
        /// Which end of the text is at x.
        anchor: Anchor,
        /// Size in points.
        size: f64,
        /// The width that its letters have in the built-in faces.
        width: f64,
        /// What it says.
        role: LabelRole,
        /// Index of the series colour, for text inside a bar.
        series: usize,
        /// The text.
        text: String,
        /// The figure that the text ends in; nothing for a name, or the digits of a tick.
        #[serde(skip_serializing_if = "Option::is_none")]
        figure: Option<Shown>,
    },
}
