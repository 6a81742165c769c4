//! `import`: figures of a workbook, filled into a deck.

use std::fmt::Write as _;
use std::path::Path;

use super::build::BuildRun;
use super::put::LockedFolder;
use super::{Args, Stop, args, print};
use crate::code::{self, Code};
use crate::deck::{self, Deck};
use crate::diag::{Finding, Report};
use crate::import::{Filled, ImportStep, OpenedWorkbook, import as filled, record};
use crate::source::{Sources, sha256};
use crate::workbook::Workbook;

/// Fills the figures of a workbook into a deck, with the record of where each came from.
pub(super) fn import(options: &args::ImportBook, args: &Args) -> Result<(), Stop> {
    let held = LockedFolder::of(&options.file)?;
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&options.file, &mut sources, &mut report);
    let Some(deck) = deck.filter(|_| !report.has_errors()) else {
        BuildRun::of(args, &options.file, sources, report).print_findings()?;
        return Err(Stop::Findings);
    };
    let (name, book, sum) = match opened(&deck, &options.book) {
        Ok(opened) => opened,
        Err(finding) => {
            report.push(*finding);
            BuildRun::of(args, &options.file, sources, report).print_findings()?;
            return Err(Stop::Findings);
        }
    };
    let shown = options.book.display().to_string();
    let text = book.text.as_ref().map(|text| sources.add(shown, text.clone()));
    let from = OpenedWorkbook { file: &name, book: &book, text, replace: options.replace };
    let made = filled(&deck, &from, &sources, &mut report);
    let made = made.and_then(|made| {
        // What the deck says of each figure afterwards is read from the new text itself.
        let mut found = Report::new();
        let after =
            deck::read_alone(&options.file, made.text.clone(), &mut Sources::new(), &mut found);
        let after = after.filter(|_| !found.has_errors());
        if after.is_none() {
            let message = "with these figures the deck would not be read any more";
            let finding = Finding::new(code::BAD_CELL, message, deck.head.span);
            report.push(finding.help("Write the figures by hand, and report this"));
        }
        after.map(|after| (record(&deck.imports, &made, &after, &name, &sum), made))
    });
    let tells = !report.is_empty();
    if tells {
        BuildRun::of(args, &options.file, sources, report).print_findings()?;
    }
    let Some((imports, made)) = made else {
        let message = "nothing was imported; the deck is as it was";
        return Err(Stop::Environment(message.to_owned()));
    };
    if !options.dry_run {
        let record = (made.record.clone(), imports.text());
        held.put(vec![record, (held.name(), made.text.clone())])?;
    }
    if args.quiet || (tells && args.message_format.for_programs()) {
        return Ok(());
    }
    print::out(&summary(&made, &name, &options.file, options.dry_run))
}

/// Opens the workbook; it must lie in the deck's folder.
fn opened(deck: &Deck, path: &Path) -> Result<(String, Workbook, String), Box<Finding>> {
    let refuse = |code: Code, message: String, help: &str| {
        let finding = Finding::about_file(code, message, path.display().to_string());
        Box::new(finding.help(help.to_owned()))
    };
    let inside = path.canonicalize().ok().zip(deck.folder.root().canonicalize().ok());
    let Some((real, root)) = inside else {
        return Err(refuse(code::NO_FILE, "there is no such file".to_owned(), "Check the path"));
    };
    let name = real.strip_prefix(&root).ok().map(|name| name.to_string_lossy().replace('\\', "/"));
    let Some(name) = name else {
        let message = "the workbook lies outside the deck's folder".to_owned();
        return Err(refuse(
            code::OUTSIDE,
            message,
            "Put it beside the deck: its cells are looked at \
                                               again at every check",
        ));
    };
    let bytes = deck.folder.bytes(&name).map_err(|error| {
        refuse(code::UNREADABLE, error.to_string(), "Check the file and its permissions")
    })?;
    let mark = deck.import.as_ref().and_then(|spec| spec.decimal);
    let book = Workbook::read(&name, &bytes, mark).map_err(|reason| {
        let message = format!("the workbook cannot be read: {reason}");
        refuse(code::UNREADABLE, message, "Save it as .xlsx or .csv, under that name")
    })?;
    Ok((name, book, sha256(&bytes)))
}

fn summary(made: &Filled, book: &str, deck: &Path, dry: bool) -> String {
    let changed: Vec<&ImportStep> = made.steps.iter().filter(|step| step.edited).collect();
    let same = made.steps.len() - changed.len();
    let verb = if dry { "Would import" } else { "Imported" };
    let plural = if changed.len() == 1 { "" } else { "s" };
    let deck = deck.display();
    let mut out = format!("{verb} {} figure{plural} from {book} into {deck}", changed.len());
    let _ = writeln!(
        out,
        "{}",
        if same > 0 { format!("; {same} stay as they are") } else { String::new() }
    );
    for step in changed {
        let rounded = if step.new.split(' ').next() == Some(step.held.as_str()) {
            String::new()
        } else {
            format!(" (holds {})", step.held)
        };
        let kept = if step.kept { "; a formula not computed here, taken as kept" } else { "" };
        let _ = writeln!(
            out,
            "  line {}: {}: {} -> {}\n      from {}{rounded}{kept}",
            step.line, step.figure, step.old, step.new, step.cell
        );
    }
    if !dry {
        let _ = writeln!(out, "See what they mean together with `iijdeck check {deck}`");
    }
    out
}
