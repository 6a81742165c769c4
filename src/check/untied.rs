//! `untied-figure`: a number in the words of the deck is not cited from a fact.

use std::ops::Range;

use crate::code::{self, Code};
use crate::deck::DeckSpec;
use crate::diag::{Finding, Report};
use crate::facts::FactsSpec;
use crate::num::Unit;
use crate::shape::{Role, visit};
use crate::source::Span;
use crate::words::{
    Hit, Kanji, Passage, Reading, Sense, Word, holding, kanji_numbers, measures, merged, named,
    untied,
};

/// What its findings are called.
pub(super) const CODE: Code = code::UNTIED_FIGURE;

/// Tells whether numbers of such a text are no figures.
fn is_apart(role: Role) -> bool {
    matches!(role, Role::WebAddress | Role::MailAddress | Role::MissingReason)
}

/// Tells whether such a text has numbers of its own, which are no figures unless something measures
/// them. The title of a source may hold its number.
fn is_numbered(role: Role) -> bool {
    matches!(role, Role::PhoneNumber | Role::PostalAddress | Role::SourceTitle)
}

/// Chinese numerals below ten.
const NUMERALS: &str = "一二三四五六七八九";

/// Finds numbers that were typed where a figure should be cited.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let names: Vec<_> = reading
        .deck
        .names
        .iter()
        .map(|name| name.value.as_str())
        .chain(reading.deck.glossary.0.iter().map(|(term, _)| term.value.as_str()))
        .collect();
    let nouns = reading.deck.facts.nouns();
    let judge = |passage: &Passage<'_>, report: &mut Report| {
        if !is_apart(passage.role) {
            one(reading, passage, (&names, &nouns), report);
        }
    };
    for passage in &reading.passages {
        judge(passage, report);
    }
    for (text, span, role) in others(reading) {
        judge(&reading.apart(text, span, role), report);
    }
}

/// Texts that are printed beside the slides: the theme's, titles of sources, and what is counted.
fn others<'a>(reading: &Reading<'a>) -> Vec<(&'a str, Span, Role)> {
    let theme = &reading.deck.theme.texts;
    let mut out: Vec<_> =
        theme.iter().map(|text| (text.value.as_str(), text.span, Role::ThemeText)).collect();
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        if leaf.role == Role::Unit && leaf.within::<FactsSpec>().is_some() {
            let (noun, span) = noun_of(leaf.text, leaf.span);
            out.push((noun, span, leaf.role));
        } else if leaf.role == Role::SourceTitle {
            out.push((leaf.text, leaf.span, leaf.role));
        }
    });
    out
}

/// Gives what is counted, with its place: the scale before it, as of `thousand shares`, is no figure.
fn noun_of(unit: &str, span: Span) -> (&str, Span) {
    let Ok(Unit::Count { noun, .. }) = unit.parse() else { return (unit, span) };
    let noun = noun.to_string();
    let Some(noun) = unit.get(unit.len().saturating_sub(noun.len())..).filter(|end| *end == noun)
    else {
        return (unit, span);
    };
    let length = u32::try_from(noun.len()).unwrap_or(0);
    (noun, Span { start: span.end.saturating_sub(length).max(span.start), ..span })
}

/// Judges one text.
fn one(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (names, nouns): (&[&str], &[&str]),
    report: &mut Report,
) {
    let settled = merged(super::held::judged(reading, passage));
    let digits = passage.text.contains(|c: char| c.is_numeric());
    let measured = is_numbered(passage.role);
    if digits {
        let this_year = reading.deck.head.date.value.year();
        for range in untied(passage, (names, nouns), (reading.locale, this_year)) {
            if super::footnote_mark::is_bracketed(passage.text, &range) || touches(&settled, &range)
            {
                continue;
            }
            if is_product(reading, passage, &range, nouns) {
                continue;
            }
            let counts = measures(passage.text, range.end, reading.locale);
            if !measured || counts || counted(reading, passage, range.end, nouns) {
                report_untied(reading, passage, range, report);
            }
        }
    }
    let mut kanji = kanji_numbers(passage, reading.locale);
    // 億円 alone is a unit.
    let counts = |range: &Range<usize>| {
        passage.role != Role::UnitNote
            || passage.text[range.clone()].contains(|c| NUMERALS.contains(c))
    };
    kanji.retain(|number| {
        let figure = counts(&number.range) && !touches(&settled, &number.range);
        !measured && figure && !of_no_figure(passage, &number.range)
    });
    for number in &kanji {
        report_untied(reading, passage, number.range.clone(), report);
    }
    words(reading, passage, (names, nouns, &kanji), &settled, report);
}

