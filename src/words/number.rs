//! Numbers typed in a text, and which of them state no figure.

use std::ops::Range;

use super::{Dated, Passage, Sense, behind, head, holding, measures, tail};
use crate::locale::Locale;

/// Letters that may follow digits and still make a figure: `15bn`, `2.5x`, `10k`.
const MEASURED: &[&str] = &[
    "bn", "mn", "tn", "m", "k", "mm", "b", "x", "pt", "pts", "pp", "ppt", "bp", "bps", "yen",
    "million", "billion", "trillion", "thousand", "percent", "points", "fold", "times", "pct",
    "mil",
];
/// Codes and signs of money before digits.
const MONEY: &[&str] = &["JPY", "USD", "EUR", "GBP", "CNY", "KRW", "HKD", "SGD", "US", "Y", "RMB"];

/// Longest telephone number, blanks and brackets in.
const PHONE: usize = 40;
/// So many years before and behind the deck's own, a number of four digits is rather a year.
const NEAR_YEARS: u16 = 6;
/// Longest row of numbers behind one word.
const ROW: usize = 24;

/// Finds every number of a passage that states a figure and is not cited.
///
/// Left alone: dates and periods, numbers with a name's letters (`IPv6`, `1Gbps`), ordinals,
/// marks of lists and notes, numbers behind words such as "Article", times, and `names`. A year of the calendar
/// needs no word before it where years are bare, or where it is near the deck's own.
#[must_use]
pub fn untied(
    passage: &Passage<'_>,
    (names, nouns): (&[&str], &[&str]),
    (locale, this_year): (&Locale, i16),
) -> Vec<Range<usize>> {
    let text = passage.text;
    // "Strong 2023 results", "full-year 2023 guidance": a year near the deck's own.
    let near =
        |dated: Dated| matches!(dated, Dated::Year(year) if year.abs_diff(this_year) <= NEAR_YEARS);
    let bare = |dated: Dated| locale.prose.bare_years || near(dated);
    let mut skips = passage.skips().to_vec();
    for name in names {
        skips.extend(super::named(text, name));
    }
    let skips = super::merged(skips);
    let rows = Rows::of(text);
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(is_digit) {
        let digit = at + found;
        if let Some(skip) = holding(&skips, digit) {
            at = skip.end;
            // A name is no part of an amount: "Orders of 99" of "Orders of 99 billion".
            if text[skip.clone()].ends_with(is_digit) && measures(text, skip.end, locale) {
                out.push(digit..skip.end);
            }
            continue;
        }
        let token = token(text, digit, &skips);
        at = token.end;
        let mention = passage.mention_at(digit);
        if let Some(mention) = mention {
            at = at.max(mention.range.end);
            let plain = text[mention.range.clone()].bytes().all(|b| b.is_ascii_digit());
            let year = plain && matches!(mention.dated, Dated::Year(_));
            let figure = year && counted(passage, &mention.range, nouns, bare(mention.dated));
            if !figure && !scaled_behind(text, mention.range.end, locale) {
                continue;
            }
            out.push(mention.range.clone());
            continue;
        }
        let plain = |hit: &super::Hit| hit.sense == Sense::NoFigure && hit.start <= digit;
        let near = passage.hits_before(digit + 1);
        let money = money_before(text, token.start);
        if !money && near.into_iter().any(|hit| plain(hit) && digit < hit.end) {
            continue;
        }
        if states(passage, &token, &rows, locale) {
            match out.last_mut() {
                // "158億13百万円" is one amount.
                Some(last) if scale_between(passage, last.end..token.start) => last.end = token.end,
                Some(_) | None => out.push(token),
            }
        }
    }
    out.extend(marks(text, locale));
    out
}

/// Tells whether nothing but a scale stands between two runs of digits.
fn scale_between(passage: &Passage<'_>, gap: Range<usize>) -> bool {
    passage.hits_at(gap.start).any(|hit| hit.sense == Sense::Scale && hit.end == gap.end)
}

/// Digits of any script, and fractions of one character: ½, ¾.
pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric() && !is_mark(c) && !is_cjk(c))
}

/// Numerals that mark notes and points: raised, lowered, circled and Roman ones.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}'..='\u{209C}' | '\u{2160}'..='\u{2188}'
        | '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
}

