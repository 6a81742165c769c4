//! Text into HTML: element content and quoted attribute values alike.

/// Escapes text for HTML, both between tags and inside a quoted attribute.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A bare carriage return is read back as a line feed, so it is written by number.
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use html5gum::{Token, Tokenizer};
    use proptest::prelude::*;

    use super::escape;

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "[^\u{0}]*") {
            let page = format!("<p title=\"x{0}\">x{0}</p>", escape(&text));
            let (mut titles, mut words, mut tags) = (Vec::new(), String::new(), 0);
            for token in Tokenizer::new(&page) {
                let Ok(token) = token;
                match token {
                    Token::StartTag(tag) => {
                        tags += 1;
                        let title = tag.attributes.get(&b"title"[..]);
                        titles.extend(title.map(|t| String::from_utf8_lossy(t).into_owned()));
                    }
                    Token::String(text) => words.push_str(&String::from_utf8_lossy(&text)),
                    Token::EndTag(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
                }
            }
            let expected = format!("x{text}");
            prop_assert_eq!(titles, vec![expected.clone()]);
            prop_assert_eq!(words, expected);
            prop_assert_eq!(tags, 1);
        }
    }
}
