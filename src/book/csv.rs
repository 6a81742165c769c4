//! Tables: CSV files, with a head line that names their columns or without.

use std::collections::BTreeMap;

use super::{Book, Cell, Content, MAX_CELLS, Place, Sheet};
use crate::num::decimal;

/// Reads a table. Where its head line has the columns `item`, `period` and `value`, each line names
/// its figure; `scope` and `unit` may stand beside them.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Book, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut count = 0;
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        count += record.len();
        if count > MAX_CELLS {
            return Err(format!("it has more than {MAX_CELLS} cells"));
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    let head = rows.first().map(Vec::as_slice).unwrap_or_default();
    let column = |name: &str| {
        head.iter().position(|cell| cell.trim_start_matches('\u{feff}').trim() == name)
    };
    let columns = (column("item"), column("period"), column("value"));
    let (scope, unit) = (column("scope"), column("unit"));
    let mut names = Vec::new();
    let mut cells = BTreeMap::new();
    for (row, texts) in (0_u32..).zip(&rows) {
        for (at, text) in (0_u32..).zip(texts) {
            let cell = Cell { content: content(text), ..Cell::default() };
            cells.insert((row, at), cell);
        }
        let (Some(item), Some(period), Some(value)) = columns else { continue };
        let text = |at: usize| texts.get(at).map(|text| text.trim()).unwrap_or_default();
        let scope = scope.map(text).filter(|scope| !scope.is_empty());
        let unit = unit.map(text).filter(|unit| !unit.is_empty());
        // What is missing in one table is no figure of another.
        if row == 0 || text(item).is_empty() || text(value).is_empty() {
            continue;
        }
        let at = u32::try_from(value).unwrap_or(u32::MAX);
        if let Some(cell) = cells.get_mut(&(row, at)) {
            cell.unit = unit.map(str::to_owned);
        }
        let scope = scope.map_or_else(String::new, |scope| format!("/{scope}"));
        let place = Place { sheet: None, row, column: at };
        names.push((format!("{}@{}{scope}", text(item), text(period)), place.to_string()));
    }
    let sheet = Sheet { name: name.to_owned(), cells };
    Ok(Book { sheets: vec![sheet], names, stale: false })
}

/// Tables of people hold numbers as printed, such as `15,813` and `(161)`.
fn content(text: &str) -> Content {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Content::Empty;
    }
    decimal::parse(text).map_or_else(
        |_| Content::Text(text.to_owned()),
        |printed| Content::Number(printed.value.to_string()),
    )
}
