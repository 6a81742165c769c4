//! What a chart is drawn on: shapes, and the boxes of its texts, of which no two may overlap.
#![expect(clippy::float_arithmetic, reason = "geometry")]

use super::Point;
use super::text_metrics::{FALL, RISE, TextMetrics};
use crate::view::{Anchor, DrawnShape, Fill, LabelRole, RuleKind, Shown};

/// Air kept between two texts.
const AIR: f64 = 1.0;

/// Least length of a bar whose figure is not zero; a shorter one could not be seen on paper.
const SEEN: f64 = 1.0;

/// Gives the end of a bar, far enough from where it begins to be seen. What is zero has no length.
pub(super) fn seen(from: f64, to: f64) -> f64 {
    let length = to - from;
    if length.to_bits() << 1 == 0 || length.abs() >= SEEN {
        to
    } else {
        from + SEEN.copysign(length)
    }
}

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Rect {
    fn meets(&self, other: &Self, air: f64) -> bool {
        self.left < other.right + air
            && other.left < self.right + air
            && self.top < other.bottom + air
            && other.top < self.bottom + air
    }
}

/// Where a text is put: its anchor, its baseline, and which end of it the anchor is.
pub(super) type TextAnchor = (f64, f64, Anchor);

/// A text to be set, with the figure that it ends in.
#[derive(Clone, Copy)]
pub(super) struct CanvasText<'t> {
    pub text: &'t str,
    pub figure: Option<&'t Shown>,
}

impl<'t> From<&'t str> for CanvasText<'t> {
    fn from(text: &'t str) -> Self {
        Self { text, figure: None }
    }
}

impl<'t> From<&'t String> for CanvasText<'t> {
    fn from(text: &'t String) -> Self {
        Self { text, figure: None }
    }
}

impl<'t> From<&'t Point<'_>> for CanvasText<'t> {
    fn from(point: &'t Point<'_>) -> Self {
        Self { text: &point.label, figure: Some(point.figure) }
    }
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextStyle {
    /// Its size in points.
    pub size: f64,
    /// What it says.
    pub role: LabelRole,
    /// The series it belongs to.
    pub series: usize,
}

impl TextStyle {
    pub(super) fn new(size: f64, role: LabelRole) -> Self {
        Self { size, role, series: 0 }
    }

    pub(super) fn of(self, series: usize) -> Self {
        Self { series, ..self }
    }
}

/// A chart as it is being drawn.
pub(super) struct Canvas<'a> {
    pub width: f64,
    pub height: f64,
    pub letters: &'a TextMetrics,
    pub shapes: Vec<DrawnShape>,
    texts: Vec<Rect>,
    solids: Vec<Rect>,
    strokes: Vec<[(f64, f64); 2]>,
    /// Height that is used, where that is less than there is.
    pub used: Option<f64>,
    /// Whether a figure found no room, so that the table must show it.
    pub left_out: bool,
    /// Whether names and bars would stand in one place, for want of height.
    pub overfull: bool,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(width: f64, height: f64, letters: &'a TextMetrics) -> Self {
        Self {
            width,
            height,
            letters,
            shapes: Vec::new(),
            texts: Vec::new(),
            solids: Vec::new(),
            strokes: Vec::new(),
            used: None,
            left_out: false,
            overfull: false,
        }
    }

    /// Starts again, with nothing drawn.
    pub(super) fn clear(&mut self) {
        self.shapes.clear();
        self.texts.clear();
        self.solids.clear();
        self.strokes.clear();
        self.used = None;
        self.left_out = false;
        self.overfull = false;
    }

    pub(super) fn measure(&self, text: &str, how: TextStyle) -> f64 {
        self.letters.width(text, how.size, how.role.is_strong())
    }

    fn text_box(&self, text: &str, how: TextStyle, (x, y, anchor): TextAnchor) -> Rect {
        let width = self.measure(text, how);
        let left = match anchor {
            Anchor::Start => x,
            Anchor::End => x - width,
            Anchor::Middle => x - width / 2.0,
        };
        Rect { left, top: y - RISE * how.size, right: left + width, bottom: y + FALL * how.size }
    }

