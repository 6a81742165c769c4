//! Points in one or more columns.

use super::pages::arranged;
use super::rows::kind_basics;
use super::{Body, Head, Kind, SlideContext};
use crate::shape::Prose;
use crate::view::Slot;

crate::record! {
    /// Points in one or more columns.
    pub struct Bullets {
        ..head: Head,
        /// The columns, in Markdown.
        columns: Vec<Prose>,
    }
}

impl Kind for Bullets {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let slots: Vec<_> = self
            .columns
            .iter()
            .map(|text| Slot { weight: 1, blocks: context.prose(text) })
            .collect();
        Some(Body::new(arranged(slots.len()), slots))
    }
}
