//! Columns on top of each other: figures inside their segments, totals above, names beside.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use super::canvas::{Canvas, Rect, TextStyle, seen, spread};
use super::columns::entries;
use super::names::{EndLabels, rows};
use super::upright::{LABELS, PlotArea, PlotRequest};
use super::{Drawing, line};
use crate::view::{Anchor, LabelRole, PlotKind, PointState, RuleKind};

/// Widest room of a column.
const WIDEST: f64 = 130.0;
/// Paper between two segments, so that each is seen to end.
const SEAM: f64 = 1.0;
/// How far beside its column the figure of a thin segment stands.
const BESIDE: f64 = 8.0;

/// A segment: its series, its place, and whether it goes down.
struct Segment {
    series: usize,
    at: Rect,
}

/// Draws with the largest size at which the figures fit the width of the columns.
pub(super) fn draw(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>) {
    // Totals, names and the ratio must all be there; segments may leave theirs to the table.
    for size in LABELS {
        canvas.clear();
        if once(drawing, canvas, size, false) {
            return;
        }
    }
    canvas.clear();
    once(drawing, canvas, 8.0, true);
    canvas.left_out = true;
}

/// Gives what a segment measures: its share of the whole in a chart of shares.
fn measured(drawing: &Drawing<'_>, at: usize, value: f64) -> f64 {
    if drawing.plot.kind != PlotKind::Share {
        return value;
    }
    let values = drawing.series.iter().filter_map(|s| s.points.get(at)?.value);
    let whole: f64 = values.sum();
    if whole > 0.0 { value / whole * 100.0 } else { 0.0 }
}

/// Gives the least and the greatest height of the stacks.
fn reach(drawing: &Drawing<'_>) -> (f64, f64) {
    let mut reach: (f64, f64) = (0.0, 0.0);
    for at in 0..drawing.names.len() {
        let (mut up, mut down) = (0.0, 0.0);
        for value in drawing.series.iter().filter_map(|s| s.points.get(at)?.value) {
            let value = measured(drawing, at, value);
            if value < 0.0 { down += value } else { up += value }
        }
        reach = (reach.0.min(down), reach.1.max(up));
    }
    reach
}

fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, size: f64, ticked: bool) -> bool {
    let several = drawing.series.len() > 1;
    let all = if several || drawing.ratio.is_some() { entries(drawing) } else { Vec::new() };
    let named = &all[..if several { drawing.series.len() } else { 0 }];
    let beside = if several { EndLabels::new(named, canvas, canvas.height - 30.0) } else { None };
    // The ratio's name stands over its band in any case.
    let above = if beside.is_some() { &all[named.len()..] } else { &all[..] };
    let top = rows(canvas, above, 0.0);
    let lift = line::lift(drawing, canvas.height - top);
    let asked = PlotRequest {
        range: reach(drawing),
        widest: WIDEST,
        air: if drawing.totals.is_empty() { 3.0 } else { size + 6.0 },
        top: top + lift,
        right: beside.as_ref().map_or(0.0, |names| names.width),
        ticked,
    };
    let frame = PlotArea::new(drawing, &asked, canvas);
    let width = (frame.step * 0.6).min(66.0);
    let stacks: Vec<_> =
        (0..drawing.names.len()).map(|at| stack(drawing, canvas, &frame, at, width)).collect();
    frame.axis(canvas);
    frame.breaks(drawing, canvas);
    if let Some(names) = &beside {
        let last = stacks.iter().rev().find(|stack| !stack.is_empty());
        let middle = |series: usize| {
            let found = last.and_then(|stack| stack.iter().find(|s| s.series == series));
            found.map_or(frame.scale.zero, |s| f64::midpoint(s.at.top, s.at.bottom))
        };
        let wanted: Vec<_> = (0..drawing.series.len()).map(middle).collect();
        // Beyond the room of the last column, in which figures of thin segments stand.
        names.set(canvas, frame.ends.1 + 10.0, &wanted, (0.0, frame.bottom + 6.0));
    }
    let mut whole = totals(drawing, canvas, &frame, &stacks, size);
    let mut segments = true;
    for (at, stack) in stacks.iter().enumerate() {
        segments &= inside(drawing, canvas, (at, stack), size, &frame);
    }
    whole &= line::over(drawing, canvas, &frame, (top, lift), Some(size));
    canvas.left_out = !segments;
    whole && (segments || size <= 9.0)
}

fn stack(
    drawing: &Drawing<'_>,
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    at: usize,
    width: f64,
) -> Vec<Segment> {
    let (mut up, mut down) = (0.0, 0.0);
    let mut out = Vec::new();
    for (series, one) in drawing.series.iter().enumerate() {
        let Some(point) = one.points.get(at) else { continue };
        let Some(value) = point.value else { continue };
        let value = measured(drawing, at, value);
        let base = if value < 0.0 { &mut down } else { &mut up };
        let (from, to) = (frame.scale.at(*base), frame.scale.at(*base + value));
        // The first stands on the axis; the others leave a seam, if they are high enough for one.
        let seam = if from.to_bits() == frame.scale.zero.to_bits() { 0.0 } else { SEAM };
        let from = from + seam.min((to - from).abs() - SEAM).max(0.0).copysign(to - from);
        let to = seen(from, to);
        *base += value;
        let x = frame.middle(at);
        let place = Rect {
            left: x - width / 2.0,
            top: from.min(to),
            right: x + width / 2.0,
            bottom: from.max(to),
        };
        canvas.bar(place, series, point.fill(), point.tip);
        out.push(Segment { series, at: place });
    }
    out
}

