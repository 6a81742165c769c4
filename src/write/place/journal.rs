//! What goes where: written before the first file is replaced, so that a run that was killed can be
//! finished by the next.

use std::fs;
use std::io;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::stage::{links, new, old};
use super::{Left, NotPlaced, WORK};

const JOURNAL: &str = "journal.json";
const UNFINISHED: &str = "journal.new";

/// One file that comes, or goes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Move {
    /// Its number, by which its new and its old file are named.
    pub(super) at: usize,
    /// Where it stands in the folder of the set.
    pub(super) path: String,
    /// Whether there was one before.
    pub(super) old: bool,
    /// Whether there is one afterwards.
    pub(super) new: bool,
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
        self.write(folder).map_err(|error| NotPlaced::untouched(folder.join(WORK), error))?;
        self.settle(folder)
    }

    /// Finishes what a run left that was killed; what it had not decided is dropped.
    pub(super) fn finish(folder: &Path) -> Result<(), NotPlaced> {
        let work = folder.join(WORK);
        let text = fs::read(work.join(JOURNAL)).ok();
        let journal = text.and_then(|text| serde_json::from_slice::<Self>(&text).ok());
        // A journal that somebody else wrote must not lead out of the folder.
        let inside = |one: &Move| {
            let mut parts = Path::new(&one.path).components();
            parts.all(|part| matches!(part, Component::Normal(_)))
                && links(folder, &one.path).is_none()
        };
        if let Some(mut journal) = journal.filter(|journal| journal.moves.iter().all(inside)) {
            // What was put back is whole as well.
            journal.settle(folder).or_else(|failed| match failed.left {
                Left::Untouched => Ok(()),
                Left::Mixed(_) => Err(failed),
            })?;
        }
        clear(&work);
        Ok(())
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
        let left = if new.is_empty() { Left::Untouched } else { Left::Mixed(new) };
        match failed.or_else(|| stuck.into_iter().next()) {
            Some((path, error)) => Err(NotPlaced { path: folder.join(path), error, left }),
            None => Ok(()),
        }
    }

    fn forward(&self, folder: &Path) -> Result<(), (String, io::Error)> {
        for one in &self.moves {
            let place = folder.join(&one.path);
            let moved = if one.new {
                match fs::rename(new(folder, one.at), &place) {
                    // It was moved before the run was killed.
                    Err(error) if error.kind() == io::ErrorKind::NotFound && place.exists() => {
                        Ok(())
                    }
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
            let untouched = if one.new { new(folder, one.at).exists() } else { place.exists() };
            if untouched {
                continue;
            }
            let back = if one.old {
                match fs::rename(old(folder, one.at), &place) {
                    // It was put back before the run was killed.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
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
        fs::write(work.join(UNFINISHED), text)?;
        fs::rename(work.join(UNFINISHED), work.join(JOURNAL))
    }
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
