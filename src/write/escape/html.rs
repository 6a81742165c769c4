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
    use proptest::prelude::*;
    use scraper::{Html, Selector};

    use super::escape;

    proptest! {
        #[test]
        fn any_text_is_read_back(text in "[^\u{0}]*") {
            // A parser turns a numbered carriage return into itself, but only after the first
            // element has begun; hence the letter in front.
            let page = Html::parse_fragment(&format!(
                "<p title=\"x{0}\">x{0}</p>", escape(&text)
            ));
            let selector = Selector::parse("p").expect("a selector");
            let found = page.select(&selector).next().expect("a paragraph");
            let expected = format!("x{text}");
            prop_assert_eq!(found.attr("title"), Some(expected.as_str()));
            prop_assert_eq!(found.text().collect::<String>(), expected);
            prop_assert_eq!(found.child_elements().count(), 0);
        }
    }
}
