//! Real releases of very different companies, written as decks: nothing is told of them as they are, and
//! most slips in their figures are found.
//!
//! `cargo test --release --test all -- releases:: --nocapture` prints how many are found, of a sample
//! of the figures; with `--include-ignored`, of all of them, which takes minutes.

#![expect(clippy::print_stdout, reason = "the counts are asked for")]

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::facts::State;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::prove::{Verdict, prove};
use iijdeck::source::Sources;

use super::program::{run, said};

/// The decks, by their folders in `tests/releases`.
const DECKS: &[&str] = &["best-buy", "costco", "pepsico", "pfizer", "pge", "salesforce"];

/// One figure in so many is changed where not all are.
const SAMPLE: usize = 11;

/// What is done to a figure, and how many in a hundred must be found, and found or told as an info, where a
/// statement is about the figure.
const SLIPS: [(&str, usize, usize); 3] =
    [("last digit", 48, 82), ("first digit", 99, 100), ("sign", 95, 99)];

/// A finding: its weight, code and message.
type Told = (Severity, &'static str, String);

fn folder(deck: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases").join(deck)
}

/// What a check of a text tells.
fn told(path: &Path, text: &str) -> BTreeSet<Told> {
    fs::write(path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(deck) = deck::read(path, &mut sources, &mut report) {
        let locale = Locale::of("en").expect("English");
        let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    }
    let all = report.into_findings();
    all.into_iter().map(|f| (f.severity, f.code.name(), f.message)).collect()
}

/// How many statements cannot be true in a text; nothing where it cannot be read.
fn broken(path: &Path, text: &str) -> Option<usize> {
    fs::write(path, text).expect("a file");
    let deck = deck::read(path, &mut Sources::new(), &mut Report::new())?;
    let proof = prove(&deck.facts);
    Some(proof.count(Verdict::Broken) + proof.conflicts().len())
}

/// A typed figure: where it stands, and whether any statement is about it.
#[derive(Clone)]
struct Typed {
    range: Range<usize>,
    held: bool,
}

/// Gives each figure that is typed in a deck, but for dashes, which have no digits.
fn figures(path: &Path, text: &str) -> Vec<Typed> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("a deck");
    let proof = prove(&deck.facts);
    let tested = proof.statements().iter().filter(|one| one.verdict.is_tested());
    let held: HashSet<_> = tested
        .flat_map(|one| one.left.into_iter().chain(one.terms.iter().map(|(_, key)| *key)))
        .collect();
    let stated = deck.facts.facts().filter(|(_, fact)| matches!(fact.state, State::Stated(_)));
    let all =
        stated.map(|(key, fact)| Typed { range: fact.span.range(), held: held.contains(&key) });
    all.filter(|one| text[one.range.clone()].bytes().any(|b| b.is_ascii_digit())).collect()
}

/// Makes a slip in a figure: the last digit by one, the first by two where it is not the last too, or the
/// sign turned; nothing where there is none to turn.
fn slipped(old: &str, slip: &str) -> Option<String> {
    let digits: Vec<usize> =
        old.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let digit = |at: usize| old.as_bytes()[at] - b'0';
    let with = |at: usize, new: u8| format!("{}{new}{}", &old[..at], &old[at + 1..]);
    match slip {
        "last digit" => {
            let at = *digits.last()?;
            Some(with(at, if digit(at) == 9 { 8 } else { digit(at) + 1 }))
        }
        "first digit" => {
            let at =
                *digits.iter().find(|at| digit(**at) > 0).filter(|at| digits.last() != Some(at))?;
            Some(with(at, if digit(at) > 7 { digit(at) - 2 } else { digit(at) + 2 }))
        }
        "sign" => {
            let bare = old.trim_start_matches(['-', '(']);
            if digits.iter().all(|at| digit(*at) == 0) {
                return None;
            }
            let turned = bare.len() < old.len();
            Some(if turned { bare.trim_end_matches(')').to_owned() } else { format!("-{old}") })
        }
        _ => None,
    }
}

/// What became of a slip.
#[derive(Clone, Copy)]
enum Fate {
    Found,
    Info,
    Silent,
}

/// Judges one slip: by the proof alone where that is enough, else by all checks.
fn fate(path: &Path, text: &str, clean: &(Option<usize>, BTreeSet<Told>)) -> Fate {
    match broken(path, text) {
        Some(count) if Some(count) <= clean.0 => {}
        Some(_) | None => return Fate::Found,
    }
    let weights: BTreeSet<_> =
        told(path, text).difference(&clean.1).map(|(weight, ..)| *weight).collect();
    if weights.iter().any(|weight| *weight != Severity::Info) {
        Fate::Found
    } else if weights.is_empty() {
        Fate::Silent
    } else {
        Fate::Info
    }
}

/// Slips in the figures of a deck: how many are found, told as an info, and silent; by what is done, and by
/// whether a statement is about the figure.
type Counts = BTreeMap<(&'static str, bool, &'static str), [usize; 3]>;

/// A slip to be judged.
struct Slip {
    kind: &'static str,
    figure: Typed,
    new: String,
}

/// Judges the slips of a text, on all cores.
fn fates<'s>(text: &str, slips: &'s [Slip]) -> Vec<(&'s Slip, Fate)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("quarter.yaml");
        let clean = (broken(&path, text), told(&path, text));
        let mut fates = Vec::new();
        while let Some(slip) = slips.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut changed = text.to_owned();
            changed.replace_range(slip.figure.range.clone(), &slip.new);
            fates.push((slip, fate(&path, &changed, &clean)));
        }
        fates
    };
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let all: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        all.into_iter().flat_map(|one| one.join().expect("a worker")).collect()
    })
}

