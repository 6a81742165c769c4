//! The slide's frame: where everything stands and how large its letters are, in every format.
//!
//! Enters: nothing. Leaves: a [`Geometry`], which `slide` lays out by and templates are handed as
//! `view.geometry`. This is the one home of these numbers: no template, style sheet or writer has
//! one of its own. On paper lengths are points; on a screen, where a slide scales as one, they are
//! parts of its letters.

mod lines;
mod paper;
mod screen;

use serde::Serialize;

pub use lines::LineGeometry;
pub use paper::{
    AgendaPage, Cards, ChartGeometry, CoverGeometry, DividerPage, FootGeometry, HeadRegion,
    LeastHead, NoChart, ProofGeometry, ProseLines, Regions, Tables, Tiles, TypeScale,
};
pub use screen::{Gaps, Marp, Padding, Phone, Print, Screen, ScreenCells, ScreenScale};

/// The frame of a deck's slides.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Geometry {
    /// The whole page.
    pub canvas: PageCanvas,
    /// What stays free at its edges.
    pub margins: Margins,
    /// Air between neighbours.
    pub gutters: Gutters,
    /// Sizes of letters on paper, by what they say.
    pub sizes: TypeScale,
    /// Heights that layout reckons with before anything is set.
    pub rows: RowHeights,
    /// Lines of words, and what stands between them.
    pub lines: LineGeometry,
    /// Where head, body and foot stand.
    pub regions: Regions,
    /// Tables.
    pub tables: Tables,
    /// Key figures.
    pub tiles: Tiles,
    /// Charts, and the slot of a missing one.
    pub charts: ChartGeometry,
    /// Small print and addresses.
    pub cards: Cards,
    /// The title page.
    pub cover: CoverGeometry,
    /// A section's own page.
    pub divider: DividerPage,
    /// The list of sections.
    pub agenda: AgendaPage,
    /// Ticks and the ledger behind the slides of a proof.
    pub proof: ProofGeometry,
    /// The slide in a browser.
    pub screen: Screen,
    /// The slide that Marp makes of Markdown.
    pub marp: Marp,
}

/// A page: its sides, and what follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PageCanvas {
    /// Width in points.
    pub width: u32,
    /// Height in points.
    pub height: u32,
    /// Width to height in the least whole numbers, such as 16 and 9.
    pub ratio: (u32, u32),
    /// Height as a part of the width.
    pub upright: f64,
    /// The same sides in millimetres, for a browser's paper.
    pub millimetres: (f64, f64),
}

/// What stays free at the edges of a page, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Margins {
    /// At the left and at the right.
    pub side: u32,
    /// Above the head.
    pub top: u32,
    /// Below the footnotes; the foot stands in it.
    pub bottom: u32,
}

/// Air between neighbours, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Gutters {
    /// Between two slots.
    pub slots: u32,
    /// Between two charts of a slot, side by side.
    pub charts: u32,
    /// Between two charts of a slot, one below the other.
    pub chart_rows: u32,
}

/// Heights that layout reckons with before anything is set, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RowHeights {
    /// Of a row of a table, by step of the type scale.
    pub table: [u32; 3],
    /// Of a row of the table below a chart.
    pub chart_table: u32,
    /// Of a comment.
    pub prose: ProseLines,
}

impl PageCanvas {
    /// Gives a page of these sides, in points.
    const fn new(width: u32, height: u32) -> Self {
        let common = common(width, height);
        Self {
            width,
            height,
            ratio: (width / common, height / common),
            upright: part(height, width),
            millimetres: (millimetres(width), millimetres(height)),
        }
    }
}

/// The greatest common divisor.
const fn common(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { common(b, a % b) }
}

#[expect(clippy::float_arithmetic, reason = "geometry")]
const fn part(of: u32, whole: u32) -> f64 {
    of as f64 / whole as f64
}

/// A length in points as hundredths of a millimetre are: 72 points are 25.4 mm.
const fn millimetres(points: u32) -> f64 {
    part((points * 2540 + 36) / 72, 100)
}

/// 16:9, as projectors and meetings on screens have it.
const CANVAS: PageCanvas = PageCanvas::new(960, 540);

impl Geometry {
    /// The frame of every deck.
    pub const WIDE: Self = Self {
        canvas: CANVAS,
        margins: Margins { side: 48, top: 24, bottom: 40 },
        gutters: Gutters { slots: 28, charts: 24, chart_rows: 12 },
        sizes: TypeScale::WIDE,
        rows: RowHeights { table: [25, 22, 17], chart_table: 17, prose: ProseLines::WIDE },
        lines: LineGeometry::WIDE,
        regions: Regions::WIDE,
        tables: Tables::WIDE,
        tiles: Tiles::WIDE,
        charts: ChartGeometry::WIDE,
        cards: Cards::WIDE,
        cover: CoverGeometry::WIDE,
        divider: DividerPage::WIDE,
        agenda: AgendaPage::WIDE,
        proof: ProofGeometry::WIDE,
        screen: Screen::WIDE,
        marp: Marp::WIDE,
    };

    /// Gives the width between the margins, in points.
    #[must_use]
    pub const fn text_width(&self) -> u32 {
        self.canvas.width - 2 * self.margins.side
    }

    /// Gives the width of each of so many equal slots side by side, in points.
    #[must_use]
    pub const fn slot_width(&self, count: u32) -> u32 {
        (self.text_width() - self.gutters.slots * (count - 1)) / count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_follows_from_its_sides() {
        let canvas = Geometry::WIDE.canvas;
        assert_eq!(canvas.ratio, (16, 9));
        assert_eq!(canvas.millimetres, (338.67, 190.5));
        assert_eq!(PageCanvas::new(960, 720).ratio, (4, 3));
        assert_eq!(PageCanvas::new(842, 595).millimetres, (297.04, 209.9));
        assert_eq!(Geometry::WIDE.text_width(), 864);
        assert_eq!(Geometry::WIDE.slot_width(3), 269);
        assert!(Geometry::WIDE.regions.body < canvas.height);
    }
}
