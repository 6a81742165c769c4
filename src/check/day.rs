//! `day-differs`: "as of" names another day than the figure beside it is known for, "announced on"
//! another than the forecast's scope does.

use std::collections::HashMap;
use std::ops::Range;

use super::balance_date::said_by_weeks;
use crate::code;
use crate::deck::DeckSpec;
use crate::diag::{Finding, Report};
use crate::facts::{ScopeId, ScopeSpec};
use crate::num::{Date, Period};
use crate::shape::{Entries, Role, Scalar, records, visit};
use crate::slide::Outlook;
use crate::source::Span;
use crate::words::{
    Clause, Dated, Mention, Passage, Reading, Sense, clauses, first_word, named_times,
};

/// Most words, or letters where no blanks part them, between a day and the first figure.
const OPENING: (usize, usize) = (6, 16);

/// Compares "as of June 30, 2010" with the day of the figure cited nearest to it.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    announced(reading, report);
    opening(reading, report);
    for passage in &reading.passages {
        let says = passage.hits.iter().any(|hit| hit.sense == Sense::AsOf);
        if passage.cites.is_empty() || !says {
            continue;
        }
        for clause in clauses(passage) {
            let cites = passage.cites_in(clause.range.clone()).iter().filter(|cite| !cite.label);
            let days = cites.filter_map(|cite| {
                let Period::Instant(day) = cite.key?.period else { return None };
                Some((cite, day))
            });
            let days: Vec<_> = days.collect();
            for hit in passage.hits_in(clause.range.clone()).filter(|hit| hit.sense == Sense::AsOf)
            {
                let Some(mention) = passage.beside(hit) else { continue };
                let said = hit.start.min(mention.range.start)..hit.end.max(mention.range.end);
                if is_base(reading, passage, &clause, &said) {
                    continue;
                }
                // On either side the next is the nearest, in brackets or not.
                let next = days.partition_point(|(cite, _)| cite.range.start < hit.start);
                let beside = [next.checked_sub(1).and_then(|at| days.get(at)), days.get(next)];
                let nearest = beside.into_iter().flatten().copied().min_by_key(|(cite, _)| {
                    let (start, end) = (cite.range.start, cite.range.end);
                    let (first, last) =
                        (hit.start.min(mention.range.start), hit.end.max(mention.range.end));
                    let gap = if end <= first { end..first } else { last.min(start)..start };
                    // What stands in brackets belongs to what stands in them with it.
                    let apart = passage.text[gap.clone()].contains(['(', ')', '（', '）']);
                    (apart, gap.len())
                });
                let Some((cite, day)) = nearest.filter(|(_, day)| !fits(mention.dated, *day))
                else {
                    continue;
                };
                let said = &passage.text[mention.range.clone()];
                let message = format!("`{said}` stands with a figure of {day}");
                let span = passage.place(mention.range.clone(), reading.sources);
                let at = passage.place(cite.range.clone(), reading.sources);
                report.push(
                    Finding::new(code::DAY_DIFFERS, message, span)
                        .also(at, "the figure")
                        .help("Correct the day, or cite the figure of that day")
                        .help_if(said_by_weeks(&reading.deck.facts, mention.dated)),
                );
            }
        }
    }
}

