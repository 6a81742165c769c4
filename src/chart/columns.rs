//! Columns side by side, figures on their ends.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of series are small")]

use super::canvas::{Canvas, Rect, Swatch, TextStyle, seen};
use super::names::{LegendEntry, rows};
use super::scale::AxisScale;
use super::upright::{LABELS, PlotArea, PlotRequest, range};
use super::{Drawing, Point, Series, line};
use crate::view::{Anchor, Fill, LabelRole};

/// Widest room of a name with one series, and what each further one adds.
const WIDEST: (f64, f64) = (110.0, 44.0);

/// Draws with the largest labels that fit; with ticks and a table where none do.
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

/// Draws with labels of a size, or with ticks; tells whether every label found its room.
fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, size: Option<f64>) -> bool {
    let count = drawing.series.len();
    let entries = if count > 1 || drawing.ratio.is_some() { entries(drawing) } else { Vec::new() };
    let top = rows(canvas, &entries, 0.0);
    let values = drawing.series.iter().flat_map(|s| &s.points).flat_map(Point::sizes);
    let air = size.map_or(2.0, |size| size + 5.0);
    let lift = line::lift(drawing, canvas.height - top);
    let asked = PlotRequest {
        range: range(values),
        widest: WIDEST.0 + (count as f64 - 1.0) * WIDEST.1,
        air,
        top: top + lift,
        right: 0.0,
        ticked: size.is_none(),
    };
    let frame = PlotArea::new(drawing, &asked, canvas);
    let slot = frame.step * 0.82 / count as f64;
    let width = (slot * 0.84).min(46.0);
    let slot = slot.min(width * 1.3);
    for (nth, series) in drawing.series.iter().enumerate() {
        bars(
            canvas,
            &frame,
            series,
            nth,
            (slot * (nth as f64 - (count as f64 - 1.0) / 2.0), width),
        );
    }
    frame.axis(canvas);
    frame.breaks(drawing, canvas);
    let mut whole = true;
    for (nth, series) in drawing.series.iter().enumerate() {
        let shift = slot * (nth as f64 - (count as f64 - 1.0) / 2.0);
        for (at, point) in series.points.iter().enumerate() {
            let x = frame.middle(at) + shift;
            let Some(value) = point.value else {
                let how = TextStyle::new(size.unwrap_or(8.0).min(9.0), LabelRole::Missing).of(nth);
                whole &= canvas.put(point, how, (x, frame.scale.zero - 4.0, Anchor::Middle));
                continue;
            };
            let Some(size) = size else { continue };
            let y = frame.scale.at(point.reach(value).1);
            let y = if value < 0.0 { y + size + 1.0 } else { y - 4.0 };
            let how = TextStyle::new(size, LabelRole::Value).of(nth);
            whole &= canvas.put(point, how, (x, y, Anchor::Middle));
        }
    }
    whole & line::over(drawing, canvas, &frame, (top, lift), size)
}

fn bars(
    canvas: &mut Canvas<'_>,
    frame: &PlotArea,
    series: &Series<'_>,
    nth: usize,
    (shift, width): (f64, f64),
) {
    for (at, point) in series.points.iter().enumerate() {
        let x = frame.middle(at) + shift;
        standing(canvas, &frame.scale, (point, nth), (x - width / 2.0, x + width / 2.0));
    }
}

/// Draws a figure as a bar that stands on zero, a range as one up to its near end with a band to the far one.
pub(super) fn standing(
    canvas: &mut Canvas<'_>,
    scale: &AxisScale,
    (point, nth): (&Point<'_>, usize),
    (left, right): (f64, f64),
) {
    let Some(value) = point.value else { return };
    let (near, far) = point.reach(value);
    let y = seen(scale.zero, scale.at(near));
    let bar = Rect { left, top: y.min(scale.zero), right, bottom: y.max(scale.zero) };
    canvas.bar(bar, nth, point.fill(), point.tip);
    if point.band.is_some() {
        let end = scale.at(far);
        let band = Rect { left, top: y.min(end), right, bottom: y.max(end) };
        canvas.bar(band, nth, Fill::Pale, point.tip);
    }
}

/// What the rows above name: the series, and the ratio.
pub(super) fn entries<'a>(drawing: &Drawing<'a>) -> Vec<LegendEntry<'a>> {
    let series = drawing.series.iter().enumerate();
    let mut out: Vec<_> =
        series.map(|(nth, s)| LegendEntry::new(s.label, nth, Swatch::Bar(Fill::Solid))).collect();
    if let Some(ratio) = &drawing.ratio {
        out.push(LegendEntry::new(ratio.label, line::hue(drawing), Swatch::Line));
    }
    out
}
