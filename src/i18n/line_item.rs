//! Whether a translation tells of the same line of a statement, and of a loss or plan only as its
//! source does.

use crate::locale::{Locale, TermWords};
use crate::words::rounded_scale;

/// Tells of a line that the source does not name, in place of the one that it names: in a label, or
/// in a sentence that cites a figure.
pub(super) fn other_line(
    (source, own): (&str, &Locale),
    (here, locale): (&str, &Locale),
    cites: bool,
) -> Option<String> {
    let label = own.terms.of(source).is_some() && locale.terms.of(here).is_some();
    let (there, translated) = (named(source, own), named(here, locale));
    let (Some((wanted, source)), Some((line, word))) = (there.first(), translated.first()) else {
        return None;
    };
    let one = |all: &[(usize, &str)], line: usize| all.iter().all(|(other, _)| *other == line);
    let differs = wanted != line && one(&there, *wanted) && one(&translated, *line);
    (differs && (label || cites))
        .then(|| format!("the translation names `{word}`, the source `{source}`"))
}

/// Tells of a note on rounding that names another scale than its source: thousand yen for 百万円.
pub(super) fn other_scale(
    (source, own): (&str, &Locale),
    (here, locale): (&str, &Locale),
) -> Option<String> {
    let (there, here) = (rounded_scale(source, own)?, rounded_scale(here, locale)?);
    (there != here)
        .then(|| format!("the note on rounding names the scale {here}, in the source {there}"))
}

fn named<'t>(text: &'t str, locale: &Locale) -> Vec<(usize, &'t str)> {
    let terms: &TermWords = &locale.terms;
    let found = terms.find(text, locale.prose.blanks).into_iter();
    found.map(|(range, line, _)| (line, &text[range])).collect()
}

/// Finds a loss told outside of brackets where the source has none, nor a cost or anything else that
/// may be called one: 営業損失 for "operating income".
pub(super) fn new_loss<'l>(
    (source, own): (&str, &Locale),
    (here, locale): (&str, &'l Locale),
) -> Option<&'l str> {
    let lower = source.to_lowercase();
    let words = &own.prose;
    let may = [
        &words.losses,
        &words.costs,
        &words.irregular,
        &words.to_loss,
        &words.worse,
        &words.narrowed,
        &words.widened,
        &words.outflows,
        &own.beside.negative,
    ];
    let known = may.into_iter().flatten().any(|word| lower.contains(&word.to_lowercase()));
    // A label of either: 営業利益又は営業損失.
    let either = ["又は", "または", " oder ", " or "].iter().any(|or| here.contains(or));
    if known || either {
        return None;
    }
    let mut depth = 0_usize;
    let outside: String = here
        .chars()
        .filter(|c| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect();
    let blanks = locale.prose.blanks;
    locale.prose.losses.iter().map(String::as_str).find(|word| {
        outside.match_indices(word).any(|(at, _)| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
            let before = outside[..at].chars().next_back();
            let after = outside[at + word.len()..].chars().next();
            !blanks || !(letter(before) || letter(after))
        })
    })
}

/// Tells whether the source tells a plan, and the translation has no such word.
pub(super) fn lost_plan((source, own): (&str, &Locale), (here, locale): (&str, &Locale)) -> bool {
    let holds = |text: &str, locale: &Locale| {
        let lower = text.to_lowercase();
        locale.prose.planned.iter().any(|word| lower.contains(&word.to_lowercase()))
    };
    holds(source, own) && !holds(here, locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(tag: &str) -> &'static Locale {
        Locale::of(tag).expect("a language")
    }

    #[test]
    fn lines_and_losses_of_another_kind_are_told() {
        let (en, ja, de) = (of("en"), of("ja"), of("de"));
        let line = |source, here, cites| other_line((source, en), here, cites).is_some();
        assert!(line("Operating income", ("売上収益", ja), false));
        assert!(line("Revenue came to  ", ("Das Betriebsergebnis betrug  ", de), true));
        assert!(!line("Operating income", ("営業損失", ja), false));
        assert!(!line("Cost of revenues and gross margin", ("売上原価と売上総利益率", ja), false));
        let loss = |source, here| new_loss((source, en), here).is_some();
        assert!(loss("Operating income", ("営業損失", ja)));
        assert!(loss("Revenue came to  ", (" 百万円の赤字でした", ja)));
        assert!(loss("Revenue came to  ", ("Der Verlust betrug  ", de)));
        assert!(!loss("Operating income", ("営業利益（損失）", ja)));
        assert!(!loss("Operating income", ("営業利益又は営業損失", ja)));
        assert!(!loss("Impairment charges", ("減損損失", ja)));
    }

    #[test]
    fn scales_of_notes_and_plans_are_compared() {
        let (en, ja) = (of("en"), of("ja"));
        let note = |here| other_scale(("百万円未満切捨て", ja), (here, en)).is_some();
        assert!(note("Amounts less than one thousand yen are rounded down"));
        assert!(!note("Amounts less than one million yen are rounded down"));
        assert!(lost_plan(("The target is  ", en), ("実績は ", ja)));
        assert!(!lost_plan(("The target is  ", en), ("目標は ", ja)));
    }
}
