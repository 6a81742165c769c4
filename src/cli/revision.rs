//! A deck as it was in a git revision: read with the program `git` into a temporary folder.
//!
//! No shell takes part, arguments are fixed but for the names of objects, and nothing is fetched.

use std::io::{Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Largest file taken, in bytes; a deck reads no larger one.
const MAX_FILE: u64 = 16 << 20;
/// Most bytes taken of a revision.
const MAX_ALL: u64 = 256 << 20;

/// A deck of a revision, in a temporary folder that goes with this value.
pub(super) struct Checkout {
    folder: tempfile::TempDir,
    /// The deck.
    pub(super) deck: PathBuf,
    /// The revision with the deck's path.
    pub(super) name: String,
    /// What stands before the names of its files.
    before: String,
}

impl Checkout {
    /// Puts revision and path in the place of the temporary folder.
    pub(super) fn plain(&self, told: &str) -> String {
        told.replace(&format!("{}/", self.folder.path().display()), &self.before)
    }
}

/// Reads a deck, and what lies in its folder, from a revision.
pub(super) fn checkout(revision: &str, deck: &Path) -> Result<Checkout, String> {
    if revision.is_empty() || revision.starts_with('-') || revision.contains([':', '\0', '\n']) {
        return Err(format!(
            "`{revision}` is no file and cannot be a git revision. Write `iijdeck diff HEAD~1 HEAD \
             --deck FILE`, or name two files"
        ));
    }
    let name = deck.file_name().map(Path::new).ok_or_else(|| no_deck(deck))?;
    let parent = deck.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or_else(|| Path::new("."));
    if !folder.is_dir() {
        return Err(no_deck(deck));
    }
    let asked = format!("{revision}^{{commit}}");
    let commit =
        git(folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &asked], b"")?;
    let Some(commit) = commit else {
        return Err(format!(
            "`{revision}` is no file, and no revision of the git repository that holds {}. Check \
             its spelling, fetch it, or choose the deck with `--deck`",
            folder.display()
        ));
    };
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = git(folder, &["ls-tree", "-r", "-z", "-l", &commit], b"")?.unwrap_or_default();
    let files = files(&listed);
    let title = format!("{revision}:{}", deck.display());
    if !files.iter().any(|(path, _)| path == name) {
        return Err(format!("{title} is not there. Choose the deck with `--deck`"));
    }
    let wanted: Vec<_> = files.iter().map(|(_, object)| object.as_str()).collect();
    let wanted = format!("{}\n", wanted.join("\n"));
    let bytes = git(folder, &["cat-file", "--batch"], wanted.as_bytes())?.unwrap_or_default();
    let into = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut rest = bytes.as_slice();
    for (path, _) in &files {
        let file =
            next_object(&mut rest).ok_or_else(|| format!("git gives no {}", path.display()))?;
        let to = into.path().join(path);
        let made = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&to, file)).map_err(|error| error.to_string())?;
    }
    let before = parent.map_or_else(String::new, |parent| format!("{}/", parent.display()));
    let before = format!("{revision}:{before}");
    Ok(Checkout { deck: into.path().join(name), folder: into, name: title, before })
}

fn no_deck(deck: &Path) -> String {
    format!("{} is not in a folder. Choose the deck with `--deck`", deck.display())
}

/// Reads the list of files: path and object of each that a deck may read.
fn files(listed: &[u8]) -> Vec<(PathBuf, String)> {
    let mut all = 0;
    let mut out = Vec::new();
    for line in listed.split(|byte| *byte == 0) {
        let line = String::from_utf8_lossy(line);
        let Some((about, path)) = line.split_once('\t') else { continue };
        let mut about = about.split_whitespace();
        let (mode, _, object) = (about.next(), about.next(), about.next());
        let size = about.next().and_then(|size| size.parse::<u64>().ok());
        // A link might lead out of the folder, and another repository is not read.
        let plain = mode.is_some_and(|mode| mode.starts_with("100"));
        let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let (Some(object), Some(size)) = (object, size) else { continue };
        if plain && inside && size <= MAX_FILE && all + size <= MAX_ALL {
            all += size;
            out.push((PathBuf::from(path), object.to_owned()));
        }
    }
    out
}

/// Takes one object from what `git cat-file --batch` writes: a line with its size, its bytes.
fn next_object<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let size = std::str::from_utf8(&rest[..end]).ok()?.rsplit(' ').next()?.parse::<usize>().ok()?;
    let start = end + 1;
    let object = rest.get(start..start.checked_add(size)?)?;
    *rest = rest.get(start + size + 1..)?;
    Some(object)
}

/// Runs git; nothing is given where it says no.
fn git(folder: &Path, args: &[&str], input: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let absent = |error: std::io::Error| {
        format!(
            "git cannot be run ({error}). Install it, or compare two files: iijdeck diff OLD NEW"
        )
    };
    let mut child = Command::new("git")
        .args(["--no-replace-objects", "--no-optional-locks"])
        .args(args)
        .current_dir(folder)
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(absent)?;
    let (pipe, mut from) = (child.stdin.take(), child.stdout.take());
    let mut out = Vec::new();
    thread::scope(|scope| {
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        from.as_mut().map(|from| from.read_to_end(&mut out)).transpose()
    })
    .map_err(|error| error.to_string())?;
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(status.success().then_some(out))
}
