//! Formulas, as far as figures of a results workbook need them: sums, products, ranges, rounding.
//!
//! They are computed exactly from the constants behind them, to find out whether what the file
//! keeps as their result is still true.

use std::collections::HashMap;

use super::functions::called;
use super::place::cell_of;
use super::{CellPlace, Content, SheetCell, Workbook, number};
use crate::num::{Exact, decimal};

/// Deepest chain of formulas, and deepest nesting of one.
const MAX_DEPTH: usize = 60;
/// Most cells that one answer may look at.
const MAX_LOOKS: usize = 20_000;
/// Longest formula read, in bytes.
const MAX_LENGTH: usize = 4_000;

/// What a formula gives, and what it was made from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormulaResult {
    /// Its value; nothing where it has functions that are not computed here.
    pub value: Option<Exact>,
    /// The largest number on the way, which says how much noise binary floats leave.
    pub largest: Exact,
    /// Empty cells that it names one by one.
    pub empty: Vec<CellPlace>,
    /// Whether it looks at empty cells alone.
    pub nothing: bool,
    /// Cells of its ranges whose text looks like a number, which no function counts.
    pub texts: Vec<CellPlace>,
    /// Whether an error on the way was caught, and another value put in its place.
    pub caught: bool,
}

pub(super) fn computed(book: &Workbook, place: &CellPlace) -> Option<FormulaResult> {
    let cell = book.written(place)??;
    cell.formula.as_ref()?;
    let about = FormulaResult::default();
    let mut work =
        Eval { book, known: HashMap::new(), looks: 0, filled: 0, blanks: 0, failed: false, about };
    let value = work.formula(cell, place, 0);
    let Eval { about, filled, blanks, .. } = work;
    Some(FormulaResult { value, nothing: filled == 0 && blanks > 0, ..about })
}

struct Eval<'a> {
    book: &'a Workbook,
    known: HashMap<CellPlace, Option<Exact>>,
    looks: usize,
    /// Cells with a content, and numbers in formulas.
    filled: usize,
    /// Empty cells.
    blanks: usize,
    /// Whether an error was met: a division by zero, or a cell that holds one.
    failed: bool,
    about: FormulaResult,
}

impl Eval<'_> {
    fn formula(&mut self, cell: &SheetCell, place: &CellPlace, depth: usize) -> Option<Exact> {
        let text = cell.formula.as_deref().filter(|text| !text.is_empty())?;
        if text.len() > MAX_LENGTH || depth > MAX_DEPTH {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let mut reader = Parser { work: self, chars: &chars, at: 0, home: place, depth };
        let value = reader.sum()?;
        reader.blanks();
        (reader.at == chars.len()).then_some(value)
    }

    /// The value of a cell: a constant, or its formula computed; an empty cell counts as zero, and
    /// so does a text where `lenient`, as in a range.
    fn cell(&mut self, place: &CellPlace, depth: usize, lenient: bool) -> Option<Exact> {
        if let Some(known) = self.known.get(place) {
            return known.clone();
        }
        self.looks += 1;
        if self.looks > MAX_LOOKS || depth > MAX_DEPTH {
            return None;
        }
        let empty = SheetCell::default();
        let cell = self.book.written(place)?.unwrap_or(&empty);
        // A circle ends at itself.
        self.known.insert(place.clone(), None);
        let formula = cell.formula.as_ref().is_some_and(|formula| !formula.is_empty());
        self.filled += usize::from(!formula && cell.content != Content::Empty);
        let value = match &cell.content {
            _ if formula => self.formula(cell, place, depth + 1),
            Content::Number(text) => number(text),
            Content::Empty => {
                self.blanks += 1;
                if !lenient {
                    self.about.empty.push(place.clone());
                }
                Some(Exact::zero())
            }
            Content::Text(text) if lenient => {
                if decimal::parse(text).is_ok() {
                    self.about.texts.push(place.clone());
                }
                Some(Exact::zero())
            }
            Content::Truth(_) if lenient => Some(Exact::zero()),
            Content::Error(_) => {
                self.failed = true;
                None
            }
            Content::Text(_) | Content::Truth(_) => None,
        };
        let value = value.map(|value| self.noted(value));
        self.known.insert(place.clone(), value.clone());
        value
    }

    /// Remembers how large the numbers are.
    fn noted(&mut self, value: Exact) -> Exact {
        let size = value.abs();
        if size > self.about.largest {
            self.about.largest = size;
        }
        value
    }
}

struct Parser<'a, 'b> {
    work: &'a mut Eval<'b>,
    chars: &'a [char],
    at: usize,
    home: &'a CellPlace,
    depth: usize,
}

