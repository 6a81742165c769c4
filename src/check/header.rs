//! `header-differs`: the header that an author gave a column does not fit what the column shows.

use std::ops::Range;

use super::{column, heading};
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Facts, read_period};
use crate::locale::NotedMoney;
use crate::num::{CurrencyCode, Date, Period, Scale, Unit};
use crate::shape::records;
use crate::slide::{ColumnSpec, Lines, TableSpec};
use crate::words::{
    CountedLength, Dated, Hit, Mention, Passage, Reading, Sense, counted_lengths, first_word,
    lengths, part_fits, plain_year, relative_fits,
};

/// Compares the headers and notes of columns with their period, scale and change.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for (_, slide) in reading.deck.numbered() {
        for lines in records::<Lines>(slide) {
            column::twins(reading, lines, report);
            groups(reading, lines, report);
            // Of a change that cannot be read nothing can be said, and it is told where it stands.
            for column in lines.columns.iter().filter(|column| column.names_change()) {
                for span in column.heads() {
                    let Some(passage) = reading.passage_at(span) else { continue };
                    if let Some(period) = of_column(column) {
                        times(reading, passage, period, report);
                        length(reading, passage, period, report);
                    }
                    change(reading, passage, column, report);
                    if let Some((range, shows)) = column::unlike(reading, passage, column, lines) {
                        report_header(reading, passage, range, shows, report);
                    }
                    scale(reading, passage, column, lines, report);
                }
            }
        }
        for table in records::<TableSpec>(slide) {
            for (header, period) in table.headers.iter().zip(&table.periods) {
                let Some(passage) = reading.passage_at(header.span) else { continue };
                if let Ok(period) = read_period(&period.value) {
                    times(reading, passage, period, report);
                }
            }
        }
    }
}

/// What heads a group of columns is of none of them.
fn groups(reading: &Reading<'_>, lines: &Lines, report: &mut Report) {
    for (columns, header) in lines.columns.groups() {
        let Some(passage) = reading.passage_at(header.span) else { continue };
        let periods = lines.columns.get(columns.clone()).unwrap_or_default().iter();
        let each = periods.filter_map(of_column).map(|period| {
            let mut own = Report::new();
            times(reading, passage, period, &mut own);
            length(reading, passage, period, &mut own);
            own.into_findings()
        });
        let each: Vec<_> = each.collect();
        // "June 30, 2026" may stand over that quarter and the one of the year before.
        if each.iter().all(|found| !found.is_empty()) {
            report.extend(each.into_iter().next().unwrap_or_default());
        }
    }
}

/// "Three months ended" heads no half.
fn length(reading: &Reading<'_>, passage: &Passage<'_>, period: Period, report: &mut Report) {
    if period.is_instant() {
        return;
    }
    let calendar = reading.deck.facts.calendar;
    let counted = counted_lengths(passage.text, reading.locale);
    let unlike = |length: CountedLength| !length.fits(period, calendar);
    if let Some((range, _)) = counted.first().filter(|_| counted.iter().all(|(_, of)| unlike(*of)))
    {
        let shows = format!("{period}, which has {}", calendar.lengths().told(period));
        report_header(reading, passage, range.clone(), &shows, report);
    }
    let all = lengths(passage.text, reading.locale);
    let months = calendar.lengths().months(period);
    if let Some((range, _)) = all.first().filter(|_| all.iter().all(|(_, of)| *of != months)) {
        report_header(reading, passage, range.clone(), &period.to_string(), report);
    }
}

fn of_column(column: &ColumnSpec) -> Option<Period> {
    let period = column.period.as_ref().filter(|_| column.change.is_none());
    read_period(&period?.value).ok()
}

fn report_header(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    shows: &str,
    report: &mut Report,
) {
    report.push(unlike(reading, passage, range, shows));
}

fn unlike(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    shows: &str,
) -> Finding {
    let message = format!("`{}` heads a column that shows {shows}", &passage.text[range.clone()]);
    let span = passage.place(range, reading.sources);
    let help = "Correct the header, or leave it out: the program makes it from the column";
    Finding::new(code::HEADER_DIFFERS, message, span).help(help)
}

