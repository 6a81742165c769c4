//! What a databook is made of.

use std::collections::BTreeMap;

use super::BookLook;
use crate::num::Exact;
use crate::workbook::CellPlace;

/// A databook: sheets, and names of their cells.
#[derive(Clone, Debug, Default)]
pub struct Databook {
    /// Its sheets.
    pub sheets: Vec<BookSheet>,
    /// The names of cells.
    pub names: Vec<BookName>,
    /// The title of the deck.
    pub title: String,
    /// One sentence on it.
    pub subject: String,
    /// The company's name.
    pub company: String,
    /// Year, month and day of the deck.
    pub date: (i16, i8, i8),
    /// What a draft says; empty in a release.
    pub mark: String,
}

/// The name of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookName {
    /// The name, such as `revenue_1Q26`.
    pub name: String,
    /// The cell.
    pub place: BookPlace,
}

/// A cell's place, its sheet always named.
pub type BookPlace = CellPlace;

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct BookSheet {
    /// Its name, the same in every language and every quarter, so that links from models go on.
    pub name: String,
    /// What it holds, for the contents.
    pub title: String,
    /// Its cells by row and column, from 0.
    pub cells: BTreeMap<(u32, u32), BookCell>,
    /// The widths of its columns, in digits.
    pub widths: Vec<u32>,
    /// How many rows at the top, and columns at the left, stay in view and on every printed page.
    pub frozen: (u32, u32),
    /// The first of the rows at the top that every printed page repeats.
    pub headed: u32,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookCell {
    /// What it holds.
    pub content: BookContent,
    /// How it looks.
    pub look: BookLook,
    /// How its number, or its text, is shown; empty where as it is.
    pub format: String,
    /// Where it comes from and what proves it, for who points at it.
    pub note: String,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookContent {
    /// A text.
    Text(String),
    /// A text that leads to a sheet of the book.
    Link(String, String),
    /// A number.
    Number(Exact),
    /// A formula without its sign, and what it gives.
    Formula(String, Exact),
}

impl BookSheet {
    pub(super) fn new(name: impl Into<String>, title: impl Into<String>) -> Self {
        let (name, title) = (name.into(), title.into());
        let mut sheet = Self { name, title: title.clone(), ..Self::default() };
        sheet.text((0, 0), title, BookLook::Title);
        sheet
    }

    /// Puts a text into a cell; an empty one leaves it empty.
    pub(super) fn text(&mut self, at: (u32, u32), text: impl Into<String>, look: BookLook) {
        let text = text.into();
        if !text.is_empty() {
            self.put(at, BookCell::of(BookContent::Text(text), look));
        }
    }

    pub(super) fn put(&mut self, at: (u32, u32), cell: BookCell) {
        self.cells.insert(at, cell);
    }

    pub(super) fn place(&self, (row, column): (u32, u32)) -> BookPlace {
        CellPlace { sheet: Some(self.name.clone()), row, column }
    }

    /// Makes its first column as wide as its labels, within reason; longer ones are set in several lines.
    pub(super) fn fit_labels(&mut self, least: u32, most: u32) {
        let labels = self.cells.iter().filter(|((row, column), _)| *column == 0 && *row > 1);
        let wide = labels.filter_map(|(_, cell)| match (&cell.content, cell.look) {
            (BookContent::Text(text), BookLook::Label(level) | BookLook::Strong(level)) => {
                Some(letters(text) + 2 * u32::from(level))
            }
            _ => None,
        });
        let wide = wide.max().unwrap_or_default().clamp(least, most);
        if let Some(first) = self.widths.first_mut() {
            *first = wide;
        }
    }

    /// Makes its columns wide enough for their figures, which would be shown as `####`, and for texts that have no
    /// room at their left; those that are wide enough stay as they are.
    pub(super) fn fit_columns(&mut self) {
        for ((row, column), cell) in self.cells.iter().filter(|((_, column), _)| *column > 0) {
            let closed = self.cells.contains_key(&(*row, column - 1));
            let needs = match (&cell.content, cell.look) {
                (BookContent::Number(value) | BookContent::Formula(_, value), _) => {
                    printed_width(value, &cell.format)
                }
                (BookContent::Text(text), BookLook::Head) => letters(text) + 1,
                (BookContent::Text(text), BookLook::ColumnHead) if closed => letters(text) + 1,
                (BookContent::Text(text), BookLook::Mark) if closed => {
                    letters(cell.format.split('"').nth(1).unwrap_or(text)) + 1
                }
                (BookContent::Text(_) | BookContent::Link(..), _) => continue,
            };
            let at = usize::try_from(*column).unwrap_or(usize::MAX);
            if let Some(width) = self.widths.get_mut(at) {
                *width = needs.min(MOST_WIDE).max(*width);
            }
        }
    }

    /// Writes a row of heads; those of columns of figures stand at the right, as figures do.
    pub(super) fn heads(&mut self, row: u32, texts: &[&str], figures: &[u32]) {
        for (column, text) in (0..).zip(texts) {
            let figure = figures.contains(&column);
            let look = if figure { BookLook::ColumnHead } else { BookLook::Head };
            self.text((row, column), *text, look);
        }
    }
}

impl BookCell {
    pub(super) fn of(content: BookContent, look: BookLook) -> Self {
        Self { content, look, format: String::new(), note: String::new() }
    }

    pub(super) fn shown(self, format: impl Into<String>) -> Self {
        Self { format: format.into(), ..self }
    }

    pub(super) fn noted(self, note: String) -> Self {
        Self { note, ..self }
    }

    /// Gives its number, if it holds one.
    #[must_use]
    pub fn number(&self) -> Option<&Exact> {
        match &self.content {
            BookContent::Number(value) | BookContent::Formula(_, value) => Some(value),
            BookContent::Text(_) | BookContent::Link(..) => None,
        }
    }
}

/// Counts the digits that a text is as wide as; ideographs take two.
pub(super) fn letters(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The widest that a column is made for what stands in it.
const MOST_WIDE: u32 = 40;

/// Counts the digits that a number is as wide as in its format; commas and points are half as wide.
fn printed_width(value: &Exact, format: &str) -> u32 {
    let mut sections = format.split(';');
    let above = sections.next().unwrap_or_default();
    let own = if value.is_negative() { sections.next().unwrap_or(above) } else { above };
    // What stands between quotes is printed as it is.
    let (mut pattern, mut words) = (String::new(), 0);
    for (at, part) in own.split('"').enumerate() {
        if at % 2 == 0 { pattern.push_str(part) } else { words += letters(part) }
    }
    let places = pattern
        .split_once('.')
        .map_or(0, |(_, behind)| behind.chars().take_while(|c| *c == '0').count());
    let scaled = pattern.trim_end_matches(|c: char| !matches!(c, '0' | ',' | '#'));
    let thousands = scaled.chars().rev().take_while(|c| *c == ',').count();
    let digits = value.round(0, crate::num::Rounding::TowardZero);
    let digits =
        digits.map_or(MAX_SHOWN, |whole| whole.mantissa().unsigned_abs().to_string().len());
    let percent = usize::from(pattern.contains('%'));
    let digits = (digits + 2 * percent).saturating_sub(3 * thousands).max(1);
    let halves = (digits - 1) / 3 + usize::from(places > 0);
    let marks = pattern.chars().filter(|c| matches!(c, '%' | '(' | ')' | '-')).count();
    let all = digits + places + halves.div_ceil(2) + marks + 1;
    u32::try_from(all).unwrap_or(MOST_WIDE) + words
}

/// Digits of a number that is too large to be rounded.
const MAX_SHOWN: usize = 15;

/// Writes a number with at most fifteen digits that say something, as spreadsheets keep them.
#[must_use]
pub fn fifteen_digits(value: &Exact) -> String {
    use crate::num::{Rounding, decimal::MAX_DIGITS};
    let plain = value.to_string();
    let digits = |text: &str| {
        let all: String = text.chars().filter(char::is_ascii_digit).collect();
        all.trim_start_matches('0').trim_end_matches('0').len()
    };
    if !plain.contains('/') && digits(&plain) <= 15 {
        return plain;
    }
    // As many places as leave fifteen digits, counted from the first that is not zero.
    let most = u32::try_from(MAX_DIGITS).unwrap_or_default();
    let mut places = 0;
    let mut size = value.abs();
    while size < Exact::pow10(14) && places < most {
        size = size * Exact::pow10(1);
        places += 1;
    }
    let rounded = value.round(places, Rounding::HalfUp);
    rounded.map_or(plain, |rounded| rounded.normalize().to_string())
}