impl Parser<'_, '_> {
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
                return Some(self.work.noted(value));
            }
        }
    }

    fn product(&mut self) -> Option<Exact> {
        let mut value = self.signed()?;
        loop {
            if self.eat('*') {
                value = value * self.signed()?;
            } else if self.eat('/') {
                let quotient = value.checked_div(&self.signed()?);
                self.work.failed |= quotient.is_none();
                value = quotient?;
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
            let name = word.to_ascii_uppercase();
            if name == "IFERROR" {
                return self.deeper(Self::caught);
            }
            let blanks = self.work.about.empty.len();
            let values = self.deeper(Self::arguments)?;
            // A blank is no zero to these, and a cell that is named alone reads as one.
            let counts = matches!(name.as_str(), "AVERAGE" | "MAX" | "MIN");
            if counts && self.work.about.empty.len() > blanks {
                return None;
            }
            return called(&name, &values);
        }
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            self.work.filled += 1;
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

    fn place(&self, word: &str) -> Option<CellPlace> {
        let place: CellPlace = word.parse().ok()?;
        Some(CellPlace { sheet: place.sheet.or_else(|| self.home.sheet.clone()), ..place })
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

    /// The arguments of IFERROR: the first, or where that is an error the second.
    fn caught(&mut self) -> Option<Exact> {
        let failed = std::mem::take(&mut self.work.failed);
        let first = self.sum();
        let error = first.is_none() && self.work.failed;
        self.work.failed = failed;
        if let Some(value) = first {
            self.eat(',').then(|| self.sum());
            return self.eat(')').then_some(value);
        }
        self.work.about.caught |= error;
        None
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
                let place = CellPlace { sheet: first.sheet.clone(), row, column };
                let value = self.work.cell(&place, depth, true)?;
                let cell = self.work.book.written(&place).flatten();
                let counts = |cell: &SheetCell| {
                    cell.formula.is_some() || matches!(cell.content, Content::Number(_))
                };
                // Blanks and texts are left out, as functions do.
                values.extend(Some(value).filter(|_| cell.is_some_and(counts)));
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Worksheet;

    fn book(cells: &[(&str, &str)]) -> Workbook {
        let cells = cells.iter().map(|(at, text)| {
            let formula = text.strip_prefix('=').map(str::to_owned);
            let content = match &formula {
                Some(_) => Content::Empty,
                None => Content::Number((*text).to_owned()),
            };
            (cell_of(at).expect("a cell"), SheetCell { content, formula, ..SheetCell::default() })
        });
        let sheet =
            Worksheet { name: "S 1".to_owned(), cells: cells.collect(), ..Worksheet::default() };
        Workbook { sheets: vec![sheet], ..Workbook::default() }
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
            ("=AVERAGE(A1,A2)", "0.15"),
            ("=ROUNDDOWN(-B1,0)", "-1234"),
            ("=ROUNDUP(B1,-1)", "1240"),
            ("=MAX(A1:B1)-MIN(A1,A2)", "1234.4"),
            ("=SUBTOTAL(9,A1:A2)", "0.3"),
            ("=SUBTOTAL(1,A1:A2)", ""),
            ("=IFERROR(A1/A2,0)", "0.5"),
            ("=IFERROR(A1/A9,0)", ""),
        ] {
            let mut all = cells.to_vec();
            all.push(("C9", formula));
            let place = CellPlace { sheet: None, row: 8, column: 2 };
            let found = computed(&book(&all), &place).and_then(|computed| computed.value);
            let found = found.map(|value| value.to_string());
            assert_eq!(found.unwrap_or_default(), value, "{formula}");
        }
    }

    #[test]
    fn what_a_formula_was_made_from_is_told() {
        let place = CellPlace { sheet: None, row: 8, column: 2 };
        let about = |formula: &str| {
            let mut book = book(&[("A1", "5"), ("A2", "7"), ("A3", "=Z98"), ("C9", formula)]);
            let text =
                SheetCell { content: Content::Text("813".to_owned()), ..SheetCell::default() };
            book.sheets[0].cells.insert((3, 0), text);
            computed(&book, &place).expect("a formula")
        };
        for (formula, nothing, empty, texts, caught) in [
            ("=A1+A2", false, 0, 0, false),
            ("=Z99", true, 1, 0, false),
            ("=SUM(Z1:Z9)", true, 0, 0, false),
            // Through another formula that refers to nothing.
            ("=A3", true, 1, 0, false),
            ("=A1-Z99", false, 1, 0, false),
            // Ranges have blanks, and numbers that are typed count.
            ("=SUM(A1:A2,Z1:Z9)", false, 0, 0, false),
            ("=5+SUM(Z1:Z9)", false, 0, 0, false),
            ("=SUM(A1:A4)", false, 1, 1, false),
            ("=IFERROR(A1/Z99,0)", false, 1, 0, true),
        ] {
            let found = about(formula);
            let outcome = (found.nothing, found.empty.len(), found.texts.len(), found.caught);
            assert_eq!(outcome, (nothing, empty, texts, caught), "{formula}");
        }
    }

    #[test]
    fn deep_nesting_and_circles_end() {
        let deep = format!("={}1{}", "(".repeat(500), ")".repeat(500));
        let minus = format!("={}1", "-".repeat(3000));
        for formula in [deep.as_str(), minus.as_str(), "=C10", "=SUM(A1:XFD1048576)"] {
            let all = [("C9", formula), ("C10", "=C9")];
            let place = CellPlace { sheet: None, row: 8, column: 2 };
            assert!(
                computed(&book(&all), &place).is_some_and(|computed| computed.value.is_none()),
                "{}",
                &formula[..8.min(formula.len())]
            );
        }
    }
}
