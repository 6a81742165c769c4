//! Points in columns of which one goes on longer than the others: it flows through all of them.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use std::collections::BTreeSet;
use std::ops::Range;

use super::Lane;
use super::breaks::cheapest;
use super::room::Room;
use crate::slide::Body;
use crate::view::Block;

/// Parts of a lane on a page, and the slot that they stand in, where it is not their own.
#[derive(Clone, Debug)]
pub(super) struct PlacedRange {
    /// The number of the lane.
    pub(super) lane: usize,
    /// Its parts.
    pub(super) parts: Range<usize>,
    /// The slot.
    pub(super) slot: Option<usize>,
}

/// How much lower columns are made, step by step, until they are as many as the pages have.
const STEP: f64 = 0.02;
/// How low they may get, as a share of a page.
const LOWEST: f64 = 0.3;
/// What is less high, as a share of a page, stays in one column.
const SHORT: f64 = 0.4;

/// Gives what stands on each page.
pub(super) fn plans(
    lanes: &[Lane],
    ends: &[Vec<Range<usize>>],
    room: &Room,
    (body, widths): (&Body, &[f64]),
) -> Vec<Vec<PlacedRange>> {
    let count = ends.iter().map(Vec::len).max().unwrap_or(0);
    let of = |page: usize| {
        let lanes = ends.iter().enumerate();
        let placed = lanes.filter_map(|(lane, ends)| {
            Some(PlacedRange { lane, parts: ends.get(page)?.clone(), slot: None })
        });
        placed.collect::<Vec<_>>()
    };
    let mut plans: Vec<_> = (0..count).map(of).collect();
    let Some((lane, from)) = going_on_alone(lanes, ends, (body, widths)) else { return plans };
    let (whole, slots) = (&lanes[lane], body.slots.len());
    let rest = Lane {
        atoms: whole.atoms[from..].to_vec(),
        frames: whole.frames.clone(),
        places: whole.places.clone(),
    };
    let Some(columns) = columns(&rest, room, slots) else { return plans };
    plans.retain(|plan| plan.iter().any(|placed| placed.lane != lane));
    for page in columns.chunks(slots) {
        let placed = page.iter().enumerate().map(|(slot, parts)| PlacedRange {
            lane,
            parts: parts.start + from..parts.end + from,
            slot: Some(slot),
        });
        plans.push(placed.collect());
    }
    plans
}

/// Finds the lane that goes on behind all others, and its first part on the pages that are its own; only words in
/// columns of one width flow.
fn going_on_alone(
    lanes: &[Lane],
    ends: &[Vec<Range<usize>>],
    (body, widths): (&Body, &[f64]),
) -> Option<(usize, usize)> {
    let words = body.slots.iter().flat_map(|slot| &slot.blocks);
    let words =
        words.into_iter().all(|block| matches!(block, Block::List(_) | Block::Prose { .. }));
    let alike = widths.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.01);
    if !words || !alike || lanes.len() < 2 || lanes.len() != body.slots.len() {
        return None;
    }
    let (lane, own) = ends.iter().enumerate().max_by_key(|(_, ends)| ends.len())?;
    let others = ends.iter().enumerate().filter(|(at, _)| *at != lane);
    let others = others.map(|(_, ends)| ends.len()).max()?;
    let last = others.checked_sub(1)?;
    (own.len() > others).then(|| (lane, own[last].end))
}

/// Parts a lane into columns, as many as full pages have, and as high as each other; nothing where it is so
/// short that one holds it well.
fn columns(rest: &Lane, room: &Room, slots: usize) -> Option<Vec<Range<usize>>> {
    let first = cheapest(rest, room, true);
    let free = room.left(&BTreeSet::new(), true);
    if first.len() < 2 && rest.height(0..rest.atoms.len()) < free * SHORT {
        return None;
    }
    let pages = first.len().div_ceil(slots);
    let mut share = 1.0;
    while share > LOWEST {
        let all = cheapest(rest, &room.lower(share), true);
        if all.len() > pages * slots {
            break;
        }
        if all.len() == pages * slots {
            return Some(all);
        }
        share -= STEP;
    }
    Some(first)
}
