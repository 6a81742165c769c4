//! `verify`: finished files read back.

use std::collections::BTreeSet;
use std::path::Path;

use super::build::Run;
use super::set::deck_name;
use super::{Args, Stop, args, print};
use crate::diag::Finding;
use crate::readback::{self, Charts, Lost, compare};
use crate::view::View;

/// Reads the words of each page of a finished file.
type Reader = fn(&[u8]) -> Result<Vec<String>, String>;

/// The formats that can be read back, by the ending of their file, and how they have charts.
const READERS: &[(&str, Reader, Charts)] = &[
    ("pdf", readback::pdf, Charts::Drawn),
    ("html", |bytes| Ok(readback::html(&String::from_utf8_lossy(bytes))), Charts::Unfolds),
    ("md", |bytes| Ok(readback::markdown(&String::from_utf8_lossy(bytes))), Charts::Told),
    ("typ", |bytes| Ok(readback::typst(&String::from_utf8_lossy(bytes))), Charts::Written),
];

/// Proves that finished files hold every figure and heading of the deck, and no other figure.
pub(super) fn verify(options: &args::Verify, args: &Args) -> Result<(), Stop> {
    let mut run = Run::new(args, &options.file);
    run.check(&options.file, &options.lang, false, |run, checked| {
        let Some(checked) = checked else {
            run.tell()?;
            return Err(Stop::Findings);
        };
        let mut read = Vec::new();
        for view in checked.views() {
            let folder = options.out.join(deck_name(&options.file)).join(&view.lang);
            for (ending, reader, charts) in READERS {
                let path = folder.join(format!("deck.{ending}"));
                if path.is_file() {
                    run.report.extend(judge(&path, *reader, *charts, view));
                    read.push(path);
                }
            }
            if read.is_empty() {
                let place = folder.display().to_string();
                let finding = Finding::about_file("no-file", "no finished deck is here", place);
                run.report.push(finding.help("Build the deck first, or name its `--out`"));
            }
        }
        run.tell()?;
        if run.report.has_errors() {
            return Err(Stop::Findings);
        }
        let names: Vec<_> = read.iter().map(|path| path.display().to_string()).collect();
        if args.quiet || args.message_format.for_programs() {
            return Ok(());
        }
        print::out(&format!("Every figure and heading is in\n  {}\n", names.join("\n  ")))
    })
}

fn judge(path: &Path, reader: Reader, charts: Charts, view: &View) -> Vec<Finding> {
    let name = path.display().to_string();
    let pages = std::fs::read(path).map_err(|error| error.to_string());
    let pages = match pages.and_then(|bytes| reader(&bytes)) {
        Ok(pages) => pages,
        Err(error) => return vec![Finding::about_file("unreadable", error, name)],
    };
    let told: BTreeSet<String> = compare(view, &pages, charts).iter().map(tell).collect();
    told.into_iter()
        .map(|message| {
            Finding::about_file("lost-figure", message, name.clone())
                .help("Build again; if it stays so, a template drops or adds it")
        })
        .collect()
}

fn tell(lost: &Lost) -> String {
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
        Lost::Run { page, text } => format!("page {page} does not say `{text}` as the deck does"),
        Lost::Stray { page, number } => {
            format!("page {page} holds `{number}`, which the deck does not say there")
        }
    }
}
