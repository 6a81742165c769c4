//! What a page of a PDF shows, measured by its own operators: where texts stand, and what is filled.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A rectangle in points, from the upper left corner of the page.
#[derive(Clone, Copy, Debug)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// A run of text.
#[derive(Clone, Debug)]
pub struct Run {
    pub area: Area,
    /// Size of its letters.
    pub size: f64,
    /// Whether it belongs to the page rather than to what it says: a footer, a mark of a draft.
    pub artifact: bool,
}

/// What a page shows.
#[derive(Default)]
pub struct Page {
    pub runs: Vec<Run>,
    /// Filled or framed rectangles, each with how much was painted before it.
    pub boxes: Vec<(usize, Area)>,
    /// Lines from left to right, likewise.
    pub lines: Vec<(usize, Area)>,
}

type Matrix = [f64; 6];
const ONE: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
const HEIGHT: f64 = 540.0;

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

fn number(object: &Object) -> f64 {
    object.as_float().map_or(0.0, f64::from)
}

fn matrix(operation: &Operation) -> Matrix {
    let all: Vec<_> = operation.operands.iter().map(number).collect();
    Matrix::try_from(all).unwrap_or(ONE)
}

/// The widths of a face's glyphs, in thousandths of its size.
fn widths(document: &Document, font: &Dictionary) -> Option<HashMap<u32, f64>> {
    let below = document.dereference(font.get(b"DescendantFonts").ok()?).ok()?.1.as_array().ok()?;
    let below = document.dereference(below.first()?).ok()?.1.as_dict().ok()?;
    let all = document.dereference(below.get(b"W").ok()?).ok()?.1.as_array().ok()?;
    let (mut out, mut at) = (HashMap::new(), 0);
    while let Some(first) = all.get(at) {
        let first = u32::try_from(first.as_i64().ok()?).ok()?;
        if let Some(Object::Array(each)) = all.get(at + 1) {
            out.extend((first..).zip(each.iter().map(number)));
            at += 2;
        } else {
            let last = u32::try_from(all.get(at + 1)?.as_i64().ok()?).ok()?;
            let width = number(all.get(at + 2)?);
            out.extend((first..=last).map(|glyph| (glyph, width)));
            at += 3;
        }
    }
    Some(out)
}

/// The state while the operators of a page are followed.
struct Walk {
    faces: HashMap<Vec<u8>, HashMap<u32, f64>>,
    now: Matrix,
    kept: Vec<Matrix>,
    text: Matrix,
    face: Vec<u8>,
    size: f64,
    /// For each open mark whether it, or one around it, is an artifact.
    marks: Vec<bool>,
    /// Corners of the path that is being made.
    path: Vec<(f64, f64)>,
    page: Page,
}

impl Walk {
    fn point(&mut self, x: f64, y: f64) {
        let at = times([1.0, 0.0, 0.0, 1.0, x, y], self.now);
        self.path.push((at[4], HEIGHT - at[5]));
    }

    /// A path is painted: a rectangle, or a line.
    fn paint(&mut self) {
        let path = std::mem::take(&mut self.path);
        let Some(&(x, y)) = path.first() else { return };
        let start = Area { left: x, top: y, right: x, bottom: y };
        let area = path.iter().fold(start, |area, &(x, y)| Area {
            left: area.left.min(x),
            top: area.top.min(y),
            right: area.right.max(x),
            bottom: area.bottom.max(y),
        });
        // Corners may be rounded a little.
        let corner = |&(x, y): &(f64, f64)| {
            let side = (x - area.left).abs() < 2.1 || (x - area.right).abs() < 2.1;
            side && ((y - area.top).abs() < 2.1 || (y - area.bottom).abs() < 2.1)
        };
        if !path.iter().all(corner) {
            return;
        }
        let before = self.page.boxes.len() + self.page.lines.len();
        if area.bottom - area.top < 2.5 {
            self.page.lines.push((before, area));
        } else if area.right - area.left > 2.5 {
            self.page.boxes.push((before, area));
        }
    }

    fn show(&mut self, operand: &Object) {
        let known = self.faces.get(&self.face).expect("a face");
        let one = [operand.clone()];
        let pieces = if let Object::Array(pieces) = operand { pieces.as_slice() } else { &one };
        let mut width = 0.0;
        for piece in pieces {
            if let Object::String(bytes, _) = piece {
                for pair in bytes.chunks(2) {
                    let glyph = pair.iter().fold(0, |sum, byte| sum * 256 + u32::from(*byte));
                    width += known.get(&glyph).copied().unwrap_or(0.0) / 1000.0 * self.size;
                }
            } else {
                width -= number(piece) / 1000.0 * self.size;
            }
        }
        let whole = times(self.text, self.now);
        let (scale, x, y) = (whole[0].abs(), whole[4], HEIGHT - whole[5]);
        let size = self.size * scale;
        let area =
            Area { left: x, top: y - 0.6 * size, right: x + width * scale, bottom: y + 0.1 * size };
        let artifact = self.marks.last().copied().unwrap_or(false);
        self.page.runs.push(Run { area, size, artifact });
        self.text = times([1.0, 0.0, 0.0, 1.0, width, 0.0], self.text);
    }

