//! Bridges: the steps from one figure to another.

use super::SlideContext;
use super::alternative_text::ChartDescriber;
use super::figure::{Figure, figure, notes, state};
use super::form::{BridgeForm, ChartSpec, PaceForm};
use super::grid::{Grid, col_head, column, figure_cell, row_head};
use super::plotted::{Plotted, PlottedRow, axis_unit};
use super::rows::ShowsItem;
use crate::code;
use crate::diag::Finding;
use crate::facts::{Fact, Key};
use crate::locale::fill;
use crate::num::{Exact, Measure, Scale, Unit};
use crate::shape::{ItemRef, PlainLabel, ScalarOr};
use crate::source::{Span, Text};
use crate::view::{
    Align, Category, ChangeStyle, FigureStyle, Formatted, Inline, Plot, PlotKind, PlotPoint,
    RowRole, SeriesRole, Table, without_calls,
};

crate::record! {
    /// A step of a bridge.
    pub struct StepSpec {
        /// The item.
        show: ItemRef,
        /// Its name in the chart, where it is not the item's label.
        label: Option<PlainLabel>,
        /// Whether a rise adds to the result, or lessens it as costs do; adds where left out.
        sign: Option<StepSign>,
        /// What is drawn of the item; its change from the first figure's period and scope to
        /// those of the last where left out.
        draws: Option<StepDraws>,
    }
}

crate::choice! {
    /// What a rise of an item does to the result.
    pub enum StepSign {
        /// It adds to it.
        Adds = "adds",
        /// It takes from it.
        Lessens = "lessens",
    }
}

crate::choice! {
    /// What a step draws of its item.
    pub enum StepDraws {
        /// Its change between the two figures.
        Change = "change",
        /// Its figure in the period and scope of the last.
        Figure = "figure",
    }
}

impl ShowsItem for StepSpec {
    fn show(&self) -> &ItemRef {
        &self.show
    }

    fn label(&self) -> Option<&Text> {
        self.label.as_deref()
    }
}

/// A step as it is read.
struct BridgeStep {
    label: String,
    printed: Formatted,
    /// Its size in base units, with its sign.
    size: Option<Exact>,
    span: Span,
}

impl ChartSpec {
    /// Reads a bridge; what it claims is proved with the figures.
    pub(super) fn bridge(
        &self,
        form: &BridgeForm,
        context: &mut SlideContext<'_>,
    ) -> Option<Plotted> {
        let (Some(from), Some(to), false) = (&form.from, &form.to, form.steps.is_empty()) else {
            let message = "a bridge needs `from`, `to` and `steps`";
            let help = "Write `from: profit@1Q25`, `to: profit@1Q26` and `steps: [revenue]`";
            self.needs(message, help, context);
            return None;
        };
        let scale = self.wanted(context);
        let (first, last) = (context.key(from), context.key(to));
        let ends = (first?, last?);
        let facts = context.setting.facts();
        let units = (&facts.item(ends.0.item).unit, &facts.item(ends.1.item).unit);
        if mixed(units.0, units.1, scale) {
            let message = format!("one bridge mixes `{}` and `{}`", units.1, units.0);
            let finding = Finding::new(code::WRONG_UNIT, message, from.span);
            context.push(finding.help("It starts in the unit of what it leads to"));
            return None;
        }
        let unit = axis_unit(&context.setting.facts().item(ends.1.item).unit, scale, context);
        let steps: Vec<_> =
            form.steps.iter().filter_map(|step| read(step, ends, scale, context)).collect();
        let end = |key: Key, text: &Text, context: &mut SlideContext<'_>| {
            let style = FigureStyle { cell: true, scale, ..FigureStyle::default() };
            let label = end_name(key, ends.0.item == ends.1.item, context);
            (label.clone(), figure((key, &label, text.span), None, style, context))
        };
        let mut figures = vec![end(ends.0, from, context)];
        for step in steps {
            let figure = step.printed.shown.clone();
            let value = step.size.filter(|_| !figure.missing);
            let spans = context.spans(step.printed, step.span);
            let colon = &context.setting.locale().punctuation.colon;
            let point = PlotPoint {
                value,
                band: None,
                // A step ends with the figure that the bridge leads to.
                state: state(ends.1, &figure, context),
                tip: format!("{}{colon}{}", step.label, figure.text),
                notes: notes(&spans),
                breaks: false,
                figure,
            };
            figures.push((step.label, Figure { key: None, point, spans }));
        }
        figures.push(end(ends.1, to, context));
        let table = self.bridge_table(&figures, context);
        let (labels, figures): (Vec<_>, Vec<_>) = figures.into_iter().unzip();
        let words = &context.setting.locale().chart;
        let name = |text: &String| Category { text: text.clone(), ..Category::default() };
        let names: Vec<_> = labels.iter().map(name).collect();
        let row = PlottedRow { label: without_calls(&self.head.title.value), figures };
        let describer = ChartDescriber { context, scale, unit: &unit };
        let figure_list = describer.figure_list(std::iter::once(&row), &names);
        let (from, to) = (&labels[0], &labels[labels.len() - 1]);
        let opening = fill(&words.alt_bridge, &[("from", from), ("to", to)]);
        let unit_said =
            fill(&words.alt_unit, &[("unit", &context.setting.locale().unit_name(&unit))]);
        let alt = format!("{opening} {figure_list} {unit_said}");
        let series = vec![row.series(SeriesRole::Steps, &unit)];
        let plot = Plot { kind: PlotKind::Bridge, unit, categories: names, series };
        Some(Plotted { plot, alt, figure_list: String::new(), table, remarks: Vec::new() })
    }

    fn bridge_table(&self, figures: &[(String, Figure)], context: &SlideContext<'_>) -> Table {
        let locale = context.setting.locale();
        let columns = vec![column(Align::Left, 1), column(Align::Figure, 0)];
        let head = ["item", "figures"].map(|word| col_head(vec![locale.word(word).to_owned()]));
        let mut grid = Grid::new(without_calls(&self.head.title.value), columns, head.into());
        let last = figures.len() - 1;
        for (at, (label, figure)) in figures.iter().enumerate() {
            let role = if at == 0 || at == last { RowRole::Total } else { RowRole::Normal };
            let head = row_head(vec![Inline::text(label)]);
            grid.row(role, vec![head, figure_cell(figure.spans.clone())], Vec::new());
        }
        grid.finish("", 1)
    }

    /// Reads progress: what each period has reached of its year.
    pub(super) fn pace(&self, form: &PaceForm, context: &mut SlideContext<'_>) -> Option<Plotted> {
        let ([item], false) = (form.over.show.as_slice(), form.over.periods.is_empty()) else {
            let message = "progress needs one item in `show`, and `periods`";
            self.needs(message, "Write `show: [revenue]` and `periods: [1Q26, 1Q25]`", context);
            return None;
        };
        super::pace::read((self, form), item, context)
    }
}

