//! Progress of a year: the share that a chart prints is the one that its figures prove, rounded as
//! rates are.

use super::paper::{Paper, head, told};

/// A deck with progress of 2/3 of its target and 0.54645 of the year before.
fn deck(language: &str, rounding: &str, more: &str) -> String {
    let head = head(language, "JPY").replace("rounding: half up", &format!("rounding: {rounding}"));
    format!(
        "{head}scopes: {{target: {{label: T, forecast: yes}}}}
facts:
  sales: {{label: S, values: {{1Q26: 2000, 1Q25: 1000, FY2025: 1830}}, scopes: {{target: {{FY2026: 3000}}}}}}
{more}slides:
  - trend:
      title: X
      charts: [{{title: Y, kind: pace, show: [sales], periods: [1Q26, 1Q25], target: target, table: shown}}]
  - bullets: {{title: Z, columns: [\"- {{sales}}\"]}}
"
    )
}

#[test]
fn progress_rounds_as_rates_do() {
    for (rounding, first, second) in [
        ("half up", "66.7%", "54.6%"),
        // Amounts that are cut off say nothing of rates.
        ("toward zero", "66.7%", "54.6%"),
        ("{amounts: toward zero}", "66.7%", "54.6%"),
        ("{amounts: toward zero, rates: half up}", "66.7%", "54.6%"),
        ("{amounts: half up, rates: toward zero}", "66.6%", "54.6%"),
        ("{rates: toward zero, amounts: toward zero}", "66.6%", "54.6%"),
    ] {
        for language in ["en", "ja", "de"] {
            let paper = Paper::of(&deck(language, rounding, ""));
            let own = |digits: &str| match language {
                "de" => digits.replace('.', ","),
                _ => digits.to_owned(),
            };
            paper.says(1, &own(first));
            paper.says(1, &own(second));
            let other = if first == "66.7%" { "66.6%" } else { "66.7%" };
            paper.never_says(1, &own(other));
        }
    }
}

#[test]
fn the_row_of_a_table_holds_what_was_reached_the_year_and_the_share() {
    let paper = Paper::of(&deck("en", "{amounts: toward zero, rates: half up}", ""));
    paper.says(1, "2,000 3,000 66.7%");
    paper.says(1, "1,000 1,830 54.6%");
}

/// A rate of progress that the company prints, proved against its figures.
fn stated(rounding: &str, digits: &str) -> String {
    let more = format!(
        "  progress: {{label: P, unit: \"%\", values: {{1Q26: {digits}}}}}
relations:
  - ratio: {{of: \"progress@1Q26 = sales@1Q26 / sales@FY2026/target\"}}
"
    );
    deck("en", rounding, &more).replace("- {sales}", "- {sales}, {progress}")
}

#[test]
fn progress_prints_what_the_proved_figure_prints() {
    for (rounding, digits) in [
        ("half up", "66.7"),
        ("toward zero", "66.7"),
        ("{amounts: toward zero, rates: half up}", "66.7"),
        ("{amounts: toward zero, rates: toward zero}", "66.6"),
        // Whole, as the company prints it.
        ("{amounts: toward zero, rates: half up}", "67"),
    ] {
        let paper = Paper::of(&stated(rounding, digits));
        paper.says(1, &format!("2,000 3,000 {digits}%"));
        paper.says(2, &format!("{digits}%"));
    }
}

#[test]
fn progress_that_its_figures_cannot_make_is_refused() {
    for (rounding, digits) in [
        ("{amounts: toward zero, rates: half up}", "66.5"),
        ("{amounts: half up, rates: half up}", "66.5"),
        ("{amounts: half up, rates: toward zero}", "66.8"),
        ("half up", "67.7"),
        ("half up", "76.7"),
    ] {
        let said = told(&stated(rounding, digits));
        assert!(said.contains("error[ratio-differs]"), "{rounding}, {digits}: {said}");
    }
}
