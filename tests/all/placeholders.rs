//! Every placeholder of every pattern of a language is one that the program fills or reads; the words
//! of a language stand in its file alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use toml::Value;

use crate::house::sources;

/// Patterns by their table and the beginning of their name, with the placeholders that each is filled with;
/// the longest beginning counts. No name at all means every pattern of the table.
const FILLED: &[(&str, &str, &[&str])] = &[
    ("words", "", &[]),
    ("words", "as_of", &["date"]),
    ("words", "embargoed", &["time"]),
    ("words", "known_only_as", &["figure"]),
    ("words", "share_split", &["new", "old", "day"]),
    ("words", "reverse_share_split", &["new", "old", "day"]),
    ("words", "share_of", &["label"]),
    ("number", "", &[""]),
    ("unit", "", &["number"]),
    ("unit", "money", &["code", "number", "scale"]),
    ("unit", "money_one", &["code", "number"]),
    ("unit", "money_name", &["code", "scale"]),
    ("unit", "money_mixed", &["code", "high", "low", "number"]),
    ("unit", "money_parts", &["high", "low"]),
    ("unit", "count", &["number", "noun"]),
    ("unit", "hundredths", &["number", "name"]),
    ("unit", "except_per_share", &["unit"]),
    ("unit", "note", &["unit"]),
    ("hundredths", "", &["code"]),
    ("change", "", &[]),
    ("change", "up", &["size"]),
    ("change", "down", &["size"]),
    ("change", "flat", &["size"]),
    ("change", "tagged", &["tag", "change"]),
    ("change", "versus", &["period", "scope"]),
    ("change", "yoy_note", &["tag", "now", "base"]),
    ("change", "qoq_note", &["tag", "now", "base"]),
    ("change", "unequal_note", &["now", "base", "now_length", "base_length"]),
    ("period", "length", &["n", "noun"]),
    ("change", "loss", &["size"]),
    ("date", "long", &["month", "month_of_day", "m", "d", "day", "year"]),
    ("date", "month", &["month", "m", "year"]),
    ("date", "months", &[]),
    ("date", "month_span", &["from", "to"]),
    ("date", "month_range", &["y1", "m1", "y2", "m2"]),
    ("date", "day", &["m", "d", "day"]),
    ("period", "", PERIOD),
    ("period", "part_", &[]),
    ("period", "quarter_of_year", &["q"]),
    ("chart", "", &["series", "periods"]),
    ("chart", "alt_bridge", &["from", "to"]),
    ("chart", "alt_series", &["label", "facts"]),
    ("chart", "alt_now", &["value", "period"]),
    ("chart", "alt_high", &["value", "period"]),
    ("chart", "alt_low", &["value", "period"]),
    ("chart", "alt_break", &["period"]),
    ("chart", "alt_unit", &["unit"]),
    ("chart", "spark", &["first", "first_period", "last", "last_period"]),
    ("chart", "alt_figure", &["period", "value"]),
    ("chart", "pace_row", &["period", "whole"]),
    ("chart", "scoped", &["period", "scope"]),
    ("chart", "share_of_total", &["label", "share", "total"]),
    ("words", "proof_changed", &["figure", "change", "base"]),
    ("punctuation", "", &[""]),
    ("punctuation", "part", &["n", "part"]),
    ("unit", "range", &["low", "low_digits", "high"]),
    ("unit", "at_", &["figure"]),
    ("unit", "about", &["figure"]),
    ("times", "", READ),
    ("prose", "ranges", &[""]),
    ("held", "numbers", &[""]),
];

const PERIOD: &[&str] = &[
    "q",
    "h",
    "nth",
    "yyyy",
    "yy",
    "years",
    "years2",
    "start",
    "start2",
    "end",
    "end2",
    "end_month",
];

/// What `locale::times` knows.
const READ: &[&str] = &[
    "era",
    "n",
    "month",
    "month_of_day",
    "Month",
    "q",
    "h",
    "nth",
    "m",
    "end_month",
    "d",
    "day",
    "years",
    "years2",
    "quarter",
    "yy",
    "yyyy",
    "y",
    "start",
    "start2",
    "end",
    "end2",
    "year",
];

/// Gives the names between the braces of a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Tells what a text of a table holds that nothing fills.
fn unknown<'v>(table: &str, key: &str, text: &'v str) -> Option<&'v str> {
    let rows = FILLED.iter().filter(|(of, start, _)| *of == table && key.starts_with(start));
    let known = rows.max_by_key(|(_, start, _)| start.len()).map_or(&[][..], |(_, _, names)| names);
    names(text).find(|name| !known.contains(name))
}

/// Goes through the texts of a value.
fn texts<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(all) => all.iter().for_each(|one| texts(one, out)),
        Value::Table(table) => table.values().for_each(|one| texts(one, out)),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

