use std::fs;
use std::path::Path;

use super::journal::Journal;
use super::{FolderContents, FolderState, Lock, Move, WORK, stage};
use crate::source::sha256;
use crate::write::OutputFile;

fn file(path: &str, text: &str) -> OutputFile {
    OutputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec().into(), main: true }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn lock(folder: &Path) -> Lock {
    Lock::on(folder, &FolderContents::Set).expect("a lock")
}

fn read(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

#[test]
fn a_set_is_replaced_whole_and_leaves_nothing_behind() {
    let dir = folder();
    let place = |files: &[OutputFile], gone: &[&str]| {
        let gone: Vec<String> = gone.iter().map(|one| (*one).to_owned()).collect();
        lock(dir.path()).place(files, &gone, None).expect("it is placed");
    };
    place(&[file("en/a.md", "old"), file("ja/charts/b.svg", "old"), file("m.json", "old")], &[]);
    fs::write(dir.path().join("ja/own.txt"), "mine").expect("a file");
    place(&[file("en/a.md", "new"), file("m.json", "new")], &["ja/charts/b.svg", "ja/none.md"]);
    assert_eq!(read(dir.path(), "en/a.md").as_deref(), Some("new"));
    assert_eq!(read(dir.path(), "ja/own.txt").as_deref(), Some("mine"));
    assert!(!dir.path().join("ja/charts").exists(), "a folder that is empty by now is gone");
    assert!(!dir.path().join(WORK).exists());
}

#[test]
fn a_failure_before_the_first_replacement_leaves_all_as_it_was() {
    let dir = folder();
    let lock = lock(dir.path());
    lock.place(&[file("a.md", "old"), file("b.md", "old")], &[], None).expect("both are written");
    // A folder in the place of the second file makes the second writing fail.
    fs::create_dir(dir.path().join("c.md")).expect("a folder");
    let failed = lock.place(&[file("a.md", "new"), file("c.md", "new")], &[], None);
    assert_eq!(failed.expect_err("it fails").left, FolderState::Untouched);
    assert_eq!(read(dir.path(), "a.md").as_deref(), Some("old"));
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 3, "nothing else is left");
}

/// Writes what a run leaves that was killed behind its journal, `done` renames later.
fn killed(folder: &Path, files: &[OutputFile], done: usize) -> Journal {
    fs::create_dir_all(folder.join(WORK)).expect("a folder");
    let moves = files.iter().enumerate().map(|(at, file)| {
        let path = folder.join(&file.path);
        let old = stage(folder, at, &path, &file.bytes, None).expect("it is staged");
        Move { at, path: file.path.clone(), old, new: Some(sha256(&file.bytes)) }
    });
    let journal = Journal { back: false, moves: moves.collect() };
    let text = serde_json::to_vec(&journal).expect("JSON");
    fs::write(folder.join(WORK).join("journal.json"), text).expect("a journal");
    for one in journal.moves.iter().take(done) {
        fs::rename(stage::new(folder, one.at), folder.join(&one.path)).expect("renamed");
    }
    journal
}

#[test]
fn what_a_killed_run_decided_is_finished_by_the_next() {
    let files = [file("en/a.md", "new"), file("en/b.md", "new"), file("manifest.json", "new")];
    for done in 0..=files.len() {
        let dir = folder();
        fs::create_dir(dir.path().join("en")).expect("a folder");
        fs::write(dir.path().join("en/b.md"), "old").expect("a file");
        killed(dir.path(), &files, done);
        Lock::settle(dir.path()).expect("it is settled");
        for one in &files {
            assert_eq!(read(dir.path(), &one.path).as_deref(), Some("new"), "{done} were done");
        }
        assert!(!dir.path().join(WORK).exists());
    }
}

#[test]
fn what_cannot_be_finished_is_put_back() {
    let files = [file("en/a.md", "new"), file("en/b.md", "new"), file("manifest.json", "new")];
    for done in 0..2 {
        let dir = folder();
        fs::create_dir(dir.path().join("en")).expect("a folder");
        for one in ["en/a.md", "manifest.json"] {
            fs::write(dir.path().join(one), "old").expect("a file");
        }
        killed(dir.path(), &files, done);
        // What stands in the way of a rename, whoever runs this test.
        fs::create_dir_all(dir.path().join("en/b.md/x")).expect("a folder");
        Lock::settle(dir.path()).expect("it goes back");
        assert_eq!(read(dir.path(), "en/a.md").as_deref(), Some("old"));
        assert_eq!(read(dir.path(), "manifest.json").as_deref(), Some("old"));
    }
}

