//! Languages: how numbers, units, periods, dates and changes are worded.
//!
//! Enters: rounded digits and names. Leaves: text. It knows nothing of facts or slides, and it
//! never rounds. A language is one file in `assets/locales`.

mod formula;
mod held;
mod house;
mod members;
mod number;
mod plural;
mod range;
mod reading;
mod roles;
mod setting;
mod terms;
mod times;
mod unit;
mod word_search;
mod words;

pub use formula::PluralFormula;
pub use held::HeldWords;
pub use house::{HouseWords, PeriodColumns};
pub use members::MemberWords;
pub use number::MoneyWords;
pub(crate) use number::sign;
pub use number::weeks;
pub use plural::NounForms;
pub use reading::{BesideWords, ProseWords, TermWords, TimeWords};
pub use roles::{FigureRole, RoleWords};
pub use setting::SettingRules;
pub use times::{PatternPart, TimeKind, TimePattern, TimePatterns, TimeSlot};
pub use unit::{NotedMoney, UnitNotes};
pub use word_search::{all_words, first_word};
pub use words::{
    ChangeWords, ChartWords, DateWords, LeftOutMarks, NumberMarks, PeriodWords, Punctuation,
    ScaleWords, UnitWords,
};

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// The languages built in, each with its file: those of `assets/locales`, which `build.rs` reads and holds
/// against each other.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// The words and patterns of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locale {
    /// BCP 47 tag.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// How many forms counted nouns have, as gettext writes it.
    pub plural_forms: String,
    /// Whether decks in it are the disclosure, which no other language may come out before: the rule of Tokyo.
    pub disclosure: bool,
    /// Fixed words by name.
    pub words: BTreeMap<String, String>,
    /// Faces, and how lines are set.
    pub setting: SettingRules,
    /// Marks of numbers.
    pub number: NumberMarks,
    /// Words for currencies, by code; another currency is named by its code.
    pub currency: BTreeMap<String, String>,
    /// Names of scales.
    pub scale: ScaleWords,
    /// What workbooks and tables write for a scale, a currency or a heading of units.
    pub measures: BTreeMap<String, Vec<String>>,
    /// Scales that the language does not tell amounts in, each with the one it uses instead.
    pub scale_instead: BTreeMap<String, String>,
    /// Patterns of units.
    pub unit: UnitWords,
    /// Names of the hundredths of currencies, by code; of others by the last, with their `{code}`.
    pub hundredths: BTreeMap<String, String>,
    /// Patterns of changes.
    pub change: ChangeWords,
    /// Patterns of dates.
    pub date: DateWords,
    /// Patterns of periods.
    pub period: PeriodWords,
    /// Sentences on charts.
    pub chart: ChartWords,
    /// Marks between parts of a sentence.
    pub punctuation: Punctuation,
    /// How times are recognised.
    pub times: TimeWords,
    /// What is typed beside figures.
    pub beside: BesideWords,
    /// How sentences are read by the checks.
    pub prose: ProseWords,
    /// What is held against ranges and pairs of figures.
    pub held: HeldWords,
    /// What names the member that a figure is of.
    pub members: MemberWords,
    /// What a figure is, by the words against it.
    pub roles: RoleWords,
    /// Names of the lines of statements.
    pub terms: TermWords,
    /// Marks that cells hold in the place of a figure.
    pub left_out: LeftOutMarks,
    /// Words and signs of currencies that notes of units are read by, each with its code.
    pub money: BTreeMap<String, String>,
    /// Words of scales that notes of units are read by, beside those that are printed.
    pub scales: BTreeMap<String, String>,
    /// What a house prints otherwise, beside what it changed in the parts above.
    #[serde(skip)]
    pub house: HouseWords,
    /// Its patterns of times, once they were asked for.
    #[serde(skip)]
    patterns: OnceLock<TimePatterns>,
}

impl Locale {
    /// Finds a language by its tag.
    #[must_use]
    pub fn of(tag: &str) -> Option<&'static Self> {
        static ALL: OnceLock<Vec<Locale>> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            let read = |(tag, text): &(&str, &str)| match toml::from_str(text) {
                Ok(locale) => locale,
                Err(error) => unreachable!("the built-in language file {tag}.toml: {error}"),
            };
            FILES.iter().map(read).collect()
        });
        all.iter().find(|locale| locale.tag == tag)
    }

    /// Gives the patterns that times are read and written by.
    #[must_use]
    pub fn time_patterns(&self) -> &TimePatterns {
        self.patterns.get_or_init(|| TimePatterns::of(self))
    }

    /// Lists the tags of the languages built in.
    pub fn tags() -> impl Iterator<Item = &'static str> + Clone {
        FILES.iter().map(|(tag, _)| *tag)
    }

    /// Gives a fixed word; its own name where the language lacks it, which a test rules out.
    #[must_use]
    pub fn word<'a>(&'a self, name: &'a str) -> &'a str {
        self.words.get(name).map_or(name, String::as_str)
    }
}

/// Fills a pattern's `{names}`; what is empty takes the blank before it along.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, tail) = rest.split_at(open);
        out.push_str(before);
        let close = tail.find('}').unwrap_or(tail.len() - 1);
        let name = &tail[1..close];
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, "")) if out.ends_with(' ') => {
                out.pop();
            }
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&tail[..=close]),
        }
        rest = &tail[close + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_file_is_whole() {
        let english: Locale = toml::from_str(FILES[0].1).expect("English is whole");
        for (tag, text) in FILES {
            let locale: Locale = toml::from_str(text).unwrap_or_else(|e| panic!("{tag}: {e}"));
            assert_eq!(&locale.tag, tag);
            let rows = locale.month_rows();
            assert!(rows.iter().all(|row| [0, 12].contains(&row.len())), "{tag}: months");
            assert_eq!(locale.date.months.len(), 12);
            assert!(locale.words.keys().eq(english.words.keys()), "{tag}: other words");
            // What a file says of scales and currencies is read as such, or would count for nothing.
            let scales = locale.scale_instead.iter().flat_map(|(of, to)| [of, to]);
            for scale in scales.chain(locale.scales.values()) {
                assert!(scale.parse::<crate::num::Scale>().is_ok(), "{tag}: scale {scale}");
            }
            let codes = locale.currency.keys().chain(locale.money.values());
            for code in codes.chain(locale.beside.money.keys()) {
                assert!(code.parse::<crate::num::CurrencyCode>().is_ok(), "{tag}: currency {code}");
            }
            assert!(locale.measures.keys().eq(english.measures.keys()), "{tag}: other measures");
            let hundredths = &locale.hundredths;
            assert!(hundredths.keys().eq(english.hundredths.keys()), "{tag}: other hundredths");
            let forms = |noun: &String| crate::num::Noun::from(noun.as_str()).forms().count();
            let most = locale.plural_forms.matches("nplurals").count().max(6);
            assert!(hundredths.values().all(|noun| (1..=most).contains(&forms(noun))));
        }
    }

    #[test]
    fn an_empty_part_takes_its_blank_along() {
        let values = [("code", "JPY"), ("number", "5"), ("scale", "")];
        assert_eq!(fill("{code} {number} {scale}", &values), "JPY 5");
    }
}
