//! Checks: every statement about the figures as a live formula, with what rounding allows.

use std::ops::Deref;

use super::book::{BookCell, BookContent, BookSheet, fifteen_digits};
use super::formula::{added, quotient, reference, sum};
use super::look::{self, BookLook};
use super::{BookWork, NumberCell};
use crate::facts::{Fact, Key};
use crate::num::{Exact, Interval, Measure, Stated, Unit};
use crate::prove::{Assertion, AssertionForm, Origin};

const NAME: &str = "Checks";
const HEAD: u32 = 2;
const FIRST_ROW: u32 = 3;
/// Digits of a margin behind which there is nothing but the noise of binary floats.
const MARGIN: u32 = 9;

/// Makes the sheet of checks.
pub(super) struct ChecksSheet<'w, 'a>(pub(super) &'w BookWork<'a>);

impl<'a> Deref for ChecksSheet<'_, 'a> {
    type Target = BookWork<'a>;

    fn deref(&self) -> &BookWork<'a> {
        self.0
    }
}

impl ChecksSheet<'_, '_> {
    /// Makes the sheet; nothing where nothing can be tested.
    pub(super) fn checks(&self) -> Option<BookSheet> {
        let mut sheet = BookSheet::new(NAME, self.word("book_checks"));
        let heads = [
            "book_statement",
            "book_published",
            "book_calculated",
            "book_difference",
            "book_tolerance",
            "book_holds",
        ];
        sheet.heads(HEAD, &heads.map(|word| self.word(word)), &[1, 2, 3, 4, 5]);
        sheet.widths = vec![80, 16, 16, 14, 14, 10];
        let mut row = FIRST_ROW;
        for statement in self.checked.proof().statements() {
            if statement.origin == Origin::Derived {
                continue;
            }
            if self.check(&mut sheet, row, statement).is_some() {
                row += 1;
            }
        }
        sheet.frozen = (FIRST_ROW, 1);
        sheet.headed = HEAD;
        sheet.fit_labels(40, 90);
        (row > FIRST_ROW).then_some(sheet)
    }

    /// Gives the cell of the left side, with how its figure is shown.
    fn left(&self, statement: &Assertion) -> Option<(&NumberCell, String)> {
        let facts = self.facts();
        let shown = |unit: &Unit, places| look::of_figure(self.locale(), unit, places);
        if let Origin::Change { now, base, measure } = statement.origin {
            let all = facts.changes().between(now, base).iter();
            let (at, change) = all.enumerate().find(|(_, change)| change.measure == measure)?;
            let stated = change.state.stated()?;
            let cell = self.changes.get(&(now, base, at))?;
            let unit =
                if measure == Measure::Amount { &facts.item(now.item).unit } else { &stated.unit };
            return Some((cell, shown(unit, stated.places() + 1)));
        }
        let key: Key = statement.left?;
        let places = facts.fact(key).and_then(Fact::stated).map_or(0, Stated::places);
        let more = u32::from(statement.form != AssertionForm::Sum);
        let unit = &facts.item(key.item).unit;
        Some((self.cells.get(&key)?, shown(unit, places + more)))
    }

    /// Writes the right side as a formula.
    fn right(&self, statement: &Assertion, exponent: i32) -> Option<(String, Exact)> {
        if let Origin::Change { now, base, measure } = statement.origin {
            let all = self.facts().changes().between(now, base).iter();
            let change = all.into_iter().find(|change| change.measure == measure)?;
            return self.change_formula(NAME, (now, base), change);
        }
        let cell = |key: &Key| self.cells.get(key);
        let terms: Option<Vec<_>> = statement
            .terms
            .iter()
            .map(|(weight, key)| Some((weight.clone(), cell(key)?)))
            .collect();
        let terms = terms?;
        match statement.form {
            AssertionForm::Sum | AssertionForm::AtLeast => {
                Some((sum(NAME, &terms, exponent), added(&terms, exponent)))
            }
            AssertionForm::Quotient | AssertionForm::Growth => {
                let [(_, top), (_, base)] = terms.as_slice() else { return None };
                quotient(NAME, statement.form, (top, base), exponent)
            }
        }
    }

