//! What a table of changes shows under headers of its author's, and of rows that have no second change;
//! and how a stated change is told on the sheet of proofs.

use std::fs;

use iijdeck::readback;

use super::paper::{Paper, head, told};
use super::program::run;

const FACTS: &str = "facts:
  sales: {label: S, values: {1Q26: 15813, 1Q25: 15235}}
  margin: {label: M, unit: \"%\", values: {FY2025: 5.0}, scopes: {plan: {FY2026: 5.3}}}
scopes: {plan: {label: P, forecast: yes}}
";

fn deck(language: &str, slide: &str) -> String {
    format!("{}{FACTS}slides:\n  - {slide}\n", head(language, "JPY"))
}

#[test]
fn a_header_that_says_no_word_of_comparison_needs_no_footnote() {
    for (language, own, word) in [
        ("en", "Rate", "YoY"),
        ("ja", "増減率", "前年同期比"),
        ("de", "Veränd. in %", "ggü. Vorjahr"),
    ] {
        let columns = |header: &str| {
            format!(
                "statement: {{title: X, columns: [{{period: 1Q26}}, {{period: 1Q25}}, \
                 {{change: yoy{header}}}], rows: [{{show: sales}}]}}"
            )
        };
        let own = Paper::of(&deck(language, &columns(&format!(", header: {own}"))));
        own.never_says(1, word);
        let made = Paper::of(&deck(language, &columns("")));
        assert!(made.words("md", 1).matches(word).count() > 1, "{language}");
    }
}

#[test]
fn percentages_alone_have_one_column_of_changes() {
    let slide = |rows: &str| {
        format!(
            "outlook: {{title: X, period: FY2026, revised: plan, actual: FY2025, rows: [{rows}]}}"
        )
    };
    let blanks = |text: String| text.matches('–').count();
    let alone = Paper::of(&deck("en", &slide("{show: margin}")));
    alone.says(1, "5.3%5.0%+0.3pt");
    // A dash between the months of each year, and none in a column without figures.
    assert_eq!(blanks(alone.words("md", 1)), 2);
}

#[test]
fn a_calendar_year_says_its_months_by_its_name() {
    let slide = "outlook: {title: X, period: FY2026, revised: plan, rows: [{show: margin}]}";
    let april = Paper::of(&deck("en", slide)).words("md", 1);
    assert!(april.contains("26/4–27/3"), "{april}");
    let january = Paper::of(&deck("en", slide).replace("starts: april", "starts: january"));
    assert!(!january.words("md", 1).contains("26/1"), "{}", january.words("md", 1));
}

#[test]
fn what_a_change_measures_is_no_name_of_a_change() {
    let slide = "statement: {title: X, columns: [{period: 1Q26}, {period: 1Q25}, \
                 {change: amount, header: 増減額}], rows: [{show: sales}]}";
    let told = told(&deck("ja", slide));
    assert!(told.contains("error[unknown-word]: `amount` does not name a change"), "{told}");
    assert!(!told.contains("header-differs"), "{told}");
}

#[test]
fn the_sheet_of_proofs_tells_a_change_in_the_language_of_the_deck() {
    for (language, wanted) in [
        ("en", "sales@1Q26 changed by 3.8% from 1Q25"),
        ("ja", "sales@1Q26の1Q25からの変化は3.8%"),
        ("de", "sales@1Q26: Veränderung um 3.8% gegenüber 1Q25"),
        ("pl", "sales@1Q26: zmiana o 3.8% względem 1Q25"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let text = deck(language, "bullets: {title: X, columns: [\"- {sales yoy}\"]}");
        let text = text.replace("1Q25: 15235}", "1Q25: 15235}, changes: {1Q26 vs 1Q25: 3.8%}");
        fs::write(folder.path().join("small.yaml"), text).expect("a deck");
        run(folder.path(), &["build", "--proof", "--format", "pdf", "small.yaml"]);
        let path = folder.path().join("out/small").join(language).join("proof.pdf");
        let pages = readback::pdf(&fs::read(path).expect("a proof")).expect("a PDF");
        let tight = |text: &str| text.split_whitespace().collect::<String>();
        let sheet = tight(pages.last().expect("the sheet"));
        assert!(sheet.contains(&tight(wanted)), "{language}: {sheet}");
    }
}
