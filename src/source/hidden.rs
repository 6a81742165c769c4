//! Characters that nobody sees, and that change what is seen or found.
//!
//! They come from copies out of other programs, or from someone who wants a review to read other
//! words than the build does (Unicode TR #36; CVE-2021-42574 "Trojan Source").

use crate::code::{self, Code};
use std::ops::Range;

/// The code of the finding.
pub const HIDDEN: Code = code::HIDDEN_CHARACTER;

/// Tells whether a character is hidden: a control other than a line end or tab, a mark that turns
/// the direction of reading, a separator, a joiner, a letter without a form, a selector of a form, a
/// byte order mark within a text, a replacement for what was lost, or one of private use, which
/// each font draws as it likes.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(
            c,
            '\u{061C}'
                | '\u{00AD}'
                | '\u{034F}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200D}'
                | '\u{2060}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FFA0}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2061}'..='\u{206F}'
                | '\u{E000}'..='\u{F8FF}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFF}'
                | '\u{E0000}'..='\u{E0FFF}'
                | '\u{F0000}'..
        )
}

/// Finds the hidden characters of a text; a byte order mark may begin it, and a long word may have
/// a place where it parts.
pub fn hidden(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    let all = text.char_indices().filter(|(_, c)| is_hidden(*c));
    let all = all.filter(|(at, c)| *at > 0 || *c != '\u{FEFF}');
    all.map(|(at, c)| (at..at + c.len_utf8(), c)).filter(|(range, c)| !parts(text, range, *c))
}

/// Tells whether a blank without width or a soft hyphen stands between two letters, where it only
/// parts a word at the end of a line.
fn parts(text: &str, range: &Range<usize>, c: char) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    PARTING.contains(&c)
        && letter(text[..range.start].chars().next_back())
        && letter(text[range.end..].chars().next())
}

/// A blank without width and a soft hyphen.
pub const PARTING: [char; 2] = ['\u{200B}', '\u{00AD}'];

/// Says which character it is, as a finding's message.
#[must_use]
pub fn hidden_message(c: char) -> String {
    format!("a character that nobody sees stands here: U+{:04X}", u32::from(c))
}
