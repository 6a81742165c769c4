//! The closed set of blocks that a slot may hold.

use serde::Serialize;

use super::{DrawnShape, Inline, Plot, PlotPoint};

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

impl Block {
    /// Gives the chart, if it is one.
    #[must_use]
    pub fn chart(&self) -> Option<&Chart> {
        match self {
            Self::Chart(chart) => Some(chart),
            Self::Table(_)
            | Self::List(_)
            | Self::Prose { .. }
            | Self::Tiles { .. }
            | Self::Image(_)
            | Self::Notes { .. } => None,
        }
    }

    /// Gives the table, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Chart(_)
            | Self::List(_)
            | Self::Prose { .. }
            | Self::Tiles { .. }
            | Self::Image(_)
            | Self::Notes { .. } => None,
        }
    }

    /// Gives the table to be changed, if it is one.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Chart(_)
            | Self::List(_)
            | Self::Prose { .. }
            | Self::Tiles { .. }
            | Self::Image(_)
            | Self::Notes { .. } => None,
        }
    }
}

/// A table with a header row, row headers and body cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    /// Rows of the longest of its parts, where it goes on over several pages, so that they are set alike.
    pub longest: usize,
    /// Whether the reported period stands towards its right end, where a narrow screen begins.
    pub along: bool,
    /// What stays free above its last row, in points, where the last rows of several tables side by side
    /// stand at one height.
    pub lift: Option<f64>,
}

/// How a column is set.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Alignment of the body cells.
    pub align: Align,
    /// Share of the free width; 0 takes the width of its content.
    pub weight: u32,
    /// Its width in points, where it is the same in other tables or on other pages; the share then says
    /// nothing on paper.
    pub width: Option<f64>,
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
    /// A heading over the rows below it: one cell over all columns.
    Heading,
    /// Neither words nor figures.
    Blank,
    /// A total of some rows: with a thin rule above.
    Subtotal,
    /// A total: strong, with a rule above.
    Total,
    /// The last of all totals: strong, between two rules.
    GrandTotal,
}

/// A table row.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// What the row is for.
    pub role: RowRole,
    /// How far its label is indented, from 0 to 3.
    pub level: u8,
    /// The cells; cells covered by a span are left out.
    pub cells: Vec<Cell>,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderScope {
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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// Lines of the cell; several where a row carries several comments.
    pub lines: Vec<CellLine>,
    /// What it heads.
    pub scope: HeaderScope,
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
    /// A chart in place of text.
    pub spark: Option<Spark>,
}

/// A line of a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CellLine {
    /// The level of the list it is an item of, from 1; 0 for a line of text.
    pub level: usize,
    /// What is set before an item, by its level; a format with lists of its own sets none.
    pub mark: &'static str,
    /// The text.
    pub body: Vec<Inline>,
}

impl CellLine {
    /// Makes a line of text.
    #[must_use]
    pub fn text(body: Vec<Inline>) -> Self {
        Self { level: 0, mark: "", body }
    }

    /// Makes an item of a list.
    #[must_use]
    pub fn item(level: usize, body: Vec<Inline>) -> Self {
        Self { level, mark: if level == 1 { "– " } else { "\u{2003}· " }, body }
    }
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// Whether the items are counted.
    pub ordered: bool,
    /// The number of the first item of a counted list, 1 unless the author began elsewhere.
    pub start: usize,
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
    /// Good news.
    Up,
    /// Bad news.
    Down,
    /// Neither, or not said.
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
    /// Id within the deck, for links, labels and the picture beside the Markdown.
    pub id: String,
    /// Title above the chart.
    pub title: String,
    /// The one unit of its figures, printed beside the title.
    pub unit: Option<String>,
    /// Why there is no chart; then nothing else is set.
    pub missing: Option<String>,
    /// The chart in words: what it shows, the latest figures, their changes, the extremes.
    pub alt: String,
    /// Every figure in words, for a format that cannot hide a table.
    pub figure_list: String,
    /// Width of the drawing in points.
    pub width: f64,
    /// Height of the drawing in points.
    pub height: f64,
    /// Whether periods run along it, so that the latest stands at its right end.
    pub along: bool,
    /// What is drawn, from back to front; x to the right, y down, in points.
    pub shapes: Vec<DrawnShape>,
    /// The same as data, for writers that draw by themselves; nothing where there is no chart.
    #[serde(skip)]
    pub plot: Option<Box<Plot>>,
    /// The figures.
    pub table: Option<Table>,
    /// Whether the table is printed below the chart; formats that can unfold a table offer it
    /// even where it is not.
    pub tabled: bool,
}

/// A chart the size of a word, in the cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Spark {
    /// Width in points at a letter size of 15 points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// What is drawn.
    pub shapes: Vec<DrawnShape>,
    /// The figures it is drawn from, in the order of their periods.
    #[serde(skip)]
    pub points: Vec<PlotPoint>,
    /// The same in words.
    pub alt: String,
}
