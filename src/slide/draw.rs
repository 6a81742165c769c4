//! Charts of cited facts.

use super::Pager;
use super::grid::{Grid, col_head, column, figure_cell, row_head};
use super::rows::period;
use crate::chart::{Drawing, Plot, Point, Series, draw};
use crate::diag::Finding;
use crate::facts::{CiteError, Fact, Key};
use crate::locale::fill;
use crate::num::{Exact, Period, Scale};
use crate::source::{Span, Text};
use crate::view::{Align, Chart, Inline, Look, Mark, Printed, RowRole, Table, plain};

crate::record! {
    /// A chart, or the slot of one whose figures are missing.
    pub struct ChartSpec {
        /// Title above the chart.
        title: Text,
        /// How the figures are drawn; columns where left out.
        kind: Option<ChartKind>,
        /// The items.
        show: Vec<Text>,
        /// The periods.
        periods: Vec<Text>,
        /// Unit, where it is not the slide's.
        unit: Option<Text>,
        /// Why there is no chart.
        missing: Option<Text>,
    }
}

crate::choice! {
    /// How figures are drawn.
    pub enum ChartKind {
        /// Columns side by side.
        Columns = "columns",
        /// Columns on top of each other.
        Stacked = "stacked",
        /// Lines.
        Line = "line",
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
    pub(super) const BODY: u32 = 350;
    /// Height of a chart's title and of the air around it.
    const AROUND: u32 = 50;

    /// Gives the room of one of several charts side by side, with `height` for it and its title.
    pub(super) fn of(side_by_side: usize, height: u32) -> Self {
        let width = match side_by_side {
            0 | 1 => 800,
            2 => 390,
            3 => 256,
            _ => 190,
        };
        Self { width, height: height.saturating_sub(Self::AROUND).clamp(64, 270) }
    }

    /// Gives the room of each of `charts` stacked above `rows` rows of tables.
    pub(super) fn stacked(side_by_side: usize, charts: usize, rows: usize, row: u32) -> Self {
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let tables = small(rows).saturating_mul(row);
        let room = Self::BODY.saturating_sub(tables) / small(charts.max(1));
        Self::of(side_by_side, room)
    }
}

impl ChartSpec {
    /// Draws the chart and tells it in words and as a table.
    pub(super) fn chart(&self, frame: Frame, pager: &mut Pager<'_>) -> Chart {
        let mut chart = Chart {
            title: self.title.value.clone(),
            unit: self.unit.as_ref().map(|unit| unit.value.clone()),
            ..Chart::default()
        };
        if let Some(reason) = &self.missing {
            chart.missing = Some(reason.value.clone());
            // Its slot keeps the room, so that the page looks as it will when the figures come.
            chart.width = f64::from(frame.width);
            chart.height = f64::from(frame.height);
            let message = format!("the chart `{}` is missing", self.title.value);
            let finding = Finding::warning("missing-chart", message, reason.span);
            pager.push(finding.note(reason.value.clone()));
            return chart;
        }
        if self.show.is_empty() || self.periods.is_empty() {
            let message = "a chart needs items in `show` and `periods`, or a reason in `missing`";
            let finding = Finding::error("missing-field", message, self.span);
            pager.push(finding.help("Write `show: [item]` and `periods: [1Q09, 1Q10]`"));
            return chart;
        }
        let periods: Vec<_> = self.periods.iter().filter_map(|text| period(text, pager)).collect();
        let keys: Vec<_> = self.show.iter().filter_map(|text| pager.key(text)).collect();
        self.mixed_units(&keys, pager);
        chart.table = Some(self.table(&keys, &periods, pager));
        let locale = pager.setting.locale();
        let names: Vec<_> = periods.iter().map(|p| locale.period_name(*p)).collect();
        let series: Vec<_> =
            keys.iter().map(|key| series(*key, &periods, self.span, pager)).collect();
        chart.alt = self.alt(&series, &names, pager);
        if series.len() > 1 {
            let line = self.kind == Some(ChartKind::Line);
            chart.legend = series
                .iter()
                .enumerate()
                .map(|(series, s)| Mark { label: s.label.clone(), series, line })
                .collect();
        }
        let plot = match self.kind {
            None | Some(ChartKind::Columns) => Plot::Columns,
            Some(ChartKind::Stacked) => Plot::Stacked,
            Some(ChartKind::Line) => Plot::Line,
        };
        chart.width = f64::from(frame.width);
        chart.height = f64::from(frame.height);
        let (width, height) = (chart.width, chart.height);
        chart.shapes = draw(&Drawing { plot, series, periods: names, width, height });
        chart
    }

    /// Bars of unlike units beside each other would lie about their sizes.
    fn mixed_units(&self, keys: &[Key], pager: &mut Pager<'_>) {
        let facts = pager.setting.facts();
        let Some(first) = keys.first().map(|key| &facts.item(key.item).unit) else { return };
        let odd = keys.iter().map(|key| &facts.item(key.item).unit).find(|unit| *unit != first);
        if let Some(odd) = odd {
            let message = format!("one chart mixes `{first}` and `{odd}`");
            let finding = Finding::error("wrong-unit", message, self.span);
            pager.push(finding.help("Draw each unit in a chart of its own"));
        }
    }

    fn table(&self, keys: &[Key], periods: &[Period], pager: &mut Pager<'_>) -> Table {
        let locale = pager.setting.locale();
        let mut columns = vec![column(Align::Left, 1)];
        let mut head = vec![col_head(vec![locale.word("item").to_owned()])];
        for period in periods {
            columns.push(column(Align::Figure, 0));
            head.push(col_head(vec![locale.period_name(*period)]));
        }
        let mut grid = Grid::new(self.title.value.clone(), columns, head);
        for key in keys {
            let label = pager.setting.facts().item(key.item).label.clone();
            let mut cells = vec![row_head(vec![Inline::text(label)])];
            for period in periods {
                let printed = printed(Key { period: *period, ..*key }, pager);
                cells.push(figure_cell(match printed {
                    Ok(printed) => pager.spans(printed, self.span),
                    Err(error) => {
                        pager.refuse(error, self.span);
                        Vec::new()
                    }
                }));
            }
            grid.row(RowRole::Normal, cells, Vec::new());
        }
        grid.finish("", 1)
    }

    /// Tells the chart in words: what it shows, the latest value, the extremes.
    fn alt(&self, series: &[Series], periods: &[String], pager: &Pager<'_>) -> String {
        let locale = pager.setting.locale();
        let words = &locale.chart;
        let list = &locale.punctuation.list;
        let names: Vec<_> = series.iter().map(|s| s.label.as_str()).collect();
        let pattern = match self.kind {
            None | Some(ChartKind::Columns) => &words.alt_columns,
            Some(ChartKind::Stacked) => &words.alt_stacked,
            Some(ChartKind::Line) => &words.alt_line,
        };
        let (names, all) = (names.join(list), periods.join(list));
        let mut sentences = vec![fill(pattern, &[("series", &names), ("periods", &all)])];
        for one in series {
            let known: Vec<_> = one
                .points
                .iter()
                .zip(periods)
                .filter_map(|(point, period)| Some((point.value?, &point.label, period)))
                .collect();
            let Some((_, value, period)) = known.last() else { continue };
            let by = |a: &(f64, &String, &String), b: &(f64, &String, &String)| a.0.total_cmp(&b.0);
            let high = known.iter().copied().max_by(by);
            let low = known.iter().copied().min_by(by);
            let mut values =
                vec![("label", one.label.as_str()), ("value", value.as_str()), ("period", period)];
            let pattern = match (high, low) {
                (Some(high), Some(low)) if known.len() > 1 => {
                    values.extend([("high", high.1.as_str()), ("high_period", high.2.as_str())]);
                    values.extend([("low", low.1.as_str()), ("low_period", low.2.as_str())]);
                    &words.alt_range
                }
                (_, _) => &words.alt_latest,
            };
            sentences.push(fill(pattern, &values));
        }
        sentences.join(" ")
    }
}

/// Prints a figure of a chart; one that is known only in a coarser scale than the chart's is a
/// gap that says so, since a bar of it would look more exact than it is.
fn printed(key: Key, pager: &Pager<'_>) -> Result<Printed, CiteError> {
    let press = pager.setting.press;
    match press.value(key, Look { cell: true, ..Look::default() }) {
        Err(error) if error.code == "wrong-scale" => {
            let coarse = press.value(key, Look::default())?;
            let locale = pager.setting.locale();
            let words = locale.word("known_only_as");
            let reason = fill(words, &[("figure", &coarse.shown.text)]);
            let period = locale.period_name(key.period);
            let colon = &locale.punctuation.colon;
            Ok(press.missing(vec![key], format!("{period}{colon}{reason}")))
        }
        other => other,
    }
}

fn series(key: Key, periods: &[Period], span: Span, pager: &mut Pager<'_>) -> Series {
    let facts = pager.setting.facts();
    let item = facts.item(key.item);
    let forecast = facts.scope(key.scope).forecast;
    let points = periods
        .iter()
        .map(|period| {
            let key = Key { period: *period, ..key };
            // The table of the chart has reported what cannot be shown.
            let Ok(printed) = printed(key, pager) else {
                return Point { value: None, label: String::new(), pale: false };
            };
            let shown = printed.shown.clone();
            let value = facts.fact(key).filter(|_| !shown.missing).and_then(Fact::exact);
            Point {
                value: value.map(|value| geometry(&value, item.unit.scale())),
                label: noted_label(&pager.spans(printed, span)),
                pale: shown.derived || forecast,
            }
        })
        .collect();
    Series { label: item.label.clone(), points }
}

/// Sets a figure with the mark of its footnote, if it has one, as one text.
fn noted_label(spans: &[Inline]) -> String {
    let marks = spans.iter().filter_map(|span| match span {
        Inline::NoteRef { mark } => Some(mark.as_str()),
        Inline::Text { .. }
        | Inline::Figure { .. }
        | Inline::Strong { .. }
        | Inline::Emphasis { .. }
        | Inline::Link { .. }
        | Inline::Break => None,
    });
    std::iter::once(plain(spans).as_str()).chain(marks).collect()
}

/// Gives a figure's size for drawing; its label keeps the digits.
fn geometry(value: &Exact, scale: Scale) -> f64 {
    let scaled = value * &Exact::pow10(-scale.exponent());
    scaled.to_decimal().and_then(|d| d.to_string().parse().ok()).unwrap_or_default()
}
