//! Lines, and the ratio that runs over columns on an axis of its own.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use super::canvas::{Canvas, Rect, Swatch, TextAnchor, TextStyle, seen};
use super::names::{EndLabels, LegendEntry, rows};
use super::scale::AxisScale;
use super::upright::{LABELS, PlotArea, PlotRequest, range};
use super::{Drawing, Point, Series};
use crate::view::{Anchor, Fill, LabelRole, PointState, RuleKind};

/// Width of the band of a range.
const BAND: f64 = 14.0;

/// The colour of the ratio's line: the first that no column has, and not the second, which is
/// too pale for a line.
pub(super) fn hue(drawing: &Drawing<'_>) -> usize {
    drawing.series.len().clamp(2, super::MOST_SERIES - 1)
}

/// Draws lines with ticks; every figure is labelled, or else the last of each line.
pub(super) fn draw(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>) {
    for size in LABELS {
        canvas.clear();
        if once(drawing, canvas, Some(size)) {
            return;
        }
    }
    canvas.clear();
    once(drawing, canvas, None);
    canvas.left_out = true;
}

fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, size: Option<f64>) -> bool {
    let several = drawing.series.len() > 1;
    let entries: Vec<_> = drawing
        .series
        .iter()
        .enumerate()
        .map(|(nth, series)| {
            let last = series.points.iter().rev().find(|point| point.value.is_some());
            let entry = LegendEntry::new(series.label, nth, Swatch::Line);
            match (size, last) {
                // The last figure stands with the name where the others have no room.
                (None, Some(last)) => entry.with(last),
                (_, _) => entry,
            }
        })
        .collect();
    let named = several || size.is_none();
    let beside = if named { EndLabels::new(&entries, canvas, canvas.height - 40.0) } else { None };
    let top = if named && beside.is_none() { rows(canvas, &entries, 0.0) } else { 0.0 };
    let values = drawing.series.iter().flat_map(|s| &s.points).flat_map(Point::sizes);
    let asked = PlotRequest {
        range: range(values),
        widest: 150.0,
        air: size.unwrap_or(4.0) + 8.0,
        top,
        right: beside.as_ref().map_or(0.0, |names| names.width),
        ticked: true,
    };
    let frame = PlotArea::new(drawing, &asked, canvas);
    frame.axis(canvas);
    frame.breaks(drawing, canvas);
    for (nth, series) in drawing.series.iter().enumerate() {
        trace(canvas, &frame, &frame.scale, series, nth);
    }
    if let Some(names) = beside {
        let wanted: Vec<_> = drawing
            .series
            .iter()
            .map(|s| {
                let last = s.points.iter().rev().find_map(|p| p.value);
                frame.scale.at(last.unwrap_or_default())
            })
            .collect();
        names.set(canvas, frame.ends.1 + 12.0, &wanted, (0.0, frame.bottom + 6.0));
    }
    let mut whole = true;
    for (nth, series) in drawing.series.iter().enumerate() {
        whole &= figures(canvas, &frame, &frame.scale, (series, nth), (size, !several));
    }
    whole
}

/// Draws a line; a gap is a gap: it does not cross what is not known or a break, and leads dashed to what
/// is a forecast.
fn trace(
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    scale: &AxisScale,
    series: &Series<'_>,
    nth: usize,
) {
    let mut run: Vec<(f64, f64)> = Vec::new();
    for (at, point) in series.points.iter().enumerate() {
        let spot = point.value.map(|value| (frame.middle(at), scale.at(value)));
        match spot {
            Some(spot) if point.state == PointState::Forecast => {
                if let Some(last) = run.last().copied() {
                    canvas.line(vec![last, spot], nth, true);
                }
                end(canvas, &mut run, nth);
                run.push(spot);
            }
            Some(spot) => {
                if point.breaks {
                    end(canvas, &mut run, nth);
                }
                run.push(spot);
            }
            None => end(canvas, &mut run, nth),
        }
    }
    end(canvas, &mut run, nth);
    for (at, point) in series.points.iter().enumerate() {
        if let Some((low, high)) = point.band {
            let x = frame.middle(at);
            let top = seen(scale.at(low), scale.at(high));
            let (left, right) = (x - BAND / 2.0, x + BAND / 2.0);
            let band = Rect { left, top, right, bottom: scale.at(low) };
            canvas.bar(band, nth, Fill::Hatched, point.tip);
        }
        if let Some(value) = point.value {
            canvas.dot((frame.middle(at), scale.at(value)), nth, point.tip);
        }
    }
}

