//! `bad-prose`: a mark of Markdown or an entity in a text that is printed as it is typed.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::view::{BULLETS, entities, stray};
use crate::words::{Passage, Reading, holding};

/// Marks that make a heading where Markdown is read.
const HEADING: [&str; 3] = ["# ", "## ", "### "];

/// Looks through the texts that are no Markdown: titles, labels, names.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in reading.passages.iter().filter(|passage| !passage.is_prose()) {
        for (range, mark) in marks(passage) {
            let message = format!("`{mark}` would be printed as typed");
            let span = passage.place(range, reading.sources);
            let help = "Write plain text: titles, labels and names hold no marks";
            report.push(Finding::new(code::BAD_PROSE, message, span).help(help));
        }
        if let Some(bullet) = bullet(passage) {
            let message = format!("`{}` would be printed as typed", &passage.text[bullet.clone()]);
            let span = passage.place(bullet, reading.sources);
            let help = "Take it out: what stands here is no point of a list";
            report.push(Finding::new(code::BAD_PROSE, message, span).help(help));
        }
    }
}

/// Finds a sign that other programs begin a point with, before what names something.
fn bullet(passage: &Passage<'_>) -> Option<Range<usize>> {
    let text = passage.text;
    // In Japanese a middle dot may set apart the parts of an item.
    let names = |c: &char| passage.role.heads_slide() || passage.role.names() && *c != '・';
    let sign = text.chars().next().filter(|c| BULLETS.contains(c) && names(c))?;
    let rest = text[sign.len_utf8()..].trim_start();
    rest.starts_with(char::is_alphanumeric).then(|| 0..sign.len_utf8())
}

fn marks<'a>(passage: &Passage<'a>) -> Vec<(Range<usize>, &'a str)> {
    let text = passage.text;
    let mut out = Vec::new();
    let free = |at: usize| holding(passage.skips(), at).is_none();
    if let Some((at, mark)) = stray(text).filter(|(at, _)| free(*at)) {
        out.push((at..at + mark.len(), &text[at..at + mark.len()]));
    }
    if let Some(mark) = HEADING.iter().find(|mark| text.starts_with(**mark)) {
        out.push((0..mark.len() - 1, &text[..mark.len() - 1]));
    }
    // A pair around words; a note's star stands alone.
    let star = text.match_indices('*').map(|(at, _)| at);
    let stars: Vec<_> = star.collect();
    if let [open, close] = stars[..]
        && open + 1 < close
        && !text[open + 1..].starts_with(char::is_whitespace)
        && !text[..close].ends_with(char::is_whitespace)
        && !text[..open].ends_with(char::is_alphanumeric)
    {
        out.push((open..close + 1, &text[open..=close]));
    }
    let backslash = text
        .match_indices('\\')
        .map(|(at, _)| at)
        .find(|at| text[at + 1..].starts_with(['*', '_', '[', ']', '#', '`', '~', '\\']));
    out.extend(backslash.map(|at| (at..at + 2, &text[at..at + 2])));
    for entity in entities(text) {
        if let Some(at) = text.find(&entity) {
            out.push((at..at + entity.len(), &text[at..at + entity.len()]));
        }
    }
    out
}