/// Most digits of a number that is part of a name.
const NAMED_DIGITS: usize = 4;

/// Tells whether a bare number is part of a name: "Prevnar 20", "JIS D 5301". The name is a word with a capital that is
/// no word of the language and of no item, and stands inside its sentence; where nouns have capitals, all of it is.
fn is_product(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
    nouns: &[&str],
) -> bool {
    let (text, prose) = (passage.text, &reading.locale.prose);
    let digits = &text[range.clone()];
    let plain = digits.len() <= NAMED_DIGITS && digits.bytes().all(|b| b.is_ascii_digit());
    if !plain || measures(text, range.end, reading.locale) || text[range.end..].starts_with('%') {
        return false;
    }
    let joined = |from: usize, to: usize| text.get(from..to) == Some(" ");
    let capital = |word: &Word| word.of(text).starts_with(|c: char| c.is_ascii_uppercase());
    let shout = |word: &Word| {
        let letters = word.of(text);
        letters.len() > 1 && letters.bytes().all(|b| b.is_ascii_uppercase())
    };
    let known = |word: &Word| {
        let own = word.of(text).to_lowercase();
        let part = |label: &str| {
            let label = label.to_lowercase();
            label.split(|c: char| !c.is_alphanumeric()).any(|part| part == own)
        };
        let terms = reading.locale.terms.all();
        passage.hits_at(word.start).any(|hit| hit.sense != Sense::Numbered)
            || prose.common.iter().any(|one| one.eq_ignore_ascii_case(&own))
            || prose.lines.iter().any(|one| part(one))
            || terms.iter().any(|(_, names)| names.iter().any(|name| part(name)))
            || reading.deck.facts.items().any(|(_, item)| part(&item.label))
    };
    // "JIS D 5301": a row of them.
    let end = passage.words.partition_point(|word| word.end <= range.start);
    let (mut at, mut name) = (range.start, Vec::new());
    for word in passage.words[..end].iter().rev().take(4) {
        if !joined(word.end, at) || !capital(word) {
            break;
        }
        name.push(*word);
        at = word.start;
    }
    if name.is_empty() || name.iter().any(known) || name.iter().all(|word| word.of(text).len() < 2)
    {
        return false;
    }
    let lead = text[..at].trim_end_matches([' ', '*', '_', '"', '“']);
    let opens = lead.is_empty() || lead.ends_with(['.', ':', '-', '\n', '!', '?']);
    let sure = name.iter().any(shout);
    if !sure && (opens || prose.compounds || !prose.blanks) {
        return false;
    }
    // "In Japan 20 stores": what is counted stands behind.
    let next = passage.word_from(range.end).filter(|next| joined(range.end, next.start));
    next.is_none_or(|next| {
        let word = next.of(text);
        let light = [Sense::Link, Sense::And, Sense::Up, Sense::Down, Sense::Within, Sense::Cause];
        !nouns.contains(&word)
            && (light.iter().any(|sense| passage.means(next, *sense))
                || word.starts_with(char::is_uppercase)
                || reading
                    .deck
                    .facts
                    .items()
                    .any(|(_, item)| item.label.to_lowercase().starts_with(&word.to_lowercase())))
    })
}

/// Tells whether what is counted stands behind a number: "99,000 customers" in an address.
fn counted(reading: &Reading<'_>, passage: &Passage<'_>, at: usize, nouns: &[&str]) -> bool {
    let next = passage.words.iter().find(|word| word.start >= at);
    next.filter(|_| reading.locale.prose.blanks).is_some_and(|next| {
        let word = next.of(passage.text);
        let noun = nouns.contains(&word);
        let gap = &passage.text[at..next.start];
        let known = passage.means(*next, Sense::Counted) && word.starts_with(char::is_lowercase);
        !gap.is_empty() && gap.trim().is_empty() && (noun || known)
    })
}

fn report_untied(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    report: &mut Report,
) {
    let message = format!("`{}` is typed, not cited", &passage.text[range.clone()]);
    let span = passage.place(range, reading.sources);
    let help = if passage.is_prose() {
        "Write the figure under `facts` and cite it, such as `{revenue}`; list a name that holds \
         digits under `names`"
    } else {
        "Leave the figure out: this text prints no citations; list a name that holds digits under \
         `names`"
    };
    report.push(Finding::new(CODE, message, span).label("no fact stands behind it").help(help));
}

