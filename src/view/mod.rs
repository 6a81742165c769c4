//! The deck as it will be read, in one language: every text final, every figure shown.
//!
//! Enters: facts and words. Leaves: a [`View`], which templates and binary writers set without
//! rounding, scaling, translating or computing. It knows nothing of any output format.
//!
//! Slide kinds are open, blocks are closed: a new kind arranges the blocks below, and every
//! writer already knows how to set them.

mod block;
mod citation;
mod cited;
mod drawing;
mod faces;
mod figures;
mod format;
pub mod geometry;
mod inline;
mod marks;
mod note;
mod page;
mod plot;
pub mod prose;
mod shown;

pub use block::{
    Align, Block, Cell, CellLine, Chart, Column, HeaderScope, Image, List, ListItem, Row, RowRole,
    Spark, Table, Tile, Tone,
};
pub use citation::{Citation, ComparisonBase};
pub use drawing::{Anchor, DrawnShape, Fill, LabelRole, RuleKind};
pub use faces::{BuiltInFamily, FACES, FAMILIES, face, family};
pub use figures::marks;
pub use format::{
    Caution, ChangeFormatter, ChangeStyle, FigureFormatter, FigureStyle, Formatted, PartFormatter,
    Precision, PrintedCitation, PrintedSign, RangeEnd, axis_tick,
};
pub use geometry::Geometry;
pub use inline::{Inline, plain};
pub use marks::{entities, stray};
pub use note::{NoteCall, note_calls, without_calls};
pub use page::{
    BrowserRules, DeckSection, Footer, Layout, OutlineEntry, Page, Slot, Theme, View, named,
};
pub use plot::{Category, Plot, PlotKind, PlotPoint, PlotSeries, PointState, SeriesRole};
pub use prose::BULLETS;
pub use shown::Shown;
