//! Units as people write them beside numbers: `千円`, `US$`, `Mio. €`, `EURm`.

use crate::locale::Locale;
use crate::num::{Scale, Unit};

/// Signs of money, the longest first, each with its code; a sign of several currencies stands for
/// itself. Japanese fonts draw a backslash as a yen.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("Fr.", "CHF"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("kr", "kr"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₩", "KRW"),
    ("￦", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("¥", "¥"),
    ("￥", "¥"),
    ("\\", "¥"),
    ("＄", "$"),
    ("$", "$"),
];
/// What a sign of several currencies may stand for.
const SHARED: &[(&str, &[&str])] = &[
    ("$", &["USD", "AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "BRL"]),
    ("¥", &["JPY", "CNY"]),
    ("kr", &["SEK", "NOK", "DKK", "ISK"]),
];
/// Currencies that are known by their code without a mark around it.
const CODES: &[&str] = &[
    "AED", "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF",
    "IDR", "ILS", "INR", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RUB", "SAR",
    "SEK", "SGD", "THB", "TRY", "TWD", "USD", "VND", "ZAR",
];

/// What the words beside a number say of its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordedUnit {
    /// The currency, by its code, or a sign that several share.
    pub currency: Option<String>,
    /// The scale.
    pub scale: Option<Scale>,
    /// Whether the scale is one letter, which may mean other things.
    pub letter: bool,
    /// Whether a sign of per cent stands there.
    pub percent: bool,
    /// The words as written.
    pub words: String,
    /// What of them says nothing of a unit.
    pub rest: String,
}

impl WordedUnit {
    /// Reads the words before and behind a number.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let mut out = Self { words: words.trim().to_owned(), ..Self::default() };
        let mut left = words;
        while let Some(c) = left.chars().next() {
            let len = if c.is_whitespace() || c == '.' {
                c.len_utf8()
            } else if matches!(c, '%' | '％') {
                out.percent = true;
                c.len_utf8()
            } else if let Some((sign, code)) = sign(left) {
                out.currency = Some(code.to_owned());
                sign.len()
            } else {
                out.word(left)
            };
            left = &left[len..];
        }
        out
    }

    /// Reads the word that a text begins with, and gives its length.
    fn word(&mut self, text: &str) -> usize {
        let end = text.find(|c: char| !is_letter(c)).unwrap_or(text.len());
        let word = &text[..end];
        if !word.is_empty() {
            if let Some(meant) = meant(word) {
                self.take(meant, word);
            } else if let Some((first, second)) = parted(word) {
                // EURm, TEUR
                self.take(first, word);
                self.take(second, word);
            } else {
                self.rest.push_str(word);
            }
            return end;
        }
        // Where no blanks part words, the longest known one is meant: 百万 before 百.
        let known = vocabulary().filter(|(_, known)| text.starts_with(known));
        if let Some((key, known)) = known.max_by_key(|(_, known)| known.len()) {
            self.take(UnitMeaning::of(key), known);
            // 円 behind a number counts single yen; ¥ before one may stand under any heading.
            if self.currency.is_some() {
                self.scale.get_or_insert(Scale::One);
            }
            return known.len();
        }
        let c = text.chars().next().unwrap_or(' ');
        self.rest.push(c);
        c.len_utf8()
    }

    fn take(&mut self, meant: UnitMeaning<'_>, word: &str) {
        match meant {
            UnitMeaning::Scale(scale) => {
                self.scale = Some(scale);
                self.letter = word.chars().count() == 1 && word.is_ascii();
            }
            UnitMeaning::Currency(code) => self.currency = Some(code.to_owned()),
        }
    }

    /// Says why a number with these words is not in a unit; `divided` is how many times its display
    /// leaves out three digits.
    #[must_use]
    pub fn contradicts(&self, unit: &Unit, divided: i32) -> Option<String> {
        let shown = || format!("it is shown as `{}`, the figure is in {unit}", self.words);
        let share = unit.is_percentage();
        if self.percent && !share {
            return Some(shown());
        }
        if let Some(currency) = &self.currency {
            let Unit::Currency { code, .. } = unit else { return Some(shown()) };
            let shared = SHARED.iter().find(|(sign, _)| sign == currency);
            let may = shared
                .map_or(currency == code.as_str(), |(_, codes)| codes.contains(&code.as_str()));
            if !may {
                return Some(shown());
            }
        }
        let scale = self.scale.filter(|_| !self.letter || unit.is_currency())?;
        let held = scale.exponent() - 3 * divided;
        if share || held != unit.scale().exponent() {
            return Some(shown());
        }
        None
    }

    /// Names the unit that a number with these words is in, as far as they say it.
    #[must_use]
    pub fn unit(&self, own: &Unit, divided: i32) -> Option<String> {
        let held = self.scale?.exponent() - 3 * divided;
        let scale = Scale::ALL.into_iter().find(|scale| scale.exponent() == held)?;
        own.with_scale(scale).map(|unit| unit.to_string())
    }
}

/// What a word says of a unit.
#[derive(Clone, Copy)]
enum UnitMeaning<'a> {
    Scale(Scale),
    Currency(&'a str),
}

impl<'a> UnitMeaning<'a> {
    fn of(key: &'a str) -> Self {
        key.parse().map_or(Self::Currency(key), Self::Scale)
    }
}

