//! What spoils a whole text, so that every other mistake found in it would be noise.

use std::ops::Range;

/// What is wrong with a text as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Where it is first seen.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// A way out.
    pub help: &'static str,
}

/// Finds two versions that a merge left in a text, or the line ends of old Macs.
#[must_use]
pub fn unreadable(text: &str) -> Option<Unreadable> {
    binary(text).or_else(|| conflict(text, false)).or_else(|| bare_return(text))
}

/// Finds a file that is no text at all, or one in an encoding of two bytes a letter.
fn binary(text: &str) -> Option<Unreadable> {
    let kinds = [
        ("%PDF-", "this is a PDF, not a deck"),
        ("PK\u{3}\u{4}", "this is a workbook or another packed file, not a deck"),
    ];
    let told =
        |message: &str, help| Some(Unreadable { range: 0..1, message: message.into(), help });
    if let Some((_, message)) = kinds.iter().find(|(start, _)| text.starts_with(start)) {
        return told(message, "Name the YAML file that the deck is made from");
    }
    let head = text.get(..64.min(text.len())).unwrap_or_default();
    let wide = head.matches('\0').count() * 3 > head.len();
    wide.then(|| told("the file is in UTF-16, not in UTF-8", "Save the file as UTF-8")).flatten()
}

/// Finds the marks that version control leaves around two versions of the same lines; `indented` ones as
/// well where the text is known to be broken.
pub(super) fn conflict(text: &str, indented: bool) -> Option<Unreadable> {
    let mark = |line: &str, sign: &str| {
        let line = if indented { line.trim_start() } else { line };
        let rest = line.strip_prefix(sign)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().to_owned())
    };
    let (mut at, mut first, mut count) = (0, None, 0);
    let (mut ours, mut found): (Option<usize>, Option<(usize, usize)>) = (None, None);
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let plain = line.trim_end_matches(['\n', '\r']);
        if mark(plain, "<<<<<<<").is_some() {
            ours = Some(number + 1);
            first = first.or(Some(at..at + plain.len()));
        } else if let Some(begun) = ours.filter(|_| mark(plain, ">>>>>>>").is_some()) {
            count += 1;
            found = found.or(Some((begun, number + 1)));
            ours = None;
        }
        at += line.len();
    }
    let (range, (begun, ended)) = first.zip(found)?;
    let more = match count - 1 {
        0 => String::new(),
        1 => ", and at one more place".to_owned(),
        more => format!(", and at {more} more places"),
    };
    let message = format!(
        "a merge left both versions of the same lines here, lines {begun} to {ended}{more}"
    );
    let help = "Keep the version that is right, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
    Some(Unreadable { range, message, help })
}

/// Finds a carriage return that no line feed follows: every line would be counted as the first.
fn bare_return(text: &str) -> Option<Unreadable> {
    let bare = |at: &usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    let at = text.match_indices('\r').map(|(at, _)| at).find(bare)?;
    let message = "a carriage return stands here without a line feed, as old Macs ended lines";
    let help = "Save the file with the line ends of Unix (LF) or Windows (CR LF)";
    Some(Unreadable { range: at..at + 1, message: message.to_owned(), help })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_is_told_once() {
        let one = "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other branch\n";
        let found = unreadable(one).expect("a conflict");
        assert!(found.message.ends_with("lines 2 to 6"), "{}", found.message);
        assert_eq!(&one[found.range], "<<<<<<< HEAD");
        let windows = one.replace('\n', "\r\n").repeat(3);
        let found = unreadable(&windows).expect("conflicts");
        assert!(found.message.ends_with("lines 2 to 6, and at 2 more places"), "{}", found.message);
        for none in [
            "a: 1\n",
            "<<<<<<< HEAD\n",
            "a: |\n  <<<<<<< a\n  >>>>>>> b\n",
            ">>>>>>> a\n",
            "a\n=======\n",
        ] {
            assert_eq!(unreadable(none), None, "{none}");
        }
    }

    #[test]
    fn a_line_ends_with_a_line_feed() {
        assert_eq!(unreadable("a: 1\rb: 2\r").map(|found| found.range), Some(4..5));
        assert_eq!(unreadable("a: 1\r\nb: 2\r\n"), None);
        assert_eq!(unreadable("a: 1\n\r").map(|found| found.range), Some(5..6));
    }
}
