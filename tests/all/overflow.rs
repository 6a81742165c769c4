//! Long texts in every field: either a finding is told, or the PDF holds nothing outside its page
//! and no two texts in one place. The PDF is measured by its own operators, by another parser than
//! the program's, and knows nothing of how pages are laid out.

#![expect(clippy::float_arithmetic, reason = "geometry only")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object};

/// Fields of text in decks and themes.
const FIELDS: [&str; 27] = [
    "title", "heading", "label", "unit", "tagline", "name", "short", "address", "phone", "fax",
    "footer", "caption", "missing", "note", "text", "event", "what", "group", "business", "head",
    "subtitle", "reason", "part", "comment", "notes", "logo_alt", "subject",
];

/// Words of three languages; the last of each has no place to break.
const WORDS: [[&str; 6]; 3] = [
    [
        "revenue",
        "of the segment",
        "and",
        "services",
        "outsourcing",
        "Unbreakableaccountingterminology",
    ],
    ["Umsatz", "der Sparte", "und", "Dienste", "Auslagerung", "Donaudampfschifffahrtsgesellschaft"],
    [
        "売上高",
        "事業の",
        "および",
        "運用保守",
        "構築。",
        "アウトソーシングサービスインテグレーション",
    ],
];

/// A generator with a fixed seed: the same texts every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn text(&mut self, language: usize) -> String {
        let words = WORDS[language];
        if self.below(6) == 0 {
            return words[5].repeat(1 + self.below(6));
        }
        let count = 4 + self.below(90);
        let word = |random: &mut Self| {
            let end = if random.below(9) == 0 { 6 } else { 5 };
            words[random.below(end)]
        };
        let all: Vec<_> = (0..count).map(|_| word(self)).collect();
        all.join(if language == 2 { "" } else { " " })
    }
}

type Matrix = [f64; 6];

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

/// The boxes of the runs of text of a page: left, top, right, bottom, from its upper left corner.
fn boxes(document: &Document, page: lopdf::ObjectId) -> Vec<[f64; 4]> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    let faces: HashMap<_, _> = fonts
        .iter()
        .map(|(name, font)| (name.clone(), widths(document, font).unwrap_or_default()))
        .collect();
    let bytes = document.get_page_content(page);
    let content = Content::decode(&bytes).expect("operators");
    let one = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let (mut now, mut kept, mut text) = (one, Vec::new(), one);
    let (mut face, mut size) = (Vec::new(), 0.0);
    let mut out = Vec::new();
    for operation in &content.operations {
        let operands = &operation.operands;
        let matrix = || {
            let all: Vec<_> = operands.iter().map(number).collect();
            Matrix::try_from(all).unwrap_or(one)
        };
        match operation.operator.as_str() {
            "q" => kept.push(now),
            "Q" => now = kept.pop().unwrap_or(one),
            "cm" => now = times(matrix(), now),
            "BT" => text = one,
            "Tm" => text = matrix(),
            "Td" => {
                text =
                    times([1.0, 0.0, 0.0, 1.0, number(&operands[0]), number(&operands[1])], text);
            }
            "Tf" => {
                face = operands[0].as_name().expect("a name").to_vec();
                size = number(&operands[1]);
            }
            "Tj" | "TJ" => {
                let known = faces.get(&face).expect("a face");
                let pieces = if let Object::Array(pieces) = &operands[0] {
                    pieces.clone()
                } else {
                    vec![operands[0].clone()]
                };
                let mut width = 0.0;
                for piece in &pieces {
                    if let Object::String(bytes, _) = piece {
                        for pair in bytes.chunks(2) {
                            let glyph =
                                pair.iter().fold(0, |sum, byte| sum * 256 + u32::from(*byte));
                            width += known.get(&glyph).copied().unwrap_or(0.0) / 1000.0 * size;
                        }
                    } else {
                        width -= number(piece) / 1000.0 * size;
                    }
                }
                let whole = times(text, now);
                let scale = whole[0].abs();
                let (x, y) = (whole[4], 540.0 - whole[5]);
                out.push([x, y - 0.6 * size * scale, x + width * scale, y + 0.1 * size * scale]);
                text = times([1.0, 0.0, 0.0, 1.0, width, 0.0], text);
            }
            _ => {}
        }
    }
    out
}

