//! Numbers in Chinese numerals.

use std::ops::Range;

use super::number::is_digit;
use super::{Passage, holding};
use crate::locale::{Locale, ProseWords};

/// A number in Chinese numerals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kanji {
    /// Its bytes.
    pub range: Range<usize>,
}

/// Finds numbers in Chinese numerals that state a figure: they carry a unit of money, share or
/// count. Words such as 一部, 十分 and 三菱 carry none.
#[must_use]
pub fn kanji_numbers(passage: &Passage<'_>, locale: &Locale) -> Vec<Kanji> {
    let text = passage.text;
    if text.is_ascii() {
        return Vec::new();
    }
    // A language without such numerals is read by what all others write behind them.
    let own = [locale].into_iter().filter(|own| !own.prose.numeral_units.is_empty());
    let mut known: Vec<&ProseWords> = own.map(|own| &own.prose).collect();
    if known.is_empty() {
        known.extend(Locale::tags().filter_map(Locale::of).map(|other| &other.prose));
    }
    let units: Vec<&str> =
        known.iter().flat_map(|prose| &prose.numeral_units).map(String::as_str).collect();
    let counts: Vec<&str> = known
        .iter()
        .filter(|prose| !prose.numeral_units.is_empty())
        .flat_map(|prose| &prose.counted)
        .map(String::as_str)
        .collect();
    let numeral = |c: char| "〇零一二两三四五六七八九十百千万億亿兆壱弐参拾".contains(c);
    let mut out = Vec::new();
    let skips = passage.skips();
    let mut at = 0;
    while let Some(found) = text[at..].find(numeral) {
        let start = at + found;
        let run = text[start..].find(|c| !numeral(c)).map_or(text.len(), |len| start + len);
        at = run;
        if holding(skips, start).is_some() {
            continue;
        }
        // "15億円" is a number in digits; it has been judged.
        let tied = text[..start].ends_with(is_digit) || text[..start].ends_with(['}', '第']);
        let word = &text[start..run];
        let rest = &text[run..];
        let digits = word.chars().any(|c| "〇零一二两三四五六七八九十".contains(c));
        let behind = |units: &[&str]| units.iter().any(|unit| rest.starts_with(unit));
        let long = word.chars().count() > 1;
        let measured = behind(&units);
        let counted = long && behind(&counts);
        let large = digits && long && word.contains(['万', '億', '亿', '兆']) && word != "万一";
        if !tied && (measured || counted || large) {
            out.push(Kanji { range: start..run });
        }
    }
    out
}

/// Gives the value of a whole number below ten thousand in Chinese numerals: 十二 is 12.
#[must_use]
pub fn kanji_value(text: &str) -> Option<u16> {
    let (mut sum, mut digit) = (0_u16, None);
    for c in text.chars() {
        if let Some(at) = "〇一二三四五六七八九".chars().position(|known| known == c) {
            let value = u16::try_from(at).ok()?;
            digit = Some(digit.unwrap_or(0_u16).checked_mul(10)?.checked_add(value)?);
            continue;
        }
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => return None,
        };
        sum = digit.take().unwrap_or(1).checked_mul(unit).and_then(|more| sum.checked_add(more))?;
    }
    (!text.is_empty()).then(|| sum.checked_add(digit.unwrap_or(0))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        for (text, value) in [
            ("五", Some(5)),
            ("十二", Some(12)),
            ("三百二十", Some(320)),
            ("二〇", Some(20)),
            ("", None),
            ("万", None),
        ] {
            assert_eq!(kanji_value(text), value, "{text}");
        }
    }
}
