//! From a YAML tree to typed records, with every mistake found at once, and the JSON Schema of
//! the same types.
//!
//! Enters: [`Node`]s. Leaves: records whose leaves keep their places, findings, and a schema. It
//! knows nothing of what the records mean. A serde derive would stop at the first mistake of a
//! record and lose the rest; here a field that fails does not hide its neighbours. One
//! declaration ([`record!`](crate::record), [`tagged!`](crate::tagged),
//! [`choice!`](crate::choice)) gives the type, its reader and its schema with the doc comments as
//! descriptions, so the three cannot disagree.

mod beside;
mod letters;
mod macros;
mod mixed;
mod reader;
mod role;
mod scalar;
mod schema;
mod walk;
mod written;

pub use beside::Beside;
pub use letters::{is_name, is_reason, letters};
pub use mixed::{Distinct, Mixed};
pub use reader::{MapReader, whole, wrong_kind};
pub use role::*;
pub use scalar::{Scalar, ScalarError};
pub use schema::{Defs, described, description, document, object};
pub use walk::{Leaf, Step, Walk, path, visit};
pub use written::{Written, written};

use std::any::Any;
use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::diag::Report;
use crate::source::{Node, NodeKind, Spanned, Text};

/// A type that is read from a node.
pub trait Shape: Sized + 'static {
    /// Reads the node; on a mistake reports it and gives nothing.
    fn read(node: &Node, report: &mut Report) -> Option<Self>;

    /// Gives the value of a field that was not written, if the field may be left out.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }

    /// Visits the scalars of a node as written, each with its role.
    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>);

    /// Gives every record that the value holds, itself first; a scalar holds none.
    fn records<'a>(&'a self, _see: &mut dyn FnMut(&'a dyn Any)) {}

    /// Gives the JSON Schema of the type.
    fn schema(defs: &mut Defs) -> Value;
}

/// Gives the records of one type that a value holds, in the order of their declaration.
#[must_use]
pub fn records<T: 'static>(value: &impl Shape) -> Vec<&T> {
    let mut out = Vec::new();
    value.records(&mut |record| out.extend(record.downcast_ref::<T>()));
    out
}

/// A type written as a mapping with one key, which names its variant, or as that key alone.
pub trait Tagged: Shape {}

/// A type whose fields are keys of one mapping; several may share the mapping.
pub trait Fields: Sized {
    /// The name of the type.
    const NAME: &'static str;
    /// The lines of its description.
    const DOC: &'static [&'static str];

    /// Lists the keys.
    fn names(out: &mut Vec<&'static str>);
    /// Reads the keys.
    fn take(map: &mut MapReader<'_>) -> Option<Self>;
    /// Visits the scalars of one key; tells whether it is a key of this type.
    fn walk_field<'a>(key: &str, node: &'a Node, walk: &mut Walk<'a, '_>) -> bool;
    /// Describes the keys.
    fn properties(defs: &mut Defs, properties: &mut Map<String, Value>, required: &mut Vec<Value>);
    /// Gives the records of the values of the keys.
    fn parts<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any));
}

