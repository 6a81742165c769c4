//! Which cell holds which figure: by the mapping of the deck, or by the names of the workbook.

use super::names::{LineMeaning, NamedFigures, WorkbookNames, folded, place_of};
use super::{MappedCells, OpenedWorkbook};
use crate::code;
use crate::deck::{Deck, Target};
use crate::diag::{Finding, Report, Severity, nearest, suggest};
use crate::num::Unit;
use crate::shape::ScalarOr;
use crate::source::{Span, Spanned};
use crate::workbook::{CellPlace, Name, SheetCell};

/// A cell that holds a figure.
#[derive(Clone, Debug)]
pub(super) struct MappedCell {
    /// The cell.
    pub at: CellPlace,
    /// The name that the workbook defines for it.
    pub name: Option<String>,
    /// The unit that the deck gives it.
    pub unit: Option<Spanned<Unit>>,
    /// Whether its sign is turned.
    pub negate: bool,
    /// Whether the deck maps it.
    pub mapped: bool,
    /// Where the deck asks for it: the mapping, or else the figure.
    pub span: Span,
}

/// Finds the cells of all figures. The mapping comes first, then names that the whole workbook
/// knows. Names of single sheets are only taken where the mapping says which sheet.
pub(super) fn mapped_cells(
    deck: &Deck,
    from: &OpenedWorkbook<'_>,
    report: &mut Report,
) -> MappedCells {
    let mut all = MappedCells::new();
    mapped(deck, from, &mut all, report);
    let figures = NamedFigures::of(deck);
    let mut unknown = Vec::new();
    for name in from.book.names.iter().filter(|name| name.sheet.is_none()) {
        let target = match name.line.as_ref().map(|line| figures.meant(line)) {
            Some(LineMeaning::Figure(target)) => Some(target),
            Some(LineMeaning::Absent) => None,
            Some(LineMeaning::Unknown) => {
                unknown.push(name);
                continue;
            }
            None => figures.named(&name.name),
        };
        match (target, figures.amount(&name.name)) {
            (Some(target), _) => named(deck, from, (target, name), &mut all, report),
            (None, Some(target)) => {
                named(deck, from, (target, name), &mut all, report);
                let unit = deck.facts.item(target.item()).unit.clone();
                if let Some(cell) = all.get_mut(&target).filter(|cell| !cell.mapped) {
                    cell.unit = Some(Spanned { value: unit, span: cell.span });
                }
            }
            (None, None) => no_figure(deck, from, name, report),
        }
    }
    for name in from.book.names.iter().filter(|name| name.sheet.is_some()) {
        if let Some(target) = figures.named(&name.name) {
            local(deck, from, (target, name), &all, report);
        }
    }
    unknown_items(deck, from, &unknown, report);
    all
}

/// Takes a name of the whole workbook, or a line of a table.
fn named(
    deck: &Deck,
    from: &OpenedWorkbook<'_>,
    (target, name): (Target, &Name),
    all: &mut MappedCells,
    report: &mut Report,
) {
    let (file, figure) = (from.file, target.name(&deck.facts));
    let span = target.span(&deck.facts).unwrap_or(deck.head.span);
    let Some(at) = place_of(&name.points) else {
        let message = format!(
            "the name `{}` of {file} points to `{}`, not to a cell",
            name.name, name.points
        );
        let finding = Finding::new(code::NO_CELL, message, span);
        report.push(finding.help("Let the name point to the cell of the figure"));
        return;
    };
    if name.line.is_none() {
        moved(deck, file, target, (&name.name, &at), span, report);
    }
    match all.get(&target) {
        Some(known) if known.at != at && differ(from, &known.at, &at) => {
            let (before, place) = (&known.at, known.span);
            if known.mapped {
                let message = format!(
                    "`{figure}` is mapped to {before}, and {file} names {at} `{}`; they differ",
                    name.name
                );
                let finding = Finding::weighed(code::NO_CELL, Severity::Warning, message, place);
                report.push(finding.help("The mapping is taken; see that it is the right one"));
            } else {
                let message =
                    format!("{file} has two cells for `{figure}`: {before} and {at}; they differ");
                let finding = Finding::new(code::NO_CELL, message, place);
                let help = "Keep one of the two, or map the right one under `import: {cells: ...}`";
                report.push(finding.help(help));
            }
        }
        Some(_) => {}
        None => {
            let unit = default_unit(deck, target);
            let name = Some(name.name.clone());
            all.insert(target, MappedCell { at, name, unit, negate: false, mapped: false, span });
        }
    }
}

/// A name that one sheet knows: a copied sheet brings it along, and its cell is another.
fn local(
    deck: &Deck,
    from: &OpenedWorkbook<'_>,
    (target, name): (Target, &Name),
    all: &MappedCells,
    report: &mut Report,
) {
    let sheet = name.sheet.as_deref().unwrap_or_default();
    let figure = target.name(&deck.facts);
    let help = format!("If it is the figure, map it: `{figure}: \"{sheet}!{}\"`", name.name);
    match (all.get(&target), place_of(&name.points)) {
        (Some(known), _) if known.mapped => {}
        (Some(known), Some(at)) if known.at != at && differ(from, &known.at, &at) => {
            let message = format!(
                "{} has two cells for `{figure}`: {} for the whole workbook, and {at} on the sheet \
                 {sheet}; they differ",
                from.file, known.at
            );
            let finding = Finding::new(code::NO_CELL, message, known.span);
            report.push(finding.help("Map the right one under `import: {cells: ...}`"));
        }
        (Some(_), _) => {}
        (None, _) => {
            let message = format!(
                "only the sheet {sheet} of {} knows the name `{}`: it is not taken",
                from.file, name.name
            );
            let span = target.span(&deck.facts).unwrap_or(deck.head.span);
            report
                .push(Finding::weighed(code::NO_CELL, Severity::Warning, message, span).help(help));
        }
    }
}

