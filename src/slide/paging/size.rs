//! Sizes of tables before they are set: widths of columns, heights of rows.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "geometry; a table has a few hundred rows"
)]

use super::cut::{PlacedCell, placed};
use super::ruler::{Look, Ruler};
use crate::view::{Cell, HeaderScope, Inline, Row, RowRole, Table};

/// What a hair of rounding may take, so that no figure breaks for it.
const EASE: f64 = 0.5;

/// A table, measured.
#[derive(Clone, Debug)]
pub(super) struct TableSize {
    /// Height of its caption and its headers, which stand on each of its pages.
    pub(super) over: f64,
    /// Height of each row.
    pub(super) rows: Vec<f64>,
}

impl TableSize {
    /// Gives the height of the table.
    pub(super) fn height(&self) -> f64 {
        self.over + self.rows.iter().sum::<f64>()
    }
}

/// Tells whether a table has so many columns that they are set closer.
pub(super) fn is_dense(table: &Table, ruler: Ruler<'_>) -> bool {
    u32::try_from(table.columns.len()).is_ok_and(|count| count > ruler.geometry.tables.columns)
}

/// Fits columns into a width.
fn fit(table: &Table, out: &mut [f64], width: f64) {
    let free = table.columns.iter().filter(|column| column.width.is_none());
    let free = free.map(|column| f64::from(column.weight)).sum::<f64>();
    let asked: f64 = out.iter().sum();
    if free > 0.0 {
        let rest = (width - asked).max(0.0);
        for (column, out) in table.columns.iter().zip(out.iter_mut()) {
            if column.width.is_none() && column.weight > 0 {
                *out = rest * f64::from(column.weight) / free;
            }
        }
    }
    let asked: f64 = out.iter().sum();
    if asked <= width || out.is_empty() {
        return;
    }
    // The widest give way, as far as the next: the typesetter does the same.
    let mut small = vec![false; out.len()];
    let mut left = width;
    let mut count = out.len();
    loop {
        let fair = left / count.max(1) as f64;
        let mut found = false;
        for (at, wide) in out.iter().enumerate() {
            if !small[at] && *wide <= fair {
                small[at] = true;
                left -= wide;
                count -= 1;
                found = true;
            }
        }
        if !found || count == 0 {
            for (at, wide) in out.iter_mut().enumerate() {
                if !small[at] {
                    *wide = fair;
                }
            }
            return;
        }
    }
}

