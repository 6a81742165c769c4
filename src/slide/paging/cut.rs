//! A part of a table, as it stands on one of its pages.

use std::ops::Range;

use crate::view::{Cell, Row, Table};

/// A cell where it stands in the grid, and how many rows it still covers.
#[derive(Clone, Copy)]
pub(super) struct PlacedCell<'t> {
    /// Its first column.
    pub(super) column: usize,
    /// The cell.
    pub(super) cell: &'t Cell,
    /// Whether it begins in this row.
    pub(super) first: bool,
    left: usize,
}

/// Gives the table with these of its rows, under its headers.
pub(super) fn cut(table: &Table, rows: Range<usize>) -> Table {
    let grid = placed(&table.body);
    let from = rows.start;
    let body = table.body.get(rows).unwrap_or_default();
    let cut = body.iter().enumerate().map(|(at, row)| {
        // A cell that covers rows of both pages stands on both; a comment is said once.
        let cells = grid[from + at].iter().filter(|placed| placed.first || at == 0);
        let cells = cells.map(|placed| {
            let room = body.len() - at;
            let rowspan = u32::try_from(placed.left.min(room)).unwrap_or(1);
            let said = placed.cell.comment && !placed.first;
            let lines = if said { Vec::new() } else { placed.cell.lines.clone() };
            Cell { lines, rowspan, ..placed.cell.clone() }
        });
        Row { role: row.role, level: row.level, cells: cells.collect() }
    });
    Table { body: cut.collect(), ..table.clone() }
}

/// Gives for each row the cells that stand or reach into it, from left to right.
pub(super) fn placed(rows: &[Row]) -> Vec<Vec<PlacedCell<'_>>> {
    let mut grid: Vec<Vec<PlacedCell<'_>>> = Vec::new();
    for row in rows {
        let above = grid.last().map(Vec::as_slice).unwrap_or_default();
        let mut here: Vec<PlacedCell<'_>> = above
            .iter()
            .filter(|placed| placed.left > 1)
            .map(|placed| PlacedCell { first: false, left: placed.left - 1, ..*placed })
            .collect();
        let mut column = 0;
        for cell in &row.cells {
            while let Some(over) = here.iter().find(|p| covers(p, column)) {
                column = over.column + over.cell.colspan as usize;
            }
            let left = cell.rowspan as usize;
            here.push(PlacedCell { column, cell, first: true, left });
            column += cell.colspan as usize;
        }
        here.sort_by_key(|placed| placed.column);
        grid.push(here);
    }
    grid
}

fn covers(placed: &PlacedCell<'_>, column: usize) -> bool {
    (placed.column..placed.column + placed.cell.colspan as usize).contains(&column)
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::{Grid, col_head, column, row_head, text_cell};
    use super::*;
    use crate::view::{Align, Inline, RowRole, plain};

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
        let table = grid.finish("", 1);
        let shape = |rows| {
            let cells = |row: &Row| {
                row.cells.iter().map(|c| (plain(&c.lines[0].body), c.rowspan)).collect()
            };
            cut(&table, rows).body.iter().map(cells).collect::<Vec<Vec<_>>>()
        };
        let cell = |words: &str, rows| (words.to_owned(), rows);
        assert_eq!(shape(0..3)[0], [cell("group", 3), cell("0", 1)]);
        assert_eq!(shape(3..5)[0], [cell("group", 1), cell("3", 1)]);
        assert_eq!(shape(3..5)[1], [cell("group", 1), cell("4", 1)]);
    }
}
