//! A bridge: a total, the steps that lead away from it, and the total they lead to.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use super::Drawing;
use super::canvas::{Canvas, Rect, TextStyle, seen};
use super::upright::{LABELS, PlotArea, PlotRequest, range};
use crate::view::{Anchor, LabelRole, RuleKind};

/// Colours of totals, of steps up and of steps down.
const HUES: [usize; 3] = [0, 1, 2];

/// Draws the first and the last figure from zero, and each between from where the last one ended.
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

/// From where to where each column reaches, and its colour.
fn columns(drawing: &Drawing<'_>) -> Vec<Option<(f64, f64, usize)>> {
    let points = drawing.series.first().map_or(&[][..], |series| &series.points);
    let last = points.len().saturating_sub(1);
    let mut level = 0.0;
    let column = |(at, point): (usize, &super::Point<'_>)| {
        let value = point.value?;
        if at == 0 || at == last {
            level = value;
            return Some((0.0, value, HUES[0]));
        }
        let from = level;
        level += value;
        Some((from, level, if value < 0.0 { HUES[2] } else { HUES[1] }))
    };
    points.iter().enumerate().map(column).collect()
}

fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, size: Option<f64>) -> bool {
    let columns = columns(drawing);
    let ends = columns.iter().flatten().flat_map(|(from, to, _)| [*from, *to]);
    let asked = PlotRequest {
        range: range(ends),
        widest: 120.0,
        air: size.map_or(3.0, |size| size + 6.0),
        top: 0.0,
        right: 0.0,
        ticked: size.is_none(),
    };
    let frame = PlotArea::new(drawing, &asked, canvas);
    let width = (frame.step * 0.62).min(60.0);
    let points = drawing.series.first().map_or(&[][..], |series| &series.points);
    let mut whole = true;
    for (at, (point, column)) in points.iter().zip(&columns).enumerate() {
        let x = frame.middle(at);
        let Some((from, to, hue)) = column else {
            let how = TextStyle::new(size.unwrap_or(8.0).min(9.0), LabelRole::Missing);
            whole &= canvas.put(point, how, (x, frame.scale.zero - 4.0, Anchor::Middle));
            continue;
        };
        let (start, end) = (frame.scale.at(*from), frame.scale.at(*to));
        let drawn = seen(start, end);
        let place = Rect {
            left: x - width / 2.0,
            top: start.min(drawn),
            right: x + width / 2.0,
            bottom: start.max(drawn),
        };
        canvas.bar(place, *hue, point.fill(), point.tip);
        if at + 1 < columns.len() {
            // A thread leads along where the next column begins, to where its own thread begins.
            let beyond = if columns[at + 1].is_some() { width / 2.0 } else { -width / 2.0 };
            let next = frame.middle(at + 1) + beyond;
            canvas.rule((x + width / 2.0, end), (next, end), RuleKind::Leader);
        }
        let Some(size) = size else { continue };
        let (above, below) = (place.top - 4.0, place.bottom + size + 1.0);
        let down = to < from;
        let spots = if down { [below, above] } else { [above, below] };
        let role = if *hue == HUES[0] { LabelRole::Total } else { LabelRole::Value };
        let spots = spots.map(|y| (x, y, Anchor::Middle));
        whole &= canvas.put_first(point, TextStyle::new(size, role), &spots);
    }
    frame.axis(canvas);
    whole
}
