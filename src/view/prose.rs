//! Markdown to inline spans and blocks: the one place that reads prose.
//!
//! Citations are taken out before the Markdown is read and put back as figures, so that an item's
//! `_` or a figure's `(` can never be taken for a mark of Markdown.

use comrak::nodes::{AstNode, ListType, NodeValue};
use comrak::{Arena, parse_document};

use super::cited::take_citations;
use super::marks::{entities, options, stray};
use super::{Block, Inline, List, ListItem, plain};
use crate::source::fold::is_wide;

/// Brackets the number of a citation in the text handed to Markdown.
pub(super) const OPEN: char = '\u{E000}';
pub(super) const CLOSE: char = '\u{E001}';

/// A citation or the call of a note found in a text: what stands between its brackets, and how
/// often the same text with its brackets was cited before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The text between the brackets.
    pub text: String,
    /// Whether it calls a note, `[^acquired]`.
    pub note: bool,
    /// Number of earlier citations of the same text.
    pub nth: usize,
}

/// Signs that other programs begin a point of a list with.
pub const BULLETS: [char; 14] =
    ['•', '‣', '◦', '▪', '⁃', '∙', '・', '●', '■', '◆', '➢', '➤', '✓', '✔'];

/// Tells whether a text is the first of a point of a list.
fn starts_point<'n>(node: &'n AstNode<'n>) -> bool {
    let parent = node.parent().filter(|parent| parent.previous_sibling().is_none());
    let item = parent.and_then(AstNode::parent);
    node.previous_sibling().is_none()
        && item.is_some_and(|item| matches!(item.data.borrow().value, NodeValue::Item(_)))
}

/// Tells whether nothing stands before a text on its line.
fn starts_line<'n>(node: &'n AstNode<'n>) -> bool {
    let before = node.previous_sibling();
    let line = before.is_none_or(|before| {
        let value = &before.data.borrow().value;
        matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak)
    });
    let whole = node
        .parent()
        .is_some_and(|parent| matches!(parent.data.borrow().value, NodeValue::Paragraph));
    line && whole
}

/// Marks nested in each other that are still set: emphasis and links.
const DEEPEST_MARKS: usize = 4;
/// Lists nested in each other.
const DEEPEST_LISTS: usize = 6;
/// Entities for the marks of Markdown and HTML themselves, and for a blank that does not break.
const ENTITIES: [&str; 6] = ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;"];

/// Something in a text that a deck does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What it is.
    pub what: String,
    /// Words of the text that begin with it, to find its place; may be empty.
    pub at: String,
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
    for entity in entities(markdown) {
        if !ENTITIES.contains(&entity.as_str()) {
            refused.push(Refused {
                what: format!("the entity `{entity}`"),
                at: entity,
                help: "Write the character itself, so that it is read as it prints",
            });
        }
    }
    let root = parse_document(&arena, &text, &options());
    let mut reader = ProseReader { cited: &cited, figure, refused, marks: 0, lists: 0 };
    let blocks = root.children().filter_map(|node| reader.block(node)).collect();
    (blocks, reader.refused)
}

pub(super) fn is_cited(c: char) -> bool {
    matches!(c, OPEN | CLOSE)
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
            Block::Prose { level, body } => {
                if level > 0 {
                    refused.push(Refused::of("a heading", "Write one paragraph here"));
                }
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
            | Block::Notes { .. } => {
                refused.push(Refused::of("a list", "Write one paragraph here"));
            }
        }
    }
    (out, refused)
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

struct ProseReader<'a> {
    cited: &'a [Cited],
    figure: &'a mut dyn FnMut(&Cited) -> Vec<Inline>,
    refused: Vec<Refused>,
    /// How deep the marks and lists are nested that are being read.
    marks: usize,
    lists: usize,
}

impl Refused {
    pub(super) fn of(what: &str, help: &'static str) -> Self {
        Self { what: what.to_owned(), at: String::new(), help }
    }
}

