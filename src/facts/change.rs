//! Changes: stated by the company, or computed where both figures are known well enough.

use std::cmp::Ordering;

use super::{CiteError, Fact, Facts, ItemId, Key, State};
use crate::code;
use crate::num::{self, Change, Exact, Interval, Measure, Rounding, Stated, Unit};
use crate::source::Span;

/// A change that the company states itself, with the digits as printed.
#[derive(Clone, Debug)]
pub struct StatedChange {
    /// What is measured.
    pub measure: Measure,
    /// The digits, or why there are none.
    pub state: Result<Stated, Unstated>,
    /// Whether it is missing only until it is filled in.
    pub due: bool,
    /// Where it was written.
    pub span: Span,
}

impl StatedChange {
    /// Gives the reason why it is not known.
    #[must_use]
    pub fn missing(&self) -> Option<&str> {
        match &self.state {
            Err(Unstated::Missing(reason)) => Some(reason),
            Ok(_) | Err(Unstated::Omitted(_)) => None,
        }
    }

    /// Gives what stands in its place where the company leaves it out.
    #[must_use]
    pub fn omitted(&self) -> Option<&Omitted> {
        match &self.state {
            Err(Unstated::Omitted(omitted)) => Some(omitted),
            Ok(_) | Err(Unstated::Missing(_)) => None,
        }
    }
}

/// Why a change has no digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unstated {
    /// It is not known, with the reason.
    Missing(String),
    /// The company prints none on purpose.
    Omitted(Omitted),
}

/// A change that the company leaves out: what it prints in its place, and why, if it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omitted {
    /// What stands in its place.
    pub mark: Mark,
    /// Why, for the reader.
    pub reason: Option<String>,
}

/// What stands in the place of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A dash.
    Dash,
    /// "n.m.", not meaningful.
    NotMeaningful,
}

impl Mark {
    /// Reads a mark as decks write it: any dash, or `n.m.`.
    pub(super) fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "n.m." => Some(Self::NotMeaningful),
            text => num::decimal::is_nil(text).then_some(Self::Dash),
        }
    }
}

/// Says it as an editor reads it.
impl std::fmt::Display for Unstated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(reason) => write!(f, "missing: {reason}"),
            Self::Omitted(Omitted { mark, reason }) => {
                let mark = if *mark == Mark::Dash { "—" } else { "n.m." };
                let reason = reason.as_ref().map(|reason| format!(": {reason}"));
                write!(f, "left out, {mark}{}", reason.unwrap_or_default())
            }
        }
    }
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
        /// The digits. A computed percentage is rounded to one place, or to none where the figures
        /// are too coarse for one; a difference has the places of the coarser figure.
        size: Stated,
        /// Whether it is a rise or a fall: a change that rounds away may still be either. Nothing
        /// where figures behind the printed ones may have gone either way.
        way: Option<Ordering>,
        /// Where it comes from.
        basis: Basis,
        /// Whether the interval of a computed change rounds to other digits as well.
        ambiguous: bool,
        /// Whether one of the two figures was derived.
        derived: bool,
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
    /// Left out by the company on purpose.
    Omitted(Omitted),
    /// Not known, with the reason.
    Missing(String),
}

impl Facts {
    /// Gives the measure that a change of this item is told in when its author does not say.
    #[must_use]
    pub fn usual_measure(&self, key: Key, base: Key) -> Measure {
        if let [only] = self.changes_between(key, base) {
            return only.measure;
        }
        self.own_measure(key.item)
    }

