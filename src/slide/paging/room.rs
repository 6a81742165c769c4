//! The height that a page has for its body: what title, unit and footnotes leave of it.
#![expect(
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "geometry; a mark has a few letters"
)]

use std::collections::BTreeSet;

use super::Around;
use super::ruler::{Look, Ruler};
use crate::slide::footnotes::SetNote;
use crate::slide::{Body, Setting};
use crate::view::{Inline, marks};

/// The height that a page has for its body.
#[derive(Clone)]
pub(super) struct Room {
    /// Without footnotes.
    pub(super) whole: f64,
    /// What a longer title takes of the pages that go on.
    longer: f64,
    /// Each note: mark, whether it stands on every page, height, and the marks it calls.
    notes: Vec<(String, bool, f64, Vec<String>)>,
    /// Air around the notes, and between two.
    air: (f64, f64),
}

impl Room {
    pub(super) fn new(
        ruler: Ruler<'_>,
        body: &Body,
        around: &Around<'_>,
        setting: Setting<'_>,
    ) -> Self {
        let (geometry, lines) = (ruler.geometry, ruler.geometry.lines);
        let (sizes, head) = (geometry.sizes, geometry.regions.head);
        let width = f64::from(geometry.text_width());
        let high = |text: &str, size: f64, strong: bool, width: f64| {
            let count = ruler.count(&[Inline::text(text)], Look { size, strong }, width).max(1);
            ruler.lines(count, size, lines.title)
        };
        let title = |heading: &str| high(heading, f64::from(sizes.title), true, width);
        let (plain, more) =
            (title(&around.titles.heading), title(&around.titles.going_on(setting).heading));
        let sub = !body.subheading.is_empty();
        let unit = !around.unit.is_empty();
        let pads = |(above, below): (u32, u32)| f64::from(above + below);
        let mut below = f64::from(match (sub, unit) {
            (true, _) => head.least.subtitle,
            (false, true) => head.least.unit,
            (false, false) => head.least.bare,
        });
        let part = |share: f64| if sub && unit { width * share / 3.0 } else { width };
        if sub {
            let own = high(&body.subheading, f64::from(sizes.subtitle), true, part(2.0));
            below = below.max(own + pads(head.subtitle));
        }
        if unit {
            below = below.max(high(around.unit, sizes.unit, false, part(1.0)) + pads(head.unit));
        }
        let top = f64::from(head.running.0 + head.running.1 + head.rule) + plain + below;
        let margins = geometry.margins.top + geometry.margins.bottom;
        let size = f64::from(sizes.foot);
        let note = |note: &SetNote| {
            let look = Look { size, strong: false };
            let room = width - lines.mark * size * note.mark.chars().count() as f64;
            let count = ruler.count(&note.body, look, room).max(1);
            let calls = marks(&note.body).into_iter().map(str::to_owned).collect();
            (note.mark.clone(), note.around, ruler.lines(count, size, lines.foot.0), calls)
        };
        let (above, below) = geometry.regions.notes;
        Self {
            whole: f64::from(geometry.canvas.height - margins) - top,
            longer: more - plain,
            notes: around.notes.iter().map(note).collect(),
            air: (f64::from(above + below), lines.foot.1 * size),
        }
    }

    /// Sets the titles as those of a slide that goes on.
    pub(super) fn goes_on(&mut self) {
        self.whole -= self.longer;
    }

    /// Gives the same on a page that is lower by a share.
    pub(super) fn lower(&self, share: f64) -> Self {
        Self { whole: self.whole * share, ..self.clone() }
    }

    /// Gives what the notes of these marks leave; all of them, where it is not known which stand on a page.
    pub(super) fn left(&self, marks: &BTreeSet<&str>, all: bool) -> f64 {
        let mut marks = marks.clone();
        let mut high = 0.0;
        for (mark, around, height, calls) in &self.notes {
            if all || *around || marks.contains(mark.as_str()) {
                marks.extend(calls.iter().map(String::as_str));
                high += height + if high > 0.0 { self.air.1 } else { self.air.0 };
            }
        }
        self.whole - high
    }
}