/// Finds marks that a scale or money stands behind: ⑨⑨ billion. One at a word or a line's start is
/// that of a note or a point.
fn marks(text: &str, locale: &Locale) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    if text.is_ascii() {
        return out;
    }
    for (at, c) in text.char_indices().filter(|(_, c)| is_mark(*c)) {
        match out.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            Some(_) | None => out.push(at..at + c.len_utf8()),
        }
    }
    out.retain(|range| {
        let before = text[..range.start].chars().next_back();
        let free = before.is_some_and(|c| !c.is_alphanumeric() && c != '\n');
        free && measures(text, range.end, locale)
    });
    out
}

/// Tells whether a scale stands behind what ends here and is no number by itself: "FY99 billion".
fn scaled_behind(text: &str, at: usize, locale: &Locale) -> bool {
    let typed = behind(text, at, locale).filter(|typed| typed.scale.is_some());
    let word = typed.map(|typed| &text[typed.range]).filter(|word| !word.ends_with('s'));
    let bracket = text[at..].trim_start().starts_with(['(', '（']);
    locale.prose.blanks && !bracket && word.is_some_and(|word| word.chars().count() > 1)
}

/// Tells whether a word is a unit or a code of money.
pub(super) fn is_unit(word: &str) -> bool {
    // 3m is three million, and 3M a company.
    let long = word.len() > 1 && MEASURED.contains(&word.to_lowercase().as_str());
    long || MEASURED.contains(&word) || word.len() == 3 && MONEY.contains(&word)
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_cjk(c)
}

fn is_cjk(c: char) -> bool {
    ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{F900}'..='\u{FAFF}').contains(&c)
}

/// Widens a digit to the number or name it is part of.
fn token(text: &str, digit: usize, skips: &[Range<usize>]) -> Range<usize> {
    let free = |at: usize| holding(skips, at).is_none();
    let member = |c: char| is_digit(c) || is_letter(c);
    let joins = |c: char| {
        matches!(
            c,
            '.' | ','
                | '-'
                | '/'
                | '+'
                | '\''
                | '&'
                | ':'
                | '–'
                | '~'
                | '～'
                | '〜'
                | '×'
                | '，'
                | '．'
                | '_'
        )
    };
    let mut start = digit;
    let mut before = text[..digit].char_indices().rev().peekable();
    while let Some((at, c)) = before.next() {
        let joined = joins(c)
            && before.peek().is_some_and(|(_, b)| match c {
                ',' | ':' | '–' | '~' | '～' | '〜' => is_digit(*b),
                _ => member(*b),
            });
        if !free(at) || !(member(c) || joined) {
            break;
        }
        start = at;
    }
    let mut end = digit;
    let mut after = text[digit..].char_indices().peekable();
    while let Some((at, c)) = after.next() {
        let at = digit + at;
        let joined = joins(c)
            && after.peek().is_some_and(|(_, b)| match c {
                ',' | ':' | '–' | '~' | '～' | '〜' => is_digit(*b),
                _ => member(*b),
            });
        if !free(at) || !(member(c) || joined) {
            break;
        }
        end = at + c.len_utf8();
    }
    start..end
}

/// Tells whether a year stands where a count would: behind money, before what is counted, or
/// in the middle of a sentence without a word such as "in" before it.
fn counted(passage: &Passage<'_>, range: &Range<usize>, nouns: &[&str], bare_years: bool) -> bool {
    let text = passage.text;
    let blank = |range: Range<usize>| text[range].chars().all(char::is_whitespace);
    let next = passage.word_from(range.end);
    let next = next.filter(|word| blank(range.end..word.start));
    let last = passage.word_to(range.start);
    let last = last.filter(|word| blank(word.end..range.start));
    if money_before(text, range.start) {
        return true;
    }
    let Some(next) = next else { return false };
    let counts = nouns.contains(&next.of(text))
        || passage.means(next, Sense::Counted)
        || passage.means(next, Sense::Scale);
    // "Q4 2022", "H1 2026": the part of a year that stands before it.
    let part = |word: super::Word| {
        let word = word.of(text);
        word.len() == 2
            && word.contains(|c: char| c.is_ascii_digit())
            && word.contains(['Q', 'H', 'q', 'h', 'M'])
    };
    let known = |last: super::Word| passage.means(last, Sense::BeforeYear) || part(last);
    counts || !bare_years && last.is_some_and(|last| !known(last))
}

fn money_before(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.ends_with(['¥', '$', '€', '£', '￥'])
        || MONEY.iter().any(|code| {
            code.len() > 1
                && before.ends_with(code)
                && !before[..before.len() - code.len()].ends_with(char::is_alphanumeric)
        })
}

