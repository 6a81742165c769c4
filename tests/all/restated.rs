//! Restated and reclassified figures are marked, told in a footnote, and parted from what is before.

use super::paper::{Paper, head, told};

fn deck(language: &str, slides: &str) -> String {
    format!(
        "{}facts:
  revenue:
    label: R
    values: {{1Q26: 2400, 4Q25: {{value: 2300, restated: XYZ}}, 3Q25: {{value: 2200, restated: XYZ}}, 2Q25: 2000, 1Q25: 2100}}
  cost: {{label: C, values: {{1Q26: 1300, 1Q25: {{value: 1200, reclassified: XYZ}}}}}}
slides:
{slides}",
        head(language, "JPY")
    )
}

#[test]
fn a_comparative_is_marked_and_its_reason_is_a_footnote_in_every_language() {
    let table = "  - statement: {title: X, columns: [{period: 1Q26}, {period: 1Q25}, {period: 4Q25}], \
                 rows: [{show: cost, blank: [4Q25]}]}\n";
    let table = table.replace(", {period: 4Q25}", "").replace(", blank: [4Q25]", "");
    for (language, cell, said) in [
        ("en", "C1,3001,200*", "Reclassified: XYZ"),
        ("de", "C1.3001.200*", "Umgegliedert: XYZ"),
        ("ja", "C1,3001,200*", "組替：XYZ"),
    ] {
        let paper = Paper::of(&deck(language, &table));
        paper.says(1, cell);
        paper.says(1, said);
    }
    for (language, said) in
        [("en", "Restated: XYZ"), ("de", "Angepasst: XYZ"), ("ja", "遡及修正：XYZ")]
    {
        let cited = "  - bullets: {title: X, columns: [\"- {revenue@4Q25}\"]}\n";
        Paper::of(&deck(language, cited)).says(1, said);
    }
}

#[test]
fn a_series_that_is_restated_from_some_period_on_is_drawn_with_a_break() {
    let chart = |kind: &str, from: &str| {
        format!(
            "  - trend: {{title: X, charts: [{{title: Y, kind: {kind}, show: [revenue], \
             periods: [{from}3Q25, 4Q25, 1Q26]}}]}}\n"
        )
    };
    for kind in ["line", "columns"] {
        for (from, breaks) in [("1Q25, 2Q25, ", true), ("2Q25, ", true), ("", false)] {
            let page = html(&deck("en", &chart(kind, from)));
            assert_eq!(page.contains("class=\"break\""), breaks, "{kind}, {from}");
            let said = page.contains("restated from 3Q25 on, not comparable with before");
            assert_eq!(said, breaks, "{kind}, {from}");
        }
    }
    // The line stops on the one side, and starts anew on the other.
    let lines = |from: &str| html(&deck("en", &chart("line", from))).matches("<polyline").count();
    assert_eq!((lines("1Q25, 2Q25, "), lines("")), (2, 1));
}

fn html(deck: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("quarter.yaml"), deck).expect("written");
    let built = super::program::run(folder.path(), &["build", "quarter.yaml", "--format", "html"]);
    let mut sets = std::fs::read_dir(folder.path().join("out")).expect("a set");
    let set = sets.next().unwrap_or_else(|| panic!("{}", super::program::said(&built)));
    std::fs::read_to_string(set.expect("a folder").path().join("en/deck.html")).expect("a page")
}

#[test]
fn a_change_from_a_restated_figure_that_is_not_shown_is_told() {
    let shown = |text: &str| {
        told(&deck("en", &format!("  - bullets: {{title: X, columns: [\"- {text}\"]}}\n")))
    };
    assert!(shown("{cost yoy}").contains("untold-restatement"));
    assert!(!shown("{cost yoy}, from {cost@1Q25}").contains("untold-restatement"));
    assert!(!shown("{cost yoy} from a figure that was restated").contains("untold-restatement"));
}
