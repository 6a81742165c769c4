//! What stands where: the statements of the deck as its slides have them, members by dimension, and what stands in
//! no statement.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::axis::{PeriodGroup, columns};
use super::{BookWork, RowOf, figures, guidance};
use crate::facts::ScopeId;
use crate::num::Period;
use crate::view::{Cell, HeaderScope, Inline, Page, Row, RowRole, Shown, plain};

/// A sheet of periods before its cells are made.
pub(super) struct SheetPlan {
    pub name: String,
    pub title: String,
    pub lines: Vec<PlanLine>,
    pub columns: Vec<Period>,
}

/// A line of it.
pub(super) enum PlanLine {
    /// A heading over the lines below.
    Heading(String),
    /// Nothing.
    Blank,
    /// The figures of an item.
    Figures(PlanRow),
}

/// The figures of an item in one context.
#[derive(Clone)]
pub(super) struct PlanRow {
    pub of: RowOf,
    pub label: String,
    pub level: u8,
    pub total: bool,
    /// Whether its figures stand here; else they are taken from where they do.
    pub home: bool,
}

impl SheetPlan {
    /// Gives its rows with their number on the sheet.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &PlanRow)> {
        (super::matrix::FIRST_ROW..).zip(&self.lines).filter_map(|(at, line)| match line {
            PlanLine::Figures(row) => Some((at, row)),
            PlanLine::Heading(_) | PlanLine::Blank => None,
        })
    }
}

/// The kinds of slides that are statements, with the name of their sheet.
const STATEMENTS: [(&str, &str); 3] = [("statement", "PL"), ("balance", "BS"), ("cashflow", "CF")];

/// Plans the sheets of periods.
pub(super) struct SheetPlanner<'w, 'a>(pub(super) &'w BookWork<'a>);

impl<'a> Deref for SheetPlanner<'_, 'a> {
    type Target = BookWork<'a>;

    fn deref(&self) -> &BookWork<'a> {
        self.0
    }
}

impl SheetPlanner<'_, '_> {
    /// Plans the sheets of periods.
    pub(super) fn plans(&self) -> Vec<SheetPlan> {
        let facts = self.facts();
        let told = facts.facts().filter(|(key, _)| !facts.scope(key.scope).forecast);
        let rows: BTreeSet<RowOf> = told.map(|(key, _)| (key.item, key.scope)).collect();
        let mut homes: BTreeSet<RowOf> = BTreeSet::new();
        let mut plans = self.statements(&rows, &mut homes);
        plans.extend(self.dimensions(&rows, &mut homes));
        let rest = rows.iter().filter(|row| !homes.contains(row)).copied();
        let lines: Vec<_> = rest.map(|of| self.line(of, true)).collect();
        if !lines.is_empty() {
            plans.push(plan("KPI", self.word("book_other_figures"), lines));
        }
        let mut flows = BTreeSet::new();
        let mut own: BTreeMap<RowOf, BTreeSet<Period>> = BTreeMap::new();
        for row in &rows {
            let periods = own.entry(*row).or_default();
            let keys = facts.keys_of(row.0).filter(|key| key.scope == row.1);
            periods.extend(keys.map(|key| key.period));
            periods.extend(figures::computed(facts, *row).into_keys());
            flows.extend(periods.iter().filter(|period| !period.is_instant()));
        }
        for plan in &mut plans {
            let all = plan.rows().filter_map(|(_, row)| own.get(&row.of)).flatten();
            let (days, any): (BTreeSet<_>, BTreeSet<_>) = all.partition(|one| one.is_instant());
            // The same columns on every sheet of periods, so that one formula fits them all.
            // Months and the like stand only where they are told.
            let here =
                |one: &&Period| any.contains(*one) || PeriodGroup::of(**one) != PeriodGroup::Others;
            let flows = flows.iter().filter(here).copied();
            let periods = if any.is_empty() { days } else { flows.chain(days).collect() };
            plan.columns = columns(&periods, facts.calendar);
        }
        plans
    }

    fn line(&self, of: RowOf, home: bool) -> PlanLine {
        let label = self.row_label(of);
        PlanLine::Figures(PlanRow { of, label, level: 0, total: false, home })
    }

