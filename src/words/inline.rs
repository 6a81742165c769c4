//! What is not printed, or prints as a blank: marks of emphasis, code and links, calls of notes, and
//! line ends.

use crate::view::note_calls;

/// Marks of emphasis, code and what is struck out, the bracket of a link, and characters without
/// width.
const MARKS: &[char] = &[
    '*', '_', '`', '~', '[', '\u{AD}', '\u{200B}', '\u{200C}', '\u{200D}', '\u{2060}', '\u{FEFF}',
];
/// The one blank that is written with letters.
const BLANK: &str = "&nbsp;";

/// Gives the place behind marks that stand at `at`, and behind blanks where they count as well.
pub(super) fn behind(text: &str, at: usize, blanks: bool) -> usize {
    let mut at = at;
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { return at };
        at += match c {
            '[' if call(rest) > 0 => call(rest),
            c if MARKS.contains(&c) => c.len_utf8(),
            ']' => match target(rest) {
                Some(len) => len,
                None => return at,
            },
            '\n' if blanks && goes_on(&rest[1..]) => 1,
            c if blanks && c.is_whitespace() && c != '\n' => c.len_utf8(),
            '&' if blanks && rest.starts_with(BLANK) => BLANK.len(),
            _ => return at,
        };
    }
}

/// Gives the place before marks that end at `at`, and before blanks where they count as well.
pub(super) fn before(text: &str, at: usize, blanks: bool) -> usize {
    let mut at = at;
    loop {
        let rest = &text[..at];
        let Some(c) = rest.chars().next_back() else { return at };
        at -= match c {
            c if MARKS.contains(&c) => c.len_utf8(),
            ')' => {
                match rest.rfind("](").filter(|open| target(&rest[*open..]) == Some(at - open)) {
                    Some(open) => at - open,
                    None => return at,
                }
            }
            ']' => match rest.rfind("[^").filter(|open| call(&rest[*open..]) == at - open) {
                Some(open) => at - open,
                None => return at,
            },
            '\n' if blanks && goes_on(&text[at..]) => 1,
            c if blanks && c.is_whitespace() && c != '\n' => c.len_utf8(),
            ';' if blanks && rest.ends_with(BLANK) => BLANK.len(),
            _ => return at,
        };
    }
}

/// Gives the length of the end of a link: `](https://example.com)`.
fn target(text: &str) -> Option<usize> {
    let address = text.strip_prefix("](")?;
    let end = address.find([')', '\n']).filter(|end| address[*end..].starts_with(')'))?;
    Some(end + "](".len() + 1)
}

/// Gives the length of the call of a note that a text begins with.
fn call(text: &str) -> usize {
    let first = note_calls(text).into_iter().next().filter(|call| call.range.start == 0);
    first.map_or(0, |call| call.range.end)
}

/// Tells whether a line goes on in the next: it is not empty and begins no point of a list.
fn goes_on(next: &str) -> bool {
    let line = next.lines().next().unwrap_or_default().trim_start();
    let word = line.split_whitespace().next().unwrap_or_default();
    let number = word.trim_end_matches(['.', ')']);
    let counted = number.len() < word.len() && number.bytes().all(|b| b.is_ascii_digit());
    !(word.is_empty() || matches!(word, "-" | "*" | "+" | ">" | "#") || counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_links_are_passed() {
        let rest = |text: &'static str| &text[behind(text, 0, true)..];
        assert_eq!(rest("** [billion](x)"), "billion](x)");
        assert_eq!(rest("](https://a.b) `yen`"), "yen`");
        assert_eq!(rest("&nbsp;\n  yen"), "yen");
        assert_eq!(rest("\n- yen"), "\n- yen");
        assert_eq!(rest("\n\nyen"), "\n\nyen");
        assert_eq!(rest("] yen"), "] yen");
        assert_eq!(rest("[^a] yen"), "yen");
        let lead = |text: &'static str| &text[..before(text, text.len(), true)];
        assert_eq!(lead("JPY [**"), "JPY");
        assert_eq!(lead("[¥](https://a.b)"), "[¥");
        assert_eq!(lead("(¥) "), "(¥)");
        assert_eq!(lead("JPY[^a] "), "JPY");
    }
}
