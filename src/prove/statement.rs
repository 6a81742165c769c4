//! Statements: what a deck claims of its figures, one period and scope at a time.

use std::fmt::Write as _;

use crate::code::{self, Code};
use crate::facts::{
    ChartSum, ChartSumForm, Facts, FigureEnds, Key, LeftOut, Relation, RelationKind, StatedChange,
};
use crate::num::{Bounds, Exact, Interval, Measure, Rounding, Unit};
use crate::source::Span;

/// How the left side of a statement follows from the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionForm {
    /// It is the weighted sum of the terms.
    Sum,
    /// It is the first term divided by the second.
    Quotient,
    /// It is the first term less the second, divided by the second's distance from zero.
    Growth,
    /// It is at least the sum of the terms.
    AtLeast,
}

/// Where a statement comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The relation of that index in [`Facts::relations`].
    Declared(usize),
    /// A change that the company states.
    Change {
        /// The later figure.
        now: Key,
        /// The earlier figure.
        base: Key,
        /// What is measured.
        measure: Measure,
    },
    /// A figure that the deck derives from others.
    Derived,
    /// A longer period is the sum of the shorter ones it consists of; nobody declares that.
    Cumulative,
    /// The sum of that index in [`Facts::chart_sums`]: a chart draws it so.
    Drawn(usize),
}

/// What became of a statement on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A range of it allows the others.
    Within,
    /// The company gives no figure for one of its figures, so it says nothing.
    LeftOut,
    /// The printed digits agree.
    Exact,
    /// Figures behind the printed digits agree, though the digits do not.
    ByRounding,
    /// No figures behind the printed digits agree.
    Broken,
    /// A figure is not known; the statement still counts together with others.
    Unknown,
    /// The base may be zero, or its sign is not known: there is no quotient to speak of.
    NoBase,
}

impl Verdict {
    /// Tells whether the statement was put to the test on its own.
    #[must_use]
    pub fn is_tested(self) -> bool {
        match self {
            Self::Exact | Self::ByRounding | Self::Within | Self::Broken => true,
            Self::Unknown | Self::NoBase | Self::LeftOut => false,
        }
    }
}

/// One claim about figures.
#[derive(Clone, Debug)]
pub struct Assertion {
    /// How the left side follows.
    pub form: AssertionForm,
    /// Where it comes from.
    pub origin: Origin,
    /// The figure on the left; nothing for a stated change, which is no figure of its own.
    pub left: Option<Key>,
    /// The figures on the right with their weights.
    pub terms: Vec<(Exact, Key)>,
    /// What the printed left side allows, in base units.
    pub printed: Option<Interval>,
    /// What the right side allows, in base units.
    pub derived: Option<Interval>,
    /// What became of it on its own.
    pub verdict: Verdict,
    /// Where it was written.
    pub span: Span,
}

impl Assertion {
    /// Judges a statement by the intervals and digits of its figures.
    pub(super) fn judge(mut self, facts: &Facts, written: Option<&PrintedSide>) -> Self {
        self.printed = written.map(|left| left.interval.clone());
        if self.left_out(facts).next().is_some() {
            self.verdict = Verdict::LeftOut;
            return self;
        }
        let known: Option<Vec<_>> =
            self.terms.iter().map(|(_, key)| Some(facts.fact(*key)?.interval()?.clone())).collect();
        let Some(known) = known else { return self };
        let zero = || Interval::point(Exact::zero());
        self.derived = match self.form {
            AssertionForm::Sum | AssertionForm::AtLeast => Some(
                known
                    .iter()
                    .zip(&self.terms)
                    .fold(zero(), |sum, (interval, (weight, _))| sum.add(&interval.scale(weight))),
            ),
            AssertionForm::Quotient => known[0].div(&known[1]),
            AssertionForm::Growth => growth(&known[0], &known[1]),
        };
        let Some(left) = written else { return self };
        let Some(derived) = &self.derived else {
            self.verdict = Verdict::NoBase;
            return self;
        };
        let holds = match self.form {
            AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth => {
                derived.meets(&left.interval)
            }
            // A part may be as large as the whole, so only the near ends are compared.
            AssertionForm::AtLeast => derived.lo().at() <= left.interval.hi().at(),
        };
        self.verdict = if !holds {
            Verdict::Broken
        } else if self.is_bounded(facts) {
            Verdict::Within
        } else if self.agrees(facts, left) {
            Verdict::Exact
        } else {
            Verdict::ByRounding
        };
        self
    }

