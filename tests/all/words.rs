//! A corpus of sentences: true ones must pass without a word, planted faults must be found.
//!
//! `cargo test --release --test all -- words:: --nocapture` prints recall and false alarms.

#![expect(clippy::print_stdout, reason = "recall and false alarms are asked for")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;
use iijdeck::view::{Citation, ComparisonBase};
use iijdeck::words::{Reading, Sense};

/// Sentences of a language, and the deck they are set on.
struct Corpus {
    language: &'static str,
    deck: &'static str,
    true_ones: &'static str,
    planted: &'static str,
    /// How many sentences of each kind there are at least.
    least: usize,
}

macro_rules! corpus {
    ($language:literal, $folder:literal, $least:literal) => {
        Corpus {
            language: $language,
            deck: include_str!(concat!("../corpus/words/", $folder, "deck.yaml")),
            true_ones: include_str!(concat!("../corpus/words/", $folder, "true.txt")),
            planted: include_str!(concat!("../corpus/words/", $folder, "planted.txt")),
            least: $least,
        }
    };
}

const CORPORA: [Corpus; 8] = [
    corpus!("en", "", 50),
    corpus!("ja", "ja/", 100),
    corpus!("de", "de/", 60),
    corpus!("pl", "pl/", 25),
    corpus!("zh-Hans", "zh-Hans/", 60),
    corpus!("en", "members/", 60),
    corpus!("ja", "members/ja/", 30),
    corpus!("de", "members/de/", 30),
];

/// Checks a source and gives the codes of its errors and warnings, each with its line.
fn found(folder: &Path, text: &str) -> Vec<(&'static str, usize)> {
    found_in("en", folder, text)
}

