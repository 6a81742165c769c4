//! The writers: a checked deck in, the bytes of its files out.
//!
//! Enters: views that passed every check. Leaves: files, written whole or not at all. It knows
//! nothing of how a source is read. A format is one value, a row of [`FORMATS`].

mod embedded;
pub mod escape;
mod facts;
mod format;
mod layout_findings;
mod manifest;
mod output;
pub mod pdf;
mod place;
mod table;
pub mod template;
mod web_font;
mod xlsx;

pub use facts::FactTable;
pub use format::{
    FORMATS, Format, FormatReading, HTML, MARKDOWN, MD, PDF, TYP, TYPST, TextFormat, WEB, XLSX,
};
pub use manifest::{Leftover, MANIFEST, leftover, manifest};
pub use output::{OutputFile, PROOF, Writer, build};
pub use pdf::{Pages, forget};
pub use place::{FolderContents, FolderState, LOCK, Lock, NotPlaced, WORK};
pub use web_font::{WebFont, WebFonts};
