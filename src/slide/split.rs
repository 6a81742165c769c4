//! A long table over several pages, each under the same header.

use super::Body;
use crate::view::{Block, Cell, Row, Table};

/// Splits a body at its first table that is longer than `rows`.
///
/// What stands before the table stays on the first page, what stands behind it goes to the last.
pub(super) fn split(body: Body, rows: usize) -> Vec<Body> {
    let place = body.slots.iter().enumerate().find_map(|(slot, content)| {
        let long = |block: &Block| matches!(block, Block::Table(t) if t.body.len() > rows);
        content.blocks.iter().position(long).map(|block| (slot, block))
    });
    let Some((slot, block)) = place else { return vec![body] };
    let Block::Table(table) = &body.slots[slot].blocks[block] else { return vec![body] };
    let tables = pieces(table, rows);
    let last = tables.len() - 1;
    let one = |(at, table): (usize, Table)| {
        let mut page = body.clone();
        let blocks = &mut page.slots[slot].blocks;
        blocks[block] = Block::Table(table);
        if at < last {
            blocks.truncate(block + 1);
        }
        if at > 0 {
            blocks.drain(..block);
        }
        page
    };
    tables.into_iter().enumerate().map(one).collect()
}

/// A cell where it stands in the grid, and how many rows it still covers.
#[derive(Clone)]
struct PlacedCell {
    column: usize,
    cell: Cell,
    first: bool,
    left: usize,
}

fn pieces(table: &Table, rows: usize) -> Vec<Table> {
    let grid = placed(table);
    let chunks = table.body.chunks(rows).enumerate();
    chunks
        .map(|(chunk, body)| {
            let from = chunk * rows;
            let body = body.iter().enumerate().map(|(at, row)| {
                // A cell that covers rows of both pages stands on both.
                let cells = grid[from + at].iter().filter(|placed| placed.first || at == 0);
                let cells = cells.map(|placed| {
                    let room = body.len() - at;
                    let rowspan = u32::try_from(placed.left.min(room)).unwrap_or(1);
                    Cell { rowspan, ..placed.cell.clone() }
                });
                Row { role: row.role, level: row.level, cells: cells.collect() }
            });
            Table { body: body.collect(), ..table.clone() }
        })
        .collect()
}

/// Gives for each row the cells that stand or reach into it, from left to right.
fn placed(table: &Table) -> Vec<Vec<PlacedCell>> {
    let mut grid: Vec<Vec<PlacedCell>> = Vec::new();
    for row in &table.body {
        let above = grid.last().map(Vec::as_slice).unwrap_or_default();
        let mut here: Vec<PlacedCell> = above
            .iter()
            .filter(|placed| placed.left > 1)
            .map(|placed| PlacedCell { first: false, left: placed.left - 1, ..placed.clone() })
            .collect();
        let mut column = 0;
        for cell in &row.cells {
            while let Some(over) = here.iter().find(|p| covers(p, column)) {
                column = over.column + over.cell.colspan as usize;
            }
            let left = cell.rowspan as usize;
            here.push(PlacedCell { column, cell: cell.clone(), first: true, left });
            column += cell.colspan as usize;
        }
        here.sort_by_key(|placed| placed.column);
        grid.push(here);
    }
    grid
}

fn covers(placed: &PlacedCell, column: usize) -> bool {
    (placed.column..placed.column + placed.cell.colspan as usize).contains(&column)
}

#[cfg(test)]
mod tests {
    use super::super::grid::{Grid, col_head, column, row_head, text_cell};
    use super::*;
    use crate::view::{Align, Inline, Layout, RowRole, Slot, plain};

    fn text(words: &str) -> Vec<Inline> {
        vec![Inline::text(words)]
    }

    #[test]
    fn a_group_that_goes_on_stands_on_both_pages() {
        let columns = vec![column(Align::Left, 0), column(Align::Left, 1)];
        let head = vec![col_head(vec!["A".into()]), col_head(vec!["B".into()])];
        let mut grid = Grid::new("T".into(), columns, head);
        for at in 0..5 {
            let mut cells = vec![text_cell(text(&at.to_string()))];
            if at == 0 || at == 4 {
                let rowspan = if at == 0 { 4 } else { 1 };
                cells.insert(0, Cell { rowspan, ..row_head(text("group")) });
            }
            grid.row(RowRole::Normal, cells, Vec::new());
        }
        let table = Block::Table(grid.finish("", 1));
        let after = Block::Prose { level: 0, body: text("after") };
        let slots = vec![Slot { weight: 1, blocks: vec![table, after] }];
        let pages = split(Body::new(Layout::Rows, slots), 3);
        assert_eq!(pages.len(), 2);
        let shape = |page: &Body| {
            let Block::Table(table) = &page.slots[0].blocks[0] else { panic!("a table") };
            let cells = |row: &Row| {
                row.cells.iter().map(|c| (plain(&c.lines[0].body), c.rowspan)).collect()
            };
            table.body.iter().map(cells).collect::<Vec<Vec<_>>>()
        };
        let cell = |words: &str, rows| (words.to_owned(), rows);
        assert_eq!(shape(&pages[0])[0], [cell("group", 3), cell("0", 1)]);
        assert_eq!(shape(&pages[1])[0], [cell("group", 1), cell("3", 1)]);
        assert_eq!(shape(&pages[1])[1], [cell("group", 1), cell("4", 1)]);
        assert_eq!((pages[0].slots[0].blocks.len(), pages[1].slots[0].blocks.len()), (1, 2));
    }
}