    /// Says who answers for a statement that does not hold, and why.
    fn waived(&self, statement: &Assertion) -> Option<&str> {
        let entries = match (statement.origin, statement.left) {
            (Origin::Change { now, base, .. }, _) => self.ledger.of_change(now, base),
            (_, Some(left)) => self.ledger.of_figure(left),
            (_, None) => return None,
        };
        let own = entries.into_iter().find(|entry| std::ptr::eq(entry.statement, statement));
        own.and_then(|entry| entry.waived)
    }

    fn check(&self, sheet: &mut BookSheet, row: u32, statement: &Assertion) -> Option<()> {
        let facts = self.facts();
        let (left, format) = self.left(statement)?;
        let (text, value) = self.right(statement, left.exponent)?;
        let (printed, derived) = (statement.printed.as_ref()?, statement.derived.as_ref()?);
        let turned = statement
            .written(facts)
            .is_some_and(|written| written != &left.value * &Exact::pow10(left.exponent));
        // A change that is stated by its size has the other sign in its interval.
        let (printed, derived) = if turned {
            (printed.neg(), derived.neg())
        } else {
            (printed.clone(), derived.clone())
        };
        let tolerance = tolerance((&printed, &derived), left, &value);
        let content = BookContent::Text(statement.text(facts));
        let waived = self.waived(statement).unwrap_or_default().to_owned();
        sheet.put((row, 0), BookCell::of(content, BookLook::Label(0)).noted(waived));
        let at = |column| reference(NAME, &sheet.place((row, column)));
        let cells = [at(1), at(2), at(3), at(4)];
        let [published, computed, difference, allowed] = &cells;
        let gap = &left.value - &value;
        let (margin, size) = if statement.form == AssertionForm::AtLeast {
            (format!("ROUND({allowed}+{difference},{MARGIN})"), &tolerance + &gap)
        } else {
            (format!("ROUND({allowed}-ABS({difference}),{MARGIN})"), &tolerance - &gap.abs())
        };
        let size = size.round(MARGIN, crate::num::Rounding::HalfUp).map(Exact::from)?;
        let gap_text = format!("{published}-{computed}");
        let reference = reference(NAME, &left.place);
        let derived = |text: String, value: Exact| {
            BookCell::of(BookContent::Formula(text, value), BookLook::Derived)
        };
        let link = BookContent::Formula(reference, left.value.clone());
        sheet.put((row, 1), BookCell::of(link, BookLook::Formula).shown(format.clone()));
        sheet.put((row, 2), derived(text, value).shown(format.clone()));
        sheet.put((row, 3), derived(gap_text, gap).shown(format.clone()));
        let content = BookContent::Number(tolerance);
        sheet.put((row, 4), BookCell::of(content, BookLook::Formula).shown(format.clone()));
        sheet.put((row, 5), derived(margin, size).shown(look::HOLDS));
        Some(())
    }
}

/// Gives how far the printed figure may be from what its digits make, in the unit of its cell.
fn tolerance(
    (printed, derived): (&Interval, &Interval),
    left: &NumberCell,
    value: &Exact,
) -> Exact {
    let base = Exact::pow10(left.exponent);
    let (own, made) = (&left.value * &base, value * &base);
    let below = (&own - printed.lo().at()) + (derived.hi().at() - &made);
    let above = (printed.hi().at() - &own) + (&made - derived.lo().at());
    let most = if below > above { below } else { above } * Exact::pow10(-left.exponent);
    // A quotient ends at no decimal; what is cut off is less than anything that is printed.
    fifteen_digits(&most).parse::<crate::num::Decimal>().map_or(most, Exact::from)
}
