//! Sentences and their translations: right ones must pass without a word, and placeholders that
//! stand under each other's words must be found.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::program::{findings, iijdeck};

const EXCHANGED: &str = include_str!("../corpus/translations/exchanged.txt");
const OPPOSITE: &str = include_str!("../corpus/translations/opposite.txt");
const RIGHT: &str = include_str!("../corpus/translations/right.txt");

/// Items: name, unit, figures and label in English, Japanese, German and Polish.
const ITEMS: &[(&str, &str, &str, [&str; 4])] = &[
    ("revenue", "", "{1Q25: 15235, 1Q26: 15813}", ["Revenue", "売上高", "Umsatz", "Przychody"]),
    (
        "income",
        "",
        "{1Q25: 705, 1Q26: 805}",
        ["Operating income", "営業利益", "Betriebsergebnis", "Zysk operacyjny"],
    ),
    ("orders", "", "{1Q25: 6100, 1Q26: 5100}", ["Orders", "受注", "Auftragseingang", "Zamówienia"]),
    ("cost", "", "{1Q25: 14530, 1Q26: 15008}", ["Costs", "費用", "Kosten", "Koszty"]),
    (
        "margin",
        ", unit: \"%\"",
        "{1Q25: 4.6, 1Q26: 5.1}",
        ["Operating margin", "営業利益率", "Marge", "Marża"],
    ),
    (
        "equity",
        "",
        "{1Q25: 30000, 1Q26: 31000}",
        ["Equity", "自己資本", "Eigenkapital", "Kapitał własny"],
    ),
    (
        "ratio",
        ", unit: \"%\"",
        "{1Q25: 60.1, 1Q26: 61.5}",
        ["Equity ratio", "自己資本比率", "Eigenkapitalquote", "Wskaźnik kapitału"],
    ),
    (
        "clients",
        ", unit: count",
        "{1Q25: 6100, 1Q26: 6500}",
        ["Clients", "顧客数", "Kunden", "Klienci"],
    ),
    (
        "dividend",
        ", unit: JPY",
        "{1Q25: 10, 1Q26: 12}",
        ["Dividend", "配当", "Dividende", "Dywidenda"],
    ),
];

const LANGUAGES: [&str; 4] = ["en", "ja", "de", "pl"];

/// A sentence, its translation, and its line in the corpus.
struct Pair {
    source: &'static str,
    translation: &'static str,
    line: usize,
}

/// Lists the pairs of a corpus by their languages.
fn pairs(corpus: &'static str) -> BTreeMap<(&'static str, &'static str), Vec<Pair>> {
    let mut out: BTreeMap<_, Vec<Pair>> = BTreeMap::new();
    for (at, line) in corpus.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let mut parts = line.split(" | ");
        let mut part = || parts.next().unwrap_or_else(|| panic!("{line}: three parts"));
        let languages = part().split_once(' ').expect("two languages");
        let pair = Pair { source: part(), translation: part(), line: at + 1 };
        out.entry(languages).or_default().push(pair);
    }
    out
}

/// Writes a deck that holds the sentences, each on a slide of its own.
fn deck((own, other): (&str, &str), pairs: &[Pair]) -> String {
    let at = LANGUAGES.iter().position(|tag| *tag == own).expect("a language");
    let mut text = format!(
        "iijdeck: 2\ndeck: {{title: T, date: 2026-08-07, period: 1Q26, language: {own}, \
         translations: {{{other}: {{incomplete: Sentences alone}}}}}}\ncompany: {{name: C, short: C, \
         fiscal_year: {{starts: april, named_by: start}}, unit: JPY million, rounding: half up}}\nfacts:\n"
    );
    for (name, unit, values, labels) in ITEMS {
        let _ = writeln!(text, "  {name}: {{label: {}{unit}, values: {values}}}", labels[at]);
    }
    text.push_str("slides:\n");
    for pair in pairs {
        let _ =
            writeln!(text, "  - bullets: {{title: Z{}, columns: ['{}']}}", pair.line, pair.source);
    }
    text
}

