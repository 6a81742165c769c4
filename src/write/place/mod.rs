//! Files put in place: a set is replaced whole, or stays as it was.
//!
//! 1. The folder is locked; who comes second waits.
//! 2. Every file that changes is written in full below [`WORK`], a folder of our own in that of the set,
//!    and what it will replace is linked there.
//! 3. A journal there says what goes where. From now on the set is decided: whoever finds the journal
//!    of a run that was killed finishes it, or goes back where the system will not let it. It holds the
//!    sums of what comes and goes, so that nothing else is touched.
//! 4. The files are renamed into place, the last of them last. A rename that fails takes the others back.
//! 5. The journal goes, and with it the old files.

mod contents;
mod journal;
mod lock;
mod stage;

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::OutputFile;
use crate::source::sha256;
use journal::{Journal, Move};
use stage::{links, same, stage};

pub use contents::FolderContents;
pub use lock::{LOCK, Lock};

/// The folder of what is not yet in place, in that of the set.
pub const WORK: &str = ".iijdeck";

/// Says what could not be put in place, and what is there instead.
#[derive(Debug)]
pub struct NotPlaced {
    /// The path that failed.
    pub path: PathBuf,
    /// What the system said.
    pub error: io::Error,
    /// What lies where.
    pub left: FolderState,
}

/// What lies in a folder after a set could not be put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// Nothing was replaced, or all of it was put back.
    Untouched,
    /// These are new, and all others are as before; the next run finishes it or goes back.
    Mixed(Vec<String>),
}

impl NotPlaced {
    fn untouched(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self { path: path.into(), error, left: FolderState::Untouched }
    }
}

impl fmt::Display for FolderState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untouched => write!(f, "every file is as it was before"),
            Self::Mixed(new) => write!(
                f,
                "{} new, all others are as before; the next run finishes it or goes back",
                match new.as_slice() {
                    [one] => format!("{one} is"),
                    all => format!("{} are", all.join(", ")),
                }
            ),
        }
    }
}

impl fmt::Display for NotPlaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.path.display(), self.error, self.left)
    }
}

impl Lock {
    /// Replaces the files of a set, in their order, and takes away those that no longer belong to it.
    ///
    /// A file that already has these bytes is left as it is. One that is replaced keeps its mode; one
    /// that is new gets the mode of `like`, where that is given.
    ///
    /// # Errors
    /// The path that could not be written, why, and what lies in the folder now.
    pub fn place(
        &self,
        files: &[OutputFile],
        gone: &[String],
        like: Option<&Path>,
    ) -> Result<(), NotPlaced> {
        let folder = self.folder();
        let paths = files.iter().map(|file| file.path.as_str());
        for path in paths.chain(gone.iter().map(String::as_str)) {
            if let Some(link) = links(folder, path) {
                let message = "it is a link, and files are only written into folders of their own";
                return Err(NotPlaced::untouched(link, io::Error::other(message)));
            }
        }
        // Beside each other: a set of several languages has many files, most of them as they were.
        let changed = files.par_iter().filter(|file| !same(&folder.join(&file.path), &file.bytes));
        let changed: Vec<&OutputFile> = changed.collect();
        if changed.is_empty() && gone.is_empty() {
            return Ok(());
        }
        let work = folder.join(WORK);
        std::fs::create_dir_all(&work).map_err(|error| NotPlaced::untouched(&work, error))?;
        let staged = self.staged(&changed, gone, like);
        let placed = staged.and_then(|journal| journal.run(folder));
        if !matches!(&placed, Err(NotPlaced { left: FolderState::Mixed(_), .. })) {
            journal::clear(&work);
        }
        if placed.is_ok() {
            tidy(folder, gone);
        }
        placed
    }

    /// Writes the new files and keeps the old ones, beside where they will stand.
    fn staged(
        &self,
        changed: &[&OutputFile],
        gone: &[String],
        like: Option<&Path>,
    ) -> Result<Journal, NotPlaced> {
        let folder = self.folder();
        let new = changed.par_iter().enumerate().map(|(at, file)| {
            let path = folder.join(&file.path);
            let old = stage(folder, at, &path, &file.bytes, like)
                .map_err(|error| NotPlaced::untouched(path, error))?;
            Ok(Move { at, path: file.path.clone(), old, new: Some(sha256(&file.bytes)) })
        });
        let new = new.collect::<Vec<Result<Move, NotPlaced>>>();
        let mut moves = new.into_iter().collect::<Result<Vec<_>, _>>()?;
        // What goes, goes before the last file comes, which says what belongs together.
        let last = moves.pop();
        for (at, path) in gone.iter().enumerate().map(|(at, path)| (changed.len() + at, path)) {
            let full = folder.join(path);
            let kept = stage::keep(folder, at, &full);
            let old = kept.map_err(|error| NotPlaced::untouched(full, error))?;
            if old.is_some() {
                moves.push(Move { at, path: path.clone(), old, new: None });
            }
        }
        moves.extend(last);
        Ok(Journal { back: false, moves })
    }
}

/// Takes away the folders that are empty by now.
fn tidy(folder: &Path, gone: &[String]) {
    let parents = gone.iter().flat_map(|path| Path::new(path).ancestors().skip(1));
    let parents: BTreeSet<&Path> = parents.filter(|path| !path.as_os_str().is_empty()).collect();
    // The inner ones come behind the outer ones.
    for parent in parents.iter().rev() {
        let _ = std::fs::remove_dir(folder.join(parent));
    }
}

#[cfg(test)]
mod tests;
