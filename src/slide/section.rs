//! The start of a section.

use super::rows::kind_basics;
use super::{Body, Head, Kind, SlideContext};
use crate::code;
use crate::diag::Finding;
use crate::shape::Title;
use crate::source::Spanned;
use crate::view::Layout;

crate::record! {
    /// The start of a section; the sections make the agenda and the numbers of the slides.
    pub struct Section {
        ..head: Head,
        /// Whether the section starts with a page of its own.
        divider: Option<Spanned<bool>>,
    }
}

impl Kind for Section {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        if self.head.title.is_none() {
            let message = "`title` is missing here";
            let finding = Finding::new(code::MISSING_FIELD, message, self.span);
            context.push(finding.help("Give the section a `title: ...`"));
        }
        let divider = self.divider.as_ref().is_some_and(|divider| divider.value);
        divider.then(|| Body::new(Layout::Divider, Vec::new()))
    }

    fn calls_notes(&self) -> bool {
        false
    }

    fn numbered(&self) -> bool {
        false
    }

    fn section(&self) -> Option<&Title> {
        self.head.title.as_ref()
    }
}
