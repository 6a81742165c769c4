//! Real releases of very different companies, written as decks: nothing is told of them as they are, and
//! most slips in their figures are found.
//!
//! `cargo test --release --test all -- releases:: --nocapture` prints how many are found, of a sample of the
//! figures and stated changes; with `--include-ignored`, of all of them, by deck and by what stands about the
//! figure, in a few minutes: in one process, on all cores, and no check is run that can tell no more.

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
use iijdeck::facts::{Key, State};
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::prove::{Assertion, AssertionForm, Origin, Verdict, prove};
use iijdeck::source::Sources;

use super::program::{run, said};

/// The decks, by their folders in `tests/releases`.
const DECKS: &[&str] = &["best-buy", "costco", "pepsico", "pfizer", "pge", "salesforce"];

/// One figure in so many is changed where not all are.
const SAMPLE: usize = 11;

/// What is done to a figure.
const SLIPS: [&str; 3] = ["last digit", "first digit", "sign"];

/// How many in a hundred must be found: of figures in a statement whose other sums add up, and of all that a
/// statement is about; and how many of these found or told as an info.
const FLOORS: [(&str, usize, usize, usize); 3] =
    [("last digit", 60, 48, 82), ("first digit", 95, 99, 100), ("sign", 98, 95, 99)];

/// A finding: its weight, code and message.
type Told = (Severity, &'static str, String);

fn folder(deck: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases").join(deck)
}

/// What all checks of a text tell.
fn told(path: &Path, text: &str) -> BTreeSet<Told> {
    fs::write(path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(deck) = deck::read(path, &mut sources, &mut report) {
        let locale = Locale::of("en").expect("English");
        let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    }
    listed(report)
}

/// What is told of the figures alone, and how many statements cannot be true.
#[derive(Default)]
struct OfFigures {
    broken: usize,
    told: BTreeSet<Told>,
}

/// What is told of the figures of a text, whatever its slides show; nothing where it cannot be read.
fn of_figures(path: &Path, text: &str) -> Option<OfFigures> {
    fs::write(path, text).expect("a file");
    let deck = deck::read(path, &mut Sources::new(), &mut Report::new())?;
    let proof = prove(&deck.facts);
    let broken = proof.count(Verdict::Broken) + proof.conflicts().len();
    let mut report = Report::new();
    check::figures(&proof, &mut report);
    Some(OfFigures { broken, told: listed(report) })
}

fn listed(report: Report) -> BTreeSet<Told> {
    let all = report.into_findings();
    all.into_iter().map(|f| (f.severity, f.code.name(), f.message)).collect()
}

/// What is stated about a figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stands {
    /// Nothing that was put to the test.
    Alone,
    /// A ratio, a change or a bound, or a sum that holds by rounding.
    Held,
    /// A sum whose digits add up.
    Summed,
    /// Such a sum, on a slide where another one of the same unit adds up as well.
    Footed,
}

impl Stands {
    const ALL: [Self; 4] = [Self::Footed, Self::Summed, Self::Held, Self::Alone];

    fn name(self) -> &'static str {
        match self {
            Self::Alone => "nothing",
            Self::Held => "held, in no sum",
            Self::Summed => "in a sum",
            Self::Footed => "where sums add up",
        }
    }
}

/// A typed figure or stated change: where it stands in the text, and what is stated about it.
#[derive(Clone)]
struct Typed {
    range: Range<usize>,
    stands: Stands,
}

/// Gives each figure and each change that is typed in a deck, but for dashes, which have no digits.
fn figures(path: &Path, text: &str) -> Vec<Typed> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("a deck");
    let locale = Locale::of("en").expect("English");
    let editions = [Edition::own(&deck, locale)];
    let checked = check::run(&deck, &editions, false, &sources, &mut report).expect("a clean deck");
    let (proof, facts) = (checked.proof(), &deck.facts);
    let mut stands: BTreeMap<Key, Stands> = BTreeMap::new();
    for key in
        proof.statements().iter().filter(|one| one.verdict.is_tested()).flat_map(Assertion::keys)
    {
        stands.insert(key, Stands::Held);
    }
    let sums: Vec<_> = proof
        .statements()
        .iter()
        .filter(|one| one.form == AssertionForm::Sum && one.verdict == Verdict::Exact)
        .filter(|one| matches!(one.origin, Origin::Declared(_) | Origin::Drawn(_)))
        .collect();
    for key in sums.iter().flat_map(|sum| sum.keys()) {
        stands.insert(key, Stands::Summed);
    }
    for page in &checked.views()[0].pages {
        let shown: BTreeSet<Key> = page
            .figures()
            .iter()
            .flat_map(|shown| &shown.facts)
            .filter_map(|name| facts.references().key(name).ok())
            .collect();
        let here: Vec<_> =
            sums.iter().filter(|sum| sum.keys().all(|key| shown.contains(&key))).collect();
        for sum in &here {
            let own: BTreeSet<Key> = sum.keys().collect();
            let other = |one: &&&&Assertion| {
                one.unit(facts) == sum.unit(facts) && one.keys().collect::<BTreeSet<_>>() != own
            };
            if here.iter().any(|one| other(&one)) {
                stands.extend(own.iter().map(|key| (*key, Stands::Footed)));
            }
        }
    }
    let stated = facts.facts().filter(|(_, fact)| matches!(fact.state, State::Stated(_)));
    let of = |key: &Key| stands.get(key).copied().unwrap_or(Stands::Alone);
    let figures = stated.map(|(key, fact)| Typed { range: fact.span.range(), stands: of(&key) });
    let tested = |span: Range<usize>| {
        let mut all = proof.statements().iter().filter(|one| one.verdict.is_tested());
        all.any(|one| matches!(one.origin, Origin::Change { .. }) && one.span.range() == span)
    };
    let changes = facts.changes().stated().map(|(_, _, change)| {
        let range = change.span.range();
        let stands = if tested(range.clone()) { Stands::Held } else { Stands::Alone };
        Typed { range, stands }
    });
    let mut all: Vec<_> = figures.chain(changes).collect();
    all.retain(|one| text[one.range.clone()].bytes().any(|b| b.is_ascii_digit()));
    all.sort_by_key(|one| one.range.start);
    all
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

