//! Lines of words on paper, and the air between what stands one below the other: in em of the letters
//! they are set in. Templates set by them, and `slide` measures by them how much a page holds.

use serde::Serialize;

/// How lines of words, and what is made of them, follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct LineGeometry {
    /// Height of a line: that of its capitals.
    pub rise: f64,
    /// Between lines of a paragraph, and between paragraphs.
    pub paragraph: (f64, f64),
    /// The same in a cell.
    pub cell: (f64, f64),
    /// The same in small print on a page of its own.
    pub small_print: (f64, f64),
    /// The same in footnotes.
    pub foot: (f64, f64),
    /// Between lines of a title.
    pub title: f64,
    /// Above and below a table, a list, a chart.
    pub block: f64,
    /// Between a table and its caption.
    pub caption: f64,
    /// Between points of a list, beyond what is between their lines.
    pub points: f64,
    /// Between the mark of a point and its words.
    pub point: f64,
    /// Above and below a heading within a slide.
    pub subhead: (f64, f64),
    /// Above the small print of a slot.
    pub notes: f64,
    /// Letters of headers and comments in a table, beside those of its figures.
    pub beside: f64,
    /// How far a comment stands lower, so that it is on the line of the figures.
    pub comment: f64,
    /// Above a heading in a table.
    pub heading: f64,
    /// Indent of a level.
    pub level: f64,
    /// Width of each letter of the mark of a footnote.
    pub mark: f64,
    /// Letters of a call beside those around it.
    pub call: f64,
    /// How many letters a figure has at which it may break between its words.
    pub figure: usize,
}

impl LineGeometry {
    pub(super) const WIDE: Self = Self {
        rise: 0.66,
        paragraph: (0.5, 0.75),
        cell: (0.4, 0.45),
        small_print: (0.62, 1.0),
        foot: (0.35, 0.4),
        title: 0.35,
        block: 0.9,
        caption: 0.35,
        points: 0.3,
        point: 0.55,
        subhead: (1.0, 0.55),
        notes: 0.8,
        beside: 0.86,
        comment: 0.1,
        heading: 0.45,
        level: 1.1,
        mark: 0.9,
        call: 0.7,
        figure: 24,
    };
}
