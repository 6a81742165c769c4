//! `footnote-mark`: a mark such as `*1` or ※1 without its note, or a note without its mark.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::{Passage, Reading};

/// Brackets before the number of a mark.
const BRACKETS: [char; 2] = ['(', '（'];

/// A mark as compared, with its place.
type MarkPlaces<'a> = BTreeMap<String, (&'a Passage<'a>, Range<usize>)>;

/// Compares the marks that an author typed on a slide with the notes that explain them.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let mut by_slide: BTreeMap<usize, (MarkPlaces<'_>, MarkPlaces<'_>)> = BTreeMap::new();
    for passage in &reading.passages {
        let Some(slide) = passage.slide else { continue };
        for (mark, range, opens) in marks(passage) {
            let (called, explained) = by_slide.entry(slide).or_default();
            let into = if opens { explained } else { called };
            into.entry(mark).or_insert((passage, range));
        }
    }
    for (called, explained) in by_slide.values() {
        let lone = |these: &MarkPlaces<'_>, those: &MarkPlaces<'_>| {
            these
                .iter()
                .filter(|(mark, _)| !those.contains_key(*mark))
                .map(|(_, (passage, range))| {
                    let said = passage.text[range.clone()].to_owned();
                    (said, passage.place(range.clone(), reading.sources))
                })
                .collect::<Vec<_>>()
        };
        for (mark, span) in lone(called, explained) {
            let message = format!("no note of the slide begins with `{mark}`");
            let finding = Finding::new(code::FOOTNOTE_MARK, message, span);
            report.push(finding.help("Write the note under `footnotes`, or take the mark away"));
        }
        // "(1)" at the beginning of a line counts points as well.
        for (mark, span) in
            lone(explained, called).into_iter().filter(|(mark, _)| !mark.starts_with(BRACKETS))
        {
            let message = format!("nothing on the slide is marked `{mark}`");
            let finding = Finding::new(code::FOOTNOTE_MARK, message, span);
            report.push(finding.help("Set the mark where the note belongs, or take the note away"));
        }
    }
}

/// Tells whether a number in brackets stands right behind a word, as a mark: "Revenue(1)", 売上高（1）.
pub(super) fn is_bracketed(text: &str, number: &Range<usize>) -> bool {
    let opens = text[..number.start].strip_suffix(BRACKETS);
    let word = opens.and_then(|before| before.chars().next_back()).is_some_and(char::is_alphabetic);
    word && number.len() <= 2 && text[number.end..].starts_with([')', '）'])
}

/// Finds the typed marks of a text: each as it is compared, its place, and whether it opens a line.
fn marks(passage: &Passage<'_>) -> Vec<(String, Range<usize>, bool)> {
    let text = passage.text;
    let mut out = Vec::new();
    let (mut line, mut opened) = (0, false);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (line, opened) = (at + 1, false);
        }
        // A star closes an emphasis that opened before it on its line: "*see above*1".
        let emphasised = opened;
        opened ^= c == '*' && !text[line..at].ends_with('\\');
        if BRACKETS.contains(&c) {
            out.extend(bracketed(text, line, at, c));
            continue;
        }
        if !matches!(c, '*' | '＊' | '※' | '注') {
            continue;
        }
        let from = at + c.len_utf8();
        let digits: String = text[from..]
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '０'..='９'))
            .collect();
        let end = from + digits.len();
        let next = text[end..].chars().next();
        let before = text[line..at].chars().next_back();
        let ascii = c == '*';
        // "**1Q26**" is bold, "2*3" a product, "注3点" no mark, "*1*" an emphasis.
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '*');
        let joined = match c {
            '*' => letter(next) || before.is_some_and(|c| c == '*' || c.is_ascii_digit()),
            '注' => {
                next.is_some_and(char::is_alphanumeric) || before.is_some_and(char::is_alphanumeric)
            }
            _ => next.is_some_and(|c| c.is_ascii_alphanumeric()),
        };
        if digits.is_empty() || digits.chars().count() > 2 || joined || (ascii && emphasised) {
            continue;
        }
        let number: String = digits.chars().map(narrow).collect();
        let sign = if matches!(c, '＊') { '*' } else { c };
        let opens = text[line..at]
            .trim_end_matches([' ', '\u{3000}', '-', '+', '(', '（', '\\'])
            .is_empty();
        out.push((format!("{sign}{number}"), at..end, opens));
    }
    out
}

/// Reads a mark in brackets: right behind a word, or at the beginning of a line.
fn bracketed(
    text: &str,
    line: usize,
    at: usize,
    bracket: char,
) -> Option<(String, Range<usize>, bool)> {
    let from = at + bracket.len_utf8();
    let digits = text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let number = from..from + digits;
    let opens = text[line..at].trim_end_matches([' ', '\u{3000}', '-', '+', '\\']).is_empty();
    let close = text[number.end..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    let whole = at..number.end + close.len_utf8();
    let mark = format!("({})", &text[number.clone()]);
    (!number.is_empty() && (opens || is_bracketed(text, &number))).then_some((mark, whole, opens))
}

fn narrow(c: char) -> char {
    let offset = u32::from(c).wrapping_sub(u32::from('０'));
    char::from_digit(offset, 10).unwrap_or(c)
}
