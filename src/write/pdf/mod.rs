//! PDF: the Typst text compiled, checked and written.
//!
//! Enters: Typst text as the templates made it, the files it names, the view it came from.
//! Leaves: the bytes of a PDF/UA-1 and PDF/A-3a file, or every [`LayoutProblem`] at once. It sees no
//! disk and no clock: the same input gives the same bytes.

mod fit;
mod fonts;
mod pages;
mod world;

use std::collections::BTreeMap;
use std::fmt;

use typst::WorldExt;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Datetime, Smart};
use typst::syntax::Source;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

pub use fonts::Fonts;
pub use pages::Pages;

use crate::view::View;
use world::DeckWorld;

/// Builds after which results that none of the last ones used are dropped; see [`Compositor`].
const KEPT_BUILDS: usize = 8;

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

/// The side of a region that its content passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverflowSide {
    /// Too much content: it reaches into the footnotes or off the page.
    Bottom,
    /// Too wide: it reaches into the next column or off the page.
    Right,
    /// Too wide as well: it is set to the right, and reaches into the column before.
    Left,
}

/// A part of a page that is measured. Templates mark it with a label of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePart {
    /// All of it.
    Page,
    /// All above the foot: `sheet`.
    Sheet,
    /// Running head, title, subtitle and unit: `head`.
    Head,
    /// What the slide shows: `body`.
    Body,
    /// A column of the body, or a row: `slot`.
    Slot,
    /// A key figure: `tile`.
    Tile,
    /// The footnotes: `notes`.
    Notes,
    /// The text at the foot: `foot`.
    Foot,
}

impl PagePart {
    /// Gives the part of that label.
    fn of(label: &str) -> Option<Self> {
        let all = [
            ("sheet", Self::Sheet),
            ("head", Self::Head),
            ("body", Self::Body),
            ("slot", Self::Slot),
            ("tile", Self::Tile),
            ("notes", Self::Notes),
            ("foot", Self::Foot),
        ];
        all.into_iter().find(|(name, _)| *name == label).map(|(_, part)| part)
    }

    /// Names it in a sentence.
    fn name(self) -> &'static str {
        match self {
            Self::Page => "what is printed on the page",
            Self::Sheet | Self::Body | Self::Slot => "the content",
            Self::Head => "the heading",
            Self::Tile => "a key figure",
            Self::Notes => "the footnotes",
            Self::Foot => "the text in the footer",
        }
    }
}

/// Something that keeps a deck from being printed. Pages count from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum LayoutProblem {
    /// The compiler refused the text, or warned of it.
    Typst {
        /// False for an error, true for a warning; an unknown font is only a warning.
        warning: bool,
        /// What it said.
        message: String,
        /// What it advised.
        hints: Vec<String>,
        /// Line of the Typst text, from 1, if known.
        line: Option<usize>,
        /// The slide whose call is there, if it is one of a slide.
        page: Option<usize>,
    },
    /// A picture is not what its name says.
    Picture {
        /// Its path, as the deck names it.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The slides do not fall one to a page.
    Pages {
        /// Slides in the view.
        slides: usize,
        /// Pages after layout.
        pages: usize,
    },
    /// A part of a slide holds more than it has room for.
    Overflow {
        /// The slide.
        page: usize,
        /// The part of it.
        part: PagePart,
        /// Where it reaches over.
        side: OverflowSide,
        /// How far, in points.
        points: f64,
        /// How far, in lines, about; 0 at the right.
        lines: usize,
        /// The run of text that reaches farthest; empty where it is no text.
        text: String,
    },
    /// Two texts stand in one place.
    Collision {
        /// The slide.
        page: usize,
        /// One of them.
        text: String,
        /// The other.
        other: String,
    },
    /// No face has a shape for a character.
    Glyph {
        /// The slide.
        page: usize,
        /// The character.
        character: char,
        /// The run of text it is in.
        text: String,
    },
}

impl LayoutProblem {
    /// Gives the slide that is meant, if one is.
    #[must_use]
    pub fn page(&self) -> Option<usize> {
        match self {
            Self::Overflow { page, .. }
            | Self::Collision { page, .. }
            | Self::Glyph { page, .. } => Some(*page),
            Self::Typst { page, .. } => *page,
            Self::Picture { .. } | Self::Pages { .. } => None,
        }
    }
}

