//! Runs of months without a year: "January to September", "Jan. – Sep.", 4月～9月.

use std::ops::Range;

use super::UndatedTimes;
use crate::locale::{Locale, TimeWords};
use crate::num::{FiscalYear, Period};

/// Fewest letters of a month's short name.
const SHORT: usize = 3;

/// Months from one to another, both in, of a year that is not named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthRun {
    /// Its bytes.
    pub range: Range<usize>,
    /// The first month and the last, from 1.
    pub months: (i8, i8),
}

/// Finds the runs of months in a text.
#[must_use]
pub fn month_runs(text: &str, locale: &Locale) -> Vec<MonthRun> {
    let names = &locale.date.months;
    let counted = names.iter().all(|name| name.starts_with(|c: char| c.is_ascii_digit()));
    let mut out = Vec::new();
    let (mut done, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let joined = before.is_some_and(|b: char| {
            if counted { b.is_ascii_digit() || b == '/' } else { b.is_alphanumeric() }
        });
        before = Some(c);
        if joined || at < done {
            continue;
        }
        let first = month(text, at, names).or_else(|| counted.then(|| number(text, at))?);
        let Some((end, first)) = first else { continue };
        let linked = locale.times.span.iter().find_map(|word| {
            let gap = text[end..].trim_start_matches(BLANKS).strip_prefix(word.as_str())?;
            month(text, text.len() - gap.trim_start_matches(BLANKS).len(), names)
        });
        if let Some((end, last)) = linked {
            out.push(MonthRun { range: at..end, months: (first, last) });
            done = end;
        }
    }
    out
}

/// Finds the lengths in months that a text names, in order: "six months", "first three quarters",
/// 9カ月. Capitals count for nothing.
#[must_use]
pub fn lengths(text: &str, locale: &Locale) -> Vec<(Range<usize>, u8)> {
    let blanks = locale.prose.blanks;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let lower = text.to_lowercase();
    // Letters whose small forms are longer leave no place to tell.
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (months, forms) in [3, 6, 9, 12].into_iter().zip(&locale.prose.spans) {
        for form in forms.split('|') {
            let form = form.to_lowercase();
            for (at, found) in lower.match_indices(form.as_str()) {
                let (before, behind) = (&lower[..at], &lower[at + found.len()..]);
                let (before, behind) = (before.chars().next_back(), behind.chars().next());
                // 13カ月 holds 3カ月.
                let inside = if blanks { letter(before) || letter(behind) } else { digit(before) };
                if !inside {
                    out.push((at..at + found.len(), months));
                }
            }
        }
    }
    out.sort_by_key(|(range, _)| (range.start, range.end));
    out
}

/// A length in weeks or days, as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedLength {
    /// Weeks.
    Weeks(u16),
    /// Days.
    Days(u16),
}

impl CountedLength {
    /// Tells whether a period has that length; where it is known by its months, within a week.
    #[must_use]
    pub fn fits(self, period: Period, calendar: FiscalYear) -> bool {
        let lengths = calendar.lengths();
        let days = lengths.days(period);
        match self {
            Self::Weeks(weeks) => match lengths.weeks(period) {
                Some(own) => own == weeks,
                None => days.abs_diff(weeks.saturating_mul(7)) < 7,
            },
            Self::Days(said) => days == said,
        }
    }
}

/// Finds the lengths in weeks and days that a text names: "13 weeks", "thirteen weeks", 12週間.
#[must_use]
pub fn counted_lengths(text: &str, locale: &Locale) -> Vec<(Range<usize>, CountedLength)> {
    let (blanks, times) = (locale.prose.blanks, &locale.times);
    let mut out = Vec::new();
    for (names, weeks) in [(&times.week_names, true), (&times.day_names, false)] {
        for name in names {
            for (at, found) in text.match_indices(name.as_str()) {
                let end = at + found.len();
                let goes_on = text[end..].chars().next().is_some_and(char::is_alphanumeric);
                if blanks && goes_on {
                    continue;
                }
                let before = text[..at].trim_end_matches(BLANKS);
                let Some((start, number)) = number_before(before, times) else { continue };
                let length =
                    if weeks { CountedLength::Weeks(number) } else { CountedLength::Days(number) };
                out.push((start..end, length));
            }
        }
    }
    out.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    out.dedup_by_key(|(range, _)| range.start);
    out
}

