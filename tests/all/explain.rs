//! The codes of the source and the pages of `iijdeck explain` are the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::cli::PAGES;

/// Rooms that report findings, below `src`.
const ROOMS: &[&str] = &[
    "source", "diag", "shape", "facts", "view", "slide", "deck", "i18n", "book", "check", "roll",
    "import", "write", "diff", "live", "cli",
];

/// Calls whose first argument is a code; a code of one word is known by them alone.
const CALLS: &[&str] = &[
    "Finding::error(",
    "Finding::warning(",
    "Finding::new(",
    "Finding::about_file(",
    "CiteError::new(",
    "self.problem(",
    "at(",
    "refuse(",
    "code: ",
    "CODE: &'static str = ",
];

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|end| end == "rs") {
            out.push(path);
        }
    }
}

/// Takes the codes from a text: what follows one of the calls as a whole argument.
fn codes(text: &str, out: &mut BTreeSet<String>) {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    for call in CALLS {
        for (at, _) in text.match_indices(call) {
            let rest = text[at + call.len()..].trim_start();
            let Some((literal, after)) = rest.strip_prefix('"').and_then(|r| r.split_once('"'))
            else {
                continue;
            };
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if literal.chars().all(plain) && after.starts_with([',', ';']) {
                out.insert(literal.to_owned());
            }
        }
    }
}

#[test]
fn every_code_has_a_page_and_every_page_its_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for room in ROOMS {
        files(&root.join("src").join(room), &mut all);
    }
    let (mut found, mut source) = (BTreeSet::new(), String::new());
    for path in all.iter().filter(|path| !path.ends_with("cli/pages.rs")) {
        let text = fs::read_to_string(path).expect("a file of the source");
        codes(&text, &mut found);
        source.push_str(&text);
    }
    let pages: BTreeSet<_> = PAGES.iter().map(|(code, _)| (*code).to_owned()).collect();
    let without: Vec<_> = found.difference(&pages).collect();
    assert!(without.is_empty(), "codes without a page: {without:?}");
    // Some codes are chosen before they are used, so a page's code need only be written somewhere.
    let unused: Vec<_> =
        pages.iter().filter(|code| !source.contains(&format!("\"{code}\""))).collect();
    assert!(unused.is_empty(), "pages without a code: {unused:?}");
    assert!(found.len() > 40, "the calls are no longer found: {found:?}");
}

#[test]
fn the_pages_are_sorted_and_match_their_files() {
    assert!(PAGES.is_sorted_by(|(a, _), (b, _)| a < b));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/explain");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the pages")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let listed: Vec<_> = PAGES.iter().map(|(code, _)| format!("{code}.md")).collect();
    assert_eq!(names, listed);
}
