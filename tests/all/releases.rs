//! Real releases of very different companies, written as decks: nothing is told of them as they are, and
//! most slips in their figures are found.
//!
//! `cargo test --release --test all -- releases:: --nocapture` prints how many are found, of a sample
//! of the figures; with `--include-ignored`, of all of them, which takes minutes.

#![expect(clippy::print_stdout, reason = "the counts are asked for")]

use std::collections::{BTreeMap, BTreeSet};
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

/// The decks, by their folders in `tests/releases`.
const DECKS: &[&str] = &["best-buy", "costco", "pepsico", "pfizer", "pge", "salesforce"];

/// One figure in so many is changed where not all are.
const SAMPLE: usize = 11;

/// What is done to a figure, and how many in a hundred must be found, and found or told as an info.
const SLIPS: [(&str, usize, usize); 3] =
    [("last digit", 5, 80), ("first digit", 78, 85), ("sign", 86, 90)];

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

/// Where each figure that is typed in a deck stands, but for dashes, which have no digits.
fn figures(path: &Path, text: &str) -> Vec<Range<usize>> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("a deck");
    let stated = deck.facts.facts().filter(|(_, fact)| matches!(fact.state, State::Stated(_)));
    let all = stated.map(|(_, fact)| fact.span.range());
    all.filter(|range| text[range.clone()].bytes().any(|b| b.is_ascii_digit())).collect()
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

/// Makes every slip in one figure in so many of every deck, and counts what is found.
fn slips(step: usize) -> BTreeMap<(&'static str, &'static str), [usize; 3]> {
    let mut counts: BTreeMap<_, [usize; 3]> = BTreeMap::new();
    let mut lost = Vec::new();
    for deck in DECKS {
        let source = folder(deck).join("quarter.yaml");
        let text = fs::read_to_string(&source).expect("the deck");
        let places = figures(&source, &text);
        let tasks: Vec<_> = places
            .iter()
            .step_by(step)
            .flat_map(|range| SLIPS.map(|(slip, ..)| (range.clone(), slip)))
            .filter_map(|(range, slip)| {
                slipped(&text[range.clone()], slip).map(|new| (range, slip, new))
            })
            .collect();
        let next = AtomicUsize::new(0);
        let work = || {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("quarter.yaml");
            let clean = (broken(&path, &text), told(&path, &text));
            let mut fates = Vec::new();
            while let Some(at) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let (range, slip, new) = at;
                let mut changed = text.clone();
                changed.replace_range(range.clone(), new);
                fates.push((*slip, range.start, new.clone(), fate(&path, &changed, &clean)));
            }
            fates
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let fates: Vec<_> = thread::scope(|scope| {
            let all: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
            all.into_iter().flat_map(|one| one.join().expect("a worker")).collect()
        });
        for (slip, start, new, fate) in fates {
            let at = match fate {
                Fate::Found => 0,
                Fate::Info => 1,
                Fate::Silent => 2,
            };
            counts.entry((slip, *deck)).or_default()[at] += 1;
            if at > 0 && slip != "last digit" {
                let line = 1 + text[..start].matches('\n').count();
                lost.push(format!("{deck}:{line}: {slip} {new}"));
            }
        }
    }
    lost.sort();
    println!("not found:\n{}", lost.join("\n"));
    counts
}

/// Prints the counts, and holds them to what must be found.
fn judge(counts: &BTreeMap<(&'static str, &'static str), [usize; 3]>) {
    println!("{:12} {:12} {:>6} {:>6} {:>6}", "slip", "deck", "found", "info", "silent");
    for ((slip, deck), [found, info, silent]) in counts {
        println!("{slip:12} {deck:12} {found:>6} {info:>6} {silent:>6}");
    }
    for (slip, least, least_told) in SLIPS {
        let [found, info, silent] = [0, 1, 2].map(|at| {
            counts.iter().filter(|((of, _), _)| *of == slip).map(|(_, all)| all[at]).sum::<usize>()
        });
        let all = found + info + silent;
        println!("{slip:12} {:12} {found:>6} {info:>6} {silent:>6}", "all");
        assert!(found * 100 >= least * all, "{slip}: {found} of {all} found");
        assert!((found + info) * 100 >= least_told * all, "{slip}: {silent} of {all} silent");
    }
}

#[test]
fn nothing_is_told_of_the_releases() {
    for deck in DECKS {
        let path = folder(deck).join("quarter.yaml");
        let text = fs::read_to_string(&path).expect("the deck");
        let dir = tempfile::tempdir().expect("a folder");
        let all = told(&dir.path().join("quarter.yaml"), &text);
        let heavy: Vec<_> = all.iter().filter(|(weight, ..)| *weight != Severity::Info).collect();
        assert!(heavy.is_empty(), "{deck}: {heavy:#?}");
    }
}

#[test]
fn slips_in_the_releases_are_found() {
    judge(&slips(SAMPLE));
}

#[test]
#[ignore = "takes minutes: every figure of every release"]
fn slips_in_every_figure_of_the_releases_are_found() {
    judge(&slips(1));
}
