//! Dates, months and periods named in a text.

use std::ops::Range;

use super::{Passage, Sense, holding, numeral, time};
use crate::locale::Locale;
use crate::num::{Date, Period};
use crate::view::Press;

/// A time named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// A day.
    Day(Date),
    /// A month of a year.
    Month(i16, i8),
    /// From a month to a month, both in: "April to June 2010", "10/4–10/6".
    Months((i16, i8), (i16, i8)),
    /// A period: "1Q10", "FY2010", "1Q FY2010".
    Period(Period),
    /// A part of a year alone, such as "1Q".
    Part,
    /// A month or a month's day without its year.
    Open,
    /// A year alone.
    Year(i16),
}

impl Dated {
    /// Gives the period or day that a figure may be keyed by; nothing for looser times.
    #[must_use]
    pub fn period(self) -> Option<Period> {
        match self {
            Self::Period(period) => Some(period),
            Self::Day(day) => Some(Period::Instant(day)),
            Self::Month(..) | Self::Months(..) | Self::Part | Self::Open | Self::Year(_) => None,
        }
    }
}

/// A time with its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it names.
    pub dated: Dated,
}

/// Finds every date, month and period of a passage, in order.
pub(super) fn mentions(passage: &Passage<'_>, press: &Press<'_>) -> Vec<Mention> {
    let text = passage.text;
    let solid = !press.locale.prose.blanks;
    let skips = passage.skips();
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    let mut before: Option<char> = None;
    while let Some(c) = text[at..].chars().next() {
        if let Some(skip) = holding(skips, at) {
            at = skip.end;
            before = None;
            continue;
        }
        let starts = before.is_none_or(|b| {
            // Where no blanks part the words, a time starts behind any letter of another script.
            let letter = b.is_ascii_alphanumeric() || (b.is_alphanumeric() && !solid);
            !letter && !matches!(b, ',' | '.' | '/')
        });
        if starts
            && (c.is_ascii_alphanumeric() || !c.is_ascii())
            && let Some((len, dated)) = read(&text[at..], press)
        {
            out.push(Mention { range: at..at + len, dated });
            before = text[at..at + len].chars().next_back();
            at += len;
            continue;
        }
        before = Some(c);
        at += c.len_utf8();
    }
    joined(out, passage, press)
}

/// Joins "April" + "to" + "June 2010" into the months they span, "1Q" + "FY2010", and "first
/// quarter" + "2010/11".
fn joined(found: Vec<Mention>, passage: &Passage<'_>, press: &Press<'_>) -> Vec<Mention> {
    let text = passage.text;
    let mut out: Vec<Mention> = Vec::new();
    for mut mention in found {
        if let Dated::Period(Period::Year { year }) = mention.dated
            && let Some((start, quarter)) = quarter_before(passage, mention.range.start)
        {
            mention.dated = Dated::Period(Period::Quarter { year, quarter });
            mention.range.start = start;
        }
        if let Some(last) = out.last_mut() {
            let gap = text[last.range.end..mention.range.start].trim();
            let named = |range: &Range<usize>| &text[range.clone()];
            let span = press.locale.times.span.iter().any(|mark| mark == gap);
            let month_of =
                |range: &Range<usize>| numeral::month(named(range), press.locale).map(|(_, m)| m);
            let months = match (last.dated, mention.dated) {
                (Dated::Month(y1, m1), Dated::Month(y2, m2)) => Some(((y1, m1), (y2, m2))),
                (Dated::Open, Dated::Month(year, month)) => month_of(&last.range)
                    .map(|m| ((if m > month { year - 1 } else { year }, m), (year, month))),
                (Dated::Month(year, month), Dated::Open) if mention.range.len() < 8 => {
                    month_of(&mention.range)
                        .map(|m| ((year, month), (if m < month { year + 1 } else { year }, m)))
                }
                (_, _) => None,
            };
            if let Some((from, to)) = months.filter(|_| span) {
                last.dated = Dated::Months(from, to);
                last.range.end = mention.range.end;
                continue;
            }
            if let (Dated::Part, Dated::Period(Period::Year { .. })) = (last.dated, mention.dated)
                && (gap.is_empty() || gap == "of")
            {
                let part = named(&last.range).to_uppercase();
                let year = named(&mention.range);
                if let Ok(period) = format!("{part}{year}").parse() {
                    last.dated = Dated::Period(period);
                    last.range.end = mention.range.end;
                    continue;
                }
            }
        }
        out.push(mention);
    }
    out
}

