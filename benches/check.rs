//! The proof of large decks: from the table of facts to every verdict, the joint test included.
//!
//! Run with `cargo bench --bench check`. Decks are made of statements with subtotals by period,
//! another breakdown of the same totals, ratios, growth, and cumulative periods; the printed digits
//! are rounded from exact figures, so that about half of the sums hold by rounding only.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::Report;
use iijdeck::prove::{Verdict, prove};
use iijdeck::source::Sources;

/// Decks by number of facts.
const SIZES: [usize; 3] = [1_000, 10_000, 50_000];
/// Runs of each; the median is told.
const RUNS: usize = 5;
/// Leaf items of a segment, in two rows and two columns.
const LEAVES: usize = 4;
/// Segments that one group adds up; a group is one set of figures that depend on each other.
const SEGMENTS: usize = 6;

/// A small generator of numbers that is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Writes a deck of about so many facts, in JPY million from exact figures in thousands.
fn written(facts: usize) -> (String, usize) {
    let mut random = Random(1);
    let mut out = String::from(
        "iijdeck: 2\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\ncompany: {name: \
         C, short: C, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half \
         up}\nfacts:\n",
    );
    let mut relations = String::from("relations:\n");
    let (mut count, mut group) = (0, 0);
    while count < facts {
        group += 1;
        let mut total = [0_u64; 6];
        let mut segments = Vec::new();
        for segment in 0..SEGMENTS {
            let mut sum = [0_u64; 6];
            let mut leaves = Vec::new();
            for leaf in 0..LEAVES {
                let name = format!("g{group}_s{segment}_l{leaf}");
                let quarters = periods(|_| 100_000 + random.below(9_000_000));
                add(&mut sum, &quarters);
                count += item(&mut out, &name, &quarters);
                leaves.push(name);
            }
            let name = format!("g{group}_s{segment}");
            count += item(&mut out, &name, &sum);
            let _ = writeln!(relations, "  - total: {name} = {}", leaves.join(" + "));
            add(&mut total, &sum);
            segments.push(name);
        }
        let name = format!("g{group}");
        let cost = periods(|at| total[at] / 100 * (60 + random.below(30)));
        let gross: Vec<_> = total.iter().zip(&cost).map(|(all, cost)| all - cost).collect();
        count += item(&mut out, &name, &total);
        count += item(&mut out, &format!("{name}_cost"), &cost);
        count += item(&mut out, &format!("{name}_gross"), &gross);
        // A margin in percent to one place, from exact figures.
        let margins: Vec<_> =
            gross.iter().zip(&total).map(|(g, t)| (g * 2000 / t).div_ceil(2)).collect();
        let _ = write!(out, "  {name}_margin: {{label: M, unit: \"%\", values: {{");
        for (period, margin) in PERIODS.iter().zip(&margins) {
            let _ = write!(out, "{period}: {}.{}, ", margin / 10, margin % 10);
            count += 1;
        }
        out.push_str("}}\n");
        let _ = writeln!(relations, "  - total: {name} = {}", segments.join(" + "));
        let _ = writeln!(relations, "  - total: {name}_gross = {name} - {name}_cost");
        let _ = writeln!(relations, "  - ratio: {name}_margin = {name}_gross / {name}");
        for segment in &segments {
            let _ = writeln!(relations, "  - part: {segment} <= {name}");
        }
    }
    let _ = write!(out, "{relations}slides:\n  - cover: {{}}\n");
    (out, count)
}

const PERIODS: [&str; 6] = ["1Q25", "2Q25", "1H25", "3Q25", "9M25", "1Q26"];

fn periods(mut quarter: impl FnMut(usize) -> u64) -> [u64; 6] {
    let [one, two, three, next] = [0, 1, 3, 5].map(&mut quarter);
    [one, two, one + two, three, one + two + three, next]
}

fn add(sum: &mut [u64; 6], more: &[u64; 6]) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

/// Writes an item whose exact figures are in thousands and printed in millions, half up.
fn item(out: &mut String, name: &str, values: &[u64]) -> usize {
    let _ = write!(out, "  {name}: {{label: L, values: {{");
    for (period, value) in PERIODS.iter().zip(values) {
        let _ = write!(out, "{period}: {}, ", (value + 500) / 1000);
    }
    out.push_str("}}\n");
    values.len()
}

/// Times the proof of the reference deck: the median of a hundred.
fn reference() -> Duration {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010/quarter.yaml");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let facts = deck::read(&path, &mut sources, &mut report).expect("the deck").facts;
    let mut times = Vec::new();
    for _ in 0..100 {
        let mut report = Report::new();
        let start = Instant::now();
        let proof = prove(&facts);
        check::figures(&proof, &mut report);
        times.push(start.elapsed());
    }
    times.sort();
    times[50]
}

