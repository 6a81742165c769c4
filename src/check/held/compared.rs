//! `claim-differs`: of two figures the one that is said to be the greater is the smaller one.

use std::cmp::Ordering;
use std::ops::Range;

use super::HeldClause;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::words::{Cite, Sense};

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    let words = &held.reading.locale.held;
    let found = held.find_of(&[&words.greater, &words.less]);
    if found.is_empty() {
        return;
    }
    // "More than a quarter of" tells how many times, not which is greater.
    let times = super::multiple::places(held);
    for pair in held.cites.windows(2) {
        let [one, two] = pair else { continue };
        if times.iter().any(|at| one.range.end <= at.start && at.end <= two.range.start) {
            continue;
        }
        // "Less than the B of a year ago, at A".
        let back = |word: &Range<usize>| turned(held, word, one, two);
        let pair = if found.iter().any(|(word, _)| back(word)) { [two, one] } else { [one, two] };
        let mut stands = found.iter().filter(|(word, _)| back(word) || links(held, word, one, two));
        let [one, two] = pair;
        // "No more and no less": either may be meant.
        let (Some((word, list)), None) = (stands.next(), stands.next()) else { continue };
        let wanted = if *list == 0 { Ordering::Greater } else { Ordering::Less };
        if told_elsewhere(held, word, one, two) {
            continue;
        }
        let Some(order) = order(held, one, two) else { continue };
        if order != wanted {
            tell(held, word, (one, two), order, report);
        }
    }
}

/// Tells whether a word compares two figures: nothing else stands between it and each of them.
fn links(held: &HeldClause<'_>, word: &Range<usize>, one: &Cite, two: &Cite) -> bool {
    let (Some(a), Some(b)) = (one.key, two.key) else { return false };
    let (text, prose) = (held.passage.text, &held.reading.locale.prose);
    let light = |gap: Range<usize>, keys: &[Key]| {
        let marks = text[gap.clone()].contains(['(', '（', '。', ';', ':', '：']);
        // "Outpacing revenue growth of": a change may be called one.
        let changes: [&[String]; 2] = [&prose.up, &prose.down];
        let more = if two.against.is_some() { &changes[..] } else { &[] };
        !marks && held.weighs_nothing(&gap, keys, more)
    };
    if prose.behind {
        let gap = two.range.end..word.start;
        return two.range.end <= word.start
            && text[gap.clone()].chars().count() <= 3
            && text[gap.clone()].starts_with(['を', 'よ', 'に'])
            && light(gap, &[])
            && light(one.range.end..two.range.start, &[b]);
    }
    // "Outpaced by B" says the opposite.
    let next = held.passage.word_from(word.end);
    if next.is_some_and(|next| prose.by.iter().any(|by| by == next.of(text))) {
        return false;
    }
    let within = word.start >= one.range.end && word.end <= two.range.start;
    if within {
        return light(one.range.end..word.start, &[]) && light(word.end..two.range.start, &[b]);
    }
    // "Die Erlöse übertrafen mit A die Erlöse B".
    word.end <= one.range.start
        && held
            .passage
            .word_to(one.range.start)
            .is_some_and(|last| last.start >= word.end && !held.passage.means(last, Sense::To))
        && held.passage.count_words(word.end..one.range.start) <= 1
        && !held
            .passage
            .words_in(one.range.end..two.range.start)
            .all(|word| held.passage.means(word, Sense::And))
        && a.item != b.item
        && light(one.range.end..two.range.start, &[b])
}

/// "Below the B of a year ago, at A": the greater or lesser figure stands last.
fn turned(held: &HeldClause<'_>, word: &Range<usize>, one: &Cite, two: &Cite) -> bool {
    let (passage, prose) = (held.passage, &held.reading.locale.prose);
    let gap = one.range.end..two.range.start;
    if prose.behind || word.end > one.range.start || !passage.text[gap.clone()].contains(',') {
        return false;
    }
    let (Some(a), Some(b)) = (one.key, two.key) else { return false };
    let at = passage.word_to(two.range.start).filter(|word| word.start >= gap.start);
    let led = at
        .is_some_and(|word| passage.means(word, Sense::Link) || passage.means(word, Sense::Cause));
    let from = at.map_or(gap.end, |word| word.start);
    let small: [&[String]; 1] = [&prose.from_before];
    led && a.item == b.item
        && a.period != b.period
        && passage.only(word.end..one.range.start, &[Sense::Link])
        && held.weighs_nothing(&(gap.start..from), &[], &small)
}

/// "A exceeded B" of one item is told as a direction.
fn told_elsewhere(held: &HeldClause<'_>, word: &Range<usize>, one: &Cite, two: &Cite) -> bool {
    let same = one.key.map(|key| key.item) == two.key.map(|key| key.item);
    let mut hits = held.passage.hits_in(word.start..word.end);
    same && hits.any(|hit| matches!(hit.sense, Sense::Above | Sense::Below))
}

/// Tells how two figures, or two changes of one measure, lie to each other where that is sure.
fn order(held: &HeldClause<'_>, one: &Cite, two: &Cite) -> Option<Ordering> {
    let facts = held.facts();
    if let (Some((a, measure)), Some((b, other))) = (&one.moved, &two.moved) {
        let same = measure == other && a.is_negative() == b.is_negative();
        let order = a.abs().cmp(&b.abs());
        return (same && order != Ordering::Equal).then_some(order);
    }
    if one.against.is_some() || two.against.is_some() || one.end.is_some() || two.end.is_some() {
        return None;
    }
    let (a, b) = (one.key?, two.key?);
    let stated = |key: Key| facts.fact(key)?.stated();
    let (first, second) = (stated(a)?, stated(b)?);
    if !first.unit.same_measure(&second.unit) {
        return None;
    }
    let size = |key: Key| {
        let exact = facts.fact(key)?.exact()?;
        let out = facts.item(key.item).is_told_by_size();
        (out || !exact.is_negative()).then(|| exact.abs())
    };
    let order = size(a)?.cmp(&size(b)?);
    let interval = |key: Key| facts.fact(key).and_then(Fact::interval);
    let apart = !interval(a)?.meets(&interval(b)?);
    (apart || (order == Ordering::Equal && first.value == second.value)).then_some(order)
}

fn tell(
    held: &HeldClause<'_>,
    word: &Range<usize>,
    (one, two): (&Cite, &Cite),
    order: Ordering,
    report: &mut Report,
) {
    let (Some(a), Some(b)) = (one.key, two.key) else { return };
    let facts = held.facts();
    let text = &held.passage.text[word.clone()];
    let size = match order {
        Ordering::Greater => "greater than",
        Ordering::Equal => "equal to",
        Ordering::Less => "less than",
    };
    let what = if one.moved.is_some() { "the change of " } else { "" };
    let message = format!(
        "`{text}` contradicts {what}`{}`, which is {size} {what}`{}`",
        facts.name(a),
        facts.name(b)
    );
    let places = [one, two].map(|c| held.passage.place(c.range.clone(), held.reading.sources));
    let span = held.passage.place(word.clone(), held.reading.sources);
    report.push(
        Finding::new(code::CLAIM_DIFFERS, message, span)
            .also(places[0], "the one figure")
            .also(places[1], "the other")
            .help("Correct the word, or cite the figures that are meant"),
    );
}
