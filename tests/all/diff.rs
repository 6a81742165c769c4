//! What changed between two decks: planted changes of every kind, each told once and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{iijdeck, run};

const DECK: &str = "examples/iij-1q-fy2010";

fn reference(folder: &Path) {
    let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(DECK);
    fs::create_dir_all(folder.join("i18n")).expect("a folder");
    for name in ["quarter.yaml", "theme.yaml", "i18n/ja.po", "i18n/de.po"] {
        fs::copy(from.join(name), folder.join(name)).expect("a copy");
    }
}

/// A change: the file, what stands there, what takes its place.
type Edit<'a> = (&'a str, &'a str, &'a str);

fn edit(folder: &Path, (name, from, to): Edit<'_>) {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.contains(from), "{name} has `{from}`");
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

/// Two copies of the reference deck, the second with changes.
fn planted(edits: &[Edit<'_>]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for side in ["old", "new"] {
        reference(&dir.path().join(side));
    }
    for one in edits {
        edit(&dir.path().join("new"), *one);
    }
    dir
}

fn told(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, &[&["diff"], args].concat());
    String::from_utf8(output.stdout).expect("text")
}

fn json(edits: &[Edit<'_>]) -> Value {
    let dir = planted(edits);
    serde_json::from_str(&told(dir.path(), &["old", "new", "--format", "json"])).expect("JSON")
}

/// Says how many figures, items, relations, slides, translations and other settings changed.
fn counts(diff: &Value) -> [usize; 6] {
    ["figures", "items", "relations", "slides", "translations", "rest"]
        .map(|name| diff[name].as_array().expect("a list").len())
}

const EMAIL: &str = "Cloud-based application services such as email service gradually increased.";

#[test]
fn the_same_deck_has_no_difference() {
    let diff = json(&[]);
    assert_eq!(diff["same"], true);
    assert_eq!(counts(&diff), [0; 6]);
    let comments = json(&[("quarter.yaml", "iijdeck: 2\n", "# a remark\niijdeck: 2\n")]);
    assert_eq!(comments["same"], true, "comments are no difference");
}

#[test]
fn a_figure_is_told_with_its_slides_and_what_moved_with_it() {
    let diff = json(&[("quarter.yaml", "      1Q10: 266\n", "      1Q10: 268\n")]);
    assert_eq!(counts(&diff), [1, 0, 0, 0, 0, 0]);
    let figure = &diff["figures"][0];
    assert_eq!(figure["figure"], "operating_income@1Q10");
    assert_eq!(figure["slides"], serde_json::json!([3, 4, 13]));
    let told = &figure["differences"][0];
    assert_eq!((&told["old"], &told["new"]), (&"266".into(), &"268".into()));
    // The growth of this one is stated by nobody, so it follows.
    let diff = json(&[("quarter.yaml", "1Q10: 15813", "1Q10: 15913")]);
    assert_eq!(counts(&diff), [1, 0, 0, 0, 0, 0]);
    let follows = diff["figures"][0]["follows"].as_array().expect("a list");
    assert!(!follows.is_empty() && follows.iter().all(|one| one["old"] != one["new"]), "{diff}");
}

#[test]
fn other_digits_sources_and_states_are_told_as_such() {
    let cases = [
        ("1Q09: 3.0 billion", "1Q09: 3.00 billion", "precision"),
        ("1Q09: 3.0 billion", "1Q09: 3000", "unit"),
        ("1Q09: {value: 351, source: report-1q09}", "1Q09: 351", "source"),
        ("      1Q10: 266\n", "      1Q10: {due: not yet reported}\n", "status"),
        ("      FY2008: 2917\n", "", "removed"),
        ("      FY2008: 2917\n", "      FY2008: 2917\n      FY2007: 4759\n", "added"),
    ];
    for (from, to, aspect) in cases {
        let diff = json(&[("quarter.yaml", from, to)]);
        assert_eq!(counts(&diff), [1, 0, 0, 0, 0, 0], "{from}: {diff}");
        let differences = diff["figures"][0]["differences"].as_array().expect("a list");
        assert_eq!(differences.len(), 1);
        assert_eq!(differences[0]["aspect"], aspect, "{from}");
    }
}

#[test]
fn a_relation_is_told_once() {
    let (old, new) = (
        "  - total: operating_income = gross_margin - sga_rd\n",
        "  - total: sga_rd = gross_margin - operating_income\n",
    );
    let diff = json(&[("quarter.yaml", old, "")]);
    assert_eq!(counts(&diff), [0, 0, 1, 0, 0, 0]);
    let diff = json(&[("quarter.yaml", old, new)]);
    assert_eq!(counts(&diff), [0, 0, 2, 0, 0, 0], "another result is another relation");
}

#[test]
fn a_sentence_is_told_by_its_words_and_its_translations_as_stale() {
    let new = EMAIL.replace("gradually", "slowly");
    let diff = json(&[("quarter.yaml", EMAIL, &new)]);
    assert_eq!(counts(&diff), [0, 0, 0, 1, 2, 0]);
    let text = &diff["slides"][0]["texts"];
    assert_eq!(text.as_array().expect("a list").len(), 1);
    let changed: Vec<_> = text[0]["words"]
        .as_array()
        .expect("words")
        .iter()
        .filter(|run| run["how"] != "kept")
        .map(|run| run["text"].as_str().expect("text"))
        .collect();
    assert_eq!(changed, ["gradually", "slowly"]);
    let stale = diff["translations"].as_array().expect("a list");
    assert!(stale.iter().all(|one| one["became"] == "stale"), "{diff}");
}

#[test]
fn a_note_is_told_as_a_note() {
    let (old, new) = ("ratio was nearly", "ratio were nearly");
    let diff = json(&[("quarter.yaml", old, new)]);
    assert_eq!(counts(&diff), [0, 0, 0, 1, 2, 0]);
    assert_eq!(diff["slides"][0]["texts"][0]["kind"], "note");
}

#[test]
fn a_translation_is_told_in_its_language() {
    let (old, new) = ("徐々に増加", "大きく増加");
    let diff = json(&[("i18n/ja.po", old, new)]);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 1, 0], "{diff}");
    let one = &diff["translations"][0];
    assert_eq!((&one["language"], &one["became"]), (&"ja".into(), &"changed".into()));
}

