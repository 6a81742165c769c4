//! Sheets of periods: rows of figures under quarters, cumulative periods, years and days.

use super::axis::PeriodGroup;
use super::book::{BookCell, BookContent, BookSheet, letters};
use super::formula::{RowFormulas, reference};
use super::look::{self, BookLook};
use super::plan::{PlanLine, PlanRow, SheetPlan};
use super::{BookWork, figures};
use crate::facts::{Key, LeftOutKind, State};
use crate::num::{Period, Unit};
use crate::view::FigureStyle;

/// The first row below the heads.
pub(super) const FIRST_ROW: u32 = 5;
/// The first column of figures: label, unit and name stand before it.
pub(super) const FIRST_COLUMN: u32 = 3;
/// Rows of heads: groups, periods, days that they end on.
const HEADS: [u32; 3] = [2, 3, 4];
/// Widths of the label, the unit and the name, and of a figure.
const WIDTHS: [u32; 4] = [44, 14, 24, 12];

impl BookWork<'_> {
    /// Gives every number of the planned rows its place.
    pub(super) fn place_rows(&mut self, plans: &[SheetPlan]) {
        for plan in plans {
            let sheet = BookSheet { name: plan.name.clone(), ..BookSheet::default() };
            for (at, row) in plan.rows().filter(|(_, row)| row.home) {
                for (column, period) in (FIRST_COLUMN..).zip(&plan.columns) {
                    let key = Key { item: row.of.0, period: *period, scope: row.of.1 };
                    self.settle(key, sheet.place((at, column)));
                }
            }
        }
    }

    /// Starts a sheet of periods: its title, its unit and the heads of its columns.
    pub(super) fn headed(&self, name: &str, title: &str, periods: &[Period]) -> BookSheet {
        let mut sheet = BookSheet::new(name, title);
        let note = &self.locale().unit.note;
        let money = self.locale().unit_name(&self.checked.deck().company.unit.value);
        sheet.text((1, 0), note.replace("{unit}", &money), BookLook::Plain);
        for (column, word) in (0..).zip(["item", "book_unit", "book_name"]) {
            sheet.text((HEADS[1], column), self.word(word), BookLook::Head);
        }
        sheet.text((HEADS[2], 0), self.word("book_ends"), BookLook::Head);
        let calendar = self.facts().calendar;
        let mut group = None;
        for (column, period) in (FIRST_COLUMN..).zip(periods) {
            let own = PeriodGroup::of(*period);
            if group != Some(own) {
                group = Some(own);
                sheet.text((HEADS[0], column), self.word(own.word()), BookLook::ColumnHead);
            }
            let head = self.locale().period_head(*period, calendar);
            sheet.text((HEADS[1], column), head, BookLook::ColumnHead);
            let ends = calendar.ends(*period).to_string();
            sheet.text((HEADS[2], column), ends, BookLook::ColumnHead);
        }
        let [label, unit, name, figure] = WIDTHS;
        sheet.widths = vec![label, unit, name];
        let wide = |period: &Period| {
            let head = self.locale().period_head(*period, calendar);
            letters(&head).max(figure)
        };
        sheet.widths.extend(periods.iter().map(wide));
        sheet.frozen = (FIRST_ROW, FIRST_COLUMN);
        sheet.headed = HEADS[0];
        sheet
    }

    /// Writes the label, the unit and the name of a row.
    pub(super) fn row_head(&self, sheet: &mut BookSheet, at: u32, row: &PlanRow, unit: &str) {
        let facts = self.facts();
        let look = if row.total { BookLook::Strong(row.level) } else { BookLook::Label(row.level) };
        sheet.text((at, 0), row.label.clone(), look);
        sheet.text((at, 1), unit, BookLook::Plain);
        let item = &facts.item(row.of.0).name;
        let name = match facts.scope(row.of.1).name.as_str() {
            "" => item.clone(),
            scope => format!("{item}/{scope}"),
        };
        sheet.text((at, 2), name, BookLook::Plain);
    }

    /// Makes a planned sheet.
    pub(super) fn matrix(&self, plan: &SheetPlan, formulas: &RowFormulas) -> BookSheet {
        let mut sheet = self.headed(&plan.name, &plan.title, &plan.columns);
        for (at, line) in (FIRST_ROW..).zip(&plan.lines) {
            let row = match line {
                PlanLine::Heading(text) => {
                    sheet.text((at, 0), text.clone(), BookLook::Strong(0));
                    continue;
                }
                PlanLine::Blank => continue,
                PlanLine::Figures(row) => row,
            };
            let unit = self.unit_label(&self.facts().item(row.of.0).unit);
            self.row_head(&mut sheet, at, row, &unit);
            for (column, period) in (FIRST_COLUMN..).zip(&plan.columns) {
                let key = Key { item: row.of.0, period: *period, scope: row.of.1 };
                let cell = if row.home {
                    self.figure(&plan.name, key, formulas)
                } else {
                    self.taken(&plan.name, key)
                };
                if let Some(mut cell) = cell {
                    cell.look = cell.look.of_total(row.total);
                    sheet.put((at, column), cell);
                }
            }
        }
        sheet.fit_labels(24, 56);
        sheet
    }

    /// Names a unit; a noun that is counted in its plural.
    pub(super) fn unit_label(&self, unit: &Unit) -> String {
        self.locale().unit_name(unit)
    }

    /// Makes the cell of a figure where it stands; nothing where the deck says nothing of it.
    fn figure(&self, sheet: &str, key: Key, formulas: &RowFormulas) -> Option<BookCell> {
        let facts = self.facts();
        let state = facts.fact(key).map(|fact| &fact.state);
        let made = match state {
            None | Some(State::Derived { .. }) => {
                let parts = figures::parts_of(facts, key)?;
                let value = self.cells.get(&key)?.value.clone();
                let mut text = String::new();
                for (sign, part) in &parts {
                    let sign = match (text.is_empty(), *sign < 0) {
                        (true, false) => "",
                        (_, true) => "-",
                        (false, false) => "+",
                    };
                    text += sign;
                    text += &reference(sheet, &self.cells.get(part)?.place);
                }
                let cell = BookCell::of(BookContent::Formula(text, value), BookLook::Derived);
                cell.shown(self.format(key))
            }
            Some(State::Stated(_)) => {
                let value = self.cells.get(&key)?.value.clone();
                let (content, look) = match formulas.get(&key) {
                    Some(text) => (BookContent::Formula(text.clone(), value), BookLook::Formula),
                    None => (BookContent::Number(value), BookLook::Value),
                };
                BookCell::of(content, look).shown(self.format(key))
            }
            // In the shares of today, which is not what was printed.
            Some(State::Restated { .. }) => {
                let value = BookContent::Number(self.cells.get(&key)?.value.clone());
                BookCell::of(value, BookLook::Derived).shown(self.format(key))
            }
            Some(State::Bounded(_) | State::LeftOut(_) | State::Missing { .. }) => {
                self.mark(key)?
            }
        };
        Some(made.noted(self.note(key)))
    }

    /// Makes the cell of what stands in the place of a number.
    pub(super) fn mark(&self, key: Key) -> Option<BookCell> {
        let facts = self.facts();
        match &facts.fact(key)?.state {
            State::Bounded(bounds) => {
                let text = figures::notation(bounds, &facts.item(key.item).unit);
                let cell = BookCell::of(BookContent::Text(text), BookLook::Mark);
                // The reader sees it in the words of the language.
                let style = FigureStyle { cell: true, ..FigureStyle::default() };
                let printed = self.figures.figure(key, style).ok();
                let shown = printed.map(|printed| look::of_text(&printed.shown.text));
                Some(cell.shown(shown.unwrap_or_default()))
            }
            State::LeftOut(left_out) => Some(self.left_out(left_out.kind)),
            State::Missing { .. } => {
                let text = self.word("not_available").to_owned();
                Some(BookCell::of(BookContent::Text(text), BookLook::Mark))
            }
            State::Stated(_) | State::Derived { .. } | State::Restated { .. } => None,
        }
    }

    pub(super) fn left_out(&self, kind: LeftOutKind) -> BookCell {
        let text = BookContent::Text(kind.word().to_owned());
        BookCell::of(text, BookLook::Mark).shown(look::of_mark(self.locale(), kind))
    }

    /// Makes the cell of a figure that stands on another sheet.
    fn taken(&self, sheet: &str, key: Key) -> Option<BookCell> {
        let Some(cell) = self.cells.get(&key) else { return self.mark(key) };
        let text = reference(sheet, &cell.place);
        let made = BookCell::of(BookContent::Formula(text, cell.value.clone()), BookLook::Formula);
        Some(made.shown(self.format(key)))
    }
}
