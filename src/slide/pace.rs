//! Progress: what a period has reached of its year, this year's against its target.

use super::SlideContext;
use super::alternative_text::ChartDescriber;
use super::figure::{Figure, figure, notes};
use super::form::{ChartKind, ChartSpec, PaceForm, SeriesSpec};
use super::grid::{Grid, col_head, column, figure_cell, row_head};
use super::plotted::{Plotted, PlottedRow, axis_unit, when};
use crate::code;
use crate::diag::Finding;
use crate::facts::{Fact, Key, ScopeId};
use crate::locale::fill;
use crate::num::{Period, Unit};
use crate::shape::{ItemRef, ScalarOr};
use crate::view::{
    Align, Category, FigureStyle, Inline, Plot, PlotKind, PlotPoint, PointState, RowRole,
    SeriesRole, without_calls,
};

/// One period: its figure, its share of the year, and the year's figure.
struct PaceStep {
    name: Category,
    reached: Figure,
    share: Figure,
    whole: Figure,
}

/// Reads the progress of an item in each period of the chart.
pub(super) fn read(
    (spec, form): (&ChartSpec, &PaceForm),
    item: &ScalarOr<ItemRef, SeriesSpec>,
    context: &mut SlideContext<'_>,
) -> Option<Plotted> {
    let show = match item {
        ScalarOr::Scalar(show) => show,
        ScalarOr::Record(spec) => &spec.show,
    };
    let key = context.key(show)?;
    let target = match &form.target {
        Some(text) => match context.setting.facts().references().scope(&text.value) {
            Ok(scope) => Some(scope),
            Err(error) => {
                context.refuse(error, text.span);
                return None;
            }
        },
        None => None,
    };
    let scale = spec.wanted(context);
    let look = FigureStyle { cell: true, scale, ..FigureStyle::default() };
    let label = context.setting.formatter.label(key);
    let mut all = Vec::new();
    let whens: Vec<_> =
        form.over.periods.iter().filter_map(|text| Some((text, when(text, context)?))).collect();
    let shown: Vec<_> = whens.iter().map(|(_, when)| Key { period: when.period, ..key }).collect();
    context.judge_own_key(show, &shown, "progress is measured in each of `periods`");
    for (text, when) in whens {
        if when.scope.is_some_and(|scope| scope != key.scope) {
            let message = format!("`{}` names a scope, and what is reached is of none", text.value);
            let finding = Finding::new(code::OWN_KEY, message, text.span);
            let help = "Write the period alone; `target` names the scope of the year's figure";
            context.push(finding.help(help));
        }
        let Some(year) = when.period.year() else {
            let error =
                context.setting.facts().references().missing(Key { period: when.period, ..key });
            context.refuse(error, text.span);
            continue;
        };
        let now = Key { period: when.period, ..key };
        let whole = whole(Key { period: Period::Year { year }, ..key }, target, context);
        let reached = figure((now, &label, show.span), None, look, context);
        let of = figure((whole, &label, show.span), None, look, context);
        let share = share(now, whole, &reached, show.span, context);
        all.push(PaceStep { name: name(now, whole, context), reached, share, whole: of });
    }
    let unit = axis_unit(&context.setting.facts().item(key.item).unit, scale, context);
    let locale = context.setting.locale();
    let words = &locale.chart;
    let mut columns = vec![column(Align::Left, 1)];
    columns.extend((0..3).map(|_| column(Align::Figure, 0)));
    let heads = [locale.word("item"), &words.pace_reached, locale.word("year"), &words.pace_share];
    let head = heads.map(|text| col_head(vec![text.to_owned()])).into();
    let mut grid = Grid::new(without_calls(&spec.head.title.value), columns, head);
    for one in &all {
        let mut cells = vec![row_head(vec![Inline::text(&one.name.text)])];
        let figures = [&one.reached, &one.whole, &one.share];
        cells.extend(figures.map(|figure| figure_cell(figure.spans.clone())));
        grid.row(RowRole::Normal, cells, Vec::new());
    }
    let table = grid.finish("", 1);
    let names: Vec<_> = all.iter().map(|one| one.name.clone()).collect();
    let row = |pick: fn(&PaceStep) -> &Figure| PlottedRow {
        label: label.clone(),
        figures: all.iter().map(|one| pick(one).clone()).collect(),
    };
    let (shares, wholes) = (row(|one| &one.share), row(|one| &one.whole));
    let describer = ChartDescriber { context, scale, unit: &unit };
    let shown = std::slice::from_ref(&shares);
    let alt = describer.alt(ChartKind::Pace, shown, None, &names);
    let figure_list = describer.figure_list([&shares, &wholes].into_iter(), &names);
    let series = vec![
        shares.series(SeriesRole::Reached, &Unit::Percent),
        wholes.series(SeriesRole::Whole, &unit),
    ];
    let plot = Plot { kind: PlotKind::Pace, unit, categories: names, series };
    Some(Plotted { plot, alt, figure_list, table, remarks: Vec::new() })
}

/// Gives the year's figure: the actual one, or the target where the year is not over.
fn whole(year: Key, target: Option<ScopeId>, context: &SlideContext<'_>) -> Key {
    let aimed = target.map(|scope| Key { scope, ..year });
    let over = context.setting.facts().fact(year).is_some();
    aimed.filter(|_| !over).unwrap_or(year)
}

fn name(now: Key, whole: Key, context: &SlideContext<'_>) -> Category {
    let locale = context.setting.locale();
    let words = &locale.chart;
    let scope = &context.setting.facts().scope(whole.scope).label;
    let year = context.setting.period_head(whole.period);
    let year = fill(&words.scoped, &[("period", &year), ("scope", scope)]);
    let period = context.setting.period_head(now.period);
    let text = fill(&words.pace_row, &[("period", &period), ("whole", &year)]);
    Category { text, ..Category::default() }
}

/// Prints the share and gives it as a part of one.
fn share(
    now: Key,
    whole: Key,
    reached: &Figure,
    span: crate::source::Span,
    context: &mut SlideContext<'_>,
) -> Figure {
    let printed = match context.setting.formatter.parts().share(now, whole, false, None) {
        Ok(printed) => printed,
        Err(error) => {
            // A figure that is not in the table has been reported.
            if error.code != code::MISSING_PERIOD {
                context.refuse(error, span);
            }
            return Figure::default();
        }
    };
    let missing = printed.shown.missing || reached.point.value.is_none();
    let facts = context.setting.facts();
    let exact = |key: Key| facts.fact(key).and_then(Fact::exact);
    let value = match (exact(now), exact(whole)) {
        (Some(part), Some(whole)) if !missing && whole.is_positive() => part.checked_div(&whole),
        (_, _) => None,
    };
    let describer = ChartDescriber { context, scale: None, unit: &Unit::Percent };
    let label = context.setting.formatter.label(now);
    let tip = describer.tip(now, &label, Some(whole), &printed.shown);
    let figure = printed.shown.clone();
    let spans = context.spans(printed, span);
    let state = if value.is_some() { reached.point.state } else { PointState::Missing };
    let point =
        PlotPoint { value, band: None, figure, notes: notes(&spans), breaks: false, state, tip };
    Figure { key: None, point, spans }
}
