//! A fiscal year that was moved: what lies a year before, what proves itself across it, and what its reader
//! is told.

use std::fs;

use super::paper::{Paper, told};
use super::program::{run, said};

/// A company whose year was moved: nine months in 2025, then the calendar's.
fn moved(language: &str, facts: &str, slides: &str) -> String {
    of("  FY2025: {from: 2025-04-01, to: 2025-12-31, quarters: 3}\n", language, facts, slides)
}

fn of(calendar: &str, language: &str, facts: &str, slides: &str) -> String {
    format!(
        "iijdeck: 2\ndeck: {{title: Q, date: 2026-05-07, period: 1Q26, language: {language}}}\n\
         company: {{name: Ex, short: Ex, fiscal_year: {{starts: april, named_by: start}}, unit: CHF million, \
         rounding: half up}}\ncalendar:\n{calendar}facts:\n{facts}slides:\n{slides}"
    )
}

const SALES: &str = "  rev: {label: R, values: {1Q26: 1100, 1Q25: 1000, 4Q24: 1200, 3Q25: 1400, 3Q24: 1300}}\n  \
                     half: {label: H, values: {1H26: 3000, 1H25: 2000}}\n  \
                     cash: {label: C, values: {2026-03-31: 10, 2025-12-31: 11, 2025-03-31: 12}}\n";

fn without_half() -> String {
    let lines: Vec<_> = SALES.lines().filter(|line| !line.contains("half")).collect();
    lines.join("\n") + "\n"
}

#[test]
fn a_year_before_lies_a_year_before() {
    // January to March is held against January to March, whatever its quarter was called.
    let slides = "  - statement: {title: T, columns: [{period: 1Q26}, {period: 4Q24}, {change: yoy}], rows: [{show: rev}]}\n  \
                  - bullets: {title: B, columns: [\"- {rev yoy number}; {rev@3Q25 yoy number}; {cash yoy amount}\"]}\n  \
                  - highlights: {title: H, figures: [{show: rev, change: yoy}]}\n";
    for (language, first, second, amount) in
        [("en", "8.3%", "7.7%", "2"), ("ja", "8.3%", "7.7%", "2"), ("de", "8,3%", "7,7%", "2")]
    {
        let paper = Paper::of(&moved(language, &without_half(), slides));
        paper.says(1, first);
        for printed in [first, second, amount] {
            paper.says(2, printed);
        }
        paper.says(3, first);
    }
}

#[test]
fn what_has_no_year_before_is_refused() {
    for (slide, refused) in [
        ("bullets: {title: B, columns: [\"- {half@1H26 yoy}\"]}", true),
        ("highlights: {title: H, figures: [{show: half@1H26, change: yoy}]}", true),
        (
            "statement: {title: T, columns: [{period: 1H26}, {period: 1H25}, {change: yoy}], rows: [{show: half}]}",
            true,
        ),
        (
            "statement: {title: T, columns: [{period: 1H26}, {period: 1H25}, {change: 1H26 vs 1H25}], rows: [{show: half}]}",
            false,
        ),
        ("trend: {title: T, charts: [{title: C, show: [half], periods: [1H25, 1H26]}]}", false),
    ] {
        let told = told(&moved("en", SALES, &format!("  - {slide}\n")));
        assert_eq!(told.contains("comparison-differs"), refused, "{slide}\n{told}");
    }
}

#[test]
fn a_year_ago_is_a_year_ago() {
    for (language, text) in [
        ("en", "- R was {rev}, compared with {BASE} a year earlier"),
        ("de", "- R betrug {rev}, gegenüber {BASE} im Vorjahresquartal"),
        ("ja", "- Rは{rev}（前年同期は{BASE}）"),
    ] {
        let told = |base: &str| {
            let text = text.replace("BASE", base);
            let slides = format!("  - bullets: {{title: B, columns: [\"{text}\"]}}\n");
            told(&moved(language, &without_half(), &slides))
        };
        assert!(told("rev@4Q24").contains("nothing to report"), "{}", told("rev@4Q24"));
        assert!(told("rev@1Q25").contains("differs"), "{}", told("rev@1Q25"));
    }
}

#[test]
fn twelve_months_and_a_short_year_are_proved() {
    // Nine months of 2025 and three of 2026 are twelve; so are four quarters, whatever their years.
    let facts = |twelve: u32, year: u32| {
        format!(
            "  rev: {{label: R, values: {{LTM1Q26: {twelve}, 1Q26: 1100, FY2025: {year}, 1Q25: 1000, 2Q25: 900, 3Q25: 1000}}}}\n"
        )
    };
    let slides = "  - bullets: {title: B, columns: [\"- {rev@LTM1Q26}\"]}\n";
    let told = |twelve, year| told(&moved("en", &facts(twelve, year), slides));
    assert!(!told(4000, 2900).contains("cumulative-differs"), "{}", told(4000, 2900));
    assert!(told(4100, 2900).contains("cumulative-differs"), "{}", told(4100, 2900));
    assert!(told(4000, 2800).contains("cumulative-differs"), "{}", told(4000, 2800));
}

