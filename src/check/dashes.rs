//! `mixed-dashes`: the deck sets the same thing now with one dash, now with another.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::slide::SlideSubject;
use crate::words::{Passage, Reading};

const DASHES: &[char] = &['-', '–', '—', '~', '〜', '～', '−'];

/// Counts dashes between blanks, and dashes in ranges of numbers; the most frequent wins.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let mut clauses = Vec::new();
    let mut ranges = Vec::new();
    for passage in
        reading.passages.iter().filter(|passage| passage.subject() != SlideSubject::Contact)
    {
        for (at, dash) in passage.text.match_indices(DASHES) {
            let mark = dash.chars().next().unwrap_or('-');
            let place = at..at + dash.len();
            let before = passage.text[..at].chars().next_back();
            let after = passage.text[place.end..].chars().next();
            let digits = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if before == Some(' ') && after == Some(' ') && !starts_line(&passage.text[..at]) {
                clauses.push((mark, passage, place));
            } else if digits(before) && digits(after) && range(passage.text, at, place.end) {
                ranges.push((mark, passage, place));
            }
        }
    }
    report_mixed(reading, &clauses, "between blanks", report);
    report_mixed(reading, &ranges, "in a range", report);
}

fn starts_line(before: &str) -> bool {
    before.rsplit('\n').next().unwrap_or_default().trim().is_empty()
}

/// Two numbers with one dash between: no date, telephone number or name.
fn range(text: &str, start: usize, end: usize) -> bool {
    let plain = |c: &char| c.is_ascii_digit() || *c == '/';
    let other = |c: char| c.is_alphanumeric() || DASHES.contains(&c);
    let before = text[..start].chars().rev().find(|c| !plain(c));
    let after = text[end..].chars().find(|c| !plain(c));
    ![before, after].into_iter().flatten().any(other)
}

fn report_mixed(
    reading: &Reading<'_>,
    found: &[(char, &Passage<'_>, Range<usize>)],
    role: &str,
    report: &mut Report,
) {
    let count = |mark: char| found.iter().filter(|(other, ..)| *other == mark).count();
    let Some(usual) = DASHES.iter().copied().rev().max_by_key(|mark| count(*mark)) else { return };
    for (mark, passage, place) in found.iter().filter(|(mark, ..)| *mark != usual) {
        let message = format!("`{mark}` {role}, where the deck mostly sets `{usual}`");
        let span = passage.place(place.clone(), reading.sources);
        let finding = Finding::new(code::MIXED_DASHES, message, span);
        report.push(finding.help(format!("Set `{usual}` everywhere")));
    }
}
