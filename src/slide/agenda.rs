//! The agenda: never typed, always the sections of the deck.

use super::rows::kind_basics;
use super::{Body, Head, Kind, Setting, SlideContext};
use crate::view::Layout;

crate::record! {
    /// The agenda, made from the sections.
    pub struct Agenda {
        ..head: Head,
    }
}

impl Kind for Agenda {
    kind_basics!();

    fn lay(&self, _context: &mut SlideContext<'_>) -> Option<Body> {
        Some(Body::new(Layout::Agenda, Vec::new()))
    }

    fn calls_notes(&self) -> bool {
        false
    }

    fn numbered(&self) -> bool {
        false
    }

    fn default_title(&self, setting: &Setting<'_>) -> Option<String> {
        Some(setting.locale().word("agenda").to_owned())
    }
}
