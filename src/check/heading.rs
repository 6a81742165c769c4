//! `period-differs`: a title or caption names a time that nothing below it is of.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, read_period};
use crate::locale::Locale;
use crate::num::Period;
use crate::shape::{PeriodRef, records};
use crate::slide::{Balance, ChartForm, ChartSpec, FigureSpec, Lines, Outlook, Shows, TableSpec};
use crate::source::Span;
use crate::words::{Dated, Mention, Passage, Reading, Sense, part_fits, relative_fits, said};

/// Compares the titles of slides, tables and charts with the periods that stand below them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (at, slide) in reading.slides() {
        let (mut all, mut whole) = (Vec::new(), true);
        for lines in records::<Lines>(slide) {
            all.extend(periods(lines.columns.iter().filter_map(|column| column.period.as_ref())));
            // A column of a change alone may be of any period.
            whole &= lines.columns.iter().any(|column| column.period.is_some());
        }
        for outlook in records::<Outlook>(slide) {
            all.extend(periods([&outlook.period].into_iter().chain(&outlook.actual)));
        }
        for table in records::<TableSpec>(slide) {
            let below = of_table(reading, table);
            head(reading, table.caption.as_ref().map(|caption| caption.span), &below, report);
            all.extend(below);
        }
        for chart in records::<ChartSpec>(slide) {
            let form = Some(&chart.form).filter(|form| !matches!(form, ChartForm::Pace(_)));
            let Some(over) = form.and_then(ChartForm::over_periods) else {
                whole = false;
                continue;
            };
            let below: Vec<_> = periods(&over.periods).collect();
            head(reading, Some(chart.head.title.span), &below, report);
            all.extend(below);
        }
        whole &= records::<Balance>(slide).is_empty() && records::<FigureSpec>(slide).is_empty();
        if !whole || all.is_empty() {
            continue;
        }
        let passages = reading.passages.iter().filter(|passage| passage.slide == Some(at));
        let cites = passages.clone().flat_map(|passage| &passage.cites);
        all.extend(cites.filter_map(|cite| cite.key).map(|key| key.period));
        for title in passages.filter(|passage| passage.role.heads_slide()) {
            if !of_the_deck(reading, title) {
                head(reading, Some(title.span), &all, report);
            }
        }
    }
}

/// Tells whether a title names the reported period, which may stand over anything in the deck.
fn of_the_deck(reading: &Reading<'_>, title: &Passage<'_>) -> bool {
    let facts = &reading.deck.facts;
    let own = Dated::Period(facts.period);
    title.mentions.iter().any(|mention| mention.dated == own)
}

fn periods<'a>(all: impl IntoIterator<Item = &'a PeriodRef>) -> impl Iterator<Item = Period> {
    all.into_iter().filter_map(|typed| {
        let period = typed.value.split('/').next().unwrap_or_default().trim();
        read_period(period).ok()
    })
}

/// The periods of a table; a row that names a year shows the same parts of that year.
fn of_table(reading: &Reading<'_>, table: &TableSpec) -> Vec<Period> {
    let mut out: Vec<_> = periods(table.periods.iter().chain(&table.spark)).collect();
    let rows = table.show.iter().map(|row| &Shows::show(row).value);
    let named = rows.filter_map(|show| reading.deck.facts.reference(show).ok()?.period);
    let years: Vec<_> = named.filter_map(Period::year).collect();
    let parts = out.clone();
    out.extend(years.into_iter().flat_map(|year| parts.iter().map(move |p| p.in_year(year))));
    out
}

/// What a heading may call the periods below it: themselves, the last quarter of those that begin
/// with the year, and what the quarters make together.
fn called(below: &[Period]) -> Vec<Period> {
    let mut out = below.to_vec();
    let last = |period: &Period| period.quarters().last().copied();
    let cumulative = below.iter().filter(|period| period.is_cumulative());
    let quarter = |(year, quarter)| Period::Quarter { year, quarter };
    out.extend(cumulative.filter_map(last).map(quarter));
    let known: Vec<_> = below.iter().flat_map(|period| period.quarters()).collect();
    for year in below.iter().filter_map(|period| period.year()) {
        let longer = [
            Period::Half { year, half: 1 },
            Period::Half { year, half: 2 },
            Period::NineMonths { year },
            Period::Year { year },
        ];
        let covered = |period: &Period| period.quarters().iter().all(|q| known.contains(q));
        out.extend(longer.into_iter().filter(covered));
    }
    out
}

