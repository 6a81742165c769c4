//! The names along the foot of a chart: periods, quarters under their years, or categories.
#![expect(clippy::float_arithmetic, reason = "geometry")]
#![expect(clippy::cast_precision_loss, reason = "counts of names are small")]

use super::canvas::{Canvas, TextStyle};
use super::text_metrics::wrap;
use crate::view::{Anchor, Category, LabelRole, RuleKind};

/// Sizes that names may have, in order of preference.
const SIZES: [f64; 4] = [10.5, 9.5, 8.5, 7.5];
/// Height of a line of names, in ems.
const LINE: f64 = 1.2;
/// Most lines of a name; what a column has no room for stands in the table.
const LINES: usize = 3;
/// Height below which quarters do not stand under their years.
const LOW: f64 = 130.0;
/// Air between the axis and its names.
const GAP: f64 = 4.0;

/// The names along the foot, broken into lines that fit.
pub(super) struct Foot {
    size: f64,
    lines: Vec<Vec<String>>,
    below: Vec<Vec<String>>,
    /// First and last place of each year, with its name in full and short.
    years: Vec<(usize, usize, [String; 2])>,
    /// Height that it all takes.
    pub height: f64,
}

impl Foot {
    /// Breaks the names into lines for columns `step` wide.
    pub(super) fn new(names: &[Category], step: f64, canvas: &Canvas<'_>) -> Self {
        // A low chart spends no line on years.
        let low = canvas.height < LOW;
        let years = if low { Vec::new() } else { years(names, step, canvas) };
        let texts: Vec<&str> = names
            .iter()
            .map(|name| match &name.quarter {
                Some([quarter, ..]) if !years.is_empty() => quarter.as_str(),
                Some(_) | None => name.text.as_str(),
            })
            .collect();
        let room = (step - 5.0).max(4.0);
        let whole = |size: f64| {
            let below = names.iter().map(|name| name.below.as_str());
            texts.iter().copied().chain(below).all(|text| {
                let words = text.split(' ').all(|word| {
                    word.chars().any(|c| u32::from(c) >= 0x2E80)
                        || canvas.letters.width(word, size, false) <= room
                });
                words && wrap(canvas.letters, text, size, room).len() <= 2
            })
        };
        let size = SIZES.into_iter().find(|size| whole(*size)).unwrap_or(SIZES[3]);
        let broken = |text: &str, size: f64| {
            let mut lines = wrap(canvas.letters, text, size, room);
            if lines.len() > LINES {
                lines.truncate(LINES);
                if let Some(last) = lines.last_mut() {
                    while !last.is_empty()
                        && canvas.letters.width(&format!("{last}…"), size, false) > room
                    {
                        last.pop();
                    }
                    last.push('…');
                }
            }
            lines
        };
        let lines: Vec<_> = texts.iter().map(|text| broken(text, size)).collect();
        let below: Vec<_> = names.iter().map(|name| broken(&name.below, size * 0.9)).collect();
        let most = |all: &[Vec<String>]| all.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let height = GAP + LINE * size * (most(&lines) + 0.9 * most(&below));
        let height = if years.is_empty() { height } else { height + 5.0 + LINE * size };
        Self { size, lines, below, years, height: height.ceil() }
    }

    /// Sets the names below `top`; columns are `step` wide, the first begins at `left`.
    pub(super) fn set(&self, canvas: &mut Canvas<'_>, left: f64, step: f64, top: f64) {
        let how = TextStyle::new(self.size, LabelRole::Axis);
        let line = LINE * self.size;
        for (at, lines) in self.lines.iter().enumerate() {
            let x = left + (at as f64 + 0.5) * step;
            let mut y = top + GAP + self.size * 0.8;
            for text in lines {
                canvas.put(text, how, (x, y, Anchor::Middle));
                y += line;
            }
            for text in &self.below[at] {
                let how = TextStyle::new(self.size * 0.9, LabelRole::Axis);
                canvas.put(text, how, (x, y, Anchor::Middle));
                y += line * 0.9;
            }
        }
        let deep = self.lines.iter().map(Vec::len).max().unwrap_or(0) as f64;
        let y = top + GAP + line * deep + 1.0;
        for (first, last, [full, short]) in &self.years {
            let from = left + *first as f64 * step;
            let to = left + (*last + 1) as f64 * step;
            canvas.rule((from + 3.0, y), (to - 3.0, y), RuleKind::Tick);
            let how = TextStyle::new(self.size, LabelRole::Group);
            let text = if canvas.measure(full, how) <= to - from - 2.0 { full } else { short };
            let middle = f64::midpoint(from, to);
            canvas.put(text, how, (middle, y + 4.0 + self.size * 0.8, Anchor::Middle));
        }
    }
}

/// Groups quarters under their years; no group where names are not all quarters, where there is
/// only one to group, or where a year's name has no room.
fn years(names: &[Category], step: f64, canvas: &Canvas<'_>) -> Vec<(usize, usize, [String; 2])> {
    let mut out: Vec<(usize, usize, [String; 2])> = Vec::new();
    if names.len() < 3 {
        return out;
    }
    for (at, name) in names.iter().enumerate() {
        let Some([_, full, short]) = &name.quarter else { return Vec::new() };
        if !name.below.is_empty() {
            return Vec::new();
        }
        match out.last_mut() {
            Some((_, last, [known, _])) if known == full => *last = at,
            _ => out.push((at, at, [full.clone(), short.clone()])),
        }
    }
    // A gap of a quarter would look like a year without gaps: only names in full say it.
    let fits = |(first, last, [_, short]): &(usize, usize, [String; 2])| {
        let room = (last + 1 - first) as f64 * step - 2.0;
        canvas.letters.width(short, SIZES[3], false) <= room
    };
    if out.iter().all(fits) { out } else { Vec::new() }
}
