//! The frame on paper: PDF, and what is laid out before anything is written. In points, but where
//! it says em.

use serde::Serialize;

/// Sizes of letters by what they say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TypeScale {
    /// Body text, by step: normal, small, smaller.
    pub steps: [u32; 3],
    /// A slide's title.
    pub title: u32,
    /// The line below it.
    pub subtitle: u32,
    /// The section above it.
    pub running: u32,
    /// The unit of all figures of a slide.
    pub unit: f64,
    /// Footnotes, and the foot.
    pub foot: u32,
    /// Small print of a slot.
    pub notes: f64,
    /// The mark of a draft.
    pub mark: u32,
    /// The unit beside the caption of a table, and beside the title of a chart.
    pub caption_unit: u32,
    /// A tile's label.
    pub tile_label: f64,
    /// A tile's figure: in a wide tile, in one that is not, and beside its change in a column.
    pub tile_figure: [u32; 3],
    /// A tile's change.
    pub tile_change: u32,
    /// A chart's title.
    pub chart_title: u32,
    /// The table below a chart.
    pub chart_table: u32,
    /// That a chart is missing, and why.
    pub no_chart: (u32, f64),
    /// Small print on a page of its own: normal, and smaller.
    pub small_print: [u32; 2],
    /// An address.
    pub card: u32,
    /// The deck's title, from the size that is tried first.
    pub cover: [u32; 4],
    /// The line below it.
    pub cover_subtitle: u32,
    /// The company on the cover.
    pub company: u32,
    /// The date below it, and what follows.
    pub date: u32,
    /// A section's title on its own page.
    pub divider: u32,
    /// Its number.
    pub divider_number: u32,
    /// A line of the agenda.
    pub agenda: u32,
    /// A tick beside a figure.
    pub tick: u32,
    /// The ledger.
    pub ledger: f64,
    /// Its heading.
    pub ledger_title: u32,
    /// What its marks mean.
    pub ledger_key: u32,
}

impl TypeScale {
    pub(super) const WIDE: Self = Self {
        steps: [15, 13, 11],
        title: 25,
        subtitle: 15,
        running: 10,
        unit: 10.5,
        foot: 9,
        notes: 9.5,
        mark: 8,
        caption_unit: 10,
        tile_label: 10.5,
        tile_figure: [21, 17, 18],
        tile_change: 11,
        chart_title: 13,
        chart_table: 9,
        no_chart: (11, 10.5),
        small_print: [12, 11],
        card: 16,
        cover: [46, 40, 34, 28],
        cover_subtitle: 18,
        company: 20,
        date: 15,
        divider: 34,
        divider_number: 26,
        agenda: 19,
        tick: 6,
        ledger: 8.5,
        ledger_title: 24,
        ledger_key: 10,
    };
}

/// The lines of a comment, as layout reckons with them before they are set.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ProseLines {
    /// From line to line, in em.
    pub line: f64,
    /// Air between two paragraphs or points, in em.
    pub between: f64,
    /// How much longer a text is for the ends of its lines.
    pub ragged: f64,
    /// Indent of a point.
    pub indent: f64,
}

impl ProseLines {
    pub(super) const WIDE: Self = Self { line: 1.42, between: 0.35, ragged: 1.08, indent: 14.0 };
}

/// Where head, body and foot stand.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Regions {
    /// Height of the body below a note of the unit and above three footnotes.
    pub body: u32,
    /// Running line, title and what is below it.
    pub head: HeadRegion,
    /// The foot.
    pub foot: FootGeometry,
    /// Air above and below the footnotes.
    pub notes: (u32, u32),
    /// The mark of a draft: its distance from the top, its rounding, air at its sides and above.
    pub mark: (u32, u32, u32, f64),
}

/// The head of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HeadRegion {
    /// Least height of the running line, and the air below it.
    pub running: (u32, u32),
    /// Air between title and rule.
    pub rule: u32,
    /// From the rule to the body, at least.
    pub least: LeastHead,
    /// Air above and below a subtitle.
    pub subtitle: (u32, u32),
    /// Air above and below a unit.
    pub unit: (u32, u32),
}

/// How far the body is from the rule, at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LeastHead {
    /// With a subtitle.
    pub subtitle: u32,
    /// With a unit alone.
    pub unit: u32,
    /// With neither.
    pub bare: u32,
}

/// The foot of a slide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FootGeometry {
    /// Distance from the end of the page.
    pub above: u32,
    /// Height of two lines.
    pub height: u32,
    /// Width that the page's number takes.
    pub number: u32,
}

