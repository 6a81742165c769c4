//! Does a translation emphasise what its source does?
//!
//! Words cannot be compared across languages, but the figures within the emphasis can, whether all of a
//! text is emphasised, and words that the catalogue translates by themselves, such as a label.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::message::Message;
use super::po::PoEntry;
use super::validation::{TextPart, parts};
use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::source::Sources;

const MARK: &str = "**";
const HELP: &str = "Set the `**` around what the source emphasises";

/// Translations of whole texts, by what they translate.
pub(super) type Terms<'a> = HashMap<&'a str, &'a str>;

/// Compares the emphasis of a translation with that of its source.
pub(super) fn compare(
    message: &Message,
    entry: &PoEntry,
    terms: &Terms<'_>,
    sources: &Sources,
    report: &mut Report,
) {
    if !message.prose {
        return;
    }
    let source = strong(&message.id);
    for string in &entry.strings {
        let own = strong(&string.text);
        // Marks of another number are told as such.
        if source.is_empty() || own.len() != source.len() {
            continue;
        }
        if let Some((text, range)) = wrong((&message.id, &source), (&string.text, &own), terms) {
            let span = super::validation::within(string, range, sources);
            let finding = Finding::weighed(code::STRUCTURE, Severity::Warning, text, span);
            report.push(finding.also(message.place, Report::SOURCE).help(HELP));
        }
    }
}

/// Finds what stands between marks, by its bytes.
fn strong(text: &str) -> Vec<Range<usize>> {
    let marks: Vec<_> = text.match_indices(MARK).map(|(at, _)| at).collect();
    marks.chunks_exact(2).map(|pair| pair[0] + MARK.len()..pair[1]).collect()
}

/// The places of the figures that are emphasised, by name.
fn emphasised<'a>(text: &'a str, strong: &[Range<usize>]) -> Vec<(&'a str, Range<usize>)> {
    let slots = parts(text, true).into_iter().flatten().filter_map(|part| match part {
        TextPart::Slot { at, .. } => Some(at),
        TextPart::Literal { .. } => None,
    });
    let inside =
        slots.filter(|at| strong.iter().any(|one| one.start <= at.start && at.end <= one.end));
    inside.map(|at| (&text[at.clone()], at)).collect()
}

/// A text with what it emphasises.
type Marked<'a> = (&'a str, &'a [Range<usize>]);

fn wrong(source: Marked<'_>, own: Marked<'_>, terms: &Terms<'_>) -> Option<(String, Range<usize>)> {
    figures(source, own).or_else(|| whole(source, own)).or_else(|| words(source, own, terms))
}

fn figures((id, source): Marked<'_>, (text, own): Marked<'_>) -> Option<(String, Range<usize>)> {
    let (there, here) = (emphasised(id, source), emphasised(text, own));
    let names = |all: &[(&str, Range<usize>)]| -> BTreeSet<String> {
        all.iter().map(|(name, _)| (*name).to_owned()).collect()
    };
    let (theirs, ours) = (names(&there), names(&here));
    if let Some((name, at)) = here.iter().find(|(name, _)| !theirs.contains(*name)) {
        let text = format!("`{name}` is emphasised here, and not in the source");
        return Some((text, at.clone()));
    }
    let name = theirs.iter().find(|name| !ours.contains(*name) && text.contains(name.as_str()))?;
    let at = text.find(name.as_str())?;
    let words = format!("`{name}` is emphasised in the source, and not here");
    Some((words, at..at + name.len()))
}

/// Whether words are left outside of the emphasis.
fn rest(text: &str, strong: &[Range<usize>]) -> bool {
    let inside = |at: usize| strong.iter().any(|one| one.contains(&at));
    text.char_indices().any(|(at, c)| c.is_alphabetic() && !inside(at))
}

fn whole((id, source): Marked<'_>, (text, own): Marked<'_>) -> Option<(String, Range<usize>)> {
    let at = own.first()?.clone();
    match (rest(id, source), rest(text, own)) {
        (false, true) => Some(("the source emphasises all of the text, not a part".to_owned(), at)),
        (true, false) => Some(("the source emphasises a part of the text, not all".to_owned(), at)),
        (true, true) | (false, false) => None,
    }
}

/// Words that the catalogue translates by themselves must be those that are emphasised.
fn words(
    (id, source): Marked<'_>,
    (text, own): Marked<'_>,
    terms: &Terms<'_>,
) -> Option<(String, Range<usize>)> {
    source.iter().find_map(|at| {
        let term = id[at.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let wanted = terms.get(term).filter(|wanted| !wanted.is_empty())?;
        let within = own.iter().any(|one| text[one.clone()].contains(*wanted));
        let at = text.find(*wanted).filter(|_| !within)?;
        let words = format!("`{term}` is emphasised in the source, `{wanted}` is not here");
        Some((words, at..at + wanted.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emphasis_on_other_words_or_figures_is_found() {
        let terms = Terms::from([("Revenue", "売上高"), ("Cost", "原価")]);
        for (id, text, found) in [
            ("**Revenue** {a}, cost {b}", "**売上高** {a}、原価 {b}", ""),
            ("**Revenue** {a}, cost {b}", "売上高 **{a}**、原価 {b}", "`{a}` is emphasised here"),
            ("Revenue **{a}**, cost {b}", "売上高 {a}、原価 **{b}**", "`{b}` is emphasised here"),
            (
                "Revenue **{a} and {b}**",
                "売上高 **{a}** と {b}",
                "`{b}` is emphasised in the source",
            ),
            // In another order, or with the mark inside.
            ("**{a}**, mainly by **{b}**", "主に**{b}**により**{a}**", ""),
            ("**Revenue:** up on orders", "受注により**売上高**は増加", ""),
            ("**Revenue:** up on orders", "**受注**により売上高は増加", "`売上高` is not here"),
            ("**Revenue rose.**", "**売上高は増加。**", ""),
            ("**Revenue rose.**", "**売上高は増加**。", ""),
            ("**Revenue rose.**", "**売上高**は増加。", "all of the text"),
            ("**Revenue** rose.", "**売上高は増加。**", "a part of the text"),
            // Words that nothing tells apart.
            ("**Orders** of customers", "**顧客**の受注", ""),
            ("a ** b", "a ** b", ""),
        ] {
            let (source, own) = (strong(id), strong(text));
            let (source, own) = ((id, source.as_slice()), (text, own.as_slice()));
            let wrong = wrong(source, own, &terms).map(|(words, _)| words).unwrap_or_default();
            assert!(
                wrong.contains(found) && wrong.is_empty() == found.is_empty(),
                "{text}: {wrong}"
            );
        }
    }
}
