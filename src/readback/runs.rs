//! Runs of words that a page must hold as they are: rows of tables, items, paragraphs, headings.
//!
//! A number that is somewhere on a page may stand in the wrong row, behind the wrong name or with
//! the wrong sign. So whole runs are looked for, and as often as the view has them.

use std::collections::{BTreeMap, BTreeSet};

use super::ChartReading;
use super::expect::{Lost, tight};
use crate::view::{
    Block, Cell, DrawnShape, HeaderScope, Inline, Layout, List, Page, Row, RowRole, Table, View,
};

/// Finds the runs that a page lacks, given its words without blanks.
pub(super) fn lost(view: &View, page: &Page, charts: ChartReading, words: &str) -> Vec<Lost> {
    let mut runs = Runs { charts, all: BTreeMap::new(), around: BTreeSet::new() };
    runs.page(page);
    runs.frame(view, page);
    let matches = |text: &str, run: &str| text.matches(run).count();
    let mut lost = Vec::new();
    for (run, (text, _)) in &runs.all {
        // A short run is also part of longer ones: `266` is in `Operating income 266 351`.
        let wanted: usize =
            runs.all.iter().map(|(other, (_, times))| matches(other, run) * times).sum();
        if matches(words, run) < wanted {
            let around = runs.around.contains(run);
            lost.push(Lost::Run { page: page.number, text: text.clone(), around });
        }
    }
    lost
}

/// Runs without blanks, each with how it reads and how often it is wanted.
struct Runs {
    charts: ChartReading,
    all: BTreeMap<String, (String, usize)>,
    /// Those that the frame of the page says, not the slide.
    around: BTreeSet<String>,
}

impl Runs {
    fn add(&mut self, text: String) {
        let run = tight(&text);
        if !run.is_empty() {
            self.all.entry(run).or_insert((text, 0)).1 += 1;
        }
    }

    fn add_around(&mut self, text: String) {
        self.around.insert(tight(&text));
        self.add(text);
    }

    fn page(&mut self, page: &Page) {
        self.add(page.subheading.clone());
        match page.layout {
            // They are titled by the deck or their section, and have no head.
            Layout::Cover | Layout::Divider => {}
            Layout::Agenda | Layout::Rows | Layout::Columns | Layout::Closing => {
                self.add(page.heading.clone());
                self.add(page.unit.clone());
                if self.charts != ChartReading::InWords && page.running != page.heading {
                    self.add_around(page.running.clone());
                }
            }
        }
        for (mark, note) in &page.footnotes {
            self.add(format!("{mark} {}", words(note)));
        }
        for block in page.slots.iter().flat_map(|slot| &slot.blocks) {
            self.block(block);
        }
    }

