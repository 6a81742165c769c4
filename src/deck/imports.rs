//! Where figures were imported from: the mapping in the deck, and the record beside it that only
//! the program writes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::unreadable;
use crate::diag::{Finding, Report};
use crate::num::Unit;
use crate::shape::{Entries, ScalarOr, Shape};
use crate::source::{Folder, ReadError, Sources, Span, Spanned, Text, yaml};

crate::record! {
    /// Which cells of a workbook hold which figures.
    pub struct ImportSpec {
        /// Unit of the workbook's amounts, where it is not that of the item: JPY thousand.
        unit: Option<Spanned<Unit>>,
        /// Cells by figure: `revenue` or `revenue@1Q10`, then `Results!B4` or a name that the
        /// workbook defines.
        cells: Entries<ScalarOr<CellSpec>>,
    }
}

crate::record! {
    /// A cell of which more is known than its place.
    pub struct CellSpec {
        /// The cell, or a name that the workbook defines.
        cell: Text,
        /// Its unit, where it is not that of the others.
        unit: Option<Spanned<Unit>>,
        /// Write yes where the workbook shows costs below zero and the deck above, or the reverse.
        negate: Option<Spanned<bool>>,
    }
}

crate::record! {
    /// What was imported.
    pub struct Imports {
        /// The figures that came from a workbook.
        figures: Vec<Imported>,
    }
}

crate::record! {
    /// A figure that came from a workbook.
    pub struct Imported {
        /// The figure, such as `revenue@1Q10`.
        figure: Text,
        /// The workbook, in the deck's folder.
        file: Text,
        /// SHA-256 of the workbook.
        book: Text,
        /// The cell, such as `Results!B4`.
        cell: Text,
        /// The name that the workbook defines for it.
        name: Option<Text>,
        /// What the cell held.
        held: Text,
        /// A hash of what the deck says of the figure since.
        says: Text,
    }
}

impl Imports {
    /// Starts without a record.
    #[must_use]
    pub fn none() -> Self {
        Self { figures: Vec::new(), span: Span::default() }
    }

    /// Names the file that belongs to a deck: `quarter.imports.yaml` beside `quarter.yaml`.
    #[must_use]
    pub fn path(deck: &Path) -> PathBuf {
        deck.with_extension("imports.yaml")
    }

    /// Reads the record of a deck; a deck without the file has none.
    pub(super) fn load(
        deck: &Path,
        folder: &Folder,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let path = Self::path(deck);
        let name = path.display().to_string();
        let local = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let text = match folder.text(&local.unwrap_or_default()) {
            Ok(text) => text,
            Err(ReadError::Missing) => return Self::none(),
            Err(error) => {
                report.push(unreadable(&error, &name, sources));
                return Self::none();
            }
        };
        let id = sources.add(name, text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        report.extend(problems.into_iter().map(Finding::from));
        node.and_then(|node| Self::read(&node, report)).unwrap_or_else(Self::none)
    }

    /// Writes the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = "# Which figures came from which cells.\n\
                       # Written by `iijdeck import`, not by hand.\n\
                       figures:\n"
            .to_owned();
        let quoted = |text: &Text| json!(text.value).to_string();
        for one in &self.figures {
            let (figure, file) = (quoted(&one.figure), quoted(&one.file));
            let _ =
                write!(out, "  - {{figure: {figure}, file: {file}, cell: {}", quoted(&one.cell));
            if let Some(name) = &one.name {
                let _ = write!(out, ", name: {}", quoted(name));
            }
            let (held, says, book) = (quoted(&one.held), quoted(&one.says), quoted(&one.book));
            let _ = write!(out, ",\n     held: {held}, says: {says},\n     book: {book}}}\n");
        }
        out
    }

    /// Finds where a figure came from.
    #[must_use]
    pub fn of(&self, figure: &str) -> Option<&Imported> {
        self.figures.iter().find(|one| one.figure.value == figure)
    }
}
