//! Marks: what changed on a page, bracketed in its texts by characters that nothing else uses.

use similar::DiffTag;

use super::words::{aligned, cut};
use crate::view::{Block, Cell, DrawnShape, Inline, List, Page, Table, View};

/// Characters that bracket what changed, in running text and in drawings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    text: (char, char),
    drawn: (char, char),
}

impl Marks {
    /// Chooses private characters that stand nowhere in the decks.
    pub(super) fn free(views: &[&View]) -> Self {
        let all =
            |view: &&View| serde_json::json!({ "frame": view, "pages": view.pages }).to_string();
        let said: String = views.iter().map(all).collect();
        let mut free = ('\u{e002}'..='\u{f8ff}').filter(|c| !said.contains(*c));
        let mut next = || free.next().unwrap_or('\u{fffd}');
        Self { text: (next(), next()), drawn: (next(), next()) }
    }

    /// Puts elements in the place of the brackets.
    pub(super) fn set(self, html: &str, name: &str) -> String {
        let ((open, close), (drawn, end)) = (self.text, self.drawn);
        html.replace(open, &format!("<{name}>"))
            .replace(close, &format!("</{name}>"))
            .replace(drawn, &format!("<tspan class=\"{name}\">"))
            .replace(end, "</tspan>")
    }
}

/// A text of a page that is shown as text.
struct MarkSpot<'a> {
    text: &'a mut String,
    drawn: bool,
    whole: bool,
}

/// Brackets what differs between two pages in both; tells whether anything does.
pub(super) fn mark(old: &mut Page, new: &mut Page, marks: Marks) -> bool {
    let (mut left, mut right) = (spots(old), spots(new));
    let (one, other) = (words(&left), words(&right));
    let keys =
        |all: &[(usize, String)]| all.iter().map(|(_, word)| word.clone()).collect::<Vec<_>>();
    let mut out = vec![false; one.len()];
    let mut added = vec![false; other.len()];
    for (tag, from, to) in aligned(&keys(&one), &keys(&other)) {
        if tag != DiffTag::Equal {
            out[from].fill(true);
            added[to].fill(true);
        }
    }
    let changed = out.iter().chain(&added).any(|one| *one);
    bracket(&mut left, &one, out, marks);
    bracket(&mut right, &other, added, marks);
    changed
}

/// Cuts the texts into words; between two texts stands an empty one.
fn words(spots: &[MarkSpot<'_>]) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (at, spot) in spots.iter().enumerate() {
        if spot.whole {
            out.push((at, spot.text.clone()));
        } else {
            out.extend(cut(spot.text).into_iter().map(|word| (at, word.to_owned())));
        }
        out.push((at, String::new()));
    }
    out
}

fn bracket(spots: &mut [MarkSpot<'_>], words: &[(usize, String)], mut on: Vec<bool>, marks: Marks) {
    // Blanks between changed words are changed with them.
    for at in 1..words.len().saturating_sub(1) {
        let here = words[at - 1].0 == words[at + 1].0;
        if here && words[at].1.trim().is_empty() && on[at - 1] && on[at + 1] {
            on[at] = !words[at - 1].1.is_empty() && !words[at + 1].1.is_empty();
        }
    }
    let mut texts = vec![String::new(); spots.len()];
    let mut open = false;
    for (at, (spot, word)) in words.iter().enumerate() {
        let (start, end) = if spots[*spot].drawn { marks.drawn } else { marks.text };
        let text = &mut texts[*spot];
        let on = on[at] && !word.is_empty();
        if on && !open {
            text.push(start);
        } else if !on && open {
            text.push(end);
        }
        open = on;
        text.push_str(word);
    }
    for (spot, text) in spots.iter_mut().zip(texts) {
        *spot.text = text;
    }
}

fn spots(page: &mut Page) -> Vec<MarkSpot<'_>> {
    let mut out = Vec::new();
    let Page { running, title, part, unit, subheading, slots, footnotes, .. } = page;
    for text in [running, title, part, unit, subheading] {
        out.push(MarkSpot { text, drawn: false, whole: false });
    }
    for block in slots.iter_mut().flat_map(|slot| &mut slot.blocks) {
        of_block(block, &mut out);
    }
    for (_, note) in footnotes {
        of_spans(note, &mut out);
    }
    out
}

fn of_block<'a>(block: &'a mut Block, out: &mut Vec<MarkSpot<'a>>) {
    match block {
        Block::Table(table) => of_table(table, out),
        Block::List(list) => of_list(list, out),
        Block::Prose { body, .. } => of_spans(body, out),
        Block::Chart(chart) => {
            for shape in &mut chart.shapes {
                if let DrawnShape::Label { text, .. } = shape {
                    out.push(MarkSpot { text, drawn: true, whole: true });
                }
            }
            chart.table.iter_mut().for_each(|table| of_table(table, out));
        }
        Block::Tiles { tiles } => {
            for tile in tiles {
                out.push(MarkSpot { text: &mut tile.label, drawn: false, whole: false });
                of_spans(&mut tile.figure, out);
                of_spans(&mut tile.change, out);
            }
        }
        Block::Notes { lines } => lines.iter_mut().for_each(|line| of_spans(line, out)),
        Block::Image(_) => {}
    }
}

fn of_table<'a>(table: &'a mut Table, out: &mut Vec<MarkSpot<'a>>) {
    for row in table.head.iter_mut().chain(&mut table.body) {
        row.cells.iter_mut().for_each(|cell| of_cell(cell, out));
    }
}

fn of_cell<'a>(cell: &'a mut Cell, out: &mut Vec<MarkSpot<'a>>) {
    cell.lines.iter_mut().for_each(|line| of_spans(&mut line.body, out));
}

fn of_list<'a>(list: &'a mut List, out: &mut Vec<MarkSpot<'a>>) {
    for item in &mut list.items {
        of_spans(&mut item.body, out);
        item.lists.iter_mut().for_each(|list| of_list(list, out));
    }
}

fn of_spans<'a>(body: &'a mut [Inline], out: &mut Vec<MarkSpot<'a>>) {
    for span in body {
        match span {
            Inline::Text { text } => out.push(MarkSpot { text, drawn: false, whole: false }),
            Inline::Figure { shown } => {
                out.push(MarkSpot { text: &mut shown.text, drawn: false, whole: true });
            }
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                of_spans(body, out);
            }
            Inline::Break | Inline::NoteRef { .. } => {}
        }
    }
}
