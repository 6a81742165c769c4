//! Several runs at once: nothing is lost, nothing is mixed.

#![expect(clippy::print_stdout, reason = "what the rounds left is asked for")]

use std::fs;
use std::path::Path;

use crate::sets::{bilingual_page, files, made_of, start};

/// Pairs of builds into one folder.
const PAIRS: usize = 60;
/// Rounds of three signatures.
const ROUNDS: usize = 40;

#[test]
fn two_builds_into_one_folder_leave_the_set_of_one() {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, text) in ["a", "b"].into_iter().zip(bilingual_page(dir.path())) {
        let folder = dir.path().join(name).join("acme");
        fs::create_dir_all(folder.join("i18n")).expect("folders");
        fs::copy(dir.path().join("i18n/ja.po"), folder.join("i18n/ja.po")).expect("a catalogue");
        fs::write(folder.join("quarter.yaml"), text).expect("a deck");
    }
    let mut last = std::collections::BTreeSet::new();
    for pair in 0..PAIRS {
        let decks = ["a/acme/quarter.yaml", "b/acme/quarter.yaml"];
        let runs = decks.map(|deck| start(dir.path(), &["build", deck, "--out", "out"]));
        for mut run in runs {
            assert!(run.wait().expect("it ends").success(), "pair {pair}");
        }
        let set = made_of(&files(&dir.path().join("out/acme")));
        last.insert(set.unwrap_or_else(|wrong| panic!("{wrong}, in pair {pair}")));
    }
    println!("{PAIRS} pairs of builds: each left one set, of {} decks", last.len());
}

/// Signs three slides at once, and gives how many signatures there are.
fn sign_three(folder: &Path) -> usize {
    let runs = ["2", "3", "4"].map(|slide| start(folder, &["sign", slide, "--by", "A. Sato"]));
    for mut run in runs {
        assert!(run.wait().expect("it ends").success());
    }
    let reviews = fs::read_to_string(folder.join("quarter.reviews.yaml")).expect("reviews");
    reviews.matches("what: ").count()
}

#[test]
fn of_three_signatures_at_once_none_is_lost() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = dir.path().join("quarter.yaml");
    for round in 0..ROUNDS {
        fs::write(&deck, iijdeck::cli::INIT_DECK).expect("a deck");
        let _ = fs::remove_file(dir.path().join("quarter.reviews.yaml"));
        assert_eq!(sign_three(dir.path()), 3, "round {round}");
        let text = fs::read_to_string(&deck).expect("the deck");
        assert_eq!(text.matches("reviews: quarter.reviews.yaml").count(), 1, "round {round}");
    }
    println!("{ROUNDS} rounds of three signatures at once: none was lost");
}
