//! The texts of a source that are translated, and the source with other texts in their places.

use crate::num::Unit;
use crate::source::{Node, NodeKind, Span, Text};
use crate::words::NAMES;

/// Fields that are the same in every language.
const SAME: &[&str] = &["phone", "fax", "url", "email", "image", "file", "src"];

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The part of the source, such as `facts`.
    pub(super) part: &'a str,
    /// Number of its slide, from 0.
    pub(super) slide: Option<usize>,
    /// The kind of its slide, the item it belongs to, or the part.
    pub(super) owner: &'a str,
    /// The title of its slide.
    pub(super) title: &'a str,
    /// The field.
    pub(super) field: &'a str,
    /// Whether it is the unit of an item.
    pub(super) unit: bool,
}

/// A text to stand in place of another.
pub(super) type Other = Option<Text>;

/// Goes through the texts in order, and gives the source with those that `change` gives.
pub(super) fn changed<'a>(
    root: &'a Node,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    let NodeKind::Map(parts) = &root.kind else { return root.clone() };
    let each = parts.iter().map(|(key, node)| {
        let part = key.as_str();
        let place = Place { part, slide: None, owner: part, title: "", field: "", unit: false };
        let new = match part {
            "deck" => fields(node, &["title", "subject", "tagline"], place, change),
            "company" => fields(node, &["name", "short"], place, change),
            "scopes" | "facts" => map(node, |name, entry| {
                labels(
                    entry,
                    Place { owner: if part == "facts" { name } else { part }, ..place },
                    change,
                )
            }),
            "slides" => slides(node, place, change),
            _ => node.clone(),
        };
        (key.clone(), new)
    });
    Node { span: root.span, kind: NodeKind::Map(each.collect()) }
}

/// Rebuilds a mapping field by field.
fn map<'a>(node: &'a Node, mut each: impl FnMut(&'a str, &'a Node) -> Node) -> Node {
    let NodeKind::Map(entries) = &node.kind else { return node.clone() };
    let entries = entries.iter().map(|(key, value)| (key.clone(), each(key.as_str(), value)));
    Node { span: node.span, kind: NodeKind::Map(entries.collect()) }
}

fn scalar<'a>(
    node: &'a Node,
    place: Place<'a>,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    let NodeKind::Scalar { text, .. } = &node.kind else { return node.clone() };
    match change(place, text, node.span) {
        Some(new) => {
            Node { span: new.span, kind: NodeKind::Scalar { text: new.value, plain: false } }
        }
        None => node.clone(),
    }
}

fn fields<'a>(
    node: &'a Node,
    wanted: &[&str],
    place: Place<'a>,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    map(node, |field, value| {
        if wanted.contains(&field) {
            scalar(value, Place { field, ..place }, change)
        } else {
            value.clone()
        }
    })
}

/// Labels of items and scopes, reasons of missing figures, and nouns that are counted.
fn labels<'a>(
    node: &'a Node,
    place: Place<'a>,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    map(node, |field, value| match &value.kind {
        NodeKind::Scalar { .. } if ["label", "missing"].contains(&field) => {
            scalar(value, Place { field, ..place }, change)
        }
        NodeKind::Scalar { text, .. } if field == "unit" && counted(text) => {
            scalar(value, Place { field, unit: true, ..place }, change)
        }
        NodeKind::Map(_) => labels(value, place, change),
        NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_) => value.clone(),
    })
}

fn counted(unit: &str) -> bool {
    matches!(unit.parse(), Ok(Unit::Count { .. }))
}

fn slides<'a>(
    node: &'a Node,
    place: Place<'a>,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    let NodeKind::List(slides) = &node.kind else { return node.clone() };
    let each = slides.iter().enumerate().map(|(at, slide)| {
        map(slide, |kind, body| {
            let title = title(body).unwrap_or(kind);
            let place = Place { slide: Some(at), owner: kind, title, field: kind, ..place };
            below(body, place, change)
        })
    });
    Node { span: node.span, kind: NodeKind::List(each.collect()) }
}

fn title(body: &Node) -> Option<&str> {
    let NodeKind::Map(fields) = &body.kind else { return None };
    let found = |name: &str| fields.iter().find(|(key, _)| key.as_str() == name);
    match &found("title").or_else(|| found("heading"))?.1.kind {
        NodeKind::Scalar { text, .. } => Some(text),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

fn below<'a>(
    node: &'a Node,
    place: Place<'a>,
    change: &mut impl FnMut(Place<'a>, &'a str, Span) -> Other,
) -> Node {
    match &node.kind {
        NodeKind::Null => node.clone(),
        NodeKind::Scalar { text, .. } => {
            let field = place.field;
            let unit = field == "unit" && text.parse::<Unit>().is_ok() && !counted(text);
            if NAMES.contains(&field) || SAME.contains(&field) || unit {
                node.clone()
            } else {
                scalar(node, place, change)
            }
        }
        NodeKind::List(items) => {
            let items = items.iter().map(|item| below(item, place, change)).collect();
            Node { span: node.span, kind: NodeKind::List(items) }
        }
        NodeKind::Map(_) => {
            map(node, |field, value| below(value, Place { field, ..place }, change))
        }
    }
}
