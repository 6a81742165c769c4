//! `verify`: finished files read back, and compared with what the deck gives.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::build::BuildRun;
use super::finished::FinishedSet;
use super::set::{deck_name, filed};
use super::{Args, Stop, args, print};
use crate::check::Checked;
use crate::code;
use crate::databook::databook;
use crate::deck::Deck;
use crate::diag::Finding;
use crate::readback::{Lost, compare, workbook};
use crate::source::Sources;
use crate::view::{Layout, View};
use crate::write::{FORMATS, Format, FormatReading, MANIFEST, OutputFile, PROOF, manifest};

/// Proves that finished files are those of the deck: every figure and heading, no other figure, and
/// no byte that the build did not write.
pub(super) fn verify(options: &args::Verify, args: &Args) -> Result<(), Stop> {
    let mut run = BuildRun::new(args, &options.file);
    run.settle(&options.out);
    let set = FinishedSet::read(options.out.join(deck_name(&options.file)));
    let languages = if options.lang.is_empty() { set.languages() } else { options.lang.clone() };
    run.check(&options.file, &languages, set.release, |run, checked| {
        let Some(checked) = checked else {
            run.print_findings()?;
            return Err(Stop::Findings);
        };
        let read = judge(&set, &checked, options, run);
        run.print_findings()?;
        if run.report.has_errors() {
            return Err(Stop::Findings);
        }
        let names: Vec<_> = read.iter().map(|path| path.display().to_string()).collect();
        if args.quiet || args.message_format.for_programs() {
            return Ok(());
        }
        print::out(&format!(
            "Every figure and heading is in, and no byte differs from what the deck gives\n  {}\n",
            names.join("\n  ")
        ))
    })
}

/// Judges the files of every language; gives those that were read back.
fn judge(
    set: &FinishedSet,
    checked: &Checked<'_>,
    options: &args::Verify,
    run: &mut BuildRun<'_>,
) -> Vec<PathBuf> {
    let mut read = Vec::new();
    let mut found = Vec::new();
    let mut formats = BTreeSet::new();
    let mut proof = false;
    for view in checked.views() {
        let folder = set.folder.join(&view.lang);
        let before = read.len();
        for format in FORMATS {
            let path = format!("{}/{}", view.lang, format.file());
            if set.holds(&path) {
                found.extend(words(set, &path, format, (view, checked), run.sources()));
                read.push(set.folder.join(path));
            }
        }
        if read.len() == before {
            let place = folder.display().to_string();
            let finding = Finding::about_file(code::NO_FILE, "no finished deck is here", place);
            found.push(finding.help("Build the deck first, or name its `--out`"));
        }
        let sums = set.sums(&view.lang);
        let has = |name: &str| sums.contains_key(&format!("{}/{name}", view.lang));
        formats.extend(FORMATS.into_iter().filter(|format| has(&format.file())));
        proof |= has(PROOF);
    }
    if let Err(why) = &set.manifest {
        let place = set.folder.join(MANIFEST).display().to_string();
        let message = format!("the set has no manifest that can be read: {why}");
        let finding = Finding::about_file(code::NO_FILE, message, place);
        found.push(
            finding.help(
                "Build the deck again: without checksums nothing proves that files are whole",
            ),
        );
    } else {
        for view in checked.views() {
            found.extend(set.judge_sums(&view.lang));
        }
        if options.lang.is_empty() {
            found.extend(set.judge_strangers());
        }
        let other = set.judge_version();
        let ours = other.is_none();
        found.extend(other);
        if ours && let Some(made) = made_anew(checked, options, set, (&formats, proof), run) {
            let whole = options.lang.is_empty();
            let bytes = set.judge_bytes(whole, &made, &found);
            found.extend(bytes);
        }
    }
    run.report.extend(found);
    read
}

