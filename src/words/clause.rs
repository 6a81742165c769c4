//! Clauses: the parts of a passage in which one statement is made.

use std::ops::Range;

use super::{Passage, Sense, holding};

/// A clause of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its bytes in the passage.
    pub range: Range<usize>,
    /// The line of text (an item of a list, a paragraph) it belongs to.
    pub line: Range<usize>,
}

/// Cuts a passage into clauses: at lines of lists and paragraphs, ends of sentences, semicolons
/// and words such as "while".
#[must_use]
pub fn clauses(passage: &Passage<'_>) -> Vec<Clause> {
    let mut out = Vec::new();
    for line in lines(passage.text) {
        let mut cuts: Vec<usize> = sentence_ends(passage, &line);
        let contrast = passage.hits_in(line.clone()).filter(|hit| hit.sense == Sense::Contrast);
        cuts.extend(contrast.map(|hit| hit.start));
        cuts.sort_unstable();
        let mut start = line.start;
        for cut in cuts.into_iter().chain([line.end]) {
            if passage.text[start..cut].chars().any(|c| !c.is_whitespace()) {
                out.push(Clause { range: start..cut, line: line.clone() });
            }
            start = cut;
        }
    }
    out
}

/// Cuts a text into items of lists and paragraphs; a line that goes on one is joined with it.
#[must_use]
pub fn lines(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let mut fresh = true;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let body = line.trim();
        if body.is_empty() {
            fresh = true;
        } else {
            let marked = ["- ", "* ", "+ ", "#"].iter().any(|mark| body.starts_with(mark));
            let counted = body.split_once(". ").is_some_and(|(n, _)| {
                !n.is_empty() && n.len() < 4 && n.bytes().all(|b| b.is_ascii_digit())
            });
            match out.last_mut() {
                Some(last) if !(fresh || marked || counted) => last.end = end,
                Some(_) | None => out.push(at..end),
            }
            fresh = false;
        }
        at = end;
    }
    out
}

/// Cuts the items and paragraphs of a passage into sentences.
#[must_use]
pub fn sentences(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for line in lines(passage.text) {
        let mut start = line.start;
        for cut in sentence_ends(passage, &line).into_iter().chain([line.end]) {
            out.push(start..cut);
            start = cut;
        }
    }
    out
}

fn sentence_ends(passage: &Passage<'_>, line: &Range<usize>) -> Vec<usize> {
    let text = passage.text;
    let skips = passage.skips();
    let mut cuts = Vec::new();
    for (at, c) in text[line.clone()].char_indices().map(|(at, c)| (line.start + at, c)) {
        if !matches!(c, '.' | '!' | '?' | ';' | '。' | '；' | '！' | '？') {
            continue;
        }
        // The full stop of "30. Juni 2010" ends nothing.
        let inside = passage.mention_at(at).is_some();
        if inside || holding(skips, at).is_some() {
            continue;
        }
        let next = at + c.len_utf8();
        if c != '.' {
            cuts.push(next);
            continue;
        }
        let rest = &text[next..line.end];
        let after = rest.trim_start_matches(['*', '_', ')', '"', '”']);
        let starts = after.starts_with(char::is_whitespace)
            && after.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '{' | '*'));
        let short = passage.ends_with(at, Sense::Abbreviation);
        if starts && !short {
            cuts.push(next);
        }
    }
    cuts
}