/// Tells whether a token with digits states a figure.
fn states(passage: &Passage<'_>, token: &Range<usize>, rows: &Rows, locale: &Locale) -> bool {
    let text = passage.text;
    let word = &text[token.clone()];
    let before = &text[..token.start];
    let after = &text[token.end..];
    if after.starts_with(['%', '％', '‰']) || money_before(text, token.start) {
        return true;
    }
    let section = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']).ends_with('§');
    if section || before.ends_with(['#', '№', '※', '第', '¶', '^']) || counts(after, locale) {
        return false;
    }
    if word.contains(is_letter) {
        return lettered(word, locale) || scaled_behind(text, token.end, locale);
    }
    // 5株につき1株: how shares are consolidated or split.
    let exchanged = |word: &String| {
        let next = after.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(is_digit));
        let last = before.strip_suffix(word.as_str()).is_some_and(|rest| rest.ends_with(is_digit));
        next || last
    };
    if locale.prose.exchanged.iter().any(exchanged) {
        return false;
    }
    // "Release 99 billion": a figure stands behind the word, not a number of the release.
    if measures(text, token.end, locale) {
        return true;
    }
    // "401(k)", "Section 13(a)": a section of a law.
    let section = after.strip_prefix('(').and_then(|rest| rest.get(..2));
    if section.is_some_and(|inner| inner.ends_with(')') && inner.starts_with(char::is_lowercase)) {
        return false;
    }
    if numbered(passage, token) || timed(passage, token, word) || listed(text, token, rows) {
        return false;
    }
    if ordinal(passage, token, word) {
        return false;
    }
    !is_phone(text, token)
}

/// Tells whether a time or a count in a row stands behind digits, or behind others of the same span: 2至3年.
fn counts(after: &str, locale: &Locale) -> bool {
    let unit =
        |text: &str| locale.prose.counters.iter().any(|unit| text.starts_with(unit.as_str()));
    let last = locale.times.span.iter().filter_map(|word| after.strip_prefix(word.as_str()));
    let mut last = last.map(|rest| (rest, rest.trim_start_matches(is_digit)));
    unit(after) || last.any(|(rest, behind)| behind.len() < rest.len() && unit(behind))
}

/// Tells whether a number is part of a telephone number: several groups that start with a zero, a
/// plus or a bracketed code: "+81-3-0000-0000", "03-0000-0000", "(877) 555-0100".
fn is_phone(text: &str, token: &Range<usize>) -> bool {
    let member = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '+' | '.');
    // No telephone number is longer.
    let before = tail(&text[..token.start], PHONE);
    let start = token.start - before.len() + before.trim_end_matches(member).len();
    let behind = head(&text[token.end..], PHONE);
    let end = token.end + behind.len() - behind.trim_start_matches(member).len();
    let number = text[start..end].trim_matches([' ', '.', '-']);
    let number = number.strip_suffix('(').unwrap_or(number).trim_end();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<_> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let code = number.strip_prefix('(').is_some_and(|rest| {
        let (code, rest) = rest.split_once(')').unwrap_or((rest, ""));
        (2..=5).contains(&code.len()) && rest.contains('-')
    });
    let starts = number.starts_with(['0', '+']) || number.starts_with("(0") || code;
    let joined = number.contains('-') || number.starts_with('+') || number.starts_with("(0");
    let toll = groups.len() == 4 && groups[0] == "1" && groups[1..3].iter().all(|g| g.len() == 3);
    (8..=15).contains(&digits)
        && groups.len() >= if code { 3 } else { 2 }
        && (starts && (joined || groups.len() >= 3) || toll)
        && groups.iter().all(|group| group.len() <= 8)
}

/// A token of digits and letters is a name unless its letters are a measure or money.
fn lettered(word: &str, locale: &Locale) -> bool {
    let lead: String = word.chars().take_while(|c| is_letter(*c)).collect();
    if !lead.is_empty() {
        return MONEY.contains(&lead.as_str()) && word[lead.len()..].starts_with(is_digit);
    }
    let tail = word.trim_start_matches(|c: char| is_digit(c) || matches!(c, '.' | ','));
    let hyphen = tail.strip_prefix('-');
    let letters = hyphen.unwrap_or(tail);
    if hyphen.is_some() {
        return MEASURED[12..].contains(&letters) || scaled(locale, letters);
    }
    // "4K" and "8K" are pictures, "10k" is a figure.
    MEASURED.contains(&letters.to_lowercase().as_str()) && letters != "K" || scaled(locale, letters)
}

