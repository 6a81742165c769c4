//! `i18n`: catalogues for translators.

mod import;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::build::BuildRun;
use super::put::LockedFolder;
use super::{Args, MessageFormat, Stop, args, print};
use crate::deck::{self, Deck, Numbers};
use crate::diag::Report;
use crate::i18n::{
    Message, MessageState, PlaceholderValue, can_be_printed, catalogue, catalogue_path, messages,
    po, states, updated, with_forms,
};
use crate::locale::Locale;
use crate::source::Sources;
use crate::view::{Citation, FigureFormatter};

/// Runs one of the commands on catalogues.
pub(super) fn i18n(options: &args::I18n, args: &Args) -> Result<(), Stop> {
    let (file, langs) = match &options.command {
        args::I18nCommand::Extract(o)
        | args::I18nCommand::Update(o)
        | args::I18nCommand::Status(o) => (&o.file, o.lang.as_slice()),
        args::I18nCommand::Import(o) => (&o.file, std::slice::from_ref(&o.lang)),
    };
    // What only reads waits for nobody.
    let reads = matches!(options.command, args::I18nCommand::Status(_));
    let held = if reads { None } else { Some(LockedFolder::of(file)?) };
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(file, &mut sources, &mut report).filter(|_| !report.has_errors());
    let Some(deck) = deck else { return print_findings(args, file, sources, report) };
    let locales = match wanted(&deck, langs) {
        Ok(locales) => locales,
        Err(message) => return Err(Stop::Environment(message)),
    };
    let messages = messages(&deck, &sources);
    let slide_names = slide_names(&deck, &sources);
    let mut work =
        CatalogueWork { deck: &deck, file, held, messages, slide_names, sources, report };
    let done = match &options.command {
        args::I18nCommand::Extract(_) => work.extract(&locales),
        args::I18nCommand::Update(_) => work.update(&locales),
        args::I18nCommand::Status(_) => work.status(&locales, args),
        args::I18nCommand::Import(o) => work.import(locales[0], &o.po),
    };
    let text = match done {
        Ok(text) => text,
        Err(stop) => {
            print_findings(args, file, work.sources, work.report)?;
            return Err(stop);
        }
    };
    print_findings(args, file, work.sources, work.report)?;
    if args.quiet { Ok(()) } else { print::out(&text) }
}

/// Names every slide by its page in the deck's own language; what cannot be laid out is for `check`.
fn slide_names(deck: &Deck, sources: &Sources) -> BTreeMap<usize, String> {
    let Some(own) = deck.own_language() else { return BTreeMap::new() };
    let view = deck.view(own, sources, &mut Report::new());
    let numbers = Numbers::of(deck, &view);
    deck.numbered().map(|(at, _)| (at, numbers.name(at))).collect()
}

/// Tells the findings; errors end the command.
fn print_findings(args: &Args, file: &Path, sources: Sources, report: Report) -> Result<(), Stop> {
    let errors = report.has_errors();
    if !report.is_empty() {
        BuildRun::of(args, file, sources, report).print_findings()?;
    }
    if errors { Err(Stop::Findings) } else { Ok(()) }
}

fn wanted<'d>(deck: &'d Deck, langs: &[String]) -> Result<Vec<&'d Locale>, String> {
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
        deck.language(tag).filter(|_| *tag != deck.head.language.value).ok_or_else(|| {
            let known = Locale::tags().filter(|known| *known != deck.head.language.value);
            let known = known.collect::<Vec<_>>().join(", ");
            format!("the deck cannot be translated into `{tag}`. The languages are {known}")
        })
    });
    each.collect()
}

struct CatalogueWork<'a> {
    deck: &'a Deck,
    file: &'a Path,
    /// The deck's folder, for what writes.
    held: Option<LockedFolder>,
    messages: Vec<Message>,
    /// The name of each slide.
    slide_names: BTreeMap<usize, String>,
    sources: Sources,
    report: Report,
}

/// How many texts of a catalogue are in which state.
#[derive(Default)]
struct Tally {
    translated: usize,
    fuzzy: usize,
    stale: usize,
    /// Translated, and nothing that can be printed.
    refused: usize,
    open: usize,
    obsolete: usize,
}