/// Names an end of a bridge: its period and scope, and its item where that is not that of both.
fn end_name(key: Key, one_item: bool, context: &SlideContext<'_>) -> String {
    let (facts, locale) = (context.setting.facts(), context.setting.locale());
    let (period, scope) = (
        locale.period_head(key.period, facts.calendar),
        &facts.scope(facts.contexts().scope_alone(key.scope)).label,
    );
    let when = fill(&locale.chart.scoped, &[("period", &period), ("scope", scope)]);
    if one_item { when } else { format!("{} {when}", context.setting.formatter.label(key)) }
}

/// Tells whether two figures of a bridge are of different measures, or would be printed in different
/// scales under one unit.
fn mixed(own: &Unit, whole: &Unit, asked: Option<Scale>) -> bool {
    !own.same_measure(whole) || (asked.is_none() && own.exponent() != whole.exponent())
}

fn read(
    step: &ScalarOr<ItemRef, StepSpec>,
    (first, last): (Key, Key),
    scale: Option<Scale>,
    context: &mut SlideContext<'_>,
) -> Option<BridgeStep> {
    let (show, label, lessens, draws) = match step {
        ScalarOr::Scalar(show) => (show, None, false, StepDraws::Change),
        ScalarOr::Record(step) => (
            &step.show,
            step.label.as_ref(),
            step.sign == Some(StepSign::Lessens),
            step.draws.unwrap_or(StepDraws::Change),
        ),
    };
    let item = context.key(show)?.item;
    let facts = context.setting.facts();
    let (own, whole) = (&facts.item(item).unit, &facts.item(last.item).unit);
    if mixed(own, whole, scale) {
        let message = format!("one bridge mixes `{whole}` and `{own}`");
        let finding = Finding::new(code::WRONG_UNIT, message, show.span);
        context.push(finding.help("A step is in the unit of what it leads to"));
        return None;
    }
    let (now, base) = (Key { item, ..last }, Key { item, ..first });
    let (shown, place) = match draws {
        StepDraws::Change => (
            vec![now, base],
            "a step is the change from `from` to `to`; `draws: figure` draws a figure of `to`",
        ),
        StepDraws::Figure => (vec![now], "a step is of the period and scope of `to`"),
    };
    context.judge_own_key(show, &shown, place);
    let formatter = context.setting.formatter;
    let printed = match draws {
        StepDraws::Change => {
            // The difference of two percentages is in points, which the unit of the chart does not say.
            let points = whole.is_percentage();
            let wording = if points { ChangeStyle::CellWithUnit } else { ChangeStyle::Cell };
            formatter.parts().effect(now, base, lessens, (wording, scale.into()))
        }
        StepDraws::Figure => formatter.parts().step(now, lessens, scale.into()),
    };
    let printed = match printed {
        Ok(printed) => printed,
        Err(error) => {
            context.refuse(error, show.span);
            return None;
        }
    };
    let size = match draws {
        StepDraws::Change => change(context, now, base),
        StepDraws::Figure => facts.fact(now).and_then(Fact::exact),
    };
    let size = size.map(|size| if lessens { -size } else { size });
    let label = label.map_or_else(|| formatter.label(now), |text| text.value.clone());
    Some(BridgeStep { label, printed, size, span: show.span })
}

/// Gives a change in base units: as stated, or from its two figures.
fn change(context: &SlideContext<'_>, now: Key, base: Key) -> Option<Exact> {
    let facts = context.setting.facts();
    let stated = facts.changes().between(now, base).iter().find(|c| c.measure == Measure::Amount);
    if let Some(stated) = stated {
        return stated.state.exact();
    }
    Some(&facts.fact(now)?.exact()? - &facts.fact(base)?.exact()?)
}
