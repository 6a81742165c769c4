//! `untied-figure`: a number in the words of the deck is not cited from a fact.

use crate::diag::{Finding, Report};
use crate::num::Unit;
use crate::words::{Hit, Kanji, Passage, Reading, Sense, kanji_numbers, named, untied};

/// What its findings are called.
pub(super) const CODE: &str = "untied-figure";

/// Fields whose numbers are no figures: units, addresses, and whom to ask.
const OTHER: &[&str] = &["unit", "url", "email", "phone", "fax", "address", "missing"];

/// Finds numbers that were typed where a figure should be cited.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let names: Vec<_> = reading
        .deck
        .names
        .iter()
        .map(|name| name.value.as_str())
        .chain(reading.deck.glossary.0.iter().map(|(term, _)| term.value.as_str()))
        .collect();
    let nouns: Vec<_> = reading
        .deck
        .facts
        .items()
        .filter_map(|(_, item)| match &item.unit {
            Unit::Count { noun, .. } => Some(noun.as_str()),
            Unit::Currency { .. } | Unit::Percent | Unit::Points | Unit::Times => None,
        })
        .collect();
    for passage in &reading.passages {
        if passage.kind == "contact" || OTHER.contains(&passage.field) {
            continue;
        }
        let digits = passage.text.contains(|c: char| c.is_numeric());
        if digits {
            for range in untied(passage, (&names, &nouns), reading.locale.prose.bare_years) {
                tell(reading, passage, range, report);
            }
        }
        let mut kanji = kanji_numbers(passage);
        kanji.retain(|number| !of_no_figure(passage, &number.range));
        for number in &kanji {
            tell(reading, passage, number.range.clone(), report);
        }
        words(reading, passage, (&names, &kanji), report);
    }
}

fn tell(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: std::ops::Range<usize>,
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
    report.push(Finding::warning(CODE, message, span).label("no fact stands behind it").help(help));
}

/// Number words that state a figure: "two million", "doubled", "half of".
fn words(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (names, kanji): (&[&str], &[Kanji]),
    report: &mut Report,
) {
    let text = passage.text;
    let parts: Vec<_> = passage.hits.iter().filter(|hit| hit.sense == Sense::PartOfYear).collect();
    let is_name = |start: usize| {
        names.iter().any(|name| named(text, name).any(|range| range.contains(&start)))
    };
    let mut last = 0;
    for (at, hit) in passage.hits.iter().enumerate() {
        let range = if hit.sense == Sense::Multiple {
            hit.start..hit.end
        } else if let Some(scale) = scale_behind(passage, at) {
            let share = text[scale.start..scale.end].starts_with("percent");
            if share && text[hit.start..hit.end].eq_ignore_ascii_case("a") {
                continue;
            }
            hit.start..scale.end
        } else {
            continue;
        };
        let part = parts.iter().any(|p| p.start < range.end && range.start < p.end);
        let told = kanji.iter().any(|k| k.range.start < range.end && range.start < k.range.end);
        let plain = of_no_figure(passage, &range);
        if range.start < last || part || told || plain || is_name(range.start) {
            continue;
        }
        last = range.end;
        tell(reading, passage, range, report);
    }
}

/// Tells whether a number is part of a phrase that states no figure: "less than one million".
fn of_no_figure(passage: &Passage<'_>, range: &std::ops::Range<usize>) -> bool {
    let within = |hit: &Hit| hit.start <= range.start && range.end <= hit.end;
    passage.hits.iter().any(|hit| hit.sense == Sense::NoFigure && within(hit))
}

/// Gives the word of size right behind a number word: "million" behind "two".
fn scale_behind<'p>(passage: &'p Passage<'_>, at: usize) -> Option<&'p Hit> {
    let hit = passage.hits.get(at).filter(|hit| hit.sense == Sense::Cardinal)?;
    passage.hits[at + 1..].iter().find(|next| {
        next.sense == Sense::Scale
            && next.start > hit.end
            && passage.text[hit.end..next.start].chars().all(|c| c.is_whitespace() || c == '-')
    })
}
