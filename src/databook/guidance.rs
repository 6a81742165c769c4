//! Guidance: figures of scopes that speak of the future, with both ends of a range in cells of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::book::{BookCell, BookContent, BookName, BookSheet, letters};
use super::figures::number_of;
use super::look::BookLook;
use super::{BookWork, RowOf};
use crate::facts::{Key, ScopeId, State};
use crate::num::{Bounds, Period, Stated};

/// The name of the sheet.
pub(super) const NAME: &str = "Guidance";
/// Rows of heads: periods, scopes, the days they were announced, and what each column holds.
const HEADS: [u32; 4] = [2, 3, 4, 5];
const FIRST_ROW: u32 = 6;
const FIRST_COLUMN: u32 = 3;

/// Rows and columns of the sheet.
pub(super) struct GuidancePlan {
    rows: Vec<RowOf>,
    /// Period and scope, the column of the figure, and whether its ends stand beside it.
    columns: Vec<(Period, ScopeId, u32, bool)>,
}

impl BookWork<'_> {
    /// Plans the sheet: a row for each item and its members, a column for each period and scope.
    pub(super) fn guided(&self) -> GuidancePlan {
        let facts = self.facts();
        let contexts = facts.contexts();
        let (mut rows, mut columns) = (BTreeSet::new(), BTreeMap::new());
        for (key, fact) in facts.facts().filter(|(key, _)| facts.scope(key.scope).forecast) {
            rows.insert((key.item, contexts.actual(key.scope)));
            let ends: &mut bool =
                columns.entry((key.period, contexts.scope_alone(key.scope))).or_default();
            *ends |= fact.state.bounds().is_some();
        }
        let mut all: Vec<_> = columns.into_iter().collect();
        let calendar = facts.calendar;
        all.sort_by_key(|((period, scope), _)| (calendar.ends(*period), *period, *scope));
        let mut at = FIRST_COLUMN;
        let columns = all.into_iter().map(|((period, scope), ends)| {
            let own = at;
            at += if ends { 3 } else { 1 };
            (period, scope, own, ends)
        });
        GuidancePlan { columns: columns.collect(), rows: rows.into_iter().collect() }
    }

    fn guided_key(&self, (item, member): RowOf, period: Period, scope: ScopeId) -> Option<Key> {
        let scope = self.facts().contexts().joined(scope, member)?;
        let key = Key { item, period, scope };
        self.facts().fact(key).is_some().then_some(key)
    }

    /// Gives every number of the sheet its place.
    pub(super) fn place_guidance(&mut self, plan: &GuidancePlan) {
        let sheet = BookSheet { name: NAME.to_owned(), ..BookSheet::default() };
        for (at, row) in (FIRST_ROW..).zip(&plan.rows) {
            for (period, scope, column, _) in &plan.columns {
                if let Some(key) = self.guided_key(*row, *period, *scope) {
                    self.settle(key, sheet.place((at, *column)));
                }
            }
        }
    }
}

/// Makes the sheet of guidance.
pub(super) struct GuidanceSheet<'w, 'a>(pub(super) &'w BookWork<'a>);

impl<'a> Deref for GuidanceSheet<'_, 'a> {
    type Target = BookWork<'a>;

    fn deref(&self) -> &BookWork<'a> {
        self.0
    }
}

impl GuidanceSheet<'_, '_> {
    /// Makes the sheet, with names for the texts of ranges and for their ends.
    pub(super) fn guidance(
        &self,
        plan: &GuidancePlan,
        names: &mut Vec<BookName>,
    ) -> Option<BookSheet> {
        if plan.rows.is_empty() {
            return None;
        }
        let facts = self.facts();
        let mut sheet = BookSheet::new(NAME, self.word("book_guidance"));
        for (column, word) in (0..).zip(["item", "book_unit", "book_name"]) {
            sheet.text((HEADS[0], column), self.word(word), BookLook::Head);
        }
        sheet.widths = vec![44, 14, 24];
        for (period, scope, column, ends) in &plan.columns {
            let about = facts.scope(*scope);
            let head = self.locale().period_head(*period, facts.calendar);
            sheet.text((HEADS[0], *column), head, BookLook::ColumnHead);
            sheet.text((HEADS[1], *column), about.label.clone(), BookLook::ColumnHead);
            let announced = about.announced.map(|day| day.to_string()).unwrap_or_default();
            sheet.text((HEADS[2], *column), announced, BookLook::ColumnHead);
            let published = self.word("book_published");
            sheet.text((HEADS[3], *column), published, BookLook::ColumnHead);
            sheet.widths.push(letters(&about.label).clamp(18, 30));
            if *ends {
                for (at, word) in [(1, "book_low"), (2, "book_high")] {
                    sheet.text((HEADS[3], column + at), self.word(word), BookLook::ColumnHead);
                }
                sheet.widths.extend([12, 12]);
            }
        }
        for (at, row) in (FIRST_ROW..).zip(&plan.rows) {
            let item = facts.item(row.0);
            sheet.text((at, 0), self.row_label(*row), BookLook::Label(0));
            sheet.text((at, 1), self.unit_label(&item.unit), BookLook::Plain);
            let member = facts.scope(row.1).name.as_str();
            let name = if member.is_empty() {
                item.name.clone()
            } else {
                format!("{}/{member}", item.name)
            };
            sheet.text((at, 2), name, BookLook::Plain);
            for (period, scope, column, _) in &plan.columns {
                if let Some(key) = self.guided_key(*row, *period, *scope) {
                    self.guided_cells(&mut sheet, (at, *column), key, names);
                }
            }
        }
        sheet.frozen = (FIRST_ROW, FIRST_COLUMN);
        sheet.headed = HEADS[0];
        sheet.fit_labels(24, 56);
        Some(sheet)
    }

    fn guided_cells(
        &self,
        sheet: &mut BookSheet,
        (row, column): (u32, u32),
        key: Key,
        names: &mut Vec<BookName>,
    ) {
        let cell = match self.cells.get(&key) {
            Some(cell) => {
                let content = BookContent::Number(cell.value.clone());
                Some(BookCell::of(content, BookLook::Value).shown(self.format(key)))
            }
            None => self.mark(key),
        };
        if let Some(cell) = cell {
            sheet.put((row, column), cell.noted(self.note(key)));
        }
        let Some(State::Bounded(bounds)) = self.facts().fact(key).map(|fact| &fact.state) else {
            return;
        };
        let figure = self.names.name(&self.facts().name(key));
        let (low, high) = match bounds {
            Bounds::Between { low, high } => (Some(low), Some(high)),
            Bounds::AtLeast(low) => (Some(low), None),
            Bounds::AtMost(high) => (None, Some(high)),
            Bounds::About(at) => (Some(at), Some(at)),
        };
        for (by, end, stated) in [(1, "low", low), (2, "high", high)] {
            if let Some(stated) = stated {
                let at = (row, column + by);
                sheet.put(at, self.end_cell(key, stated));
                names.push(BookName {
                    name: format!("{end}_{figure}").replace("__", "_"),
                    place: sheet.place(at),
                });
            }
        }
    }

    fn end_cell(&self, key: Key, stated: &Stated) -> BookCell {
        let row = &self.facts().item(key.item).unit;
        let format = self.stated_format(row, stated);
        BookCell::of(BookContent::Number(number_of(stated, row)), BookLook::Value).shown(format)
    }
}
