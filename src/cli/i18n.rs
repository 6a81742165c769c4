//! `i18n`: catalogues for translators.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::build::Run;
use super::{Args, MessageFormat, Stop, args, print};
use crate::deck::{self, Deck};
use crate::diag::{Finding, Report};
use crate::i18n::{Held, Message, State, catalogue_path, messages, po, states, updated};
use crate::locale::Locale;
use crate::source::Sources;
use crate::view::Press;
use crate::write::{OutputFile, place};

/// Runs one of the commands on catalogues.
pub(super) fn i18n(options: &args::I18n, args: &Args) -> Result<(), Stop> {
    let (file, langs) = match &options.command {
        args::I18nCommand::Extract(o)
        | args::I18nCommand::Update(o)
        | args::I18nCommand::Status(o) => (&o.file, o.lang.as_slice()),
        args::I18nCommand::Import(o) => (&o.file, std::slice::from_ref(&o.lang)),
    };
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(file, &mut sources, &mut report).filter(|_| !report.has_errors());
    let Some(deck) = deck else { return told(args, file, sources, report) };
    let locales = match wanted(&deck, langs) {
        Ok(locales) => locales,
        Err(message) => return Err(Stop::Environment(message)),
    };
    let messages = messages(&deck, &sources);
    let mut work = Work { deck: &deck, file, messages, sources, report };
    let done = match &options.command {
        args::I18nCommand::Extract(_) => work.extract(&locales),
        args::I18nCommand::Update(_) => work.update(&locales),
        args::I18nCommand::Status(_) => work.status(&locales, args),
        args::I18nCommand::Import(o) => work.import(locales[0], &o.po),
    };
    let text = match done {
        Ok(text) => text,
        Err(stop) => {
            told(args, file, work.sources, work.report)?;
            return Err(stop);
        }
    };
    told(args, file, work.sources, work.report)?;
    if args.quiet { Ok(()) } else { print::out(&text) }
}

/// Tells the findings; errors end the command.
fn told(args: &Args, file: &Path, sources: Sources, report: Report) -> Result<(), Stop> {
    let errors = report.has_errors();
    if !report.is_empty() {
        Run::of(args, file, sources, report).tell(&[])?;
    }
    if errors { Err(Stop::Findings) } else { Ok(()) }
}

fn wanted(deck: &Deck, langs: &[String]) -> Result<Vec<&'static Locale>, String> {
    let declared = deck.head.translations.0.iter().map(|(tag, _)| tag.value.clone());
    let all: Vec<String> = if langs.is_empty() { declared.collect() } else { langs.to_vec() };
    if all.is_empty() {
        let own = &deck.head.language.value;
        return Err(format!(
            "the deck has no translations. Add `translations: {{ja: {{}}}}` under `deck`, which is \
             written in {own}"
        ));
    }
    let each = all.iter().map(|tag| {
        Locale::of(tag).filter(|_| *tag != deck.head.language.value).ok_or_else(|| {
            let known = Locale::tags().filter(|known| *known != deck.head.language.value);
            let known = known.collect::<Vec<_>>().join(", ");
            format!("the deck cannot be translated into `{tag}`. The languages are {known}")
        })
    });
    each.collect()
}

struct Work<'a> {
    deck: &'a Deck,
    file: &'a Path,
    messages: Vec<Message>,
    sources: Sources,
    report: Report,
}

