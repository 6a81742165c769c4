//! What a slide holds more than a page does goes on by itself on further pages.
//!
//! Enters: the body of a slide, laid out as if its page had no end. Leaves: one body a page. Heights are
//! measured from the geometry and the widths of letters before anything is set, so pages are the same in
//! every format, and what is measured wrongly the typesetter finds in the end as an overflow.
//!
//! How much is known of a page before it is set stands in `view::Geometry`; where pages end, in `breaks`.
#![expect(clippy::float_arithmetic, reason = "geometry")]

mod block;
mod breaks;
mod cut;
mod flow;
mod raster;
mod room;
mod ruler;
mod size;

use std::collections::BTreeSet;
use std::ops::Range;

use super::footnotes::SetNote;
use super::grid::blank_row;
use super::number::Titles;
use super::{Body, Setting};
use crate::view::{Block, Layout, List, Slot, Table};
use block::{Atom, BlockFrame, BlockPart, TextSet, cost};
use breaks::{PageFill, cheapest};
use flow::PlacedRange;
use room::Room;
use ruler::Ruler;

/// Pages that are less high than so many lines are left to overflow: their notes or titles take it all.
const LEAST_LINES: f64 = 6.0;
/// How much the typesetter lets pass.
const TOLERANCE: f64 = 1.0;

/// What stands around the body of a slide, on each of its pages.
pub(super) struct Around<'a> {
    /// Its titles.
    pub(super) titles: &'a Titles,
    /// The unit of its figures; may be empty.
    pub(super) unit: &'a str,
    /// Its footnotes.
    pub(super) notes: &'a [SetNote],
    /// Step of the type scale.
    pub(super) step: u8,
    /// Whether it is an address, which is no text that goes on.
    pub(super) card: bool,
}

/// Gives the pages of a slide: one, unless it holds more.
pub(super) fn pages(mut body: Body, around: &Around<'_>, setting: Setting<'_>) -> Vec<Body> {
    let paged = match body.layout {
        Layout::Cover | Layout::Agenda | Layout::Divider => false,
        Layout::Closing => !around.card,
        Layout::Rows | Layout::Columns => true,
    };
    if !paged {
        return vec![body];
    }
    let ruler = Ruler::new(setting);
    let set = text_set(ruler, &body, around.step);
    let widths = slot_widths(ruler, &body);
    for (slot, width) in body.slots.iter_mut().zip(&widths) {
        raster::share(ruler, slot, set.size, *width);
    }
    let mut room = Room::new(ruler, &body, around, setting);
    let lanes = lanes(ruler, &body, set, &widths, room.whole);
    let fits = lanes.iter().all(|lane| {
        let all = 0..lane.atoms.len();
        lane.height(all.clone()) <= room.left(&lane.marks(all), lanes.len() > 1) + TOLERANCE
    });
    let least = ruler.lines(1, set.size, 0.0) * LEAST_LINES;
    room.goes_on();
    if fits || room.left(&BTreeSet::new(), lanes.len() > 1) < least {
        return vec![level(ruler, body, set, &widths)];
    }
    let ends = ends(&lanes, &room, &body);
    let plans = flow::plans(&lanes, &ends, &room, (&body, &widths));
    if plans.len() < 2 {
        return vec![level(ruler, body, set, &widths)];
    }
    for (slot, width) in body.slots.iter_mut().zip(&widths) {
        for table in slot.blocks.iter_mut().filter_map(Block::table_mut) {
            raster::fix(ruler, table, set.size, *width);
        }
    }
    let page = |plan: &Vec<PlacedRange>| {
        let mut slots: Vec<_> = body
            .slots
            .iter()
            .map(|slot| Slot { weight: slot.weight, blocks: Vec::new() })
            .collect();
        for placed in plan {
            lanes[placed.lane].fill(&body, placed, &mut slots);
        }
        if body.layout != Layout::Columns {
            slots.retain(|slot| !slot.blocks.is_empty());
        }
        Body { slots, ..body.clone() }
    };
    let mut bodies: Vec<_> = plans.iter().map(page).collect();
    raster::set_alike(&mut bodies);
    if let Some(end) = bodies.pop() {
        bodies.push(level(ruler, end, set, &widths));
    }
    bodies
}

