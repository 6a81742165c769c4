//! The closed set of blocks that a slot may hold.

use serde::Serialize;

use super::Inline;

/// One block of a slide.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A table.
    Table(Table),
    /// A list, possibly nested.
    List(List),
    /// A paragraph, or a heading inside the slide.
    Prose {
        /// 0 for a paragraph, 1 for a heading inside the slide.
        level: u8,
        /// The text.
        body: Vec<Inline>,
    },
    /// A chart, or the slot of one that is missing.
    Chart(Chart),
    /// Key figures, each large.
    Tiles {
        /// The figures, in reading order.
        tiles: Vec<Tile>,
    },
    /// A picture from the deck's folder.
    Image(Image),
    /// Small print that belongs to the slot.
    Notes {
        /// One line each.
        lines: Vec<Vec<Inline>>,
    },
}

/// A table with a header row, row headers and body cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What the table shows; read aloud, and printed if `captioned`.
    pub caption: String,
    /// Whether the caption is printed above the table.
    pub captioned: bool,
    /// Unit of the table, printed at the right of the caption, where it differs from the page's.
    pub unit: Option<String>,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// Header rows; their cells have scope `col` or `colgroup`.
    pub head: Vec<Row>,
    /// Body rows.
    pub body: Vec<Row>,
}

/// How a column is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Alignment of the body cells.
    pub align: Align,
    /// Share of the free width; 0 takes the width of its content.
    pub weight: u32,
}

/// Alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Text, at the left.
    Left,
    /// Short marks, centred.
    Center,
    /// Figures: at the right with digits under digits; see [`Cell::hang`].
    Figure,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRole {
    /// A header row.
    Head,
    /// An ordinary row.
    Normal,
    /// A total: strong, with a rule above.
    Total,
    /// A part of the row above: indented.
    Sub,
}

/// A table row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// What the row is for.
    pub role: RowRole,
    /// The cells; cells covered by a span are left out.
    pub cells: Vec<Cell>,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// A body cell.
    None,
    /// Heads its column.
    Col,
    /// Heads several columns.
    Colgroup,
    /// Heads its row.
    Row,
    /// Heads several rows.
    Rowgroup,
}

/// A table cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Lines of the cell; several where a row carries several comments.
    pub lines: Vec<Vec<Inline>>,
    /// What it heads.
    pub scope: Scope,
    /// Columns covered, at least 1.
    pub colspan: u32,
    /// Rows covered, at least 1.
    pub rowspan: u32,
    /// Alignment.
    pub align: Align,
    /// Characters that other cells of the column carry behind their last digit and this one does
    /// not, such as `)` or `%)`; writers leave their width free, invisibly, so that digits align.
    pub hang: String,
    /// True for a comment cell, set smaller.
    pub comment: bool,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Whether the items are counted.
    pub ordered: bool,
    /// The items.
    pub items: Vec<ListItem>,
}

/// One item of a list, with the lists below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListItem {
    /// The item's text.
    pub body: Vec<Inline>,
    /// Lists one level deeper.
    pub lists: Vec<List>,
}

/// A key figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tile {
    /// What is measured.
    pub label: String,
    /// The figure, with the call of its footnote if it has one.
    pub figure: Vec<Inline>,
    /// Its change; empty where none is shown.
    pub change: Vec<Inline>,
    /// Whether the change is good, bad or neither; never shown by colour alone.
    pub tone: Tone,
}

/// The colour of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Grew.
    Up,
    /// Fell.
    Down,
    /// Neither, or not known.
    Flat,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Image {
    /// Path inside the deck's folder.
    pub path: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The bytes as a `data:` address, for formats that are one file.
    pub data_uri: String,
}

/// A chart: drawn shapes with real text, the same for every format, and its figures as a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chart {
    /// Title above the chart.
    pub title: String,
    /// Unit beside the title.
    pub unit: Option<String>,
    /// Why there is no chart; then nothing else is set.
    pub missing: Option<String>,
    /// The chart in words.
    pub alt: String,
    /// Width of the drawing in points.
    pub width: f64,
    /// Height of the drawing in points.
    pub height: f64,
    /// What is drawn, from back to front; x to the right, y down, in points.
    pub shapes: Vec<Shape>,
    /// Series names with the index of their colour; empty for one series.
    pub legend: Vec<Mark>,
    /// The figures, for formats without drawing and for those who do not see it.
    pub table: Option<Table>,
}

/// A legend entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Series name.
    pub label: String,
    /// Index of the series colour, from 0.
    pub series: usize,
    /// Whether the series is a line.
    pub line: bool,
}

/// A drawn shape; all lengths in points.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
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
        /// Whether it is set apart (hatched or pale): a forecast, or a derived figure.
        pale: bool,
        /// The exact figure, shown on hover.
        title: String,
    },
    /// A rule: an axis or a tick.
    Rule {
        /// Start.
        x1: f64,
        /// Start.
        y1: f64,
        /// End.
        x2: f64,
        /// End.
        y2: f64,
        /// True for an axis, false for a faint guide.
        axis: bool,
    },
    /// A line through points.
    Line {
        /// The points, left to right.
        points: Vec<(f64, f64)>,
        /// Index of the series colour.
        series: usize,
    },
    /// A label.
    Label {
        /// Anchor.
        x: f64,
        /// Baseline.
        y: f64,
        /// `start`, `middle` or `end` of the text at x.
        anchor: &'static str,
        /// Size in points.
        size: f64,
        /// `value`, `axis`, `inside` (on a bar), `total` or `missing`.
        role: &'static str,
        /// Index of the series colour, for text inside a bar.
        series: usize,
        /// The text.
        text: String,
    },
}
