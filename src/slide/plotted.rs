//! Figures ready to be drawn: each with its size, its label, what it is, and what is told of it.

use super::SlideContext;
use super::alternative_text::ChartDescriber;
use super::figure::{Figure, figure};
use super::form::{ChartKind, ChartSeries, ChartSpec, OverPeriods};
use super::grid::{Grid, col_head, column, figure_cell, row_head};
use crate::code;
use crate::diag::Finding;
use crate::facts::{CiteError, Fact, Facts, Key, ScopeId, State, read_period};
use crate::num::{Exact, Interval, Period, Scale, Unit};
use crate::shape::{ItemRef, PeriodRef};
use crate::source::Span;
use crate::view::{
    Align, Category, FigureStyle, Inline, Plot, PlotKind, PlotSeries, RowRole, SeriesRole, Table,
    without_calls,
};

/// A chart read, not yet drawn.
pub(super) struct Plotted {
    pub plot: Plot,
    pub alt: String,
    pub figure_list: String,
    pub table: Table,
    pub remarks: Vec<String>,
}

impl Plotted {
    /// Adds its footnotes to the page.
    fn footnotes(&self) -> impl Iterator<Item = &str> {
        self.remarks.iter().map(String::as_str)
    }

    pub(super) fn remarks(&self, context: &mut SlideContext<'_>) {
        self.footnotes().for_each(|text| context.remark(text));
    }
}

/// The figures of one item, one for each period.
#[derive(Clone)]
pub(super) struct PlottedRow {
    pub label: String,
    pub figures: Vec<Figure>,
}

impl PlottedRow {
    /// Gives what is drawn.
    pub(super) fn series(&self, role: SeriesRole, unit: &Unit) -> PlotSeries {
        let points = self.figures.iter().map(|figure| figure.point.clone()).collect();
        PlotSeries { label: self.label.clone(), role, unit: unit.clone(), points }
    }
}

/// A period with the scope its figures are taken from.
#[derive(Clone, Copy)]
pub(super) struct ScopedPeriod {
    pub period: Period,
    pub scope: Option<ScopeId>,
}

impl ScopedPeriod {
    /// Reads a period with its scope or members.
    pub(super) fn read(text: &str, facts: &Facts) -> Result<Self, CiteError> {
        let (period, names) = match text.split_once('/') {
            Some((period, names)) => (period.trim(), Some(names)),
            None => (text, None),
        };
        let scope = names.map(|names| facts.references().scope(names)).transpose()?;
        Ok(Self { period: read_period(period)?, scope })
    }

    /// Gives the figure of an item, with the names of both.
    pub(super) fn key(self, key: Key, facts: &Facts) -> Key {
        let named = self.scope.unwrap_or(key.scope);
        let scope = facts.contexts().joined(key.scope, named).unwrap_or(named);
        Key { period: self.period, scope, ..key }
    }
}

/// Reports what stands in a stack and is no one figure: a range, or a figure that the company gives none
/// of, without which the stack is no whole.
fn refuse_parts(
    keys: &[(Key, String, Span)],
    whens: &[ScopedPeriod],
    context: &mut SlideContext<'_>,
) {
    for (key, _, span) in keys {
        for when in whens {
            let facts = context.setting.facts();
            let key = when.key(*key, facts);
            let Some(state) = facts.fact(key).map(|fact| &fact.state) else { continue };
            let (what, help) = match state {
                State::Bounded(_) => {
                    ("a range", "Draw it as columns or a line, with both its ends")
                }
                State::LeftOut(_) => {
                    ("left out", "Draw it as columns or a line, where its place stays blank")
                }
                State::Stated(_)
                | State::Derived { .. }
                | State::Restated { .. }
                | State::Missing { .. } => continue,
            };
            let message =
                format!("`{}` is {what}, and a part of a stack is one figure", facts.name(key));
            context.push(Finding::new(code::WRONG_KIND, message, *span).help(help));
        }
    }
}