/// Letters of words that blanks part.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && c < '\u{2E80}'
}

fn sign(text: &str) -> Option<(&'static str, &'static str)> {
    SIGNS.iter().copied().find(|(sign, _)| {
        let word = sign.ends_with(is_letter);
        text.strip_prefix(sign).is_some_and(|rest| !word || !rest.starts_with(is_letter))
    })
}

/// Every word of every language with what it stands for: a scale, or a currency.
fn vocabulary() -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = Locale::tags().filter_map(Locale::of).flat_map(|locale| &locale.measures);
    let all = all.filter(|(key, _)| ![HEADING, REMARK].contains(&key.as_str()));
    all.flat_map(|(key, words)| words.iter().map(|word| (key.as_str(), word.as_str())))
}

fn meant(word: &str) -> Option<UnitMeaning<'_>> {
    if CODES.contains(&word) {
        return Some(UnitMeaning::Currency(word));
    }
    let lower = word.to_lowercase();
    let mut same = vocabulary().filter(|(_, known)| known.to_lowercase() == lower);
    // "Billion" is ten to the ninth in one language and to the twelfth in another.
    let first = same.next()?;
    same.all(|(key, _)| key == first.0).then(|| UnitMeaning::of(first.0))
}

/// Parts a code from a scale that is written against it.
fn parted(word: &str) -> Option<(UnitMeaning<'_>, UnitMeaning<'_>)> {
    let at = word.len().checked_sub(3).filter(|at| word.is_char_boundary(*at))?;
    let ends = (&word[..at], &word[at..]);
    let begins = word.is_char_boundary(3).then(|| (&word[3..], &word[..3]));
    let mut ways = std::iter::once(ends).chain(begins);
    let (scale, code) = ways.find(|(_, code)| CODES.contains(code))?;
    match meant(scale) {
        Some(scale @ UnitMeaning::Scale(_)) => Some((scale, UnitMeaning::Currency(code))),
        Some(UnitMeaning::Currency(_)) | None => None,
    }
}

/// The key of the words that head a column of units.
const HEADING: &str = "unit";
/// The key of the words that head a column of remarks, which say nothing of a figure.
const REMARK: &str = "remark";

/// Tells whether a column's heading says that it holds units.
#[must_use]
pub(super) fn heads_units(heading: &str) -> bool {
    heads(HEADING, heading)
}

/// Tells whether a column's heading says that it holds remarks.
#[must_use]
pub(super) fn heads_remarks(heading: &str) -> bool {
    heads(REMARK, heading)
}

fn heads(key: &str, heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let mut words = Locale::tags().filter_map(Locale::of).filter_map(|l| l.measures.get(key));
    words.any(|words| words.iter().any(|word| word.to_lowercase() == lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_numbers_are_read() {
        for (words, currency, scale) in [
            ("千円", "JPY", "thousand"),
            ("百万円", "JPY", "million"),
            (" 億円", "JPY", "hundred million"),
            ("十億", "", "billion"),
            ("百万米ドル", "USD", "million"),
            ("円", "JPY", "one"),
            ("US$", "USD", ""),
            ("$ m", "$", "million"),
            ("¥", "¥", ""),
            ("\\", "¥", ""),
            ("Mio. €", "EUR", "million"),
            ("TEUR", "EUR", "thousand"),
            ("T€", "EUR", "thousand"),
            ("Mrd. EUR", "EUR", "billion"),
            ("EURm", "EUR", "million"),
            ("CHF", "CHF", ""),
            ("members", "", ""),
            ("人", "", ""),
            // Ten to the ninth or to the twelfth: nobody knows.
            ("Billion", "", ""),
        ] {
            let read = WordedUnit::of(words);
            let found = (
                read.currency.unwrap_or_default(),
                read.scale.map(|scale| scale.to_string()).unwrap_or_default(),
            );
            assert_eq!(found, (currency.to_owned(), scale.to_owned()), "{words}");
        }
        assert!(WordedUnit::of("%").percent && WordedUnit::of("人").rest == "人");
    }

    #[test]
    fn words_against_a_unit_are_told() {
        let unit = |text: &str| text.parse::<Unit>().expect("a unit");
        for (words, divided, own, agrees) in [
            ("百万円", 0, "JPY million", true),
            ("千円", 0, "JPY million", false),
            ("百万円", 2, "JPY", true),
            ("百万円", 1, "JPY thousand", true),
            ("百万円", 2, "JPY million", false),
            ("¥", 0, "JPY million", true),
            ("円", 0, "JPY million", false),
            ("円", 0, "JPY", true),
            ("$", 0, "JPY million", false),
            ("$", 0, "SGD million", true),
            ("€", 0, "USD", false),
            ("%", 0, "%", true),
            ("%", 0, "JPY", false),
            ("円", 0, "personnel", false),
            ("千", 0, "thousand personnel", true),
            // A letter may stand for metres.
            ("m", 0, "personnel", true),
            ("m", 0, "JPY", false),
        ] {
            let found = WordedUnit::of(words).contradicts(&unit(own), divided);
            assert_eq!(found.is_none(), agrees, "{words} {divided} {own}: {found:?}");
        }
    }
}
