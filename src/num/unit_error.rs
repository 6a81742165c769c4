//! What is wrong with a unit, and what was probably meant.
//!
//! What enters: a text that is not a unit. What leaves: one line of reason and a correction that
//! reads as a unit. It must not guess silently: a near miss is refused, never repaired.

use std::fmt;

use super::noun::Noun;
use super::scale::{self, Scale};
use super::spelling;
use super::unit::{CurrencyCode, Unit};

/// Says why a text is not a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitError {
    /// There is no text at all.
    Empty,
    /// A currency code is not three capital letters.
    Code {
        /// The text as written.
        text: String,
    },
    /// A word is not a scale.
    Word {
        /// The text as written.
        text: String,
    },
    /// The words after a currency code are not a scale.
    Scale {
        /// The currency.
        code: CurrencyCode,
        /// The words after it.
        found: String,
    },
    /// The text is another way to write a unit, or a slip of the pen.
    Spelling {
        /// The unit that was probably meant.
        meant: Unit,
    },
    /// A noun has a character that belongs to no noun.
    Character {
        /// The first such character.
        found: char,
    },
}

impl UnitError {
    /// Returns a text that reads as a unit and was probably meant.
    #[must_use]
    pub fn suggestion(&self) -> Option<String> {
        match self {
            Self::Empty | Self::Character { .. } => None,
            Self::Code { text } => money(text).map(|code| code.to_string()),
            Self::Word { text } => scale::meant(text, 2).map(|scale| scale.to_string()),
            Self::Scale { code, found } => {
                let scale = scale::meant(found, 2).or_else(|| {
                    let (scale, rest) = scale::split_leading(found);
                    (scale != Scale::One && money(rest) == Some(*code)).then_some(scale)
                })?;
                Some(Unit::Currency { code: *code, scale }.to_string())
            }
            Self::Spelling { meant } => Some(meant.to_string()),
        }
    }
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a unit is missing"),
            Self::Code { .. } => f.write_str("a currency code is three capital letters"),
            Self::Word { .. } => f.write_str(
                "not a scale; the scales are thousand, million, billion, trillion, 万, 億, lakh and crore",
            ),
            Self::Scale { code, .. } => write!(
                f,
                "`{code}` is followed by no scale; the scales are thousand, million, billion, \
                 trillion, 万, 億, lakh and crore"
            ),
            Self::Spelling { meant } => write!(f, "this unit is written `{meant}`"),
            Self::Character { found } => {
                write!(f, "a unit has no character `{}`", spelling::seen(*found))
            }
        }
    }
}

impl std::error::Error for UnitError {}

/// Finds the currency behind a word or a sign.
pub(super) fn money(word: &str) -> Option<CurrencyCode> {
    const KNOWN: [&str; 15] = [
        "JPY", "USD", "EUR", "GBP", "CNY", "HKD", "SGD", "KRW", "TWD", "INR", "AUD", "CAD", "CHF",
        "THB", "IDR",
    ];
    let upper = word.to_uppercase();
    let code = match upper.as_str() {
        "YEN" | "円" | "¥" | "￥" => "JPY",
        "DOLLAR" | "DOLLARS" | "$" | "US$" | "ドル" => "USD",
        "EURO" | "EUROS" | "€" | "ユーロ" => "EUR",
        "£" => "GBP",
        "₹" | "RS" | "RUPEE" | "RUPEES" => "INR",
        "FRANC" | "FRANCS" | "FR" => "CHF",
        "WON" | "₩" | "원" => "KRW",
        other => KNOWN.into_iter().find(|code| *code == other)?,
    };
    code.parse().ok()
}

/// Finds the unit that was meant by a text that would otherwise pass for a noun.
pub(super) fn meant(text: &str, first: &str, rest: &str) -> Option<Unit> {
    match spelling::narrow(&text.to_lowercase()).as_str() {
        "%" | "percent" | "percents" | "per cent" | "percentage" | "pct" | "パーセント" => {
            return Some(Unit::Percent);
        }
        "point" | "pt" | "pts" | "pp" | "ppt" | "ppts" | "% points" | "%points" | "%pt"
        | "percentage point" | "percentage points" | "percent points" | "points" | "ポイント" =>
        {
            return Some(Unit::Points);
        }
        "x" | "time" | "times" | "倍" => return Some(Unit::Times),
        "basis point" | "basispunkte" | "basis pts" | "bpt" | "ベーシスポイント" => {
            return Some(Unit::BasisPoints);
        }
        "pence" | "penny" => return hundredths_of("GBP"),
        "sen" | "銭" => return hundredths_of("JPY"),
        "cent" | "cents" => return hundredths_of("USD"),
        _ => {}
    }
    let (scale, noun) = scale::split_leading(text);
    if let Some(code) = money(noun) {
        return Some(Unit::Currency { code, scale });
    }
    if scale != Scale::One {
        return None;
    }
    let tail = match rest {
        "" => Some(Scale::One),
        word => word.parse().ok().or_else(|| scale::meant(word, 2)),
    };
    if let Some(scale) = tail {
        let unknown = first.len() == 3 && !rest.is_empty();
        let upper = || first.to_ascii_uppercase().parse().ok();
        if let Some(code) = money(first).or_else(|| if unknown { upper() } else { None }) {
            return Some(Unit::Currency { code, scale });
        }
    }
    let scale = scale::meant(first, 1)?;
    // "millions of shares".
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    Some(match money(rest) {
        Some(code) => Unit::Currency { code, scale },
        None if odd_character(rest).is_none() => Unit::Count { noun: Noun::from(rest), scale },
        None => return None,
    })
}

fn hundredths_of(code: &str) -> Option<Unit> {
    Some(Unit::Currency { code: code.parse().ok()?, scale: Scale::Hundredth })
}

/// Finds the first character that cannot be in a noun; a noun begins with a letter.
pub(super) fn odd_character(noun: &str) -> Option<char> {
    let first = noun.chars().next().filter(|first| !first.is_alphabetic());
    let inside = |letter: &char| {
        !letter.is_alphanumeric()
            && !matches!(letter, ' ' | '-' | '/' | '.' | '\'' | '&' | '(' | ')' | '・')
    };
    first.or_else(|| noun.chars().find(inside))
}