#[test]
fn every_placeholder_of_a_pattern_is_known() {
    let mut wrong = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales");
    for entry in fs::read_dir(folder).expect("the languages") {
        let path = entry.expect("an entry").path();
        let text = fs::read_to_string(&path).expect("a language");
        let file: toml::Table = toml::from_str(&text).expect("a language");
        let tag = path.display();
        for (name, table) in file.iter().filter_map(|(name, value)| Some((name, value.as_table()?)))
        {
            for (key, value) in table {
                let mut all = Vec::new();
                texts(value, &mut all);
                let odd = all.iter().filter_map(|text| unknown(name, key, text));
                wrong.extend(odd.map(|odd| format!("{tag}: {name}.{key}: {{{odd}}}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_misspelt_placeholder_is_found() {
    assert_eq!(unknown("unit", "percent", "{numbr} %"), Some("numbr"));
    assert_eq!(unknown("unit", "percent", "{number} %"), None);
    assert_eq!(unknown("period", "quarter_head", "Q{q} {yeers}"), Some("yeers"));
    assert_eq!(unknown("terms", "revenue", "{label}"), Some("label"));
}

/// Words that name times in a language and are words of the source or of the code as well.
const OF_THE_SOURCE: &[(&str, &[&str])] = &[
    // `fiscal_year: {starts: april, extra_week: fourth}` is written alike in every language.
    ("src/facts/meta.rs", &["*"]),
    // Numbers of plural rules, and of slides.
    ("src/locale/plural.rs", &["two"]),
    ("src/slide/number.rs", &["iv"]),
    // The numeral 9 before what Japanese counts.
    ("src/words/number.rs", &["四半期"]),
    // Names of files.
    ("src/cli/set.rs", &["quarter"]),
    ("src/source/folder.rs", &["quarter"]),
    // Names in the patterns of periods that a house chooses.
    ("src/deck/style/forms.rs", &["half", "months"]),
    ("src/locale/number.rs", &["months"]),
    ("src/locale/times.rs", &["months"]),
    // The name of a sheet, which is the same in every language.
    ("src/databook/guidance.rs", &["guidance"]),
    // Keys of words of a language.
    ("src/slide/outlook.rs", &["revision", "raised", "lowered"]),
    // Names of fields and of placeholders.
    ("", &["period", "year", "quarter", "first", "whole"]),
];

/// The words by which a language names times.
fn words_of_time(file: &toml::Table) -> BTreeSet<String> {
    const LISTS: &[(&str, &str)] = &[
        ("date", "months"),
        ("date", "months_of_day"),
        ("times", "months"),
        ("times", "day_endings"),
        ("prose", "first_quarter"),
        ("prose", "second_quarter"),
        ("prose", "third_quarter"),
        ("prose", "fourth_quarter"),
        ("prose", "first_half"),
        ("prose", "second_half"),
        ("prose", "full_year"),
        ("prose", "whole_year"),
        ("prose", "report_words"),
        ("prose", "spans"),
    ];
    let mut all = Vec::new();
    for (table, list) in LISTS {
        texts(&file[*table][*list], &mut all);
    }
    let forms = all.into_iter().flat_map(|text| text.split('|'));
    let words = forms.flat_map(|form| form.split(' ').chain([form]));
    let named = |word: &&str| word.len() > 1 && word.contains(char::is_alphabetic);
    words.filter(named).map(str::to_lowercase).collect()
}

/// The strings of a source file, without its remarks and tests.
fn strings(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split('"').skip(1).step_by(2))
}

#[test]
fn no_word_for_a_time_stands_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut words = BTreeSet::new();
    for entry in fs::read_dir(root.join("assets/locales")).expect("the languages") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("a language");
        words.extend(words_of_time(&toml::from_str(&text).expect("a language")));
    }
    assert!(words.contains("september") && words.contains("second-half"), "{words:?}");
    let (mut files, mut wrong) = (Vec::new(), Vec::new());
    sources(&root.join("src"), &mut files);
    for path in files {
        let place = path.strip_prefix(root).expect("below the root").display().to_string();
        let place = place.replace('\\', "/");
        let text = fs::read_to_string(&path).expect("a file");
        let known = |word: &str| {
            OF_THE_SOURCE.iter().any(|(file, all)| {
                (file.is_empty() || *file == place) && (all.contains(&word) || all.contains(&"*"))
            })
        };
        let odd = strings(&text).map(|one| one.trim().to_lowercase());
        let odd = odd.filter(|one| words.contains(one) && !known(one));
        // The tests of a room stand in files of their own, too.
        if !place.contains("/tests") {
            wrong.extend(odd.map(|one| format!("{place}: {one:?}")));
        }
    }
    assert!(wrong.is_empty(), "words of languages belong to assets/locales: {wrong:#?}");
    assert_eq!(strings("// \"half\"\nlet a = \"months\";").collect::<Vec<_>>(), ["months"]);
}