/// Tells of a heading whose times are all of none of the periods below it.
fn head(reading: &Reading<'_>, span: Option<Span>, below: &[Period], report: &mut Report) {
    let Some(passage) = span.and_then(|span| reading.passage_at(span)) else { return };
    if below.is_empty() {
        return;
    }
    let facts = &reading.deck.facts;
    let calls = called(below);
    let days = below.iter().any(|period| period.is_instant());
    let mut wrong = None;
    let mut judge = |range: Range<usize>, fits: bool| {
        if fits {
            return true;
        }
        wrong.get_or_insert(range);
        false
    };
    for Mention { range, dated } in &passage.mentions {
        let fits = match dated {
            Dated::Period(Period::Year { year }) => below.iter().any(|period| {
                period
                    .year()
                    .unwrap_or_else(|| facts.calendar.year_of(facts.calendar.ends(*period)))
                    == *year
            }),
            Dated::Period(period) => calls.contains(period) || holds_a_day(facts, *period, below),
            Dated::Part => {
                let text = &passage.text[range.clone()];
                calls.iter().any(|period| part_fits(text, *period, reading.locale))
            }
            Dated::Day(_) | Dated::Month(..) | Dated::Months(..) | Dated::Open | Dated::Year(_) => {
                continue;
            }
        };
        if judge(range.clone(), fits) {
            return;
        }
    }
    let planned = said(passage.text, &reading.locale.prose.planned, &reading.locale.prose);
    for hit in passage.hits.iter().filter(|_| !days) {
        let inside = passage.mention_at(hit.start).is_some();
        let quarters = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
        let number = (1..).zip(quarters).find(|(_, sense)| *sense == hit.sense);
        let parts = [Sense::FirstHalf, Sense::SecondHalf, Sense::FullYear];
        if [Sense::Compared, Sense::From, Sense::Since].contains(&hit.sense) {
            return;
        }
        let fits = if let Some((number, _)) = number {
            calls.iter().any(|p| matches!(p, Period::Quarter { quarter, .. } if *quarter == number))
        } else if parts.contains(&hit.sense) && !(hit.sense == Sense::FullYear && planned.is_some())
        {
            calls.iter().any(|p| relative_fits(hit.sense, *p, facts) == Some(true))
        } else {
            continue;
        };
        if !inside && judge(hit.start..hit.end, fits) {
            return;
        }
    }
    if let Some(range) = wrong {
        let mut names: Vec<String> = Vec::new();
        for name in below.iter().map(ToString::to_string) {
            if !names.contains(&name) && names.len() < 4 {
                names.push(name);
            }
        }
        let text = passage.text[range.clone()].trim();
        let message = format!("`{text}` heads figures of {}", names.join(", "));
        let span = passage.place(range, reading.sources);
        let help = "Correct the heading, or show the figures that it names";
        report.push(Finding::new(code::PERIOD_DIFFERS, message, span).help(help));
    }
}

fn holds_a_day(facts: &Facts, said: Period, below: &[Period]) -> bool {
    let (first, last) = facts.calendar.range(said);
    below.iter().any(|p| matches!(p, Period::Instant(day) if first <= *day && *day <= last))
}

/// Tells whether a year of the calendar may name a period: one that it touches, or its fiscal year.
pub(super) fn in_year(facts: &Facts, period: Period, year: i16) -> bool {
    let (first, last) = facts.calendar.range(period);
    (first.year()..=last.year()).contains(&year)
        || facts.calendar.year_of(last) == year
        || period.year() == Some(year)
}

/// Finds the years of the calendar that stand alone in a header: four digits outside other times.
pub(super) fn bare_years(passage: &Passage<'_>) -> Vec<(Range<usize>, i16)> {
    let alone = passage
        .words
        .iter()
        .filter(|word| passage.mention_at(word.start).is_none() && word.end - word.start == 4);
    let year = |word: &crate::words::Word| {
        let year = word.of(passage.text).parse::<i16>().ok()?;
        (1990..2100).contains(&year).then_some((word.start..word.end, year))
    };
    let named = passage.mentions.iter().filter_map(|mention| match mention.dated {
        Dated::Year(year) => Some((mention.range.clone(), year)),
        Dated::Day(_)
        | Dated::Month(..)
        | Dated::Months(..)
        | Dated::Period(_)
        | Dated::Part
        | Dated::Open => None,
    });
    alone.filter_map(year).chain(named).collect()
}

/// Finds a length in months that a header names: "six months", "first three quarters".
pub(super) fn months(text: &str, locale: &Locale) -> Option<(Range<usize>, u8)> {
    let prose = &locale.prose;
    let found =
        [12, 9, 6, 3].into_iter().zip(prose.spans.iter().rev()).find_map(|(months, forms)| {
            let forms: Vec<_> = forms.split('|').map(str::to_owned).collect();
            Some((said(text, &forms, prose)?, months))
        });
    // 13カ月 holds 3カ月.
    found.filter(|(range, _)| !text[..range.start].ends_with(char::is_numeric))
}
