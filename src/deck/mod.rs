//! The deck: a source read, resolved and laid out.
//!
//! Enters: a path. Leaves: a [`Deck`] and, for each language, its [`View`]. It knows nothing of
//! output formats.

mod attachment;
mod cell_names;
mod colour;
mod format;
mod imports;
mod logo;
mod numbers;
mod reviews;
mod sidecar;
mod spec;
mod style;
mod theme;
mod waiver;

pub use attachment::shown_facts;
pub use cell_names::CellNames;
pub use imports::{CellSpec, DecimalMark, ImportSpec, Imported, Imports, Target};
pub use numbers::Numbers;
pub use reviews::{
    Carried, Reviews, ShownSlide, SignatureState, Signed, digest, fact_says, sealed,
};
pub use sidecar::Sidecar;
pub use spec::{DeckSpec, Profile, TermIn, TermSpec};
pub use style::{House, PeriodForm};
pub use theme::{FontSpec, ThemeFamily, ThemeFiles, ThemePlaces, ThemeSpec};
pub use waiver::{Until, WaiverSpec};

use std::path::Path;

use crate::chart::TextMetrics;
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::facts::{Attach, CalendarSpec, Company, DeckHead, FactParts, Facts, resolve};
use crate::locale::Locale;
use crate::shape::{self, Entries, Shape, Spelling, Written};
use crate::slide::{Setting, Slide, chart_sums, lay_out};
use crate::source::{Folder, Node, ReadError, Sources, Span, read_deck, yaml};
#[cfg(test)]
use crate::view::Page;
use crate::view::{BrowserRules, FigureFormatter, Footer, Geometry, Theme, View};

/// Name of the file of shown facts that is attached to the PDF.
pub const ATTACHMENT: &str = "facts.json";

/// A deck as its source says it.
#[derive(Debug)]
pub struct Deck {
    /// Title, date, period, language.
    pub head: DeckHead,
    /// Whose it is.
    pub company: Company,
    /// Periods whose days the rule of the fiscal year does not give.
    pub calendar: Entries<CalendarSpec>,
    /// Its figures.
    pub facts: Facts,
    /// Findings that somebody answers for.
    pub waivers: Vec<WaiverSpec>,
    /// Its slides.
    pub slides: Vec<Slide>,
    /// Colours, faces and logo, with the files they need.
    pub theme: ThemeFiles,
    /// Its languages, in the forms of the house.
    pub house: House,
    /// Names with digits that state no figure.
    pub names: Vec<Spelling>,
    /// Terms that must be spelt one way.
    pub glossary: Entries<TermSpec>,
    /// Rules of disclosure that the deck holds itself to.
    pub profiles: Vec<Profile>,
    /// The source as written: what will be read, word by word, with its places.
    pub written: Node,
    /// What was carried over from the last deck, and what was signed.
    pub reviews: Reviews,
    /// Which cells of a workbook hold which figures.
    pub import: Option<ImportSpec>,
    /// Where figures were imported from.
    pub imports: Imports,
    /// The folder it lies in.
    pub folder: Folder,
}

/// Reads a deck; every mistake is reported, and nothing is given where one forbids going on.
pub fn read(path: &Path, sources: &mut Sources, report: &mut Report) -> Option<Deck> {
    let name = path.display().to_string();
    match read_deck(path) {
        Ok(text) => read_text(path, text, sources, report),
        Err(error) => {
            report.push(unreadable(&error, &name, sources));
            None
        }
    }
}

