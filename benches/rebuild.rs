//! A rebuild in one process after one changed figure: read, check, lay out, write all formats.
//!
//! Run with `cargo bench --bench rebuild`. Times are wall time in milliseconds.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use iijdeck::check;
use iijdeck::deck;
use iijdeck::diag::Report;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;
use iijdeck::write::{FORMATS, Writer};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const DECK: &str = "examples/iij-1q-fy2010/quarter.yaml";
/// Rebuilds counted; each prints another figure.
const RUNS: usize = 30;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = fs::read_to_string(root.join(DECK)).expect("the example");
    let dir = tempfile::tempdir().expect("a folder");
    let theme = "theme.yaml";
    fs::copy(root.join(DECK).with_file_name(theme), dir.path().join(theme)).expect("the theme");
    let path = dir.path().join("quarter.yaml");
    let formats: BTreeSet<_> = FORMATS.into_iter().filter(|format| format.usual).collect();
    let locale = Locale::of("en").expect("English");
    let mut writer: Option<Writer> = None;
    let mut checks = Vec::new();
    let mut wholes = Vec::new();
    for run in 0..=RUNS {
        // The count of mobile contracts is in no relation, so that any number of it is true.
        let text =
            source.replace("2010-06-30: 40000", &format!("2010-06-30: {}", 41_000 + 7 * run));
        assert!(run == 0 || text != source, "the figure was found");
        fs::write(&path, text).expect("written");
        let start = Instant::now();
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let deck = deck::read(&path, &mut sources, &mut report).expect("a deck");
        let checked =
            check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
        let checked = checked.expect("a checked deck");
        checks.push(start.elapsed());
        let writer = writer.get_or_insert_with(|| Writer::new(&deck, &formats).expect("a writer"));
        let view = &checked.views()[0];
        let files = writer.write(&checked, view, &formats, &mut sources).expect("files");
        assert!(files.iter().filter(|file| file.main).count() == formats.len());
        wholes.push(start.elapsed());
    }
    let mut out = std::io::stdout().lock();
    let cold = wholes.remove(0);
    checks.remove(0);
    let ms = |time: &std::time::Duration| {
        format!("{}.{:01}", time.as_millis(), time.as_micros() % 1000 / 100)
    };
    checks.sort();
    wholes.sort();
    let row = |all: &[std::time::Duration]| {
        format!(
            "min {} median {} max {}",
            ms(&all[0]),
            ms(&all[all.len() / 2]),
            ms(&all[all.len() - 1])
        )
    };
    let _ = writeln!(out, "first build           {} ms", ms(&cold));
    let _ = writeln!(out, "read, check, lay out  {} ms", row(&checks));
    let _ = writeln!(out, "whole rebuild         {} ms", row(&wholes));
}