/// "On March 31, 2026 we had {staff}": the day that opens a sentence is that of its first figure.
fn opening(reading: &Reading<'_>, report: &mut Report) {
    let blank = [' ', '-', '*', '+', '・', '\u{a0}', '\n'];
    for passage in reading.passages.iter().filter(|one| !one.cites.is_empty()) {
        for clause in clauses(passage) {
            let Some(mention) = passage.mentions_in(clause.range.clone()).first() else { continue };
            let Some(cite) = passage.cites_in(clause.range.clone()).first() else { continue };
            let lead = passage.text[clause.range.start..mention.range.start].trim_matches(blank);
            let (start, gap) = (clause.range.start, mention.range.end..cite.range.start);
            let opens = lead.is_empty()
                || passage.only(start..mention.range.start, &[Sense::Link, Sense::Within]);
            let (Some(key), Dated::Day(_)) = (cite.key, mention.dated) else { continue };
            let Period::Instant(day) = key.period else { continue };
            let base = is_base(reading, passage, &clause, &mention.range);
            if gap.start > gap.end || !opens || base || cite.label || cite.against.is_some() {
                continue;
            }
            let few = if reading.locale.prose.blanks {
                passage.count_words(gap.clone()) <= OPENING.0
            } else {
                passage.text[gap.clone()].chars().count() <= OPENING.1
            };
            let marks = [',', ';', '(', '（', '、', ':', '：'];
            let inner = passage.text[gap.clone()].trim_start_matches([',', '、', ' ']);
            let as_of = passage.hits_in(clause.range.clone()).any(|hit| hit.sense == Sense::AsOf);
            let other = !passage.mentions_in(gap).is_empty();
            if few && !inner.contains(marks) && !as_of && !other && !fits(mention.dated, day) {
                let said = &passage.text[mention.range.clone()];
                let message = format!("`{said}` stands before a figure of {day}");
                let span = passage.place(mention.range.clone(), reading.sources);
                report.push(
                    Finding::new(code::DAY_DIFFERS, message, span)
                        .also(passage.place(cite.range.clone(), reading.sources), "the figure")
                        .help("Correct the day, or cite the figure of that day")
                        .help_if(said_by_weeks(&reading.deck.facts, mention.dated)),
                );
            }
        }
    }
}

/// "Compared with the end of 2025", 2025年9月末に比べ: a day that something is compared with.
fn is_base(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    clause: &Clause,
    said: &Range<usize>,
) -> bool {
    use Sense::{Above, Below, Compared, From, Since};
    let prose = &reading.locale.prose;
    if prose.behind {
        let rest = &passage.text[said.end..clause.range.end];
        let object = rest.starts_with(['を', 'に']).then(|| said.end + 'を'.len_utf8());
        let held = |at: usize, senses: &[Sense]| {
            passage.hits_at(at).any(|hit| senses.contains(&hit.sense))
        };
        return held(said.end, &[Compared, From, Since])
            || object.is_some_and(|at| held(at, &[Above, Below]));
    }
    let lead = clause.range.start..said.start;
    let small = |from: usize| passage.only(from..said.start, &[Sense::Link, Sense::Within]);
    let mut hits = passage.hits_in(lead.clone()).filter(|hit| hit.end <= said.start);
    let held = hits.any(|hit| [Compared, Since].contains(&hit.sense) && small(hit.end));
    held || passage
        .words_in(lead)
        .last()
        .is_some_and(|word| prose.from_before.contains(&word.of(passage.text).to_lowercase()))
}

fn fits(said: Dated, day: Date) -> bool {
    match said {
        Dated::Day(said) => said == day,
        Dated::Month(year, month) => (year, month) == (day.year(), day.month()),
        Dated::Year(year) => year == day.year(),
        // "As of 30 June" is the day of some year.
        Dated::Open(Some(month), number) => {
            month == day.month() && number.is_none_or(|number| number == day.day())
        }
        Dated::Months(..) | Dated::Period(_) | Dated::Part | Dated::Open(None, _) => true,
    }
}