fn end(canvas: &mut Canvas<'_>, run: &mut Vec<(f64, f64)>, nth: usize) {
    let points = std::mem::take(run);
    if points.len() > 1 {
        canvas.line(points, nth, false);
    }
}

/// Labels the points of a line, above or below it; tells whether all found room.
fn figures(
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    scale: &AxisScale,
    (series, nth): (&Series<'_>, usize),
    (size, lone): (Option<f64>, bool),
) -> bool {
    let mut whole = true;
    for (at, point) in series.points.iter().enumerate() {
        let x = frame.middle(at);
        let Some(value) = point.value else {
            // One mark says it for all lines without a figure there.
            let how = TextStyle::new(size.unwrap_or(8.0).min(9.0), LabelRole::Missing).of(nth);
            if !canvas.has(&point.label, x) {
                let zero = scale.zero;
                let spots = [(x, zero - 4.0, Anchor::Middle), (x, zero - 16.0, Anchor::Middle)];
                whole &= canvas.put_first(point, how, &spots);
            }
            continue;
        };
        let Some(size) = size else { continue };
        let how = TextStyle::new(size, LabelRole::Value).of(nth);
        let y = scale.at(value);
        let (low, high) = point.band.map_or((y, y), |(low, high)| (scale.at(low), scale.at(high)));
        let (above, below) = (high - 6.5, low + size + 4.0);
        let neighbours = [at.checked_sub(1), at.checked_add(1)];
        let near = neighbours.iter().flatten().filter_map(|at| series.points.get(*at)?.value);
        let (up, down) =
            near.fold(
                (0, 0),
                |(up, down), other| {
                    if other > value { (up + 1, down) } else { (up, down + 1) }
                },
            );
        // In a dip the line leaves room below, on a peak above.
        let order = if up > down { [below, above] } else { [above, below] };
        let far = [above - size, below + size];
        let spots: Vec<TextAnchor> =
            order.into_iter().chain(far).map(|y| (x, y, Anchor::Middle)).collect();
        // Among several lines a figure on a plate would hide one of them.
        whole &= if lone {
            canvas.put_first(point, how, &spots)
        } else {
            canvas.put_clear(point, how, &spots)
        };
    }
    whole
}

/// Gives the height that columns leave to a ratio above them.
pub(super) fn lift(drawing: &Drawing<'_>, height: f64) -> f64 {
    if drawing.ratio.is_some() { (height * 0.32).max(34.0) } else { 0.0 }
}

/// Draws the ratio in a band over the columns, on an axis of its own that begins at zero as well:
/// in one room with them, line and columns would seem to say something of each other's heights.
pub(super) fn over(
    drawing: &Drawing<'_>,
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    (top, height): (f64, f64),
    size: Option<f64>,
) -> bool {
    let Some(ratio) = &drawing.ratio else { return true };
    let size = size.unwrap_or(8.0).min(10.0);
    let reach = range(ratio.points.iter().flat_map(Point::sizes));
    let under = if reach.0 < 0.0 { size + 6.0 } else { 3.0 };
    let scale = AxisScale::new(reach, top + height - under - 6.0, top + size + 9.0);
    let (from, to) = frame.ends;
    canvas.rule((from, scale.zero), (to, scale.zero), RuleKind::Guide);
    let hue = hue(drawing);
    trace(canvas, frame, &scale, ratio, hue);
    figures(canvas, frame, &scale, (ratio, hue), (Some(size), true))
}
