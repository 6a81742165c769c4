//! Tables in parts: headings, blanks, levels, groups of columns, a balance of any days and of two sides.

use std::fs;

use crate::program::{findings, run, said};

const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue: {label: Revenue, values: {1Q26: 15803, 1Q25: 15004, FY2025: 66772, FY2024: 60114}}
  cost: {label: Cost, values: {1Q26: 12790, 1Q25: 12210, FY2025: 51743, FY2024: 47001}}
  cash: {label: Cash, values: {2026-06-30: 9137, 2026-03-31: 8764, 2025-06-30: 7011}}
  shares: {label: Other, values: {2026-06-30: 137, 2026-03-31: 164, 2025-06-30: 111}}
  assets: {label: Total assets, values: {2026-06-30: 9274, 2026-03-31: 8928, 2025-06-30: 7122}}
  loans: {label: Other, values: {2026-06-30: 9274, 2026-03-31: 8928, 2025-06-30: 7122}}
relations: [{total: assets = cash + shares}]
slides:
  - statement:
      title: Statement
      first_column: Lines
      columns:
        - {group: Three months, columns: [{period: 1Q26, header: This year}, {period: 1Q25, header: Last year}]}
        - {group: Year, columns: [{period: FY2025, header: This year}, {period: FY2024, header: Last year}]}
      rows:
        - {heading: Of shops}
        - {show: revenue, note: Much}
        - {show: cost, level: 2}
        - {blank: yes}
        - {heading: Once more}
        - {show: revenue, as: grand total}
  - balance:
      title: Balance sheet
      dates: [2026-06-30, 2026-03-31, 2025-06-30]
      headers: [Now, March, A year ago]
      rows: [{show: cash}, {show: shares}, {show: assets, as: total}]
      beside: [{show: loans, as: total}]
";

#[test]
fn parts_stand_in_every_format_and_verify() {
    let desk = tempfile::tempdir().expect("a folder");
    fs::write(desk.path().join("parts.yaml"), DECK).expect("a deck");
    let output = run(desk.path(), &["build", "parts.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
    let read = |name: &str| {
        fs::read_to_string(desk.path().join("out/parts/en").join(name)).expect("a file")
    };
    let text = read("deck.md");
    for words in [
        "Three months This year",
        "Year Last year",
        "**Of shops**",
        "– – Cost",
        "**66,772**",
        "March",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let html = read("deck.html");
    for words in [
        "<th scope=\"colgroup\" class=\"center\" colspan=\"2\">",
        "<th scope=\"rowgroup\" class=\"left group edge\" colspan=\"6\">",
        "<tr class=\"grand_total\">",
        "<tr class=\"normal sub level-2\">",
    ] {
        let words = words.replace(" edge", "");
        assert!(html.contains(&words), "{words}");
    }
    // The totals of both sides stand in the third row.
    assert_eq!(
        ["blank", "blank lifts"]
            .map(|class| html.matches(&format!("<tr class=\"{class}\">")).count()),
        [2, 1],
        "at the right the last one lifts the total; one is in the statement"
    );
    let output = run(desk.path(), &["verify", "parts.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn what_a_statement_goes_on_with_stands_at_its_right() {
    let desk = tempfile::tempdir().expect("a folder");
    let parted = DECK.replacen(
        "        - {blank: yes}\n        - {heading: Once",
        "      beside:\n        - {heading: Once",
        1,
    );
    fs::write(desk.path().join("parts.yaml"), &parted).expect("a deck");
    let output = run(desk.path(), &["build", "parts.yaml"]);
    assert!(output.status.success(), "{}", said(&output));
    let html = fs::read_to_string(desk.path().join("out/parts/en/deck.html")).expect("a file");
    let tables = |page: &str| page.matches("<table").count();
    let pages: Vec<_> = html.split("<section").skip(1).take(2).map(tables).collect();
    assert_eq!(pages, [2, 2], "a statement and a balance of two sides");
    // Two rows of one name stand apart there, as below headings of their own; in one list they do not.
    let found = |deck: &str| {
        fs::write(desk.path().join("parts.yaml"), deck).expect("a deck");
        said(&run(desk.path(), &["check", "parts.yaml"])).contains("same-label")
    };
    assert!(!found(&parted));
    assert!(found(&parted.replacen("      beside:\n        - {heading: Once more}\n", "", 1)));
}

#[test]
fn labels_differ_below_one_heading_and_columns_below_one_group() {
    let found = |deck: &str| {
        let desk = tempfile::tempdir().expect("a folder");
        fs::write(desk.path().join("quarter.yaml"), deck).expect("a deck");
        let (_, found) = findings(desk.path(), &["check"]);
        let codes = found.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned));
        codes.collect::<Vec<_>>()
    };
    let clean = found(DECK);
    assert!(!clean.contains(&"same-label".to_owned()), "{clean:?}");
    assert!(!clean.contains(&"header-differs".to_owned()), "{clean:?}");
    for (from, to, code) in [
        ("        - {blank: yes}\n        - {heading: Once more}\n", "", "same-label"),
        ("group: Year", "group: Three months", "header-differs"),
        ("group: Three months", "group: Six months", "header-differs"),
        ("group: Three months", "group: \"Quarter ended September 30, 2026\"", "header-differs"),
        ("level: 2", "level: 4", "unknown-word"),
        ("headers: [Now, March, A year ago]", "headers: [Now, March]", "missing-field"),
        ("      beside", "      changes: [amount]\n      beside", "missing-field"),
    ] {
        assert!(DECK.contains(from), "{from}");
        let found = found(&DECK.replacen(from, to, 1));
        assert!(found.contains(&code.to_owned()), "{to}: {found:?}");
    }
}