/// The quarter in words right before a year: "ersten Quartal 2010/11".
fn quarter_before(passage: &Passage<'_>, year: usize) -> Option<(usize, u8)> {
    let quarters = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
    // Nothing but blanks stands between, so that the words end where the blanks begin.
    let end = passage.text[..year].trim_end().len();
    let near: Vec<_> = passage.hits_before(end).filter(|hit| hit.end == end).collect();
    let mut before = near.into_iter().rev().filter(|hit| hit.end < year);
    before.find_map(|hit| {
        let (quarter, _) = (1..).zip(quarters).find(|(_, sense)| *sense == hit.sense)?;
        let words = !passage.text[hit.start..hit.end].contains(|c: char| c.is_ascii_digit());
        words.then_some((hit.start, quarter))
    })
}

/// Reads a time at the start of a text: its length and what it names.
fn read(text: &str, press: &Press<'_>) -> Option<(usize, Dated)> {
    let first = text.chars().next()?;
    let plain = if first.is_ascii_digit() {
        numeric(text, press.locale).or_else(|| period(text))
    } else if first.is_ascii_alphabetic() || (press.locale.prose.blanks && first.is_alphabetic()) {
        named_month(text, press.locale).or_else(|| period(text))
    } else {
        None
    };
    let own = time::read(text, press.locale, press.facts.calendar);
    match (plain, own) {
        (Some(plain), Some(own)) if plain.0 > own.0 => Some(plain),
        (plain, own) => own.or(plain),
    }
}

/// Reads "1Q10", "FY2010", "1Q", "4Q09", "FY10".
fn period(text: &str) -> Option<(usize, Dated)> {
    let len = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let word = &text[..len];
    if !(2..=8).contains(&len) || !word.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Ok(period) = word.parse::<Period>() {
        return Some((len, Dated::Period(period)));
    }
    let part = matches!(word.as_bytes(), [b'1'..=b'4', b'Q' | b'H'] | [b'9', b'M']);
    part.then_some((len, Dated::Part))
}

/// Reads a run of digits and gives it with the rest.
fn digits(text: &str) -> Option<(usize, &str)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    (len > 0).then(|| (len, &text[len..]))
}

fn small(text: &str, len: usize) -> Option<i8> {
    text.get(..len)?.parse().ok()
}

/// Reads "2010-06-30", "2010/6/30", "2010.8.13", "10/4–10/6", "2010年6月30日", "30 June 2010".
fn numeric(text: &str, locale: &Locale) -> Option<(usize, Dated)> {
    let (len, rest) = digits(text)?;
    let year = (len == 4).then(|| text[..4].parse::<i16>().ok()).flatten();
    let year = year.filter(|year| (1900..=2199).contains(year));
    let mark = rest.chars().next();
    if let (Some(year), Some(mark @ ('-' | '/' | '.' | '年'))) = (year, mark) {
        let rest = &rest[mark.len_utf8()..];
        if let Some((m, tail)) = digits(rest).filter(|(m, _)| *m <= 2) {
            let month = small(rest, m).filter(|m| (1..=12).contains(m))?;
            let used = text.len() - tail.len();
            let next = tail.chars().next();
            let same = next == Some(mark) || (mark == '年' && next == Some('月'));
            let after = &tail[next.filter(|_| same).map_or(0, char::len_utf8)..];
            if same && let Some((d, tail)) = digits(after).filter(|(d, _)| *d <= 2) {
                let day = small(after, d).and_then(|d| Date::new(year, month, d).ok())?;
                let end = text.len() - tail.len();
                let end = end + if tail.starts_with('日') { '日'.len_utf8() } else { 0 };
                return Some((end, Dated::Day(day)));
            }
            if mark == '年' && same {
                return Some((text.len() - after.len(), Dated::Month(year, month)));
            }
            if mark == '/' || (mark == '-' && m == 2) {
                return Some((used, Dated::Month(year, month)));
            }
        }
    }
    if let Some(year) = year
        && mark == Some('年')
    {
        return Some((len + '年'.len_utf8(), Dated::Year(year)));
    }
    if len <= 2 && mark == Some('/') {
        return slashed(text, len, locale);
    }
    let after = rest.strip_prefix(
        ["st", "nd", "rd", "th"].iter().find(|o| rest.starts_with(**o)).unwrap_or(&""),
    )?;
    let after = after.trim_start();
    let after = after.strip_prefix("of ").unwrap_or(after);
    if len <= 2
        && let Some((used, Dated::Month(year, month))) = named_month(after, locale)
        && let Some(day) = small(text, len).and_then(|d| Date::new(year, month, d).ok())
    {
        return Some((text.len() - after.len() + used, Dated::Day(day)));
    }
    year.filter(|_| lone_year(rest)).map(|year| (len, Dated::Year(year)))
}

