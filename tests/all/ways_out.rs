//! The way out that a finding names is the one that was meant.

use std::fmt::Write as _;
use std::fs;

use crate::program::findings;

const DECK: &str = "iijdeck: 2
deck: {title: 1st Quarter FY2026 Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Corporation, short: Example, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}
facts:
  revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: 15835, 4Q25: 19694}}
  profit: {label: Gross profit, values: {1Q26: 3025, 1Q25: 2993}, changes: {1Q26 vs 1Q25: 1.1%}}
  margin: {label: Gross margin, unit: \"%\", values: {1Q26: 19.1, 1Q25: 18.9}}
slides:
  - statement:
      title: Results
      unit: JPY million
      columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}]
      rows: [{show: revenue}, {show: profit}]
  - bullets: {title: Summary, columns: [\"- Margin {margin}\\n- Profit {profit}\"]}
";

/// What is written instead of what, the code that tells it, and a part of the way out.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    ("{profit}", "{revenue yoy qoq}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue qoq yoy}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue vs 4Q25 yoy}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue yoy verb size}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue yoy size number}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue yoy amount percent}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue low high}", "bad-citation", "Keep one"),
    ("{profit}", "{revenue yoy yoy}", "bad-citation", "Write it once"),
    ("{profit}", "{revenue in billion in million}", "bad-citation", "Write it once"),
    ("{profit}", "{revenue in billion, 1 decimal 2 decimals}", "bad-citation", "Write it once"),
    ("{profit}", "{revenue@1Q26 vs 1Q26}", "bad-citation", "another period"),
    ("{margin}", "{margin in billion}", "bad-citation", "Leave `in` out"),
    ("{margin}", "{margin in bps}", "bad-citation", "Leave `in` out"),
    ("{margin}", "{margin yoy in billion}", "bad-citation", "in bps"),
    ("{margin}", "{margin yoy percent in bps}", "bad-citation", "in bps"),
    ("{profit}", "{revenue YoY}", "bad-citation", "`yoy`"),
    ("{profit}", "{revenue billion}", "bad-citation", "`in billion`"),
    ("{profit}", "{revenue.1Q26}", "unknown-item", "`revenue@1Q26`"),
    ("1Q26: 15813", "1Q26: JPY 15813", "bad-number", "`15813`"),
    ("1Q25: 1.1%", "1Q25: 1.1", "change-differs", "write `1.1%`"),
    ("{change: yoy}", "{header: X}", "missing-field", "`{change: yoy}`"),
    (
        "slides:",
        "relations: [profit = revenue - cost]\nslides:",
        "unknown-kind",
        "`total: profit =",
    ),
    ("- Profit", "- ▪ Profit", "bad-prose", "Take it out"),
    ("- Profit", "- ● Profit", "bad-prose", "Take it out"),
    ("- Profit", "- ➢ Profit", "bad-prose", "Take it out"),
    ("- Margin", "■ Margin", "bad-prose", "Begin a point"),
];

#[test]
fn the_way_out_is_the_one_that_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |text: &str| {
        fs::write(folder.path().join("quarter.yaml"), text).expect("a deck");
        findings(folder.path(), &["check", "quarter.yaml"]).1
    };
    let clean: Vec<_> = told(DECK).into_iter().filter(|one| one["severity"] == "error").collect();
    assert!(clean.is_empty(), "{clean:?}");
    let mut wrong = String::new();
    for (from, to, code, help) in SLIPS {
        assert!(DECK.contains(from), "{from}");
        let found = told(&DECK.replacen(from, to, 1));
        let hit = |one: &serde_json::Value| {
            one["code"] == *code && one["help"].to_string().contains(help)
        };
        if !found.iter().any(hit) {
            writeln!(wrong, "{to}: no {code} with {help}: {found:?}").expect("a string");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn words_that_go_together_pass() {
    let folder = tempfile::tempdir().expect("a folder");
    for words in [
        "revenue yoy verb bare",
        "revenue yoy amount in billion, 2 decimals",
        "revenue in billion number",
        "profit abs number",
        "margin yoy in bps",
        "margin yoy size in bps",
    ] {
        let text = DECK.replacen("{profit}", &format!("{{{words}}}"), 1);
        fs::write(folder.path().join("quarter.yaml"), text).expect("a deck");
        let found = findings(folder.path(), &["check", "quarter.yaml"]).1;
        assert!(found.iter().all(|one| one["code"] != "bad-citation"), "{words}: {found:?}");
    }
}