#[test]
fn what_a_killed_run_had_not_decided_is_dropped() {
    let dir = folder();
    let work = dir.path().join(WORK);
    fs::create_dir(&work).expect("a folder");
    fs::write(work.join("new-0"), "half").expect("a file");
    fs::write(dir.path().join(".iijdeck-notes"), "mine").expect("a file");
    Lock::settle(dir.path()).expect("it is settled");
    assert!(!work.exists());
    assert!(dir.path().join(".iijdeck-notes").exists(), "a file of somebody else stays");
}

/// Writes a journal as somebody else may, and gives what is said to it.
fn forged(
    folder: &Path,
    moves: &[(&str, Option<&str>, Option<&str>)],
    holds: &FolderContents,
) -> String {
    fs::create_dir_all(folder.join(WORK)).expect("a folder");
    let moves = moves.iter().enumerate().map(|(at, (path, old, new))| {
        if let Some(new) = new {
            fs::write(stage::new(folder, at), new).expect("a file");
        }
        let sum = |text: Option<&str>| text.map(|text| sha256(text.as_bytes()));
        Move { at, path: (*path).to_owned(), old: sum(*old), new: sum(*new) }
    });
    let journal = Journal { back: false, moves: moves.collect() };
    let text = serde_json::to_vec(&journal).expect("JSON");
    fs::write(folder.join(WORK).join("journal.json"), text).expect("a journal");
    Lock::on(folder, holds).map_or_else(|failed| failed.to_string(), |_| String::new())
}

#[test]
fn a_journal_names_only_what_the_folder_holds() {
    let sources = FolderContents::Sources("quarter.yaml".to_owned());
    for (path, old, new, holds) in [
        ("../en/out.md", None, Some("theirs"), &FolderContents::Set),
        ("en/../../out.md", None, Some("theirs"), &FolderContents::Set),
        (".git/hooks/pre-commit", None, Some("theirs"), &sources),
        ("run.sh", None, Some("theirs"), &sources),
        ("quarter.yaml", Some("mine"), None, &sources),
        ("notes.txt", Some("mine"), None, &sources),
        ("notes.txt", Some("mine"), None, &FolderContents::Set),
    ] {
        let dir = folder();
        let inner = dir.path().join("set");
        fs::create_dir_all(inner.join(".git/hooks")).expect("folders");
        for name in ["quarter.yaml", "notes.txt"] {
            fs::write(inner.join(name), "mine").expect("a file");
        }
        let said = forged(&inner, &[("en/a.md", None, None), (path, old, new)], holds);
        assert!(said.contains("is no file that a run writes there"), "{path}: {said}");
        for name in ["quarter.yaml", "notes.txt"] {
            assert_eq!(read(&inner, name).as_deref(), Some("mine"), "{path}");
        }
        assert!(!inner.join("run.sh").exists() && !inner.join(".git/hooks/pre-commit").exists());
        assert!(!dir.path().join("out.md").exists() && !dir.path().join("en").exists());
        assert!(inner.join(WORK).exists(), "it stays, for a person to look at");
    }
}

#[test]
fn what_was_changed_since_is_not_replaced() {
    let sources = FolderContents::Sources("quarter.yaml".to_owned());
    let moves =
        [("quarter.reviews.yaml", None, Some("new")), ("quarter.yaml", Some("old"), Some("new"))];
    for (now, said) in [(Some("old"), ""), (None, ""), (Some("mine"), "was changed since")] {
        let dir = folder();
        if let Some(now) = now {
            fs::write(dir.path().join("quarter.yaml"), now).expect("a file");
        }
        let message = forged(dir.path(), &moves, &sources);
        assert!(
            message.contains(said) && message.is_empty() == said.is_empty(),
            "{now:?}: {message}"
        );
        let expected = if said.is_empty() { Some("new") } else { now };
        assert_eq!(read(dir.path(), "quarter.yaml").as_deref(), expected);
        let reviews = read(dir.path(), "quarter.reviews.yaml");
        assert_eq!(reviews.is_some(), said.is_empty(), "all or none");
    }
    // A set is held as well: an older file that was edited, one that was to go.
    let dir = folder();
    fs::create_dir(dir.path().join("en")).expect("a folder");
    fs::write(dir.path().join("en/deck.md"), "mine").expect("a file");
    let moves = [("en/deck.md", Some("old"), None), ("manifest.json", None, Some("new"))];
    assert!(
        forged(dir.path(), &moves, &FolderContents::Set).contains("`en/deck.md` was changed since")
    );
    assert_eq!(read(dir.path(), "en/deck.md").as_deref(), Some("mine"));
    assert!(!dir.path().join("manifest.json").exists());
}

