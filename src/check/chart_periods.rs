//! `chart-periods`: the periods of a chart run backwards, leave one out, or are of unlike lengths.

use std::collections::HashMap;

use crate::code::{self, Code};
use crate::diag::{Finding, Report, Severity};
use crate::facts::read_period;
use crate::num::{Period, Unit};
use crate::shape::{PeriodRef, records};
use crate::slide::{ChartSpec, OverPeriods, ShowsItem, TableSpec};
use crate::source::Span;
use crate::words::Reading;

const CODE: Code = code::CHART_PERIODS;

/// Looks at the periods of every chart and table.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (_, slide) in reading.deck.numbered() {
        for table in records::<TableSpec>(slide) {
            twice(&periods(&table.periods), report);
        }
        for chart in records::<ChartSpec>(slide) {
            let Some(over) = chart.form.over_periods() else { continue };
            let whens = periods(&over.periods);
            twice(&whens, report);
            // Bars stand in any order, and progress goes back from this year.
            if chart.form.runs_on() {
                backwards(reading, &whens, report);
                left_out(&whens, report);
                lengths(reading, over, &whens, report);
            }
        }
    }
}

/// A period as written, with its scope.
struct ChartPeriod<'a> {
    text: &'a str,
    period: Period,
    span: Span,
}

fn periods(all: &[PeriodRef]) -> Vec<ChartPeriod<'_>> {
    let one = |typed: &'_ PeriodRef| {
        let period = typed.value.split('/').next().unwrap_or_default().trim();
        read_period(period).ok()
    };
    let one = all.iter().filter_map(|typed| Some((typed, one(typed)?)));
    one.map(|(typed, period)| ChartPeriod { text: &typed.value, period, span: typed.span })
        .collect()
}

fn twice(whens: &[ChartPeriod<'_>], report: &mut Report) {
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for when in whens {
        if let Some(first) = seen.insert(when.text.trim(), when.span) {
            let message = format!("`{}` is shown twice", when.text);
            let finding = Finding::weighed(CODE, Severity::Error, message, when.span)
                .also(first, "first here");
            report.push(finding.help("Leave one of the two out"));
        }
    }
}

fn backwards(reading: &Reading<'_>, whens: &[ChartPeriod<'_>], report: &mut Report) {
    let ends = |when: &ChartPeriod<'_>| reading.deck.facts.calendar.ends(when.period);
    for pair in whens.windows(2) {
        let [before, after] = pair else { continue };
        if ends(after) < ends(before) {
            let message =
                format!("`{}` stands behind `{}`, which is later", after.text, before.text);
            let finding = Finding::new(CODE, message, after.span);
            report.push(finding.help("Write the periods of a chart from the earliest to the last"));
            return;
        }
    }
}

/// Numbers a period among those of its length.
fn place(period: Period) -> Option<i32> {
    match period {
        Period::Quarter { year, quarter } | Period::Trailing { year, quarter } => {
            Some(i32::from(year) * 4 + i32::from(quarter))
        }
        Period::Half { year, half } => Some(i32::from(year) * 2 + i32::from(half)),
        Period::Year { year } | Period::NineMonths { year } => Some(i32::from(year)),
        Period::Month { year, month } => Some(i32::from(year) * 12 + i32::from(month)),
        Period::Instant(_) => None,
    }
}

fn left_out(whens: &[ChartPeriod<'_>], report: &mut Report) {
    let mut steps = Vec::new();
    for pair in whens.windows(2) {
        let [before, after] = pair else { continue };
        let alike = std::mem::discriminant(&before.period) == std::mem::discriminant(&after.period);
        let (Some(one), Some(other)) = (place(before.period), place(after.period)) else { return };
        if !alike {
            return;
        }
        steps.push((other - one, after));
    }
    let mut gaps = steps.iter().filter(|(step, _)| *step > 1);
    let regular = steps.iter().filter(|(step, _)| *step == 1).count();
    if let (Some((2, after)), None) = (gaps.next(), gaps.next())
        && regular + 1 >= steps.len()
        && regular > 0
    {
        let message = format!("one period before `{}` is left out", after.text);
        let finding = Finding::new(CODE, message, after.span);
        report.push(finding.help(
            "Show it too, a gap stays where its figure is missing; or waive this if it is meant",
        ));
    }
}

/// The money of a quarter beside that of a year looks like a fall or a rise.
fn lengths(
    reading: &Reading<'_>,
    over: &OverPeriods,
    whens: &[ChartPeriod<'_>],
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let money = over.show.iter().any(|series| {
        let item = facts.references().read(&series.show().value).ok();
        item.is_some_and(|reference| {
            let item = facts.item(reference.item);
            matches!(item.unit, Unit::Currency { .. }) && item.adds_up
        })
    });
    let Some(first) = whens.first().filter(|_| money) else { return };
    let quarters = |period: Period| period.quarters().len();
    let odd = whens.iter().find(|when| quarters(when.period) != quarters(first.period));
    if let Some(odd) = odd {
        let message =
            format!("`{}` stands beside `{}`, which is of another length", odd.text, first.text);
        let finding = Finding::new(CODE, message, odd.span);
        report.push(finding.help("Draw them in two charts, or progress with `kind: pace`"));
    }
}