impl fmt::Display for LayoutProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typst { message, .. } => write!(f, "{message}"),
            Self::Picture { path, message } => write!(f, "`{path}`: {message}"),
            Self::Pages { slides, pages } => write!(f, "{slides} slides make {pages} pages"),
            Self::Overflow { part, side: OverflowSide::Bottom, points, lines, .. } => {
                let plural = if *lines == 1 { "" } else { "s" };
                let name = part.name();
                let is = if *part == PagePart::Notes { "are" } else { "is" };
                write!(f, "{name} {is} {points:.0} pt too high, about {lines} line{plural}")
            }
            Self::Overflow {
                part, side: OverflowSide::Right | OverflowSide::Left, points, ..
            } => {
                let is = if *part == PagePart::Notes { "are" } else { "is" };
                write!(f, "{} {is} {points:.0} pt too wide", part.name())
            }
            Self::Collision { text, other, .. } => {
                write!(f, "`{}` and `{}` run over each other", text.trim(), other.trim())
            }
            Self::Glyph { character, text, .. } => {
                write!(
                    f,
                    "no font has `{character}` (U+{:04X}), in `{text}`",
                    u32::from(*character)
                )
            }
        }
    }
}

/// Compiles decks one after the other and keeps what did not change between them.
#[derive(Debug)]
pub struct Compositor {
    fonts: Fonts,
    last: Option<Source>,
    pages: Option<Pages>,
    builds: usize,
}

impl Compositor {
    /// Sets up a compositor with its faces.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        Self { fonts, last: None, pages: None, builds: 0 }
    }

    /// Gives a compositor with the same faces that has printed nothing.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::new(self.fonts.clone())
    }

    /// Gives the pages of the deck that was printed last, if it was printed.
    #[must_use]
    pub fn pages(&self) -> Option<&Pages> {
        self.pages.as_ref()
    }

    /// Prints a deck; slides whose calls read as before are not laid out again.
    ///
    /// # Errors
    /// All that is wrong, not the first alone.
    pub fn compile(
        &mut self,
        typ: &str,
        files: &BTreeMap<String, Vec<u8>>,
        view: &View,
    ) -> Result<Pdf, Vec<LayoutProblem>> {
        self.print(typ, files, view, false)
    }

    /// Prints a deck with pages behind its slides that are no slides.
    ///
    /// # Errors
    /// As [`Compositor::compile`].
    pub fn compile_with_appendix(
        &mut self,
        typ: &str,
        files: &BTreeMap<String, Vec<u8>>,
        view: &View,
    ) -> Result<Pdf, Vec<LayoutProblem>> {
        self.print(typ, files, view, true)
    }

    fn print(
        &mut self,
        typ: &str,
        files: &BTreeMap<String, Vec<u8>>,
        view: &View,
        appendix: bool,
    ) -> Result<Pdf, Vec<LayoutProblem>> {
        let mut source =
            self.last.take().unwrap_or_else(|| Source::new(world::main_id(), String::new()));
        // Only the changed part is parsed anew, so that the rest keeps its spans and its cache.
        source.replace(typ);
        let world = DeckWorld { source: &source, fonts: &self.fonts, files };
        let (result, pages) = print(&world, view, appendix).map_or_else(
            |problems| (Err(problems), None),
            |(pdf, document)| (Ok(pdf), Some(Pages::new(document))),
        );
        self.pages = pages;
        self.last = Some(source);
        self.builds += 1;
        if self.builds.is_multiple_of(KEPT_BUILDS) {
            comemo::evict(1);
        }
        result
    }
}

/// Drops what the typesetter kept of all but the last deck; to be called once a deck is done.
pub fn forget() {
    comemo::evict(1);
}

/// Compiles Typst text to a PDF, once.
///
/// # Errors
/// All that is wrong, not the first alone.
pub fn compile(
    typ: &str,
    files: &BTreeMap<String, Vec<u8>>,
    view: &View,
    fonts: &Fonts,
) -> Result<Pdf, Vec<LayoutProblem>> {
    let source = Source::new(world::main_id(), typ.to_owned());
    print(&DeckWorld { source: &source, fonts, files }, view, false).map(|(pdf, _)| pdf)
}

