//! The corpus of figures: true statements that must pass, planted faults that must be found, and a
//! generator that plants faults in the reference deck.
//!
//! `cargo test --release --test all -- corpus:: --nocapture` prints recall and false alarms.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::facts::{Key, State};
use iijdeck::num::{Decimal, Interval, Stated};
use iijdeck::prove::{Origin, Proof, Range, Verdict, prove};
use iijdeck::source::{Sources, Span};

/// What every case is put under.
const HEAD: &str = "iijdeck: 2\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\n\
    company: {name: C, short: C, fiscal_year: {starts: april, named_by: start}, unit: JPY million, \
    rounding: half up}\nscopes: {target: {label: Target, forecast: true}}\nslides:\n  - cover: {}\n";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Prints a line that `--nocapture` shows, and the test's report on failure.
fn say(line: &str) {
    writeln!(std::io::stdout().lock(), "{line}").expect("standard output");
}

/// One case: `## true: name`, `## rounded: name` or `## fault CODE: name`, then lines of YAML.
struct Case {
    kind: String,
    name: String,
    text: String,
}

fn cases() -> Vec<Case> {
    let folder = root().join("tests/corpus/figures");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file).expect("a file").lines() {
            if let Some(title) = line.strip_prefix("## ") {
                let (kind, name) = title.split_once(": ").expect("a kind and a name");
                let case = Case { kind: kind.into(), name: name.into(), text: String::new() };
                cases.push(case);
            } else if let Some(case) = cases.last_mut() {
                case.text.push_str(line);
                case.text.push('\n');
            }
        }
    }
    cases
}

/// Reads a deck from memory and tells what is wrong with its figures.
fn judged<T>(text: String, then: impl FnOnce(&Proof<'_>) -> T) -> (Vec<String>, T) {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let path = root().join("examples/iij-1q-fy2010/quarter.yaml");
    let deck = deck::read_text(&path, text, &mut sources, &mut report);
    let deck = deck.unwrap_or_else(|| panic!("not read: {:?}", report.sorted()));
    let proof = prove(&deck.facts);
    check::figures(&proof, &mut report);
    (told(&report), then(&proof))
}

/// The codes of errors and warnings, but for what is declared missing.
fn told(report: &Report) -> Vec<String> {
    let all = report.sorted().into_iter().filter(|finding| finding.severity != Severity::Info);
    all.map(|f| f.code.name().to_owned()).filter(|code| !code.starts_with("missing-")).collect()
}

/// A case's short form: `name [unit]: 1Q26 5, 1Q25 6` are facts, other lines stand as they are.
fn deck_of(case: &Case) -> String {
    let mut facts = String::from("facts:\n");
    let mut relations = String::new();
    for line in case.text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        match line.split_once(": ") {
            Some((kind, _)) if ["total", "ratio", "growth", "part", "forward"].contains(&kind) => {
                writeln!(relations, "  - {line}").expect("a string");
            }
            _ => writeln!(facts, "  {line}").expect("a string"),
        }
    }
    let relations =
        if relations.is_empty() { String::new() } else { format!("relations:\n{relations}") };
    format!("{HEAD}{facts}{relations}")
}

#[test]
fn true_statements_pass_and_planted_faults_are_found() {
    let (mut alarms, mut missed, mut mislabelled) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases() {
        let deck = deck_of(case);
        let (found, by_rounding) = judged(deck, |proof| proof.count(Verdict::ByRounding));
        match case.kind.as_str() {
            "true" | "rounded" => {
                if !found.is_empty() {
                    alarms.push(format!("{}: {found:?}", case.name));
                }
                let rounded = case.kind == "rounded";
                if rounded != (by_rounding > 0) {
                    mislabelled.push(format!("{}: {by_rounding} by rounding", case.name));
                }
                *counts.entry(if rounded { "rounded" } else { "true" }).or_default() += 1;
            }
            fault => {
                let code = fault.strip_prefix("fault ").expect("true, rounded or fault CODE");
                if !found.iter().any(|found| found == code) {
                    missed.push(format!("{}: {found:?}, not {code}", case.name));
                }
                *counts.entry("fault").or_default() += 1;
            }
        }
    }
    let count = |kind: &str| counts.get(kind).copied().unwrap_or_default();
    let (rounded, faults) = (count("rounded"), count("fault"));
    let all = count("true") + rounded;
    say(&format!(
        "corpus: {all} true statements ({rounded} by rounding only), {} false alarms; {faults} \
         planted faults, {} found",
        alarms.len(),
        faults - missed.len()
    ));
    assert!(alarms.is_empty(), "false alarms:\n{}", alarms.join("\n"));
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
    assert!(mislabelled.is_empty(), "true is not by rounding:\n{}", mislabelled.join("\n"));
    assert!(all >= 60 && rounded >= 25 && faults >= 60, "{counts:?}");
}

