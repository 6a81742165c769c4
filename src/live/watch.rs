//! Waiting until somebody saves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// How long nothing must happen before a save counts as done; editors save in several steps.
const QUIET: Duration = Duration::from_millis(6);
/// How long at most is waited for that.
const PATIENCE: Duration = Duration::from_millis(200);
/// Folders that hold no part of a deck, and may be huge.
const APART: [&str; 2] = ["node_modules", "target"];

/// Watches the folder of a deck.
#[derive(Debug)]
pub struct FolderWatch {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    file: PathBuf,
    folder: PathBuf,
    out: PathBuf,
    inner: BTreeSet<PathBuf>,
    /// What the deck asked for when it was read last, whatever its name.
    asked: BTreeSet<PathBuf>,
}

/// What was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Whether files beside the deck's own were, such as its theme or a template.
    pub others: bool,
}

impl FolderWatch {
    /// Watches the folder of a deck and the folders in it, but not the one that decks are written
    /// below.
    ///
    /// # Errors
    /// What the system says against it.
    pub fn new(file: &Path, out: &Path) -> Result<Self, String> {
        // Without a thread of its own the watcher would panic at the first folder.
        let thread = thread::Builder::new().spawn(|| {});
        thread
            .map_err(|error| error.to_string())?
            .join()
            .map_err(|_| "no thread ran".to_owned())?;
        let (send, events) = channel();
        let watcher = notify::recommended_watcher(send).map_err(|error| error.to_string())?;
        let full = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
        let file = full(file).map_err(|error| error.to_string())?;
        let out = full(out).map_err(|error| error.to_string())?;
        let folder = file.parent().unwrap_or(Path::new("/")).to_owned();
        let mut watch = Self {
            watcher,
            events,
            file,
            folder,
            out,
            inner: BTreeSet::new(),
            asked: BTreeSet::new(),
        };
        let mode = RecursiveMode::NonRecursive;
        watch.watcher.watch(&watch.folder, mode).map_err(|error| error.to_string())?;
        watch.look_inside();
        Ok(watch)
    }

    /// Watches the folders inside that are not watched yet.
    fn look_inside(&mut self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            let apart = name.starts_with('.') || APART.contains(&name.as_str());
            if !path.is_dir() || apart || path == self.out || self.inner.contains(&path) {
                continue;
            }
            if self.watcher.watch(&path, RecursiveMode::Recursive).is_ok() {
                self.inner.insert(path);
            }
        }
    }

    /// Watches anew the folders inside that were moved or exchanged: the system goes on telling of the
    /// one that has gone, and tells nothing of the one in its place.
    fn look_anew(&mut self, event: &Event) {
        let moved = |path: &PathBuf| event.paths.iter().any(|gone| path.starts_with(gone));
        for path in self.inner.extract_if(.., moved) {
            // What has gone is watched no more.
            let _ = self.watcher.unwatch(&path);
        }
        self.look_inside();
        self.look_beside();
    }

    /// Takes note of the files that a deck asked for, from its folder, also where they are not there.
    pub fn know(&mut self, asked: &BTreeSet<String>) {
        if asked.is_empty() {
            return;
        }
        self.asked = asked.iter().map(|name| self.folder.join(name)).collect();
        self.look_beside();
    }

    /// Watches the folders of what was asked for that are not watched yet.
    fn look_beside(&mut self) {
        let parents = self.asked.iter().filter_map(|path| path.parent().map(Path::to_owned));
        let parents: BTreeSet<PathBuf> = parents.collect();
        for parent in parents {
            let known =
                parent == self.folder || parent.ancestors().any(|up| self.inner.contains(up));
            let mode = RecursiveMode::NonRecursive;
            if !known && parent.is_dir() && self.watcher.watch(&parent, mode).is_ok() {
                self.inner.insert(parent);
            }
        }
    }

    /// Waits until something is saved that the deck may be made of.
    ///
    /// # Errors
    /// That of the system, if it stops to tell.
    pub fn wait(&mut self) -> Result<Saved, String> {
        let mut saved: Option<(Saved, Instant)> = None;
        loop {
            let wait = if saved.is_some() { QUIET } else { Duration::MAX };
            let event = match self.events.recv_timeout(wait) {
                Ok(event) => event.map_err(|error| error.to_string())?,
                Err(RecvTimeoutError::Timeout) => match saved {
                    Some((saved, _)) => return Ok(saved),
                    None => continue,
                },
                Err(RecvTimeoutError::Disconnected) => return Err("nothing is told".to_owned()),
            };
            if let Some(others) = self.concerns(&event) {
                let (before, since) = saved.unwrap_or((Saved { others }, Instant::now()));
                let now = Saved { others: before.others || others };
                if since.elapsed() > PATIENCE {
                    return Ok(now);
                }
                saved = Some((now, since));
            }
        }
    }

    /// Tells whether an event may change the deck, and if so whether by other files than its own.
    fn concerns(&mut self, event: &Event) -> Option<bool> {
        let written = AccessKind::Close(AccessMode::Write);
        if matches!(event.kind, EventKind::Access(kind) if kind != written) {
            return None;
        }
        match event.kind {
            EventKind::Create(_) => self.look_inside(),
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Remove(_) => self.look_anew(event),
            EventKind::Any | EventKind::Access(_) | EventKind::Modify(_) | EventKind::Other => {}
        }
        let mut paths = event.paths.iter().filter(|path| !path.starts_with(&self.out));
        let part = |path: &&PathBuf| {
            let guessed = **path != self.folder && !scratch(path) && may_be_part(path);
            guessed || self.asked.contains(*path)
        };
        let mut paths = paths.by_ref().filter(part);
        let first = paths.next()?;
        Some(*first != self.file || paths.any(|path| *path != self.file))
    }
}

