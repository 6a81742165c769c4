//! Charts of cited facts: what an author writes, and the room it is drawn in.

use super::Pager;
use super::bridge::StepSpec;
use super::plotted::Plotted;
use super::rows::{Shows, scale};
use crate::chart::{MOST_PERIODS, MOST_SERIES, Room, draw};
use crate::code;
use crate::diag::Finding;
use crate::shape::{
    ItemRef, MissingReason, PeriodRef, PlainLabel, ScalarOr, ScaleName, ScopeRef, Title, UnitNote,
};
use crate::source::Text;
use crate::view::{Chart, SeriesRole};

crate::record! {
    /// A chart, or the slot of one whose figures are missing.
    ///
    /// Every axis begins at zero, and there is no field that would cut it.
    pub struct ChartSpec {
        /// Title above the chart.
        title: Title,
        /// How the figures are drawn; columns where left out.
        kind: Option<ChartKind>,
        /// The items, each by name or with a label; `item/scope` draws the figures of a scope.
        show: Vec<ScalarOr<ItemRef, SeriesSpec>>,
        /// The periods, each with its scope where it is not actual: `FY2010/revised`.
        periods: Vec<PeriodRef>,
        /// The item that stacked items add up to, shown above each column; shares are shares of it.
        total: Option<ItemRef>,
        /// A ratio (an item in %), drawn as a line on an axis of its own over the columns.
        line: Option<ItemRef>,
        /// Where a bridge begins: a figure such as `operating_income@1Q25`.
        from: Option<ItemRef>,
        /// Where it ends.
        to: Option<ItemRef>,
        /// Its steps: the change of an item between the two, or a figure of the second.
        steps: Vec<ScalarOr<ItemRef, StepSpec>>,
        /// The scope of the year's figure that progress is measured against, where the year is
        /// not over.
        target: Option<ScopeRef>,
        /// The scale the figures are printed in; that of the items where left out.
        r#in: Option<ScaleName>,
        /// What is printed beside the title in place of the unit's name.
        unit: Option<UnitNote>,
        /// Whether the table of its figures is printed below it; it always is where a figure has
        /// no room in the drawing.
        table: Option<ShowTable>,
        /// Why there is no chart.
        missing: Option<MissingReason>,
    }
}

crate::record! {
    /// A series of a chart.
    pub struct SeriesSpec {
        /// The item.
        show: ItemRef,
        /// Its name in the chart, where it is not the item's label.
        label: Option<PlainLabel>,
    }
}

crate::choice! {
    /// How figures are drawn.
    pub enum ChartKind {
        /// Columns side by side.
        Columns = "columns",
        /// Columns on top of each other.
        Stacked = "stacked",
        /// Columns of shares that make a hundred per cent.
        Share = "share",
        /// Lines.
        Line = "line",
        /// Bars to the right, a row for each item.
        Bars = "bars",
        /// The steps from one figure to another.
        Bridge = "bridge",
        /// How far a year has come towards its target, and past years towards their result.
        Pace = "pace",
        /// A small chart for each item, all on one scale.
        Multiples = "multiples",
    }
}

crate::choice! {
    /// Whether the table of a chart is printed.
    pub enum ShowTable {
        /// Below the chart.
        Shown = "shown",
        /// Only where the reader asks for it, or where a figure has no room in the drawing.
        Hidden = "hidden",
    }
}

impl Shows for SeriesSpec {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }
}

/// The room a chart has on its slide, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    width: u32,
    height: u32,
}

impl Frame {
    /// Height of a slide's body below its unit note and above three footnotes.
    pub(super) const BODY: u32 = 356;
    /// Width of it, and of the air between two slots or two charts.
    const WIDTH: u32 = 864;
    const GUTTERS: (u32, u32) = (28, 24);
    /// Least width at which charts stand side by side in one slot.
    const BESIDE: u32 = 240;
    /// Height of a chart's title and of the air around it.
    const AROUND: u32 = 48;
    /// Height of a row of a chart's table.
    const ROW: u32 = 17;

    /// Gives the room of one of several charts in slots of their own, with `height` for it and
    /// its title.
    pub(super) fn of(side_by_side: usize, height: u32) -> Self {
        let count = small(side_by_side).clamp(1, 6);
        Self::new((Self::WIDTH - Self::GUTTERS.0 * (count - 1)) / count, height)
    }

