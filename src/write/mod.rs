//! The writers: a checked deck in, the bytes of its files out.
//!
//! Enters: views that passed every check. Leaves: files, written whole or not at all. It knows
//! nothing of how a source is read. A format is one row of [`FORMATS`].

mod embedded;
pub mod escape;
mod facts;
mod manifest;
mod output;
pub mod pdf;
mod place;
mod table;
pub mod template;
mod trouble;
mod webface;

pub use facts::FactTable;
pub use manifest::{Leftover, MANIFEST, leftover, manifest};
pub use output::{FORMATS, Kind, OutputFile, Writer};
pub use pdf::{Pages, forget};
pub use place::{Holds, LOCK, Left, Lock, NotPlaced, WORK};
pub use webface::{WebFace, WebFaces};