    fn is_free(&self, at: &Rect) -> bool {
        at.left >= 0.0
            && at.top >= 0.0
            && at.right <= self.width
            && at.bottom <= self.height
            && !self.texts.iter().any(|text| text.meets(at, AIR))
    }

    /// Tells whether all that is drawn stays in the frame, and bars have a little room.
    pub(super) fn holds_all(&self) -> bool {
        let inside = |at: &Rect| {
            at.left >= -0.01
                && at.top >= -0.01
                && at.right <= self.width + 0.01
                && at.bottom <= self.height + 0.01
        };
        !self.overfull && self.solids.iter().all(inside)
    }

    /// Tells whether a text would cover a bar or a line.
    fn covers(&self, at: &Rect) -> bool {
        self.solids.iter().any(|solid| solid.meets(at, 0.0))
            || self.strokes.iter().any(|stroke| crosses(stroke, at))
    }

    /// Sets a text where it may stand; tells whether it may.
    pub(super) fn put<'t>(
        &mut self,
        words: impl Into<CanvasText<'t>>,
        how: TextStyle,
        spot: TextAnchor,
    ) -> bool {
        let CanvasText { text, figure } = words.into();
        if text.is_empty() {
            return true;
        }
        let at = self.text_box(text, how, spot);
        if !self.is_free(&at) {
            return false;
        }
        let (x, y, anchor) = spot;
        self.shapes.push(DrawnShape::Label {
            x,
            y,
            anchor,
            size: how.size,
            width: at.right - at.left,
            role: how.role,
            series: how.series,
            text: text.to_owned(),
            figure: figure.cloned(),
        });
        self.texts.push(at);
        true
    }

    /// Sets a text at the first spot where it covers nothing, or else at the first where it meets
    /// no other text, on a plate that parts it from what it covers.
    pub(super) fn put_first(
        &mut self,
        point: &Point<'_>,
        how: TextStyle,
        spots: &[TextAnchor],
    ) -> bool {
        if self.put_clear(point, how, spots) {
            return true;
        }
        let open = |spot: &&TextAnchor| self.is_free(&self.text_box(&point.label, how, **spot));
        let Some(spot) = spots.iter().find(open).copied() else { return false };
        self.plate(&point.label, how, spot);
        self.put(point, how, spot)
    }

    /// Sets a text at the first spot where it covers nothing.
    pub(super) fn put_clear(
        &mut self,
        point: &Point<'_>,
        how: TextStyle,
        spots: &[TextAnchor],
    ) -> bool {
        let free = |spot: &&TextAnchor| {
            let at = self.text_box(&point.label, how, **spot);
            self.is_free(&at) && !self.covers(&at)
        };
        let Some(spot) = spots.iter().find(free).copied() else { return false };
        // A plate over the line of the grid alone, below all that is drawn on it.
        if let Some(guide) = self.guide(&self.text_box(&point.label, how, spot)) {
            self.plate(&point.label, how, spot);
            self.shapes[guide + 1..].rotate_right(1);
        }
        self.put(point, how, spot)
    }

    /// Finds the line of the grid that runs through a place: it would strike the text out.
    fn guide(&self, at: &Rect) -> Option<usize> {
        self.shapes.iter().position(|shape| match shape {
            DrawnShape::Rule { x1, y1, x2, kind, .. } => {
                let across = *x1 < at.right && at.left < *x2;
                *kind == RuleKind::Guide && across && at.top < *y1 && *y1 < at.bottom
            }
            DrawnShape::Bar { .. }
            | DrawnShape::Line { .. }
            | DrawnShape::Dot { .. }
            | DrawnShape::Label { .. }
            | DrawnShape::Plate { .. } => false,
        })
    }

    /// Tells whether a text stands above or below a place already.
    pub(super) fn has(&self, wanted: &str, at: f64) -> bool {
        self.shapes.iter().any(|shape| match shape {
            DrawnShape::Label { text, x, .. } => text == wanted && (x - at).abs() < 0.5,
            DrawnShape::Bar { .. }
            | DrawnShape::Rule { .. }
            | DrawnShape::Line { .. }
            | DrawnShape::Dot { .. }
            | DrawnShape::Plate { .. } => false,
        })
    }

    /// Parts a text from what lies below it.
    pub(super) fn plate(&mut self, text: &str, how: TextStyle, spot: TextAnchor) {
        let at = self.text_box(text, how, spot);
        self.shapes.push(DrawnShape::Plate {
            x: at.left - 1.5,
            y: at.top,
            w: at.right - at.left + 3.0,
            h: at.bottom - at.top,
        });
    }

    /// Draws a bar.
    pub(super) fn bar(&mut self, at: Rect, series: usize, fill: Fill, tip: &str) {
        self.solids.push(at);
        self.shapes.push(DrawnShape::Bar {
            x: at.left,
            y: at.top,
            w: at.right - at.left,
            h: at.bottom - at.top,
            series,
            fill,
            tip: tip.to_owned(),
        });
    }

    /// Draws a rule.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), kind: RuleKind) {
        self.shapes.push(DrawnShape::Rule { x1: from.0, y1: from.1, x2: to.0, y2: to.1, kind });
    }

    /// Draws a line through points.
    pub(super) fn line(&mut self, points: Vec<(f64, f64)>, series: usize, dashed: bool) {
        self.strokes.extend(points.windows(2).map(|pair| [pair[0], pair[1]]));
        self.shapes.push(DrawnShape::Line { points, series, dashed });
    }

    /// Marks a point of a line.
    pub(super) fn dot(&mut self, (x, y): (f64, f64), series: usize, tip: &str) {
        self.solids.push(Rect { left: x - 3.5, top: y - 3.5, right: x + 3.5, bottom: y + 3.5 });
        self.shapes.push(DrawnShape::Dot { x, y, series, tip: tip.to_owned() });
    }

    /// Shows which colour is which series, before its name.
    pub(super) fn swatch(&mut self, x: f64, middle: f64, series: usize, mark: Swatch) {
        match mark {
            Swatch::Bar(fill) => {
                let at = Rect { left: x, top: middle - 4.0, right: x + 8.0, bottom: middle + 4.0 };
                self.bar(at, series, fill, "");
            }
            Swatch::Line => {
                self.line(vec![(x, middle), (x + 16.0, middle)], series, false);
                self.dot((x + 8.0, middle), series, "");
            }
        }
    }
}

