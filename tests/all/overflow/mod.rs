//! A long text in every field that holds one, of the deck, every kind of slide and the theme: either
//! a finding is told at the author's line, or nothing of the PDF leaves its place. The fields are those
//! of the JSON Schema. The PDF is measured by its own operators, by another parser than the
//! program's, and knows nothing of how pages are laid out.
//!
//! Each field is tried in one of three languages; `IIJDECK_OVERFLOW=5` tries as many texts in each
//! field and language.

#![expect(clippy::float_arithmetic, reason = "geometry only")]
#![expect(clippy::print_stdout, reason = "how many were told and how many fit is asked for")]

mod fields;
mod page;

use std::fs;
use std::path::Path;

use fields::Field;
use iijdeck::deck::{DeckSpec, ThemeSpec};
use iijdeck::{FORMATS, Report, Sources};

use crate::program::run;

const DECK: &str = include_str!("../../data/every-field.yaml");
const THEME: &str = "footer: Example Corporation\nlogo: logo.svg\nlogo_alt: Example\n";
const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><rect width='60' height='20'/></svg>";

/// Fields that name a file beside the deck, are read from one, or are no text but its version.
const OTHERS: [&str; 8] = [
    "DeckSpec.iijdeck",
    "DeckHead.reviews",
    "DeckHead.carried",
    "DeckHead.imports",
    "DeckHead.style",
    "WaiverSpec.seen",
    "ValueSpec.value",
    "FiscalSpec.weeks",
];
/// Fields of a theme that are no words.
const LOOKS: [&str; 5] =
    ["ThemeSpec.colors", "ThemeSpec.dark", "ThemeSpec.series", "FontSpec.family", "FontSpec.files"];

/// Words of a language; the last has no place to break.
fn words(language: &str) -> [&'static str; 6] {
    match language {
        "de" => [
            "Umsatz",
            "der Sparte",
            "und",
            "Dienste",
            "Auslagerung",
            "Donaudampfschifffahrtsgesellschaft",
        ],
        "ja" => [
            "売上高",
            "事業の",
            "および",
            "運用保守",
            "構築。",
            "アウトソーシングサービスインテグレーション",
        ],
        _ => [
            "revenue",
            "of the segment",
            "and",
            "services",
            "outsourcing",
            "Unbreakableaccountingterminology",
        ],
    }
}

/// A generator with a fixed seed: the same texts every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn text(&mut self, language: &str) -> String {
        let words = words(language);
        if self.below(6) == 0 {
            return words[5].repeat(1 + self.below(6));
        }
        let count = 4 + self.below(90);
        let word = |random: &mut Self| {
            let end = if random.below(9) == 0 { 6 } else { 5 };
            words[random.below(end)]
        };
        let all: Vec<_> = (0..count).map(|_| word(self)).collect();
        all.join(if language == "ja" { "" } else { " " })
    }
}

/// What a build of a changed deck came to.
enum Outcome {
    /// The bytes of the PDF.
    Made(Vec<u8>),
    /// The places of its errors, and what was said.
    Told(Vec<(String, usize)>, String),
}

/// Builds a deck with its theme, in its own language.
fn build(deck: &str, theme: &str) -> Outcome {
    let dir = tempfile::tempdir().expect("a folder");
    build_in(dir.path(), deck, theme, &[])
}

/// Builds the PDF of a deck in a folder, in one language. It is built in this process, which keeps the pages that
/// are as they were.
fn build_in(dir: &Path, deck: &str, theme: &str, languages: &[String]) -> Outcome {
    let at = |name: &str| dir.join(name);
    fs::write(at("long.yaml"), deck).expect("a file");
    fs::write(at("theme.yaml"), theme).expect("a file");
    fs::write(at("logo.svg"), LOGO).expect("a file");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    if let Some(pdf) = pdf(&at("long.yaml"), languages, &mut sources, &mut report) {
        return Outcome::Made(pdf);
    }
    let json = iijdeck::diag::json(&report, &sources);
    let said = json.to_string();
    assert!(!said.contains("deck.typ") && !said.contains("built-in"), "{said}");
    let findings = json.as_array().expect("findings").iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    let places = errors.map(|finding| {
        let line = finding["line"].as_u64().and_then(|line| usize::try_from(line).ok());
        (finding["file"].as_str().unwrap_or_default().to_owned(), line.unwrap_or(0))
    });
    Outcome::Told(places.collect(), said)
}

