//! Numbers of sections, slides and parts: "II-4. ... (2) ...".

use super::{Kind, Setting};
use crate::locale::fill;
use crate::source::Text;
use crate::view::{DeckSection, OutlineEntry, without_calls};

/// Counts sections, slides and parts.
#[derive(Default)]
pub(super) struct Numbering {
    /// The sections so far.
    pub(super) sections: Vec<DeckSection>,
    numbered: usize,
    in_section: usize,
    last_title: Option<String>,
    part: usize,
}

/// What stands at the head of a slide.
#[derive(Clone)]
pub(super) struct Titles {
    /// Its number, such as `II-4.`.
    pub(super) label: String,
    /// Its title.
    pub(super) title: String,
    /// Its part of a shared title.
    pub(super) part: String,
    /// Which part it is, from 1; 0 for none.
    pub(super) part_at: usize,
    /// All of it.
    pub(super) heading: String,
    /// The same without marks of notes, for the way through the pages.
    pub(super) outline: String,
    /// Whether the slide goes on from the page before.
    pub(super) continued: bool,
}

impl Titles {
    /// Gives the titles of a page that goes on from the one before.
    pub(super) fn going_on(&self, setting: Setting<'_>) -> Self {
        let word = setting.locale().word("continued");
        let part =
            if self.part.is_empty() { word.to_owned() } else { format!("{} {word}", self.part) };
        let heading = format!("{} {word}", self.heading);
        let outline = format!("{} {word}", self.outline);
        Self { part, heading, outline, continued: true, ..self.clone() }
    }
}

impl Numbering {
    /// Starts a section on a page.
    pub(super) fn section(&mut self, title: &Text, page: usize) {
        self.numbered += 1;
        self.in_section = 0;
        self.last_title = None;
        let number = roman(self.numbered);
        let title = title.value.clone();
        self.sections.push(DeckSection { number, title, page, pages: Vec::new() });
    }

    fn current(&self) -> Option<&DeckSection> {
        self.sections.last().filter(|section| !section.number.is_empty())
    }

    /// Gives the running head of a slide.
    pub(super) fn running(&self, kind: &dyn Kind, setting: Setting<'_>) -> String {
        let section = self.current().filter(|_| kind.numbered());
        let mark = &setting.locale().punctuation.number;
        section.map_or_else(String::new, |s| format!("{}{mark}{}", s.number, s.title))
    }

    /// Numbers a slide and gives its titles: the title as it is printed, with the marks of its notes.
    pub(super) fn titles(
        &mut self,
        kind: &dyn Kind,
        marked: Option<String>,
        setting: Setting<'_>,
    ) -> Titles {
        let head = kind.head();
        let own = head.title.as_ref().map(|title| without_calls(&title.value));
        let own = own.or_else(|| kind.default_title(&setting));
        let section = self.current().filter(|_| kind.numbered()).cloned();
        let (label, title) = match (section, own) {
            (Some(section), Some(title)) => {
                let shared = head.part.is_some() && self.last_title.as_ref() == Some(&title);
                if !shared {
                    self.in_section += 1;
                    self.part = 0;
                }
                self.last_title = Some(title.clone());
                (format!("{}-{}.", section.number, self.in_section), title)
            }
            (Some(section), None) => (format!("{}.", section.number), section.title),
            (None, Some(title)) => (String::new(), title),
            (None, None) => (String::new(), setting.deck.title.value.clone()),
        };
        let part = head.part.as_ref().map_or_else(String::new, |part| {
            self.part += 1;
            let number = self.part.to_string();
            let pattern = &setting.locale().punctuation.part;
            fill(pattern, &[("n", &number), ("part", &part.value)])
        });
        let joined = |title: &String| {
            let parts = [&label, title, &part].into_iter().filter(|s| !s.is_empty());
            parts.cloned().collect::<Vec<_>>().join(" ")
        };
        let outline = joined(&title);
        let title = marked.unwrap_or(title);
        let heading = joined(&title);
        let part_at = if part.is_empty() { 0 } else { self.part };
        Titles { label, title, part, part_at, heading, outline, continued: false }
    }

    /// Enters a page into its section.
    pub(super) fn page(&mut self, kind: &dyn Kind, entry: OutlineEntry) {
        let numbered = kind.numbered() || kind.section().is_some();
        let fits = self.sections.last().is_some_and(|s| s.number.is_empty() != numbered);
        if !fits {
            // Pages before, between and after the numbered sections make sections of their own.
            self.sections.push(DeckSection {
                number: String::new(),
                title: entry.heading.clone(),
                page: entry.page,
                pages: Vec::new(),
            });
        }
        if let Some(section) = self.sections.last_mut() {
            section.pages.push(entry);
        }
    }
}

/// Writes a section's number in Roman numerals.
fn roman(mut number: usize) -> String {
    let mut out = String::new();
    for (value, digits) in
        [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::roman;

    #[test]
    fn sections_count_in_roman_numerals() {
        let all: Vec<_> = [1, 2, 3, 4, 9, 14, 49].into_iter().map(roman).collect();
        assert_eq!(all, ["I", "II", "III", "IV", "IX", "XIV", "XLIX"]);
    }
}
