//! Columns, stacked columns and lines over periods.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of periods and series are small")]

use super::{Drawing, Plot, Series, text_width};
use crate::view::Shape;

/// Size of a value label, and the smallest it may shrink to.
const LABEL: (f64, f64) = (11.0, 7.0);
/// Size of the period labels.
const AXIS: f64 = 10.5;
/// Widest share of the axis that one period takes.
const WIDEST: f64 = 120.0;
/// Height kept below the columns for the period labels.
const FOOT: f64 = 18.0;

struct Scale {
    zero: f64,
    per_unit: f64,
}

impl Scale {
    /// Maps the range of the values to the height, zero always within it.
    fn new(drawing: &Drawing) -> Self {
        let (mut low, mut high) = (0.0_f64, 0.0_f64);
        for at in 0..drawing.periods.len() {
            let values = drawing.series.iter().filter_map(|s| s.points.get(at)?.value);
            let (mut up, mut down) = (0.0_f64, 0.0_f64);
            for value in values {
                if drawing.plot == Plot::Stacked {
                    if value < 0.0 { down += value } else { up += value }
                } else {
                    up = up.max(value);
                    down = down.min(value);
                }
            }
            low = low.min(down);
            high = high.max(up);
        }
        let head = LABEL.0 + 5.0;
        let under = if low < 0.0 { head } else { 0.0 };
        let room = (drawing.height - FOOT - head - under).max(10.0);
        let range = if high - low > 0.0 { high - low } else { 1.0 };
        let per_unit = room / range;
        Self { zero: head + high * per_unit, per_unit }
    }

    fn y(&self, value: f64) -> f64 {
        self.zero - value * self.per_unit
    }
}

pub(super) fn draw(drawing: &Drawing) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let count = drawing.periods.len();
    if count == 0 || drawing.series.is_empty() {
        return shapes;
    }
    let scale = Scale::new(drawing);
    // Few periods stand together in the middle rather than far apart.
    let step = (drawing.width / count as f64).min(WIDEST);
    let left = (drawing.width - step * count as f64) / 2.0;
    match drawing.plot {
        Plot::Columns => columns(drawing, &scale, step, left, &mut shapes),
        Plot::Stacked => stacked(drawing, &scale, step, left, &mut shapes),
        Plot::Line => lines(drawing, &scale, step, left, &mut shapes),
    }
    shapes.push(Shape::Rule {
        x1: 0.0,
        y1: scale.zero,
        x2: drawing.width,
        y2: scale.zero,
        axis: true,
    });
    for (at, period) in drawing.periods.iter().enumerate() {
        shapes.push(Shape::Label {
            x: left + (at as f64 + 0.5) * step,
            y: drawing.height - 4.0,
            anchor: "middle",
            size: fitting(period, AXIS, step - 4.0),
            role: "axis",
            series: 0,
            text: period.clone(),
        });
    }
    shapes
}

/// The largest size up to `size` at which the text fits.
fn fitting(text: &str, size: f64, width: f64) -> f64 {
    let wanted = text_width(text, 1.0);
    if wanted * size <= width { size } else { (width / wanted).max(LABEL.1) }
}

/// One size for all labels of a chart, so that none looks more important.
fn label_size(series: &[Series], width: f64) -> f64 {
    let labels = series.iter().flat_map(|s| &s.points).map(|p| fitting(&p.label, LABEL.0, width));
    labels.fold(LABEL.0, f64::min)
}

fn columns(drawing: &Drawing, scale: &Scale, step: f64, left: f64, shapes: &mut Vec<Shape>) {
    let count = drawing.series.len() as f64;
    let slot = step * 0.8 / count;
    let width = (slot * 0.82).min(48.0);
    let slot = slot.min(width * 1.35);
    // A lone series has the gap to its neighbours for its labels as well.
    let size =
        label_size(&drawing.series, if drawing.series.len() == 1 { step * 0.96 } else { slot });
    for (nth, series) in drawing.series.iter().enumerate() {
        for (at, point) in series.points.iter().enumerate() {
            let middle =
                left + (at as f64 + 0.5) * step + (nth as f64 - (count - 1.0) / 2.0) * slot;
            let value = point.value.unwrap_or(0.0);
            let top = scale.y(value.max(0.0));
            let bottom = scale.y(value.min(0.0));
            if point.value.is_some() {
                shapes.push(Shape::Bar {
                    x: middle - width / 2.0,
                    y: top,
                    w: width,
                    h: bottom - top,
                    series: nth,
                    pale: point.pale,
                    title: format!("{} {}: {}", series.label, drawing.periods[at], point.label),
                });
            }
            let below = value < 0.0;
            shapes.push(Shape::Label {
                x: middle,
                y: if below { bottom + size + 1.0 } else { top - 4.0 },
                anchor: "middle",
                size,
                role: if point.value.is_some() { "value" } else { "missing" },
                series: nth,
                text: point.label.clone(),
            });
        }
    }
}

fn stacked(drawing: &Drawing, scale: &Scale, step: f64, left: f64, shapes: &mut Vec<Shape>) {
    let width = (step * 0.62).min(64.0);
    let size = label_size(&drawing.series, width - 4.0);
    for at in 0..drawing.periods.len() {
        let (mut up, mut down) = (0.0, 0.0);
        let middle = left + (at as f64 + 0.5) * step;
        for (nth, series) in drawing.series.iter().enumerate() {
            let Some(point) = series.points.get(at) else { continue };
            let Some(value) = point.value else { continue };
            let base = if value < 0.0 { &mut down } else { &mut up };
            let (from, to) = (*base, *base + value);
            *base = to;
            let (top, bottom) = (scale.y(from.max(to)), scale.y(from.min(to)));
            shapes.push(Shape::Bar {
                x: middle - width / 2.0,
                y: top,
                w: width,
                h: bottom - top,
                series: nth,
                pale: point.pale,
                title: format!("{} {}: {}", series.label, drawing.periods[at], point.label),
            });
            // A segment too thin for its label leaves it to the table.
            if bottom - top >= size + 2.0 {
                shapes.push(Shape::Label {
                    x: middle,
                    y: f64::midpoint(top, bottom) + size * 0.35,
                    anchor: "middle",
                    size,
                    role: "inside",
                    series: nth,
                    text: point.label.clone(),
                });
            }
        }
    }
}

fn lines(drawing: &Drawing, scale: &Scale, step: f64, left: f64, shapes: &mut Vec<Shape>) {
    let size = label_size(&drawing.series, step * 0.96);
    for (nth, series) in drawing.series.iter().enumerate() {
        let mut run = Vec::new();
        for (at, point) in series.points.iter().enumerate() {
            let x = left + (at as f64 + 0.5) * step;
            match point.value {
                Some(value) => {
                    let y = scale.y(value);
                    run.push((x, y));
                    shapes.push(Shape::Label {
                        x,
                        y: (y - 6.0).max(size),
                        anchor: "middle",
                        size,
                        role: "value",
                        series: nth,
                        text: point.label.clone(),
                    });
                }
                // A gap is a gap: the line does not cross what is not known.
                None => end_run(&mut run, nth, shapes),
            }
        }
        end_run(&mut run, nth, shapes);
    }
}

fn end_run(run: &mut Vec<(f64, f64)>, series: usize, shapes: &mut Vec<Shape>) {
    if !run.is_empty() {
        shapes.push(Shape::Line { points: std::mem::take(run), series });
    }
}
