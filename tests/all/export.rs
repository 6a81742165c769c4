//! `iijdeck export facts`: every fact, digit for digit, with every place that shows it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;

use crate::program::iijdeck;

const DECK: &str = "examples/iij-1q-fy2010/quarter.yaml";

fn export(deck: &Path, more: &[&str]) -> Output {
    let mut command = iijdeck();
    command.args(["export", "facts"]).arg(deck).args(more);
    command.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it runs")
}

fn text(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

fn json() -> Value {
    let output = export(Path::new(DECK), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn fact<'a>(document: &'a Value, name: &str) -> &'a Value {
    let facts = document["facts"].as_array().expect("facts");
    facts.iter().find(|fact| fact["fact"] == name).unwrap_or_else(|| panic!("{name}"))
}

/// A text with ordinary blanks for those that do not break.
fn plain(text: &Value) -> String {
    text.as_str().expect("a text").replace('\u{a0}', " ")
}

#[test]
fn a_fact_tells_its_digits_its_labels_and_where_it_is_shown() {
    let document = json();
    let revenue = fact(&document, "revenue@1Q10");
    assert_eq!(revenue["value"], "15813");
    assert_eq!(revenue["unit"], "JPY million");
    assert_eq!(revenue["rounding"], "half up");
    assert_eq!(revenue["interval"], serde_json::json!(["15812.5", "15813.5"]));
    assert_eq!(
        (&revenue["starts"], &revenue["ends"]),
        (&"2010-04-01".into(), &"2010-06-30".into())
    );
    assert_eq!(revenue["labels"]["ja"], "営業収益");
    let on = |language: &str, text: &str| {
        let places = revenue["shown"][language].as_array().expect("places");
        places.iter().any(|place| plain(&place["text"]) == text)
    };
    assert!(on("en", "JPY 15,813 million") && on("ja", "158億13百万円"));
    // A last zero is a digit that was published.
    assert_eq!(fact(&document, "gross_margin@1Q09")["value"], "3.0");
    // A balance is of a day; a forecast says so; what is missing says why.
    assert!(fact(&document, "accumulated_deficit@2010-06-30")["starts"].is_null());
    assert_eq!(fact(&document, "revenue@FY2010/revised")["forecast"], true);
    let lost = fact(&document, "si_revenue@1Q10");
    assert_eq!((&lost["state"], &lost["value"]), (&"missing".into(), &Value::Null));
    assert_eq!(lost["reason"], "chart lost in the source text");
}

#[test]
fn the_slides_named_are_those_of_the_markdown() {
    let document = json();
    let out = tempfile::tempdir().expect("a folder");
    let built = iijdeck()
        .args(["build", "--quiet", "--lang", "en", "--format", "md", DECK, "--out"])
        .arg(out.path())
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output();
    assert!(built.expect("it runs").status.success());
    let deck = fs::read_to_string(out.path().join("iij-1q-fy2010/en/deck.md")).expect("a deck");
    let slides: Vec<&str> = deck.split("\n---\n").collect();
    let mut looked_at = 0;
    for fact in document["facts"].as_array().expect("facts") {
        for place in fact["shown"]["en"].as_array().expect("places") {
            // The front matter ends with the same line as a slide does.
            let slide = usize::try_from(place["slide"].as_u64().expect("a number")).expect("small");
            let text = place["text"].as_str().expect("a text");
            let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
            let found = slides.get(slide).is_some_and(|slide| slide.contains(digits));
            assert!(found, "{} on slide {slide}: {text}", fact["fact"]);
            looked_at += 1;
        }
    }
    assert!(looked_at > 400, "{looked_at}");
}

#[test]
fn the_table_holds_what_the_json_holds() {
    let document = json();
    let output = export(Path::new(DECK), &["--format", "csv"]);
    let table = text(&output);
    assert!(table.starts_with('\u{feff}') && table.contains("\r\n"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|row| row.expect("a line")).collect();
    let facts = document["facts"].as_array().expect("facts");
    assert_eq!(rows.len(), facts.len());
    for (row, fact) in rows.iter().zip(facts) {
        for name in ["item", "period", "scope", "unit", "state", "ends"] {
            assert_eq!(row[name], fact[name].as_str().expect("a text"), "{name}");
        }
        assert_eq!(row["value"], fact["value"].as_str().unwrap_or_default());
        assert_eq!(row["label_ja"], fact["labels"]["ja"].as_str().expect("a label"));
    }
}

#[test]
fn a_spreadsheet_takes_no_label_for_a_formula() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quarter.yaml");
    let deck = iijdeck::cli::INIT_DECK.replacen("label: Revenue", "label: \"=1+1|cmd\"", 1);
    assert_ne!(deck, iijdeck::cli::INIT_DECK);
    fs::write(&path, deck).expect("a deck");
    let output = export(&path, &["--format", "csv"]);
    assert!(text(&output).contains("'=1+1|cmd"), "{}", text(&output));
    assert!(!text(&output).contains(",=1+1") && !text(&output).contains("\"=1+1"));
    for label in [" =1+1", "\u{a0}@SUM(A1)", "＝1+1", "＋1", "\u{3000}-1"] {
        let deck =
            iijdeck::cli::INIT_DECK.replacen("label: Revenue", &format!("label: \"{label}\""), 1);
        fs::write(&path, deck).expect("a deck");
        let output = export(&path, &["--format", "csv"]);
        assert!(text(&output).contains(&format!("'{label}")), "{label}: {}", text(&output));
    }
}

#[test]
fn a_deck_with_errors_is_not_exported_and_the_file_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, out) = (folder.path().join("quarter.yaml"), folder.path().join("facts.json"));
    fs::write(&path, "deck: {").expect("no deck");
    fs::write(&out, "earlier").expect("a file");
    let output = export(&path, &["--out", out.to_str().expect("a path")]);
    assert!(!output.status.success());
    assert_eq!(fs::read_to_string(&out).expect("a file"), "earlier");
    fs::write(&path, iijdeck::cli::INIT_DECK).expect("a deck");
    assert!(export(&path, &["--out", out.to_str().expect("a path")]).status.success());
    assert!(fs::read_to_string(&out).expect("a file").starts_with('{'));
}
