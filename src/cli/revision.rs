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
    pub(super) fn plain(&self, text: &str) -> String {
        text.replace(&format!("{}/", self.folder.path().display()), &self.before)
    }
}

/// How a deck of a revision is named.
#[derive(Clone, Copy)]
pub(super) enum RevisionName<'a> {
    /// As a file of the working tree, which need not be there.
    Here(&'a Path),
    /// From the top of the repository, as git names it.
    InTree(&'a str),
}

/// Reads a deck, and what lies in its folder, from a revision. Where it has another name there than in
/// the other revision, or in the index, git's record of renames says which.
pub(super) fn checkout(
    revision: &str,
    asked: RevisionName<'_>,
    other: Option<&str>,
) -> Result<Checkout, String> {
    let odd = |text: &str| text.is_empty() || text.starts_with('-') || text.contains(['\0', '\n']);
    if odd(revision) || revision.contains(':') {
        return Err(format!(
            "`{revision}` is no file and cannot be a git revision. Write `iijdeck diff HEAD~1 HEAD \
             --deck FILE`, or name two files"
        ));
    }
    let here = Path::new(".");
    let (folder, shown, wanted) = match asked {
        RevisionName::Here(deck) => {
            let folder = deck.ancestors().skip(1).find(|folder| folder.is_dir()).unwrap_or(here);
            let prefix = git(folder, &["rev-parse", "--show-prefix"], b"")?.unwrap_or_default();
            let prefix = String::from_utf8_lossy(&prefix).trim_end_matches('\n').to_owned();
            let rest = deck.strip_prefix(folder).unwrap_or(deck);
            (folder, deck.display().to_string(), format!("{prefix}{}", slashed(rest)))
        }
        RevisionName::InTree(path) => {
            (here, path.to_owned(), path.trim_start_matches("./").to_owned())
        }
    };
    let title = format!("{revision}:{shown}");
    if odd(&wanted) || wanted.ends_with('/') {
        return Err(format!("{title} names no deck"));
    }
    let Some(commit) = commit_of(folder, revision)? else {
        return Err(format!(
            "`{revision}` is no file, and no revision of the git repository that holds {}. Check \
             its spelling, fetch it, or choose the deck with `--deck`",
            folder.display()
        ));
    };
    let inside = |path: &str| {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        (folder, name)
    };
    let (mut within, mut name) = inside(&wanted);
    let mut files = files_below(folder, &commit, &within)?;
    let (mut title, mut before) = (title, shown);
    if !files.iter().any(|(path, _)| path == Path::new(&name)) {
        let old = renamed(folder, &commit, (other, &wanted))?;
        let Some(old) = old else {
            return Err(format!(
                "{title} is not there. Choose the deck with `--deck`, or name it as it was then: \
                 `{revision}:PATH`"
            ));
        };
        (within, name) = inside(&old);
        files = files_below(folder, &commit, &within)?;
        title = format!("{revision}:{old}");
        before = old;
    }
    let into = written(folder, &files)?;
    let before =
        before.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
    let before = format!("{revision}:{before}");
    Ok(Checkout { deck: into.path().join(name), folder: into, name: title, before })
}

fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

/// Finds the commit of a revision.
fn commit_of(folder: &Path, revision: &str) -> Result<Option<String>, String> {
    let asked = format!("{revision}^{{commit}}");
    let commit =
        git(folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &asked], b"")?;
    Ok(commit.map(|commit| String::from_utf8_lossy(&commit).trim().to_owned()))
}

/// Lists the files below a folder of a commit, named from there.
fn files_below(
    folder: &Path,
    commit: &str,
    within: &str,
) -> Result<Vec<(PathBuf, String)>, String> {
    let place = format!("{within}/");
    let mut args = vec!["ls-tree", "-r", "-z", "-l", "--full-tree", commit];
    if !within.is_empty() {
        args.push(&place);
    }
    let listed = git(folder, &args, b"")?.unwrap_or_default();
    let all = files(&listed).into_iter();
    Ok(all
        .filter_map(|(path, object)| Some((path.strip_prefix(within).ok()?.to_owned(), object)))
        .collect())
}

/// Finds the name that a file of another revision, or of the index, has in a commit. The working tree is
/// not read, as filters of its configuration would run.
fn renamed(
    folder: &Path,
    commit: &str,
    (other, wanted): (Option<&str>, &str),
) -> Result<Option<String>, String> {
    let options =
        ["diff-index", "--cached", "-r", "-M", "-z", "--name-status", "--diff-filter=R", commit];
    let other = match other.filter(|other| !other.starts_with('-')) {
        Some(other) => commit_of(folder, other.split(':').next().unwrap_or(other))?,
        None => None,
    };
    let mut args = options.to_vec();
    if let Some(other) = &other {
        args =
            vec!["diff-tree", "-r", "-M", "-z", "--name-status", "--diff-filter=R", commit, other];
    }
    let listing = git(folder, &args, b"")?.unwrap_or_default();
    let mut fields = listing.split(|byte| *byte == 0).map(String::from_utf8_lossy);
    while let (Some(_), Some(old), Some(new)) = (fields.next(), fields.next(), fields.next()) {
        if new == wanted {
            return Ok(Some(old.into_owned()));
        }
    }
    Ok(None)
}

/// Writes files of a repository into a temporary folder.
fn written(folder: &Path, files: &[(PathBuf, String)]) -> Result<tempfile::TempDir, String> {
    let wanted: Vec<_> = files.iter().map(|(_, object)| object.as_str()).collect();
    let wanted = format!("{}\n", wanted.join("\n"));
    let bytes = git(folder, &["cat-file", "--batch"], wanted.as_bytes())?.unwrap_or_default();
    let into = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut rest = bytes.as_slice();
    for (path, _) in files {
        let file =
            next_object(&mut rest).ok_or_else(|| format!("git gives no {}", path.display()))?;
        let to = into.path().join(path);
        let made = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| std::fs::write(&to, file)).map_err(|error| error.to_string())?;
    }
    Ok(into)
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