fn differ(from: &OpenedWorkbook<'_>, one: &CellPlace, other: &CellPlace) -> bool {
    let said = |cell: SheetCell| (cell.content, cell.unit, cell.shown.percent);
    from.book.cell(one).map(said) != from.book.cell(other).map(said)
}

fn mapped(deck: &Deck, from: &OpenedWorkbook<'_>, all: &mut MappedCells, report: &mut Report) {
    let Some(spec) = &deck.import else { return };
    let (file, book) = (from.file, from.book);
    let names = WorkbookNames::of(book);
    for (figure, cell) in &spec.cells.0 {
        let target = match Target::of(&deck.facts, &figure.value) {
            Ok(target) => target,
            Err(error) => {
                let finding = Finding::new(error.code, error.reason, figure.span);
                report.push(finding.help_if(error.help));
                continue;
            }
        };
        if target.span(&deck.facts).is_none() {
            let message = format!("the deck has no place for `{}`", target.name(&deck.facts));
            let finding = Finding::new(code::NO_CELL, message, figure.span);
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
        let name = match names.find(&text.value) {
            Ok(name) => name,
            Err((why, help)) => {
                let finding = Finding::new(code::NO_CELL, format!("{file}: {why}"), text.span);
                report.push(finding.help(help));
                continue;
            }
        };
        let points = name.map_or(text.as_str(), |name| name.points.as_str());
        let at = place_of(points);
        let Some(at) = at.filter(|at| book.sheet(at.sheet.as_deref()).is_some()) else {
            let sheets: Vec<_> = book.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            let message = format!("{file} has no cell `{}`", text.value);
            let wanted = points.split('!').next().unwrap_or_default();
            let near =
                suggest(wanted, sheets.iter().copied()).filter(|_| !sheets.contains(&wanted));
            let sheets = format!("Its sheets are {}", sheets.join(", "));
            let finding = Finding::new(code::NO_CELL, message, text.span);
            report.push(finding.help(near.unwrap_or(sheets)));
            continue;
        };
        let name = name.map(|name| name.name.clone());
        if let Some(name) = &name {
            moved(deck, file, target, (name, &at), text.span, report);
        }
        all.insert(target, MappedCell { at, name, unit, negate, mapped: true, span: text.span });
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
    (name, at): (&str, &CellPlace),
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
        let finding = Finding::new(code::MOVED_CELL, message, span);
        report.push(finding.help("Make sure that the new cell holds the same figure"));
    }
}

/// Tells of a name that reads like a figure of this deck and is none.
fn no_figure(deck: &Deck, from: &OpenedWorkbook<'_>, name: &Name, report: &mut Report) {
    let folded = folded(&name.name);
    let item = deck.facts.items().find(|(_, item)| {
        let rest = folded.strip_prefix(&item.name.to_lowercase());
        let period = rest.and_then(|rest| rest.strip_prefix('_'));
        name.line.is_some() && period.is_some()
            || period.is_some_and(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("fy")
            })
    });
    if let Some((_, item)) = item {
        let message =
            format!("{} names `{}`, and the deck has no such figure", from.file, name.name);
        let mut finding = Finding::new(code::NO_FIGURE, message, from.place(name, item.span));
        if name.line.is_some() {
            finding = finding.also(item.span, "the item in the deck");
        }
        report.push(finding.help("Add the period to the item, or rename the cell"));
    }
}

/// Most names that one finding lists.
const LISTED: usize = 8;

/// Tells of the lines of a table whose items the deck does not have.
fn unknown_items(deck: &Deck, from: &OpenedWorkbook<'_>, lines: &[&Name], report: &mut Report) {
    let mut seen: Vec<(&str, &Name)> = Vec::new();
    for name in lines {
        let item = name.line.as_ref().map_or("", |line| line.item.as_str());
        if !seen.iter().any(|(known, _)| *known == item) {
            seen.push((item, name));
        }
    }
    let items = || deck.facts.items().map(|(_, item)| item);
    let mut others = Vec::new();
    for (item, name) in seen {
        let label = items().find(|own| own.label == item);
        let help = match label {
            Some(own) => Some(format!("Write `{}`, its name in the deck", own.name)),
            None => nearest(item, items().map(|own| own.name.as_str()))
                .map(|name| format!("Did you mean `{name}`?")),
        };
        let Some(help) = help else {
            others.push((item, name));
            continue;
        };
        let message =
            format!("{} names the item `{item}`, which the deck does not have", from.file);
        let finding = Finding::new(code::NO_FIGURE, message, from.place(name, deck.head.span));
        report.push(finding.help(help));
    }
    if let Some((_, first)) = others.first() {
        let listed: Vec<_> =
            others.iter().take(LISTED).map(|(item, _)| format!("`{item}`")).collect();
        let more = others.len().saturating_sub(LISTED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!(
            "{} names items that the deck does not have: {}{more}",
            from.file,
            listed.join(", ")
        );
        let finding = Finding::new(code::NO_FIGURE, message, from.place(first, deck.head.span));
        report.push(finding.help("Add them to `facts`, or take their lines out"));
    }
}
