//! The YAML tree: every scalar as typed, every node with its place.
//!
//! The only user of the YAML crate. Scalars stay text, so that `12.30` keeps its last zero and
//! no figure ever passes through a float. What YAML offers for writing a thing twice (anchors,
//! aliases, merge keys) is refused, because in a deck each figure is written once; with that an
//! "alias bomb" is refused as well.

use crate::code::{self, Code};
use std::collections::HashMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, Span as YamlSpan};

use super::fold::unfolded;
use super::hidden::{HIDDEN, hidden, hidden_message};
use super::yaml_cause::{Cause, cause};
use super::{File, FileId, Span, Spanned, Text, Unreadable, unreadable};

/// Deepest nesting read; a deck needs about ten levels.
const MAX_DEPTH: usize = 48;
/// Most nodes read; a deck of fifty thousand facts needs about two hundred thousand.
const MAX_NODES: usize = 1_000_000;
/// Longest text read, in bytes: a slide holds some three thousand, a legal notice of several pages sixteen.
pub const MAX_TEXT: usize = 18_000;
/// Problems after which reading stops: by then the file is not a deck.
const MAX_PROBLEMS: usize = 200;

/// One node of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the node stands.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Nothing was written, or `~` or `null`.
    Null,
    /// Text, after YAML's quotes and escapes are resolved.
    Scalar {
        /// The text.
        text: String,
        /// False where quotes or a block mark make it a string by the author's wish.
        plain: bool,
    },
    /// A sequence.
    List(Vec<Node>),
    /// A mapping, in the order written.
    Map(Vec<(Text, Node)>),
}

impl Node {
    /// Gives the keys at these places other names; their places stay.
    pub fn rename(&mut self, names: &[(Span, &'static str)]) {
        match &mut self.kind {
            NodeKind::Map(entries) => {
                for (key, node) in entries {
                    if let Some((_, name)) = names.iter().find(|(span, _)| *span == key.span) {
                        (*name).clone_into(&mut key.value);
                    }
                    node.rename(names);
                }
            }
            NodeKind::List(items) => items.iter_mut().for_each(|item| item.rename(names)),
            NodeKind::Null | NodeKind::Scalar { .. } => {}
        }
    }
}

/// Something wrong with the YAML itself.
#[derive(Clone, Debug)]
pub struct Problem {
    /// A short stable name, such as `duplicate-key`.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where.
    pub span: Span,
    /// An earlier place that matters, with what it is.
    pub related: Option<(Span, &'static str)>,
    /// A way out.
    pub help: Option<String>,
}

/// Reads one YAML document; gives the tree, if there is one, and every problem found.
#[must_use]
pub fn parse(file: &File, id: FileId) -> (Option<Node>, Vec<Problem>) {
    let mut options = Options::default();
    options.emit_comments = false;
    options.emit_unresolved_aliases = true;
    let mut builder = Builder::new(id, &file.text);
    if let Some(Unreadable { range, message, help }) = unreadable(&file.text) {
        builder.problem(code::YAML_SYNTAX, message, Span::new(id, range), help);
        builder.stopped = true;
        return builder.finish();
    }
    for (range, c) in hidden(&file.text) {
        builder.hidden(Span::new(id, range), c);
    }
    let mut parser = Parser::new_from_str_with_options(&file.text, options);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                builder.syntax_error(&error);
                break;
            }
        }
        if builder.stopped {
            break;
        }
    }
    builder.finish()
}

enum OpenNode {
    List(Span, Vec<Node>),
    Map { span: Span, entries: Vec<(Text, Node)>, seen: HashMap<String, Span>, key: Option<Text> },
}

struct Builder<'a> {
    id: FileId,
    text: &'a str,
    stack: Vec<OpenNode>,
    root: Option<Node>,
    problems: Vec<Problem>,
    nodes: usize,
    documents: usize,
    stopped: bool,
}

impl<'a> Builder<'a> {
    fn new(id: FileId, text: &'a str) -> Self {
        Self {
            id,
            text,
            stack: Vec::new(),
            root: None,
            problems: Vec::new(),
            nodes: 0,
            documents: 0,
            stopped: false,
        }
    }

    fn span(&self, span: YamlSpan) -> Span {
        Span::new(self.id, span.byte_range().unwrap_or_default())
    }

    fn problem(&mut self, code: Code, message: impl Into<String>, span: Span, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.problems.push(Problem { code, message: message.into(), span, related: None, help });
        self.stopped |= self.problems.len() >= MAX_PROBLEMS;
    }

