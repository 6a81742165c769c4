//! Changes: stated by the company, or computed where both figures are known well enough.

use std::cmp::Ordering;

use super::computed::{Computed, spread};
use super::{CiteError, Fact, Facts, ItemId, Key, LeftOut, State};
use crate::code;
use crate::num::{self, Bounds, Change, Decimal, Interval, Measure, Rounding, Stated, Unit};
use crate::source::Span;

/// A change that the company states itself, with the digits as printed.
#[derive(Clone, Debug)]
pub struct StatedChange {
    /// What is measured.
    pub measure: Measure,
    /// The digits, or why there are none.
    pub state: State,
    /// Whether it is missing only until it is filled in.
    pub due: bool,
    /// Where it was written.
    pub span: Span,
}

/// Where a change comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The company stated it.
    Stated,
    /// It follows from the two printed figures.
    Computed,
}

/// A change ready to be printed.
#[derive(Clone, Debug)]
pub enum ChangeFigure {
    /// A change by so much; the sign is the direction.
    By {
        /// The digits, with the sign of the difference; growth of an outflow has that of its size
        /// where the company states it so. A computed percentage is rounded to one place, or to none where the figures are too coarse for one;
        /// a difference has the places of the coarser figure.
        size: Stated,
        /// Whether words tell a rise or a fall: that of an outflow is the other way than its sign, and
        /// a change that rounds away may still be either. Nothing where figures behind the printed
        /// ones may have gone either way.
        way: Option<Ordering>,
        /// Where it comes from.
        basis: Basis,
        /// Whether the interval of a computed change rounds to other digits as well.
        ambiguous: bool,
        /// Whether one of the two figures was derived.
        derived: bool,
    },
    /// A change to a range, to at least or at most so much, or to nearly so much.
    Bounded {
        /// The ends of the change; the sign of each is its direction.
        size: Bounds,
        /// Whether words tell a rise or a fall; nothing where its ends go different ways.
        way: Option<Ordering>,
    },
    /// Loss to profit, or profit to loss.
    Turned {
        /// True for loss to profit.
        to_profit: bool,
    },
    /// A loss after a loss: a percentage would mislead.
    Loss {
        /// Whether it came nearer to zero.
        narrowed: bool,
    },
    /// No meaningful percentage: the base is zero, below zero or too near to it.
    NotMeaningful,
    /// Left out by the company on purpose, or of a figure that is.
    LeftOut(LeftOut),
    /// Not known, with the reason.
    Missing(String),
}

/// The changes of a table: those that the company states, and those that follow from two figures.
#[derive(Clone, Copy, Debug)]
pub struct Changes<'a> {
    pub(super) facts: &'a Facts,
    /// The digits behind the point that growth is computed to, where somebody asks for them.
    decimals: Option<u32>,
}

/// A figure, and the interval of what may lie behind it.
type Allowed<'f> = (&'f Stated, Option<Interval>);

/// Gives the way that all of them go; nothing where they go different ways.
fn common(mut ways: impl Iterator<Item = Ordering>) -> Option<Ordering> {
    let first = ways.next()?;
    ways.all(|way| way == first).then_some(first)
}

impl Facts {
    /// Gives the changes between its figures.
    #[must_use]
    pub const fn changes(&self) -> Changes<'_> {
        Changes { facts: self, decimals: None }
    }
}

impl<'a> Changes<'a> {
    /// Computes growth to so many digits behind the point.
    #[must_use]
    pub fn to_decimals(self, decimals: Option<u32>) -> Self {
        Self { decimals, ..self }
    }

    /// Gives every stated change with its two keys.
    pub fn stated(self) -> impl Iterator<Item = (Key, Key, &'a StatedChange)> {
        let all = self.facts.changes.iter();
        all.flat_map(|((now, base), all)| all.iter().map(|change| (*now, *base, change)))
    }

