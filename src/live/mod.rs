//! A deck while it is written: built anew at every save, and shown on a local page.
//!
//! Enters: the path of a deck. Leaves: finished files and findings after each save, and a page on
//! the loopback address that shows the last good deck with them. It writes no file and prints
//! nothing.

mod incremental;
mod server;
mod state;
mod watch;

pub use incremental::{Built, BuiltDeck, IncrementalBuild};
pub use server::Server;
pub use state::{Editor, ServedState};
pub use watch::{FolderWatch, Saved};
