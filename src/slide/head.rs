//! The fields that every slide has.

use crate::shape::{Entries, Footnote, SlideId, Title, TitlePart, UnitNote};
use crate::source::Spanned;

crate::record! {
    /// Fields of every slide.
    pub struct Head {
        /// Name for links; made from kind and number where left out.
        id: Option<SlideId>,
        /// Title without its number.
        title: Option<Title>,
        /// Part of a title that several slides in a row share: they get one number and (1), (2).
        part: Option<TitlePart>,
        /// Unit of the figures, noted once on the slide, such as JPY million.
        unit: Option<UnitNote>,
        /// Step of the type scale.
        size: Option<Size>,
        /// Write yes where figures of periods of unequal length are compared on purpose, such as 53 weeks
        /// with 52: a footnote then says both lengths.
        unequal: Option<Spanned<bool>>,
        /// Footnotes without marks, such as the basis of what the slide shows.
        footnotes: Vec<Footnote>,
        /// Footnotes with marks, each by a name of your choice: `[^acquired]` in a text of the slide calls
        /// `acquired`. Marks are set in order of appearance; what several slides call stands once under `deck`.
        notes: Entries<Footnote>,
    }
}

crate::choice! {
    /// A step of the type scale.
    pub enum Size {
        /// The usual size.
        Normal = "normal",
        /// One step smaller.
        Small = "small",
        /// Two steps smaller.
        Smaller = "smaller",
    }
}

impl Head {
    /// Gives the step of the type scale that its author asks for.
    pub(super) fn step(&self) -> u8 {
        match self.size {
            None | Some(Size::Normal) => 0,
            Some(Size::Small) => 1,
            Some(Size::Smaller) => 2,
        }
    }
}