#[test]
fn a_deck_rolls_over_a_short_year() {
    let folder = tempfile::tempdir().expect("a folder");
    let facts = "  rev: {label: R, values: {3Q25: 1000, 3Q24: 900, 2Q25: 950}}\n";
    let slides = "  - statement: {title: Results for 3Q25, columns: [{period: 3Q25}, {period: 3Q24}, {change: yoy}], rows: [{show: rev}]}\n";
    let deck = moved("en", facts, slides).replace("period: 1Q26", "period: 3Q25");
    fs::write(folder.path().join("old.yaml"), deck).expect("a deck");
    let output = run(folder.path(), &["roll", "old.yaml", "--to", "1Q26", "--out", "new.yaml"]);
    let new = fs::read_to_string(folder.path().join("new.yaml"));
    let new = new.unwrap_or_else(|_| panic!("{}", said(&output)));
    assert!(new.contains("columns: [{period: 1Q26}, {period: 4Q24}, {change: yoy}]"), "{new}");
}

#[test]
fn what_the_calendar_says_of_a_period_is_told_where_it_is_shown() {
    let facts = "  rev: {label: R, values: {1Q26: 1100, 4Q24: 1200, FY2025: 3000}}\n";
    let slides = "  - bullets: {title: A, columns: [\"- {rev@FY2025}\"]}\n  \
                  - bullets: {title: B, columns: [\"- {rev}\"]}\n  \
                  - trend: {title: C, charts: [{title: D, show: [rev], periods: [FY2025]}]}\n";
    for (language, note, name) in [
        ("en", "This year has nine months; it ended on December 31, 2025.", "FY2025: "),
        ("de", "Dieses Geschäftsjahr hat neun Monate; es endete am 31. Dezember 2025.", "2025"),
        ("ja", "決算期変更により、9カ月の変則決算です。", "2026年3月期"),
    ] {
        let calendar = format!(
            "  FY2025: {{from: 2025-04-01, to: 2025-12-31, quarters: 3, note: \"{note}\"}}\n"
        );
        let name = if language == "ja" { "" } else { name };
        let paper = Paper::of(&of(&calendar, language, facts, slides));
        for page in [1, 3] {
            paper.says(page, note);
            paper.says(page, name);
        }
        paper.never_says(2, note);
    }
}

#[test]
fn a_note_of_the_calendar_is_proved() {
    let facts = "  rev: {label: R, values: {FY2025: 3000}}\n";
    let slides = "  - bullets: {title: A, columns: [\"- {rev@FY2025}\"]}\n";
    for (language, note, right) in [
        ("en", "This fiscal year has nine months.", true),
        ("en", "This fiscal year has six months.", false),
        ("en", "It ended on December 31, 2025, no longer on March 31, 2026.", true),
        ("en", "It ended on November 30, 2025.", false),
        ("de", "Dieses Geschäftsjahr hat neun Monate.", true),
        ("de", "Dieses Geschäftsjahr hat sechs Monate.", false),
        ("de", "Es endete am 30. November 2025.", false),
        ("ja", "9カ月の変則決算です。", true),
        ("ja", "6カ月の変則決算です。", false),
    ] {
        let calendar = format!(
            "  FY2025: {{from: 2025-04-01, to: 2025-12-31, quarters: 3, note: \"{note}\"}}\n"
        );
        let told = told(&of(&calendar, language, facts, slides));
        assert_eq!(told.contains("calendar-note"), !right, "{note}\n{told}");
    }
    let weeks = |count: &str| {
        let deck = of(
            &format!(
                "  FY2023: {{note: \"This year has {count} weeks, one more than the year before.\"}}\n"
            ),
            "en",
            "  rev: {label: R, values: {FY2023: 3000}}\n",
            "  - bullets: {title: A, columns: [\"- {rev@FY2023}\"]}\n",
        );
        let rule = "starts: february, named_by: start, ends: nearest saturday";
        told(&deck.replace("starts: april, named_by: start", rule))
    };
    assert!(!weeks("53").contains("calendar-note"), "{}", weeks("53"));
    assert!(weeks("52").contains("calendar-note"), "{}", weeks("52"));
}