impl Regions {
    pub(super) const WIDE: Self = Self {
        body: 356,
        head: HeadRegion {
            running: (13, 5),
            rule: 9,
            least: LeastHead { subtitle: 31, unit: 25, bare: 20 },
            subtitle: (9, 10),
            unit: (8, 8),
        },
        foot: FootGeometry { above: 16, height: 20, number: 48 },
        notes: (8, 3),
        mark: (8, 2, 5, 2.5),
    };
}

/// Tables.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Tables {
    /// Widest label beside a column that takes the rest.
    pub label: u32,
    /// Most columns that are not set closer.
    pub columns: u32,
    /// Air at the sides of a cell and above it, in em.
    pub cell: (f64, f64),
    /// The same where there are more columns, as they come with many rows.
    pub dense: (f64, f64),
    /// White between the rules of two groups of columns.
    pub group: u32,
}

impl Tables {
    pub(super) const WIDE: Self =
        Self { label: 346, columns: 7, cell: (0.6, 0.36), dense: (0.35, 0.32), group: 8 };
}

/// Key figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tiles {
    /// Least width of a tile.
    pub least: u32,
    /// Width of a tile's content from which its figure is large.
    pub wide: u32,
    /// Air within it.
    pub inset: u32,
    /// Between two, side by side and one below the other.
    pub gutters: (u32, u32),
}

impl Tiles {
    pub(super) const WIDE: Self = Self { least: 150, wide: 180, inset: 11, gutters: (14, 10) };
}

/// Charts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ChartGeometry {
    /// Least width at which two stand side by side in a slot.
    pub beside: u32,
    /// Least and greatest height of a drawing.
    pub height: (u32, u32),
    /// Height of its title and of the air around it.
    pub around: u32,
    /// Between title and unit.
    pub unit: u32,
    /// Between the drawing and its table.
    pub table: u32,
    /// How far one drawn for a wider slot shrinks.
    pub shrinks: f64,
    /// The slot of a missing one.
    pub missing: NoChart,
}

/// The slot of a chart that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct NoChart {
    /// Its height beyond that of the drawing.
    pub title: u32,
    /// Air within it.
    pub inset: u32,
}

impl ChartGeometry {
    pub(super) const WIDE: Self = Self {
        beside: 240,
        height: (84, 308),
        around: 48,
        unit: 8,
        table: 6,
        shrinks: 0.75,
        missing: NoChart { title: 24, inset: 14 },
    };
}

/// Small print and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Cards {
    /// Width of lines that read well.
    pub measure: u32,
    /// Air above an address.
    pub above: u32,
    /// Air between its rule and its text, and above it.
    pub inset: (u32, u32),
}

impl Cards {
    pub(super) const WIDE: Self = Self { measure: 760, above: 18, inset: (22, 4) };
}

/// The title page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CoverGeometry {
    /// Height of the coloured band.
    pub band: u32,
    /// What stays free at the sides and above the title.
    pub margin: u32,
    /// What stays free below it, within the band.
    pub below: u32,
    /// Between title and subtitle, and between date and what follows.
    pub gap: u32,
    /// From the band to the company.
    pub company: u32,
    /// Height of what stands below the band.
    pub rest: u32,
    /// Height of the logo, and its greatest width.
    pub logo: (u32, u32),
}

impl CoverGeometry {
    pub(super) const WIDE: Self =
        Self { band: 330, margin: 64, below: 44, gap: 22, company: 36, rest: 140, logo: (56, 320) };
}

/// A section's own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DividerPage {
    /// Width of the coloured band at the left.
    pub band: u32,
    /// From the left edge to the text.
    pub margin: u32,
    /// Air below the number.
    pub number: u32,
}

impl DividerPage {
    pub(super) const WIDE: Self = Self { band: 18, margin: 96, number: 18 };
}

/// The list of sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AgendaPage {
    /// Air above it.
    pub above: u32,
    /// Air above and below a line.
    pub inset: u32,
    /// Width of the number.
    pub number: u32,
}

impl AgendaPage {
    pub(super) const WIDE: Self = Self { above: 14, inset: 15, number: 44 };
}

/// The ledger behind a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ProofGeometry {
    /// What stays free above and below.
    pub margins: (u32, u32),
    /// Air below the heading.
    pub below: u32,
    /// Air at the sides of a cell and above it.
    pub cell: (u32, u32),
}

impl ProofGeometry {
    pub(super) const WIDE: Self = Self { margins: (40, 44), below: 14, cell: (5, 4) };
}
