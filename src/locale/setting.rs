//! Faces by language, and how lines of it are set.

use serde::{Deserialize, Serialize};

/// Faces of a language, and how its lines are set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SettingRules {
    /// Families in order: the first that has a letter sets it.
    pub faces: Vec<String>,
    /// Families that a browser may have itself.
    pub system: Vec<String>,
    /// Signs of the face of the ideographs, as ranges of code points: `2190-2193`.
    pub signs: Vec<String>,
    /// The region that the typesetter sets marks by: ISO 3166.
    pub region: String,
    /// Between the lines of lists.
    pub leading: String,
    /// The upper edge of letters, where faces differ in height; empty for that of the face.
    pub top_edge: String,
    /// `line-break` of CSS.
    pub line_break: String,
    /// `word-break` of CSS.
    pub word_break: String,
    /// Whether titles break at blanks alone.
    pub whole_titles: bool,
    /// Whether letters lean for emphasis.
    pub italics: bool,
}

impl SettingRules {
    /// Tells whether a character is a sign that stands among ideographs, and is set in their face.
    #[must_use]
    pub fn is_sign(&self, c: char) -> bool {
        self.signs.iter().any(|range| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let code = |text| u32::from_str_radix(text, 16).ok();
            code(first)
                .zip(code(last))
                .is_some_and(|(first, last)| (first..=last).contains(&c.into()))
        })
    }

    /// Tells whether a browser is told anything of its lines.
    #[must_use]
    pub fn tells_browsers(&self) -> bool {
        !self.line_break.is_empty() || !self.italics
    }
}
