//! Members of dimensions: keys, the proof that they add up, growth on another basis, and how they are
//! printed in each language.

use std::fs;

use super::paper::head;
use super::program::{run, said};

/// A deck of a company with two segments, adjusted figures and growth at constant currency.
fn deck(language: &str, slides: &str) -> String {
    format!(
        "{}scopes:
  target: {{label: T, forecast: yes}}
dimensions:
  segment:
    label: S
    members: {{home: Home, abroad: Abroad}}
    whole: [sales, income]
  basis:
    label: B
    members: {{adjusted: {{label: Adjusted, gaap: no}}, constant: {{label: Constant, of: changes}}}}
facts:
  sales:
    label: Sales
    values: {{1Q26: 9583, 1Q25: 10329}}
    by:
      home: {{1Q26: 8890, 1Q25: 9569}}
      abroad: {{1Q26: 693, 1Q25: 760}}
      constant: {{changes: {{1Q26 vs 1Q25: (6.9%)}}}}
  income:
    label: Income
    values: {{1Q26: 348, 1Q25: 371}}
    by:
      home: {{1Q26: 329, 1Q25: 343}}
      abroad: {{1Q26: 19, 1Q25: 28}}
      home/adjusted: {{1Q26: 343, 1Q25: 399}}
      adjusted/abroad: {{1Q26: 20, 1Q25: 32}}
      adjusted: {{1Q26: 363, 1Q25: 431}}
  margin:
    label: Margin
    unit: \"%\"
    values: {{1Q26: 3.6, 1Q25: 3.6}}
    by: {{home: {{1Q26: 3.7, 1Q25: 3.6}}}}
relations:
  - ratio: margin = income / sales
slides:
{slides}",
        head(language, "JPY")
    )
}

const ROWS: &str = "  - statement: {title: X, columns: [{period: 1Q26}, {period: 1Q25}, {change: yoy}], \
    rows: [{show: sales/home}, {show: sales/abroad}, {show: sales, as: total}, {show: income/adjusted/home}, {show: margin}]}\n";

/// Checks a text; gives whether nothing is refused, and what is said.
fn check(text: &str) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deck.yaml"), text).expect("written");
    let output = run(folder.path(), &["check", "deck.yaml"]);
    (output.status.success(), said(&output).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn members_add_up_in_every_other_context() {
    let (good, told) = check(&deck("en", ROWS));
    assert!(good && told.contains("0 by rounding"), "{told}");
    for (from, to, name) in [
        ("home: {1Q26: 8890", "home: {1Q26: 8990", "sales@1Q26"),
        ("adjusted/abroad: {1Q26: 20", "adjusted/abroad: {1Q26: 24", "income@1Q26/adjusted"),
    ] {
        let (good, told) = check(&deck("en", ROWS).replace(from, to));
        let sum = format!("error[total-differs]: `{name}` is not the sum");
        assert!(!good && told.contains(&sum), "{told}");
        assert!(told.contains("/abroad"), "{told}");
    }
    // What is declared of the whole holds of each member that has the figures.
    let (good, told) = check(&deck("en", ROWS).replace("home: {1Q26: 3.7", "home: {1Q26: 3.9"));
    assert!(!good && told.contains("`margin@1Q26/home` is not the ratio"), "{told}");
}

#[test]
fn a_member_that_is_not_known_in_a_period_is_no_finding() {
    let (good, told) = check(&deck("en", ROWS).replace("1Q25: 760", "1Q24: 760"));
    assert!(!good && told.matches("error[").count() == 1, "{told}");
    assert!(told.contains("`sales@1Q25/abroad` has no figure"), "{told}");
}

#[test]
fn names_stand_in_any_order_and_none_serves_twice() {
    let text = deck("en", ROWS);
    let same = text.replace("income/adjusted/home", "income@1Q26/home/adjusted/actual");
    let same = same.replace("{period: 1Q25}, {change: yoy}", "{period: 1Q26, header: Y}");
    let (good, told) = check(&same);
    assert!(good, "{told}");
    for (from, to, code, reason) in [
        (
            "income/adjusted/home",
            "income/home/abroad",
            "unknown-scope",
            "`home` and `abroad` are both members of `segment`",
        ),
        (
            "income/adjusted/home",
            "income/adjusted/hom",
            "unknown-scope",
            "no scope or member is called `hom`",
        ),
        (
            "income/adjusted/home",
            "income/target/home",
            "missing-period",
            "no figure is known of `target/home`",
        ),
        ("  target: {label", "  home: {label", "duplicate-key", "`home` names two things"),
        (
            "constant: {changes: {1Q26 vs 1Q25: (6.9%)}}",
            "constant: {1Q26: 1}",
            "wrong-kind",
            "`constant` has changes alone",
        ),
        ("whole: [sales, income]", "whole: [sale]", "unknown-item", "no item is called `sale`"),
        ("constant: {changes", "target: {changes", "unknown-scope", "`target` names a scope alone"),
        (
            "home: {1Q26: 329, 1Q25: 343}",
            "other: {1Q26: 329}",
            "unknown-scope",
            "no scope or member is called `other`",
        ),
    ] {
        let changed = text.replace(from, to);
        assert!(changed != text, "{from}");
        let (good, told) = check(&changed);
        assert!(!good && told.contains(&format!("error[{code}]: {reason}")), "{to}: {told}");
    }
}

#[test]
fn growth_on_another_basis_is_cited_beside_the_reported_one() {
    let slide = "  - bullets: {title: X, columns: [\"Sales fell {sales yoy size}, and {sales/constant yoy size} at \
        constant currency; at home they fell {sales@1Q26/home yoy size}.\"]}\n";
    let (good, told) = check(&deck("en", slide));
    assert!(good && !told.contains("error"), "{told}");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("deck.yaml"), deck("en", slide)).expect("written");
    let output = run(folder.path(), &["build", "deck.yaml", "--format", "md", "--out", "out"]);
    assert!(output.status.success(), "{}", said(&output));
    let made = walk(&folder.path().join("out"));
    assert!(
        made.contains("Sales fell 7.2%, and 6.9% at constant currency; at home they fell 7.1%."),
        "{made}"
    );
    let figure = slide.replace("{sales/constant yoy size}", "{sales/constant}");
    let (good, told) = check(&deck("en", &figure));
    assert!(!good && told.contains("`constant` has changes alone: cite one"), "{told}");
}