impl ChartSpec {
    /// Reads items over periods.
    pub(super) fn over_periods(
        &self,
        over: &OverPeriods,
        context: &mut SlideContext<'_>,
    ) -> Option<Plotted> {
        let kind = self.form.kind();
        let whens: Vec<_> = over.periods.iter().filter_map(|text| when(text, context)).collect();
        let scale = self.wanted(context);
        let keys = series_keys(over, &whens, context);
        let unit = self.one_unit(&keys, scale, context)?;
        let total = self.form.total().and_then(|text| {
            let key = context.key(text)?;
            judge_key(text, key, &whens, context);
            Some((key, text.span))
        });
        if kind == ChartKind::Share && total.is_none() {
            let help = "Name the item that is the whole, as `total: revenue`";
            self.needs("shares need their `total`", help, context);
            return None;
        }
        if matches!(kind, ChartKind::Stacked | ChartKind::Share) {
            refuse_parts(&keys, &whens, context);
        }
        let style = FigureStyle { cell: true, scale, ..FigureStyle::default() };
        let rows: Vec<_> = keys
            .iter()
            .map(|(key, label, span)| {
                let whole = total.filter(|_| kind == ChartKind::Share).map(|(whole, _)| whole);
                row((*key, label, *span), whole, &whens, style, context)
            })
            .collect();
        let mut remarks = Vec::new();
        let mut totals = None;
        let mut more = Vec::new();
        if let Some((whole, span)) = total {
            let parts: Vec<_> = keys.iter().map(|(key, ..)| *key).collect();
            if adds_up(kind, &parts, whole, &whens, style, context) {
                remarks.push(context.setting.locale().chart.rounding_note.clone());
            }
            if kind == ChartKind::Stacked {
                let label = context.setting.formatter.label(whole);
                let row = row((whole, &label, span), None, &whens, style, context);
                totals = Some(row.series(SeriesRole::Total, &unit));
                more.push((row, RowRole::Total));
            }
        }
        let ratio = self.form.line().and_then(|text| ratio_of(text, &whens, context));
        more.extend(ratio.clone().map(|(row, _)| (row, RowRole::Normal)));
        let names: Vec<_> = whens.iter().map(|when| name(*when, context)).collect();
        let describer = ChartDescriber { context, scale, unit: &unit };
        let alt = describer.alt(kind, &rows, ratio.as_ref().map(|(row, _)| row), &names);
        let figure_list =
            describer.figure_list(rows.iter().chain(more.iter().map(|(row, _)| row)), &names);
        let compared =
            if kind == ChartKind::Share { Vec::new() } else { describer.compared(&rows) };
        for (now, base) in compared {
            context.compare(now, base, self.span);
        }
        let table = self.table_of(&rows, &more, &names, context);
        let (series, names) =
            if kind == ChartKind::Bars { turned(&rows, &names) } else { (rows, names) };
        let series = series.iter().map(|row| row.series(SeriesRole::Value, &unit));
        let ratio = ratio.map(|(row, unit)| row.series(SeriesRole::Ratio, &unit));
        let plot = Plot {
            kind: plot_kind(kind),
            categories: names,
            series: series.chain(totals).chain(ratio).collect(),
            unit: if kind == ChartKind::Share { Unit::Percent } else { unit },
        };
        Some(Plotted { plot, alt, figure_list, table, remarks })
    }

    /// Gives the one unit of the items. Bars of unlike units beside each other would lie about
    /// their sizes.
    fn one_unit(
        &self,
        keys: &[(Key, String, Span)],
        scale: Option<Scale>,
        context: &mut SlideContext<'_>,
    ) -> Option<Unit> {
        let facts = context.setting.facts();
        let unit = |key: Key| axis_unit(&facts.item(key.item).unit, scale, context);
        let first = unit(keys.first()?.0);
        let odd = keys.iter().map(|(key, ..)| unit(*key)).find(|unit| *unit != first);
        if let Some(odd) = odd {
            let message = format!("one chart mixes `{first}` and `{odd}`");
            let finding = Finding::new(code::WRONG_UNIT, message, self.span);
            context.push(finding.help("Draw each unit in a chart of its own"));
            return None;
        }
        Some(first)
    }

