//! The whole of a source.

use super::waiver::WaiverSpec;
use crate::facts::{Company, DeckHead, FactsSpec, RelationSpec, ScopeSpec, SourceSpec};
use crate::shape::Entries;
use crate::slide::Slide;
use crate::source::Text;

crate::record! {
    /// A deck: its head, the company, the facts, what must hold between them, and the slides.
    pub struct DeckSpec {
        /// Version of this format; write 1.
        iijdeck: Text,
        /// Title, date, reported period.
        deck: DeckHead,
        /// The company and the conventions of its figures.
        company: Company,
        /// Publications that figures were taken from, by a name of your choice.
        sources: Entries<SourceSpec>,
        /// Sets of figures beside the actual ones, such as targets, by a name of your choice.
        scopes: Entries<ScopeSpec>,
        /// The line items with their figures, by a name of your choice. Each figure once.
        facts: FactsSpec,
        /// What must hold between items.
        relations: Vec<RelationSpec>,
        /// Findings that somebody answers for.
        waivers: Vec<WaiverSpec>,
        /// The slides, in order.
        slides: Vec<Slide>,
    }
}