impl Ruler<'_> {
    /// Measures a table in letters of a size and a room of a width.
    pub(super) fn table(&self, table: &Table, size: f64, width: f64) -> TableSize {
        let widths = self.widths(table, size, width);
        let lines = self.geometry.lines;
        let mut over: f64 = self.rows(&table.head, table, &widths, size).iter().sum();
        if table.captioned || table.unit.is_some() {
            let look = Look { size, strong: true };
            let words = [Inline::text(table.caption.clone())];
            let count = if table.captioned { self.count(&words, look, width).max(1) } else { 1 };
            over += self.lines(count, size, lines.paragraph.0) + lines.caption * size;
        }
        let rows = self.rows(&table.body, table, &widths, size);
        TableSize { over, rows }
    }

    /// Air at the sides of a column, and above and below each row.
    fn insets(&self, table: &Table, at: usize, size: f64) -> (f64, f64) {
        let all = self.geometry.tables;
        let (beside, above) = if is_dense(table, *self) { all.dense } else { all.cell };
        let outer = usize::from(at == 0) + usize::from(at + 1 == table.columns.len());
        (beside * (2 - outer.min(2)) as f64 * size, above * 2.0 * size)
    }

    /// Gives the width that a cell asks for, without air at its sides.
    fn asks(&self, cell: &Cell, row: &Row, first: bool, size: f64) -> f64 {
        let look = self.look(cell, row, size);
        let lines = cell.lines.iter();
        let mark = |mark: &str| self.width(mark, look);
        let wide = lines.map(|line| mark(line.mark) + self.natural(&line.body, look));
        let wide = wide.fold(0.0, f64::max) + self.width(&cell.hang, look);
        let level =
            if first { f64::from(row.level) * self.geometry.lines.level * size } else { 0.0 };
        let spark = cell.spark.as_ref().map_or(0.0, |spark| spark.width);
        wide.max(spark) + level
    }

    /// Gives the width that each column asks for, and the headers over several: their first column, how many, and
    /// the width that they ask for.
    fn asked(&self, table: &Table, size: f64) -> (Vec<f64>, Vec<(usize, usize, f64)>) {
        let columns = &table.columns;
        let mut out: Vec<f64> = vec![0.0; columns.len()];
        let mut spread: Vec<(usize, usize, f64)> = Vec::new();
        let free = columns.iter().map(|column| column.weight).sum::<u32>();
        for rows in [&table.head, &table.body] {
            for (row, cells) in rows.iter().zip(placed(rows)) {
                for cell in cells.iter().filter(|cell| cell.first) {
                    let (at, count) = (cell.column, cell.cell.colspan as usize);
                    // What is over all columns goes by their widths.
                    if at >= columns.len() || (count > 1 && count == columns.len()) {
                        continue;
                    }
                    let wide = self.asks(cell.cell, row, at == 0, size);
                    if count == 1 {
                        let most = f64::from(self.geometry.tables.label);
                        let heads = cell.cell.scope == HeaderScope::Row && at == 0;
                        let narrow = heads && free > 0 && columns[0].weight == 0;
                        let wide = if narrow && columns.len() > 1 { wide.min(most) } else { wide };
                        out[at] = out[at].max(wide + self.insets(table, at, size).0 + EASE);
                    } else {
                        spread.push((at, count, wide + self.insets(table, at, size).0 + EASE));
                    }
                }
            }
        }
        for (at, column) in columns.iter().enumerate() {
            if let Some(width) = column.width {
                out[at] = width;
            } else if column.weight > 0 {
                out[at] = 0.0;
            }
        }
        (out, spread)
    }

    /// Gives the widths of all columns: what they ask for, and the rest by weight; where there is too
    /// little room the widest give way.
    pub(super) fn widths(&self, table: &Table, size: f64, width: f64) -> Vec<f64> {
        let columns = &table.columns;
        let (mut out, spread) = self.asked(table, size);
        self.narrow(table, &mut out, size, width);
        // A header over several columns spreads what it lacks over all of them.
        for (at, count, wide) in spread {
            let end = (at + count).min(out.len());
            let has: f64 = out[at..end].iter().sum();
            let fixed = columns[at..end].iter().any(|c| c.width.is_some() || c.weight > 0);
            if wide > has && !fixed {
                let each = (wide - has) / count as f64;
                out[at..end].iter_mut().for_each(|column| *column += each);
            }
        }
        fit(table, &mut out, width);
        out
    }

    /// Where labels would have too little room, takes it from columns that only their headers make so wide: those
    /// break at their blanks. Tells whether it did, which the typesetter would not do.
    fn narrow(&self, table: &Table, out: &mut [f64], size: f64, width: f64) -> bool {
        let labels = self.labels(table, size);
        let free = table.columns.iter().skip(1).any(|column| column.weight > 0);
        let asked = out.iter().skip(1).sum::<f64>() + labels;
        if free || asked <= width || out.len() < 2 {
            return false;
        }
        let slack: Vec<f64> = (1..out.len())
            .map(|at| match table.columns[at].width {
                Some(_) => 0.0,
                None => (out[at] - self.least(table, at, size)).max(0.0),
            })
            .collect();
        let all: f64 = slack.iter().sum();
        if all <= EASE {
            return false;
        }
        let share = ((asked - width) / all).min(1.0);
        for (column, slack) in out.iter_mut().skip(1).zip(slack) {
            *column -= slack * share;
        }
        true
    }

    /// Gives the width that the labels of rows ask for.
    fn labels(&self, table: &Table, size: f64) -> f64 {
        let rows = table.body.iter().filter_map(|row| Some((row, row.cells.first()?)));
        let heads = rows.filter(|(_, cell)| cell.scope == HeaderScope::Row && cell.colspan == 1);
        let wide = heads.map(|(row, cell)| self.asks(cell, row, true, size)).fold(0.0, f64::max);
        wide + self.insets(table, 0, size).0 + EASE
    }

    /// Gives the least width of a column: its figures on one line, and each word of its header.
    fn least(&self, table: &Table, at: usize, size: f64) -> f64 {
        let mut least: f64 = 0.0;
        for rows in [&table.head, &table.body] {
            for (row, cells) in rows.iter().zip(placed(rows)) {
                let own = cells.iter().find(|cell| cell.column == at && cell.first);
                let Some(cell) = own.map(|own| own.cell).filter(|cell| cell.colspan == 1) else {
                    continue;
                };
                let wide = if row.role == RowRole::Head {
                    let look = self.look(cell, row, size);
                    let words = cell.lines.iter().map(|line| self.longest_word(&line.body, look));
                    words.fold(0.0, f64::max)
                } else {
                    self.asks(cell, row, false, size)
                };
                least = least.max(wide);
            }
        }
        least + self.insets(table, at, size).0 + EASE
    }

    /// Tells whether columns are narrower than the typesetter would make them, so that labels have room.
    pub(super) fn narrows(&self, table: &Table, size: f64, width: f64) -> bool {
        let mut out = self.asked(table, size).0;
        self.narrow(table, &mut out, size, width)
    }

    /// Gives the heights of rows in columns of these widths.
    fn rows(&self, rows: &[Row], table: &Table, widths: &[f64], size: f64) -> Vec<f64> {
        let air = self.insets(table, 0, size).1;
        let mut out: Vec<f64> = Vec::with_capacity(rows.len());
        let mut reaching: Vec<(usize, usize, f64)> = Vec::new();
        for (at, (row, cells)) in rows.iter().zip(placed(rows)).enumerate() {
            let mut high: f64 = 0.0;
            for cell in cells.iter().filter(|cell| cell.first) {
                let end = (cell.column + cell.cell.colspan as usize).min(widths.len());
                let wide: f64 = widths.get(cell.column..end).unwrap_or_default().iter().sum();
                let left = self.insets(table, cell.column, size).0;
                // A column that asked for its width has that of its words; in one that takes the rest, a word
                // that hardly fits may not.
                let columns = table.columns.get(cell.column..end).unwrap_or_default();
                let asked = columns.iter().all(|column| column.weight == 0);
                let ease = if asked { EASE } else { -EASE };
                let own = self.cell(cell, row, wide - left + ease, size);
                if cell.cell.rowspan > 1 {
                    reaching.push((at, at + cell.cell.rowspan as usize - 1, own + air));
                } else {
                    high = high.max(own);
                }
            }
            out.push(high + air);
            for (from, _, needs) in reaching.iter().filter(|(_, last, _)| *last == at) {
                let has: f64 = out[*from..].iter().sum();
                if let Some(last) = out.last_mut() {
                    *last += (needs - has).max(0.0);
                }
            }
        }
        out
    }

    fn look(&self, cell: &Cell, row: &Row, size: f64) -> Look {
        let total = matches!(row.role, RowRole::Total | RowRole::GrandTotal);
        let head = row.role == RowRole::Head;
        let size = if head || cell.comment { size * self.geometry.lines.beside } else { size };
        let strong = head || (total && !cell.comment) || cell.scope == HeaderScope::Rowgroup;
        Look { size, strong }
    }

    /// Gives the height of what a cell holds.
    fn cell(&self, placed: &PlacedCell<'_>, row: &Row, width: f64, size: f64) -> f64 {
        let (cell, lines) = (placed.cell, self.geometry.lines);
        let look = self.look(cell, row, size);
        let first = placed.column == 0;
        let level = if first { f64::from(row.level) * lines.level * size } else { 0.0 };
        let width = width - level - self.width(&cell.hang, look);
        let (between, paragraphs) = lines.cell;
        let mut high = 0.0;
        for (at, line) in cell.lines.iter().enumerate() {
            let mark = self.width(line.mark, look);
            let count = self.count(&line.body, look, width - mark).max(1);
            high += self.lines(count, look.size, between);
            high += if at > 0 { paragraphs * look.size } else { 0.0 };
        }
        if let Some(spark) = &cell.spark {
            high = high.max(spark.height);
        }
        match row.role {
            RowRole::Blank => lines.rise * size,
            RowRole::Heading => high + lines.heading * size,
            RowRole::Head => high,
            RowRole::Normal | RowRole::Subtotal | RowRole::Total | RowRole::GrandTotal => {
                high + if cell.comment { lines.comment * size } else { 0.0 }
            }
        }
    }
}
