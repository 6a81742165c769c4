//! The deck's own folder: the only place files are read from.
//!
//! A file is opened once, by a path that the system itself keeps beneath the folder (`openat2` where
//! there is one), so that nobody can put a link in its place between a look and the reading.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use cap_std::ambient_authority;
use cap_std::fs::Dir;

use super::file_kind::FileKind;
use super::sha256;

/// Largest text file read, in bytes. A deck of 21 pages is about 60 kB.
const MAX_TEXT: u64 = 4 << 20;
/// Largest image or font read, in bytes.
const MAX_BINARY: u64 = 16 << 20;
/// Largest file of a filing read, in bytes, as much as an entry of an archive may have.
const MAX_FILED: u64 = 48 << 20;
/// Most files below a folder that is read as a whole.
const MAX_BELOW: usize = 5_000;
/// Largest finished file read, in bytes. All files of a deck together are bounded by memory before.
const MAX_FINISHED: u64 = 512 << 20;

/// Says why a file was not read.
#[derive(Debug)]
pub enum ReadError {
    /// Nothing has that name.
    Missing,
    /// The path leads out of the deck's folder, by `..`, by an absolute path or by a link, or goes
    /// through a link to a folder.
    Outside,
    /// What has that name is no regular file, but a folder, a pipe or a device.
    NoFile,
    /// What has that name is a link, where a file of our own should be.
    Link,
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
        /// What the file seems to be.
        kind: FileKind,
    },
    /// The system said no.
    Io(io::Error),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => write!(f, "there is no such file"),
            Self::Outside => write!(f, "the path leads out of the deck's folder"),
            Self::NoFile => write!(f, "this is no file, but a folder, a pipe or a device"),
            Self::Link => write!(f, "this is a link, not a file"),
            Self::TooLarge { size, limit } => {
                write!(f, "the file has {size} bytes, more than the {limit} allowed")
            }
            Self::NotUtf8 { before, byte, kind } => {
                let at = before.len();
                write!(f, "{kind}: byte {at} (0x{byte:02X}) is not UTF-8")
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
    /// Every name that was asked for, by whoever holds this folder.
    asked: Arc<Mutex<BTreeSet<String>>>,
}

/// Gives the file that a path means: the one that a link leads to, or the path as it is.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    let link = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
    let real = link.then(|| path.canonicalize().ok()).flatten();
    real.unwrap_or_else(|| path.to_path_buf())
}

impl Folder {
    /// Opens the folder that a deck file lies in; of a link, the one that it leads to.
    #[must_use]
    pub fn of(deck: &Path) -> Self {
        let deck = real(deck);
        let parent = deck.parent().filter(|p| !p.as_os_str().is_empty());
        let deck = deck.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let root = parent.unwrap_or_else(|| Path::new(".")).to_path_buf();
        Self { root, deck: deck.unwrap_or_default(), asked: Arc::default() }
    }

