//! What a column of changes compares: the periods of the columns beside it.

use super::SlideContext;
use super::rows::against;
use super::statement::ColumnSpec;
use crate::facts::{Facts, ScopeId, read_period};
use crate::num::Period;
use crate::view::ComparisonBase;

/// The period that changed, where it is not that of the deck, and what it is compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared {
    pub now: Option<Period>,
    pub against: ComparisonBase,
}

/// Reads the change of a column: `yoy`, `qoq`, `vs 1H25`, or both periods, `1H26 vs 1H25`.
pub(super) fn compared(
    columns: &[ColumnSpec],
    at: usize,
    context: &mut SlideContext<'_>,
) -> Option<Compared> {
    let text = columns.get(at)?.change.as_ref()?;
    let Some((now, base)) = text.value.split_once(" vs ") else {
        let against = against(text, context)?;
        let now = period_of(columns, at, against, context.setting.facts());
        return Some(Compared { now, against });
    };
    let formatter = context.setting.formatter;
    let read = read_period(now.trim())
        .and_then(|now| Ok((now, ComparisonBase::read(Some(base.trim()), formatter.facts)?)));
    match read {
        Ok((now, against)) => {
            let against = match against {
                ComparisonBase::Period(base, ScopeId::ACTUAL)
                    if Some(base) == formatter.facts.calendar.year_before(now) =>
                {
                    ComparisonBase::Year
                }
                ComparisonBase::Period(base, ScopeId::ACTUAL)
                    if Some(base) == formatter.facts.calendar.prior_quarter(now) =>
                {
                    ComparisonBase::Quarter
                }
                ComparisonBase::Year | ComparisonBase::Quarter | ComparisonBase::Period(..) => {
                    against
                }
            };
            Some(Compared { now: Some(now), against })
        }
        Err(error) => {
            context.refuse(error, text.span);
            None
        }
    }
}

/// Finds the period that a change is of: the one that stands with its base among the columns, the
/// pair that ends nearest before the change; else that of the columns before it.
fn period_of(
    columns: &[ColumnSpec],
    at: usize,
    against: ComparisonBase,
    facts: &Facts,
) -> Option<Period> {
    let shown = |spec: &ColumnSpec| {
        let alone = spec.share.is_none() && spec.change.is_none();
        let period = spec.period.as_ref().filter(|_| alone)?;
        read_period(&period.value).ok()
    };
    let all: Vec<_> = columns.iter().map(shown).collect();
    let base = |period: Period| match against {
        ComparisonBase::Year => facts.calendar.year_before(period),
        ComparisonBase::Quarter => facts.calendar.prior_quarter(period),
        ComparisonBase::Period(base, _) => (base.months() == period.months()).then_some(base),
    };
    let periods = || all.iter().enumerate().filter_map(|(place, period)| Some((place, (*period)?)));
    let pairs = periods().flat_map(|(place, now)| {
        let bases = periods().filter(move |(_, other)| *other != now);
        bases
            .filter(move |(_, other)| base(now) == Some(*other))
            .map(move |(other, _)| (place.max(other), now))
    });
    let pairs: Vec<_> = pairs.collect();
    let before = pairs.iter().filter(|(last, _)| *last < at).max_by_key(|(last, _)| *last);
    let after = || pairs.iter().min_by_key(|(last, _)| *last);
    if let Some((_, now)) = before.or_else(after) {
        return Some(*now);
    }
    // The columns before the change, as far back as to the change before.
    let end = (0..at).rev().find(|place| all[*place].is_some())?;
    let group = all[..=end].iter().rev().map_while(|period| *period);
    let newest = group.clone().max_by_key(|period| (facts.calendar.ends(*period), period.months()));
    let own = |period: Period| period == facts.period || ends_with_deck(period, facts);
    group.clone().find(|period| own(*period)).or(newest).filter(|period| !period.is_instant())
}

fn ends_with_deck(period: Period, facts: &Facts) -> bool {
    period == Period::Instant(facts.calendar.ends(facts.period))
}
