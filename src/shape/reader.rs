//! The fields of one mapping, read with every mistake found at once.

use serde_json::{Map, Value};

use super::{Defs, Fields, Role, Shape};
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

    /// Reports every field of a type that is missing, and every key that is none of its own. A field whose
    /// name is misspelt is no missing one.
    fn finish<T: Fields>(self) {
        let mut known = Vec::new();
        T::names(&mut known);
        let unknown = || self.entries.iter().filter(|(key, _)| !known.contains(&key.as_str()));
        let meant = |key: &Text| {
            let nearest = nearest(&key.value, known.iter().copied())?;
            known.iter().copied().find(|name| *name == nearest)
        };
        let misspelt = |name: &str| unknown().any(|(key, _)| meant(key) == Some(name));
        for name in self.missing.iter().filter(|name| !misspelt(name)) {
            let message = format!("`{name}` is missing here");
            let finding = Finding::new(code::MISSING_FIELD, message, self.span);
            self.report.push(finding.help(format!("Add a line `{name}: ...`")));
        }
        for (key, node) in unknown() {
            let message = format!("`{}` is not a field here", key.value);
            // What a field says stands where its name should.
            let said = is_empty(node).then(|| field_said::<T>(&key.value)).flatten();
            let said = said.map(|field| format!("Did you mean `{field}: {}`?", key.value));
            let change = key.value.contains(" vs ").then(|| CHANGES.to_owned());
            let help = said.or(change).or_else(|| suggest(&key.value, known.iter().copied()));
            let mut finding = Finding::new(code::UNKNOWN_FIELD, message, key.span);
            let free = |name: &&str| self.entries.iter().all(|(other, _)| other.value != **name);
            finding.meant = meant(key).filter(free);
            self.report.push(finding.help_if(help));
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

/// Gives the field of a type that a text is of by what it says, such as a period.
fn field_said<T: Fields>(text: &str) -> Option<String> {
    let role = Role::said_by(text)?.word();
    let mut properties = Map::new();
    T::properties(&mut Defs::new(), &mut properties, &mut Vec::new());
    let mut of_role = properties.into_iter().filter(|(_, schema)| schema["x-role"] == role);
    of_role.next().map(|(name, _)| name)
}

/// Says how a value that stands alone is written as a record: in the field that must be there, or that is of
/// what it says.
fn as_record<T: Fields>(text: &str) -> String {
    let (mut names, mut required) = (Vec::new(), Vec::new());
    T::names(&mut names);
    T::properties(&mut Defs::new(), &mut Map::new(), &mut required);
    let fields: Vec<_> = names.iter().take(6).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 6 { ", ..." } else { "" };
    let fields = format!("{}{more}", fields.join(", "));
    let short = text.len() <= 40 && !text.contains(['\n', ':', '{']);
    let first = required.first().and_then(Value::as_str).map(str::to_owned);
    match first.or_else(|| field_said::<T>(text)).filter(|_| short) {
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
    let mut map = MapReader::open(node, report)?;
    let value = T::take(&mut map);
    map.finish::<T>();
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
