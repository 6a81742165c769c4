//! Calls of notes in what an author wrote: `[^acquired]`.

use std::ops::Range;

/// A call of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteCall<'t> {
    /// The name of the note.
    pub name: &'t str,
    /// The brackets and what stands between.
    pub range: Range<usize>,
}

/// Finds the calls of a text, in order.
#[must_use]
pub fn note_calls(text: &str) -> Vec<NoteCall<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find("[^").map(|open| at + open) {
        let from = open + "[^".len();
        let end = text[from..].find([']', '[', '\n']).map(|end| from + end);
        let Some(end) = end.filter(|end| text[*end..].starts_with(']')) else {
            at = from;
            continue;
        };
        out.push(NoteCall { name: text[from..end].trim(), range: open..end + 1 });
        at = end + 1;
    }
    out
}

/// Gives a text without its calls.
#[must_use]
pub fn without_calls(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for call in note_calls(text) {
        out.push_str(&text[at..call.range.start]);
        at = call.range.end;
    }
    out.push_str(&text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_found_with_their_names() {
        let text = "Sales[^1] and [^ own ] [x] [^open\n[^[^b]";
        let names: Vec<_> = note_calls(text).into_iter().map(|call| call.name).collect();
        assert_eq!(names, ["1", "own", "b"]);
        assert_eq!(without_calls("a[^x] b[^y]"), "a b");
    }
}