fn print(
    world: &DeckWorld<'_>,
    view: &View,
    appendix: bool,
) -> Result<(Pdf, PagedDocument), Vec<LayoutProblem>> {
    let compiled = typst::compile::<PagedDocument>(world);
    let mut found: Vec<LayoutProblem> =
        compiled.warnings.iter().map(|warning| problem(world, warning)).collect();
    let document = match compiled.output {
        Ok(document) => document,
        Err(errors) => {
            let broken = broken_pictures(world);
            if broken.is_empty() {
                found.extend(errors.iter().map(|error| problem(world, error)));
            }
            // What else the compiler says may come from them.
            found.extend(broken);
            return Err(found);
        }
    };
    let pages = document.pages().len();
    for (at, page) in document.pages().iter().enumerate() {
        fit::inspect(&page.frame, at + 1, &mut found);
    }
    if appendix {
        // Its slides fit before their figures were ticked; a tick takes no room and may hang over.
        let over = |problem: &LayoutProblem| {
            matches!(problem, LayoutProblem::Overflow { .. } | LayoutProblem::Collision { .. })
        };
        found.retain(|problem| !over(problem));
    }
    if pages < view.pages.len() || (pages > view.pages.len() && !appendix) {
        found.push(LayoutProblem::Pages { slides: view.pages.len(), pages });
    }
    if !found.is_empty() {
        return Err(found);
    }
    let options = options(world, view).map_err(|message| vec![plain_trouble(message)])?;
    match typst_pdf::pdf(&document, &options) {
        Ok(bytes) => Ok((Pdf { bytes, pages }, document)),
        Err(errors) => Err(errors.iter().map(|error| problem(world, error)).collect()),
    }
}

fn options(world: &DeckWorld<'_>, view: &View) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_3a])
        .map_err(|error| error.message().to_string())?;
    let (year, month, day) = view.date_parts;
    let date = u8::try_from(month).ok().zip(u8::try_from(day).ok());
    let date = date
        .and_then(|(month, day)| Datetime::from_ymd_hms(i32::from(year), month, day, 0, 0, 0))
        .ok_or_else(|| format!("{} is not a date", view.date))?;
    Ok(PdfOptions {
        // The identifier is made from all that the file is made from: same deck, same bytes.
        ident: Smart::Custom(format!(
            "{:032x}",
            typst::utils::hash128(&(world.source.text(), world.files))
        )),
        creator: Smart::Custom(Some(concat!("iijdeck ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: Some(Timestamp::new_utc(date)),
        standards,
        ..PdfOptions::default()
    })
}

fn problem(world: &DeckWorld<'_>, said: &SourceDiagnostic) -> LayoutProblem {
    let line = world
        .range(said.span)
        .and_then(|range| world.source.lines().byte_to_line(range.start))
        .map(|line| line + 1);
    LayoutProblem::Typst {
        warning: said.severity == Severity::Warning,
        message: said.message.to_string(),
        hints: said.hints.iter().map(|hint| hint.v.to_string()).collect(),
        line,
        page: line.and_then(|line| page_at(world.source.text(), line)),
    }
}

fn plain_trouble(message: String) -> LayoutProblem {
    LayoutProblem::Typst { warning: false, message, hints: Vec::new(), line: None, page: None }
}

/// Gives the slide whose call stands at a line: calls stand below comments such as `// 4: heading`.
fn page_at(typ: &str, line: usize) -> Option<usize> {
    let mut page = 0;
    for text in typ.lines().take(line) {
        let number = text.strip_prefix("// ").and_then(|text| text.split_once(": "));
        if number.and_then(|(number, _)| number.parse().ok()) == Some(page + 1) {
            page += 1;
        }
    }
    (page > 0).then_some(page)
}

/// Finds the pictures that cannot be drawn, each tried alone.
fn broken_pictures(world: &DeckWorld<'_>) -> Vec<LayoutProblem> {
    let pictures = world.files.keys().filter(|path| path.as_str() != crate::deck::ATTACHMENT);
    let tried = pictures.filter_map(|path| {
        let typ = format!("#image({}, alt: \"\")", crate::write::escape::typ::literal(path));
        let source = Source::new(world::main_id(), typ);
        let alone = DeckWorld { source: &source, fonts: world.fonts, files: world.files };
        let errors = typst::compile::<PagedDocument>(&alone).output.err()?;
        let message = errors.first()?.message.to_string();
        Some(LayoutProblem::Picture { path: path.clone(), message })
    });
    tried.collect()
}

#[cfg(test)]
mod tests;
