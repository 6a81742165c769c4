//! The house rules that no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::slide::Slide;

/// The rooms; each imports only from those before it.
const ROOMS: [&str; 24] = [
    "code", "num", "source", "diag", "shape", "facts", "prove", "locale", "view", "chart", "slide",
    "deck", "words", "i18n", "book", "check", "roll", "import", "write", "diff", "readback",
    "live", "cli", "main",
];

/// Longest file, in lines; a table of cases may be longer than what it tests.
const LONGEST: [(&str, usize); 3] = [("src", 420), ("tests", 600), ("benches", 420)];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn rooms_import_only_leftward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 60, "the source was read");
    for path in files {
        let place = path.strip_prefix(&src).expect("below src").display().to_string();
        let room = place.split(['/', '\\']).next().unwrap_or_default().trim_end_matches(".rs");
        let Some(here) = ROOMS.iter().position(|name| *name == room) else {
            assert_eq!(room, "lib", "`{room}` is a room without a place in the order");
            continue;
        };
        let text = fs::read_to_string(&path).expect("a file");
        // What only the tests of a file import does not bind the room.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, _) in code.match_indices("crate::") {
            let name = &code[at + "crate::".len()..];
            let name: String =
                name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if let Some(there) = ROOMS.iter().position(|known| *known == name) {
                assert!(there <= here, "{place} imports {name}, which lies to its right");
            }
        }
    }
}

#[test]
fn files_are_short() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, longest) in LONGEST {
        let mut files = Vec::new();
        sources(&root.join(folder), &mut files);
        for path in files {
            let lines = fs::read_to_string(&path).expect("a file").lines().count();
            assert!(lines <= longest, "{} has {lines} lines", path.display());
        }
    }
}

#[test]
fn the_readme_has_the_two_commands() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).expect("the README");
    for command in
        ["cargo run --release -- build examples/iij-1q-fy2010/quarter.yaml", "cargo test --release"]
    {
        assert!(readme.lines().any(|line| line == command), "{command}");
    }
}

#[test]
fn a_kind_of_slide_is_named_where_it_is_declared() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let declared = src.join("slide/mod.rs");
    for path in files.iter().filter(|path| **path != declared) {
        let text = fs::read_to_string(path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate() {
            // The words of a language that such a slide is titled with, and an element of HTML.
            let other = line.contains(".word(") || path.ends_with("readback/html.rs");
            let named = Slide::KEYS.iter().find(|kind| {
                let compared = [format!("== \"{kind}\""), format!("!= \"{kind}\"")];
                let listed =
                    [format!("[\"{kind}\""), format!(", \"{kind}\""), format!("(\"{kind}\"")];
                compared.iter().chain(&listed).any(|text| line.contains(text))
            });
            let named = named.filter(|_| !other);
            assert!(named.is_none(), "{}:{} names {named:?}", path.display(), at + 1);
        }
    }
}
