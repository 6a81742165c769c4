//! Finished files read back: what does a reader really find on each page?
//!
//! Enters: the bytes of a finished deck. Leaves: the words of each page, and findings where a
//! figure or heading of the view is not among them, or a figure is that the view does not hold.
//! It knows nothing of how the files were made: PDF is read by another parser than the one that
//! wrote it, HTML and Markdown by parsers of their own.

mod cells;
mod expect;
mod html;
mod markdown;
mod pdf;
mod runs;
mod typst;

pub use cells::workbook;
pub use expect::{ChartReading, Lost, compare};
pub use html::pages as html;
pub use markdown::pages as markdown;
pub use pdf::pages as pdf;
pub use typst::pages as typst;

/// Folds blanks, so that lines broken elsewhere read the same.
#[must_use]
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Tells whether a token stands in a text with no digit or letter grown onto it.
///
/// `15.8` is not found in `15.83`, `115.8` or `1,15.8`.
#[must_use]
pub fn holds(text: &str, token: &str) -> bool {
    text.match_indices(token).any(|(at, _)| {
        let before = &text[..at];
        let after = &text[at + token.len()..];
        let grown_before = before.ends_with(|c: char| c.is_ascii_alphanumeric())
            || (before.ends_with(['.', ','])
                && before[..before.len() - 1].ends_with(|c: char| c.is_ascii_digit()));
        let grown_after = after.starts_with(|c: char| c.is_ascii_digit())
            || (after.starts_with(['.', ','])
                && after[1..].starts_with(|c: char| c.is_ascii_digit()));
        !grown_before && !grown_after
    })
}

/// Gives the runs of digits of a text, each with the points and commas inside it.
#[must_use]
pub fn numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = matches!(c, '.' | ',')
            && !run.is_empty()
            && chars.peek().is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() || inside {
            run.push(c);
        } else if !run.is_empty() {
            found.push(std::mem::take(&mut run));
        }
    }
    if !run.is_empty() {
        found.push(run);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_whole_only() {
        assert!(holds("down (15.8%)", "15.8") && holds("1,234 and 5.", "5"));
        for text in ["15.83", "115.8", "1,15.8", "15.8.1", "x15.8"] {
            assert!(!holds(text, "15.8"), "{text}");
        }
    }

    #[test]
    fn numbers_keep_their_marks() {
        assert_eq!(
            numbers("JPY 15,813 million (0.1%), 2010-08-13."),
            ["15,813", "0.1", "2010", "08", "13"]
        );
    }
}
