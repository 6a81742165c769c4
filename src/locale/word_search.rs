//! Words that a text says: a name, a header or a sentence that holds one of a list.

use std::borrow::Cow;
use std::ops::Range;

use super::ProseWords;

/// Finds the first of the words in a text; capitals count for nothing.
///
/// Where blanks part the words, a word stands by itself; where nouns are written together it may
/// also end a longer one, as "Ergebnis" ends "Betriebsergebnis".
#[must_use]
pub fn first_word(text: &str, words: &[String], prose: &ProseWords) -> Option<Range<usize>> {
    let mut before: Option<char> = None;
    for (at, first) in text.char_indices() {
        let opens = !prose.blanks || !before.is_some_and(char::is_alphanumeric);
        before = Some(first);
        let found = words.iter().find_map(|word| {
            let joined = prose.compounds && word.starts_with(char::is_uppercase);
            if !(opens || joined) {
                return None;
            }
            let end = at + starts(&text[at..], word)?;
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let last = letter(word.chars().next_back());
            let inside = prose.blanks && last && letter(text[end..].chars().next());
            (!inside).then_some(at..end)
        });
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Finds the words of a text, each with its number in the list: at each place the longest, and none inside
/// another; as [`first_word`] reads them.
#[must_use]
pub fn all_words(text: &str, words: &[&str], prose: &ProseWords) -> Vec<(Range<usize>, usize)> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = Vec::new();
    let (mut before, mut free) = (None, 0);
    for (at, first) in text.char_indices() {
        let opens = !prose.blanks || !letter(before);
        before = Some(first);
        if at < free || !opens {
            continue;
        }
        let ends = words.iter().enumerate().filter_map(|(number, word)| {
            let end = at + starts(&text[at..], word)?;
            let last = letter(word.chars().next_back());
            let inside = prose.blanks && last && letter(text[end..].chars().next());
            (!inside && end > at).then_some((end, number))
        });
        if let Some((end, number)) = ends.max_by_key(|(end, _)| *end) {
            out.push((at..end, number));
            free = end;
        }
    }
    out
}

impl ProseWords {
    /// Gives a quarter in words, from 0, in the way of one of the names of the first: "Second-Quarter"
    /// for "First-Quarter".
    #[must_use]
    pub fn quarter_like(&self, example: &str, at: usize) -> Option<String> {
        let lower = example.to_lowercase();
        let plain = |name: &String| name.to_lowercase() == lower;
        let form = self.first_quarter.iter().position(plain)?;
        let name = self.quarters().get(at)?.get(form)?;
        let opens = |text: &str| -> Vec<bool> {
            let words = text.split([' ', '-']);
            words.map(|word| word.starts_with(char::is_uppercase)).collect()
        };
        let capitals = opens(example);
        let mut nth = 0;
        let mut opening = true;
        let letters = name.chars().flat_map(|c| {
            let capital = opening && capitals.get(nth).copied().unwrap_or_default();
            opening = matches!(c, ' ' | '-');
            nth += usize::from(opening);
            let upper = capital.then(|| c.to_uppercase());
            let same = upper.is_none().then_some(c);
            upper.into_iter().flatten().chain(same)
        });
        Some(letters.collect())
    }

    /// Tells whether a label names a figure that may lie on either side of zero: a profit, a cash
    /// flow. What begins with a charge is none, whatever it is charged on: "Income taxes".
    #[must_use]
    pub fn names_result(&self, label: &str) -> bool {
        let begins = first_word(label, &self.charges, self).is_some_and(|found| found.start == 0);
        let out = first_word(label, &self.outflows, self).is_some()
            && first_word(label, &self.inflows, self).is_none();
        !begins && !out && first_word(label, &self.results, self).is_some()
    }

    /// Tells whether a label names what is told by its size where it is kept with a minus: money that
    /// goes out, such as a cost, a tax or a payment, and a loss.
    #[must_use]
    pub fn names_outflow(&self, label: &str) -> bool {
        let words = || self.charges.iter().chain(&self.outflows);
        let lower = label.to_lowercase();
        // "Vertriebskosten": the last part of a compound says what it is.
        let part = |word: &str| {
            let end = |one: &str| one.ends_with(&word.to_lowercase());
            lower.split(|c: char| !c.is_alphanumeric()).any(end)
        };
        let named = if self.compounds {
            words().any(|word| part(word))
        } else {
            first_word(label, &self.charges, self).is_some()
                || first_word(label, &self.outflows, self).is_some()
        };
        (named && !self.names_result(label)) || self.names_burden(label)
    }

    /// Tells whether a label names a loss and nothing else: "Profit (loss)" may be either.
    fn names_burden(&self, label: &str) -> bool {
        first_word(label, &self.burdens, self).is_some_and(|found| {
            let rest = [&label[..found.start], &label[found.end..]];
            rest.iter().all(|rest| first_word(rest, &self.results, self).is_none())
        })
    }
}

/// Gives a word of a list in small letters; most are.
pub(super) fn small_letters(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Gives the length of a word that a text starts with, whatever its capitals.
fn starts(text: &str, word: &str) -> Option<usize> {
    // Most words differ in their first letter: asked for thousands of words at every letter of a deck.
    let (opening, wanted) = (*text.as_bytes().first()?, *word.as_bytes().first()?);
    let other = if opening.is_ascii() && wanted.is_ascii() {
        !opening.eq_ignore_ascii_case(&wanted)
    } else {
        opening.is_ascii() != wanted.is_ascii()
    };
    if other {
        return None;
    }
    let mut chars = text.char_indices();
    for wanted in word.chars() {
        let (_, c) = chars.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(chars.next().map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::first_word;
    use crate::locale::Locale;

    #[test]
    fn words_stand_by_themselves_or_end_a_longer_one() {
        let of = |tag, text: &str, word: &str| {
            let prose = &Locale::of(tag)?.prose;
            first_word(text, &[word.to_owned()], prose).map(|range| text[range].to_owned())
        };
        assert_eq!(of("en", "Gross Profit", "profit").as_deref(), Some("Profit"));
        assert_eq!(of("en", "Profitability", "profit"), None);
        assert_eq!(of("en", "Change (%)", "%").as_deref(), Some("%"));
        assert_eq!(of("de", "Betriebsergebnis", "Ergebnis").as_deref(), Some("ergebnis"));
        assert_eq!(of("de", "Ergebnisse", "Ergebnis"), None);
        assert_eq!(of("ja", "連結営業利益率", "利益").as_deref(), Some("利益"));
    }
}
