//! The fields of one mapping, read with every mistake found at once.

use serde_json::{Map, Value};

use super::{Defs, Fields, Shape};
use crate::code;
use crate::diag::{Finding, Report, nearest, suggest};
use crate::source::{Node, NodeKind, Span, Text};

/// Where a change is stated that stands among other fields.
const CHANGES: &str = "State changes under the item, or under a member of its `by`, as `changes: \
    {FY2026/plan vs FY2025: ...}`: a scope is written behind its period";

/// Reads the fields of one mapping.
pub struct MapReader<'a> {
    /// The mapping's place.
    pub span: Span,
    entries: &'a [(Text, Node)],
    missing: Vec<&'static str>,
    report: &'a mut Report,
}

impl<'a> MapReader<'a> {
    /// Opens a mapping; nothing written counts as an empty mapping.
    pub fn open(node: &'a Node, report: &'a mut Report) -> Option<Self> {
        match &node.kind {
            NodeKind::Map(entries) => {
                Some(Self { span: node.span, entries, missing: Vec::new(), report })
            }
            NodeKind::Null => {
                Some(Self { span: node.span, entries: &[], missing: Vec::new(), report })
            }
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let help = "Indent the fields below their key, each written `name: value`";
                report.push(wrong_kind(node, "a mapping").help(help));
                None
            }
        }
    }

    /// Reads one field.
    pub fn field<T: Shape>(&mut self, name: &'static str) -> Option<T> {
        if let Some((_, node)) = self.entries.iter().find(|(key, _)| key.value == name) {
            return T::read(node, self.report);
        }
        let absent = T::absent();
        if absent.is_none() {
            self.missing.push(name);
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

    /// Reports every field that is missing, and every key that is not among the known names. A field whose name
    /// is misspelt is no missing one.
    pub fn finish(self, known: &[&'static str]) {
        let unknown = || self.entries.iter().filter(|(key, _)| !known.contains(&key.as_str()));
        let misspelt = |name: &str| {
            unknown().any(|(key, _)| nearest(&key.value, known.iter().copied()) == Some(name))
        };
        for name in self.missing.iter().filter(|name| !misspelt(name)) {
            let message = format!("`{name}` is missing here");
            let finding = Finding::new(code::MISSING_FIELD, message, self.span);
            self.report.push(finding.help(format!("Add a line `{name}: ...`")));
        }
        for (key, _) in self.entries {
            if !known.contains(&key.as_str()) {
                let message = format!("`{}` is not a field here", key.value);
                let change = key.value.contains(" vs ").then(|| CHANGES.to_owned());
                let help = change.or_else(|| suggest(&key.value, known.iter().copied()));
                self.report
                    .push(Finding::new(code::UNKNOWN_FIELD, message, key.span).help_if(help));
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

/// Says how a value that stands alone is written as a record: in the field that must be there.
fn as_record<T: Fields>(text: &str) -> String {
    let (mut names, mut required) = (Vec::new(), Vec::new());
    T::names(&mut names);
    T::properties(&mut Defs::new(), &mut Map::new(), &mut required);
    let fields: Vec<_> = names.iter().take(6).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 6 { ", ..." } else { "" };
    let fields = format!("{}{more}", fields.join(", "));
    let short = text.len() <= 40 && !text.contains(['\n', ':', '{']);
    match required.first().and_then(Value::as_str).filter(|_| short) {
        Some(first) => {
            format!("Write its fields, such as `{{{first}: {text}}}`; they are {fields}")
        }
        None => format!("Write its fields, each `name: value`; they are {fields}"),
    }
}

/// Reads a mapping that holds the fields of one type and no others.
pub fn whole<T: Fields>(node: &Node, report: &mut Report) -> Option<T> {
    if let NodeKind::Scalar { text, .. } = &node.kind {
        report.push(wrong_kind(node, "a mapping").help(as_record::<T>(text)));
        return None;
    }
    let mut names = Vec::new();
    T::names(&mut names);
    let mut map = MapReader::open(node, report)?;
    let value = T::take(&mut map);
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
