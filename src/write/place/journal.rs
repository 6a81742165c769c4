//! What goes where: written before the first file is replaced, so that a run that was killed can be
//! finished by the next.
//!
//! A journal lies in a folder that may have come from anywhere. So it may name only what commands write
//! there, and holds the sum of every file before and after: what is neither is somebody's work since, and
//! nothing is touched.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::stage::{harmless, links, new, old, sum};
use super::{FolderContents, FolderState, NotPlaced, WORK};
use crate::source::{Folder, ReadError};

const JOURNAL: &str = "journal.json";
const UNFINISHED: &str = "journal.new";

/// One file that comes, or goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Move {
    /// Its number, by which its new and its old file are named.
    pub(super) at: usize,
    /// Where it stands in the folder of the set.
    pub(super) path: String,
    /// The sum of what was there before, if there was anything.
    pub(super) old: Option<String>,
    /// The sum of what is there afterwards, if there is anything.
    pub(super) new: Option<String>,
}

/// All files of one replacement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Whether what was replaced is being put back.
    pub(super) back: bool,
    /// In the order in which they are put in place.
    pub(super) moves: Vec<Move>,
}

impl Journal {
    /// Puts everything in place, or everything back.
    pub(super) fn run(mut self, folder: &Path) -> Result<(), NotPlaced> {
        // One file is replaced whole by itself.
        if self.moves.len() > 1 {
            self.write(folder).map_err(|error| NotPlaced::untouched(folder.join(WORK), error))?;
        }
        self.settle(folder)
    }

