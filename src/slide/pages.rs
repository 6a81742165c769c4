//! From slides to pages: their numbers and ids, and slides that fill several pages.

use std::collections::HashSet;

use super::footnotes::SetNote;
use super::number::{Numbering, Titles};
use super::paging::{self, Around};
use super::{Head, Setting, Slide, SlideContext};
use crate::code;
use crate::diag::{Finding, Report};
use crate::view::{Block, DeckSection, Inline, Layout, OutlineEntry, Page, Slot, marks};

/// Lays out all slides, each with its place in the source, from 0.
pub fn lay_out<'s>(
    slides: impl Iterator<Item = (usize, &'s Slide)>,
    setting: Setting<'_>,
    report: &mut Report,
) -> (Vec<Page>, Vec<DeckSection>) {
    let mut numbering = Numbering::default();
    let mut pages: Vec<Page> = Vec::new();
    let mut ids = HashSet::new();
    for (place, slide) in slides {
        let kind = slide.kind();
        if let Some(title) = kind.section() {
            numbering.section(title, pages.len() + 1);
        }
        let mut one = SlideContext::new(setting, kind.head(), &mut *report);
        // Marks are set as they appear: the title stands first.
        let marked = kind.head().title.as_ref().map(|title| one.words(title));
        let Some(mut body) = kind.lay(&mut one) else { continue };
        let footnotes = one.finish();
        let titles = numbering.titles(kind, marked, setting);
        let unit = super::units::state_units(&mut body.slots, kind.head().unit.as_deref(), setting);
        let around = Around {
            titles: &titles,
            unit: &unit,
            notes: &footnotes,
            step: kind.head().step(),
            card: kind.is_card(),
        };
        let bodies = paging::pages(body, &around, setting);
        let count = bodies.len();
        let going_on = titles.going_on(setting);
        for (at, body) in bodies.into_iter().enumerate() {
            let number = pages.len() + 1;
            let titles = if at > 0 { going_on.clone() } else { titles.clone() };
            let id = page_id(kind.head(), slide.key(), &titles, number, &mut ids, report);
            let mut slots = body.slots;
            name_charts(&id, &mut slots);
            let footnotes = of_page(&footnotes, &slots, count);
            let page = Page {
                id: id.clone(),
                number,
                kind: slide.key(),
                layout: body.layout,
                running: numbering.running(kind, setting),
                label: titles.label,
                title: titles.title,
                part: titles.part,
                heading: titles.heading.clone(),
                subheading: body.subheading,
                unit: unit.clone(),
                step: kind.head().step(),
                slots,
                footnotes,
                slide: place,
                span: kind.span(),
            };
            numbering.page(kind, OutlineEntry { id, heading: titles.outline, page: number });
            pages.push(page);
        }
    }
    (pages, numbering.sections)
}

/// Gives the footnotes of one of so many pages of a slide: those that are called on it.
fn of_page(all: &[SetNote], slots: &[Slot], pages: usize) -> Vec<(String, Vec<Inline>)> {
    let mut called: HashSet<&str> = HashSet::new();
    for block in slots.iter().flat_map(|slot| &slot.blocks) {
        block.each_run(&mut |run| called.extend(marks(run)));
    }
    let mut out = Vec::new();
    for note in all {
        if pages == 1 || note.around || called.contains(note.mark.as_str()) {
            called.extend(marks(&note.body));
            out.push((note.mark.clone(), note.body.clone()));
        }
    }
    out
}

/// Names each chart after its page.
pub fn name_charts(page: &str, slots: &mut [Slot]) {
    let blocks = slots.iter_mut().flat_map(|slot| &mut slot.blocks);
    let charts = blocks.filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        Block::Table(_)
        | Block::List(_)
        | Block::Prose { .. }
        | Block::Tiles { .. }
        | Block::Image(_)
        | Block::Notes { .. } => None,
    });
    for (at, chart) in charts.enumerate() {
        chart.id = format!("{page}-chart-{}", at + 1);
    }
}

fn page_id(
    head: &Head,
    kind: &str,
    titles: &Titles,
    number: usize,
    taken: &mut HashSet<String>,
    report: &mut Report,
) -> String {
    let id = match &head.id {
        Some(id) => {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if !id.value.chars().all(plain)
                || !id.value.starts_with(|c: char| c.is_ascii_lowercase())
            {
                let help = "Use lower case letters, digits and `-`, starting with a letter";
                let message = format!("`{}` cannot name a slide", id.value);
                report.push(Finding::new(code::BAD_NAME, message, id.span).help(help));
            }
            if titles.continued {
                return claim(format!("{}-p{number}", id.value), taken);
            }
            if taken.contains(&id.value) {
                let message = format!("two slides are called `{}`", id.value);
                let finding = Finding::new(code::DUPLICATE_KEY, message, id.span);
                report.push(finding.help("Give one of the two another `id`"));
            }
            id.value.clone()
        }
        None => {
            // "II-4. ... (2) ..." is `ii-4-2`.
            let label = titles.label.trim_end_matches('.').to_lowercase();
            let base = match (label.as_str(), titles.part_at) {
                ("", _) => kind.to_owned(),
                (label, 0) => label.to_owned(),
                (label, part) => format!("{label}-{part}"),
            };
            if taken.contains(&base) { format!("{base}-p{number}") } else { base }
        }
    };
    claim(id, taken)
}

fn claim(id: String, taken: &mut HashSet<String>) -> String {
    taken.insert(id.clone());
    id
}

/// Arrangement by the number of slots.
#[must_use]
pub(super) fn arranged(slots: usize) -> Layout {
    if slots > 1 { Layout::Columns } else { Layout::Rows }
}
