//! `range-differs`: the two ends of a range in words are not the two ends of one range.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Key;
use crate::num::Bounds;
use crate::view::RangeEnd;
use crate::words::{Cite, Passage, Reading, Sense, clauses, first_word, tail};

/// What is between an emphasis and its figure says nothing.
const MARKS: [char; 3] = ['*', '_', ' '];
/// Bytes that hold the words which open a range, and the one before them.
const LEAD: usize = 160;

/// How two figures are set as a range.
#[derive(Clone, Copy, PartialEq)]
enum RangeForm {
    /// "between A and B", "A–B": a range whatever the figures are.
    Certain,
    /// "A to B": a range of two forecasts, and elsewhere often a way from one to the other.
    Open,
}

/// Compares the figures of "between A and B", "A to B" and "A–B".
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        ends(reading, passage, report);
        let cites: Vec<_> = passage.cites.iter().filter(|cite| !cite.label).collect();
        for pair in cites.windows(2) {
            let [one, two] = pair else { continue };
            if let (Some(low), Some(high), None, None) =
                (one.key, two.key, one.against, two.against)
                && low.item == high.item
                && let Some(set) = set(reading, passage, one, two)
                && !both_ends(reading, one, two)
                && !is_move(reading, one, two)
                && let Some(message) = amiss(reading, set, low, high)
            {
                let places = [one, two].map(|c| passage.place(c.range.clone(), reading.sources));
                report.push(
                    Finding::new(code::RANGE_DIFFERS, message, places[0])
                        .also(places[1], "its other end")
                        .help("Cite the lower and the upper end of one range, in this order"),
                );
            }
        }
    }
}

/// "The low end" beside the higher of two forecasts of one announcement, and the other way round.
fn ends(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    let prose = &reading.locale.prose;
    for clause in clauses(passage) {
        let text = &passage.text[clause.range.clone()];
        let [low, high] = [&prose.low_end, &prose.high_end].map(|end| first_word(text, end, prose));
        // Where both are told, which figure belongs to which is a matter of reading.
        let (said, above) = match (low, high) {
            (Some(said), None) => (said, true),
            (None, Some(said)) => (said, false),
            (Some(_), Some(_)) | (None, None) => continue,
        };
        for cite in passage.cites_in(clause.range.clone()) {
            let Some(key) = cite.key.filter(|_| !cite.label) else { continue };
            let Some(other) = other_end(reading, key, above) else { continue };
            // "A higher low end: A to B" cites the whole range.
            if passage.cites_in(clause.range.clone()).iter().any(|cite| cite.key == Some(other)) {
                continue;
            }
            let at = clause.range.start + said.start..clause.range.start + said.end;
            let (word, name) = (&passage.text[at.clone()], reading.deck.facts.name(key));
            let end = if above { "upper" } else { "lower" };
            let message = format!("`{word}` stands with `{name}`, the {end} end of its range");
            let help = format!("Cite `{}`, or correct the words", reading.deck.facts.name(other));
            let finding =
                Finding::new(code::RANGE_DIFFERS, message, passage.place(at, reading.sources));
            let figure = passage.place(cite.range.clone(), reading.sources);
            report.push(finding.also(figure, "the figure").help(help));
        }
    }
}

/// Finds the other end of a range, where a figure is the one that is not meant.
fn other_end(reading: &Reading<'_>, key: Key, above: bool) -> Option<Key> {
    let facts = &reading.deck.facts;
    let scope = facts.scope(key.scope);
    let announced = scope.announced.filter(|_| scope.forecast)?;
    let like = |other: &Key| {
        let other_scope = facts.scope(other.scope);
        other.period == key.period
            && other.scope != key.scope
            && facts.contexts().same_members(other.scope, key.scope)
            && other_scope.forecast
            && other_scope.announced == Some(announced)
            && other_scope.gaap == scope.gaap
    };
    let mut others = facts.keys_of(key.item).filter(like);
    let other = others.next().filter(|_| others.next().is_none())?;
    (reading.sign(key, other) == Some(if above { 1 } else { -1 })).then_some(other)
}