    /// Opens a folder that the program itself writes: that of a finished set.
    #[must_use]
    pub fn finished(root: &Path) -> Self {
        Self { root: root.to_path_buf(), deck: String::new(), asked: Arc::default() }
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

    /// Reads a file of a filing inside the folder.
    ///
    /// # Errors
    /// As [`ReadError`] says.
    pub fn filed(&self, relative: &str) -> Result<Vec<u8>, ReadError> {
        self.bytes_up_to(relative, MAX_FILED)
    }

    /// Lists the files below a folder inside the folder, by their paths from there, sorted; links and hidden files are
    /// left out. Nothing where the path names no folder.
    ///
    /// # Errors
    /// As [`ReadError`] says; so many files that no person can have meant the folder are one.
    pub fn below(&self, relative: &str) -> Result<Option<Vec<String>>, ReadError> {
        let (dir, path) = self.beneath(relative)?;
        let here = if relative.is_empty() { Path::new(".") } else { path };
        if !dir.symlink_metadata(here).map_err(read_error)?.is_dir() {
            return Ok(None);
        }
        let (mut open, mut files) = (vec![String::new()], Vec::new());
        let mut seen = 0;
        while let Some(folder) = open.pop() {
            for entry in dir.read_dir(here.join(&folder)).map_err(read_error)? {
                let entry = entry.map_err(read_error)?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let kind = entry.file_type().map_err(read_error)?;
                seen += 1;
                if seen > MAX_BELOW {
                    let message = format!("the folder has more than {MAX_BELOW} files below it");
                    return Err(ReadError::Io(io::Error::other(message)));
                }
                if name.starts_with('.') {
                    continue;
                }
                if kind.is_dir() {
                    open.push(format!("{folder}{name}/"));
                } else if kind.is_file() {
                    files.push(format!("{folder}{name}"));
                }
            }
        }
        files.sort_unstable();
        Ok(Some(files))
    }

    /// Reads a finished file inside the folder, as the program wrote it: a link is not followed.
    ///
    /// # Errors
    /// As [`ReadError`] says.
    pub fn finished_bytes(&self, relative: &str) -> Result<Vec<u8>, ReadError> {
        let (dir, path) = self.beneath(relative)?;
        if dir.symlink_metadata(path).map_err(read_error)?.is_symlink() {
            return Err(ReadError::Link);
        }
        self.bytes_up_to(relative, MAX_FINISHED)
    }

    /// Tells whether a path inside the folder names a file.
    #[must_use]
    pub fn has(&self, relative: &str) -> bool {
        self.beneath(relative)
            .is_ok_and(|(dir, path)| dir.metadata(path).is_ok_and(|m| m.is_file()))
    }

    /// Gives every name that was asked for so far, whether there was a file or not.
    #[must_use]
    pub fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sums every file below a folder inside the folder, in the order of their names; of what cannot be
    /// read, why.
    #[must_use]
    pub fn sums(&self, relative: &str) -> Vec<(String, String)> {
        let (mut open, mut out) = (vec![relative.to_owned()], Vec::new());
        while let Some(folder) = open.pop() {
            let entries = self.beneath(&folder).and_then(|(dir, path)| {
                let list = dir.read_dir(path).map_err(read_error)?;
                Ok(list.filter_map(Result::ok).collect::<Vec<_>>())
            });
            for entry in entries.unwrap_or_default() {
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    open.push(name);
                } else {
                    let sum = self.bytes(&name).map(|bytes| sha256(&bytes));
                    out.push((name, sum.unwrap_or_else(|error| error.to_string())));
                }
            }
        }
        out.sort_unstable();
        out
    }

    fn bytes_up_to(&self, relative: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
        let (dir, path) = self.beneath(relative)?;
        let mut options = cap_std::fs::OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use cap_std::fs::OpenOptionsExt as _;
            options.custom_flags(AT_ONCE);
        }
        let file = dir.open_with(path, &options).map_err(read_error)?;
        read_limited(&file.into_std(), limit)
    }

    /// Opens the folder, for a path that stays in it.
    fn beneath<'a>(&self, relative: &'a str) -> Result<(Dir, &'a Path), ReadError> {
        let path = Path::new(relative);
        if path.components().any(|c| !matches!(c, Component::Normal(_) | Component::CurDir)) {
            return Err(ReadError::Outside);
        }
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(relative.to_owned());
        let dir = Dir::open_ambient_dir(&self.root, ambient_authority()).map_err(read_error)?;
        // What lies behind a link to a folder would be in no signature.
        let mut parents = path.ancestors().skip(1).filter(|path| !path.as_os_str().is_empty());
        if parents.any(|parent| dir.symlink_metadata(parent).is_ok_and(|meta| meta.is_symlink())) {
            return Err(ReadError::Outside);
        }
        Ok((dir, path))
    }
}

/// Opens a pipe without waiting for somebody at its other end.
#[cfg(unix)]
const AT_ONCE: i32 =
    rustix::fs::OFlags::NONBLOCK.union(rustix::fs::OFlags::NOCTTY).bits().cast_signed();

/// Reads the deck file itself, wherever the user said it is.
///
/// # Errors
/// As [`ReadError`] says.
pub fn read_deck(path: &Path) -> Result<String, ReadError> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(AT_ONCE);
    }
    utf8(read_limited(&options.open(path).map_err(read_error)?, MAX_TEXT)?)
}

fn read_error(error: io::Error) -> ReadError {
    let kind = error.kind();
    if kind == io::ErrorKind::NotFound {
        return ReadError::Missing;
    }
    // Not the system's own word: the path led out of the folder.
    let left = kind == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none();
    if left { ReadError::Outside } else { ReadError::Io(error) }
}

