//! `balance-date`: a balance is struck on, or compared with, a day that ends no quarter.

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::Facts;
use crate::num::{Date, FiscalYear, Period};
use crate::shape::records;
use crate::slide::Balance;
use crate::source::Span;
use crate::words::{Dated, Reading};

/// Proves the days of balance sheets and of stated changes between days.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let calendar = facts.calendar;
    for balance in reading.deck.numbered().flat_map(|(_, slide)| records::<Balance>(slide)) {
        let days = balance.dates.iter().filter_map(|date| match date.value.parse::<Period>() {
            Ok(Period::Instant(day)) => Some((day, date.span)),
            Ok(_) | Err(_) => None,
        });
        let days: Vec<_> = days.collect();
        let bad: Vec<_> = days.iter().filter(|(day, _)| !calendar.closes(*day)).collect();
        for (day, span) in &bad {
            report.push(no_close(calendar, *day, *span).help_if(by_weeks(facts, *day)));
        }
        let [left, right] = days.as_slice() else { continue };
        // The columns stand in either order.
        let ((now, at), (base, from)) =
            if left.0 >= right.0 { (left, right) } else { (right, left) };
        if !bad.is_empty() {
            continue;
        }
        let reported = calendar.ends(facts.period);
        if base == now {
            let message = format!("the balance of {now} is compared with itself");
            let help = "Write the two days that the balance sheet compares";
            report.push(Finding::new(code::BALANCE_DATE, message, *from).help(help));
        } else if *now != reported {
            let message =
                format!("the deck reports {}, which ends on {reported}, not {now}", facts.period);
            let finding = Finding::weighed(code::BALANCE_DATE, Severity::Warning, message, *at);
            report.push(finding.help(format!("Write {reported}")));
        } else if !compared(calendar, *now, *base) {
            let now_day = Period::Instant(*now);
            let (end, year) = (calendar.prior_year_end(now_day), calendar.year_before(now_day));
            let or = year.map_or_else(String::new, |year| format!(" or {year}"));
            let message = format!(
                "the balance of {now} is compared with {base}, neither the year-end before nor a \
                 year ago"
            );
            let finding = Finding::weighed(code::BALANCE_DATE, Severity::Warning, message, *from);
            report.push(finding.help(format!("Write {end}{or}")));
        }
    }
    for (now, base, change) in facts.changes().stated() {
        if let (Period::Instant(now), Period::Instant(day)) = (now.period, base.period)
            && calendar.closes(now)
            && !calendar.closes(day)
        {
            report.push(no_close(calendar, day, change.span).help_if(by_weeks(facts, day)));
        }
    }
}

/// A balance is compared with the year-end before it, with a year ago, or, where every quarter or
/// half year is closed, with the one before.
fn compared(calendar: FiscalYear, now: Date, base: Date) -> bool {
    let quarter = calendar.quarter_of(now);
    let before = |steps: usize| {
        let mut at = Some(quarter);
        for _ in 0..steps {
            at = at.and_then(|quarter| calendar.prior_quarter(quarter));
        }
        at.map(|quarter| calendar.ends(quarter))
    };
    calendar.prior_year_end(Period::Instant(now)) == base
        || calendar.year_before(Period::Instant(now)) == Some(Period::Instant(base))
        || [1, 2].into_iter().any(|steps| before(steps) == Some(base))
}

/// Says how a company tells that its years end on a weekday, where a day lies so, as do most of those
/// that figures are known for.
fn by_weeks(facts: &Facts, day: Date) -> Option<String> {
    let of_day = |period: Period| if let Period::Instant(day) = period { Some(day) } else { None };
    let others: Vec<Date> = facts.facts().filter_map(|(key, _)| of_day(key.period)).collect();
    let rule = facts.calendar.rule_for(&[day], &others)?;
    Some(format!("Where the year ends on a weekday, add it to `company: fiscal_year`: `{rule}`"))
}

/// The same for a time that a text names.
pub(super) fn said_by_weeks(facts: &Facts, said: Dated) -> Option<String> {
    let Dated::Day(day) = said else { return None };
    by_weeks(facts, day)
}

fn no_close(calendar: FiscalYear, day: Date, span: Span) -> Finding {
    let quarter = calendar.quarter_of(day);
    let ends = calendar.ends(quarter);
    let before = calendar.prior_quarter(Period::Instant(day));
    let before = before.map_or_else(String::new, |before| format!(" or {before}"));
    let message = format!("{day} is not the last day of a quarter");
    Finding::new(code::BALANCE_DATE, message, span)
        .note(format!("{quarter} ends on {ends}"))
        .help(format!("Write {ends}{before}"))
}
