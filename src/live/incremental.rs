//! One deck built again and again in one process, which keeps what did not change.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::check;
use crate::deck;
use crate::diag::{Finding, Report};
use crate::source::{Sources, Span};
use crate::view::View;
use crate::write::{Format, OutputFile, Pages, Writer, manifest};

/// Builds one deck, again and again.
#[derive(Debug)]
pub struct IncrementalBuild {
    file: PathBuf,
    languages: Vec<String>,
    formats: BTreeSet<&'static Format>,
    /// Whether the decks are to be written as a set.
    set: bool,
    /// One for each language, so that what one keeps is not dropped for another.
    writers: BTreeMap<String, Writer>,
}

/// What one building has read, found and made.
#[derive(Debug, Default)]
pub struct Built {
    /// What was read.
    pub sources: Sources,
    /// What was found.
    pub report: Report,
    /// Which slide of the source, from 0, was written where, as far as it could be read.
    pub slides: Vec<(usize, Span)>,
    /// The deck in each language; nothing where it has errors.
    pub decks: Option<Vec<BuiltDeck>>,
    /// The manifest of the set, where the decks are written.
    pub manifest: Option<OutputFile>,
    /// The files that the deck asked for, from its folder.
    pub asked: BTreeSet<String>,
}

/// A finished deck in one language.
#[derive(Debug)]
pub struct BuiltDeck {
    /// The language.
    pub lang: String,
    /// Its files.
    pub files: Vec<OutputFile>,
    /// Of each page its id, its heading and which slide of the source it is, from 0.
    pub pages: Vec<(String, String, usize)>,
    /// The pages to be drawn, where a PDF was made.
    pub pictures: Option<Pages>,
}

impl IncrementalBuild {
    /// Sets up a studio for a deck; its own language where none is asked for.
    #[must_use]
    pub fn new(file: &Path, languages: &[String], formats: BTreeSet<&'static Format>) -> Self {
        let (file, languages) = (file.to_owned(), languages.to_vec());
        Self { file, languages, formats, set: false, writers: BTreeMap::new() }
    }

    /// Makes a manifest with each building, for decks that are written.
    #[must_use]
    pub fn of_set(self) -> Self {
        Self { set: true, ..self }
    }

    /// Has templates and faces read anew at the next building.
    pub fn start_over(&mut self) {
        self.writers.clear();
    }

    /// Builds the deck as it is on disk.
    pub fn build(&mut self) -> Built {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let Some(deck) = deck::read(&self.file, &mut sources, &mut report) else {
            return Built { sources, report, slides: Vec::new(), ..Built::default() };
        };
        let slides: Vec<_> = deck.numbered().map(|(at, slide)| (at, slide.kind().span())).collect();
        let checked = check::in_languages(&deck, &self.languages, false, &mut sources, &mut report);
        let mut decks = Vec::new();
        for view in checked.iter().flat_map(|checked| checked.views().iter()) {
            let Some(checked) = &checked else { break };
            let writer = match self.writers.remove(&view.lang).filter(|w| w.suits(&deck)) {
                Some(writer) => Ok(writer),
                None => Writer::new(&deck, &self.formats),
            };
            let mut writer = match writer {
                Ok(writer) => writer,
                Err(finding) => {
                    report.push(*finding);
                    continue;
                }
            };
            match writer.write(checked, view, &self.formats, &mut sources) {
                Ok(files) => decks.push(made(view, files, &writer)),
                Err(findings) => report.extend(findings),
            }
            self.writers.insert(view.lang.clone(), writer);
        }
        let checked = checked.filter(|_| !report.has_errors());
        let manifest = checked.as_ref().filter(|_| self.set).map(|checked| {
            let files: Vec<_> =
                decks.iter().map(|made| (made.lang.as_str(), &made.files)).collect();
            manifest(checked, false, &self.file, &sources, &files)
        });
        let decks = checked.is_some().then_some(decks);
        let asked = deck.folder.asked();
        Built { sources, report, slides, decks, manifest, asked }
    }
}

fn made(view: &View, files: Vec<OutputFile>, writer: &Writer) -> BuiltDeck {
    let pages = view.pages.iter();
    let pages = pages.map(|page| (page.id.clone(), page.heading.clone(), page.slide));
    let pictures = writer.pages().cloned();
    BuiltDeck { lang: view.lang.clone(), files, pages: pages.collect(), pictures }
}

impl Built {
    /// Finds the slide of the source, from 0, that a finding is about: the one that was written
    /// around it.
    #[must_use]
    pub fn slide(&self, finding: &Finding) -> Option<usize> {
        let inside = |slide: &Span, place: Span| {
            slide.file == place.file && slide.start <= place.start && place.start < slide.end
        };
        finding
            .labels
            .iter()
            .find_map(|label| self.slides.iter().find(|(_, slide)| inside(slide, label.span)))
            .map(|(at, _)| *at)
    }
}
