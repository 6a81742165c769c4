//! `period-differs`: a period named in a text is not the one it stands with.

mod nested;
mod sentence;

use std::collections::HashSet;
use std::ops::Range;

use super::own_title;
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::num::{Date, Period};
use crate::shape::Role;
use crate::slide::SlideSubject;
use crate::words::{Dated, Mention, Owner, Passage, Reading, Sense, plain_year};

/// Compares periods with the months beside them, with the figures beside them, and, in titles,
/// with the periods that the deck knows.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let known = known(reading);
    for passage in &reading.passages {
        if passage.subject() == SlideSubject::Contact {
            continue;
        }
        sentence::run(reading, passage, report);
        nested::run(reading, passage, report);
        if passage.owner == Owner::Deck && passage.role == Role::Title {
            own_title::run(reading, passage, &known.periods, report);
        }
        if !passage.text.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let named = &passage.mentions;
        for pair in named.windows(2) {
            if let [one, two] = pair {
                beside(reading, passage, one, two, report);
            }
        }
        for mention in named {
            if let Dated::Period(period) = mention.dated {
                figures(reading, passage, &mention.range, &[period], report);
            }
        }
        let calendar = reading.deck.facts.calendar;
        for said in
            named.iter().filter_map(|year| plain_year(passage, year, reading.locale, calendar))
        {
            figures(reading, passage, &said.range, &said.periods, report);
        }
        if passage.role.heads_slide() || passage.role == Role::Subject {
            title(reading, passage, named, &known, report);
        }
    }
}

fn report_period(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
    (severity, what): (Severity, String),
    help: String,
    report: &mut Report,
) {
    let message = format!("`{}` {what}", passage.text[range.clone()].trim());
    let span = passage.place(range.clone(), reading.sources);
    report.push(Finding::weighed(code::PERIOD_DIFFERS, severity, message, span).help(help));
}

/// "1Q10 (April to June 2010)", "FY10: 10/4–11/3", "FY2009 (ended March 31, 2010)".
fn beside(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    one: &Mention,
    two: &Mention,
    report: &mut Report,
) {
    let gap = &passage.text[one.range.end..two.range.start];
    let (period, other) = match (one.dated, two.dated) {
        (Dated::Period(period), _) => (period, two),
        (_, Dated::Period(period)) => (period, one),
        (_, _) => return,
    };
    let facts = &reading.deck.facts;
    let (first, last) = facts.calendar.range(period);
    let month = |day: Date| (day.year(), day.month());
    let marks =
        gap.chars().all(|c| c.is_whitespace() || matches!(c, '(' | ':' | '（' | '：' | '='));
    let ended =
        passage.hits_in(one.range.end..two.range.start).any(|hit| hit.sense == Sense::Ended);
    let fits = match other.dated {
        Dated::Months(from, to) if marks => facts.calendar.is_run(period, from, to),
        Dated::Day(day) if ended && gap.len() < 30 => day == last,
        Dated::Month(year, number) if ended && gap.len() < 30 => {
            [month(last), facts.calendar.months(period).1].contains(&(year, number))
        }
        Dated::Day(_)
        | Dated::Month(..)
        | Dated::Months(..)
        | Dated::Period(_)
        | Dated::Part
        | Dated::Open(..)
        | Dated::Year(_) => true,
    };
    if !fits {
        let name = reading.locale.period_name(period, reading.deck.facts.calendar);
        let what = format!("stands with {name}, which runs from {first} to {last}");
        let weeks = super::balance_date::said_by_weeks(facts, other.dated);
        let help = weeks.map_or_else(
            || "Correct the dates or the period; see `company: fiscal_year`".to_owned(),
            |weeks| format!("Correct the dates or the period. {weeks}"),
        );
        report_period(reading, passage, &other.range, (Severity::Error, what), help, report);
    }
}

fn trim(gap: &str) -> &str {
    gap.trim_matches([' ', '*', '\u{a0}'])
}

