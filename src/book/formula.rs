//! Formulas, as far as figures of a results workbook need them: sums, products, ranges, rounding.
//!
//! They are computed exactly from the constants behind them, to find out whether what the file
//! keeps as their result is still true.

use std::collections::HashMap;

use super::place::cell_of;
use super::{Book, Cell, Content, Place, number, of_decimal};
use crate::num::{Exact, Rounding};

/// Deepest chain of formulas, and deepest nesting of one.
const MAX_DEPTH: usize = 60;
/// Most cells that one answer may look at.
const MAX_LOOKS: usize = 20_000;
/// Longest formula read, in bytes.
const MAX_LENGTH: usize = 4_000;

pub(super) fn computed(book: &Book, place: &Place) -> Option<Exact> {
    let cell = book.cell(place)?;
    cell.formula.as_ref()?;
    let mut work = Work { book, known: HashMap::new(), looks: 0 };
    work.formula(&cell, place, 0)
}

struct Work<'a> {
    book: &'a Book,
    known: HashMap<Place, Option<Exact>>,
    looks: usize,
}

impl Work<'_> {
    fn formula(&mut self, cell: &Cell, place: &Place, depth: usize) -> Option<Exact> {
        let text = cell.formula.as_deref().filter(|text| !text.is_empty())?;
        if text.len() > MAX_LENGTH || depth > MAX_DEPTH {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let mut reader = Reader { work: self, chars: &chars, at: 0, home: place, depth };
        let value = reader.sum()?;
        reader.blanks();
        (reader.at == chars.len()).then_some(value)
    }

    /// The value of a cell: a constant, or its formula computed; an empty cell counts as zero, and
    /// so does a text where `lenient`, as in a range.
    fn cell(&mut self, place: &Place, depth: usize, lenient: bool) -> Option<Exact> {
        if let Some(known) = self.known.get(place) {
            return known.clone();
        }
        self.looks += 1;
        if self.looks > MAX_LOOKS || depth > MAX_DEPTH {
            return None;
        }
        let cell = self.book.cell(place)?;
        // A circle ends at itself.
        self.known.insert(place.clone(), None);
        let value = match (&cell.formula, &cell.content) {
            (Some(formula), _) if !formula.is_empty() => self.formula(&cell, place, depth + 1),
            (_, Content::Number(text)) => number(text),
            (_, Content::Empty) => Some(Exact::from(0)),
            (_, Content::Text(_) | Content::Truth(_)) if lenient => Some(Exact::from(0)),
            (_, Content::Text(_) | Content::Truth(_) | Content::Error(_)) => None,
        };
        self.known.insert(place.clone(), value.clone());
        value
    }
}

struct Reader<'a, 'b> {
    work: &'a mut Work<'b>,
    chars: &'a [char],
    at: usize,
    home: &'a Place,
    depth: usize,
}

impl Reader<'_, '_> {
    fn blanks(&mut self) {
        while self.chars.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
    }

    fn eat(&mut self, wanted: char) -> bool {
        self.blanks();
        let found = self.chars.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let read = if self.depth > MAX_DEPTH { None } else { read(self) };
        self.depth -= 1;
        read
    }

