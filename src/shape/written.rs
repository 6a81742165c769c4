//! A tree with the types that it is read as, for who changes a text in its place: each field has the
//! name of its declaration, whether it is written or not.

use std::fmt;
use std::marker::PhantomData;

use super::{Entries, OneOrMany, ScalarOr, Shape, Tagged};
use crate::source::{Node, NodeKind, Span, Text};

/// A value of type `T` as written, or the place of one that is not.
///
/// The declaration of a record adds a method for each of its fields: `deck.facts()`. What is not
/// written has fields as well, which are not written either, so that their names can be asked for.
pub struct Written<'a, T> {
    /// The field that holds it, as declared; empty for what is in no field.
    pub name: &'static str,
    /// The key before it.
    pub key: Option<&'a Text>,
    /// Its node.
    pub node: Option<&'a Node>,
    shape: PhantomData<fn() -> T>,
}

impl<T> Clone for Written<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Written<'_, T> {}

impl<T> fmt::Debug for Written<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {:?}", self.name, self.node)
    }
}

impl<T> Default for Written<'_, T> {
    fn default() -> Self {
        Self { name: "", key: None, node: None, shape: PhantomData }
    }
}

/// Takes a tree as that of a type. No method, since fields have the names of methods.
#[must_use]
pub fn written<T: Shape>(node: &Node) -> Written<'_, T> {
    Written { node: Some(node), ..Written::default() }
}

impl<'a, T> Written<'a, T> {
    /// Takes the same node as another type: a record whose fields stand in the same mapping, or
    /// what stands in the place of a value.
    #[must_use]
    pub fn cast<U>(self) -> Written<'a, U> {
        Written { name: self.name, key: self.key, node: self.node, shape: PhantomData }
    }

    /// Gives a field of a record.
    #[must_use]
    pub fn of_record<U>(self, name: &'static str) -> Written<'a, U> {
        let found = self.pairs().iter().find(|(key, _)| key.value == name);
        let (key, node) = found.map(|(key, node)| (key, node)).unzip();
        Written { name, key, node, shape: PhantomData }
    }

    /// Gives the place from the key to the end of the value.
    #[must_use]
    pub fn whole(self) -> Option<Span> {
        let (key, node) = (self.key?, self.node?);
        Some(Span::new(key.span.file, key.span.start as usize..node.span.end as usize))
    }

    /// Tells whether a mapping is written here.
    #[must_use]
    pub fn is_mapping(self) -> bool {
        self.node.is_some_and(|node| matches!(node.kind, NodeKind::Map(_)))
    }

    /// Counts the keys of a mapping.
    #[must_use]
    pub fn keys(self) -> usize {
        self.pairs().len()
    }

    fn pairs(self) -> &'a [(Text, Node)] {
        match self.node.map(|node| &node.kind) {
            Some(NodeKind::Map(pairs)) => pairs,
            Some(NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::List(_)) | None => &[],
        }
    }
}

impl<'a, T: Tagged> Written<'a, T> {
    /// Gives the key that names the variant, and what stands behind it; nothing where the key
    /// stands alone.
    #[must_use]
    pub fn variant(self) -> Option<(&'a Text, &'a Node)> {
        self.pairs().first().map(|(key, body)| (key, body))
    }

    /// Gives the place of what stands behind the key, or of the key that stands alone.
    #[must_use]
    pub fn body(self) -> Option<Span> {
        let alone = self.node.map(|node| node.span);
        self.variant().map(|(_, body)| body.span).or(alone)
    }
}

impl<'a, T> Written<'a, Option<T>> {
    /// Gives the value that may be left out.
    #[must_use]
    pub fn inner(self) -> Written<'a, T> {
        self.cast()
    }
}

impl<'a, T> Written<'a, Vec<T>> {
    /// Gives what stands in the list.
    pub fn items(self) -> impl Iterator<Item = Written<'a, T>> {
        let items = match self.node.map(|node| &node.kind) {
            Some(NodeKind::List(items)) => items.as_slice(),
            Some(NodeKind::Null | NodeKind::Scalar { .. } | NodeKind::Map(_)) | None => &[],
        };
        items.iter().map(|node| Written { node: Some(node), ..Written::default() })
    }
}

impl<'a, T> Written<'a, OneOrMany<T>> {
    /// Gives the value where it is no list.
    #[must_use]
    pub fn one(self) -> Option<Written<'a, T>> {
        let node = self.node.filter(|node| !matches!(node.kind, NodeKind::List(_)))?;
        Some(Written { node: Some(node), ..self.cast() })
    }
}

impl<'a, T> Written<'a, Entries<T>> {
    /// Gives the entries with the keys of the author.
    pub fn entries(self) -> impl Iterator<Item = (&'a Text, Written<'a, T>)> {
        self.pairs().iter().map(|(key, node)| {
            (key, Written { key: Some(key), node: Some(node), ..Written::default() })
        })
    }

    /// Gives the entry with a key.
    #[must_use]
    pub fn at(self, key: &str) -> Written<'a, T> {
        let mut entries = self.entries();
        entries.find(|(name, _)| name.value == key).map_or_else(Written::default, |(_, one)| one)
    }
}

impl<'a, S, R> Written<'a, ScalarOr<S, R>> {
    /// Gives the record, where it is one.
    #[must_use]
    pub fn record(self) -> Written<'a, R> {
        if self.is_mapping() { self.cast() } else { Written::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{ItemRef, Prose};
    use crate::source::{Sources, yaml};

    crate::record! {
        /// A row.
        pub struct WrittenRow {
            /// What it shows.
            show: ItemRef,
            /// A remark.
            note: Option<Prose>,
        }
    }

    crate::record! {
        /// A table.
        pub struct WrittenTable {
            /// Its rows.
            rows: Vec<ScalarOr<ItemRef, WrittenRow>>,
            /// Remarks by name.
            remarks: Entries<Prose>,
        }
    }

    #[test]
    fn fields_are_found_by_their_declaration_whether_written_or_not() {
        let mut sources = Sources::new();
        let id = sources.add("t.yaml", "remarks: {b: two}\nrows: [x, {show: y, note: three}]\n");
        let (node, _) = yaml::parse(sources.file(id), id);
        let node = node.expect("a tree");
        let table = written::<WrittenTable>(&node);
        let whole = |place: Option<Span>| place.map(|place| sources.slice(place));
        assert_eq!(whole(table.remarks().whole()), Some("remarks: {b: two}"));
        assert_eq!(whole(table.remarks().at("b").whole()), Some("b: two"));
        assert_eq!(whole(table.remarks().at("c").whole()), None);
        let notes: Vec<_> = table.rows().items().map(|row| row.record().note()).collect();
        assert_eq!(notes.iter().map(|note| note.name).collect::<Vec<_>>(), ["note", "note"]);
        let written: Vec<_> = notes.iter().map(|note| whole(note.whole())).collect();
        assert_eq!(written, [None, Some("note: three")]);
    }
}
