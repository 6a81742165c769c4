//! Parity: every language shows the same slides, tables, lists and notes.

use crate::code;
use crate::diag::{Finding, Report};
use crate::view::{Block, List, Page, RowRole, View};

/// Compares a deck with the one in its own language, slide by slide: one may fill more pages in a language of
/// longer words.
pub fn parity(own: &View, other: &View, report: &mut Report) {
    let lang = &other.lang;
    let [ours, theirs] = [own, other].map(|view| view.slides().collect::<Vec<_>>());
    if ours.len() != theirs.len()
        && let Some(page) = own.pages.first()
    {
        let text = format!(
            "the deck has {} slides in {lang}, and {} in {}",
            theirs.len(),
            ours.len(),
            own.lang
        );
        let finding = Finding::new(code::PARITY, text, page.span);
        report.push(finding.help("Keep lists, tables and notes as they are in the source"));
    }
    for (a, b) in ours.into_iter().zip(theirs) {
        let several = a.len() > 1 || b.len() > 1;
        let [here, there] = [a, b].map(|pages| {
            let shape = Page::joined(pages).map(|page| shape(&page)).unwrap_or_default();
            if several { whole(shape) } else { shape }
        });
        let Some(page) = a.first().filter(|_| here != there) else { continue };
        let (what, a_count, b_count) = first_difference(&here, &there);
        let text = format!(
            "{} has {b_count} {what} in {lang}, and {a_count} in {}",
            page.name(),
            own.lang
        );
        let finding = Finding::new(code::PARITY, text, page.span);
        report.push(finding.help("Keep lists, tables and notes as they are in the source"));
    }
}

/// What a slide holds, counted by name, wherever its pages end.
fn whole(shape: Vec<(&'static str, usize)>) -> Vec<(&'static str, usize)> {
    let mut out: Vec<(&'static str, usize)> = Vec::new();
    for (what, count) in shape {
        // A page repeats the columns of its table, and may end within a paragraph.
        if matches!(what, "slots" | "columns of a table" | "paragraphs") {
            continue;
        }
        match out.iter_mut().find(|(known, _)| *known == what) {
            Some((_, sum)) => *sum += count,
            None => out.push((what, count)),
        }
    }
    out
}

/// What a page holds, counted by name, in a fixed order.
fn shape(page: &Page) -> Vec<(&'static str, usize)> {
    // What is compared year on year is told in as many notes as the language has words for it.
    let marked = page.footnotes.iter().filter(|(mark, _)| !mark.is_empty()).count();
    let mut out = vec![("slots", page.slots.len()), ("marked footnotes", marked)];
    for block in page.slots.iter().flat_map(|slot| &slot.blocks) {
        match block {
            Block::Table(table) => {
                // A blank is nothing at the head of a page.
                let rows = table.body.iter().filter(|row| row.role != RowRole::Blank);
                out.push(("rows of a table", rows.count()));
                out.push(("columns of a table", table.columns.len()));
            }
            Block::List(list) => out.push(("points of a list", points(list))),
            Block::Prose { .. } => out.push(("paragraphs", 1)),
            Block::Chart(chart) => {
                let rows = chart.table.as_ref().map_or(0, |table| table.body.len());
                out.push(("rows of a chart", rows));
            }
            Block::Tiles { tiles } => out.push(("tiles", tiles.len())),
            Block::Image(_) => out.push(("images", 1)),
            Block::Notes { lines } => out.push(("notes", lines.len())),
        }
    }
    let figures = page.figures();
    out.push(("figures", figures.len()));
    let facts = figures.iter().map(|shown| shown.facts.len()).sum();
    out.push(("cited facts", facts));
    out
}

fn points(list: &List) -> usize {
    list.items.iter().map(|item| 1 + item.lists.iter().map(points).sum::<usize>()).sum()
}

fn first_difference(
    here: &[(&'static str, usize)],
    there: &[(&'static str, usize)],
) -> (&'static str, usize, usize) {
    let pair = here.iter().zip(there).find(|(a, b)| a != b);
    pair.map_or(("blocks", here.len(), there.len()), |(a, b)| {
        if a.0 == b.0 { (a.0, a.1, b.1) } else { ("blocks", here.len(), there.len()) }
    })
}