    /// Gives the room of each of several charts in one slot that has `share` of the slide's
    /// width, and what tables leave of its height.
    pub(super) fn within(share: (u32, u32), charts: usize, tables: u32) -> Self {
        let whole = if share.0 == share.1 { Self::WIDTH } else { Self::WIDTH - Self::GUTTERS.0 };
        let width = whole * share.0 / share.1.max(1);
        let charts = small(charts).max(1);
        let across = (width / Self::BESIDE).clamp(1, charts);
        let width = (width - Self::GUTTERS.1 * (across - 1)) / across;
        Self::new(width, Self::BODY.saturating_sub(tables) / charts.div_ceil(across))
    }

    fn new(width: u32, height: u32) -> Self {
        Self { width, height: height.saturating_sub(Self::AROUND).clamp(84, 308) }
    }

    /// Gives the width.
    pub(super) fn width(self) -> u32 {
        self.width
    }

    /// Leaves the height of a table of so many rows to it.
    fn above(self, rows: usize) -> Self {
        let rows = small(rows).saturating_add(2);
        let height = self.height.saturating_sub(rows.saturating_mul(Self::ROW));
        Self { height: height.max(84), ..self }
    }
}

/// Counts as geometry takes them.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl ChartSpec {
    /// Draws the chart and tells it in words and as a table.
    pub(super) fn chart(&self, frame: Frame, pager: &mut Pager<'_>) -> Chart {
        let mut chart = Chart {
            title: self.title.value.clone(),
            unit: self.unit.as_ref().map(|unit| pager.setting.unit_name(unit)),
            ..Chart::default()
        };
        if let Some(reason) = &self.missing {
            chart.missing = Some(reason.value.clone());
            // Its slot keeps the room, so that the page looks as it will when the figures come.
            chart.width = f64::from(frame.width);
            chart.height = f64::from(frame.height);
            let message = format!("the chart `{}` is missing", self.title.value);
            let finding = Finding::new(code::MISSING_CHART, message, reason.span);
            pager.push(finding.note(reason.value.clone()));
            return chart;
        }
        let Some(plotted) = self.plotted(pager) else { return chart };
        if plotted.is_open(pager) {
            chart.missing = Some(pager.setting.locale().word("open_chart").to_owned());
            chart.width = f64::from(frame.width);
            chart.height = f64::from(frame.height);
            return chart;
        }
        if plotted.drawn() > MOST_SERIES || plotted.plot.categories.len() > MOST_PERIODS {
            self.crowded(&plotted, pager);
            return chart;
        }
        if chart.unit.is_none() {
            chart.unit = Some(pager.setting.locale().unit_name(&plotted.plot.unit));
        }
        chart.alt.clone_from(&plotted.alt);
        chart.told.clone_from(&plotted.told);
        chart.tabled = self.table == Some(ShowTable::Shown);
        let frame_of = |tabled: bool| {
            let rows = plotted.table.body.len();
            if tabled { frame.above(rows) } else { frame }
        };
        let mut room = frame_of(chart.tabled);
        let mut drawn = plotted.draw(room, pager);
        // What the drawing has no room for stands below it, which leaves it less room.
        if drawn.left_out && !chart.tabled {
            chart.tabled = true;
            room = frame_of(true);
            drawn = plotted.draw(room, pager);
        }
        // A drawing that its names leave no room grows: the slide is too full, as the overflow
        // tells in the end.
        while drawn.shapes.is_empty() && room.height < Frame::BODY {
            room.height += Frame::ROW;
            drawn = plotted.draw(room, pager);
        }
        plotted.remarks(pager);
        chart.width = f64::from(room.width);
        chart.height = drawn.height;
        chart.along = plotted.plot.kind.runs_along();
        chart.shapes = drawn.shapes;
        chart.plot = Some(Box::new(plotted.plot));
        chart.table = Some(plotted.table);
        chart
    }

    /// Reads the figures in the way the kind asks.
    fn plotted(&self, pager: &mut Pager<'_>) -> Option<Plotted> {
        let kind = self.kind.unwrap_or(ChartKind::Columns);
        self.odd_fields(kind, pager);
        match kind {
            ChartKind::Bridge => self.bridge(pager),
            ChartKind::Pace => self.pace(pager),
            ChartKind::Columns
            | ChartKind::Stacked
            | ChartKind::Share
            | ChartKind::Line
            | ChartKind::Bars
            | ChartKind::Multiples => {
                if self.show.is_empty() || self.periods.is_empty() {
                    let message =
                        "a chart needs items in `show` and `periods`, or a reason in `missing`";
                    self.needs(message, "Write `show: [item]` and `periods: [1Q09, 1Q10]`", pager);
                    return None;
                }
                self.over_periods(kind, pager)
            }
        }
    }

    /// Reports that a field the kind needs is not there.
    pub(super) fn needs(&self, message: &str, help: &str, pager: &mut Pager<'_>) {
        pager.push(Finding::new(code::MISSING_FIELD, message, self.span).help(help));
    }

    /// Fields that the kind has no use for would be left out silently.
    fn odd_fields(&self, kind: ChartKind, pager: &mut Pager<'_>) {
        use ChartKind::{Bridge, Columns, Pace, Share, Stacked};
        let first = self.steps.first().map(|step| match step {
            ScalarOr::Scalar(text) => text.span,
            ScalarOr::Record(step) => step.span,
        });
        let given = [
            ("total", self.total.as_ref().map(|t| t.span), &[Stacked, Share][..]),
            ("line", self.line.as_ref().map(|t| t.span), &[Columns, Stacked]),
            ("from", self.from.as_ref().map(|t| t.span), &[Bridge]),
            ("to", self.to.as_ref().map(|t| t.span), &[Bridge]),
            ("steps", first, &[Bridge]),
            ("target", self.target.as_ref().map(|t| t.span), &[Pace]),
        ];
        for (field, span, kinds) in given {
            if let Some(span) = span.filter(|_| !kinds.contains(&kind)) {
                let message = format!("a chart of this kind has no `{field}`");
                let help = "Take it out, or choose the `kind` that draws it";
                pager.push(Finding::new(code::UNKNOWN_FIELD, message, span).help(help));
            }
        }
    }

    /// Tells whether its periods run from left to right.
    #[must_use]
    pub fn runs_on(&self) -> bool {
        match self.kind {
            None
            | Some(
                ChartKind::Columns
                | ChartKind::Stacked
                | ChartKind::Share
                | ChartKind::Line
                | ChartKind::Multiples,
            ) => true,
            Some(ChartKind::Bars | ChartKind::Bridge | ChartKind::Pace) => false,
        }
    }

    /// Refuses more than can be told apart.
    fn crowded(&self, plotted: &Plotted, pager: &mut Pager<'_>) {
        let (series, names) = (plotted.drawn(), plotted.plot.categories.len());
        let message = format!(
            "a chart of {series} series over {names} periods; at most {MOST_SERIES} over \
             {MOST_PERIODS} can be told apart"
        );
        let finding = Finding::new(code::CROWDED_CHART, message, self.span);
        pager.push(finding.help("Draw several charts, or show the figures as a table"));
    }

    /// Gives the scale that its author asks for.
    pub(super) fn wanted(&self, pager: &mut Pager<'_>) -> Option<crate::num::Scale> {
        scale(self.r#in.as_ref(), pager)
    }
}

impl Plotted {
    /// Counts the series that colours must tell apart.
    fn drawn(&self) -> usize {
        let beside = |role| matches!(role, SeriesRole::Total | SeriesRole::Ratio);
        self.plot.series.iter().filter(|series| !beside(series.role)).count()
    }

    /// Tells whether every figure is still to be filled in, so that there is nothing to draw.
    fn is_open(&self, pager: &Pager<'_>) -> bool {
        let facts = pager.setting.facts();
        let drawn = self.plot.series.iter().filter(|series| series.role != SeriesRole::Total);
        let points = || drawn.clone().flat_map(|series| &series.points);
        let due = |name: &String| {
            facts.reference(name).is_ok_and(|reference| facts.is_due(facts.complete(reference)))
        };
        points().all(|point| point.value.is_none())
            && points().any(|point| point.figure.facts.iter().any(due))
    }

    fn draw(&self, frame: Frame, pager: &Pager<'_>) -> crate::chart::Drawn {
        let room = Room {
            width: f64::from(frame.width),
            height: f64::from(frame.height),
            letters: pager.setting.letters,
            locale: pager.setting.locale(),
        };
        draw(&self.plot, room)
    }
}
