//! The deck as it will be read, in one language: every text final, every figure shown.
//!
//! Enters: facts and words. Leaves: a [`View`], which templates and binary writers set without
//! rounding, scaling, translating or computing. It knows nothing of any output format.
//!
//! Slide kinds are open, blocks are closed: a new kind arranges the blocks below, and every
//! writer already knows how to set them.

mod block;
mod citation;
mod faces;
mod figures;
mod inline;
mod page;
mod press;
pub mod prose;
mod scaled;
mod shown;

pub use block::{
    Align, Block, Cell, Chart, Column, Image, List, ListItem, Row, RowRole, Scope, Shape, Spark,
    Table, Tile, Tone,
};
pub use citation::{Against, Citation};
pub use faces::{FACES, is_sign};
pub use inline::{Inline, plain};
pub use page::{Entry, Footer, Layout, Page, Section, Slot, Theme, View};
pub use press::{Caution, Look, Press, Printed, Wording};
pub use shown::Shown;