/// A small generator of numbers that is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        let next = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = next.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit as u64).expect("below the limit")
    }
}

/// A figure or stated change of the reference deck, with what the others leave to it.
struct Place {
    name: String,
    span: Span,
    stated: Stated,
    rest: Interval,
    /// The figure's key; nothing for a change.
    key: Option<Key>,
}

fn places(proof: &Proof<'_>) -> Vec<Place> {
    let facts = proof.facts;
    let mut all = Vec::new();
    for (key, fact) in facts.facts() {
        let State::Stated(stated) = &fact.state else { continue };
        if let Some(rest) = proof.implied_by_rest(key).as_ref().and_then(Range::interval) {
            let (name, stated) = (facts.name(key), stated.clone());
            all.push(Place { name, span: fact.span, stated, rest, key: Some(key) });
        }
    }
    for (at, statement) in proof.statements().iter().enumerate() {
        let Origin::Change { now, base, measure } = statement.origin else { continue };
        let Some(change) = facts.changes().between(now, base).iter().find(|c| c.measure == measure)
        else {
            continue;
        };
        let rest = proof.implied_change(at).as_ref().and_then(Range::interval);
        if let (Some(stated), Some(rest)) = (change.state.stated(), rest) {
            let name = statement.text(facts);
            all.push(Place { name, span: change.span, stated: stated.clone(), rest, key: None });
        }
    }
    all
}

/// Writes another number over a figure's digits; the unit behind them stays.
fn over(text: &str, place: &Place, digits: Decimal) -> String {
    let range = place.span.range();
    let old = &text[range.clone()];
    let end = old.find(|c: char| !"-0123456789.,".contains(c)).unwrap_or(old.len());
    format!("{}{digits}{}{}", &text[..range.start], &old[end..], &text[range.end..])
}

/// Tells whether other digits are a fault: what they allow lies outside what the rest allows.
fn is_fault(place: &Place, digits: Decimal) -> bool {
    let mut other = place.stated.clone();
    other.value = digits;
    digits != place.stated.value && !other.interval().meets(&place.rest)
}

/// All numbers with one digit of this one changed.
fn one_digit_off(value: Decimal) -> Vec<Decimal> {
    let text = value.to_string();
    let mut all = Vec::new();
    for (at, old) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        for new in ('0'..='9').filter(|new| *new != old) {
            let mut other = text.clone();
            other.replace_range(at..=at, &new.to_string());
            all.extend(other.parse::<Decimal>());
        }
    }
    all
}

