//! `roll`: the next quarter's file.

use std::path::{Path, PathBuf};

use super::build::Run;
use super::{Args, Stop, args, print};
use crate::deck::{self, Reviews};
use crate::diag::Report;
use crate::roll::{Shift, roll as rolled};
use crate::source::Sources;
use crate::write::{OutputFile, place};

/// Rolls a deck forward and writes it beside the old one, with what a person must read.
pub(super) fn roll(options: &args::Roll, args: &Args) -> Result<(), Stop> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&options.file, &mut sources, &mut report);
    let Some(deck) = deck.filter(|_| !report.has_errors()) else {
        Run::of(args, &options.file, sources, report).tell(&[])?;
        return Err(Stop::Findings);
    };
    let (from, to) = (deck.head.period.value, options.to);
    let dates = (deck.head.date.value, options.date);
    let Some(shift) = Shift::new(deck.facts.calendar, (from, to), dates.0, dates.1) else {
        let message = format!("{to} does not end after {from}, the period that the deck reports");
        return Err(Stop::Environment(message));
    };
    let out = options.out.clone().unwrap_or_else(|| {
        options.file.with_file_name(format!("{}.yaml", to.to_string().to_lowercase()))
    });
    for path in [out.clone(), Reviews::path(&out)] {
        if path.exists() {
            let message = format!("{} is there already; it was left as it is", path.display());
            return Err(Stop::Environment(message));
        }
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let message = format!("there is no folder {}; make it first", folder.display());
        return Err(Stop::Environment(message));
    }
    let next = match rolled(&deck, &shift, &sources, &out) {
        Ok(next) => next,
        Err(findings) => {
            report.append(findings);
            Run::of(args, &out, sources, report).tell(&[])?;
            let message = "the deck could not be rolled forward; nothing was written";
            return Err(Stop::Environment(message.to_owned()));
        }
    };
    // The reviews come first: a deck without them would look as if all had been read.
    put(&Reviews::path(&out), next.reviews.text())?;
    let holes = next.text.matches("{due: ").count();
    put(&out, next.text)?;
    if args.quiet || args.message_format.for_programs() {
        return Ok(());
    }
    let out = out.display();
    print::out(&format!(
        "Rolled {} from {from} to {to}: {out}\n  {holes} figures to fill in, {} texts to review\n\
         See them with `iijdeck check {out}`\n",
        options.file.display(),
        next.reviews.carried.len()
    ))
}

/// Puts one text in place, whole or not at all.
pub(super) fn put(path: &Path, text: String) -> Result<(), Stop> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.map_or_else(|| PathBuf::from("."), PathBuf::from);
    let bytes = text.into_bytes().into();
    let file = OutputFile { path: name.unwrap_or_default(), bytes, main: true };
    place(&folder, &[file])
        .map_err(|(path, error)| Stop::Environment(format!("{}: {error}", path.display())))
}
