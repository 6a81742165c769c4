//! Charts of cited facts: what an author writes, and the room it is drawn in.

use super::SlideContext;
use super::form::{ChartForm, ChartSpec, ColumnsForm, ShareForm, ShowTable, StackedForm};
use super::plotted::Plotted;
use super::rows::scale;
use crate::chart::{DrawingArea, MOST_PERIODS, MOST_SERIES, draw};
use crate::code;
use crate::diag::Finding;
use crate::view::{Chart, Geometry, SeriesRole, without_calls};

/// The room a chart has on its slide, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    width: u32,
    height: u32,
    geometry: &'static Geometry,
}

impl Frame {
    /// Gives the room of one of several charts in slots of their own, with `height` for it and
    /// its title.
    pub(super) fn of(geometry: &'static Geometry, side_by_side: usize, height: u32) -> Self {
        Self::new(geometry, geometry.slot_width(small(side_by_side).clamp(1, 6)), height)
    }

    /// Gives the room of each of several charts in one slot that has `share` of the slide's
    /// width, and what tables leave of its height.
    pub(super) fn within(
        geometry: &'static Geometry,
        share: (u32, u32),
        charts: usize,
        tables: u32,
    ) -> Self {
        let (text, gutters) = (geometry.text_width(), geometry.gutters);
        let whole = if share.0 == share.1 { text } else { text - gutters.slots };
        let width = whole * share.0 / share.1.max(1);
        let charts = small(charts).max(1);
        let across = (width / geometry.charts.beside).clamp(1, charts);
        let width = (width - gutters.charts * (across - 1)) / across;
        let height = geometry.regions.body.saturating_sub(tables);
        Self::new(geometry, width, height / charts.div_ceil(across))
    }

    fn new(geometry: &'static Geometry, width: u32, height: u32) -> Self {
        let (least, most) = geometry.charts.height;
        let height = height.saturating_sub(geometry.charts.around).clamp(least, most);
        Self { width, height, geometry }
    }

    /// Gives the width.
    pub(super) fn width(self) -> u32 {
        self.width
    }

    /// Leaves the height of a table of so many rows to it.
    fn above(self, rows: usize) -> Self {
        let rows = small(rows).saturating_add(2);
        let table = rows.saturating_mul(self.geometry.rows.chart_table);
        let height = self.height.saturating_sub(table).max(self.geometry.charts.height.0);
        Self { height, ..self }
    }

    /// Gives the same with the height of one row more; nothing if it is the whole body.
    fn higher(self) -> Option<Self> {
        let height = self.height + self.geometry.rows.chart_table;
        (self.height < self.geometry.regions.body).then_some(Self { height, ..self })
    }
}