/// Says what is wrong with the pages of a PDF.
fn wrong(bytes: &[u8]) -> Option<String> {
    let document = Document::load_mem(bytes).expect("a PDF");
    for (number, page) in document.get_pages() {
        let boxes = boxes(&document, page);
        for (at, a) in boxes.iter().enumerate() {
            // A blank at the end of a line may hang over: half a letter is let pass.
            if a[0] < -1.0 || a[1] < -1.0 || a[2] > 966.0 || a[3] > 541.0 {
                return Some(format!("page {number}: text at {a:?} leaves the page"));
            }
            for b in &boxes[at + 1..] {
                let across = a[2].min(b[2]) - a[0].max(b[0]);
                let down = a[3].min(b[3]) - a[1].max(b[1]);
                if across > 8.0 && down > 2.0 {
                    return Some(format!("page {number}: texts at {a:?} and {b:?} meet"));
                }
            }
        }
    }
    None
}

/// Gives the places of a deck where an author's words stand: the whole line, and where they begin.
fn fields(text: &str) -> Vec<(usize, usize)> {
    let field = |line: &str| {
        let (key, value) = line.split_once(": ")?;
        let key = key.trim_start_matches([' ', '-']);
        let plain =
            !value.starts_with(['{', '[', '|', '&', '"', '\'', '>']) && !value.trim().is_empty();
        (FIELDS.contains(&key) && plain).then(|| line.len() - value.len())
    };
    let item = |line: &str| {
        let inside = line.trim_start();
        let words = inside.strip_prefix("- ")?;
        let prose = words.starts_with(|c: char| c.is_alphabetic())
            && !words.contains(": ")
            && words.contains(' ');
        prose.then_some(line.len())
    };
    text.lines()
        .enumerate()
        .filter_map(|(at, line)| Some((at, field(line).or_else(|| item(line))?)))
        .collect()
}

#[test]
fn long_texts_are_told_or_fit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let init = fs::read_to_string(root.join("assets/init/quarter.yaml")).expect("the deck of init");
    let german = init.replacen("language: en", "language: de", 1);
    let japanese = fs::read_to_string(root.join("tests/data/japanese-first.yaml")).expect("a deck");
    let gallery = fs::read_to_string(root.join("examples/gallery/quarter.yaml")).expect("a deck");
    let mut random = Random(2026);
    let (mut told, mut held, mut bad) = (0, 0, Vec::new());
    for (deck, language, tries) in
        [(&init, 0, 22), (&german, 1, 18), (&japanese, 2, 18), (&gallery, 0, 10)]
    {
        let places = fields(deck);
        assert!(places.len() > 10, "{} fields", places.len());
        for _ in 0..tries {
            let dir = tempfile::tempdir().expect("a folder");
            let long = random.text(language);
            let mut text = deck.clone();
            let theme = random.below(6) == 0 && !deck.contains("theme:");
            let mut at = (0, 0);
            if theme {
                let theme = format!("footer: {long}\n");
                fs::write(dir.path().join("theme.yaml"), theme).expect("a file");
                text = text.replacen("deck:\n", "deck:\n  theme: theme.yaml\n", 1);
            } else {
                at = places[random.below(places.len())];
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                let line = &mut lines[at.0];
                let end = if at.1 == line.len() {
                    format!("{line} {long}")
                } else {
                    format!("{}{long}", &line[..at.1])
                };
                *line = end;
                text = lines.join("\n") + "\n";
            }
            fs::write(dir.path().join("long.yaml"), &text).expect("a file");
            let mut command = Command::new(env!("CARGO_BIN_EXE_iijdeck"));
            command.current_dir(dir.path()).args(["build", "-q", "--format", "pdf", "long.yaml"]);
            let output = command.output().expect("the program runs");
            let place = if theme {
                "footer".to_owned()
            } else {
                text.lines().nth(at.0).unwrap_or_default().to_owned()
            };
            if output.status.success() {
                let folder = fs::read_dir(dir.path().join("out/long")).expect("a folder");
                let folder =
                    folder.flatten().find(|entry| entry.path().is_dir()).expect("a language");
                let pdf = fs::read(folder.path().join("deck.pdf")).expect("a PDF");
                held += 1;
                bad.extend(wrong(&pdf).map(|wrong| format!("{wrong}: {place}")));
            } else {
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(!said.contains("deck.typ") && !said.contains("built-in"), "{said}");
                told += 1;
            }
        }
    }
    assert!(told > 10 && held > 10, "{told} told, {held} fit");
    assert!(bad.is_empty(), "{} of {held}:\n{}", bad.len(), bad.join("\n"));
}
