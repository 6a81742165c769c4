//! What is typed right beside a figure: its scale, unit, currency or sign.

use std::ops::Range;

use super::currency::{is_code, money, money_before};
use super::distant_unit::bracket;
use super::inline;
use crate::locale::{BesideWords, Locale};
use crate::num::Scale;

/// Signs before a figure, with what they make of it.
const SIGNS: &[(char, bool)] = &[
    ('-', true),
    ('−', true),
    ('－', true),
    ('‐', true),
    ('‑', true),
    ('–', true),
    ('△', true),
    ('▲', true),
    ('▼', true),
    ('+', false),
    ('＋', false),
];

/// What a word beside a figure says that the figure measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Money of one of these currencies.
    Money(Vec<String>),
    /// Per cent.
    Percent,
    /// Percentage points.
    Points,
    /// Hundredths of percentage points.
    BasisPoints,
    /// A multiple.
    Times,
    /// A number of things that is no scale of decks: a dozen.
    Quantity,
    /// What else stands behind digits: the hundredths of a currency, per mille.
    Other,
}

/// A scale, a unit or both, typed beside a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Its bytes.
    pub range: Range<usize>,
    /// Its scale.
    pub scale: Option<Scale>,
    /// What it measures.
    pub measured: Option<Measured>,
}

/// A word before a figure that says its sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignWord {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it makes the figure negative.
    pub negative: bool,
}

/// Finds a scale or unit right behind a figure that ends at `at`; what is not printed, blanks, a
/// hyphen and a bracket that holds nothing else may stand between.
#[must_use]
pub fn behind(text: &str, at: usize, locale: &Locale) -> Option<Typed> {
    let words = &locale.beside;
    let glued = inline::behind(text, at, false);
    let spaced = inline::behind(text, glued, true);
    let rest = &text[spaced..];
    if let Some(open) = rest.chars().next().filter(|c| matches!(c, '(' | '（')) {
        return bracket(text, spaced + open.len_utf8(), locale);
    }
    let hyphen = rest.strip_prefix('-').filter(|_| spaced == glued);
    let from = hyphen.map_or(spaced, |rest| text.len() - rest.len());
    if words.apart.iter().any(|word| text[from..].starts_with(word.as_str())) {
        return None;
    }
    unit(text, from, from == glued || hyphen.is_some(), locale)
}

/// Tells whether a noun that is counted holds a scale, or a word such as "dozen", anywhere.
#[must_use]
pub fn holds_scale(noun: &str, locale: &Locale) -> bool {
    let letter = |c: char| c.is_alphanumeric() && !is_ideograph(c) && !is_kana(c);
    let counts = |rest: &str| {
        let counted = |word: &String| rest.starts_with(word.as_str());
        rest.is_empty() || rest.starts_with([')', '）']) || locale.prose.counted.iter().any(counted)
    };
    noun.char_indices().any(|(at, c)| {
        if letter(c) && noun[..at].ends_with(letter) {
            return false;
        }
        let Some(typed) = unit(noun, at, false, locale) else { return false };
        let end = typed.range.end;
        let quantity = typed.measured == Some(Measured::Quantity);
        // "mm" and "mn" are also units of things.
        let long = end - at > 2 || !noun.is_ascii();
        long && (typed.scale.is_some() || quantity) && (locale.prose.blanks || counts(&noun[end..]))
    })
}

/// Tells whether a number that ends at `at` is of a scale, of money or per cent, by the words behind.
#[must_use]
pub fn measures(text: &str, at: usize, locale: &Locale) -> bool {
    behind(text, at, locale).is_some_and(|typed| {
        let word = text[typed.range.clone()].chars().count() > 1;
        let money = matches!(typed.measured, Some(Measured::Money(_)));
        word && (typed.scale.is_some() || money)
            || typed.measured == Some(Measured::Percent) && !text[at..].starts_with('(')
    })
}

/// Reads a scale, a unit, or one behind the other.
pub(super) fn unit(text: &str, at: usize, glued: bool, locale: &Locale) -> Option<Typed> {
    let words = &locale.beside;
    let scale = longest(text, at, glued, words.scales()).or_else(|| lettered(text, at, words));
    let (scale, from) = scale.map_or((None, at), |(scale, end)| (Some(scale), end));
    let scaled = scale.is_some();
    let blank = passed(text, from, scaled);
    let measured = measured(text, blank, (glued, scaled), words);
    let (measured, end) = measured.map_or((None, from), |(what, end)| (Some(what), end));
    let money = matches!(measured, Some(Measured::Money(_)));
    // "JPY million", "€m".
    let after = (money && !scaled).then(|| passed(text, end, true));
    let after = after.and_then(|blank| longest(text, blank, blank == end, words.scales()));
    let (scale, end) = after.map_or((scale, end), |(scale, end)| (Some(scale), end));
    // 千 of 千葉 is no scale.
    let joined = text[end..].chars().next().is_some_and(is_ideograph);
    let counts = locale.prose.counted.iter().any(|noun| text[end..].starts_with(noun.as_str()));
    let weak = measured.is_none() || measured == Some(Measured::Quantity);
    let word = !locale.prose.blanks && joined && weak && !counts;
    let found = (scale.is_some() || measured.is_some()) && !word;
    found.then_some(Typed { range: at..end, scale, measured })
}

