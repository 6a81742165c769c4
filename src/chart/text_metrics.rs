//! Widths of letters, from the faces that set them.
//!
//! Figures are labels, and labels must not collide: widths are those of the fonts, not guesses.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use std::sync::OnceLock;

use ttf_parser::Face;

use crate::view::{FACES, is_sign};

/// Characters whose widths are looked up ahead: Latin with its accents.
const AHEAD: usize = 0x250;

/// Height of a line of labels above and below its baseline, in ems.
pub(super) const RISE: f64 = 0.78;
pub(super) const FALL: f64 = 0.24;

/// The width of a text in the faces of a deck.
///
/// A theme may name a face of its own, which a browser may not have. Both are measured, and the
/// wider counts.
#[derive(Debug)]
pub struct TextMetrics {
    own: Vec<FaceMetrics>,
}

/// The letters of one face.
#[derive(Debug)]
struct FaceMetrics {
    bytes: std::borrow::Cow<'static, [u8]>,
    /// Width of each character in ems; below zero where the face lacks it.
    ahead: Vec<f64>,
}

/// The built-in faces: text, strong text, Japanese.
fn built_in() -> &'static [FaceMetrics; 3] {
    static CUTS: OnceLock<[FaceMetrics; 3]> = OnceLock::new();
    CUTS.get_or_init(|| {
        ["SourceSans3-Regular.ttf", "SourceSans3-SemiBold.ttf", "NotoSansJP-Regular.ttf"].map(
            |name| {
                let face = FACES.iter().find(|(known, _)| *known == name);
                FaceMetrics::new(face.map_or(&[][..], |(_, bytes)| *bytes).into())
            },
        )
    })
}

impl TextMetrics {
    /// Measures in the built-in faces and in those of a theme.
    #[must_use]
    pub fn new<'a>(theme: impl Iterator<Item = &'a Vec<u8>>) -> Self {
        Self { own: theme.map(|bytes| FaceMetrics::new(bytes.clone().into())).collect() }
    }

    /// Gives the width of a text at a size, in the unit of the size.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, strong: bool) -> f64 {
        let built_in = built_in();
        let [regular, semibold, japanese] = built_in;
        let latin = if strong { semibold } else { regular };
        let standard = measure(&[latin, japanese], text);
        // Which of the theme's files is the strong one is the typesetter's to know: the widest.
        let own = self.own.iter().map(|cut| measure(&[cut, latin, japanese], text));
        own.fold(standard, f64::max) * size
    }
}

impl FaceMetrics {
    fn new(bytes: std::borrow::Cow<'static, [u8]>) -> Self {
        let ahead = Face::parse(&bytes, 0).map_or_else(
            |_| vec![-1.0; AHEAD],
            |face| {
                let known = (0..AHEAD).map(|at| u32::try_from(at).ok().and_then(char::from_u32));
                known.map(|c| c.and_then(|c| advance(&face, c)).unwrap_or(-1.0)).collect()
            },
        );
        Self { bytes, ahead }
    }

    fn of(&self, c: char) -> Option<f64> {
        match self.ahead.get(c as usize) {
            Some(width) => Some(*width).filter(|width| *width >= 0.0),
            None => Face::parse(&self.bytes, 0).ok().and_then(|face| advance(&face, c)),
        }
    }
}

fn measure(cuts: &[&FaceMetrics], text: &str) -> f64 {
    let width = |c: char| {
        let mut widths = cuts.iter().filter_map(|cut| cut.of(c));
        // Which face sets a sign goes with the language: the widest.
        if is_sign(c) { widths.reduce(f64::max) } else { widths.next() }
    };
    // What no face has is set as a full em.
    text.chars().map(|c| width(c).unwrap_or(1.0)).sum()
}

fn advance(face: &Face<'_>, c: char) -> Option<f64> {
    let glyph = face.glyph_index(c)?;
    Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
}

/// Breaks a text into lines no wider than `width`: between words, and between the characters of
/// scripts without blanks. A word that is wider by itself is broken where it must be.
pub(super) fn wrap(letters: &TextMetrics, text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let wide = |text: &str| letters.width(text.trim_end(), size, false) > width;
        if !line.is_empty() && wide(&format!("{line}{piece}")) {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        if line.is_empty() && wide(piece) {
            for c in piece.chars() {
                if !line.is_empty() && wide(&format!("{line}{c}")) {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(c);
            }
        } else {
            line.push_str(piece);
        }
    }
    let last = line.trim_end();
    if !last.is_empty() {
        lines.push(last.to_owned());
    }
    lines
}

/// What a line may not break within: words with the blank behind them, single ideographs.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, next)| *next);
        let wide = |c: char| u32::from(c) >= 0x2E80;
        // Closing marks stay with what they close.
        let closes = next.is_some_and(|c| "、。，．）」』】〉》・ー％".contains(c));
        if c == ' ' || next.is_none() || ((wide(c) || next.is_some_and(wide)) && !closes) {
            out.push(&text[from..end]);
            from = end;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_of_one_width_and_ideographs_are_square() {
        let letters = TextMetrics::new(std::iter::empty());
        let widths = ('0'..='9').map(|c| letters.width(&c.to_string(), 1000.0, false).round());
        assert!(widths.clone().all(|width| Some(width) == widths.clone().next()));
        assert!((letters.width("売上高", 10.0, false) - 30.0).abs() < 0.01);
        assert!(letters.width("Revenue", 10.0, true) > letters.width("Revenue", 10.0, false));
    }

    #[test]
    fn lines_break_between_words_and_between_ideographs() {
        let letters = TextMetrics::new(std::iter::empty());
        assert_eq!(wrap(&letters, "Systems integration", 10.0, 60.0), ["Systems", "integration"]);
        assert_eq!(wrap(&letters, "接続サービス", 10.0, 40.0), ["接続サー", "ビス"]);
        assert!(wrap(&letters, "", 10.0, 40.0).is_empty());
        assert!(wrap(&letters, "unbreakable", 10.0, 20.0).concat() == "unbreakable");
    }
}