#[test]
fn faults_planted_in_the_reference_deck_are_found() {
    let source =
        fs::read_to_string(root().join("examples/iij-1q-fy2010/quarter.yaml")).expect("the deck");
    let (clean, places) = judged(source.clone(), places);
    assert_eq!(clean, Vec::<String>::new(), "the clean deck raises no alarm");
    assert!(places.len() > 60, "{} figures are bound by the others", places.len());
    let mut random = Random(20_100_813);
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut plant = |kind: &'static str, place: &Place, digits: Decimal| {
        if !is_fault(place, digits) {
            return;
        }
        let (found, ()) = judged(over(&source, place, digits), |_| ());
        let row = tally.entry(kind).or_default();
        row.0 += 1;
        if found.is_empty() {
            missed.push(format!("{kind}: {} {} -> {digits}", place.name, place.stated));
        } else {
            row.1 += 1;
        }
    };
    for place in &places {
        let off = one_digit_off(place.stated.value);
        for _ in 0..3 {
            plant("one digit", place, off[random.below(off.len())]);
        }
        plant("sign swapped", place, -place.stated.value);
        let thousand = Decimal::from(1000);
        plant("unit scaled up", place, place.stated.value * thousand);
        plant("unit scaled down", place, place.stated.value / thousand);
        // The figure of another period of the same item stands in this one's place.
        let Some(key) = place.key else { continue };
        let others: Vec<_> = places
            .iter()
            .filter(|other| {
                other.key.is_some_and(|o| o.item == key.item && o.period != key.period)
                    && other.stated.unit == place.stated.unit
            })
            .collect();
        if !others.is_empty() {
            plant("period shifted", place, others[random.below(others.len())].stated.value);
        }
    }
    let (all, found) = tally.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    for (kind, (all, found)) in &tally {
        say(&format!("reference deck, {kind}: {found} of {all} found"));
    }
    say(&format!(
        "reference deck: {} figures bound by others; {found} of {all} plants found; no false alarm",
        places.len()
    ));
    assert!(all > 300, "{all} were planted");
    assert!(found * 100 >= all * 99, "missed:\n{}", missed.join("\n"));
}

/// Figures declared missing in as many dense sums: the numbers on the way grow long.
fn open_sums(count: usize) -> String {
    let mut text = format!("{HEAD}facts:\n  whole: {{label: W, values: {{1Q26: 71200}}}}\n");
    for i in 0..count {
        writeln!(text, "  i{i}: {{label: I{i}, values: {{1Q26: {{missing: x}}}}}}").expect("text");
    }
    text.push_str("relations:\n");
    for i in 0..count {
        let [a, b, c] = [i * 7 + 3, i * 11 + 5, i * 13 + 1].map(|at| at % count);
        if [a, b, c].iter().all(|other| *other != i) && a != b && b != c && a != c {
            writeln!(text, "  - total: whole = i{i} + i{a} + 2*i{b} - i{c}").expect("text");
        }
    }
    text
}

#[test]
fn sums_of_open_figures_are_judged() {
    // Each open figure makes a sum true; what is left of 300 sums is nothing.
    for count in [40, 120, 300] {
        assert_eq!(judged(open_sums(count), |_| ()).0, [""; 0], "{count}");
    }
}

/// A table with sums of its rows, columns and diagonals, rounded from exact figures.
fn table_with_diagonals(size: usize) -> String {
    let mut text = format!("{HEAD}facts:\n");
    let exact = |row: usize, column: usize| {
        let at = row * size + column + 1;
        10_000 + (at.wrapping_mul(6_364_136_223_846_793_005) >> 33) % 900_000
    };
    let item = |name: String, exact: usize| {
        format!("  {name}: {{label: {name}, values: {{1Q26: {}}}}}\n", (exact + 500) / 1000)
    };
    let mut relations = String::from("relations:\n");
    for row in 0..size {
        for column in 0..size {
            text.push_str(&item(format!("c{row}_{column}"), exact(row, column)));
        }
    }
    for at in 0..size {
        for name in ["row", "column", "falling", "rising"] {
            let line = |other: usize| match name {
                "row" => (at, other),
                "column" => (other, at),
                "falling" => (other, (other + at) % size),
                _ => (other, (at + size - other) % size),
            };
            let cells: Vec<_> = (0..size).map(line).collect();
            let sum = cells.iter().map(|(row, column)| exact(*row, *column)).sum();
            text.push_str(&item(format!("{name}{at}"), sum));
            let parts: Vec<_> = cells.iter().map(|(r, c)| format!("c{r}_{c}")).collect();
            writeln!(relations, "  - total: {name}{at} = {}", parts.join(" + ")).expect("text");
        }
    }
    text + &relations
}

#[test]
fn what_is_too_much_to_judge_together_is_told_with_its_statements() {
    let (codes, undecided) = judged(table_with_diagonals(20), |proof| {
        let all = proof.undecided().iter();
        all.map(|one| (one.statements.len(), one.figures)).collect::<Vec<_>>()
    });
    assert_eq!((codes, undecided), (vec!["joint-undecided".to_owned()], vec![(80, 480)]));
}
