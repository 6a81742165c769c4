//! Where the words of a translated deck come from: the line of the catalogue and of the source.

use std::ops::Range;

use crate::source::{FileId, Sources, Span};

/// A run of a translated text with the bytes of the translation that it was printed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PlaceRun {
    /// Its bytes in the text that the checks read.
    pub(super) read: Range<usize>,
    /// Its bytes in the translation, escapes resolved.
    pub(super) typed: Range<usize>,
    /// Whether it is one thing, such as a placeholder.
    pub(super) whole: bool,
}

#[derive(Debug)]
struct PlacedUnit {
    read: Range<usize>,
    runs: Vec<PlaceRun>,
    /// The translation's string in the catalogue, quotes included.
    string: Option<Span>,
    /// The text in the source.
    source: Span,
}

/// The map from a translated text to the files its author sees.
#[derive(Debug)]
pub struct PlaceMap {
    file: FileId,
    units: Vec<PlacedUnit>,
    /// Digits for a number that the source has in words, by their bytes in the read text.
    counts: Vec<Range<usize>>,
}

impl PlaceMap {
    pub(super) fn new(file: FileId) -> Self {
        Self { file, units: Vec::new(), counts: Vec::new() }
    }

    pub(super) fn add(
        &mut self,
        read: Range<usize>,
        runs: Vec<PlaceRun>,
        string: Option<Span>,
        source: Span,
    ) {
        self.units.push(PlacedUnit { read, runs, string, source });
    }

    /// Marks digits of the last translation, by its bytes, as a number that the source has in words.
    pub(super) fn count(&mut self, typed: &[Range<usize>]) {
        let Some(unit) = self.units.last() else { return };
        let read = typed.iter().filter_map(|one| {
            let run = unit.runs.iter().find(|run| !run.whole && run.typed.contains(&one.start))?;
            let start = run.read.start + one.start - run.typed.start;
            Some(start..start + one.len())
        });
        self.counts.extend(read);
    }

    /// Tells whether a span is a number that the source has in words, and states no figure there.
    #[must_use]
    pub fn is_count(&self, span: Span) -> bool {
        let at = span.start as usize..span.end as usize;
        span.file == self.file && self.counts.contains(&at)
    }

    /// Gives every translated text: its string in the catalogue, quotes included, and the text in
    /// the source.
    pub fn strings(&self) -> impl Iterator<Item = (Span, Span)> + '_ {
        self.units.iter().filter_map(|unit| Some((unit.string?, unit.source)))
    }

    /// Tells whether a span lies in a text that was translated.
    #[must_use]
    pub fn is_translated(&self, span: Span) -> bool {
        let at = self.units.partition_point(|unit| unit.read.end <= span.start as usize);
        span.file == self.file && self.units.get(at).is_some_and(|unit| unit.string.is_some())
    }

    /// Gives the places of a span of the translated text: in the catalogue, then in the source.
    /// Nothing for a span that is not in it.
    #[must_use]
    pub fn found(&self, span: Span, sources: &Sources) -> Option<Vec<Span>> {
        if span.file != self.file {
            return None;
        }
        let start = span.start as usize;
        let at = self.units.partition_point(|unit| unit.read.end <= start);
        // Marks of lists belong to the unit behind them.
        let unit = self.units.get(at).or_else(|| self.units.last())?;
        let Some(string) = unit.string else { return Some(vec![unit.source]) };
        let inside = span.end as usize <= unit.read.end && start >= unit.read.start;
        let exact = inside.then(|| unit.exact(span, string, sources)).flatten();
        Some(vec![exact.unwrap_or(string), unit.source])
    }
}

impl PlacedUnit {
    fn exact(&self, span: Span, string: Span, sources: &Sources) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        let run_at = |at: usize| self.runs.iter().find(|run| run.read.contains(&at));
        let (first, last) = (run_at(start)?, run_at(end.saturating_sub(1).max(start))?);
        let from = if first.whole {
            first.typed.start
        } else {
            first.typed.start + start - first.read.start
        };
        let to = if last.whole { last.typed.end } else { last.typed.start + end - last.read.start };
        let raw = sources.slice(string);
        let base = string.start as usize;
        let (from, to) = (raw_offset(raw, from)?, raw_offset(raw, to.saturating_sub(1))?);
        let wide = raw[to..].chars().next().map_or(1, char::len_utf8);
        Some(Span::new(string.file, base + from..base + to + wide))
    }
}

/// Finds where a byte of a string stands between its quotes and escapes.
fn raw_offset(raw: &str, wanted: usize) -> Option<usize> {
    let (mut read, mut inside) = (0, false);
    let mut chars = raw.char_indices();
    while let Some((at, c)) = chars.next() {
        match (c, inside) {
            ('"', _) => inside = !inside,
            (_, false) => {}
            ('\\', true) => {
                let _ = chars.next();
                if read >= wanted {
                    return Some(at);
                }
                read += 1;
            }
            (c, true) => {
                if read + c.len_utf8() > wanted {
                    return Some(at);
                }
                read += c.len_utf8();
            }
        }
    }
    None
}
