//! Which periods a slide, and each table, chart and tile of it, shows figures of.

use super::{
    Balance, ChartForm, ChartSpec, FigureSpec, Lines, Outlook, ShowsItem, Slide, TableSpec,
};
use crate::facts::{Facts, read_period};
use crate::num::Period;
use crate::shape::{ChangeRef, ItemRef, PeriodRef, records};

/// A record that shows figures of periods.
pub trait OfPeriods: 'static {
    /// Gives the periods, in the order written; one may stand twice.
    fn periods(&self, facts: &Facts) -> Vec<Period>;
}

/// The period that a field names, whatever its scope.
fn named(typed: &str) -> Option<Period> {
    read_period(typed.split('/').next().unwrap_or_default().trim()).ok()
}

fn listed<'a>(all: impl IntoIterator<Item = &'a PeriodRef>) -> impl Iterator<Item = Period> {
    all.into_iter().filter_map(|typed| named(&typed.value))
}

/// The periods that a change names: `1H26 vs 1H25`, `vs 1H25`.
fn compared(change: &ChangeRef) -> impl Iterator<Item = Period> {
    change.value.split("vs ").filter_map(named)
}

/// The periods that rows name themselves.
fn of_rows(rows: &[impl ShowsItem], facts: &Facts) -> Vec<Period> {
    let own = |row: &ItemRef| facts.references().read(&row.value).ok()?.period;
    rows.iter().filter_map(|row| own(ShowsItem::show(row))).collect()
}

impl OfPeriods for Lines {
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        let columns = || self.columns.iter();
        let mut out: Vec<_> = listed(columns().filter_map(|c| c.period.as_ref())).collect();
        out.extend(columns().filter_map(|c| c.change.as_ref()).flat_map(compared));
        out.extend(of_rows(&self.rows, facts));
        if out.is_empty() {
            out.push(facts.period);
        }
        out
    }
}

impl OfPeriods for Balance {
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        listed(&self.dates).chain(of_rows(&self.rows, facts)).collect()
    }
}

impl OfPeriods for Outlook {
    fn periods(&self, _facts: &Facts) -> Vec<Period> {
        listed([&self.period].into_iter().chain(&self.actual)).collect()
    }
}

impl OfPeriods for TableSpec {
    /// A row that names a year shows the same parts of that year.
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        let parts: Vec<_> = listed(self.periods.iter().chain(&self.spark)).collect();
        let years = of_rows(&self.show, facts).into_iter().filter_map(Period::year);
        let others = years.flat_map(|year| parts.iter().map(move |part| part.in_year(year)));
        parts.iter().copied().chain(others).collect()
    }
}

impl OfPeriods for ChartSpec {
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        match &self.form {
            ChartForm::Bridge(form) => {
                let ends: Vec<&ItemRef> = form.from.iter().chain(&form.to).collect();
                let key = |end: &ItemRef| facts.references().key(&end.value).ok();
                ends.into_iter().filter_map(|end| Some(key(end)?.period)).collect()
            }
            // What a year has come to stands beside the whole of it.
            ChartForm::Pace(form) => listed(&form.over.periods)
                .flat_map(|period| [Some(period), period.year().map(|year| Period::Year { year })])
                .flatten()
                .collect(),
            ChartForm::Stacked(_)
            | ChartForm::Columns(_)
            | ChartForm::Share(_)
            | ChartForm::Line(_)
            | ChartForm::Bars(_)
            | ChartForm::Multiples(_) => {
                let over = self.form.over_periods();
                listed(over.into_iter().flat_map(|over| &over.periods)).collect()
            }
        }
    }
}

impl OfPeriods for FigureSpec {
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        let own = facts.references().key(&self.show.value);
        own.map(|key| key.period).into_iter().collect()
    }
}

impl OfPeriods for Slide {
    /// What its tables, charts and tiles show; prose is read elsewhere.
    fn periods(&self, facts: &Facts) -> Vec<Period> {
        fn all<T: OfPeriods>(slide: &Slide, facts: &Facts, out: &mut Vec<Period>) {
            out.extend(records::<T>(slide).into_iter().flat_map(|one| one.periods(facts)));
        }
        let mut out = Vec::new();
        all::<Lines>(self, facts, &mut out);
        all::<Balance>(self, facts, &mut out);
        all::<Outlook>(self, facts, &mut out);
        all::<TableSpec>(self, facts, &mut out);
        all::<ChartSpec>(self, facts, &mut out);
        all::<FigureSpec>(self, facts, &mut out);
        out
    }
}
