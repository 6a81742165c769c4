//! Tables of cells: headers, figures with digits under digits, comments beside their rows.

use std::ops::Range;

use super::{BetweenRows, SlideContext};
use crate::facts::Facts;
use crate::num::Period;
use crate::shape::{ColumnHeader, Mixed};
use crate::view::{
    Align, Block, Cell, CellLine, Column, HeaderScope, Inline, List, Row, RowRole, Table, plain,
};

/// Makes a header cell of a column.
pub(super) fn col_head(lines: Vec<String>) -> Cell {
    let lines = lines.into_iter().filter(|l| !l.is_empty());
    let lines = lines.map(|line| CellLine::text(vec![Inline::text(line)])).collect();
    cell(lines, HeaderScope::Col, Align::Left)
}

/// Makes a header cell of a column from lines that may call notes.
pub(super) fn marked_head(lines: Vec<Vec<Inline>>) -> Cell {
    let lines = lines.into_iter().filter(|line| !plain(line).is_empty());
    cell(lines.map(CellLine::text).collect(), HeaderScope::Col, Align::Left)
}

/// Makes the header of the column of labels.
pub(super) fn first_head(own: Option<&ColumnHeader>, context: &mut SlideContext<'_>) -> Cell {
    match own {
        Some(own) => marked_head(vec![context.marked(own)]),
        None => col_head(vec![context.setting.locale().word("item").to_owned()]),
    }
}

/// Makes the header cell of a row.
pub(super) fn row_head(label: Vec<Inline>) -> Cell {
    cell(vec![CellLine::text(label)], HeaderScope::Row, Align::Left)
}

/// Makes a body cell of text.
pub(super) fn text_cell(body: Vec<Inline>) -> Cell {
    cell(vec![CellLine::text(body)], HeaderScope::None, Align::Left)
}

/// Makes a body cell of a figure.
pub(super) fn figure_cell(body: Vec<Inline>) -> Cell {
    cell(vec![CellLine::text(body)], HeaderScope::None, Align::Figure)
}

fn cell(lines: Vec<CellLine>, scope: HeaderScope, align: Align) -> Cell {
    Cell {
        lines,
        scope,
        colspan: 1,
        rowspan: 1,
        align,
        hang: String::new(),
        comment: false,
        spark: None,
    }
}

/// Makes a column; weight 0 takes the width of its content.
pub(super) fn column(align: Align, weight: u32) -> Column {
    Column { align, weight, width: None }
}

/// How a row is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowSet {
    /// What it is for.
    pub(super) role: RowRole,
    /// How far its label is indented.
    pub(super) level: u8,
}

impl From<RowRole> for RowSet {
    fn from(role: RowRole) -> Self {
        Self { role, level: 0 }
    }
}

/// Builds a table row by row.
pub(super) struct Grid {
    table: Table,
    comments: Vec<Vec<CellLine>>,
}

impl Grid {
    /// Starts a table with its columns and header row.
    pub(super) fn new(caption: String, columns: Vec<Column>, head: Vec<Cell>) -> Self {
        let mut at = 0;
        let head = head.into_iter().map(|cell| {
            let align = columns.get(at).map_or(cell.align, |column| column.align);
            at += usize::try_from(cell.colspan).unwrap_or(1);
            Cell { align, ..cell }
        });
        let head = head.collect();
        let head = vec![Row { role: RowRole::Head, level: 0, cells: head }];
        let table = Table { caption, columns, head, ..Table::default() };
        Self { table, comments: Vec::new() }
    }

    /// Adds a row with the lines of its comment.
    pub(super) fn row(&mut self, set: impl Into<RowSet>, cells: Vec<Cell>, comment: Vec<CellLine>) {
        let RowSet { role, level } = set.into();
        self.table.body.push(Row { role, level, cells });
        self.comments.push(comment);
    }