/// Reads a deck from a text in memory, as if it stood in that file, with the records beside it.
pub fn read_text(
    path: &Path,
    text: String,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Deck> {
    let deck = read_alone(path, text, sources, report)?;
    let place = (path, &deck.folder);
    let imports = Imports::load(&deck.head, place, sources, report);
    let reviews = Reviews::load(&deck.head, place, sources, report);
    Some(Deck { reviews, imports, ..deck })
}

/// Reads a deck from a text that is about to be written, as if it stood in that file; the records
/// beside it, which may not be there yet, are left out.
pub fn read_alone(
    path: &Path,
    text: String,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Deck> {
    let folder = Folder::of(path);
    let id = sources.add(path.display().to_string(), text);
    let (node, problems) = yaml::parse(sources.file(id), id);
    let broken = !problems.is_empty();
    report.extend(problems.into_iter().map(Finding::from));
    let Some(node) = node else {
        if !broken {
            let help = "Start from the file that `iijdeck init` writes";
            let place = Span::new(id, 0..0);
            report.push(Finding::new(code::WRONG_KIND, "the file is empty", place).help(help));
        }
        return None;
    };
    from_tree(node, folder, None, sources, report)
}

/// Makes a deck of its source's tree, without reviews; the theme and the style of the house are read where
/// none are given.
pub fn from_tree(
    mut node: Node,
    folder: Folder,
    beside: Option<(ThemeFiles, House)>,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Deck> {
    let of_another = format::of_another_version(&node, sources);
    if !of_another.is_empty() {
        report.extend(of_another);
        return None;
    }
    let spec = read_as_meant(&mut node, report)?;
    if Locale::of(&spec.deck.language.value).is_none() {
        let language = &spec.deck.language;
        let message = format!("`{}` is not a language built in", language.value);
        let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, language.span);
        report.push(finding.help_if(tag_meant(&language.value)));
    }
    for (tag, _) in &spec.deck.translations.0 {
        if Locale::of(&tag.value).is_none() {
            let message = format!("`{}` is not a language built in", tag.value);
            let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, tag.span);
            report.push(finding.help_if(tag_meant(&tag.value)));
        } else if tag.value == spec.deck.language.value {
            let finding = Finding::new(
                code::UNKNOWN_LANGUAGE,
                "the deck is written in this language",
                tag.span,
            );
            report.push(finding.help("List the languages that the deck is translated into"));
        }
    }
    let mut facts = resolve(
        &FactParts {
            company: &spec.company,
            calendar: &spec.calendar,
            period: spec.deck.period.value,
            sources: &spec.sources,
            scopes: &spec.scopes,
            dimensions: &spec.dimensions,
            facts: &spec.facts,
            relations: &spec.relations,
        },
        report,
    );
    if let Some(locale) = Locale::of(&spec.deck.language.value) {
        facts.learn_outflows(|label| locale.prose.names_outflow(label));
    }
    facts.draw(chart_sums(&spec.slides, &facts));
    let (theme, house) = beside.unwrap_or_else(|| {
        let theme = ThemeFiles::load(&spec.deck, &spec.company, &folder, sources, report);
        (theme, House::load((&spec.deck, &facts), &folder, sources, report))
    });
    facts.footing = facts.footing.or(house.footing);
    let DeckSpec {
        deck: head,
        company,
        calendar,
        waivers,
        slides,
        names,
        glossary,
        profiles,
        import,
        ..
    } = spec;
    if slides.is_empty() {
        let finding = Finding::new(code::MISSING_FIELD, "the deck has no slides", head.span);
        report.push(finding.help("Add `slides:` with at least `- cover: {}`"));
    }
    Some(Deck {
        head,
        company,
        calendar,
        facts,
        waivers,
        slides,
        theme,
        house,
        names,
        glossary,
        profiles,
        written: node,
        reviews: Reviews::none(),
        import,
        imports: Imports::none(),
        folder,
    })
}

/// Reads the tree, each misspelt field as the one that is meant: told once, it hides nothing, and nothing that
/// would follow from its absence is told.
fn read_as_meant(node: &mut Node, report: &mut Report) -> Option<DeckSpec> {
    loop {
        let mut told = Report::new();
        let spec = DeckSpec::read(node, &mut told);
        let meant = |finding: &Finding| Some((finding.labels.first()?.span, finding.meant?));
        let names: Vec<_> = told.all().filter_map(meant).collect();
        if names.is_empty() {
            report.append(told);
            return spec;
        }
        // Each is a field now, so that there are fewer the next time.
        node.rename(&names);
        report.extend(told.into_findings().into_iter().filter(|one| one.meant.is_some()));
    }
}

/// Proposes a language for a tag that is none, such as `EN` or `english`.
fn tag_meant(tag: &str) -> Option<String> {
    let lower = tag.to_lowercase();
    let head = lower.get(..2).unwrap_or_default();
    let named = Locale::tags().find(|known| known.to_lowercase() == lower || *known == head);
    match named {
        Some(known) => Some(format!("Did you mean `{known}`?")),
        None => suggest(&lower, Locale::tags()),
    }
}

/// Says why a file was not read, with the bad byte's place where there is one.
pub(crate) fn unreadable(error: &ReadError, name: &str, sources: &mut Sources) -> Finding {
    match error {
        ReadError::NotUtf8 { before, kind, .. } => {
            let id = sources.add(name, format!("{before}\u{FFFD}"));
            let at = before.len();
            Finding::new(code::NOT_UTF8, error.to_string(), Span::new(id, at..at + 3))
                .help(kind.help())
        }
        ReadError::Missing => Finding::about_file(code::NO_FILE, error.to_string(), name)
            .help("Check the path, or start a deck with `iijdeck init`"),
        ReadError::Outside => Finding::about_file(code::OUTSIDE, error.to_string(), name)
            .help("Put the file into the deck's folder and name it from there"),
        ReadError::TooLarge { .. } => Finding::about_file(code::TOO_LARGE, error.to_string(), name)
            .help("A deck is text of some kilobytes: check that this is the right file"),
        ReadError::NoFile | ReadError::Link | ReadError::Io(_) => {
            Finding::about_file(code::UNREADABLE, error.to_string(), name)
                .help("Check that the path names a file, and that you may read it")
        }
    }
}

impl Deck {
    /// Gives the slides that could be read, each with its place in the source, from 0.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Slide)> {
        let mut places = self.tree().slides().items().map(Written::body).enumerate();
        self.slides.iter().filter_map(move |slide| {
            let own = slide.kind().span();
            places.find(|(_, place)| *place == Some(own)).map(|(at, _)| (at, slide))
        })
    }

    /// Gives a slide by its place in the source, from 0.
    #[must_use]
    pub fn slide(&self, place: usize) -> Option<&Slide> {
        self.numbered().find(|(at, _)| *at == place).map(|(_, slide)| slide)
    }

    /// Gives the source as written, with the types that it was read as.
    #[must_use]
    pub fn tree(&self) -> Written<'_, DeckSpec> {
        shape::written(&self.written)
    }

    /// The key of a signed figure's hash, which is of no language.
    pub const FIGURE: &'static str = "figure";

    /// Finds a language built in, in the forms of the house.
    #[must_use]
    pub fn language(&self, tag: &str) -> Option<&Locale> {
        self.house.language(tag)
    }

    /// Gives the language that the deck is written in; one that is not built in was reported.
    #[must_use]
    pub fn own_language(&self) -> Option<&Locale> {
        self.language(&self.head.language.value)
    }

    /// Finds the languages asked for, or those the deck has where none is; what is not built in
    /// is reported.
    #[must_use]
    pub fn locales(&self, asked: &[String], report: &mut Report) -> Vec<&Locale> {
        let own = &self.head.language;
        if asked.is_empty() {
            let others = self.head.translations.0.iter().map(|(tag, _)| tag.value.as_str());
            let all = std::iter::once(own.value.as_str()).chain(others);
            return all.filter_map(|tag| self.language(tag)).collect();
        }
        let mut found = Vec::new();
        for tag in asked {
            match self.language(tag) {
                Some(locale) => found.push(locale),
                None => {
                    let message = format!("`{tag}` is not a language built in");
                    let finding = Finding::new(code::UNKNOWN_LANGUAGE, message, own.span);
                    let help = tag_meant(tag);
                    report.push(finding.label("the deck's own").help_if(help));
                }
            }
        }
        found
    }

    /// Says that the deck is a draft, and until when it is under embargo.
    fn mark(&self, locale: &Locale) -> String {
        let draft = locale.word("draft").to_owned();
        self.head.embargo.as_ref().map_or(draft.clone(), |embargo| {
            let until = locale.word("embargoed").replace("{time}", &embargo.value.to_string());
            format!("{draft} · {until}")
        })
    }

    /// Lists the languages that a browser is told how to set.
    fn browser_rules(&self) -> Vec<BrowserRules> {
        let own = |tag: &str| {
            let others = self.head.translations.0.iter().map(|(tag, _)| tag.value.as_str());
            others.chain([self.head.language.value.as_str()]).any(|one| one == tag)
        };
        let all = Locale::tags().filter_map(Locale::of);
        let all = all.filter(|locale| locale.setting.tells_browsers());
        let set = |locale: &Locale| own(&locale.tag) || ThemeFiles::set_by_built_in(locale);
        let rules = all.filter(|locale| set(locale));
        rules.map(|one| BrowserRules { lang: &one.tag, setting: &one.setting }).collect()
    }

    /// Gives what slides are laid out with in a language.
    fn set_in<R>(
        &self,
        locale: &Locale,
        sources: &Sources,
        work: impl FnOnce(Setting<'_>) -> R,
    ) -> R {
        let formatter = FigureFormatter { facts: &self.facts, locale };
        let [own, of_language] = [self.theme.own.as_ref(), self.theme.of(locale)];
        let [own, of_language] = [own, of_language].map(|family| self.theme.files_of(family));
        let letters = TextMetrics::new(&locale.setting, own, of_language);
        let (deck, company, letters) = (&self.head, &self.company, &letters);
        let geometry = &Geometry::WIDE;
        work(Setting { deck, company, formatter, sources, letters, geometry })
    }

    /// Gives the height that was reckoned of each slot of a page.
    #[cfg(test)]
    pub(crate) fn slot_heights(&self, locale: &Locale, sources: &Sources, page: &Page) -> Vec<f64> {
        self.set_in(locale, sources, |setting| crate::slide::slot_heights(page, setting))
    }

    /// Lays the deck out in a language; what cannot be shown is reported.
    pub fn view(&self, locale: &Locale, sources: &Sources, report: &mut Report) -> View {
        let laid = |setting: Setting<'_>| lay_out(self.numbered(), setting, report);
        let (pages, sections) = self.set_in(locale, sources, laid);
        let date = self.head.date.value;
        let company = self.company.name.value.clone();
        let subject = self.head.subject.as_ref().map(|subject| subject.value.clone());
        let title = self.head.title.value.clone();
        View {
            lang: locale.tag.clone(),
            subject: subject.unwrap_or_else(|| format!("{company} {title}")),
            title,
            company,
            short: self.company.short.value.clone(),
            date: date.to_string(),
            date_long: locale.date_long(date),
            date_parts: (date.year(), date.month(), date.day()),
            words: slide_words(locale),
            theme: Theme { fonts: self.theme.families(locale), ..self.theme.theme.clone() },
            setting: locale.setting.clone(),
            browser_rules: self.browser_rules(),
            geometry: &Geometry::WIDE,
            footer: Footer { text: self.theme.footer.clone() },
            mark: self.mark(locale),
            sections,
            pages,
            attachment: self.head.attach.map(|Attach::Facts| ATTACHMENT.to_owned()),
        }
    }
}

/// Gives the fixed words of slides: without those that only the databook says, whose letters a page need not carry in
/// its faces.
fn slide_words(locale: &Locale) -> std::collections::BTreeMap<String, String> {
    let all = locale.words.iter().filter(|(name, _)| !name.starts_with("book_"));
    all.map(|(name, word)| (name.clone(), word.clone())).collect()
}
