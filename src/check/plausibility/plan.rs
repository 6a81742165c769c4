//! Plans and sizes that what happened speaks against: ten times it, below zero, above the revenue.

use super::{Plausibility, TypedFigure, same_kind, season};
use crate::facts::{Item, ItemId, Key};
use crate::num::{Exact, Period, Unit};

/// The results that a revenue is more than.
const BELOW_REVENUE: [&str; 3] = ["gross profit", "operating income", "ordinary income"];
/// Digits of money from which a figure of what happened is steady enough to be asked about.
const DIGITS: usize = 4;

impl Plausibility<'_> {
    /// About ten times what it is compared with, or a tenth: a digit too many, or one too few. A plan
    /// is held against what happened, a count and larger amounts against their own season as well.
    pub(super) fn tenfold(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        let counted = matches!(item.unit, Unit::Count { .. });
        let money = item.unit.is_currency();
        let comes = [&self.prose.outflows, &self.prose.inflows];
        let moves = comes.iter().any(|words| self.says(&item.label, words));
        if !(counted || money) || moves || self.is_result(item) || self.is_irregular(item) {
            return None;
        }
        let plan = self.is_plan(figure);
        let day = matches!(figure.key.period, Period::Instant(_));
        let long = |one: &TypedFigure<'_>| {
            let digits = one.stated.value.normalize().mantissa().unsigned_abs().to_string();
            digits.len() >= DIGITS
        };
        let like = |other: &&&TypedFigure<'_>| {
            let same = same_kind(figure.key.period, other.key.period)
                && season(figure.key.period) == season(other.key.period);
            let own = figure.key.scope == other.key.scope;
            same && !other.exact.is_zero()
                && if plan {
                    !self.is_plan(other)
                } else {
                    own && (counted || (!day && long(other)))
                }
        };
        let others: Vec<_> = others.iter().filter(like).collect();
        let place = |one: &TypedFigure<'_>| one.key.period;
        // Of two alone the later one is asked about.
        let first = !plan && others.len() == 1 && place(others[0]) > place(figure);
        if figure.exact.is_zero() || first || (!plan && !counted && !long(figure)) {
            return None;
        }
        let size = figure.exact.abs();
        let least = others.iter().map(|other| other.exact.abs()).min()?;
        let most = others.iter().map(|other| other.exact.abs()).max()?;
        // A row that moves much may go on so.
        if most > &least * &Exact::from(super::STEADY) {
            return None;
        }
        let (low, high) = (Exact::from(8), Exact::from(13));
        let times = |great: &Exact, small: [&Exact; 2]| {
            *great >= small[0] * &low && *great <= small[1] * &high
        };
        let word = if times(&size, [&most, &least]) {
            "about ten times"
        } else if times(&least, [&size, &size]) && most <= &size * &high {
            "about a tenth of"
        } else {
            return None;
        };
        let what = if plan { "what happened" } else { "the others of its row" };
        (!self.vouched(figure.key)).then(|| format!("{word} {what}"))
    }

    /// A plan below zero, where what happened is above: of a result only where it has the size of what
    /// happened, as with a sign that slipped in.
    pub(super) fn planned(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        others: &[&TypedFigure<'_>],
    ) -> Option<String> {
        if !figure.exact.is_negative() || !self.is_plan(figure) || self.is_irregular(item) {
            return None;
        }
        let others: Vec<_> = others
            .iter()
            .filter(|other| !self.is_plan(other) && same_kind(figure.key.period, other.key.period))
            .collect();
        let above = !others.is_empty() && others.iter().all(|other| other.exact.is_positive());
        let (size, two) = (figure.exact.abs(), Exact::from(2));
        let last = others.iter().max_by_key(|other| other.key.period)?;
        let like = size <= &last.exact * &two && last.exact <= &size * &two;
        (above && (like || !self.is_result(item)) && !self.vouched(figure.key))
            .then(|| "below zero, and what happened is above".to_owned())
    }

    /// A result that is more than the revenue it is left of.
    pub(super) fn above_revenue(
        &self,
        item: &Item,
        figure: &TypedFigure<'_>,
        revenue: Option<ItemId>,
    ) -> Option<String> {
        let (_, concept) = self.terms.of(&item.label)?;
        let key = Key { item: revenue?, ..figure.key };
        let whole = self.facts.fact(key)?.stated()?;
        let fits = BELOW_REVENUE.contains(&concept) && whole.unit.same_measure(&item.unit);
        (fits && figure.exact > whole.exact() && !self.vouched(figure.key))
            .then(|| format!("more than `{}`", self.facts.name(key)))
    }

    /// The one item that is called the revenue.
    pub(super) fn revenue(&self) -> Option<ItemId> {
        let named = |item: &Item| self.terms.of(&item.label).is_some_and(|(_, of)| of == "sales");
        let mut all = self.facts.items().filter(|(_, item)| named(item)).map(|(id, _)| id);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    fn is_plan(&self, figure: &TypedFigure<'_>) -> bool {
        self.facts.scope(figure.key.scope).forecast
    }
}
