//! Bars to the right, a row for each name, figures at their ends.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of rows are small")]

use super::canvas::{Canvas, Rect, Swatch, TextStyle, seen};
use super::names::{LegendEntry, rows};
use super::scale::AxisScale;
use super::text_metrics::wrap;
use super::upright::{LABELS, range};
use super::{Drawing, Point};
use crate::view::{Anchor, Fill, LabelRole, RuleKind};

/// Height that a row takes at most.
const TALLEST: f64 = 50.0;
/// Share of the width that names may take.
const NAMES: f64 = 0.38;
/// Sizes of the names.
const SIZES: [f64; 4] = [10.5, 9.5, 8.5, 7.5];

/// Draws with the largest labels that fit.
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
    let count = drawing.series.len() as f64;
    let entries: Vec<LegendEntry<'_>> = drawing
        .series
        .iter()
        .enumerate()
        .filter(|_| count > 1.0)
        .map(|(nth, s)| LegendEntry::new(s.label, nth, Swatch::Bar(Fill::Solid)))
        .collect();
    let top = rows(canvas, &entries, 0.0);
    let row = ((canvas.height - top - 2.0) / drawing.names.len() as f64).min(TALLEST);
    let (lines, name_size, whole) = names(drawing, canvas, row);
    let how = TextStyle::new(name_size, LabelRole::Axis);
    let widest = lines.iter().flatten().map(|line| canvas.measure(line, how)).fold(0.0, f64::max);
    let left = widest + 8.0;
    // Figures stand beyond the ends of the bars, so their widths are no room for bars.
    let value = TextStyle::new(size, LabelRole::Value);
    let (mut after, mut before): (f64, f64) = (0.0, 0.0);
    for point in drawing.series.iter().flat_map(|s| &s.points) {
        let width = canvas.measure(&point.label, value) + 5.0;
        if point.value.is_some_and(|value| value < 0.0) {
            before = before.max(width);
        } else {
            after = after.max(width);
        }
    }
    let reach = range(drawing.series.iter().flat_map(|s| &s.points).flat_map(Point::sizes));
    let scale =
        AxisScale::new(reach, left + before, (canvas.width - after).max(left + before + 10.0));
    let thick = (row * 0.72 / count).min(24.0);
    let mut all = whole;
    for (at, lines) in lines.iter().enumerate() {
        let middle = top + (at as f64 + 0.5) * row;
        let first = middle - lines.len() as f64 * name_size * 0.6;
        for (nth, line) in lines.iter().enumerate() {
            let y = first + name_size * (0.94 + 1.2 * nth as f64);
            all &= canvas.put(line, how, (left - 8.0, y, Anchor::End));
        }
        for (nth, series) in drawing.series.iter().enumerate() {
            let Some(point) = series.points.get(at) else { continue };
            let y = middle + (nth as f64 - (count - 1.0) / 2.0) * thick;
            let text = y + size * 0.34;
            let Some(value_at) = point.value else {
                let how = TextStyle::new(size.min(9.0), LabelRole::Missing).of(nth);
                all &= canvas.put(point, how, (scale.zero + 4.0, text, Anchor::Start));
                continue;
            };
            let (near, far) = point.reach(value_at);
            let x = seen(scale.zero, scale.at(near));
            let bar = Rect {
                left: x.min(scale.zero),
                top: y - thick * 0.44,
                right: x.max(scale.zero),
                bottom: y + thick * 0.44,
            };
            canvas.bar(bar, nth, point.fill(), point.tip);
            let end = scale.at(far);
            if point.band.is_some() {
                let band = Rect { left: x.min(end), right: x.max(end), ..bar };
                canvas.bar(band, nth, Fill::Pale, point.tip);
            }
            let x = if point.band.is_some() { end } else { x };
            let spot = if value_at < 0.0 {
                (x - 4.0, text, Anchor::End)
            } else {
                (x + 4.0, text, Anchor::Start)
            };
            all &= canvas.put(point, value.of(nth), spot);
        }
    }
    let end = top + row * drawing.names.len() as f64;
    canvas.used = Some(end + 2.0);
    canvas.rule((scale.zero, top), (scale.zero, end), RuleKind::Axis);
    all
}

/// Breaks the names into lines that fit their rows; tells whether they fit whole.
pub(super) fn names(
    drawing: &Drawing<'_>,
    canvas: &Canvas<'_>,
    row: f64,
) -> (Vec<Vec<String>>, f64, bool) {
    let room = canvas.width * NAMES;
    let text = |at: usize| {
        let name = &drawing.names[at];
        format!("{} {}", name.text, name.below).trim().to_owned()
    };
    for size in SIZES {
        let lines: Vec<_> = (0..drawing.names.len())
            .map(|at| wrap(canvas.letters, &text(at), size, room))
            .collect();
        if lines.iter().all(|lines| lines.len() as f64 * size * 1.2 <= row.max(size * 1.2)) {
            return (lines, size, true);
        }
    }
    // What has no room is cut and said in full by the table.
    let size = SIZES[3];
    let lines = (0..drawing.names.len()).map(|at| {
        let mut lines = wrap(canvas.letters, &text(at), size, room);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
        let most = ((row / (size * 1.2)).floor() as usize).max(1);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                last.pop();
                last.push('…');
            }
        }
        lines
    });
    (lines.collect(), size, false)
}
