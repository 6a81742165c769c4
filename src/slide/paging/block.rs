//! Heights of blocks before they are set, and the parts that a page may end between.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "geometry; a slide has a few blocks"
)]

use std::ops::Range;

use super::ruler::{Look, Ruler};
use super::size::TableSize;
use crate::view::{Block, Chart, Inline, List, ListItem, Row, RowRole, Table, Tile, marks};

/// What of a block stands on one page.
#[derive(Clone, Debug)]
pub(super) enum BlockPart {
    /// All of it.
    Whole,
    /// A row of a table.
    Row(usize),
    /// A point of a list.
    Point(usize),
    /// A sentence of a paragraph that is longer than a page holds.
    Sentence(Vec<Inline>),
}

/// How much a page's end costs before a part: 0 where a reader expects one.
pub(super) mod cost {
    /// Between two blocks, before a heading, a blank or what follows a total.
    pub(in super::super) const FREE: f64 = 0.0;
    /// Behind a total, and between points or paragraphs.
    pub(in super::super) const LIGHT: f64 = 1.0;
    /// Between two rows of a kind.
    pub(in super::super) const USUAL: f64 = 4.0;
    /// Within what belongs together: the parts of a row, the rows of a comment.
    pub(in super::super) const DEAR: f64 = 9.0;
    /// Before a total.
    pub(in super::super) const TOTAL: f64 = 90.0;
    /// Behind a heading.
    pub(in super::super) const NEVER: f64 = 9_000.0;
}

/// The least that stands on one page.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// The number of its block.
    pub(super) block: usize,
    /// What of the block it is.
    pub(super) part: BlockPart,
    /// Its height.
    pub(super) height: f64,
    /// Air above, where the part before it is of the same block.
    pub(super) gap: f64,
    /// What a page's end before it costs.
    pub(super) cost: f64,
    /// Whether it is nothing at the head of a page.
    pub(super) blank: bool,
    /// Marks of the notes it calls.
    pub(super) marks: Vec<String>,
}

/// What surrounds the parts of a block on each of its pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockFrame {
    /// Air above and below.
    pub(super) air: (f64, f64),
    /// Height of what stands above its parts on each page.
    pub(super) over: f64,
    /// How many parts it has.
    pub(super) parts: usize,
}

/// How the text of a page is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextSet {
    /// Size of letters.
    pub(super) size: f64,
    /// Between lines, and between paragraphs.
    pub(super) prose: (f64, f64),
}

fn run_marks(body: &[Inline]) -> Vec<String> {
    marks(body).into_iter().map(str::to_owned).collect()
}

