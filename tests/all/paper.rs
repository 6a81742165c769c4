//! A small deck built in every format, and its words read back.

use std::fs;

use iijdeck::readback;

use crate::program::{run, said};

/// The words of each page, by format.
pub struct Paper {
    pages: Vec<(&'static str, Vec<String>)>,
}

/// The head of a deck in a language; its company counts in millions of a currency.
pub fn head(language: &str, money: &str) -> String {
    format!(
        "iijdeck: 2\ndeck: {{title: Q, date: 2026-08-07, period: 1Q26, language: {language}}}\n\
         company: {{name: Ex, short: Ex, fiscal_year: {{starts: april, named_by: start}}, \
         unit: {money} million, rounding: half up}}\n"
    )
}

/// Checks a deck and gives what is told, one finding a line.
pub fn told(deck: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
    let output = run(folder.path(), &["check", "--message-format", "short", "quarter.yaml"]);
    said(&output)
}

impl Paper {
    /// Builds a deck that must pass without a word, also for a release, and reads it back.
    pub fn of(deck: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("quarter.yaml"), deck).expect("a deck");
        for args in [&["check", "--release"][..], &["build"], &["verify"]] {
            let output = run(folder.path(), args);
            assert!(output.status.success(), "{}\n{deck}", String::from_utf8_lossy(&output.stderr));
        }
        let language = deck.split("language: ").nth(1).and_then(|rest| rest.get(..2));
        let mut sets = fs::read_dir(folder.path().join("out")).expect("what was built");
        let set = sets.next().expect("a set").expect("a folder").path();
        let out = set.join(language.expect("a language"));
        let bytes = |name: &str| fs::read(out.join(name)).expect("the file was written");
        let text = |name: &str| String::from_utf8(bytes(name)).expect("text");
        let pages = vec![
            ("md", readback::markdown(&text("deck.md"))),
            ("html", readback::html(&text("deck.html"))),
            ("typ", readback::typst(&text("deck.typ"))),
            ("pdf", readback::pdf(&bytes("deck.pdf")).expect("a PDF")),
        ];
        Self { pages }
    }

    /// Asks for a text on a page, in every format, whatever its blanks.
    pub fn says(&self, page: usize, wanted: &str) {
        for (format, pages) in &self.pages {
            let found = tight(&pages[page - 1]);
            assert!(found.contains(&tight(wanted)), "{format}: no `{wanted}` in\n{found}");
        }
    }

    /// Asks that a text does not stand on a page, in any format.
    pub fn never_says(&self, page: usize, unwanted: &str) {
        for (format, pages) in &self.pages {
            let found = tight(&pages[page - 1]);
            assert!(!found.contains(&tight(unwanted)), "{format}: `{unwanted}` in\n{found}");
        }
    }

    /// The words of a page in a format.
    pub fn words(&self, wanted: &str, page: usize) -> String {
        let (_, pages) = self.pages.iter().find(|(format, _)| *format == wanted).expect("a format");
        readback::folded(&pages[page - 1])
    }
}

fn tight(text: &str) -> String {
    let joins = |c: &char| matches!(c, '\u{1}' | '\u{ad}' | '\u{200b}' | '\u{2060}');
    text.chars().filter(|c| !c.is_whitespace() && !joins(c)).collect()
}
