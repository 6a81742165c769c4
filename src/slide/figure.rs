//! One figure of a chart: its size, its label, what it is, and what is told of it.

use super::SlideContext;
use super::alternative_text::ChartDescriber;
use super::grid::text_cell;
use crate::chart::spark;
use crate::code;
use crate::facts::{CiteError, Fact, Key, State};
use crate::locale::fill;
use crate::num::{Bounds, Period};
use crate::source::Span;
use crate::view::{
    Align, Cell, FigureStyle, Formatted, Inline, PlotPoint, PointState, Shown, Spark,
};

/// One figure.
#[derive(Clone, Default)]
pub(super) struct Figure {
    pub key: Option<Key>,
    pub point: PlotPoint,
    pub spans: Vec<Inline>,
}

/// Prints a figure, or its share of a whole, with what is told of it.
pub(super) fn figure(
    (key, label, span): (Key, &str, Span),
    whole: Option<Key>,
    style: FigureStyle,
    context: &mut SlideContext<'_>,
) -> Figure {
    let printed = match whole {
        Some(whole) => share(key, whole, context),
        None => printed(key, style, context),
    };
    let printed = match printed {
        Ok(printed) => printed,
        Err(error) => {
            context.refuse(error, span);
            return Figure { key: Some(key), ..Figure::default() };
        }
    };
    let facts = context.setting.facts();
    let shown = printed.shown.clone();
    let state_of = facts.fact(key).filter(|_| !shown.missing).map(|fact| &fact.state);
    let bounds = state_of.and_then(State::bounds);
    let middle = || bounds.and_then(Bounds::middle).map(|middle| middle.exact());
    let value = state_of.and_then(State::exact).or_else(middle);
    let band = bounds.and_then(|bounds| Some([bounds.low()?.exact(), bounds.high()?.exact()]));
    let unit = &facts.item(key.item).unit;
    let state = state(key, &shown, context);
    let tip = ChartDescriber { context, scale: style.scale, unit }.tip(key, label, whole, &shown);
    let spans = context.spans(printed, span);
    let point =
        PlotPoint { value, band, figure: shown, notes: notes(&spans), breaks: false, state, tip };
    Figure { key: Some(key), point, spans }
}

/// Tells what a figure is, as it is drawn.
pub(super) fn state(key: Key, shown: &Shown, context: &SlideContext<'_>) -> PointState {
    let facts = context.setting.facts();
    let ends = |period| facts.calendar.ends(period);
    if shown.missing {
        PointState::Missing
    } else if facts.scope(key.scope).forecast {
        PointState::Forecast
    } else if shown.derived {
        PointState::Derived
    } else if ends(key.period) == ends(context.setting.deck.period.value) {
        PointState::Current
    } else {
        PointState::Past
    }
}

/// Draws an item over periods the size of a word; where nothing is drawn, or for those who do
/// not see it, it says from what to what the figures went.
pub(super) fn spark_cell(
    key: Key,
    periods: &[Period],
    style: FigureStyle,
    span: Span,
    context: &mut SlideContext<'_>,
) -> Cell {
    let facts = context.setting.facts();
    let (label, unit) = (context.setting.formatter.label(key), &facts.item(key.item).unit);
    let unit = style.scale.and_then(|scale| unit.with_scale(scale)).unwrap_or_else(|| unit.clone());
    let points: Vec<_> = periods
        .iter()
        .map(|period| {
            let key = Key { period: *period, ..key };
            (*period, figure((key, &label, span), None, style, context).point)
        })
        .collect();
    let locale = context.setting.locale();
    let known: Vec<_> = points.iter().filter(|(_, point)| point.value.is_some()).collect();
    let (alt, text) = match (known.first(), known.last()) {
        (Some((from, first)), Some((to, last))) => {
            let (from, to) = (context.setting.period_name(*from), context.setting.period_name(*to));
            let (first, last) = (first.label(), last.label());
            let values = [("first", first.as_str()), ("first_period", &from)];
            let more = [("last", last.as_str()), ("last_period", &to)];
            let alt = fill(&locale.chart.spark, &[values, more].concat());
            (alt, format!("{first} → {last}"))
        }
        (_, _) => {
            let mark = locale.word("not_available");
            (mark.to_owned(), mark.to_owned())
        }
    };
    let (width, height) = (spark_width(points.len()), 15.0);
    let points: Vec<_> = points.into_iter().map(|(_, point)| point).collect();
    let shapes = spark(&points, &unit, width, height);
    let cell = text_cell(vec![Inline::text(text)]);
    Cell { align: Align::Center, spark: Some(Spark { width, height, shapes, points, alt }), ..cell }
}

#[expect(clippy::float_arithmetic, reason = "geometry")]
fn spark_width(count: usize) -> f64 {
    14.0 * f64::from(super::draw::small(count))
}

/// Prints a share; a part below zero is none.
fn share(key: Key, whole: Key, context: &SlideContext<'_>) -> Result<Formatted, CiteError> {
    let below = |fact: &Fact| fact.exact().is_some_and(|value| value.is_negative());
    if context.setting.facts().fact(key).is_some_and(below) {
        let name = context.setting.facts().name(key);
        let reason = format!("`{name}` is below zero, so it is no share of a whole");
        let help = Some("Draw the figures stacked, where they may be below zero".to_owned());
        return Err(CiteError::new(code::NOT_A_SHARE, reason, help));
    }
    context.setting.formatter.parts().share(key, whole, false, None)
}

/// Prints a figure of a chart; one that is known only in a coarser scale than the chart's is a
/// gap that says so, since a bar of it would look more exact than it is.
pub(super) fn printed(
    key: Key,
    style: FigureStyle,
    context: &SlideContext<'_>,
) -> Result<Formatted, CiteError> {
    let formatter = context.setting.formatter;
    match formatter.figure(key, style) {
        Err(error) if error.code == code::WRONG_SCALE => {
            let coarse = formatter.figure(key, FigureStyle::default())?;
            let locale = context.setting.locale();
            let words = locale.word("known_only_as");
            let reason = fill(words, &[("figure", &coarse.shown.text)]);
            let period = context.setting.period_head(key.period);
            let colon = &locale.punctuation.colon;
            Ok(formatter.missing(vec![key], format!("{period}{colon}{reason}")))
        }
        other => other,
    }
}

/// Gives the marks of the footnotes behind a figure.
pub(super) fn notes(spans: &[Inline]) -> Vec<String> {
    let marks = spans.iter().filter_map(|span| match span {
        Inline::NoteRef { mark } => Some(mark.clone()),
        Inline::Text { .. }
        | Inline::Figure { .. }
        | Inline::Strong { .. }
        | Inline::Emphasis { .. }
        | Inline::Link { .. }
        | Inline::Break => None,
    });
    marks.collect()
}
