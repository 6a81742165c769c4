//! `comparison-differs`: words such as YoY stand with a change on another basis.

mod alone;

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Facts;
use crate::num::Period;
use crate::words::{
    Cite, Clause, Hit, Passage, PlainYearPeriod, Reading, Sense, clauses, plain_year,
};

/// Compares "YoY", "QoQ" and "compared to 1Q09" with the basis of the change cited beside them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        if !passage.hits.iter().any(|hit| hit.sense == Sense::From || compares(hit.sense)) {
            continue;
        }
        let compared: Vec<_> =
            passage.hits.iter().copied().filter(|hit| compares(hit.sense)).collect();
        for clause in clauses(passage) {
            for cite in passage.cites_in(clause.range.clone()) {
                if cite.against.is_some() {
                    one(reading, (passage, &compared), &clause, cite, report);
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

/// What a time by how it lies says of a comparison with it.
fn lies(sense: Sense) -> Option<Sense> {
    let known = [
        (Sense::YearBefore, Sense::Year),
        (Sense::YearAgo, Sense::Year),
        (Sense::QuarterAgo, Sense::Quarter),
    ];
    known.into_iter().find(|(known, _)| *known == sense).map(|(_, says)| says)
}

/// Most changes that stand between one and the word for all of them.
const INNER: usize = 8;

/// What the words beside a change say it is against, and where they stand.
struct SaidAgainst {
    base: Option<Period>,
    /// Whether that is a forecast.
    forecast: bool,
    /// Whether it is the quarter before.
    quarter: bool,
    range: Range<usize>,
}

fn one(
    reading: &Reading<'_>,
    (passage, compared): (&Passage<'_>, &[Hit]),
    clause: &Clause,
    cite: &Cite,
    report: &mut Report,
) {
    let (Some(now), Some(base)) = (cite.key, cite.base) else { return };
    let facts = &reading.deck.facts;
    let Some(said) = behind(reading, passage, clause, cite)
        .or_else(|| before(facts, (passage, compared), clause, cite))
    else {
        return;
    };
    let forecast = facts.scope(base.scope).forecast;
    let same = match said.base {
        Some(wanted) => wanted == base.period || same_time(facts, wanted, base.period),
        // What is no quarter has none before it; a half may be held against the half before.
        None if said.quarter => follows(facts, now.period, base.period),
        None => return,
    };
    if same && (!said.forecast || forecast) {
        return;
    }
    let wanted = said.base.map_or_else(
        || format!("the quarter before, and {} is none", now.period),
        |wanted| format!("{}{wanted}", if said.forecast { "a forecast for " } else { "" }),
    );
    let words = &passage.text[said.range.clone()];
    let name = facts.name(now);
    let message = format!("`{words}` stands with the change of `{name}` from {}", base.period);
    let span = passage.place(said.range, reading.sources);
    report.push(
        Finding::new(code::COMPARISON_DIFFERS, message, span)
            .also(passage.place(cite.range.clone(), reading.sources), "the change")
            .note(format!("`{words}` means a comparison with {wanted}"))
            .help(
                "Cite the change on that basis (`yoy`, `qoq`, `vs PERIOD`), or correct the words",
            ),
    );
}

/// Tells whether a half starts where another period ends.
fn follows(facts: &Facts, now: Period, base: Period) -> bool {
    let (first, _) = facts.calendar.range(now);
    matches!(now, Period::Half { .. })
        && first.yesterday().is_ok_and(|day| day == facts.calendar.ends(base))
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
) -> Option<SaidAgainst> {
    let facts = &reading.deck.facts;
    // "ggü. Vorjahr" is more than "ggü.".
    let marks = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '*' | '（' | '）');
    let text = passage.text;
    let behind = |at: usize| text.len() - text[at..].trim_start_matches(marks).len();
    let mut start = behind(cite.range.end);
    // `{x} ({y}) YoY`: other changes may stand between, a few at most.
    for inner in passage.cites_in(start..clause.line.end).iter().take(INNER) {
        if inner.range.start != start {
            break;
        }
        inner.against?;
        start = behind(inner.range.end);
    }
    let here = passage.hits_at(start).filter(|hit| hit.start < clause.line.end);
    let against = [Sense::From, Sense::Above, Sense::Below];
    let here = here.filter(|hit| against.contains(&hit.sense) || compares(hit.sense));
    let hit = here.max_by_key(|hit| hit.end)?;
    // Where small words stand behind, what follows a change belongs to the next.
    if reading.locale.prose.behind {
        return None;
    }
    let period = cite.key?.period;
    if hit.sense != Sense::Compared && !against.contains(&hit.sense) {
        return Some(SaidAgainst::by(facts, *hit, period));
    }
    // "Versus the prior quarter": a time by how it lies to the figure's.
    let near = passage.hits_in(hit.end..clause.line.end);
    let mut named = near.take_while(|next| {
        passage.only(hit.end..next.start, &[Sense::Link])
            && !passage.text[hit.end..next.start].contains(',')
    });
    if let Some(next) = named.find(|next| lies(next.sense).is_some())
        && passage.mentions_in(hit.end..next.end).is_empty()
    {
        let longest = passage.hits_at(next.start).map(|one| one.end).max();
        let sense = lies(next.sense).filter(|_| longest == Some(next.end))?;
        let said = SaidAgainst::by(facts, Hit { sense, ..next }, period);
        return Some(SaidAgainst { range: hit.start..next.end, ..said });
    }
    // "{x} below 30" names no time.
    if matches!(hit.sense, Sense::Above | Sense::Below) {
        return None;
    }
    let mention = passage.mentions_in(hit.end..clause.line.end).first()?;
    // "From the second quarter of 2022": of the periods it may name, the one that is cited.
    let time = plain_year(passage, mention, reading.locale, facts.calendar);
    let article = |time: &PlainYearPeriod| {
        let gap = passage.text.get(hit.end..time.range.start);
        gap.is_some_and(|gap| ["", "the"].contains(&gap.trim()))
    };
    if let Some(time) = time.filter(article) {
        let base = cite.base.map(|base| base.period);
        let cited = time.periods.iter().find(|period| Some(**period) == base);
        let base = cited.or(time.periods.first()).copied();
        return Some(SaidAgainst {
            base,
            forecast: false,
            quarter: false,
            range: hit.start..time.range.end,
        });
    }
    // "Raised by {x} from May 14": the day that the other forecast was announced.
    let announced = cite.base.and_then(|base| facts.scope(base.scope).announced);
    if announced.is_some_and(|day| mention.dated.period() == Some(Period::Instant(day))) {
        return None;
    }
    let blank = passage.text[hit.end..mention.range.start].trim().is_empty();
    let range = hit.start..mention.range.end;
    blank.then(|| SaidAgainst {
        base: mention.dated.period(),
        forecast: false,
        quarter: false,
        range,
    })
}

impl SaidAgainst {
    /// What a word such as YoY means for a figure of a period.
    fn by(facts: &Facts, hit: Hit, period: Period) -> Self {
        let forecast = hit.sense == Sense::VersusForecast;
        let quarter = hit.sense == Sense::Quarter;
        let base = basis(facts, hit.sense, period);
        Self { base, forecast, quarter, range: hit.start..hit.end }
    }
}

/// The period that a word of comparison means for a figure of a period.
pub(super) fn basis(facts: &Facts, sense: Sense, period: Period) -> Option<Period> {
    if sense == Sense::Year {
        facts.calendar.year_before(period)
    } else if sense == Sense::VersusEnd {
        Some(Period::Instant(facts.calendar.prior_year_end(period)))
    } else if sense == Sense::VersusForecast {
        Some(period)
    } else {
        facts.calendar.prior_quarter(period)
    }
}

/// "Sequentially, revenue fell {x}", "Gegenüber dem Vorquartal stieg der Umsatz um {x}": a word that opens
/// the clause of its one change.
fn heads(passage: &Passage<'_>, clause: &Clause, hit: &Hit, cite: &Cite) -> bool {
    let light = [Sense::Link, Sense::And, Sense::Contrast];
    let changes = passage.cites_in(clause.range.start..cite.range.start);
    let gap = &passage.text[hit.end..cite.range.start];
    !gap.trim_start_matches(',').contains([',', ';', '(', '\n', '、', '，'])
        && hit.start >= clause.range.start
        && passage.only(clause.range.start..hit.start, &light)
        && changes.iter().all(|one| one.against.is_none())
}

/// A label before the change: `YoY: ... {x}`, `(QoQ: {x})`, `1Q09比{x}`; the last one of its line
/// counts.
fn before(
    facts: &Facts,
    (passage, compared): (&Passage<'_>, &[Hit]),
    clause: &Clause,
    cite: &Cite,
) -> Option<SaidAgainst> {
    let last = compared.partition_point(|hit| hit.start < cite.range.start);
    let mut near = compared[..last].iter().rev().filter(|hit| hit.end <= cite.range.start);
    let hit = near.next().filter(|hit| hit.start >= clause.line.start)?;
    let gap = &passage.text[hit.end..cite.range.start];
    // A label ends with a colon or stands right before the change, small words between.
    let label = gap.trim_start_matches('*').starts_with([':', '：', '='])
        || heads(passage, clause, hit, cite);
    // 环比下降{x}: the direction of the change may stand between as well.
    let light = [Sense::Link, Sense::Up, Sense::Down, Sense::Better, Sense::Worse];
    let small = |from: usize| {
        let gap = &passage.text[from..cite.range.start];
        passage.count_words(from..cite.range.start) <= 2
            && passage.only(from..cite.range.start, &light)
            && gap.chars().all(|c| c.is_alphanumeric() || c.is_whitespace())
    };
    // 较2025年第一季度下降{x}: what is compared with stands behind.
    let named = passage.mentions_in(hit.end..cite.range.start).first();
    let named = named.filter(|mention| mention.range.start == hit.end && small(mention.range.end));
    if let Some(mention) = named.filter(|_| hit.sense == Sense::Compared) {
        let range = hit.start..mention.range.end;
        let base = mention.dated.period();
        return Some(SaidAgainst { base, forecast: false, quarter: false, range });
    }
    if !(label || small(hit.end)) {
        return None;
    }
    if hit.sense == Sense::Compared {
        let mentions = passage.mentions_in(clause.line.start..hit.start);
        let mention = mentions.last().filter(|mention| mention.range.end == hit.start)?;
        let base = mention.dated.period();
        let range = mention.range.start..hit.end;
        return (!label).then_some(SaidAgainst { base, forecast: false, quarter: false, range });
    }
    Some(SaidAgainst::by(facts, *hit, cite.key?.period))
}