/// Makes every file of the set once more, in memory.
fn made_anew(
    checked: &Checked<'_>,
    options: &args::Verify,
    set: &FinishedSet,
    (formats, proof): (&BTreeSet<&'static Format>, bool),
    run: &mut BuildRun<'_>,
) -> Option<Vec<OutputFile>> {
    let made = run.make(checked, formats, proof)?;
    let each: Vec<_> = made.iter().map(|(lang, files)| (lang.as_str(), files)).collect();
    let manifest = manifest(checked, set.release, &options.file, run.sources(), &each);
    let files = made.into_iter().flat_map(|(lang, files)| filed(&lang, files));
    Some(files.chain([manifest]).collect())
}

/// Compares the words of a finished file with the view.
fn words(
    set: &FinishedSet,
    path: &str,
    format: &Format,
    (view, checked): (&View, &Checked<'_>),
    sources: &Sources,
) -> Vec<Finding> {
    let name = set.folder.join(path).display().to_string();
    let bytes = set.bytes(path).map_err(|error| error.to_string());
    let told = bytes.and_then(|bytes| read_back(&bytes, format, (view, checked), sources));
    let told = match told {
        Ok(told) => told,
        Err(error) => return vec![Finding::about_file(code::UNREADABLE, error, name)],
    };
    told.into_iter()
        .map(|message| {
            Finding::about_file(code::LOST_FIGURE, message, name.clone())
                .help("Build again; if it stays so, a template drops or adds it")
        })
        .collect()
}

/// Reads a finished file, and tells what it has otherwise than the deck gives.
fn read_back(
    bytes: &[u8],
    format: &Format,
    (view, checked): (&View, &Checked<'_>),
    sources: &Sources,
) -> Result<BTreeSet<String>, String> {
    match format.reading {
        FormatReading::Pages { read, charts } => {
            let lost = compare(view, &read(bytes)?, charts);
            Ok(differences(&lost, view, framed_anew(checked.deck())))
        }
        FormatReading::Cells => {
            // What has too many digits for a spreadsheet was refused when it was built.
            let book = databook(checked, view, sources).unwrap_or_default();
            workbook(&book, &checked.deck().facts, bytes)
        }
    }
}

/// Reads files that were just made, before they are written: what `verify` would refuse is refused now.
pub(super) fn misread(
    files: &[OutputFile],
    view: &View,
    checked: &Checked<'_>,
    sources: &Sources,
) -> Vec<Finding> {
    let framed = framed_anew(checked.deck());
    let mut out = Vec::new();
    for format in FORMATS {
        let name = format.file();
        let Some(file) = files.iter().find(|file| file.path == name) else { continue };
        let place = format!("{}/{name}", view.lang);
        let told = match read_back(&file.bytes, format, (view, checked), sources) {
            Ok(told) => told,
            Err(error) => {
                out.push(Finding::about_file(code::UNREADABLE, error, place));
                continue;
            }
        };
        let help = if framed {
            "A template of the deck leaves it out or adds it; compare it with the built-in one. What \
             is said belongs in the deck, where it is proved"
        } else {
            "A picture or a font of the deck adds it or hides it: look at this page"
        };
        out.extend(told.into_iter().map(|message| {
            Finding::about_file(code::LOST_FIGURE, message, place.clone()).help(help)
        }));
    }
    out
}

/// Tells whether a deck brings templates of its own.
pub(super) fn framed_anew(deck: &Deck) -> bool {
    !deck.folder.sums("templates").is_empty()
}

/// Words what a file lacks or adds. Where the deck has templates of its own, the frame of a page, a cover
/// or a divider may leave out what the built-in ones say; nothing may add to it.
fn differences(lost: &[Lost], view: &View, framed: bool) -> BTreeSet<String> {
    let free = |page: usize| {
        let page = view.pages.get(page.saturating_sub(1));
        page.is_some_and(|page| matches!(page.layout, Layout::Cover | Layout::Divider))
    };
    let missed = lost.iter().filter(|lost| match lost {
        Lost::Heading { page, .. } => !framed || !free(*page),
        Lost::Run { page, around, .. } => !framed || (!around && !free(*page)),
        Lost::Pages { .. } | Lost::Figure { .. } | Lost::Label { .. } | Lost::Stray { .. } => true,
        // Without a template of the deck's own, every byte of a text is the program's.
        Lost::Word { .. } => framed,
    });
    missed.map(described).collect()
}

fn described(lost: &Lost) -> String {
    match lost {
        Lost::Pages { expected, found } => {
            format!("the deck has {expected} slides, the file has {found} pages")
        }
        Lost::Heading { page, heading } => format!("page {page} lacks its heading `{heading}`"),
        Lost::Figure { page, text, facts } => {
            format!("page {page} lacks `{text}` ({})", facts.join(", "))
        }
        Lost::Label { page, text } => {
            format!("page {page} lacks the label `{text}` of a chart, or has it too seldom")
        }
        Lost::Run { page, text, .. } => {
            format!("page {page} does not say `{text}` as the deck does")
        }
        Lost::Word { page, word } => {
            format!("page {page} says `{word}`, which the deck does not say there")
        }
        Lost::Stray { page, number } => {
            format!("page {page} holds `{number}`, which the deck does not say there")
        }
    }
}
