//! Periods and scopes written behind an item where its slide names them.

use std::fs;

use super::program::findings;

const HEAD: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
scopes:
  plan: {label: Plan, forecast: yes}
facts:
  sales: {label: Revenue, values: {1Q24: 90, 1Q25: 100, 1Q26: 110, FY2025: 420}, scopes: {plan: {1Q26: 105, FY2026: 440}}}
  other: {label: Other revenue, values: {1Q24: 30, 1Q25: 40, 1Q26: 50}}
  whole: {label: Total revenue, values: {1Q24: 120, 1Q25: 140, 1Q26: 160}, scopes: {plan: {1Q26: 155}}}
  margin: {label: Operating margin, unit: \"%\", values: {1Q24: 8.0, 1Q25: 9.0, 1Q26: 10.0}}
  cash: {label: Cash, values: {2026-06-30: 10, 2026-03-31: 9}}
slides:
";

/// Gives what is found of a slide, by code.
fn found(slide: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), format!("{HEAD}  - {slide}\n")).expect("a deck");
    let (_, told) = findings(folder.path(), &["check", "quarter.yaml"]);
    let code =
        |finding: &serde_json::Value| finding["code"].as_str().unwrap_or_default().to_owned();
    told.iter().map(code).filter(|code| code == "own-key").collect()
}

fn chart(fields: &str) -> String {
    format!("trend: {{title: Chart, charts: [{{title: Chart, {fields}}}]}}")
}

#[test]
fn what_would_be_read_by_nobody_is_refused() {
    for fields in [
        "show: [sales@1Q24], periods: [1Q25, 1Q26]",
        "show: [{show: sales@1Q25}], periods: [1Q25, 1Q26]",
        "kind: line, show: [sales@1Q24], periods: [1Q25, 1Q26]",
        "kind: bars, show: [sales@1Q24], periods: [1Q26]",
        "kind: multiples, show: [sales@1Q24, other], periods: [1Q25, 1Q26]",
        "kind: stacked, show: [sales, other], total: whole@1Q24, periods: [1Q25, 1Q26]",
        "kind: share, show: [sales, other], total: whole@1Q24, periods: [1Q25, 1Q26]",
        "show: [sales], line: margin@1Q24, periods: [1Q25, 1Q26]",
        "show: [sales/actual], periods: [1Q25, 1Q26/plan]",
        "kind: pace, show: [sales@1Q25], periods: [1Q26], target: plan",
        "kind: pace, show: [sales], periods: [1Q26/plan], target: plan",
        "kind: bridge, from: whole@1Q25, to: whole@1Q26, steps: [sales@1Q24, other]",
        "kind: bridge, from: whole@1Q25, to: whole@1Q26, steps: [sales/plan, other]",
        "kind: bridge, from: whole@1Q25, to: whole@1Q26, steps: [sales, {show: other@1Q24, draws: figure}]",
    ] {
        assert_eq!(found(&chart(fields)), ["own-key"], "{fields}");
    }
    for slide in [
        "balance: {title: Balance, dates: [2026-06-30, 2026-03-31], rows: [{show: cash@2026-06-30}]}",
        "table: {title: Table, tables: [{show: [sales@1Q24], periods: [1Q25, 1Q26]}]}",
        "outlook: {title: Plan, period: FY2026, revised: plan, actual: FY2025, rows: [{show: sales@1Q26}]}",
        "outlook: {title: Plan, period: FY2026, revised: plan, actual: FY2025, rows: [{show: sales/plan}]}",
    ] {
        assert_eq!(found(slide), ["own-key"], "{slide}");
    }
}

#[test]
fn what_says_what_is_shown_is_taken() {
    for fields in [
        "show: [sales@1Q26], periods: [1Q26]",
        "show: [sales/plan], periods: [1Q26]",
        "show: [sales], periods: [1Q25, 1Q26/plan]",
        "show: [sales/plan], periods: [1Q26/plan]",
        "kind: bridge, from: whole@1Q25, to: whole@1Q26, steps: [sales, {show: other@1Q26, draws: figure}]",
    ] {
        assert_eq!(found(&chart(fields)), [""; 0], "{fields}");
    }
    for slide in [
        "statement: {title: Income, columns: [{period: 1Q26}], rows: [{show: sales}, {show: sales@1Q25, label: Revenue a year ago}]}",
        "table: {title: Table, tables: [{show: [sales@FY2025], periods: [1Q26]}]}",
        "highlights: {title: Figures, figures: [{show: sales@1Q25}]}",
    ] {
        assert_eq!(found(slide), [""; 0], "{slide}");
    }
}
