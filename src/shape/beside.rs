//! A record whose fields stand in one mapping with entries whose keys the author chooses.

use std::any::Any;

use serde_json::{Map, Value, json};

use super::{Defs, Entries, Fields, MapReader, Shape, Walk, Written, wrong_kind};
use crate::diag::Report;
use crate::source::{Node, NodeKind};

/// A record, and entries beside its fields: every key that is no field of the record.
#[derive(Clone, Debug)]
pub struct Beside<R, T> {
    /// The record.
    pub own: R,
    /// The entries.
    pub entries: Entries<T>,
}

fn fields<R: Fields>() -> Vec<&'static str> {
    let mut names = Vec::new();
    R::names(&mut names);
    names
}

impl<R: Fields + 'static, T: Shape> Shape for Beside<R, T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        let others = match &node.kind {
            NodeKind::Null => Vec::new(),
            NodeKind::Map(entries) => {
                let names = fields::<R>();
                let others = entries.iter().filter(|(key, _)| !names.contains(&key.as_str()));
                others.cloned().collect()
            }
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let help = "Indent the entries below their key, each written `name: value`";
                report.push(wrong_kind(node, "a mapping").help(help));
                return None;
            }
        };
        let others = Node { span: node.span, kind: NodeKind::Map(others) };
        let own = R::take(&mut MapReader::open(node, report)?);
        let entries = Entries::read(&others, report);
        Some(Self { own: own?, entries: entries? })
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        let NodeKind::Map(entries) = &node.kind else { return };
        let names = fields::<R>();
        for (at, (key, value)) in entries.iter().enumerate() {
            let (key, step) = (key.as_str(), (node, key.as_str(), at));
            if names.contains(&key) {
                walk.step::<R>(step, |walk| {
                    R::walk_field(key, value, walk);
                });
            } else {
                walk.step::<Entries<T>>(step, |walk| T::walk(value, walk));
            }
        }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        self.own.records(see);
        self.entries.records(see);
    }

    fn schema(defs: &mut Defs) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        R::properties(defs, &mut properties, &mut required);
        json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": T::schema(defs),
        })
    }
}

impl<'a, R, T> Written<'a, Beside<R, T>> {
    /// Gives the record.
    #[must_use]
    pub fn own(self) -> Written<'a, R> {
        self.cast()
    }

    /// Gives the mapping as the entries that stand beside the record.
    #[must_use]
    pub fn others(self) -> Written<'a, Entries<T>> {
        self.cast()
    }
}
