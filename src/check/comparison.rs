//! `comparison-differs`: words such as YoY stand with a change on another basis.

mod alone;

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Facts;
use crate::num::Period;
use crate::words::{Cite, Clause, Hit, Passage, Reading, Sense, clauses};

/// Compares "YoY", "QoQ" and "compared to 1Q09" with the basis of the change cited beside them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        if !passage.hits.iter().any(|hit| hit.sense == Sense::From || compares(hit.sense)) {
            continue;
        }
        for clause in clauses(passage) {
            for cite in passage.cites_in(clause.range.clone()) {
                if cite.against.is_some() {
                    one(reading, passage, &clause, cite, report);
                }
            }
            alone::run(reading, passage, &clause, report);
        }
    }
}

/// Words that say what a change is against.
fn compares(sense: Sense) -> bool {
    use Sense::{Compared, Quarter, VersusEnd, VersusForecast, Year};
    [Year, Quarter, VersusEnd, VersusForecast, Compared].contains(&sense)
}

/// What the words beside a change say it is against, and where they stand.
struct Said {
    base: Option<Period>,
    /// Whether that is a forecast.
    forecast: bool,
    range: Range<usize>,
}

fn one(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    clause: &Clause,
    cite: &Cite,
    report: &mut Report,
) {
    let (Some(now), Some(base)) = (cite.key, cite.base) else { return };
    let facts = &reading.deck.facts;
    let Some(said) =
        behind(reading, passage, clause, cite).or_else(|| before(facts, passage, clause, cite))
    else {
        return;
    };
    let Some(wanted) = said.base else { return };
    let forecast = facts.scope(base.scope).forecast;
    let same = wanted == base.period || same_time(facts, wanted, base.period);
    if same && (!said.forecast || forecast) {
        return;
    }
    let words = &passage.text[said.range.clone()];
    let name = facts.name(now);
    let message = format!("`{words}` stands with the change of `{name}` from {}", base.period);
    let span = passage.place(said.range, reading.sources);
    report.push(
        Finding::new(code::COMPARISON_DIFFERS, message, span)
            .also(passage.place(cite.range.clone(), reading.sources), "the change")
            .note(format!(
                "`{words}` means a comparison with {}{wanted}",
                if said.forecast { "a forecast for " } else { "" }
            ))
            .help(
                "Cite the change on that basis (`yoy`, `qoq`, `vs PERIOD`), or correct the words",
            ),
    );
}

/// A balance may be compared with a day by the name of the period that ends on it.
fn same_time(facts: &Facts, said: Period, base: Period) -> bool {
    said.is_instant() != base.is_instant() && facts.calendar.ends(said) == facts.calendar.ends(base)
}

/// Words right behind the change: `{x} YoY`, `{x} ({y}) YoY`, `{x} compared to 1Q09`.
fn behind(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    clause: &Clause,
    cite: &Cite,
) -> Option<Said> {
    let facts = &reading.deck.facts;
    // "ggü. Vorjahr" is more than "ggü.".
    let hit = passage
        .hits
        .iter()
        .filter(|hit| hit.start >= cite.range.end && hit.start < clause.line.end)
        .filter(|hit| hit.sense == Sense::From || compares(hit.sense))
        .min_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)))?;
    let gap = cite.range.end..hit.start;
    let text = &passage.text[gap.clone()];
    let mut rest = text.to_owned();
    for inner in
        passage.cites.iter().filter(|c| gap.start <= c.range.start && c.range.end <= gap.end)
    {
        rest = rest.replacen(&passage.text[inner.range.clone()], "", 1);
        inner.against?;
    }
    if !rest.chars().all(|c| c.is_whitespace() || matches!(c, '(' | ')' | '*' | '（' | '）')) {
        return None;
    }
    // Where small words stand behind, what follows a change belongs to the next.
    if reading.locale.prose.behind {
        return None;
    }
    let period = cite.key?.period;
    if ![Sense::Compared, Sense::From].contains(&hit.sense) {
        return Some(Said::by(facts, *hit, period));
    }
    let mention = passage.mentions.iter().find(|mention| mention.range.start >= hit.end)?;
    let blank = passage.text[hit.end..mention.range.start].trim().is_empty();
    let range = hit.start..mention.range.end;
    blank.then(|| Said { base: mention.dated.period(), forecast: false, range })
}

impl Said {
    /// What a word such as YoY means for a figure of a period.
    fn by(facts: &Facts, hit: Hit, period: Period) -> Self {
        let forecast = hit.sense == Sense::VersusForecast;
        Self { base: basis(facts, hit.sense, period), forecast, range: hit.start..hit.end }
    }
}

/// The period that a word of comparison means for a figure of a period.
pub(super) fn basis(facts: &Facts, sense: Sense, period: Period) -> Option<Period> {
    if sense == Sense::Year {
        Some(facts.year_before(period))
    } else if sense == Sense::VersusEnd {
        Some(Period::Instant(facts.calendar.prior_year_end(period)))
    } else if sense == Sense::VersusForecast {
        Some(period)
    } else {
        facts.quarter_before(period)
    }
}

/// A label before the change: `YoY: ... {x}`, `(QoQ: {x})`, `1Q09比{x}`; the last one of its line
/// counts.
fn before(facts: &Facts, passage: &Passage<'_>, clause: &Clause, cite: &Cite) -> Option<Said> {
    let hit = passage.hits.iter().rfind(|hit| {
        hit.start >= clause.line.start && hit.end <= cite.range.start && compares(hit.sense)
    })?;
    let gap = &passage.text[hit.end..cite.range.start];
    // A label ends with a colon or stands right before the change, small words between.
    let label = gap.trim_start_matches('*').starts_with([':', '：', '=']);
    let small = passage.only(hit.end..cite.range.start, &[Sense::Link])
        && gap.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
        && passage.words_in(hit.end..cite.range.start).count() <= 2;
    if !(label || small) {
        return None;
    }
    if hit.sense == Sense::Compared {
        let mention = passage.mentions.iter().find(|mention| mention.range.end == hit.start)?;
        let base = mention.dated.period();
        let range = mention.range.start..hit.end;
        return (!label).then_some(Said { base, forecast: false, range });
    }
    Some(Said::by(facts, *hit, cite.key?.period))
}
