//! Figures in their final form: the one place that rounds, scales, signs and words them.

use std::cmp::Ordering;

use super::Shown;
use crate::code;
use crate::facts::{ChangeFigure, CiteError, Fact, Facts, Key, State};
use crate::locale::{Locale, fill, sign};
use crate::num::{Decimal, Exact, Measure, Scale, Stated, Unit};
use crate::source::Span;

/// Prints figures of one deck in one language.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// The figures.
    pub facts: &'a Facts,
    /// The language.
    pub locale: &'a Locale,
}

/// How a figure is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// In a table: parentheses below zero, no unit.
    pub cell: bool,
    /// The scale to print in; that of the digits where not given, that of the item in a table.
    pub scale: Option<Scale>,
    /// Without its unit.
    pub number: bool,
    /// Without its sign, where the words around say it.
    pub absolute: bool,
}

/// How a change is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// `down 24.3%`.
    Direction,
    /// `decreased 24.3%`.
    Verb,
    /// `24.3%`, where the words around say the direction.
    Size,
    /// `(24.3%)`, as in a table.
    Cell,
    /// `+JPY 1.0 billion`, in a table whose unit is another.
    CellWithUnit,
}

/// A printed figure with what its reader should be told.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The figure.
    pub shown: Shown,
    /// Why it is missing, if it is.
    pub reason: Option<String>,
    /// What its author should know: other digits would be as right.
    pub caution: Option<Caution>,
}

/// A doubt about the digits of a printed figure.
#[derive(Clone, Debug)]
pub struct Caution {
    /// What is in doubt.
    pub reason: String,
    /// The figure whose author must say which way it rounds; nothing for a computed figure, whose
    /// digits are right by its printed figures.
    pub asked: Option<Span>,
}

impl Caution {
    fn computed(reason: String) -> Self {
        Self { reason, asked: None }
    }
}

