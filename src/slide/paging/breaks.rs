//! Where pages end: the cheapest of all ways.
//!
//! As lines of a paragraph are broken (Knuth and Plass 1981): few pages, of like height, that end where a
//! group does; never behind a heading, and before a total only where nothing else is left.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use std::collections::BTreeSet;
use std::ops::Range;

use super::block::{Atom, BlockFrame};
use super::room::Room;
use super::{Lane, TOLERANCE};

/// What a page more costs.
const PAGE: f64 = 60.0;
/// What an empty page would cost more than a full one.
const UNEVEN: f64 = 20.0;
/// What it costs that a row stands alone, apart from all others of its table.
const LONELY: f64 = 45.0;
/// What it costs that a page holds more than it can.
const OVERFULL: f64 = 90_000.0;

/// A page that is filled part by part.
#[derive(Clone, Copy, Default)]
pub(super) struct PageFill {
    /// Its height so far.
    pub(super) height: f64,
    /// The block of the last part, and how many of its parts stand here.
    last: Option<(usize, usize)>,
}

impl PageFill {
    /// Adds a part.
    pub(super) fn add(&mut self, atom: &Atom, frames: &[BlockFrame]) {
        let frame = &frames[atom.block];
        match self.last {
            Some((block, count)) if block == atom.block => {
                self.height += atom.gap + atom.height;
                self.last = Some((block, count + 1));
            }
            _ if atom.blank => {}
            Some((block, _)) => {
                self.height += frames[block].air.1.max(frame.air.0) + frame.over + atom.height;
                self.last = Some((atom.block, 1));
            }
            None => {
                self.height = frame.over + atom.height;
                self.last = Some((atom.block, 1));
            }
        }
    }

    /// Tells whether its last part stands alone, apart from all others of its block.
    fn is_lonely(self, frames: &[BlockFrame]) -> bool {
        self.last.is_some_and(|(block, count)| count == 1 && frames[block].parts > 1)
    }
}

/// Finds the cheapest way to part a lane into pages.
pub(super) fn cheapest(lane: &Lane, room: &Room, several: bool) -> Vec<Range<usize>> {
    let count = lane.atoms.len();
    if count == 0 {
        return Vec::new();
    }
    let mut best: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for from in 0..count {
        let mut page = PageFill::default();
        let mut lonely = 0.0;
        let mut marks: BTreeSet<&str> = BTreeSet::new();
        for to in from..count {
            let atom = &lane.atoms[to];
            // A row that another table follows on its page stays alone.
            let before = page;
            page.add(atom, &lane.frames);
            if before.last.map(|(block, _)| block) != page.last.map(|(block, _)| block)
                && before.is_lonely(&lane.frames)
            {
                lonely += LONELY;
            }
            marks.extend(atom.marks.iter().map(String::as_str));
            let left = room.left(&marks, several);
            let over = page.height > left + TOLERANCE;
            if over && to > from {
                break;
            }
            let end = to + 1;
            let alone = lonely + if page.is_lonely(&lane.frames) { LONELY } else { 0.0 };
            let free = 1.0 - (page.height / left.max(1.0)).min(1.0);
            let next = lane.atoms.get(end).map_or(0.0, |atom| atom.cost);
            let full = if over { OVERFULL } else { 0.0 };
            let total = best[from].0 + PAGE + UNEVEN * free * free + next + alone + full;
            if total < best[end].0 {
                best[end] = (total, from);
            }
        }
    }
    let mut out = Vec::new();
    let mut end = count;
    while end > 0 {
        let from = best[end].1;
        out.push(from..end);
        end = from;
    }
    out.reverse();
    out
}
