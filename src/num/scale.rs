//! The powers of ten that figures are printed in.
//!
//! What enters: a scale word, English or Japanese. What leaves: a power of ten. It must not know
//! what is being scaled.

use std::fmt;
use std::str::FromStr;

use super::spelling;
use super::unit_error::UnitError;

/// Names the power of ten in which a figure is printed.
///
/// The Japanese steps of ten thousand (万) and a hundred million (億) stand beside the English
/// ones, since Japanese decks print both.
///
/// ```
/// use iijdeck::num::Scale;
///
/// assert_eq!("億".parse(), Ok(Scale::HundredMillion));
/// assert_eq!(Scale::HundredMillion.to_string(), "hundred million");
/// assert_eq!(Scale::HundredMillion.exponent(), 8);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Scale {
    /// No scale.
    #[default]
    One,
    /// 10^3, 千.
    Thousand,
    /// 10^4, 万.
    TenThousand,
    /// 10^6, 百万.
    Million,
    /// 10^8, 億.
    HundredMillion,
    /// 10^9, 十億.
    Billion,
    /// 10^12, 兆.
    Trillion,
}

impl Scale {
    /// Lists every scale, the smallest first.
    pub const ALL: [Self; 7] = [
        Self::One,
        Self::Thousand,
        Self::TenThousand,
        Self::Million,
        Self::HundredMillion,
        Self::Billion,
        Self::Trillion,
    ];

    /// The words that a deck asks for a scale by; the steps of Japanese beside the others.
    pub const NAMES: [&str; 7] =
        ["one", "thousand", "ten-thousand", "million", "hundred-million", "billion", "trillion"];

    /// Returns the power of ten: 6 for a million.
    #[must_use]
    pub const fn exponent(self) -> i32 {
        match self {
            Self::One => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Million => 6,
            Self::HundredMillion => 8,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// Returns the English word; `one` for no scale.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Thousand => "thousand",
            Self::TenThousand => "ten thousand",
            Self::Million => "million",
            Self::HundredMillion => "hundred million",
            Self::Billion => "billion",
            Self::Trillion => "trillion",
        }
    }

    const fn kanji(self) -> &'static str {
        match self {
            Self::One => "一",
            Self::Thousand => "千",
            Self::TenThousand => "万",
            Self::Million => "百万",
            Self::HundredMillion => "億",
            Self::Billion => "十億",
            Self::Trillion => "兆",
        }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Scale {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let word = text.trim();
        // A citation is cut at its blanks: `in hundred-million`.
        let plain = word.replace('-', " ");
        let known =
            Self::ALL.into_iter().find(|scale| scale.word() == plain || scale.kanji() == word);
        known.ok_or_else(|| UnitError::Word { text: word.to_owned() })
    }
}

/// Splits `thousand personnel` and `千人` into the scale and what is counted.
pub(super) fn split_leading(text: &str) -> (Scale, &str) {
    for scale in Scale::ALL.into_iter().skip(1) {
        if let Some(rest) = text.strip_prefix(scale.word())
            && (rest.is_empty() || rest.starts_with(' '))
        {
            return (scale, rest.trim_start());
        }
        if let Some(rest) = text.strip_prefix(scale.kanji()) {
            return (scale, rest.trim_start());
        }
    }
    (Scale::One, text)
}

/// Finds the scale that a misspelt or abbreviated word meant.
pub(super) fn meant(word: &str, limit: usize) -> Option<Scale> {
    let lower = word.to_lowercase();
    let abbreviated = match lower.as_str() {
        "thousands" | "thou" => Some(Scale::Thousand),
        "millions" | "mn" | "mil" | "mln" => Some(Scale::Million),
        "billions" | "bn" | "bln" => Some(Scale::Billion),
        "trillions" | "tn" | "trn" => Some(Scale::Trillion),
        other => Scale::ALL.into_iter().skip(1).find(|scale| scale.word() == other),
    };
    abbreviated.or_else(|| {
        let words = Scale::ALL.map(Scale::word);
        let near = spelling::nearest(&lower, &words[1..], limit)?;
        near.parse().ok()
    })
}
