//! Citations and calls of notes taken out of a text, before its Markdown is read.

use super::note::note_calls;
use super::prose::{CLOSE, Cited, OPEN, Refused};

/// Takes the citations and the calls of notes out of a text: each is a number between two private
/// characters.
pub(super) fn take_citations(markdown: &str, refused: &mut Vec<Refused>) -> (String, Vec<Cited>) {
    let mut text = String::with_capacity(markdown.len());
    let mut cited: Vec<Cited> = Vec::new();
    let mut take = |note: bool, inner: &str, text: &mut String| {
        let nth = cited.iter().filter(|c| c.note == note && c.text == inner).count();
        text.push(OPEN);
        text.push_str(&cited.len().to_string());
        text.push(CLOSE);
        cited.push(Cited { text: inner.to_owned(), note, nth });
    };
    let mut calls = note_calls(markdown).into_iter().peekable();
    let mut rest = markdown;
    while let Some(at) = next(rest, calls.peek().map(|call| call.range.start), markdown.len()) {
        let (before, tail) = rest.split_at(at);
        text.push_str(before);
        let here = markdown.len() - tail.len();
        if let Some(call) = calls.next_if(|call| call.range.start == here) {
            take(true, call.name, &mut text);
            rest = &markdown[call.range.end..];
            continue;
        }
        if let Some(after) = tail.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some(after) = tail.strip_prefix('{') {
            let Some(end) =
                after.find(['}', '{', '\n']).filter(|&end| after[end..].starts_with('}'))
            else {
                refused.push(Refused::of(
                    "a citation that does not end",
                    "Close it with `}` on the same line; write `{{` for a brace",
                ));
                rest = after;
                continue;
            };
            take(false, &after[..end], &mut text);
            rest = &after[end + 1..];
            // A call inside of the braces is part of what they name.
            let here = markdown.len() - rest.len();
            while calls.next_if(|call| call.range.start < here).is_some() {}
        } else {
            let lone = tail.chars().next().unwrap_or(OPEN);
            let what = if lone == '}' { "a lone `}`" } else { "a private character" };
            refused.push(Refused::of(what, "Write `}}` for a brace"));
            rest = &tail[lone.len_utf8()..];
        }
    }
    text.push_str(rest);
    (text, cited)
}

/// Gives the next place of a rest at which something is taken out: a brace, a private character or
/// the call of a note, which stands at that place of the whole text.
fn next(rest: &str, call: Option<usize>, whole: usize) -> Option<usize> {
    let brace = rest.find(['{', '}', OPEN, CLOSE]);
    let call = call.and_then(|at| at.checked_sub(whole - rest.len()));
    [brace, call].into_iter().flatten().min()
}
