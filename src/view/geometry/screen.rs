//! The frame in a browser, where a slide scales as one: in em of its letters, but where it says
//! otherwise. With it what Marp makes of Markdown, in pixels.

use serde::Serialize;

use super::CANVAS;

/// Sizes of letters by what they say, in em.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ScreenScale {
    /// Body text, by step below normal.
    pub steps: [f64; 2],
    /// A slide's title.
    pub title: f64,
    /// A heading inside a slide.
    pub subhead: f64,
    /// The section above the title.
    pub running: f64,
    /// The unit of all figures of a slide.
    pub unit: f64,
    /// Footnotes, and the foot.
    pub foot: f64,
    /// A call of a footnote.
    pub call: f64,
    /// Small print of a slot.
    pub notes: f64,
    /// The mark of a draft.
    pub mark: f64,
    /// A list within a list.
    pub nested: f64,
    /// A tile's label.
    pub tile_label: f64,
    /// A tile's figure.
    pub tile_figure: f64,
    /// A tile's change.
    pub tile_change: f64,
    /// A table.
    pub table: f64,
    /// Within it, the unit beside its caption.
    pub caption_unit: f64,
    /// Within it, the header of a column.
    pub column_head: f64,
    /// Within it, a comment.
    pub comment: f64,
    /// The table below a chart.
    pub chart_table: f64,
    /// One that unfolds.
    pub folded: f64,
    /// That a chart is missing, and why.
    pub no_chart: f64,
    /// The deck's title.
    pub cover: f64,
    /// The line below it.
    pub cover_subtitle: f64,
    /// The line below a section's title.
    pub tagline: f64,
    /// The company on the cover.
    pub company: f64,
    /// A section's title on its own page.
    pub divider: f64,
    /// A line of the agenda.
    pub agenda: f64,
    /// Within it, the number of a page.
    pub agenda_page: f64,
}

/// What stays free at the edges of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Padding {
    /// Above.
    pub top: f64,
    /// At the left and at the right.
    pub side: f64,
    /// Below.
    pub bottom: f64,
}

/// Air between neighbours: one below the other, and side by side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gaps {
    /// One below the other.
    pub rows: f64,
    /// Side by side.
    pub columns: f64,
}

/// Air within the cells of a table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ScreenCells {
    /// At the sides.
    pub side: f64,
    /// Above and below.
    pub above: f64,
    /// Above and below, in a table of few rows.
    pub airy: f64,
    /// Above and below, in a table of many.
    pub tight: f64,
}

/// The slide in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Screen {
    /// Sizes of letters.
    pub sizes: ScreenScale,
    /// One em as a part of the slide's width.
    pub letter: f64,
    /// The same where two slides stand side by side.
    pub letter_beside: f64,
    /// Widest slide, in rem: the reader's own letters.
    pub widest: f64,
    /// Its width in the overview before it is made small, in rem.
    pub overview: f64,
    /// The same as a slide's height.
    pub overview_height: f64,
    /// Of an ordinary slide.
    pub padding: Padding,
    /// Of the cover and of a section's own page.
    pub cover: Padding,
    /// Air between head and slots.
    pub head: f64,
    /// Between slots.
    pub slots: Gaps,
    /// Between blocks of a slot.
    pub blocks: f64,
    /// Between charts of a slot.
    pub charts: Gaps,
    /// Least width at which charts stand side by side.
    pub chart: f64,
    /// Between tiles.
    pub tiles: Gaps,
    /// Least width of a tile.
    pub tile: f64,
    /// Cells of tables.
    pub cells: ScreenCells,
    /// A point of a drawing.
    pub point: f64,
    /// A point of a chart the size of a word.
    pub spark_point: f64,
    /// On a phone.
    pub phone: Phone,
    /// On paper.
    pub print: Print,
}

/// The slide on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Phone {
    /// Of a slide, in rem.
    pub padding: Padding,
    /// Above a cover, in rem.
    pub cover: f64,
    /// The deck's title.
    pub cover_title: f64,
    /// A slide's title.
    pub title: f64,
    /// A tile's figure.
    pub tile_figure: f64,
    /// A line of the agenda.
    pub agenda: f64,
    /// A table with comments.
    pub noted: f64,
    /// A point of a drawing, at least.
    pub point: f64,
}

/// The slide that a browser prints, in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Print {
    /// Height of a slide: a hair less than the page, or a second page follows.
    pub height: f64,
    /// Of an ordinary slide.
    pub padding: Padding,
    /// Of the cover and of a section's own page.
    pub cover: Padding,
    /// Size of letters, in points.
    pub letter: f64,
}

/// Width of a slide in the overview, in rem.
const OVERVIEW: f64 = 75.0;

impl Screen {
    pub(super) const WIDE: Self = Self {
        sizes: ScreenScale {
            steps: [0.912, 0.82],
            title: 1.65,
            subhead: 1.08,
            running: 0.8,
            unit: 0.8,
            foot: 0.75,
            call: 0.72,
            notes: 0.8,
            mark: 0.7,
            nested: 0.94,
            tile_label: 0.86,
            tile_figure: 1.38,
            tile_change: 0.92,
            table: 0.92,
            caption_unit: 0.87,
            column_head: 0.88,
            comment: 0.86,
            chart_table: 0.78,
            folded: 0.86,
            no_chart: 0.88,
            cover: 2.8,
            cover_subtitle: 1.05,
            tagline: 1.15,
            company: 1.2,
            divider: 2.5,
            agenda: 1.35,
            agenda_page: 0.75,
        },
        letter: 0.01365,
        letter_beside: 0.01292,
        widest: 120.0,
        overview: OVERVIEW,
        overview_height: OVERVIEW * CANVAS.upright,
        padding: Padding { top: 1.7, side: 2.75, bottom: 1.1 },
        cover: Padding { top: 4.5, side: 5.5, bottom: 3.0 },
        head: 1.0,
        slots: Gaps { rows: 1.1, columns: 2.5 },
        blocks: 0.9,
        charts: Gaps { rows: 1.0, columns: 2.5 },
        chart: 24.0,
        tiles: Gaps { rows: 1.0, columns: 1.5 },
        tile: 9.0,
        cells: ScreenCells { side: 0.6, above: 0.36, airy: 0.52, tight: 0.2 },
        point: 0.092,
        spark_point: 0.0667,
        phone: Phone {
            padding: Padding { top: 1.5, side: 1.25, bottom: 1.0 },
            cover: 3.0,
            cover_title: 2.0,
            title: 1.4,
            tile_figure: 1.25,
            agenda: 1.1,
            noted: 0.86,
            point: 0.07,
        },
        print: Print {
            height: CANVAS.millimetres.1 - 0.1,
            padding: Padding { top: 11.0, side: 15.0, bottom: 7.0 },
            cover: Padding { top: 24.0, side: 30.0, bottom: 16.0 },
            letter: 12.4,
        },
    };
}

/// The slide that Marp makes of Markdown, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Marp {
    /// Letters: of text, beside a table, among tables, and of the cells beside pictures.
    pub sizes: [u32; 4],
    /// What stays free above and below, and at the sides.
    pub padding: (u32, u32),
    /// Air below a title.
    pub below: u32,
    /// Air at the sides of a cell, and where pictures leave less room.
    pub cells: (u32, u32),
    /// Height of a picture, and of one that shares the slide with tables.
    pub pictures: (u32, u32),
}

impl Marp {
    pub(super) const WIDE: Self = Self {
        sizes: [18, 14, 12, 11],
        padding: (32, 60),
        below: 8,
        cells: (8, 4),
        pictures: (260, 170),
    };
}