#[test]
fn what_another_wrote_in_the_place_of_a_new_file_is_refused() {
    let dir = folder();
    let moves = [("manifest.json", None, Some("new")), ("en/deck.md", None, Some("new"))];
    forged(dir.path(), &moves, &FolderContents::Sources(String::new()));
    fs::write(stage::new(dir.path(), 0), "theirs").expect("a file");
    let failed = Lock::on(dir.path(), &FolderContents::Set).expect_err("another sum").to_string();
    assert!(failed.contains("is not what that run wrote"), "{failed}");
    fs::write(dir.path().join(WORK).join("journal.json"), "{").expect("a file");
    let failed =
        Lock::on(dir.path(), &FolderContents::Set).expect_err("half a journal").to_string();
    assert!(failed.contains("is none of this program"), "{failed}");
}

#[test]
#[cfg(unix)]
fn the_folder_of_a_run_is_its_own_and_nothing_in_it_may_be_run() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let sources = FolderContents::Sources("quarter.yaml".to_owned());
    let (dir, other) = (folder(), folder());
    for name in ["journal.json", "new-1", "old-22"] {
        fs::write(other.path().join(name), "theirs").expect("a file");
    }
    symlink(other.path(), dir.path().join(WORK)).expect("a link");
    for holds in [&FolderContents::Set, &sources] {
        let failed = Lock::on(dir.path(), holds).expect_err("a link").to_string();
        assert!(failed.contains("it is no folder"), "{failed}");
    }
    assert!(Lock::settle(dir.path()).is_err());
    assert_eq!(fs::read_dir(other.path()).expect("a folder").count(), 3, "nothing is gone");
    fs::remove_file(dir.path().join(WORK)).expect("removed");
    let moves = [("2q26.yaml", None, Some("new")), ("2q26.reviews.yaml", None, Some("new"))];
    forged(dir.path(), &moves, &FolderContents::Set);
    let run = fs::Permissions::from_mode(0o755);
    fs::set_permissions(stage::new(dir.path(), 0), run).expect("a mode");
    let lock = Lock::on(dir.path(), &sources).expect("it is settled");
    assert_eq!(lock.finished(), ["2q26.yaml", "2q26.reviews.yaml"]);
    let mode = fs::metadata(dir.path().join("2q26.yaml")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o111, 0);
    drop(lock);
    // A pipe is not waited for, and a link for a journal is not followed.
    fs::create_dir(dir.path().join(WORK)).expect("a folder");
    let journal = dir.path().join(WORK).join("journal.json");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &journal,
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .expect("a pipe");
    assert!(Lock::settle(dir.path()).expect_err("a pipe").to_string().contains("no file"));
    fs::remove_file(&journal).expect("removed");
    symlink("/dev/zero", &journal).expect("a link");
    assert!(Lock::settle(dir.path()).expect_err("a link").to_string().contains("a link"));
}

#[test]
#[cfg(unix)]
fn modes_are_kept_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = folder();
    let lock = lock(dir.path());
    let deck = dir.path().join("deck.yaml");
    fs::write(&deck, "old").expect("a file");
    fs::set_permissions(&deck, fs::Permissions::from_mode(0o600)).expect("a mode");
    lock.place(&[file("reviews.yaml", "x"), file("deck.yaml", "new")], &[], Some(&deck))
        .expect("it is placed");
    for name in ["deck.yaml", "reviews.yaml"] {
        let mode = fs::metadata(dir.path().join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let other = folder();
    symlink(other.path(), dir.path().join("en")).expect("a link");
    let failed = lock.place(&[file("en/deck.md", "x")], &[], None).expect_err("a link");
    assert_eq!(failed.path, dir.path().join("en"));
    assert!(!other.path().join("deck.md").exists());
}

#[test]
fn who_comes_second_waits() {
    let dir = folder();
    let first = lock(dir.path());
    std::thread::scope(|scope| {
        let second = scope.spawn(|| Lock::on(dir.path(), &FolderContents::Set).map(drop));
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(!second.is_finished(), "the folder is held");
        drop(first);
        second.join().expect("no panic").expect("it is free by now");
    });
}
