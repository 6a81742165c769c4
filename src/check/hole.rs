//! `hole`: something was to be filled in and was not.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report, Severity};
use crate::shape::Role;
use crate::words::{Passage, Reading, Sense, holding};

/// Left over from templates, spreadsheets and drafts.
const LEFT_OVER: &[&str] = &[
    "___", "}}", "#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "??", "●●", "○○", "〇〇", "[●]",
    "<<", ">>", "$X",
];
/// Signs that are a unit by themselves.
const UNITS: &[char] = &['%', '％', '‰', '$', '¥', '￥', '€', '£'];
/// Brackets with nothing between.
const EMPTY: &[(char, char)] =
    &[('(', ')'), ('[', ']'), ('（', '）'), ('“', '”'), ('「', '」'), ('"', '"')];

/// Looks for placeholders, empty brackets, words that something should follow, and texts that say
/// nothing.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        let text = passage.text;
        // That it is empty is told where it is read.
        if text.trim().is_empty() {
            continue;
        }
        let says = |c: char| c.is_alphanumeric() || UNITS.contains(&c);
        if passage.cites.is_empty() && !text.contains(says) {
            let message = format!("`{}` says nothing", text.trim());
            let span = passage.place(0..text.trim_end().len(), reading.sources);
            let finding = Finding::new(code::HOLE, message, span);
            report.push(finding.help("Say why nothing stands here, or leave the field out"));
            continue;
        }
        let mut report_hole = |range: Range<usize>, severity, what: &str, help: &str| {
            let message = format!("`{}` {what}", text[range.clone()].trim());
            let span = passage.place(range, reading.sources);
            report.push(Finding::weighed(code::HOLE, severity, message, span).help(help));
        };
        for range in left_over(passage) {
            let braces = text[range.clone()].starts_with("{{");
            let help = if braces {
                "Write what it stands for; a citation stands between single braces"
            } else {
                "Write what it stands for"
            };
            report_hole(range, Severity::Warning, "is a placeholder", help);
        }
        for range in empty_brackets(passage) {
            report_hole(
                range,
                Severity::Warning,
                "holds nothing",
                "Fill the brackets, or remove them",
            );
        }
        for range in open_ends(passage) {
            report_hole(
                range,
                Severity::Warning,
                "is followed by nothing",
                "Write what is missing here",
            );
        }
        if !passage.is_prose() {
            for cite in passage.cites.iter().filter(|cite| cite.key.is_some()) {
                let help = "Move the figure to a text that prints citations";
                report_hole(cite.range.clone(), Severity::Error, "would be printed as typed", help);
            }
        }
    }
    // A theme's texts print no citations either.
    for text in &reading.deck.theme.texts {
        let passage = reading.apart(&text.value, text.span, Role::ThemeText);
        for cite in passage.cites.iter().filter(|cite| cite.key.is_some()) {
            let message =
                format!("`{}` would be printed as typed", &text.value[cite.range.clone()]);
            let span = passage.place(cite.range.clone(), reading.sources);
            let help = "Move the figure to a text that prints citations";
            let finding = Finding::weighed(code::HOLE, Severity::Error, message, span);
            report.push(finding.help(help));
        }
    }
}

fn left_over(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut out: Vec<Range<usize>> = Vec::new();
    for mark in LEFT_OVER {
        for (at, found) in text.match_indices(mark) {
            // `{{name}}` is a template's; its braces are printed.
            let start = match *mark {
                "}}" => text[..at].rfind("{{"),
                "$X" => (!text[at + 2..].starts_with(char::is_lowercase)).then_some(at),
                _ => Some(at),
            };
            if let Some(start) = start
                && out.last().is_none_or(|last| last.end <= start)
            {
                out.push(start..at + found.len());
            }
        }
    }
    let words = passage.hits.iter().filter(|hit| hit.sense == Sense::Placeholder);
    // Lower case "xx" or "placeholder" may be a word; capitals and Latin filler are not.
    let typed = |range: &Range<usize>| {
        let word = &text[range.clone()];
        word.chars().all(|c| !c.is_lowercase()) || word.len() > 4
    };
    out.extend(words.map(|hit| hit.start..hit.end).filter(typed));
    out
}

fn empty_brackets(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let skips = passage.skips();
    let mut out = Vec::new();
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() || c == ' ' {
            continue;
        }
        let Some((_, close)) = EMPTY.iter().find(|(open, _)| *open == c) else { continue };
        let rest = &text[at + c.len_utf8()..];
        let inner = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', ',', '.', '-', ':']);
        let free = holding(skips, at).is_none() && at >= last;
        // A closing straight mark before a comma opens nothing.
        let nothing = if c == '"' { rest.starts_with('"') } else { inner.starts_with(*close) };
        if free && nothing {
            let end = text.len() - inner.len() + close.len_utf8();
            let end = if c == '"' { at + 2 } else { end };
            out.push(at..end);
            last = end;
        }
    }
    out
}

/// Words that something must follow, before a mark or at the end.
fn open_ends(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = passage.text;
    let mut out: Vec<Range<usize>> = Vec::new();
    for hit in &passage.hits {
        let never = hit.sense == Sense::NeverLast;
        if !never && hit.sense != Sense::Open {
            continue;
        }
        let rest = &text[hit.end..];
        let next = rest.trim_start_matches([' ', '*', '\u{a0}']);
        let apart = rest.starts_with([' ', '\u{a0}']);
        let mark = next.starts_with([',', '.', ';', ')', '）', '、', '。']);
        let ends = next.trim_start().is_empty();
        let dots = next.starts_with("..");
        // "the implementation of, and compliance with, the rules"
        let shared = next.strip_prefix(',').is_some_and(|rest| {
            let start = text.len() - rest.trim_start().len();
            passage.hits_at(start).any(|hit| hit.sense == Sense::And)
        });
        if shared {
            continue;
        }
        if dots || !((mark && (never || apart)) || (ends && never)) {
            continue;
        }
        let mark = next.chars().next().filter(|_| mark).map_or(0, char::len_utf8);
        let end = text.len() - next.len() + mark;
        let range = hit.start..if mark > 0 { end } else { hit.end };
        match out.last_mut() {
            Some(last) if last.end >= range.end => {}
            Some(_) | None => out.push(range),
        }
    }
    out
}
