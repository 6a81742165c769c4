//! Finished sets: what lies in their folder, held against their manifest and what the deck gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::code;
use crate::diag::Finding;
use crate::source::{Folder, ReadError, sha256};
use crate::write::{LOCK, MANIFEST, OutputFile};

/// A finished set: its folder, and what its manifest says of it.
pub(super) struct FinishedSet {
    pub(super) folder: PathBuf,
    files: Folder,
    pub(super) manifest: Result<Value, String>,
    pub(super) release: bool,
}

impl FinishedSet {
    /// Reads what the manifest of a set says.
    pub(super) fn read(folder: PathBuf) -> Self {
        let files = Folder::finished(&folder);
        let text = files.finished_bytes(MANIFEST).map_err(|error| error.to_string());
        let manifest: Result<Value, String> = text.and_then(|text| {
            serde_json::from_slice(&text).map_err(|_| "it is no manifest of a set".to_owned())
        });
        let release = manifest.as_ref().is_ok_and(|set| set["release"] == Value::Bool(true));
        Self { folder, files, manifest, release }
    }

    /// Reads a file of the set; nothing that is no file, and no link.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        self.files.finished_bytes(path)
    }

    /// Tells whether something stands where a file of the set would.
    pub(super) fn holds(&self, path: &str) -> bool {
        fs::symlink_metadata(self.folder.join(path)).is_ok()
    }

    /// The languages it holds, as its manifest says.
    pub(super) fn languages(&self) -> Vec<String> {
        let all = self.manifest.iter().filter_map(|set| set["languages"].as_array()).flatten();
        all.filter_map(|language| Some(language["language"].as_str()?.to_owned())).collect()
    }

    /// Tells whether another version of the program made it: that it would make the same bytes is not
    /// known, and that it says so must not end the proof.
    pub(super) fn judge_version(&self) -> Option<Finding> {
        let set = self.manifest.as_ref().ok()?;
        let made = set["tool"]["version"].as_str().unwrap_or_default();
        let own = env!("CARGO_PKG_VERSION");
        (made != own).then(|| {
            let message =
                format!("version `{made}` built this set, and {own} cannot prove its bytes");
            let finding = self.changed(MANIFEST, message);
            finding.help("Build it again with this version, or verify it with that one")
        })
    }

    /// The sum of each file of a language, by its path below the folder.
    pub(super) fn sums(&self, lang: &str) -> BTreeMap<String, String> {
        let all = self.manifest.iter().filter_map(|set| set["languages"].as_array()).flatten();
        let files = all.filter(|language| language["language"] == lang);
        let files = files.filter_map(|language| language["files"].as_array()).flatten();
        let text = |value: &Value| value.as_str().map(str::to_owned);
        files.filter_map(|file| Some((text(&file["path"])?, text(&file["sha256"])?))).collect()
    }

    fn changed(&self, path: &str, message: impl Into<String>) -> Finding {
        let path = self.folder.join(path).display().to_string();
        Finding::about_file(code::CHANGED_FILE, message, path)
            .help("Build the deck again, and publish what that writes")
    }

    /// Compares the files of a language with the sums of the manifest.
    pub(super) fn judge_sums(&self, lang: &str) -> Vec<Finding> {
        let sums = self.sums(lang);
        let mut found = Vec::new();
        for (path, sum) in &sums {
            match self.bytes(path) {
                Ok(bytes) if sha256(&bytes) == *sum => {}
                Ok(_) => found.push(self.changed(path, "these are not the bytes that were built")),
                Err(error) => {
                    let message = format!("a file of the set cannot be read: {error}");
                    found.push(self.changed(path, message));
                }
            }
        }
        let mut there = Vec::new();
        files_below(&self.folder, &self.folder.join(lang), &mut there);
        let strangers = there.into_iter().filter(|path| !sums.contains_key(path));
        found.extend(strangers.map(|path| self.stranger(&path, "this file is not of the set")));
        found
    }

    /// Finds what lies beside the languages of the set and its manifest.
    pub(super) fn judge_strangers(&self) -> Vec<Finding> {
        let languages = self.languages();
        let entries = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        // What is hidden is published with the folder as well, and what a run held is settled by now.
        let lock = |name: &str| cfg!(not(unix)) && name == LOCK;
        let own = |name: &String| name == MANIFEST || lock(name) || languages.contains(name);
        let mut strangers: Vec<_> = names.filter(|name| !own(name)).collect();
        strangers.sort();
        strangers.iter().map(|name| self.stranger(name, "this is not of the set")).collect()
    }

    fn stranger(&self, path: &str, message: &str) -> Finding {
        self.changed(path, message).help("Keep it elsewhere: the whole folder is published")
    }

    /// Compares every file, and the manifest, with what the deck gives now.
    pub(super) fn judge_bytes(
        &self,
        whole: bool,
        made: &[OutputFile],
        found: &[Finding],
    ) -> Vec<Finding> {
        let known: BTreeSet<_> = found.iter().filter_map(|finding| finding.path.clone()).collect();
        let mut out = Vec::new();
        for file in made {
            let path = file.path.as_str();
            if (path == MANIFEST && !whole)
                || known.contains(&self.folder.join(path).display().to_string())
            {
                continue;
            }
            let Ok(bytes) = self.bytes(path) else { continue };
            if bytes == *file.bytes {
                continue;
            }
            let at = bytes.iter().zip(file.bytes.iter()).position(|(a, b)| a != b);
            let at = at.unwrap_or(bytes.len().min(file.bytes.len()));
            let line = bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
            let place = if Path::new(path).extension().is_some_and(|end| end == "pdf") {
                String::new()
            } else {
                format!(" from line {line} on")
            };
            out.push(self.changed(path, format!("the deck as it is now gives other bytes{place}")));
        }
        out
    }
}

/// Gives the files below a folder, as paths below another, in order.
fn files_below(root: &Path, folder: &Path, into: &mut Vec<String>) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            files_below(root, &path, into);
        } else if let Ok(below) = path.strip_prefix(root) {
            let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
            into.push(parts.collect::<Vec<_>>().join("/"));
        }
    }
}
