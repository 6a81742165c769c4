//! Looks at pages after layout: does everything fit, and has every character a shape?
//!
//! Enters: frames. Leaves: [`LayoutProblem`]. Templates mark the parts of a page with labels, the names of
//! [`PagePart`]; nothing else of a template is known here. Beside the parts, no text may leave the page,
//! and no two texts may stand in one place.
#![expect(clippy::float_arithmetic, reason = "geometry only")]

use typst::foundations::Label;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;

use super::{LayoutProblem, OverflowSide, PagePart};

/// What may hang over unseen: rounding, and the side bearings of glyphs.
const TOLERANCE: f64 = 1.0;
/// Room between two lines, as a share of the letter size.
const LINE: f64 = 1.4;
/// What most letters take above and below their line, as shares of their size.
const LETTERS: (f64, f64) = (0.62, 0.1);

/// Finds everything that does not fit or has no shape on one page.
pub(super) fn inspect(frame: &Frame, page: usize, found: &mut Vec<LayoutProblem>) {
    let mut here = Vec::new();
    let mut look = FrameWalk { page, found: &mut here, open: Vec::new(), runs: Vec::new() };
    let end = frame.size().to_point();
    look.open.push(Region::new(PagePart::Page, Point::zero(), end));
    look.frame(frame, Transform::identity());
    look.close();
    look.collisions();
    let parts: Vec<_> = here.iter().filter_map(part).collect();
    found.extend(here.into_iter().filter(|problem| !is_implied(problem, &parts)));
}

/// Gives the part that overflows, and at which side.
fn part(problem: &LayoutProblem) -> Option<(PagePart, OverflowSide)> {
    match problem {
        LayoutProblem::Overflow { part, side, .. } => Some((*part, *side)),
        LayoutProblem::Collision { .. }
        | LayoutProblem::Glyph { .. }
        | LayoutProblem::Typst { .. }
        | LayoutProblem::Picture { .. }
        | LayoutProblem::Pages { .. } => None,
    }
}

/// Tells whether the overflow of a smaller part says the same: what leaves a column leaves what the
/// column is in, and runs over what is beside it.
fn is_implied(problem: &LayoutProblem, parts: &[(PagePart, OverflowSide)]) -> bool {
    if matches!(problem, LayoutProblem::Collision { .. }) {
        return !parts.is_empty();
    }
    let depth = |part: PagePart| match part {
        PagePart::Page => 0,
        PagePart::Sheet => 1,
        PagePart::Head | PagePart::Body | PagePart::Notes | PagePart::Foot => 2,
        PagePart::Slot => 3,
        PagePart::Tile => 4,
    };
    let Some((own, side)) = part(problem) else { return false };
    parts.iter().any(|(other, at)| *at == side && depth(*other) > depth(own))
}

/// A measured region and how far its content reaches over each of its sides.
struct Region {
    part: PagePart,
    at: Point,
    end: Point,
    left: Extent,
    right: Extent,
    below: Extent,
    above: Extent,
}

/// How far something reaches over, its size as a letter, and what it says.
#[derive(Clone, Default)]
struct Extent {
    over: f64,
    size: f64,
    text: String,
}

impl Extent {
    fn push(&mut self, over: f64, size: f64, text: &str) {
        if over > self.over {
            *self = Self { over, size: self.size.max(size), text: text.to_owned() };
        }
    }
}

impl Region {
    fn new(part: PagePart, at: Point, end: Point) -> Self {
        let [left, right, below, above] = [(); 4].map(|()| Extent::default());
        Self { part, at, end, left, right, below, above }
    }
}

/// A run of text where it stands, for what stands in its place as well.
struct TextRun {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

struct FrameWalk<'a> {
    page: usize,
    found: &'a mut Vec<LayoutProblem>,
    open: Vec<Region>,
    runs: Vec<TextRun>,
}