    fn follow(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        let value = |at: usize| operands.get(at).map_or(0.0, number);
        match operation.operator.as_str() {
            "q" => self.kept.push(self.now),
            "Q" => self.now = self.kept.pop().unwrap_or(ONE),
            "cm" => self.now = times(matrix(operation), self.now),
            "BMC" | "BDC" => {
                let open = self.marks.last().copied().unwrap_or(false);
                let artifact = operands.first().and_then(|tag| tag.as_name().ok());
                self.marks.push(open || artifact == Some(b"Artifact"));
            }
            "EMC" => drop(self.marks.pop()),
            "BT" => self.text = ONE,
            "Tm" => self.text = matrix(operation),
            "Td" => self.text = times([1.0, 0.0, 0.0, 1.0, value(0), value(1)], self.text),
            "Tf" => {
                self.face = operands[0].as_name().expect("a name").to_vec();
                self.size = value(1);
            }
            "Tj" | "TJ" => self.show(&operands[0]),
            "m" | "l" => self.point(value(0), value(1)),
            "c" => {
                self.point(value(0), value(1));
                self.point(value(2), value(3));
                self.point(value(4), value(5));
            }
            "re" => {
                let (x, y, w, h) = (value(0), value(1), value(2), value(3));
                self.point(x, y);
                self.point(x + w, y + h);
            }
            "f" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => self.paint(),
            "n" => self.path.clear(),
            _ => {}
        }
    }
}

/// Reads a page.
pub fn read(document: &Document, page: ObjectId) -> Page {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let faces = fonts.iter().map(|(name, font)| {
        let widths = widths(document, font).unwrap_or_default();
        (name.clone(), widths)
    });
    let mut walk = Walk {
        faces: faces.collect(),
        now: ONE,
        kept: Vec::new(),
        text: ONE,
        face: Vec::new(),
        size: 0.0,
        marks: Vec::new(),
        path: Vec::new(),
        page: Page::default(),
    };
    let content = Content::decode(&document.get_page_content(page)).expect("operators");
    content.operations.iter().for_each(|operation| walk.follow(operation));
    walk.page
}

/// Where slides end and their foot begins.
const FOOT: f64 = 500.0;
/// A blank at the end of a line may hang over, as the empty half of an East Asian mark: half a
/// letter is let pass, and so much at least.
const BLANK: f64 = 6.0;

/// Says what is wrong with the pages of a PDF.
pub fn wrong(bytes: &[u8]) -> Option<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let pages = document.get_pages();
    pages.into_iter().find_map(|(number, id)| {
        let wrong = read(&document, id).wrong(number == 1)?;
        Some(format!("page {number}: {wrong}"))
    })
}

impl Page {
    fn wrong(&self, cover: bool) -> Option<String> {
        for (at, run) in self.runs.iter().enumerate() {
            let a = run.area;
            let blank = BLANK.max(run.size / 2.0);
            if a.top < -1.0 || a.bottom > HEIGHT + 1.0 {
                return Some(format!("text at {a:?} leaves the page"));
            }
            if a.left < 46.0 || a.right > 912.0 + blank {
                return Some(format!("text at {a:?} leaves the margins"));
            }
            let line = a.bottom - 0.1 * run.size;
            if !run.artifact && !cover && line > FOOT + 1.5 {
                return Some(format!("text at {a:?} stands in the foot"));
            }
            for other in &self.runs[at + 1..] {
                let b = other.area;
                let across = a.right.min(b.right) - a.left.max(b.left);
                let down = a.bottom.min(b.bottom) - a.top.max(b.top);
                if across > 8.0 && down > 2.0 {
                    return Some(format!("texts at {a:?} and {b:?} meet"));
                }
            }
            let inside = |area: &Area| {
                let (x, y) = (a.left + 1.0, f64::midpoint(a.top, line));
                area.left < x && x < area.right && area.top < y && y < area.bottom
            };
            // Beside those too small to hold a word, and the page's own ground.
            let holds =
                |area: &Area| area.right - area.left > 60.0 && area.bottom - area.top > 16.0;
            for (_, area) in self.boxes.iter().filter(|(_, area)| holds(area) && inside(area)) {
                if a.right > area.right + blank || line > area.bottom + 1.0 {
                    return Some(format!("text at {a:?} leaves what it stands on, {area:?}"));
                }
            }
            for (order, rule) in &self.lines {
                let across = a.right.min(rule.right) - a.left.max(rule.left);
                let struck = rule.top > a.top + 1.5 && rule.bottom < line - 1.0;
                // A plate on the line parts it from the text.
                let plate = self.boxes.iter().any(|(later, plate)| {
                    later > order
                        && plate.left < a.left + 1.0
                        && a.right < plate.right + 1.0
                        && inside(plate)
                });
                if struck && !plate && across > 4.0 && rule.right - rule.left > 60.0 {
                    return Some(format!("text at {a:?} is struck out by {rule:?}"));
                }
            }
        }
        None
    }
}