/// Gives the height that is reckoned of each slot of a page.
#[cfg(test)]
pub(crate) fn slot_heights(page: &crate::view::Page, setting: Setting<'_>) -> Vec<f64> {
    let ruler = Ruler::new(setting);
    let body = Body::new(page.layout, page.slots.clone());
    let set = text_set(ruler, &body, page.step);
    let widths = slot_widths(ruler, &body);
    let slots = page.slots.iter().zip(widths).enumerate();
    let height = |(at, (slot, width))| {
        let mut lane = Lane { atoms: Vec::new(), frames: Vec::new(), places: Vec::new() };
        lane.push(ruler, (at, slot), set, (width, f64::INFINITY));
        lane.height(0..lane.atoms.len())
    };
    slots.map(height).collect()
}

fn text_set(ruler: Ruler<'_>, body: &Body, step: u8) -> TextSet {
    let (sizes, lines) = (ruler.geometry.sizes, ruler.geometry.lines);
    if body.layout == Layout::Closing {
        let size = f64::from(sizes.small_print[usize::from(step > 0)]);
        TextSet { size, prose: lines.small_print }
    } else {
        let size = f64::from(sizes.steps[usize::from(step).min(2)]);
        TextSet { size, prose: lines.paragraph }
    }
}

/// Gives the width of each slot.
fn slot_widths(ruler: Ruler<'_>, body: &Body) -> Vec<f64> {
    let text = f64::from(ruler.geometry.text_width());
    let of = |slot: &Slot| match body.layout {
        Layout::Closing => f64::from(ruler.geometry.cards.measure),
        Layout::Columns => {
            let gutters =
                body.slots.iter().skip(1).map(|_| f64::from(ruler.geometry.gutters.slots));
            let all: u32 = body.slots.iter().map(|slot| slot.weight).sum();
            (text - gutters.sum::<f64>()) * f64::from(slot.weight) / f64::from(all.max(1))
        }
        Layout::Cover | Layout::Agenda | Layout::Divider | Layout::Rows => text,
    };
    body.slots.iter().map(of).collect()
}

/// What follows from top to bottom: the slots of a slide, or one of those side by side.
struct Lane {
    atoms: Vec<Atom>,
    frames: Vec<BlockFrame>,
    /// The slot of each block, and its place there.
    places: Vec<(usize, usize)>,
}

fn lanes(ruler: Ruler<'_>, body: &Body, set: TextSet, widths: &[f64], page: f64) -> Vec<Lane> {
    let slots: Vec<_> = body.slots.iter().zip(widths).enumerate().collect();
    let of = |slots: &[(usize, (&Slot, &f64))]| {
        let mut lane = Lane { atoms: Vec::new(), frames: Vec::new(), places: Vec::new() };
        for (at, (slot, width)) in slots {
            lane.push(ruler, (*at, slot), set, (**width, page));
        }
        lane
    };
    match body.layout {
        Layout::Columns => slots.chunks(1).map(of).collect(),
        Layout::Cover | Layout::Agenda | Layout::Divider | Layout::Rows | Layout::Closing => {
            vec![of(&slots)]
        }
    }
}

impl Lane {
    fn push(
        &mut self,
        ruler: Ruler<'_>,
        (at, slot): (usize, &Slot),
        set: TextSet,
        (width, page): (f64, f64),
    ) {
        let mut block = 0;
        let mut headed = false;
        while block < slot.blocks.len() {
            let run = slot.blocks[block..].iter().take_while(|one| one.chart().is_some()).count();
            let (across, width) = ruler.charts_across(width, run);
            for nth in 0..run.max(1) {
                let one = &slot.blocks[block + nth];
                let number = self.frames.len();
                let (frame, mut atoms) = ruler.parts((number, one), set, width, page);
                // Charts that follow each other stand side by side: the first of a row counts.
                if nth % across != 0 {
                    for atom in &mut atoms {
                        (atom.height, atom.cost, atom.blank) = (0.0, cost::NEVER, true);
                    }
                }
                // A heading stays with what it is over, small print with what is above.
                let stays = headed || matches!(one, Block::Notes { .. });
                if let Some(first) = atoms.first_mut().filter(|_| stays) {
                    first.cost = cost::NEVER;
                }
                headed = matches!(one, Block::Prose { level: 1.., .. });
                self.frames.push(frame);
                self.places.push((at, block + nth));
                self.atoms.extend(atoms);
            }
            block += run.max(1);
        }
    }

    /// Gives the height of some parts on a page of their own.
    fn height(&self, range: Range<usize>) -> f64 {
        let mut page = PageFill::default();
        self.atoms[range].iter().for_each(|atom| page.add(atom, &self.frames));
        page.height
    }

    fn marks(&self, range: Range<usize>) -> BTreeSet<&str> {
        self.atoms[range].iter().flat_map(|atom| &atom.marks).map(String::as_str).collect()
    }