/// Gives the place behind blanks and marks between a scale and a unit.
fn passed(text: &str, at: usize, scaled: bool) -> usize {
    let dot = |at: usize| at + usize::from(scaled && text[at..].starts_with(['.', '-']));
    inline::behind(text, dot(inline::behind(text, at, true)), true)
}

/// Reads the one letter of a scale that a currency follows: "T Euro", "TEUR", "k EUR".
fn lettered(text: &str, at: usize, words: &BesideWords) -> Option<(Scale, usize)> {
    let mut letters = words.scales().filter(|(_, word)| word.len() == 1);
    let (scale, word) = letters.find(|(_, word)| text[at..].starts_with(word))?;
    let end = at + word.len();
    let blank = inline::behind(text, end, true);
    let code = text.get(blank..blank + 3).is_some_and(is_code);
    let follows = if blank == end { code } else { money(text, blank, true, words).is_some() };
    follows.then_some((scale, end))
}

fn measured(
    text: &str,
    at: usize,
    (glued, scaled): (bool, bool),
    words: &BesideWords,
) -> Option<(Measured, usize)> {
    let glued = glued && !scaled;
    let kinds = [
        (Measured::Percent, &words.percent),
        (Measured::Points, &words.points),
        (Measured::BasisPoints, &words.basis_points),
        (Measured::Times, &words.times),
        (Measured::Quantity, &words.quantity),
        (Measured::Other, &words.other),
    ];
    let kinds = kinds.iter().flat_map(|(kind, all)| all.iter().map(move |w| (kind, w.as_str())));
    let (kind, money) = (longest(text, at, glued, kinds), money(text, at, scaled, words));
    match (kind, money) {
        (Some((_, end)), Some(money)) if money.1 > end => Some(money),
        (Some((kind, end)), _) => Some((kind.clone(), end)),
        (None, money) => money,
    }
}

/// Finds a sign against a figure that starts at `at`, or a word such as "minus" before it.
#[must_use]
pub fn sign_before(text: &str, at: usize, locale: &Locale) -> Option<SignWord> {
    let near = &text[..inline::before(text, at, false)];
    // A sign may stand before the currency: -¥5.
    let near = money_before(text, at, locale).map_or(near, |money| &text[..money.range.start]);
    let near = &near[..inline::before(near, near.len(), false)];
    // "to – from" has blanks on both sides; a dash of a range has none.
    let before = &near[..inline::before(near, near.len(), true)];
    let own = locale.number.minus.chars().next();
    let minus = |c: char| matches!(c, '−' | '－') || (!c.is_ascii() && own == Some(c));
    let spaced = near.len() > before.len() && before.ends_with(minus);
    let signed = if spaced { before } else { near };
    if let Some((mark, negative)) = SIGNS.iter().find(|(mark, _)| signed.ends_with(*mark)) {
        let start = signed.len() - mark.len_utf8();
        let lead = signed[..start].trim_end();
        // "A − B" takes one from the other.
        let operand = spaced && lead.ends_with(|c: char| c.is_numeric() || matches!(c, '}' | ')'));
        let free = signed[..start].chars().next_back().is_none_or(|c| {
            c.is_whitespace()
                || "(（[［「『“\"*_:：、。,;|".contains(c)
                || is_ideograph(c)
                || is_kana(c)
        });
        let range = start..signed.len();
        return (free && !operand).then_some(SignWord { range, negative: *negative });
    }
    let ends = |word: &&String| {
        let tail = before.len().checked_sub(word.len()).and_then(|start| before.get(start..));
        let Some(tail) = tail.filter(|tail| same(word, tail)) else { return false };
        let head = &before[..before.len() - tail.len()];
        !(locale.prose.blanks && head.ends_with(char::is_alphanumeric))
    };
    let word = locale.beside.negative.iter().filter(ends).max_by_key(|word| word.len())?;
    Some(SignWord { range: before.len() - word.len()..before.len(), negative: true })
}

