//! The deck's own folder: the only place files are read from.

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// Largest text file read, in bytes. A deck of 21 pages is about 60 kB.
const MAX_TEXT: u64 = 4 << 20;
/// Largest image or font read, in bytes.
const MAX_BINARY: u64 = 16 << 20;

/// Most files read of a folder.
const MOST_FILES: usize = 1000;

/// Says why a file was not read.
#[derive(Debug)]
pub enum ReadError {
    /// Nothing has that name.
    Missing,
    /// The path leads out of the deck's folder, by `..`, by an absolute path or by a link.
    Outside,
    /// The file is larger than the limit (both in bytes).
    TooLarge {
        /// What the file has.
        size: u64,
        /// What is allowed.
        limit: u64,
    },
    /// The bytes from this offset on are not UTF-8; the text before it is given.
    NotUtf8 {
        /// The valid text before the bad byte.
        before: String,
        /// The bad byte.
        byte: u8,
    },
    /// The system said no.
    Io(io::Error),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such file"),
            Self::Outside => write!(f, "the path leads out of the deck's folder"),
            Self::TooLarge { size, limit } => {
                write!(f, "the file has {size} bytes, more than the {limit} allowed")
            }
            Self::NotUtf8 { before, byte } => {
                write!(f, "byte {} (0x{byte:02X}) is not UTF-8", before.len())
            }
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ReadError {}

/// The folder of one deck; every relative path of the deck starts here and stays here.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    deck: String,
}

impl Folder {
    /// Opens the folder that a deck file lies in.
    #[must_use]
    pub fn of(deck: &Path) -> Self {
        let parent = deck.parent().filter(|p| !p.as_os_str().is_empty());
        let deck = deck.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let root = parent.unwrap_or_else(|| Path::new(".")).to_path_buf();
        Self { root, deck: deck.unwrap_or_default() }
    }

    /// The name of the deck's file without its ending; nothing for `quarter` and `deck`, which are
    /// the only decks of their folders.
    #[must_use]
    pub fn deck(&self) -> Option<&str> {
        let alone = ["", "quarter", "deck"].contains(&self.deck.as_str());
        (!alone).then_some(self.deck.as_str())
    }

    /// The folder's path.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads a text file inside the folder.
    ///
    /// # Errors
    /// As [`ReadError`] says; a path that leaves the folder is refused before it is opened.
    pub fn text(&self, relative: &str) -> Result<String, ReadError> {
        utf8(self.bytes_up_to(relative, MAX_TEXT)?)
    }

    /// Reads an image or font inside the folder.
    ///
    /// # Errors
    /// As [`ReadError`] says.
    pub fn bytes(&self, relative: &str) -> Result<Vec<u8>, ReadError> {
        self.bytes_up_to(relative, MAX_BINARY)
    }

    /// Tells whether a path inside the folder names a file.
    #[must_use]
    pub fn has(&self, relative: &str) -> bool {
        self.resolve(relative).is_ok_and(|path| path.is_file())
    }

    /// Reads every file below a folder inside the folder, in the order of their names; what cannot
    /// be read, or lies behind more than a thousand files, is left out.
    #[must_use]
    pub fn below(&self, relative: &str) -> Vec<(String, Vec<u8>)> {
        let (mut open, mut out) = (vec![relative.to_owned()], Vec::new());
        while let Some(folder) = open.pop() {
            let entries = fs::read_dir(self.root.join(&folder)).into_iter().flatten();
            for entry in entries.filter_map(Result::ok) {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push(name);
                } else if out.len() < MOST_FILES
                    && let Ok(bytes) = self.bytes(&name)
                {
                    out.push((name, bytes));
                }
            }
        }
        out.sort_unstable();
        out
    }

    fn bytes_up_to(&self, relative: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        read_limited(&self.resolve(relative)?, limit)
    }

    fn resolve(&self, relative: &str) -> Result<PathBuf, ReadError> {
        let path = Path::new(relative);
        if path.components().any(|c| !matches!(c, Component::Normal(_) | Component::CurDir)) {
            return Err(ReadError::Outside);
        }
        let full = self.root.join(path);
        // Links are followed once, here, so that none leads out of the folder.
        match (full.canonicalize(), self.root.canonicalize()) {
            (Ok(real), Ok(root)) if real.starts_with(&root) => Ok(real),
            (Ok(_), Ok(_)) => Err(ReadError::Outside),
            (Err(error), _) | (_, Err(error)) => Err(read_error(error)),
        }
    }
}

/// Reads the deck file itself, wherever the user said it is.
///
/// # Errors
/// As [`ReadError`] says.
pub fn read_deck(path: &Path) -> Result<String, ReadError> {
    utf8(read_limited(path, MAX_TEXT)?)
}

fn read_error(error: io::Error) -> ReadError {
    if error.kind() == io::ErrorKind::NotFound { ReadError::Missing } else { ReadError::Io(error) }
}

fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let file = fs::File::open(path).map_err(read_error)?;
    let meta = file.metadata().map_err(ReadError::Io)?;
    if meta.is_dir() {
        return Err(ReadError::Io(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    if meta.len() > limit {
        return Err(ReadError::TooLarge { size: meta.len(), limit });
    }
    let mut bytes = Vec::new();
    // A pipe or a growing file has no honest length, so the read itself is limited too.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(ReadError::Io)?;
    let size = bytes.len() as u64;
    if size > limit { Err(ReadError::TooLarge { size, limit }) } else { Ok(bytes) }
}

fn utf8(bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        ReadError::NotUtf8 {
            before: String::from_utf8_lossy(&bytes[..at]).into_owned(),
            byte: bytes[at],
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_the_folder() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let inner = dir.path().join("deck");
        fs::create_dir(&inner).expect("a folder");
        fs::write(dir.path().join("secret.txt"), "x").expect("a file");
        fs::write(inner.join("in.txt"), "x").expect("a file");
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret.txt", inner.join("link.txt")).expect("a link");
        let folder = Folder::of(&inner.join("quarter.yaml"));
        assert!(folder.text("in.txt").is_ok());
        assert!(folder.text("./in.txt").is_ok());
        for bad in ["../secret.txt", "/etc/hostname", "a/../../secret.txt", "link.txt"] {
            assert!(matches!(folder.text(bad), Err(ReadError::Outside)), "{bad}");
        }
        assert!(matches!(folder.text("none.txt"), Err(ReadError::Missing)));
    }
}
