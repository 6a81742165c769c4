//! What a chart shows, as data beside its drawing: for writers that draw with tools of their own.

use super::Shown;
use crate::num::{Exact, Unit};

/// The figures of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plot {
    /// How they are drawn.
    pub kind: PlotKind,
    /// The unit of the axis: that of the series, per cent in a chart of shares.
    pub unit: Unit,
    /// What stands along the axis.
    pub categories: Vec<Category>,
    /// The series, in the order of their colours; each has a point for each category.
    pub series: Vec<PlotSeries>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlotKind {
    /// Columns side by side.
    Columns,
    /// Columns on top of each other, with their total.
    Stacked,
    /// Columns on top of each other, each as its share of the whole.
    Share,
    /// Lines.
    Line,
    /// Bars to the right, a row for each category.
    Bars,
    /// A bridge: floating columns from one total to another.
    Bridge,
    /// How far each row has come towards its whole.
    Pace,
    /// A small chart for each series, all on one scale.
    Multiples,
}

impl PlotKind {
    /// Tells whether categories run along it, so that the latest period stands at its right end.
    #[must_use]
    pub fn runs_along(self) -> bool {
        match self {
            Self::Columns | Self::Stacked | Self::Share | Self::Line => true,
            Self::Bars | Self::Bridge | Self::Pace | Self::Multiples => false,
        }
    }
}

/// What stands along an axis: a period, an item, or a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// The name in full.
    pub text: String,
    /// A second line, such as the scope of a forecast.
    pub below: String,
    /// For a quarter: its name within the year, and the year, in full and short.
    pub quarter: Option<[String; 3]>,
}

/// What a series is in its chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesRole {
    /// Figures of an item; in a chart of shares they print their share.
    Value,
    /// What the series stacked in a column add up to.
    Total,
    /// A ratio, drawn as a line on an axis of its own.
    Ratio,
    /// A bridge: its first and last figure stand on the axis, each between is a step on from the
    /// one before.
    Steps,
    /// What has been reached of the whole, as a share of it.
    Reached,
    /// The whole that is to be reached.
    Whole,
}

/// One value for each category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlotSeries {
    /// Its name.
    pub label: String,
    /// What it is.
    pub role: SeriesRole,
    /// The unit that its values are drawn in.
    pub unit: Unit,
    /// Its values.
    pub points: Vec<PlotPoint>,
}

/// What a figure is, which shows in how it is drawn; of several the first that holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PointState {
    /// There is no figure.
    #[default]
    Missing,
    /// A forecast.
    Forecast,
    /// Derived from published figures.
    Derived,
    /// Published, of the period that the deck is about, or of another that ends with it.
    Current,
    /// Published, of another period.
    Past,
}

/// One figure of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlotPoint {
    /// Its exact value in base units, with the sign that is printed; nothing where it is missing.
    pub value: Option<Exact>,
    /// The ends of a range, in base units; its value is halfway between.
    pub band: Option<[Exact; 2]>,
    /// The figure as printed.
    pub figure: Shown,
    /// The marks of its footnotes, printed behind it.
    pub notes: Vec<String>,
    /// Whether the series is restated from here on, so that it cannot be compared with what is before.
    pub breaks: bool,
    /// What it is.
    pub state: PointState,
    /// What is told when it is pointed at: the exact figure and its change.
    pub tip: String,
}

impl PlotPoint {
    /// Gives what is printed at it: the figure with the marks of its footnotes.
    #[must_use]
    pub fn label(&self) -> String {
        let notes = self.notes.iter().map(String::as_str);
        std::iter::once(self.figure.text.as_str()).chain(notes).collect()
    }
}

impl Plot {
    /// Gives the series of a role.
    pub fn of(&self, role: SeriesRole) -> impl Iterator<Item = &PlotSeries> {
        self.series.iter().filter(move |series| series.role == role)
    }
}
