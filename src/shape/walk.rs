//! The visitor that the declarations make: every scalar of a tree as written, in its order, with
//! what its type says of it.

use std::any::TypeId;

use super::{Fields, Role, Shape};
use crate::source::{Node, NodeKind, Span};

/// A step from the root of a tree to a scalar.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The type of the mapping or list that is entered.
    pub shape: TypeId,
    /// The key of what is entered; empty in a list.
    pub key: &'a str,
    /// The place of what is entered among its neighbours, from 0.
    pub at: usize,
    /// The mapping or list itself.
    pub node: &'a Node,
}

/// A scalar of a tree.
#[derive(Clone, Copy, Debug)]
pub struct Leaf<'s, 'a> {
    /// What it says.
    pub role: Role,
    /// Its text, after YAML's quotes are resolved.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// The way to it.
    pub steps: &'s [Step<'a>],
}

impl<'s, 'a> Leaf<'s, 'a> {
    /// Gives the innermost step into a value of that type.
    #[must_use]
    pub fn within<T: Shape>(&self) -> Option<&'s Step<'a>> {
        let shape = TypeId::of::<T>();
        self.steps.iter().rev().find(|step| step.shape == shape)
    }

    /// Gives the steps below the innermost value of that type.
    #[must_use]
    pub fn below<T: Shape>(&self) -> Option<&'s [Step<'a>]> {
        let shape = TypeId::of::<T>();
        let at = self.steps.iter().rposition(|step| step.shape == shape)?;
        self.steps.get(at + 1..)
    }

    /// Gives the field that holds it, alone or in a list.
    #[must_use]
    pub fn field(&self) -> &'a str {
        let named = self.steps.iter().rev().find(|step| !step.key.is_empty());
        named.map_or("", |step| step.key)
    }
}

/// Gives the names of steps, as in `rows.note`.
#[must_use]
pub fn path(steps: &[Step<'_>]) -> String {
    let keys = steps.iter().map(|step| step.key).filter(|key| !key.is_empty());
    keys.collect::<Vec<_>>().join(".")
}

/// A walk through a tree by the types of its parts.
pub struct Walk<'a, 'v> {
    steps: Vec<Step<'a>>,
    see: &'v mut dyn FnMut(Leaf<'_, 'a>),
}

impl<'a> Walk<'a, '_> {
    /// Visits a scalar.
    pub fn leaf(&mut self, node: &'a Node, role: Role) {
        if let NodeKind::Scalar { text, .. } = &node.kind {
            (self.see)(Leaf { role, text, span: node.span, steps: &self.steps });
        }
    }

    /// Goes through the fields of a record.
    pub fn record<T: Shape + Fields>(&mut self, node: &'a Node) {
        let NodeKind::Map(entries) = &node.kind else { return };
        for (at, (key, value)) in entries.iter().enumerate() {
            self.step::<T>((node, key.as_str(), at), |walk| {
                T::walk_field(key.as_str(), value, walk);
            });
        }
    }

    /// Enters a part of a value of type `T`.
    pub fn step<T: Shape>(
        &mut self,
        (node, key, at): (&'a Node, &'a str, usize),
        below: impl FnOnce(&mut Self),
    ) {
        self.steps.push(Step { shape: TypeId::of::<T>(), key, at, node });
        below(self);
        self.steps.pop();
    }
}

/// Visits every scalar of a tree of that type.
pub fn visit<'a, T: Shape>(node: &'a Node, see: &mut dyn FnMut(Leaf<'_, 'a>)) {
    T::walk(node, &mut Walk { steps: Vec::new(), see });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Entries, ItemRef, Prose, ScalarOr, records};
    use crate::source::{Sources, yaml};

    crate::record! {
        /// A row.
        pub struct WalkedRow {
            /// What it shows.
            show: ItemRef,
            /// A remark.
            note: Option<Prose>,
        }
    }

    crate::record! {
        /// A table.
        pub struct Walked {
            /// Its rows.
            rows: Vec<ScalarOr<ItemRef, WalkedRow>>,
            /// Remarks by name.
            remarks: Entries<Prose>,
        }
    }

    #[test]
    fn every_scalar_is_visited_in_its_order_with_its_role_and_way() {
        let mut sources = Sources::new();
        let text = "remarks: {b: two}\nrows: [x, {note: three, show: y}]\nother: no field\n";
        let id = sources.add("t.yaml", text);
        let (node, _) = yaml::parse(sources.file(id), id);
        let node = node.expect("a tree");
        let mut seen = Vec::new();
        visit::<Walked>(&node, &mut |leaf| {
            let row = leaf.within::<Vec<ScalarOr<ItemRef, WalkedRow>>>().map(|step| step.at);
            seen.push((leaf.role, leaf.text, path(leaf.steps), leaf.field(), row));
        });
        let remark = (Role::Prose, "two", "remarks.b".to_owned(), "b", None);
        let plain = (Role::ItemRef, "x", "rows".to_owned(), "rows", Some(0));
        let beside = (Role::Prose, "three", "rows.note".to_owned(), "note", Some(1));
        let show = (Role::ItemRef, "y", "rows.show".to_owned(), "show", Some(1));
        assert_eq!(seen, [remark, plain, beside, show]);
    }

    #[test]
    fn records_are_found_wherever_they_stand() {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", "rows: [x, {note: three, show: y}]\n");
        let (node, _) = yaml::parse(sources.file(id), id);
        let mut report = crate::diag::Report::new();
        let read = Walked::read(&node.expect("a tree"), &mut report).expect("a table");
        let rows: Vec<_> = records::<WalkedRow>(&read).iter().map(|row| &row.show.value).collect();
        assert_eq!(rows, ["y"]);
        assert_eq!(records::<Walked>(&read).len(), 1);
    }
}
