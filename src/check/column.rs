//! Columns and their headers: what a header says of what its column measures.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::num::{Measure, Unit};
use crate::slide::{ColumnSpec, Lines, MeasureSpec, member_labels};
use crate::source::{Span, Text};
use crate::words::{Passage, Reading, Sense, first_word};

/// Finds two columns that a reader cannot tell apart: the amount and the rate of a change, both headed
/// 前年同期比; the same period twice.
pub(super) fn twins(reading: &Reading<'_>, lines: &Lines, report: &mut Report) {
    let house = &reading.locale.house;
    let mut seen: Vec<(String, Span)> = Vec::new();
    let columns = lines.columns.iter().enumerate();
    let each = columns.flat_map(|(at, column)| {
        members(reading, column, lines).into_iter().map(move |member| (at, column, member))
    });
    for (at, column, member) in each {
        let shown = column.change.as_deref().or(column.period.as_deref());
        let shown = shown.or(column.members.as_deref()).or(column.member.as_deref());
        let Some(shown) = shown else { continue };
        let typed = |text: Option<&Text>| text.map(|text| text.value.trim().to_lowercase());
        // What the program makes of a change is the same for every measure, but where the house has heads of
        // rates and amounts.
        let made = match column.measure {
            Some(MeasureSpec::Amount) => house.amount_head.as_deref(),
            Some(MeasureSpec::Percent) | None => house.rate_head.as_deref(),
            Some(MeasureSpec::Points) => None,
        };
        let made = made.unwrap_or_default();
        let own = typed(column.header.as_deref());
        let own = own.unwrap_or_else(|| {
            let share = column.share.as_ref().map_or("", |whole| whole.value.as_str());
            let scale = column.print.scale();
            let when = column.change.as_deref().or(column.period.as_deref());
            let when = when.map_or("", |when| when.value.as_str());
            format!("\u{0}{when}\u{0}{share}\u{0}{scale:?}\u{0}{member}\u{0}{made}")
        });
        let kind = if column.change.is_some() { "changes" } else { "figures" };
        // The header of a group says what its columns share.
        let group = lines.columns.group(at).map_or("", |header| header.value.as_str());
        let note = typed(column.note.as_deref()).unwrap_or_default();
        let head = format!("{kind}\n{group}\n{own}\n{note}");
        let span = column.header.as_ref().map_or(shown.span, |header| header.span);
        match seen.iter().find(|(known, _)| *known == head) {
            Some((_, first)) => {
                let message = format!("two columns of {kind} have the same header");
                report.push(
                    Finding::new(code::HEADER_DIFFERS, message, span)
                        .also(*first, "the other")
                        .help("Give each a `header` or a `note` that says what it measures"),
                );
            }
            None => seen.push((head, span)),
        }
    }
}

/// Gives the labels of the members that a column is of, one for each column that is made of it.
fn members(reading: &Reading<'_>, column: &ColumnSpec, lines: &Lines) -> Vec<String> {
    let facts = &reading.deck.facts;
    if let Some(of) = &column.members {
        let labels = lines.rows.iter().flat_map(|row| member_labels(facts, of, &row.show.value));
        let mut seen = BTreeSet::new();
        return labels.filter(|label| seen.insert(*label)).map(str::to_lowercase).collect();
    }
    let member = column.member.as_ref().map(|member| member.value.as_str());
    let label = |name: &str| {
        let scope = facts.contexts().read(name);
        scope.map_or_else(|_| name.to_owned(), |scope| facts.scope(scope).label.to_lowercase())
    };
    vec![member.map_or_else(String::new, label)]
}

/// Finds the words of a header that cannot head its column, and says what that shows: a share is no
/// comparison, a change no share, and an amount is in no per cent.
pub(super) fn unlike(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: &ColumnSpec,
    lines: &Lines,
) -> Option<(Range<usize>, &'static str)> {
    let prose = &reading.locale.prose;
    let says = |words: &[String]| first_word(passage.text, words, prose);
    let compares = passage.hits.iter().find(|h| matches!(h.sense, Sense::Year | Sense::Quarter));
    if column.change.is_none() {
        let shows = if column.share.is_some() { "a share" } else { "figures, no change" };
        let compares = compares.map(|hit| (hit.start..hit.end, shows));
        let grows = || says(&prose.growth_heads).filter(|_| column.share.is_some());
        return compares
            .or_else(|| Some((grows()?, shows)))
            .or_else(|| Some((of_another(reading, passage, column)?, "shares of another item")))
            .or_else(|| Some((planned(reading, passage, column)?, "what happened")));
    }
    let plan = says(&prose.plan_heads).filter(|_| against_actual(reading, column));
    if let Some(at) = plan {
        return Some((at, "a change against an actual figure"));
    }
    if let Some(at) = says(&prose.share_heads).filter(|_| compares.is_none()) {
        return Some((at, "a change"));
    }
    let measures = measures(reading, column, lines);
    let all = |wanted: Measure| !measures.is_empty() && measures.iter().all(|m| *m == wanted);
    if let Some(at) = says(&prose.rate_heads).filter(|_| all(Measure::Amount)) {
        return Some((at, "amounts"));
    }
    let amounts = says(&prose.amount_heads).filter(|_| all(Measure::Percent));
    amounts.map(|at| (at, "rates in per cent"))
}