    /// Gives the stated changes between two keys.
    #[must_use]
    pub fn between(self, now: Key, base: Key) -> &'a [StatedChange] {
        self.facts.changes.get(&(now, base)).map_or(&[], Vec::as_slice)
    }

    /// Gives the measure that a change of this item is told in when its author does not say.
    #[must_use]
    pub fn usual_measure(self, key: Key, base: Key) -> Measure {
        if let [only] = self.between(key, base) {
            return only.measure;
        }
        self.own_measure(key.item)
    }

    /// Gives the measure that changes of an item are told in where nothing is said of them.
    pub(super) fn own_measure(self, item: ItemId) -> Measure {
        match self.facts.item(item).unit {
            Unit::Percent | Unit::Points | Unit::BasisPoints => Measure::Points,
            Unit::Count { .. } => Measure::Amount,
            Unit::Currency { .. } | Unit::Times => Measure::Percent,
        }
    }

    /// Gives the change from `base` to `now`.
    ///
    /// A stated change wins. Otherwise it is computed from the printed digits, as a reader with a
    /// pocket calculator would, as long as no figures behind them lead to digits that are more than
    /// one unit off, or to the other sign.
    ///
    /// # Errors
    /// `missing-period` where a figure is not in the table, `wrong-unit` where the two differ in
    /// kind or the measure does not fit, `wrong-scale` where the two are too coarse for a change.
    pub fn of(self, now: Key, base: Key, measure: Measure) -> Result<ChangeFigure, CiteError> {
        // The amount by which a percentage changed is in points: a stated change says it so too.
        let measure = match (measure, &self.facts.item(now.item).unit) {
            (Measure::Amount, Unit::Percent | Unit::Points | Unit::BasisPoints) => Measure::Points,
            (measure, _) => measure,
        };
        let stated = self.between(now, base).iter().find(|c| c.measure == measure);
        if let Some(stated) = stated {
            return Ok(match &stated.state {
                State::Stated(size)
                | State::Derived { value: size, .. }
                | State::Restated { value: size, .. } => ChangeFigure::By {
                    size: size.clone(),
                    way: Some(self.way(&self.other_sign(now.item, measure, size), now, base)),
                    basis: Basis::Stated,
                    ambiguous: false,
                    derived: false,
                },
                State::Bounded(size) => {
                    let way = |end| self.way(&self.other_sign(now.item, measure, end), now, base);
                    ChangeFigure::Bounded {
                        way: common(size.figures().map(way)),
                        size: size.clone(),
                    }
                }
                State::Missing { reason } => ChangeFigure::Missing(reason.clone()),
                State::LeftOut(left_out) => ChangeFigure::LeftOut(left_out.clone()),
            });
        }
        let months = [now, base].map(|key| key.period.months());
        if self.facts.item(now.item).adds_up && months[0] != months[1] {
            return Err(self.unlike(now, base));
        }
        let (new, old) = match (self.facts.fact(now), self.facts.fact(base)) {
            (Some(new), Some(old)) => (new, old),
            (found, _) => {
                return Err(self.no_change(if found.is_none() { now } else { base }, now, base));
            }
        };
        let (new_value, old_value) = match (&new.state, &old.state) {
            (State::Missing { reason }, _) | (_, State::Missing { reason }) => {
                return Ok(ChangeFigure::Missing(reason.clone()));
            }
            // Why is said at the figure.
            (State::LeftOut(left_out), _) | (_, State::LeftOut(left_out)) => {
                let kind = left_out.kind;
                return Ok(ChangeFigure::LeftOut(LeftOut { kind, reason: None }));
            }
            (State::Bounded(ends), _) => return self.bounded((now, base), measure, ends, old),
            // From a range there is no one change, which is not to say that it would mislead.
            (_, State::Bounded(_)) => return Ok(ChangeFigure::LeftOut(LeftOut::NONE)),
            (
                State::Stated(new_value)
                | State::Derived { value: new_value, .. }
                | State::Restated { value: new_value, .. },
                State::Stated(old_value)
                | State::Derived { value: old_value, .. }
                | State::Restated { value: old_value, .. },
            ) => (new_value, old_value),
        };
        let derived = [&new.state, &old.state].iter().any(|s| matches!(s, State::Derived { .. }));
        let (new, old) = ((new_value, new.interval()), (old_value, old.interval()));
        self.computed((now, base), measure, (new, old), derived)
    }

    /// Computes the change to each end of a range from a figure.
    fn bounded(
        self,
        (now, base): (Key, Key),
        measure: Measure,
        new: &Bounds,
        old: &Fact,
    ) -> Result<ChangeFigure, CiteError> {
        let Some(old_value) = old.stated() else {
            return Ok(ChangeFigure::LeftOut(LeftOut::NONE));
        };
        let mut sizes = Vec::new();
        let mut ways = Vec::new();
        for end in new.figures() {
            let pair = ((end, Some(end.interval())), (old_value, old.interval()));
            let made = self.computed((now, base), measure, pair, false)?;
            let ChangeFigure::By { size, way, .. } = made else {
                return Ok(ChangeFigure::NotMeaningful);
            };
            sizes.push(size);
            ways.push(way.unwrap_or(Ordering::Equal));
        }
        sizes.sort_by_key(Stated::exact);
        let mut sizes = sizes.into_iter();
        let turns = self.facts.item(now.item).is_told_by_size();
        let size = match (new, sizes.next(), sizes.next()) {
            (Bounds::Between { .. }, Some(low), Some(high)) => Bounds::Between { low, high },
            (Bounds::About(_), Some(at), None) => Bounds::About(at),
            (Bounds::AtLeast(_), Some(at), None) if !turns => Bounds::AtLeast(at),
            (Bounds::AtMost(_), Some(at), None) if !turns => Bounds::AtMost(at),
            _ => return Ok(ChangeFigure::NotMeaningful),
        };
        // An end that does not move goes the way of the other; ends of two ways keep their signs.
        ways.retain(|way| *way != Ordering::Equal);
        if ways.is_empty() {
            return Ok(ChangeFigure::NotMeaningful);
        }
        // "At least 360" after 400 may as well be a rise.
        let way = common(ways.into_iter()).filter(|way| match size {
            Bounds::AtLeast(_) => *way == Ordering::Greater,
            Bounds::AtMost(_) => *way == Ordering::Less,
            Bounds::Between { .. } | Bounds::About(_) => true,
        });
        Ok(ChangeFigure::Bounded { size, way })
    }

    /// Computes a change from two figures with the intervals that they allow.
    fn computed(
        self,
        (now, base): (Key, Key),
        measure: Measure,
        ((new_value, new), (old_value, old)): (Allowed<'_>, Allowed<'_>),
        derived: bool,
    ) -> Result<ChangeFigure, CiteError> {
        // What went out is measured, whichever sign it is kept with.
        let item = self.facts.item(now.item);
        let outflow = item.is_told_by_size();
        let measured = |value: &Stated| if outflow { value.turned() } else { value.clone() };
        let (new_value, old_value) = (&measured(new_value), &measured(old_value));
        let change = num::change(new_value, old_value, measure).map_err(|error| {
            let help = Some("Cite the change in a measure that both figures have".to_owned());
            CiteError::new(code::WRONG_UNIT, error.to_string(), help)
        })?;
        Ok(match change {
            // Below zero is a loss only where that is said: taxes and outflows are none.
            Change::Turned { .. } | Change::NotMeaningful if !item.is_loss() => {
                ChangeFigure::NotMeaningful
            }
            Change::Turned { to_profit } => ChangeFigure::Turned { to_profit },
            // Which loss is the smaller one is said only where both digits can be told apart.
            Change::NotMeaningful => match (new_value.interval(), old_value.interval()) {
                (new, old)
                    if [&new, &old]
                        .iter()
                        .all(|i| !i.touches_zero() && i.lo().at().is_negative())
                        && !new.meets(&old) =>
                {
                    ChangeFigure::Loss { narrowed: new_value.exact() > old_value.exact() }
                }
                (_, _) => ChangeFigure::NotMeaningful,
            },
            Change::Of { value, .. } => {
                let ends = new.zip(old);
                let turned = |(new, old): (Interval, Interval)| (new.neg(), old.neg());
                let ends = if outflow { ends.map(turned) } else { ends };
                let computed = Computed {
                    value,
                    spread: ends.and_then(|(new, old)| spread(&new, &old, measure)),
                    measure,
                    rates: item.rates,
                    derived,
                    decimals: self.decimals,
                };
                let printed = computed.printed(new_value, old_value);
                let mut printed = printed.ok_or_else(|| self.too_coarse(now, base))?;
                // In digits it has the sign of the difference, or the one that the company states.
                if let ChangeFigure::By { size, .. } = &mut printed
                    && outflow
                {
                    *size = self.other_sign(now.item, measure, &size.turned());
                }
                printed
            }
        })
    }

    /// Tells which way a stated change with the sign of the difference goes; one of no digits goes as its figures do.
    fn way(self, size: &Stated, now: Key, base: Key) -> Ordering {
        let way = size.value.cmp(&Decimal::ZERO);
        if way == Ordering::Equal {
            return self.direction(now, base).unwrap_or(Ordering::Equal);
        }
        self.facts.item(now.item).direction(way)
    }

    /// Tells which way the printed figures went, as words tell it; nothing where one is not known.
    #[must_use]
    pub fn direction(self, now: Key, base: Key) -> Option<Ordering> {
        let (now_fact, base_fact) = (self.facts.fact(now)?, self.facts.fact(base)?);
        let way = match (now_fact.exact(), base_fact.exact()) {
            (Some(now), Some(base)) => now.cmp(&base),
            // A range is above or below another figure, or neither.
            _ => {
                let (now, base) = (now_fact.interval()?, base_fact.interval()?);
                if now.lo().at() > base.hi().at() {
                    Ordering::Greater
                } else if now.hi().at() < base.lo().at() {
                    Ordering::Less
                } else {
                    return None;
                }
            }
        };
        Some(self.facts.item(now.item).direction(way))
    }

    /// What adds up over time is more in a longer period, whatever the business did.
    fn unlike(self, now: Key, base: Key) -> CiteError {
        let (now, base) = (self.facts.name(now), self.facts.name(base));
        let reason = format!("`{now}` and `{base}` are of periods of unequal length");
        let help = "Compare periods as long as each other, or state the change as published";
        CiteError::new(code::COMPARISON_DIFFERS, reason, Some(help.to_owned()))
    }

    fn too_coarse(self, now: Key, base: Key) -> CiteError {
        let reason = format!(
            "the digits of `{}` and `{}` are too coarse to compute a change from",
            self.facts.name(now),
            self.facts.name(base)
        );
        CiteError::new(code::WRONG_SCALE, reason, Some(self.state_it(now, base)))
    }

    /// Says how a change is stated, or how the figures it follows from are said to be exact.
    #[must_use]
    pub fn state_it(self, now: Key, base: Key) -> String {
        let at = |key| self.at(key);
        format!(
            "State it as published, under `{}`: `changes: {{{} vs {}: ...}}`; or give finer digits; \
             or, where nothing was rounded, write `rounding: unrounded`",
            self.facts.item(now.item).name,
            at(now),
            at(base)
        )
    }

    /// Writes the period and context of a figure, as a change names it.
    fn at(self, key: Key) -> String {
        let name = self.facts.name(key);
        name.split_once('@').map_or_else(String::new, |(_, at)| at.to_owned())
    }

    /// Says that a change is not known: against which figure one is stated, or how it would be.
    fn no_change(self, absent: Key, now: Key, base: Key) -> CiteError {
        let mut error = self.facts.references().missing(absent);
        let item = &self.facts.item(absent.item).name;
        // What lies before a forecast has happened.
        let actual = Key { scope: self.facts.contexts().actual(base.scope), ..base };
        let base = if self.facts.fact(base).is_some() { base } else { actual };
        let write = format!("`changes: {{{} vs {}: ...}}`", self.at(now), self.at(base));
        let other = self.stated().find(|(of, ..)| *of == now).map(|(_, other, _)| self.at(other));
        error.help = Some(match (other, error.help) {
            (Some(other), _) => format!(
                "A change of it is stated against `{other}`; where it is against `{}`, write {write}",
                self.at(base)
            ),
            (None, Some(help)) => format!("{help}. Or state the change under `{item}`: {write}"),
            (None, None) => format!("State the change under `{item}`: {write}"),
        });
        error
    }

    /// Tells whether the growth of outflows that the company states has the sign of their size: 6% of
    /// -2,015 after -1,900, where others print -6%. One alone may be a slip.
    pub(super) fn state_size(self) -> bool {
        let signs = self.stated().filter_map(|(now, base, change)| {
            let size = change.state.stated()?;
            let way = self.direction(now, base)? as i8;
            let sign = size.value.cmp(&Decimal::ZERO) as i8;
            let growth =
                change.measure == Measure::Percent && self.facts.item(now.item).is_told_by_size();
            growth.then_some(i32::from(way * sign))
        });
        signs.sum::<i32>() > 1
    }

    /// Gives a stated change, or one with the sign of a difference, with the sign that the other has.
    #[must_use]
    pub fn other_sign(self, item: ItemId, measure: Measure, change: &Stated) -> Stated {
        let turns = self.facts.by_size
            && measure == Measure::Percent
            && self.facts.item(item).is_told_by_size();
        if turns { change.turned() } else { change.clone() }
    }
}

/// Tells what a stated change measures from its unit and the item's.
pub(super) fn measure_of(change: &Unit, item: &Unit) -> Option<Measure> {
    match (change, item) {
        (one, other) if one.is_percentage() && other.is_percentage() => Some(Measure::Points),
        (one, _) if one.is_points() => None,
        (Unit::Percent, Unit::Currency { .. } | Unit::Count { .. } | Unit::Times) => {
            Some(Measure::Percent)
        }
        (unit, item) => unit.same_measure(item).then_some(Measure::Amount),
    }
}

/// Reads a change of a percentage as one in points; a rate is rounded as rates are.
pub(super) fn measured(mut change: Stated, measure: Measure, rates: Rounding) -> Stated {
    match measure {
        Measure::Points => {
            if !change.unit.is_points() {
                change.unit = Unit::Points;
            }
            change.rounding = rates;
        }
        Measure::Percent => change.rounding = rates,
        Measure::Amount => {}
    }
    change
}
