//! The title page.

use super::rows::kind_basics;
use super::{Body, Head, Kind, Setting, SlideContext};
use crate::view::Layout;

crate::record! {
    /// The title page: title, company, date and tagline of the deck.
    pub struct Cover {
        ..head: Head,
    }
}

impl Kind for Cover {
    kind_basics!();

    fn lay(&self, context: &mut SlideContext<'_>) -> Option<Body> {
        let tagline = context.setting.deck.tagline.as_ref();
        let subheading = tagline.map_or_else(String::new, |t| t.value.clone());
        Some(Body { subheading, ..Body::new(Layout::Cover, Vec::new()) })
    }

    fn calls_notes(&self) -> bool {
        false
    }

    fn numbered(&self) -> bool {
        false
    }

    fn default_title(&self, setting: &Setting<'_>) -> Option<String> {
        Some(setting.deck.title.value.clone())
    }
}
