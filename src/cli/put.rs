//! Sources that are read, changed and written: held meanwhile, so that of two hands at once none is lost.

use std::path::{Path, PathBuf};

use super::Stop;
use crate::source::{Folder, Sources, real};
use crate::write::{FolderContents, Lock, NotPlaced, OutputFile};

impl From<NotPlaced> for Stop {
    fn from(failed: NotPlaced) -> Self {
        Self::Environment(failed.to_string())
    }
}

/// The folder of a deck, which no other run changes meanwhile.
pub(super) struct LockedFolder {
    lock: Lock,
    deck: PathBuf,
    /// What is as private as what is new is to be.
    like: PathBuf,
}

impl LockedFolder {
    /// Holds the folder of a deck, from before it is read until it is written.
    pub(super) fn of(deck: &Path) -> Result<Self, Stop> {
        let real = real(deck);
        let lock = Lock::on(Folder::of(deck).root(), &FolderContents::Sources(name(&real)))?;
        // Nobody has looked at these since.
        if !lock.finished().is_empty() {
            let files = lock.finished().join(", ");
            return Err(Stop::Environment(format!(
                "a run that was killed had not put everything in place; that is done now, and changed \
                 {files}. Look at it, and run this again"
            )));
        }
        Ok(Self { lock, like: real.clone(), deck: real })
    }

    /// Takes the modes of new files from another deck: that which they are made from.
    pub(super) fn private_like(self, deck: &Path) -> Self {
        Self { like: real(deck), ..self }
    }

    /// Writes texts of the folder, all or none. What is new is as private as the deck is.
    pub(super) fn put(&self, texts: Vec<(String, String)>) -> Result<(), Stop> {
        let files: Vec<_> = texts.into_iter().map(|(path, text)| file(path, text)).collect();
        let like = self.like.is_file().then_some(self.like.as_path());
        Ok(self.lock.place(&files, &[], like)?)
    }

    /// Names the deck's file in its folder.
    pub(super) fn name(&self) -> String {
        name(&self.deck)
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn file(path: String, text: String) -> OutputFile {
    OutputFile { path, bytes: text.into_bytes().into(), main: true }
}

/// Writes what a command made of what it read; never over something that it read.
pub(super) fn put(path: &Path, text: String, read: &Sources) -> Result<(), Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let holds = FolderContents::Sources(String::new());
    let lock = Lock::made(folder.unwrap_or(Path::new(".")), &holds)?;
    // Once the folder is there, whatever the way to it is called.
    let place = lock.folder().join(name(path)).canonicalize().ok();
    let own = |name: &str| place.is_some() && Path::new(name).canonicalize().ok() == place;
    if read.names().any(own) {
        let path = path.display();
        let message = format!("{path} is what was read; it was left as it is. Choose another file");
        return Err(Stop::Environment(message));
    }
    Ok(lock.place(&[file(name(path), text)], &[], None)?)
}