impl Press<'_> {
    /// Prints a figure.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table, `wrong-scale` where it would have to be
    /// printed finer than it is known.
    pub fn value(&self, key: Key, look: Look) -> Result<Printed, CiteError> {
        let fact = self.facts.fact(key).ok_or_else(|| self.facts.missing_period(key))?;
        let stated = match &fact.state {
            State::Missing { reason } => return Ok(self.missing(vec![key], reason.clone())),
            State::Stated(stated) | State::Derived { value: stated, .. } => stated,
        };
        let (digits, unit, ambiguous) = self.scaled(key, stated, look)?;
        let below = stated.value.is_sign_negative() && !stated.value.is_zero();
        let caution = ambiguous.then(|| {
            let name = self.facts.name(key);
            let reason = format!("the digits of `{name}` do not say which way it rounds in {unit}");
            Caution { reason, asked: Some(fact.span) }
        });
        let text = if stated.nil && look.cell {
            self.locale.word("none").to_owned()
        } else {
            self.worded(&digits, below, &unit, look)
        };
        let digits = Some((digits, unit));
        let derived = derived(fact);
        let facts = vec![self.facts.name(key)];
        let shown = Shown { text, facts, negative: below, missing: false, derived, digits };
        Ok(Printed { shown, reason: None, caution })
    }

    /// Words a figure; `below` tells whether it is below zero, also where its digits are rounded
    /// to zero.
    fn worded(&self, digits: &Decimal, below: bool, unit: &Unit, look: Look) -> String {
        let kept = self.locale.number.negative_zero || !digits.is_zero();
        let negative = below && kept && !look.absolute;
        let plain = self.locale.digits(digits);
        // Per cent and points keep their sign in a table: their columns have no unit of their own.
        let bare = look.number || (look.cell && !matches!(unit, Unit::Percent));
        if look.cell {
            let body = if bare { plain } else { self.locale.with_unit(&plain, digits, unit) };
            return sign(&self.locale.number.negative, negative, body);
        }
        if bare {
            return sign(&self.locale.number.minus, negative, plain);
        }
        // In running text a negative amount carries its unit inside the parentheses.
        let mixed = self.locale.mixed_money(digits, unit).filter(|_| look.scale.is_none());
        let mixed = mixed.or_else(|| self.locale.money_in_parts(digits, unit));
        let body = mixed.unwrap_or_else(|| self.locale.with_unit(&plain, digits, unit));
        sign(&self.locale.number.negative, negative, body)
    }

    /// Prints the mark of a missing figure. Why one is still to be filled in is told to its author,
    /// never to readers.
    #[must_use]
    pub fn missing(&self, keys: Vec<Key>, reason: String) -> Printed {
        let due = keys.iter().any(|key| self.facts.is_due(*key))
            || keys.windows(2).any(|pair| {
                let stated = self.facts.changes_between(pair[0], pair[1]);
                stated.iter().any(|change| change.due)
            });
        let shown = Shown {
            text: self.locale.word("not_available").to_owned(),
            facts: keys.into_iter().map(|key| self.facts.name(key)).collect(),
            negative: false,
            missing: true,
            derived: false,
            digits: None,
        };
        Printed { shown, reason: (!due).then_some(reason), caution: None }
    }

    /// Prints a change; `scale` is that of an amount.
    ///
    /// # Errors
    /// As [`Facts::change`].
    pub fn change(
        &self,
        now: Key,
        base: Key,
        measure: Measure,
        wording: Wording,
        scale: Option<Scale>,
    ) -> Result<Printed, CiteError> {
        let words = &self.locale.change;
        let facts = vec![self.facts.name(now), self.facts.name(base)];
        let plain = |text: &str, negative: bool| Printed {
            shown: Shown {
                text: text.to_owned(),
                facts: facts.clone(),
                negative,
                missing: false,
                derived: false,
                digits: None,
            },
            reason: None,
            caution: None,
        };
        let (size, way, ambiguous, derived) = match self.facts.change(now, base, measure)? {
            ChangeFigure::By { size, way, ambiguous, derived, .. } => {
                (size, way, ambiguous, derived)
            }
            ChangeFigure::Turned { to_profit: true } => {
                return Ok(plain(&words.turned_to_profit, false));
            }
            ChangeFigure::Turned { to_profit: false } => {
                return Ok(plain(&words.turned_to_loss, true));
            }
            ChangeFigure::Loss { narrowed } => {
                let cell = matches!(wording, Wording::Cell | Wording::CellWithUnit);
                let text = match (narrowed, cell) {
                    (true, false) => &words.loss_narrowed,
                    (true, true) => &words.loss_narrowed_cell,
                    (false, false) => &words.loss_widened,
                    (false, true) => &words.loss_widened_cell,
                };
                return Ok(plain(text, !narrowed));
            }
            ChangeFigure::NotMeaningful => return Ok(plain(&words.not_meaningful, false)),
            ChangeFigure::Missing(reason) => return Ok(self.missing(vec![now, base], reason)),
        };
        let wanted = scale.and_then(|scale| size.unit.with_scale(scale));
        if let Some(unit) = wanted.as_ref().filter(|u| u.exponent() < size.unit.exponent()) {
            let (name, known) = (self.facts.name(now), &size.unit);
            let reason = format!("the change of `{name}` is known in {known} only, not in {unit}");
            let help = format!("Show it in {}", size.unit.scale());
            return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
        }
        let (digits, unit) = self.coarser(&size, scale);
        let caution = ambiguous.then(|| {
            Caution::computed(format!(
                "from the printed figures of `{}` and `{}` the change may round to other digits",
                self.facts.name(now),
                self.facts.name(base)
            ))
        });
        // A change that rounds away is still a rise or a fall: `up 0.0%`, as companies print it. Where
        // the figures do not tell which, a table may print `0%`; words would have to say one of them.
        let way = match (way, wording) {
            (None, Wording::Direction | Wording::Verb) => {
                let reason = format!(
                    "whether `{}` rose or fell from `{}` is more than their digits tell",
                    self.facts.name(now),
                    self.facts.name(base)
                );
                let help = Some(self.facts.state_it(now, base));
                return Err(CiteError::new(code::WRONG_SCALE, reason, help));
            }
            (None, _) => Ordering::Equal,
            (Some(way), _) => way,
        };
        let negative = way == Ordering::Less;
        let text = self.sized(&digits, &unit, wording, way);
        let shown = Shown { text, facts, negative, missing: false, derived, digits: None };
        Ok(Printed { shown, reason: None, caution })
    }

    fn sized(&self, digits: &Decimal, unit: &Unit, wording: Wording, way: Ordering) -> String {
        let words = &self.locale.change;
        let plain = self.locale.digits(digits);
        let size = self.locale.with_unit(&plain, digits, unit);
        let points = matches!(unit, Unit::Points);
        let zero = digits.is_zero();
        let negative = digits.is_sign_negative() && !zero;
        let pattern = match (wording, way) {
            (Wording::Size, _) => return size,
            (Wording::CellWithUnit, _) => {
                let whole = size.clone();
                return self.change_cell(whole, size, unit, negative, zero);
            }
            (Wording::Cell, _) => return self.change_cell(plain, size, unit, negative, zero),
            (Wording::Direction, Ordering::Equal) => &words.flat,
            (Wording::Direction, Ordering::Less) if points => &words.down_points,
            (Wording::Direction, Ordering::Greater) if points => &words.up_points,
            (Wording::Direction, Ordering::Less) => &words.down,
            (Wording::Direction, Ordering::Greater) => &words.up,
            (Wording::Verb, Ordering::Equal) => &words.flat_verb,
            (Wording::Verb, Ordering::Less) => &words.down_verb,
            (Wording::Verb, Ordering::Greater) => &words.up_verb,
        };
        fill(pattern, &[("size", &size)])
    }

    fn change_cell(
        &self,
        plain: String,
        size: String,
        unit: &Unit,
        negative: bool,
        zero: bool,
    ) -> String {
        let marks = &self.locale.number;
        let body = if matches!(unit, Unit::Percent) { size } else { plain };
        match (negative, unit) {
            (true, _) => sign(&marks.negative, true, body),
            // A rise in per cent is printed bare, an amount with its plus, as is the custom.
            (false, Unit::Percent) => body,
            (false, _) => sign(&marks.plus, !zero, body),
        }
    }

    /// Gives one figure as a percentage of another, and whether no other digits would be as right;
    /// nothing where the quotient has no meaning.
    #[must_use]
    pub fn share_digits(&self, part: Key, whole: Key) -> Option<(Decimal, bool)> {
        let stated = |key| self.facts.fact(key).and_then(Fact::stated);
        let (a, b) = (stated(part)?, stated(whole)?);
        // An amount in single units beside one in millions is one per share, and no part of it.
        let apart = |key: Key| self.facts.item(key.item).unit.scale() == Scale::One;
        if !a.unit.same_measure(&b.unit) || a.unit.is_currency() && apart(part) != apart(whole) {
            return None;
        }
        // A quotient that the company states is printed as stated.
        if let Some(stated) = self.facts.stated_ratio(part, whole) {
            return Some((stated.value, true));
        }
        let (value, interval) = crate::num::ratio(a, b)?;
        let rounding = self.facts.item(part.item).rates.cutting();
        let round = |v: &Exact| (v * Exact::pow10(2)).round(1, rounding);
        let digits = round(&value)?;
        let sure = [interval.lo(), interval.hi()].iter().all(|e| round(e.at()) == Some(digits));
        Some((digits, sure))
    }

    /// Gives the digits that a figure is printed with, in base units; nothing where it is missing
    /// or cannot be printed so.
    #[must_use]
    pub fn printed_digits(&self, key: Key, look: Look) -> Option<Exact> {
        let stated = self.facts.fact(key)?.stated()?;
        let (digits, unit, _) = self.scaled(key, stated, look).ok()?;
        let places = i32::try_from(digits.scale()).ok()?;
        Some(Exact::decimal(digits.mantissa(), unit.exponent() - places))
    }

    /// Prints what a change does to a result, as an amount with its sign; `lessens` where a rise
    /// takes away from it, as costs do.
    ///
    /// # Errors
    /// As [`Facts::change`], and `wrong-unit` where there is no amount.
    pub fn effect(
        &self,
        now: Key,
        base: Key,
        lessens: bool,
        scale: Option<Scale>,
    ) -> Result<Printed, CiteError> {
        let (size, derived) = match self.facts.change(now, base, Measure::Amount)? {
            ChangeFigure::By { size, derived, .. } => (size, derived),
            ChangeFigure::Missing(reason) => return Ok(self.missing(vec![now, base], reason)),
            ChangeFigure::Turned { .. }
            | ChangeFigure::Loss { .. }
            | ChangeFigure::NotMeaningful => {
                let reason = format!("`{}` has no change in amounts", self.facts.name(now));
                return Err(CiteError::new(code::WRONG_UNIT, reason, None));
            }
        };
        let facts = vec![self.facts.name(now), self.facts.name(base)];
        Ok(self.signed(&size, lessens, scale, facts, derived))
    }

    /// Prints a figure as a step, with its sign.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table.
    pub fn step(
        &self,
        key: Key,
        lessens: bool,
        scale: Option<Scale>,
    ) -> Result<Printed, CiteError> {
        let fact = self.facts.fact(key).ok_or_else(|| self.facts.missing_period(key))?;
        let facts = vec![self.facts.name(key)];
        match &fact.state {
            State::Missing { reason } => Ok(self.missing(vec![key], reason.clone())),
            State::Stated(size) | State::Derived { value: size, .. } => {
                Ok(self.signed(size, lessens, scale, facts, derived(fact)))
            }
        }
    }

    fn signed(
        &self,
        size: &Stated,
        lessens: bool,
        scale: Option<Scale>,
        facts: Vec<String>,
        derived: bool,
    ) -> Printed {
        let (mut digits, unit) = self.coarser(size, scale);
        // A figure that lessens is printed with the other sign, but known with its own.
        let known = matches!(facts.as_slice(), [_]).then(|| (digits, unit.clone()));
        if lessens {
            digits.set_sign_negative(!digits.is_sign_negative());
        }
        let negative = digits.is_sign_negative() && !digits.is_zero();
        let way = digits.cmp(&Decimal::ZERO);
        let text = self.sized(&digits, &unit, Wording::Cell, way);
        let shown = Shown { text, facts, negative, missing: false, derived, digits: known };
        Printed { shown, reason: None, caution: None }
    }

    /// Prints one figure as a percentage of another.
    ///
    /// # Errors
    /// `missing-period`, or `not-a-share` where the quotient has no meaning.
    pub fn share(&self, part: Key, whole: Key) -> Result<Printed, CiteError> {
        let find = |key| self.facts.fact(key).ok_or_else(|| self.facts.missing_period(key));
        let (a, b) = (find(part)?, find(whole)?);
        for fact in [a, b] {
            if let State::Missing { reason } = &fact.state {
                return Ok(self.missing(vec![part, whole], reason.clone()));
            }
        }
        let names = || (self.facts.name(part), self.facts.name(whole));
        let refused = || {
            let (a, b) = names();
            let reason = format!(
                "`{a}` is no share of `{b}`: they are in two units, one is an amount per share, or \
                 the quotient is not known"
            );
            let help = Some("Choose another whole, or leave the column out".to_owned());
            CiteError::new(code::NOT_A_SHARE, reason, help)
        };
        let (digits, sure) = self.share_digits(part, whole).ok_or_else(refused)?;
        let caution = (!sure).then(|| {
            let (a, b) = names();
            Caution::computed(format!(
                "from the printed figures `{a}` / `{b}` may round to other digits"
            ))
        });
        let negative = digits.is_sign_negative() && !digits.is_zero();
        let body = self.locale.with_unit(&self.locale.digits(&digits), &digits, &Unit::Percent);
        let text = sign(&self.locale.number.negative, negative, body);
        let (one, other) = names();
        let derived = derived(a) || derived(b);
        let facts = vec![one, other];
        let shown = Shown { text, facts, negative, missing: false, derived, digits: None };
        Ok(Printed { shown, reason: None, caution })
    }
}

fn derived(fact: &Fact) -> bool {
    matches!(fact.state, State::Derived { .. })
}