    /// Makes the table: a row for each item, a column for each period.
    fn table_of(
        &self,
        rows: &[PlottedRow],
        more: &[(PlottedRow, RowRole)],
        names: &[Category],
        context: &SlideContext<'_>,
    ) -> Table {
        let mut columns = vec![column(Align::Left, 1)];
        let mut head = vec![col_head(vec![context.setting.locale().word("item").to_owned()])];
        for name in names {
            columns.push(column(Align::Figure, 0));
            head.push(col_head(vec![name.text.clone(), name.below.clone()]));
        }
        let mut grid = Grid::new(without_calls(&self.head.title.value), columns, head);
        let rows = rows.iter().map(|row| (row, RowRole::Normal));
        for (row, role) in rows.chain(more.iter().map(|(row, role)| (row, *role))) {
            let mut cells = vec![row_head(vec![Inline::text(&row.label)])];
            cells.extend(row.figures.iter().map(|figure| figure_cell(figure.spans.clone())));
            grid.row(role, cells, Vec::new());
        }
        grid.finish("", 1)
    }
}

fn row(
    (key, label, span): (Key, &str, Span),
    whole: Option<Key>,
    whens: &[ScopedPeriod],
    style: FigureStyle,
    context: &mut SlideContext<'_>,
) -> PlottedRow {
    let figures = whens.iter().map(|when| {
        let facts = context.setting.facts();
        let key = when.key(key, facts);
        let whole = whole.map(|whole| when.key(whole, facts));
        figure((key, label, span), whole, style, context)
    });
    let mut figures: Vec<_> = figures.collect();
    // Restated from some period on: what lies before is of another kind.
    let facts = context.setting.facts();
    let restated = |figure: &Figure| {
        let fact = figure.key.and_then(|key| facts.fact(key));
        fact.filter(|fact| fact.exact().is_some()).map(|fact| fact.restated.is_some())
    };
    let breaks: Vec<_> = figures
        .windows(2)
        .map(|pair| restated(&pair[0]) == Some(false) && restated(&pair[1]) == Some(true))
        .collect();
    for (figure, breaks) in figures.iter_mut().skip(1).zip(breaks) {
        figure.point.breaks = breaks;
    }
    PlottedRow { label: label.to_owned(), figures }
}

/// Tells whether the printed digits of any period where all are known do not add up, as rounded
/// digits may not.
fn adds_up(
    kind: ChartKind,
    parts: &[Key],
    whole: Key,
    whens: &[ScopedPeriod],
    style: FigureStyle,
    context: &mut SlideContext<'_>,
) -> bool {
    let facts = context.setting.facts();
    let formatter = context.setting.formatter;
    let mut off = false;
    for when in whens {
        let whole = when.key(whole, facts);
        let parts: Vec<_> = parts.iter().map(|part| when.key(*part, facts)).collect();
        let interval = |key: &Key| facts.fact(*key).and_then(Fact::interval);
        let all: Option<Vec<_>> = parts.iter().map(interval).collect();
        let (Some(all), Some(printed)) = (all, interval(&whole)) else { continue };
        let sum = all.iter().fold(Interval::point(Exact::zero()), |sum, i| sum.add(i));
        // What does not add up at all is told where it is proved.
        if !sum.meets(&printed) {
            continue;
        }
        let (sum, total): (Option<Vec<_>>, _) = if kind == ChartKind::Share {
            let share = |part: &Key| {
                let (digits, _) = formatter.parts().share_digits(*part, whole, None)?;
                let places = i32::try_from(digits.scale()).ok()?;
                Some(Exact::decimal(digits.mantissa(), -places))
            };
            (parts.iter().map(share).collect(), Some(Exact::pow10(2)))
        } else {
            let digits = |part: &Key| formatter.printed_digits(*part, style);
            (parts.iter().map(digits).collect(), formatter.printed_digits(whole, style))
        };
        let sum = sum.map(|all| all.iter().fold(Exact::zero(), |sum, part| &sum + part));
        off |= sum.is_some() && sum != total;
    }
    off
}

/// Gives the unit that figures are printed and drawn in: in the scale asked for, as the language
/// tells it.
pub(super) fn axis_unit(unit: &Unit, scale: Option<Scale>, context: &SlideContext<'_>) -> Unit {
    let scale = context.setting.locale().usual_scale(scale.unwrap_or_else(|| unit.scale()));
    unit.with_scale(scale).unwrap_or_else(|| unit.clone())
}

