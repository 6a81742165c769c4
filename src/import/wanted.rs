//! Which cell holds which figure: by the mapping of the deck, or by the names of the workbook.

use std::collections::HashMap;

use super::All;
use crate::book::{Book, Place};
use crate::deck::{Deck, Target};
use crate::diag::{Finding, Report, suggest};
use crate::num::Unit;
use crate::shape::ScalarOr;
use crate::source::{Span, Spanned};

/// A cell that holds a figure.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The cell.
    pub at: Place,
    /// The name that the workbook defines for it.
    pub name: Option<String>,
    /// The unit that the deck gives it.
    pub unit: Option<Spanned<Unit>>,
    /// Whether its sign is turned.
    pub negate: bool,
    /// Where the deck asks for it: the mapping, or else the figure.
    pub span: Span,
}

/// Finds the cells of all figures. The mapping comes first, and a name of the workbook that says
/// otherwise is reported.
pub(super) fn wanted(deck: &Deck, (file, book): (&str, &Book), report: &mut Report) -> All {
    let mut all = All::new();
    let names = Names::of(book);
    mapped(deck, (file, book), &names, &mut all, report);
    let facts = &deck.facts;
    let by_name: HashMap<String, Target> =
        Target::all(facts).map(|target| (folded(&target.name(facts)), target)).collect();
    for (name, points) in &book.names {
        let Some(target) = by_name.get(&folded(name)) else {
            no_figure(deck, file, name, report);
            continue;
        };
        let span = target.span(facts).unwrap_or(deck.head.span);
        let Ok(at) = points.trim_start_matches('=').parse::<Place>() else {
            let message =
                format!("the name `{name}` of {file} points to `{points}`, not to a cell");
            let finding = Finding::error("no-cell", message, span);
            report.push(finding.help("Let the name point to the cell of the figure"));
            continue;
        };
        moved(deck, file, *target, (name, &at), span, report);
        match all.get(target) {
            Some(known) if known.at != at && book.cell(&known.at) != book.cell(&at) => {
                let message = format!(
                    "`{}` is mapped to {}, and {file} names {at} `{name}`; they differ",
                    target.name(facts),
                    known.at
                );
                let finding = Finding::error("no-cell", message, known.span);
                report.push(finding.help("Keep one of the two"));
            }
            Some(_) => {}
            None => {
                let unit = default_unit(deck, *target);
                let name = Some(name.clone());
                all.insert(*target, Wanted { at, name, unit, negate: false, span });
            }
        }
    }
    all
}

/// The names of a workbook, whatever their case.
struct Names<'a>(HashMap<String, (&'a str, &'a str)>);

impl<'a> Names<'a> {
    fn of(book: &'a Book) -> Self {
        let all = book.names.iter();
        Self(
            all.map(|(name, points)| (name.to_lowercase(), (name.as_str(), points.as_str())))
                .collect(),
        )
    }

    fn points_to(&self, name: &str) -> Option<(&'a str, &'a str)> {
        self.0.get(&name.to_lowercase()).copied()
    }
}

fn mapped(
    deck: &Deck,
    (file, book): (&str, &Book),
    names: &Names<'_>,
    all: &mut All,
    report: &mut Report,
) {
    let Some(spec) = &deck.import else { return };
    for (figure, cell) in &spec.cells.0 {
        let target = match Target::of(&deck.facts, &figure.value) {
            Ok(target) => target,
            Err(error) => {
                let finding = Finding::error(error.code, error.reason, figure.span);
                report.push(finding.help_if(error.help));
                continue;
            }
        };
        if target.span(&deck.facts).is_none() {
            let message = format!("the deck has no place for `{}`", target.name(&deck.facts));
            let finding = Finding::error("no-cell", message, figure.span);
            report.push(finding.help("Open it first: `{due: not yet reported}`"));
            continue;
        }
        let (text, unit, negate) = match cell {
            ScalarOr::Scalar(text) => (text, None, false),
            ScalarOr::Record(spec) => {
                (&spec.cell, spec.unit.clone(), spec.negate.as_ref().is_some_and(|n| n.value))
            }
        };
        let unit = unit.or_else(|| default_unit(deck, target));
        let (name, points) = match names.points_to(&text.value) {
            Some((name, points)) => (Some(name.to_owned()), points.trim_start_matches('=')),
            None => (None, text.as_str()),
        };
        let at = points.parse::<Place>().ok();
        let Some(at) = at.filter(|at| book.sheet(at.sheet.as_deref()).is_some()) else {
            let sheets: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            let message = format!("{file} has no cell `{}`", text.value);
            let help =
                suggest(points.split('!').next().unwrap_or_default(), sheets.iter().copied());
            let sheets = format!("Its sheets are {}", sheets.join(", "));
            let finding = Finding::error("no-cell", message, text.span);
            report.push(finding.help(help.unwrap_or(sheets)));
            continue;
        };
        if let Some(name) = &name {
            moved(deck, file, target, (name, &at), text.span, report);
        }
        all.insert(target, Wanted { at, name, unit, negate, span: text.span });
    }
}

/// The unit that the deck gives a workbook, where it is one for the figure.
fn default_unit(deck: &Deck, target: Target) -> Option<Spanned<Unit>> {
    if matches!(target, Target::Change(..)) {
        return None;
    }
    let unit = deck.import.as_ref()?.unit.clone()?;
    unit.value.same_measure(&deck.facts.item(target.item()).unit).then_some(unit)
}

/// Tells that a name points to another cell than when it was imported last.
fn moved(
    deck: &Deck,
    file: &str,
    target: Target,
    (name, at): (&str, &Place),
    span: Span,
    report: &mut Report,
) {
    let Some(last) = deck.imports.of(&target.name(&deck.facts)) else { return };
    let same_name = last.name.as_ref().is_some_and(|last| last.value.eq_ignore_ascii_case(name));
    if last.file.value == file && same_name && last.cell.value != at.to_string() {
        let message = format!(
            "the name `{name}` of {file} points to {at} now; at the last import it was {}",
            last.cell.value
        );
        let finding = Finding::warning("moved-cell", message, span);
        report.push(finding.help("Make sure that the new cell holds the same figure"));
    }
}

/// Tells of a name that reads like a figure of this deck and is none.
fn no_figure(deck: &Deck, file: &str, name: &str, report: &mut Report) {
    let folded = folded(name);
    let item = deck.facts.items().find(|(_, item)| {
        let rest = folded.strip_prefix(&item.name.to_lowercase());
        let period = rest.and_then(|rest| rest.strip_prefix('_'));
        period.is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("fy")
        })
    });
    if let Some((_, item)) = item {
        let message = format!("{file} names `{name}`, and the deck has no such figure");
        let finding = Finding::warning("no-figure", message, item.span);
        report.push(finding.help("Add the period to the item, or rename the cell"));
    }
}

/// Folds what a workbook's name cannot hold: `revenue@FY2010/revised` is `revenue_fy2010_revised`,
/// and `revenue@1Q10 vs 1Q09` is `revenue_1q10_vs_1q09`.
fn folded(name: &str) -> String {
    name.to_lowercase().replace(['@', '/', '-', '.', ' '], "_")
}
