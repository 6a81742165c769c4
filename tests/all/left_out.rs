//! A figure or a change that the company gives none of is told so, and fit for a release.

use super::paper::{Paper, head, told};
use crate::program::said;

fn deck(language: &str, changes: &str, slides: &str) -> String {
    format!(
        "{}facts:
  profit: {{label: P, values: {{1Q25: 12, 1Q26: 2400}}, changes: {{1Q26 vs 1Q25: {changes}}}}}
  margin: {{label: M, unit: \"%\", values: {{1Q25: 0.1, 1Q26: 15.2}}, changes: {{1Q26 vs 1Q25: none}}}}
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
        ("en", "none", "P2,400–+2,388"),
        ("ja", "none", "P2,400－+2,388"),
        ("de", "none", "P2.400–+2.388"),
        ("en", "not meaningful", "P2,400n.m.+2,388"),
        ("en", "n.m.", "P2,400n.m.+2,388"),
        ("ja", "n.m.", "P2,400－+2,388"),
        ("de", "n.m.", "P2.400n.a.+2.388"),
        ("en", "[none, 2388 million]", "P2,400–+2,388"),
        ("en", "[2388 million, none]", "P2,400–+2,388"),
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
        let paper = Paper::of(&deck(language, &format!("{{none: {reason}}}"), TABLE));
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
        let said = told(&deck("en", "none", slide));
        assert!(said.contains("error[bad-citation]") && said.contains("left out"), "{said}");
    }
    // Its amount may be told, and that it is not meaningful.
    let amount = "  - bullets: {title: X, columns: [\"- Profit {profit yoy amount}\"]}\n";
    Paper::of(&deck("en", "none", amount)).says(1, "up JPY 2,388 million YoY");
    let told = "  - bullets: {title: X, columns: [\"- Profit {profit yoy bare}\"]}\n";
    Paper::of(&deck("en", "n.m.", told)).says(1, "n.m.");
}

#[test]
fn one_thing_is_said_of_a_figure_in_words_that_are_known() {
    let deck = deck("en", "none", TABLE);
    for (from, to, code, way) in [
        ("1Q25: none}", "1Q25: {none: why, missing: why}}", "missing-field", "exactly one of"),
        ("1Q26: 2400}", "1Q26: {value: 5, not disclosed: why}}", "missing-field", "exactly one of"),
        ("1Q25: none}", "1Q25: [none, n.m.]}", "duplicate-key", "stated twice"),
        // A dash of a change would be read as none, or as no change.
        ("1Q25: none}", "1Q25: —}", "bad-number", "may be none, or no change"),
        ("1Q25: none}", "1Q25: nil}", "bad-number", "may be none, or no change"),
        ("1Q25: none}", "1Q25: N/A}", "bad-number", "is no figure"),
        ("1Q26: 2400}", "1Q26: n.d.}", "bad-number", "is no figure"),
        ("1Q26: 2400}", "1Q26: nothing}", "bad-number", "is no figure"),
    ] {
        let said = told(&deck.replacen(from, to, 1));
        assert!(said.contains(&format!("error[{code}]")) && said.contains(way), "{to}: {said}");
    }
}

/// Figures of each state beside each other.
fn states(language: &str, slides: &str) -> String {
    format!(
        "{}facts:
  sales: {{label: A, values: {{1Q25: 1200, 1Q26: 1350}}}}
  online: {{label: B, values: {{1Q25: not applicable, 1Q26: 150}}}}
  stores: {{label: C, values: {{1Q25: 1200, 1Q26: 1200}}}}
  closed: {{label: D, values: {{1Q25: nil, 1Q26: none}}}}
  backlog: {{label: E, values: {{1Q25: 80, 1Q26: {{not disclosed: REASON}}}}}}
  margin: {{label: F, unit: \"%\", values: {{1Q25: 2.1, 1Q26: not meaningful}}}}
relations:
  - total: sales = online + stores
slides:
{slides}",
        head(language, "JPY")
    )
}

const STATES: &str = "  - statement: {title: X, columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}], rows: \
                      [{show: sales}, {show: online}, {show: closed}, {show: backlog}, {show: margin}]}\n";

#[test]
fn each_state_prints_its_mark_and_its_reason_in_every_language() {
    for (language, reason, rows) in [
        (
            "en",
            "Orders are no longer counted",
            ["B150n/an/a", "D–––", "En.d.*80n.d.", "Fn.m.2.1%n.m."],
        ),
        (
            "ja",
            "受注高の集計を終了したため",
            ["B150該当なし該当なし", "D－－－", "E非開示*80非開示", "F－2.1%－"],
        ),
        (
            "de",
            "der Auftragsbestand wird nicht mehr erhoben",
            ["B150entf.entf.", "D–––", "Ek.A.*80k.A.", "Fn.a.2,1%n.a."],
        ),
        (
            "pl",
            "portfel zamówień nie jest już publikowany",
            ["B150niedotyczyniedotyczy", "D–––", "Enieujawniono*80nieujawniono", "Fn.m.2,1%n.m."],
        ),
    ] {
        let paper = Paper::of(&states(language, STATES).replace("REASON", reason));
        for row in rows {
            paper.says(1, row);
        }
        paper.says(1, reason);
    }
}

#[test]
fn a_relation_over_a_figure_that_is_left_out_says_nothing() {
    let deck = states("en", STATES).replace("REASON", "no");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.yaml"), &deck).expect("written");
    let run = |args: &[&str]| said(&crate::program::run(folder.path(), args));
    let told = run(&["explain-fact", "sales@1Q25", "a.yaml"]);
    assert!(told.contains("online@1Q25 + stores@1Q25: takes no part"), "{told}");
    let told = run(&["explain-fact", "online@1Q25", "a.yaml"]);
    assert!(told.contains("left out    not applicable"), "{told}");
    // Where all are known it is tested all the same.
    std::fs::write(folder.path().join("a.yaml"), deck.replace("1Q26: 1350", "1Q26: 1360"))
        .expect("written");
    let told = run(&["check", "a.yaml"]);
    assert!(told.contains("error[total-differs]"), "{told}");
    // Nothing of it keeps a deck from its release.
    std::fs::write(folder.path().join("a.yaml"), &deck).expect("written");
    let told = run(&["check", "--release", "a.yaml"]);
    assert!(told.contains("nothing to report"), "{told}");
    // A dash has no place in words, and other marks have.
    let words = |cited: &str| format!("  - bullets: {{title: X, columns: [\"- E {cited}\"]}}\n");
    let told = super::paper::told(&states("en", &words("{closed}")));
    assert!(told.contains("error[bad-citation]") && told.contains("left out on purpose"), "{told}");
    Paper::of(&states("en", &words("{backlog}")).replace("REASON", "no")).says(1, "E n.d.*");
    // It is data, and a difference between two decks.
    let facts = run(&["export", "facts", "a.yaml"]);
    assert!(
        facts.contains("\"state\": \"not disclosed\"") && facts.contains("\"reason\": \"no\""),
        "{facts}"
    );
    let other = deck.replace("1Q25: not applicable", "1Q25: not disclosed");
    std::fs::write(folder.path().join("b.yaml"), other).expect("written");
    let told = run(&["diff", "a.yaml", "b.yaml"]);
    assert!(told.contains("not applicable") && told.contains("not disclosed"), "{told}");
}

#[test]
fn a_stack_of_parts_that_are_left_out_is_no_whole() {
    let deck = |kind: &str, part: &str| {
        format!(
            "{}facts:
  a: {{label: A, values: {{1Q25: 100, 1Q26: 110}}}}
  b: {{label: B, values: {{1Q25: 60, 1Q26: {part}}}}}
  c: {{label: C, values: {{1Q25: 160, 1Q26: 175}}}}
slides:
  - trend: {{title: X, charts: [{{title: Y, kind: {kind}, show: [a, b], total: c, periods: [1Q25, 1Q26]}}]}}
",
            head("en", "JPY")
        )
    };
    for kind in ["stacked", "share"] {
        assert!(!told(&deck(kind, "65")).contains("wrong-kind"));
        let found = told(&deck(kind, "not disclosed"));
        assert!(found.contains("wrong-kind"), "{kind}: {found}");
    }
}
