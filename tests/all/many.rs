//! Many decks at once: none stops the others, and all are told together, in order.

use std::fs;
use std::path::Path;
use std::process::Output;

use iijdeck::cli::INIT_DECK;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::iijdeck;

/// Writes decks below one folder: each a name and a change to the deck of `init`.
fn decks(decks: &[(&str, &str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, from, to) in decks {
        let text = INIT_DECK.replacen(from, to, 1);
        assert!(from == to || text != INIT_DECK, "`{from}` is in the deck");
        let folder = dir.path().join(name);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("quarter.yaml"), text).expect("a file");
    }
    dir
}

const GOOD: (&str, &str) = ("x", "x");
const WRONG: (&str, &str) = ("1Q26: 3025", "1Q26: 3125");
const UNKNOWN: (&str, &str) = ("{revenue yoy verb}", "{revenu yoy verb}");

fn run(dir: &Path, args: &[&str], names: &[&str]) -> Output {
    let files = names.iter().map(|name| format!("{name}/quarter.yaml"));
    let mut command = iijdeck();
    command.current_dir(dir).args(args).args(files).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn a_deck_that_fails_does_not_stop_the_others() {
    let dir = decks(&[
        ("a", UNKNOWN.0, UNKNOWN.1),
        ("b", GOOD.0, GOOD.1),
        ("c", WRONG.0, WRONG.1),
        ("d", GOOD.0, GOOD.1),
    ]);
    let names = ["a", "b", "c", "d"];
    let output = run(dir.path(), &["build", "--jobs", "3"], &names);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(out.starts_with("Built 2 of 4 decks in "), "{out}");
    assert!(out.contains("\n  a/quarter.yaml: ") && out.contains("\n  c/quarter.yaml: "), "{out}");
    // The findings of the first deck stand before those of the third, whichever was done first.
    let (first, third) = (err.find("error[unknown-item]"), err.find("error[total-differs]"));
    assert!(first.is_some() && first < third, "{err}");
    for (name, built) in [("a", false), ("b", true), ("c", false), ("d", true)] {
        assert_eq!(dir.path().join("out").join(name).join("en/deck.pdf").exists(), built, "{name}");
    }
    let output = run(dir.path(), &["check", "--message-format", "short"], &["b", "c"]);
    assert_eq!(output.status.code(), Some(1));
    let err = text(&output.stderr);
    assert!(err.lines().all(|line| line.contains("c/quarter.yaml")), "{err}");
}

#[test]
fn what_is_built_with_others_is_what_is_built_alone() {
    let dir = decks(&[("a", GOOD.0, GOOD.1), ("b", "15,813", "15,813"), ("c", "8120", "8121")]);
    assert!(run(dir.path(), &["build", "--jobs", "1"], &["a", "b", "c"]).status.success());
    assert!(run(dir.path(), &["build", "--out", "alone"], &["c"]).status.success());
    for file in ["deck.pdf", "deck.html", "deck.md", "deck.typ"] {
        let read = |out: &str| fs::read(dir.path().join(out).join("c/en").join(file));
        assert_eq!(read("out").expect("a file"), read("alone").expect("a file"), "{file}");
    }
}

#[test]
fn programs_are_told_of_all_decks_in_one_document() {
    let dir = decks(&[("a", WRONG.0, WRONG.1), ("b", GOOD.0, GOOD.1), ("c", UNKNOWN.0, UNKNOWN.1)]);
    let told = |format: &str| {
        let output = run(dir.path(), &["build", "--message-format", format], &["a", "b", "c"]);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), "");
        text(&output.stdout)
    };
    let json: Value = serde_json::from_str(&told("json")).expect("one JSON value");
    let files = json["findings"].as_array().expect("findings");
    let files: Vec<_> = files.iter().map(|finding| finding["file"].as_str()).collect();
    assert!(files.is_sorted() && files.len() >= 2, "{files:?}");
    assert_eq!(json["files"].as_array().expect("files").len(), 5, "four formats and the manifest");
    let good: Vec<_> =
        json["decks"].as_array().expect("decks").iter().map(|d| &d["good"]).collect();
    assert_eq!(good, [false, true, false]);
    let sarif: Value = serde_json::from_str(&told("sarif")).expect("one JSON value");
    for_code_review(&sarif, "iijdeck/build/", &json);
    let junit = told("junit");
    assert_eq!(junit.matches("<testsuite ").count(), 3, "{junit}");
    assert_eq!(junit.matches("</testsuite>").count(), 3, "{junit}");
    assert_eq!(junit.matches("<?xml").count() + junit.matches("</testsuites>").count(), 2);
}

