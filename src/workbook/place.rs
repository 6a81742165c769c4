//! Places in a workbook: `Results!B4`, `'My sheet'!$B$4`.

use std::fmt;
use std::str::FromStr;

/// Most rows and columns that a sheet can have.
const MAX: (u32, u32) = (1_048_576, 16_384);

/// A cell's place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// The sheet; nothing names the only one.
    pub sheet: Option<String>,
    /// The row, from 0.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sheet) = &self.sheet {
            let plain = sheet.chars().all(|c| c.is_alphanumeric() || c == '_');
            if plain {
                write!(f, "{sheet}!")?;
            } else {
                write!(f, "'{}'!", sheet.replace('\'', "''"))?;
            }
        }
        let mut letters = Vec::new();
        let mut column = self.column + 1;
        while column > 0 {
            let letter = u8::try_from((column - 1) % 26).expect("there are 26 letters");
            letters.push(char::from(b'A' + letter));
            column = (column - 1) / 26;
        }
        letters.reverse();
        write!(f, "{}{}", letters.iter().collect::<String>(), self.row + 1)
    }
}

impl FromStr for CellPlace {
    type Err = ();

    /// Reads `B4`, `$B$4`, `Sheet!B4`, `'My sheet'!B4`; a range of one cell, `B4:B4`, is that cell.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (text, last) = match text.rsplit_once(':') {
            Some((first, last)) => (first, Some(cell_of(last).ok_or(())?)),
            None => (text, None),
        };
        let (sheet, cell) = match text.rsplit_once('!') {
            Some((sheet, cell)) => (Some(sheet_name(sheet).ok_or(())?), cell),
            None => (None, text),
        };
        let (row, column) = cell_of(cell).ok_or(())?;
        let one = last.is_none_or(|last| last == (row, column));
        if one { Ok(Self { sheet, row, column }) } else { Err(()) }
    }
}

fn sheet_name(text: &str) -> Option<String> {
    let quoted = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let name = quoted.map_or_else(|| text.to_owned(), |name| name.replace("''", "'"));
    // `Cons!B4,Cons!B5` is two cells.
    (!name.is_empty() && (quoted.is_some() || !name.contains('!'))).then_some(name)
}

/// Reads `B4` or `$B$4` as row and column from 0.
pub(super) fn cell_of(text: &str) -> Option<(u32, u32)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at(letters);
    let digits = rest.strip_prefix('$').unwrap_or(rest);
    if !(1..=3).contains(&letters) || digits.is_empty() || digits.len() > 7 {
        return None;
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let column =
        name.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = digits.parse().ok()?;
    let fits = row >= 1 && row <= MAX.0 && column <= MAX.1;
    fits.then(|| (row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_and_written() {
        for (text, written) in [
            ("B4", "B4"),
            ("$AA$10", "AA10"),
            ("Results!B4", "Results!B4"),
            ("'1Q results'!$XFD$1048576", "'1Q results'!XFD1048576"),
            ("'Bob''s'!a1", "'Bob''s'!A1"),
            ("Results!$B$4:$B$4", "Results!B4"),
        ] {
            assert_eq!(text.parse::<CellPlace>().map(|p| p.to_string()), Ok(written.to_owned()));
        }
        for bad in [
            "",
            "4",
            "B",
            "B0",
            "ABCD1",
            "B4:C5",
            "#REF!",
            "Sheet!",
            "!B4",
            "B99999999",
            "A!B4,A!B5",
        ] {
            assert!(bad.parse::<CellPlace>().is_err(), "{bad}");
        }
    }
}
