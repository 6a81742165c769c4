//! Figures in their final form: the one place that rounds, scales, signs and words them.

use std::cmp::Ordering;

use super::Shown;
use crate::code;
use crate::facts::{ChangeFigure, CiteError, Fact, Facts, Key, LeftOut, LeftOutKind, State};
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
pub struct FigureStyle {
    /// In a table: parentheses below zero, no unit.
    pub cell: bool,
    /// The scale to print in; that of the digits where not given, that of the item in a table.
    pub scale: Option<Scale>,
    /// Without its unit.
    pub number: bool,
    /// The sign it is printed with.
    pub sign: PrintedSign,
}

/// The sign that a figure is printed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrintedSign {
    /// Its own.
    #[default]
    Own,
    /// None, where the words around say it.
    Absent,
    /// The other one: what a result takes off, as a reconciliation does.
    Other,
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
    /// `+JPY 1.0 billion`, `+1.0 pt`, in a table whose unit is another.
    CellWithUnit,
}

/// A printed figure with what its reader should be told.
#[derive(Clone, Debug)]
pub struct Formatted {
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
    pub(super) fn computed(reason: String) -> Self {
        Self { reason, asked: None }
    }
}

impl Press<'_> {
    /// Prints a figure.
    ///
    /// # Errors
    /// `missing-period` where it is not in the table, `wrong-scale` where it would have to be
    /// printed finer than it is known.
    pub fn value(&self, key: Key, look: FigureStyle) -> Result<Formatted, CiteError> {
        let fact = self.facts.fact(key).ok_or_else(|| self.facts.references().missing(key))?;
        let stated = match &fact.state {
            State::Missing { reason } => return Ok(self.missing(vec![key], reason.clone())),
            State::LeftOut(left_out) => return self.left_out(left_out, vec![key], look.cell),
            State::Stated(stated) | State::Derived { value: stated, .. } => stated,
        };
        let (digits, unit, ambiguous) = self.scaled(key, stated, look)?;
        let below = stated.value.is_sign_negative() != (look.sign == PrintedSign::Other)
            && !stated.value.is_zero();
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
        let digits = match look.sign {
            PrintedSign::Absent => digits.abs(),
            PrintedSign::Other => -digits,
            PrintedSign::Own => digits,
        };
        let shown = Shown {
            text,
            facts: vec![self.facts.name(key)],
            negative: below,
            derived: derived(fact),
            digits: Some((digits, unit)),
            ..Shown::default()
        };
        Ok(Formatted { shown, reason: None, caution })
    }

    /// Words a figure; `below` tells whether it is below zero, also where its digits are rounded
    /// to zero.
    fn worded(&self, digits: &Decimal, below: bool, unit: &Unit, look: FigureStyle) -> String {
        let kept = self.locale.number.negative_zero || !digits.is_zero();
        let negative = below && kept && look.sign != PrintedSign::Absent;
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
        let body = self.in_prose(digits, unit, look.scale);
        sign(&self.locale.number.negative, negative, body)
    }

    /// Writes an amount or its change as running text does: `158億13百万円`, `22円50銭`; in the scale
    /// that is asked for as it is.
    fn in_prose(&self, digits: &Decimal, unit: &Unit, asked: Option<Scale>) -> String {
        let mixed = self.locale.mixed_money(digits, unit).filter(|_| asked.is_none());
        let mixed = mixed.or_else(|| self.locale.money_in_parts(digits, unit));
        mixed.unwrap_or_else(|| self.locale.with_unit(&self.locale.digits(digits), digits, unit))
    }

    /// Prints the mark of a missing figure. Why one is still to be filled in is told to its author,
    /// never to readers.
    #[must_use]
    pub fn missing(&self, keys: Vec<Key>, reason: String) -> Formatted {
        let due = keys.iter().any(|key| self.facts.is_due(*key))
            || keys.windows(2).any(|pair| {
                let stated = self.facts.changes().between(pair[0], pair[1]);
                stated.iter().any(|change| change.due)
            });
        let shown = Shown {
            text: self.locale.word("not_available").to_owned(),
            facts: keys.into_iter().map(|key| self.facts.name(key)).collect(),
            missing: true,
            ..Shown::default()
        };
        Formatted { shown, reason: (!due).then_some(reason), caution: None }
    }

    /// Prints a change; `scale` is that of an amount.
    ///
    /// # Errors
    /// As [`Changes::of`].
    pub fn change(
        &self,
        now: Key,
        base: Key,
        measure: Measure,
        wording: Wording,
        scale: Option<Scale>,
    ) -> Result<Formatted, CiteError> {
        let words = &self.locale.change;
        let facts = vec![self.facts.name(now), self.facts.name(base)];
        let plain = |text: &str, direction: Option<Ordering>| Formatted {
            shown: Shown {
                text: text.to_owned(),
                facts: facts.clone(),
                negative: direction == Some(Ordering::Less),
                direction,
                ..Shown::default()
            },
            reason: None,
            caution: None,
        };
        match self.facts.changes().of(now, base, measure)? {
            ChangeFigure::By { size, way, ambiguous, derived, .. } => {
                let printed = self.by((now, base), &size, way, wording, scale)?;
                let shown = Shown { facts, derived, ..printed };
                let caution = ambiguous.then(|| self.ambiguous(now, base));
                Ok(Formatted { shown, reason: None, caution })
            }
            ChangeFigure::Turned { to_profit: true } => {
                Ok(plain(&words.turned_to_profit, Some(Ordering::Greater)))
            }
            ChangeFigure::Turned { to_profit: false } => {
                Ok(plain(&words.turned_to_loss, Some(Ordering::Less)))
            }
            ChangeFigure::Loss { narrowed } => {
                let cell = matches!(wording, Wording::Cell | Wording::CellWithUnit);
                let text = match (narrowed, cell) {
                    (true, false) => &words.loss_narrowed,
                    (true, true) => &words.loss_narrowed_cell,
                    (false, false) => &words.loss_widened,
                    (false, true) => &words.loss_widened_cell,
                };
                let way = if narrowed { Ordering::Greater } else { Ordering::Less };
                Ok(plain(text, Some(way)))
            }
            ChangeFigure::NotMeaningful => Ok(plain(&words.not_meaningful, None)),
            ChangeFigure::LeftOut(left_out) => {
                let cell = matches!(wording, Wording::Cell | Wording::CellWithUnit);
                self.left_out(&left_out, vec![now, base], cell)
            }
            ChangeFigure::Missing(reason) => Ok(self.missing(vec![now, base], reason)),
        }
    }

    /// Prints a change of a size: its digits, its direction and the words around them.
    fn by(
        &self,
        (now, base): (Key, Key),
        size: &Stated,
        way: Option<Ordering>,
        wording: Wording,
        scale: Option<Scale>,
    ) -> Result<Shown, CiteError> {
        let wanted = scale.and_then(|scale| size.unit.with_scale(scale));
        if let Some(unit) = wanted.as_ref().filter(|u| u.exponent() < size.unit.exponent()) {
            let (name, known) = (self.facts.name(now), &size.unit);
            let reason = format!("the change of `{name}` is known in {known} only, not in {unit}");
            let help = format!("Show it in {}", size.unit.scale());
            return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
        }
        let (digits, unit) = self.coarser(size, scale);
        // A change that rounds away is still a rise or a fall: `up 0.0%`, as companies print it. Where
        // the figures do not tell which, a table may print `0%`; words would have to say one of them.
        let way = match (way, wording) {
            (None, Wording::Direction | Wording::Verb) => {
                let reason = format!(
                    "whether `{}` rose or fell from `{}` is more than their digits tell",
                    self.facts.name(now),
                    self.facts.name(base)
                );
                let help = Some(self.facts.changes().state_it(now, base));
                return Err(CiteError::new(code::WRONG_SCALE, reason, help));
            }
            (None, _) => Ordering::Equal,
            (Some(way), _) => way,
        };
        let text = self.sized(&digits, &unit, wording, way, scale);
        // The words around a bare size say its direction, and where words tell a change its sign is
        // that of the way: an outflow that rose is kept with a minus.
        let printed = match wording {
            Wording::Direction | Wording::Verb if way == Ordering::Less => -digits.abs(),
            Wording::Size | Wording::Direction | Wording::Verb => digits.abs(),
            Wording::Cell | Wording::CellWithUnit => digits,
        };
        let cell = matches!(wording, Wording::Cell | Wording::CellWithUnit);
        let falls = if cell && !digits.is_zero() {
            digits.is_sign_negative()
        } else {
            way == Ordering::Less
        };
        Ok(Shown {
            text,
            negative: falls,
            digits: Some((printed, unit)),
            direction: Some(way),
            ..Shown::default()
        })
    }

    /// Says that a change may round to other digits.
    fn ambiguous(&self, now: Key, base: Key) -> Caution {
        Caution::computed(format!(
            "from the printed figures of `{}` and `{}` the change may round to other digits",
            self.facts.name(now),
            self.facts.name(base)
        ))
    }

    /// Prints what stands in the place of a figure, or of a change between two, that the company gives
    /// none of, with its reason.
    ///
    /// # Errors
    /// `bad-citation` for a dash in words, which have no place for it.
    pub(super) fn left_out(
        &self,
        left_out: &LeftOut,
        keys: Vec<Key>,
        cell: bool,
    ) -> Result<Formatted, CiteError> {
        let text = match left_out.kind {
            LeftOutKind::NotMeaningful => self.locale.change.not_meaningful.as_str(),
            LeftOutKind::NotApplicable => self.locale.word("not_applicable"),
            LeftOutKind::NotDisclosed => self.locale.word("not_disclosed"),
            LeftOutKind::None if cell => self.locale.word("none"),
            LeftOutKind::None => {
                let names: Vec<_> = keys.iter().map(|key| self.facts.name(*key)).collect();
                let (reason, help) = match &names[..] {
                    [now, base] => (
                        format!("the change of `{now}` from `{base}` is left out on purpose"),
                        "Words need its digits: state them under `changes`, or cite the figure",
                    ),
                    _ => (
                        format!("`{}` is left out on purpose", names.join("`, `")),
                        "Words need its digits, or say `not applicable` or `not disclosed` of it",
                    ),
                };
                return Err(CiteError::new(code::BAD_CITATION, reason, Some(help.to_owned())));
            }
        };
        let shown = Shown {
            text: text.to_owned(),
            facts: keys.into_iter().map(|key| self.facts.name(key)).collect(),
            left_out: true,
            ..Shown::default()
        };
        Ok(Formatted { shown, reason: left_out.reason.clone(), caution: None })
    }

    pub(super) fn sized(
        &self,
        digits: &Decimal,
        unit: &Unit,
        wording: Wording,
        way: Ordering,
        asked: Option<Scale>,
    ) -> String {
        let words = &self.locale.change;
        let plain = self.locale.digits(digits);
        let cell = matches!(wording, Wording::Cell | Wording::CellWithUnit);
        let size = if cell {
            self.locale.with_unit(&plain, digits, unit)
        } else {
            self.in_prose(digits, unit, asked)
        };
        let points = matches!(unit, Unit::Points);
        let zero = digits.is_zero();
        let negative = digits.is_sign_negative() && !zero;
        let pattern = match (wording, way) {
            (Wording::Size, _) => return size,
            (Wording::CellWithUnit, _) => {
                let short = matches!(unit, Unit::Points);
                let short =
                    short.then(|| fill(&self.locale.unit.points_cell, &[("number", &plain)]));
                let whole = short.unwrap_or_else(|| size.clone());
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

    /// Gives the digits that a figure is printed with, in base units; nothing where it is missing
    /// or cannot be printed so.
    #[must_use]
    pub fn printed_digits(&self, key: Key, look: FigureStyle) -> Option<Exact> {
        let stated = self.facts.fact(key)?.stated()?;
        let (digits, unit, _) = self.scaled(key, stated, look).ok()?;
        let places = i32::try_from(digits.scale()).ok()?;
        Some(Exact::decimal(digits.mantissa(), unit.exponent() - places))
    }
}

pub(super) fn derived(fact: &Fact) -> bool {
    matches!(fact.state, State::Derived { .. })
}
