//! `claim-differs`: guidance that was raised, lowered, narrowed, widened or kept; the new and the old one
//! exchanged.

use std::cmp::Ordering;
use std::ops::Range;

use super::HeldClause;
use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::{Key, Reach};
use crate::words::{Cite, Sense};

/// What a word says of guidance, in the order of the lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SaidOfGuidance {
    Raised,
    Lowered,
    Narrowed,
    Widened,
    Kept,
}

const SAID: [SaidOfGuidance; 5] = [
    SaidOfGuidance::Raised,
    SaidOfGuidance::Lowered,
    SaidOfGuidance::Narrowed,
    SaidOfGuidance::Widened,
    SaidOfGuidance::Kept,
];

/// Most words between what marks guidance as the old or the new one and its figure.
const MARKED: usize = 10;

pub(super) fn run(held: &HeldClause<'_>, report: &mut Report) {
    let facts = held.facts();
    let guided = |cite: &&&Cite| {
        let key = cite.key.filter(|_| cite.against.is_none());
        key.is_some_and(|key| facts.scope(key.scope).forecast)
    };
    let cites: Vec<&Cite> = held.cites.iter().filter(guided).copied().collect();
    if cites.is_empty() {
        return;
    }
    exchanged(held, &cites, report);
    words(held, &cites, report);
}

/// The words of the clause, each against the guidance that it stands with.
fn words(held: &HeldClause<'_>, cites: &[&Cite], report: &mut Report) {
    let (locale, clause) = (held.reading.locale, &held.clause.range);
    let words = &locale.held;
    let lists: [&[String]; 5] =
        [&words.raised, &words.lowered, &words.narrowed, &words.widened, &words.kept];
    let found = held.find_of(&lists);
    // "Raised the low end", "revenue is to be raised": no word of the whole guidance.
    let prose = &locale.prose;
    let ends = [&prose.low_end, &prose.high_end, &words.middle];
    let named =
        held.says(clause.clone(), &words.guidance) || prose.behind || is_compound(held, clause);
    if found.is_empty() || !named || ends.iter().any(|end| held.says(clause.clone(), end)) {
        return;
    }
    for (at, (word, list)) in found.iter().enumerate() {
        let said = SAID[*list];
        let next = found.get(at + 1).map_or(clause.end, |(next, _)| next.start);
        let last = at.checked_sub(1).map_or(clause.start, |at| found[at].0.end);
        let of = |range: Range<usize>| -> Vec<Key> {
            let within = cites.iter().filter(|cite| range.contains(&cite.range.start));
            within.filter_map(|cite| cite.key).collect()
        };
        let (before, behind) = (of(last..word.start), of(word.end..next));
        // Where verbs come last the figures stand before them; elsewhere most stand behind.
        let own = match (prose.behind, before.is_empty(), behind.is_empty()) {
            (true, false, _) | (false, false, true) => before,
            (true, true, _) | (false, _, false) => behind,
            (false, true, true) => of(clause.clone()),
        };
        let known = |key: &Key| held.facts().changes().guided_before(*key).is_some();
        let alone = found.len() == 1 && !own.iter().any(known);
        judge(held, word, said, &if alone { of(clause.clone()) } else { own }, report);
    }
}

/// "Umsatzprognose": a longer word that ends with a name of guidance.
fn is_compound(held: &HeldClause<'_>, clause: &Range<usize>) -> bool {
    let names = &held.reading.locale.held.guidance;
    held.reading.locale.prose.compounds
        && held.passage.words_in(clause.clone()).any(|word| {
            let word = word.of(held.passage.text).to_lowercase();
            names.iter().any(|name| word.ends_with(&name.to_lowercase()))
        })
}

fn judge(
    held: &HeldClause<'_>,
    word: &Range<usize>,
    said: SaidOfGuidance,
    keys: &[Key],
    report: &mut Report,
) {
    let facts = held.facts();
    let pairs = keys.iter().filter_map(|key| Some((*key, facts.changes().guided_before(*key)?)));
    let known: Vec<(Key, Key, Reach)> = pairs
        .filter_map(|(now, base)| Some((now, base, facts.changes().reach(now, base)?)))
        .collect();
    let fits = |reach: &Reach| match said {
        SaidOfGuidance::Raised => reach.middle == Ordering::Greater,
        SaidOfGuidance::Lowered => reach.middle == Ordering::Less,
        // Nothing can be told of the width of what has one end.
        SaidOfGuidance::Narrowed => reach.width.is_none_or(|width| width == Ordering::Less),
        SaidOfGuidance::Widened => reach.width.is_none_or(|width| width == Ordering::Greater),
        SaidOfGuidance::Kept => reach.same,
    };
    let Some((now, base, reach)) = known.first() else { return };
    if known.iter().any(|(.., reach)| fits(reach)) {
        return;
    }
    let became = match (reach.same, reach.middle, reach.width) {
        (true, ..) => "is the same as",
        (_, Ordering::Greater, _) => "lies above",
        (_, Ordering::Less, _) => "lies below",
        (_, Ordering::Equal, Some(Ordering::Less)) => "is narrower than",
        (_, Ordering::Equal, _) => "is wider than",
    };
    let text = &held.passage.text[word.clone()];
    let (new, old) = (facts.name(*now), facts.name(*base));
    let message = format!("`{text}` contradicts `{new}`, which {became} `{old}`");
    let span = held.passage.place(word.clone(), held.reading.sources);
    let mut finding = Finding::new(code::CLAIM_DIFFERS, message, span);
    for key in [now, base] {
        if let Some(fact) = facts.fact(*key) {
            finding = finding.also(fact.span, facts.name(*key));
        }
    }
    report.push(finding.help("Correct the word, or the figures"));
}

