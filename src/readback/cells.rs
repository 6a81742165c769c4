//! A finished databook read back: cells, names and formulas, by the reader of workbooks that `import` uses.
//!
//! Every cell is held against the databook, every formula is computed anew, and every named cell is held against
//! the figure of the deck, so that neither the writer nor the databook is taken at its word.

use std::collections::{BTreeMap, BTreeSet};

use crate::databook::{BookContent, Databook, fifteen_digits};
use crate::deck::{CellNames, Target};
use crate::facts::{Facts, State};
use crate::num::{Exact, Stated, Unit};
use crate::workbook::{CellPlace, Content, SheetCell, Workbook, number};

/// How far the result of a formula may be from what it should be, of its size: a result that another formula takes
/// up has fifteen digits.
const NOISE: i32 = -13;

/// Tells what a finished databook has otherwise than the deck gives, one line each.
///
/// # Errors
/// Why it is no workbook.
pub fn workbook(
    expected: &Databook,
    facts: &Facts,
    bytes: &[u8],
) -> Result<BTreeSet<String>, String> {
    let book = Workbook::read("deck.xlsx", bytes, None)?;
    let mut told = BTreeSet::new();
    if book.stale {
        told.insert("the file asks to be computed anew".to_owned());
    }
    let wanted: Vec<_> = expected.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    let found: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    if wanted != found {
        told.insert(format!("its sheets are {}, not {}", found.join(", "), wanted.join(", ")));
    }
    for sheet in &expected.sheets {
        let Some(read) = book.sheet(Some(&sheet.name)) else { continue };
        for (at, cell) in &sheet.cells {
            let place = sheet_place(&sheet.name, *at);
            match read.cells.get(at) {
                Some(found) => told.extend(differs(&cell.content, found, &place, &book)),
                None => {
                    told.insert(format!("cell {place} is empty"));
                }
            }
        }
        for (at, found) in &read.cells {
            if !sheet.cells.contains_key(at) && found.content != Content::Empty {
                let place = sheet_place(&sheet.name, *at);
                told.insert(format!("cell {place} holds {}, and should be empty", found.held()));
            }
        }
    }
    names(expected, facts, &book, &mut told);
    Ok(told)
}

fn sheet_place(sheet: &str, (row, column): (u32, u32)) -> CellPlace {
    CellPlace { sheet: Some(sheet.to_owned()), row, column }
}

/// Compares a cell with what it should hold, and the result that it keeps with what its formula gives.
fn differs(
    wanted: &BookContent,
    found: &SheetCell,
    place: &CellPlace,
    book: &Workbook,
) -> Option<String> {
    let held = || format!("cell {place} holds {}", found.held());
    match wanted {
        BookContent::Text(text) | BookContent::Link(_, text) => {
            let same = found.content == Content::Text(text.clone()) && found.formula.is_none();
            (!same).then(|| format!("{}, not \"{text}\"", held()))
        }
        BookContent::Number(value) => {
            let same = is(&found.content, value) && found.formula.is_none();
            (!same).then(|| format!("{}, not {}", held(), fifteen_digits(value)))
        }
        BookContent::Formula(text, value) => {
            if found.formula.as_deref() != Some(text) {
                let formula = found.formula.as_deref().unwrap_or_default();
                return Some(format!("cell {place} has the formula `{formula}`, not `{text}`"));
            }
            if !is(&found.content, value) {
                return Some(format!("{}, not {}", held(), fifteen_digits(value)));
            }
            let computed = book.computed(place).and_then(|about| about.value);
            let same = computed.as_ref().is_some_and(|computed| near(computed, value));
            (!same).then(|| {
                let gives = computed.map_or_else(|| "nothing".to_owned(), |v| fifteen_digits(&v));
                format!(
                    "the formula of {place} gives {gives}, and should give {}",
                    fifteen_digits(value)
                )
            })
        }
    }
}

fn is(content: &Content, value: &Exact) -> bool {
    match content {
        Content::Number(text) => number(text) == number(&fifteen_digits(value)),
        Content::Empty | Content::Text(_) | Content::Truth(_) | Content::Error(_) => false,
    }
}

fn near(a: &Exact, b: &Exact) -> bool {
    let size = if a.abs() > b.abs() { a.abs() } else { b.abs() };
    (a - b).abs() <= size * Exact::pow10(NOISE)
}

/// Holds the named cells against the figures of the deck: each is there once, with the digits that the deck states.
fn names(expected: &Databook, facts: &Facts, book: &Workbook, told: &mut BTreeSet<String>) {
    let mut cells: BTreeMap<&str, CellPlace> = BTreeMap::new();
    for name in &book.names {
        // Spreadsheets keep what is printed of a sheet as names of theirs.
        if name.name.starts_with("_xlnm.") {
            continue;
        }
        let place = name.points.parse::<CellPlace>();
        match place {
            Ok(place) if !cells.contains_key(name.name.as_str()) => {
                cells.insert(&name.name, place);
            }
            Ok(_) | Err(()) => {
                told.insert(format!("the name `{}` is not of one cell", name.name));
            }
        }
    }
    for name in &expected.names {
        match cells.remove(name.name.as_str()) {
            Some(place) if place == name.place => {}
            Some(place) => {
                told.insert(format!("the name `{}` is of {place}, not {}", name.name, name.place));
            }
            None => {
                told.insert(format!("no cell has the name `{}`", name.name));
            }
        }
    }
    told.extend(cells.into_keys().map(|name| format!("the deck has no figure `{name}`")));
    let own_names = CellNames::of(facts);
    for target in Target::all(facts) {
        let name = target.name(facts);
        let own = own_names.name(&name);
        let at = expected.names.iter().find(|one| one.name == own);
        let Some(at) = at else { continue };
        if let (Some(stated), Some(cell)) = (stated(target, facts), book.cell(&at.place)) {
            let percent = stated.unit == Unit::Percent;
            let exponent = if percent { 0 } else { row_unit(target, facts, stated).exponent() };
            let value = stated.exact() * Exact::pow10(-exponent);
            if !is(&cell.content, &value) {
                told.insert(format!("`{name}` is {stated}, and its cell holds {}", cell.held()));
            }
        }
    }
}

/// Gives the digits that the deck states of a figure or a change.
fn stated(target: Target, facts: &Facts) -> Option<&Stated> {
    match target {
        Target::Figure(key) => facts.fact(key)?.stated(),
        Target::Change(now, base) => match &facts.changes().between(now, base).first()?.state {
            State::Stated(stated) => Some(stated),
            State::Derived { .. }
            | State::Restated { .. }
            | State::Bounded(_)
            | State::LeftOut(_)
            | State::Missing { .. } => None,
        },
    }
}

/// Gives the unit of a row; a change names its own.
fn row_unit<'a>(target: Target, facts: &'a Facts, stated: &'a Stated) -> &'a Unit {
    match target {
        Target::Figure(key) => &facts.item(key.item).unit,
        Target::Change(..) => &stated.unit,
    }
}
