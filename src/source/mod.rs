//! Text with places: what the author wrote, and where.
//!
//! Enters: bytes of files in the deck's own folder. Leaves: [`Sources`] (texts with a line
//! index), [`Span`]s into them and the YAML tree of [`yaml`]. It knows nothing of decks,
//! figures or messages.

mod archive;
mod edit;
mod file_kind;
pub mod fold;
mod folder;
pub mod hidden;
mod sum;
mod unreadable;
pub mod xml;
pub mod yaml;
mod yaml_cause;

pub use archive::Archive;
pub use edit::Edits;
pub use file_kind::FileKind;
pub use folder::{Folder, ReadError, read_deck, real};
pub use sum::{hexadecimal, sha256};
pub use unreadable::{Unreadable, unreadable};

pub use yaml::{Node, NodeKind, Problem};

use std::ops::Range;

/// Names one file of a [`Sources`] by its position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u16);

/// Marks a run of bytes in one file; the unit of every place that a finding points at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file the bytes are in.
    pub file: FileId,
    /// First byte, counted from 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span; offsets past 4 GiB cannot occur because files are limited in size.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// Gives the bytes as a range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Carries a value together with the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Holds a scalar as its author typed it.
pub type Text = Spanned<String>;

impl Text {
    /// Gives the text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// The name that messages show: the path as the user gave it.
    pub name: String,
    /// The whole text.
    pub text: String,
    lines: Vec<u32>,
}

/// All files that one run has read, so that any span can be shown.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<File>,
}

impl Sources {
    /// Starts without a file.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text under a name and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let lines = std::iter::once(0)
            .chain(
                text.match_indices('\n').map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)),
            )
            .collect();
        self.files.push(File { name: name.into(), text, lines });
        FileId(u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// Gives the number that the next file will have.
    #[must_use]
    pub fn next(&self) -> FileId {
        FileId(u16::try_from(self.files.len()).unwrap_or(u16::MAX))
    }

    /// Gives the names of all files that were read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Gives the file of that number.
    ///
    /// # Panics
    /// Never for a number that [`Sources::add`] of the same value gave.
    #[must_use]
    pub fn file(&self, id: FileId) -> &File {
        &self.files[usize::from(id.0)]
    }

    /// Finds line and column (both from 1, the column in characters) of a span's first byte.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let (line, from) = self.line_start(span);
        let file = self.file(span.file);
        let to = (span.start as usize).min(file.text.len());
        (line, file.text.get(from..to).map_or(0, |s| s.chars().count()) + 1)
    }

    /// Finds the line (from 1) of a span's first byte, and the byte that the line begins with.
    fn line_start(&self, span: Span) -> (usize, usize) {
        let lines = &self.file(span.file).lines;
        let line = lines.partition_point(|&start| start <= span.start).max(1);
        (line, lines[line - 1] as usize)
    }

    /// Finds line and column of many spans. A file may be one line of a million letters, so those of a file should come
    /// in the order they stand in: each is then counted on from the one before.
    pub fn lines_columns(
        &self,
        spans: impl IntoIterator<Item = Span>,
    ) -> impl Iterator<Item = (usize, usize)> {
        let mut last: Option<(FileId, usize, usize, usize)> = None;
        spans.into_iter().map(move |span| {
            let (line, from) = self.line_start(span);
            let text = &self.file(span.file).text;
            let to = (span.start as usize).min(text.len());
            let near =
                last.filter(|(file, on, at, _)| (*file, *on) == (span.file, line) && *at <= to);
            let (at, before) = near.map_or((from, 1), |(_, _, at, column)| (at, column));
            let column = before + text.get(at..to).map_or(0, |s| s.chars().count());
            last = Some((span.file, line, to, column));
            (line, column)
        })
    }

    /// Gives the bytes a span covers, as typed.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file).text.get(span.range()).unwrap_or_default()
    }

    /// Finds the `nth` (from 0) occurrence of `needle` inside `within`, to point into block text.
    ///
    /// Falls back to `within` where the text as typed differs from the text as read.
    #[must_use]
    pub fn find(&self, within: Span, needle: &str, nth: usize) -> Span {
        let found = self.slice(within).match_indices(needle).nth(nth).map(|(at, _)| at);
        found.map_or(within, |at| {
            let start = within.start as usize + at;
            Span::new(within.file, start..start + needle.len())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut sources = Sources::new();
        let id = sources.add("a.yaml", "売上高: 1\n  利益: x\n");
        let at = sources.file(id).text.find('x').expect("x is there");
        assert_eq!(sources.line_column(Span::new(id, at..at + 1)), (2, 7));
        assert_eq!(sources.line_column(Span::new(id, 0..1)), (1, 1));
        let spans = [0, 3, 3, at, 6, at].map(|at| Span::new(id, at..at + 1));
        let one_by_one = spans.map(|span| sources.line_column(span));
        assert_eq!(sources.lines_columns(spans).collect::<Vec<_>>(), one_by_one);
    }
}
