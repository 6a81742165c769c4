//! One raster: columns as wide in other tables of their slot, and on other pages of their slide.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use super::ruler::Ruler;
use super::size::is_dense;
use crate::slide::Body;
use crate::view::{Block, HeaderScope, Slot, Table};

/// What figures may take of a width in one raster.
const MOST: f64 = 0.75;

/// Gives the figures of all tables of a slot one raster, from the right.
pub(super) fn share(ruler: Ruler<'_>, slot: &mut Slot, size: f64, width: f64) {
    let shares = |table: &Table| {
        let (first, rest) = table.columns.split_first()?;
        let figures = rest.iter().all(|column| column.weight == 0);
        (first.weight > 0 && figures && !is_dense(table, ruler)).then_some(rest.len())
    };
    let of = |slot: &Slot| {
        let tables = slot.blocks.iter().filter_map(Block::table);
        tables.filter(|table| shares(table).is_some()).count()
    };
    let several = of(slot) > 1;
    for table in slot.blocks.iter_mut().filter_map(Block::table_mut) {
        // The typesetter would give the last column all that a header over several lacks.
        let mut cells = table.head.iter().flat_map(|row| &row.cells);
        let grouped = cells.any(|cell| cell.scope == HeaderScope::Colgroup);
        let alone = !several || shares(table).is_none();
        if grouped || alone && ruler.narrows(table, size, width) {
            fix(ruler, table, size, width);
        }
    }
    let tables =
        || slot.blocks.iter().filter_map(Block::table).filter(|table| shares(table).is_some());
    if !several {
        return;
    }
    let mut raster: Vec<f64> = Vec::new();
    for table in tables() {
        let widths = ruler.widths(table, size, width);
        for (at, wide) in widths.iter().skip(1).rev().enumerate() {
            match raster.get_mut(at) {
                Some(most) => *most = most.max(*wide),
                None => raster.push(*wide),
            }
        }
    }
    // Labels keep a quarter at least.
    if raster.iter().sum::<f64>() > width * MOST {
        return;
    }
    for block in &mut slot.blocks {
        let Some(table) = block.table_mut().filter(|table| shares(table).is_some()) else {
            continue;
        };
        for (column, wide) in table.columns.iter_mut().skip(1).rev().zip(&raster) {
            column.width = Some(hundredths(*wide));
        }
    }
}

/// Sets the widths of a table as they are now.
pub(super) fn fix(ruler: Ruler<'_>, table: &mut Table, size: f64, width: f64) {
    let widths = ruler.widths(table, size, width);
    for (column, wide) in table.columns.iter_mut().zip(widths) {
        column.width = Some(hundredths(wide));
    }
}

/// A length as templates print it.
pub(super) fn hundredths(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

/// Sets the parts of a table alike, however many rows each has.
pub(super) fn set_alike(bodies: &mut [Body]) {
    let tables = bodies.iter().flat_map(|body| &body.slots).flat_map(|slot| &slot.blocks);
    let rows = tables.filter_map(Block::table).map(|table| table.body.len());
    let longest = rows.max().unwrap_or(0);
    for slot in bodies.iter_mut().flat_map(|body| &mut body.slots) {
        slot.blocks
            .iter_mut()
            .filter_map(Block::table_mut)
            .for_each(|table| table.longest = longest);
    }
}

/// Gives the tables that stand side by side, each alone in its slot, with their last rows at one height.
pub(super) fn level_tables(body: &Body) -> Option<Vec<&Table>> {
    let tables = body.slots.iter().map(|slot| match slot.blocks.as_slice() {
        [Block::Table(table)] if table.lift.is_some() => Some(table),
        _ => None,
    });
    tables.collect::<Option<Vec<_>>>().filter(|tables| tables.len() > 1)
}
