//! The fields of a deck that hold a text, found by its JSON Schema: a new one is tried by itself.

use std::collections::BTreeSet;

use iijdeck::shape::Shape;
use iijdeck::source::{Node, NodeKind, Sources, yaml};
use serde_json::Value;

/// A place where an author writes a text.
#[derive(Clone, Debug)]
pub struct Field {
    /// The record and its field, such as `Statement.title`.
    pub name: String,
    /// Where the text stands in the file.
    pub range: std::ops::Range<usize>,
    /// What stands there.
    pub text: String,
    /// The slide that it belongs to, counted from 0.
    pub slide: Option<usize>,
}

/// A file read by its schema.
pub struct Fields {
    pub all: Vec<Field>,
    /// First and last line of each slide, counted from 1.
    pub slides: Vec<(usize, usize)>,
    /// Fields of the schema that the file lacks.
    pub lacking: Vec<String>,
}

struct Walk<'a> {
    defs: &'a Value,
    sources: &'a Sources,
    all: Vec<Field>,
    slides: Vec<(usize, usize)>,
}

/// Finds every field of a text.
pub fn of<T: Shape>(text: &str) -> Fields {
    let schema = iijdeck::shape::document::<T>("test", "test");
    let mut sources = Sources::new();
    let id = sources.add("deck", text);
    let (node, problems) = yaml::parse(sources.file(id), id);
    assert!(problems.is_empty(), "{problems:?}");
    let mut walk =
        Walk { defs: &schema["$defs"], sources: &sources, all: Vec::new(), slides: Vec::new() };
    walk.node(&node.expect("a tree"), &schema, "", None);
    let known: BTreeSet<_> = walk.all.iter().map(|field| field.name.clone()).collect();
    let lacking = texts(&schema["$defs"]).into_iter().filter(|name| !known.contains(name));
    Fields { lacking: lacking.collect(), all: walk.all, slides: walk.slides }
}

/// Tells whether a scalar of any wording fits.
fn is_text(schema: &Value) -> bool {
    let kind = &schema["type"];
    let text =
        kind == "string" || kind.as_array().is_some_and(|all| all.contains(&"string".into()));
    text && schema.get("enum").is_none()
}

fn choices(schema: &Value) -> impl Iterator<Item = &Value> {
    let listed = ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array());
    listed.flatten()
}

/// Tells whether a text may stand in a field, by itself, in a list or by name.
fn holds_text(schema: &Value) -> bool {
    is_text(schema)
        || choices(schema).any(holds_text)
        || schema.get("items").is_some_and(holds_text)
        || schema.get("additionalProperties").is_some_and(holds_text)
}

/// Names all fields of a schema that hold a text.
fn texts(defs: &Value) -> Vec<String> {
    let records = defs.as_object().expect("definitions").iter();
    let named = records.flat_map(|(record, schema)| {
        let fields = schema["properties"].as_object().into_iter().flatten();
        let fields = fields.filter(|(_, schema)| holds_text(schema));
        fields.map(move |(field, _)| format!("{record}.{field}"))
    });
    named.collect()
}

impl Walk<'_> {
    /// Follows a reference; gives the name behind it too.
    fn resolved<'s>(&'s self, schema: &'s Value, name: &str) -> (&'s Value, String) {
        let Some(to) = schema["$ref"].as_str() else { return (schema, name.to_owned()) };
        let name = to.rsplit('/').next().expect("a name");
        (&self.defs[name], name.to_owned())
    }

    fn fits(&self, node: &Node, schema: &Value) -> bool {
        let (schema, _) = self.resolved(schema, "");
        match &node.kind {
            NodeKind::Null => false,
            NodeKind::Scalar { .. } => {
                is_text(schema) || choices(schema).any(|s| self.fits(node, s))
            }
            NodeKind::List(_) => schema.get("items").is_some(),
            NodeKind::Map(entries) => {
                let known = |key: &str| schema["properties"].get(key).is_some();
                let free = schema["additionalProperties"].is_object();
                (free || entries.iter().all(|(key, _)| known(key.as_str())))
                    || choices(schema).any(|s| self.fits(node, s))
            }
        }
    }

    fn node(&mut self, node: &Node, schema: &Value, name: &str, slide: Option<usize>) {
        let (schema, name) = self.resolved(schema, name);
        let schema = schema.clone();
        if let Some(choice) = choices(&schema).find(|choice| self.fits(node, choice)) {
            return self.node(node, choice, &name, slide);
        }
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar { text, .. } => {
                if is_text(&schema) {
                    let (range, text) = (node.span.range(), text.clone());
                    self.all.push(Field { name, range, text, slide });
                }
            }
            NodeKind::List(items) => {
                for item in items {
                    let slide = if name == "DeckSpec.slides" {
                        let line = |at| {
                            1 + self.sources.file(node.span.file).text[..at].matches('\n').count()
                        };
                        let range = item.span.range();
                        self.slides.push((line(range.start), line(range.end.saturating_sub(1))));
                        Some(self.slides.len() - 1)
                    } else {
                        slide
                    };
                    self.node(item, &schema["items"], &name, slide);
                }
            }
            NodeKind::Map(entries) => {
                for (key, value) in entries {
                    let field = &schema["properties"][key.as_str()];
                    if field.is_object() {
                        self.node(value, field, &format!("{name}.{}", key.as_str()), slide);
                    } else {
                        self.node(value, &schema["additionalProperties"], &name, slide);
                    }
                }
            }
        }
    }
}