/// Number words that state a figure: "two million", "doubled", "half of".
fn words(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (names, nouns, kanji): (&[&str], &[&str], &[Kanji]),
    settled: &[Range<usize>],
    report: &mut Report,
) {
    let text = passage.text;
    let parts = passage.hits.iter().filter(|hit| hit.sense == Sense::PartOfYear);
    let parts = merged(parts.map(|hit| hit.start..hit.end).collect());
    let kanji = merged(kanji.iter().map(|number| number.range.clone()).collect());
    let spelt = merged(names.iter().flat_map(|name| named(text, name)).collect());
    let mut found: Vec<Range<usize>> = passage
        .hits
        .iter()
        .enumerate()
        .filter_map(|(at, hit)| {
            let multiple = (hit.sense == Sense::Multiple).then_some(hit.start..hit.end);
            multiple.or_else(|| scale_behind(passage, at).map(|scale| hit.start..scale.end))
        })
        .filter(|range| {
            let share = text[range.clone()].ends_with("percent");
            !(share && text[range.clone()].to_lowercase().starts_with("a "))
        })
        .collect();
    found.extend(spelled(reading, passage));
    found.extend(super::number_words::compounds(reading, passage, nouns));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut last = 0;
    for range in found {
        let (part, kanji_number) = (touches(&parts, &range), touches(&kanji, &range));
        let plain = of_no_figure(passage, &range) || holding(&spelt, range.start).is_some();
        if range.start < last || part || kanji_number || plain || touches(settled, &range) {
            continue;
        }
        last = range.end;
        report_untied(reading, passage, range, report);
    }
}

/// Tells whether a range overlaps one of others, which stand in order.
fn touches(others: &[Range<usize>], range: &Range<usize>) -> bool {
    let first = others.partition_point(|other| other.end <= range.start);
    others.get(first).is_some_and(|other| other.start < range.end)
}

/// Numbers spelled out before a unit, or, from ten on, before what is counted: "twenty-five
/// percent", "five percentage points", "twelve employees".
fn spelled(reading: &Reading<'_>, passage: &Passage<'_>) -> Vec<Range<usize>> {
    let (text, prose) = (passage.text, &reading.locale.prose);
    if !prose.blanks {
        return Vec::new();
    }
    let cardinal = |part: &str| {
        let long = part.len() > 1 && !part.contains(' ');
        long && prose.cardinals.iter().any(|known| known.eq_ignore_ascii_case(part))
    };
    let small = |word: &str| {
        let mut first = prose.numbers.iter().take(9).flat_map(|forms| forms.split('|'));
        first.any(|form| form.eq_ignore_ascii_case(word))
    };
    let is_number = |word: &Word| word.of(text).split('-').all(cardinal);
    let mut out = Vec::new();
    for (at, word) in passage.words.iter().enumerate().filter(|(_, word)| is_number(word)) {
        if measures(text, word.end, reading.locale) {
            let end = crate::words::behind(text, word.end, reading.locale);
            out.push(word.start..end.map_or(word.end, |typed| typed.range.end));
        } else if let Some(next) = passage.words.get(at + 1)
            && text[word.end..next.start].trim().is_empty()
            && passage.means(*next, Sense::Counted)
            && !small(word.of(text))
            && !is_number(next)
        {
            out.push(word.start..next.end);
        }
    }
    out
}

/// Tells whether a number is part of a phrase that states no figure: "less than one million".
fn of_no_figure(passage: &Passage<'_>, range: &Range<usize>) -> bool {
    // What follows the number, as its unit, is no part of the phrase.
    let within = |hit: &Hit| (hit.start..hit.end).contains(&range.start);
    passage.hits_before(range.start + 1).any(|hit| hit.sense == Sense::NoFigure && within(hit))
}

/// Gives the word of size right behind a number word: "million" behind "two".
fn scale_behind<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Hit> {
    let hit = passage.hits.get(at).filter(|hit| hit.sense == Sense::Cardinal)?;
    // Nothing but blanks stands between, so that the word begins where they end.
    let rest = &passage.text[hit.end..];
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let start = passage.text.len() - rest.len();
    passage.hits_at(start).find(|next| next.sense == Sense::Scale && start > hit.end)
}
