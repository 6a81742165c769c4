//! A small chart for each series, all on one scale.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of series are small")]

use super::canvas::{Canvas, TextStyle};
use super::columns::standing;
use super::scale::AxisScale;
use super::text_metrics::wrap;
use super::upright::{LABELS, range};
use super::{Drawing, Point};
use crate::view::{Anchor, Category, LabelRole, RuleKind};

/// Air between the small charts.
const AIR: (f64, f64) = (22.0, 12.0);
/// Size of their titles and of the names of their first and last period.
const TITLE: f64 = 10.0;
const NAME: f64 = 8.5;

/// Draws a grid of small columns. Each has its latest figure beside its title; the others stand in
/// the table, and are told on hover.
pub(super) fn draw(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>) {
    let count = drawing.series.len();
    // The grid that leaves each chart nearest to twice as wide as high.
    let shape = |across: usize| {
        let down = count.div_ceil(across);
        let width = (canvas.width + AIR.0) / across as f64 - AIR.0;
        let height = (canvas.height + AIR.1) / down as f64 - AIR.1;
        ((width / height.max(1.0)).ln() - 0.6).abs() + (across * down - count) as f64 * 0.1
    };
    let best = (1..=count).min_by(|a, b| shape(*a).total_cmp(&shape(*b)));
    let across = best.unwrap_or(1);
    for size in LABELS {
        canvas.clear();
        if once(drawing, canvas, across, size) {
            return;
        }
    }
    canvas.left_out = true;
}

fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, across: usize, size: f64) -> bool {
    let count = drawing.series.len();
    let down = count.div_ceil(across);
    let width = (canvas.width + AIR.0) / across as f64 - AIR.0;
    let height = (canvas.height + AIR.1) / down as f64 - AIR.1;
    let title = TextStyle::new(TITLE, LabelRole::Title);
    let figure = TextStyle::new(size, LabelRole::Total);
    let latest = drawing.series.iter().filter_map(|series| series.points.last());
    let figures = latest.map(|point| canvas.measure(&point.label, figure));
    let beside = figures.fold(0.0, f64::max) + 8.0;
    if beside > width * 0.6 {
        return false;
    }
    let broken: Vec<_> = drawing
        .series
        .iter()
        .map(|s| wrap(canvas.letters, s.label, TITLE * 1.04, width - beside))
        .collect();
    let deep = broken.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let head = deep * TITLE * 1.2 + 4.0;
    let values = drawing.series.iter().flat_map(|s| &s.points).flat_map(Point::sizes);
    let reach = range(values);
    let foot = NAME * 1.5;
    if height - head - foot < 14.0 {
        // Too low for any of it: the table has the figures.
        return false;
    }
    let mut whole = true;
    for (nth, series) in drawing.series.iter().enumerate() {
        let left = (nth % across) as f64 * (width + AIR.0);
        let top = (nth / across) as f64 * (height + AIR.1);
        for (at, line) in broken[nth].iter().enumerate() {
            let y = top + TITLE * (0.85 + 1.2 * at as f64);
            whole &= canvas.put(line, title.of(nth), (left, y, Anchor::Start));
        }
        let last = (left + width, top + TITLE * 0.85, Anchor::End);
        whole &= series.points.last().is_none_or(|p| canvas.put(p, figure.of(nth), last));
        let bottom = top + height - foot;
        let scale = AxisScale::new(reach, bottom, top + head);
        let step = width / drawing.names.len() as f64;
        let bar = (step * 0.7).min(34.0);
        let middle = |at: usize| left + (at as f64 + 0.5) * step;
        for (at, point) in series.points.iter().enumerate() {
            let x = middle(at);
            standing(canvas, &scale, (point, 0), (x - bar / 2.0, x + bar / 2.0));
        }
        canvas.rule((left, scale.zero), (left + width, scale.zero), RuleKind::Axis);
        whole &= ends(canvas, drawing.names, &middle, bottom, (left, left + width));
    }
    whole
}

/// Names the first period and the last.
fn ends(
    canvas: &mut Canvas<'_>,
    names: &[Category],
    middle: &impl Fn(usize) -> f64,
    bottom: f64,
    (left, right): (f64, f64),
) -> bool {
    let how = TextStyle::new(NAME, LabelRole::Axis);
    let last = names.len().saturating_sub(1);
    let mut whole = true;
    for at in if last > 0 { vec![last, 0] } else { vec![0] } {
        let (text, x) = (&names[at].text, middle(at));
        let wide = canvas.measure(text, how);
        let spot = if x - wide / 2.0 < left {
            (left, bottom + NAME * 1.2, Anchor::Start)
        } else if x + wide / 2.0 > right {
            (right, bottom + NAME * 1.2, Anchor::End)
        } else {
            (x, bottom + NAME * 1.2, Anchor::Middle)
        };
        // The first gives way to the last.
        whole &= canvas.put(text, how, spot) || at == 0;
    }
    whole
}
