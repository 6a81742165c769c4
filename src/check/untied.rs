//! `untied-figure`: a number in the words of the deck is not cited from a fact.

use crate::diag::{Finding, Report};
use crate::num::Unit;
use crate::words::{Passage, Reading, Sense, kanji_numbers, mentions, untied};

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
            let mentions = mentions(passage, reading.locale);
            for range in untied(passage, &mentions, &names, &nouns) {
                tell(reading, passage, range, report);
            }
        }
        for kanji in kanji_numbers(passage) {
            tell(reading, passage, kanji.range, report);
        }
        words(reading, passage, &names, report);
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
    report.push(
        Finding::warning("untied-figure", message, span)
            .label("no fact stands behind it")
            .help(help),
    );
}

/// Number words that state a figure: "two million", "doubled", "half of".
fn words(reading: &Reading<'_>, passage: &Passage<'_>, names: &[&str], report: &mut Report) {
    let text = passage.text;
    let parts: Vec<_> = passage.hits.iter().filter(|hit| hit.sense == Sense::PartOfYear).collect();
    let named = |start: usize| {
        names.iter().any(|name| {
            text.match_indices(name).any(|(at, name)| (at..at + name.len()).contains(&start))
        })
    };
    let mut last = 0;
    for (at, hit) in passage.hits.iter().enumerate() {
        let range = match hit.sense {
            Sense::Multiple => hit.start..hit.end,
            Sense::Cardinal => {
                let scale = passage.hits[at + 1..].iter().find(|next| {
                    next.sense == Sense::Scale
                        && next.start > hit.end
                        && text[hit.end..next.start].chars().all(|c| c.is_whitespace() || c == '-')
                });
                let Some(scale) = scale else { continue };
                let share = text[scale.start..scale.end].starts_with("percent");
                if share && text[hit.start..hit.end].eq_ignore_ascii_case("a") {
                    continue;
                }
                hit.start..scale.end
            }
            _ => continue,
        };
        let part = parts.iter().any(|p| p.start < range.end && range.start < p.end);
        if range.start < last || part || named(range.start) {
            continue;
        }
        last = range.end;
        tell(reading, passage, range, report);
    }
}
