//! Where figures were imported from: the mapping in the deck, and the record beside it that only
//! the program writes.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::{Sidecar, digest, fact_says};
use crate::diag::Report;
use crate::facts::{CiteError, DeckHead, Facts, ItemId, Key};
use crate::num::Unit;
use crate::shape::{CellRef, CellText, Entries, FilePath, Fingerprint, PlaceName, ScalarOr, Shape};
use crate::source::{Folder, Sources, Span, Spanned, Text};

crate::choice! {
    /// What stands before the decimals of a table's numbers.
    pub enum DecimalMark {
        /// A point, as in 15,813.5.
        Point = "point",
        /// A comma, as in 15.813,5.
        Comma = "comma",
    }
}

crate::record! {
    /// Which cells of a workbook hold which figures.
    pub struct ImportSpec {
        /// Unit of the workbook's amounts, where it is not that of the item: JPY thousand.
        unit: Option<Spanned<Unit>>,
        /// What stands before the decimals of a table's numbers (.csv): `point`, as where it is left out, or
        /// `comma`.
        decimal: Option<DecimalMark>,
        /// Cells by figure: `revenue`, `revenue@1Q10` or `revenue@1Q10 vs 1Q09`, then `Results!B4`, a name that the
        /// workbook defines, or `Results!total` for one that only this sheet knows.
        cells: Entries<ScalarOr<CellRef, CellSpec>>,
    }
}

crate::record! {
    /// A cell of which more is known than its place.
    pub struct CellSpec {
        /// The cell, or a name that the workbook defines.
        cell: CellRef,
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
        figure: PlaceName,
        /// The workbook, in the deck's folder.
        file: FilePath,
        /// SHA-256 of the workbook.
        book: Fingerprint,
        /// The cell, such as `Results!B4`.
        cell: CellRef,
        /// The name that the workbook defines for it.
        name: Option<CellRef>,
        /// What the cell held.
        held: CellText,
        /// A hash of what the deck says of the figure since.
        says: Fingerprint,
    }
}

impl Imports {
    /// Starts without a record.
    #[must_use]
    pub fn none() -> Self {
        Self { figures: Vec::new(), span: Span::default() }
    }

    /// Reads the record that a deck names; a deck that was typed has none.
    pub(super) fn load(
        head: &DeckHead,
        place: (&Path, &Folder),
        sources: &mut Sources,
        report: &mut Report,
    ) -> Self {
        let node = Sidecar::Imports.read(head, place, sources, report);
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

/// What an import fills in: a figure, or a change that the company states itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A figure.
    Figure(Key),
    /// A stated change: the later figure and the one it is compared with.
    Change(Key, Key),
}

impl Target {
    /// Lists what a deck has.
    pub fn all(facts: &Facts) -> impl Iterator<Item = Self> + '_ {
        let figures = facts.facts().map(|(key, _)| Self::Figure(key));
        figures.chain(facts.changes().stated().map(|(now, base, _)| Self::Change(now, base)))
    }

    /// Reads `revenue`, `revenue@1Q10` or `revenue@1Q10 vs 1Q09`.
    ///
    /// # Errors
    /// What names nothing of the deck.
    pub fn of(facts: &Facts, text: &str) -> Result<Self, CiteError> {
        let (now, base) = text.split_once(" vs ").map_or((text, None), |(now, b)| (now, Some(b)));
        let now = facts.references().key(now)?;
        let Some(base) = base else { return Ok(Self::Figure(now)) };
        let base =
            facts.references().read(&format!("{}@{}", facts.item(now.item).name, base.trim()))?;
        let scope = facts.contexts().base(now.scope, base.scope_or_actual())?;
        Ok(Self::Change(now, Key { scope, ..facts.complete(base) }))
    }

    /// Reads `1Q10 vs 1Q09` of an item and of members, whose names may be none.
    #[must_use]
    pub fn of_change(facts: &Facts, item: &str, pair: &str, names: &str) -> Option<Self> {
        let (now, base) = pair.split_once(" vs ")?;
        let names = if names.is_empty() { String::new() } else { format!("/{names}") };
        Self::of(facts, &format!("{item}@{}{names} vs {base}", now.trim())).ok()
    }

    /// Names it as [`Target::of`] reads it.
    #[must_use]
    pub fn name(self, facts: &Facts) -> String {
        match self {
            Self::Figure(key) => facts.name(key),
            Self::Change(now, base) => {
                let base = facts.name(base);
                let base = base.split_once('@').map_or(base.as_str(), |(_, period)| period);
                format!("{} vs {base}", facts.name(now))
            }
        }
    }

    /// Gives the item that it is of.
    #[must_use]
    pub fn item(self) -> ItemId {
        match self {
            Self::Figure(key) | Self::Change(key, _) => key.item,
        }
    }

    /// Gives the place where it stands, if it does.
    #[must_use]
    pub fn span(self, facts: &Facts) -> Option<Span> {
        match self {
            Self::Figure(key) => facts.fact(key).map(|fact| fact.span),
            Self::Change(now, base) => facts.changes().between(now, base).first().map(|c| c.span),
        }
    }

    /// Gives the hash of what is known of it.
    #[must_use]
    pub fn says(self, facts: &Facts) -> Option<String> {
        match self {
            Self::Figure(key) => fact_says(facts, key),
            Self::Change(now, base) => {
                let change = facts.changes().between(now, base).first()?;
                Some(digest(&format!("{} {}", self.name(facts), change.state.known())))
            }
        }
    }
}
