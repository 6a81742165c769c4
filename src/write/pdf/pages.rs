//! Pages of a printed deck as pictures, for a screen.

use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::{RenderOptions, render};

/// Pixels per point; a page is then as wide as a window.
const PIXELS: f64 = 1.5;

/// The pages of a printed deck. A copy is cheap, and lasts when the deck is printed anew.
#[derive(Clone, Debug)]
pub struct Pages(PagedDocument);

impl Pages {
    pub(super) fn new(document: PagedDocument) -> Self {
        Self(document)
    }

    /// Gives a mark for each page; pages of one mark look alike.
    #[must_use]
    pub fn marks(&self) -> Vec<String> {
        let pages = self.0.pages().iter();
        pages.map(|page| format!("{:032x}", typst::utils::hash128(page))).collect()
    }

    /// Draws a page, counted from 0, as a PNG file; nothing where there is no such page.
    #[must_use]
    pub fn png(&self, at: usize) -> Option<Vec<u8>> {
        let options = RenderOptions { pixel_per_pt: Scalar::new(PIXELS), render_bleed: false };
        render(self.0.pages().get(at)?, &options).encode_png().ok()
    }
}
