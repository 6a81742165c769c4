//! `unbalanced`: a bracket or a quotation mark without its partner.

use std::collections::HashMap;

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::{Passage, Reading, holding, lines, tail};

const PAIRS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('（', '）'),
    ('［', '］'),
    ('“', '”'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〈', '〉'),
    ('《', '》'),
];

/// Looks for partners within each line of a list and each paragraph.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let pairs = pairs(&reading.locale.prose.pairs);
    for passage in &reading.passages {
        if passage.text.bytes().all(|b| b.is_ascii() && !b"()[]\"".contains(&b)) {
            continue;
        }
        for line in lines(passage.text) {
            for at in lonely(passage, line, &pairs) {
                let mark = passage.text[at..].chars().next().unwrap_or('(');
                let message = format!("`{mark}` has no partner");
                let span = passage.place(at..at + mark.len_utf8(), reading.sources);
                let finding = Finding::new(code::UNBALANCED, message, span);
                report.push(finding.help("Add the partner, or remove the mark"));
            }
        }
    }
}

/// The marks of the language, and those of every language that it does not use otherwise.
fn pairs(own: &[String]) -> Vec<(char, char)> {
    let own = own.iter().filter_map(|pair| {
        let mut marks = pair.chars();
        Some((marks.next()?, marks.next()?))
    });
    let mut all: Vec<_> = own.collect();
    for (open, close) in PAIRS {
        if !all.iter().any(|(_, known)| known == open) {
            all.push((*open, *close));
        }
    }
    all
}

fn lonely(
    passage: &Passage<'_>,
    line: std::ops::Range<usize>,
    pairs: &[(char, char)],
) -> Vec<usize> {
    let skips = passage.skips();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut out = Vec::new();
    // How many of each stand open: a partner is looked for only where there is one.
    let mut count: HashMap<char, usize> = HashMap::new();
    for (at, c) in passage.text[line.clone()].char_indices().map(|(at, c)| (line.start + at, c)) {
        if c.is_ascii_alphanumeric() || c == ' ' || holding(skips, at).is_some() {
            continue;
        }
        if c == '"' {
            match closed(&mut open, &mut count, '"') {
                Some(lonely) => out.extend(lonely),
                None => opened(&mut open, &mut count, (at, c)),
            }
        } else if pairs.iter().any(|(mark, _)| *mark == c) {
            opened(&mut open, &mut count, (at, c));
        } else if let Some((mark, _)) = pairs.iter().find(|(_, mark)| *mark == c) {
            match closed(&mut open, &mut count, *mark) {
                Some(lonely) => out.extend(lonely),
                None if counts(tail(&passage.text[line.start..at], COUNT)) => {}
                None => out.push(at),
            }
        }
    }
    out.extend(open.into_iter().map(|(at, _)| at));
    out.sort_unstable();
    out
}

/// Bytes that hold the mark of a list, with what parts it from the words before.
const COUNT: usize = 12;

fn opened(open: &mut Vec<(usize, char)>, count: &mut HashMap<char, usize>, mark: (usize, char)) {
    *count.entry(mark.1).or_default() += 1;
    open.push(mark);
}

/// Closes the last of these marks that stands open; gives those between, which have no partner.
fn closed(
    open: &mut Vec<(usize, char)>,
    count: &mut HashMap<char, usize>,
    mark: char,
) -> Option<Vec<usize>> {
    count.get(&mark).filter(|count| **count > 0)?;
    let mut lonely = Vec::new();
    while let Some((at, last)) = open.pop() {
        count.entry(last).and_modify(|count| *count -= 1);
        if last == mark {
            break;
        }
        lonely.push(at);
    }
    Some(lonely)
}

/// Tells whether a bracket behind this text closes the mark of a list: "1)", "a)".
fn counts(before: &str) -> bool {
    let mark = before.rsplit(|c: char| c.is_whitespace() || c == '*').next().unwrap_or(before);
    let number = mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit());
    let letter = mark.chars().count() == 1 && mark.chars().all(char::is_alphabetic);
    !mark.is_empty() && (number || letter)
}