/// Endings of what a deck is made of.
const PARTS: [&str; 13] =
    ["yaml", "yml", "po", "j2", "svg", "png", "jpg", "jpeg", "ttf", "otf", "xlsx", "xlsm", "csv"];

/// Tells whether a deck may be made of a file; a folder, and what has gone, may hold a part.
fn may_be_part(path: &Path) -> bool {
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    end.map_or_else(|| !path.is_file(), |end| PARTS.contains(&end.as_str()))
}

/// Tells whether an editor made a file for itself.
fn scratch(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    name.starts_with(['.', '#'])
        || name.ends_with('~')
        || name.bytes().all(|byte| byte.is_ascii_digit())
        || ["swp", "swx", "tmp", "bak", "part"].contains(&end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_editor_makes_for_itself_is_no_save() {
        for name in [".quarter.yaml.swp", "quarter.yaml~", "4913", "#quarter.yaml#", "a.tmp"] {
            assert!(scratch(Path::new(name)), "{name}");
        }
        for name in ["quarter.yaml", "theme.yaml", "templates/html/slide.j2", "logo.svg"] {
            assert!(!scratch(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_save_is_told_with_what_was_saved() {
        let dir = tempfile::tempdir().expect("a folder");
        let deck = dir.path().join("quarter.yaml");
        fs::write(&deck, "a").expect("a file");
        let mut watch = FolderWatch::new(&deck, &dir.path().join("out")).expect("it is watched");
        fs::create_dir(dir.path().join("out")).expect("a folder");
        fs::write(dir.path().join("out/deck.pdf"), "x").expect("a file");
        fs::write(&deck, "b").expect("a file");
        let saved = watch.wait().expect("a save");
        // The folder that appeared is not told apart from a file.
        fs::write(&deck, "c").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: false }), "after {saved:?}");
        fs::write(dir.path().join("new.tmp"), "d").expect("a file");
        fs::rename(dir.path().join("new.tmp"), &deck).expect("renamed");
        assert_eq!(watch.wait(), Ok(Saved { others: false }));
        fs::write(dir.path().join("theme.yaml"), "d").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
        // What is written beside the deck, such as a log of the watching itself, is no part of it.
        fs::write(dir.path().join("watch.log"), "d").expect("a file");
        fs::write(&deck, "e").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: false }));
        fs::create_dir_all(dir.path().join("templates/md")).expect("folders");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
        // What the deck asks for is a part of it, whatever it is called and wherever it lies.
        fs::create_dir(dir.path().join(".house")).expect("a folder");
        let odd = ["theme.txt", "theme.tmp", "2026", ".house/theme.yaml"].map(str::to_owned);
        watch.know(&odd.clone().into());
        for name in odd {
            fs::write(dir.path().join(&name), "d").expect("a file");
            assert_eq!(watch.wait(), Ok(Saved { others: true }), "{name}");
        }
        fs::write(dir.path().join("templates/md/slide.j2"), "d").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
    }

    #[test]
    fn a_folder_that_another_took_the_place_of_is_watched() {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("look")).expect("a folder");
        fs::write(at("quarter.yaml"), "a").expect("a file");
        let mut watch = FolderWatch::new(&at("quarter.yaml"), &at("out")).expect("it is watched");
        fs::create_dir(at("new")).expect("a folder");
        fs::rename(at("look"), at("old")).expect("moved");
        fs::rename(at("new"), at("look")).expect("moved");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
        fs::write(at("look/a.yaml"), "b").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
        // As editors save: beside the file, then over it. The deck's own is told behind it.
        fs::write(at("look/t"), "b").expect("a file");
        fs::rename(at("look/t"), at("look/a.yaml")).expect("renamed");
        fs::write(at("quarter.yaml"), "b").expect("a file");
        assert_eq!(watch.wait(), Ok(Saved { others: true }));
    }
}
