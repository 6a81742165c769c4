//! Files put in place: all of them whole, or none.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::OutputFile;

/// Writes every file under a temporary name first, and renames them only when all are written.
///
/// A file that already has these bytes is left as it is. What was there before is never half
/// overwritten: a failure leaves it untouched.
///
/// # Errors
/// The path that could not be written, and why.
pub fn place(folder: &Path, files: &[OutputFile]) -> Result<(), (PathBuf, io::Error)> {
    let mut staged = Vec::new();
    for file in files {
        let path = folder.join(&file.path);
        if same(&path, &file.bytes) {
            continue;
        }
        let temporary = stage(&path, &file.bytes).map_err(|error| (path.clone(), error))?;
        staged.push((temporary, path));
    }
    for (temporary, path) in staged {
        temporary.persist(&path).map_err(|failed| (path, failed.error))?;
    }
    Ok(())
}

fn same(path: &Path, bytes: &[u8]) -> bool {
    let length = fs::metadata(path).map(|meta| meta.len());
    length.is_ok_and(|length| length == bytes.len() as u64)
        && fs::read(path).is_ok_and(|known| known == bytes)
}

fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".iijdeck-");
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
}
