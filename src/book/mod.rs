//! Workbooks: the cells of an XLSX or CSV file, digit for digit.
//!
//! Enters: the bytes of a file. Leaves: a [`Book`] with cells, defined names and formulas. It knows
//! nothing of decks. Numbers stay the text that the file holds: a spreadsheet computes in binary
//! floats, and what they leave behind the fifteenth digit is cut only where a figure is taken.

mod csv;
mod formula;
mod place;
mod xlsx;

pub use place::Place;

use std::collections::BTreeMap;

use crate::num::{Decimal, Exact, Rounding};

/// Digits that a spreadsheet vouches for; what stands behind them is the noise of binary floats.
const SIGNIFICANT: i32 = 15;
/// Most cells that a book may have.
const MAX_CELLS: usize = 500_000;
/// Most names that a book may define.
const MAX_NAMES: usize = 20_000;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    #[default]
    Empty,
    /// A number as the file spells it.
    Number(String),
    /// A text.
    Text(String),
    /// True or false.
    Truth(bool),
    /// An error of a formula, such as `#DIV/0!`.
    Error(String),
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What it holds; of a formula, what was computed when the file was saved.
    pub content: Content,
    /// Its formula without `=`; empty where another cell's formula is shared.
    pub formula: Option<String>,
    /// Whether it is shown as a percentage: 0.187 reads `18.7%`.
    pub percent: bool,
    /// Whether it is shown as a day.
    pub day: bool,
    /// The unit that a table names for it.
    pub unit: Option<String>,
}

impl Cell {
    /// Says what it holds, as its file spells it.
    #[must_use]
    pub fn held(&self) -> String {
        match &self.content {
            Content::Empty => "nothing".to_owned(),
            Content::Number(text) | Content::Error(text) => text.clone(),
            Content::Text(text) => format!("\"{text}\""),
            Content::Truth(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells by row and column, from 0.
    pub cells: BTreeMap<(u32, u32), Cell>,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Its sheets.
    pub sheets: Vec<Sheet>,
    /// Names of cells, with what they point to as the file says it.
    pub names: Vec<(String, String)>,
    /// Whether the program that saved it asks for formulas to be computed anew.
    pub stale: bool,
}

impl Book {
    /// Reads a workbook; the ending of its name says how.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, String> {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "xlsx" | "xlsm" => xlsx::read(bytes),
            "csv" => csv::read(name, bytes),
            _ => Err("it is neither a workbook (.xlsx, .xlsm) nor a table (.csv)".to_owned()),
        }
    }

    /// Finds a sheet by its name; `None` names the only one.
    #[must_use]
    pub fn sheet(&self, name: Option<&str>) -> Option<&Sheet> {
        match name {
            Some(name) => self.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(name)),
            None => self.sheets.first().filter(|_| self.sheets.len() == 1),
        }
    }

    /// Gives a cell; one that the file leaves out is empty. Nothing where there is no such sheet.
    #[must_use]
    pub fn cell(&self, place: &Place) -> Option<Cell> {
        let sheet = self.sheet(place.sheet.as_deref())?;
        Some(sheet.cells.get(&(place.row, place.column)).cloned().unwrap_or_default())
    }

    /// Computes the formula of a cell from the constants behind it. Nothing where it has none, or
    /// one that is more than sums, products, ranges and rounding.
    #[must_use]
    pub fn computed(&self, place: &Place) -> Option<Exact> {
        formula::computed(self, place)
    }
}

/// Reads a number as a workbook spells it, such as `15813`, `0.187` or `1.5E-2`, without the noise
/// that binary floats leave behind the fifteenth digit.
#[must_use]
pub fn number(text: &str) -> Option<Exact> {
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.trim_start_matches('+').parse().ok()?),
        None => (text, 0_i32),
    };
    let negative = digits.starts_with('-');
    let digits = digits.strip_prefix(['-', '+']).unwrap_or(digits);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{part}");
    if all.is_empty() || all.len() > 30 || !all.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let exponent = exponent.checked_sub(i32::try_from(part.len()).ok()?)?;
    if !(-60..=60).contains(&exponent) {
        return None;
    }
    let mantissa: i128 = all.parse().ok()?;
    let exact = Exact::decimal(if negative { -mantissa } else { mantissa }, exponent);
    let counted = all.trim_start_matches('0').len();
    let counted = i32::try_from(counted).unwrap_or(i32::MAX);
    if counted <= SIGNIFICANT || exponent >= 0 {
        return Some(exact);
    }
    // 0.30000000000000004 is 0.3.
    let places = u32::try_from((SIGNIFICANT - counted - exponent).max(0)).ok()?;
    let rounded = exact.round(places, Rounding::HalfUp)?.normalize();
    Some(of_decimal(&rounded))
}

/// Gives a decimal as an exact number.
#[must_use]
pub fn of_decimal(value: &Decimal) -> Exact {
    Exact::decimal(value.mantissa(), -i32::try_from(value.scale()).unwrap_or(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_without_the_noise_of_floats() {
        for (text, meant) in [
            ("15813", "15813"),
            ("-161", "-161"),
            ("0.187", "0.187"),
            ("0.30000000000000004", "0.3"),
            ("15812.999999999998", "15813"),
            ("1.5E-2", "0.015"),
            ("1.5813E4", "15813"),
            ("12345678901234567", "12345678901234567"),
        ] {
            assert_eq!(number(text).map(|n| n.to_string()).as_deref(), Some(meant), "{text}");
        }
        for bad in ["", "x", "1.2.3", "1e", "1e999", "--1", "1,000", "NaN", "inf"] {
            assert!(number(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for (name, bytes) in [("a.xlsx", &b"no zip"[..]), ("a.xls", b""), ("a", b"")] {
            assert!(Book::read(name, bytes).is_err(), "{name}");
        }
    }
}