/// Translates the sentences and labels of a catalogue; gives the line of each sentence in it.
fn translate(path: &Path, (own, other): (&str, &str), pairs: &[Pair]) -> BTreeMap<usize, usize> {
    let place = |tag| LANGUAGES.iter().position(|known| *known == tag).expect("a language");
    let text = fs::read_to_string(path).expect("a catalogue");
    let mut out = String::new();
    let (mut lines, mut context, mut id) = (BTreeMap::new(), String::new(), String::new());
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("msgctxt ") {
            rest.trim_matches('"').clone_into(&mut context);
        } else if let Some(rest) = line.strip_prefix("msgid ") {
            rest.trim_matches('"').clone_into(&mut id);
        }
        let of_slide = |pair: &&Pair| context == format!("Z{} / columns", pair.line);
        let label = ITEMS.iter().find(|item| item.3[place(own)] == id);
        if line == "msgstr \"\"" && !id.is_empty() {
            let pair = pairs.iter().find(of_slide);
            let translation = pair.map(|pair| pair.translation);
            let translation = translation.or(label.map(|item| item.3[place(other)]));
            let _ = writeln!(out, "msgstr \"{}\"", translation.unwrap_or_default());
            if let Some(pair) = pair {
                lines.insert(out.lines().count(), pair.line);
            }
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    assert_eq!(lines.len(), pairs.len(), "{own} {other}: a sentence is not in the catalogue");
    fs::write(path, out).expect("written");
    lines
}

/// Gives what is told of each line of a corpus that has a finding.
fn told(corpus: &'static str) -> BTreeMap<usize, BTreeSet<String>> {
    let mut out: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (languages, pairs) in pairs(corpus) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), deck(languages, &pairs)).expect("written");
        let made = iijdeck().args(["-q", "i18n", "extract"]).current_dir(folder.path()).status();
        assert!(made.expect("the program runs").success());
        let path = folder.path().join(format!("i18n/{}.po", languages.1));
        let lines = translate(&path, languages, &pairs);
        let (_, all) = findings(folder.path(), &["check", "quarter.yaml"]);
        for finding in all.iter().filter(|finding| finding["severity"] != "info") {
            let places: &Vec<Value> = finding["labels"].as_array().expect("places");
            let line = places.iter().find_map(|place| {
                let inside = place["file"].as_str().is_some_and(|file| file.contains("i18n"));
                let line = usize::try_from(place["line"].as_u64()?).ok()?;
                lines.get(&line).filter(|_| inside)
            });
            if let Some(line) = line {
                let text = format!("{}: {}", finding["code"], finding["message"]);
                out.entry(*line).or_default().insert(text);
            }
        }
    }
    out
}

#[test]
fn exchanged_placeholders_are_found() {
    let told = told(EXCHANGED);
    let all = pairs(EXCHANGED).into_values().flatten().collect::<Vec<_>>();
    let found = |pair: &Pair| {
        let told = told.get(&pair.line);
        told.is_some_and(|told| told.iter().any(|text| text.starts_with("\"placeholder\"")))
    };
    let missed: Vec<_> = all.iter().filter(|pair| !found(pair)).collect();
    let missed: Vec<_> = missed.iter().map(|pair| (pair.line, pair.translation)).collect();
    assert!(all.len() >= 40 && missed.is_empty(), "of {} not found: {missed:#?}", all.len());
}

#[test]
fn a_translation_that_says_the_opposite_is_found() {
    let told = told(OPPOSITE);
    for (languages, all) in pairs(OPPOSITE) {
        let missed: Vec<_> = all.iter().filter(|pair| !told.contains_key(&pair.line)).collect();
        let missed: Vec<_> = missed.iter().map(|pair| (pair.line, pair.translation)).collect();
        assert!(all.len() >= 27 && missed.len() * 9 <= all.len(), "{languages:?}: {missed:#?}");
    }
}

#[test]
fn right_translations_pass_without_a_word() {
    let told = told(RIGHT);
    let all = pairs(RIGHT).into_values().map(|pairs| pairs.len()).sum::<usize>();
    assert!(all >= 40 && told.is_empty(), "of {all} told: {told:#?}");
}
