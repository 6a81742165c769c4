//! Looks at pages after layout: does everything fit, and has every character a shape?
//!
//! Enters: frames. Leaves: [`Trouble`]. Templates mark the regions to look at with the labels
//! `body`, `slot` and `notes`; nothing else of a template is known here.

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;

use super::{Side, Trouble};

/// What may hang over unseen: rounding, and the side bearings of glyphs.
const TOLERANCE: f64 = 1.0;
/// Room between two lines, as a share of the letter size.
const LINE: f64 = 1.4;

/// Finds everything that does not fit or has no shape on one page.
pub(super) fn inspect(frame: &Frame, page: usize, found: &mut Vec<Trouble>) {
    let mut look = Look { page, found, open: Vec::new() };
    look.frame(frame, Transform::identity());
}

/// A labelled region and how far its content reaches.
struct Region {
    at: Point,
    end: Point,
    name: &'static str,
    reach: Reach,
}

#[derive(Clone, Copy, Default)]
struct Reach {
    right: f64,
    bottom: f64,
    size: f64,
}

struct Look<'a> {
    page: usize,
    found: &'a mut Vec<Trouble>,
    open: Vec<Region>,
}

impl Look<'_> {
    fn frame(&mut self, frame: &Frame, ts: Transform) {
        for (pos, item) in frame.items() {
            let here = ts.pre_concat(Transform::translate(pos.x, pos.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let label = group.label.map(Label::resolve);
                    let name = label.as_ref().and_then(|label| region(label.as_str()));
                    if let Some(name) = name {
                        self.region(name, &group.frame, inner);
                    } else {
                        self.frame(&group.frame, inner);
                    }
                }
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Shape(shape, _) => {
                    self.reach(shape.bbox(false).max.transform(here), 0.0);
                }
                FrameItem::Image(_, size, _) => {
                    self.reach(size.to_point().transform(here), 0.0);
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn region(&mut self, name: &'static str, frame: &Frame, ts: Transform) {
        let at = Point::zero().transform(ts);
        let end = frame.size().to_point().transform(ts);
        self.open.push(Region { at, end, name, reach: Reach::default() });
        self.frame(frame, ts);
        if let Some(done) = self.open.pop() {
            self.judge(&done);
        }
    }

    fn text(&mut self, text: &TextItem, ts: Transform) {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let character = text.text.get(glyph.range()).and_then(|s| s.chars().next());
            self.found.push(Trouble::Glyph {
                page: self.page,
                character: character.unwrap_or(char::REPLACEMENT_CHARACTER),
                text: text.text.to_string(),
            });
        }
        // A trailing blank may hang over.
        let blank = text.glyphs.last().filter(|_| text.text.ends_with(' '));
        let blank = blank.map_or(Abs::zero(), |glyph| glyph.x_advance.at(text.size));
        // Blocks end at the baseline of their last line; what hangs below it is no overflow.
        let corner = Point::new(text.width() - blank, Abs::zero()).transform(ts);
        self.reach(corner, text.size.to_pt());
    }

    /// Notes that something reaches to this point of the page, in every open region.
    fn reach(&mut self, corner: Point, size: f64) {
        for region in &mut self.open {
            let (right, bottom) = (corner.x - region.end.x, corner.y - region.end.y);
            region.reach.right = region.reach.right.max(right.to_pt());
            if bottom.to_pt() > region.reach.bottom {
                region.reach.bottom = bottom.to_pt();
                region.reach.size = region.reach.size.max(size);
            }
        }
    }

    #[expect(clippy::float_arithmetic, reason = "geometry only")]
    fn judge(&mut self, region: &Region) {
        let Reach { right, bottom, size } = region.reach;
        let page = self.page;
        // A slot is as high as its content; only its width is given.
        if region.name != "slot" && bottom > TOLERANCE {
            let line = if size > 0.0 { size * LINE } else { 15.0 * LINE };
            self.found.push(Trouble::Overflow {
                page,
                side: Side::Bottom,
                points: bottom,
                lines: lines(bottom / line),
            });
        }
        if region.name == "slot" && right > TOLERANCE {
            self.found.push(Trouble::Overflow { page, side: Side::Right, points: right, lines: 0 });
        }
        debug_assert!(region.at.x <= region.end.x, "regions are not mirrored");
    }
}

fn region(label: &str) -> Option<&'static str> {
    ["body", "slot", "notes"].into_iter().find(|name| *name == label)
}

/// Rounds a count of lines up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
fn lines(count: f64) -> usize {
    count.ceil().clamp(1.0, 10_000.0) as usize
}
