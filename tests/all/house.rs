//! The house rules that no compiler checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::deck::DeckSpec;
use iijdeck::shape::document;
use iijdeck::slide::Slide;
use serde_json::Value;

/// The rooms; each imports only from those before it.
const ROOMS: [&str; 26] = [
    "code", "num", "source", "diag", "shape", "facts", "prove", "locale", "view", "chart", "slide",
    "deck", "words", "i18n", "workbook", "filing", "check", "databook", "roll", "import",
    "readback", "write", "diff", "live", "cli", "main",
];

/// Most functions of a type, wherever its `impl` blocks stand. A type with more of them does more than
/// one thing, however short the files are that it is spread over.
const MOST: usize = 30;

/// Gathers the files of Rust below a folder.
pub(crate) fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
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

/// The functions of each type, by its room; types of one name in a room are told apart by their file.
fn functions(src: &Path) -> BTreeMap<(String, String, String), usize> {
    let mut files = Vec::new();
    sources(src, &mut files);
    let (mut declared, mut blocks) = (BTreeMap::<_, usize>::new(), Vec::new());
    for path in files {
        let place = path.strip_prefix(src).expect("below src").display().to_string();
        let room = place.split(['/', '\\']).next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let name = |rest: &str| -> String {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
        };
        let mut owner = None;
        for line in code.lines() {
            for kind in ["struct ", "enum "] {
                let opens = line.starts_with("pub") || line.starts_with(kind);
                if let Some((_, rest)) = line.split_once(kind).filter(|_| opens) {
                    *declared.entry((room.clone(), name(rest))).or_default() += 1;
                }
            }
            if let Some(rest) = line.strip_prefix("impl") {
                let rest = rest
                    .strip_prefix('<')
                    .map_or(rest, |of| of.split_once("> ").map_or(rest, |(_, rest)| rest));
                // A trait decides itself how many functions it has.
                let own = !rest.contains(" for ") && line.ends_with('{');
                owner = own.then(|| name(rest.trim_start()));
            }
            let inner = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '));
            if let (Some(owner), Some(inner)) = (&owner, inner)
                && (inner.starts_with("fn ")
                    || inner.starts_with("pub")
                    || inner.starts_with("const"))
                && inner.contains("fn ")
            {
                blocks.push((room.clone(), place.clone(), owner.clone()));
            }
        }
    }
    let mut counted = BTreeMap::new();
    for (room, place, owner) in blocks {
        let several = declared.get(&(room.clone(), owner.clone())).is_some_and(|times| *times > 1);
        let place = if several { place } else { String::new() };
        *counted.entry((room, owner, place)).or_default() += 1;
    }
    counted
}

/// That no function is too long, clippy sees to (`too_many_lines`).
#[test]
fn a_type_does_one_thing() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let counted = functions(&src);
    assert!(counted.len() > 200, "the source was read: {}", counted.len());
    let grown: Vec<_> = counted.iter().filter(|(_, count)| **count > MOST).collect();
    assert_eq!(grown, [], "types with more functions than they may have");
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

/// Files in which a string that is also the name of a field is the word of something else.
const OTHER_WORDS: [(&str, &str); 34] = [
    ("workbook/", "columns of a table, elements and attributes of a workbook"),
    ("check/column.rs", "what a column holds, as told"),
    ("check/direction.rs", "small words of a sentence"),
    ("check/joint.rs", "the word beside a caret"),
    ("check/group.rs", "what the labels of a finding name"),
    ("check/part.rs", "the words of a note"),
    ("cli/args.rs", "the name of the program"),
    ("cli/filing.rs", "columns of a list and keys of its JSON"),
    ("cli/finished.rs", "keys of the manifest that is read back"),
    ("cli/reference.rs", "the name of the program"),
    ("cli/set.rs", "names of files"),
    ("cli/sign.rs", "what a signature is of, as the record has it"),
    ("deck/attachment.rs", "what the attached file calls figures without a scope"),
    ("deck/logo.rs", "an element of SVG"),
    ("deck/style", "names in the patterns of periods, words of the language"),
    ("diag/", "keys of JSON, JUnit and SARIF"),
    ("diff/", "keys of the comparison, and what it calls a change"),
    ("facts/key.rs", "the scope of figures that name none, declared here"),
    ("filing/", "elements, attributes and keys of filings"),
    ("i18n/order.rs", "a word of a citation"),
    ("live/", "keys of JSON, addresses of the local page and endings of files"),
    ("num/rounding.rs", "words that are taken for a rounding"),
    ("readback/", "elements of HTML and labels of Typst"),
    ("shape/scalar.rs", "yes and no"),
    ("slide/balance.rs", "the column of changes, as a row leaves it blank"),
    ("slide/bridge.rs", "words of the language"),
    ("slide/closing.rs", "words of the language"),
    ("slide/companies.rs", "words of the language"),
    ("slide/outlook.rs", "the column of changes, as a row leaves it blank"),
    ("slide/timeline.rs", "words of the language"),
    ("source/folder.rs", "names of files"),
    ("view/citation.rs", "words of a citation"),
    ("words/reviewed.rs", "what a signature is of, as the record has it"),
    ("write/", "columns of the table, names in templates, folders of the charts"),
];