/// Finds the longest of these words that stands at a place, whole, and where it ends. One letter
/// is a unit only against the digits: `5m`, not "5 m".
pub(super) fn longest<'a, T>(
    text: &str,
    at: usize,
    glued: bool,
    words: impl Iterator<Item = (T, &'a str)>,
) -> Option<(T, usize)> {
    let opening = text.as_bytes().get(at)?.to_ascii_lowercase();
    let stands = words.filter(|(_, word)| {
        // Most words differ in their first letter.
        if word.as_bytes().first().is_none_or(|first| first.to_ascii_lowercase() != opening) {
            return false;
        }
        let found = text.get(at..at + word.len()).is_some_and(|found| same(word, found));
        let letter = word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic());
        found && (glued || !letter) && ends(text, at + word.len(), word)
    });
    let (what, word) = stands.max_by_key(|(_, word)| word.len())?;
    Some((what, at + word.len()))
}

/// Tells whether a word of Latin letters ends here.
pub(super) fn ends(text: &str, at: usize, word: &str) -> bool {
    if !word.ends_with(|c: char| c.is_alphanumeric() && !is_ideograph(c) && !is_kana(c)) {
        return true;
    }
    let mut rest = text[at..].chars();
    let next = rest.next();
    let latin = |c: char| c.is_alphanumeric() && !is_ideograph(c) && !is_kana(c);
    // "yen-denominated" is a word of its own.
    let compound = next == Some('-') && rest.next().is_some_and(char::is_alphabetic);
    !next.is_some_and(latin) && !compound
}

/// Compares words whatever their capitals; single letters as they are.
pub(super) fn same(word: &str, found: &str) -> bool {
    if word.len() == 1 { word == found } else { word.eq_ignore_ascii_case(found) }
}

pub(super) fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c) || ('\u{F900}'..='\u{FAFF}').contains(&c)
}

pub(super) fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{30FF}').contains(&c)
}

impl BesideWords {
    /// Gives every word of size with its scale.
    pub(super) fn scales(&self) -> impl Iterator<Item = (Scale, &str)> {
        let all = [
            (Scale::Thousand, &self.thousand),
            (Scale::TenThousand, &self.ten_thousand),
            (Scale::Lakh, &self.lakh),
            (Scale::Million, &self.million),
            (Scale::Crore, &self.crore),
            (Scale::HundredMillion, &self.hundred_million),
            (Scale::Billion, &self.billion),
            (Scale::Trillion, &self.trillion),
        ];
        all.into_iter()
            .flat_map(|(scale, words)| words.iter().map(move |word| (scale, word.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &str, text: &str) -> Option<Typed> {
        let locale = Locale::of(tag).expect("a language");
        behind(text, text.find('|').expect("a figure's end") + 1, locale)
    }

    #[test]
    fn scales_and_units_are_read() {
        let scale = |tag, text| read(tag, text).and_then(|typed| typed.scale);
        for (tag, text, wanted) in [
            ("en", "| billion yen", Some(Scale::Billion)),
            ("en", "|bn", Some(Scale::Billion)),
            ("en", "|**million**", Some(Scale::Million)),
            ("en", "| (million)", Some(Scale::Million)),
            ("en", "| m", None),
            ("en", "| millionaires", None),
            ("ja", "|百万円", Some(Scale::Million)),
            ("ja", "|億円", Some(Scale::HundredMillion)),
            ("ja", "|千葉県", None),
            ("ja", "|千名", Some(Scale::Thousand)),
            ("de", "| Milliarden Yen", Some(Scale::Billion)),
            ("de", "| Mio. EUR", Some(Scale::Million)),
        ] {
            assert_eq!(scale(tag, text), wanted, "{tag} {text}");
        }
        let measured = |tag, text| read(tag, text).and_then(|typed| typed.measured);
        assert_eq!(measured("en", "|%"), Some(Measured::Percent));
        assert_eq!(measured("en", "| percentage points"), Some(Measured::Points));
        assert_eq!(measured("en", "| yen-denominated"), None);
        assert_eq!(measured("en", "| the"), None);
        assert_eq!(measured("ja", "|円高"), None);
        assert_eq!(measured("ja", "|倍増"), None);
        assert!(measured("ja", "|百万ドル").is_some());
    }

    #[test]
    fn signs_and_currencies_before_are_read() {
        let locale = Locale::of("en").expect("English");
        let sign = |text: &str| sign_before(text, text.len(), locale).map(|sign| sign.negative);
        assert_eq!(sign("was -"), Some(true));
        assert_eq!(sign("was minus "), Some(true));
        assert_eq!(sign("a negative **"), Some(true));
        assert_eq!(sign("-USD "), Some(true));
        assert_eq!(sign("+"), Some(false));
        assert_eq!(sign("non-"), None);
        assert_eq!(sign("{a}–"), None);
        assert_eq!(sign("Results – "), None);
        assert_eq!(sign("terminus "), None);
        let money = |text: &str| money_before(text, text.len(), locale).is_some();
        assert!(money("of USD ") && money("US$") && money("¥"));
        assert!(!money("the yen ") && !money("of XUSD "));
    }
}
