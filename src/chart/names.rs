//! The names of series: beside what they name where there is room, or in rows above it.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of lines are small")]

use super::canvas::{Canvas, Lettering, Swatch, spread};
use super::letters::wrap;

/// Size of the names.
const SIZE: f64 = 9.5;
/// Height of a line of them.
const LINE: f64 = 11.5;
/// Air between a swatch and its name, and between two entries.
const AFTER: f64 = 4.5;
const BETWEEN: f64 = 14.0;

/// A name with what stands for it: its text, its series, its swatch.
pub(super) type Entry = (String, usize, Swatch);

/// Sets names in rows from the top and gives the height they take.
pub(super) fn rows(canvas: &mut Canvas<'_>, entries: &[Entry], left: f64) -> f64 {
    if entries.is_empty() {
        return 0.0;
    }
    let how = Lettering::new(SIZE, "name");
    let (mut x, mut y) = (left, 0.0);
    let mut deep: f64 = 1.0;
    for (text, series, mark) in entries {
        let mut room = canvas.width - x - mark.width() - AFTER;
        if x > left && canvas.measure(text, how) > room {
            (x, y, deep) = (left, y + deep * LINE + 2.0, 1.0);
            room = canvas.width - x - mark.width() - AFTER;
        }
        let lines = wrap(canvas.letters, text, SIZE, room.max(12.0));
        canvas.swatch(x, y + LINE * 0.52, *series, *mark);
        let start = x + mark.width() + AFTER;
        for (at, line) in lines.iter().enumerate() {
            canvas.put(line, how.of(*series), (start, y + SIZE * 0.84 + at as f64 * LINE, "start"));
        }
        deep = deep.max(lines.len() as f64);
        let widest = lines.iter().map(|line| canvas.measure(line, how)).fold(0.0, f64::max);
        x = start + widest + BETWEEN;
    }
    y + deep * LINE + 5.0
}

/// Names beside the end of what they name, broken into lines.
pub(super) struct Beside {
    entries: Vec<(Vec<String>, usize, Swatch)>,
    /// Width that they take, with the air before them.
    pub width: f64,
}

impl Beside {
    /// Breaks names into lines of at most a share of the width; nothing where they have no room
    /// there and belong in rows above.
    pub(super) fn new(entries: &[Entry], canvas: &Canvas<'_>, height: f64) -> Option<Self> {
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
        for (text, series, mark) in entries {
            let broken = wrap(canvas.letters, text, SIZE, room);
            let widths = broken.iter().map(|line| canvas.letters.width(line, SIZE, false));
            widest = widths.fold(widest, f64::max);
            swatch = swatch.max(mark.width());
            lines += broken.len();
            out.push((broken, *series, *mark));
        }
        let fits = lines as f64 * LINE + out.len() as f64 * 2.0 <= height;
        let few = out.iter().all(|(lines, ..)| lines.len() <= 3);
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
        let tallest = self.entries.iter().map(|(lines, ..)| lines.len()).max().unwrap_or(1) as f64;
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
        let how = Lettering::new(SIZE, "name");
        for (at, middle) in order.into_iter().zip(placed) {
            let (lines, series, mark) = &self.entries[at];
            canvas.swatch(x, middle, *series, *mark);
            let top = middle - lines.len() as f64 * LINE / 2.0;
            for (nth, line) in lines.iter().enumerate() {
                let y = top + SIZE * 0.92 + nth as f64 * LINE;
                let start = x + mark.width() + AFTER;
                canvas.put(line, how.of(*series), (start, y, "start"));
            }
        }
    }
}
