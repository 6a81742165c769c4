//! A file of another version of the format is refused, with the new word at every place.

use std::fs;

use crate::program::findings;

const OLD: &str = "iijdeck: 1
deck: {title: T, date: 2026-08-07, period: 1Q26, language: en}
company: {name: A, short: A, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half up}
scopes: {plan: {label: Plan, forecast: yes}}
facts:
  income:
    label: Net income
    loss: yes
    rise: good
    values: {1Q26: -20, 1Q25: {omitted: why}}
    scopes: {plan: {FY2026: {omitted: why}}}
    changes:
      1Q26 vs 1Q25: [—, {omitted: why}]
  tax: {label: Tax, outflow: yes, rise: bad, values: {1Q26: -2}}
  other: {label: Other, loss: no, outflow: no, values: {1Q26: —}}
  cash: {label: Cash, values: {2026-06-30: 90, 2026-03-31: 110}}
relations:
  - roll: cash = cash + income
  - roll: {of: cash = cash + income}
slides:
  - cover: {}
  - nonsense: {}
";

/// Gives line, column, message and help of each finding.
fn told(deck: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("written");
    let (_, found) = findings(folder.path(), &["check"]);
    let line = |one: &serde_json::Value| {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let help = one["help"][0].as_str().unwrap_or_default();
        assert_eq!(text("code"), "format-version", "{one}");
        format!("{}:{} {} > {help}", one["line"], one["column"], text("message"))
    };
    found.iter().map(line).collect()
}

#[test]
fn every_word_of_version_1_is_told_with_its_new_word_in_its_place() {
    let told = told(OLD);
    let word =
        |at: &str, old: &str, new: &str| format!("{at} `{old}` is a word of version 1 > {new}");
    let expected = [
        "1:1 `iijdeck: 1` is the version before this one > \
         Write `iijdeck: 2`, and the new words told below"
            .to_owned(),
        word("8:5", "loss: yes", "Write `minus: loss`"),
        word("9:5", "rise: good", "Write `good: up`"),
        word("10:32", "omitted:", "Write `none:`"),
        word("11:30", "omitted:", "Write `none:`"),
        word("13:22", "—", "Write `none`"),
        word("13:26", "omitted:", "Write `none:`"),
        word("14:21", "outflow: yes", "Write `minus: outflow`"),
        word("14:35", "rise: bad", "Write `good: down`"),
        word("15:25", "loss: no", "Remove it: nothing is a loss that is not said to be one"),
        word("15:35", "outflow: no", "Write `minus: none`"),
        word("18:5", "roll:", "Write `forward:`"),
        word("19:5", "roll:", "Write `forward:`"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_file_with_the_new_number_and_an_old_word_is_told_the_word() {
    let told = told(&OLD.replacen("iijdeck: 1", "iijdeck: 2", 1));
    // The dash of a change is told in other words, once the rest can be read.
    assert_eq!(told.len(), 11, "{told:#?}");
    assert!(told.iter().all(|one| one.contains("is a word of version 1")), "{told:#?}");
}

#[test]
fn a_number_that_is_no_version_is_told_once() {
    for number in ["3", "two", "1.0", "0"] {
        let deck = "iijdeck: 1\ndeck: {title: T}\n".replacen(
            "iijdeck: 1",
            &format!("iijdeck: {number}"),
            1,
        );
        let told = told(&deck);
        assert_eq!(told.len(), 1, "{told:#?}");
        assert!(told[0].contains("is not a version of this format"), "{told:#?}");
    }
}