impl ProseReader<'_> {
    fn refuse(&mut self, what: &str, help: &'static str) {
        self.refused.push(Refused::of(what, help));
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
            if self.lists >= DEEPEST_LISTS {
                let what = format!("a list more than {DEEPEST_LISTS} deep");
                self.refuse(&what, "Nest fewer lists: a slide is read from afar");
                return None;
            }
            self.lists += 1;
            let list = self.list(node);
            self.lists -= 1;
            return Some(Block::List(list));
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

    /// Reads what emphasis or a link holds; nothing where the marks are nested too deep, so that no
    /// text can exhaust the stack.
    fn marked<'n>(&mut self, node: &'n AstNode<'n>) -> Vec<Inline> {
        if self.marks >= DEEPEST_MARKS {
            let what = format!("emphasis more than {DEEPEST_MARKS} deep");
            self.refuse(&what, "Remove marks: `**strong**` or `*emphasis*` once is enough");
            return Vec::new();
        }
        self.marks += 1;
        let body = self.inlines(node);
        self.marks -= 1;
        body
    }

    /// The end of a line: nothing between characters of a script without blanks.
    fn line_end<'n>(node: &'n AstNode<'n>, out: &[Inline]) -> &'static str {
        let before = match out.last() {
            Some(Inline::Text { text }) => text.chars().next_back(),
            Some(Inline::Figure { .. }) => Some(CLOSE),
            Some(
                Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. },
            ) => plain(body).chars().next_back(),
            Some(Inline::Break | Inline::NoteRef { .. }) | None => None,
        };
        let after = node.next_sibling().and_then(|next| {
            next.descendants().find_map(|node| {
                let data = node.data.borrow();
                if let NodeValue::Text(text) = &data.value { text.chars().next() } else { None }
            })
        });
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let cited = |c: Option<char>| c.is_some_and(is_cited);
        let joins =
            (wide(before) && (wide(after) || cited(after))) || (cited(before) && wide(after));
        if joins { "" } else { " " }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "Markdown has many inline nodes; all that a deck does not use are refused alike"
    )]
    fn inline<'n>(&mut self, node: &'n AstNode<'n>, out: &mut Vec<Inline>) {
        let value = node.data.borrow().value.clone();
        match value {
            NodeValue::Text(text) => {
                if let Some(mark) = text.chars().next().filter(|c| BULLETS.contains(c))
                    && starts_line(node)
                {
                    self.refused.push(Refused {
                        what: format!("`{mark}` that would be printed as typed"),
                        at: text.chars().take_while(|c| !is_cited(*c)).collect(),
                        help: if starts_point(node) {
                            "Take it out: the `- ` before it begins the point"
                        } else {
                            "Begin a point with `- `, and a point below it with two spaces and `- `"
                        },
                    });
                }
                if let Some((at, mark)) = stray(&text) {
                    let words: String = text[at..].chars().take_while(|c| !is_cited(*c)).collect();
                    self.refused.push(Refused {
                        what: format!("`{mark}` that would be printed as typed"),
                        at: words,
                        help: "Close the mark, move it against its words, or write a backslash before it",
                    });
                }
                self.text(&text, out);
            }
            NodeValue::Escaped => {
                for child in node.children() {
                    if let NodeValue::Text(text) = &child.data.borrow().value {
                        self.text(text, out);
                    }
                }
            }
            NodeValue::SoftBreak => out.push(Inline::text(Self::line_end(node, out))),
            NodeValue::LineBreak => out.push(Inline::Break),
            NodeValue::Strong => out.push(Inline::Strong { body: self.marked(node) }),
            NodeValue::Emph => out.push(Inline::Emphasis { body: self.marked(node) }),
            NodeValue::Code(code) => self.text(&code.literal, out),
            NodeValue::Link(link) => {
                let body = self.marked(node);
                if !plain(&body).chars().any(char::is_alphanumeric) {
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
mod tests;