/// Whether two citations are the low and the high end of one figure that is a range, in this order, or
/// the other way round where both are told by the size of what is below zero.
fn both_ends(reading: &Reading<'_>, one: &Cite, two: &Cite) -> bool {
    let bounds = |key: Key| reading.deck.facts.fact(key).and_then(|fact| fact.state.bounds());
    let Some(bounds) = one.key.filter(|_| one.key == two.key).and_then(bounds) else {
        return false;
    };
    let below = bounds.high().is_some_and(|high| high.value.is_sign_negative());
    let by_size = below && one.unsigned && two.unsigned;
    let (first, second) = (Some(RangeEnd::Low), Some(RangeEnd::High));
    (one.end, two.end) == if by_size { (second, first) } else { (first, second) }
}

/// "Raised the low end of the range from {prior low} to {guidance low}": the same of two announcements is
/// a way from one to the other, and so are two whole ranges.
fn is_move(reading: &Reading<'_>, one: &Cite, two: &Cite) -> bool {
    let facts = &reading.deck.facts;
    let whole = |cite: &Cite| {
        let bounds = cite.key.and_then(|key| facts.fact(key)?.state.bounds());
        matches!(bounds, Some(Bounds::Between { .. }))
    };
    let differ = one.key.map(|key| key.scope) != two.key.map(|key| key.scope);
    differ && one.end == two.end && (one.end.is_some() || (whole(one) && whole(two)))
}

/// Tells how two citations are set as a range; none where they are not.
fn set(reading: &Reading<'_>, passage: &Passage<'_>, one: &Cite, two: &Cite) -> Option<RangeForm> {
    let prose = &reading.locale.prose;
    let part = |range: Range<usize>| passage.text[range].trim_matches(MARKS);
    let gap = part(one.range.end..two.range.start);
    let before = part(0..one.range.start);
    let behind = part(two.range.end..passage.text.len());
    let joint = gap.to_lowercase();
    let near = tail(before, LEAD).to_lowercase();
    let fits = |pattern: &&String| {
        let mut parts = pattern.split("{}").map(|part| part.trim_matches(MARKS));
        let (Some(first), Some(middle), Some(last)) = (parts.next(), parts.next(), parts.next())
        else {
            return false;
        };
        joint == middle && near.ends_with(first) && behind.starts_with(last)
    };
    let found = prose.ranges.iter().filter(fits).max_by_key(|pattern| pattern.len())?;
    let led = !found.starts_with("{}") || !found.ends_with("{}");
    let opening = found.split("{}").next().unwrap_or_default().trim();
    let apart = near.strip_suffix(opening)?.trim_end();
    if prose.distances.iter().any(|word| apart.ends_with(word.as_str())) {
        return None;
    }
    let dash = gap.chars().all(|c| !c.is_alphanumeric());
    let from = passage.word_to(one.range.start).is_some_and(|w| passage.means(w, Sense::From));
    match (led || dash, from) {
        (true, _) => Some(RangeForm::Certain),
        (false, false) => Some(RangeForm::Open),
        (false, true) => None,
    }
}

/// Says what keeps two figures of an item from being the ends of one range, if anything does.
fn amiss(reading: &Reading<'_>, set: RangeForm, low: Key, high: Key) -> Option<String> {
    let facts = &reading.deck.facts;
    let [one, two] = [low, high].map(|key| facts.scope(key.scope));
    let names = format!("`{}` and `{}`", facts.name(low), facts.name(high));
    if one.forecast != two.forecast {
        return Some(format!("{names} stand as a range, and only one is a forecast"));
    }
    if !one.forecast {
        return None;
    }
    if set == RangeForm::Open && (low.period != high.period || one.announced != two.announced) {
        return None;
    }
    if low == high {
        return Some(format!("{names} stand as a range, and are one figure"));
    }
    if low.period != high.period {
        return Some(format!("{names} stand as a range, and are of two periods"));
    }
    if let (Some(first), Some(second)) = (one.announced, two.announced)
        && first != second
    {
        let message = format!("{names} stand as a range, announced on {first} and on {second}");
        return Some(message);
    }
    (reading.sign(high, low) == Some(-1)).then(|| format!("the range of {names} runs backwards"))
}