/// Judges one slip: by the proof where that is enough, else by what the figures alone tell, else by all checks.
fn fate(path: &Path, text: &str, clean: &(OfFigures, BTreeSet<Told>)) -> Fate {
    let Some(found) = of_figures(path, text) else { return Fate::Found };
    let news = |told: &BTreeSet<Told>, before: &BTreeSet<Told>| -> BTreeSet<Severity> {
        told.difference(before).map(|(weight, ..)| *weight).collect()
    };
    let counts =
        |weights: &BTreeSet<Severity>| weights.iter().any(|weight| *weight != Severity::Info);
    if found.broken > clean.0.broken || counts(&news(&found.told, &clean.0.told)) {
        return Fate::Found;
    }
    let weights = news(&told(path, text), &clean.1);
    if counts(&weights) {
        Fate::Found
    } else if weights.is_empty() {
        Fate::Silent
    } else {
        Fate::Info
    }
}

/// Slips in the figures of a deck: how many are found, told as an info, and silent; by what is done, and by
/// what is stated about the figure.
type Counts = BTreeMap<(&'static str, Stands, &'static str), [usize; 3]>;

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
        let clean = (of_figures(&path, text).expect("a clean deck"), told(&path, text));
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
            .flat_map(|figure| SLIPS.map(|kind| (kind, figure.clone())))
            .filter_map(|(kind, figure)| {
                let new = slipped(&text[figure.range.clone()], kind)?;
                Some(Slip { kind, figure, new })
            })
            .collect();
        for (slip, fate) in fates(&text, &slips) {
            let counted = counts.entry((slip.kind, slip.figure.stands, *deck)).or_default();
            match fate {
                Fate::Found => counted[0] += 1,
                Fate::Info => counted[1] += 1,
                Fate::Silent => counted[2] += 1,
            }
            let missed = match slip.kind {
                "last digit" => slip.figure.stands == Stands::Footed,
                _ => slip.figure.stands > Stands::Alone,
            };
            if missed && !matches!(fate, Fate::Found) {
                let line = 1 + text[..slip.figure.range.start].matches('\n').count();
                lost.insert(format!("{deck}:{line}: {} {}", slip.kind, slip.new));
            }
        }
    }
    println!(
        "not found, though a statement is about it, or of last digits a sum where others add up:"
    );
    for line in &lost {
        println!("{line}");
    }
    counts
}

/// Prints the counts, and holds those of figures that a statement is about to what must be found.
fn judge(counts: &Counts) {
    let row = |slip: &str, stands: &str, deck: &str, [found, info, silent]: [usize; 3]| {
        let share = found * 100 / (found + info + silent).max(1);
        println!("{slip:12} {stands:18} {deck:12} {found:>6} {info:>6} {silent:>6} {share:>4}%");
    };
    println!("slip         figures            deck          found   info silent");
    for (slip, footed, held, told) in FLOORS {
        let mut all_held = [0; 3];
        for stands in Stands::ALL {
            let mut all = [0; 3];
            for ((_, _, deck), some) in
                counts.iter().filter(|((s, w, _), _)| (*s, *w) == (slip, stands))
            {
                row(slip, stands.name(), deck, *some);
                (0..3).for_each(|at| all[at] += some[at]);
            }
            row(slip, stands.name(), "all", all);
            if stands > Stands::Alone {
                (0..3).for_each(|at| all_held[at] += all[at]);
            }
            let sum: usize = all.iter().sum();
            if stands == Stands::Footed {
                assert!(
                    all[0] * 100 >= footed * sum,
                    "{slip}: {} of {sum} found where sums add up",
                    all[0]
                );
            }
        }
        row(slip, "all held", "all", all_held);
        let [found, info, silent] = all_held;
        let sum = found + info + silent;
        assert!(found * 100 >= held * sum, "{slip}: {found} of {sum} found");
        assert!((found + info) * 100 >= told * sum, "{slip}: {silent} of {sum} silent");
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
