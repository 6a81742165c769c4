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
    let word = &text[..len];
    let cut = (3..=4).contains(&word.chars().count());
    for (number, name) in months {
        let same = |part: &str| part.to_lowercase() == word.to_lowercase();
        if same(name) {
            return Some((len, number));
        }
        if cut && name.get(..word.len()).is_some_and(same) {
            return Some((len + usize::from(text[len..].starts_with('.')), number));
        }
    }
    None
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
