//! One figure of a chart: its size, its label, what it is, and what is told of it.

use super::Pager;
use super::grid::text_cell;
use super::told::Teller;
use crate::chart::{Look as PointLook, Point, spark};
use crate::code;
use crate::facts::{CiteError, Fact, Key};
use crate::locale::fill;
use crate::num::{Exact, Period, Unit};
use crate::source::Span;
use crate::view::{Align, Cell, Inline, Look, Printed, Spark, plain};

/// One figure.
#[derive(Clone, Default)]
pub(super) struct Figure {
    pub key: Option<Key>,
    pub point: Point,
    pub spans: Vec<Inline>,
}

/// Prints a figure, or its share of a whole, with what is told of it.
pub(super) fn figure(
    (key, label, span): (Key, &str, Span),
    whole: Option<Key>,
    look: Look,
    pager: &mut Pager<'_>,
) -> Figure {
    let printed = match whole {
        Some(whole) => share(key, whole, pager),
        None => printed(key, look, pager),
    };
    let printed = match printed {
        Ok(printed) => printed,
        Err(error) => {
            pager.refuse(error, span);
            return Figure { key: Some(key), ..Figure::default() };
        }
    };
    let facts = pager.setting.facts();
    let shown = printed.shown.clone();
    let value = facts.fact(key).filter(|_| !shown.missing).and_then(Fact::exact);
    let unit = &facts.item(key.item).unit;
    let drawn = look.scale.and_then(|scale| unit.with_scale(scale));
    let drawn = drawn.unwrap_or_else(|| unit.clone());
    let forecast = facts.scope(key.scope).forecast;
    let tip = Teller { pager, scale: look.scale, unit }.tip(key, label, whole, &shown);
    let spans = pager.spans(printed, span);
    let point = Point {
        value: value.map(|value| geometry(&value, &drawn)),
        label: noted_label(&spans),
        look: match (forecast, shown.derived) {
            (true, _) => PointLook::Forecast,
            (false, true) => PointLook::Derived,
            (false, false) => PointLook::Plain,
        },
        tip,
    };
    Figure { key: Some(key), point, spans }
}

/// Draws an item over periods the size of a word; where nothing is drawn, or for those who do
/// not see it, it says from what to what the figures went.
pub(super) fn spark_cell(
    key: Key,
    periods: &[Period],
    look: Look,
    span: Span,
    pager: &mut Pager<'_>,
) -> Cell {
    let label = pager.setting.facts().item(key.item).label.clone();
    let points: Vec<_> = periods
        .iter()
        .map(|period| {
            let key = Key { period: *period, ..key };
            (*period, figure((key, &label, span), None, look, pager).point)
        })
        .collect();
    let locale = pager.setting.locale();
    let known: Vec<_> = points.iter().filter(|(_, point)| point.value.is_some()).collect();
    let (alt, text) = match (known.first(), known.last()) {
        (Some((from, first)), Some((to, last))) => {
            let (from, to) = (pager.setting.period_name(*from), pager.setting.period_name(*to));
            let values = [("first", first.label.as_str()), ("first_period", &from)];
            let more = [("last", last.label.as_str()), ("last_period", &to)];
            let alt = fill(&locale.chart.spark, &[values, more].concat());
            (alt, format!("{} → {}", first.label, last.label))
        }
        (_, _) => {
            let mark = locale.word("not_available");
            (mark.to_owned(), mark.to_owned())
        }
    };
    let (width, height) = (spark_width(points.len()), 15.0);
    let points: Vec<_> = points.into_iter().map(|(_, point)| point).collect();
    let shapes = spark(&points, width, height);
    let cell = text_cell(vec![Inline::text(text)]);
    Cell { align: Align::Center, spark: Some(Spark { width, height, shapes, alt }), ..cell }
}

#[expect(clippy::float_arithmetic, reason = "geometry")]
fn spark_width(count: usize) -> f64 {
    14.0 * f64::from(super::draw::small(count))
}

/// Prints a share; a part below zero is none.
fn share(key: Key, whole: Key, pager: &Pager<'_>) -> Result<Printed, CiteError> {
    let below = |fact: &Fact| fact.exact().is_some_and(|value| value.is_negative());
    if pager.setting.facts().fact(key).is_some_and(below) {
        let name = pager.setting.facts().name(key);
        let reason = format!("`{name}` is below zero, so it is no share of a whole");
        let help = Some("Draw the figures stacked, where they may be below zero".to_owned());
        return Err(CiteError::new(code::NOT_A_SHARE, reason, help));
    }
    pager.setting.press.share(key, whole)
}

/// Prints a figure of a chart; one that is known only in a coarser scale than the chart's is a
/// gap that says so, since a bar of it would look more exact than it is.
pub(super) fn printed(key: Key, look: Look, pager: &Pager<'_>) -> Result<Printed, CiteError> {
    let press = pager.setting.press;
    match press.value(key, look) {
        Err(error) if error.code == code::WRONG_SCALE => {
            let coarse = press.value(key, Look::default())?;
            let locale = pager.setting.locale();
            let words = locale.word("known_only_as");
            let reason = fill(words, &[("figure", &coarse.shown.text)]);
            let period = pager.setting.period_head(key.period);
            let colon = &locale.punctuation.colon;
            Ok(press.missing(vec![key], format!("{period}{colon}{reason}")))
        }
        other => other,
    }
}

/// Sets a figure with the mark of its footnote, if it has one, as one text.
pub(super) fn noted_label(spans: &[Inline]) -> String {
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
pub(super) fn geometry(value: &Exact, unit: &Unit) -> f64 {
    let scaled = value * &Exact::pow10(-unit.exponent());
    scaled.to_decimal().and_then(|d| d.to_string().parse().ok()).unwrap_or_default()
}
