//! Records of two kinds in one list, told apart by their keys.

use std::any::Any;

use serde_json::{Value, json};

use super::{Defs, Shape, Walk};
use crate::diag::Report;
use crate::source::{Node, NodeKind};

/// A record that is told by its keys from what else stands in its list.
pub trait Distinct: Shape {
    /// Tells whether a mapping is such a record; `has` tells whether it has a key.
    fn is_told(has: &dyn Fn(&str) -> bool) -> bool;
}

/// What a list holds, or another record that may stand in it.
#[derive(Clone, Debug)]
pub enum Mixed<T, O> {
    /// What the list holds.
    Own(T),
    /// The other.
    Other(O),
}

fn is_other<O: Distinct>(node: &Node) -> bool {
    let NodeKind::Map(entries) = &node.kind else { return false };
    O::is_told(&|name| entries.iter().any(|(key, _)| key.as_str() == name))
}

impl<T: Shape, O: Distinct> Shape for Mixed<T, O> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        if is_other::<O>(node) {
            O::read(node, report).map(Self::Other)
        } else {
            T::read(node, report).map(Self::Own)
        }
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        if is_other::<O>(node) { O::walk(node, walk) } else { T::walk(node, walk) }
    }

    fn records<'a>(&'a self, see: &mut dyn FnMut(&'a dyn Any)) {
        match self {
            Self::Own(value) => value.records(see),
            Self::Other(value) => value.records(see),
        }
    }

    fn schema(defs: &mut Defs) -> Value {
        json!({ "anyOf": [T::schema(defs), O::schema(defs)] })
    }
}