impl FrameWalk<'_> {
    fn frame(&mut self, frame: &Frame, ts: Transform) {
        for (pos, item) in frame.items() {
            let here = ts.pre_concat(Transform::translate(pos.x, pos.y));
            match item {
                FrameItem::Group(group) => {
                    let inner = here.pre_concat(group.transform);
                    let label = group.label.map(Label::resolve);
                    let part = label.as_ref().and_then(|label| PagePart::of(label.as_str()));
                    if let Some(part) = part {
                        self.region(part, &group.frame, inner);
                    } else {
                        self.frame(&group.frame, inner);
                    }
                }
                FrameItem::Text(text) => self.text(text, here),
                FrameItem::Shape(shape, _) => {
                    self.reach(shape.bbox(false).max.transform(here), 0.0, "");
                }
                FrameItem::Image(_, size, _) => {
                    self.reach(size.to_point().transform(here), 0.0, "");
                }
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn region(&mut self, part: PagePart, frame: &Frame, ts: Transform) {
        let at = Point::zero().transform(ts);
        let end = frame.size().to_point().transform(ts);
        self.open.push(Region::new(part, at, end));
        self.frame(frame, ts);
        self.close();
    }

    fn text(&mut self, text: &TextItem, ts: Transform) {
        for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let character = text.text.get(glyph.range()).and_then(|s| s.chars().next());
            self.found.push(LayoutProblem::Glyph {
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
        let size = text.size.to_pt();
        self.reach(corner, size, &text.text);
        let start = Point::zero().transform(ts);
        for region in &mut self.open {
            let over = region.at.y.to_pt() - (start.y.to_pt() - size * LETTERS.0);
            region.above.push(over, size, &text.text);
            // What is set to the right reaches over on the left.
            region.left.push((region.at.x - start.x).to_pt(), size, &text.text);
        }
        // Turned letters are a mark of their own template's making.
        if ts.kx.is_zero() && ts.ky.is_zero() && !text.text.trim().is_empty() {
            let (size, line) = (size * ts.sy.get(), start.y.to_pt());
            self.runs.push(TextRun {
                left: start.x.to_pt(),
                right: corner.x.to_pt(),
                top: line - size * LETTERS.0,
                bottom: line + size * LETTERS.1,
                text: text.text.to_string(),
            });
        }
    }

    /// Notes that something reaches to this point of the page, in every open region.
    fn reach(&mut self, corner: Point, size: f64, text: &str) {
        for region in &mut self.open {
            region.right.push((corner.x - region.end.x).to_pt(), size, text);
            region.below.push((corner.y - region.end.y).to_pt(), size, text);
        }
    }

    /// Judges the innermost open region.
    fn close(&mut self) {
        let Some(region) = self.open.pop() else { return };
        let Region { part, left, right, below, above, .. } = region;
        let page = self.page;
        // These are as high as their content; only their width is given.
        let free = matches!(part, PagePart::Slot | PagePart::Tile);
        // The foot stands on its end, and grows towards the slide.
        let high = if matches!(part, PagePart::Foot | PagePart::Page) && above.over > below.over {
            above
        } else {
            below
        };
        if !free && high.over > TOLERANCE {
            let line = if high.size > 0.0 { high.size * LINE } else { 15.0 * LINE };
            self.found.push(LayoutProblem::Overflow {
                page,
                part,
                side: OverflowSide::Bottom,
                points: high.over,
                lines: lines(high.over / line),
                text: high.text,
            });
        }
        for (wide, side) in [(right, OverflowSide::Right), (left, OverflowSide::Left)] {
            if wide.over > TOLERANCE {
                let (points, text) = (wide.over, wide.text);
                self.found.push(LayoutProblem::Overflow {
                    page,
                    part,
                    side,
                    points,
                    lines: 0,
                    text,
                });
            }
        }
    }

    /// Finds texts that stand in each other's place; one finding a page says enough.
    fn collisions(&mut self) {
        let meet = |a: &TextRun, b: &TextRun| {
            a.left + TOLERANCE < b.right
                && b.left + TOLERANCE < a.right
                && a.top + TOLERANCE < b.bottom
                && b.top + TOLERANCE < a.bottom
        };
        self.runs.sort_by(|a, b| a.top.total_cmp(&b.top));
        let tallest = self.runs.iter().map(|run| run.bottom - run.top).fold(0.0, f64::max);
        for (at, run) in self.runs.iter().enumerate() {
            // In order of their tops, so that what begins far below is far from this one.
            let near = self.runs[at + 1..].iter().take_while(|other| other.top < run.top + tallest);
            if let Some(other) = near.into_iter().find(|other| meet(run, other)) {
                self.found.push(LayoutProblem::Collision {
                    page: self.page,
                    text: run.text.clone(),
                    other: other.text.clone(),
                });
                return;
            }
        }
    }
}

/// Rounds a count of lines up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
fn lines(count: f64) -> usize {
    count.ceil().clamp(1.0, 10_000.0) as usize
}