    /// Plans a sheet for each statement of the deck, with its rows as the slides have them.
    fn statements(&self, known: &BTreeSet<RowOf>, homes: &mut BTreeSet<RowOf>) -> Vec<SheetPlan> {
        let mut plans = Vec::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for pages in self.view.slides() {
            let Some(page) = Page::joined(pages) else { continue };
            let named = STATEMENTS.iter().find(|(kind, _)| *kind == page.kind);
            let Some((_, name)) = named else { continue };
            let name = if self.tells_cash_flows(&page) { "CF" } else { name };
            let mut lines = Vec::new();
            let tables = page.slots.iter().flat_map(|slot| &slot.blocks);
            for table in tables.filter_map(crate::view::Block::table) {
                let rows = table.body.iter().map(|row| self.parts(row, known)).collect::<Vec<_>>();
                let most = rows.iter().map(Vec::len).max().unwrap_or_default();
                for side in 0..most {
                    lines
                        .extend(rows.iter().filter_map(|parts| parts.get(side)).flatten().cloned());
                }
            }
            let mut here = BTreeSet::new();
            let mut kept = Vec::new();
            for line in lines {
                match line {
                    StatementLine::Heading(text) => kept.push(PlanLine::Heading(text)),
                    StatementLine::Blank => {
                        if kept.last().is_some_and(|last| !matches!(last, PlanLine::Blank)) {
                            kept.push(PlanLine::Blank);
                        }
                    }
                    StatementLine::Figures(row) => {
                        if here.insert(row.of) {
                            let home = homes.insert(row.of);
                            kept.push(PlanLine::Figures(PlanRow { home, ..row }));
                        }
                    }
                }
            }
            if here.is_empty() {
                continue;
            }
            let count = counts.entry(name).or_default();
            *count += 1;
            let name = if *count == 1 { name.to_owned() } else { format!("{name}{count}") };
            plans.push(plan(&name, &page.title, kept));
        }
        plans
    }

    /// Tells whether a statement is one of cash flows, by its title in the deck's own language.
    fn tells_cash_flows(&self, page: &Page) -> bool {
        let deck = self.checked.deck();
        let own = self.checked.views().iter().find(|view| view.lang == deck.head.language.value);
        let pages = own.unwrap_or(self.view).pages.iter();
        let title = pages.into_iter().find(|one| one.slide == page.slide).map(|one| &one.title);
        let locale = deck.own_language().unwrap_or_else(|| self.locale());
        let words = locale.word("cash_flow").to_lowercase();
        title.is_some_and(|title| title.to_lowercase().contains(&words))
    }

    /// Reads the parts of a row: a balance sheet may have two labels in it, side by side.
    fn parts(&self, row: &Row, known: &BTreeSet<RowOf>) -> Vec<Vec<StatementLine>> {
        match row.role {
            RowRole::Heading => {
                let label = row.cells.first().map(text_of).unwrap_or_default();
                return vec![vec![StatementLine::Heading(label)]];
            }
            RowRole::Blank => return vec![vec![StatementLine::Blank]],
            RowRole::Head => return Vec::new(),
            RowRole::Normal | RowRole::Subtotal | RowRole::Total | RowRole::GrandTotal => {}
        }
        let mut parts: Vec<Vec<&Cell>> = Vec::new();
        for (at, cell) in row.cells.iter().enumerate() {
            let heads = matches!(cell.scope, HeaderScope::Row | HeaderScope::Rowgroup);
            if at == 0 || heads {
                parts.push(Vec::new());
            }
            if let Some(part) = parts.last_mut() {
                part.push(cell);
            }
        }
        parts.into_iter().map(|cells| self.part(row, &cells, known)).collect()
    }

