//! Markdown to inline spans and blocks: the one place that reads prose.
//!
//! Citations are taken out before the Markdown is read and put back as figures, so that an item's
//! `_` or a figure's `(` can never be taken for a mark of Markdown.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::{Block, Inline, List, ListItem, plain};

/// Brackets the number of a citation in the text handed to Markdown.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// A citation found in a text: what stands between its braces, and how often the same text with
/// its braces was cited before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The text between the braces.
    pub text: String,
    /// Number of earlier citations of the same text.
    pub nth: usize,
}

/// Something in a text that a deck does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it is.
    pub what: String,
    /// A way out.
    pub help: &'static str,
}

/// Reads Markdown into blocks; `figure` gives the spans of each citation in turn.
pub fn blocks(
    markdown: &str,
    figure: &mut dyn FnMut(&Cited) -> Vec<Inline>,
) -> (Vec<Block>, Vec<Refused>) {
    let mut refused = Vec::new();
    let (text, cited) = take_citations(markdown, &mut refused);
    let arena = Arena::new();
    let root = parse_document(&arena, &text, &Options::default());
    let mut reader = Reader { cited: &cited, figure, refused };
    let blocks = root.children().filter_map(|node| reader.block(node)).collect();
    (blocks, reader.refused)
}

/// Reads Markdown that must be one paragraph.
pub fn line(
    markdown: &str,
    figure: &mut dyn FnMut(&Cited) -> Vec<Inline>,
) -> (Vec<Inline>, Vec<Refused>) {
    let (blocks, mut refused) = blocks(markdown, figure);
    let mut out = Vec::new();
    for block in blocks {
        match block {
            Block::Prose { body, .. } => {
                if !out.is_empty() {
                    out.push(Inline::Break);
                }
                out.extend(body);
            }
            Block::List(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::Tiles { .. }
            | Block::Image(_)
            | Block::Notes { .. } => refused
                .push(Refused { what: "a list".to_owned(), help: "Write one paragraph here" }),
        }
    }
    (out, refused)
}

fn take_citations(markdown: &str, refused: &mut Vec<Refused>) -> (String, Vec<Cited>) {
    let mut text = String::with_capacity(markdown.len());
    let mut cited: Vec<Cited> = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find(['{', '}', OPEN, CLOSE]) {
        let (before, tail) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = tail.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = tail.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else if let Some(after) = tail.strip_prefix('{') {
            let Some(end) =
                after.find(['}', '{', '\n']).filter(|&end| after[end..].starts_with('}'))
            else {
                refused.push(Refused {
                    what: "a citation that does not end".to_owned(),
                    help: "Close it with `}` on the same line; write `{{` for a brace",
                });
                rest = after;
                continue;
            };
            let inner = &after[..end];
            let nth = cited.iter().filter(|c| c.text == inner).count();
            text.push(OPEN);
            text.push_str(&cited.len().to_string());
            text.push(CLOSE);
            cited.push(Cited { text: inner.to_owned(), nth });
            rest = &after[end + 1..];
        } else {
            let lone = tail.chars().next().unwrap_or(OPEN);
            refused.push(Refused {
                what: if lone == '}' {
                    "a lone `}`".to_owned()
                } else {
                    "a private character".to_owned()
                },
                help: "Write `}}` for a brace",
            });
            rest = &tail[lone.len_utf8()..];
        }
    }
    text.push_str(rest);
    (text, cited)
}

/// Tells whether a text is an e-mail address: a name, an `@`, and a host with a dot in it.
#[must_use]
pub fn is_mail(address: &str) -> bool {
    let name = |c: char| c.is_alphanumeric() || "!#$%&'*+-./=?^_{}~".contains(c);
    let label = |part: &str| {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !part.is_empty()
            && part.chars().all(inside)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    address.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty()
            && local.chars().all(name)
            && host.contains('.')
            && host.split('.').all(label)
    })
}

/// Tells whether a link leads to the web or to an e-mail address.
fn is_address(url: &str) -> bool {
    match url.strip_prefix("mailto:") {
        Some(mail) => is_mail(mail.split('?').next().unwrap_or_default()),
        None => ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)),
    }
}

struct Reader<'a> {
    cited: &'a [Cited],
    figure: &'a mut dyn FnMut(&Cited) -> Vec<Inline>,
    refused: Vec<Refused>,
}

