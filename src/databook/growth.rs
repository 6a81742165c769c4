//! Growth on the year before: live formulas, and what the company states of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::axis::columns;
use super::book::{BookCell, BookContent, BookSheet, fifteen_digits};
use super::formula::reference;
use super::look::{self, BookLook, cell_exponent};
use super::matrix::{FIRST_COLUMN, FIRST_ROW};
use super::plan::{PlanRow, SheetPlan};
use super::{BookWork, RowOf, figures};
use crate::facts::{Basis, ChangeFigure, Key, LeftOutKind};
use crate::num::{Exact, Measure, Period, Rounding, Stated, Unit};

/// Makes the sheet of growth.
pub(super) struct GrowthSheet<'w, 'a>(pub(super) &'w BookWork<'a>);

impl<'a> Deref for GrowthSheet<'_, 'a> {
    type Target = BookWork<'a>;

    fn deref(&self) -> &BookWork<'a> {
        self.0
    }
}

impl GrowthSheet<'_, '_> {
    /// Makes the sheet of growth on the year before.
    pub(super) fn growth(&self, plans: &[SheetPlan]) -> Option<BookSheet> {
        const NAME: &str = "Growth";
        let mut lines: Vec<(Option<String>, Option<GrowthRow<'_>>)> = Vec::new();
        let mut periods = BTreeSet::new();
        for plan in plans {
            let mut heading = Some(plan.title.clone());
            for (_, row) in plan.rows().filter(|(_, row)| row.home) {
                let cells = self.growth_cells(NAME, row.of);
                if cells.is_empty() {
                    continue;
                }
                periods.extend(cells.keys().copied());
                if let Some(heading) = heading.take() {
                    lines.push((Some(heading), None));
                }
                lines.push((None, Some(GrowthRow { row, cells })));
            }
        }
        if lines.is_empty() {
            return None;
        }
        let periods = columns(&periods, self.facts().calendar);
        let mut sheet = self.headed(NAME, self.word("book_growth"), &periods);
        for (at, (heading, row)) in (FIRST_ROW..).zip(lines) {
            sheet.text((at, 0), heading.unwrap_or_default(), BookLook::Strong(0));
            let Some(GrowthRow { row, mut cells }) = row else { continue };
            let percentage = self.facts().item(row.of.0).unit.is_percentage();
            let unit = if percentage { Unit::Points } else { Unit::Percent };
            self.row_head(&mut sheet, at, row, &self.unit_label(&unit));
            for (column, period) in (FIRST_COLUMN..).zip(&periods) {
                if let Some(cell) = cells.remove(period) {
                    sheet.put((at, column), cell);
                }
            }
        }
        sheet.fit_labels(24, 56);
        Some(sheet)
    }

    /// Makes the growth of a row, by the period that grew.
    fn growth_cells(&self, sheet: &str, (item, scope): RowOf) -> BTreeMap<Period, BookCell> {
        let facts = self.facts();
        let percentage = facts.item(item).unit.is_percentage();
        let measure = if percentage { Measure::Points } else { Measure::Percent };
        let mut cells = BTreeMap::new();
        for key in facts.keys_of(item).filter(|key| key.scope == scope) {
            let before = facts.calendar.year_before(key.period);
            let Some(base) = before.map(|period| Key { period, ..key }) else { continue };
            let stated = !facts.changes().between(key, base).is_empty();
            if !stated && facts.fact(base).is_none() {
                continue;
            }
            let Ok(change) = facts.changes().of(key, base, measure) else { continue };
            let cell = match change {
                ChangeFigure::By { size, basis, .. } => {
                    self.growth_cell(sheet, (key, base), (&size, basis), measure)
                }
                ChangeFigure::NotMeaningful
                | ChangeFigure::Turned { .. }
                | ChangeFigure::Loss { .. } => Some(self.left_out(LeftOutKind::NotMeaningful)),
                ChangeFigure::LeftOut(left_out) => Some(self.left_out(left_out.kind)),
                ChangeFigure::Bounded { .. } | ChangeFigure::Missing(_) => None,
            };
            cells.extend(cell.map(|cell| (key.period, cell)));
        }
        cells
    }

    /// Makes the cell of a change: that which the company states, or a formula of the two figures.
    fn growth_cell(
        &self,
        sheet: &str,
        (now, base): (Key, Key),
        (size, basis): (&Stated, Basis),
        measure: Measure,
    ) -> Option<BookCell> {
        let format = look::of_figure(self.locale(), &size.unit, size.places());
        let printed = figures::number_of(size, &size.unit);
        if basis == Basis::Stated {
            let of_it = self.facts().changes().between(now, base).iter();
            let at = of_it.enumerate().find(|(_, change)| change.measure == measure);
            let cell = at.and_then(|(at, _)| self.changes.get(&(now, base, at)))?;
            let text = reference(sheet, &cell.place);
            let content = BookContent::Formula(text, cell.value.clone());
            return Some(BookCell::of(content, BookLook::Formula).shown(format));
        }
        let (new, old) = (self.cells.get(&now)?, self.cells.get(&base)?);
        let [a, b] = [new, old].map(|cell| reference(sheet, &cell.place));
        let (text, value) = match measure {
            // A percentage is a fraction in its cell, and its change is told in points.
            Measure::Points => {
                let by = new.exponent - cell_exponent(&size.unit);
                let times = Exact::pow10(by);
                let more = (&new.value - &old.value) * &times;
                let text = format!("{a}-{b}");
                (if by == 0 { text } else { format!("({text})*{}", fifteen_digits(&times)) }, more)
            }
            Measure::Percent | Measure::Amount => {
                let quotient = new.value.checked_div(&old.value)? - Exact::one();
                (format!("{a}/{b}-1"), quotient)
            }
        };
        // What the format shows of the formula must be what the deck prints.
        let places = size.places() + if measure == Measure::Points { 0 } else { 2 };
        let shown = value.round(places, Rounding::HalfUp).map(Exact::from);
        if shown.as_ref() != Some(&printed) {
            let content = BookContent::Number(printed);
            return Some(BookCell::of(content, BookLook::Value).shown(format));
        }
        Some(BookCell::of(BookContent::Formula(text, value), BookLook::Derived).shown(format))
    }
}

/// A row with its growth by period.
struct GrowthRow<'a> {
    row: &'a PlanRow,
    cells: BTreeMap<Period, BookCell>,
}
