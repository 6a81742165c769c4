//! Marks of Markdown and entities of HTML in a text: how they are read, and which print as typed.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};

use super::prose::is_cited;

/// Longest entity of HTML with its marks.
const LONGEST_ENTITY: usize = 34;
/// Marks of Markdown that print as they are typed where they find no partner.
const MARKS: [&str; 5] = ["**", "__", "~~", "](", "`"];

/// How decks read Markdown: emphasis beside East Asian marks, and what is typed with a backslash
/// told apart.
pub(super) fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.parse.escaped_char_spans = true;
    options
}

/// Finds the entities of a text, each once: `&rlm;`, `&#52;`. "R&D;" is none.
#[must_use]
pub fn entities(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (at, _) in text.match_indices('&') {
        let end = text[at..].bytes().take(LONGEST_ENTITY).position(|b| b == b';');
        let Some(end) = end else { continue };
        let entity = &text[at..=at + end];
        let inner = &entity[1..end];
        let numeric = inner.strip_prefix('#').unwrap_or(inner);
        let name = !numeric.is_empty() && numeric.bytes().all(|b| b.is_ascii_alphanumeric());
        if name && !text[..at].ends_with('\\') && !out.iter().any(|known| known == entity) {
            let arena = Arena::new();
            let root = parse_document(&arena, entity, &Options::default());
            let resolved = root.descendants().any(
                |node| matches!(&node.data.borrow().value, NodeValue::Text(text) if text != entity),
            );
            if resolved {
                out.push(entity.to_owned());
            }
        }
    }
    out
}

/// Finds the first mark of Markdown that a text would print as typed, with its place.
#[must_use]
pub fn stray(text: &str) -> Option<(usize, &str)> {
    let marks = MARKS.iter().filter_map(|mark| Some((text.find(mark)?, *mark)));
    let line = text.match_indices('_').find(|(at, _)| {
        let before = text[..*at].chars().next_back();
        let after = text[at + 1..].chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || is_cited(c));
        // Several make a blank to fill in, which is told as such.
        word(before) != word(after) && before != Some('_') && after != Some('_')
    });
    marks.chain(line).filter(|(at, mark)| !(*mark == "__" && text[*at..].starts_with("___"))).min()
}

#[cfg(test)]
mod tests {
    use super::{entities, stray};

    #[test]
    fn entities_are_those_of_html() {
        let text = "R&D; AT&T &rlm; &#52;&#50; &#x202E; &rlm; \\&amp; &売上; &nosuch;";
        assert_eq!(entities(text), ["&rlm;", "&#52;", "&#50;", "&#x202E;"]);
    }

    #[test]
    fn marks_without_a_partner_are_found() {
        let mark = |text| stray(text).map(|(_, mark)| mark);
        for (text, wanted) in [
            ("** x", Some("**")),
            ("a ~~b~~", Some("~~")),
            ("[x](y", Some("](")),
            ("_x", Some("_")),
            ("x_ y", Some("_")),
            ("a_b", None),
            ("note*1", None),
            ("____", None),
            ("see [1] (2)", None),
        ] {
            assert_eq!(mark(text), wanted, "{text}");
        }
    }
}
