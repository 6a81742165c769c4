//! Import: figures of a deck taken from a workbook, each with the cell it came from.
//!
//! Enters: a deck and a [`Workbook`]. Leaves: the deck's text with those figures filled in, comments and
//! layout kept, and the record of where each came from. Nothing is filled in where anything is
//! wrong. It knows nothing of output.

mod fill;
mod formula;
mod mapping;
mod names;
mod plausibility;

use std::collections::BTreeMap;
use std::path::Path;

use crate::code;
use crate::deck::{Deck, Imported, Imports, Sidecar, Target};
use crate::diag::{Finding, Report};
use crate::source::{Edits, FileId, Sources, Span, Text};
use crate::workbook::{Name, Workbook};

use fill::{FilledFigure, figure};
use mapping::{MappedCell, mapped_cells};

/// A figure that is filled in, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportStep {
    /// The figure, such as `revenue@2Q10`.
    pub figure: String,
    /// The line of the deck where it stands, from 1.
    pub line: usize,
    /// The cell it comes from.
    pub cell: String,
    /// What the cell holds.
    pub held: String,
    /// What the deck said before.
    pub old: String,
    /// What it says now.
    pub new: String,
    /// Whether the text changes.
    pub edited: bool,
    /// Whether the cell is a formula that is not computed here, so that its kept result is taken.
    pub kept: bool,
}

/// What an import makes of a deck.
#[derive(Clone, Debug)]
pub struct Filled {
    /// The text of the deck.
    pub text: String,
    /// The name of the record, from the deck's folder.
    pub record: String,
    /// Every figure that the workbook has, those that stay as they are too.
    pub steps: Vec<ImportStep>,
    /// Which cell each came from, without what the deck says of it.
    pub cells: BTreeMap<Target, (String, Option<String>, String)>,
}

/// A workbook that is imported from.
#[derive(Clone, Copy, Debug)]
pub struct OpenedWorkbook<'a> {
    /// Its name, from the deck's folder.
    pub file: &'a str,
    /// What it holds.
    pub book: &'a Workbook,
    /// Its text, where it is a table.
    pub text: Option<FileId>,
    /// Whether figures that the deck states already, and that came from no workbook, are replaced.
    pub replace: bool,
}

impl OpenedWorkbook<'_> {
    /// Gives the line of a table, or else another place.
    fn place(&self, name: &Name, other: Span) -> Span {
        let line = self.text.zip(name.line.as_ref());
        line.map_or(other, |(file, line)| Span::new(file, line.range.clone()))
    }
}

