//! `diff`: what changed between two decks.

use std::path::{Path, PathBuf};

use super::args::DiffFormat;
use super::build::BuildRun;
use super::put::put;
use super::revision::{Checkout, RevisionName, checkout};
use super::{Args, Stop, args, print};
use crate::diag::Report;
use crate::diff::{DeckSide, compare, human, markdown, redline};
use crate::source::Sources;

/// Where a deck comes from.
enum DeckPlace {
    File(PathBuf),
    Revision(Checkout),
}

impl DeckPlace {
    /// A file, a folder with its deck, or else a revision of the deck, which may have had another name
    /// there than in the other revision; `REVISION:PATH` names both.
    fn of(text: &str, deck: &Path, other: Option<&str>) -> Result<Self, Stop> {
        let path = Path::new(text);
        if path.is_dir() {
            return Ok(Self::File(path.join("quarter.yaml")));
        }
        if path.exists() {
            return Ok(Self::File(path.to_path_buf()));
        }
        let read = match text.split_once(':') {
            Some((revision, path)) => checkout(revision, RevisionName::InTree(path), None),
            None => checkout(text, RevisionName::Here(deck), other),
        };
        read.map(Self::Revision).map_err(Stop::Environment)
    }

    fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Revision(checkout) => &checkout.deck,
        }
    }

    fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Revision(checkout) => checkout.name.clone(),
        }
    }

    /// Names files of a revision as its author knows them.
    fn plain(&self, rendered: &str) -> String {
        match self {
            Self::File(_) => rendered.to_owned(),
            Self::Revision(checkout) => checkout.plain(rendered),
        }
    }
}

/// Tells what changed between two decks.
pub(super) fn diff(options: &args::Diff, args: &Args) -> Result<(), Stop> {
    let old = DeckPlace::of(&options.old, &options.deck, options.new.as_deref())?;
    let new = match &options.new {
        Some(new) => DeckPlace::of(new, &options.deck, Some(&options.old))?,
        None => DeckPlace::File(options.deck.clone()),
    };
    let mut sources = Sources::new();
    let mut read = |place: &DeckPlace| {
        let mut report = Report::new();
        let side = DeckSide::read(place.name(), place.path(), &mut sources, &mut report);
        if side.is_none() {
            let name = place.name();
            let mut run = BuildRun::of(args, Path::new(&name), sources.clone(), report);
            super::build::show(args, &place.plain(&run.rendered(None)))?;
        }
        Ok::<_, Stop>(side)
    };
    // Both are read, so that the errors of both are told.
    let (Some(before), Some(after)) = (read(&old)?, read(&new)?) else {
        return Err(Stop::Findings);
    };
    let mut report = Report::new();
    let diff = compare(&before, &after, &mut report);
    let text = match options.format {
        DiffFormat::Human => human(&diff),
        DiffFormat::Json => format!("{:#}\n", diff.json()),
        DiffFormat::Markdown => markdown(&diff),
        DiffFormat::Html => redline(&diff, &before, &after).map_err(Stop::Environment)?,
    };
    let errors = report.has_errors();
    if errors {
        let name = new.name();
        let rendered = BuildRun::of(args, Path::new(&name), sources.clone(), report).rendered(None);
        print::findings(&new.plain(&rendered));
    }
    match &options.out {
        Some(path) => put(path, text, &sources)?,
        None => print::out(&text)?,
    }
    if errors || options.exit_code && !diff.is_empty() { Err(Stop::Findings) } else { Ok(()) }
}