impl Reader<'_> {
    fn refuse(&mut self, what: &str, help: &'static str) {
        self.refused.push(Refused { what: what.to_owned(), help });
    }

    fn block<'n>(&mut self, node: &'n AstNode<'n>) -> Option<Block> {
        let value = node.data.borrow().value.clone();
        if matches!(value, NodeValue::Paragraph) {
            return Some(Block::Prose { level: 0, body: self.inlines(node) });
        }
        if let NodeValue::Heading(_) = value {
            return Some(Block::Prose { level: 1, body: self.inlines(node) });
        }
        if let NodeValue::List(_) = value {
            return Some(Block::List(self.list(node)));
        }
        self.refuse(
            "a block that is neither paragraph, heading nor list",
            "Write paragraphs and lists; tables and pictures are blocks of the slide",
        );
        None
    }

    fn list<'n>(&mut self, node: &'n AstNode<'n>) -> List {
        let counted = if let NodeValue::List(list) = &node.data.borrow().value {
            (list.list_type == ListType::Ordered).then_some(list.start)
        } else {
            None
        };
        let (ordered, start) = (counted.is_some(), counted.unwrap_or(1));
        let items = node.children().map(|item| self.item(item)).collect();
        List { ordered, start, items }
    }

    fn item<'n>(&mut self, node: &'n AstNode<'n>) -> ListItem {
        let (mut body, mut lists) = (Vec::new(), Vec::new());
        for child in node.children() {
            match self.block(child) {
                Some(Block::Prose { body: more, .. }) => {
                    if !lists.is_empty() {
                        self.refuse(
                            "a paragraph behind a list in one item",
                            "Put it before the list, or make it an item of its own",
                        );
                    }
                    if !body.is_empty() {
                        body.push(Inline::Break);
                    }
                    body.extend(more);
                }
                Some(Block::List(list)) => lists.push(list),
                Some(
                    Block::Table(_)
                    | Block::Chart(_)
                    | Block::Tiles { .. }
                    | Block::Image(_)
                    | Block::Notes { .. },
                )
                | None => {}
            }
        }
        ListItem { body, lists }
    }

    fn inlines<'n>(&mut self, node: &'n AstNode<'n>) -> Vec<Inline> {
        let mut out = Vec::new();
        for child in node.children() {
            self.inline(child, &mut out);
        }
        merge(out)
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "Markdown has many inline nodes; all that a deck does not use are refused alike"
    )]
    fn inline<'n>(&mut self, node: &'n AstNode<'n>, out: &mut Vec<Inline>) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Text(text) => self.text(&text, out),
            NodeValue::SoftBreak => out.push(Inline::text(" ")),
            NodeValue::LineBreak => out.push(Inline::Break),
            NodeValue::Strong => out.push(Inline::Strong { body: self.inlines(node) }),
            NodeValue::Emph => out.push(Inline::Emphasis { body: self.inlines(node) }),
            NodeValue::Code(code) => self.text(&code.literal, out),
            NodeValue::Link(link) => {
                let body = self.inlines(node);
                let seen = |c: char| {
                    !c.is_whitespace()
                        && !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}')
                };
                if !plain(&body).chars().any(seen) {
                    self.refuse("a link without words", "Write what the reader is to click");
                } else if is_address(&link.url) {
                    out.push(Inline::Link { url: link.url, body });
                } else {
                    self.refuse(
                        &format!("a link to `{}`", link.url),
                        "Link to an `https:` or `http:` address, or to `mailto:` with an e-mail address",
                    );
                    out.extend(body);
                }
            }
            NodeValue::Image(_) => {
                self.refuse("a picture", "Give the picture to the slide, not to its prose");
            }
            NodeValue::HtmlInline(_) => self.refuse("HTML", "Write plain text"),
            _ => self.refuse("a mark that decks do not use", "Write plain text"),
        }
    }

    fn text(&mut self, text: &str, out: &mut Vec<Inline>) {
        let mut rest = text;
        while let Some(at) = rest.find(OPEN) {
            if at > 0 {
                out.push(Inline::text(&rest[..at]));
            }
            let tail = &rest[at + OPEN.len_utf8()..];
            let end = tail.find(CLOSE).unwrap_or(tail.len());
            let cited = tail[..end].parse::<usize>().ok().and_then(|n| self.cited.get(n));
            if let Some(cited) = cited {
                out.extend((self.figure)(cited));
            }
            rest = tail.get(end + CLOSE.len_utf8()..).unwrap_or_default();
        }
        if !rest.is_empty() {
            out.push(Inline::text(rest));
        }
    }
}

/// Joins neighbouring texts, which Markdown splits at every mark it has considered.
fn merge(spans: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(spans.len());
    for span in spans {
        match (out.last_mut(), span) {
            (Some(Inline::Text { text }), Inline::Text { text: more }) => text.push_str(&more),
            (_, span) => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(markdown: &str) -> (Vec<Block>, Vec<Refused>, Vec<String>) {
        let mut seen = Vec::new();
        let (blocks, refused) = blocks(markdown, &mut |cited| {
            seen.push(cited.text.clone());
            vec![Inline::text(format!("<{}>", cited.text))]
        });
        (blocks, refused, seen)
    }

    #[test]
    fn citations_survive_markdown() {
        let (blocks, refused, seen) = read("**{gross_margin yoy}** and *{a_b}* {{x}}");
        assert!(refused.is_empty());
        assert_eq!(seen, ["gross_margin yoy", "a_b"]);
        let [Block::Prose { body, .. }] = blocks.as_slice() else { panic!("one paragraph") };
        assert_eq!(plain(body), "<gross_margin yoy> and <a_b> {x}");
    }

    #[test]
    fn nested_lists_keep_their_levels() {
        let (blocks, _, _) = read("- a\n  - b\n    - c\n- d\n");
        let [Block::List(list)] = blocks.as_slice() else { panic!("one list") };
        assert_eq!(list.items.len(), 2);
        assert_eq!(list.items[0].lists[0].items[0].lists[0].items.len(), 1);
    }

    #[test]
    fn what_a_deck_does_not_use_is_refused() {
        for bad in [
            "<b>x</b>",
            "![x](y.png)",
            "[x](javascript:alert(1))",
            "[script](mailto:script)",
            "[](https://example.com)",
            "{open",
            "lone }",
            "---",
            "> q",
        ] {
            let (_, refused, _) = read(bad);
            assert_eq!(refused.len(), if bad.starts_with("<b>") { 2 } else { 1 }, "{bad}");
        }
    }

    #[test]
    fn the_same_citation_is_counted() {
        let mut nth = Vec::new();
        let _ = blocks("{a} {b} {a}", &mut |cited| {
            nth.push(cited.nth);
            Vec::new()
        });
        assert_eq!(nth, [0, 0, 1]);
    }
}