    /// Tells whether a figure of it is a range.
    fn is_bounded(&self, facts: &Facts) -> bool {
        let range = |key| facts.fact(key).is_some_and(|fact| fact.state.bounds().is_some());
        self.keys().any(range)
            || self.stated_change(facts).is_some_and(|one| one.state.bounds().is_some())
    }

    /// Gives the figures of it that the company gives none of on purpose.
    pub fn left_out<'a>(&'a self, facts: &'a Facts) -> impl Iterator<Item = (Key, &'a LeftOut)> {
        self.keys().filter_map(|key| Some((key, facts.fact(key)?.state.left_out()?)))
    }

    /// Tells whether a pocket calculator finds the printed digits.
    fn agrees(&self, facts: &Facts, left: &PrintedSide) -> bool {
        let Some(sum) = self.from_digits(facts) else { return false };
        match self.form {
            AssertionForm::Sum => self.adds_up(facts, left, &sum),
            AssertionForm::AtLeast => sum <= left.value,
            AssertionForm::Quotient | AssertionForm::Growth => {
                let digits = &sum * &Exact::pow10(-left.exponent);
                let written = &left.value * &Exact::pow10(-left.exponent);
                digits.round(left.places, left.rounding.cutting()).map(Exact::from) == Some(written)
            }
        }
    }

    /// Tells whether the digits add up. Where figures are printed in several scales, the digits of
    /// the finer ones say more than the coarsest can: each of the coarsest must be what the others
    /// make it, rounded as it is.
    fn adds_up(&self, facts: &Facts, left: &PrintedSide, sum: &Exact) -> bool {
        let over = sum - &left.value;
        let terms = self.terms.iter().filter_map(|(weight, key)| {
            let stated = facts.fact(*key)?.stated()?;
            Some((weight.clone(), PrintedSide::of(stated, stated.interval())))
        });
        let all: Vec<_> = terms.collect();
        let own = (-Exact::one(), left);
        let all = || all.iter().map(|(weight, one)| (weight, one)).chain([(&own.0, own.1)]);
        let Some(coarsest) = all().map(|(_, one)| one.last_digit()).max() else { return false };
        over.is_zero()
            || all().filter(|(_, one)| one.last_digit() == coarsest).all(|(weight, one)| {
                let made = over.checked_div(weight).map(|by| &one.value - &by);
                one.rounding != Rounding::Unrounded
                    && made.is_some_and(|made| one.rounds(&made) == Some(one.value.clone()))
            })
    }

    /// Computes the left side from the printed digits of the right, in base units.
    #[must_use]
    pub fn from_digits(&self, facts: &Facts) -> Option<Exact> {
        let digits: Option<Vec<_>> =
            self.terms.iter().map(|(_, key)| facts.fact(*key)?.exact()).collect();
        let digits = digits?;
        match self.form {
            AssertionForm::Sum | AssertionForm::AtLeast => {
                Some(digits.iter().zip(&self.terms).map(|(at, (weight, _))| at * weight).sum())
            }
            AssertionForm::Quotient => digits[0].checked_div(&digits[1]),
            AssertionForm::Growth => (&digits[0] - &digits[1]).checked_div(&digits[1].abs()),
        }
    }

    /// Gives where its left side is printed, or else where it was written.
    #[must_use]
    pub fn place(&self, facts: &Facts) -> Span {
        self.left.and_then(|key| facts.fact(key)).map_or(self.span, |fact| fact.span)
    }

    /// Gives the printed left side, in base units.
    #[must_use]
    pub fn written(&self, facts: &Facts) -> Option<Exact> {
        match self.left {
            Some(key) => facts.fact(key)?.exact(),
            None => self.changed(facts).map(|stated| stated.exact()),
        }
    }

    /// Gives the printed left side as typed, where it is in the unit that the statement is told in.
    #[must_use]
    pub fn typed(&self, facts: &Facts) -> Option<String> {
        let stated = match self.left {
            Some(key) => facts.fact(key)?.stated()?.clone(),
            None => self.changed(facts)?,
        };
        (stated.unit == self.unit(facts)).then(|| stated.value.to_string())
    }

    /// Gives every figure of the statement, the left one first.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.left.into_iter().chain(self.terms.iter().map(|(_, key)| *key))
    }

    /// Gives the unit that the left side is told in, with the power of ten of one of it.
    #[must_use]
    pub fn unit(&self, facts: &Facts) -> Unit {
        if let (Origin::Change { .. }, AssertionForm::Growth) = (self.origin, self.form) {
            return Unit::Percent;
        }
        let key = self.left.unwrap_or_else(|| self.terms[0].1);
        match (facts.fact(key).and_then(|fact| fact.state.unit()), self.origin) {
            (_, Origin::Change { measure: Measure::Points, .. }) => Unit::Points,
            (Some(unit), _) => unit.clone(),
            (None, _) => facts.item(key.item).unit.clone(),
        }
    }

    /// Names the figure of a stated change, the change as stated, and what it is from.
    #[must_use]
    pub fn change(&self, facts: &Facts) -> Option<[String; 3]> {
        let Origin::Change { now, base, .. } = self.origin else { return None };
        let change = self.stated_change(facts);
        let stated = change.map(|one| one.state.to_string()).unwrap_or_default();
        let from = if now.scope == base.scope {
            base.period.to_string()
        } else {
            facts.name(base).split_once('@').map_or_else(String::new, |(_, at)| at.to_owned())
        };
        Some([facts.name(now), stated, from])
    }

    /// Writes the statement with the full name of every figure.
    #[must_use]
    pub fn text(&self, facts: &Facts) -> String {
        let name = |key: Key| facts.name(key);
        if let Some([figure, change, base]) = self.change(facts) {
            return format!("{figure} changed by {change} from {base}");
        }
        let left = self.left.map(name).unwrap_or_default();
        let right = match self.form {
            AssertionForm::Quotient => {
                format!("{} / {}", name(self.terms[0].1), name(self.terms[1].1))
            }
            AssertionForm::Growth => {
                format!("{} / {} - 1", name(self.terms[0].1), name(self.terms[1].1))
            }
            AssertionForm::Sum | AssertionForm::AtLeast => self.sum(facts),
        };
        match self.form {
            AssertionForm::AtLeast => format!("{right} <= {left}"),
            AssertionForm::Sum | AssertionForm::Quotient | AssertionForm::Growth => {
                format!("{left} = {right}")
            }
        }
    }

    fn sum(&self, facts: &Facts) -> String {
        let mut out = String::new();
        for (weight, key) in &self.terms {
            let sign = match (out.is_empty(), weight.is_negative()) {
                (true, false) => "",
                (true, true) => "-",
                (false, false) => " + ",
                (false, true) => " - ",
            };
            out.push_str(sign);
            let size = weight.abs();
            if size != Exact::one() {
                let _ = write!(out, "{size}*");
            }
            out.push_str(&facts.name(*key));
        }
        out
    }

    /// The stated change, with the sign of the difference.
    fn changed(&self, facts: &Facts) -> Option<crate::num::Stated> {
        let Origin::Change { now, measure, .. } = self.origin else { return None };
        Some(facts.changes().other_sign(now.item, measure, self.stated(facts)?))
    }

    fn stated<'a>(&self, facts: &'a Facts) -> Option<&'a crate::num::Stated> {
        self.stated_change(facts)?.state.stated()
    }

    fn stated_change<'a>(&self, facts: &'a Facts) -> Option<&'a StatedChange> {
        let Origin::Change { now, base, measure } = self.origin else { return None };
        facts.changes().between(now, base).iter().find(|c| c.measure == measure)
    }

    /// Gives the ends of a left side that is open to one side.
    pub(super) fn open_ends(&self, facts: &Facts) -> Option<FigureEnds> {
        let bounds = match (self.left, self.origin) {
            (Some(key), _) => facts.fact(key)?.state.bounds()?.clone(),
            (None, Origin::Change { now, measure, .. }) => {
                let own = |stated| facts.changes().other_sign(now.item, measure, &stated);
                let bounds = self.stated_change(facts)?.state.bounds()?;
                let turned = bounds.figures().any(|end| own(end.clone()) != *end);
                if turned { bounds.turned() } else { bounds.clone() }
            }
            (None, _) => return None,
        };
        let open = matches!(bounds, Bounds::AtLeast(_) | Bounds::AtMost(_));
        open.then(|| bounds.ends())
    }

    /// Gives the relation it was declared by.
    #[must_use]
    pub fn relation<'a>(&self, facts: &'a Facts) -> Option<&'a Relation> {
        match self.origin {
            Origin::Declared(at) => facts.relations().get(at),
            Origin::Change { .. } | Origin::Derived | Origin::Cumulative | Origin::Drawn(_) => None,
        }
    }

    /// Gives the sum of a chart that it is.
    #[must_use]
    pub fn drawn<'a>(&self, facts: &'a Facts) -> Option<&'a ChartSum> {
        match self.origin {
            Origin::Drawn(at) => facts.chart_sums().get(at),
            Origin::Declared(_) | Origin::Change { .. } | Origin::Derived | Origin::Cumulative => {
                None
            }
        }
    }

    /// Gives the code of the finding that tells it broken.
    #[must_use]
    pub fn code(&self, facts: &Facts) -> Code {
        if self.drawn(facts).is_some_and(|sum| sum.kind == ChartSumForm::Bridge) {
            return code::BRIDGE_DIFFERS;
        }
        match (self.origin, self.relation(facts).map(|relation| relation.kind)) {
            (Origin::Change { .. }, _) => code::CHANGE_DIFFERS,
            (Origin::Cumulative, _) => code::CUMULATIVE_DIFFERS,
            (_, Some(RelationKind::Ratio)) => code::RATIO_DIFFERS,
            (_, Some(RelationKind::Growth)) => code::GROWTH_DIFFERS,
            (_, Some(RelationKind::Part)) => code::PART_EXCEEDS,
            (_, Some(RelationKind::RollForward)) => code::ROLL_DIFFERS,
            (_, Some(RelationKind::Total) | None) => code::TOTAL_DIFFERS,
        }
    }
}

