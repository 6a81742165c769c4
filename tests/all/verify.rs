//! What `verify` proves: nothing of a finished deck can be changed without notice. Words are
//! changed as the readers found them, one at a time.

use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::diag::Report;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::readback::{self, ChartReading, compare};
use iijdeck::source::Sources;
use iijdeck::view::View;
use iijdeck::write::{FORMATS, Format, FormatReading};
use iijdeck::{check, deck};

use crate::program::{iijdeck, run, said};

fn reference() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/iij-1q-fy2010/quarter.yaml")
}

fn view() -> View {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&reference(), &mut sources, &mut report).expect("a deck");
    let locale = Locale::of("en").expect("English");
    let checked = check::run(&deck, &[Edition::own(&deck, locale)], false, &sources, &mut report);
    checked.expect("a checked deck").views()[0].clone()
}

/// The words of each page, by format, with how the format has its charts.
fn built() -> Vec<(&'static str, ChartReading, Vec<String>)> {
    let dir = tempfile::tempdir().expect("a folder");
    let mut command = iijdeck();
    command.args(["build", "-q"]).arg(reference()).arg("--out").arg(dir.path());
    assert!(command.output().expect("the program runs").status.success());
    let folder = dir.path().join("iij-1q-fy2010/en");
    let bytes = |name: &str| fs::read(folder.join(name)).expect("the file was written");
    let read = |format: &'static Format| match format.reading {
        FormatReading::Pages { read, charts } => {
            let pages = read(&bytes(&format.file())).expect("a finished file");
            Some((format.name, charts, pages))
        }
        // Cells are changed one by one in `databook.rs`.
        FormatReading::Cells => None,
    };
    FORMATS.into_iter().filter_map(read).collect()
}

/// Changes one page at a time and gives what was not noticed, with how many changes were tried.
fn unnoticed(change: impl Fn(&str) -> Vec<String>) -> (usize, Vec<String>) {
    let view = view();
    let (mut tried, mut missed) = (0, Vec::new());
    for (format, charts, pages) in built() {
        assert_eq!(compare(&view, &pages, charts), [], "{format} as it was built");
        for (at, page) in pages.iter().enumerate() {
            for changed in change(page) {
                // The other pages are as they were; they need not be compared again.
                let mut one = view.clone();
                one.pages = vec![view.pages[at].clone()];
                tried += 1;
                if compare(&one, std::slice::from_ref(&changed), charts).is_empty() {
                    let differ = changed.bytes().zip(page.bytes()).position(|(a, b)| a != b);
                    let near = differ.unwrap_or(0);
                    let around: String = changed[..near].chars().rev().take(30).collect();
                    let around: String = around.chars().rev().collect();
                    let after: String = changed[near..].chars().take(12).collect();
                    missed.push(format!("{format} {}: {around}>{after}", at + 1));
                }
            }
        }
    }
    (tried, missed)
}

