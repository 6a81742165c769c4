//! The fields of one mapping, read with every mistake found at once.

use super::{Fields, Shape};
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::source::{Node, NodeKind, Span, Text};

/// Reads the fields of one mapping.
pub struct MapReader<'a> {
    /// The mapping's place.
    pub span: Span,
    entries: &'a [(Text, Node)],
    report: &'a mut Report,
}

impl<'a> MapReader<'a> {
    /// Opens a mapping; nothing written counts as an empty mapping.
    pub fn open(node: &'a Node, report: &'a mut Report) -> Option<Self> {
        match &node.kind {
            NodeKind::Map(entries) => Some(Self { span: node.span, entries, report }),
            NodeKind::Null => Some(Self { span: node.span, entries: &[], report }),
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let help = "Indent the fields below their key, each written `name: value`";
                report.push(wrong_kind(node, "a mapping").help(help));
                None
            }
        }
    }

    /// Reads one field.
    pub fn field<T: Shape>(&mut self, name: &str) -> Option<T> {
        if let Some((_, node)) = self.entries.iter().find(|(key, _)| key.value == name) {
            return T::read(node, self.report);
        }
        let absent = T::absent();
        if absent.is_none() {
            let message = format!("`{name}` is missing here");
            self.report.push(
                Finding::new(code::MISSING_FIELD, message, self.span)
                    .help(format!("Add a line `{name}: ...`")),
            );
        }
        absent
    }

    /// Reports every field that belongs to another variant: it would be left out silently.
    pub fn refuse_others(
        &mut self,
        own: &[&'static str],
        all: &[&'static str],
        (what, tag): (&str, &str),
    ) {
        for (key, node) in self.entries {
            let (key, empty) = (key.as_str(), is_empty(node));
            if all.contains(&key) && !own.contains(&key) && !empty {
                let message = format!("a {what} of this {tag} has no `{key}`");
                let help = format!("Take it out, or choose the `{tag}` that draws it");
                let finding = Finding::new(code::UNKNOWN_FIELD, message, node.span);
                self.report.push(finding.help(help));
            }
        }
    }

    /// Reports every key that is not among the known names.
    pub fn finish(self, known: &[&'static str]) {
        for (key, _) in self.entries {
            if !known.contains(&key.as_str()) {
                let message = format!("`{}` is not a field here", key.value);
                self.report.push(
                    Finding::new(code::UNKNOWN_FIELD, message, key.span)
                        .help_if(suggest(&key.value, known.iter().copied())),
                );
            }
        }
    }
}

fn is_empty(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => true,
        NodeKind::List(items) => items.is_empty(),
        NodeKind::Scalar { .. } | NodeKind::Map(_) => false,
    }
}

/// Reads a mapping that holds the fields of one type and no others.
pub fn whole<T: Fields>(node: &Node, report: &mut Report) -> Option<T> {
    let mut map = MapReader::open(node, report)?;
    let value = T::take(&mut map);
    let mut names = Vec::new();
    T::names(&mut names);
    map.finish(&names);
    value
}

/// Reports a node of the wrong kind.
#[must_use]
pub fn wrong_kind(node: &Node, expected: &str) -> Finding {
    let found = match &node.kind {
        NodeKind::Null => "nothing",
        NodeKind::Scalar { .. } => "a text",
        NodeKind::List(_) => "a list",
        NodeKind::Map(_) => "a mapping",
    };
    Finding::new(code::WRONG_KIND, format!("expected {expected}, found {found}"), node.span)
}
