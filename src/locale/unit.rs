//! Notes of units as a language writes them: 百万円, "millions of yen", "Mio. €".

use std::ops::Range;

use super::Locale;
use super::word_search::small_letters;
use crate::num::{CurrencyCode, Scale, Unit};

/// Money that a note names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotedMoney {
    /// The currencies that its sign or word may mean.
    pub codes: Vec<CurrencyCode>,
    /// Its scale; nothing where it counts in what is no scale of decks, such as dozens.
    pub scale: Option<Scale>,
}

impl NotedMoney {
    /// Tells whether it is of this currency and scale.
    #[must_use]
    pub fn is(&self, code: CurrencyCode, scale: Scale) -> bool {
        self.codes.contains(&code) && self.scale == Some(scale)
    }
}

/// Reads the notes and labels that name units, as a language writes them.
#[derive(Clone, Copy, Debug)]
pub struct UnitNotes<'a> {
    locale: &'a Locale,
}

impl Locale {
    /// Gives the reader of what names a unit.
    #[must_use]
    pub const fn unit_notes(&self) -> UnitNotes<'_> {
        UnitNotes { locale: self }
    }
}

impl<'a> UnitNotes<'a> {
    /// Reads a note that names money and its scale, and nothing else, in the words of this language
    /// or of another: "Mrd. JPY" in an English deck, "JPY crore".
    #[must_use]
    pub fn money(self, text: &str) -> Option<NotedMoney> {
        if let Some((code, scale)) = self.plain_money(text) {
            return Some(NotedMoney { codes: vec![code], scale: Some(scale) });
        }
        let others = Locale::tags().filter_map(Locale::of);
        let mut others = others.filter(|other| other.tag != self.locale.tag);
        self.beside(text).or_else(|| others.find_map(|other| other.unit_notes().beside(text)))
    }

    /// Reads a note that names a scale and nothing else: "in millions", 千.
    #[must_use]
    pub fn scale_alone(self, text: &str) -> Option<Scale> {
        let lower = text.to_lowercase();
        let (range, scale) = longest(&lower, self.scales())?;
        self.all_small(&lower, |place| range.contains(&place)).then_some(scale?)
    }

    /// Gives the words of scales, those that are no scale of decks without one.
    fn scales(self) -> impl Iterator<Item = (&'a str, Option<Scale>)> {
        let beside = &self.locale.beside;
        let lists = [
            (&beside.thousand, Scale::Thousand),
            (&beside.ten_thousand, Scale::TenThousand),
            (&beside.lakh, Scale::Lakh),
            (&beside.million, Scale::Million),
            (&beside.crore, Scale::Crore),
            (&beside.hundred_million, Scale::HundredMillion),
            (&beside.billion, Scale::Billion),
            (&beside.trillion, Scale::Trillion),
        ];
        // A letter alone is a scale beside digits only.
        let word = |name: &&String| !name.is_ascii() || name.len() > 1;
        let scales = lists.into_iter().flat_map(move |(names, scale)| {
            names.iter().filter(word).map(move |name| (name.as_str(), Some(scale)))
        });
        let words =
            Scale::ALL.into_iter().map(move |scale| (self.locale.scale_word(scale), Some(scale)));
        let odd = beside.quantity.iter().map(|name| (name.as_str(), None));
        scales.chain(words).chain(odd)
    }

    /// Tells whether nothing but small words stands outside of what was read.
    fn all_small(self, lower: &str, read: impl Fn(usize) -> bool) -> bool {
        let beside = &self.locale.beside;
        let rest: String =
            lower.char_indices().map(|(place, c)| if read(place) { ' ' } else { c }).collect();
        let note = self.locale.unit.note.to_lowercase();
        let stated = || {
            beside.stated.iter().chain(&self.locale.prose.link).map(|words| words.to_lowercase())
        };
        let small = |word: &str| {
            note.contains(word)
                || stated()
                    .any(|words| words.split(' ').any(|one| one.trim_end_matches(':') == word))
        };
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(small)
    }