/// Words of changes, units and figures that a style of the house names its forms of them by.
const WORDS_OF_FIGURES: [&str; 5] = ["yoy", "qoq", "percent", "amount", "nil"];

/// Gives the names of fields, kinds and variants that a schema has.
fn names(schema: &Value, out: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        out.extend(properties.keys().cloned());
    }
    let parts = schema.as_object().map(|map| map.values().collect::<Vec<_>>());
    let parts = parts.or_else(|| schema.as_array().map(|list| list.iter().collect()));
    parts.into_iter().flatten().for_each(|part| names(part, out));
}

/// Tells whether a string declares a name, or is a key of JSON, a place of a pattern or the name of
/// a word of the language; nothing is read by these.
fn is_written(before: &str, after: &str) -> bool {
    let mut bytes = before.bytes().rev();
    let tuple = bytes.next() == Some(b'(')
        && !bytes.next().is_some_and(|b| b.is_ascii_alphanumeric() || b"_!".contains(&b));
    let declared = before.ends_with(" = ")
        && before.trim_start().starts_with(|first: char| first.is_ascii_uppercase());
    after.starts_with(':')
        || (tuple && after.starts_with(", "))
        || before.ends_with("word(")
        || declared
}

/// What the source says is read, visited and changed by the types of its records alone.
#[test]
fn a_field_and_a_kind_of_slide_are_named_where_they_are_declared() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut known = BTreeSet::new();
    names(&document::<DeckSpec>("id", "title"), &mut known);
    assert!(WORDS_OF_FIGURES.iter().all(|word| known.remove(*word)), "{WORDS_OF_FIGURES:?}");
    assert!(known.len() > 130 && Slide::KEYS.iter().all(|kind| known.contains(*kind)));
    let (mut found, mut used) = (Vec::new(), BTreeSet::new());
    for path in &files {
        let place = path.strip_prefix(&src).expect("below src").display().to_string();
        let text = fs::read_to_string(path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//"));
        for (at, line) in lines.filter(|_| !place.contains("/tests")) {
            let parts: Vec<_> = line.split('"').collect();
            for (n, name) in parts.iter().enumerate().skip(1).step_by(2) {
                let (before, after) = (parts[..n].join("\""), parts[n + 1..].join("\""));
                if !known.contains(*name) || is_written(&before, &after) {
                    continue;
                }
                match OTHER_WORDS.iter().find(|(file, _)| place.starts_with(file)) {
                    Some((file, _)) => drop(used.insert(*file)),
                    None => found.push(format!("{place}:{} names {name:?}", at + 1)),
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let unused = OTHER_WORDS.iter().find(|(file, _)| !used.contains(file));
    assert!(unused.is_none(), "{unused:?} excepts nothing");
}

/// Who reads a mapping of the source by its keys would know the names of its fields.
#[test]
fn the_tree_is_opened_by_the_declarations_alone() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut opened = Vec::new();
    for path in &files {
        let place = path.strip_prefix(&src).expect("below src").display().to_string();
        if fs::read_to_string(path).expect("a file").contains("NodeKind") {
            opened.push(place);
        }
    }
    // A rounding is a word or a record; a translation puts texts in the places of others.
    let known = ["source/", "shape/", "facts/rounding.rs", "i18n/walk.rs"];
    opened.retain(|place| !known.iter().any(|known| place.starts_with(known)));
    assert!(opened.is_empty(), "{opened:?}");
}

/// Gives the name of the type that a line declares: `pub struct Name`, or a text's role.
fn declared(line: &str, role: bool) -> Option<&str> {
    let code = line.trim_start();
    if role {
        return code.split_once(" = \"").map(|(name, _)| name);
    }
    let code = match code.strip_prefix("pub") {
        Some(rest) => rest.split_once(' ')?.1,
        None => code,
    };
    let (word, rest) = code.split_once(' ')?;
    // What an implementation calls `type` is of a trait.
    let kinds = ["struct", "enum", "trait", "union"];
    let known = kinds.contains(&word) || (word == "type" && !line.starts_with(' '));
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    Some(&rest[..end]).filter(|name| known && name.starts_with(|c: char| c.is_uppercase()))
}

/// Whoever looks for a type finds one.
#[test]
fn no_two_types_have_one_name() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut known = BTreeMap::new();
    let mut twice = Vec::new();
    for path in &files {
        let place = path.strip_prefix(&src).expect("below src").display().to_string();
        let text = fs::read_to_string(path).expect("a file");
        let (code, _) = text.split_once("mod tests {").unwrap_or((&text, ""));
        // The roles of texts are declared as rows, each with its type.
        let texts = match (place.as_str(), code.split_once("\nroles! {")) {
            ("shape/role.rs", Some((_, rows))) => rows.split("    typed {").next(),
            _ => None,
        };
        let roles = texts.unwrap_or_default().lines().filter_map(|line| declared(line, true));
        for name in code.lines().filter_map(|line| declared(line, false)).chain(roles) {
            if let Some(first) = known.insert(name.to_owned(), place.clone()) {
                twice.push(format!("{name}: {first} and {place}"));
            }
        }
    }
    assert!(known.len() > 400 && known.contains_key("RowLabel"), "{} types", known.len());
    assert!(twice.is_empty(), "{}", twice.join("\n"));
}
