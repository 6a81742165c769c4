//! What somebody saw who answers for a finding, as a mark: the figures with their digits, the words
//! around the place, the figures cited there.
//!
//! A mark is the same wherever the words stand in the file, and in whatever way the finding is
//! worded. It is another once a figure or a word of it is.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use crate::deck::{Deck, digest, fact_says};
use crate::diag::Finding;
use crate::facts::{Facts, Key, read_period};
use crate::source::{Sources, Span};

/// Letters of a mark: two findings of one place are told apart, and it can be copied by hand.
const LETTERS: usize = 10;

/// Lines of a text that are read with a word of it at most, before and behind.
const LINES: usize = 40;

/// What stands at places that are no words.
pub(super) struct WaiverMark<'a> {
    facts: &'a Facts,
    sources: &'a Sources,
    known: HashMap<Span, String>,
}

impl<'a> WaiverMark<'a> {
    /// Gathers the figures, stated changes and relations of a deck by their places.
    pub(super) fn of(deck: &'a Deck, sources: &'a Sources) -> Self {
        let facts = &deck.facts;
        let figures = facts.facts().map(|(key, fact)| (fact.span, key));
        let mut known: HashMap<_, _> =
            figures.filter_map(|(span, key)| Some((span, fact_says(facts, key)?))).collect();
        for (now, base, change) in facts.changes().stated() {
            let says = change_says(facts, now, base);
            known.insert(change.span, says);
        }
        known.extend(facts.relations().iter().map(|one| (one.span, one.text.clone())));
        Self { facts, sources, known }
    }

    /// Gives the mark of what a finding is about.
    pub(super) fn mark(&self, finding: &Finding) -> String {
        let mut text = finding.code.name().to_owned();
        // Names and words that the message quotes, not its own.
        for quoted in finding.message.split('`').skip(1).step_by(2) {
            text.push('\n');
            text.push_str(quoted);
        }
        let places: BTreeSet<String> =
            finding.labels.iter().map(|label| self.at(label.span)).collect();
        for place in places {
            text.push('\n');
            text.push_str(&place);
        }
        digest(&text)[..LETTERS].to_owned()
    }

    fn at(&self, span: Span) -> String {
        if let Some(known) = self.known.get(&span) {
            return known.clone();
        }
        let file = self.sources.file(span.file);
        // A text of a catalogue stands on its own line, behind comments that name others.
        let end = Path::new(&file.name).extension();
        let lines = if end.is_some_and(|end| end == "po") { 0 } else { LINES };
        let mut words = around(&file.text, span, lines).to_owned();
        let cited: BTreeSet<String> = cited(&words).flat_map(|inner| self.cited(inner)).collect();
        for says in cited {
            words.push('\n');
            words.push_str(&says);
        }
        words
    }

    /// Gives what is known of the figures that a citation speaks of.
    fn cited(&self, inner: &str) -> Vec<String> {
        let mut words = inner.split_whitespace();
        let name = words.next().unwrap_or_default();
        let Ok(now) = self.facts.references().key(name) else { return Vec::new() };
        let mut bases = Vec::new();
        while let Some(word) = words.next() {
            match word {
                "yoy" => {
                    bases.extend(self.facts.calendar.year_before(now.period).map(|p| (p, None)));
                }
                "qoq" => {
                    bases.extend(self.facts.calendar.prior_quarter(now.period).map(|p| (p, None)));
                }
                "vs" => {
                    let base = words.next().unwrap_or_default();
                    let (period, scope) = base.split_once('/').unwrap_or((base, ""));
                    let period = read_period(period).ok();
                    let contexts = self.facts.contexts();
                    let named = contexts.read(scope).ok();
                    let scope = named.and_then(|named| contexts.base(now.scope, named).ok());
                    bases.extend(period.map(|period| (period, scope)));
                }
                _ => {}
            }
        }
        let mut out: Vec<String> = fact_says(self.facts, now).into_iter().collect();
        for (period, scope) in bases {
            let actual = self.facts.contexts().actual(now.scope);
            for scope in [scope.unwrap_or(now.scope), scope.unwrap_or(actual)] {
                let base = Key { period, scope, ..now };
                out.extend(fact_says(self.facts, base));
                out.push(change_says(self.facts, now, base));
            }
        }
        out
    }
}

fn change_says(facts: &Facts, now: Key, base: Key) -> String {
    let all = facts.changes().between(now, base).iter().map(|change| change.state.known());
    let all: Vec<_> = all.collect();
    format!("{} vs {}: {}", facts.name(now), facts.name(base), all.join(", "))
}

/// Gives what stands between braces that hold no others.
fn cited(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(inner, _)| inner))
}

/// Gives the point or paragraph of a YAML text that a place stands in; at most so many lines before
/// and behind its own.
fn around(text: &str, span: Span, most: usize) -> &str {
    let (start, end) = (span.start as usize, span.end as usize);
    let line_of = |at: usize| text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end_of = |at: usize| text[at..].find('\n').map_or(text.len(), |found| at + found);
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (mut from, mut to) = (line_of(start), end_of(end));
    let depth = indent(&text[from..to]);
    let opens = |line: &str| {
        let body = line.trim_start();
        body.starts_with("- ") || body.starts_with("* ") || body.starts_with('#')
    };
    for _ in 0..most {
        if from == 0 || opens(&text[from..to]) || is_field(text[from..to].trim_start()) {
            break;
        }
        let before = &text[line_of(from - 1)..from - 1];
        let ends = before.trim_end();
        let above = ends.is_empty() || indent(before) < depth && !opens(before);
        if above || ends.ends_with([':', '|', '>']) || indent(before) + 2 < depth {
            break;
        }
        from = line_of(from - 1);
    }
    let depth = indent(&text[from..to]);
    for _ in 0..most {
        if to == text.len() {
            break;
        }
        let next = &text[to + 1..end_of(to + 1)];
        let body = next.trim();
        if body.is_empty() || opens(next) || indent(next) < depth || is_field(body) {
            break;
        }
        to = end_of(to + 1);
    }
    &text[from..to]
}

/// Tells whether a line opens a field: `title: ...`.
fn is_field(body: &str) -> bool {
    let name = body.split(':').next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.len() < body.len() && !name.is_empty() && name.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::around;
    use crate::source::{FileId, Span};

    const TEXT: &str = "slides:\n  - bullets:\n      title: Results\n      columns:\n        - |\n          - First point\n            goes on here\n          - Second point 40\n\n          A paragraph\n          of two lines\n      footnotes: [One]\n";

    #[test]
    fn a_word_is_read_with_its_point_or_paragraph() {
        let of = |word: &str| {
            let at = TEXT.find(word).expect("it is there");
            let span = Span::new(FileId::default(), at..at + word.len());
            around(TEXT, span, 40).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("goes"), "- First point goes on here");
        assert_eq!(of("First"), "- First point goes on here");
        assert_eq!(of("40"), "- Second point 40");
        assert_eq!(of("two"), "A paragraph of two lines");
        assert_eq!(of("Results"), "title: Results");
        assert_eq!(of("One"), "footnotes: [One]");
    }
}