fn times(reading: &Reading<'_>, passage: &Passage<'_>, period: Period, report: &mut Report) {
    let facts = &reading.deck.facts;
    let calendar = facts.calendar;
    let (first, last) = calendar.range(period);
    for Mention { range, dated } in passage.mentions.clone() {
        let month = |day: Date| (day.year(), day.month());
        // "Third quarter of FY2020": the year alone is not what is said.
        let mention = Mention { range: range.clone(), dated };
        if let Some(said) = plain_year(passage, &mention, reading.locale, calendar) {
            let own = |one: &Period| *one == period || by_quarter(facts, period) == Some(*one);
            if !said.periods.iter().any(own) {
                report_header(reading, passage, said.range, &period.to_string(), report);
            }
            continue;
        }
        let fits = match dated {
            Dated::Period(said) => {
                let words = !passage.text[range.clone()].is_ascii()
                    || passage.count_words(range.clone()) > 1;
                said == period
                    || ends_only(period, calendar.ends(said))
                    || (words && by_quarter(facts, period) == Some(said))
            }
            Dated::Months(from, to) => calendar.is_run(period, from, to),
            Dated::Day(day) => day == last || day == first,
            Dated::Month(year, number) => {
                let at = (year, number);
                month(first) <= at && at <= month(last)
            }
            Dated::Part => {
                let part = |period| part_fits(&passage.text[range.clone()], period, reading.locale);
                // 第2四半期末 is the day on which the half ends.
                let end = passage
                    .hits
                    .iter()
                    .any(|hit| hit.start == range.end && hit.sense == Sense::AsOf);
                let named = part(period) || (end && part(calendar.quarter_of(last)));
                named && part_of_year(reading, &passage.text[..range.start], period)
            }
            // A year alone is held against the column below.
            Dated::Open(..) | Dated::Year(_) => true,
        };
        if !fits {
            let weeks = super::balance_date::said_by_weeks(facts, dated);
            let finding = unlike(reading, passage, range, &period.to_string());
            report.push(finding.help_if(weeks));
        }
    }
    for (range, year) in heading::bare_years(passage) {
        if !heading::in_year(facts, period, year) {
            report_header(reading, passage, range, &period.to_string(), report);
        }
    }
    if let Some((range, months)) = heading::months(passage.text, reading.locale)
        && !period.is_instant()
        && months != calendar.lengths().months(period)
        && passage.mention_at(range.start).is_none()
    {
        report_header(reading, passage, range, &period.to_string(), report);
    }
    for run in passage.undated().month_runs(reading.locale) {
        let (from, to) = calendar.months(period);
        if !period.is_instant() && run.months != (from.1, to.1) {
            report_header(reading, passage, run.range, &period.to_string(), report);
        }
    }
    for hit in passage.undated().relatives() {
        if relative_fits(hit.sense, period, facts) == Some(false) {
            report_header(reading, passage, hit.start..hit.end, &period.to_string(), report);
        }
    }
    // What is paid in the middle of a year, and at its end.
    let half = match period {
        Period::Half { half, .. } => Some(half),
        Period::Quarter { quarter, .. } => Some(quarter / 2).filter(|_| quarter % 2 == 0),
        Period::Year { .. } => Some(0),
        Period::NineMonths { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => None,
    };
    let paid = |hit: &&Hit| match half {
        Some(1) => hit.sense == Sense::Final,
        Some(_) => hit.sense == Sense::Interim,
        None => false,
    };
    if let Some(hit) = passage.hits.iter().find(paid) {
        report_header(reading, passage, hit.start..hit.end, &period.to_string(), report);
    }
}

/// Tells whether 当 or 前 before a part of a year says the year of a period; true where neither stands.
fn part_of_year(reading: &Reading<'_>, before: &str, period: Period) -> bool {
    let (prose, facts) = (&reading.locale.prose, &reading.deck.facts);
    let before = before.trim_end().to_lowercase();
    let says = |words: &[String]| words.iter().any(|word| before.ends_with(&word.to_lowercase()));
    let year = |period: Period| facts.calendar.year_of(facts.calendar.ends(period));
    if says(&prose.this_part) {
        year(period) == year(facts.period)
    } else {
        !says(&prose.part_before) || year(period) == year(facts.period) - 1
    }
}

/// Gives the quarter by which a company that reports from the year's beginning calls a half or nine
/// months: 2027年3月期第2四半期 is April to September.
fn by_quarter(facts: &Facts, period: Period) -> Option<Period> {
    let own = facts.period.is_cumulative() && period.is_cumulative();
    own.then(|| facts.calendar.quarter_of(facts.calendar.ends(period)))
}

/// A balance may be headed by the period that ends on its day.
fn ends_only(period: Period, said: Date) -> bool {
    period == Period::Instant(said)
}

/// What a change is against.
fn change(reading: &Reading<'_>, passage: &Passage<'_>, column: &ColumnSpec, report: &mut Report) {
    let Some(change) = column.change.as_ref().map(|change| change.value.as_str()) else { return };
    let facts = &reading.deck.facts;
    for hit in &passage.hits {
        let compared = [Sense::Year, Sense::Quarter, Sense::VersusEnd, Sense::VersusForecast];
        if compared.contains(&hit.sense) && !against(change, hit.sense, facts) {
            let shows = format!("the change `{change}`");
            report_header(reading, passage, hit.start..hit.end, &shows, report);
        }
    }
}

/// Tells whether a column's change may be told by a word such as YoY.
fn against(change: &str, said: Sense, facts: &Facts) -> bool {
    let ends = |period: Period| facts.calendar.ends(period);
    let today = Period::Instant(ends(facts.period));
    // `1H26 vs 1H25` says itself what it is of.
    let (own, change) = match change.split_once(" vs ") {
        Some((now, base)) => (read_period(now.trim()).ok(), format!("vs {base}")),
        None => (None, change.to_owned()),
    };
    let change = change.as_str();
    let mut means = [own.unwrap_or(facts.period), today].into_iter();
    let Some(base) = change.strip_prefix("vs ") else {
        let known = [(Sense::Year, "yoy"), (Sense::Quarter, "qoq")];
        if known.contains(&(said, change)) {
            return true;
        }
        // The quarter before a first quarter ends with the year.
        let year_end = ends(Period::Instant(facts.calendar.prior_year_end(facts.period)));
        let own = |period: Period| match change {
            "yoy" => facts.calendar.year_before(period),
            _ => facts.calendar.prior_quarter(period),
        };
        return said == Sense::VersusEnd && means.any(|p| own(p).map(ends) == Some(year_end));
    };
    let (base, scope) = base.split_once('/').unwrap_or((base, ""));
    let Ok(base) = read_period(base.trim()) else { return true };
    let forecast = facts.scope_id(scope.trim()).is_some_and(|id| facts.scope(id).forecast);
    if said == Sense::VersusForecast {
        return forecast;
    }
    // A column may show another period than the deck's: 通期, against the year before.
    let year = base.year().map(|year| year + 1);
    let whole =
        year.map(|year| Period::Year { year }).filter(|_| matches!(base, Period::Year { .. }));
    means.chain(whole).any(|period| {
        super::comparison::basis(facts, said, period)
            .is_some_and(|wanted| ends(wanted) == ends(base))
    })
}

fn scale(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: &ColumnSpec,
    lines: &Lines,
    report: &mut Report,
) {
    if column.share.is_some() {
        return;
    }
    if column.change.is_some() {
        // "Change (JPY million)" over rates.
        if let Some((range, _)) = noted(reading, passage.text).into_iter().next()
            && column::rates(reading, column, lines)
        {
            report_header(reading, passage, range, "rates in per cent", report);
        }
        return;
    }
    if column.period.is_none() {
        return;
    }
    let own = column.print.scale();
    let units = lines.rows.iter().filter_map(|row| {
        let reference = reading.deck.facts.references().read(&row.show.value).ok()?;
        Some(&reading.deck.facts.item(reference.item).unit)
    });
    let usual = |scale| reading.locale.usual_scale(scale);
    let mut shown: Vec<(CurrencyCode, Scale)> = units
        .filter_map(|unit| match unit {
            Unit::Currency { code, scale } => Some((*code, usual(own.unwrap_or(*scale)))),
            Unit::Percent | Unit::Points | Unit::BasisPoints | Unit::Times | Unit::Count { .. } => {
                None
            }
        })
        .collect();
    // Amounts per share say their unit behind their label.
    if shown.iter().any(|(_, scale)| *scale != Scale::One) {
        shown.retain(|(_, scale)| *scale != Scale::One);
    }
    let said = noted(reading, passage.text);
    let other = said.iter().find_map(|(range, said)| {
        // "USD" alone leaves the scale to the note of the slide.
        let fits = |(code, scale): &(CurrencyCode, Scale)| {
            said.is(*code, *scale) || said.is(*code, Scale::One)
        };
        Some((range.clone(), *shown.iter().find(|shown| !fits(shown))?))
    });
    let words = passage.words.iter().filter(|_| said.is_empty());
    let scale = words.filter_map(|word| {
        let said = word.of(passage.text).parse::<Scale>().ok()?;
        let (code, scale) = shown.iter().find(|(_, shown)| said != Scale::One && *shown != said)?;
        Some((word.start..word.end, (*code, *scale)))
    });
    if let Some((range, (code, scale))) = other.or_else(|| scale.into_iter().next()) {
        let unit = Unit::Currency { code, scale };
        report_header(reading, passage, range, &format!("figures in {unit}"), report);
    }
}

/// Finds the notes of money that a header holds: each in brackets of its own, alone, or behind the
/// word for a change.
fn noted(reading: &Reading<'_>, text: &str) -> Vec<(Range<usize>, NotedMoney)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in text.split_inclusive(['(', ')', '（', '）', '、', ',']) {
        let mut words = part.trim_matches(['(', ')', '（', '）', '、', ',', ' ']);
        let mut start = at + part.find(words).expect("they are cut out of it");
        let head = first_word(words, &reading.locale.prose.growth_heads, &reading.locale.prose);
        if let Some(head) = head.filter(|head| head.start == 0) {
            let rest = words[head.end..].trim_start();
            start += words.len() - rest.len();
            words = rest;
        }
        if let Some(money) = reading.locale.unit_notes().money(words) {
            out.push((start..start + words.len(), money));
        }
        at += part.len();
    }
    out
}