/// Builds the PDF of a deck in the one language that it has, or that is asked for.
fn pdf(
    path: &Path,
    languages: &[String],
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Vec<u8>> {
    let deck = iijdeck::read(path, sources, report)?;
    let checked = iijdeck::check(&deck, languages, false, sources, report)?;
    let format = FORMATS.into_iter().filter(|format| format.name == "pdf").collect();
    match iijdeck::build(&checked, &format, sources) {
        Ok(files) => {
            let mut pdfs = files.into_iter().filter(|file| file.path.ends_with("/deck.pdf"));
            let pdf = pdfs.next().expect("a PDF");
            assert!(pdfs.next().is_none(), "one language");
            Some(pdf.bytes.into_owned())
        }
        Err(findings) => {
            report.extend(findings);
            None
        }
    }
}

/// Sets texts into a file.
fn set(text: &str, changes: &[(&Field, &str)]) -> String {
    let mut edits = iijdeck::source::Edits::new();
    for (field, long) in changes {
        let quoted = serde_json::to_string(long).expect("a string");
        edits.replace(field.range.clone(), quoted);
    }
    edits.apply(text).expect("fields lie apart")
}

#[derive(Default)]
struct Count {
    told: usize,
    held: usize,
    builds: usize,
    bad: Vec<String>,
}

impl Count {
    fn judge(&mut self, pdf: &[u8], changes: &[(&Field, &str)]) {
        self.held += changes.len();
        if let Some(wrong) = page::wrong(pdf) {
            let fields = changes.iter().map(|(field, long)| {
                let long: String = long.chars().take(60).collect();
                format!("  {} (slide {:?}): {long}", field.name, field.slide)
            });
            let fields: Vec<_> = fields.collect();
            self.bad.push(format!("{wrong}\n{}", fields.join("\n")));
        }
    }

    /// Sets long texts into one field of each slide at once. A slide that is told is set back, so that its
    /// finding hides no other; what is left is measured.
    fn slides(&mut self, deck: &str, slides: &[(usize, usize)], mut changes: Vec<(&Field, &str)>) {
        while !changes.is_empty() {
            self.builds += 1;
            match build(&set(deck, &changes), THEME) {
                Outcome::Made(pdf) => return self.judge(&pdf, &changes),
                Outcome::Told(places, said) => {
                    let before = changes.len();
                    for (file, line) in places {
                        let slide = slides
                            .iter()
                            .position(|(first, last)| (*first..=*last).contains(&line));
                        let known = file.ends_with("long.yaml") && slide.is_some();
                        assert!(known, "{file}:{line} belongs to no slide: {said}");
                        changes.retain(|(field, _)| field.slide != slide);
                    }
                    assert!(changes.len() < before, "no text is to blame: {said}");
                    self.told += before - changes.len();
                }
            }
        }
    }

    /// Sets one long text outside the slides, or into the theme.
    fn alone(&mut self, deck: &str, theme: &str, change: (&Field, &str)) {
        self.builds += 1;
        match build(deck, theme) {
            Outcome::Made(pdf) => self.judge(&pdf, &[change]),
            Outcome::Told(places, said) => {
                let ours = |(file, line): &(String, usize)| {
                    *line > 0 && (file.ends_with("long.yaml") || file.ends_with("theme.yaml"))
                };
                assert!(!places.is_empty() && places.iter().all(ours), "{said}");
                self.told += 1;
            }
        }
    }
}

/// The deck in a language, without what it is translated into.
fn in_language(language: &str) -> String {
    let own = DECK.replacen("language: en", &format!("language: {language}"), 1);
    let translated = own.lines().find(|line| line.starts_with("  translations:")).expect("a line");
    own.replacen(translated, "", 1)
}

#[test]
fn every_field_of_a_text_is_tried() {
    let lacking = fields::of::<DeckSpec>(DECK).lacking;
    let tried = |name: &&String| !OTHERS.contains(&name.as_str()) && !name.contains(".split");
    let lacking: Vec<_> = lacking.iter().filter(tried).collect();
    assert!(lacking.is_empty(), "tests/data/every-field.yaml has no {lacking:?}");
    let lacking = fields::of::<ThemeSpec>(THEME).lacking;
    let lacking: Vec<_> = lacking.iter().filter(|name| !LOOKS.contains(&name.as_str())).collect();
    assert!(lacking.is_empty(), "the theme of this test has no {lacking:?}");
}

#[test]
fn long_texts_are_told_or_fit() {
    let texts = std::env::var("IIJDECK_OVERFLOW").ok().and_then(|text| text.parse().ok());
    let texts: Option<usize> = texts;
    let started = std::time::Instant::now();
    let counts: Vec<_> = std::thread::scope(|scope| {
        let languages = [("en", 0), ("de", 1), ("ja", 2)];
        let tried = languages.map(|which| scope.spawn(move || tried(which, texts)));
        tried.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    let sum = |of: fn(&Count) -> usize| counts.iter().map(of).sum::<usize>();
    let (told, held, builds) = (sum(|c| c.told), sum(|c| c.held), sum(|c| c.builds));
    let bad: Vec<_> = counts.iter().flat_map(|count| &count.bad).cloned().collect();
    println!("{told} told, {held} fit; {builds} builds in {:?}", started.elapsed());
    assert!(told > 100 && held > 100, "{told} told, {held} fit");
    assert!(bad.is_empty(), "{} are wrong:\n{}", bad.len(), bad.join("\n"));
}

#[test]
fn a_long_label_leaves_room_to_the_comments_beside_it() {
    let label =
        "Herstellungskosten der zur Erzielung der Umsatzerlöse erbrachten Leistungen und Dienste";
    let note = "vor allem durch Neukundenverträge im Mobilfunk";
    let own = "{show: revenue, label: Sales, note: A comment, blank: [1Q25]}";
    let deck = in_language("de");
    assert!(deck.contains(own));
    let long = format!("{{show: revenue, label: {label}, note: {note}, blank: [1Q25]}}");
    match build(&deck.replacen(own, &long, 1), THEME) {
        Outcome::Made(pdf) => assert_eq!(page::wrong(&pdf), None),
        Outcome::Told(_, said) => panic!("{said}"),
    }
}

/// Tries so many texts in every field, in one language; without a number, in its third of them.
fn tried((language, third): (&str, usize), texts: Option<usize>) -> Count {
    let mut random = Random(2026);
    let mut count = Count::default();
    let deck = in_language(language);
    let mut fields = fields::of::<DeckSpec>(&deck);
    let mut theme = fields::of::<ThemeSpec>(THEME);
    if texts.is_none() {
        for all in [&mut fields.all, &mut theme.all] {
            let mut at = 0;
            all.retain(|_| {
                at += 1;
                at % 3 == third
            });
        }
    }
    let long =
        |random: &mut Random, field: &Field| format!("{} {}", field.text, random.text(language));
    for _ in 0..texts.unwrap_or(1) {
        for field in fields.all.iter().filter(|field| field.slide.is_none()) {
            let long = long(&mut random, field);
            count.alone(&set(&deck, &[(field, &long)]), THEME, (field, &long));
        }
        for field in &theme.all {
            let long = long(&mut random, field);
            count.alone(&deck, &set(THEME, &[(field, &long)]), (field, &long));
        }
        let of = |slide| fields.all.iter().filter(move |field| field.slide == Some(slide));
        let rounds = (0..fields.slides.len()).map(|slide| of(slide).count()).max().unwrap_or(0);
        for round in 0..rounds {
            let chosen = (0..fields.slides.len()).filter_map(|slide| of(slide).nth(round));
            let chosen: Vec<_> = chosen.map(|field| (field, long(&mut random, field))).collect();
            let chosen = chosen.iter().map(|(field, long)| (*field, long.as_str()));
            count.slides(&deck, &fields.slides, chosen.collect());
        }
    }
    count
}

/// Every so many a text of a catalogue is made long.
const STEP: usize = 9;

#[test]
fn long_translations_are_told_in_the_catalogue_or_fit() {
    let mut count = Count::default();
    for language in ["de", "ja"] {
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        let deck = in_language("en").replacen(
            "  language: en\n",
            &format!("  language: en\n  translations: {{{language}: {{incomplete: not asked}}}}\n"),
            1,
        );
        assert!(deck.contains("translations"), "{deck}");
        fs::write(at("long.yaml"), &deck).expect("a file");
        fs::write(at("theme.yaml"), THEME).expect("a file");
        fs::write(at("logo.svg"), LOGO).expect("a file");
        assert!(run(dir.path(), &["i18n", "extract", "long.yaml"]).status.success());
        let catalogue = at(&format!("i18n/long.{language}.po"));
        let empty = fs::read_to_string(&catalogue).expect("a catalogue");
        let lines: Vec<_> = empty.lines().collect();
        let open =
            |at: &usize| lines[*at] == "msgstr \"\"" && lines[*at - 1].starts_with("msgid \"");
        let places: Vec<_> = (1..lines.len()).filter(open).collect();
        assert!(places.len() > 60, "{} texts", places.len());
        let mut random = Random(2026);
        for place in places.into_iter().step_by(STEP) {
            let long = random.text(language);
            let mut lines: Vec<_> = lines.iter().map(|line| (*line).to_owned()).collect();
            lines[place] = format!("msgstr \"{long}\"");
            fs::write(&catalogue, lines.join("\n") + "\n").expect("a file");
            count.builds += 1;
            match build_in(dir.path(), &deck, THEME, &[language.to_owned()]) {
                Outcome::Made(pdf) => {
                    count.held += 1;
                    let wrong =
                        page::wrong(&pdf).map(|wrong| format!("{wrong}: {}", lines[place - 1]));
                    count.bad.extend(wrong);
                }
                Outcome::Told(places, said) => {
                    let ours = |(file, _): &(String, usize)| {
                        file.rsplit('.').next() == Some("po") || file.contains("long.yaml")
                    };
                    assert!(!places.is_empty() && places.iter().all(ours), "{said}");
                    count.told += 1;
                }
            }
        }
    }
    let Count { told, held, bad, .. } = count;
    println!("{told} told, {held} fit");
    assert!(told > 3 && held > 10, "{told} told, {held} fit");
    assert!(bad.is_empty(), "{} are wrong:\n{}", bad.len(), bad.join("\n"));
}