/// Holds a log against what GitHub takes: one run of a category, rules with all their texts, and
/// results with a rule, a message and a place in the repository.
fn for_code_review(log: &Value, category: &str, json: &Value) {
    let [run] = log["runs"].as_array().expect("runs").as_slice() else {
        panic!("runs of one tool and category are refused");
    };
    assert_eq!(run["automationDetails"]["id"], category);
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for field in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[field]["text"].as_str().is_some_and(|t| !t.is_empty()), "{field}: {rule}");
        }
    }
    let ids: Vec<_> = rules.iter().map(|rule| rule["id"].as_str().expect("an id")).collect();
    assert!(ids.is_sorted_by(|one, next| one < next), "each rule once: {ids:?}");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), json["findings"].as_array().expect("findings").len());
    for result in results {
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(result["ruleId"], rules[at]["id"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a path");
        assert!(!uri.starts_with('/') && !uri.contains(':'), "{uri} is in the repository");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0), "{place}");
    }
}

#[test]
fn each_share_has_decks_of_its_own_and_together_they_have_all() {
    let names = ["a", "b", "c", "d", "e"];
    let dir = decks(&names.map(|name| (name, GOOD.0, GOOD.1)));
    let mut seen = Vec::new();
    for share in ["1/3", "2/3", "3/3"] {
        let out = format!("out-{}", &share[..1]);
        let args = ["build", "--shard", share, "--out", &out, "--format", "md"];
        assert!(run(dir.path(), &args, &names).status.success());
        let entries = fs::read_dir(dir.path().join(out)).expect("a folder");
        seen.extend(entries.map(|e| e.expect("an entry").file_name().into_string().expect("text")));
    }
    seen.sort();
    assert_eq!(seen, names);
    let output = run(dir.path(), &["build", "--shard", "7/9", "--format", "md"], &names);
    assert_eq!(text(&output.stdout).split(" in ").next(), Some("Built 0 of 0 decks"));
    let output = run(dir.path(), &["build", "--shard", "4/3"], &names);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn two_decks_of_one_name_are_refused_before_either_is_written() {
    let dir = decks(&[("x/acme", GOOD.0, GOOD.1), ("y/acme", GOOD.0, GOOD.1)]);
    let output = run(dir.path(), &["build"], &["x/acme", "y/acme"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("would both be written as `acme`"));
    assert!(!dir.path().join("out").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn a_deck_that_ends_its_process_costs_only_itself() {
    let dir = decks(&[("a", GOOD.0, GOOD.1), ("b", GOOD.0, GOOD.1), ("c", GOOD.0, GOOD.1)]);
    let templates = dir.path().join("a/templates/typ");
    fs::create_dir_all(&templates).expect("a folder");
    let bomb = "#let x = \"a\"\n#for i in range(40) { x = x + x }\n#x\n";
    fs::write(templates.join("deck.j2"), bomb).expect("a file");
    let output = run(dir.path(), &["build", "--jobs", "1"], &["a", "b", "c"]);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(out.starts_with("Built 2 of 3 decks"), "{out}");
    assert!(err.contains("MiB of memory") && err.contains("its process ended early"), "{err}");
    for format in ["json", "sarif", "junit"] {
        let output = run(dir.path(), &["build", "--message-format", format], &["a", "b"]);
        let told = text(&output.stdout);
        assert!(told.contains("its process ended early"), "{format}: {told}");
        assert!(format != "json" || told.contains("\"code\":\"unfinished\""), "{told}");
    }
}
