//! Which figures each slide shows, with the places that name them.

use super::{Fields, Reading};
use crate::facts::Key;
use crate::num::Period;
use crate::source::{Node, NodeKind, Span};

/// A figure that a slide shows.
#[derive(Clone, Copy, Debug)]
pub struct ShownAt {
    /// Number of the slide, from 0.
    pub slide: usize,
    /// The figure; of a table over several periods, that of the reported one.
    pub key: Key,
    /// Where it is named; of a citation its passage, and its bytes there.
    pub span: Span,
    /// Where in its passage a citation stands.
    pub cite: Option<(usize, usize)>,
}

impl Reading<'_> {
    /// Lists what the slides show, in the order of the source.
    #[must_use]
    pub fn shown(&self) -> Vec<ShownAt> {
        let mut out = Vec::new();
        for (slide, (kind, fields)) in self.slides().enumerate() {
            if kind == "outlook" {
                self.targets(slide, fields, &mut out);
            }
            self.named(slide, fields, &mut out);
        }
        // Places inside a passage are costly; they are found for what is told only.
        for passage in &self.passages {
            let Some(slide) = passage.slide else { continue };
            for cite in passage.cites.iter().filter(|cite| !cite.label) {
                let (span, at) = (passage.span, Some((cite.range.start, cite.range.end)));
                let keys = cite.key.into_iter().chain(cite.base);
                out.extend(keys.map(|key| ShownAt { slide, key, span, cite: at }));
            }
        }
        out.sort_by_key(|shown| (shown.slide, shown.span, shown.cite));
        out
    }

    /// Gives the exact place of a figure that a slide shows.
    #[must_use]
    pub fn place(&self, shown: &ShownAt) -> Span {
        match (shown.cite, self.passage_at(shown.span)) {
            (Some((start, end)), Some(passage)) => passage.place(start..end, self.sources),
            (_, _) => shown.span,
        }
    }

    /// The items named by `show`, wherever they stand.
    fn named(&self, slide: usize, fields: Fields<'_>, out: &mut Vec<ShownAt>) {
        for (name, node) in fields.all() {
            if name == "show" {
                self.items(slide, node, out);
            } else {
                self.below(slide, node, out);
            }
        }
    }

    fn below(&self, slide: usize, node: &Node, out: &mut Vec<ShownAt>) {
        match &node.kind {
            NodeKind::List(items) => items.iter().for_each(|item| self.below(slide, item, out)),
            NodeKind::Map(_) => self.named(slide, Fields::of(&node.kind), out),
            NodeKind::Null | NodeKind::Scalar { .. } => {}
        }
    }

    fn items(&self, slide: usize, node: &Node, out: &mut Vec<ShownAt>) {
        match &node.kind {
            NodeKind::Scalar { text, .. } => {
                if let Ok(reference) = self.deck.facts.reference(text) {
                    let key = self.deck.facts.complete(reference);
                    out.push(ShownAt { slide, key, span: node.span, cite: None });
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.items(slide, item, out)),
            NodeKind::Map(_) => self.named(slide, Fields::of(&node.kind), out),
            NodeKind::Null => {}
        }
    }

    /// The scopes of an outlook, each with its first row.
    fn targets(&self, slide: usize, fields: Fields<'_>, out: &mut Vec<ShownAt>) {
        let period = fields.text("period").and_then(|(text, _)| text.parse::<Period>().ok());
        let rows = fields.list("rows").filter_map(|row| Fields::of(&row.kind).text("show"));
        let mut items = rows.filter_map(|(text, _)| self.deck.facts.reference(text).ok());
        let (Some(period), Some(first)) = (period, items.next()) else { return };
        for (scope, span) in ["previous", "revised"].iter().filter_map(|name| fields.text(name)) {
            if let Ok(scope) = self.deck.facts.read_scope(scope) {
                out.push(ShownAt {
                    slide,
                    key: Key { item: first.item, period, scope },
                    span,
                    cite: None,
                });
            }
        }
    }
}