    /// Reads such a note by all words that may stand beside figures.
    fn beside(self, text: &str) -> Option<NotedMoney> {
        let lower = text.to_lowercase();
        let beside = &self.locale.beside;
        let own = self.locale.currency.iter().map(|(code, name)| (name.as_str(), code.as_str()));
        let more = self.locale.money.iter().map(|(name, code)| (name.as_str(), code.as_str()));
        let scaled = longest(&lower, self.scales()).is_some();
        let signs = beside.money.iter().flat_map(|(code, names)| {
            let names = names.iter().filter(|name| scaled || !beside.only_scaled.contains(name));
            names.map(move |name| (name.as_str(), code.as_str()))
        });
        let all: Vec<(&str, &str)> = own.chain(more).chain(signs).chain(code_in(text)).collect();
        let (at, _) = longest(&lower, all.iter().copied())?;
        let named = all.iter().filter(|(name, _)| name.to_lowercase() == lower[at.clone()]);
        let mut codes: Vec<CurrencyCode> = Vec::new();
        for code in named.filter_map(|(_, code)| code.parse().ok()) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let found = longest(&lower, self.scales());
        let (range, scale) = found.unwrap_or((at.clone(), Some(Scale::One)));
        self.all_small(&lower, |place| at.contains(&place) || range.contains(&place))
            .then_some(NotedMoney { codes, scale })
    }

    /// Reads a note that names money and its scale, and nothing else; `JPY million` in every
    /// language.
    #[must_use]
    pub fn plain_money(self, text: &str) -> Option<(CurrencyCode, Scale)> {
        let lower = text.to_lowercase();
        let own = self.locale.currency.iter().map(|(code, name)| (name.as_str(), code.as_str()));
        let more = self.locale.money.iter().map(|(name, code)| (name.as_str(), code.as_str()));
        let (at, code) = longest(&lower, own.chain(more).chain(code_in(text)))?;
        let code = code.parse().ok()?;
        let words = Scale::ALL.into_iter().map(|scale| (self.locale.scale_word(scale), scale));
        let english = Scale::ALL.into_iter().skip(1).map(|scale| (scale.word(), scale));
        let more = self
            .locale
            .scales
            .iter()
            .filter_map(|(word, scale)| Some((word.as_str(), scale.parse().ok()?)));
        let found = longest(&lower, words.chain(english).chain(more));
        let (range, scale) =
            found.map_or((at.clone(), Scale::One), |(range, scale)| (range, scale));
        let inside = |place: usize| at.contains(&place) || range.contains(&place);
        let rest: String =
            lower.char_indices().map(|(place, c)| if inside(place) { ' ' } else { c }).collect();
        let note = self.locale.unit.note.to_lowercase();
        let small = |word: &str| {
            note.contains(word) || self.locale.prose.link.iter().any(|known| known == word)
        };
        let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(small).then_some((code, scale))
    }