impl<T: Fields + 'static> Shape for T {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        whole(node, report)
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        walk.record::<Self>(node);
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        see(self);
        self.parts(see);
    }

    fn schema(defs: &mut Defs) -> Value {
        object::<Self>(defs)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match node.kind {
            NodeKind::Null => Some(None),
            NodeKind::Scalar { .. } | NodeKind::List(_) | NodeKind::Map(_) => {
                T::read(node, report).map(Some)
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        T::walk(node, walk);
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        if let Some(value) = self {
            value.records(see);
        }
    }

    fn schema(defs: &mut Defs) -> Value {
        T::schema(defs)
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match &node.kind {
            NodeKind::Null => Some(Vec::new()),
            NodeKind::List(items) => {
                // An item with a mistake is left out, so that its mistake does not hide those of
                // later stages. Only where nothing is left is the list itself given up.
                let read: Vec<_> = items.iter().filter_map(|item| T::read(item, report)).collect();
                (items.is_empty() || !read.is_empty()).then_some(read)
            }
            NodeKind::Scalar { .. } | NodeKind::Map(_) => {
                let help = match &node.kind {
                    NodeKind::Scalar { text, .. }
                        if text.len() <= 40 && !text.contains([',', ':', ' ']) =>
                    {
                        format!("Write `[{text}]`, or each entry on its own line behind `- `")
                    }
                    NodeKind::Null
                    | NodeKind::Scalar { .. }
                    | NodeKind::List(_)
                    | NodeKind::Map(_) => "Start each entry with `- `".to_owned(),
                };
                report.push(wrong_kind(node, "a list").help(help));
                None
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        let NodeKind::List(items) = &node.kind else { return };
        for (at, item) in items.iter().enumerate() {
            walk.step::<Self>((node, "", at), |walk| T::walk(item, walk));
        }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        for value in self {
            value.records(see);
        }
    }

    fn schema(defs: &mut Defs) -> Value {
        json!({ "type": "array", "items": T::schema(defs) })
    }
}

/// A mapping whose keys the author chooses, in the order written.
#[derive(Clone, Debug)]
pub struct Entries<T>(pub Vec<(Text, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Shape> Shape for Entries<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match &node.kind {
            NodeKind::Null => Some(Self::default()),
            NodeKind::Map(entries) => {
                // A key written twice was reported when the YAML was read; the first counts.
                let mut seen = HashSet::new();
                let read: Vec<_> = entries
                    .iter()
                    .filter(|(key, _)| seen.insert(key.as_str()))
                    .map(|(key, node)| Some((key.clone(), T::read(node, report)?)))
                    .collect();
                read.into_iter().collect::<Option<_>>().map(Self)
            }
            NodeKind::Scalar { .. } | NodeKind::List(_) => {
                let help = "Indent the entries below their key, each written `name: value`";
                report.push(wrong_kind(node, "a mapping").help(help));
                None
            }
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        let NodeKind::Map(entries) = &node.kind else { return };
        for (at, (key, value)) in entries.iter().enumerate() {
            walk.step::<Self>((node, key.as_str(), at), |walk| T::walk(value, walk));
        }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        self.0.iter().for_each(|(_, value)| value.records(see));
    }

    fn schema(defs: &mut Defs) -> Value {
        json!({ "type": "object", "additionalProperties": T::schema(defs) })
    }
}

/// One thing or a list of them.
#[derive(Clone, Debug)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T: Shape> Shape for OneOrMany<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match node.kind {
            NodeKind::List(_) => Vec::read(node, report).map(Self),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Map(_) => {
                T::read(node, report).map(|one| Self(vec![one]))
            }
        }
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        match node.kind {
            NodeKind::List(_) => Vec::<T>::walk(node, walk),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Map(_) => T::walk(node, walk),
        }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        self.0.records(see);
    }

    fn schema(defs: &mut Defs) -> Value {
        let one = T::schema(defs);
        json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A bare scalar, or a record that says more.
#[derive(Clone, Debug)]
pub enum ScalarOr<S, R> {
    /// The scalar.
    Scalar(S),
    /// The record.
    Record(R),
}

impl<S: Shape + From<Text>, R: Shape> Shape for ScalarOr<S, R> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match &node.kind {
            // An empty text is told by whoever knows what it should say.
            NodeKind::Scalar { text, .. } => {
                Some(Self::Scalar(Spanned::new(text.clone(), node.span).into()))
            }
            NodeKind::Map(_) => R::read(node, report).map(Self::Record),
            NodeKind::Null | NodeKind::List(_) => {
                report.push(
                    wrong_kind(node, "a value or a mapping")
                        .help("Write one value, without brackets and without `- `"),
                );
                None
            }
        }
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        match node.kind {
            NodeKind::Map(_) => R::walk(node, walk),
            NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => S::walk(node, walk),
        }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        if let Self::Record(record) = self {
            record.records(see);
        }
    }

    fn schema(defs: &mut Defs) -> Value {
        json!({ "anyOf": [S::schema(defs), R::schema(defs)] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, yaml};

    crate::choice! {
        /// A colour.
        pub enum Colour {
            /// Like blood.
            Red = "red",
            /// Like grass.
            Green = "green",
        }
    }

    crate::record! {
        /// Shared fields.
        pub struct Head {
            /// A title.
            title: Option<Title>,
        }
    }

    crate::record! {
        /// A thing.
        pub struct Thing {
            ..head: Head,
            /// Its name.
            name: ProperName,
            /// Its colour.
            colour: Option<Colour>,
            /// Its parts.
            parts: Vec<Thing>,
        }
    }

    fn read(text: &str) -> (Option<Thing>, Vec<String>) {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", text);
        let (node, problems) = yaml::parse(sources.file(id), id);
        assert!(problems.is_empty());
        let mut report = Report::new();
        let thing = Thing::read(&node.expect("a tree"), &mut report);
        (thing, report.sorted().iter().map(|f| f.message.clone()).collect())
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let (thing, messages) =
            read("nam: x\ncolour: blue\nparts:\n  - name: [1]\n    colur: red\n  - title: 2\n");
        assert!(thing.is_none());
        // A name that is misspelt is not missing as well.
        assert_eq!(messages.len(), 5, "{messages:#?}");
    }

    #[test]
    fn shared_fields_are_read_from_the_same_mapping() {
        let (thing, messages) = read("title: T\nname: N\ncolour: green\n");
        assert!(messages.is_empty());
        let thing = thing.expect("a thing");
        assert_eq!((thing.name.value.as_str(), thing.parts.len()), ("N", 0));
        assert_eq!(thing.head.title.expect("a title").value, "T");
        assert_eq!(thing.colour, Some(Colour::Green));
    }

    #[test]
    fn the_schema_carries_the_doc_comments() {
        let mut defs = Defs::new();
        let _ = Thing::schema(&mut defs);
        let schema = defs.into_value();
        assert_eq!(schema["Thing"]["description"], "A thing.");
        assert_eq!(schema["Thing"]["properties"]["name"]["description"], "Its name.");
        assert_eq!(schema["Thing"]["required"], json!(["name"]));
        assert_eq!(schema["Thing"]["additionalProperties"], json!(false));
    }
}