/// What stands for a series beside its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Swatch {
    Bar(Fill),
    Line,
}

impl Swatch {
    pub(super) fn width(self) -> f64 {
        match self {
            Self::Bar(_) => 8.0,
            Self::Line => 16.0,
        }
    }
}

/// Tells whether a line crosses a rectangle, with a little air.
fn crosses(&[a, b]: &[(f64, f64); 2], at: &Rect) -> bool {
    let air = 1.5;
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (from, delta, low, high) in
        [(a.0, dx, at.left - air, at.right + air), (a.1, dy, at.top - air, at.bottom + air)]
    {
        if delta.abs() < 1e-9 {
            if from < low || from > high {
                return false;
            }
        } else {
            let (one, other) = ((low - from) / delta, (high - from) / delta);
            enter = enter.max(one.min(other));
            leave = leave.min(one.max(other));
        }
    }
    enter <= leave
}

/// Moves heights apart so that each has `room`, none leaves `low..high`, and each stays near its
/// own. The heights are in order; nothing is given where they cannot all fit.
pub(super) fn spread(wanted: &[f64], room: f64, low: f64, high: f64) -> Option<Vec<f64>> {
    #[expect(clippy::cast_precision_loss, reason = "a few labels")]
    if wanted.len() as f64 * room > high - low + 0.01 {
        return None;
    }
    let mut at = wanted.to_vec();
    let mut next = low + room / 2.0;
    for y in &mut at {
        *y = y.max(next);
        next = *y + room;
    }
    let mut last = high - room / 2.0;
    for y in at.iter_mut().rev() {
        *y = y.min(last);
        last = *y - room;
    }
    Some(at)
}
