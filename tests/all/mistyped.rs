//! Single changes of the reference deck's facts, as a hand at the keyboard makes them: how many are
//! found, told as an info, or silent.
//!
//! `cargo test --release --test all -- mistyped:: --nocapture` prints the counts by class.

#![expect(clippy::print_stdout, reason = "the counts are asked for")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::{Report, Severity};
use iijdeck::facts::State;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;

/// How many changes are made.
const CHANGES: usize = 300;

/// Where the numbers of the generator start; another one makes other changes.
const SEED: u64 = 2010;

/// The least that must be found, and found or told as an info.
const LEAST: (usize, usize) = (204, 221);

/// What a hand does to a typed figure.
const CLASSES: [&str; 8] = [
    "another digit",
    "last digit by one",
    "two digits exchanged",
    "a digit lost",
    "a digit doubled",
    "a point moved",
    "the sign turned",
    "two periods exchanged",
];

/// Numbers that look random and are the same on every machine (`SplitMix64`, Steele et al. 2014).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        usize::try_from(z % u64::try_from(end).expect("a size")).expect("below a size")
    }
}

/// A typed figure: where it stands, and where the next one of its item does.
struct Typed {
    here: Range<usize>,
    next: Option<Range<usize>>,
}

/// Gives every figure that is typed in the source with its digits.
fn typed(path: &Path) -> Vec<Typed> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(path, &mut sources, &mut report).expect("the reference deck");
    let stated = deck.facts.facts().filter(|(_, fact)| matches!(fact.state, State::Stated(_)));
    let stated: Vec<_> = stated.map(|(key, fact)| (key.item, fact.span.range())).collect();
    let next = |at: usize| {
        let (item, _) = stated[at];
        stated.get(at + 1).filter(|(other, _)| *other == item).map(|(_, range)| range.clone())
    };
    (0..stated.len()).map(|at| Typed { here: stated[at].1.clone(), next: next(at) }).collect()
}

/// Makes one change of a class; nothing where the figure cannot be changed so.
fn changed(text: &str, class: &str, figure: &Typed, numbers: &mut Numbers) -> Option<String> {
    let old = text[figure.here.clone()].to_owned();
    let digits: Vec<usize> =
        old.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let digit = |at: usize| old.as_bytes()[at] - b'0';
    let with = |range: Range<usize>, new: &str| {
        let mut out = old.clone();
        out.replace_range(range, new);
        out
    };
    let any = digits[numbers.below(digits.len())];
    let new = match class {
        "another digit" => {
            let by = u8::try_from(1 + numbers.below(9)).ok()?;
            with(any..any + 1, &((digit(any) + by) % 10).to_string())
        }
        "last digit by one" => {
            let last = *digits.last()?;
            let by =
                if digit(last) == 9 || digit(last) > 0 && numbers.below(2) == 0 { 9 } else { 1 };
            with(last..last + 1, &((digit(last) + by) % 10).to_string())
        }
        "two digits exchanged" => {
            let pairs: Vec<_> = digits.windows(2).filter(|p| digit(p[0]) != digit(p[1])).collect();
            let pair = pairs.get(numbers.below(pairs.len().max(1)))?;
            let once = with(pair[0]..pair[0] + 1, &digit(pair[1]).to_string());
            let mut twice = once;
            twice.replace_range(pair[1]..=pair[1], &digit(pair[0]).to_string());
            twice
        }
        "a digit lost" => {
            if digits.len() < 2 {
                return None;
            }
            with(any..any + 1, "")
        }
        "a digit doubled" => with(any..any, &digit(any).to_string()),
        "a point moved" => match old.find('.') {
            Some(point) => with(point..point + 1, ""),
            None => {
                if digits.len() < 2 {
                    return None;
                }
                let last = *digits.last()?;
                with(last..last, ".")
            }
        },
        "the sign turned" => match old.strip_prefix('-') {
            Some(rest) => rest.to_owned(),
            None => format!("-{old}"),
        },
        "two periods exchanged" => {
            let next = figure.next.clone()?;
            let other = text[next.clone()].to_owned();
            if other == old {
                return None;
            }
            let mut out = text.to_owned();
            let (first, second) = if figure.here.start < next.start {
                ((figure.here.clone(), other), (next, old))
            } else {
                ((next, old), (figure.here.clone(), other))
            };
            out.replace_range(second.0, &second.1);
            out.replace_range(first.0, &first.1);
            return Some(out);
        }
        _ => return None,
    };
    let mut out = text.to_owned();
    out.replace_range(figure.here.clone(), &new);
    Some(out)
}

/// What a check of a text tells: each finding's weight, code and message.
fn told(folder: &Path, text: &str) -> BTreeSet<(Severity, &'static str, String)> {
    let path = folder.join("quarter.yaml");
    fs::write(&path, text).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(deck) = deck::read(&path, &mut sources, &mut report) {
        let locale = Locale::of("en").expect("English");
        let _ = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    }
    let all = report.into_findings();
    all.into_iter().map(|f| (f.severity, f.code.name(), f.message)).collect()
}

#[test]
fn single_changes_of_the_facts_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010");
    let dir = tempfile::tempdir().expect("a folder");
    fs::copy(root.join("theme.yaml"), dir.path().join("theme.yaml")).expect("the theme");
    let clean = fs::read_to_string(root.join("quarter.yaml")).expect("the deck");
    let figures = typed(&root.join("quarter.yaml"));
    let before = told(dir.path(), &clean);
    let mut numbers = Numbers(SEED);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut silent = Vec::new();
    for at in 0..CHANGES {
        let class = CLASSES[at % CLASSES.len()];
        let text = loop {
            let figure = &figures[numbers.below(figures.len())];
            if let Some(text) = changed(&clean, class, figure, &mut numbers) {
                break text;
            }
        };
        let new: Vec<_> = told(dir.path(), &text).difference(&before).cloned().collect();
        let outcome = match new.first() {
            Some((Severity::Error | Severity::Warning, ..)) => 0,
            Some((Severity::Info, ..)) => 1,
            None => 2,
        };
        counts.entry(class).or_default()[outcome] += 1;
        if outcome == 2 {
            let differs = clean.lines().zip(text.lines()).find(|(old, new)| old != new);
            silent.extend(
                differs.map(|(old, new)| format!("{class}: {} -> {}", old.trim(), new.trim())),
            );
        }
    }
    println!("{:24} {:>6} {:>6} {:>6}", "class", "found", "info", "silent");
    for (class, [found, info, silent]) in &counts {
        println!("{class:24} {found:>6} {info:>6} {silent:>6}");
    }
    let [found, info, lost] = [0, 1, 2].map(|at| counts.values().map(|all| all[at]).sum::<usize>());
    println!("{:24} {found:>6} {info:>6} {lost:>6}", "all");
    let (least, least_told) = LEAST;
    assert!(found >= least && found + info >= least_told, "silent:\n{}", silent.join("\n"));
}
