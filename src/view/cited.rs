//! Citations taken out of a text, before its Markdown is read.

use super::prose::{CLOSE, Cited, OPEN, Refused};

/// Takes the citations out of a text: each is a number between two private characters.
pub(super) fn take_citations(markdown: &str, refused: &mut Vec<Refused>) -> (String, Vec<Cited>) {
    let mut text = String::with_capacity(markdown.len());
    let mut cited: Vec<Cited> = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find(['{', '}', OPEN, CLOSE]) {
        let (before, tail) = rest.split_at(at);
        text.push_str(before);
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
            let inner = &after[..end];
            let nth = cited.iter().filter(|c| c.text == inner).count();
            text.push(OPEN);
            text.push_str(&cited.len().to_string());
            text.push(CLOSE);
            cited.push(Cited { text: inner.to_owned(), nth });
            rest = &after[end + 1..];
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
