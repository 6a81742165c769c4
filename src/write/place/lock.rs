//! One run at a time in a folder.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::journal::Journal;
use super::{FolderContents, NotPlaced, WORK};

/// The file that is locked where the system locks no folders.
pub const LOCK: &str = ".iijdeck-lock";
/// How long another run is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// A folder that no other run changes meanwhile. Dropped, it is free again; so it is where its process
/// was killed.
#[derive(Debug)]
pub struct Lock {
    folder: PathBuf,
    finished: Vec<String>,
    /// Nothing where the system locks no files.
    _held: Option<File>,
}

impl Lock {
    /// Locks a folder, and settles what a killed run left in it.
    ///
    /// # Errors
    /// A folder that is not there, that another run holds for more than a minute, or that a killed
    /// run left half replaced and that cannot be settled, as its work names other files than such a
    /// folder holds, or a file was changed since.
    pub fn on(folder: &Path, holds: &FolderContents) -> Result<Self, NotPlaced> {
        let held = held(folder).map_err(|error| NotPlaced::untouched(folder, error))?;
        let finished = Journal::finish(folder, holds)?;
        Ok(Self { folder: folder.to_owned(), finished, _held: held })
    }

    /// Makes a folder where it is not there, and locks it.
    ///
    /// # Errors
    /// As [`Lock::on`]; and where it cannot be made.
    pub fn made(folder: &Path, holds: &FolderContents) -> Result<Self, NotPlaced> {
        fs::create_dir_all(folder).map_err(|error| NotPlaced::untouched(folder, error))?;
        Self::on(folder, holds)
    }

    /// Locks the folder of a set below the folder of all.
    ///
    /// # Errors
    /// As [`Lock::made`]; and where the folder is a link to another.
    pub fn of_set(out: &Path, name: &str) -> Result<Self, NotPlaced> {
        let folder = out.join(name);
        if fs::symlink_metadata(&folder).is_ok_and(|meta| meta.is_symlink()) {
            let message = "it is a link, and decks are only written into folders of their own";
            return Err(NotPlaced::untouched(folder, io::Error::other(message)));
        }
        Self::made(&folder, &FolderContents::Set)
    }

    /// Settles what a killed run left in the folder of a set, if it left anything.
    ///
    /// # Errors
    /// As [`Lock::on`].
    pub fn settle(folder: &Path) -> Result<(), NotPlaced> {
        let there = fs::symlink_metadata(folder.join(WORK)).is_ok();
        if there { Self::on(folder, &FolderContents::Set).map(drop) } else { Ok(()) }
    }

    /// The files that changed because a run was killed before, and what it had decided was finished.
    #[must_use]
    pub fn finished(&self) -> &[String] {
        &self.finished
    }

    /// The folder that is locked.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn held(folder: &Path) -> io::Result<Option<File>> {
    let file = handle(folder)?;
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if started.elapsed() > PATIENCE => {
                let message = "another run of iijdeck has held this folder for a minute";
                return Err(io::Error::other(message));
            }
            Err(TryLockError::WouldBlock) => sleep(PAUSE),
            // Some shared folders lock nothing; a deck must still come out of them.
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// Opens what is locked: the folder itself.
#[cfg(unix)]
fn handle(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// Opens what is locked: a file beside the others, as this system locks no folders.
#[cfg(not(unix))]
fn handle(folder: &Path) -> io::Result<File> {
    fs::OpenOptions::new().write(true).create(true).truncate(false).open(folder.join(LOCK))
}
