//! A waiver holds for the figures and words that somebody saw, wherever a finding stands, and for
//! no others.

use std::fs;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Finding, Report, Severity};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;

const HEAD: &str = "\
iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company: {name: Example Corporation, short: Example, fiscal_year: {starts: april, named_by: start}, \
                    unit: JPY million, rounding: half up}
";

const EPS: &str = "\
facts:
  eps: {label: EPS, unit: JPY, values: {1Q26: 2.94, 1Q25: 3.50}}
  profit: {label: Profit, values: {1Q26: 147, 1Q25: 168}}
  shares: {label: Shares, unit: million shares, values: {1Q26: 48, 1Q25: 48}}
relations:
  - ratio: eps = profit / shares
slides:
  - cover: {}
";

/// Findings of a source: weight, code and what its help says.
fn found(text: &str) -> Vec<(Severity, &'static str, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("quarter.yaml");
    fs::write(&path, text).expect("a file");
    findings(&path).into_iter().map(|f| (f.severity, f.code.name(), f.help.join(" "))).collect()
}

fn findings(path: &Path) -> Vec<Finding> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("a deck");
    let locale = Locale::of("en").expect("English");
    let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    report.into_findings()
}

/// Writes a waiver; without marks it says what was seen nowhere.
fn waiver(code: &str, place: &str, marks: &[String]) -> String {
    let seen =
        if marks.is_empty() { String::new() } else { format!(", seen: [{}]", marks.join(", ")) };
    format!(
        "waivers: [{{code: {code}, where: '{place}', reason: As published, reviewer: A. Sato{seen}}}]\n"
    )
}

/// Asks the check for the marks of what stands at a place.
fn marks(deck: &str, code: &str, place: &str) -> Vec<String> {
    let all = found(&format!("{HEAD}{deck}{}", waiver(code, place, &[])));
    let help =
        all.into_iter().find(|(_, code, _)| *code == "bad-waiver").expect("it is asked for").2;
    let help = help.split_once("`seen: ").expect("the marks are told").1;
    let help = help.trim_end_matches('`').trim_matches(['[', ']']);
    help.split(", ").map(str::to_owned).collect()
}

/// Errors and warnings of a deck under a waiver that was given for another.
fn left(seen: &str, now: &str, code: &str, place: &str) -> Vec<&'static str> {
    let marks = marks(seen, code, place);
    let all = found(&format!("{HEAD}{now}{}", waiver(code, place, &marks)));
    let told = all.into_iter().filter(|(s, ..)| *s != Severity::Info);
    let mut codes: Vec<_> = told.map(|(_, code, _)| code).collect();
    codes.sort_unstable();
    codes
}

fn put(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "{old}");
    text.replacen(old, new, 1)
}

#[test]
fn a_waived_figure_is_that_figure() {
    let code = "ratio-differs";
    for place in
        ["eps", "eps@1Q26", "eps@1Q26/actual", "eps = profit / shares", "eps =  profit / shares"]
    {
        assert_eq!(left(EPS, EPS, code, place), [""; 0], "{place}");
        let worse = put(EPS, "2.94", "9.94");
        assert_eq!(left(EPS, &worse, code, place), [code, "unused-waiver"], "{place}");
        let part = put(EPS, "1Q26: 147", "1Q26: 149");
        assert_eq!(left(EPS, &part, code, place), [code, "unused-waiver"], "{place}");
        // Another period of the relation is another finding.
        let before = put(EPS, "1Q25: 3.50", "1Q25: 3.60");
        assert_eq!(left(EPS, &before, code, place), [code], "{place}");
        // Where it stands in the file, and how it is worded around, is nothing that was seen.
        let moved =
            put(EPS, "facts:\n", "facts:\n  # A remark.\n  other: {label: Other, values: {}}\n");
        assert_eq!(left(EPS, &moved, code, place), [""; 0], "{place}");
    }
}

const WORDS: &str = "\
facts:
  revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: 15835}}
slides:
  - bullets:
      id: main
      title: Results
      columns:
        - |
          - Revenue increased {revenue yoy}
            in 40 shops
          - All is well
";