    /// Gives the measure that changes of an item are told in where nothing is said of them.
    pub(super) fn own_measure(&self, item: ItemId) -> Measure {
        match self.item(item).unit {
            Unit::Percent | Unit::Points => Measure::Points,
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
    pub fn change(&self, now: Key, base: Key, measure: Measure) -> Result<ChangeFigure, CiteError> {
        // The amount by which a percentage changed is in points: a stated change says it so too.
        let measure = match (measure, &self.item(now.item).unit) {
            (Measure::Amount, Unit::Percent | Unit::Points) => Measure::Points,
            (measure, _) => measure,
        };
        let stated = self.changes_between(now, base).iter().find(|c| c.measure == measure);
        if let Some(stated) = stated {
            return Ok(match &stated.state {
                Ok(size) => ChangeFigure::By {
                    size: size.clone(),
                    way: Some(self.way(size, now, base)),
                    basis: Basis::Stated,
                    ambiguous: false,
                    derived: false,
                },
                Err(Unstated::Missing(reason)) => ChangeFigure::Missing(reason.clone()),
                Err(Unstated::Omitted(omitted)) => ChangeFigure::Omitted(omitted.clone()),
            });
        }
        let months = [now, base].map(|key| key.period.months());
        if self.item(now.item).adds_up && months[0] != months[1] {
            return Err(self.unlike(now, base));
        }
        let (new, old) = match (self.fact(now), self.fact(base)) {
            (Some(new), Some(old)) => (new, old),
            (found, _) => {
                return Err(self.no_change(if found.is_none() { now } else { base }, base));
            }
        };
        let (new_value, old_value) = match (&new.state, &old.state) {
            (State::Missing { reason }, _) | (_, State::Missing { reason }) => {
                return Ok(ChangeFigure::Missing(reason.clone()));
            }
            (
                State::Stated(new) | State::Derived { value: new, .. },
                State::Stated(old) | State::Derived { value: old, .. },
            ) => (new, old),
        };
        let derived = [&new.state, &old.state].iter().any(|s| matches!(s, State::Derived { .. }));
        let change = num::change(new_value, old_value, measure).map_err(|error| {
            let help = Some("Cite the change in a measure that both figures have".to_owned());
            CiteError::new(code::WRONG_UNIT, error.to_string(), help)
        })?;
        Ok(match change {
            // Below zero is a loss only where that is said: taxes and outflows are none.
            Change::Turned { .. } | Change::NotMeaningful if !self.item(now.item).loss => {
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
                let computed = Computed {
                    value,
                    spread: (new.interval().zip(old.interval()))
                        .and_then(|(new, old)| spread(&new, &old, measure)),
                    measure,
                    rates: self.item(now.item).rates,
                    derived,
                };
                computed.printed(new_value, old_value).ok_or_else(|| self.too_coarse(now, base))?
            }
        })
    }

    /// Tells which way a stated change goes; one of no digits goes as its figures do.
    fn way(&self, size: &Stated, now: Key, base: Key) -> Ordering {
        let exact = |key| self.fact(key).and_then(Fact::exact);
        match (size.value.is_zero(), exact(now), exact(base)) {
            (true, Some(now), Some(base)) => now.cmp(&base),
            (true, ..) => Ordering::Equal,
            (false, ..) if size.value.is_sign_negative() => Ordering::Less,
            (false, ..) => Ordering::Greater,
        }
    }

    /// What adds up over time is more in a longer period, whatever the business did.
    fn unlike(&self, now: Key, base: Key) -> CiteError {
        let (now, base) = (self.name(now), self.name(base));
        let reason = format!("`{now}` and `{base}` are of periods of unequal length");
        let help = "Compare periods as long as each other, or state the change as published";
        CiteError::new(code::COMPARISON_DIFFERS, reason, Some(help.to_owned()))
    }

    fn too_coarse(&self, now: Key, base: Key) -> CiteError {
        let reason = format!(
            "the digits of `{}` and `{}` are too coarse to compute a change from",
            self.name(now),
            self.name(base)
        );
        CiteError::new(code::WRONG_SCALE, reason, Some(self.state_it(now, base)))
    }

    /// Says how a change is stated, or how the figures it follows from are said to be exact.
    #[must_use]
    pub fn state_it(&self, now: Key, base: Key) -> String {
        let at = |key: Key| {
            let name = self.name(key);
            name.split_once('@').map_or_else(String::new, |(_, at)| at.to_owned())
        };
        format!(
            "State it as published, under `{}`: `changes: {{{} vs {}: ...}}`; or give finer digits; \
             or, where nothing was rounded, write `rounding: unrounded`",
            self.item(now.item).name,
            at(now),
            at(base)
        )
    }

    fn no_change(&self, absent: Key, base: Key) -> CiteError {
        let mut error = self.missing_period(absent);
        let item = &self.item(absent.item).name;
        let stated = format!(
            "Or state the change under `{item}`: `changes: {{{} vs {}: ...}}`",
            self.current(absent.item),
            base.period
        );
        error.help = Some(error.help.map_or(stated.clone(), |help| format!("{help}. {stated}")));
        error
    }
}

/// Gives the interval of a change in the units of its measure: percent, points or base units.
fn spread(new: &Interval, old: &Interval, measure: Measure) -> Option<Interval> {
    match measure {
        Measure::Percent => {
            let hundred = Exact::pow10(2);
            let growth = new.div(old)?.sub(&Interval::point(Exact::one()));
            Some(growth.scale(&hundred))
        }
        Measure::Points => Some(new.sub(old).scale(&Exact::pow10(2))),
        Measure::Amount => Some(new.sub(old)),
    }
}

/// A change as it follows from two printed figures.
struct Computed {
    value: Exact,
    spread: Option<Interval>,
    measure: Measure,
    rates: Rounding,
    derived: bool,
}

impl Computed {
    /// Rounds it to the digits that the two figures vouch for; nothing where there are none.
    fn printed(&self, new: &Stated, old: &Stated) -> Option<ChangeFigure> {
        let coarse = if new.last_digit() < old.last_digit() { old } else { new };
        match self.measure {
            Measure::Percent => {
                let rounding = self.rates.cutting();
                [1, 0].into_iter().find_map(|places| self.to(places, &Unit::Percent, 0, rounding))
            }
            Measure::Points => {
                let places = new.places().min(old.places());
                self.to(places, &Unit::Points, 0, self.rates.cutting())
            }
            Measure::Amount => {
                let exponent = coarse.unit.exponent();
                self.to(coarse.places(), &coarse.unit, exponent, new.rounding.cutting())
            }
        }
    }

    fn to(
        &self,
        places: u32,
        unit: &Unit,
        exponent: i32,
        rounding: Rounding,
    ) -> Option<ChangeFigure> {
        let scale = Exact::pow10(-exponent);
        let round = |value: &Exact| (value * &scale).round(places, rounding);
        let digits = round(&self.value)?;
        let size = Stated::new(digits, unit.clone(), rounding);
        let by = |way, ambiguous| {
            let basis = Basis::Computed;
            ChangeFigure::By { size: size.clone(), way, basis, ambiguous, derived: self.derived }
        };
        let Some(spread) = &self.spread else { return Some(by(None, true)) };
        let [low, high] = [spread.lo().at(), spread.hi().at()];
        let (low_digits, high_digits) = (round(low)?, round(high)?);
        // The digits of a figure derived from others are no surer, and said so where they stand.
        let last = Exact::pow10(-i32::try_from(places).ok()?);
        let off = |other| Exact::from(other) - Exact::from(digits);
        let near = |other| off(other).abs() <= last;
        let differs = !matches!(self.measure, Measure::Percent) && self.derived;
        if !(differs || near(low_digits) && near(high_digits)) {
            return None;
        }
        let ambiguous = low_digits != digits || high_digits != digits;
        let way = match self.value.cmp(&Exact::zero()) {
            Ordering::Greater if !low.is_negative() => Some(Ordering::Greater),
            Ordering::Less if !high.is_positive() => Some(Ordering::Less),
            // Unchanged is only what cannot be printed as anything else.
            _ if digits.is_zero() => (!ambiguous).then_some(Ordering::Equal),
            Ordering::Less | Ordering::Equal | Ordering::Greater => return None,
        };
        Some(by(way, ambiguous))
    }
}

/// Tells what a stated change measures from its unit and the item's.
pub(super) fn measure_of(change: &Stated, item: &Unit) -> Option<Measure> {
    match (&change.unit, item) {
        (Unit::Points | Unit::Percent, Unit::Percent | Unit::Points) => Some(Measure::Points),
        (Unit::Points, Unit::Currency { .. } | Unit::Count { .. } | Unit::Times) => None,
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
            change.unit = Unit::Points;
            change.rounding = rates;
        }
        Measure::Percent => change.rounding = rates,
        Measure::Amount => {}
    }
    change
}