/// What fills a text whose checks once took time by its square or cube.
const FILLED: [&str; 5] = [
    "increased decreased {revenue yoy} ",
    "not increased {revenue yoy} ",
    "due to increased {revenue yoy} ",
    "7 ",
    "( ",
];

/// Checks the words of a deck with one text of so many bytes, filled with one phrase.
fn filled(phrase: &str, bytes: usize) -> Duration {
    let text = format!(
        "iijdeck: 2\ndeck: {{title: T, date: 2026-08-07, period: 1Q26, language: en}}\ncompany: {{name: \
         C, short: C, fiscal_year: {{starts: april, named_by: start}}, unit: JPY million, rounding: half \
         up}}\nfacts:\n  revenue: {{label: Revenue, values: {{1Q26: 15813, 1Q25: 15835}}}}\nslides:\n  - \
         bullets:\n      title: Results\n      columns:\n        - |\n          - {}\n",
        phrase.repeat(bytes / phrase.len()).trim_end()
    );
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read_text(Path::new("bench.yaml"), text, &mut sources, &mut report);
    let deck = deck.expect("a deck");
    let start = Instant::now();
    check::in_languages(&deck, &["en".to_owned()], false, &mut sources, &mut report);
    start.elapsed()
}

/// Times the proof of sums that tie as many open figures, each with three others.
fn tied(count: usize) -> Duration {
    let mut text = String::from(
        "iijdeck: 2\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\ncompany: {name: \
         C, short: C, fiscal_year: {starts: april, named_by: start}, unit: JPY million, rounding: half \
         up}\nfacts:\n  whole: {label: W, values: {1Q26: 71200}}\n",
    );
    let mut relations = String::from("relations:\n");
    for i in 0..count {
        let _ = writeln!(text, "  i{i}: {{label: I{i}, values: {{1Q26: {{missing: later}}}}}}");
        let [a, b, c] = [i * 7 + 3, i * 11 + 5, i * 13 + 1].map(|at| at % count);
        if [a, b, c].iter().all(|other| *other != i) && a != b && b != c && a != c {
            let _ = writeln!(relations, "  - total: whole = i{i} + i{a} + 2*i{b} - i{c}");
        }
    }
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let text = text + &relations + "slides:\n  - cover: {}\n";
    let deck = deck::read_text(Path::new("bench.yaml"), text, &mut sources, &mut report);
    let facts = deck.expect("a deck").facts;
    let start = Instant::now();
    assert!(prove(&facts).undecided().is_empty(), "the sums are judged");
    start.elapsed()
}

fn main() {
    let mut stdout = std::io::stdout().lock();
    for phrase in FILLED {
        let (short, long) = (filled(phrase, 4_500), filled(phrase, 17_900));
        let _ = writeln!(
            stdout,
            "text of `{}`: 4,500 bytes checked in {} ms, 17,900 in {} ms",
            phrase.trim(),
            short.as_millis(),
            long.as_millis()
        );
    }
    let _ = writeln!(stdout, "reference deck: proved in median {} µs", reference().as_micros());
    for count in [120, 300] {
        let time = tied(count).as_millis();
        let _ = writeln!(stdout, "{count} open figures tied by as many sums: proved in {time} ms");
    }
    for size in SIZES {
        let (text, count) = written(size);
        let mut sources = Sources::new();
        let mut report = Report::new();
        let start = Instant::now();
        let size = text.len() / 1000;
        let deck = deck::read_text(Path::new("bench.yaml"), text, &mut sources, &mut report);
        let read = start.elapsed();
        let facts = deck.expect("a deck").facts;
        assert!(!report.has_errors(), "the deck is read");
        let mut times: Vec<Duration> = Vec::new();
        let mut told = String::new();
        for _ in 0..RUNS {
            let mut report = Report::new();
            let start = Instant::now();
            let proof = prove(&facts);
            check::figures(&proof, &mut report);
            times.push(start.elapsed());
            assert!(!report.has_errors(), "{}", proof.conflicts().len());
            let joined = (0..proof.statements().len()).filter(|at| proof.joins(*at)).count();
            told = format!(
                "{joined} statements ({} exact, {} by rounding)",
                proof.count(Verdict::Exact),
                proof.count(Verdict::ByRounding)
            );
        }
        times.sort();
        let _ = writeln!(
            stdout,
            "{count} facts, {told}: proved in median {} ms (best {}); YAML of {} kB read in {} ms; \
             peak {} MB",
            times[RUNS / 2].as_millis(),
            times[0].as_millis(),
            size,
            read.as_millis(),
            peak()
        );
    }
}

/// The peak memory of this process so far, in MB; zero where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or_default() / 1024
}