#[test]
fn no_digit_changes_unnoticed() {
    let (tried, missed) = unnoticed(|page| {
        // The Typst text names its slides, `ii-3`; a name that is changed breaks a link, no figure.
        let named = |at: usize| {
            let name = page[..at].trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
            page[..at].ends_with('-') && name.ends_with(['i', 'v'])
        };
        let digits = page.char_indices().filter(|(at, c)| c.is_ascii_digit() && !named(*at));
        // Every second digit will do, and is quicker.
        digits
            .step_by(2)
            .map(|(at, c)| {
                let other = if c == '9' { '0' } else { char::from(c as u8 + 1) };
                format!("{}{other}{}", &page[..at], &page[at + 1..])
            })
            .collect()
    });
    assert!(tried > 2_000, "{tried} changes");
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn no_sign_of_a_figure_in_a_table_changes_unnoticed() {
    let (tried, missed) = unnoticed(|page| {
        let signs = page.match_indices(['(', ')', '+']);
        let beside = |at: usize| {
            let after = page[at + 1..].starts_with(|c: char| c.is_ascii_digit());
            after || page[..at].ends_with(|c: char| c.is_ascii_digit() || c == '%')
        };
        signs
            .filter(|(at, _)| beside(*at))
            .map(|(at, _)| format!("{}{}", &page[..at], &page[at + 1..]))
            .collect()
    });
    assert!(tried > 300, "{tried} changes");
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn no_two_figures_change_places_unnoticed() {
    let (tried, missed) = unnoticed(|page| {
        let words: Vec<&str> = page.split(' ').collect();
        let figure = |word: &str| word.len() > 2 && word.ends_with(|c: char| c.is_ascii_digit());
        (0..words.len().saturating_sub(1))
            .filter(|at| figure(words[*at]) && figure(words[at + 1]) && words[*at] != words[at + 1])
            .map(|at| {
                let mut words = words.clone();
                words.swap(at, at + 1);
                words.join(" ")
            })
            .collect()
    });
    assert!(tried > 100, "{tried} changes");
    assert!(missed.is_empty(), "{} of {tried}:\n{missed:#?}", missed.len());
}

#[test]
fn the_numbers_of_a_counted_list_are_the_decks_own() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = "iijdeck: 2\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\n\
        company: {name: Ex, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: JPY \
        million, rounding: half up}\nslides:\n  - bullets: {title: B, columns: [\"5. five\\n6. \
        six\\n   - under\"]}\n";
    fs::write(dir.path().join("small.yaml"), deck).expect("written");
    for command in ["build", "verify"] {
        let output = run(dir.path(), &[command, "small.yaml"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = |name: &str| fs::read_to_string(dir.path().join("out/small/en").join(name));
    assert!(text("deck.md").expect("Markdown").contains("5. five\n6. six"));
    assert!(text("deck.html").expect("HTML").contains("<ol start=\"5\">"));
    let pdf = fs::read(dir.path().join("out/small/en/deck.pdf")).expect("a PDF");
    let words = readback::pdf(&pdf).expect("a PDF")[0].split_whitespace().collect::<String>();
    assert!(words.contains("5.five6.six"), "{words}");
}

#[test]
fn hyphens_of_every_kind_are_found_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = "iijdeck: 2\ndeck: {title: T, date: 2026-08-07, period: 1Q26, language: en}\n\
        company: {name: Ex, short: Ex, fiscal_year: {starts: april, named_by: start}, unit: JPY \
        million, rounding: half up}\nslides:\n  - bullets: {title: B, columns: [\"mid\u{2011}term and \
        long\u{2010}term, on\u{2013}off\"]}\n";
    fs::write(dir.path().join("small.yaml"), deck).expect("written");
    for command in ["build", "verify"] {
        let output = run(dir.path(), &[command, "small.yaml"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn told(folder: &Path, args: &[&str]) -> (bool, String) {
    let output = run(folder, &[args, &["--message-format", "short"]].concat());
    (output.status.success(), said(&output))
}

#[test]
fn a_set_that_names_another_version_or_hides_files_is_not_proved() {
    let dir = tempfile::tempdir().expect("a folder");
    let deck = "acme/quarter.yaml";
    assert!(told(dir.path(), &["init", "acme"]).0 && told(dir.path(), &["build", deck]).0);
    let set = dir.path().join("out/acme");
    for name in [".en/deck.pdf", ".deck-old.pdf", ".iijdeck/deck.pdf"] {
        let path = set.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, "x").expect("a file");
        let (done, said) = told(dir.path(), &["verify", deck]);
        assert!(!done && said.contains("this is not of the set"), "{name}: {said}");
        fs::remove_file(&path).expect("a file");
        let _ = fs::remove_dir(path.parent().expect("a folder"));
    }
    assert!(told(dir.path(), &["verify", deck]).0);
    let manifest = fs::read_to_string(set.join("manifest.json")).expect("a manifest");
    let own = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let other = manifest.replacen(&own, "\"version\": \"9.9.9\"", 1);
    assert_ne!(manifest, other);
    fs::write(set.join("manifest.json"), other).expect("a manifest");
    let (done, said) = told(dir.path(), &["verify", deck]);
    assert!(!done && said.contains("version `9.9.9` built this set"), "{said}");
}

#[test]
fn what_a_template_adds_or_hides_is_refused_by_the_build_as_well() {
    let table = include_str!("../../templates/html/block/table.j2");
    for (name, template, words) in [
        ("html/block/table.j2", format!("{table}<p>99 billion</p>"), "holds `99`"),
        ("html/block/table.j2", format!("{table}<p>Ninety billion</p>"), "says `Ninety`"),
        ("html/block/table.j2", format!("<div hidden>{table}</div>"), "lacks"),
        ("html/block/table.j2", format!("<div style=\"display:none\">{table}</div>"), "lacks"),
        ("md/block/table.j2", md_table("<p>99 billion</p>"), "holds `99`"),
        ("md/block/table.j2", md_table("<p hidden>"), "says `hidden`"),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(told(dir.path(), &["init", "acme"]).0);
        let path = dir.path().join("acme/templates").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(&path, template).expect("a template");
        for release in
            [&["build", "acme/quarter.yaml"][..], &["build", "acme/quarter.yaml", "--release"]]
        {
            let (done, said) = told(dir.path(), release);
            assert!(
                !done && said.contains("lost-figure") && said.contains(words),
                "{words}: {said}"
            );
        }
    }
    // A look alone is no text, and the proof holds of it.
    let dir = tempfile::tempdir().expect("a folder");
    assert!(told(dir.path(), &["init", "acme"]).0);
    let path = dir.path().join("acme/templates/html/block/table.j2");
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(&path, format!("<div class=\"own\">{table}</div>")).expect("a template");
    for args in [&["build", "acme/quarter.yaml", "--release"][..], &["verify", "acme/quarter.yaml"]]
    {
        let (done, said) = told(dir.path(), args);
        assert!(done, "{said}");
    }
}

fn md_table(more: &str) -> String {
    format!("{}\n\n{more}\n\n", include_str!("../../templates/md/block/table.j2"))
}
