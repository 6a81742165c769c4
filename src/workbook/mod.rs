//! Workbooks: the cells of an XLSX or CSV file, digit for digit.
//!
//! Enters: the bytes of a file. Leaves: a [`Workbook`] with cells, defined names and formulas. It knows
//! nothing of decks. Numbers stay the text that the file holds: a spreadsheet computes in binary
//! floats, and what they leave behind the fifteenth digit is cut only where a figure is taken.

mod csv;
mod encoding;
mod format;
mod formula;
mod functions;
mod measure;
mod place;
mod xlsx;

pub use format::{NumberDisplay, SignShown};
pub use formula::FormulaResult;
pub use measure::WordedUnit;
pub use place::CellPlace;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::code::Code;
use crate::deck::DecimalMark;
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
pub struct SheetCell {
    /// What it holds; of a formula, what was computed when the file was saved.
    pub content: Content,
    /// Its formula without `=`; empty where another cell's formula is shared.
    pub formula: Option<String>,
    /// How its number is shown.
    pub shown: NumberDisplay,
    /// The unit that a table names for it.
    pub unit: Option<String>,
    /// Why nobody knows whether this is what belongs here.
    pub unsure: Option<String>,
}

impl SheetCell {
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
pub struct Worksheet {
    /// Its name.
    pub name: String,
    /// Its cells by row and column, from 0.
    pub cells: BTreeMap<(u32, u32), SheetCell>,
    /// Cells that are shown as one: first and last by row and column. The first holds the content.
    pub merged: Vec<((u32, u32), (u32, u32))>,
}

/// A name of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name; of a line of a table, the figure that it says it holds.
    pub name: String,
    /// What it points to, as the file says it.
    pub points: String,
    /// The sheet where alone it is known; nothing where the whole workbook knows it.
    pub sheet: Option<String>,
    /// The line of a table that it stands for.
    pub line: Option<TableLine>,
}

/// A line of a table that says which figure it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLine {
    /// The item.
    pub item: String,
    /// The period, as it is written there.
    pub period: String,
    /// The scope; empty where it names none.
    pub scope: String,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// What is wrong with a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The code of the finding.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
    /// The line, by its bytes in the text.
    pub range: Range<usize>,
}

/// A workbook.
#[derive(Clone, Debug, Default)]
pub struct Workbook {
    /// Its sheets.
    pub sheets: Vec<Worksheet>,
    /// Names of cells.
    pub names: Vec<Name>,
    /// Whether the program that saved it asks for formulas to be computed anew.
    pub stale: bool,
    /// The text of a table.
    pub text: Option<String>,
    /// Whether the first line of a table names the columns of figures.
    pub headed: bool,
    /// Lines of a table that are not what they should be.
    pub faults: Vec<Fault>,
}

impl Workbook {
    /// Reads a workbook or a table; the ending of its name says which. `mark` is what stands before the
    /// decimals in a table, where that is known.
    ///
    /// # Errors
    /// What the file is instead, and what to do.
    pub fn read(name: &str, bytes: &[u8], mark: Option<DecimalMark>) -> Result<Self, String> {
        let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let packed = bytes.starts_with(b"PK\x03\x04");
        match ending.as_str() {
            "xlsx" | "xlsm" if packed => xlsx::read(bytes),
            "xlsx" | "xlsm" => Err(otherwise(name, bytes).to_owned()),
            "csv" if packed => Err("it is no table but a workbook: name it .xlsx".to_owned()),
            "csv" if bytes.starts_with(OLE) => Err(otherwise(name, bytes).to_owned()),
            "csv" => csv::read(name, bytes, mark),
            "xls" | "xlsb" | "ods" | "numbers" => {
                Err("workbooks are read as .xlsx: save it as that".to_owned())
            }
            _ => Err("it is neither a workbook (.xlsx, .xlsm) nor a table (.csv)".to_owned()),
        }
    }

    /// Finds a sheet by its name; `None` names the only one.
    #[must_use]
    pub fn sheet(&self, name: Option<&str>) -> Option<&Worksheet> {
        match name {
            Some(name) => self.sheets.iter().find(|sheet| sheet.name.eq_ignore_ascii_case(name)),
            None => self.sheets.first().filter(|_| self.sheets.len() == 1),
        }
    }

    /// Gives what the file has of a cell, if anything. Nothing where there is no such sheet.
    #[expect(clippy::option_option, reason = "no such sheet is not the same as no such cell")]
    fn written(&self, place: &CellPlace) -> Option<Option<&SheetCell>> {
        let sheet = self.sheet(place.sheet.as_deref())?;
        Some(sheet.cells.get(&(place.row, place.column)))
    }

    /// Gives a cell; one that the file leaves out is empty. Nothing where there is no such sheet.
    #[must_use]
    pub fn cell(&self, place: &CellPlace) -> Option<SheetCell> {
        let sheet = self.sheet(place.sheet.as_deref())?;
        let at = (place.row, place.column);
        let mut cell = sheet.cells.get(&at).cloned().unwrap_or_default();
        let within = |(first, last): &((u32, u32), (u32, u32))| {
            (first.0..=last.0).contains(&at.0) && (first.1..=last.1).contains(&at.1) && *first != at
        };
        if cell.content == Content::Empty
            && let Some((first, _)) = sheet.merged.iter().find(|merged| within(merged))
        {
            let (row, column) = *first;
            let first = CellPlace { sheet: None, row, column };
            cell.unsure = Some(format!("it is a part of the merged cell {first}, which holds all"));
        }
        Some(cell)
    }

    /// Computes the formula of a cell from the constants behind it. Nothing where it has none.
    #[must_use]
    pub fn computed(&self, place: &CellPlace) -> Option<FormulaResult> {
        formula::computed(self, place)
    }
}

/// How files begin that Excel wrote before 2007, and those it encrypts.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Says what a file is that has the name of a workbook and is none.
fn otherwise(name: &str, bytes: &[u8]) -> &'static str {
    let file = name.rsplit('/').next().unwrap_or_default();
    let start: &[u8] = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let text = start.trim_ascii_start();
    if bytes.is_empty() {
        "it is empty"
    } else if file.starts_with("~$") {
        "it is the mark of a workbook that is open: name the workbook itself"
    } else if bytes.starts_with(OLE) {
        "it is protected by a password, or of an older Excel: take the password off, or save it as .xlsx"
    } else if text.starts_with(b"<") {
        "it is a web page: open it in a spreadsheet and save it as .xlsx"
    } else if !start.contains(&0) {
        "it is a text: name it .csv, if it is a table"
    } else {
        "it is no XLSX file, or not all of it"
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
        for (name, bytes, words) in [
            ("a.xlsx", &b"no zip"[..], "it is a text"),
            ("a.xlsx", b"", "it is empty"),
            ("a.xlsx", b"\n<html><table>", "a web page"),
            ("a.xlsx", b"\xD0\xCF\x11\xE0\xA1\xB1", "a password"),
            ("~$a.xlsx", b"\x05Sato\x00", "that is open"),
            ("a.xlsx", b"PK\x03\x04", "no XLSX file"),
            ("a.xls", b"", "save it as that"),
            ("a.ods", b"PK\x03\x04", "save it as that"),
            ("a.csv", b"PK\x03\x04", "name it .xlsx"),
            ("a", b"", "neither a workbook"),
        ] {
            let refused = Workbook::read(name, bytes, None).expect_err(name);
            assert!(refused.contains(words), "{name}: {refused}");
        }
    }
}