/// "Raised to OLD from NEW", "previously NEW": a word that calls guidance old or new, and is wrong.
fn exchanged(held: &HeldClause<'_>, cites: &[&Cite], report: &mut Report) {
    let facts = held.facts();
    for cite in cites {
        let Some(key) = cite.key else { continue };
        let Some(own) = facts.scope(key.scope).announced else { continue };
        let others = facts.keys_of(key.item).filter(|other| other.period == key.period);
        let part = |other: &Key| facts.contexts().same_members(other.scope, key.scope);
        let others = others.filter(|other| facts.scope(other.scope).forecast && part(other));
        let days = others.filter_map(|other| facts.scope(other.scope).announced);
        let mut days: Vec<_> = days.collect();
        days.sort_unstable();
        let (Some(first), Some(last)) = (days.first(), days.last()) else { continue };
        if first == last {
            continue;
        }
        let told = marked(held, cite, cites);
        let wrong = match &told {
            Some((_, true)) => own == *last,
            Some((_, false)) => own != *last,
            None => false,
        };
        let Some((word, old)) = told.filter(|_| wrong) else { continue };
        let said = held.passage.text[word.clone()].trim();
        let name = facts.name(key);
        let age = if old { "the newest" } else { "not the newest" };
        let message = format!("`{said}` stands with `{name}`, {age} guidance: announced on {own}");
        let span = held.passage.place(word, held.reading.sources);
        report.push(
            Finding::new(code::RANGE_DIFFERS, message, span)
                .also(held.passage.place(cite.range.clone(), held.reading.sources), "the figure")
                .help("Cite the guidance that is meant, or correct `announced` of its scope"),
        );
    }
}

/// The word that calls a figure old (true) or new: "prior", "now", "from" before the other figure.
fn marked(held: &HeldClause<'_>, cite: &Cite, cites: &[&Cite]) -> Option<(Range<usize>, bool)> {
    let (passage, locale) = (held.passage, held.reading.locale);
    let text = passage.text;
    let last = held.cites.iter().rfind(|one| one.range.end <= cite.range.start);
    let from = last.map_or(held.clause.range.start, |one| one.range.end);
    let region = from..cite.range.start;
    let before: Vec<&str> = locale.held.before.iter().map(String::as_str).collect();
    let now: Vec<&str> = locale.held.now.iter().map(String::as_str).collect();
    let of_time = |at: &Range<usize>| {
        use Sense::{HalfBefore, LastYear, QuarterAgo, YearAgo, YearBefore};
        let times = [YearBefore, YearAgo, QuarterAgo, LastYear, HalfBefore];
        let hits = passage.hits_before(at.end);
        hits.into_iter().any(|hit| times.contains(&hit.sense) && at.end <= hit.end)
    };
    // "Up from the prior range", "von bisher": what stands behind another figure is of that one.
    let words = [(before, true), (now, false)].into_iter().flat_map(|(words, old)| {
        held.find(region.clone(), &words).into_iter().map(move |(at, _)| (at, old))
    });
    let near = |at: &Range<usize>| {
        let gap = at.end..cite.range.start;
        // "From A in the previous forecast to B": what stands behind a figure is of that one.
        let parts = [Sense::To, Sense::From, Sense::And];
        let mut words = passage.words_in(gap.clone());
        let parted = last.is_some()
            && locale.prose.blanks
            && (text[gap.clone()].contains(',')
                || words.any(|word| parts.iter().any(|sense| passage.means(word, *sense))));
        !parted
            && passage.count_words(gap.clone()) <= MARKED
            && !text[gap].contains(['(', '（', ';'])
    };
    let found = words.filter(|(at, _)| near(at) && !of_time(at)).max_by_key(|(at, _)| at.start);
    if found.is_some() {
        return found;
    }
    let other = cites.iter().any(|one| {
        one.range != cite.range
            && one.key.zip(cite.key).is_some_and(|(other, own)| {
                other.item == own.item && other.period == own.period && other.scope != own.scope
            })
    });
    if !other {
        return None;
    }
    // Right against the figure: "from A", Aから.
    let word = if locale.prose.behind {
        passage.word_from(cite.range.end).filter(|word| word.start == cite.range.end)
    } else {
        let word = passage.word_to(cite.range.start);
        word.filter(|word| word.start >= from && text[word.end..cite.range.start].trim().is_empty())
    };
    let word = word.filter(|word| passage.means(*word, Sense::From))?;
    Some((word.start..word.end, true))
}
