//! `record-differs`: "record" or "highest since" does not fit what is known of the item.

use std::cmp::Ordering;
use std::mem::discriminant;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::facts::Key;
use crate::num::Period;
use crate::words::{Cite, Clause, Hit, Passage, Reading, Sense, clauses, first_word, tail};

/// Earlier periods that must be known before a record counts as likely.
const ENOUGH: usize = 4;
/// Bytes before a claim in which it is said to be out of reach.
const APPROACH: usize = 18;

/// Compares claims of a record with every known figure of the item.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        let claims = |hit: &&Hit| matches!(hit.sense, Sense::Highest | Sense::Lowest);
        if !passage.hits.iter().any(|hit| claims(&hit)) {
            continue;
        }
        for clause in clauses(passage) {
            // "record high" is also "record"; the longest of one place counts.
            let mut last = 0;
            let mut hits: Vec<_> = passage.hits_in(clause.range.clone()).collect();
            // "Shareholders of record" claim nothing.
            let plain: Vec<_> =
                hits.iter().filter(|hit| hit.sense == Sense::Neutral).copied().collect();
            let idle =
                |hit: &Hit| plain.iter().any(|of| of.start <= hit.start && hit.end <= of.end);
            hits.retain(|hit| matches!(hit.sense, Sense::Highest | Sense::Lowest) && !idle(hit));
            hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
            let since = since(passage, &clause);
            for hit in hits {
                if hit.start >= last {
                    last = hit.end;
                    if approached(reading, passage, &clause, &hit) {
                        continue;
                    }
                    claim(reading, passage, (&clause, since), &hit, report);
                }
            }
        }
    }
}

fn claim(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (clause, since): (&Clause, Option<Period>),
    hit: &Hit,
    report: &mut Report,
) {
    let word = &passage.text[hit.start..hit.end];
    let span = passage.place(hit.start..hit.end, reading.sources);
    let before = passage.cites_in(clause.range.start..hit.start).iter().rev();
    let behind = passage.cites_in(hit.start..clause.range.end).iter();
    let nearest = [before.clone().find(|c| !c.label), behind.clone().find(|c| !c.label)];
    let away = |cite: &&Cite| cite.range.start.abs_diff(hit.start);
    let Some(key) = nearest.into_iter().flatten().min_by_key(away).and_then(|cite| cite.key) else {
        // One word alone ("highest quality") need not be a claim; several are.
        if hit.words > 1 || word.contains('-') {
            let message = format!("`{word}` stands with no figure that could prove it");
            let help = "Cite the figure in the same sentence, or leave the claim out";
            report.push(Finding::new(code::RECORD_DIFFERS, message, span).help(help));
        }
        return;
    };
    let facts = &reading.deck.facts;
    let Some(now) = facts.fact(key).and_then(crate::facts::Fact::interval) else { return };
    let calendar = facts.calendar;
    let earlier: Vec<_> = facts
        .keys_of(key.item)
        .filter(|k| k.scope == facts.contexts().actual(key.scope) && *k != key)
        .filter(|k| discriminant(&k.period) == discriminant(&key.period))
        .filter(|k| calendar.ends(k.period) < calendar.ends(key.period))
        .filter(|k| since.is_none_or(|first| calendar.ends(k.period) >= calendar.ends(first)))
        .collect();
    // The highest cost is the one farthest below zero.
    let highest = (hit.sense == Sense::Highest) != facts.item(key.item).is_told_by_size();
    let beaten = earlier.iter().find(|k| {
        let Some(other) = facts.fact(**k).and_then(crate::facts::Fact::interval) else {
            return false;
        };
        let order = if highest {
            other.lo().at().cmp(now.hi().at())
        } else {
            now.lo().at().cmp(other.hi().at())
        };
        order == Ordering::Greater
    });
    let name = facts.name(key);
    let finding = |severity: Severity, message: String| {
        let finding = Finding::weighed(code::RECORD_DIFFERS, severity, message, span);
        facts.fact(key).map_or(finding.clone(), |fact| finding.also(fact.span, name.clone()))
    };
    if let Some(other) = beaten {
        let message = format!("`{word}` is wrong: `{}` went beyond `{name}`", facts.name(*other));
        let mut finding = finding(Severity::Error, message);
        if let Some(fact) = facts.fact(*other) {
            finding = finding.also(fact.span, "went beyond it");
        }
        report.push(finding.help("Correct the claim or the figure"));
        return;
    }
    let known =
        earlier.iter().filter(|k| facts.fact(**k).and_then(|f| f.stated()).is_some()).count();
    let wanted = since.map_or(ENOUGH, |first| between(reading, first, key));
    if known < wanted {
        let message =
            format!("`{word}` cannot be proved: {known} earlier figures of `{name}` are known");
        let note = format!("{wanted} are needed");
        report.push(
            finding(Severity::Warning, message)
                .note(note)
                .help("Add the earlier figures under `values`, or leave the claim out"),
        );
    }
}

/// Tells whether a word at the claim says that the record was not reached: "close to a record".
fn approached(reading: &Reading<'_>, passage: &Passage<'_>, clause: &Clause, hit: &Hit) -> bool {
    let prose = &reading.locale.prose;
    let near = if prose.behind {
        &passage.text[hit.end..clause.range.end]
    } else {
        tail(&passage.text[clause.range.start..hit.start], APPROACH)
    };
    first_word(near, &prose.approaches, prose).is_some()
}

/// The period behind "since" in the clause.
fn since(passage: &Passage<'_>, clause: &Clause) -> Option<Period> {
    let hit = passage.hits_in(clause.range.clone()).find(|hit| hit.sense == Sense::Since)?;
    let next = passage.mentions.partition_point(|m| m.range.start < hit.end);
    let behind = || passage.mentions.get(next);
    let before = || passage.mentions[..next].iter().rev().find(|m| m.range.end == hit.start);
    before().or_else(behind)?.dated.period()
}

/// How many earlier periods of a kind lie from the first on: a period a quarter or a year.
fn between(reading: &Reading<'_>, first: Period, key: Key) -> usize {
    let facts = &reading.deck.facts;
    let mut count = 0;
    let mut period = key.period;
    while count < 400 {
        let calendar = facts.calendar;
        let Some(before) = calendar.prior_quarter(period).or_else(|| calendar.year_before(period))
        else {
            break;
        };
        if facts.calendar.ends(before) < facts.calendar.ends(first) || before == period {
            break;
        }
        period = before;
        count += 1;
    }
    count
}
