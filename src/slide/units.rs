//! Units of tables: no figure stands where its reader cannot tell what it is measured in.
//!
//! What the note of the slide or table says, or the header of a column, is said. A table without a
//! note gets one; a row in a unit of its own carries it behind its label.

use std::collections::BTreeMap;

use super::Setting;
use crate::locale::{Locale, fill};
use crate::num::{Scale, Unit};
use crate::source::Text;
use crate::view::{
    Align, Block, Cell, CellLine, FigureFormatter, Inline, Row, Shown, Slot, Table, plain,
};

/// Gives the note of a page, and says the units of its tables that the note leaves unsaid.
pub(super) fn state_units(slots: &mut [Slot], own: Option<&Text>, setting: Setting<'_>) -> String {
    let locale = setting.locale();
    let worded = |unit: String| fill(&locale.unit.note, &[("unit", &unit)]);
    let note = own.map(|unit| worded(setting.unit_name(unit))).unwrap_or_default();
    let blocks = slots.iter_mut().flat_map(|slot| &mut slot.blocks);
    let mut tables: Vec<&mut Table> = blocks.filter_map(Block::table_mut).collect();
    let noted = |table: &Table| !note.is_empty() || table.unit.is_some();
    let usual: Vec<_> = tables.iter().filter(|t| !noted(t)).map(|t| usual(t, locale)).collect();
    // What all tables share is said once.
    let shared = usual.first().cloned().flatten();
    let shared = shared.filter(|unit| usual.iter().all(|other| other.as_ref() == Some(unit)));
    let excepts = tables
        .iter()
        .filter(|table| !noted(table))
        .any(|table| shared.as_ref().is_some_and(|unit| holds_per_share(table, unit, locale)));
    let shared = shared.map(|unit| unit_name(&unit, excepts, locale));
    let mut usual = usual.into_iter();
    for table in &mut tables {
        let said = match (&table.unit, &shared) {
            (Some(unit), _) => unit.clone(),
            (None, _) if !note.is_empty() => note.clone(),
            (None, Some(unit)) => {
                usual.next();
                unit.clone()
            }
            (None, None) => {
                let name = |unit| unit_name(&unit, holds_per_share(table, &unit, locale), locale);
                table.unit = usual.next().flatten().map(name);
                table.unit.clone().unwrap_or_default()
            }
        };
        columns(table, &said, locale);
        rows(table, &said, setting.formatter);
    }
    if note.is_empty() {
        return shared.map(worded).unwrap_or_default();
    }
    note
}

/// Names the unit of a table, with what it takes out.
fn unit_name(unit: &Unit, excepts_per_share: bool, locale: &Locale) -> String {
    let name = locale.unit_name(unit);
    if excepts_per_share { fill(&locale.unit.except_per_share, &[("unit", &name)]) } else { name }
}

/// Tells whether a table in a scale has rows of amounts per share in single units of its currency.
fn holds_per_share(table: &Table, usual: &Unit, locale: &Locale) -> bool {
    let single = usual.with_scale(Scale::One);
    usual.scale() > Scale::One
        && table.body.iter().any(|row| {
            locale.unit_notes().per_share(&label(row))
                && row.cells.iter().filter_map(bare).any(|unit| Some(unit) == single.as_ref())
        })
}

/// Gives the unit of a figure that is printed without it; per cent are never.
fn bare(cell: &Cell) -> Option<&Unit> {
    if cell.align != Align::Figure || cell.comment {
        return None;
    }
    let shown = cell.lines.iter().flat_map(|line| &line.body).find_map(figure)?;
    // The words between the ends of a range are no unit.
    let one = shown.ends.first().unwrap_or(shown);
    let (_, unit) = one.digits.as_ref()?;
    let carried = one.text.contains(|c: char| c.is_alphabetic() || c == '%');
    (!carried && *unit != Unit::Percent).then_some(unit)
}

fn figure(span: &Inline) -> Option<&Shown> {
    match span {
        Inline::Figure { shown } => Some(shown),
        Inline::Text { .. }
        | Inline::NoteRef { .. }
        | Inline::Strong { .. }
        | Inline::Emphasis { .. }
        | Inline::Link { .. }
        | Inline::Break => None,
    }
}

fn words(cell: &Cell) -> String {
    cell.lines.iter().map(|line| plain(&line.body)).collect::<Vec<_>>().join(" ")
}