impl Ruler<'_> {
    /// Gives the parts of a block in a slot of a width, and what surrounds them.
    pub(super) fn parts(
        &self,
        (at, block): (usize, &Block),
        set: TextSet,
        width: f64,
        page: f64,
    ) -> (BlockFrame, Vec<Atom>) {
        let lines = self.geometry.lines;
        let size = set.size;
        let around = lines.block * size;
        let mut called = Vec::new();
        block.each_run(&mut |run| called.extend(run_marks(run)));
        let whole = |air: (f64, f64), height: f64| {
            let atom = Atom {
                block: at,
                part: BlockPart::Whole,
                height,
                gap: 0.0,
                cost: cost::FREE,
                blank: false,
                marks: called.clone(),
            };
            (BlockFrame { air, over: 0.0, parts: 1 }, vec![atom])
        };
        match block {
            Block::Table(table) => self.table_parts(at, table, (size, around), width, page),
            Block::List(list) => {
                let gap = (lines.points + self.leading) * size;
                let points = list.items.iter().enumerate();
                let atoms: Vec<_> = points
                    .map(|(point, item)| Atom {
                        block: at,
                        part: BlockPart::Point(point),
                        height: self.point(item, size, width),
                        gap,
                        cost: cost::LIGHT,
                        blank: false,
                        marks: point_marks(item),
                    })
                    .collect();
                (BlockFrame { air: (around, around), over: 0.0, parts: atoms.len() }, atoms)
            }
            Block::Prose { level: 0, body } => {
                let (between, air) = (set.prose.0, set.prose.1 * size);
                let look = Look { size, strong: false };
                let high = |body: &[Inline]| {
                    self.lines(self.count(body, look, width).max(1), size, between)
                };
                if high(body) <= page / 3.0 {
                    let (frame, mut atoms) = whole((air, air), high(body));
                    for atom in &mut atoms {
                        atom.cost = cost::LIGHT;
                    }
                    return (frame, atoms);
                }
                // Where a sentence begins on its line is not known before the pages are: a page may have a line more.
                let line = self.lines(1, size, between);
                let each = (self.geometry.rows.prose.ragged / width, line + between * size);
                let atoms: Vec<_> = sentences(body)
                    .into_iter()
                    .map(|body| Atom {
                        block: at,
                        height: self.natural(&body, look) * each.0 * each.1,
                        gap: 0.0,
                        cost: cost::USUAL,
                        blank: false,
                        marks: run_marks(&body),
                        part: BlockPart::Sentence(body),
                    })
                    .collect();
                (BlockFrame { air: (air, air), over: line, parts: atoms.len() }, atoms)
            }
            Block::Prose { body, .. } => {
                let count = self.count(body, Look { size, strong: true }, width).max(1);
                let air = (lines.subhead.0 * size, lines.subhead.1 * size);
                whole(air, self.lines(count, size, lines.paragraph.0))
            }
            Block::Notes { lines: all } => {
                let small = self.geometry.sizes.notes;
                let look = Look { size: small, strong: false };
                let (between, air) = lines.paragraph;
                let each = all
                    .iter()
                    .map(|line| self.lines(self.count(line, look, width).max(1), small, between));
                let gaps = all.len().saturating_sub(1) as f64 * air * small;
                whole((lines.notes * size, air * size), each.sum::<f64>() + gaps)
            }
            Block::Chart(chart) => whole((around, around), self.chart(chart, size, width)),
            Block::Tiles { tiles } => whole((around, around), self.tiles(tiles, size, width)),
            // It is as wide as its slot; how high it is only its bytes tell.
            Block::Image(_) => whole((around, around), 0.0),
        }
    }

    /// Gives how many of so many charts stand side by side in a width, and the width of each.
    pub(super) fn charts_across(&self, width: f64, charts: usize) -> (usize, f64) {
        let (beside, gutter) = (self.geometry.charts.beside, self.geometry.gutters.charts);
        let fits = |count: &usize| f64::from(beside) * (*count as f64) <= width;
        let across = (1..=charts).rev().find(fits).unwrap_or(1);
        let gutters = f64::from(gutter) * (across as f64 - 1.0);
        (across, (width - gutters) / across as f64)
    }

    fn point(&self, item: &ListItem, size: f64, width: f64) -> f64 {
        let look = Look { size, strong: false };
        let width = width - self.width("▪", look) - self.geometry.lines.point * size;
        let own = self.lines(self.count(&item.body, look, width).max(1), size, self.leading);
        let below = item.lists.iter().map(|list| {
            let points = list.items.iter();
            points.map(|item| self.leading * size + self.point(item, size, width)).sum::<f64>()
        });
        own + below.sum::<f64>()
    }

    /// Gives the height of a drawing with its title and its table.
    fn chart(&self, chart: &Chart, size: f64, width: f64) -> f64 {
        let geometry = self.geometry;
        if chart.missing.is_some() {
            let slot = chart.height + f64::from(geometry.charts.missing.title);
            return slot.max(f64::from(geometry.charts.height.0));
        }
        let look = Look { size: f64::from(geometry.sizes.chart_title), strong: true };
        let title = [Inline::text(chart.title.clone())];
        let title = self.lines(self.count(&title, look, width).max(1), look.size, 0.5);
        let table = chart.table.as_ref().filter(|_| chart.tabled);
        let small = f64::from(geometry.sizes.chart_table);
        let table = table.map_or(0.0, |table| {
            f64::from(geometry.charts.table) + self.table(table, small, width).height()
        });
        let shrinks = if chart.width > width {
            (width / chart.width).max(geometry.charts.shrinks)
        } else {
            1.0
        };
        title + geometry.lines.paragraph.1 * size + chart.height * shrinks + table
    }

    /// Gives the height of key figures.
    fn tiles(&self, tiles: &[Tile], size: f64, width: f64) -> f64 {
        let all = self.geometry.tiles;
        let sizes = self.geometry.sizes;
        let count = tiles.len().max(1);
        let fit = (1..=count).rev().find(|n| f64::from(all.least) * (*n as f64) <= width);
        let rows = count.div_ceil(fit.unwrap_or(1));
        let columns = count.div_ceil(rows);
        let (across, down) = (f64::from(all.gutters.0), f64::from(all.gutters.1));
        let inset = f64::from(all.inset);
        let room = (width - across * (columns as f64 - 1.0)) / columns as f64 - 2.0 * inset;
        let look = Look { size: sizes.tile_label, strong: false };
        let label = |tile: &Tile| {
            let words = [Inline::text(tile.label.clone())];
            self.lines(self.count(&words, look, room).max(1), look.size, 0.5)
        };
        let labels = tiles.iter().map(label).fold(0.0, f64::max);
        let wide = room >= f64::from(all.wide);
        let figure = sizes.tile_figure[usize::from(!wide)];
        let look = Look { size: f64::from(sizes.tile_change), strong: true };
        let change = |tile: &Tile| match self.count(&tile.change, look, room) {
            0 => 0.0,
            count => self.lines(count, look.size, self.geometry.lines.paragraph.0),
        };
        let change = tiles.iter().map(change).fold(0.0, f64::max);
        let one = 2.0 * inset + labels + size + self.lines(1, f64::from(figure), 0.0) + change;
        rows as f64 * one + (rows as f64 - 1.0) * down
    }

    fn table_parts(
        &self,
        at: usize,
        table: &Table,
        (size, around): (f64, f64),
        width: f64,
        page: f64,
    ) -> (BlockFrame, Vec<Atom>) {
        let TableSize { over, rows, .. } = self.table(table, size, width);
        let mut costs: Vec<f64> = (0..rows.len()).map(|row| break_cost(&table.body, row)).collect();
        // What a comment is beside stays beside it, unless no page holds that.
        for (from, row) in table.body.iter().enumerate() {
            for cell in row.cells.iter().filter(|cell| cell.rowspan > 1) {
                let end = (from + cell.rowspan as usize).min(rows.len());
                let high: f64 = rows[from..end].iter().sum();
                let dear =
                    if cell.comment && over + high <= page { cost::TOTAL } else { cost::DEAR };
                costs[from + 1..end].iter_mut().for_each(|cost| *cost = cost.max(dear));
            }
        }
        let atoms = table.body.iter().zip(rows).zip(costs).enumerate();
        let atoms: Vec<_> = atoms
            .map(|(row, ((set, height), cost))| Atom {
                block: at,
                part: BlockPart::Row(row),
                height,
                gap: 0.0,
                cost: if row == 0 { cost::FREE } else { cost },
                blank: set.role == RowRole::Blank,
                marks: set
                    .cells
                    .iter()
                    .flat_map(|cell| &cell.lines)
                    .flat_map(|line| run_marks(&line.body))
                    .collect(),
            })
            .collect();
        (BlockFrame { air: (around, around), over, parts: atoms.len() }, atoms)
    }
}

