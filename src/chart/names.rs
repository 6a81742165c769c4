//! The names of series: beside what they name where there is room, or in rows above it.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of lines are small")]

use super::Point;
use super::canvas::{Canvas, CanvasText, Swatch, TextStyle, spread};
use super::text_metrics::wrap;
use crate::view::{Anchor, LabelRole, Shown};

/// Size of the names.
const SIZE: f64 = 9.5;
/// Height of a line of them.
const LINE: f64 = 11.5;
/// Air between a swatch and its name, and between two entries.
const AFTER: f64 = 4.5;
const BETWEEN: f64 = 14.0;

/// A name with what stands for it.
#[derive(Clone)]
pub(super) struct LegendEntry<'a> {
    text: String,
    /// The figure that the name ends in.
    figure: Option<&'a Shown>,
    series: usize,
    mark: Swatch,
}

impl<'a> LegendEntry<'a> {
    pub(super) fn new(text: &str, series: usize, mark: Swatch) -> Self {
        Self { text: text.trim().to_owned(), figure: None, series, mark }
    }

    /// Puts a figure behind the name.
    pub(super) fn with(self, point: &Point<'a>) -> Self {
        let text = format!("{} {}", self.text, point.label).trim().to_owned();
        Self { text, figure: Some(point.figure), ..self }
    }

    /// Gives its lines; the last one ends in the figure.
    fn lines<'l>(&self, lines: &'l [String]) -> impl Iterator<Item = CanvasText<'l>>
    where
        'a: 'l,
    {
        let (figure, last) = (self.figure, lines.len().saturating_sub(1));
        let line = move |(at, text): (usize, &'l String)| CanvasText {
            text,
            figure: figure.filter(|_| at == last),
        };
        lines.iter().enumerate().map(line)
    }
}

/// Sets names in rows from the top and gives the height they take.
pub(super) fn rows(canvas: &mut Canvas<'_>, entries: &[LegendEntry<'_>], left: f64) -> f64 {
    if entries.is_empty() {
        return 0.0;
    }
    let how = TextStyle::new(SIZE, LabelRole::Name);
    let (mut x, mut y) = (left, 0.0);
    let mut deep: f64 = 1.0;
    for entry in entries {
        let LegendEntry { text, series, mark, .. } = entry;
        let mut room = canvas.width - x - mark.width() - AFTER;
        if x > left && canvas.measure(text, how) > room {
            (x, y, deep) = (left, y + deep * LINE + 2.0, 1.0);
            room = canvas.width - x - mark.width() - AFTER;
        }
        let lines = wrap(canvas.letters, text, SIZE, room.max(12.0));
        canvas.swatch(x, y + LINE * 0.52, *series, *mark);
        let start = x + mark.width() + AFTER;
        for (at, line) in entry.lines(&lines).enumerate() {
            let y = y + SIZE * 0.84 + at as f64 * LINE;
            canvas.put(line, how.of(*series), (start, y, Anchor::Start));
        }
        deep = deep.max(lines.len() as f64);
        let widest = lines.iter().map(|line| canvas.measure(line, how)).fold(0.0, f64::max);
        x = start + widest + BETWEEN;
    }
    y + deep * LINE + 5.0
}

/// Names beside the end of what they name, broken into lines.
pub(super) struct EndLabels<'a> {
    entries: Vec<(Vec<String>, LegendEntry<'a>)>,
    /// Width that they take, with the air before them.
    pub width: f64,
}

impl<'a> EndLabels<'a> {
    /// Breaks names into lines of at most a share of the width; nothing where they have no room
    /// there and belong in rows above.
    pub(super) fn new(
        entries: &[LegendEntry<'a>],
        canvas: &Canvas<'_>,
        height: f64,
    ) -> Option<Self> {
        let most = canvas.width * 0.27;
        let room = most - 34.0;
        // Broken words are hard to read: rows above have the whole width.
        if room < 60.0 {
            return None;
        }
        let mut lines = 0;
        let mut widest: f64 = 0.0;
        let mut swatch: f64 = 0.0;
        let mut out = Vec::new();
        for entry in entries {
            let broken = wrap(canvas.letters, &entry.text, SIZE, room);
            let widths = broken.iter().map(|line| canvas.letters.width(line, SIZE, false));
            widest = widths.fold(widest, f64::max);
            swatch = swatch.max(entry.mark.width());
            lines += broken.len();
            out.push((broken, entry.clone()));
        }
        let fits = lines as f64 * LINE + out.len() as f64 * 2.0 <= height;
        let few = out.iter().all(|(lines, _)| lines.len() <= 3);
        (fits && few)
            .then_some(Self { entries: out, width: (widest + swatch + AFTER + 14.0).ceil() })
    }

    /// Sets the names at `x`, each as near as may be to the height it wants, within `low..high`.
    pub(super) fn set(
        &self,
        canvas: &mut Canvas<'_>,
        x: f64,
        wanted: &[f64],
        (low, high): (f64, f64),
    ) {
        let mut order: Vec<usize> = (0..self.entries.len().min(wanted.len())).collect();
        order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
        let tallest = self.entries.iter().map(|(lines, _)| lines.len()).max().unwrap_or(1) as f64;
        let heights: Vec<f64> = order.iter().map(|at| wanted[*at]).collect();
        // One room for all keeps their distances even; lines of unlike number take their own.
        let even = spread(&heights, tallest * LINE + 2.0, low, high);
        let placed = even.unwrap_or_else(|| {
            let mut y = low;
            order
                .iter()
                .map(|at| {
                    let tall = self.entries[*at].0.len() as f64 * LINE + 2.0;
                    y += tall;
                    y - tall / 2.0
                })
                .collect()
        });
        let how = TextStyle::new(SIZE, LabelRole::Name);
        for (at, middle) in order.into_iter().zip(placed) {
            let (lines, entry) = &self.entries[at];
            let LegendEntry { series, mark, .. } = entry;
            canvas.swatch(x, middle, *series, *mark);
            let top = middle - lines.len() as f64 * LINE / 2.0;
            for (nth, line) in entry.lines(lines).enumerate() {
                let y = top + SIZE * 0.92 + nth as f64 * LINE;
                let start = x + mark.width() + AFTER;
                canvas.put(line, how.of(*series), (start, y, Anchor::Start));
            }
        }
    }
}