/// Gives the words over each column.
fn heads(table: &Table) -> Vec<String> {
    let cells = table.head.last().into_iter().flat_map(|row| &row.cells);
    let spread = cells.flat_map(|cell| {
        std::iter::repeat_n(words(cell), usize::try_from(cell.colspan).unwrap_or(1))
    });
    spread.collect()
}

/// Gives the label of a row.
fn label(row: &Row) -> String {
    row.cells.first().map_or_else(String::new, words)
}

/// Gives the units that a row prints bare, with their columns and whether they are said.
fn units<'r>(
    row: &'r Row,
    heads: &[String],
    note: &str,
    locale: &Locale,
) -> Vec<(usize, &'r Unit, bool)> {
    let label = label(row);
    let figures = row.cells.iter().enumerate();
    let figures = figures.filter_map(|(at, cell)| Some((at, bare(cell)?)));
    let said = |at: usize, unit: &Unit| {
        let head = heads.get(at).is_some_and(|head| locale.unit_notes().names(head, unit));
        let notes = locale.unit_notes();
        head || notes.covers(note, &label, unit) || notes.names(&label, unit)
    };
    figures.map(|(at, unit)| (at, unit, said(at, unit))).collect()
}

/// Gives the money that most figures of a table are in, where neither header nor label says it.
fn usual(table: &Table, locale: &Locale) -> Option<Unit> {
    let heads = heads(table);
    let mut votes: BTreeMap<&Unit, usize> = BTreeMap::new();
    for row in &table.body {
        let unsaid = units(row, &heads, "", locale).into_iter().filter(|(.., said)| !said);
        for (_, unit, _) in unsaid.filter(|(_, unit, _)| unit.is_currency()) {
            *votes.entry(unit).or_default() += 1;
        }
    }
    // Amounts per share are told at their rows, however many there are.
    let weight =
        |(unit, count): &(&Unit, usize)| (unit.scale() > Scale::One, *count, unit.exponent());
    votes.into_iter().max_by_key(weight).map(|(unit, _)| unit.clone())
}

/// Says the scale of a column whose figures are in another than the rest of their rows.
fn columns(table: &mut Table, note: &str, locale: &Locale) {
    let heads = heads(table);
    let mut own: BTreeMap<usize, Unit> = BTreeMap::new();
    for row in &table.body {
        let units = units(row, &heads, note, locale);
        let mixed = units.iter().any(|(_, unit, _)| *unit != units[0].1);
        for (at, unit, _) in units.iter().filter(|(_, u, said)| mixed && !said && u.is_currency()) {
            own.entry(*at).or_insert_with(|| (*unit).clone());
        }
    }
    let Some(head) = table.head.last_mut() else { return };
    if head.cells.iter().any(|cell| cell.colspan > 1) {
        return;
    }
    for (at, unit) in own {
        if let Some(cell) = head.cells.get_mut(at) {
            cell.lines.push(CellLine::text(vec![Inline::text(locale.unit_name(&unit))]));
        }
    }
}

/// Says the unit of a row behind its label, or at each figure where they differ.
fn rows(table: &mut Table, note: &str, formatter: FigureFormatter<'_>) {
    let locale = formatter.locale;
    let heads = heads(table);
    for row in &mut table.body {
        let units: Vec<_> = units(row, &heads, note, locale)
            .into_iter()
            .map(|(at, unit, said)| (at, unit.clone(), said))
            .collect();
        let Some((_, first, _)) = units.iter().find(|(.., said)| !said).cloned() else { continue };
        if units.iter().all(|(_, unit, said)| *unit == first && !said) {
            let name = locale.punctuation.aside.replace("{}", &locale.unit_name(&first));
            if let Some(line) = row.cells.first_mut().and_then(|cell| cell.lines.last_mut()) {
                line.body.push(Inline::text(name));
            }
            continue;
        }
        for (at, ..) in units.iter().filter(|(.., said)| !said) {
            let spans = row.cells.get_mut(*at).into_iter().flat_map(|cell| &mut cell.lines);
            for span in spans.flat_map(|line| &mut line.body) {
                if let Inline::Figure { shown } = span {
                    *shown = formatter.with_unit(std::mem::take(shown));
                }
            }
        }
    }
    super::grid::hang(table);
}