    /// Tells whether the words of a label, header or note name a unit: "EPS (JPY)", 従業員数（人）.
    #[must_use]
    pub fn names(self, words: &str, unit: &Unit) -> bool {
        let lower = words.to_lowercase();
        let pieces = || lower.split(PIECES).map(str::trim);
        match unit {
            Unit::Currency { code, scale: Scale::Hundredth } => {
                let noun = self.locale.money_words().hundredths(*code);
                let mut forms = noun.forms().map(str::to_lowercase);
                words.parse().as_ref() == Ok(unit) || forms.any(|form| begins(&lower, &form))
            }
            Unit::Currency { code, scale } => {
                let scale = self.locale.usual_scale(*scale);
                let noted =
                    words.split(PIECES).any(|p| self.plain_money(p) == Some((*code, scale)));
                noted || self.money_in(words) == Some((*code, scale))
            }
            Unit::Percent => longest(&lower, listed(&self.locale.beside.percent)).is_some(),
            Unit::Points => longest(&lower, listed(&self.locale.beside.points)).is_some(),
            Unit::BasisPoints => {
                longest(&lower, listed(&self.locale.beside.basis_points)).is_some()
            }
            Unit::Times => {
                let known = |piece: &str| self.locale.beside.times.iter().any(|word| word == piece);
                let written =
                    self.locale.beside.times.iter().filter(|word| word.chars().count() > 1);
                pieces().any(known)
                    || longest(&lower, written.map(|word| (word.as_str(), ()))).is_some()
            }
            Unit::Count { noun, scale } => {
                let scale = self.locale.scale_word(self.locale.usual_scale(*scale));
                let known = |form: &str| match form.chars().count() {
                    0 => true,
                    // One ideograph stands in many words.
                    1 => pieces().any(|piece| piece.ends_with(form)),
                    _ => begins(&lower, form),
                };
                let mut forms = noun.forms().map(str::to_lowercase);
                (noun.is_empty() || forms.any(|form| known(&form))) && lower.contains(scale)
            }
        }
    }

    /// Tells whether words name amounts per share: "except per-share amounts", 1株当たり純利益.
    #[must_use]
    pub fn per_share(self, words: &str) -> bool {
        let lower = words.to_lowercase();
        self.locale.unit.per_share.iter().any(|words| lower.contains(words.as_str()))
    }

    /// Tells whether the note of a slide or table says the unit of a figure below it in a row of that label,
    /// by name, or as the amounts per share that it takes out.
    #[must_use]
    pub fn covers(self, note: &str, label: &str, unit: &Unit) -> bool {
        match unit {
            Unit::Currency { code, scale: Scale::One }
                if self.per_share(note) && self.per_share(label) =>
            {
                self.money_in(note).is_some_and(|(noted, _)| noted == *code)
            }
            Unit::Currency { .. }
            | Unit::Percent
            | Unit::Points
            | Unit::BasisPoints
            | Unit::Times
            | Unit::Count { .. } => self.names(note, unit),
        }
    }

    /// Finds money and its scale among other words.
    fn money_in(self, words: &str) -> Option<(CurrencyCode, Scale)> {
        let lower = words.to_lowercase();
        let own = self.locale.currency.iter().map(|(code, name)| (name.as_str(), code.as_str()));
        let more = self.locale.money.iter().map(|(name, code)| (name.as_str(), code.as_str()));
        let (_, code) = longest(&lower, own.chain(more).chain(code_in(words)))?;
        let named = Scale::ALL.into_iter().map(|scale| (self.locale.scale_word(scale), scale));
        let english = Scale::ALL.into_iter().skip(1).map(|scale| (scale.word(), scale));
        let found = longest(&lower, named.chain(english));
        Some((code.parse().ok()?, found.map_or(Scale::One, |(_, scale)| scale)))
    }
}

/// What parts the words of a label or note.
const PIECES: [char; 14] =
    ['(', ')', '（', '）', '[', ']', ',', ';', ':', '、', '，', '；', '：', '/'];

fn listed(words: &[String]) -> impl Iterator<Item = (&str, ())> {
    words.iter().map(|word| (word.as_str(), ()))
}

/// Tells whether a text has a word that begins so.
fn begins(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !word.is_ascii() || !before.is_some_and(char::is_alphanumeric)
    })
}

/// Finds a currency's code as a word of its own.
fn code_in(text: &str) -> Option<(&str, &str)> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| word.parse::<CurrencyCode>().is_ok()).map(|word| (word, word))
}

