//! Notes: called by name, marked in order of appearance, the same in every format and language.

use std::fmt::Write as _;
use std::fs;

use tempfile::TempDir;

use crate::program::{findings, run, said};

const DECK: &str = "iijdeck: 2
deck:
  title: Results
  date: 2026-08-07
  period: 1Q26
  language: en
  notes: {shop: Shops that were open all year.}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue: {label: Revenue, values: {1Q26: 15803, 1Q25: 15004}}
  cost: {label: Cost, values: {1Q26: 12790, 1Q25: {derived: 1H25 - 2Q25}, 1H25: 24240, 2Q25: 12030}}
slides:
  - statement:
      title: Statement[^shop] of income
      columns: [{period: 1Q26, header: \"This quarter[^q]\"}, {period: 1Q25, note: \"restated[^r]\"}]
      rows: [{show: revenue, label: \"Net **sales**[^acq]\", note: \"Of shops[^shop]\"}, {show: cost, mark: q}]
      text: Costs of {cost}[^acq] in the quarter.
      notes: {q: From April to June., acq: \"Of Project Blue; see[^shop].\", r: By another method.}
      footnotes: [Not audited.]
  - highlights:
      title: Figures
      heading: All of them[^a]
      figures: [{show: revenue, label: \"Sales[^b]\"}]
      notes: {b: Without taxes., a: Of own shops.}
";

/// A folder with a deck and, if asked for, its catalogue.
fn placed(deck: &str) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("notes.yaml"), deck).expect("a deck");
    dir
}

/// The finding codes of a deck.
fn codes(deck: &str) -> Vec<String> {
    let dir = placed(deck);
    let (_, found) = findings(dir.path(), &["check", "notes.yaml"]);
    found.iter().filter_map(|f| f["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn marks_are_one_series_in_order_of_appearance() {
    let dir = placed(DECK);
    let output = run(dir.path(), &["build", "notes.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
    let folder = dir.path().join("out/notes/en");
    let text = fs::read_to_string(folder.join("deck.md")).expect("Markdown");
    for line in [
        "## Statement\\* of income",
        "This quarter†",
        "restated‡",
        "Net **sales**§",
        "Of shops\\*",
        "| Cost†",
        "12,210¶",
        "million§ in the quarter.",
        "\\* Shops that were open all year.\\\n† From April to June.\\\n‡ By another method.\\\n§ Of Project Blue; see\\*.\\\n¶ ",
        "Not audited.",
        "All of them\\*",
        "**Sales†**",
        "\\* Of own shops.\\\n† Without taxes.",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    for file in ["deck.md", "deck.html", "deck.typ"] {
        let text = fs::read_to_string(folder.join(file)).expect("a deck");
        assert!(!text.contains("[^"), "{file}");
    }
    let output = run(dir.path(), &["verify", "notes.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(codes(DECK).iter().all(|code| code != "missing-note" && code != "unused-note"));
}

#[test]
fn no_two_notes_have_the_same_mark() {
    let (mut points, mut notes) = (String::new(), String::new());
    for n in 0..12 {
        writeln!(points, "          - Point[^n{n}]").expect("a string");
        writeln!(notes, "        n{n}: Note {}", "x".repeat(n + 1)).expect("a string");
    }
    let (head, _) = DECK.split_once("slides:").expect("slides");
    let deck = format!(
        "{head}slides:\n  - bullets:\n      title: Points\n      columns:\n        - |\n{points}      notes:\n{notes}"
    );
    let dir = placed(&deck.replace("  notes: {shop: Shops that were open all year.}\n", ""));
    let output = run(dir.path(), &["build", "notes.yaml", "--format", "md"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(dir.path().join("out/notes/en/deck.md")).expect("Markdown");
    for (n, mark) in
        ["\\*", "†", "‡", "§", "¶", "\\*\\*", "††", "‡‡", "§§", "¶¶", "\\*\\*\\*", "†††"]
            .iter()
            .enumerate()
    {
        let note = format!("\n{mark} Note {}", "x".repeat(n + 1));
        assert!(text.contains(&note), "{note}: {text}");
    }
}

#[test]
fn a_page_prints_the_notes_that_are_called_on_it() {
    let (head, _) = DECK.split_once("slides:").expect("slides");
    let blanks = "{blank: yes}, ".repeat(20);
    let deck = format!(
        "{head}slides:
  - statement:
      title: Statement
      columns: [{{period: 1Q26}}]
      rows: [{{show: revenue, mark: shop}}, {blanks}{{show: cost, label: \"Costs[^own]\"}}]
      notes: {{own: Of own shops.}}
"
    );
    let dir = placed(&deck);
    let output = run(dir.path(), &["build", "notes.yaml", "--format", "md"]);
    assert!(output.status.success(), "{}", said(&output));
    let text = fs::read_to_string(dir.path().join("out/notes/en/deck.md")).expect("Markdown");
    assert_eq!(text.matches("Shops that were open all year.").count(), 1, "{text}");
    assert_eq!(text.matches("† Of own shops.").count(), 1, "{text}");
}

#[test]
fn a_call_without_note_and_a_note_without_call_are_found() {
    for (from, to, code) in [
        ("{show: cost, mark: q}", "{show: cost, mark: qq}", "missing-note"),
        ("Sales[^b]", "Sales[^shops]", "missing-note"),
        ("[^r]", "", "unused-note"),
        ("label: Cost,", "label: \"Cost[^shop]\",", "missing-note"),
        ("title: Results", "title: Results[^shop]", "missing-note"),
        ("shop: Shops", "shops: Shops", "missing-note"),
    ] {
        assert!(DECK.contains(from), "{from}");
        let found = codes(&DECK.replacen(from, to, 1));
        assert!(found.iter().any(|found| found == code), "{to}: {found:?}");
    }
}

#[test]
fn a_translator_keeps_every_mark() {
    let deck = DECK.replace("language: en", "language: en, translations: {ja: {}}");
    let deck = deck.replace(
        "  language: en, translations: {ja: {}}",
        "  language: en\n  translations: {ja: {}}",
    );
    let dir = placed(&deck);
    let file = dir.path().join("i18n/notes.ja.po");
    let update = || run(dir.path(), &["i18n", "extract", "notes.yaml"]);
    assert!(update().status.success(), "{}", said(&update()));
    let text = fs::read_to_string(&file).expect("a catalogue");
    let id = "msgid \"Statement{note_shop} of income\"\nmsgstr \"\"";
    assert!(text.contains(id), "{text}");
    assert!(text.contains("{note_shop}: the mark of the note [^shop]"), "{text}");
    let written = |string: &str| {
        let entry = id.replace("msgstr \"\"", &format!("msgstr \"{string}\""));
        fs::write(&file, text.replace(id, &entry)).expect("a catalogue");
        said(&run(dir.path(), &["check", "notes.yaml"]))
    };
    assert!(!written("損益{note_shop}計算書").contains("[placeholder]"));
    for wrong in [
        "損益計算書",
        "損益{note_shop}計算書{note_shop}",
        "損益{note_shop}計算書[^r]",
        "損益{note_r}計算書",
    ] {
        let found = written(wrong);
        assert!(found.contains("[placeholder]"), "{wrong}: {found}");
    }
    assert!(!written("損益{note_shop}計算書").contains("note]"));
}