const NEW_SLIDE: &str =
    "  - bullets:\n      title: One more\n      columns:\n        - |\n          - A point\n\n";

#[test]
fn slides_are_added_removed_moved_and_retitled() {
    let third = "  # II-3\n  - trend:\n";
    let diff = json(&[("quarter.yaml", third, &format!("{NEW_SLIDE}{third}"))]);
    assert_eq!(counts(&diff)[3], 1, "{diff}");
    assert!(diff["slides"][0]["old"].is_null());
    assert_eq!(diff["slides"][0]["new"], 6);

    let (old, new) =
        ("title: Cost of Revenues and Gross Margin Ratio", "title: Costs and Gross Margin Ratio");
    let diff = json(&[("quarter.yaml", old, new)]);
    assert_eq!(counts(&diff)[3], 1, "{diff}");
    assert!(diff["slides"][0]["retitled"].is_array());
    assert_eq!(diff["slides"][0]["texts"], serde_json::json!([]));

    // The third slide of the section before the second.
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(DECK).join("quarter.yaml"));
    let text = text.expect("the deck");
    let (from, to) = (text.find("  # II-2\n"), text.find("  # II-3\n"));
    let after = text.find("  # II-4 (1)\n").expect("a slide");
    let (from, to) = (from.expect("a slide"), to.expect("a slide"));
    let (second, third) = (&text[from..to], &text[to..after]);
    let both = format!("{second}{third}");
    let diff = json(&[("quarter.yaml", &both, &format!("{third}{second}"))]);
    assert_eq!(counts(&diff), [0, 0, 0, 1, 0, 0], "{diff}");
    assert_eq!(diff["slides"][0]["moved"], true);
    let diff = json(&[("quarter.yaml", second, "")]);
    assert_eq!(counts(&diff)[3], 1, "{diff}");
    assert!(diff["slides"][0]["new"].is_null());
}

#[test]
fn a_renamed_item_is_the_same_item() {
    let dir = planted(&[]);
    let path = dir.path().join("new/quarter.yaml");
    let text = fs::read_to_string(&path).expect("the deck");
    fs::write(&path, text.replace("operating_income", "operating_profit")).expect("a file");
    let diff: Value =
        serde_json::from_str(&told(dir.path(), &["old", "new", "--format", "json"])).expect("JSON");
    let mut counted = counts(&diff);
    // The placeholders of translations are named after items.
    counted[4] = 0;
    assert_eq!(counted, [0, 1, 0, 0, 0, 0], "{diff}");
    assert_eq!(diff["items"][0]["what"], "name");
}

#[test]
fn settings_of_the_deck_are_told() {
    let diff = json(&[("quarter.yaml", "date: 2010-08-13", "date: 2010-08-16")]);
    assert_eq!(counts(&diff), [0, 0, 0, 0, 0, 1], "{diff}");
    let diff = json(&[("theme.yaml", "#", "# ")]);
    assert_eq!(counts(&diff)[..5], [0; 5], "{diff}");
}

