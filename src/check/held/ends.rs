//! `range-differs`: an end of guidance that is called the other one, or its middle, and one that is said to have gone
//! the other way: "the low end ... {x high}", "raised the high end to {x high}" where it was lowered.

use std::cmp::Ordering;
use std::ops::Range;

use super::{HeldClause, HeldWord};
use crate::check::direction::JudgedClause;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Key, StatedEnds};
use crate::num::Exact;
use crate::view::RangeEnd;
use crate::words::{Cite, Sense};

const ENDS: [RangeEnd; 3] = [RangeEnd::Low, RangeEnd::High, RangeEnd::Middle];

/// Most words, or letters where no blanks part them, between an end and its name behind it.
const BEHIND: (usize, usize) = (3, 3);

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    if held.cites.iter().all(|cite| cite.end.is_none()) {
        return;
    }
    let locale = held.reading.locale;
    let lists = [&locale.prose.low_end, &locale.prose.high_end, &locale.held.middle];
    let lists = lists.map(Vec::as_slice);
    let names = held.find_of(&lists);
    if names.is_empty() {
        return;
    }
    let moves = moves(held);
    let mut last: Option<(&Cite, HeldWord)> = None;
    for cite in &held.cites {
        let (Some(key), Some(end)) = (cite.key, cite.end) else { continue };
        let own = named(held, cite, &names);
        // "Raised the low end from A to B": both are that end.
        let item = |other: &Cite| other.key.map(|key| key.item) == Some(key.item);
        let both = || last.clone().filter(|(other, _)| item(other)).map(|(_, name)| name);
        let Some(name) = own.or_else(both) else { continue };
        if ENDS[name.1] == end {
            moved(held, (cite, key, end), &moves, report);
        } else {
            exchanged(held, (cite, key, end), &name.0, report);
        }
        last = Some((cite, name));
    }
}

/// The name of an end that stands with a figure.
fn named(held: &HeldClause<'_>, cite: &Cite, names: &[HeldWord]) -> Option<HeldWord> {
    let (passage, prose) = (held.passage, &held.reading.locale.prose);
    let before = held.cites.iter().rfind(|one| one.range.end <= cite.range.start);
    let next = held.cites.iter().find(|one| one.range.start >= cite.range.end);
    let until = next.map_or(held.clause.range.end, |one| one.range.start);
    let close = |from: usize, to: usize| {
        let gap = from..to;
        let text = &passage.text[gap.clone()];
        if text.contains([',', '、', '。', ';', '(', '（']) {
            return false;
        }
        if !prose.blanks {
            return text.chars().count() <= BEHIND.1;
        }
        let and = passage.words_in(gap.clone()).any(|word| passage.means(word, Sense::And));
        !and && passage.count_words(gap) <= BEHIND.0
    };
    // {x}を下限とし, "{x} at the low end".
    let behind = names.iter().find(|(name, _)| {
        cite.range.end <= name.start && name.end <= until && close(cite.range.end, name.start)
    });
    let of_other = |name: &Range<usize>| {
        let last = before.map(|one| one.range.end);
        last.is_some_and(|last| prose.behind && last <= name.start && close(last, name.start))
    };
    let from = before.map_or(held.clause.range.start, |one| one.range.end);
    let lead = names
        .iter()
        .rfind(|(name, _)| from <= name.start && name.end <= cite.range.start && !of_other(name));
    let (first, second) = if prose.behind { (behind, lead) } else { (lead, behind) };
    // "The low end is {x} and {y} is the high end": of two the nearer.
    first.or(second).cloned()
}

fn exchanged(
    held: &HeldClause<'_>,
    (cite, key, end): (&Cite, Key, RangeEnd),
    name: &Range<usize>,
    report: &mut Report,
) {
    let facts = held.facts();
    let text = &held.passage.text[name.clone()];
    let what = match end {
        RangeEnd::Low => "its low end",
        RangeEnd::High => "its high end",
        RangeEnd::Middle => "its middle",
    };
    let message = format!("`{text}` stands with `{}`, of which {what} is cited", facts.name(key));
    let sources = held.reading.sources;
    report.push(
        Finding::new(code::RANGE_DIFFERS, message, held.passage.place(name.clone(), sources))
            .also(held.passage.place(cite.range.clone(), sources), "the figure")
            .help("Cite the end that is named (`low`, `high`, `middle`), or correct the word"),
    );
}

/// The words of a clause that say which way something went, with 1 for up and -1 for down.
fn moves(held: &HeldClause<'_>) -> Vec<(Range<usize>, i8)> {
    let words = &held.reading.locale.held;
    let lists = [words.raised.as_slice(), words.lowered.as_slice()];
    let mut out: Vec<_> =
        held.find_of(&lists).into_iter().map(|(at, list)| (at, [1, -1][list])).collect();
    let look = JudgedClause::at(held.reading, held.passage, held.clause);
    let directions = look.directions().iter();
    out.extend(directions.filter_map(|hit| Some((hit.start..hit.end, hit.sense.way()?))));
    out.sort_by_key(|(at, _)| (at.start, at.end));
    out
}

/// An end that is said to have gone up or down, against the guidance before.
fn moved(
    held: &HeldClause<'_>,
    (cite, key, end): (&Cite, Key, RangeEnd),
    moves: &[(Range<usize>, i8)],
    report: &mut Report,
) {
    let facts = held.facts();
    let changes = facts.changes();
    let Some(base) = changes.guided_before(key) else { return };
    let (Some(now), Some(before)) = (changes.ends(key), changes.ends(base)) else { return };
    let of = |(low, high): StatedEnds| -> Option<Exact> {
        match end {
            RangeEnd::Low => low,
            RangeEnd::High => high,
            RangeEnd::Middle => Some((&low? + &high?).halved()),
        }
    };
    let (Some(now), Some(before)) = (of(now), of(before)) else { return };
    let Some((word, way)) = word_of(held, cite, moves) else { return };
    let became = match now.cmp(&before) {
        Ordering::Greater => (1, "was raised from"),
        Ordering::Less => (-1, "was lowered from"),
        Ordering::Equal => (0, "is the same as"),
    };
    if became.0 == way {
        return;
    }
    let text = &held.passage.text[word.clone()];
    let (name, old) = (facts.name(key), facts.name(base));
    let message = format!("`{text}` contradicts this end of `{name}`, which {} `{old}`", became.1);
    let sources = held.reading.sources;
    let mut finding = Finding::new(code::RANGE_DIFFERS, message, held.passage.place(word, sources))
        .also(held.passage.place(cite.range.clone(), sources), "the end");
    for key in [key, base] {
        if let Some(fact) = facts.fact(key) {
            finding = finding.also(fact.span, facts.name(key));
        }
    }
    report.push(finding.help("Correct the word, or the figures"));
}

/// The word that says which way the end went: the nearest one on the side where it stands, if it is sure.
fn word_of(
    held: &HeldClause<'_>,
    cite: &Cite,
    moves: &[(Range<usize>, i8)],
) -> Option<(Range<usize>, i8)> {
    let before = moves.iter().rfind(|(at, _)| at.end <= cite.range.start);
    let behind = moves.iter().find(|(at, _)| at.start >= cite.range.end);
    let near = if held.reading.locale.prose.behind { behind.or(before) } else { before.or(behind) };
    // A verb in two parts may say the opposite of its first: all of one side agree, or nothing is said.
    let way = near?.1;
    let sure = moves.iter().all(|(_, other)| *other == way) || held.cites.len() > 1;
    near.filter(|_| sure).cloned()
}
