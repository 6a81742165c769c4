use std::fs;
use std::path::Path;

use super::journal::Journal;
use super::{Left, Lock, Move, WORK, stage};
use crate::write::OutputFile;

fn file(path: &str, text: &str) -> OutputFile {
    OutputFile { path: path.to_owned(), bytes: text.as_bytes().to_vec().into(), main: true }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn read(folder: &Path, name: &str) -> Option<String> {
    fs::read_to_string(folder.join(name)).ok()
}

#[test]
fn a_set_is_replaced_whole_and_leaves_nothing_behind() {
    let dir = folder();
    let place = |files: &[OutputFile], gone: &[&str]| {
        let gone: Vec<String> = gone.iter().map(|one| (*one).to_owned()).collect();
        Lock::on(dir.path()).expect("a lock").place(files, &gone, None).expect("it is placed");
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
    let lock = Lock::on(dir.path()).expect("a lock");
    lock.place(&[file("a.md", "old"), file("b.md", "old")], &[], None).expect("both are written");
    // A folder in the place of the second file makes the second writing fail.
    fs::create_dir(dir.path().join("c.md")).expect("a folder");
    let failed = lock.place(&[file("a.md", "new"), file("c.md", "new")], &[], None);
    assert_eq!(failed.expect_err("it fails").left, Left::Untouched);
    assert_eq!(read(dir.path(), "a.md").as_deref(), Some("old"));
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 3, "nothing else is left");
}

/// Writes what a run leaves that was killed behind its journal, `done` renames later.
fn killed(folder: &Path, files: &[OutputFile], done: usize) -> Journal {
    fs::create_dir_all(folder.join(WORK)).expect("a folder");
    let moves = files.iter().enumerate().map(|(at, file)| {
        let path = folder.join(&file.path);
        let old = stage(folder, at, &path, &file.bytes, None).expect("it is staged");
        Move { at, path: file.path.clone(), old, new: true }
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
    let files = [file("en/a.md", "new"), file("b.md", "new"), file("m.json", "new")];
    for done in 0..=files.len() {
        let dir = folder();
        fs::write(dir.path().join("b.md"), "old").expect("a file");
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
    let files = [file("a.md", "new"), file("b.md", "new"), file("m.json", "new")];
    for done in 0..2 {
        let dir = folder();
        for one in ["a.md", "m.json"] {
            fs::write(dir.path().join(one), "old").expect("a file");
        }
        killed(dir.path(), &files, done);
        // What stands in the way of a rename, whoever runs this test.
        fs::create_dir_all(dir.path().join("b.md/x")).expect("a folder");
        Lock::settle(dir.path()).expect("it goes back");
        assert_eq!(read(dir.path(), "a.md").as_deref(), Some("old"));
        assert_eq!(read(dir.path(), "m.json").as_deref(), Some("old"));
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

#[test]
fn a_journal_does_not_lead_out_of_the_folder() {
    let dir = folder();
    let inner = dir.path().join("set");
    fs::create_dir_all(inner.join(WORK)).expect("folders");
    fs::write(inner.join(WORK).join("new-0"), "theirs").expect("a file");
    let text = r#"{"back":false,"moves":[{"at":0,"path":"../out.md","old":false,"new":true}]}"#;
    fs::write(inner.join(WORK).join("journal.json"), text).expect("a journal");
    Lock::settle(&inner).expect("it is dropped");
    assert!(!dir.path().join("out.md").exists());
}

#[test]
#[cfg(unix)]
fn modes_are_kept_and_links_are_not_followed() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let dir = folder();
    let lock = Lock::on(dir.path()).expect("a lock");
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
    let first = Lock::on(dir.path()).expect("a lock");
    std::thread::scope(|scope| {
        let second = scope.spawn(|| Lock::on(dir.path()).map(drop));
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(!second.is_finished(), "the folder is held");
        drop(first);
        second.join().expect("no panic").expect("it is free by now");
    });
}
