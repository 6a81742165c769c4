//! Which form of a counted noun goes with a number, by the plural rules of the language (CLDR).

use fixed_decimal::Decimal as Printed;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules};

use super::Locale;
use crate::num::{Decimal, Noun, Scale};

/// Numbers that show what a category is of, the usual ones first.
const SAMPLES: [&str; 16] = [
    "1", "2", "3", "4", "5", "0", "6", "7", "10", "11", "21", "100", "1000000", "0.5", "1.5", "1.0",
];
/// How many of them are told of a category.
const MOST_SAMPLES: usize = 3;

/// The forms that counted nouns have in a language.
#[derive(Clone, Copy, Debug)]
pub struct NounForms<'a> {
    locale: &'a Locale,
}

impl Locale {
    /// Gives the forms of counted nouns.
    #[must_use]
    pub const fn noun_forms(&self) -> NounForms<'_> {
        NounForms { locale: self }
    }
}

impl NounForms<'_> {
    /// Gives how many there are.
    #[must_use]
    pub fn count(self) -> usize {
        self.categories().len()
    }

    /// Lists the categories of numbers that counted nouns have a form for, in the order in which
    /// the forms are written: between `|` in a deck, as `msgstr[0]` and so on in a catalogue.
    #[must_use]
    pub fn categories(self) -> Vec<&'static str> {
        self.rules().categories().map(name).collect()
    }

    /// Tells the categories, each with numbers of it: `one (1), other (2, 3, 4)`.
    #[must_use]
    pub fn with_samples(self) -> String {
        let rules = self.rules();
        let forms = rules.categories().map(|category| {
            let of = |sample: &&str| rules.category_for(operands(sample)) == category;
            let samples: Vec<_> = SAMPLES.into_iter().filter(of).take(MOST_SAMPLES).collect();
            format!("{} ({})", name(category), samples.join(", "))
        });
        forms.collect::<Vec<_>>().join(", ")
    }

    /// Gives the form of a noun that goes with a number as it is printed: `contract|contracts` has
    /// the form for one and that for others. Behind a scale stands the form that a round number of
    /// that size takes. A noun with too few forms, which is told, is printed in its last one.
    #[must_use]
    pub fn of<'n>(self, noun: &'n Noun, number: &Decimal, scale: Scale) -> &'n str {
        let operands = if scale == Scale::One {
            operands(&number.abs().to_string())
        } else {
            PluralOperands::from(10_u64.pow(scale.exponent().unsigned_abs()))
        };
        let rules = self.rules();
        let category = rules.category_for(operands);
        let at = rules.categories().position(|known| known == category);
        // A count without a noun has no form.
        at.and_then(|at| noun.forms().nth(at)).or_else(|| noun.forms().last()).unwrap_or_default()
    }

    /// Lists whole numbers that show how the forms go, each with the number of its form.
    #[must_use]
    pub fn whole_numbers(self) -> Vec<(u32, usize)> {
        let rules = self.rules();
        let form = |n: u32| {
            let category = rules.category_for(n);
            Some((n, rules.categories().position(|known| known == category)?))
        };
        (0..1200).chain([9_999, 10_000, 999_999, 1_000_000, 1_000_001]).filter_map(form).collect()
    }

    fn rules(self) -> PluralRules {
        let tag: icu_locale_core::Locale =
            self.locale.tag.parse().expect("a tag of a built-in language");
        PluralRules::try_new_cardinal(tag.into())
            .expect("a language without rules has those of the root")
    }
}

/// Reads digits as they are printed: "1.0" is not the one of "1".
fn operands(digits: &str) -> PluralOperands {
    PluralOperands::from(&Printed::try_from_str(digits).expect("digits as we print them"))
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

#[cfg(test)]
mod tests {
    use crate::locale::{Locale, PluralFormula};
    use crate::num::Unit;

    /// A language that is not built in, with the patterns of English.
    fn language(tag: &str) -> Locale {
        let text = include_str!("../../assets/locales/en.toml");
        let text = text.replacen("tag = \"en\"", &format!("tag = \"{tag}\""), 1);
        toml::from_str(&text).expect("a language")
    }

    fn printed(locale: &Locale, number: &str, unit: &str) -> String {
        let unit: Unit = unit.parse().expect("a unit");
        locale.with_unit(number, &number.parse().expect("a number"), &unit)
    }

    #[test]
    fn a_noun_goes_with_its_number_in_languages_of_several_forms() {
        let polish = "klient|klienci|klientów|klienta";
        let russian = "клиент|клиента|клиентов|клиента";
        let arabic = "صفر|واحد|اثنان|قليل|كثير|آخر";
        for (tag, noun, cases) in [
            ("pl", polish, ["1 klient", "2 klienci", "5 klientów", "22 klienci", "1.5 klienta"]),
            (
                "pl",
                polish,
                ["0 klientów", "12 klientów", "21 klientów", "-1 klient", "1.0 klienta"],
            ),
            ("ru", russian, ["1 клиент", "2 клиента", "5 клиентов", "22 клиента", "1.5 клиента"]),
            ("ru", russian, ["0 клиентов", "11 клиентов", "21 клиент", "-1 клиент", "1.0 клиента"]),
            ("ar", arabic, ["0 صفر", "1 واحد", "2 اثنان", "3 قليل", "11 كثير"]),
            ("ar", arabic, ["100 آخر", "103 قليل", "1.5 آخر", "99 كثير", "102 آخر"]),
            ("ja", "契約", ["0 契約", "1 契約", "2 契約", "1.5 契約", "1000 契約"]),
        ] {
            let locale = language(tag);
            for case in cases {
                let (number, _) = case.split_once(' ').expect("a number and a noun");
                assert_eq!(printed(&locale, number, noun), case, "{tag}");
            }
        }
        let behind_a_scale = printed(&language("pl"), "2", &format!("thousand {polish}"));
        assert_eq!(behind_a_scale, "2 thousand klientów");
        // Too few forms, which is told, and one for all numbers.
        assert_eq!(printed(&language("pl"), "5", "klient|klienci"), "5 klienci");
        assert_eq!(printed(&language("pl"), "5", "szt."), "5 szt.");
    }

    #[test]
    fn categories_are_told_with_numbers() {
        for (tag, expected) in [
            ("ja", "other (1, 2, 3)"),
            ("en", "one (1), other (2, 3, 4)"),
            ("pl", "one (1), few (2, 3, 4), many (5, 0, 6), other (0.5, 1.5, 1.0)"),
            ("fr", "one (1, 0, 0.5), many (1000000), other (2, 3, 4)"),
            (
                "ar",
                "zero (0), one (1, 1.0), two (2), few (3, 4, 5), many (11, 21), other (100, 1000000, 0.5)",
            ),
        ] {
            assert_eq!(language(tag).noun_forms().with_samples(), expected);
            assert_eq!(
                language(tag).noun_forms().categories().len(),
                expected.matches('(').count()
            );
        }
    }

    #[test]
    fn catalogues_choose_forms_as_the_program_does() {
        for tag in Locale::tags() {
            let locale = Locale::of(tag).expect("built in");
            let (count, _) = locale.plural_forms.split_once(';').expect("a formula");
            assert_eq!(count, format!("nplurals={}", locale.noun_forms().count()), "{tag}");
            let formula = PluralFormula::read(&locale.plural_forms).expect("a formula");
            let numbers = locale.noun_forms().whole_numbers();
            assert!(numbers.len() > 1000, "{tag}");
            for (n, at) in numbers {
                assert_eq!(formula.form(n), Some(at), "{tag}: {n}");
            }
        }
    }
}