/// Makes every slip in one figure in so many of every deck, and counts what is found.
fn count(step: usize) -> Counts {
    let mut counts = Counts::new();
    let mut lost = BTreeSet::new();
    for deck in DECKS {
        let source = folder(deck).join("quarter.yaml");
        let text = fs::read_to_string(&source).expect("the deck");
        let all = figures(&source, &text).into_iter().step_by(step);
        let slips: Vec<_> = all
            .flat_map(|figure| SLIPS.map(|(kind, ..)| (kind, figure.clone())))
            .filter_map(|(kind, figure)| {
                let new = slipped(&text[figure.range.clone()], kind)?;
                Some(Slip { kind, figure, new })
            })
            .collect();
        for (slip, fate) in fates(&text, &slips) {
            let counted = counts.entry((slip.kind, slip.figure.held, *deck)).or_default();
            match fate {
                Fate::Found => counted[0] += 1,
                Fate::Info => counted[1] += 1,
                Fate::Silent => counted[2] += 1,
            }
            if slip.figure.held && !matches!(fate, Fate::Found) && slip.kind != "last digit" {
                let line = 1 + text[..slip.figure.range.start].matches('\n').count();
                lost.insert(format!("{deck}:{line}: {} {}", slip.kind, slip.new));
            }
        }
    }
    println!("not found, though a statement is about it:");
    for line in &lost {
        println!("{line}");
    }
    counts
}

/// Prints the counts, and holds those of figures that a statement is about to what must be found.
fn judge(counts: &Counts) {
    let row = |slip: &str, deck: &str, [found, info, silent]: [usize; 3]| {
        println!("{slip:12} {deck:12} {found:>6} {info:>6} {silent:>6}");
    };
    println!("{:12} {:12} {:>6} {:>6} {:>6}", "slip", "deck", "found", "info", "silent");
    for (slip, least, least_told) in SLIPS {
        for held in [true, false] {
            let mut all = [0; 3];
            for ((_, _, deck), some) in
                counts.iter().filter(|((s, h, _), _)| (*s, *h) == (slip, held))
            {
                row(slip, deck, *some);
                (0..3).for_each(|at| all[at] += some[at]);
            }
            row(slip, if held { "all held" } else { "all unheld" }, all);
            let [found, info, silent] = all;
            let sum = found + info + silent;
            if held {
                assert!(found * 100 >= least * sum, "{slip}: {found} of {sum} found");
                let told = found + info;
                assert!(told * 100 >= least_told * sum, "{slip}: {silent} of {sum} silent");
            }
        }
    }
}

#[test]
fn nothing_is_told_of_the_releases() {
    for deck in DECKS {
        let output = run(&folder(deck), &["check", "quarter.yaml", "--release"]);
        let words = said(&output);
        assert!(output.status.success() && words.contains("nothing to report"), "{deck}: {words}");
    }
}

#[test]
fn slips_in_the_releases_are_found() {
    judge(&count(SAMPLE));
}

#[test]
#[ignore = "takes minutes: every figure of every release"]
fn slips_in_every_figure_of_the_releases_are_found() {
    judge(&count(1));
}
