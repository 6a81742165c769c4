//! What the rule of the fiscal year does not say: periods with days or quarters of their own.

use serde_json::{Value, json};

use super::cite::read_period;
use super::table::Facts;
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::num::{CalendarException, Date, FiscalYear, Period};
use crate::shape::{Entries, Footnote, Role, Scalar, ScalarError};
use crate::source::{Span, Spanned, Text};

/// Days of the longest year that a change of its end makes.
const LONGEST: u16 = 550;

crate::record! {
    /// A period whose days the rule of the fiscal year does not give.
    pub struct CalendarSpec {
        /// Its first day, year-month-day.
        from: Option<Spanned<Date>>,
        /// Its last day.
        to: Option<Spanned<Date>>,
        /// How many quarters a year has whose end was moved, such as 3.
        quarters: Option<Spanned<QuarterCount>>,
        /// What its reader is told of it, such as: The fiscal year now ends in December. It is a footnote of every
        /// slide that shows a figure of the period, and what it says of lengths and days is proved.
        note: Option<Footnote>,
    }
}

/// How many quarters a year has, 1 to 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterCount(pub u8);

impl Scalar for QuarterCount {
    const CODE: Code = code::BAD_CALENDAR;
    const WHAT: &'static str = "a number of quarters, 1 to 4";
    const ROLE: Role = Role::QuarterCount;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let count = text.parse().ok().filter(|count| (1..=4).contains(count));
        count.map(Self).ok_or_else(|| {
            let reason = format!("`{text}` is no number of quarters from 1 to 4");
            let help = "Of a year longer than twelve months give `to:`; its last quarter is longer";
            ScalarError::new(reason, Some(help.to_owned()))
        })
    }

    fn schema() -> Value {
        json!({ "enum": [1, 2, 3, 4] })
    }
}

/// Gives the listed periods; what cannot be read is left out.
pub(super) fn exceptions(listed: &Entries<CalendarSpec>) -> Vec<CalendarException> {
    let read = |(name, spec): &(Text, CalendarSpec)| {
        let period = read_period(&name.value).ok()?;
        let day = |day: &Option<Spanned<Date>>| day.as_ref().map(|day| day.value);
        let (from, to) = (day(&spec.from), day(&spec.to));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return None;
        }
        let quarters = spec.quarters.as_ref().map(|count| count.value.0);
        let says = from.is_some() || to.is_some() || quarters.is_some();
        says.then_some(CalendarException { period, from, to, quarters })
    };
    listed.0.iter().filter_map(read).collect()
}

/// Gives what readers are told of periods.
pub(super) fn notes(listed: &Entries<CalendarSpec>) -> Vec<(Period, Footnote)> {
    let read = |(name, spec): &(Text, CalendarSpec)| {
        Some((read_period(&name.value).ok()?, spec.note.clone()?))
    };
    listed.0.iter().filter_map(read).collect()
}

/// Reports periods that cannot be listed, days in the wrong order, and years that leave a gap.
pub(super) fn check(listed: &Entries<CalendarSpec>, calendar: FiscalYear, report: &mut Report) {
    let mut known: Vec<(Period, Span)> = Vec::new();
    for (name, spec) in &listed.0 {
        let period = match read_period(&name.value) {
            Ok(period) => period,
            Err(error) => {
                let finding = Finding::new(error.code, error.reason, name.span);
                report.push(finding.help_if(error.help));
                continue;
            }
        };
        let mut refuse = |message: String, span: Span, help: &str| {
            report.push(Finding::new(code::BAD_CALENDAR, message, span).help(help));
        };
        if matches!(period, Period::Instant(_) | Period::Trailing { .. }) {
            let message = format!("`{period}` has no days of its own to list");
            refuse(message, name.span, "List the year, the half, the quarter or the month");
            continue;
        }
        if known.iter().any(|(other, _)| *other == period) {
            let message = format!("`{period}` is listed twice");
            refuse(message, name.span, "Keep one of the two");
            continue;
        }
        known.push((period, name.span));
        let (from, to) = (spec.from.as_ref(), spec.to.as_ref());
        if from.is_none() && to.is_none() && spec.quarters.is_none() && spec.note.is_none() {
            let message = format!("nothing is said of {period}");
            let help = "Give `from:`, `to:`, `quarters:` or `note:`, or leave it out";
            refuse(message, name.span, help);
        }
        if let Some(count) =
            spec.quarters.as_ref().filter(|_| !matches!(period, Period::Year { .. }))
        {
            let message = format!("{period} is no year, so it has no quarters to count");
            refuse(message, count.span, "Write `quarters:` under the year, such as FY2026");
            continue;
        }
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| from.value > to.value) {
            let message =
                format!("{period} would end on {}, before it begins on {}", to.value, from.value);
            refuse(message, to.span, "Correct one of the two days");
            continue;
        }
        order(period, name.span, calendar, report);
    }
}

/// The parts of a year follow each other, and it follows the year before at once.
fn order(period: Period, span: Span, calendar: FiscalYear, report: &mut Report) {
    let year = match period {
        Period::Month { .. } | Period::Instant(_) => return,
        Period::Quarter { year, .. }
        | Period::Half { year, .. }
        | Period::NineMonths { year }
        | Period::Trailing { year, .. }
        | Period::Year { year } => year,
    };
    let whole = Period::Year { year };
    let (first, last) = calendar.range(whole);
    let mut refuse = |message: String, help: &str| {
        report.push(Finding::new(code::BAD_CALENDAR, message, span).help(help));
    };
    let mut begins = first;
    for quarter in 1..=calendar.quarters_in(year) {
        let own = Period::Quarter { year, quarter };
        let (from, to) = calendar.range(own);
        if from != begins || from >= to {
            let message =
                format!("{own} would run from {from} to {to}, and does not begin on {begins}");
            refuse(message, "Correct the listed days, so that each quarter follows the one before");
            return;
        }
        begins = following(to);
    }
    let before = Period::Year { year: year.saturating_sub(1) };
    let end = calendar.ends(before);
    if following(end) != first {
        let message = format!("{whole} begins on {first}, but {before} ends on {end}");
        refuse(message, "Correct one of the two days, so that the years follow each other");
    } else if calendar.lengths().days(whole) > LONGEST || calendar.lengths().days(before) > LONGEST
    {
        let long = if calendar.lengths().days(whole) > LONGEST { whole } else { before };
        let (from, to) = calendar.range(long);
        let message =
            format!("{long} would run from {from} to {to}, {} days", calendar.lengths().days(long));
        refuse(message, "List the first and last day of the years around it too");
    } else if begins != following(last) {
        let message = format!("{whole} ends on {last}, but its last quarter does not");
        refuse(message, "Correct one of the two days");
    }
}

fn following(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

/// Reports figures of quarters that a short year does not have.
pub(super) fn quarters(facts: &Facts, report: &mut Report) {
    for (key, fact) in facts.facts() {
        let Period::Quarter { year, quarter } = key.period else { continue };
        let count = facts.calendar.quarters_in(year);
        if quarter > count {
            let message =
                format!("FY{year} has no {}: the calendar gives it {count} quarters", key.period);
            let finding = Finding::new(code::BAD_CALENDAR, message, fact.span);
            report.push(finding.help("Correct the period, or `quarters:` under `calendar`"));
        }
    }
}
