//! The names that a workbook gives its cells, and the figures that they are names of.

use std::collections::HashMap;

use crate::deck::{CellNames, Deck, Target};
use crate::facts::read_period;
use crate::locale::Locale;
use crate::num::Period;
use crate::shape::Role;
use crate::view::FigureFormatter;
use crate::words::Passage;
use crate::workbook::{CellPlace, Name, TableLine, Workbook};

/// The names of a workbook, whatever their case.
pub(super) struct WorkbookNames<'a>(HashMap<String, Vec<&'a Name>>);

impl<'a> WorkbookNames<'a> {
    pub(super) fn of(book: &'a Workbook) -> Self {
        let mut all: HashMap<String, Vec<&'a Name>> = HashMap::new();
        for name in book.names.iter().filter(|name| name.line.is_none()) {
            all.entry(name.name.to_lowercase()).or_default().push(name);
        }
        Self(all)
    }

    /// Finds the name that a mapping means: one that the whole workbook knows, or `Sheet!name`.
    /// Nothing where it is no name.
    ///
    /// # Errors
    /// Why it is not one name, and what to write.
    pub(super) fn find(&self, text: &str) -> Result<Option<&'a Name>, (String, String)> {
        let (sheet, name) = match text.rsplit_once('!') {
            Some((sheet, name)) => (Some(sheet.trim_matches('\'').replace("''", "'")), name),
            None => (None, text),
        };
        let Some(all) = self.0.get(&name.to_lowercase()) else { return Ok(None) };
        let on = |name: &&Name| match (&sheet, &name.sheet) {
            (Some(wanted), Some(own)) => wanted.to_lowercase() == own.to_lowercase(),
            (None, None) => true,
            (_, _) => false,
        };
        let found: Vec<&Name> = all.iter().copied().filter(|name| on(name)).collect();
        match found.as_slice() {
            [one] => Ok(Some(one)),
            [first, rest @ ..] if rest.iter().all(|other| other.points == first.points) => {
                Ok(Some(first))
            }
            [] if sheet.is_some() => Ok(None),
            [] => {
                let own = all.iter().filter_map(|name| name.sheet.as_deref());
                let own: Vec<_> = own.map(|sheet| format!("`{sheet}!{name}`")).collect();
                let why = format!("`{name}` is a name that single sheets know");
                Err((why, format!("Say of which: write {}", own.join(" or "))))
            }
            [_, ..] => Err((
                format!("the workbook defines the name `{name}` twice"),
                "Delete one of the two, or map the cell".to_owned(),
            )),
        }
    }
}

/// Reads what a name points to.
pub(super) fn place_of(points: &str) -> Option<CellPlace> {
    points.trim_start_matches('=').parse().ok()
}

/// What a line of a table is about.
pub(super) enum LineMeaning {
    /// A figure of the deck.
    Figure(Target),
    /// A period or scope that the item does not have.
    Absent,
    /// An item that the deck does not have.
    Unknown,
}

/// The figures of a deck by the names that workbooks can give them.
pub(super) struct NamedFigures<'a> {
    deck: &'a Deck,
    by_name: HashMap<String, Target>,
}

impl<'a> NamedFigures<'a> {
    pub(super) fn of(deck: &'a Deck) -> Self {
        let facts = &deck.facts;
        let writer = CellNames::of(facts);
        let named = |target: Target| (writer.name(&target.name(facts)).to_lowercase(), target);
        Self { deck, by_name: Target::all(facts).map(named).collect() }
    }

    pub(super) fn named(&self, name: &str) -> Option<Target> {
        let mut meant = CellNames::read(name).into_iter();
        meant
            .find_map(|name| {
                self.by_name.get(&name).or_else(|| self.by_name.get(&format!("_{name}")))
            })
            .copied()
    }

    /// Finds the change that a name says is an amount: `revenue_1Q26_vs_1Q25_amount`.
    pub(super) fn amount(&self, name: &str) -> Option<Target> {
        let found = self.named(name.to_lowercase().strip_suffix(AMOUNT)?)?;
        matches!(found, Target::Change(..)).then_some(found)
    }

    /// Finds the figure of a line: its period may be written as a deck prints it, in any language.
    pub(super) fn meant(&self, line: &TableLine) -> LineMeaning {
        let scope = if line.scope.is_empty() { String::new() } else { format!("/{}", line.scope) };
        let period = read_period(&line.period).ok().or_else(|| printed(self.deck, &line.period));
        let period = period.map_or_else(|| line.period.clone(), |period| period.to_string());
        if let Some(target) = self.named(&format!("{}@{period}{scope}", line.item)) {
            return LineMeaning::Figure(target);
        }
        // Names stand in any order, and those of a change behind its first period.
        let facts = &self.deck.facts;
        let typed = format!("{}@{period}{scope}", line.item);
        let read = Target::of_change(facts, &line.item, &period, &line.scope)
            .or_else(|| Target::of(facts, &typed).ok());
        if let Some(target) = read.filter(|target| target.span(facts).is_some()) {
            return LineMeaning::Figure(target);
        }
        let item = folded(&line.item);
        let known = self.deck.facts.items().any(|(_, about)| folded(&about.name) == item);
        if known { LineMeaning::Absent } else { LineMeaning::Unknown }
    }
}

/// Reads a period as a language prints it: 2027年3月期第1四半期, "1. Quartal 2026/27".
fn printed(deck: &Deck, text: &str) -> Option<Period> {
    if text.len() > 80 {
        return None;
    }
    Locale::tags().filter_map(|tag| deck.language(tag)).find_map(|locale| {
        let formatter = FigureFormatter { facts: &deck.facts, locale };
        let passage = Passage::alone(text, Role::Title, &formatter);
        match passage.mentions.as_slice() {
            [one] if one.range == (0..text.len()) => one.dated.period(),
            _ => None,
        }
    })
}

/// What ends the name of a change that is an amount, and not in per cent.
const AMOUNT: &str = "_amount";

/// Folds what a workbook's name cannot hold: `revenue@FY2010/revised` is `revenue_fy2010_revised`,
/// and `revenue@1Q10 vs 1Q09` is `revenue_1q10_vs_1q09`.
pub(super) fn folded(name: &str) -> String {
    name.to_lowercase().replace(['@', '/', '-', '.', ' '], "_")
}
