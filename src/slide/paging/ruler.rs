//! Heights of words before they are set: lines are counted with the widths of the faces' letters.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "geometry; a text has a few hundred lines"
)]

use crate::chart::{TextMetrics, breakable};
use crate::slide::Setting;
use crate::view::{Geometry, Inline};

/// How words are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// Size of letters in points.
    pub(super) size: f64,
    /// Whether they are strong.
    pub(super) strong: bool,
}

/// Measures words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruler<'a> {
    letters: &'a TextMetrics,
    /// The slides' frame.
    pub(super) geometry: &'static Geometry,
    /// Between lines of a list, in em.
    pub(super) leading: f64,
    /// Height of a line without what is between lines, in em.
    rise: f64,
}

/// Words of one look within a run.
struct TextStretch {
    text: String,
    look: Look,
}

impl<'a> Ruler<'a> {
    /// Measures as a deck is set in its language.
    pub(super) fn new(setting: Setting<'a>) -> Self {
        let rules = &setting.locale().setting;
        let em = |text: &str| text.strip_suffix("em").and_then(|number| number.parse().ok());
        let usual = setting.geometry.lines.rise;
        let rise = em(&rules.top_edge).unwrap_or_else(|| setting.letters.capitals(usual));
        Self {
            letters: setting.letters,
            geometry: setting.geometry,
            leading: em(&rules.leading).unwrap_or(setting.geometry.lines.paragraph.0),
            rise,
        }
    }

    /// Gives the height of so many lines, with `between` them, in em.
    pub(super) fn lines(&self, count: usize, size: f64, between: f64) -> f64 {
        if count == 0 {
            return 0.0;
        }
        let count = count as f64;
        (count * self.rise + (count - 1.0) * between) * size
    }

    /// Gives the width of a plain text.
    pub(super) fn width(&self, text: &str, look: Look) -> f64 {
        self.letters.width(text, look.size, look.strong)
    }

    /// Gives the width of a run on as many lines as its author breaks it into.
    pub(super) fn natural(&self, body: &[Inline], look: Look) -> f64 {
        let mut widest: f64 = 0.0;
        let mut line = 0.0;
        for stretch in self.stretches(body, look) {
            if stretch.text == "\n" {
                line = 0.0;
            } else {
                line += self.width(&stretch.text, stretch.look);
                widest = widest.max(line);
            }
        }
        widest
    }

    /// Gives the width of the longest word of a run, between blanks.
    pub(super) fn longest_word(&self, body: &[Inline], look: Look) -> f64 {
        let mut longest: f64 = 0.0;
        for stretch in self.stretches(body, look) {
            let words = stretch.text.split([' ', '\n', '\u{3000}']);
            longest = words.map(|word| self.width(word, stretch.look)).fold(longest, f64::max);
        }
        longest
    }

    /// Counts the lines of a run that is set so wide.
    pub(super) fn count(&self, body: &[Inline], look: Look, width: f64) -> usize {
        let stretches = self.stretches(body, look);
        if stretches.is_empty() {
            return 0;
        }
        let mut fill = LineFill { lines: 1, at: 0.0, word: 0.0, seen: 0.0, width };
        for stretch in &stretches {
            if stretch.text == "\n" {
                fill.close();
                fill.lines += 1;
                fill.at = 0.0;
                continue;
            }
            for piece in breakable(&stretch.text).into_iter().flat_map(joints) {
                let wide = self.width(piece, stretch.look);
                let seen = self.width(piece.trim_end(), stretch.look);
                fill.push(wide, seen);
                let ends = |c: char| c == ' ' || JOINTS.contains(&c) || u32::from(c) >= 0x2E80;
                if piece.ends_with(ends) {
                    fill.close();
                }
            }
        }
        fill.close();
        fill.lines
    }

    fn stretches(&self, body: &[Inline], look: Look) -> Vec<TextStretch> {
        let mut out = Vec::new();
        self.collect(body, look, &mut out);
        out
    }

    fn collect(&self, body: &[Inline], look: Look, out: &mut Vec<TextStretch>) {
        for span in body {
            match span {
                Inline::Text { text } => out.push(TextStretch { text: text.clone(), look }),
                // A figure keeps its unit and its words on one line, if it is not too long for that.
                Inline::Figure { shown } => {
                    let short = shown.text.chars().count() < self.geometry.lines.figure;
                    let text = shown.text.as_str();
                    let text = if short { text.replace(' ', "\u{a0}") } else { text.to_owned() };
                    out.push(TextStretch { text, look });
                }
                Inline::Strong { body } => self.collect(body, Look { strong: true, ..look }, out),
                Inline::Emphasis { body } | Inline::Link { body, .. } => {
                    self.collect(body, look, out);
                }
                Inline::Break => out.push(TextStretch { text: "\n".to_owned(), look }),
                Inline::NoteRef { mark } => {
                    let size = look.size * self.geometry.lines.call;
                    out.push(TextStretch { text: mark.clone(), look: Look { size, ..look } });
                }
            }
        }
    }
}

/// Signs that a line may end behind, unless a digit follows.
const JOINTS: [char; 4] = ['-', '–', '—', '/'];

/// Parts a word at its hyphens and dashes.
fn joints(word: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, sign) in word.match_indices(JOINTS) {
        let end = at + sign.len();
        if at > from && word[end..].starts_with(char::is_alphabetic) {
            out.push(&word[from..end]);
            from = end;
        }
    }
    out.push(&word[from..]);
    out
}

/// Words put into lines, each where it fits.
struct LineFill {
    lines: usize,
    /// How far the line is filled.
    at: f64,
    /// The word that is not yet ended, with the blank behind it, and without.
    word: f64,
    seen: f64,
    width: f64,
}

impl LineFill {
    fn push(&mut self, wide: f64, seen: f64) {
        self.seen = self.word + seen;
        self.word += wide;
    }

    fn close(&mut self) {
        if self.at > 0.0 && self.at + self.seen > self.width {
            self.lines += 1;
            self.at = 0.0;
        }
        self.at += self.word;
        (self.word, self.seen) = (0.0, 0.0);
    }
}