/// Reads the ratio over the columns; it must be one, since its axis is not theirs.
fn ratio_of(
    text: &ItemRef,
    whens: &[ScopedPeriod],
    context: &mut SlideContext<'_>,
) -> Option<(PlottedRow, Unit)> {
    let key = context.key(text)?;
    judge_key(text, key, whens, context);
    let item = context.setting.facts().item(key.item);
    if !matches!(item.unit, Unit::Percent | Unit::Times) {
        let message = format!("`{}` is in {}, not a ratio", item.name, item.unit);
        let finding = Finding::new(code::WRONG_UNIT, message, text.span);
        context.push(finding.help("Draw it in a chart of its own, or show it as an item"));
        return None;
    }
    let (label, unit) = (context.setting.formatter.label(key), item.unit.clone());
    // The unit of the chart is that of its columns.
    let style = FigureStyle { cell: unit == Unit::Percent, ..FigureStyle::default() };
    Some((row((key, &label, text.span), None, whens, style, context), unit))
}

fn plot_kind(kind: ChartKind) -> PlotKind {
    match kind {
        ChartKind::Columns => PlotKind::Columns,
        ChartKind::Stacked => PlotKind::Stacked,
        ChartKind::Share => PlotKind::Share,
        ChartKind::Line => PlotKind::Line,
        ChartKind::Bars => PlotKind::Bars,
        ChartKind::Bridge => PlotKind::Bridge,
        ChartKind::Pace => PlotKind::Pace,
        ChartKind::Multiples => PlotKind::Multiples,
    }
}

/// The periods of a chart, and their scopes, are those of its `periods`.
fn judge_key(text: &ItemRef, key: Key, whens: &[ScopedPeriod], context: &mut SlideContext<'_>) {
    let facts = context.setting.facts();
    let shown: Vec<_> = whens.iter().map(|when| when.key(key, facts)).collect();
    context.judge_own_key(
        text,
        &shown,
        "the figures are of each of `periods`, which may name a scope",
    );
}

/// Reads the items, each with the name it has in the chart.
fn series_keys(
    over: &OverPeriods,
    whens: &[ScopedPeriod],
    context: &mut SlideContext<'_>,
) -> Vec<(Key, String, Span)> {
    let (facts, formatter) = (context.setting.facts(), context.setting.formatter);
    let mut out = Vec::new();
    for series in over.series(facts) {
        match series {
            Ok(ChartSeries { key, show, label, is_member }) => {
                judge_key(show, key, whens, context);
                let label = match label {
                    Some(own) => own.value.clone(),
                    None if is_member => facts.contexts().member_label(key.scope).to_owned(),
                    None => formatter.label(key),
                };
                out.push((key, label, show.span));
            }
            Err((error, span)) => context.refuse(error, span),
        }
    }
    out
}

/// Reads a period with its scope.
pub(super) fn when(text: &PeriodRef, context: &mut SlideContext<'_>) -> Option<ScopedPeriod> {
    let read = ScopedPeriod::read(&text.value, context.setting.facts());
    match read {
        Ok(when) => Some(when),
        Err(error) => {
            context.refuse(error, text.span);
            None
        }
    }
}

/// Names a period along the axis.
fn name(when: ScopedPeriod, context: &SlideContext<'_>) -> Category {
    let locale = context.setting.locale();
    let below = when.scope.map(|scope| context.setting.facts().scope(scope).label.clone());
    let quarter = match when.period {
        Period::Quarter { year, quarter } => {
            let calendar = context.setting.facts().calendar;
            Some([
                locale.quarter_short(quarter),
                context.setting.period_head(Period::Year { year }),
                locale.year_short(year, calendar),
            ])
        }
        Period::Half { .. }
        | Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Month { .. }
        | Period::Trailing { .. }
        | Period::Instant(_) => None,
    };
    Category {
        text: context.setting.period_head(when.period),
        below: below.unwrap_or_default(),
        quarter,
    }
}

/// Turns rows of items over periods into rows of periods over items.
fn turned(rows: &[PlottedRow], names: &[Category]) -> (Vec<PlottedRow>, Vec<Category>) {
    let series = names.iter().enumerate().map(|(at, name)| PlottedRow {
        label: format!("{} {}", name.text, name.below).trim().to_owned(),
        figures: rows.iter().filter_map(|row| row.figures.get(at).cloned()).collect(),
    });
    let names = rows.iter().map(|row| Category { text: row.label.clone(), ..Category::default() });
    (series.collect(), names.collect())
}