/// Takes the figures of a workbook over. Findings say what is wrong with it; after an error nothing
/// is given.
///
/// A figure that the deck states is left alone unless the last import brought it, and nobody changed it
/// since; or where figures are to be replaced.
pub fn import(
    deck: &Deck,
    from: &OpenedWorkbook<'_>,
    sources: &Sources,
    report: &mut Report,
) -> Option<Filled> {
    let (file, book) = (from.file, from.book);
    let mut findings = Report::new();
    for fault in &book.faults {
        let place = from.text.map(|id| Span::new(id, fault.range.clone()));
        let place = place.unwrap_or(deck.head.span);
        let finding = Finding::new(fault.code, fault.message.clone(), place);
        findings.push(finding.help(fault.help.clone()));
    }
    let all = mapped_cells(deck, from, &mut findings);
    let mut edits = Edits::new();
    let written = sources.file(deck.written.span.file);
    let record = Sidecar::Imports.name_of(deck, Path::new(&written.name));
    let unnamed = deck.head.imports.is_none();
    let flow = written.text[deck.head.span.start as usize..].starts_with('{');
    if unnamed {
        Sidecar::Imports.link(deck, &written.text, &record, &mut edits);
    }
    let mut steps = Vec::new();
    let mut cells = BTreeMap::new();
    for (target, one) in &all {
        let Some(found) = figure(deck, *target, one, (file, book), &mut findings) else { continue };
        if let (Some(_), Target::Figure(key)) = (&found.edit, target) {
            plausibility::run(deck, *key, one, &found, &mut findings);
        }
        let FilledFigure { text, old, stated, place, edit, held, kept, raw: _ } = found;
        let edited = edit.is_some();
        if edited && stated && !from.replace && !brought(deck, *target) {
            let name = target.name(&deck.facts);
            let message = format!(
                "`{name}` is stated as {old}; {file}, cell {}, would make it {text}",
                one.at
            );
            let finding = Finding::new(code::REPLACED_FIGURE, message, place);
            findings.push(finding.help(
                "Correct the workbook, or import with `--replace` if the figure is to change",
            ));
        }
        if let Some((range, with)) = edit {
            edits.replace(range, with);
        }
        // The line that names the record moves those behind it.
        let behind = unnamed && !flow && place.start > deck.head.span.start;
        let line = sources.line_column(place).0 + usize::from(behind);
        let figure = target.name(&deck.facts);
        steps.push(ImportStep {
            figure,
            line,
            cell: one.at.to_string(),
            held: held.clone(),
            old,
            new: text,
            edited,
            kept,
        });
        cells.insert(*target, (one.at.to_string(), one.name.clone(), held));
    }
    if all.is_empty() && !findings.has_errors() {
        findings.push(no_figures(deck, from));
    }
    let failed = findings.has_errors();
    report.append(findings);
    if failed {
        return None;
    }
    match edits.apply(&written.text) {
        Ok(text) => Some(Filled { text, record, steps, cells }),
        Err(range) => {
            let place = Span::new(deck.written.span.file, range);
            let finding = Finding::new(code::NO_CELL, "two cells fill this place", place);
            report.push(finding.help("Take one of them out of the mapping"));
            None
        }
    }
}

/// Tells whether a figure is as an import left it.
fn brought(deck: &Deck, target: Target) -> bool {
    let recorded = deck.imports.of(&target.name(&deck.facts));
    recorded.is_some_and(|one| target.says(&deck.facts).as_ref() == Some(&one.says.value))
}

/// Tells that nothing of a workbook is of this deck.
fn no_figures(deck: &Deck, from: &OpenedWorkbook<'_>) -> Finding {
    let message = format!("{} holds no figure of this deck", from.file);
    let mapping = "list them under `import: {cells: {revenue: \"Sheet!B4\"}}`";
    match from.text {
        Some(id) if !from.book.headed => {
            let end = from.book.text.as_ref().and_then(|text| text.find(['\r', '\n']));
            let place = Span::new(id, 0..end.unwrap_or(0));
            let help = "Write `item,period,value` in its first line, or list its cells under \
                        `import: {cells: {revenue: B4}}`";
            Finding::new(code::NO_CELL, message, place).help(help)
        }
        Some(_) | None => {
            let help =
                format!("Name its cells as the figures, such as `revenue_1Q10`, or {mapping}");
            Finding::new(code::NO_CELL, message, deck.head.span).help(help)
        }
    }
}

/// Records where the figures of a deck came from; what earlier imports recorded of others stays.
#[must_use]
pub fn record(old: &Imports, filled: &Filled, after: &Deck, file: &str, sum: &str) -> Imports {
    let text = |text: &str| Text::new(text.to_owned(), Span::default());
    let mut figures: Vec<Imported> = old
        .figures
        .iter()
        .filter(|one| {
            !filled.cells.keys().any(|target| target.name(&after.facts) == one.figure.value)
        })
        .cloned()
        .collect();
    for (target, (cell, name, held)) in &filled.cells {
        let says = target.says(&after.facts).unwrap_or_default();
        figures.push(Imported {
            figure: text(&target.name(&after.facts)).into(),
            file: text(file).into(),
            book: text(sum).into(),
            cell: text(cell).into(),
            name: name.as_deref().map(|name| text(name).into()),
            held: text(held).into(),
            says: text(&says).into(),
            span: Span::default(),
        });
    }
    figures.sort_by(|a, b| a.figure.value.cmp(&b.figure.value));
    Imports { figures, span: Span::default() }
}

/// What is asked of one cell.
type MappedCells = BTreeMap<Target, MappedCell>;
