//! The databook: every figure of a deck as a workbook that analysts can go on with.
//!
//! Enters: a checked deck in one language. Leaves: a [`Databook`], sheets of cells with exact numbers, live
//! formulas and their results, names and notes. It knows nothing of the file that holds them.
//!
//! Published figures are values. A total, a margin or a quarter is a formula where it gives the printed digits
//! in every column of its row; else it is a value, and `Checks` has the formula beside it.

mod axis;
mod book;
mod changes;
mod checks;
mod contents;
mod figures;
mod formula;
mod growth;
mod guidance;
mod look;
mod matrix;
mod notes;
mod plan;

pub use book::{BookCell, BookContent, BookName, BookSheet, Databook, fifteen_digits};
pub use look::BookLook;

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Checked;
use crate::deck::CellNames;
use crate::diag::Finding;
use crate::facts::{Facts, ItemId, Key, ScopeId, State};
use crate::locale::Locale;
use crate::num::Exact;
use crate::prove::Ledger;
use crate::source::Sources;
use crate::view::{FigureFormatter, View};
use book::BookPlace;
use changes::ChangesSheet;
use checks::ChecksSheet;
use growth::GrowthSheet;
use guidance::GuidanceSheet;
use plan::SheetPlanner;

/// What a row is of: an item, and the context that its figures have beside their period.
type RowOf = (ItemId, ScopeId);

/// Makes the databook of a deck in the language of a view.
///
/// # Errors
/// Figures with more digits than a spreadsheet keeps.
pub fn databook(
    checked: &Checked<'_>,
    view: &View,
    sources: &Sources,
) -> Result<Databook, Vec<Finding>> {
    let deck = checked.edition(&view.lang);
    let Some(locale) = deck.language(&view.lang) else { return Ok(Databook::default()) };
    let facts = &deck.facts;
    let ledger = checked.ledger();
    let work = BookWork {
        checked,
        view,
        sources,
        figures: FigureFormatter { facts, locale },
        ledger: &ledger,
        names: CellNames::of(facts),
        cells: BTreeMap::new(),
        places: BTreeMap::new(),
        changes: BTreeMap::new(),
    };
    work.run()
}

/// A number of the databook: where it stands, and what it is there.
#[derive(Clone, Debug)]
struct NumberCell {
    place: BookPlace,
    /// The number of the cell: a fraction for a percentage, else in the unit of its row.
    value: Exact,
    /// The power of ten of one of it in base units.
    exponent: i32,
}

/// What is known while a databook is made.
struct BookWork<'a> {
    checked: &'a Checked<'a>,
    view: &'a View,
    sources: &'a Sources,
    figures: FigureFormatter<'a>,
    ledger: &'a Ledger<'a>,
    names: CellNames,
    /// The cells of figures that are numbers.
    cells: BTreeMap<Key, NumberCell>,
    /// The cells of all figures that the deck says anything of.
    places: BTreeMap<Key, BookPlace>,
    /// The cells of stated changes that are numbers, by their order among those between the same two.
    changes: BTreeMap<(Key, Key, usize), NumberCell>,
}

impl<'a> BookWork<'a> {
    fn facts(&self) -> &'a Facts {
        self.figures.facts
    }

    fn locale(&self) -> &'a Locale {
        self.figures.locale
    }

    fn word(&self, name: &'a str) -> &'a str {
        self.locale().word(name)
    }

    /// Makes all sheets: first every figure gets its place, then formulas name the places.
    fn run(mut self) -> Result<Databook, Vec<Finding>> {
        let too_long = figures::too_long(self.facts());
        if !too_long.is_empty() {
            return Err(too_long);
        }
        let plans = SheetPlanner(&self).plans();
        let guided = self.guided();
        self.place_rows(&plans);
        self.place_guidance(&guided);
        self.place_changes();
        let formulas = self.formulas(&plans);
        let mut sheets: Vec<BookSheet> =
            plans.iter().map(|plan| self.matrix(plan, &formulas)).collect();
        let mut names = Vec::new();
        self.figure_names(&mut names);
        sheets.extend(GrowthSheet(&self).growth(&plans));
        sheets.extend(GuidanceSheet(&self).guidance(&guided, &mut names));
        sheets.extend(ChangesSheet(&self).stated_changes(&mut names));
        sheets.extend(ChecksSheet(&self).checks());
        sheets.push(notes::notes(&self));
        sheets.insert(0, contents::contents(&self, &sheets));
        sheets.iter_mut().for_each(BookSheet::fit_columns);
        let mut known = BTreeSet::new();
        names.retain(|name: &BookName| known.insert(name.name.to_lowercase()));
        Ok(Databook {
            sheets,
            names,
            title: self.view.title.clone(),
            subject: self.view.subject.clone(),
            company: self.view.company.clone(),
            date: self.view.date_parts,
            mark: self.view.mark.clone(),
        })
    }

    /// Labels a row by its item, its members and its scope.
    fn row_label(&self, (item, scope): RowOf) -> String {
        let facts = self.facts();
        let period = facts.current(item);
        let label = self.figures.label(Key { item, period, scope });
        let alone = facts.contexts().scope_alone(scope);
        match facts.scope(alone).label.as_str() {
            "" => label,
            scope => format!("{label} · {scope}"),
        }
    }

    /// Names the cell of every figure, so that models and `import` find it wherever it moves.
    fn figure_names(&self, names: &mut Vec<BookName>) {
        let facts = self.facts();
        for (key, place) in &self.places {
            let Some(fact) = facts.fact(*key) else { continue };
            let whole = match fact.state {
                State::Stated(_) | State::Derived { .. } => figures::is_kept(facts, *key),
                State::Bounded(_) | State::LeftOut(_) => true,
                // What follows from a split is not what was printed.
                State::Restated { .. } | State::Missing { .. } => false,
            };
            if whole {
                let name = self.names.name(&facts.name(*key));
                names.push(BookName { name, place: place.clone() });
            }
        }
    }
}
