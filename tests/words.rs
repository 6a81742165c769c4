//! A corpus of sentences: true ones must pass without a word, planted faults must be found.
//!
//! `cargo test --release --test words -- --nocapture` prints recall and false alarms.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::locale::Locale;
use iijdeck::source::Sources;

const DECK: &str = include_str!("corpus/words/deck.yaml");
const TRUE: &str = include_str!("corpus/words/true.txt");
const PLANTED: &str = include_str!("corpus/words/planted.txt");

/// Checks a source and gives the codes of its errors and warnings, each with its line.
fn found(folder: &Path, text: &str) -> Vec<(&'static str, usize)> {
    let path = folder.join("quarter.yaml");
    fs::write(&path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(deck) = deck::read(&path, &mut sources, &mut report) {
        let locale = Locale::of("en").expect("English");
        let _ = check::run(&deck, &[locale], false, &sources, &mut report);
    }
    let told = report.sorted().into_iter().filter(|f| f.severity != Severity::Info);
    told.map(|f| (f.code, f.labels.first().map_or(0, |l| sources.line_column(l.span).0))).collect()
}

/// Sets a sentence on the last slide of the corpus deck.
fn with(sentence: &str) -> String {
    let quoted = sentence.replace('\'', "''");
    format!("{DECK}  - bullets: {{title: Results, columns: ['{quoted}']}}\n")
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

#[test]
fn true_sentences_pass_and_planted_faults_are_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mut wrong, mut passed, mut caught) = (String::new(), 0, 0);
    let line = DECK.lines().count() + 1;
    let (trues, planted) = (sentences(TRUE).count(), sentences(PLANTED).count());
    for sentence in sentences(TRUE) {
        let found = found(dir.path(), &with(sentence));
        if found.is_empty() {
            passed += 1;
        } else {
            writeln!(wrong, "false alarm: {sentence}\n  {found:?}").expect("a string");
        }
    }
    for case in sentences(PLANTED) {
        let (code, sentence) = case.split_once(" | ").expect("a code and a sentence");
        let found = found(dir.path(), &with(sentence));
        if found.contains(&(code, line)) {
            caught += 1;
        } else {
            writeln!(wrong, "not found: {case}\n  {found:?}").expect("a string");
        }
    }
    println!(
        "true sentences: {passed} of {trues} pass; planted faults: {caught} of {planted} found"
    );
    assert!(trues >= 40 && planted >= 40, "the corpus is whole");
    assert!(wrong.is_empty(), "\n{wrong}");
}