/// Gives what a page's end before a row costs.
fn break_cost(rows: &[Row], at: usize) -> f64 {
    let (Some(row), Some(above)) = (rows.get(at), at.checked_sub(1).map(|above| &rows[above]))
    else {
        return cost::FREE;
    };
    match (above.role, row.role) {
        (RowRole::Heading, _) => cost::NEVER,
        (_, RowRole::Heading | RowRole::Blank) | (RowRole::Blank | RowRole::GrandTotal, _) => {
            cost::FREE
        }
        (_, RowRole::Subtotal | RowRole::Total | RowRole::GrandTotal) => cost::TOTAL,
        (RowRole::Total | RowRole::Subtotal, _) if row.level <= above.level => cost::LIGHT,
        _ if row.level > above.level => cost::DEAR,
        _ if row.level > 0 => cost::USUAL + cost::LIGHT,
        _ => cost::USUAL,
    }
}

fn point_marks(item: &ListItem) -> Vec<String> {
    let mut out = run_marks(&item.body);
    let below = |list: &List| list.items.iter().flat_map(point_marks).collect::<Vec<_>>();
    out.extend(item.lists.iter().flat_map(below));
    out
}

/// Parts a paragraph at the ends of its sentences.
fn sentences(body: &[Inline]) -> Vec<Vec<Inline>> {
    let mut out: Vec<Vec<Inline>> = vec![Vec::new()];
    let mut push = |span: Inline, ends: bool| {
        if let Some(last) = out.last_mut() {
            last.push(span);
        }
        if ends {
            out.push(Vec::new());
        }
    };
    for span in body {
        match span {
            Inline::Text { text } => {
                for Range { start, end } in sentence_ranges(text) {
                    push(Inline::text(&text[start..end]), end < text.len());
                }
            }
            Inline::Break => push(Inline::Break, false),
            other @ (Inline::Figure { .. }
            | Inline::Strong { .. }
            | Inline::Emphasis { .. }
            | Inline::Link { .. }
            | Inline::NoteRef { .. }) => push(other.clone(), false),
        }
    }
    out.retain(|sentence| !sentence.is_empty());
    out
}

/// Gives where the sentences of a text stand, each with the blank behind it.
fn sentence_ranges(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let stop = matches!(before, '.' | '!' | '?') && c == ' ';
        let end = at + c.len_utf8();
        if (stop || matches!(c, '。' | '！' | '？')) && end < text.len() {
            out.push(from..end);
            from = end;
        }
        before = c;
    }
    out.push(from..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_with_their_stops() {
        let text = "One of 1.5. Two! 三。四";
        let parts: Vec<_> = sentence_ranges(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(parts, ["One of 1.5. ", "Two! ", "三。", "四"]);
    }
}
