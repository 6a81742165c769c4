//! What the local page shows: the last good deck, and what was found in the source since.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Built, BuiltDeck};
use crate::diag::{self, percent_encoded};
use crate::write::{Format, HTML, PDF, Pages};

/// How a place in a file is opened in an editor: an address with `{file}`, `{line}`, `{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(pub String);

/// A finished deck in one language, to be handed out.
#[derive(Clone, Debug)]
pub(super) struct ServedDeck {
    pub(super) html: Arc<Vec<u8>>,
    pub(super) pdf: Arc<Vec<u8>>,
    pub(super) pictures: Option<Pages>,
    /// The mark of each page.
    pub(super) marks: Vec<String>,
    pages: Vec<(String, String, usize)>,
}

/// What the page shows.
#[derive(Debug)]
pub struct ServedState {
    file: String,
    editor: Editor,
    version: usize,
    good: usize,
    /// In the order of the deck, its own language first.
    decks: Vec<(String, ServedDeck)>,
    /// What the page is told.
    pub(super) event: Arc<String>,
}

impl ServedState {
    /// Starts with nothing to show.
    #[must_use]
    pub fn new(file: &Path, editor: Editor) -> Self {
        let file = file.display().to_string();
        let (decks, event) = (Vec::new(), Arc::new("null".to_owned()));
        Self { file, editor, version: 0, good: 0, decks, event }
    }

    /// Takes over what was built; where it has errors, the last good deck stays.
    pub fn take(&mut self, built: &mut Built, took: Duration) {
        self.version += 1;
        let broken = built.decks.is_none();
        if let Some(decks) = built.decks.take() {
            self.good = self.version;
            self.decks = decks.into_iter().map(shown).collect();
        }
        let languages = self.decks.iter().map(|(lang, deck)| deck.described(lang));
        let languages: Vec<Value> = languages.collect();
        let findings = self.findings(built);
        let took = took.as_millis();
        let event = json!({
            "file": self.file, "version": self.version, "good": self.good, "broken": broken,
            "took": u64::try_from(took).unwrap_or(u64::MAX),
            "languages": languages, "findings": findings,
        });
        self.event = Arc::new(event.to_string());
    }

    /// Gives the deck in a language.
    pub(super) fn deck(&self, lang: &str) -> Option<&ServedDeck> {
        self.decks.iter().find(|(tag, _)| tag == lang).map(|(_, deck)| deck)
    }

    /// Tells the findings with the slide each is about, and a way to its line.
    fn findings(&self, built: &Built) -> Value {
        let mut all = diag::json(&built.report, &built.sources);
        let slides = built.report.sorted().into_iter().map(|finding| built.slide(finding));
        for (one, slide) in all.as_array_mut().into_iter().flatten().zip(slides) {
            one["slide"] = json!(slide);
            one["link"] = json!(self.link(&one["file"], &one["line"], &one["column"]));
        }
        all
    }

    fn link(&self, file: &Value, line: &Value, column: &Value) -> Option<String> {
        let full = std::path::absolute(file.as_str()?).ok()?;
        let path = percent_encoded(full.to_str()?);
        let number = |value: &Value| value.as_u64().unwrap_or(1).to_string();
        let address = self.editor.0.replace("{line}", &number(line));
        Some(address.replace("{column}", &number(column)).replace("{file}", &path))
    }
}

fn shown(made: BuiltDeck) -> (String, ServedDeck) {
    let BuiltDeck { lang, files, pages, pictures } = made;
    let of = |format: &Format| {
        let file = files.iter().find(|file| file.path == format.file());
        file.expect("a served deck is built in both formats").bytes.to_vec()
    };
    let (html, pdf) = (of(&HTML), of(&PDF));
    let marks = pictures.as_ref().map(Pages::marks).unwrap_or_default();
    (lang, ServedDeck { html: Arc::new(html), pdf: Arc::new(pdf), pictures, marks, pages })
}

impl ServedDeck {
    fn described(&self, lang: &str) -> Value {
        let pages = self.pages.iter().zip(&self.marks).enumerate();
        let pages = pages.map(|(at, ((id, heading, slide), mark))| {
            let picture = format!("/page/{lang}/{}/{mark}.png", at + 1);
            json!({ "id": id, "heading": heading, "slide": slide, "picture": picture })
        });
        json!({ "tag": lang, "pages": pages.collect::<Vec<_>>() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Finding, Report};
    use crate::source::{Sources, Span};

    #[test]
    fn a_finding_has_its_slide_and_a_way_to_its_line() {
        let mut sources = Sources::new();
        let id = sources.add("/決算/a b.yaml", "facts: 1\nslides:\n  - x: {}\n  - y: {z: 1}\n");
        let slides = vec![(0, Span::new(id, 21..26)), (1, Span::new(id, 31..40))];
        let mut report = Report::new();
        report.push(Finding::new(crate::code::UNKNOWN_FIELD, "no z", Span::new(id, 35..36)));
        report.push(Finding::new(crate::code::MISSING_FIGURE, "no 1", Span::new(id, 7..8)));
        let mut state = ServedState::new(
            Path::new("a b.yaml"),
            Editor("x://{file}:{line}:{column}".to_owned()),
        );
        let mut built = Built { sources, report, slides, ..Built::default() };
        state.take(&mut built, Duration::from_millis(12));
        let event: Value = serde_json::from_str(&state.event).expect("JSON");
        assert_eq!((&event["broken"], &event["took"]), (&json!(true), &json!(12)));
        assert_eq!(event["findings"][0]["slide"], Value::Null);
        assert_eq!(event["findings"][1]["slide"], 1);
        let link = "x:///%E6%B1%BA%E7%AE%97/a%20b.yaml:4:9";
        assert_eq!(event["findings"][1]["link"], link);
    }
}