    /// Reads a label with the figures behind it.
    fn part(&self, row: &Row, cells: &[&Cell], known: &BTreeSet<RowOf>) -> Vec<StatementLine> {
        let Some((label, figures)) = cells.split_first() else { return Vec::new() };
        let references = self.checked.deck().facts.references();
        let mut found: Vec<RowOf> = Vec::new();
        for cell in figures.iter().filter(|cell| !cell.comment) {
            for line in &cell.lines {
                let shown = line.body.iter().find_map(figure_of);
                let key = shown.and_then(|shown| references.key(shown.facts.first()?).ok());
                let Some(key) = key else { continue };
                let of = (key.item, key.scope);
                if known.contains(&of) && !found.contains(&of) {
                    found.push(of);
                }
            }
        }
        let text = text_of(label);
        let total = !matches!(row.role, RowRole::Normal);
        let level = row.level;
        let rows = found.iter().enumerate().map(|(at, of)| {
            let label =
                if at == 0 && !text.is_empty() { text.clone() } else { self.row_label(*of) };
            StatementLine::Figures(PlanRow { of: *of, label, level, total, home: true })
        });
        rows.collect()
    }

    /// Plans a sheet for each dimension: each item with its members below it.
    fn dimensions(&self, rows: &BTreeSet<RowOf>, homes: &mut BTreeSet<RowOf>) -> Vec<SheetPlan> {
        let contexts = self.facts().contexts();
        let mut plans: Vec<SheetPlan> = Vec::new();
        for (id, dimension) in contexts.dimensions() {
            let first = |scope: ScopeId| contexts.dimensions_of(scope).flatten().next();
            let of_it = rows.iter().filter(|(_, scope)| first(*scope) == Some(id));
            let mut lines = Vec::new();
            let mut item = None;
            for (own, scope) in of_it {
                if item != Some(*own) {
                    item = Some(*own);
                    if !lines.is_empty() {
                        lines.push(PlanLine::Blank);
                    }
                    let whole = (*own, ScopeId::ACTUAL);
                    if rows.contains(&whole) {
                        let home = homes.insert(whole);
                        let label = self.row_label(whole);
                        let row = PlanRow { of: whole, label, level: 0, total: true, home };
                        lines.push(PlanLine::Figures(row));
                    }
                }
                let home = homes.insert((*own, *scope));
                let label = self.row_label((*own, *scope));
                let row = PlanRow { of: (*own, *scope), label, level: 1, total: false, home };
                lines.push(PlanLine::Figures(row));
            }
            if !lines.is_empty() {
                plans.push(plan(&sheet_name(&dimension.name, &plans), &dimension.label, lines));
            }
        }
        plans
    }
}

/// A line of a statement as its slide has it.
#[derive(Clone)]
enum StatementLine {
    Heading(String),
    Blank,
    Figures(PlanRow),
}

fn plan(name: &str, title: &str, lines: Vec<PlanLine>) -> SheetPlan {
    SheetPlan { name: name.to_owned(), title: title.to_owned(), lines, columns: Vec::new() }
}

/// Names of sheets that are given already.
const TAKEN: [&str; 7] =
    ["Contents", "KPI", "Growth", guidance::NAME, "Changes", "Checks", "Notes"];

/// Makes the name of a dimension a name of a sheet: at most 31 characters, and none that formulas must quote.
fn sheet_name(dimension: &str, plans: &[SheetPlan]) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let mut name: String = dimension.chars().map(plain).take(24).collect();
    if let Some(first) = name.get(..1).map(str::to_uppercase) {
        name.replace_range(..1, &first);
    }
    let lower = name.to_lowercase();
    let is_cell = format!("{name}1").parse::<crate::workbook::CellPlace>().is_ok()
        || name.parse::<crate::workbook::CellPlace>().is_ok();
    let statement = STATEMENTS.iter().any(|(_, own)| lower.starts_with(&own.to_lowercase()));
    if is_cell || statement || TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(&name)) {
        name.insert_str(0, "By_");
    }
    while plans.iter().any(|plan| plan.name.eq_ignore_ascii_case(&name)) {
        name.push('_');
    }
    name
}

fn text_of(cell: &Cell) -> String {
    let lines = cell.lines.iter().map(|line| plain(&line.body));
    lines.collect::<Vec<_>>().join(" ")
}

fn figure_of(inline: &Inline) -> Option<&Shown> {
    match inline {
        Inline::Figure { shown } => Some(shown).filter(|shown| !shown.name),
        Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
            body.iter().find_map(figure_of)
        }
        Inline::Text { .. } | Inline::Break | Inline::NoteRef { .. } => None,
    }
}