/// The number that ends a text, in digits or in the words of a language; gives where it starts.
fn number_before(text: &str, times: &TimeWords) -> Option<(usize, u16)> {
    let digits = text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = text.len() - digits;
    let part = text[..start].ends_with(['.', ',', '-', '–'])
        || text[..start].ends_with(char::is_alphanumeric);
    if digits > 0 {
        return text[start..].parse().ok().filter(|_| digits <= 3 && !part).map(|n| (start, n));
    }
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    times.weeks.iter().find_map(|both| {
        let (number, word) = both.split_once('|')?;
        let rest = lower.strip_suffix(word)?;
        let whole = !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-');
        Some((rest.len(), number.parse().ok()?)).filter(|_| whole)
    })
}

const BLANKS: [char; 2] = [' ', '\u{a0}'];

/// Reads a month's name, whole or short, with the dot behind the short one.
fn month(text: &str, at: usize, names: &[String]) -> Option<(usize, i8)> {
    let rest = &text[at..];
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let word = rest[..letters].to_lowercase();
    let (found, (name, number)) = names.iter().zip(1..).find_map(|(name, number)| {
        let lower = name.to_lowercase();
        let short = word.chars().count() >= SHORT && lower.starts_with(&word);
        let whole = letters == 0 && rest.starts_with(name.as_str());
        (short || whole).then_some((if whole { name.len() } else { letters }, (name, number)))
    })?;
    let dot = found < name.len() && rest[found..].starts_with('.');
    Some((at + found + usize::from(dot), number))
}

/// Reads a month's number before a run: the 4 of 4～9月.
fn number(text: &str, at: usize) -> Option<(usize, i8)> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok().filter(|number| (1..=12).contains(number))?;
    Some((at + digits, number))
}

impl UndatedTimes<'_> {
    /// Gives the runs of months that stand in no other time.
    #[must_use]
    pub fn month_runs(self, locale: &Locale) -> Vec<MonthRun> {
        let mut all = month_runs(self.passage.text, locale);
        all.retain(|run| {
            let inside = |at: usize| {
                self.passage
                    .mentions
                    .iter()
                    .any(|m| m.range.contains(&at) && !matches!(m.dated, super::Dated::Open(..)))
            };
            !inside(run.range.start)
                && !inside(run.range.end - 1)
                && super::holding(self.passage.skips(), run.range.start).is_none()
        });
        all
    }
}

#[cfg(test)]
mod tests {
    use super::month_runs;
    use crate::locale::Locale;

    #[test]
    fn months_without_a_year_are_read_in_every_language() {
        let of = |tag, text: &str| {
            let all = month_runs(text, Locale::of(tag).expect("a language"));
            all.into_iter().map(|run| (text[run.range].to_owned(), run.months)).collect::<Vec<_>>()
        };
        let one = |text: &str, months| vec![(text.to_owned(), months)];
        assert_eq!(of("en", "Income, January to September"), one("January to September", (1, 9)));
        assert_eq!(of("en", "Results Apr. – Jun."), one("Apr. – Jun.", (4, 6)));
        assert_eq!(of("en", "We may go to March"), []);
        assert_eq!(of("de", "Ergebnis, Januar – September"), one("Januar – September", (1, 9)));
        assert_eq!(of("de", "Okt. bis Dez."), one("Okt. bis Dez.", (10, 12)));
        assert_eq!(of("ja", "業績(4月～12月)"), one("4月～12月", (4, 12)));
        assert_eq!(of("ja", "業績（4-9月）"), one("4-9月", (4, 9)));
        assert_eq!(of("ja", "11月から2月"), one("11月から2月", (11, 2)));
        assert_eq!(of("ja", "2024年3月期"), []);
    }
}
