//! Months and numbers within a time.

use crate::locale::Locale;

/// Reads a month's name, whole or cut to three or four letters, with a full stop behind.
pub(super) fn month(text: &str, locale: &Locale) -> Option<(usize, i8)> {
    let months = locale.month_rows().into_iter().flat_map(|row| (1..).zip(row));
    let letter = |c: char| c.is_alphanumeric();
    if !locale.prose.blanks {
        let mut known: Vec<(usize, i8)> = months
            .filter(|(_, name)| text.starts_with(name.as_str()))
            .map(|(number, name)| (name.len(), number))
            .collect();
        known.sort_unstable();
        return known.pop();
    }
    let len = text.find(|c| !letter(c)).unwrap_or(text.len());
    let (word, next) = text.split_at(len);
    let cut = (3..=4).contains(&word.chars().count());
    for (number, name) in months {
        if same(name, word) {
            return Some((len, number));
        }
        if cut && name.get(..word.len()).is_some_and(|start| same(start, word)) {
            return Some((len + usize::from(next.starts_with('.')), number));
        }
    }
    None
}

/// Reads a month's name that begins with the letter of the file: "May" is a month, "may" is none.
pub(super) fn month_as_named(text: &str, locale: &Locale) -> Option<(usize, i8)> {
    let (len, number) = month(text, locale)?;
    let name = usize::try_from(number - 1).ok().and_then(|at| locale.date.months.get(at))?;
    let letters = text[..len].trim_end_matches('.');
    let start = name.get(..letters.len()).is_some_and(|start| same(start, letters));
    (start && name.chars().next() == text.chars().next()).then_some((len, number))
}

/// Tells whether two words are one, in capitals or not.
pub(super) fn same(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return one.eq_ignore_ascii_case(other);
    }
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// Reads a quarter in words without digits: "first quarter", "ersten Quartal"; the longest counts.
pub(super) fn quarter_in_words(text: &str, locale: &Locale) -> Option<(usize, u8)> {
    let names = (1..).zip(locale.prose.quarters());
    let all = names.flat_map(|(quarter, names)| names.iter().map(move |name| (name, quarter)));
    let all = all.filter(|(name, _)| !name.contains(|c: char| c.is_ascii_digit()));
    let found = all.filter_map(|(name, quarter)| {
        let start = text.get(..name.len()).filter(|start| same(start, name))?;
        Some((start.len(), quarter))
    });
    found.max()
}

/// Reads a number of so many digits, full-width ones too.
pub(super) fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<(i16, &str)> {
    let (mut value, mut count, mut rest) = (0_i16, 0, text);
    while let Some(c) = rest.chars().next() {
        let Some(digit) = digit(c).filter(|_| count < *digits.end()) else { break };
        value = value * 10 + i16::from(digit);
        count += 1;
        rest = &rest[c.len_utf8()..];
    }
    let whole = digits.contains(&count) && !rest.starts_with(|c| digit(c).is_some());
    whole.then_some((value, rest))
}

/// Gives the value of a digit, of full width too.
pub(super) fn digit(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '０'..='９' => u32::from(c) - u32::from('０'),
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Reads one digit, in a script without blanks a Chinese one too.
pub(super) fn ordinal<'t>(text: &'t str, locale: &Locale) -> Option<(u8, &'t str)> {
    let first = text.chars().next()?;
    let kanji = (1..).zip("一二三四".chars()).find(|(_, known)| *known == first);
    let value = match kanji.filter(|_| !locale.prose.blanks) {
        Some((value, _)) => value,
        None => digit(first)?,
    };
    let rest = &text[first.len_utf8()..];
    (!rest.starts_with(|c| digit(c).is_some())).then_some((value, rest))
}
