//! Files put in place: all of them whole, or none.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::NamedTempFile;

use super::OutputFile;

/// How the name of a file begins that is not yet in place.
const TEMPORARY: &str = ".iijdeck-";

/// Writes every file under a temporary name first, and renames them only when all are written.
///
/// A file that already has these bytes is left as it is. What was there before is never half
/// overwritten: a failure leaves it untouched. What an earlier run left when it was killed is taken
/// away, unless another run is placing files below the folder right now.
///
/// # Errors
/// The path that could not be written, and why.
pub fn place(folder: &Path, files: &[OutputFile]) -> Result<(), (PathBuf, io::Error)> {
    // Held until the end. Where the system locks no folders, leftovers stay.
    let guard = fs::File::open(folder).ok().filter(|guard| guard.try_lock().is_ok());
    if guard.is_some() {
        sweep(folder, files);
    }
    // Beside each other: a set of several languages has many files, most of them as they were.
    let staged = files.par_iter().map(|file| -> Result<_, (PathBuf, io::Error)> {
        let path = folder.join(&file.path);
        if same(&path, &file.bytes) {
            return Ok(None);
        }
        let temporary = stage(&path, &file.bytes).map_err(|error| (path.clone(), error))?;
        Ok(Some((temporary, path)))
    });
    let staged = staged.collect::<Vec<_>>().into_iter().collect::<Result<Vec<_>, _>>()?;
    for (temporary, path) in staged.into_iter().flatten() {
        temporary.persist(&path).map_err(|failed| (path, failed.error))?;
    }
    Ok(())
}

/// Takes away temporary files of runs that are no more.
fn sweep(folder: &Path, files: &[OutputFile]) {
    let paths = files.iter().map(|file| folder.join(&file.path));
    let folders: BTreeSet<_> = paths.filter_map(|path| path.parent().map(Path::to_owned)).collect();
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    for entry in entries.filter_map(Result::ok) {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::metadata(path).map(|meta| meta.len());
    if !length.is_ok_and(|length| length == bytes.len() as u64) {
        return false;
    }
    // Piece by piece: fonts have megabytes, and memory for a whole one costs more than its reading.
    let mut piece = vec![0; 1 << 16];
    fs::File::open(path).is_ok_and(|mut file| {
        bytes.chunks(piece.len()).all(|chunk| {
            let piece = &mut piece[..chunk.len()];
            file.read_exact(piece).is_ok() && piece == chunk
        })
    })
}

fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        // A temporary file is private by default; an output is as readable as any other file.
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.flush()?;
    Ok(temporary)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> OutputFile {
        OutputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec().into(), main: true }
    }

    #[test]
    fn a_failure_leaves_earlier_files_untouched() {
        let dir = tempfile::tempdir().expect("a folder");
        place(dir.path(), &[file("a.md", "old"), file("b.md", "old")]).expect("both are written");
        // A folder in the place of the second file makes the second writing fail.
        fs::create_dir(dir.path().join("c.md")).expect("a folder");
        let failed = place(dir.path(), &[file("a.md", "new"), file("c.md", "new")]);
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(dir.path().join("a.md")).expect("a file"), "old");
        let left = fs::read_dir(dir.path()).expect("a folder").count();
        assert_eq!(left, 3, "no temporary file is left");
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away_by_the_next() {
        let dir = tempfile::tempdir().expect("a folder");
        let left = dir.path().join("en/fonts/.iijdeck-abc123");
        fs::create_dir_all(left.parent().expect("it has one")).expect("a folder");
        fs::write(&left, "half").expect("a file");
        let other = fs::File::open(dir.path()).expect("the folder");
        other.lock().expect("a lock");
        place(dir.path(), &[file("en/fonts/a.ttf", "a")]).expect("it is written");
        assert!(left.exists(), "another run is at work, and the file may be its own");
        other.unlock().expect("the lock ends");
        place(dir.path(), &[file("en/fonts/a.ttf", "a")]).expect("it is written");
        assert!(!left.exists());
    }
}
