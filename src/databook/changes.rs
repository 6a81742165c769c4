//! Changes that the company states, each beside the one that its figures make, and figures that were restated.

use std::ops::Deref;

use super::book::{BookCell, BookContent, BookName, BookSheet};
use super::formula::{quotient, reference};
use super::look::{self, BookLook, cell_exponent};
use super::{BookWork, NumberCell, figures};
use crate::deck::Target;
use crate::facts::{Key, State, StatedChange};
use crate::num::{Exact, Measure, Stated, Unit};
use crate::prove::AssertionForm;

const NAME: &str = "Changes";
const HEAD: u32 = 2;
const FIRST_ROW: u32 = 3;
/// Columns: item, period, compared with, published, unit, computed, difference, figure.
const PUBLISHED: u32 = 3;

impl BookWork<'_> {
    /// Lists the stated changes with their number among those between the same two figures.
    fn stated(&self) -> impl Iterator<Item = (u32, (Key, Key, usize), &StatedChange)> {
        let changes = self.facts().changes();
        let all = changes.stated().map(move |(now, base, change)| {
            let same = changes.between(now, base).iter();
            let at = same.enumerate().find(|(_, one)| std::ptr::eq(*one, change));
            ((now, base, at.map_or(0, |(at, _)| at)), change)
        });
        (FIRST_ROW..).zip(all).map(|(row, (key, change))| (row, key, change))
    }

    /// Gives the unit of the row of a change: an amount stands in that of its item.
    fn change_unit<'c>(&'c self, now: Key, change: &'c StatedChange) -> &'c Unit {
        let own = &self.facts().item(now.item).unit;
        match change.measure {
            Measure::Amount => own,
            Measure::Percent | Measure::Points => change.state.unit().unwrap_or(own),
        }
    }

    /// Gives the change of every row its place.
    pub(super) fn place_changes(&mut self) {
        let sheet = BookSheet { name: NAME.to_owned(), ..BookSheet::default() };
        let cells = self.stated().filter_map(|(row, key, change)| {
            let stated = change.state.stated()?;
            let place = sheet.place((row, PUBLISHED));
            let unit = self.change_unit(key.0, change);
            let exponent = cell_exponent(unit);
            let value = figures::number_of(stated, unit);
            Some((key, NumberCell { place, value, exponent }))
        });
        self.changes = cells.collect();
    }

    /// Writes the change that two figures make as a formula, with the sign that the company states it with.
    pub(super) fn change_formula(
        &self,
        sheet: &str,
        (now, base): (Key, Key),
        change: &StatedChange,
    ) -> Option<(String, Exact)> {
        let (new, old) = (self.cells.get(&now)?, self.cells.get(&base)?);
        let stated = change.state.stated()?;
        let exponent = cell_exponent(self.change_unit(now, change));
        let (text, value) = match change.measure {
            Measure::Percent => quotient(sheet, AssertionForm::Growth, (new, old), exponent)?,
            Measure::Points | Measure::Amount => {
                let terms = [(Exact::one(), new), (-Exact::one(), old)];
                (
                    super::formula::sum(sheet, &terms, exponent),
                    super::formula::added(&terms, exponent),
                )
            }
        };
        let turned = self.facts().changes().other_sign(now.item, change.measure, stated);
        if turned.value == stated.value {
            return Some((text, value));
        }
        Some((format!("-({text})"), -value))
    }
}

/// Makes the sheet of stated changes.
pub(super) struct ChangesSheet<'w, 'a>(pub(super) &'w BookWork<'a>);

impl<'a> Deref for ChangesSheet<'_, 'a> {
    type Target = BookWork<'a>;

    fn deref(&self) -> &BookWork<'a> {
        self.0
    }
}

impl ChangesSheet<'_, '_> {
    /// Makes the sheet.
    pub(super) fn stated_changes(&self, names: &mut Vec<BookName>) -> Option<BookSheet> {
        let facts = self.facts();
        let mut sheet = BookSheet::new(NAME, self.word("book_changes"));
        let heads = [
            "item",
            "book_period",
            "book_against",
            "book_published",
            "book_unit",
            "book_calculated",
            "book_difference",
            "book_name",
        ];
        let heads = heads.map(|word| self.word(word));
        sheet.heads(HEAD, &heads, &[PUBLISHED, 5, 6]);
        sheet.widths = vec![44, 22, 22, 12, 14, 12, 12, 44];
        let mut last = HEAD;
        for (row, key, change) in self.stated() {
            last = row;
            self.stated_row(&mut sheet, row, key, change);
            let target = Target::Change(key.0, key.1);
            // Of several changes between the same two only a person knows which is meant.
            let one = facts.changes().between(key.0, key.1).len() == 1;
            if one && (change.state.missing().is_none()) {
                let place = sheet.place((row, PUBLISHED));
                let amount = change.measure == Measure::Amount;
                let end = if amount { "_amount" } else { "" };
                let name = format!("{}{end}", self.names.name(&target.name(facts)));
                names.push(BookName { name, place });
            }
        }
        let restated = self.restated(&mut sheet, last + 2);
        sheet.frozen = (FIRST_ROW, 1);
        sheet.headed = HEAD;
        sheet.fit_labels(24, 56);
        (last > HEAD || restated).then_some(sheet)
    }