/// Finds the longest of some names in a text in lower case; a name of letters with blanks around
/// them stands alone.
fn longest<'a, T>(
    text: &str,
    names: impl Iterator<Item = (&'a str, T)>,
) -> Option<(Range<usize>, T)> {
    let mut best: Option<(Range<usize>, T)> = None;
    for (name, what) in names.filter(|(name, _)| !name.is_empty()) {
        let name = small_letters(name);
        if name.len() > text.len() {
            continue;
        }
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let plain = name.starts_with(|c: char| c.is_ascii_alphanumeric());
        let found = text.match_indices(&*name).find(|(at, _)| {
            let (before, after) = (&text[..*at], &text[at + name.len()..]);
            !plain || !(letter(before.chars().next_back()) || letter(after.chars().next()))
        });
        if let Some((at, _)) = found
            && best.as_ref().is_none_or(|(range, _)| range.len() < name.len())
        {
            best = Some((at..at + name.len(), what));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_in_the_words_of_other_languages_and_scales_are_read() {
        let of = |tag: &str, note: &str| {
            let noted = Locale::of(tag).expect("a language").unit_notes().money(note)?;
            let codes: Vec<_> = noted.codes.iter().map(ToString::to_string).collect();
            Some((codes.join(" "), noted.scale))
        };
        let some = |code: &str, scale| Some((code.to_owned(), scale));
        assert_eq!(of("en", "JPY crore"), some("JPY", Some(Scale::Crore)));
        assert_eq!(of("en", "Rs in lakhs"), some("INR", Some(Scale::Lakh)));
        assert_eq!(of("en", "in crores of rupees"), some("INR LKR PKR", Some(Scale::Crore)));
        assert_eq!(of("en", "JPY oku"), some("JPY", None));
        assert_eq!(of("en", "Mrd. JPY"), some("JPY", Some(Scale::Billion)));
        assert_eq!(of("en", "百万円"), some("JPY", Some(Scale::Million)));
        assert_eq!(of("en", "Unit: USD mm"), some("USD", Some(Scale::Million)));
        assert_eq!(of("de", "Mio. US$"), some("USD", Some(Scale::Million)));
        assert_eq!(of("de", "Angaben in Tsd. EUR"), some("EUR", Some(Scale::Thousand)));
        assert_eq!(of("ja", "EUR million"), some("EUR", Some(Scale::Million)));
        assert_eq!(of("en", "percent of revenue"), None);
        assert_eq!(of("en", "employees"), None);
        assert_eq!(of("en", "JPY per share"), None);
        assert_eq!(of("de", "Währungseffekte in EUR bereinigt"), None);
    }

    #[test]
    fn notes_of_units_are_read_as_each_language_writes_them() {
        for (tag, note, read) in [
            ("ja", "百万円", Some(("JPY", Scale::Million))),
            ("ja", "単位：千円", Some(("JPY", Scale::Thousand))),
            ("ja", "（単位：億円）", Some(("JPY", Scale::HundredMillion))),
            ("ja", "十億円", Some(("JPY", Scale::Billion))),
            ("ja", "百万ドル", Some(("USD", Scale::Million))),
            ("ja", "千米ドル", Some(("USD", Scale::Thousand))),
            ("ja", "円", Some(("JPY", Scale::One))),
            ("ja", "JPY million", Some(("JPY", Scale::Million))),
            ("ja", "千人", None),
            ("ja", "百万円、店舗数は店", None),
            ("en", "Millions of yen", Some(("JPY", Scale::Million))),
            ("en", "in thousands of U.S. dollars", Some(("USD", Scale::Thousand))),
            ("en", "Unit: JPY million", Some(("JPY", Scale::Million))),
            ("en", "¥ million", Some(("JPY", Scale::Million))),
            ("en", "yen per share", None),
            ("de", "in Mio. €", Some(("EUR", Scale::Million))),
            ("de", "TEUR", Some(("EUR", Scale::Thousand))),
            ("de", "Tsd. EUR", Some(("EUR", Scale::Thousand))),
        ] {
            let found = Locale::of(tag).expect("a language").unit_notes().plain_money(note);
            let read =
                read.map(|(code, scale)| (code.parse::<CurrencyCode>().expect("a code"), scale));
            assert_eq!(found, read, "{tag}: {note}");
        }
    }
}