    /// What is around the slide: the number of its page, and the sections on the agenda.
    fn frame(&mut self, view: &View, page: &Page) {
        let word = view.words.get("page").map_or("", String::as_str);
        let at = |number: usize| match self.charts {
            ChartReading::Unfolds => format!("{word} {number}"),
            ChartReading::Drawn => number.to_string(),
            // They have no pages.
            ChartReading::InWords | ChartReading::Written => String::new(),
        };
        let folio = at(page.number);
        let sections = view.sections.iter().filter(|section| !section.number.is_empty());
        let sections: Vec<_> =
            sections.map(|section| format!("{} {}", section.title, at(section.page))).collect();
        if page.layout != Layout::Cover && !folio.is_empty() {
            let before =
                if self.charts == ChartReading::Drawn { view.footer.text.as_str() } else { "" };
            self.add_around(format!("{before} {folio}"));
        }
        if page.layout == Layout::Agenda && page.slots.iter().all(|slot| slot.blocks.is_empty()) {
            for section in sections {
                self.add(section);
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(table) => self.table(table),
            Block::List(list) => self.list(list),
            Block::Prose { body, .. } => self.add(words(body)),
            Block::Chart(chart) => {
                self.add(chart.title.clone());
                if let Some(missing) = &chart.missing {
                    self.add(missing.clone());
                }
                if self.charts != ChartReading::InWords {
                    // They are written as they are drawn, one behind the other.
                    let label = |shape: &DrawnShape| match shape {
                        DrawnShape::Label { text, .. } => Some(text.clone()),
                        DrawnShape::Bar { .. }
                        | DrawnShape::Rule { .. }
                        | DrawnShape::Line { .. }
                        | DrawnShape::Dot { .. }
                        | DrawnShape::Plate { .. } => None,
                    };
                    let labels: Vec<_> = chart.shapes.iter().filter_map(label).collect();
                    self.add(labels.join(" "));
                }
                if matches!(self.charts, ChartReading::InWords | ChartReading::Written) {
                    self.add(chart.alt.clone());
                }
                if self.charts == ChartReading::Written && !chart.tabled {
                    self.add(chart.figure_list.clone());
                }
                let unfolds = self.charts == ChartReading::Unfolds && !chart.tabled;
                if let Some(table) = chart.table.as_ref().filter(|_| unfolds) {
                    // What the table unfolds from is named as the chart, and so is the table.
                    self.add(chart.title.clone());
                    self.add(table.caption.clone());
                }
                match (&chart.table, self.charts) {
                    (Some(table), _) if chart.tabled => self.table(table),
                    (Some(table), ChartReading::InWords | ChartReading::Unfolds) => {
                        self.rows(table);
                    }
                    (Some(_) | None, _) => {}
                }
            }
            Block::Tiles { tiles } => {
                for tile in tiles {
                    self.add(tile.label.clone());
                    self.add(words(&tile.figure));
                    self.add(words(&tile.change));
                }
            }
            Block::Notes { lines } => lines.iter().for_each(|line| self.add(words(line))),
            Block::Image(_) => {}
        }
    }

    fn table(&mut self, table: &Table) {
        if table.captioned {
            self.add(table.caption.clone());
        }
        self.add(table.unit.clone().unwrap_or_default());
        self.rows(table);
    }

    fn rows(&mut self, table: &Table) {
        for row in &table.head {
            if self.charts == ChartReading::InWords && table.head.len() > 1 {
                // Markdown has one header row, into which several are joined column by column.
                let cells = row.cells.iter().filter(|cell| !cell.comment);
                cells.for_each(|cell| self.add(cell_words(cell)));
            } else {
                self.row(row);
            }
        }
        table.body.iter().for_each(|row| self.row(row));
    }

    /// What a row says from left to right; what spans rows, and comments, may stand elsewhere.
    fn row(&mut self, row: &Row) {
        let apart = |cell: &&Cell| {
            cell.comment
                || cell.rowspan > 1
                || cell.scope == HeaderScope::Rowgroup
                || cell.spark.is_some()
        };
        let together = row.cells.iter().filter(|cell| !apart(cell));
        let together: Vec<String> = together.map(cell_words).collect();
        self.add(together.join(" "));
        for cell in row.cells.iter().filter(apart) {
            // A chart in a cell is drawn in the place of its words, and Markdown sets comments below
            // the table, as a list of its own, without their header.
            let in_words = self.charts == ChartReading::InWords;
            if (cell.spark.is_some() && !in_words)
                || (cell.comment && in_words && row.role == RowRole::Head)
            {
                continue;
            }
            for line in &cell.lines {
                // Markdown may list it with marks of its own.
                let mark = if in_words { "" } else { line.mark };
                self.add(format!("{mark}{}", words(&line.body)));
            }
        }
    }

    fn list(&mut self, list: &List) {
        for item in &list.items {
            self.add(words(&item.body));
            item.lists.iter().for_each(|list| self.list(list));
        }
    }
}

fn cell_words(cell: &Cell) -> String {
    cell.lines.iter().map(|line| words(&line.body)).collect::<Vec<_>>().join(" ")
}

/// The words of a run with the calls of its footnotes.
fn words(body: &[Inline]) -> String {
    let mut out = String::new();
    for span in body {
        match span {
            Inline::Text { text } => out.push_str(text),
            Inline::Figure { shown } => out.push_str(&shown.text),
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                out.push_str(&words(body));
            }
            Inline::Break => out.push(' '),
            Inline::NoteRef { mark } => out.push_str(mark),
        }
    }
    out
}
