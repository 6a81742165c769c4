//! `roll`: the next quarter's file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::build::BuildRun;
use super::put::LockedFolder;
use super::{Args, Stop, args, print};
use crate::deck::{self, Deck, Sidecar};
use crate::diag::Report;
use crate::i18n::catalogue_path;
use crate::num::Period;
use crate::roll::{Shift, roll as rolled};
use crate::source::{Folder, Sources};

/// Rolls a deck forward and writes it beside the old one, with what a person must read.
pub(super) fn roll(options: &args::Roll, args: &Args) -> Result<(), Stop> {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&options.file, &mut sources, &mut report);
    let Some(deck) = deck.filter(|_| !report.has_errors()) else {
        BuildRun::of(args, &options.file, sources, report).print_findings()?;
        return Err(Stop::Findings);
    };
    let (from, to) = (deck.head.period.value, options.to);
    let dates = (deck.head.date.value, options.date);
    let shift = Shift::new(deck.facts.calendar, (from, to), dates.0, dates.1);
    let shift = shift.map_err(Stop::Environment)?;
    let out = options.out.clone().unwrap_or_else(|| renamed(&options.file, from, to));
    let reviews = out.with_file_name(Sidecar::Reviews.name(&out));
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        let message = format!("there is no folder {}; make it first", folder.display());
        return Err(Stop::Environment(message));
    }
    let held = LockedFolder::of(&out)?.private_like(&options.file);
    for path in [&out, &reviews] {
        if path.exists() {
            let message = format!("{} is there already; it was left as it is", path.display());
            return Err(Stop::Environment(message));
        }
    }
    let next = match rolled(&deck, &shift, &sources, &out) {
        Ok(next) => next,
        Err(not) => {
            BuildRun::of(args, &out, not.sources, not.report).print_findings()?;
            let message = "the deck could not be rolled forward; nothing was written";
            return Err(Stop::Environment(message.to_owned()));
        }
    };
    let (mut texts, catalogues) = catalogues(&deck, &out);
    texts.push((Sidecar::Reviews.name(&out), next.reviews.text()));
    let holes = next.text.matches("{due: ").count();
    texts.push((held.name(), next.text));
    held.put(texts)?;
    if args.quiet || args.message_format.for_programs() {
        return Ok(());
    }
    let out = out.display();
    let between = shift.between().map_or_else(String::new, |between| {
        format!("  {between} lies between; if it was reported, roll to it first\n")
    });
    print::out(&format!(
        "Rolled {} from {from} to {to}: {out}\n  {holes} figures to fill in, {} texts to review\n\
         {between}{catalogues}See them with `iijdeck check {out}`\n",
        options.file.display(),
        next.reviews.carried.len()
    ))
}

/// Names the new file by its period: `acme-1q26.yaml` becomes `acme-2q26.yaml`, and `quarter.yaml`
/// `2q26.yaml`.
fn renamed(file: &Path, from: Period, to: Period) -> PathBuf {
    let (from, to) = (from.to_string(), to.to_string());
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let small = (from.to_lowercase(), to.to_lowercase());
    let named =
        [(&from, &to), (&small.0, &small.1)].into_iter().find(|(old, _)| stem.contains(*old));
    let stem = named.map_or_else(|| small.1.clone(), |(old, new)| stem.replacen(old, new, 1));
    file.with_file_name(format!("{stem}.yaml"))
}

/// Gives the new deck the catalogues of the last, where it has none, and tells of them; `i18n update`
/// marks in them what the new words make of them.
fn catalogues(deck: &Deck, out: &Path) -> (Vec<(String, String)>, String) {
    let (mut texts, mut lines, folder) = (Vec::new(), String::new(), Folder::of(out));
    for (tag, _) in &deck.head.translations.0 {
        let (old, new) = (&deck.folder, catalogue_path(&folder, &tag.value));
        let Ok(text) = old.text(&catalogue_path(old, &tag.value)) else { continue };
        if folder.root().join(&new).exists() {
            continue;
        }
        let _ = writeln!(lines, "  {new} holds the translations of the last deck");
        texts.push((new, text));
    }
    (texts, lines)
}
