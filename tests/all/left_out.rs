//! A change that the company prints none of is told so, and fit for a release.

use super::paper::{Paper, head, told};

fn deck(language: &str, changes: &str, slides: &str) -> String {
    format!(
        "{}facts:
  profit: {{label: P, values: {{1Q25: 12, 1Q26: 2400}}, changes: {{1Q26 vs 1Q25: {changes}}}}}
  margin: {{label: M, unit: \"%\", values: {{1Q25: 0.1, 1Q26: 15.2}}, changes: {{1Q26 vs 1Q25: —}}}}
slides:
{slides}",
        head(language, "JPY")
    )
}

const TABLE: &str = "  - statement: {title: X, columns: [{period: 1Q26}, {change: yoy}, \
                     {change: yoy, measure: amount, header: Amount}], rows: [{show: profit}, {show: margin}]}\n";

#[test]
fn a_mark_stands_in_its_place() {
    // The amount of the same change is not left out; of a percentage it is the same change.
    for (language, written, row) in [
        ("en", "—", "P2,400–+2,388"),
        ("en", "\"-\"", "P2,400–+2,388"),
        ("ja", "－", "P2,400－+2,388"),
        ("de", "—", "P2.400–+2.388"),
        ("en", "n.m.", "P2,400n.m.+2,388"),
        ("ja", "n.m.", "P2,400－+2,388"),
        ("de", "n.m.", "P2.400n.a.+2.388"),
        ("en", "[—, 2388 million]", "P2,400–+2,388"),
        ("en", "[2388 million, —]", "P2,400–+2,388"),
    ] {
        let paper = Paper::of(&deck(language, written, TABLE));
        paper.says(1, row);
        paper.never_says(1, "19");
        paper.never_says(1, "15.1");
    }
}

#[test]
fn its_reason_is_a_footnote_in_every_language() {
    for (language, reason) in [
        ("en", "the base is too small to compare with"),
        ("ja", "前年の金額が僅少なため"),
        ("de", "wegen der kleinen Basis ohne Aussage"),
    ] {
        let paper = Paper::of(&deck(language, &format!("{{omitted: {reason}}}"), TABLE));
        paper.says(1, reason);
        // It is no missing figure.
        paper.never_says(1, "n/a");
    }
}

#[test]
fn words_are_not_made_of_a_change_that_is_left_out() {
    for slide in [
        "  - bullets: {title: X, columns: [\"- Profit {profit yoy}\"]}\n",
        "  - bullets: {title: X, columns: [\"- Profit {profit yoy verb}\"]}\n",
        "  - highlights: {title: X, figures: [{show: profit, change: yoy}]}\n",
    ] {
        let said = told(&deck("en", "—", slide));
        assert!(said.contains("error[bad-citation]") && said.contains("left out"), "{said}");
    }
    // Its amount may be told, and that it is not meaningful.
    let amount = "  - bullets: {title: X, columns: [\"- Profit {profit yoy amount}\"]}\n";
    Paper::of(&deck("en", "—", amount)).says(1, "up JPY 2,388 million YoY");
    let told = "  - bullets: {title: X, columns: [\"- Profit {profit yoy bare}\"]}\n";
    Paper::of(&deck("en", "n.m.", told)).says(1, "n.m.");
}

#[test]
fn only_a_change_is_left_out() {
    let deck = deck("en", "—", TABLE);
    for (from, to, code) in [
        ("1Q26: 2400}", "1Q26: {omitted: no reason}}", "missing-field"),
        ("1Q25: —}", "1Q25: {omitted: why, missing: why}}", "missing-field"),
        ("1Q25: —}", "1Q25: [—, n.m.]}", "duplicate-key"),
        ("1Q25: —}", "1Q25: none}", "bad-number"),
    ] {
        let said = told(&deck.replacen(from, to, 1));
        assert!(said.contains(&format!("error[{code}]")), "{to}: {said}");
    }
}