/// Counts as geometry takes them.
pub(super) fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl ChartSpec {
    /// Draws the chart and tells it in words and as a table.
    pub(super) fn chart(&self, frame: Frame, context: &mut SlideContext<'_>) -> Chart {
        let mut chart = Chart {
            title: context.words(&self.head.title),
            unit: self.unit.as_ref().map(|unit| context.setting.unit_name(unit)),
            ..Chart::default()
        };
        if let Some(reason) = &self.missing {
            chart.missing = Some(reason.value.clone());
            // Its slot keeps the room, so that the page looks as it will when the figures come.
            chart.width = f64::from(frame.width);
            chart.height = f64::from(frame.height);
            let title = without_calls(&self.head.title.value);
            let message = format!("the chart `{title}` is missing");
            let finding = Finding::new(code::MISSING_CHART, message, reason.span);
            context.push(finding.note(reason.value.clone()));
            return chart;
        }
        let Some(plotted) = self.plotted(context) else { return chart };
        if plotted.is_open(context) {
            chart.missing = Some(context.setting.locale().word("open_chart").to_owned());
            chart.width = f64::from(frame.width);
            chart.height = f64::from(frame.height);
            return chart;
        }
        if plotted.drawn() > MOST_SERIES || plotted.plot.categories.len() > MOST_PERIODS {
            self.crowded(&plotted, context);
            return chart;
        }
        if chart.unit.is_none() {
            chart.unit = Some(context.setting.locale().unit_name(&plotted.plot.unit));
        }
        chart.alt.clone_from(&plotted.alt);
        chart.figure_list.clone_from(&plotted.figure_list);
        chart.tabled = self.table == Some(ShowTable::Shown);
        let frame_of = |tabled: bool| {
            let rows = plotted.table.body.len();
            if tabled { frame.above(rows) } else { frame }
        };
        let mut room = frame_of(chart.tabled);
        let mut drawn = plotted.draw(room, context);
        // What the drawing has no room for stands below it, which leaves it less room.
        if drawn.left_out && !chart.tabled {
            chart.tabled = true;
            room = frame_of(true);
            drawn = plotted.draw(room, context);
        }
        // A drawing that its names leave no room grows: the slide is too full, as the overflow
        // tells in the end.
        while let Some(higher) = room.higher().filter(|_| drawn.shapes.is_empty()) {
            room = higher;
            drawn = plotted.draw(room, context);
        }
        plotted.remarks(context);
        chart.width = f64::from(room.width);
        chart.height = drawn.height;
        chart.along = plotted.plot.kind.runs_along();
        chart.shapes = drawn.shapes;
        chart.plot = Some(Box::new(plotted.plot));
        chart.table = Some(plotted.table);
        chart
    }

    /// Reads the figures in the way the kind asks.
    fn plotted(&self, context: &mut SlideContext<'_>) -> Option<Plotted> {
        match &self.form {
            ChartForm::Bridge(form) => self.bridge(form, context),
            ChartForm::Pace(form) => self.pace(form, context),
            ChartForm::Stacked(StackedForm { over, .. })
            | ChartForm::Columns(ColumnsForm { over, .. })
            | ChartForm::Share(ShareForm { over, .. })
            | ChartForm::Line(over)
            | ChartForm::Bars(over)
            | ChartForm::Multiples(over) => {
                if over.show.is_empty() || over.periods.is_empty() {
                    let message =
                        "a chart needs items in `show` and `periods`, or a reason in `missing`";
                    self.needs(
                        message,
                        "Write `show: [item]` and `periods: [1Q09, 1Q10]`",
                        context,
                    );
                    return None;
                }
                self.over_periods(over, context)
            }
        }
    }

    /// Reports that a field the kind needs is not there.
    pub(super) fn needs(&self, message: &str, help: &str, context: &mut SlideContext<'_>) {
        context.push(Finding::new(code::MISSING_FIELD, message, self.span).help(help));
    }

    /// Refuses more than can be told apart.
    fn crowded(&self, plotted: &Plotted, context: &mut SlideContext<'_>) {
        let (series, names) = (plotted.drawn(), plotted.plot.categories.len());
        let message = format!(
            "a chart of {series} series over {names} periods; at most {MOST_SERIES} over \
             {MOST_PERIODS} can be told apart"
        );
        let finding = Finding::new(code::CROWDED_CHART, message, self.span);
        context.push(finding.help("Draw several charts, or show the figures as a table"));
    }

    /// Gives the scale that its author asks for.
    pub(super) fn wanted(&self, context: &mut SlideContext<'_>) -> Option<crate::num::Scale> {
        scale(self.r#in.as_ref(), context)
    }
}

impl Plotted {
    /// Counts the series that colours must tell apart.
    fn drawn(&self) -> usize {
        let beside = |role| matches!(role, SeriesRole::Total | SeriesRole::Ratio);
        self.plot.series.iter().filter(|series| !beside(series.role)).count()
    }

    /// Tells whether every figure is still to be filled in, so that there is nothing to draw.
    fn is_open(&self, context: &SlideContext<'_>) -> bool {
        let facts = context.setting.facts();
        let drawn = self.plot.series.iter().filter(|series| series.role != SeriesRole::Total);
        let points = || drawn.clone().flat_map(|series| &series.points);
        let due = |name: &String| facts.references().key(name).is_ok_and(|key| facts.is_due(key));
        points().all(|point| point.value.is_none())
            && points().any(|point| point.figure.facts.iter().any(due))
    }

    fn draw(&self, frame: Frame, context: &SlideContext<'_>) -> crate::chart::Drawn {
        let room = DrawingArea {
            width: f64::from(frame.width),
            height: f64::from(frame.height),
            letters: context.setting.letters,
            locale: context.setting.locale(),
        };
        draw(&self.plot, room)
    }
}
