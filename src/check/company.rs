//! `company-name`: a word nearly, but not quite, spells the company's name.

use std::ops::Range;

use strsim::osa_distance;

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::{Passage, Reading, Word};

/// Compares every word with the company's short name, and every run of words with its full name.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let company = &reading.deck.company;
    let short = company.short.value.as_str();
    let whole: Vec<_> = company.name.value.split_whitespace().map(bare).collect();
    let names = reading.deck.names.iter();
    let known: Vec<_> = names.flat_map(|name| name.value.split_whitespace()).collect();
    let kana: Vec<_> =
        [company.name.value.as_str(), short].into_iter().flat_map(katakana).collect();
    for passage in &reading.passages {
        katakana_slips(reading, passage, (&kana, &known), report);
        for word in &passage.words {
            for (part, start) in parts(word.of(passage.text)) {
                if near(short, part) && !known.contains(&part) && !whole.contains(&part) {
                    let start = word.start + start;
                    report_misspelt(reading, passage, start..start + part.len(), short, report);
                }
            }
        }
        for range in hosts(passage, short, &whole, &known) {
            report_misspelt(reading, passage, range, short, report);
        }
        // The name may stand without its legal form.
        for name in [whole.as_slice(), &whole[..whole.len().saturating_sub(1)]] {
            if name.len() >= 2 {
                for words in passage.words.windows(name.len()) {
                    if let Some(word) = slip(passage, words, name) {
                        let right = name.join(" ");
                        report_misspelt(reading, passage, word.start..word.end, &right, report);
                    }
                }
            }
        }
    }
}

/// Letters of Katakana that make a name worth comparing.
const NAME: usize = 5;

/// The runs of Katakana of a text, with their places.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let kana = |c: char| ('ァ'..='ヺ').contains(&c) || c == 'ー';
    let mut at = 0;
    text.split(move |c| !kana(c)).filter_map(move |run| {
        let start = at;
        at += run.len() + text[at + run.len()..].chars().next().map_or(0, char::len_utf8);
        (run.chars().count() >= NAME).then_some((start, run))
    })
}

fn katakana(name: &str) -> Vec<&str> {
    runs(name).map(|(_, run)| run).collect()
}

/// Compares Katakana with that of the company's name: 株式会社エグザンブル for エグザンプル.
fn katakana_slips(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    (names, known): (&[&str], &[&str]),
    report: &mut Report,
) {
    if names.is_empty() {
        return;
    }
    for (start, run) in runs(passage.text) {
        let slip = names.iter().find(|name| osa_distance(name, run) == 1);
        if let Some(name) = slip.filter(|_| !names.contains(&run) && !known.contains(&run)) {
            report_misspelt(reading, passage, start..start + run.len(), name, report);
        }
    }
}

/// Finds the parts of hosts that are a slip of the company's short name or of the first words of
/// its name: `www.smaple.co.jp`.
fn hosts(passage: &Passage<'_>, short: &str, whole: &[&str], known: &[&str]) -> Vec<Range<usize>> {
    let text = passage.text;
    let first = whole.len().saturating_sub(1);
    let joined = (1..=first).map(|count| whole[..count].concat());
    let names: Vec<String> =
        joined.chain([short.to_owned()]).map(|name| name.to_lowercase()).collect();
    let slip = |part: &str| {
        let right =
            |name: &String| name == part || known.iter().any(|k| k.eq_ignore_ascii_case(part));
        !names.iter().any(right) && names.iter().any(|name| host_near(name, part))
    };
    let mut out = Vec::new();
    for address in &passage.addresses {
        let whole = &text[address.clone()];
        let from = whole.find("://").map_or(0, |at| at + 3);
        let from = whole.rfind('@').map_or(from, |at| at + 1);
        let end = whole[from..].find('/').map_or(whole.len(), |len| from + len);
        let mut at = address.start + from;
        for part in whole[from..end].split(['.', '-']) {
            if slip(&part.to_lowercase()) {
                out.push(at..at + part.len());
            }
            at += part.len() + 1;
        }
    }
    out
}

/// Tells whether a part of a host is nearly a name: of a short one, its letters exchanged.
fn host_near(name: &str, part: &str) -> bool {
    let count = name.chars().count();
    if !name.is_ascii() || count < 3 {
        return false;
    }
    if count <= 4 {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        return sorted(name) == sorted(part);
    }
    let plural = part.strip_suffix('s') == Some(name) || name.strip_suffix('s') == Some(part);
    !plural && osa_distance(name, part) <= if count >= 9 { 2 } else { 1 }
}

fn report_misspelt(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: Range<usize>,
    right: &str,
    report: &mut Report,
) {
    let message = format!("`{}` is nearly the company's name", &passage.text[range.clone()]);
    let span = passage.place(range, reading.sources);
    let help = format!("Write `{right}`; list another name that looks like it under `names`");
    report.push(Finding::new(code::COMPANY_NAME, message, span).help(help));
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches([',', '.', '(', ')']);
    word.split(['\'', '’']).next().unwrap_or(word)
}

/// The parts of a word between hyphens and slashes, without "'s", with their places.
fn parts(word: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    word.split(['-', '/', '&']).map(move |part| {
        let start = at;
        at += part.len() + 1;
        (bare(part), start)
    })
}

/// Tells whether a word is a slip of the short name, and not a word of its own.
fn near(short: &str, part: &str) -> bool {
    let lower = part.chars().all(char::is_lowercase);
    let capitals = |text: &str| text.chars().all(char::is_uppercase);
    if part == short || part.is_empty() {
        return false;
    }
    if part.eq_ignore_ascii_case(short) {
        // "example" is a word; "iij" can only be the name.
        return !lower || capitals(short);
    }
    // Few words of a text start with a capital; the rest need no closer look.
    if !part.starts_with(char::is_uppercase) {
        return false;
    }
    let count = short.chars().count();
    if part.chars().count().abs_diff(count) > 2 {
        return false;
    }
    if count <= 4 {
        let roman = part.chars().all(|c| "IVXLC".contains(c));
        let ends = part.chars().next() == short.chars().next()
            && part.chars().next_back() == short.chars().next_back();
        return count >= 3
            && capitals(short)
            && capitals(part)
            && part.len() >= 2
            && ends
            && !roman
            && osa_distance(short, part) == 1;
    }
    let plural = part.strip_suffix('s') == Some(short);
    let capital = part.starts_with(char::is_uppercase);
    capital && !plural && osa_distance(short, part) <= if count >= 9 { 2 } else { 1 }
}

/// Gives the one word of a run that differs a little from the full name.
fn slip(passage: &Passage<'_>, words: &[Word], name: &[&str]) -> Option<Word> {
    let typed = |word: &Word| bare(word.of(passage.text));
    let mut others = words.iter().zip(name).filter(|(word, right)| typed(word) != **right);
    // Two words that differ are no slip of one name.
    let (word, right) = others.next()?;
    if others.next().is_some() || typed(word).len().abs_diff(right.len()) > 4 {
        return None;
    }
    let distance = osa_distance(&typed(word).to_lowercase(), &right.to_lowercase());
    let allowed = if right.chars().count() >= 5 { 2 } else { 1 };
    // An ordinary word in lower case is no part of a name.
    let ordinary = distance == 0 && typed(word).chars().all(char::is_lowercase) && name.len() == 2;
    (distance <= allowed && !ordinary).then_some(*word)
}