/// The left side as printed.
pub(super) struct PrintedSide {
    pub value: Exact,
    pub interval: Interval,
    pub places: u32,
    pub exponent: i32,
    pub rounding: Rounding,
}

impl PrintedSide {
    pub fn of(stated: &crate::num::Stated, interval: Interval) -> Self {
        Self {
            value: stated.exact(),
            interval,
            places: stated.places(),
            exponent: stated.unit.exponent(),
            rounding: stated.rounding,
        }
    }

    /// A side that is a range; nothing where it is open to one side.
    pub fn bounded(bounds: &Bounds) -> Option<Self> {
        Some(Self::of(&bounds.middle()?, bounds.interval()?))
    }

    /// One of the last printed digit, in base units.
    fn last_digit(&self) -> Exact {
        let places = i32::try_from(self.places).unwrap_or(i32::MAX);
        Exact::pow10(self.exponent.saturating_sub(places))
    }

    /// Rounds a number as this one is rounded, in base units.
    fn rounds(&self, number: &Exact) -> Option<Exact> {
        let digits = (number * &Exact::pow10(-self.exponent)).round(self.places, self.rounding)?;
        Some(Exact::from(digits) * Exact::pow10(self.exponent))
    }
}

/// Growth as a plain fraction; nothing where the base touches zero.
pub(super) fn growth(new: &Interval, old: &Interval) -> Option<Interval> {
    let one = Interval::point(Exact::one());
    let quotient = new.div(old)?;
    // From a loss, growth is measured against its size: -100 to -50 is +50%.
    Some(if old.hi().at().is_positive() { quotient.sub(&one) } else { one.sub(&quotient) })
}
