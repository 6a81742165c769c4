//! How far each year has come towards its whole: a row a year, this year's target open.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of rows are small")]

use super::Drawing;
use super::bars::names;
use super::canvas::{Canvas, Rect, TextStyle, seen};
use super::upright::LABELS;
use crate::view::{Anchor, Fill, LabelRole, PointState};

/// Draws the whole of each row as a pale bar of one length, and on it what has been reached.
///
/// The first series holds what has been reached as a share of the whole, from 0 to 1, labelled
/// with the share; the second the whole, labelled with its figure.
pub(super) fn draw(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>) {
    for size in LABELS {
        canvas.clear();
        if once(drawing, canvas, size) {
            return;
        }
    }
    canvas.left_out = true;
}

fn once(drawing: &Drawing<'_>, canvas: &mut Canvas<'_>, size: f64) -> bool {
    let [reached, whole] = drawing.series.as_slice() else { return true };
    let row = (canvas.height / drawing.names.len() as f64).min(54.0);
    let (lines, name_size, mut all) = names(drawing, canvas, row);
    let how = TextStyle::new(name_size, LabelRole::Axis);
    let widest = lines.iter().flatten().map(|line| canvas.measure(line, how)).fold(0.0, f64::max);
    let value = TextStyle::new(size, LabelRole::Value);
    let strong = TextStyle::new(size, LabelRole::Total);
    let figures = whole.points.iter().map(|point| canvas.measure(&point.label, value));
    let (left, right) = (widest + 8.0, canvas.width - figures.fold(0.0, f64::max) - 8.0);
    if right - left < 30.0 {
        return false;
    }
    canvas.used = Some(row * drawing.names.len() as f64);
    let thick = (row * 0.5).min(24.0);
    for (at, lines) in lines.iter().enumerate() {
        let middle = (at as f64 + 0.5) * row;
        let first = middle - lines.len() as f64 * name_size * 0.6;
        for (nth, line) in lines.iter().enumerate() {
            let y = first + name_size * (0.94 + 1.2 * nth as f64);
            all &= canvas.put(line, how, (left - 8.0, y, Anchor::End));
        }
        let text = middle + size * 0.34;
        let (top, bottom) = (middle - thick / 2.0, middle + thick / 2.0);
        if let Some(total) = whole.points.get(at) {
            let fill = if total.state == PointState::Forecast { Fill::Hatched } else { Fill::Pale };
            if total.value.is_some() {
                canvas.bar(Rect { left, top, right, bottom }, 0, fill, total.tip);
            }
            all &= canvas.put(total, value, (right + 6.0, text, Anchor::Start));
        }
        let Some(point) = reached.points.get(at) else { continue };
        let Some(share) = point.value else {
            let how = TextStyle::new(size.min(9.0), LabelRole::Missing);
            canvas.plate(&point.label, how, (left + 6.0, text, Anchor::Start));
            all &= canvas.put(point, how, (left + 6.0, text, Anchor::Start));
            continue;
        };
        let end = seen(left, left + (right - left) * share.clamp(0.0, 1.0));
        canvas.bar(Rect { left, top, right: end, bottom }, 0, Fill::Solid, point.tip);
        let wide = canvas.measure(&point.label, strong);
        if end - left >= wide + 10.0 {
            let how = TextStyle { role: LabelRole::Inside, ..strong };
            all &= canvas.put(point, how, (end - 5.0, text, Anchor::End));
        } else {
            let spot = (end + 5.0, text, Anchor::Start);
            canvas.plate(&point.label, strong, spot);
            all &= canvas.put(point, strong, spot);
        }
    }
    all
}
