//! The table of formats: what each is called, what makes it, and what reads it back.
//!
//! A format is one value. What the command line offers, what a build writes, what `verify` reads
//! and what the local page shows are rows of [`FORMATS`].

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use minijinja::{AutoEscape, Environment, Error, Value};

use super::template::{css, plain, typst_literal};
use super::{escape, table};
use crate::readback::{self, ChartReading};

/// A format that a deck can be written in.
pub struct Format {
    /// What it is called.
    pub name: &'static str,
    /// The ending of its file.
    pub ending: &'static str,
    /// What makes it.
    pub(super) made: FormatMaker,
    /// What lies beside its file.
    pub(super) beside: FilesBeside,
    /// How a finished file is read back.
    pub reading: FormatReading,
    /// Whether a deck is built in it where no format is asked for.
    pub usual: bool,
}

/// How a finished file is read back.
#[derive(Clone, Copy)]
pub enum FormatReading {
    /// As the words of each page.
    Pages {
        /// Reads them.
        read: fn(&[u8]) -> Result<Vec<String>, String>,
        /// How the format has charts.
        charts: ChartReading,
    },
    /// As cells, names and formulas.
    Cells,
}

/// What makes a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormatMaker {
    /// Templates.
    Text(&'static TextFormat),
    /// The typesetter, from the text that templates make.
    Compiled(&'static TextFormat),
    /// The writer of workbooks, from the databook.
    Workbook,
}

/// What lies beside the file of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FilesBeside {
    /// Nothing: it is whole.
    Nothing,
    /// Its charts as pictures, drawn by the templates of this format.
    Pictures(&'static TextFormat),
    /// Faces, pictures and the attachment, with which it compiles on its own.
    Parts,
}

/// A text that templates write.
pub struct TextFormat {
    /// The folder of its templates below `templates`.
    pub folder: &'static str,
    /// Makes of a value the text that shows it literally.
    pub(super) escape: fn(&Value) -> Result<String, Error>,
    /// What the engine is told of that.
    pub(super) escaping: AutoEscape,
    /// Tells templates whose values are printed as they are.
    pub(super) verbatim: fn(&str) -> bool,
    /// Adds its filters and globals.
    pub(super) prepare: fn(&mut Environment<'static>),
    /// Whether its templates are laid out as code; the others say themselves where blanks matter.
    pub(super) code: bool,
    /// Whether it brings the faces that its letters need.
    pub(super) faces: bool,
}

/// Markdown, also a Marp deck.
pub static MD: Format = Format {
    name: "md",
    ending: "md",
    made: FormatMaker::Text(&MARKDOWN),
    beside: FilesBeside::Pictures(&WEB),
    reading: FormatReading::Pages {
        read: |bytes| Ok(readback::markdown(&String::from_utf8_lossy(bytes))),
        charts: ChartReading::InWords,
    },
    usual: true,
};

/// One self-contained HTML file.
pub static HTML: Format = Format {
    name: "html",
    ending: "html",
    made: FormatMaker::Text(&WEB),
    beside: FilesBeside::Nothing,
    reading: FormatReading::Pages {
        read: |bytes| Ok(readback::html(&String::from_utf8_lossy(bytes))),
        charts: ChartReading::Unfolds,
    },
    usual: true,
};

/// Typst source with its fonts.
pub static TYP: Format = Format {
    name: "typ",
    ending: "typ",
    made: FormatMaker::Text(&TYPST),
    beside: FilesBeside::Parts,
    reading: FormatReading::Pages {
        read: |bytes| Ok(readback::typst(&String::from_utf8_lossy(bytes))),
        charts: ChartReading::Written,
    },
    usual: true,
};

/// PDF/UA-1 and PDF/A-3a: the Typst text, compiled.
pub static PDF: Format = Format {
    name: "pdf",
    ending: "pdf",
    made: FormatMaker::Compiled(&TYPST),
    beside: FilesBeside::Nothing,
    reading: FormatReading::Pages { read: readback::pdf, charts: ChartReading::Drawn },
    usual: true,
};

/// The databook: every figure as a workbook that analysts can go on with. Colleagues who want the slides need no
/// workbook, so it is made where the command or the deck asks for it.
pub static XLSX: Format = Format {
    name: "xlsx",
    ending: "xlsx",
    made: FormatMaker::Workbook,
    beside: FilesBeside::Nothing,
    reading: FormatReading::Cells,
    usual: false,
};

/// Every format.
pub static FORMATS: [&Format; 5] = [&MD, &HTML, &TYP, &PDF, &XLSX];

/// Markdown: values are escaped so that they show literally.
pub static MARKDOWN: TextFormat = TextFormat {
    folder: "md",
    escape: |value| Ok(escape::md::escape(&plain(value)?)),
    escaping: AutoEscape::Custom(Cow::Borrowed("md")),
    verbatim: |_| false,
    prepare: table::add_filters,
    code: false,
    faces: false,
};

/// HTML: values are escaped for text and quoted attributes.
pub static WEB: TextFormat = TextFormat {
    folder: "html",
    escape: |value| Ok(escape::html::escape(&plain(value)?)),
    escaping: AutoEscape::Html,
    // Colours and faces were judged when the theme was read; a script takes no value.
    verbatim: |name| name.ends_with(".css.j2") || name.ends_with(".js.j2"),
    prepare: |env| env.add_filter("css", css),
    code: false,
    faces: true,
};

/// Typst: values become complete literals.
pub static TYPST: TextFormat = TextFormat {
    folder: "typ",
    escape: typst_literal,
    escaping: AutoEscape::Custom(Cow::Borrowed("typ")),
    verbatim: |_| false,
    prepare: |env| {
        env.add_filter("fact_key", |facts: Vec<String>| facts.join(" "));
        env.add_global("sheet", ());
    },
    code: true,
    faces: false,
};

impl Format {
    /// Gives the name of its file in the folder of a language.
    #[must_use]
    pub fn file(&self) -> String {
        format!("deck.{}", self.ending)
    }

    /// Gives the format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.into_iter().find(|format| format.name == name)
    }

    fn place(&self) -> Option<usize> {
        FORMATS.iter().position(|format| format.name == self.name)
    }
}

impl FormatMaker {
    /// Gives the text that it is, or is made from, if there is one.
    pub(super) fn text(self) -> Option<&'static TextFormat> {
        match self {
            Self::Text(text) | Self::Compiled(text) => Some(text),
            Self::Workbook => None,
        }
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Format {}

/// The order of the table.
impl Ord for Format {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Format {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl PartialEq for TextFormat {
    fn eq(&self, other: &Self) -> bool {
        self.folder == other.folder
    }
}

impl Eq for TextFormat {}

impl fmt::Debug for TextFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.folder)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_format_has_a_name_and_a_file_of_its_own() {
        let names: BTreeSet<_> = FORMATS.iter().map(|format| format.name).collect();
        let files: BTreeSet<_> = FORMATS.iter().map(|format| format.file()).collect();
        assert_eq!((names.len(), files.len()), (FORMATS.len(), FORMATS.len()));
        for format in FORMATS {
            assert_eq!(Format::named(format.name), Some(format));
        }
        assert_eq!(Format::named("docx"), None);
        assert!(FORMATS.is_sorted());
    }
}
