//! The deck that `iijdeck init` writes is clean, builds in every format and is never written over
//! another.

use std::fs;

use iijdeck::cli::INIT_DECK;

use crate::program::run;

#[test]
fn the_first_deck_is_clean_and_builds_for_release() {
    let dir = tempfile::tempdir().expect("a folder");
    let started = run(dir.path(), &["init", "first"]);
    assert!(started.status.success(), "{started:?}");
    let deck = dir.path().join("first");
    assert_eq!(fs::read_to_string(deck.join("quarter.yaml")).expect("a deck"), INIT_DECK);

    let checked = run(&deck, &["check", "--release"]);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    assert!(checked.stderr.is_empty(), "{}", String::from_utf8_lossy(&checked.stderr));

    let built = run(&deck, &["build", "--release"]);
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(built.stderr.is_empty(), "{}", String::from_utf8_lossy(&built.stderr));
    for format in ["md", "html", "typ", "pdf"] {
        let file = deck.join(format!("out/first/en/deck.{format}"));
        assert!(fs::metadata(&file).expect("an output").len() > 1000, "{}", file.display());
    }
}

#[test]
fn a_deck_that_is_there_is_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), "mine\n").expect("a file");
    let refused = run(dir.path(), &["init"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is there already"));
    let kept = fs::read_to_string(dir.path().join("quarter.yaml")).expect("a file");
    assert_eq!(kept, "mine\n");
}

#[test]
fn the_first_deck_is_easy_to_read() {
    assert!(INIT_DECK.lines().all(|line| line.chars().count() <= 100));
    assert!(INIT_DECK.lines().count() <= 150);
    assert!(INIT_DECK.lines().filter(|line| line.contains("# ")).count() >= 20, "few remarks");
}
