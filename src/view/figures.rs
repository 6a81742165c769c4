//! All runs of a page in reading order, with their figures and the marks of their notes.

use super::{Block, Cell, Inline, List, Page, Shown};

impl Page {
    /// Gives every figure that the page shows, also those of a chart's table and of footnotes.
    #[must_use]
    pub fn figures(&self) -> Vec<&Shown> {
        let mut found = Vec::new();
        for block in self.slots.iter().flat_map(|slot| &slot.blocks) {
            block.each_run(&mut |run| of_spans(run, &mut found));
        }
        for (_, note) in &self.footnotes {
            of_spans(note, &mut found);
        }
        found
    }
}

impl Block {
    /// Visits every run of text, also those of a chart's table.
    pub fn each_run<'a>(&'a self, see: &mut dyn FnMut(&'a [Inline])) {
        match self {
            Self::Table(table) => {
                table.head.iter().chain(&table.body).for_each(|row| of_cells(&row.cells, see));
            }
            Self::List(list) => of_list(list, see),
            Self::Prose { body, .. } => see(body),
            Self::Chart(chart) => {
                let rows = chart.table.iter().flat_map(|table| &table.body);
                rows.for_each(|row| of_cells(&row.cells, see));
            }
            Self::Tiles { tiles } => {
                for tile in tiles {
                    see(&tile.figure);
                    see(&tile.change);
                }
            }
            Self::Notes { lines } => lines.iter().for_each(|line| see(line)),
            Self::Image(_) => {}
        }
    }
}

fn of_cells<'a>(cells: &'a [Cell], see: &mut dyn FnMut(&'a [Inline])) {
    cells.iter().flat_map(|cell| &cell.lines).for_each(|line| see(&line.body));
}

fn of_list<'a>(list: &'a List, see: &mut dyn FnMut(&'a [Inline])) {
    for item in &list.items {
        see(&item.body);
        item.lists.iter().for_each(|list| of_list(list, see));
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

/// Gives the marks of the notes that a run calls.
#[must_use]
pub fn marks(body: &[Inline]) -> Vec<&str> {
    let mut found = Vec::new();
    for span in body {
        match span {
            Inline::NoteRef { mark } => found.push(mark.as_str()),
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                found.extend(marks(body));
            }
            Inline::Text { .. } | Inline::Break | Inline::Figure { .. } => {}
        }
    }
    found
}
