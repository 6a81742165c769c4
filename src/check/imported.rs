//! `workbook-changed`, `edited-figure`: what was imported and is not what it was.

use std::collections::BTreeMap;

use crate::code;
use crate::deck::{Deck, Imported, Target};
use crate::diag::{Finding, Report};
use crate::source::{ReadError, Span, sha256};
use crate::workbook::{CellPlace, Workbook};

/// Compares the record of imports with the deck and with the workbooks as they are now.
pub(super) fn run(deck: &Deck, report: &mut Report) {
    let mut files: BTreeMap<&str, Vec<&Imported>> = BTreeMap::new();
    for one in &deck.imports.figures {
        files.entry(one.file.as_str()).or_default().push(one);
        edited(deck, one, report);
    }
    for (file, all) in files {
        changed(deck, file, &all, report);
    }
}

fn place(deck: &Deck, one: &Imported) -> Option<Span> {
    Target::of(&deck.facts, one.figure.as_str()).ok()?.span(&deck.facts)
}

fn edited(deck: &Deck, one: &Imported, report: &mut Report) {
    let figure = one.figure.as_str();
    let target = Target::of(&deck.facts, figure).ok();
    let says = target.and_then(|target| target.says(&deck.facts));
    if says.as_deref() == Some(one.says.as_str()) {
        return;
    }
    let (file, cell) = (one.file.as_str(), one.cell.as_str());
    let message = format!("`{figure}` is not what was imported from {file}, cell {cell}");
    let finding = Finding::new(code::EDITED_FIGURE, message, place(deck, one).unwrap_or(one.span));
    let help = format!("Correct the workbook and import it again: `iijdeck import {file}`");
    report.push(finding.also(one.span, "imported here").help(help));
}

fn changed(deck: &Deck, file: &str, all: &[&Imported], report: &mut Report) {
    let first = all.first().map_or(deck.head.span, |one| one.span);
    let help = format!("Import it again: `iijdeck import {file}`");
    let bytes = match deck.folder.bytes(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let gone = matches!(error, ReadError::Missing);
            let why = if gone { "is not there any more".to_owned() } else { error.to_string() };
            let message = format!("{file}, which figures were imported from, {why}");
            let finding = Finding::new(code::WORKBOOK_CHANGED, message, first);
            report.push(finding.help("Put it back, or delete its entries from the record"));
            return;
        }
    };
    let sum = sha256(&bytes);
    if all.iter().all(|one| one.book.value == sum) {
        return;
    }
    let mark = deck.import.as_ref().and_then(|spec| spec.decimal);
    let book = match Workbook::read(file, &bytes, mark) {
        Ok(book) => book,
        Err(reason) => {
            let message = format!("{file} has changed since it was imported, and {reason}");
            report.push(Finding::new(code::WORKBOOK_CHANGED, message, first).help(help));
            return;
        }
    };
    for one in all {
        let now = one.cell.value.parse::<CellPlace>().ok().and_then(|at| book.cell(&at));
        let now = now.map_or_else(|| "no cell".to_owned(), |cell| cell.held());
        if now != one.held.value {
            let message = format!(
                "{file}, cell {}, holds {now}; `{}` was imported when it held {}",
                one.cell.value, one.figure.value, one.held.value
            );
            let place = place(deck, one).unwrap_or(one.span);
            report.push(Finding::new(code::WORKBOOK_CHANGED, message, place).help(help.clone()));
        }
    }
}
