//! Whether a company's statements foot is learned: slips by one are found where they do, and nothing is told
//! where figures are rounded one by one.

use std::fmt::Write as _;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;

const HEAD: &str = "iijdeck: 2
deck: {title: Results, date: 2026-08-07, period: 1Q26, language: en}
company:
  name: Example Corporation
  short: Example
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
";

/// Numbers that look random, the same each time (Knuth's linear congruence).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// The messages of `footing` for a deck, each by the line it points at.
fn footing(text: &str) -> Vec<usize> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let path = Path::new("quarter.yaml");
    let deck = deck::read_text(path, text.to_owned(), &mut sources, &mut report);
    let deck = deck.unwrap_or_else(|| panic!("{:?}\n{text}", report.sorted()));
    let locale = Locale::of("en").expect("English");
    let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    let all = report.into_findings();
    let broken: Vec<_> = all.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(broken.is_empty(), "{broken:?}\n{text}");
    let place =
        |one: &iijdeck::diag::Finding| one.labels.first().map(|label| label.span.range().start);
    let lines = all.iter().filter(|one| one.code.name() == "footing").filter_map(place);
    lines.map(|at| text[..at].matches('\n').count() + 1).collect()
}

/// How a company rounds.
#[derive(Clone, Copy)]
enum Habit {
    /// Each figure by itself, to the nearest.
    Nearest,
    /// Each figure by itself, toward zero.
    TowardZero,
    /// Parts to the nearest, and totals are the sums of the rounded parts.
    Foots,
}

/// Makes a deck with statements of totals over two periods, and one slip by one in a part if asked; how many sums
/// it has is `blocks` times two, and one more level.
fn company(habit: Habit, blocks: u64, slip: bool, numbers: &mut Numbers) -> String {
    let rounding = if matches!(habit, Habit::TowardZero) { "toward zero" } else { "half up" };
    let mut out = format!("{HEAD}  rounding: {rounding}\nfacts:\n");
    let rounded = |exact: u64| match habit {
        Habit::TowardZero => exact / 1000,
        Habit::Nearest | Habit::Foots => (exact + 500) / 1000,
    };
    let total = |(exact, digits): (u64, u64)| match habit {
        Habit::Foots => digits,
        Habit::Nearest | Habit::TowardZero => rounded(exact),
    };
    let mut relations = String::from("relations:\n");
    let mut wholes = [(0, 0); 2];
    let wrong = (slip.then(|| numbers.next(blocks)), numbers.next(2));
    for block in 0..blocks {
        let parts = 2 + numbers.next(4);
        let mut totals = [(0, 0); 2];
        for part in 0..parts {
            let mut values = Vec::new();
            for (period, total) in totals.iter_mut().enumerate() {
                let exact = 100_000 + numbers.next(9_000_000);
                let mut digits = rounded(exact);
                *total = (total.0 + exact, total.1 + digits);
                if wrong == (Some(block), period as u64) && part == 0 {
                    digits += 1;
                }
                values.push(digits);
            }
            writeln!(
                out,
                "  p{block}_{part}: {{label: Part {block} {part}, values: {{1Q26: {}, 1Q25: {}}}}}",
                values[0], values[1]
            )
            .expect("a string");
        }
        writeln!(
            out,
            "  t{block}: {{label: Total {block}, values: {{1Q26: {}, 1Q25: {}}}}}",
            total(totals[0]),
            total(totals[1])
        )
        .expect("a string");
        let terms: Vec<_> = (0..parts).map(|part| format!("p{block}_{part}")).collect();
        writeln!(relations, "  - total: t{block} = {}", terms.join(" + ")).expect("a string");
        for (whole, total) in wholes.iter_mut().zip(totals) {
            *whole = (whole.0 + total.0, whole.1 + total.1);
        }
    }
    writeln!(
        out,
        "  whole: {{label: Whole, values: {{1Q26: {}, 1Q25: {}}}}}",
        total(wholes[0]),
        total(wholes[1])
    )
    .expect("a string");
    let terms: Vec<_> = (0..blocks).map(|block| format!("t{block}")).collect();
    writeln!(relations, "  - total: whole = {}", terms.join(" + ")).expect("a string");
    format!("{out}{relations}slides:\n  - cover: {{}}\n")
}

/// So many companies are made of each sort.
const DECKS: usize = 50;

/// In how many of them something is told.
fn told(habit: Habit, blocks: u64, slip: bool) -> usize {
    let mut numbers = Numbers(7 + blocks);
    (0..DECKS).filter(|_| !footing(&company(habit, blocks, slip, &mut numbers)).is_empty()).count()
}

#[test]
fn who_rounds_figure_by_figure_hears_nothing() {
    for blocks in [2, 5, 9] {
        let nearest = told(Habit::Nearest, blocks, false);
        assert!(nearest <= 2, "{blocks} blocks to the nearest: {nearest} of {DECKS}");
        let cut = told(Habit::TowardZero, blocks, false);
        assert_eq!(cut, 0, "{blocks} blocks toward zero: {cut} of {DECKS}");
    }
}

#[test]
fn a_slip_by_one_is_found_where_all_else_foots() {
    for (blocks, least) in [(5, 25), (6, 45), (9, 50)] {
        let found = told(Habit::Foots, blocks, true);
        assert!(found >= least, "{blocks} blocks: {found} of {DECKS}");
        assert_eq!(told(Habit::Foots, blocks, false), 0);
    }
}

#[test]
fn what_is_declared_is_asked_whatever_the_others_do() {
    let deck = |company: &str, relation: &str| {
        format!(
            "{HEAD}  rounding: half up\n{company}facts:
  a: {{label: Alpha, values: {{1Q26: 10}}}}
  b: {{label: Beta, values: {{1Q26: 20}}}}
  c: {{label: Gamma, values: {{1Q26: 31}}}}
relations:
  - total: {relation}
slides:
  - cover: {{}}
"
        )
    };
    let plain = "c = a + b";
    let line = |company: &str| if company.is_empty() { 12 } else { 13 };
    for (company, relation, told) in [
        ("", plain, false),
        ("  footing: exact\n", plain, true),
        ("  footing: rounded\n", plain, false),
        ("", "{of: c = a + b, footing: exact}", true),
        ("  footing: exact\n", "{of: c = a + b, footing: rounded}", false),
    ] {
        let wanted: Vec<usize> = if told { vec![line(company)] } else { Vec::new() };
        assert_eq!(footing(&deck(company, relation)), wanted, "{company}{relation}");
    }
}
