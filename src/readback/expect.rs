//! What each page must hold, and what it may hold.

use std::collections::{BTreeMap, BTreeSet};

use super::{numbers, runs};
use crate::source::hidden::PARTING;
use crate::view::{
    Block, Chart, DrawnShape, Inline, Layout, List, Page, Shown, Table, View, plain,
};

/// Something that is not as the view has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The file has another number of pages.
    Pages {
        /// In the view.
        expected: usize,
        /// In the file.
        found: usize,
    },
    /// A heading is not on its page.
    Heading {
        /// The page, from 1.
        page: usize,
        /// The heading.
        heading: String,
    },
    /// A figure is not on its page.
    Figure {
        /// The page, from 1.
        page: usize,
        /// The figure.
        text: String,
        /// The facts it prints.
        facts: Vec<String>,
    },
    /// A label of a chart is not on its page, or not as often as it is drawn.
    Label {
        /// The page, from 1.
        page: usize,
        /// The label.
        text: String,
    },
    /// Words are not on the page as they were set: a row, an item, a paragraph, a heading.
    Run {
        /// The page, from 1.
        page: usize,
        /// The words.
        text: String,
        /// Whether they are of the frame of the page: its running head, its foot.
        around: bool,
    },
    /// A word is on the page that the view does not hold.
    Word {
        /// The page, from 1.
        page: usize,
        /// The word.
        word: String,
    },
    /// A number is on the page that the view does not hold.
    Stray {
        /// The page, from 1.
        page: usize,
        /// The number.
        number: String,
    },
}

/// How a format has its charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartReading {
    /// In words and as a table; the drawing is a picture beside it.
    InWords,
    /// Drawn with text of its own.
    Drawn,
    /// Drawn so, with the words for those who do not see it.
    Written,
    /// Drawn so, with a table that can be unfolded.
    Unfolds,
}

/// Compares the words of each page with the view.
#[must_use]
pub fn compare(view: &View, found: &[String], charts: ChartReading) -> Vec<Lost> {
    if found.len() != view.pages.len() {
        return vec![Lost::Pages { expected: view.pages.len(), found: found.len() }];
    }
    let mut lost = Vec::new();
    for (page, text) in view.pages.iter().zip(found) {
        // Where a line is broken differs from reader to reader; the order of words does not.
        let tight = tight(text);
        let mut holder =
            Holder { page, words: Vec::new(), shown: Vec::new(), labels: Vec::new(), charts };
        holder.page(view);
        if !tight.contains(&self::tight(&page.title)) {
            lost.push(Lost::Heading { page: page.number, heading: page.heading.clone() });
        }
        lost.extend(runs::lost(view, page, charts, &tight));
        for shown in &holder.shown {
            if !tight.contains(&self::tight(&shown.text)) {
                let (text, facts) = (shown.text.clone(), shown.facts.clone());
                lost.push(Lost::Figure { page: page.number, text, facts });
            }
        }
        if charts != ChartReading::InWords {
            lost.extend(holder.lost_labels(text, &tight));
        }
        let known: BTreeSet<String> = holder.words.iter().flat_map(|w| numbers(w)).collect();
        let stray: BTreeSet<String> =
            numbers(text).into_iter().filter(|number| !known.contains(number)).collect();
        lost.extend(stray.into_iter().map(|number| Lost::Stray { page: page.number, number }));
        // The literals of Typst are words of its own language as well.
        if charts != ChartReading::Written {
            lost.extend(holder.strange_words(view, text));
        }
    }
    lost
}

/// Leaves blanks out, and what only parts a word at the end of a line: readers of PDF put them where
/// glyphs stand apart. Hyphens are one: fonts draw them with one shape, of which a PDF tells one
/// character.
pub(super) fn tight(text: &str) -> String {
    let seen = |c: &char| !c.is_whitespace() && *c != '\u{1}' && !PARTING.contains(c);
    let kept = text.chars().filter(seen);
    kept.map(|c| if matches!(c, '\u{2010}' | '\u{2011}') { '-' } else { c }).collect()
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

struct Holder<'a> {
    page: &'a Page,
    words: Vec<String>,
    shown: Vec<Shown>,
    labels: Vec<String>,
    charts: ChartReading,
}

