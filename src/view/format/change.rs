//! Changes: their digits, the way they go, and the words for it.

use std::cmp::Ordering;

use super::rescale::{Rescaled, Unprintable};
use super::{Caution, FigureFormatter, Formatted, Precision, Shown};
use crate::code;
use crate::facts::{ChangeFigure, CiteError, Key};
use crate::locale::{fill, sign};
use crate::num::{Decimal, Measure, Period, Scale, Side, Stated, Unit};
use crate::view::ComparisonBase;

/// How a change is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeStyle {
    /// `down 24.3%`.
    Direction,
    /// `decreased 24.3%`.
    Verb,
    /// `24.3%`, where the words around say the direction.
    Size,
    /// `(24.3%)`, as in a table.
    Cell,
    /// The same in a sentence.
    Number,
    /// `+JPY 1.0 billion`, `+1.0 pt`, in a table whose unit is another.
    CellWithUnit,
}

impl ChangeStyle {
    /// Whether digits with their sign are printed, without words.
    #[must_use]
    pub fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::Number | Self::CellWithUnit)
    }
}

/// Formats the changes between figures.
#[derive(Clone, Copy, Debug)]
pub struct ChangeFormatter<'a> {
    pub(super) figures: FigureFormatter<'a>,
}

impl ChangeFormatter<'_> {
    /// Prints a change; a scale that is asked for is that of an amount, or of points.
    ///
    /// # Errors
    /// As [`Changes::of`].
    pub fn change(
        &self,
        now: Key,
        base: Key,
        measure: Measure,
        style: ChangeStyle,
        asked: Precision,
    ) -> Result<Formatted, CiteError> {
        let words = &self.figures.locale.change;
        let facts = vec![self.figures.facts.name(now), self.figures.facts.name(base)];
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
        let changes = self.figures.facts.changes();
        let house = match measure {
            Measure::Percent => self.figures.locale.house.places(&Unit::Percent),
            Measure::Points | Measure::Amount => None,
        };
        // Growth that is not known to the digits of the house is told as it is known.
        let of = |decimals| changes.to_decimals(decimals).of(now, base, measure);
        let change = match house.filter(|_| asked.decimals.is_none()) {
            Some(_) => of(house).or_else(|_| of(None)),
            None => of(asked.decimals),
        };
        match change? {
            ChangeFigure::By { size, way, ambiguous, derived, .. } => {
                let printed = self.by((now, base), (&size, None), way, style, asked)?;
                let shown = Shown { facts, derived, ..printed };
                let caution = ambiguous.then(|| self.ambiguous(now, base));
                Ok(Formatted { shown, reason: self.figures.split_note(&[now, base]), caution })
            }
            ChangeFigure::Bounded { size, way } => {
                self.bounded((now, base), (&size, way), style, asked)
            }
            ChangeFigure::Turned { to_profit: true } => {
                Ok(plain(&words.turned_to_profit, Some(Ordering::Greater)))
            }
            ChangeFigure::Turned { to_profit: false } => {
                Ok(plain(&words.turned_to_loss, Some(Ordering::Less)))
            }
            ChangeFigure::Loss { narrowed } => {
                let cell = style.is_cell();
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
                let cell = style.is_cell();
                self.figures.left_out(&left_out, vec![now, base], cell)
            }
            ChangeFigure::Missing(reason) => Ok(self.figures.missing(vec![now, base], reason)),
        }
    }

    /// Prints a change of a size: its digits, its direction and the words around them.
    pub(super) fn by(
        &self,
        (now, base): (Key, Key),
        (size, cut): (&Stated, Option<Side>),
        way: Option<Ordering>,
        style: ChangeStyle,
        asked: Precision,
    ) -> Result<Shown, CiteError> {
        let cell = style.is_cell();
        let printed = self.figures.rescaled(size, asked, cut);
        let Rescaled { digits, unit, .. } = match printed {
            // Beside its figures in a coarse scale a change of nothing is seen to be one.
            Err(Unprintable::Zero { unit }) if cell => {
                let zero = Decimal::new(0, asked.decimals.unwrap_or(1));
                Rescaled { digits: zero, unit, ambiguous: false }
            }
            Err(error) => {
                let name = format!("the change of `{}`", self.figures.facts.name(now));
                let (reason, help) = error.told(&name, &size.unit, &size.unit);
                return Err(CiteError::new(code::WRONG_SCALE, reason, Some(help)));
            }
            Ok(rescaled) => rescaled,
        };
        // A change that rounds away is still a rise or a fall: `up 0.0%`, as companies print it. Where
        // the figures do not tell which, a table may print `0%`; words would have to say one of them.
        let way = match (way, style) {
            (None, ChangeStyle::Direction | ChangeStyle::Verb) => {
                let reason = format!(
                    "whether `{}` rose or fell from `{}` is more than their digits show",
                    self.figures.facts.name(now),
                    self.figures.facts.name(base)
                );
                let help = Some(self.figures.facts.changes().state_it(now, base));
                return Err(CiteError::new(code::WRONG_SCALE, reason, help));
            }
            (None, _) => Ordering::Equal,
            (Some(way), _) => way,
        };
        let text = self.sized(&digits, &unit, style, way, asked.scale);
        // The words around a bare size say its direction, and where words tell a change its sign is
        // that of the way: an outflow that rose is kept with a minus.
        let printed = match style {
            ChangeStyle::Direction | ChangeStyle::Verb if way == Ordering::Less => -digits.abs(),
            ChangeStyle::Size | ChangeStyle::Direction | ChangeStyle::Verb => digits.abs(),
            ChangeStyle::Cell | ChangeStyle::Number | ChangeStyle::CellWithUnit => digits,
        };
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
            self.figures.facts.name(now),
            self.figures.facts.name(base)
        ))
    }

    pub(super) fn sized(
        &self,
        digits: &Decimal,
        unit: &Unit,
        style: ChangeStyle,
        way: Ordering,
        asked: Option<Scale>,
    ) -> String {
        let plain = self.figures.locale.digits_of(digits, unit);
        let cell = style.is_cell();
        let size = if cell {
            self.figures.locale.with_unit(&plain, digits, unit)
        } else {
            self.figures.in_prose(digits, unit, asked)
        };
        let points = unit.is_points();
        let zero = digits.is_zero();
        let negative = digits.is_sign_negative() && !zero;
        let marks = &self.figures.locale.number;
        match style {
            ChangeStyle::Size => return size,
            ChangeStyle::CellWithUnit => {
                let whole = self.figures.in_cell(&plain, digits, unit);
                return self.cell((whole, size), unit, (negative, zero), &marks.negative);
            }
            ChangeStyle::Cell => {
                return self.cell((plain, size), unit, (negative, zero), &marks.negative);
            }
            ChangeStyle::Number => {
                let minus = self.figures.minus_in_prose();
                return self.cell((plain, size), unit, (negative, zero), minus);
            }
            ChangeStyle::Direction | ChangeStyle::Verb => {}
        }
        let pattern = self.pattern(style, way, points);
        fill(pattern, &[("size", &size)])
    }

    /// Gives the words around the size of a change.
    pub(super) fn pattern(&self, style: ChangeStyle, way: Ordering, points: bool) -> &str {
        let words = &self.figures.locale.change;
        match (style == ChangeStyle::Verb, way) {
            (false, Ordering::Equal) => &words.flat,
            (false, Ordering::Less) if points => &words.down_points,
            (false, Ordering::Greater) if points => &words.up_points,
            (false, Ordering::Less) => &words.down,
            (false, Ordering::Greater) => &words.up,
            (true, Ordering::Equal) => &words.flat_verb,
            (true, Ordering::Less) => &words.down_verb,
            (true, Ordering::Greater) => &words.up_verb,
        }
    }

    fn cell(
        &self,
        (plain, size): (String, String),
        unit: &Unit,
        (negative, zero): (bool, bool),
        minus: &str,
    ) -> String {
        let marks = &self.figures.locale.number;
        let body = if matches!(unit, Unit::Percent) { size } else { plain };
        match (negative, unit) {
            (true, _) => sign(minus, true, body),
            // A rise in per cent is printed bare, an amount with its plus, as is the custom.
            (false, Unit::Percent) => body,
            (false, _) => sign(&marks.plus, !zero, body),
        }
    }

    /// Puts what it is against behind a change that is told in words: `down 24.3% YoY`.
    #[must_use]
    pub fn tagged(
        &self,
        change: Formatted,
        style: ChangeStyle,
        (against, now): (ComparisonBase, Period),
    ) -> Formatted {
        let words = &self.figures.locale.change;
        let pattern = if style == ChangeStyle::Verb { &words.tagged_verb } else { &words.tagged };
        let tag = self.tag(against, now);
        let text = fill(pattern, &[("change", &change.shown.text), ("tag", &tag)]);
        Formatted { shown: Shown { text, ..change.shown }, ..change }
    }

    /// Names what a change of a figure of that period is against: `YoY`, `前年同期末比`.
    #[must_use]
    pub fn tag(&self, against: ComparisonBase, now: Period) -> String {
        let words = &self.figures.locale.change;
        match (against, now) {
            (ComparisonBase::Year, Period::Instant(_)) => words.yoy_day.clone(),
            (ComparisonBase::Year, Period::Year { .. }) => words.yoy_year.clone(),
            (ComparisonBase::Year, Period::Half { half: 1, .. }) => words.yoy_half.clone(),
            (ComparisonBase::Year, _) => words.yoy.clone(),
            (ComparisonBase::Quarter, Period::Instant(_)) => words.qoq_day.clone(),
            (ComparisonBase::Quarter, _) => words.qoq.clone(),
            (ComparisonBase::Period(base, scope), _) => {
                let period = self.figures.locale.period_name(base, self.figures.facts.calendar);
                let year_end = now.is_instant()
                    && base == Period::Instant(self.figures.facts.calendar.prior_year_end(now));
                match self.figures.facts.scope(scope).label.as_str() {
                    "" if year_end => fill(&words.versus_year_end, &[("period", &period)]),
                    "" => fill(&words.versus, &[("period", &period)]),
                    label => {
                        let same = base == now;
                        let pattern = if same { &words.versus_same } else { &words.versus_scope };
                        fill(pattern, &[("period", &period), ("scope", label)])
                    }
                }
            }
        }
    }
}