fn walk(folder: &std::path::Path) -> String {
    let mut out = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            out.push_str(&walk(&path));
        } else if path.extension().is_some_and(|of| of == "md") {
            out.push_str(&fs::read_to_string(path).expect("a text"));
        }
    }
    out
}

#[test]
fn members_are_carried_over_compared_and_imported() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = deck("en", ROWS);
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("written");
    };
    write("deck.yaml", &text);
    let roll = ["roll", "deck.yaml", "--to", "2Q26", "--out", "next.yaml"];
    let output = run(folder.path(), &roll);
    assert!(output.status.success(), "{}", said(&output));
    let next = fs::read_to_string(folder.path().join("next.yaml")).expect("a deck");
    for line in [
        "home: {1Q26: 8890, 2Q26: {due: not yet reported}, 1Q25: 9569, 2Q25: {due: not in the last deck}}",
        "constant: {changes: {1Q26 vs 1Q25: (6.9%), 2Q26 vs 2Q25: {due: not yet reported}}}",
        "home/adjusted: {1Q26: 343, 2Q26: {due: not yet reported}, 1Q25: 399",
    ] {
        assert!(next.contains(line), "{line} in {next}");
    }
    // A table names members in any order, and those of a change behind its first period.
    let open = text.replace("1Q26: 8890", "1Q26: {due: x}").replace("(6.9%)", "{due: x}");
    write(
        "open.yaml",
        &open.replace("home/adjusted: {1Q26: 343", "home/adjusted: {1Q26: {due: x}"),
    );
    let lines = "item,period,value,scope\nsales,1Q26,8890,home\nincome,1Q26,343,adjusted/home\nsales,1Q26 vs 1Q25,-6.9%,constant\n";
    write("book.csv", lines);
    let output = run(folder.path(), &["import", "book.csv", "open.yaml"]);
    assert!(said(&output).contains("Imported 3 figures"), "{}", said(&output));
    let changed = text.replace("home: {1Q26: 8890", "home: {1Q26: 8880");
    write("changed.yaml", &changed);
    let output = run(folder.path(), &["diff", "deck.yaml", "changed.yaml"]);
    assert!(said(&output).contains("Sales 1Q26 (Home): 8,890 → 8,880"), "{}", said(&output));
    let output = run(folder.path(), &["explain-fact", "income@1Q26/adjusted/home", "deck.yaml"]);
    let line =
        "income@1Q26/adjusted = income@1Q26/home/adjusted + income@1Q26/abroad/adjusted: exact";
    assert!(said(&output).contains(line), "{}", said(&output));
}

#[test]
fn rows_columns_and_series_are_of_members() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, home, sum) in [("en", "Sales (Home)", "Sales"), ("ja", "Sales（Home）", "Sales")]
    {
        let slides = "  - statement: {title: X, columns: [{members: segment}, {period: 1Q26, header: All}, {member: constant, change: yoy}], \
            rows: [{show: sales}, {show: income, blank: [yoy/constant]}]}
  - statement: {title: Y, columns: [{period: 1Q26}, {share: sales, period: 1Q26}], rows: [{show: sales, members: segment}, {show: sales/home, label: L, note: N}, {show: sales}]}
  - statement: {title: Z, columns: [{period: 1Q26}], rows: [{show: sales/home}, {show: sales}]}
  - table: {title: T, tables: [{show: [sales, income], periods: [1Q26], members: segment}, {show: [income], periods: [1Q26, 1Q26/adjusted]}]}
  - trend: {title: C, charts: [{title: Parts, kind: stacked, show: [{show: sales, members: segment}], periods: [1Q26], total: sales}]}
";
        let text = deck(language, slides);
        fs::write(folder.path().join("deck.yaml"), text).expect("written");
        let out = format!("out-{language}");
        let output = run(folder.path(), &["build", "deck.yaml", "--format", "md", "--out", &out]);
        assert!(output.status.success(), "{}", said(&output));
        let made = walk(&folder.path().join(&out));
        let made: String = made.chars().filter(|c| *c != ' ').collect();
        let row = |cells: &[&str]| {
            let cells: Vec<_> = cells.iter().map(|cell| cell.replace(' ', "")).collect();
            assert!(made.contains(&format!("|{}|", cells.join("|"))), "{cells:?} in {made}");
        };
        let fall = if language == "en" { "(6.9%)" } else { "△6.9%" };
        row(&["Sales", "8,890", "693", "9,583", fall]);
        row(&["Income", "329", "19", "348"]);
        row(&["Home", "8,890", "92.8%"]);
        row(&["Abroad", "693", "7.2%"]);
        row(&[home, "8,890"]);
        row(&[sum, "8,890", "693"]);
        row(&["Income", "348", "363"]);
    }
}