    /// Puts some parts into the slots of a page.
    fn fill(&self, body: &Body, placed: &PlacedRange, slots: &mut [Slot]) {
        for parts in self.atoms[placed.parts.clone()].chunk_by(|a, b| a.block == b.block) {
            let Some(first) = parts.first() else { continue };
            let (slot, block) = self.places[first.block];
            let Some(whole) = body.slots[slot].blocks.get(block) else { continue };
            slots[placed.slot.unwrap_or(slot)].blocks.extend(part_of(whole, parts));
        }
    }
}

/// Gives what of a block stands on a page.
fn part_of(whole: &Block, parts: &[Atom]) -> Option<Block> {
    let rows = |part: &Atom| match part.part {
        BlockPart::Row(at) | BlockPart::Point(at) => Some(at),
        BlockPart::Whole | BlockPart::Sentence(_) => None,
    };
    let from = parts.iter().find(|part| !part.blank).and_then(rows);
    let until = parts.iter().rev().find(|part| !part.blank).and_then(rows);
    match (whole, from.zip(until)) {
        (Block::Table(table), Some((from, end))) => {
            Some(Block::Table(cut::cut(table, from..end + 1)))
        }
        (Block::List(list), Some((from, end))) => {
            let items = list.items[from..=end].to_vec();
            Some(Block::List(List { start: list.start + from, items, ..*list }))
        }
        (Block::Prose { level, body }, None) => {
            let said = |part: &Atom| match &part.part {
                BlockPart::Sentence(body) => body.clone(),
                BlockPart::Whole | BlockPart::Row(_) | BlockPart::Point(_) => body.clone(),
            };
            Some(Block::Prose { level: *level, body: parts.iter().flat_map(said).collect() })
        }
        // Blanks alone are nothing.
        (Block::Table(table), None) if !table.body.is_empty() => None,
        _ => Some(whole.clone()),
    }
}

/// Gives the parts of each page, for each lane.
fn ends(lanes: &[Lane], room: &Room, body: &Body) -> Vec<Vec<Range<usize>>> {
    let several = lanes.len() > 1;
    if raster::level_tables(body).is_some() {
        // Tables side by side break at one row; a shorter one ends with the row it has.
        let mut by_length: Vec<_> = lanes.iter().collect();
        by_length.sort_by_key(|lane| std::cmp::Reverse(lane.atoms.len()));
        let Some((longest, others)) = by_length.split_first() else { return Vec::new() };
        let mut longest = Lane {
            atoms: longest.atoms.clone(),
            frames: longest.frames.clone(),
            places: Vec::new(),
        };
        for lane in others {
            for (most, atom) in longest.atoms.iter_mut().zip(&lane.atoms) {
                most.height = most.height.max(atom.height);
                most.cost = most.cost.max(atom.cost);
                most.blank &= atom.blank;
            }
            for (most, frame) in longest.frames.iter_mut().zip(&lane.frames) {
                most.over = most.over.max(frame.over);
            }
        }
        let one = cheapest(&longest, room, several);
        let of = |lane: &Lane| {
            let rows = lane.atoms.len();
            one.iter().map(|page| page.start.min(rows)..page.end.min(rows)).collect()
        };
        return lanes.iter().map(of).collect();
    }
    lanes.iter().map(|lane| cheapest(lane, room, several)).collect()
}

/// Sets the last rows of tables side by side at one height: as many blank rows stand above that of the lower one
/// as have room, and what is left stays free.
fn level(ruler: Ruler<'_>, mut body: Body, set: TextSet, widths: &[f64]) -> Body {
    let Some(tables) = raster::level_tables(&body) else { return body };
    let above = |table: &Table, width: f64| {
        let size = ruler.table(table, set.size, width);
        size.height() - size.rows.last().copied().unwrap_or(0.0)
    };
    let heights: Vec<f64> =
        tables.iter().zip(widths).map(|(table, width)| above(table, *width)).collect();
    let most = heights.iter().copied().fold(0.0, f64::max);
    for ((slot, height), width) in body.slots.iter_mut().zip(heights).zip(widths) {
        for table in slot.blocks.iter_mut().filter_map(Block::table_mut) {
            let mut free = most - height;
            let last = table.body.len().saturating_sub(1);
            let blank = blank_row(u32::try_from(table.columns.len()).unwrap_or(1));
            let mut padded = table.clone();
            padded.body.insert(last, blank.clone());
            let high = above(&padded, *width) - height;
            while high > 0.0 && high <= free + TOLERANCE {
                table.body.insert(last, blank.clone());
                free -= high;
            }
            table.lift = Some(raster::hundredths(free.max(0.0)));
        }
    }
    body
}