fn totals(
    drawing: &Drawing<'_>,
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    stacks: &[Vec<Segment>],
    size: f64,
) -> bool {
    let mut whole = true;
    for (at, total) in drawing.totals.iter().enumerate() {
        let x = frame.middle(at);
        let tops = stacks.get(at).into_iter().flatten().map(|segment| segment.at.top);
        let top = tops.fold(frame.scale.zero, f64::min);
        let lows = stacks.get(at).into_iter().flatten().map(|segment| segment.at.bottom);
        let low = lows.fold(frame.scale.zero, f64::max);
        // The total of a loss stands below.
        let under = total.value.is_some_and(|value| value < 0.0);
        let y = if under { low + size + 2.0 } else { top - 4.5 };
        let role = if total.value.is_some() { LabelRole::Total } else { LabelRole::Missing };
        whole &= canvas.put(total, TextStyle::new(size, role), (x, y, Anchor::Middle));
    }
    whole
}

/// Sets figures inside their segments; those too thin for it stand beside the column with a
/// leader, or are left to the table.
fn inside(
    drawing: &Drawing<'_>,
    canvas: &mut Canvas<'_>,
    (at, stack): (usize, &[Segment]),
    size: f64,
    frame: &PlotArea,
) -> bool {
    let mut thin = Vec::new();
    let mut zeros = false;
    for segment in stack {
        let Some(point) = drawing.series[segment.series].points.get(at) else { continue };
        // What has no height needs no figure in the drawing, but the table has it.
        if point.value == Some(0.0) {
            zeros = true;
            continue;
        }
        let how = TextStyle::new(size, LabelRole::Inside).of(segment.series);
        let Rect { left, top, right, bottom } = segment.at;
        let fits =
            bottom - top >= size + 1.5 && canvas.measure(&point.label, how) <= right - left - 3.0;
        let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom) + size * 0.34);
        if !fits {
            thin.push(segment);
            continue;
        }
        let how = match point.state {
            PointState::Current | PointState::Past | PointState::Missing => how,
            // A pale or hatched ground is no ground for letters.
            PointState::Derived | PointState::Forecast => {
                let how = TextStyle::new(size, LabelRole::Value).of(segment.series);
                canvas.plate(&point.label, how, (x, y, Anchor::Middle));
                how
            }
        };
        if !canvas.put(point, how, (x, y, Anchor::Middle)) {
            thin.push(segment);
        }
    }
    let gaps = missing(drawing, canvas, at, stack, size, frame) && !zeros;
    let small = size.min(9.0);
    let how = TextStyle::new(small, LabelRole::Value);
    thin.sort_by(|a, b| a.at.top.total_cmp(&b.at.top));
    let middles: Vec<_> = thin.iter().map(|s| f64::midpoint(s.at.top, s.at.bottom)).collect();
    let Some(heights) = spread(&middles, small + 3.0, frame.top - 2.0, frame.bottom) else {
        return thin.is_empty() && gaps;
    };
    let mut whole = gaps;
    for (segment, y) in thin.into_iter().zip(heights) {
        let point = &drawing.series[segment.series].points[at];
        let x = segment.at.right + BESIDE;
        let free = frame.step - (segment.at.right - segment.at.left) - BESIDE - 3.0;
        let how = how.of(segment.series);
        if canvas.measure(&point.label, how) > free
            || !canvas.put(point, how, (x, y + small * 0.34, Anchor::Start))
        {
            whole = false;
            continue;
        }
        let middle = f64::midpoint(segment.at.top, segment.at.bottom);
        canvas.rule((segment.at.right + 0.5, middle), (x - 1.5, y), RuleKind::Leader);
    }
    whole
}

/// A column with nothing in it says so at the axis; one with some figures missing says it in
/// the total's place or in the table.
fn missing(
    drawing: &Drawing<'_>,
    canvas: &mut Canvas<'_>,
    at: usize,
    stack: &[Segment],
    size: f64,
    frame: &PlotArea,
) -> bool {
    let mut gaps = drawing.series.iter().filter_map(|s| s.points.get(at));
    let Some(gap) = gaps.find(|point| point.value.is_none() && !point.label.is_empty()) else {
        return true;
    };
    if !stack.is_empty() || drawing.totals.get(at).is_some_and(|total| total.value.is_none()) {
        // A part is missing: the others stand, and the table says which is not there.
        return stack.is_empty();
    }
    let how = TextStyle::new(size.min(9.0), LabelRole::Missing);
    canvas.put(gap, how, (frame.middle(at), frame.scale.zero - 4.0, Anchor::Middle))
}
