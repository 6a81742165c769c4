//! Targets: beside actual figures or without them, like with like, and each with its unit.

use super::paper::{Paper, head, told};

fn deck(language: &str, outlook: &str) -> String {
    let money = if language == "de" { "EUR" } else { "JPY" };
    format!(
        "{}scopes:
  before: {{label: S, forecast: yes}}
  target: {{label: T, forecast: yes}}
  adjusted: {{label: U, gaap: no}}
  aim: {{label: V, gaap: no, forecast: yes}}
facts:
  revenue: {{label: A, values: {{FY2025: 68000}}, scopes: {{before: {{FY2026: 70000}}, target: {{FY2026: 72000}}}}}}
  margin: {{label: B, unit: \"%\", values: {{FY2025: 5.9}}, scopes: {{before: {{FY2026: 6.3}}, target: {{FY2026: 6.0}}}}}}
  eps: {{label: C, unit: {money}, values: {{FY2025: 54.20}}, scopes: {{before: {{FY2026: 55.00}}, target: {{FY2026: 54.00}}}}}}
  profit: {{label: D, values: {{FY2025: 3000}}, scopes: {{adjusted: {{FY2025: 3500}}, aim: {{FY2026: 3850}}}}}}
slides:
  - outlook: {{title: X, period: FY2026, {outlook}}}
",
        head(language, money)
    )
}

const ROWS: &str = "rows: [{show: revenue}, {show: margin}, {show: eps}]";

#[test]
fn the_actual_figures_may_be_left_out() {
    // Without them the changes are from the target before.
    for (language, note, rows) in [
        (
            "en",
            "Unit: JPY million",
            ["A70,00072,000+2,0002.9%", "B6.3%6.0%(0.3pt)–", "C(JPY)55.0054.00(1.00)(1.8%)"],
        ),
        (
            "ja",
            "単位：百万円",
            ["A70,00072,000+2,0002.9%", "B6.3%6.0%△0.3ポイント－", "C（円）55.0054.00△1.00△1.8%"],
        ),
        (
            "de",
            "Einheit: Mio. EUR",
            ["A70.00072.000+2.0002,9%", "B6,3%6,0%-0,3PP–", "C(EUR)55,0054,00-1,00-1,8%"],
        ),
    ] {
        let paper =
            Paper::of(&deck(language, &format!("previous: before, revised: target, {ROWS}")));
        paper.says(1, note);
        for row in rows {
            let minus = paper.words("md", 1).contains('\u{2212}');
            paper.says(1, &if minus { row.replace('-', "\u{2212}") } else { row.to_owned() });
        }
    }
    // With neither there is nothing to compare with.
    let paper = Paper::of(&deck("en", &format!("revised: target, {ROWS}")));
    paper.says(1, "A 72,000 B 6.0% C (JPY) 54.00");
    paper.never_says(1, "Change");
    let said = told(&deck("en", &format!("revised: target, change_from: actual, {ROWS}")));
    assert!(said.contains("no `actual` names them"), "{said}");
    let said = told(&deck("en", &format!("revised: target, change_from: previous, {ROWS}")));
    assert!(said.contains("no `previous` names them"), "{said}");
}

#[test]
fn the_change_of_a_percentage_is_in_points_alone() {
    let paper = Paper::of(&deck("en", &format!("revised: target, actual: FY2025, {ROWS}")));
    paper.says(1, "B 6.0% 5.9% +0.1 pt – C");
    paper.says(1, "A 72,000 68,000 +4,000 5.9% B");
}

#[test]
fn adjusted_figures_are_compared_with_adjusted_ones_or_with_none() {
    let rows = "rows: [{show: profit}]";
    let like = Paper::of(&deck("en", &format!("revised: aim, actual: FY2025/adjusted, {rows}")));
    like.says(1, "D 3,850 3,500 +350 10.0%");
    let unlike = Paper::of(&deck("en", &format!("revised: aim, actual: FY2025, {rows}")));
    unlike.says(1, "D 3,850 3,000 – –");
    // A citation does not fall back on what the standards give either.
    let cited = deck("en", &format!("revised: aim, {rows}, text: \"{{profit@FY2026/aim yoy}}\""));
    let said = told(&cited);
    assert!(said.contains("`profit@FY2025/aim`"), "{said}");
    let cited = cited.replace("yoy}", "vs FY2025/adjusted}");
    Paper::of(&cited).says(1, "up 10.0% from FY2025 (U)");
}

#[test]
fn a_row_leaves_columns_blank() {
    let rows =
        "rows: [{show: revenue}, {show: margin, blank: [FY2025]}, {show: eps, blank: [changes]}]";
    let paper = Paper::of(&deck("en", &format!("revised: target, actual: FY2025, {rows}")));
    paper.says(1, "B 6.0% C (JPY) 54.00 54.20");
    let said = told(&deck("en", "revised: target, rows: [{show: eps, blank: [FY2025]}]"));
    assert!(said.contains("error[unknown-word]: `FY2025` is no column"), "{said}");
}

#[test]
fn the_target_before_was_announced_before() {
    let days = |text: &str, before: &str, now: &str| {
        text.replace("S, forecast: yes", &format!("S, forecast: yes, announced: {before}"))
            .replace("T, forecast: yes", &format!("T, forecast: yes, announced: {now}"))
    };
    let text = deck("en", &format!("previous: before, revised: target, {ROWS}"));
    let said = told(&days(&text, "2026-08-07", "2026-05-14"));
    assert!(said.contains("warning[date-order]: `before` was announced"), "{said}");
    Paper::of(&days(&text, "2026-05-14", "2026-08-07"));
}

#[test]
fn where_no_row_shows_its_change_there_is_no_column_of_changes() {
    let rows = "rows: [{show: revenue, change: none}, {show: margin, change: none}]";
    for base in ["previous: before, ", "actual: FY2025, ", "previous: before, actual: FY2025, "] {
        let paper = Paper::of(&deck("en", &format!("{base}revised: target, {rows}")));
        paper.says(1, "72,000");
        paper.never_says(1, "Change");
        paper.never_says(1, "\u{2013}B");
    }
}