#[test]
fn waived_words_are_those_words_and_the_figures_cited_there() {
    for place in ["slide 1", "slide main"] {
        let code = "direction-differs";
        assert_eq!(left(WORDS, WORDS, code, place), ["untied-figure"], "{place}");
        for (old, new) in [("1Q26: 15813", "1Q26: 10813"), ("increased", "rose"), ("40", "41")] {
            let now = put(WORDS, old, new);
            let all = left(WORDS, &now, code, place);
            assert!(all.contains(&code) && all.contains(&"unused-waiver"), "{new}: {all:?}");
        }
        // The same words over another figure are others.
        let more = put(WORDS, "All is well", "Revenue increased {revenue@1Q26 yoy}");
        assert_eq!(left(WORDS, &more, code, place), [code, "untied-figure"], "{place}");
        let other = put(WORDS, "All is well", "All is not well");
        assert_eq!(left(WORDS, &other, code, place), ["untied-figure"], "{place}");
        // A number that comes later is not waived with those that were there.
        let more = put(WORDS, "All is well", "All is well in 99 towns");
        let all = left(WORDS, &more, "untied-figure", place);
        assert_eq!(all, [code, "untied-figure"], "{place}");
    }
}

#[test]
fn every_place_where_a_finding_stands_can_be_named() {
    let change = put(WORDS, "1Q25: 15835}", "1Q25: 15835}, changes: {1Q26 vs 1Q25: 7.1%}");
    let change = put(&change, "Revenue increased {revenue yoy}\n            in 40 shops", "Well");
    assert_eq!(left(&change, &change, "change-differs", "revenue@1Q26 vs 1Q25"), [""; 0]);
    assert_eq!(
        left(&change, &put(&change, "7.1%", "7.2%"), "change-differs", "revenue@1Q26 vs 1Q25"),
        ["change-differs", "unused-waiver"]
    );
    let label = put(&change, ", changes: {1Q26 vs 1Q25: 7.1%}", "");
    let label = put(&label, "label: Revenue", "label: 'Revenue (net'");
    assert_eq!(left(&label, &label, "unbalanced", "item revenue"), [""; 0]);
    let scope = put(&label, "label: 'Revenue (net'", "label: Revenue");
    let scope = put(&scope, "facts:", "scopes: {target: {label: 'Target (new'}}\nfacts:");
    assert_eq!(left(&scope, &scope, "unbalanced", "scopes"), [""; 0]);
    let head = HEAD.replace("title: Results", "title: 'Results (new'");
    let told = found(&format!("{head}{EPS}{}", waiver("unbalanced", "deck", &[])));
    assert!(told.iter().any(|(_, code, help)| *code == "bad-waiver" && help.contains("seen: ")));
}

#[test]
fn a_tautology_is_no_proof_and_a_name_is_no_amount() {
    let relation = |text: &str| {
        let deck = put(EPS, "ratio: eps = profit / shares", text);
        let all = found(&format!("{HEAD}{deck}"));
        all.into_iter().any(|(s, code, _)| s == Severity::Error && code == "bad-relation")
    };
    for text in [
        "total: profit = profit",
        "total: profit = 2*profit - profit",
        "total: profit = profit@1Q26/actual + shares - shares",
        "part: profit <= profit",
        "part: profit + profit@1Q25 <= profit",
        "growth: eps = shares / shares",
    ] {
        // Units that do not go together are told first; these say nothing at all.
        let all = found(&format!("{HEAD}{}", put(EPS, "ratio: eps = profit / shares", text)));
        assert!(all.iter().any(|(s, ..)| *s == Severity::Error), "{text}: {all:?}");
    }
    assert!(relation("total: profit = profit") && !relation("total: profit@1Q26 = profit@1Q25"));
    let named = |name: &str| {
        let all = found(&format!("{HEAD}{EPS}names: ['{name}']\n"));
        !all.iter().any(|(_, code, _)| *code == "bad-name")
    };
    for name in
        ["Project 2030", "S&P 500", "日経225", "401(k)", "Scope 1 and 2", "5G", "3M", "50周年"]
    {
        assert!(named(name), "{name}");
    }
    for amount in ["7", "99 billion", "JPY 5 billion", "12.5%", "two million", "48 shares", "10bn"]
    {
        assert!(!named(amount), "{amount}");
    }
}