/// Finds the texts of the deck that a translation is of.
///
/// Some tools drop the context, or put another in its place; then the text alone says which it
/// is, and of several the line of the deck that it was extracted from. One that has neither is the
/// translation wherever there is none yet.
fn counterparts(theirs: &po::Entry, ours: &[po::Entry]) -> Vec<usize> {
    let exact = ours.iter().position(|own| own.key() == theirs.key() && !own.obsolete);
    if let Some(exact) = exact {
        return vec![exact];
    }
    let same = |own: &po::Entry| own.id.text == theirs.id.text && !own.obsolete;
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
fn taken_over(own: &mut po::Entry, entry: &po::Entry) -> bool {
    let texts =
        |entry: &po::Entry| entry.strings.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    if texts(own) == texts(entry) && own.is_fuzzy() == entry.is_fuzzy() {
        return false;
    }
    own.strings.clone_from(&entry.strings);
    own.flags.retain(|flag| flag != "fuzzy");
    if entry.is_fuzzy() {
        own.flags.insert(0, "fuzzy".to_owned());
    } else {
        own.previous.clear();
    }
    for comment in &entry.comments {
        if !own.comments.contains(comment) {
            own.comments.push(comment.clone());
        }
    }
    true
}

/// How many texts of a catalogue are in which state.
#[derive(Default)]
struct Tally {
    translated: usize,
    fuzzy: usize,
    stale: usize,
    open: usize,
    obsolete: usize,
}

impl Work<'_> {
    fn extract(&mut self, locales: &[&'static Locale]) -> Result<String, Stop> {
        let mut out = String::new();
        let mut files = Vec::new();
        for locale in locales {
            let path = catalogue_path(&locale.tag);
            if self.deck.folder.has(&path) {
                let _ = writeln!(out, "Kept {path}; `iijdeck i18n update` renews it");
                continue;
            }
            let fresh = self.renewed(locale, &po::Catalogue::default());
            let _ = writeln!(out, "Wrote {path}: {} texts", fresh.entries.len());
            files.push(file(path, &fresh));
        }
        self.put(&files)?;
        Ok(out)
    }

    fn update(&mut self, locales: &[&'static Locale]) -> Result<String, Stop> {
        let mut out = String::new();
        let mut files = Vec::new();
        for locale in locales {
            let old = self.catalogue(locale)?;
            let new = self.renewed(locale, &old);
            let tally = self.tally(&new);
            let path = catalogue_path(&locale.tag);
            let _ = writeln!(out, "{path}: {}", words(&tally));
            files.push(file(path, &new));
        }
        self.put(&files)?;
        Ok(out)
    }

    fn status(&mut self, locales: &[&'static Locale], args: &Args) -> Result<String, Stop> {
        let mut out = String::new();
        let mut all = Vec::new();
        for locale in locales {
            let catalogue = self.catalogue(locale)?;
            let tally = self.tally(&catalogue);
            let states = states(&self.messages, &catalogue);
            let mut slides: BTreeMap<Option<usize>, usize> = BTreeMap::new();
            for (message, state) in self.messages.iter().zip(&states) {
                if !matches!(state, State::Translated(_)) {
                    *slides.entry(message.slide).or_default() += 1;
                }
            }
            all.push(json!({
                "language": locale.tag, "texts": self.messages.len(),
                "translated": tally.translated, "fuzzy": tally.fuzzy, "stale": tally.stale,
                "untranslated": tally.open, "obsolete": tally.obsolete,
            }));
            let _ = writeln!(out, "{} ({}): {}", locale.tag, locale.name, words(&tally));
            for (slide, count) in slides {
                let place = slide.map_or_else(
                    || "outside the slides".to_owned(),
                    |at| {
                        self.slide_name(at)
                            .unwrap_or_else(|| format!("entry {} of `slides`", at + 1))
                    },
                );
                let _ = writeln!(out, "  {count:>4} left: {place}");
            }
        }
        if args.message_format == MessageFormat::Json {
            return Ok(format!("{}\n", json!({ "languages": all })));
        }
        Ok(out)
    }

    /// Takes the translations of another file over: by context and text, each that is not empty.
    fn import(&mut self, locale: &'static Locale, path: &Path) -> Result<String, Stop> {
        let text = crate::source::read_deck(path)
            .map_err(|error| Stop::Environment(format!("{}: {error}", path.display())))?;
        let id = self.sources.add(path.display().to_string(), text);
        let theirs = po::read(id, &self.sources, &mut self.report);
        if self.report.has_errors() {
            return Err(Stop::Findings);
        }
        let path = catalogue_path(&locale.tag);
        let ours = if self.deck.folder.has(&path) {
            self.catalogue(locale)?
        } else {
            po::Catalogue::default()
        };
        let mut ours = self.renewed(locale, &ours);
        let (mut taken, mut same) = (0, 0);
        for mut entry in theirs.entries.into_iter().filter(|entry| !entry.obsolete) {
            let found = counterparts(&entry, &ours.entries);
            // Converters write two forms of a plural for every language.
            if let Some(at) = found.first() {
                entry.strings.truncate(ours.entries[*at].strings.len());
            }
            if !entry.is_translated() {
                continue;
            }
            let known = |own: &po::Entry| own.id.text == entry.id.text && !own.obsolete;
            if found.is_empty() && !ours.entries.iter().any(known) {
                let finding =
                    Finding::warning("unknown-message", "the deck has no such text", entry.id.span);
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
        let tally = self.tally(&ours);
        self.put(&[file(path.clone(), &ours)])?;
        Ok(format!(
            "Took over {taken} translations into {path}, {same} were the same: {}\n",
            words(&tally)
        ))
    }

    fn catalogue(&mut self, locale: &Locale) -> Result<po::Catalogue, Stop> {
        let path = catalogue_path(&locale.tag);
        let shown = self.deck.folder.root().join(&path).display().to_string();
        let text = self.deck.folder.text(&path).map_err(|error| {
            Stop::Environment(format!("{shown}: {error}. Write it with `iijdeck i18n extract`"))
        })?;
        let id = self.sources.add(shown, text);
        let catalogue = po::read(id, &self.sources, &mut self.report);
        if self.report.has_errors() { Err(Stop::Findings) } else { Ok(catalogue) }
    }

    fn tally(&self, catalogue: &po::Catalogue) -> Tally {
        let mut tally = Tally {
            obsolete: catalogue.entries.iter().filter(|entry| entry.obsolete).count(),
            ..Tally::default()
        };
        for state in states(&self.messages, catalogue) {
            match state {
                State::Translated(_) => tally.translated += 1,
                State::Fuzzy(_) => tally.fuzzy += 1,
                State::Stale(_) => tally.stale += 1,
                State::Empty(_) | State::Missing => tally.open += 1,
            }
        }
        tally
    }

    fn renewed(&self, locale: &Locale, old: &po::Catalogue) -> po::Catalogue {
        let forms = locale.plural_forms.split(';').next().and_then(|n| n.split('=').nth(1));
        let forms = forms.and_then(|n| n.trim().parse().ok()).unwrap_or(1);
        let mut new = updated(&self.messages, old, forms, |message| self.note(message));
        if new.header.is_none() {
            new.header = Some(self.header(locale));
        }
        new
    }

    /// What a translator should know of a text: its slide, and what its placeholders print.
    fn note(&self, message: &Message) -> (Vec<String>, Vec<String>) {
        let mut notes: Vec<String> =
            message.slide.and_then(|at| self.slide_name(at)).into_iter().collect();
        let own = Locale::of(&self.deck.head.language.value);
        for slot in &message.slots {
            let said = match (&slot.held, own) {
                (Held::Citation(text), Some(own)) => {
                    let press = Press { facts: &self.deck.facts, locale: own };
                    let inner = text.trim_matches(['{', '}']);
                    let Ok(citation) = press.citation(inner) else { continue };
                    let key = self.deck.facts.complete(citation.reference);
                    let words: Vec<_> = inner.split_whitespace().skip(1).collect();
                    let label = &self.deck.facts.item(key.item).label;
                    let how = if words.is_empty() {
                        String::new()
                    } else {
                        format!(", {}", words.join(" "))
                    };
                    format!("{{{}}}: {label}, {}{how}", slot.name, key.period)
                }
                (Held::Time { .. }, _) | (Held::Citation(_), None) => continue,
            };
            if !notes.contains(&said) {
                notes.push(said);
            }
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        let lines = message.spans.iter().map(|span| self.sources.line_column(*span).0);
        let references = lines.map(|line| format!("{name}:{line}")).collect();
        (notes, references)
    }

    fn slide_name(&self, at: usize) -> Option<String> {
        let slide = self.deck.slides.get(at)?;
        let kind = slide.kind();
        let title = kind.head().title.as_ref().or_else(|| kind.section());
        let title = title.map_or_else(String::new, |title| format!(": {}", title.value));
        let part =
            kind.head().part.as_ref().map_or_else(String::new, |part| format!(", {}", part.value));
        Some(format!("Entry {} of slides, {}{title}{part}", at + 1, slide.name()))
    }

    fn header(&self, locale: &Locale) -> po::Entry {
        let deck = &self.deck.head;
        let day = deck.date.value;
        let text = format!(
            "Project-Id-Version: {}\nPOT-Creation-Date: {day} 00:00+0000\n\
             PO-Revision-Date: {day} 00:00+0000\nLast-Translator: \nLanguage-Team: \n\
             Language: {}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n\
             Content-Transfer-Encoding: 8bit\nPlural-Forms: {}\n",
            deck.title.value, locale.tag, locale.plural_forms
        );
        let string = po::Quoted { text, ..po::Quoted::default() };
        po::Entry { strings: vec![string], ..po::Entry::default() }
    }

    fn put(&self, files: &[OutputFile]) -> Result<(), Stop> {
        place(self.deck.folder.root(), files)
            .map_err(|(path, error)| Stop::Environment(format!("{}: {error}", path.display())))
    }
}

fn file(path: String, catalogue: &po::Catalogue) -> OutputFile {
    OutputFile { path, bytes: po::write(catalogue).into_bytes().into(), main: true }
}

fn words(tally: &Tally) -> String {
    let parts = [
        (tally.translated, "translated"),
        (tally.fuzzy, "fuzzy"),
        (tally.stale, "of an earlier text"),
        (tally.open, "untranslated"),
        (tally.obsolete, "obsolete"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}