fn read_limited(file: &fs::File, limit: u64) -> Result<Vec<u8>, ReadError> {
    let meta = file.metadata().map_err(ReadError::Io)?;
    if !meta.is_file() {
        return Err(ReadError::NoFile);
    }
    if meta.len() > limit {
        return Err(ReadError::TooLarge { size: meta.len(), limit });
    }
    let mut bytes = Vec::new();
    // A growing file has no honest length, so the read itself is limited too.
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
            kind: FileKind::of(&bytes),
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

    #[test]
    #[cfg(unix)]
    fn links_lead_to_files_of_the_folder_alone() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(dir.path().join("a")).expect("a folder");
        fs::write(dir.path().join("a/in.txt"), "x").expect("a file");
        symlink("a/in.txt", dir.path().join("file.txt")).expect("a link");
        symlink("a", dir.path().join("b")).expect("a link");
        let folder = Folder::of(&dir.path().join("quarter.yaml"));
        assert!(folder.text("file.txt").is_ok());
        assert!(matches!(folder.text("b/in.txt"), Err(ReadError::Outside)));
        assert!(folder.asked().contains("b/in.txt"));
    }

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_is_refused_and_not_waited_for() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        let dir = tempfile::tempdir().expect("a temporary folder");
        let pipe = dir.path().join("pipe.yaml");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RWXU, 0).expect("a pipe");
        let folder = Folder::of(&dir.path().join("quarter.yaml"));
        assert!(matches!(folder.text("pipe.yaml"), Err(ReadError::NoFile)));
        assert!(matches!(folder.text("."), Err(ReadError::NoFile)));
        assert!(matches!(read_deck(&pipe), Err(ReadError::NoFile)));
        assert_eq!(folder.sums(".").len(), 1, "told with the reason");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_comes_between_a_look_and_the_reading_is_not_followed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let inner = dir.path().join("deck");
        fs::create_dir(&inner).expect("a folder");
        fs::write(dir.path().join("secret.yaml"), "secret").expect("a file");
        fs::write(inner.join("own"), "own").expect("a file");
        std::os::unix::fs::symlink("../secret.yaml", inner.join("link")).expect("a link");
        let theme = inner.join("theme.yaml");
        let folder = Folder::of(&inner.join("quarter.yaml"));
        let (done, read) =
            (std::sync::atomic::AtomicBool::new(false), std::sync::atomic::Ordering::SeqCst);
        let (mut own, mut outside, mut followed, mut tries) = (0, 0, Vec::new(), 0);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(read) {
                    for from in ["own", "link"] {
                        let next = inner.join("next");
                        let _ = fs::remove_file(&next);
                        fs::hard_link(inner.join(from), &next).expect("a name");
                        fs::rename(&next, &theme).expect("swapped");
                    }
                }
            });
            // Until both were met often enough; a busy machine may keep the other thread waiting.
            while (own < 200 || outside < 200) && followed.is_empty() && tries < 4_000_000 {
                tries += 1;
                match folder.text("theme.yaml") {
                    Ok(text) if text == "own" => own += 1,
                    Ok(text) => followed.push(text),
                    Err(_) => outside += 1,
                }
            }
            done.store(true, read);
        });
        assert!(followed.is_empty(), "{followed:?}");
        assert!(own >= 200 && outside >= 200, "both were met: {own}, {outside}");
    }

    #[test]
    fn files_below_are_listed_without_links_and_hidden_ones() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let inner = dir.path().join("deck");
        fs::create_dir_all(inner.join("filing/Summary")).expect("folders");
        for name in ["filing/b.htm", "filing/Summary/a.htm", "filing/.hidden.htm"] {
            fs::write(inner.join(name), "x").expect("a file");
        }
        fs::create_dir(dir.path().join("other")).expect("a folder");
        fs::write(dir.path().join("other/secret.htm"), "x").expect("a file");
        #[cfg(unix)]
        for (to, name) in [("../../other", "filing/other"), ("../other/secret.htm", "filing/c.htm")]
        {
            std::os::unix::fs::symlink(to, inner.join(name)).expect("a link");
        }
        let folder = Folder::of(&inner.join("quarter.yaml"));
        let meant = ["Summary/a.htm", "b.htm"].map(str::to_owned).to_vec();
        assert_eq!(folder.below("filing").expect("a folder"), Some(meant));
        assert_eq!(folder.below("filing/b.htm").expect("a file"), None);
        assert!(matches!(folder.below("../other"), Err(ReadError::Outside)));
        assert!(matches!(folder.below("none"), Err(ReadError::Missing)));
        assert_eq!(folder.below("").expect("a folder").map(|all| all.len()), Some(2));
    }

    #[test]
    fn every_file_below_is_summed() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(dir.path().join("templates/html")).expect("folders");
        for at in 0..1100 {
            fs::write(dir.path().join(format!("templates/{at}.txt")), "x").expect("a file");
        }
        fs::write(dir.path().join("templates/html/foot.j2"), "a").expect("a file");
        let folder = Folder::of(&dir.path().join("quarter.yaml"));
        let before = folder.sums("templates");
        assert_eq!(before.len(), 1101);
        fs::write(dir.path().join("templates/html/foot.j2"), "b").expect("a file");
        assert_ne!(folder.sums("templates"), before);
    }
}
