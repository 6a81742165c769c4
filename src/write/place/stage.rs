//! Files written in full before any is in place, and old ones kept until all are.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::WORK;
use crate::source::hexadecimal;

/// Largest file that is summed, in bytes: none that is written is larger.
const MAX_SUMMED: u64 = 1 << 30;

/// Names the new file of a move.
pub(super) fn new(folder: &Path, at: usize) -> PathBuf {
    folder.join(WORK).join(format!("new-{at}"))
}

/// Names the file that a move replaces, kept.
pub(super) fn old(folder: &Path, at: usize) -> PathBuf {
    folder.join(WORK).join(format!("old-{at}"))
}

/// Finds a folder on the way to a file that is a link: it would lead out of the set.
pub(super) fn links(folder: &Path, path: &str) -> Option<PathBuf> {
    let parents = Path::new(path).ancestors().skip(1);
    let mut parents = parents.filter(|path| !path.as_os_str().is_empty());
    parents.find_map(|parent| {
        let full = folder.join(parent);
        fs::symlink_metadata(&full).is_ok_and(|meta| meta.is_symlink()).then_some(full)
    })
}

/// Tells whether a file has these bytes.
pub(super) fn same(path: &Path, bytes: &[u8]) -> bool {
    let meta = fs::symlink_metadata(path);
    if !meta.is_ok_and(|meta| meta.is_file() && meta.len() == bytes.len() as u64) {
        return false;
    }
    // Piece by piece: fonts have megabytes, and memory for a whole one costs more than its reading.
    let mut piece = vec![0; 1 << 16];
    File::open(path).is_ok_and(|mut file| {
        bytes.chunks(piece.len()).all(|chunk| {
            let piece = &mut piece[..chunk.len()];
            file.read_exact(piece).is_ok() && piece == chunk
        })
    })
}

/// Sums what a path names, a link by where it leads; nothing where there is nothing.
pub(super) fn sum(path: &Path) -> io::Result<Option<String>> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut sum = Sha256::new();
    if meta.is_symlink() {
        sum.update(b"link ");
        sum.update(fs::read_link(path)?.as_os_str().as_encoded_bytes());
    } else if meta.is_file() && meta.len() <= MAX_SUMMED {
        let (mut file, mut piece) = (at_once(path)?.take(MAX_SUMMED), vec![0; 1 << 16]);
        loop {
            match file.read(&mut piece)? {
                0 => break,
                read => sum.update(&piece[..read]),
            }
        }
    } else {
        return Err(io::Error::other("something else than a file is there"));
    }
    Ok(Some(hexadecimal(&sum.finalize())))
}

/// Opens a file that is no link; one that became a pipe meanwhile is not waited for.
fn at_once(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NONBLOCK.union(OFlags::NOCTTY).union(OFlags::NOFOLLOW);
        options.custom_flags(flags.bits().cast_signed());
    }
    options.open(path)
}

/// Takes the right to run a file away, unless what it replaces may be run: nothing that is written is
/// a program. Some file systems mark every file so, and let none be changed.
pub(super) fn harmless(new: &Path, replaced: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::symlink_metadata(path).map(|meta| meta.permissions().mode());
        let Ok(found) = mode(new) else { return Ok(()) };
        if found & 0o111 != 0 && mode(replaced).is_ok_and(|mode| mode & 0o111 == 0) {
            fs::set_permissions(new, fs::Permissions::from_mode(found & 0o666))?;
        } else if found & 0o111 != 0 && mode(replaced).is_err() {
            let _ = fs::set_permissions(new, fs::Permissions::from_mode(found & 0o666));
        }
    }
    #[cfg(not(unix))]
    let _ = (new, replaced);
    Ok(())
}

/// Writes a new file, with the mode of the one it replaces, and keeps that; gives its sum, if there is one.
pub(super) fn stage(
    folder: &Path,
    at: usize,
    path: &Path,
    bytes: &[u8],
    like: Option<&Path>,
) -> io::Result<Option<String>> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let there = keep(folder, at, path)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // An output is as readable as any other file; what is private is so from its first byte.
        options.mode(if like.is_some() || there.is_some() { 0o600 } else { 0o644 });
    }
    let mut file = options.open(new(folder, at))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let model = if there.is_some() {
            fs::symlink_metadata(path).ok()
        } else {
            like.map(fs::metadata).transpose()?
        };
        if let Some(model) = model.filter(fs::Metadata::is_file) {
            file.set_permissions(fs::Permissions::from_mode(model.permissions().mode() & 0o777))?;
        }
    }
    file.write_all(bytes)?;
    file.flush()?;
    Ok(there)
}

/// Keeps the file that is to be replaced or taken away; gives its sum, if there is one.
///
/// What is no file, such as a folder or a pipe, is not replaced.
pub(super) fn keep(folder: &Path, at: usize, path: &Path) -> io::Result<Option<String>> {
    let kind = match fs::symlink_metadata(path) {
        Ok(meta) => meta.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if kind.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    if !kind.is_file() && !kind.is_symlink() {
        return Err(io::Error::other("something else than a file is there"));
    }
    let kept = old(folder, at);
    // A copy where the system links no files.
    fs::hard_link(path, &kept).or_else(|_| fs::copy(path, &kept).map(drop))?;
    sum(&kept)
}
