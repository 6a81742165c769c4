//! Members of dimensions: keys, the proof that they add up, growth on another basis, and how they are
//! printed in each language.

use std::fs;

use super::paper::{Paper, head};
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

const SHORT: &str = "dimensions:
  segment: {label: S, members: {home: Home, other: Other}, whole: all}
  region: {label: R, members: {here: Here, rest: Other}}
facts:
";

#[test]
fn all_that_members_make_up_leaves_rates_out_and_what_does_not_add_up() {
    let text = |reason: &str, other: u8| {
        format!(
            "{}{SHORT}  rate: {{label: Rate, unit: \"%\", values: {{1Q26: 50.0}}, by: {{home: {{1Q26: 20.0}}, other: {{1Q26: 20.0}}}}}}
  cash: {{label: Cash, values: {{1Q26: 50}}, {reason}by: {{home: {{1Q26: 20}}, other: {{1Q26: {other}}}}}}}
slides:
  - statement: {{title: X, columns: [{{period: 1Q26}}], rows: [{{show: cash}}, {{show: rate}}]}}
",
            head("en", "JPY")
        )
    };
    let (good, told) = check(&text("", 30));
    assert!(good, "{told}");
    let (good, told) = check(&text("", 20));
    assert!(!good && told.matches("total-differs").count() == 1, "{told}");
    assert!(told.contains("`cash@1Q26` is not the sum"), "{told}");
    let (_, told) = check(&text("adds_up: {no: averages of days}, ", 20));
    assert!(!told.contains("total-differs"), "{told}");
}

#[test]
fn members_of_two_dimensions_that_read_alike_are_told() {
    let text = |slide: &str| {
        format!(
            "{}{SHORT}  sales: {{label: Sales, values: {{1Q26: 100}}, by: {{home: {{1Q26: 60}}, other: {{1Q26: 40}}, here: {{1Q26: 90}}, rest: {{1Q26: 10}}}}}}
slides:
  - statement: {{title: X, {slide}}}
",
            head("en", "JPY")
        )
    };
    let (good, told) = check(&text(
        "columns: [{period: 1Q26}], rows: [{show: sales, members: segment}, {show: sales, members: region}]",
    ));
    let rows = "error[same-label]: two rows are labelled `Other`";
    assert!(!good && told.matches(rows).count() == 1, "{told}");
    let (good, told) = check(&text(
        "columns: [{period: 1Q26}], rows: [{show: sales, members: segment}, {heading: Regions}, {show: sales, members: region}]",
    ));
    assert!(good, "{told}");
    for columns in ["{members: segment}, {members: region}", "{members: segment}, {member: rest}"] {
        let (good, told) = check(&text(&format!("columns: [{columns}], rows: [{{show: sales}}]")));
        let twins = "two columns of figures have the same header";
        assert!(!good && told.matches(twins).count() == 1, "{told}");
    }
    let (good, told) = check(&text(
        "columns: [{group: S, columns: [{members: segment}]}, {group: R, columns: [{members: region}]}], rows: [{show: sales}]",
    ));
    assert!(good, "{told}");
}

#[test]
fn a_table_of_a_member_and_a_tile_of_another_period_say_so() {
    let slides = "  - statement: {title: X, member: home, columns: [{period: 1Q26}], rows: [{show: sales}]}
  - statement: {title: X, member: home/adjusted, first_column: Line, columns: [{period: 1Q26}], rows: [{show: income}]}
  - statement: {title: X, member: home, first_column: home, columns: [{period: 1Q26}], rows: [{show: sales}]}
  - highlights: {title: H, figures: [{show: sales}, {show: sales@1Q25}]}
";
    for (language, tile) in [
        ("en", "Sales (1Q25)"),
        ("ja", "Sales（2026年3月期第1四半期）"),
        ("de", "Sales (1. Quartal 2025/26)"),
    ] {
        let paper = Paper::of(&deck(language, slides));
        for (page, words) in [(1, "Home"), (2, "Line Home · Adjusted"), (3, "Home"), (4, tile)] {
            paper.says(page, words);
        }
        paper.never_says(3, "Home Home");
    }
}

#[test]
fn a_total_that_differs_is_told_once_beside_members_that_are_not_known() {
    let text =
        deck("en", "  - statement: {title: X, columns: [{period: 1Q26}], rows: [{show: sales}]}\n");
    let text = text
        .replace("constant: {label: Constant, of: changes}}", "step: {label: Step, of: effects}}");
    let text = text.replace(
        "constant: {changes: {1Q26 vs 1Q25: (6.9%)}}",
        "adjusted: {1Q26: 9999}\n      step: {1Q26: 30}",
    );
    let text = text
        .replace("relations:\n", "relations:\n  - total: sales/adjusted = sales + sales/step\n");
    let (good, told) = check(&text);
    assert!(!good && told.contains("error[total-differs]: `sales@1Q26/adjusted`"), "{told}");
    assert!(!told.contains("joint-conflict"), "{told}");
}

#[test]
fn a_quarter_is_its_months_where_those_are_whole() {
    let text = |march: u8, weeks: &str| {
        let head = head("en", "JPY").replace("starts: april", &format!("starts: april{weeks}"));
        format!(
            "{head}facts:
  sales: {{label: Sales, values: {{2026-04: 10, 2026-05: 20, 2026-06: {march}, 1Q26: 60}}}}
slides:
  - statement: {{title: X, columns: [{{period: 1Q26}}], rows: [{{show: sales}}]}}
"
        )
    };
    let (good, told) = check(&text(30, ""));
    assert!(good && told.contains("1 relations tested alone: 1 exact"), "{told}");
    let (good, told) = check(&text(40, ""));
    assert!(!good && told.contains("error[cumulative-differs]: `sales@1Q26`"), "{told}");
    let (_, told) = check(&text(40, ", ends: nearest saturday"));
    assert!(!told.contains("cumulative-differs"), "{told}");
}

#[test]
fn what_is_written_of_a_change_says_where_it_goes() {
    let slide =
        "  - bullets: {title: X, columns: [\"Sales fell {sales@FY2026/target/constant yoy}.\"]}\n";
    // Under the item, the base is of the whole unless it says otherwise.
    let text = deck("en", slide).replace(
        "    by:\n      home: {1Q26: 8890",
        "    changes: {FY2026/target/constant vs FY2025: 1.0% to 3.0%}\n    by:\n      home: {1Q26: 8890",
    );
    let (good, told) = check(&text);
    assert!(!good, "{told}");
    for words in ["is stated against `FY2025`;", "FY2026/constant/target vs FY2025/constant: ...}`"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let text = deck("en", slide).replace(
        "    by:\n      home: {1Q26: 8890",
        "    scopes: {target: {1Q26: 1, changes: {FY2026 vs FY2025: 1.0%}}}\n    by:\n      home: {1Q26: 8890",
    );
    let (_, told) = check(&text);
    assert!(told.contains("State changes under the item, or under a member of its `by`"), "{told}");
}
