//! Parity: every language shows the same slides, tables, lists and notes.

use crate::code;
use crate::diag::{Finding, Report};
use crate::view::{Block, List, Page, View};

/// Compares a deck with the one in its own language, page by page.
pub fn parity(own: &View, other: &View, report: &mut Report) {
    let lang = &other.lang;
    if own.pages.len() != other.pages.len()
        && let Some(page) = own.pages.first()
    {
        let text = format!(
            "the deck has {} pages in {lang}, and {} in {}",
            other.pages.len(),
            own.pages.len(),
            own.lang
        );
        let finding = Finding::new(code::PARITY, text, page.span);
        report.push(finding.help("Keep lists, tables and notes as they are in the source"));
    }
    for (a, b) in own.pages.iter().zip(&other.pages) {
        let (here, there) = (shape(a), shape(b));
        if here != there {
            let (what, a_count, b_count) = first_difference(&here, &there);
            let text = format!(
                "{} has {b_count} {what} in {lang}, and {a_count} in {}",
                a.name(),
                own.lang
            );
            let finding = Finding::new(code::PARITY, text, a.span);
            report.push(finding.help("Keep lists, tables and notes as they are in the source"));
        }
    }
}

/// What a page holds, counted by name, in a fixed order.
fn shape(page: &Page) -> Vec<(&'static str, usize)> {
    // What is compared year on year is told in as many notes as the language has words for it.
    let marked = page.footnotes.iter().filter(|(mark, _)| !mark.is_empty()).count();
    let mut out = vec![("slots", page.slots.len()), ("marked footnotes", marked)];
    for block in page.slots.iter().flat_map(|slot| &slot.blocks) {
        match block {
            Block::Table(table) => {
                out.push(("rows of a table", table.body.len()));
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
