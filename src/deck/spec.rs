//! The whole of a source.

use super::imports::ImportSpec;
use super::waiver::WaiverSpec;
use crate::facts::{
    CalendarSpec, Company, DeckHead, DimensionSpec, FactsSpec, RelationSpec, ScopeSpec, SourceSpec,
};
use crate::shape::{Entries, FormatVersion, Remark, Spelling};
use crate::slide::Slide;

crate::record! {
    /// A deck: its head, the company, the facts, what must hold between them, and the slides.
    pub struct DeckSpec {
        /// Version of this format; write 2.
        iijdeck: FormatVersion,
        /// Title, date, reported period.
        deck: DeckHead,
        /// The company and the conventions of its figures.
        company: Company,
        /// Periods whose days the rule of the fiscal year does not give, each by its name: a short year at
        /// a change of year-end, a quarter with an end of its own.
        calendar: Entries<CalendarSpec>,
        /// Publications that figures were taken from, by a name of your choice.
        sources: Entries<SourceSpec>,
        /// Sets of figures beside the actual ones, such as targets, by a name of your choice.
        scopes: Entries<ScopeSpec>,
        /// What items can be parted into or looked at by, such as segments, or adjusted figures, by a
        /// name of your choice.
        dimensions: Entries<DimensionSpec>,
        /// The line items with their figures, by a name of your choice. Each figure once.
        facts: FactsSpec,
        /// Which cells of a workbook hold which figures, for `iijdeck import`.
        import: Option<ImportSpec>,
        /// What must hold between items.
        relations: Vec<RelationSpec>,
        /// Findings that somebody answers for.
        waivers: Vec<WaiverSpec>,
        /// The slides, in order.
        slides: Vec<Slide>,
        /// Names with digits that state no figure, such as the name of a product.
        names: Vec<Spelling>,
        /// Terms that must be spelt one way, each with the spellings that must not stand.
        glossary: Entries<TermSpec>,
        /// Rules of disclosure that the deck holds itself to; they are help, not legal advice.
        profiles: Vec<Profile>,
    }
}

crate::record! {
    /// A term that must be spelt one way.
    pub struct TermSpec {
        /// Spellings that must not stand.
        not: Vec<Spelling>,
        /// Why, for the next author.
        reason: Option<Remark>,
        /// How it is translated, by language.
        r#in: Entries<TermIn>,
    }
}

crate::record! {
    /// How a term is translated.
    pub struct TermIn {
        /// Translations that may stand; where the term stands, one of them must.
        r#use: Vec<Spelling>,
        /// Translations that must not stand.
        not: Vec<Spelling>,
    }
}

crate::choice! {
    /// A rule of disclosure.
    pub enum Profile {
        /// A forecast is shown only in a deck with a statement on forward-looking statements.
        ForwardLooking = "forward-looking",
        /// The deck comes out in all its languages on one day; a language that is published later
        /// says `[Delayed]` in its title, as the Tokyo Stock Exchange asks of English decks.
        Simultaneous = "simultaneous",
        /// A measure outside the accounting standards is shown only beside its counterpart, and
        /// is reconciled to it.
        NonGaap = "non-gaap",
    }
}