/// Tells whether letters are a word of size in the language.
fn scaled(locale: &Locale, letters: &str) -> bool {
    locale.prose.scales.iter().any(|scale| scale == letters)
}

/// Stands behind a word such as "Article" or "ISO", alone or in a row: "Scope 1, 2 and 3".
fn numbered(passage: &Passage<'_>, token: &Range<usize>) -> bool {
    let text = passage.text;
    let last = passage.hits.partition_point(|hit| hit.start < token.start);
    let near = passage.hits[..last].iter().rev();
    let near = near.take_while(|hit| hit.start + passage.longest + ROW >= token.start);
    let mut near = near.filter(|hit| hit.sense == Sense::Numbered);
    let last = near.find(|hit| hit.end <= token.start && token.start - hit.end <= ROW);
    let Some(hit) = last else { return false };
    let mut gap = text[hit.end..token.start].to_owned();
    for and in passage.hits_in(hit.end..token.start).filter(|and| and.sense == Sense::And) {
        let blank = " ".repeat(and.end - and.start);
        gap.replace_range(and.start - hit.end..and.end - hit.end, &blank);
    }
    let marks = [' ', '\u{a0}', ',', '、', '&', '.', '・'];
    let mut parts = gap.split(marks).filter(|part| !part.is_empty());
    parts.all(|part| part.bytes().all(|b| b.is_ascii_digit()) && part.len() <= 5)
}

/// Counts in a row, with a full stop behind: "im 2. Schritt".
fn ordinal(passage: &Passage<'_>, token: &Range<usize>, word: &str) -> bool {
    let dotted = passage.text[token.end..].strip_prefix('.').is_some_and(|rest| {
        rest.trim_start_matches([' ', '\u{a0}']).starts_with(char::is_alphabetic)
    });
    let end = passage.text[..token.start].trim_end().len();
    word.len() <= 2 && dotted && passage.ends_with(end, Sense::BeforeOrdinal)
}

/// Is a time of the day, or stands before a word such as "years".
fn timed(passage: &Passage<'_>, token: &Range<usize>, word: &str) -> bool {
    if let Some((hours, minutes)) = word.split_once(':') {
        return hours.len() <= 2 && minutes.len() == 2;
    }
    // Nothing but blanks stands between, so that the word begins where they end.
    let rest =
        passage.text[token.end..].trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    passage.hits_at(passage.text.len() - rest.len()).any(|hit| hit.sense == Sense::Duration)
}

/// Is the mark of a list or a note: `(1)` at the start or in a row, `1.`, `1)`, `*1`, `[1]`.
fn listed(text: &str, token: &Range<usize>, rows: &Rows) -> bool {
    let Ok(number) = text[token.clone()].parse::<u8>() else { return false };
    let (before, after) = (&text[..token.start], &text[token.end..]);
    if number > 30 {
        return false;
    }
    let lead = before.trim_end_matches([' ', '-', '*', '+', '_', '(', '（', '#']);
    if after.starts_with([')', '）', '.']) && (lead.is_empty() || lead.ends_with('\n')) {
        return true;
    }
    if after.starts_with([')', '）']) && before.ends_with(['(', '（', ' ']) {
        let open = before.ends_with(['(', '（']);
        let row = |n: u8| rows.holds(n, open);
        return (number > 1 && row(number - 1)) || (number == 1 && row(2));
    }
    (before.ends_with('*') && !before.ends_with("**") && !after.starts_with('*'))
        || (before.ends_with('[') && after.starts_with(']'))
}

/// The numbers before a closing bracket, with the opening one or without: `(1)`, `1)`.
struct Rows(std::collections::HashSet<(u8, bool)>);

impl Rows {
    fn of(text: &str) -> Self {
        let mut all = std::collections::HashSet::new();
        for (at, _) in text.match_indices([')', '）']) {
            let near = tail(&text[..at], "（30".len());
            let digits = near.len() - near.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            // Behind "31)" stands "1)" as well.
            for from in near.len() - digits..near.len() {
                let open = near[..from].ends_with(['(', '（']);
                if let Ok(number) = near[from..].parse() {
                    all.insert((number, false));
                    all.extend(open.then_some((number, true)));
                }
            }
        }
        Self(all)
    }

    fn holds(&self, number: u8, open: bool) -> bool {
        self.0.contains(&(number, open))
    }
}
