//! `i18n import`: translations that come back from a translator, whatever tool they went through.

use std::path::Path;

use super::{CatalogueWork, Stop, file, words};
use crate::code;
use crate::diag::Finding;
use crate::i18n::po::field;
use crate::i18n::{catalogue_path, is_checked, not_utf8, po, settled, with_field};
use crate::locale::Locale;
use crate::source::ReadError;

impl CatalogueWork<'_> {
    /// Takes the translations of another file over: by context and text, each that is not empty.
    pub(super) fn import(&mut self, locale: &Locale, path: &Path) -> Result<String, Stop> {
        let shown = path.display().to_string();
        let text = match crate::source::read_deck(path) {
            Ok(text) => text,
            Err(error @ ReadError::NotUtf8 { .. }) => {
                self.report.push(not_utf8(&error, &shown, &mut self.sources));
                return Err(Stop::Findings);
            }
            Err(error) => return Err(Stop::Environment(format!("{shown}: {error}"))),
        };
        let id = self.sources.add(shown, text);
        let theirs = po::read(id, &self.sources, &mut self.report);
        let theirs = settled(theirs, locale, &mut self.report);
        if self.report.has_errors() {
            return Err(Stop::Findings);
        }
        let path = catalogue_path(&self.deck.folder, &locale.tag);
        let ours = if self.deck.folder.has(&path) {
            self.catalogue(locale)?
        } else {
            po::Catalogue::default()
        };
        let mut ours = self.renewed(locale, &ours);
        let header = theirs.header.as_ref().and_then(|header| header.strings.first());
        let header = header.map(|string| string.text.clone()).unwrap_or_default();
        if let Some(string) = ours.header.as_mut().and_then(|own| own.strings.first_mut()) {
            string.text = with_translator(&string.text, &header);
        }
        let gone = theirs.entries.iter().filter(|entry| entry.obsolete);
        let unknown =
            |entry: &&po::PoEntry| ours.entries.iter().all(|own| own.key() != entry.key());
        let gone: Vec<_> = gone.filter(unknown).cloned().collect();
        ours.entries.extend(gone);
        let (mut taken, mut same) = (0, 0);
        for entry in theirs.entries.into_iter().filter(|entry| !entry.obsolete) {
            let found = counterparts(&entry, &ours.entries);
            if !entry.is_translated() {
                continue;
            }
            let known = |own: &po::PoEntry| own.id.text == entry.id.text && !own.obsolete;
            if found.is_empty() && !ours.entries.iter().any(known) {
                let finding =
                    Finding::new(code::UNKNOWN_MESSAGE, "the deck has no such text", entry.id.span);
                let help =
                    "Run `iijdeck i18n update` and send the renewed catalogue for translation";
                self.report.push(finding.help(help));
            }
            for at in found {
                if taken_over(&mut ours.entries[at], &entry) {
                    taken += 1;
                } else {
                    same += 1;
                }
            }
        }
        let tally = self.tally(&ours, locale);
        self.put(vec![file(path.clone(), &ours)])?;
        Ok(format!(
            "Took over {taken} translations into {path}, {same} were the same: {}\n",
            words(&tally)
        ))
    }
}

/// Finds the texts of the deck that a translation is of.
///
/// Some tools drop the context, or put another in its place; then the text alone says which it
/// is, and of several the line of the deck that it was extracted from. One that has neither is the
/// translation wherever there is none yet.
fn counterparts(theirs: &po::PoEntry, ours: &[po::PoEntry]) -> Vec<usize> {
    let exact = ours.iter().position(|own| own.key() == theirs.key() && !own.obsolete);
    if let Some(exact) = exact {
        return vec![exact];
    }
    let same = |own: &po::PoEntry| own.id.text == theirs.id.text && !own.obsolete;
    let all: Vec<usize> = (0..ours.len()).filter(|at| same(&ours[*at])).collect();
    if all.len() < 2 {
        return all;
    }
    if theirs.context.is_none() && theirs.references.is_empty() {
        return all.into_iter().filter(|at| !ours[*at].is_translated()).collect();
    }
    all.into_iter().find(|at| ours[*at].references == theirs.references).into_iter().collect()
}

/// Puts a translation in the place of our own; nothing changes where they are the same.
fn taken_over(own: &mut po::PoEntry, entry: &po::PoEntry) -> bool {
    let texts =
        |entry: &po::PoEntry| entry.strings.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    // What the translator noted stays, whatever became of the text.
    for comment in &entry.comments {
        if !own.comments.contains(comment) {
            own.comments.push(comment.clone());
        }
    }
    for flag in entry.flags.iter().filter(|flag| *flag != "fuzzy") {
        if !own.flags.contains(flag) {
            own.flags.push(flag.clone());
        }
    }
    if texts(own) == texts(entry) && own.is_fuzzy() == entry.is_fuzzy() {
        return false;
    }
    // What was said of the order of the last translation says nothing of this one.
    own.comments.retain(|comment| !is_checked(comment) || entry.comments.contains(comment));
    // Forms that the file does not have are left to be translated.
    let forms = own.strings.len();
    own.strings.clone_from(&entry.strings);
    own.strings.resize(forms, po::Quoted::default());
    own.flags.retain(|flag| flag != "fuzzy");
    if entry.is_fuzzy() {
        own.flags.insert(0, "fuzzy".to_owned());
    } else {
        own.previous.clear();
    }
    true
}

/// Fields of a catalogue's header that say who translated it, and with what.
const OF_TRANSLATOR: [&str; 4] =
    ["Last-Translator", "Language-Team", "PO-Revision-Date", "X-Generator"];

/// Takes what a header says of the translator over.
fn with_translator(own: &str, theirs: &str) -> String {
    let said = OF_TRANSLATOR.into_iter().filter_map(|name| Some((name, field(theirs, name)?)));
    said.fold(own.to_owned(), |header, (name, value)| with_field(&header, name, value))
}