/// Checks a source in its language.
fn found_in(language: &str, folder: &Path, text: &str) -> Vec<(&'static str, usize)> {
    let path = folder.join("quarter.yaml");
    fs::write(&path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(deck) = deck::read(&path, &mut sources, &mut report) {
        let locale = Locale::of(language).expect("a language");
        let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    }
    let told = report.sorted().into_iter().filter(|f| f.severity != Severity::Info);
    // No sentence is set here, and no built-in face has the letters of Chinese.
    let told = told.filter(|f| f.code.name() != "no-face");
    told.map(|f| (f.code.name(), f.labels.first().map_or(0, |l| sources.line_column(l.span).0)))
        .collect()
}

/// Sets a sentence on the last slide of a corpus deck.
fn with(deck: &str, sentence: &str) -> String {
    let quoted = sentence.replace('\'', "''");
    format!("{deck}  - bullets: {{title: SNI, columns: ['{quoted}']}}\n")
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

#[test]
fn true_sentences_pass_and_planted_faults_are_found() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut wrong = String::new();
    for Corpus { language, deck, true_ones, planted, least } in CORPORA {
        let (mut passed, mut caught) = (0, 0);
        let line = deck.lines().count() + 1;
        for sentence in sentences(true_ones) {
            let found = found_in(language, dir.path(), &with(deck, sentence));
            if found.is_empty() {
                passed += 1;
            } else {
                writeln!(wrong, "false alarm: {sentence}\n  {found:?}").expect("a string");
            }
        }
        for case in sentences(planted) {
            let (code, sentence) = case.split_once(" | ").expect("a code and a sentence");
            let found = found_in(language, dir.path(), &with(deck, sentence));
            if found.contains(&(code, line)) {
                caught += 1;
            } else {
                writeln!(wrong, "not found: {case}\n  {found:?}").expect("a string");
            }
        }
        let (trues, planted) = (sentences(true_ones).count(), sentences(planted).count());
        println!(
            "{language}: true sentences: {passed} of {trues} pass; planted faults: {caught} of \
             {planted} found"
        );
        assert!(trues >= least && planted >= least, "the corpus of {language} is whole");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A fault planted in the reference deck: its kind, the code that must tell it, and the source.
struct Fault {
    kind: &'static str,
    code: &'static str,
    line: usize,
    text: String,
}

/// Plants one fault at every place of the reference deck that can carry it.
fn faults(path: &Path) -> Vec<Fault> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("the reference deck");
    let locale = Locale::of("en").expect("English");
    let view = deck.view(locale, &sources, &mut report);
    let reading = Reading::of(&deck, &view, locale, &sources);
    let source = fs::read_to_string(path).expect("the source");
    let mut out = Vec::new();
    for passage in &reading.passages {
        let mut plant = |kind, code, range: std::ops::Range<usize>, new: &str| {
            let span = passage.place(range, &sources);
            let line = sources.line_column(span).0;
            let mut text = source.clone();
            text.replace_range(span.range(), new);
            out.push(Fault { kind, code, line, text });
        };
        for cite in passage.cites.iter().filter(|cite| !cite.label) {
            let inner = &passage.text[cite.range.start + 1..cite.range.end - 1];
            let citation = Citation::read(inner, reading.formatter.facts).expect("a citation");
            let printed = reading.formatter.citation(&citation).expect("a figure").shown;
            if !printed.missing && printed.text.contains(|c: char| c.is_ascii_digit()) {
                plant("typed figure", "untied-figure", cite.range.clone(), &printed.text);
            }
            let plain: Vec<_> = inner
                .split(' ')
                .filter(|word| !["verb", "bare", "size", "number"].contains(word))
                .collect();
            let plain = plain.join(" ");
            if let Some(sign @ (1 | -1)) = cite.sign {
                let wrong = if sign > 0 { "decreased" } else { "increased" };
                let new = format!("{wrong} by {{{plain} size}}");
                plant("wrong direction", "direction-differs", cite.range.clone(), &new);
                let wrong = if sign > 0 { "fall" } else { "rise" };
                let new = format!("a {{{plain} size}} {wrong}");
                plant("wrong direction", "direction-differs", cite.range.clone(), &new);
            }
            let tag = match cite.against {
                Some(ComparisonBase::Year) => "QoQ",
                Some(ComparisonBase::Quarter) => "YoY",
                Some(ComparisonBase::Period(..)) | None => continue,
            };
            let new = format!("{{{plain} size}} {tag}");
            plant("wrong basis", "comparison-differs", cite.range.clone(), &new);
        }
        let skips = passage.skips();
        for (at, mark) in passage.text.match_indices(['(', ')']) {
            let rest = &passage.text[at + 1..];
            let list = rest.starts_with(|c: char| c.is_ascii_digit()) && rest[1..].starts_with(')');
            if !list && !skips.iter().any(|range| range.contains(&at)) {
                // The mark before a closing bracket of a list stays "1)", which is right as well.
                let counted =
                    mark == ")" && passage.text[..at].ends_with(|c: char| c.is_ascii_digit());
                if !counted {
                    plant("lost bracket", "unbalanced", at..at + 1, "");
                }
            }
        }
        for word in &passage.words {
            let typed = word.of(passage.text);
            if ["IIJ", "IIJ's", "IIJ’s"].contains(&typed) {
                for wrong in ["IJ", "IIIJ", "Iij"] {
                    plant("company's name", "company-name", word.start..word.start + 3, wrong);
                }
            }
        }
        for hit in passage.hits.iter().filter(|hit| hit.sense == Sense::AsOf) {
            plant("hole", "hole", hit.end..hit.end, " , the");
        }
    }
    out
}

#[test]
fn faults_planted_in_the_reference_deck_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    let dir = tempfile::tempdir().expect("a folder");
    fs::copy(root.join("theme.yaml"), dir.path().join("theme.yaml")).expect("the theme");
    let clean = fs::read_to_string(root.join("quarter.yaml")).expect("the deck");
    let known = ["missing-figure", "missing-chart"];
    let alarms = found(dir.path(), &clean).into_iter().filter(|(code, _)| !known.contains(code));
    let alarms: Vec<_> = alarms.collect();
    assert!(alarms.is_empty(), "false alarms on the clean deck: {alarms:?}");
    let (mut lost, mut kinds) = (String::new(), BTreeMap::<_, (usize, usize)>::new());
    for fault in faults(&root.join("quarter.yaml")) {
        let count = kinds.entry(fault.kind).or_default();
        count.0 += 1;
        if found(dir.path(), &fault.text).contains(&(fault.code, fault.line)) {
            count.1 += 1;
        } else {
            let line = fault.text.lines().nth(fault.line - 1).unwrap_or_default();
            writeln!(lost, "{} at {}: {}", fault.kind, fault.line, line.trim()).expect("a string");
        }
    }
    let (mut all, mut told) = (0, 0);
    for (kind, (planted, caught)) in &kinds {
        println!("{kind}: {caught} of {planted} found");
        all += planted;
        told += caught;
    }
    println!("planted in the reference deck: {told} of {all} found");
    assert!(all > 200 && told * 100 >= all * 99, "\n{lost}");
}

/// What the printed deck had wrong, as its notes list it: the code, the right and the wrong text.
const SLIPS: &[(&str, &str, &str)] = &[
    ("unit-differs", "unit: JPY billion\n      columns", "unit: JPY million\n      columns"),
    (
        "company-name",
        "label: Net Income Attributable to IIJ",
        "label: Net Income Attributable to IJ",
    ),
    ("company-name", "IIJ Mobile service revenue", "IJ Mobile service revenue"),
    ("unbalanced", "({personnel_cost qoq bare}) QoQ**", "({personnel_cost qoq bare}) QoQ)**"),
    ("doubled", "almost the same as 1Q09.", "almost the same as 1Q09 ."),
    ("hole", "As announced on the same day, we", "As announced on, we"),
    ("doubled", "etc.; increase", "etc. ;increase"),
];

#[test]
fn the_slips_of_the_printed_deck_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    let dir = tempfile::tempdir().expect("a folder");
    fs::copy(root.join("theme.yaml"), dir.path().join("theme.yaml")).expect("the theme");
    let clean = fs::read_to_string(root.join("quarter.yaml")).expect("the deck");
    for (code, right, wrong) in SLIPS {
        assert!(clean.contains(right), "{right}");
        let found = found(dir.path(), &clean.replacen(right, wrong, 1));
        assert!(found.iter().any(|(told, _)| told == code), "{wrong}: {found:?}");
    }
}
