//! How a cell was made: whether what it keeps is what its formula gives, and of what.

use crate::code::{self, Code};
use crate::diag::Severity;
use crate::num::Exact;
use crate::workbook::{CellPlace, FormulaResult, SheetCell, Workbook};

/// How far a kept result may be from what is computed, of its size: binary noise is far less.
const NOISE: i32 = -11;
/// How far, of the largest number on the way: where two that are nearly equal are subtracted, what is
/// left has the noise of both.
const LOST: i32 = -13;

/// What is to be told of a formula.
pub(super) struct FormulaFinding {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub help: &'static str,
}

/// A formula that was looked at.
#[derive(Default)]
pub(super) struct FormulaOrigin {
    pub findings: Vec<FormulaFinding>,
    /// Whether it is not computed here, so that its kept result is taken.
    pub kept: bool,
}

impl FormulaOrigin {
    /// Tells whether the cell gives no figure.
    pub(super) fn bad(&self) -> bool {
        self.findings.iter().any(|one| one.severity == Severity::Error)
    }

    fn add(&mut self, code: Code, severity: Severity, message: String, help: &'static str) {
        self.findings.push(FormulaFinding { code, severity, message, help });
    }
}

/// Looks at the formula of a cell, if it has one.
pub(super) fn of(
    cell: &SheetCell,
    value: &Exact,
    book: &Workbook,
    at: &CellPlace,
) -> FormulaOrigin {
    let mut origin = FormulaOrigin::default();
    let Some(about) = book.computed(at) else { return origin };
    if about.caught {
        let message = "its formula catches an error, and gives another value instead";
        let help = "Correct the error that it catches";
        origin.add(code::BAD_CELL, Severity::Error, message.to_owned(), help);
        return origin;
    }
    let compute = "Open the workbook in a spreadsheet, compute it and save it";
    let Some(computed) = &about.value else {
        if book.stale {
            let message = "it holds a formula, and the file asks to be computed anew";
            origin.add(code::STALE_CELL, Severity::Error, message.to_owned(), compute);
        } else {
            let message = "its formula is not computed here: what the file keeps is taken";
            let help = "See that the workbook was computed before it was saved";
            origin.add(code::STALE_CELL, Severity::Info, message.to_owned(), help);
            origin.kept = true;
        }
        return origin;
    };
    if !near(computed, value, &about.largest) {
        let gives = crate::prove::notation::number(computed);
        let message = format!("its formula gives {gives}, the file keeps {}", cell.held());
        origin.add(code::STALE_CELL, Severity::Error, message, compute);
    }
    behind(&about, &mut origin);
    origin
}

/// Tells of the cells behind a formula that hold no number.
fn behind(about: &FormulaResult, origin: &mut FormulaOrigin) {
    let help = "Fill the cell in, or correct the formula";
    let places = |all: &[CellPlace]| {
        let mut names: Vec<_> = all.iter().take(4).map(ToString::to_string).collect();
        names.dedup();
        names.join(", ")
    };
    if about.nothing {
        let which = if about.empty.is_empty() {
            String::new()
        } else {
            format!(": {}", places(&about.empty))
        };
        let message = format!("its formula refers to empty cells alone{which}");
        origin.add(code::BAD_CELL, Severity::Error, message, help);
    } else if !about.texts.is_empty() {
        let which = places(&about.texts);
        let message =
            format!("its formula does not count {which}, a text that looks like a number");
        origin.add(code::BAD_CELL, Severity::Error, message, "Write it as a number");
    } else if !about.empty.is_empty() {
        let message = format!("its formula takes the empty cell {} for zero", places(&about.empty));
        origin.add(code::BAD_CELL, Severity::Warning, message, help);
    }
}

fn near(a: &Exact, b: &Exact, largest: &Exact) -> bool {
    let size = if a.abs() > b.abs() { a.abs() } else { b.abs() };
    let apart = (a.clone() - b.clone()).abs();
    apart <= size * Exact::pow10(NOISE) || apart <= largest.clone() * Exact::pow10(LOST)
}