/// What a catalogue has for a text.
#[derive(Clone, Copy)]
enum TextState {
    Known(MessageState),
    /// A translation that `check` refuses.
    Refused,
}

impl CatalogueWork<'_> {
    fn extract(&mut self, locales: &[&Locale]) -> Result<String, Stop> {
        let mut out = String::new();
        let mut files = Vec::new();
        for locale in locales {
            let path = catalogue_path(&self.deck.folder, &locale.tag);
            if self.deck.folder.has(&path) {
                // One that cannot be read is not renewed by an update either.
                self.catalogue(locale)?;
                let _ = writeln!(out, "Kept {path}; `iijdeck i18n update` renews it");
                continue;
            }
            let fresh = self.renewed(locale, &po::Catalogue::default());
            let _ = writeln!(out, "Wrote {path}: {} texts", fresh.entries.len());
            files.push(file(path, &fresh));
        }
        self.put(files)?;
        Ok(out)
    }

    fn update(&mut self, locales: &[&Locale]) -> Result<String, Stop> {
        let mut out = String::new();
        let mut files = Vec::new();
        for locale in locales {
            let old = self.catalogue(locale)?;
            let new = self.renewed(locale, &old);
            let tally = self.tally(&new, locale);
            let path = catalogue_path(&self.deck.folder, &locale.tag);
            let _ = writeln!(out, "{path}: {}", words(&tally));
            files.push(file(path, &new));
        }
        self.put(files)?;
        Ok(out)
    }

    fn status(&mut self, locales: &[&Locale], args: &Args) -> Result<String, Stop> {
        let mut out = String::new();
        let mut all = Vec::new();
        for locale in locales {
            let catalogue = self.catalogue(locale)?;
            let tally = self.tally(&catalogue, locale);
            let mut slides: BTreeMap<Option<usize>, usize> = BTreeMap::new();
            for (message, state) in self.messages.iter().zip(self.states(&catalogue, locale)) {
                if !matches!(state, TextState::Known(MessageState::Translated(_))) {
                    *slides.entry(message.slide).or_default() += 1;
                }
            }
            all.push(json!({
                "language": locale.tag, "texts": self.messages.len(),
                "translated": tally.translated, "fuzzy": tally.fuzzy, "stale": tally.stale, "refused": tally.refused,
                "untranslated": tally.open, "obsolete": tally.obsolete,
            }));
            let _ = writeln!(out, "{} ({}): {}", locale.tag, locale.name, words(&tally));
            for (slide, count) in slides {
                let place = slide.map_or_else(
                    || "outside the slides".to_owned(),
                    |at| {
                        let span = self.deck.slide(at).map(|slide| slide.kind().span());
                        let line = span.map(|span| self.sources.line_column(span).0);
                        let line = line.map_or_else(String::new, |line| format!(", line {line}"));
                        format!("{}{line}", self.slide_name(at))
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

    fn catalogue(&mut self, locale: &Locale) -> Result<po::Catalogue, Stop> {
        let deck = self.deck;
        let read = catalogue(&deck.folder, locale, &mut self.sources, &mut self.report);
        match read {
            Ok(catalogue) if !self.report.has_errors() => Ok(catalogue),
            Ok(_) | Err(None) => Err(Stop::Findings),
            Err(Some(error)) => {
                let path = catalogue_path(&deck.folder, &locale.tag);
                let shown = deck.folder.root().join(path).display().to_string();
                let help = "Write it with `iijdeck i18n extract`";
                Err(Stop::Environment(format!("{shown}: {error}. {help}")))
            }
        }
    }

    /// Tells of each text what the catalogue has for it.
    fn states(&self, catalogue: &po::Catalogue, locale: &Locale) -> Vec<TextState> {
        let all = self.messages.iter().zip(states(&self.messages, catalogue));
        let texts = all.map(|(message, state)| match state {
            MessageState::Translated(at)
                if !can_be_printed(
                    message,
                    &catalogue.entries[at],
                    (self.deck, locale),
                    &self.sources,
                ) =>
            {
                TextState::Refused
            }
            state @ (MessageState::Translated(_)
            | MessageState::Fuzzy(_)
            | MessageState::Stale(_)
            | MessageState::Empty(_)
            | MessageState::Missing) => TextState::Known(state),
        });
        texts.collect()
    }

    fn tally(&self, catalogue: &po::Catalogue, locale: &Locale) -> Tally {
        let mut tally = Tally {
            obsolete: catalogue.entries.iter().filter(|entry| entry.obsolete).count(),
            ..Tally::default()
        };
        for state in self.states(catalogue, locale) {
            match state {
                TextState::Refused => tally.refused += 1,
                TextState::Known(MessageState::Translated(_)) => tally.translated += 1,
                TextState::Known(MessageState::Fuzzy(_)) => tally.fuzzy += 1,
                TextState::Known(MessageState::Stale(_)) => tally.stale += 1,
                TextState::Known(MessageState::Empty(_) | MessageState::Missing) => tally.open += 1,
            }
        }
        tally
    }

    fn renewed(&self, locale: &Locale, old: &po::Catalogue) -> po::Catalogue {
        let note = |message: &Message| self.note(message, locale);
        let mut new = updated(&self.messages, old, locale.noun_forms().count(), note);
        match new.header.as_mut().and_then(|header| header.strings.first_mut()) {
            Some(string) => string.text = with_forms(&string.text, locale),
            None => new.header = Some(self.header(locale)),
        }
        new
    }

    /// What a translator should know of a text: its slide, and what its placeholders print.
    fn note(&self, message: &Message, locale: &Locale) -> (Vec<String>, Vec<String>) {
        let mut notes: Vec<String> =
            message.slide.map(|at| self.slide_name(at)).into_iter().collect();
        // One and several need no word.
        if message.plural.is_some() && locale.noun_forms().count() > 2 {
            notes.push(format!("Forms: {}", locale.noun_forms().with_samples()));
        }
        let own = self.deck.own_language();
        for slot in &message.slots {
            let said = match (&slot.held, own) {
                (PlaceholderValue::Citation(text), Some(own)) => {
                    let formatter = FigureFormatter { facts: &self.deck.facts, locale: own };
                    let inner = text.trim_matches(['{', '}']);
                    let Ok(citation) = Citation::read(inner, formatter.facts) else { continue };
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
                (PlaceholderValue::Note(text), _) => {
                    format!("{{{}}}: the mark of the note {text}", slot.name)
                }
                (PlaceholderValue::Time { .. }, _) | (PlaceholderValue::Citation(_), None) => {
                    continue;
                }
            };
            if !notes.contains(&said) {
                notes.push(said);
            }
        }
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_default();
        // The first place is that of the very text, the others of the texts it is a part of.
        let others = message.spans.iter().skip(1);
        let places = [message.place].into_iter().chain(others.copied());
        let lines = places.map(|span| self.sources.line_column(span).0);
        let references = lines.map(|line| format!("{name}:{line}")).collect();
        (notes, references)
    }

    /// Names a slide as readers of the deck see it.
    fn slide_name(&self, at: usize) -> String {
        let name = self.slide_names.get(&at).cloned().unwrap_or_default();
        match self.deck.slide(at) {
            Some(slide) if slide.kind().section().is_none() => format!("{name}, {}", slide.key()),
            Some(_) | None => name,
        }
    }

    fn header(&self, locale: &Locale) -> po::PoEntry {
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
        po::PoEntry { strings: vec![string], ..po::PoEntry::default() }
    }

    fn put(&self, files: Vec<(String, String)>) -> Result<(), Stop> {
        self.held.as_ref().map_or(Ok(()), |held| held.put(files))
    }
}

fn file(path: String, catalogue: &po::Catalogue) -> (String, String) {
    (path, po::write(catalogue))
}

fn words(tally: &Tally) -> String {
    let parts = [
        (tally.translated, "translated"),
        (tally.fuzzy, "fuzzy"),
        (tally.stale, "of an earlier text"),
        (tally.refused, "refused by `check`"),
        (tally.open, "untranslated"),
        (tally.obsolete, "obsolete"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}