/// A year has no decimals, no sign of per cent and no letters behind it.
fn lone_year(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(',' | '.') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() && c != '%',
        None => true,
    }
}

/// Reads "10/4–10/6" as months of years, in the order that the language writes them in, and "6/30"
/// as a day without its year.
fn slashed(text: &str, len: usize, locale: &Locale) -> Option<(usize, Dated)> {
    let year_first = locale.date.month_range.starts_with("{y1}");
    let one = |text: &str| -> Option<(usize, i16, i8)> {
        let (a, rest) = digits(text)?;
        let rest = rest.strip_prefix('/')?;
        let (b, tail) = digits(rest).filter(|(b, _)| *b <= 2)?;
        let (year, month) = if year_first { (text, rest) } else { (rest, text) };
        let (y, m) = if year_first { (a, b) } else { (b, a) };
        let (year, month) = (year[..y].parse().ok()?, small(month, m)?);
        (!tail.starts_with('/')).then_some((a + 1 + b, year, month))
    };
    if let Some((first, y1, m1)) = one(text) {
        let rest = &text[first..];
        let dash = rest.chars().next().filter(|c| matches!(c, '–' | '-' | '~' | '〜' | '～'));
        if let Some(dash) = dash
            && let Some((second, y2, m2)) = one(&rest[dash.len_utf8()..])
            && (1..=12).contains(&m1)
            && (1..=12).contains(&m2)
        {
            let used = first + dash.len_utf8() + second;
            return Some((used, Dated::Months((2000 + y1, m1), (2000 + y2, m2))));
        }
        return Some((first, Dated::Open));
    }
    // "6/30/2010" and "30/6/2010" name a day, whichever way round.
    let mut parts = text.splitn(3, '/');
    let (_, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let (y, _) = digits(third).filter(|(y, _)| matches!(y, 2 | 4))?;
    (second.len() <= 2).then_some((len + 2 + second.len() + y, Dated::Open))
}

/// Reads "June 30, 2010", "Aug. 13, 2010", "June 2010", "June, 2010", "Sep. 1", "June".
fn named_month(text: &str, locale: &Locale) -> Option<(usize, Dated)> {
    let len = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = &text[..len];
    let is = |name: &String| {
        *name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word))
    };
    let at = locale.date.months.iter().position(is)?;
    let month = i8::try_from(at + 1).ok()?;
    let dotted = len + usize::from(text[len..].starts_with('.'));
    let after = |at: usize| -> usize {
        let rest = &text[at..];
        let rest = rest.strip_prefix(',').unwrap_or(rest);
        text.len() - rest.trim_start_matches([' ', '\u{a0}']).len()
    };
    let start = after(dotted);
    let year_at = |at: usize| -> Option<i16> {
        let (len, rest) = digits(&text[at..])?;
        let year = text[at..at + len].parse().ok().filter(|_| len == 4 && lone_year(rest));
        year.filter(|year| (1900..=2199).contains(year))
    };
    if let Some(year) = year_at(start) {
        return Some((start + 4, Dated::Month(year, month)));
    }
    if let Some((d, rest)) = digits(&text[start..]).filter(|(d, _)| *d <= 2) {
        let ordinal = ["st", "nd", "rd", "th"].iter().find(|o| rest.starts_with(**o));
        let end = start + d + ordinal.map_or(0, |o| o.len());
        let follows = text[end..].chars().next();
        if follows.is_some_and(|c| c.is_alphanumeric() || c == '%') {
            return Some((dotted.min(len), Dated::Open));
        }
        let next = after(end);
        if let Some(year) = year_at(next) {
            let day = small(&text[start..], d).and_then(|d| Date::new(year, month, d).ok());
            return Some((next + 4, day.map_or(Dated::Open, Dated::Day)));
        }
        let decimal = text[end..].starts_with(['.', ','])
            && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
        return (!decimal).then_some((end, Dated::Open));
    }
    // "May" and "March" are words as well; alone they name no time that matters here.
    Some((len, Dated::Open))
}