/// A small deck of a quarter, with the figure of the year before as its author types it.
fn small(quarter: &str, figures: &str, title: &str) -> String {
    format!(
        "iijdeck: 2\ndeck: {{title: \"{title}\", date: 2026-11-06, period: {quarter}, language: en}}\n\
         company:\n  name: Example Corporation\n  short: Example\n  fiscal_year: {{starts: april, \
         named_by: start}}\n  unit: JPY million\n  rounding: half up\nfacts:\n  revenue:\n    label: \
         Revenue\n    values: {figures}\nslides:\n  - cover: {{}}\n  - bullets:\n      title: \
         \"{title}\"\n      columns: [\"Revenue was {{revenue}}\"]\n"
    )
}

#[test]
fn a_restated_figure_needs_a_reason() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(dir.path().join(name), text).expect("a file");
    write("1q.yaml", small("1Q26", "{1Q26: 100, 1Q25: 90}", "Results"));
    let cases = [
        ("{2Q26: 110, 1Q26: 100}", true),
        ("{2Q26: 110, 1Q26: 101}", false),
        ("{2Q26: 110, 1Q26: 100.4}", true),
        ("{2Q26: 110, 1Q26: {value: 101, restated: fees are revenue now}}", true),
        ("{2Q26: 110, 1Q25: 90}", true),
    ];
    for (figures, good) in cases {
        write("2q.yaml", small("2Q26", figures, "Results"));
        let output = run(dir.path(), &["diff", "1q.yaml", "2q.yaml"]);
        assert_eq!(output.status.success(), good, "{figures}");
        let (out, found) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(out.starts_with("1q.yaml of 1Q26 → 2q.yaml of 2Q26\n"), "{out}");
        assert_eq!(found.contains("restated"), !good, "{found}");
        assert_eq!(out.contains("restated: fees are revenue now"), figures.contains("fees"));
    }
    // Correcting the quarter that both report restates nothing.
    write("new.yaml", small("1Q26", "{1Q26: 100, 1Q25: 91}", "Results"));
    assert!(run(dir.path(), &["diff", "1q.yaml", "new.yaml"]).status.success());
}

#[test]
fn a_hostile_text_stays_text() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(dir.path().join(name), text).expect("a file");
    let bad = "<script>alert(1)</script> <img src=x onerror=y> [a](javascript:z) \u{e002} @octocat";
    write("old.yaml", small("1Q26", "{1Q26: 100}", "Results"));
    write("new.yaml", small("1Q26", "{1Q26: 101}", bad));
    let html = told(dir.path(), &["old.yaml", "new.yaml", "--format", "html"]);
    assert!(html.contains("&lt;script&gt;") || html.contains("&lt;script"), "the text is there");
    for tag in ["<script", "<img", "href=\"javascript"] {
        assert!(!html.contains(tag), "{tag}");
    }
    assert!(html.contains("\u{e002}"), "characters of the deck are no marks");
    assert_eq!(html.matches("<ins").count(), html.matches("</ins>").count());
    let markdown = told(dir.path(), &["old.yaml", "new.yaml", "--format", "markdown"]);
    for raw in ["<script", "<img", "](javascript", " @octocat"] {
        assert!(
            !markdown.replace("\\<", "&lt;").replace("\\]", "&").contains(raw),
            "{raw}: {markdown}"
        );
    }
}

#[test]
fn the_redline_marks_what_changed_and_folds_the_rest() {
    let new = EMAIL.replace("gradually", "slowly");
    let dir = planted(&[
        ("quarter.yaml", EMAIL, &new),
        ("quarter.yaml", "      1Q10: 266\n", "      1Q10: 268\n"),
    ]);
    let html = told(dir.path(), &["old", "new", "--format", "html"]);
    for mark in [
        "<del>gradually</del>",
        "<ins>slowly</ins>",
        "<del>JPY\u{a0}266\u{a0}million</del>",
        "<ins>JPY\u{a0}268\u{a0}million</ins>",
    ] {
        assert!(html.contains(mark), "{mark}");
    }
    let folded = html.matches("<details class=\"pair same\"").count();
    assert!(folded > 40, "{folded} in three languages");
    assert_eq!(html, told(dir.path(), &["old", "new", "--format", "html"]));
    assert!(!html.contains("http-equiv=\"refresh\"") && !html.contains("src=\"http"));
}