/// Tells whether all changes of a column are in per cent.
pub(super) fn rates(reading: &Reading<'_>, column: &ColumnSpec, lines: &Lines) -> bool {
    let measures = measures(reading, column, lines);
    !measures.is_empty() && measures.iter().all(|measure| *measure == Measure::Percent)
}

/// Finds the label of another item in the header of a share: "% of operating income" over shares of
/// revenue.
fn of_another(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: &ColumnSpec,
) -> Option<Range<usize>> {
    let facts = &reading.deck.facts;
    let prose = &reading.locale.prose;
    let whole = facts.references().read(&column.share.as_ref()?.value).ok()?.item;
    let own = &facts.item(whole).label;
    let label = |label: &str| first_word(passage.text, &[label.to_owned()], prose);
    let terms = &reading.locale.terms;
    if label(own).is_some() || first_word(own, &[passage.text.to_owned()], prose).is_some() {
        return None;
    }
    let other = |name: &str| match (terms.of(name), terms.of(own)) {
        (Some(name), Some(own)) => name.0 != own.0,
        (_, _) => true,
    };
    let labels = facts.items().map(|(_, item)| item.label.as_str());
    labels.filter(|name| !name.is_empty() && other(name)).find_map(label)
}

/// Finds the word of a plan over a column of what happened.
fn planned(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    column: &ColumnSpec,
) -> Option<Range<usize>> {
    let facts = &reading.deck.facts;
    let period = column.period.as_ref().filter(|period| !period.value.contains('/'))?;
    if column.member.is_some() || column.members.is_some() {
        return None;
    }
    let ends = facts.calendar.ends(crate::facts::read_period(&period.value).ok()?);
    let past = ends <= facts.calendar.ends(facts.period);
    let labels: Vec<_> = facts
        .scope_names()
        .filter_map(|name| Some(facts.scope(facts.scope_id(name)?)))
        .filter(|scope| scope.forecast)
        .map(|scope| scope.label.clone())
        .collect();
    // Only as the whole header: "1Q25 (before the revision)" is what happened.
    let whole = |at: &Range<usize>| at.len() == passage.text.trim().len();
    let prose = &reading.locale.prose;
    first_word(passage.text, &labels, prose)
        .or_else(|| first_word(passage.text, &prose.plan_names, prose))
        .filter(|at| past && whole(at))
}

/// Tells whether a column shows a change against an actual figure.
fn against_actual(reading: &Reading<'_>, column: &ColumnSpec) -> bool {
    let facts = &reading.deck.facts;
    let change = column.change.as_ref().map_or("", |change| change.value.as_str());
    let base = change.rsplit_once("vs ").map_or("", |(_, base)| base.trim());
    let forecast = base
        .split_once('/')
        .and_then(|(_, scope)| facts.scope_id(scope.trim()))
        .is_some_and(|id| facts.scope(id).forecast);
    !forecast
}

/// What a column of changes measures, row by row.
fn measures(reading: &Reading<'_>, column: &ColumnSpec, lines: &Lines) -> Vec<Measure> {
    let facts = &reading.deck.facts;
    let own = column.measure.map(MeasureSpec::measure);
    let items = lines.rows.iter().map(|row| &row.show.value);
    let keys = items.filter_map(|name| facts.references().key(name).ok());
    keys.map(|key| {
        let unit = &facts.item(key.item).unit;
        match own {
            Some(Measure::Amount) if matches!(unit, Unit::Percent) => Measure::Points,
            Some(own) => own,
            None => {
                let period = facts.calendar.year_before(key.period).unwrap_or(key.period);
                facts.changes().usual_measure(key, Key { period, ..key })
            }
        }
    })
    .collect()
}