/// Compares "announced on May 14" with the day that the scopes of the forecasts beside it say.
fn announced(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    let days = days_of_scopes(reading);
    for passage in reading.passages.iter().filter(|_| !days.is_empty()) {
        let names_announcement = passage.hits.iter().any(|hit| hit.sense == Sense::Announced);
        if !names_announcement && passage.mentions.is_empty() {
            continue;
        }
        for clause in clauses(passage) {
            let cited = passage.cites_in(clause.range.clone()).iter();
            let mut scopes: Vec<_> = cited
                .flat_map(|cite| [cite.key, cite.base])
                .flatten()
                .map(|key| key.scope)
                .collect();
            // The words of an outlook tell of its own forecasts, where they name one.
            let prose = &reading.locale.prose;
            let planned = first_word(&passage.text[clause.range.clone()], &prose.planned, prose);
            if planned.is_some() && scopes.is_empty() {
                let slide = passage.slide.and_then(|at| reading.deck.slide(at));
                let outlooks = slide.map(records::<Outlook>).unwrap_or_default();
                let named = outlooks.iter().flat_map(|o| o.previous.iter().chain([&o.revised]));
                scopes.extend(named.filter_map(|name| facts.scope_id(&name.value)));
            }
            let known: Vec<_> = scopes.iter().filter_map(|scope| days.get(scope)).collect();
            let hits = passage.hits_in(clause.range.clone());
            let mention = hits
                .filter(|hit| hit.sense == Sense::Announced)
                .find_map(|hit| passage.beside(hit))
                .or_else(|| of_plan(reading, passage, &clause));
            let Some(mention) = mention.filter(|_| !known.is_empty()) else { continue };
            if let Dated::Day(day) = mention.dated
                && known.iter().all(|(_, announced)| *announced != day)
            {
                let said = &passage.text[mention.range.clone()];
                let (span, announced) = known[0];
                let message = format!("`{said}` stands with a forecast announced on {announced}");
                let place = passage.place(mention.range.clone(), reading.sources);
                report.push(
                    Finding::new(code::DAY_DIFFERS, message, place)
                        .also(*span, "the scope's day")
                        .help("Correct one of the two days"),
                );
            }
        }
    }
}

/// "The guidance of May 14, 2026", 5月14日の予想: the day by which a plan is called.
fn of_plan<'p>(
    reading: &Reading<'_>,
    passage: &'p Passage<'_>,
    clause: &Clause,
) -> Option<&'p Mention> {
    let prose = &reading.locale.prose;
    let days = passage.mentions_in(clause.range.clone()).iter();
    let mut days = days.filter(|mention| matches!(mention.dated, Dated::Day(_)));
    days.find(|mention| {
        if prose.behind {
            let rest = passage.text.get(mention.range.end..clause.range.end);
            return rest.and_then(|rest| rest.strip_prefix('の')).is_some_and(|rest| {
                prose.plan_names.iter().any(|one| rest.starts_with(one.as_str()))
            });
        }
        let Some(of) = passage.word_to(mention.range.start) else { return false };
        let linked = passage.means(of, Sense::Link)
            || prose.from_before.contains(&of.of(passage.text).to_lowercase());
        // The word before may be of the clause before.
        let Some(lead) = passage.text.get(clause.range.start..of.start) else { return false };
        let Some(plan) = first_word(lead, &prose.plan_names, prose).filter(|_| linked) else {
            return false;
        };
        // "Guidance for FY2026 of May 14": only times and small words between.
        let gap = clause.range.start + plan.end..mention.range.start;
        let times = named_times(reading, passage, &gap);
        let small = [Sense::Link, Sense::Within];
        passage.words_in(gap.start..of.start).all(|word| {
            times.iter().any(|time| time.range.contains(&word.start))
                || small.iter().any(|sense| passage.means(word, *sense))
        }) && !passage.text[gap].contains([',', '{', '('])
    })
}

fn days_of_scopes(reading: &Reading<'_>) -> HashMap<ScopeId, (Span, Date)> {
    let mut out = HashMap::new();
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        let scope = leaf.within::<Entries<ScopeSpec>>().filter(|_| leaf.role == Role::Day);
        if let Some(scope) = scope
            && let Some(id) = reading.deck.facts.scope_id(scope.key)
            && let Ok(day) = <Date as Scalar>::parse(leaf.text)
        {
            out.insert(id, (leaf.span, day));
        }
    });
    out
}