    fn stated_row(
        &self,
        sheet: &mut BookSheet,
        row: u32,
        (now, base, at): (Key, Key, usize),
        change: &StatedChange,
    ) {
        let facts = self.facts();
        let period = |key: Key| {
            let period = self.locale().period_head(key.period, facts.calendar);
            match facts.scope(facts.contexts().scope_alone(key.scope)).label.as_str() {
                "" => period,
                scope => format!("{period} · {scope}"),
            }
        };
        let members = facts.contexts().actual(now.scope);
        sheet.text((row, 0), self.row_label((now.item, members)), BookLook::Label(0));
        sheet.text((row, 1), period(now), BookLook::Plain);
        sheet.text((row, 2), period(base), BookLook::Plain);
        let target = Target::Change(now, base);
        sheet.text((row, 7), target.name(facts), BookLook::Plain);
        let unit = self.change_unit(now, change);
        sheet.text((row, 4), self.unit_label(unit), BookLook::Plain);
        let published = match (&change.state, self.changes.get(&(now, base, at))) {
            (
                State::Stated(stated)
                | State::Derived { value: stated, .. }
                | State::Restated { value: stated, .. },
                Some(cell),
            ) => {
                let content = BookContent::Number(cell.value.clone());
                let format = self.stated_format(unit, stated);
                BookCell::of(content, BookLook::Value).shown(format)
            }
            (State::Bounded(bounds), _) => {
                let text = BookContent::Text(figures::notation(bounds, unit));
                BookCell::of(text, BookLook::Mark)
            }
            (State::LeftOut(left_out), _) => self.left_out(left_out.kind),
            (
                State::Missing { .. }
                | State::Stated(_)
                | State::Derived { .. }
                | State::Restated { .. },
                _,
            ) => {
                let text = self.word("not_available").to_owned();
                BookCell::of(BookContent::Text(text), BookLook::Mark)
            }
        };
        let note = change.state.missing().filter(|_| !change.due).unwrap_or_default().to_owned();
        sheet.put((row, PUBLISHED), published.noted(note));
        let Some((text, value)) = self.change_formula(NAME, (now, base), change) else { return };
        let Some(cell) = self.changes.get(&(now, base, at)) else { return };
        let places = change.state.stated().map_or(0, Stated::places) + 1;
        let format = look::of_figure(self.locale(), unit, places);
        let difference = &cell.value - &value;
        let computed = sheet.place((row, PUBLISHED + 2));
        let content = BookContent::Formula(text, value);
        sheet.put((row, 5), BookCell::of(content, BookLook::Derived).shown(format.clone()));
        let text = format!("{}-{}", reference(NAME, &cell.place), reference(NAME, &computed));
        let content = BookContent::Formula(text, difference);
        sheet.put((row, 6), BookCell::of(content, BookLook::Derived).shown(format));
    }

    /// Lists the figures that are not those printed before, and why.
    fn restated(&self, sheet: &mut BookSheet, row: u32) -> bool {
        let facts = self.facts();
        let all = facts.facts().filter_map(|(key, fact)| Some((key, fact.restated.as_ref()?)));
        let mut row = row;
        let mut any = false;
        for (key, restated) in all {
            if !any {
                any = true;
                sheet.text((row, 0), self.word("restated"), BookLook::Strong(0));
                let heads =
                    ["item", "book_period", "book_kind", "book_now", "book_unit", "book_reason"];
                row += 1;
                sheet.heads(row, &heads.map(|word| self.word(word)), &[PUBLISHED]);
            }
            row += 1;
            sheet.text((row, 0), self.row_label((key.item, key.scope)), BookLook::Label(0));
            let period = self.locale().period_head(key.period, facts.calendar);
            sheet.text((row, 1), period, BookLook::Plain);
            sheet.text((row, 2), self.word(restated.kind.word()), BookLook::Plain);
            if let Some(cell) = self.cells.get(&key) {
                let text = reference(NAME, &cell.place);
                let content = BookContent::Formula(text, cell.value.clone());
                let made = BookCell::of(content, BookLook::Formula).shown(self.format(key));
                sheet.put((row, 3), made);
            }
            let unit = self.unit_label(&facts.item(key.item).unit);
            sheet.text((row, 4), unit, BookLook::Plain);
            sheet.text((row, 5), restated.reason.clone(), BookLook::Plain);
        }
        any
    }
}