    fn hidden(&mut self, span: Span, c: char) {
        self.problem(
            HIDDEN,
            hidden_message(c),
            span,
            "Delete it, and write the text around it again",
        );
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the enum may grow; what is no node says nothing to a deck"
    )]
    fn event(&mut self, event: Event<'_>, span: YamlSpan) {
        let at = self.span(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    let help = "Remove the `---` line: one file is one deck";
                    self.problem(
                        code::SECOND_DOCUMENT,
                        "a second YAML document starts here",
                        at,
                        help,
                    );
                    self.stopped = true;
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let message = "aliases (`*name`) are not allowed";
                let help = "Write the figure once under `facts` and cite it by its name; a text that starts with `*` or `&` needs quotes";
                self.problem(code::ALIAS, message, at, help);
                self.push(Node { span: at, kind: NodeKind::Null });
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.properties(anchor, tag.is_some(), at);
                let plain = style == ScalarStyle::Plain;
                let at = self.trimmed(at);
                // As an escape, such as `"\u202E"`; one typed as it is was found before.
                if let Some((_, c)) = hidden(&text).next().filter(|(_, c)| !self.typed(at, *c)) {
                    self.hidden(at, c);
                }
                let mut text = text.into_owned();
                if text.len() > MAX_TEXT {
                    let message =
                        format!("a text of {} bytes; at most {MAX_TEXT} are read", text.len());
                    let help = "Split it: no slide holds so much";
                    self.problem(code::TOO_LARGE, message, at, help);
                    // One letter stands in for it, so that nobody is told that it is empty too.
                    let letter = text.chars().find(|c| c.is_alphabetic());
                    text = letter.unwrap_or('x').into();
                }
                if let Some(joined) = unfolded(&text, self.text.get(at.range()).unwrap_or_default())
                {
                    text = joined;
                }
                let kind = if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
                    NodeKind::Null
                } else {
                    NodeKind::Scalar { text, plain }
                };
                self.push(Node { span: at, kind });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.properties(anchor, tag.is_some(), at);
                self.open(OpenNode::List(at, Vec::new()));
            }
            Event::MappingStart(_, anchor, tag) => {
                self.properties(anchor, tag.is_some(), at);
                self.open(OpenNode::Map {
                    span: at,
                    entries: Vec::new(),
                    seen: HashMap::new(),
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            _ => {}
        }
    }

    /// A block scalar's span runs to the next token; the blank tail is not what the author means.
    fn trimmed(&self, span: Span) -> Span {
        let typed = self.text.get(span.range()).unwrap_or_default().trim_end();
        Span::new(self.id, span.start as usize..span.start as usize + typed.len())
    }

    fn typed(&self, span: Span, c: char) -> bool {
        self.text.get(span.range()).is_some_and(|typed| typed.contains(c))
    }

    fn properties(&mut self, anchor: usize, tagged: bool, at: Span) {
        if anchor != 0 {
            let help = "Write the figure once under `facts` and cite it by its name; a text that starts with `*` or `&` needs quotes";
            let at = self.mark('&', at);
            self.problem(code::ALIAS, "anchors (`&name`) are not allowed", at, help);
        }
        if tagged {
            let at = self.mark('!', at);
            self.problem(
                code::TAG,
                "YAML tags (`!name`) are not allowed",
                at,
                "Remove the tag; a text that starts with `!` needs quotes",
            );
        }
    }

    /// Finds the anchor or tag that stands before a node; the node itself where it is not found.
    fn mark(&self, sign: char, node: Span) -> Span {
        let before = self.text.get(..node.start as usize).unwrap_or_default();
        let Some(start) = before.rfind(sign) else { return node };
        // Two signs make a tag such as `!!float`.
        let start = if before[..start].ends_with(sign) { start - sign.len_utf8() } else { start };
        let word = before[start..].split_whitespace().next().unwrap_or_default();
        Span::new(self.id, start..start + word.len())
    }

    fn open(&mut self, open: OpenNode) {
        if self.stack.len() >= MAX_DEPTH {
            let (OpenNode::List(at, _) | OpenNode::Map { span: at, .. }) = open;
            let message = format!("nesting is deeper than {MAX_DEPTH} levels");
            let help = "Check the brackets and the indentation here; a deck needs about ten levels";
            self.problem(code::TOO_DEEP, message, at, help);
            self.stopped = true;
            return;
        }
        self.stack.push(open);
    }

    fn close(&mut self, end: Span) {
        let (start, kind) = match self.stack.pop() {
            Some(OpenNode::List(span, items)) => (span, NodeKind::List(items)),
            Some(OpenNode::Map { span, entries, .. }) => {
                (span, NodeKind::Map(self.whole_figures(entries)))
            }
            None => return,
        };
        // A block collection's end mark lies at the next token; its last child ends sooner.
        let last = match &kind {
            NodeKind::List(items) => items.last().map(|n| n.span.end),
            NodeKind::Map(entries) => entries.last().map(|(k, n)| n.span.end.max(k.span.end)),
            NodeKind::Null | NodeKind::Scalar { .. } => None,
        };
        let flow = self.text.as_bytes().get(start.start as usize);
        let flow = matches!(flow, Some(b'{' | b'['));
        let end = if flow { end.end } else { last.unwrap_or(start.end) };
        self.push(Node { span: Span { end: end.max(start.start), ..start }, kind });
    }

    /// Joins what a comma within a figure split: `{1Q26: 12,788}` is a figure `12` and a key `788` to YAML.
    /// The split is told; the figure is read as meant, so that nothing follows from it.
    fn whole_figures(&mut self, entries: Vec<(Text, Node)>) -> Vec<(Text, Node)> {
        let mut whole: Vec<(Text, Node)> = Vec::with_capacity(entries.len());
        let mut split: Option<Span> = None;
        for (key, node) in entries {
            let (key, node) = self.parted(key, node);
            let part = whole.last().filter(|(_, figure)| self.is_split(figure, &key, &node));
            match part.map(|(_, figure)| Span { end: key.span.end, ..figure.span }) {
                Some(span) => {
                    let text = self.text.get(span.range()).unwrap_or_default().to_owned();
                    if let Some((_, figure)) = whole.last_mut() {
                        *figure = Node { span, kind: NodeKind::Scalar { text, plain: true } };
                    }
                    split = Some(span);
                }
                None => {
                    self.tell_split(split.take());
                    whole.push((key, node));
                }
            }
        }
        self.tell_split(split);
        whole
    }

    /// Parts `{1Q26:12788}`, which is one key to YAML.
    fn parted(&mut self, key: Text, node: Node) -> (Text, Node) {
        let typed = self.text.get(key.span.range()) == Some(&key.value);
        let empty = matches!(node.kind, NodeKind::Null) && typed;
        let Some((name, value)) = key.value.split_once(':').filter(|(name, value)| {
            empty && !name.is_empty() && !value.is_empty() && !value.starts_with('/')
        }) else {
            return (key, node);
        };
        let message = "no space stands behind the colon";
        let help = format!("Write `{name}: {value}`");
        self.problem(code::YAML_SYNTAX, message, key.span, &help);
        let middle = key.span.start as usize + name.len();
        let behind = Span::new(self.id, middle + 1..key.span.end as usize);
        let kind = NodeKind::Scalar { text: value.to_owned(), plain: true };
        let name =
            Spanned::new(name.to_owned(), Span::new(self.id, key.span.start as usize..middle));
        (name, Node { span: behind, kind })
    }

    fn is_split(&self, figure: &Node, key: &Text, node: &Node) -> bool {
        let between = self.text.get(figure.span.end as usize..key.span.start as usize);
        let digits = key.value.len() >= 3 && key.value.bytes().take(3).all(|b| b.is_ascii_digit());
        let ended = key.value.as_bytes().get(3).is_none_or(|b| !b.is_ascii_digit());
        let number = match &figure.kind {
            NodeKind::Scalar { text, plain: true } => text.ends_with(|c: char| c.is_ascii_digit()),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) | NodeKind::Map(_) => {
                false
            }
        };
        between == Some(",") && digits && ended && number && matches!(node.kind, NodeKind::Null)
    }

    fn tell_split(&mut self, split: Option<Span>) {
        let Some(span) = split else { return };
        let text = self.text.get(span.range()).unwrap_or_default();
        let message = "between `{` and `}` YAML splits a figure at its comma";
        let help = format!("Put it into quotes: `\"{text}\"`");
        self.problem(code::YAML_SYNTAX, message, span, &help);
    }

    fn push(&mut self, node: Node) {
        self.nodes += 1;
        if self.nodes > MAX_NODES && !self.stopped {
            let message = format!("the file has more than {MAX_NODES} entries");
            self.problem(code::TOO_LARGE, message, node.span, "Split the deck");
            self.stopped = true;
        }
        let mut repeated = None;
        let mut odd_key = None;
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(OpenNode::List(_, items)) => items.push(node),
            Some(OpenNode::Map { entries, seen, key, .. }) => match key.take() {
                Some(name) => entries.push((name, node)),
                None => {
                    let name = match node.kind {
                        NodeKind::Scalar { text, .. } => text,
                        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => {
                            odd_key = Some(node.span);
                            String::new()
                        }
                    };
                    if odd_key.is_none()
                        && let Some(first) = seen.insert(name.clone(), node.span)
                    {
                        repeated = Some((name.clone(), node.span, first));
                    }
                    *key = Some(Spanned::new(name, node.span));
                }
            },
        }
        if let Some((name, span, first)) = repeated {
            self.problems.push(Problem {
                code: code::DUPLICATE_KEY,
                message: format!("`{name}` is written twice"),
                span,
                related: Some((first, "first written here")),
                help: Some("Keep one of the two".to_owned()),
            });
            self.stopped |= self.problems.len() >= MAX_PROBLEMS;
        }
        if let Some(span) = odd_key {
            let help =
                "Write a word before the colon; a text that starts with `{` or `[` needs quotes";
            self.problem(code::ODD_KEY, "a key must be a word", span, help);
        }
    }

    fn syntax_error(&mut self, error: &ScanError) {
        let mut at = error.marker().byte_offset().unwrap_or(0).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        self.stopped = true;
        let here = |p: &Problem| p.code == HIDDEN && p.span.range().contains(&at);
        if self.problems.iter().any(here) {
            return;
        }
        // A text that starts with `*` is told as an alias first.
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let alias = |p: &Problem| p.code == code::ALIAS && p.span.start as usize >= line;
        if self.problems.iter().any(alias) {
            return;
        }
        let end = self.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        if self.text[..at].ends_with('\t') || self.text[at..].starts_with('\t') {
            let tab = if self.text[..at].ends_with('\t') { at - 1..at } else { at..end };
            let (message, help) =
                ("a tab stands before the line", "Indent with spaces, not with a tab");
            self.problem(code::YAML_SYNTAX, message, Span::new(self.id, tab), help);
            return;
        }
        if let Some(Cause { range, message, help }) = cause(self.text, at, &error.info()) {
            self.problem(code::YAML_SYNTAX, message, Span::new(self.id, range), &help);
            return;
        }
        let message = format!("this is not YAML: {}", error.info());
        let help = "Check the indentation, quotes and brackets here and on the line before; quote a \
                    text that holds `: ` or ` #` or starts with one of `{[&*!|>%@`";
        self.problem(code::YAML_SYNTAX, message, Span::new(self.id, at..end), help);
    }

    fn finish(self) -> (Option<Node>, Vec<Problem>) {
        // An alias or an odd key leaves a hole, and a hole would be reported as another mistake.
        let hole = |p: &Problem| p.code == code::ODD_KEY || p.message.starts_with("aliases");
        let whole = self.stack.is_empty() && !self.stopped && !self.problems.iter().any(hole);
        (self.root.filter(|_| whole), self.problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn read(text: &str) -> (Option<Node>, Vec<Problem>, Sources) {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", text);
        let (node, problems) = parse(sources.file(id), id);
        (node, problems, sources)
    }

    #[test]
    fn digits_stay_as_typed() {
        let (node, problems, _) = read("a: 12.30\nb: 15,813\nc: '007'\n");
        assert!(problems.is_empty());
        let Some(Node { kind: NodeKind::Map(entries), .. }) = node else { panic!("a map") };
        let texts: Vec<_> = entries
            .iter()
            .map(|(_, n)| match &n.kind {
                NodeKind::Scalar { text, .. } => text.as_str(),
                NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => "",
            })
            .collect();
        assert_eq!(texts, ["12.30", "15,813", "007"]);
    }

    #[test]
    fn spans_are_bytes_under_japanese_text() {
        let (node, _, sources) = read("売上: 営業収益\n利益: 12\n");
        let Some(Node { kind: NodeKind::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(sources.slice(entries[1].0.span), "利益");
        assert_eq!(sources.slice(entries[1].1.span), "12");
    }

    #[test]
    fn every_problem_is_found() {
        let text = "a: &x 1\nb: *x\na: 2\nc: !t 3\nd: *y\n";
        let (_, problems, _) = read(text);
        let codes: Vec<_> = problems.iter().map(|p| p.code).collect();
        assert_eq!(codes, ["alias", "alias", "duplicate-key", "tag", "alias"]);
    }

    #[test]
    fn deep_and_broken_files_end_with_a_problem() {
        let (node, problems, _) = read(&"[".repeat(100_000));
        assert!(node.is_none() && !problems.is_empty());
        let (node, problems, _) = read("a: [1, 2\nb: }");
        assert!(node.is_none() && problems.len() == 1);
    }
}