    /// Finishes what a run left that was killed, and gives the files that this changed; what it had not
    /// decided is dropped.
    pub(super) fn finish(folder: &Path, holds: &FolderContents) -> Result<Vec<String>, NotPlaced> {
        let work = folder.join(WORK);
        let mine = match fs::symlink_metadata(&work) {
            Ok(meta) => meta.is_dir(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(NotPlaced::untouched(work, error)),
        };
        if !mine {
            return Err(refused(folder, "it is no folder"));
        }
        let text = match Folder::finished(folder).finished_bytes(&format!("{WORK}/{JOURNAL}")) {
            Ok(text) => text,
            Err(ReadError::Missing) => {
                clear(&work);
                return Ok(Vec::new());
            }
            Err(error) => return Err(refused(folder, &format!("of its {JOURNAL}: {error}"))),
        };
        let Ok(mut journal) = serde_json::from_slice::<Self>(&text) else {
            return Err(refused(folder, &format!("its {JOURNAL} is none of this program")));
        };
        let mut open = Vec::new();
        for one in &journal.moves {
            match one.judge(folder, holds) {
                Ok(true) => open.push(one),
                Ok(false) => {}
                Err(why) => return Err(refused(folder, &format!("`{}` {why}", one.path))),
            }
        }
        let before: Vec<_> = open.iter().map(|one| sum(&folder.join(&one.path)).ok()).collect();
        let open: Vec<String> = open.into_iter().map(|one| one.path.clone()).collect();
        // What was put back is whole as well.
        journal.settle(folder).or_else(|failed| match failed.left {
            FolderState::Untouched => Ok(()),
            FolderState::Mixed(_) => Err(failed),
        })?;
        clear(&work);
        let changed = open.into_iter().zip(before);
        let changed = changed.filter(|(path, before)| sum(&folder.join(path)).ok() != *before);
        Ok(changed.map(|(path, _)| path).collect())
    }

    fn settle(&mut self, folder: &Path) -> Result<(), NotPlaced> {
        let failed = if self.back { None } else { self.forward(folder).err() };
        if failed.is_none() && !self.back {
            return Ok(());
        }
        self.back = true;
        // Where even this cannot be noted, what is put back now stays so only until the next run.
        let _ = self.write(folder);
        let stuck = self.backward(folder);
        let new: Vec<String> = stuck.iter().map(|(path, _)| path.clone()).collect();
        let left = if new.is_empty() { FolderState::Untouched } else { FolderState::Mixed(new) };
        match failed.or_else(|| stuck.into_iter().next()) {
            Some((path, error)) => Err(NotPlaced { path: folder.join(path), error, left }),
            None => Ok(()),
        }
    }

    fn forward(&self, folder: &Path) -> Result<(), (String, io::Error)> {
        for one in &self.moves {
            let place = folder.join(&one.path);
            let moved = if one.new.is_some() {
                match fs::rename(new(folder, one.at), &place) {
                    // It was moved before the run was killed.
                    Err(error) if is_already(&error, &place, one.new.as_ref()) => Ok(()),
                    moved => moved,
                }
            } else {
                removed(&place)
            };
            moved.map_err(|error| (one.path.clone(), error))?;
        }
        Ok(())
    }

    /// Puts back what was replaced, from the last to the first; gives what could not be.
    fn backward(&self, folder: &Path) -> Vec<(String, io::Error)> {
        let mut stuck = Vec::new();
        for one in self.moves.iter().rev() {
            let place = folder.join(&one.path);
            let coming = one.new.is_some();
            let untouched = if coming { new(folder, one.at).exists() } else { place.exists() };
            if untouched {
                continue;
            }
            let back = if one.old.is_some() {
                match fs::rename(old(folder, one.at), &place) {
                    // It was put back before the run was killed.
                    Err(error) if is_already(&error, &place, one.old.as_ref()) => Ok(()),
                    back => back,
                }
            } else {
                removed(&place)
            };
            if let Err(error) = back {
                stuck.push((one.path.clone(), error));
            }
        }
        stuck
    }

    fn write(&self, folder: &Path) -> io::Result<()> {
        let work = folder.join(WORK);
        let text = serde_json::to_vec(self).map_err(io::Error::other)?;
        // Whatever has that name is not written through.
        removed(&work.join(UNFINISHED))?;
        let mut file =
            fs::OpenOptions::new().write(true).create_new(true).open(work.join(UNFINISHED))?;
        file.write_all(&text)?;
        drop(file);
        fs::rename(work.join(UNFINISHED), work.join(JOURNAL))
    }
}

impl Move {
    /// Tells whether the file is not yet as it will be, or says why it must not be touched.
    fn judge(&self, folder: &Path, holds: &FolderContents) -> Result<bool, String> {
        if !holds.may_name(&self.path, self.new.is_none()) || links(folder, &self.path).is_some() {
            return Err("is no file that a run writes there".to_owned());
        }
        let unreadable = |error: io::Error| format!("cannot be read: {error}");
        let place = folder.join(&self.path);
        let (new, old) = (new(folder, self.at), old(folder, self.at));
        for (kept, wanted) in [(&new, &self.new), (&old, &self.old)] {
            let found = sum(kept).map_err(unreadable)?;
            if found.is_some() && found != *wanted {
                return Err("is not what that run wrote".to_owned());
            }
        }
        if new.is_symlink() {
            return Err("would become a link".to_owned());
        }
        harmless(&new, &place).map_err(unreadable)?;
        // What stands in the way of a file is met where the file is moved.
        if place.is_dir() && !place.is_symlink() {
            return Ok(true);
        }
        let found = sum(&place).map_err(unreadable)?;
        if found == self.new {
            return Ok(false);
        }
        // Whoever took a file away since loses nothing.
        if found.is_some() && found != self.old {
            return Err("was changed since".to_owned());
        }
        Ok(true)
    }
}

/// Refuses what a run left; what is in the folder stays for a person to look at.
fn refused(folder: &Path, why: &str) -> NotPlaced {
    let message = format!(
        "a run that was killed left its work here, and that cannot be taken up: {why}. Look at what is in \
         it, keep what you need, and remove it"
    );
    NotPlaced::untouched(folder.join(WORK), io::Error::other(message))
}

/// Tells whether a file could not be moved because it was moved before.
fn is_already(error: &io::Error, place: &Path, wanted: Option<&String>) -> bool {
    error.kind() == io::ErrorKind::NotFound
        && sum(place).is_ok_and(|found| found.as_ref() == wanted)
}

fn removed(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Takes the folder of what is not in place away, the journal first; a file of somebody else in it
/// stays, and with it the folder.
pub(super) fn clear(work: &Path) {
    for name in [JOURNAL, UNFINISHED] {
        let _ = fs::remove_file(work.join(name));
    }
    for entry in fs::read_dir(work).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = ["new-", "old-"].iter().find_map(|start| name.strip_prefix(start));
        if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(work);
}
