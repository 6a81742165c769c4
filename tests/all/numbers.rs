//! The number of a slide is that of its page, in findings, waivers, signatures, catalogues and
//! comparisons alike.

use std::fs;
use std::path::Path;

use crate::program::{self, said};

/// Entries of `slides` and pages differ: the section is on no page, the table is on two.
const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en, require_signatures: yes, translations: {ja: {}}}
company: {name: Example Inc., short: Example, unit: JPY million, rounding: half up, fiscal_year: {starts: april, named_by: start}}
facts:
  revenue: {label: Revenue, values: {1Q26: 300, 1Q25: 280}}
  costs: {label: Costs, values: {1Q26: 200, 1Q25: 190}}
  profit: {label: Profit, values: {1Q26: 100, 1Q25: 90}}
slides:
  - cover: {}
  - section: {title: First}
  - section: {title: Second, divider: yes}
  - statement:
      id: sheet
      title: Statement
      columns: [{period: 1Q26}, {period: 1Q25}]
      # Two pages of rows.
      rows: [{show: revenue}, {show: costs}, BLANKS, {show: profit}]
  - bullets:
      id: main
      title: Summary
      columns:
        - |
          - Sales grew in 40 shops
";

/// The deck, with rows enough for two pages.
fn deck() -> String {
    DECK.replace("BLANKS", &["{blank: yes}"; 20].join(", "))
}

fn run(folder: &Path, args: &[&str]) -> String {
    said(&program::run(folder, args))
}

fn desk(deck: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("quarter.yaml"), deck).expect("a deck");
    dir
}

fn waived(place: &str) -> String {
    let waiver = format!(
        "waivers: [{{code: untied-figure, where: {place}, reason: As published, reviewer: A. Sato}}]\n"
    );
    let dir = desk(&format!("{}{waiver}", deck()));
    run(dir.path(), &["check", "--lang", "en"])
}

#[test]
fn a_finding_names_the_page_its_heading_and_its_line() {
    let dir = desk(&deck());
    let said = run(dir.path(), &["check", "--lang", "en"]);
    for (name, line) in [
        ("slide 2 (`Second`)", 11),
        ("slide 3 (`II-1. Statement`)", 13),
        ("slide 5 (`II-2. Summary`)", 19),
    ] {
        let (_, behind) = said.split_once(&format!("{name} is not signed")).expect(&said);
        assert!(
            behind.lines().take(3).any(|l| l.contains(&format!("quarter.yaml:{line}:"))),
            "{name}: {said}"
        );
    }
}

#[test]
fn a_waiver_counts_as_the_pages_do() {
    for place in ["slide 5", "slide main"] {
        let said = waived(place);
        assert!(said.contains("does not say what was seen"), "{place}: {said}");
    }
    for place in ["slide 1", "slide 2", "slide 3", "slide 4", "slide sheet"] {
        let said = waived(place);
        let told = format!("no `untied-figure` is found at `{place}`");
        assert!(said.contains(&told), "{place}: {said}");
    }
    for place in ["slide 0", "slide 6", "slide 99999999999999999999"] {
        let said = waived(place);
        assert!(said.contains("the pages are numbered 1 to 5"), "{place}: {said}");
    }
}

#[test]
fn a_signature_by_number_is_of_the_slide_on_that_page() {
    for (page, left) in [("2", "Second"), ("3", "Statement"), ("4", "Statement"), ("5", "Summary")]
    {
        let dir = desk(&deck().replace(", translations: {ja: {}}", ""));
        let said = run(dir.path(), &["sign", page, "--by", "A. Sato"]);
        assert!(said.contains("Signed 1 slide"), "{page}: {said}");
        let said = run(dir.path(), &["check"]);
        let open = said.lines().filter(|line| line.contains("is not signed"));
        assert!(
            open.clone().count() == 3 && !open.clone().any(|line| line.contains(left)),
            "{said}"
        );
    }
}

#[test]
fn catalogues_and_comparisons_count_as_the_pages_do() {
    let dir = desk(&deck());
    run(dir.path(), &["i18n", "extract"]);
    let said = run(dir.path(), &["i18n", "status"]);
    for place in [
        "section `First`, line 10",
        "slide 2 (`Second`), line 11",
        "slide 3 (`II-1. Statement`), statement, line 13",
        "slide 5 (`II-2. Summary`), bullets, line 19",
    ] {
        assert!(said.contains(place), "{place}: {said}");
    }
    let new = deck().replace("40 shops", "41 shops");
    fs::write(dir.path().join("new.yaml"), new).expect("a deck");
    let said = run(dir.path(), &["diff", "quarter.yaml", "new.yaml"]);
    assert!(said.contains("Slide 5, text changed"), "{said}");
}
