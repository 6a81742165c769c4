//! The proof of a deck: its slides with a tick at every figure, and the sheet behind them.

use std::fs;
use std::path::Path;

use iijdeck::readback;

use crate::program::run;

const DECK: &str = "iijdeck: 2\n\
    deck: {title: T, date: 2026-08-07, period: 1Q26, language: en, attach: facts}\n\
    company: {name: Ex Corp, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: JPY \
    million, rounding: half up}\n\
    sources: {report: {title: Report of 2025}}\n\
    facts:\n\
    \x20 revenue: {label: Revenue, values: {1Q26: 15813, 1Q25: {value: 15835, source: report}}}\n\
    \x20 service: {label: Service, values: {1Q26: 13552}}\n\
    \x20 goods: {label: Goods, values: {1Q26: 2260}}\n\
    \x20 shops: {label: Shops, unit: shops, values: {1Q26: 12}}\n\
    \x20 fee: {label: Fee, values: {1Q26: 100}}\n\
    \x20 rent: {label: Rent, values: {1Q26: 300}}\n\
    \x20 abroad: {label: Abroad, values: {1Q26: 400}}\n\
    relations: [total: revenue = service + goods, total: fee = rent, part: abroad <= revenue]\n\
    waivers: [{code: total-differs, where: fee@1Q26, reason: a test, reviewer: A. \
    Sato, seen: 5bb252986a}]\n\
    slides:\n\
    \x20 - bullets: {title: B, columns: [\"{revenue} in {shops}, {revenue yoy}, {fee}, {revenue}, {abroad}\"]}\n";

fn build(folder: &Path, deck: &str) -> Vec<String> {
    fs::write(folder.join("small.yaml"), deck).expect("written");
    let output = run(folder, &["build", "--proof", "--format", "pdf", "small.yaml"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    readback::pdf(&fs::read(folder.join("out/small/en/proof.pdf")).expect("a proof"))
        .expect("a PDF")
}

#[test]
fn every_figure_is_ticked_and_has_its_row() {
    let dir = tempfile::tempdir().expect("a folder");
    // Blanks are where a reader of PDF puts them.
    let tight = |text: &str| text.split_whitespace().collect::<String>();
    let pages: Vec<_> = build(dir.path(), DECK).iter().map(|page| tight(page)).collect();
    assert_eq!(pages.len(), 2, "the slide and the sheet");
    for tick in ["≈1", "·2", "✓3", "!4", "≤5"] {
        assert!(pages[0].contains(tick), "{tick} in {}", pages[0]);
        assert!(pages[1].contains(tick), "{tick} in {}", pages[1]);
    }
    for told in [
        "≈ revenue@1Q26 = service@1Q26 + goods@1Q26 small.yaml:13",
        // The whole that it is part of is proved by its parts.
        "≤ abroad@1Q26 <= revenue@1Q26 small.yaml:13",
        "[15812.5, 15813.5] · [15811, 15813] JPY million",
        "small.yaml:6; Report of 2025",
        "A. Sato: a test",
    ] {
        assert!(pages[1].contains(&tight(told)), "{told} in {}", pages[1]);
    }
}

#[test]
fn equal_labels_of_a_chart_have_each_the_tick_of_its_own_figure() {
    let deck = "iijdeck: 2\n\
        deck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\n\
        company: {name: Ex Corp, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: \
        JPY million, rounding: half up}\n\
        facts:\n\
        \x20 north: {label: North, values: {1Q26: 12, 1Q25: 12}}\n\
        \x20 south: {label: South, values: {1Q26: 5, 1Q25: 12}}\n\
        \x20 both: {label: Both, values: {1Q26: 17}}\n\
        relations: [total: both = north + south]\n\
        slides:\n\
        \x20 - trend: {title: C, charts: [{title: D, show: [north, south], periods: [1Q25, \
        1Q26]}]}\n";
    let dir = tempfile::tempdir().expect("a folder");
    let page = build(dir.path(), deck)[0].split_whitespace().collect::<String>();
    for tick in ["·1", "✓2", "·3", "✓4"] {
        assert_eq!(page.matches(tick).count(), 1, "{tick} in {page}");
    }
}

#[test]
fn a_deck_is_the_same_with_a_proof_beside_it() {
    let dir = tempfile::tempdir().expect("a folder");
    build(dir.path(), DECK);
    let deck = dir.path().join("out/small/en/deck.pdf");
    let proved = fs::read(&deck).expect("a deck");
    assert!(run(dir.path(), &["build", "--format", "pdf", "small.yaml"]).status.success());
    assert_eq!(fs::read(&deck).expect("a deck"), proved);
}
