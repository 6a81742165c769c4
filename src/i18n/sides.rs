//! Words that exclude each other, basic and diluted, initial and revised, and a "not" that only one of two
//! texts has.

use std::ops::Range;

use crate::locale::{Locale, first_word};

/// Longest text, in bytes, whose words that judge are compared.
const LONG: usize = 400;

/// Finds a pair of opposites of which the source says one side and the translation the other.
pub(super) fn exchanged(
    (there, own): (&str, &Locale),
    (here, other): (&str, &Locale),
) -> Option<String> {
    // "Not strong" is weak; a denial that only one has is told by itself.
    let denied = |text, locale: &Locale| first_word(text, &locale.prose.denials, &locale.prose);
    if denied(there, own).is_some() || denied(here, other).is_some() {
        return None;
    }
    // A long text says both of much.
    let short = there.len() <= LONG && here.len() <= LONG;
    let few = usize::from(short) * own.prose.contraries.len();
    let contraries = own.prose.contraries.iter().zip(&other.prose.contraries).take(few);
    let mut pairs = own.prose.opposites.iter().zip(&other.prose.opposites).chain(contraries);
    pairs.find_map(|(one, two)| {
        let (said, word) = (side(there, one, own)?, side(here, two, other)?);
        (said.0 != word.0)
            .then(|| format!("the translation says `{}`, the source `{}`", word.1, said.1))
    })
}

/// Gives the side of a pair that a text names, with the word; nothing where it names both or neither.
fn side<'t>(text: &'t str, pair: &str, locale: &Locale) -> Option<(usize, &'t str)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, words) in pair.split(" / ").enumerate() {
        let each = words.split('|').filter_map(|word| {
            first_word(text, &[word.to_owned()], &locale.prose).map(|range| (at, range))
        });
        found.extend(each);
    }
    // "non-consolidated" holds the other side.
    let inside = |one: &Range<usize>, other: &Range<usize>| {
        other.start <= one.start && one.end <= other.end && other.len() > one.len()
    };
    let all = found.clone();
    found.retain(|(_, range)| !all.iter().any(|(_, other)| inside(range, other)));
    let (first, range) = found.first()?.clone();
    found.iter().all(|(at, _)| *at == first).then(|| (first, &text[range]))
}

/// Finds a "not" of the translation where nothing in the source is turned round.
pub(super) fn denied<'t>(
    (there, own): (&str, &Locale),
    (here, other): (&'t str, &Locale),
) -> Option<&'t str> {
    if turned_round(there, own) {
        return None;
    }
    first_word(here, &other.prose.denials, &other.prose).map(|range| &here[range])
}

/// Finds a "not" of the source where nothing in the translation is turned round.
pub(super) fn affirmed<'t>(
    (there, own): (&'t str, &Locale),
    (here, other): (&str, &Locale),
) -> Option<&'t str> {
    let said = first_word(there, &own.prose.denials, &own.prose).map(|range| &there[range]);
    // What one language denies another may say by the opposite: "not higher than", "höchstens".
    let pair = |(one, two): (&String, &String)| {
        side(there, one, own).is_some() && side(here, two, other).is_some()
    };
    let (own_pairs, other_pairs) = (&own.prose.contraries, &other.prose.contraries);
    let opposed = || own_pairs.iter().zip(other_pairs).any(pair);
    said.filter(|_| !turned_round(here, other) && !opposed())
}

/// Tells whether something in a text is turned round: denied, left out or bounded. A part with a blank before
/// it begins a word.
fn turned_round(text: &str, locale: &Locale) -> bool {
    let text = format!(" {} ", text.to_lowercase().replace(['\n', '(', '"'], " "));
    locale.prose.turned_round.iter().any(|part| text.contains(&part.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{denied, exchanged};
    use crate::locale::Locale;

    fn of(tag: &str) -> &'static Locale {
        Locale::of(tag).expect("built in")
    }

    #[test]
    fn pairs_stand_in_one_order_in_every_language() {
        let count = of("en").prose.opposites.len();
        for tag in Locale::tags() {
            let pairs = &of(tag).prose.opposites;
            assert_eq!(pairs.len(), count, "{tag}");
            assert!(pairs.iter().all(|pair| pair.split(" / ").count() == 2), "{tag}");
            let ways = &of(tag).prose.contraries;
            assert_eq!(ways.len(), of("en").prose.contraries.len(), "{tag}");
            assert!(ways.iter().all(|pair| pair.split(" / ").count() == 2), "{tag}");
        }
    }

    #[test]
    fn a_side_is_not_the_other_in_another_language() {
        let cases = [
            ("ja", "潜在株式調整後1株当たり純利益", "en", "Basic earnings per share", true),
            ("ja", "潜在株式調整後1株当たり純利益", "en", "Diluted earnings per share", false),
            ("ja", "今回予想", "en", "Initial forecast", true),
            ("ja", "前回発表予想の修正", "en", "Initial forecast", false),
            ("en", "Non-consolidated results", "ja", "連結業績", true),
            ("en", "Non-consolidated results", "ja", "非連結業績", false),
            ("en", "Diluted earnings per share", "de", "Unverwässertes Ergebnis je Aktie", true),
            ("en", "Diluted earnings per share", "de", "Verwässertes Ergebnis je Aktie", false),
            ("ja", "計測機器が国内外で伸長", "en", "Instruments grew at home and abroad", false),
            ("ja", "計測機器が国内外で伸長", "en", "Instruments grew abroad", false),
            ("ja", "計測機器が国内で伸長", "en", "Instruments grew abroad", true),
            (
                "en",
                "Domestic and overseas sales grew",
                "de",
                "Umsatz im In- und Ausland wuchs",
                false,
            ),
            ("en", "Domestic sales grew", "de", "Der Umsatz im Ausland wuchs", true),
            ("en", "Profit before tax", "pl", "Zysk po opodatkowaniu", true),
            ("en", "Profit before tax", "pl", "Zysk przed opodatkowaniem", false),
        ];
        for (own, there, other, here, wrong) in cases {
            assert_eq!(exchanged((there, of(own)), (here, of(other))).is_some(), wrong, "{here}");
        }
    }

    #[test]
    fn a_not_that_the_source_has_not_is_found() {
        let cases = [
            ("ja", "株式併合を反映しております", "en", "The consolidation is not reflected", true),
            (
                "ja",
                "株式併合を反映しておりません",
                "en",
                "The consolidation is not reflected",
                false,
            ),
            ("ja", "実績は異なる可能性があります", "en", "Results will not differ", true),
            ("en", "Figures are audited", "ja", "数値は監査されていません", true),
            ("en", "Figures are unaudited", "ja", "数値は監査されていません", false),
            ("en", "Results may change", "de", "Die Ergebnisse ändern sich nicht", true),
            ("en", "Results may change", "pl", "Wyniki się nie zmienią", true),
            ("en", "Results may change", "pl", "Wyniki mogą się zmienić", false),
        ];
        for (own, there, other, here, wrong) in cases {
            assert_eq!(denied((there, of(own)), (here, of(other))).is_some(), wrong, "{here}");
        }
    }
}