impl Holder<'_> {
    /// Finds the labels of charts that are not on the page; a number must be there as often as
    /// labels and other figures hold it, so that one does not stand for another.
    fn lost_labels(&self, text: &str, tight: &str) -> Vec<Lost> {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for number in numbers(text) {
            *count.entry(number).or_default() += 1;
        }
        for number in self.shown.iter().flat_map(|shown| numbers(&shown.text)) {
            if let Some(left) = count.get_mut(&number) {
                *left = left.saturating_sub(1);
            }
        }
        let mut lost = Vec::new();
        for label in &self.labels {
            let there = numbers(label).iter().all(|number| match count.get_mut(number) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    true
                }
                Some(_) | None => false,
            });
            if !there || !tight.contains(&self::tight(label)) {
                lost.push(Lost::Label { page: self.page.number, text: label.clone() });
            }
        }
        lost
    }

    /// Finds words that the page has and the view does not: a text is no part of a look. A reader may
    /// part a word, and so each part of a known one is known.
    fn strange_words(&self, view: &View, text: &str) -> Vec<Lost> {
        let page = self.page;
        let own = [&page.title, &page.label, &page.part, &view.company, &view.short, &view.date];
        let around = view.words.values().chain([&view.subject, &view.theme.logo_alt]);
        let sections = view.sections.iter().flat_map(|section| [&section.number, &section.title]);
        let known = self.words.iter().chain(own).chain(around).chain(sections);
        let known: String = known.flat_map(|words| [letters(words), " ".to_owned()]).collect();
        let words: BTreeSet<&str> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().any(char::is_alphabetic) && !known.contains(&letters(word)))
            .collect();
        let lost_word = |word: &str| Lost::Word { page: page.number, word: word.to_owned() };
        words.into_iter().map(lost_word).collect()
    }

    fn page(&mut self, view: &View) {
        let page = self.page;
        for text in [&page.running, &page.heading, &page.subheading, &page.unit, &view.date_long] {
            self.words.push(text.clone());
        }
        self.words.extend([view.footer.text.clone(), view.mark.clone()]);
        self.words.push(view.title.clone());
        self.words.push(page.number.to_string());
        if page.layout == Layout::Agenda {
            for section in &view.sections {
                self.words.push(format!("{} {} {}", section.number, section.title, section.page));
                self.words.extend(section.pages.iter().map(|entry| entry.heading.clone()));
            }
        }
        for (_, note) in &page.footnotes {
            self.spans(note);
        }
        for block in page.slots.iter().flat_map(|slot| &slot.blocks) {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Table(table) => self.table(table),
            Block::List(list) => self.list(list),
            Block::Prose { body, .. } => self.spans(body),
            Block::Chart(chart) => self.chart(chart),
            Block::Tiles { tiles } => {
                for tile in tiles {
                    self.words.push(tile.label.clone());
                    self.spans(&tile.figure);
                    self.spans(&tile.change);
                }
            }
            Block::Notes { lines } => lines.iter().for_each(|line| self.spans(line)),
            Block::Image(image) => self.words.push(image.alt.clone()),
        }
    }

    fn table(&mut self, table: &Table) {
        self.words.push(table.caption.clone());
        self.words.extend(table.unit.clone());
        let cells = table.head.iter().chain(&table.body).flat_map(|row| &row.cells);
        for cell in cells {
            cell.lines.iter().for_each(|line| self.spans(&line.body));
            self.words.extend(cell.spark.iter().map(|spark| spark.alt.clone()));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.words.extend([chart.title.clone(), chart.alt.clone()]);
        self.words.extend(chart.unit.iter().chain(&chart.missing).cloned());
        for shape in &chart.shapes {
            match shape {
                DrawnShape::Label { text, .. } => {
                    self.words.push(text.clone());
                    self.labels.push(text.clone());
                }
                DrawnShape::Bar { tip, .. } | DrawnShape::Dot { tip, .. } => {
                    self.words.push(tip.clone());
                }
                DrawnShape::Rule { .. } | DrawnShape::Line { .. } | DrawnShape::Plate { .. } => {}
            }
        }
        let Some(table) = &chart.table else { return };
        let drawn = self.shown.len();
        self.table(table);
        if matches!(self.charts, ChartReading::Drawn | ChartReading::Written) && !chart.tabled {
            // The labels are its figures; the table need not be printed as well.
            self.shown.truncate(drawn);
        }
    }

    fn list(&mut self, list: &List) {
        for (number, item) in (list.start..).zip(&list.items) {
            if list.ordered {
                self.words.push(number.to_string());
            }
            self.spans(&item.body);
            item.lists.iter().for_each(|list| self.list(list));
        }
    }

    fn spans(&mut self, body: &[Inline]) {
        self.words.push(plain(body));
        for span in body {
            match span {
                Inline::Figure { shown } => self.figure(shown),
                Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                    self.spans(body);
                }
                Inline::Text { .. } | Inline::Break | Inline::NoteRef { .. } => {}
            }
        }
    }

    fn figure(&mut self, shown: &Shown) {
        self.words.push(shown.text.clone());
        self.shown.push(shown.clone());
    }
}