    /// Adds the headings and blanks that stand between two rows.
    pub(super) fn between<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r BetweenRows>,
        context: &mut SlideContext<'_>,
    ) {
        let colspan = u32::try_from(self.table.columns.len()).unwrap_or(1);
        for row in rows {
            let Row { role, cells, .. } = match row {
                Mixed::Own(row) => {
                    let cell = row_head(context.line(&row.heading));
                    let cell = Cell { scope: HeaderScope::Rowgroup, colspan, ..cell };
                    Row { role: RowRole::Heading, level: 0, cells: vec![cell] }
                }
                Mixed::Other(row) if !row.blank.value => continue,
                Mixed::Other(_) => blank_row(colspan),
            };
            self.row(role, cells, Vec::new());
        }
    }

    /// Sets the headers of groups of columns above those of the columns; the first column holds the
    /// labels of the rows.
    pub(super) fn groups(
        &mut self,
        groups: &[(Range<usize>, ColumnHeader)],
        context: &mut SlideContext<'_>,
    ) {
        if groups.is_empty() {
            return;
        }
        let mut cells = vec![col_head(Vec::new())];
        let mut at = 0;
        let width = self.table.columns.len() - 1;
        while at < width {
            let group = groups.iter().find(|(columns, _)| columns.start == at);
            let cell = match group {
                Some((columns, header)) => Cell {
                    scope: HeaderScope::Colgroup,
                    colspan: u32::try_from(columns.len()).unwrap_or(1),
                    align: Align::Center,
                    ..marked_head(vec![context.marked(header)])
                },
                None => col_head(Vec::new()),
            };
            at += group.map_or(1, |(columns, _)| columns.len());
            cells.push(cell);
        }
        self.table.head.insert(0, Row { role: RowRole::Head, level: 0, cells });
    }

    /// Finishes the table; comments, if any row has one, become a last column in which each
    /// reaches down to the next.
    pub(super) fn finish(mut self, comments: &str, weight: u32) -> Table {
        if self.comments.iter().any(|lines| !lines.is_empty()) {
            self.table.columns.push(column(Align::Left, weight));
            let last = self.table.head.len() - 1;
            for (at, row) in self.table.head.iter_mut().enumerate() {
                let words = if at == last { vec![comments.to_owned()] } else { Vec::new() };
                row.cells.push(Cell { comment: true, ..col_head(words) });
            }
            let rows = self.comments.len();
            let parts = |row: &Row| matches!(row.role, RowRole::Heading | RowRole::Blank);
            let mut at = 0;
            while at < rows {
                // What stands between rows ends what reaches down beside them.
                if parts(&self.table.body[at]) {
                    for cell in &mut self.table.body[at].cells {
                        cell.colspan += 1;
                    }
                    at += 1;
                    continue;
                }
                let begins =
                    |row: &usize| !self.comments[*row].is_empty() || parts(&self.table.body[*row]);
                let next = (at + 1..rows).find(begins);
                let next = next.unwrap_or(rows);
                let lines = std::mem::take(&mut self.comments[at]);
                let rowspan = u32::try_from(next - at).unwrap_or(1);
                let comment =
                    Cell { rowspan, comment: true, ..cell(lines, HeaderScope::None, Align::Left) };
                self.table.body[at].cells.push(comment);
                at = next;
            }
        }
        hang(&mut self.table);
        self.table
    }
}

/// Tells whether the reported period, or else the latest, stands in the right half of columns.
pub(super) fn ends_right(columns: &[Option<Period>], facts: &Facts) -> bool {
    let reported = columns.iter().position(|period| *period == Some(facts.period));
    let latest = || {
        let dated = columns.iter().enumerate();
        let dated = dated.filter_map(|(at, period)| Some((facts.calendar.ends((*period)?), at)));
        dated.max().map(|(_, at)| at)
    };
    reported.or_else(latest).is_some_and(|at| at > 0 && 2 * at >= columns.len())
}

/// Makes a row without words and figures, over so many columns.
pub(super) fn blank_row(colspan: u32) -> Row {
    let cell = Cell { colspan, ..text_cell(Vec::new()) };
    Row { role: RowRole::Blank, level: 0, cells: vec![cell] }
}

/// Gives each figure the width of what others of its column carry behind their last digit.
pub(super) fn hang(table: &mut Table) {
    for at in 0..table.columns.len() {
        if table.columns[at].align != Align::Figure {
            continue;
        }
        let tails: Vec<_> = table.body.iter().map(|row| row.cells.get(at).and_then(tail)).collect();
        let worded = |tail: &str| tail.contains(char::is_alphabetic);
        // Beside a figure that carries its unit the others would stand far from their header.
        let longest = [true, false].map(|words| {
            let alike = tails.iter().flatten().filter(|tail| worded(tail) == words);
            alike.max_by_key(|tail| tail.chars().count()).cloned().unwrap_or_default()
        });
        for (row, tail) in table.body.iter_mut().zip(tails) {
            if let (Some(cell), Some(tail)) = (row.cells.get_mut(at), tail) {
                let [with, without] = &longest;
                let longest = if worded(&tail) { with } else { without };
                longest.strip_prefix(tail.as_str()).unwrap_or_default().clone_into(&mut cell.hang);
            }
        }
    }
}

/// What stands behind the last digit, or behind a dash; nothing for other cells without digits.
fn tail(cell: &Cell) -> Option<String> {
    if cell.align != Align::Figure {
        return None;
    }
    let text = cell.lines.iter().map(|line| plain(&line.body)).collect::<String>();
    // A dash stands where a last digit would.
    if matches!(text.trim(), "-" | "–" | "—" | "―" | "－") {
        return Some(String::new());
    }
    let end = text.rfind(|c: char| c.is_ascii_digit())?;
    Some(text[end + 1..].to_owned())
}

/// Sets the blocks of a comment as lines of a cell.
pub(super) fn comment_lines(blocks: Vec<Block>) -> Vec<CellLine> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Prose { body, .. } => lines.push(CellLine::text(body)),
            Block::List(list) => list_lines(list, 1, &mut lines),
            Block::Table(_)
            | Block::Chart(_)
            | Block::Tiles { .. }
            | Block::Image(_)
            | Block::Notes { .. } => {}
        }
    }
    lines
}

fn list_lines(list: List, level: usize, lines: &mut Vec<CellLine>) {
    for item in list.items {
        lines.push(CellLine::item(level, item.body));
        for list in item.lists {
            list_lines(list, level + 1, lines);
        }
    }
}