#[test]
fn it_is_said_which_deck_cannot_be_laid_out_and_which_has_errors() {
    let dir = planted(&[("quarter.yaml", "iijdeck: 2\n", "iijdeck: [\n")]);
    let output = run(dir.path(), &["diff", "old", "new"]);
    assert_eq!(output.status.code(), Some(1));
    let found = String::from_utf8_lossy(&output.stderr);
    assert!(found.contains("new/quarter.yaml") && output.stdout.is_empty(), "{found}");
    let dir = planted(&[("quarter.yaml", "      1Q10: 266\n", "      1Q10: 999\n")]);
    let output = run(dir.path(), &["diff", "old", "new"]);
    assert!(output.status.success());
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("new/quarter.yaml has") && told.contains("266 → 999"), "{told}");
    let output = run(dir.path(), &["diff", "old", "new", "--exit-code"]);
    assert_eq!(output.status.code(), Some(1));
}

fn git(folder: &Path, args: &[&str]) {
    let identity =
        ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let done = Command::new("git").current_dir(folder).args(identity).args(args).output();
    let done = done.expect("git runs");
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn revisions_of_a_deck_are_compared_with_all_their_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = dir.path().join("decks/iij");
    reference(&deck);
    git(dir.path(), &["init", "-q", "-b", "main"]);
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-q", "-m", "one"]);
    edit(&deck, ("quarter.yaml", "      1Q10: 266\n", "      1Q10: 268\n"));
    edit(&deck, ("i18n/ja.po", "徐々に増加", "大きく増加"));
    git(dir.path(), &["commit", "-q", "-a", "-m", "two"]);
    edit(&deck, ("quarter.yaml", "ratio was nearly", "ratio were nearly"));
    let revisions =
        ["diff", "HEAD~1", "HEAD", "--deck", "decks/iij/quarter.yaml", "--format", "json"];
    let output = run(dir.path(), &revisions);
    let diff: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(counts(&diff), [1, 0, 0, 0, 1, 0], "{diff}");
    assert_eq!(diff["old"]["name"], "HEAD~1:decks/iij/quarter.yaml");
    let again = run(dir.path(), &revisions);
    assert_eq!(again.stdout, output.stdout, "no temporary name is told");
    // From the deck's own folder, against the file as it is.
    let output = run(&deck, &["diff", "HEAD", "--format", "json"]);
    let diff: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(counts(&diff)[3], 1, "{diff}");
    for bad in ["--upload-pack=x", "-x", "nowhere", "HEAD:quarter.yaml", "HEAD\nHEAD"] {
        let output = run(&deck, &["diff", "--", bad]);
        assert_eq!(output.status.code(), Some(1), "{bad}");
        let found = String::from_utf8_lossy(&output.stderr);
        assert!(found.contains("--deck"), "{bad}: {found}");
    }
    // Without git, files can still be compared.
    let alone = iijdeck()
        .current_dir(&deck)
        .args(["diff", "HEAD"])
        .env("PATH", "/nonexistent")
        .output()
        .expect("the program runs");
    let found = String::from_utf8_lossy(&alone.stderr);
    assert!(alone.status.code() == Some(1) && found.contains("iijdeck diff OLD NEW"), "{found}");
}

#[test]
fn a_deck_that_was_renamed_is_followed() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = dir.path().join("decks/旧 社");
    reference(&deck);
    git(dir.path(), &["init", "-q", "-b", "main"]);
    git(dir.path(), &["add", "."]);
    git(dir.path(), &["commit", "-q", "-m", "one"]);
    git(dir.path(), &["tag", "v1"]);
    git(dir.path(), &["mv", "decks/旧 社", "decks/new"]);
    let deck = dir.path().join("decks/new");
    edit(&deck, ("quarter.yaml", "      1Q10: 266\n", "      1Q10: 268\n"));
    let (old, new) = ("decks/旧 社/quarter.yaml", "decks/new/quarter.yaml");
    let told = |args: &[&str]| {
        let output = run(dir.path(), &[&["diff", "--format", "json"], args].concat());
        let diff: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{args:?}: {}", String::from_utf8_lossy(&output.stderr)));
        assert_eq!(counts(&diff)[0], 1, "{args:?}: {diff}");
        assert_eq!(diff["old"]["name"], format!("v1:{old}"), "{args:?}");
    };
    // Against the file as it is, whose new name the index has.
    told(&["v1", "--deck", new]);
    git(dir.path(), &["commit", "-q", "-a", "-m", "two"]);
    told(&["v1", "HEAD", "--deck", new]);
    // By its old name, whose folder is gone.
    told(&["v1", "HEAD", "--deck", old]);
    told(&[&format!("v1:{old}"), "--deck", new]);
    told(&[&format!("v1:{old}"), &format!("HEAD:{new}")]);
    let output = run(dir.path(), &["diff", "v1", "HEAD", "--deck", "decks/other/quarter.yaml"]);
    let found = String::from_utf8_lossy(&output.stderr);
    assert!(found.contains("v1:decks/other/quarter.yaml is not there"), "{found}");
    assert!(found.contains("`v1:PATH`"), "{found}");
}