/// "1Q10: {x}" and "{x} in 1Q09": the figure must be of the period, or of one of those that the words
/// may name.
fn figures(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
    periods: &[Period],
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let text = passage.text;
    let (within, behind) = (&reading.locale.prose.within, reading.locale.prose.behind);
    let linked = |gap: &str| within.iter().any(|word| *word == trim(gap));
    // "since 2Q25: {x}" names no period of the figure; a label starts its line or bracket.
    let lead = text[..range.start].trim_end_matches([' ', '*', '\u{a0}']);
    let label = lead.is_empty()
        || lead.ends_with(['\n', '-', '+', '(', ',', ';', '.', '（', '、', '。', '・', '"', '“']);
    // Of all figures only the next on either side can stand with the period.
    let next = passage.cites.partition_point(|cite| cite.range.start < range.end);
    let beside =
        [next.checked_sub(1).and_then(|at| passage.cites.get(at)), passage.cites.get(next)];
    let cite = beside.into_iter().flatten().find(|cite| {
        let before =
            !behind && cite.range.end <= range.start && linked(&text[cite.range.end..range.start]);
        let after = range.end <= cite.range.start && {
            let gap = &text[range.end..cite.range.start];
            (label && [":", "：", "="].contains(&trim(gap))) || (behind && linked(gap))
        };
        (before || after) && !cite.label && cite.against.is_none()
    });
    let (Some(key), Some(period)) = (cite.and_then(|cite| cite.key), periods.first()) else {
        return;
    };
    let ends = facts.calendar.ends(key.period);
    let days = key.period.is_instant()
        && periods.iter().any(|period| facts.calendar.ends(*period) == ends);
    // Where a quarter's name may stand for the sum up to its end.
    let sums = !reading.locale.times.cumulative.is_empty()
        && periods.iter().any(|period| {
            let quarter = matches!(period, Period::Quarter { quarter: 2.., .. });
            let months = facts.calendar.months(key.period);
            let year = Period::Year { year: facts.calendar.year_of(ends) };
            quarter
                && facts.calendar.ends(*period) == ends
                && months.0 == facts.calendar.months(year).0
        });
    if !periods.contains(&key.period) && !days && !sums {
        let what = format!("stands with `{}`", facts.name(key));
        let help = format!("Write {}, or cite the figure of {period}", key.period);
        report_period(reading, passage, range, (Severity::Error, what), help, report);
    }
}

/// The periods and fiscal years of all figures.
struct KnownPeriods {
    periods: HashSet<Period>,
    years: HashSet<i16>,
}

fn known(reading: &Reading<'_>) -> KnownPeriods {
    let facts = &reading.deck.facts;
    let changed = facts.changes().stated().flat_map(|(now, base, _)| [now.period, base.period]);
    let mut periods: HashSet<_> = facts
        .facts()
        .map(|(key, _)| key.period)
        .chain(changed)
        .chain([facts.period])
        .chain(facts.calendar.year_before(facts.period))
        .chain(facts.calendar.prior_quarter(facts.period))
        .collect();
    let calendar = facts.calendar;
    // The nine months to December are the third quarter's report: 第3四半期決算.
    let last = |period: &Period| {
        period.is_cumulative().then(|| calendar.quarter_of(calendar.ends(*period)))
    };
    let quarters: Vec<_> = periods.iter().filter_map(last).collect();
    periods.extend(quarters);
    let years = periods.iter().map(|period| calendar.year_of(calendar.ends(*period))).collect();
    KnownPeriods { periods, years }
}

/// A title names a period that the deck has figures of; the deck's own names its quarter.
fn title(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    named: &[Mention],
    known: &KnownPeriods,
    report: &mut Report,
) {
    let facts = &reading.deck.facts;
    let calendar = facts.calendar;
    for Mention { range, dated } in named {
        let fits = match dated {
            Dated::Period(Period::Year { year }) => known.years.contains(year),
            Dated::Period(period) => known.periods.contains(period),
            Dated::Months(from, to) => {
                let year = calendar.year_of(calendar.ends(facts.period));
                let year = Period::Year { year };
                let so_far = (calendar.months(year).0, calendar.months(facts.period).1);
                (*from, *to) == so_far
                    || [facts.period, year].iter().any(|all| calendar.is_run(*all, *from, *to))
            }
            Dated::Day(_) | Dated::Month(..) | Dated::Part | Dated::Open(..) | Dated::Year(_) => {
                true
            }
        };
        if !fits {
            let what = "is no period that the deck has figures of".to_owned();
            let help = format!("The deck reports {}; correct the title", facts.period);
            report_period(reading, passage, range, (Severity::Error, what), help, report);
        }
    }
}
