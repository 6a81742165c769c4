//! The powers of ten that figures are printed in.
//!
//! What enters: a scale word, English or Japanese. What leaves: a power of ten. It must not know
//! what is being scaled, so hundredths have no word here: they are cents of a currency, and basis points of
//! percentage points.

use std::fmt;
use std::str::FromStr;

use super::hundredths;
use super::spelling;
use super::unit_error::UnitError;

/// Names the power of ten in which a figure is printed.
///
/// The Japanese steps of ten thousand (万) and a hundred million (億) stand beside the English
/// ones, since Japanese decks print both, and so do the Indian lakh and crore.
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
    /// 10^-2: cents, basis points.
    Hundredth,
    /// No scale.
    #[default]
    One,
    /// 10^3, 千.
    Thousand,
    /// 10^4, 万.
    TenThousand,
    /// 10^5, as India counts.
    Lakh,
    /// 10^6, 百万.
    Million,
    /// 10^7, as India counts.
    Crore,
    /// 10^8, 億.
    HundredMillion,
    /// 10^9, 十億.
    Billion,
    /// 10^12, 兆.
    Trillion,
}

impl Scale {
    /// Lists every scale that has a word, the smallest first.
    pub const ALL: [Self; 9] = [
        Self::One,
        Self::Thousand,
        Self::TenThousand,
        Self::Lakh,
        Self::Million,
        Self::Crore,
        Self::HundredMillion,
        Self::Billion,
        Self::Trillion,
    ];

    /// The words that a deck asks for a scale by; the steps of Japanese and of India beside the others, and
    /// the names of hundredths.
    pub const NAMES: [&str; 11] = [
        "one",
        "thousand",
        "ten-thousand",
        "lakh",
        "million",
        "crore",
        "hundred-million",
        "billion",
        "trillion",
        "cents",
        "bps",
    ];

    /// Reads a scale that a deck asks for: one of [`Self::NAMES`], or a word for the hundredths of a currency.
    ///
    /// # Errors
    /// As a scale that is read.
    pub fn asked(text: &str) -> Result<Self, UnitError> {
        match text {
            "one" => Ok(Self::One),
            "bps" => Ok(Self::Hundredth),
            word if hundredths::is_word(word) => Ok(Self::Hundredth),
            word => word.parse(),
        }
    }

    /// Tells whether its digits are grouped as India groups them, 1,23,456.
    #[must_use]
    pub const fn is_indian(self) -> bool {
        matches!(self, Self::Lakh | Self::Crore)
    }

    /// Returns the power of ten: 6 for a million.
    #[must_use]
    pub const fn exponent(self) -> i32 {
        match self {
            Self::Hundredth => -2,
            Self::One => 0,
            Self::Thousand => 3,
            Self::TenThousand => 4,
            Self::Lakh => 5,
            Self::Million => 6,
            Self::Crore => 7,
            Self::HundredMillion => 8,
            Self::Billion => 9,
            Self::Trillion => 12,
        }
    }

    /// Returns the English word; `one` for no scale.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hundredth => "hundredth",
            Self::One => "one",
            Self::Thousand => "thousand",
            Self::TenThousand => "ten thousand",
            Self::Lakh => "lakh",
            Self::Million => "million",
            Self::Crore => "crore",
            Self::HundredMillion => "hundred million",
            Self::Billion => "billion",
            Self::Trillion => "trillion",
        }
    }

    /// Returns the ideographs; the English word where there are none.
    const fn kanji(self) -> &'static str {
        match self {
            Self::One => "一",
            Self::Thousand => "千",
            Self::TenThousand => "万",
            Self::Million => "百万",
            Self::HundredMillion => "億",
            Self::Hundredth | Self::Lakh | Self::Crore => self.word(),
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
        if let Some(rest) = text.strip_prefix(scale.kanji()).filter(|_| !scale.is_indian()) {
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
        "lakhs" | "lac" | "lacs" => Some(Scale::Lakh),
        "crores" | "cr" | "crs" => Some(Scale::Crore),
        other => Scale::ALL.into_iter().skip(1).find(|scale| scale.word() == other),
    };
    abbreviated.or_else(|| {
        // Lakh is too short a word to be guessed at.
        let all = Scale::ALL.into_iter().skip(1).filter(|scale| !scale.is_indian());
        let words: Vec<_> = all.map(Scale::word).collect();
        let near = spelling::nearest(&lower, &words, limit)?;
        near.parse().ok()
    })
}
