//! Text into Typst: always a complete string literal, never markup.

use std::fmt::Write;

/// Makes a Typst string literal, quotes included, whose value is the text.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Line separators would end a comment, and other controls are not to be seen.
            other if other.is_control() || matches!(other, '\u{2028}' | '\u{2029}') => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use typst::syntax::{ast, parse_code};

    use super::literal;

    /// Reads a literal back with Typst's own parser; nothing else may stand in the code.
    fn value(code: &str) -> Option<String> {
        let root = parse_code(code);
        let mut children = root.children();
        match (children.next(), children.next()) {
            (Some(only), None) if root.errors_and_warnings().0.is_empty() => {
                Some(only.cast::<ast::Str>()?.get().to_string())
            }
            (Some(_) | None, _) => None,
        }
    }

    #[test]
    fn what_looks_like_code_stays_text() {
        for text in ["", "\"", "\\", "#panic()", "a\\u{41}b", "*x* _y_ $z$ // no", "日本\n語"] {
            assert_eq!(value(&literal(text)).as_deref(), Some(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_back(text: String) {
            let code = literal(&text);
            let broken = code.contains(['\n', '\r', '\u{85}', '\u{2028}']);
            prop_assert!(!broken, "a literal is one line");
            prop_assert_eq!(value(&code), Some(text));
        }
    }
}
