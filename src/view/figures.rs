//! All figures of a page, in reading order.

use super::{Block, Cell, Inline, List, Page, Shown};

impl Page {
    /// Gives every figure that the page shows, also those of a chart's table and of footnotes.
    #[must_use]
    pub fn figures(&self) -> Vec<&Shown> {
        let mut found = Vec::new();
        for block in self.slots.iter().flat_map(|slot| &slot.blocks) {
            of_block(block, &mut found);
        }
        for (_, note) in &self.footnotes {
            of_spans(note, &mut found);
        }
        found
    }
}

fn of_block<'a>(block: &'a Block, found: &mut Vec<&'a Shown>) {
    match block {
        Block::Table(table) => table.body.iter().for_each(|row| of_cells(&row.cells, found)),
        Block::List(list) => of_list(list, found),
        Block::Prose { body, .. } => of_spans(body, found),
        Block::Chart(chart) => {
            let rows = chart.table.iter().flat_map(|table| &table.body);
            rows.for_each(|row| of_cells(&row.cells, found));
        }
        Block::Tiles { tiles } => {
            for tile in tiles {
                of_spans(&tile.figure, found);
                of_spans(&tile.change, found);
            }
        }
        Block::Notes { lines } => lines.iter().for_each(|line| of_spans(line, found)),
        Block::Image(_) => {}
    }
}

fn of_cells<'a>(cells: &'a [Cell], found: &mut Vec<&'a Shown>) {
    cells.iter().flat_map(|cell| &cell.lines).for_each(|line| of_spans(&line.body, found));
}

fn of_list<'a>(list: &'a List, found: &mut Vec<&'a Shown>) {
    for item in &list.items {
        of_spans(&item.body, found);
        item.lists.iter().for_each(|list| of_list(list, found));
    }
}

fn of_spans<'a>(body: &'a [Inline], found: &mut Vec<&'a Shown>) {
    for span in body {
        match span {
            Inline::Figure { shown } => found.push(shown),
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                of_spans(body, found);
            }
            Inline::Text { .. } | Inline::Break | Inline::NoteRef { .. } => {}
        }
    }
}
