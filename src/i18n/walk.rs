//! The texts of a source that are translated, and the source with other texts in their places.

use std::collections::HashMap;

use crate::deck::DeckSpec;
use crate::facts::{FactsSpec, ItemSpec};
use crate::num::Unit;
use crate::shape::{self, Role, visit};
use crate::slide::Slide;
use crate::source::{Node, NodeKind, Span, Text};

/// Where a text stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextPlace<'a> {
    /// Number of its slide, from 0.
    pub(super) slide: Option<usize>,
    /// The title of its slide, the item it is of, or the part of the source.
    pub(super) owner: &'a str,
    /// The field.
    pub(super) field: &'a str,
    /// What it is; the unit of an item is what is counted.
    pub(super) role: Role,
}

/// A text to stand in place of another.
pub(super) type Other = Option<Text>;

/// Goes through the texts in order, and gives the source with those that `change` gives.
pub(super) fn changed<'a>(
    root: &'a Node,
    change: &mut impl FnMut(TextPlace<'a>, &'a str, Span) -> Other,
) -> Node {
    let titles = titles(root);
    let mut others = HashMap::new();
    visit::<DeckSpec>(root, &mut |leaf| {
        if is_translated(&leaf)
            && let Some(other) = change(place(&leaf, &titles), leaf.text, leaf.span)
        {
            others.insert(leaf.span, other);
        }
    });
    replaced(root, &others)
}

/// Tells whether a text has words of its language: all that is read but addresses and units that
/// are the same in each, the names of the company, and nouns that are counted.
fn is_translated(leaf: &shape::Leaf<'_, '_>) -> bool {
    let role = leaf.role;
    if role == Role::UnitNote {
        return leaf.text.parse::<Unit>().is_err() || counted(leaf.text);
    }
    let noun = role == Role::Unit && leaf.within::<ItemSpec>().is_some() && counted(leaf.text);
    noun || role == Role::CompanyName || (role.is_read() && !role.names_contact())
}

fn counted(unit: &str) -> bool {
    matches!(unit.parse(), Ok(Unit::Count { .. }))
}

/// The title or heading of each slide.
fn titles(root: &Node) -> HashMap<usize, &str> {
    let mut out = HashMap::new();
    visit::<DeckSpec>(root, &mut |leaf| {
        let own = leaf.below::<Slide>().is_some_and(|steps| steps.len() == 1);
        if let Some(slide) = leaf.within::<Vec<Slide>>().filter(|_| own) {
            if leaf.role == Role::Title {
                out.insert(slide.at, leaf.text);
            } else if leaf.role == Role::Heading {
                out.entry(slide.at).or_insert(leaf.text);
            }
        }
    });
    out
}

fn place<'a>(leaf: &shape::Leaf<'_, 'a>, titles: &HashMap<usize, &'a str>) -> TextPlace<'a> {
    let slide = leaf.within::<Vec<Slide>>().map(|step| step.at);
    let title = slide.and_then(|at| titles.get(&at).copied());
    let kind = leaf.within::<Slide>().map(|step| step.key);
    // What is counted may be the noun of several items.
    let item = leaf.within::<FactsSpec>().filter(|_| leaf.role != Role::Unit);
    let part = leaf.steps.first().map_or("", |step| step.key);
    let owner = title.or(kind).or(item.map(|step| step.key)).unwrap_or(part);
    TextPlace { slide, owner, field: leaf.field(), role: leaf.role }
}

/// Gives the tree with other texts at the places of some.
fn replaced(node: &Node, others: &HashMap<Span, Text>) -> Node {
    let kind = match &node.kind {
        NodeKind::Null => NodeKind::Null,
        NodeKind::Scalar { .. } => match others.get(&node.span) {
            Some(new) => {
                let kind = NodeKind::Scalar { text: new.value.clone(), plain: false };
                return Node { span: new.span, kind };
            }
            None => node.kind.clone(),
        },
        NodeKind::List(items) => {
            NodeKind::List(items.iter().map(|item| replaced(item, others)).collect())
        }
        NodeKind::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), replaced(value, others)));
            NodeKind::Map(entries.collect())
        }
    };
    Node { span: node.span, kind }
}
