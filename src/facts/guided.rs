//! What became of a range: from one publication to the next, and once the figure is known.

use std::cmp::Ordering;

use super::{Changes, Key, State};
use crate::num::{Bounds, Date, Exact};

/// What became of guidance from one publication to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// Each end went up, or one did and the other stayed where there is no range left to narrow.
    Raised,
    /// Each end went down.
    Lowered,
    /// The new range is a part of the one before.
    Narrowed,
    /// The one before is a part of the new range.
    Widened,
    /// Both ends stayed.
    Reaffirmed,
}

/// Where a figure lies against what was guided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangePlace {
    /// Below its low end.
    Below,
    /// Within its ends, on one of them too.
    Within,
    /// Above its high end.
    Above,
}

/// How guidance lies to that of the publication before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whether its middle is greater or less; of what is open on a side, its one end.
    pub middle: Ordering,
    /// Whether it is wider or narrower; nothing where a side is open.
    pub width: Option<Ordering>,
    /// Whether both ends stayed.
    pub same: bool,
}

/// The ends that are stated, those of an outflow by its size; nothing at an open side.
pub type StatedEnds = (Option<Exact>, Option<Exact>);

impl Changes<'_> {
    /// Tells what became of the guidance of `base` in that of `now`; nothing where one of them has no
    /// figures, or one is open where the other is stated.
    #[must_use]
    pub fn revision(self, now: Key, base: Key) -> Option<Revision> {
        let ((low, high), (old_low, old_high)) = (self.ends(now)?, self.ends(base)?);
        // "At least 400" and "360 to 440" are no more and no less than each other.
        if low.is_none() != old_low.is_none() || high.is_none() != old_high.is_none() {
            return None;
        }
        let about = |key: Key| {
            let bounds = self.facts.fact(key).and_then(|fact| fact.state.bounds());
            matches!(bounds, Some(Bounds::About(_)))
        };
        // How far "about 8" reaches nobody said: only what lies beside it is another.
        if about(now) != about(base) && low <= old_high && old_low <= high {
            return None;
        }
        // Where one side is open the other end says it all.
        let open = low.is_none() || high.is_none();
        let (low, high) = (low.cmp(&old_low), high.cmp(&old_high));
        Some(match (low, high) {
            (Ordering::Equal, Ordering::Equal) => Revision::Reaffirmed,
            (Ordering::Greater, Ordering::Greater) => Revision::Raised,
            (Ordering::Less, Ordering::Less) => Revision::Lowered,
            (Ordering::Greater, _) | (_, Ordering::Greater) if open => Revision::Raised,
            (Ordering::Less, _) | (_, Ordering::Less) if open => Revision::Lowered,
            (Ordering::Greater | Ordering::Equal, Ordering::Less | Ordering::Equal) => {
                Revision::Narrowed
            }
            (Ordering::Less | Ordering::Equal, Ordering::Greater | Ordering::Equal) => {
                Revision::Widened
            }
        })
    }

    /// Finds the guidance of the publication before that of a figure; nothing where either publication holds
    /// several, such as the two ends in scopes of their own.
    #[must_use]
    pub fn guided_before(self, now: Key) -> Option<Key> {
        let facts = self.facts;
        let own = facts.scope(now.scope).announced.filter(|_| facts.scope(now.scope).forecast)?;
        let same = facts.keys_of(now.item).filter(|other| other.period == now.period);
        let part = |other: &Key| facts.contexts().same_members(other.scope, now.scope);
        let all = same.filter(|other| facts.scope(other.scope).forecast && part(other));
        let all: Vec<_> =
            all.filter_map(|other| Some((facts.scope(other.scope).announced?, other))).collect();
        let (day, before) = all.iter().filter(|(day, _)| *day < own).max_by_key(|(day, _)| *day)?;
        let single = |of: &Date| all.iter().filter(|(day, _)| day == of).count() == 1;
        (single(day) && single(&own)).then_some(*before)
    }

    /// Tells how guidance lies to other guidance; nothing where one of them has no figures, or is open on
    /// another side.
    #[must_use]
    pub fn reach(self, now: Key, base: Key) -> Option<Reach> {
        let ((low, high), (old_low, old_high)) = (self.ends(now)?, self.ends(base)?);
        if low.is_none() != old_low.is_none() || high.is_none() != old_high.is_none() {
            return None;
        }
        let twice = |low: &Option<Exact>, high: &Option<Exact>| match (low, high) {
            (Some(low), Some(high)) => Some(low + high),
            (Some(end), None) | (None, Some(end)) => Some(end + end),
            (None, None) => None,
        };
        let width =
            |low: &Option<Exact>, high: &Option<Exact>| Some(high.as_ref()? - low.as_ref()?);
        let middle = twice(&low, &high)?.cmp(&twice(&old_low, &old_high)?);
        let widths = width(&low, &high).zip(width(&old_low, &old_high));
        let width = widths.map(|(now, before)| now.cmp(&before));
        Some(Reach { middle, width, same: low == old_low && high == old_high })
    }

    /// Tells where a figure lies against the ends that were guided; nothing where it has none, or is
    /// no one figure itself.
    #[must_use]
    pub fn place(self, actual: Key, guided: Key) -> Option<RangePlace> {
        let figure = self.facts.fact(actual)?.exact()?;
        let figure = if self.facts.item(actual.item).is_told_by_size() { -figure } else { figure };
        // Whether "about 10" was met is for people to say.
        let bounds = self.facts.fact(guided)?.state.bounds()?;
        let (low, high) = (!matches!(bounds, Bounds::About(_))).then(|| self.ends(guided))??;
        Some(if low.is_some_and(|low| figure < low) {
            RangePlace::Below
        } else if high.is_some_and(|high| figure > high) {
            RangePlace::Above
        } else {
            RangePlace::Within
        })
    }

    /// Gives the ends of a figure as they are told, those of an outflow by size; a plain figure is both.
    #[must_use]
    pub fn ends(self, key: Key) -> Option<StatedEnds> {
        let exact = |stated: &crate::num::Stated| stated.exact();
        let (low, high) = match &self.facts.fact(key)?.state {
            State::Stated(at)
            | State::Derived { value: at, .. }
            | State::Restated { value: at, .. }
            | State::Bounded(Bounds::About(at)) => (Some(exact(at)), Some(exact(at))),
            State::Bounded(bounds) => (bounds.low().map(exact), bounds.high().map(exact)),
            State::LeftOut(_) | State::Missing { .. } => return None,
        };
        let turned = |end: Option<Exact>| end.map(|end| -end);
        let outflow = self.facts.item(key.item).is_told_by_size();
        Some(if outflow { (turned(high), turned(low)) } else { (low, high) })
    }
}
