//! Pages, and what surrounds them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Block, Geometry, Inline};
use crate::locale::SettingRules;
use crate::source::Span;

/// A whole deck in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// BCP 47 tag, such as `en`.
    pub lang: String,
    /// The deck's title.
    pub title: String,
    /// One sentence on the deck, for document properties.
    pub subject: String,
    /// The company's full name.
    pub company: String,
    /// The company's short name.
    pub short: String,
    /// The deck's date, ISO 8601.
    pub date: String,
    /// The deck's date in the language's long form.
    pub date_long: String,
    /// Year, month, day, for document properties.
    pub date_parts: (i16, i8, i8),
    /// Fixed words of the language, by name; see `assets/locales`.
    pub words: BTreeMap<String, String>,
    /// Colours, faces and logo.
    pub theme: Theme,
    /// How lines of the language are set.
    pub setting: SettingRules,
    /// The languages that a browser is told how to set: those of the deck, and those that the built-in faces
    /// set, as a template may hold a word of them.
    pub browser_rules: Vec<BrowserRules>,
    /// The slides' frame: sizes, margins, letters.
    pub geometry: &'static Geometry,
    /// What runs along the foot of each page.
    pub footer: Footer,
    /// What every page of a draft says, such as `DRAFT`; empty in a release.
    pub mark: String,
    /// Sections for the agenda, bookmarks and navigation.
    pub sections: Vec<DeckSection>,
    /// The pages in order; templates get them one by one.
    #[serde(skip)]
    pub pages: Vec<Page>,
    /// Name of the file with the shown facts to attach, if asked for.
    pub attachment: Option<String>,
}

impl View {
    /// Gives the slides, each with its pages.
    pub fn slides(&self) -> impl Iterator<Item = &[Page]> {
        self.pages.chunk_by(|a, b| a.slide == b.slide)
    }
}

/// How a browser sets lines of a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BrowserRules {
    /// BCP 47 tag.
    pub lang: &'static str,
    /// The rules of its file.
    pub setting: &'static SettingRules,
}

/// What runs along the foot of each page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Footer {
    /// Text at the left.
    pub text: String,
}

/// Colours (`#rrggbb`), faces and logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Theme {
    /// Colours by role: `ink`, `muted`, `rule`, `band`, `paper`, `accent`, `on_accent`, `up`,
    /// `down`.
    pub colors: BTreeMap<String, String>,
    /// The same roles on a dark screen.
    pub dark: BTreeMap<String, String>,
    /// Series colours, at least eight.
    pub series: Vec<String>,
    /// Black or white for text on each of them, whichever stands out more.
    pub on_series: Vec<String>,
    /// The colours of series on a dark screen, each of them, likewise.
    pub dark_series: Vec<String>,
    /// Black or white on each of these.
    pub on_dark_series: Vec<String>,
    /// Font families, first choice first.
    pub fonts: Vec<String>,
    /// Path of the logo beside the exported source, if there is one.
    pub logo: Option<String>,
    /// What the logo shows.
    pub logo_alt: String,
    /// The logo as a `data:` address.
    pub logo_data: Option<String>,
}

/// A section of the deck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeckSection {
    /// Roman number, such as `II`; empty for the parts before and after the numbered sections.
    pub number: String,
    /// Title.
    pub title: String,
    /// Number of its first page, from 1.
    pub page: usize,
    /// Its pages.
    pub pages: Vec<OutlineEntry>,
}

/// A page in the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineEntry {
    /// The page's id.
    pub id: String,
    /// The page's heading.
    pub heading: String,
    /// The page's number.
    pub page: usize,
}

/// How the slots of a page are arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The title page.
    Cover,
    /// The agenda.
    Agenda,
    /// A section divider.
    Divider,
    /// Slots from top to bottom.
    Rows,
    /// Slots from left to right, by weight.
    Columns,
    /// Small print from top to bottom.
    Closing,
}

/// One slide.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// Id for links and labels: lower case letters, digits and hyphens.
    pub id: String,
    /// Page number, from 1.
    pub number: usize,
    /// The slide's kind, such as `statement`; a template may style it.
    pub kind: &'static str,
    /// Arrangement of the slots.
    pub layout: Layout,
    /// Running head: the section, such as `II. Consolidated Financial Results for 1Q FY2010`.
    pub running: String,
    /// Number of the slide in its section, such as `II-4.`; may be empty.
    pub label: String,
    /// Title without number.
    pub title: String,
    /// Part of a title shared by several slides, such as `(1) Revenues`; may be empty.
    pub part: String,
    /// Number, title and part joined.
    pub heading: String,
    /// A second heading below the title; may be empty.
    pub subheading: String,
    /// Unit of the figures, such as `Unit: JPY million`; may be empty.
    pub unit: String,
    /// Step of the type scale: 0 normal, 1 small, 2 smaller.
    pub step: u8,
    /// The slots.
    pub slots: Vec<Slot>,
    /// Footnotes: a mark (may be empty) and a text.
    pub footnotes: Vec<(String, Vec<Inline>)>,
    /// The place of the slide in the source, from 0; its pages stand together.
    #[serde(skip)]
    pub slide: usize,
    /// Where the slide was written.
    #[serde(skip)]
    pub span: Span,
}

impl Page {
    /// Joins the pages of a slide: all that stands on them, each note once.
    #[must_use]
    pub fn joined(pages: &[Self]) -> Option<Self> {
        let (first, rest) = pages.split_first()?;
        let mut one = first.clone();
        for page in rest {
            one.slots.extend(page.slots.iter().cloned());
            let new = page.footnotes.iter().filter(|note| !one.footnotes.contains(note));
            let new: Vec<_> = new.cloned().collect();
            one.footnotes.extend(new);
        }
        Some(one)
    }

    /// Names the page as its reader sees it: "slide 5 (`I-2. Sales`)".
    #[must_use]
    pub fn name(&self) -> String {
        named(self.number, &self.heading)
    }
}

/// Names a slide by the number that its page prints, and its heading if it has one.
#[must_use]
pub fn named(number: usize, heading: &str) -> String {
    if heading.is_empty() {
        format!("slide {number}")
    } else {
        format!("slide {number} (`{heading}`)")
    }
}

/// A region of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slot {
    /// Share of the width (or height).
    pub weight: u32,
    /// What it holds, top to bottom.
    pub blocks: Vec<Block>,
}
