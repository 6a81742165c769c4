//! `range-differs`: a figure that is said to lie within, above, below or at an end of what was guided.

use std::ops::Range;

use super::HeldClause;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Key, StatedEnds};
use crate::num::{Bounds, Exact};
use crate::words::Cite;

/// Where a figure is said to lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SaidPlace {
    Within,
    Above,
    Below,
    At,
}

const SAID: [SaidPlace; 4] = [SaidPlace::Within, SaidPlace::Above, SaidPlace::Below, SaidPlace::At];

/// The part of a range that is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NamedPart {
    Low,
    High,
    Middle,
}

const PARTS: [NamedPart; 3] = [NamedPart::Low, NamedPart::High, NamedPart::Middle];

/// Most words between a word and what it is said of; letters where no blanks part them.
const BETWEEN: (usize, usize) = (4, 6);

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    let facts = held.facts();
    let level = |cite: &&&Cite| cite.against.is_none() && cite.end.is_none();
    let mut actual = held.cites.iter().filter(level).filter(|cite| {
        let key = cite.key.filter(|key| !facts.scope(key.scope).forecast);
        key.is_some_and(|key| facts.fact(key).is_some_and(|fact| fact.exact().is_some()))
    });
    // Of two figures either may be meant.
    let (Some(cite), None) = (actual.next(), actual.next()) else { return };
    let Some(key) = cite.key else { return };
    let guided: Vec<Key> = facts
        .keys_of(key.item)
        .filter(|other| other.period == key.period && facts.scope(other.scope).forecast)
        .filter(|other| facts.contexts().same_members(other.scope, key.scope))
        .filter(|other| {
            held.bounds(*other).is_some_and(|bounds| !matches!(bounds, Bounds::About(_)))
        })
        .collect();
    let cited: Vec<Key> = held.cites.iter().filter_map(|one| one.key).collect();
    let meant: Vec<Key> = guided.iter().filter(|key| cited.contains(key)).copied().collect();
    // Another item's guidance may be what is spoken of.
    let other = cited.iter().any(|one| facts.scope(one.scope).forecast && !guided.contains(one));
    let meant = if meant.is_empty() && !other { guided } else { meant };
    let Some((word, said, part)) = said(held, &cited) else { return };
    let Some(figure) = facts.changes().ends(key).and_then(|(low, _)| low) else { return };
    let ends: Vec<(Key, StatedEnds)> =
        meant.iter().filter_map(|key| Some((*key, facts.changes().ends(*key)?))).collect();
    let Some((guided, first)) = ends.first() else { return };
    if ends.iter().any(|(_, ends)| fits(&figure, ends, said, part)) {
        return;
    }
    let place = match first {
        (Some(low), _) if figure < *low => "lies below",
        (_, Some(high)) if figure > *high => "lies above",
        (Some(low), Some(high)) if &figure - low < high - &figure => "lies in the lower half of",
        (Some(low), Some(high)) if &figure - low > high - &figure => "lies in the upper half of",
        (Some(_), Some(_)) => "lies in the middle of",
        (None, _) | (_, None) => "lies within",
    };
    let text = held.passage.text[word.clone()].trim();
    let message = format!(
        "`{text}` contradicts `{}`, which {place} `{}`",
        facts.name(key),
        facts.name(*guided)
    );
    let span = held.passage.place(word, held.reading.sources);
    let figure = held.passage.place(cite.range.clone(), held.reading.sources);
    let mut finding = Finding::new(code::RANGE_DIFFERS, message, span).also(figure, "the figure");
    if let Some(fact) = facts.fact(*guided) {
        finding = finding.also(fact.span, facts.name(*guided));
    }
    report.push(finding.help("Correct the words, or cite the guidance that is meant"));
}

/// Tells whether a figure lies where it is said to lie.
fn fits(
    figure: &Exact,
    (low, high): &StatedEnds,
    said: SaidPlace,
    part: Option<NamedPart>,
) -> bool {
    let middle = low.as_ref().zip(high.as_ref()).map(|(low, high)| (low + high).halved());
    let above = |end: &Option<Exact>| end.as_ref().is_none_or(|end| figure > end);
    let below = |end: &Option<Exact>| end.as_ref().is_none_or(|end| figure < end);
    match (said, part) {
        (SaidPlace::Above, Some(NamedPart::Low)) => above(low),
        (SaidPlace::Above, Some(NamedPart::Middle)) => above(&middle),
        (SaidPlace::Above, Some(NamedPart::High) | None) => above(high),
        (SaidPlace::Below, Some(NamedPart::High)) => below(high),
        (SaidPlace::Below, Some(NamedPart::Middle)) => below(&middle),
        (SaidPlace::Below, Some(NamedPart::Low) | None) => below(low),
        (SaidPlace::Within, _) => {
            low.as_ref().is_none_or(|end| figure >= end)
                && high.as_ref().is_none_or(|end| figure <= end)
        }
        // Beside an end is what lies nearer to it than to the other.
        (SaidPlace::At, Some(NamedPart::Low)) => {
            middle.as_ref().is_none_or(|middle| figure <= middle)
        }
        (SaidPlace::At, Some(NamedPart::High)) => {
            middle.as_ref().is_none_or(|middle| figure >= middle)
        }
        (SaidPlace::At, Some(NamedPart::Middle)) => {
            low.as_ref().is_none_or(|low| figure > low)
                && high.as_ref().is_none_or(|high| figure < high)
        }
        (SaidPlace::At, None) => true,
    }
}

/// Reads where the figure of a clause is said to lie; nothing where two words say so.
fn said(
    held: &HeldClause<'_>,
    cited: &[Key],
) -> Option<(Range<usize>, SaidPlace, Option<NamedPart>)> {
    let (passage, locale) = (held.passage, held.reading.locale);
    let words = &locale.held;
    let behind = locale.prose.behind;
    let places = held.find_of(&[&words.within, &words.above, &words.below, &words.at]);
    let parts = held.find_of(&[&locale.prose.low_end, &locale.prose.high_end, &words.middle]);
    let names = held.find_of(&[&words.guidance]);
    let facts = held.facts();
    let both = held.cites.iter().zip(cited);
    let guided =
        both.filter(|(_, key)| facts.scope(key.scope).forecast).map(|(cite, _)| &cite.range);
    let anchors: Vec<&Range<usize>> = parts
        .iter()
        .map(|(at, _)| at)
        .chain(names.iter().map(|(at, _)| at))
        .chain(guided)
        .collect();
    let near = |one: &Range<usize>, other: &Range<usize>| {
        let (first, last) = if one.start < other.start { (one, other) } else { (other, one) };
        if first.end > last.start {
            return true;
        }
        let gap = first.end..last.start;
        if locale.prose.blanks {
            passage.count_words(gap) <= BETWEEN.0
        } else {
            passage.text[gap].chars().count() <= BETWEEN.1
        }
    };
    // "Above the high end": the word leads to what it is said of; where verbs come last it follows.
    let leads = |place: &Range<usize>, anchor: &Range<usize>| {
        let order = if behind { anchor.end <= place.start } else { place.end <= anchor.start };
        let inside = place.start <= anchor.start && anchor.end <= place.end;
        (order || inside || !locale.prose.blanks) && near(place, anchor)
    };
    let mut found = places.iter().filter_map(|(at, list)| {
        let said = SAID[*list];
        let anchor = anchors.iter().any(|anchor| leads(at, anchor));
        let part = parts.iter().find(|(part, _)| leads(at, part)).map(|(_, part)| PARTS[*part]);
        (anchor && (said != SaidPlace::At || part.is_some())).then_some((at.clone(), said, part))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}
