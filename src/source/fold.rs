//! Folded lines of scripts without blanks: what YAML and Markdown join with a blank.

/// Tells whether a character is of a script that sets no blanks: Chinese characters, Kana, and
/// their marks and full-width forms.
#[must_use]
pub fn is_wide(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{30FF}'
            | '\u{31F0}'..='\u{31FF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF01}'..='\u{FF60}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// Takes the blanks out of a text that stand for the end of a line between two wide characters;
/// `typed` is the text as it stands in the file. A blank that was typed stays.
#[must_use]
pub fn unfolded(read: &str, typed: &str) -> Option<String> {
    if !typed.contains('\n') || !read.contains(' ') || !read.contains(is_wide) {
        return None;
    }
    let mut typed_chars = typed.chars().peekable();
    let mut out = String::with_capacity(read.len());
    let mut chars = read.chars().peekable();
    let mut changed = false;
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            let mut line_end = false;
            while let Some(t) = typed_chars.next_if(|t| t.is_whitespace()) {
                line_end |= t == '\n';
            }
            let wide = out.chars().next_back().is_some_and(is_wide)
                && chars.peek().copied().is_some_and(is_wide);
            if c == ' ' && line_end && wide {
                changed = true;
                continue;
            }
        } else {
            // Quotes and marks of the YAML itself are not in the text as read.
            while typed_chars.next().is_some_and(|t| t != c) {}
        }
        out.push(c);
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::unfolded;

    #[test]
    fn the_end_of_a_line_between_ideographs_is_no_blank() {
        let folded = |read: &str, typed: &str| unfolded(read, typed).unwrap_or(read.to_owned());
        assert_eq!(
            folded("売上は 増加した。\n", ">\n  売上は\n  増加した。\n"),
            "売上は増加した。\n"
        );
        assert_eq!(folded("売上 は 増加", "売上 は\n  増加"), "売上 は増加");
        assert_eq!(folded("\u{300c}a\u{300d} b", "\u{300c}a\u{300d}\n b"), "\u{300c}a\u{300d} b");
        assert_eq!(folded("sales of IIJ", "sales of\n IIJ"), "sales of IIJ");
        assert_eq!(folded("増 加", "増 加"), "増 加");
    }
}