    fn sum(&mut self) -> Option<Exact> {
        let mut value = self.product()?;
        loop {
            if self.eat('+') {
                value = value + self.product()?;
            } else if self.eat('-') {
                value = value - self.product()?;
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<Exact> {
        let mut value = self.signed()?;
        loop {
            if self.eat('*') {
                value = value * self.signed()?;
            } else if self.eat('/') {
                value = value.checked_div(&self.signed()?)?;
            } else {
                return Some(value);
            }
        }
    }

    fn signed(&mut self) -> Option<Exact> {
        if self.eat('-') {
            return self.deeper(Self::signed).map(|value| Exact::from(0) - value);
        }
        if self.eat('+') {
            return self.deeper(Self::signed);
        }
        let mut value = self.one()?;
        while self.eat('%') {
            value = value * Exact::pow10(-2);
        }
        Some(value)
    }

    fn one(&mut self) -> Option<Exact> {
        if self.eat('(') {
            let value = self.deeper(Self::sum)?;
            return self.eat(')').then_some(value);
        }
        let word = self.word()?;
        if self.eat('(') {
            let values = self.deeper(Self::arguments)?;
            return called(&word.to_ascii_uppercase(), &values);
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return number(&word);
        }
        let place = self.place(&word)?;
        let depth = self.depth;
        self.work.cell(&place, depth, false)
    }

    /// A number, a name, or a place with its sheet.
    fn word(&mut self) -> Option<String> {
        self.blanks();
        let start = self.at;
        if self.chars.get(self.at) == Some(&'\'') {
            self.at += 1;
            while let Some(c) = self.chars.get(self.at) {
                self.at += 1;
                if *c == '\'' {
                    if self.chars.get(self.at) != Some(&'\'') {
                        break;
                    }
                    self.at += 1;
                }
            }
        }
        let part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '!');
        while self.chars.get(self.at).is_some_and(part) {
            self.at += 1;
        }
        (self.at > start).then(|| self.chars[start..self.at].iter().collect())
    }

    fn place(&self, word: &str) -> Option<Place> {
        let place: Place = word.parse().ok()?;
        Some(Place { sheet: place.sheet.or_else(|| self.home.sheet.clone()), ..place })
    }

    /// What a function is given: values, and the cells of ranges.
    fn arguments(&mut self) -> Option<Vec<Exact>> {
        let mut values = Vec::new();
        loop {
            let start = self.at;
            if let Some(range) = self.range() {
                values.extend(range);
            } else {
                self.at = start;
                values.push(self.sum()?);
            }
            if self.eat(')') {
                return Some(values);
            }
            if !self.eat(',') {
                return None;
            }
        }
    }

    fn range(&mut self) -> Option<Vec<Exact>> {
        let first = self.word()?;
        if !self.eat(':') {
            return None;
        }
        let last = self.word()?;
        let first = self.place(&first)?;
        let (row, column) = cell_of(&last)?;
        let rows = first.row..=row;
        let columns = first.column..=column;
        let size = u64::from(row.checked_sub(first.row)? + 1)
            * u64::from(column.checked_sub(first.column)? + 1);
        if size > MAX_LOOKS as u64 {
            return None;
        }
        let mut values = Vec::new();
        let depth = self.depth;
        for row in rows {
            for column in columns.clone() {
                let place = Place { sheet: first.sheet.clone(), row, column };
                values.push(self.work.cell(&place, depth, true)?);
            }
        }
        Some(values)
    }
}

fn called(name: &str, values: &[Exact]) -> Option<Exact> {
    match (name, values) {
        ("SUM", _) => Some(values.iter().fold(Exact::from(0), |sum, value| sum + value.clone())),
        ("ABS", [value]) => Some(value.abs()),
        ("ROUND", [value, places]) => {
            let places: i32 = places.to_string().parse().ok()?;
            if !(-12..=12).contains(&places) {
                return None;
            }
            // Negative places round to tens and hundreds.
            let scaled = value.clone() * Exact::pow10(places);
            let rounded = of_decimal(&scaled.round(0, Rounding::HalfUp)?);
            Some(rounded * Exact::pow10(-places))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Sheet;

    fn book(cells: &[(&str, &str)]) -> Book {
        let cells = cells.iter().map(|(at, text)| {
            let formula = text.strip_prefix('=').map(str::to_owned);
            let content = match &formula {
                Some(_) => Content::Empty,
                None => Content::Number((*text).to_owned()),
            };
            (cell_of(at).expect("a cell"), Cell { content, formula, ..Cell::default() })
        });
        let sheet = Sheet { name: "S 1".to_owned(), cells: cells.collect() };
        Book { sheets: vec![sheet], ..Book::default() }
    }

    #[test]
    fn formulas_are_computed_from_the_constants_behind_them() {
        let cells = [("A1", "0.1"), ("A2", "0.2"), ("A3", "=A1+A2"), ("B1", "1234.5")];
        for (formula, value) in [
            ("=SUM(A1:A3)", "0.6"),
            ("='S 1'!A3*10-1", "2"),
            ("=ROUND(B1,0)", "1235"),
            ("=ROUND(B1;0)", ""),
            ("=ROUND(B1,-2)/100", "12"),
            ("=-(A1+50%)*2", "-1.2"),
            ("=SUM(A1,A2,3)", "3.3"),
            ("=VLOOKUP(A1,A1:A3,1)", ""),
            ("=C9", ""),
            ("=A1/A9", ""),
            ("=D4", "0"),
        ] {
            let mut all = cells.to_vec();
            all.push(("C9", formula));
            let place = Place { sheet: None, row: 8, column: 2 };
            let found = computed(&book(&all), &place).map(|value| value.to_string());
            assert_eq!(found.unwrap_or_default(), value, "{formula}");
        }
    }

    #[test]
    fn deep_nesting_and_circles_end() {
        let deep = format!("={}1{}", "(".repeat(500), ")".repeat(500));
        let minus = format!("={}1", "-".repeat(3000));
        for formula in [deep.as_str(), minus.as_str(), "=C10", "=SUM(A1:XFD1048576)"] {
            let all = [("C9", formula), ("C10", "=C9")];
            let place = Place { sheet: None, row: 8, column: 2 };
            assert!(
                computed(&book(&all), &place).is_none(),
                "{}",
                &formula[..8.min(formula.len())]
            );
        }
    }
}
