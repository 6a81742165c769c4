//! Places in the source of parts of a text, which YAML folded and resolved.

use std::ops::Range;

use crate::source::{Sources, Span};

/// Gives the place in the source of a part of a text that stands at `span`; all of it where the
/// text as typed tells no part.
#[must_use]
pub fn place_in(text: &str, span: Span, range: Range<usize>, sources: &Sources) -> Span {
    SourcePlaces::of(text, sources.slice(span)).span(text, span, range, sources)
}

/// Where each byte of a text as read stands in the text as typed, as far as that is known: YAML
/// folds blanks, drops indentation and resolves quotes.
#[derive(Debug)]
pub(super) struct SourcePlaces(Vec<usize>);

impl SourcePlaces {
    /// Walks once through both texts.
    pub(super) fn of(read: &str, typed: &str) -> Self {
        let mut typed_chars = typed.char_indices().peekable();
        if typed.starts_with(['|', '>']) {
            // The mark of a block text fills its line.
            while typed_chars.next_if(|(_, c)| *c != '\n').is_some() {}
        } else if typed.starts_with(['"', '\'']) {
            typed_chars.next();
        }
        let mut out = Vec::with_capacity(read.len());
        for (at, c) in read.char_indices() {
            let found = if c.is_whitespace() {
                let here = typed_chars.peek().map(|(at, _)| *at);
                while typed_chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
                here
            } else {
                typed_chars.by_ref().find(|(_, t)| *t == c).map(|(at, _)| at)
            };
            let Some(found) = found else { break };
            // A place inside a character is that of the next, which is pushed behind it.
            out.resize(at, found);
            out.push(found);
        }
        Self(out)
    }

    /// Gives the place of a part of the text, which stands at `span`.
    pub(super) fn span(
        &self,
        text: &str,
        span: Span,
        range: Range<usize>,
        sources: &Sources,
    ) -> Span {
        let typed = sources.slice(span);
        let inside = text.get(range.clone()).unwrap_or_default();
        let last = inside.char_indices().next_back().map_or(0, |(at, _)| at);
        match (self.0.get(range.start), self.0.get(range.start + last)) {
            (Some(start), Some(last)) => {
                let from = span.start as usize;
                let wide = typed[*last..].chars().next().map_or(1, char::len_utf8);
                Span::new(span.file, from + start..from + last + wide)
            }
            (_, _) => span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SourcePlaces, place_in};
    use crate::source::{Sources, Span};

    #[test]
    fn a_place_ends_with_its_last_character() {
        let text = "2026年度 第1四半期の概況";
        let mut sources = Sources::new();
        let file = sources.add("a.yaml", format!("title: {text}\n"));
        let span = Span::new(file, 7..7 + text.len());
        for part in ["2026年度 第1四半期", "の", "概況"] {
            let at = text.find(part).expect("it is there");
            let found = place_in(text, span, at..at + part.len(), &sources);
            assert_eq!(sources.slice(found), part);
        }
    }

    fn aligned(read: &str, typed: &str, wanted: usize) -> Option<usize> {
        SourcePlaces::of(read, typed).0.get(wanted).copied()
    }

    #[test]
    fn places_in_folded_and_quoted_text_are_found() {
        let typed = "|\n    - one\n      two";
        assert_eq!(aligned("- one\n  two\n", typed, 8), typed.find("two"));
        let typed = "'it''s 15'";
        assert_eq!(aligned("it's 15", typed, 5), typed.find("15"));
        let typed = ">\n  売上 は\n  12 円";
        assert_eq!(aligned("売上 は 12 円", typed, "売上 は ".len()), typed.find("12"));
    }
}
