//! Widths of letters, from the faces that set them.
//!
//! Figures are labels, and labels must not collide: widths are those of the fonts, not guesses.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use std::sync::{Arc, OnceLock};

use ttf_parser::Face;

use crate::locale::SettingRules;
use crate::view::{BuiltInFamily, FAMILIES, face};

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
    setting: SettingRules,
    /// The faces that may set a text and a strong text, each row in order: the first that has a letter sets it.
    stacks: [Vec<Vec<Arc<FaceMetrics>>>; 2],
}

/// The letters of one face.
#[derive(Debug)]
struct FaceMetrics {
    bytes: std::borrow::Cow<'static, [u8]>,
    /// Width of each character in ems; below zero where the face lacks it.
    ahead: Vec<f64>,
}

/// A built-in family: its name, its letters of text and of strong text.
type MeasuredFamily = (&'static str, [Arc<FaceMetrics>; 2]);

/// The built-in families, each with text and strong text.
fn built_in(family: &str) -> Option<&'static [Arc<FaceMetrics>; 2]> {
    static CUTS: OnceLock<Vec<MeasuredFamily>> = OnceLock::new();
    let all = CUTS.get_or_init(|| {
        let cut = |file| Arc::new(FaceMetrics::new(face(file).unwrap_or_default().into()));
        let of = |family: &BuiltInFamily| (family.name, [family.text, family.strong].map(cut));
        FAMILIES.iter().map(of).collect()
    });
    all.iter().find(|(name, _)| *name == family).map(|(_, cuts)| cuts)
}

impl TextMetrics {
    /// Measures in the built-in faces of a language, in those of a theme, and in those that the theme has for
    /// the language, which stand behind the first of the built-in ones.
    #[must_use]
    pub fn new<'a>(
        setting: &SettingRules,
        theme: impl Iterator<Item = &'a Vec<u8>>,
        of_language: impl Iterator<Item = &'a Vec<u8>>,
    ) -> Self {
        let cut = |bytes: &Vec<u8>| Arc::new(FaceMetrics::new(bytes.clone().into()));
        let (theme, own): (Vec<_>, Vec<_>) =
            (theme.map(cut).collect(), of_language.map(cut).collect());
        let stacks = [0, 1].map(|strong| stacks(setting, strong, &theme, &own));
        Self { setting: setting.clone(), stacks }
    }

    /// Gives the width of a text at a size, in the unit of the size.
    #[must_use]
    pub fn width(&self, text: &str, size: f64, strong: bool) -> f64 {
        let all = self.stacks[usize::from(strong)].iter();
        all.map(|stack| self.measure(stack, text)).fold(0.0, f64::max) * size
    }

    /// Gives the height of capitals in em: the greatest of the first faces, or the usual where they do not
    /// say it.
    #[must_use]
    pub fn capitals(&self, usual: f64) -> f64 {
        let first = self.stacks[0].iter().filter_map(|stack| stack.first());
        let heights = first.filter_map(|cut| {
            let face = Face::parse(&cut.bytes, 0).ok()?;
            Some(f64::from(face.capital_height()?) / f64::from(face.units_per_em()))
        });
        heights.reduce(f64::max).unwrap_or(usual)
    }

    fn measure(&self, cuts: &[Arc<FaceMetrics>], text: &str) -> f64 {
        let width = |c: char| {
            let mut widths = cuts.iter().filter_map(|cut| cut.of(c));
            // A sign may be of any face behind the first: the widest.
            if self.setting.is_sign(c) { widths.reduce(f64::max) } else { widths.next() }
        };
        // What no face has is set as a full em.
        text.chars().map(|c| width(c).unwrap_or(1.0)).sum()
    }
}

/// Lists the rows of faces that may set a text. Which of the theme's files is the strong one is the
/// typesetter's to know, so each of them makes a row.
fn stacks(
    setting: &SettingRules,
    strong: usize,
    theme: &[Arc<FaceMetrics>],
    of_language: &[Arc<FaceMetrics>],
) -> Vec<Vec<Arc<FaceMetrics>>> {
    let standard = setting.faces.iter().filter_map(|name| built_in(name));
    let standard: Vec<Arc<FaceMetrics>> = standard.map(|cuts| Arc::clone(&cuts[strong])).collect();
    let (first, rest) = standard.split_at(standard.len().min(1));
    let own = of_language.iter().map(std::slice::from_ref).chain([&[][..]]);
    let own: Vec<_> = own.map(|own| [first, own, rest].concat()).collect();
    let front = theme
        .iter()
        .flat_map(|cut| own.iter().map(|stack| [std::slice::from_ref(cut), stack].concat()));
    own.iter().cloned().chain(front).collect()
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

fn advance(face: &Face<'_>, c: char) -> Option<f64> {
    let glyph = face.glyph_index(c)?;
    Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
}

/// Breaks a text into lines no wider than `width`: between words, and between the characters of
/// scripts without blanks. A word that is wider by itself is broken where it must be.
pub(super) fn wrap(letters: &TextMetrics, text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in breakable(text) {
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

/// Parts a text into what a line may not break within: words with the blank behind them, single
/// ideographs.
#[must_use]
pub fn breakable(text: &str) -> Vec<&str> {
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

    fn english() -> TextMetrics {
        let english = crate::locale::Locale::of("en").expect("English");
        TextMetrics::new(&english.setting, std::iter::empty(), std::iter::empty())
    }

    #[test]
    fn digits_are_of_one_width_and_ideographs_are_square() {
        let letters = english();
        let widths = ('0'..='9').map(|c| letters.width(&c.to_string(), 1000.0, false).round());
        assert!(widths.clone().all(|width| Some(width) == widths.clone().next()));
        assert!((letters.width("売上高", 10.0, false) - 30.0).abs() < 0.01);
        assert!(letters.width("Revenue", 10.0, true) > letters.width("Revenue", 10.0, false));
    }

    #[test]
    fn lines_break_between_words_and_between_ideographs() {
        let letters = english();
        assert_eq!(wrap(&letters, "Systems integration", 10.0, 60.0), ["Systems", "integration"]);
        assert_eq!(wrap(&letters, "接続サービス", 10.0, 40.0), ["接続サー", "ビス"]);
        assert!(wrap(&letters, "", 10.0, 40.0).is_empty());
        assert!(wrap(&letters, "unbreakable", 10.0, 20.0).concat() == "unbreakable");
    }
}
