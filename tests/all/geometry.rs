//! The slide's frame has one home, `view::geometry`: no template and no other room has a number of it.

use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::view::Geometry;

/// Lengths up to this are strokes and hairlines, in points or pixels.
const STROKE: f64 = 3.0;

/// How the shapes of a chart are drawn goes by the shape, whatever the frame.
const DRAWN: &str = "typ/drawn.j2";

/// The numbers that stand before a unit, as `12` in `12pt`; what a template fills in is none.
fn numbers<'a>(text: &'a str, unit: &str) -> Vec<&'a str> {
    let whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    let ends = text.match_indices(unit).filter(|(at, _)| whole(&text[at + unit.len()..]));
    let before = ends.map(|(at, _)| {
        let from = text[..at].rfind(|c: char| !c.is_ascii_digit() && c != '.');
        &text[from.map_or(0, |from| from + 1)..at]
    });
    before.filter(|number| !number.is_empty()).collect()
}

/// The values of a property of a style sheet.
fn values<'a>(text: &'a str, property: &str) -> Vec<&'a str> {
    let own = |at: usize| at == 0 || text[..at].ends_with(['{', ';', ' ']);
    let starts = text.match_indices(property).filter(|(at, _)| own(*at));
    let value = |at: usize| text[at + property.len()..].split([';', '}']).next();
    starts.filter_map(|(at, _)| value(at)).collect()
}

fn is_long(number: &&str) -> bool {
    number.parse::<f64>().is_ok_and(|number| number > STROKE)
}

/// A template without what is filled in.
fn written(text: &str) -> String {
    let mut parts = text.split("{{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("}}").map_or(part, |(_, rest)| rest))
}

/// What of a frame stands in a template as a number.
fn own_numbers(name: &str, text: &str) -> Vec<String> {
    let text = &written(text);
    let mut found = Vec::new();
    let mut tell = |what: &str, numbers: Vec<&str>| {
        found.extend(numbers.iter().map(|number| format!("{what}: {number}")));
    };
    if name.starts_with("typ/") && name != DRAWN {
        tell("pt", numbers(text, "pt").into_iter().filter(is_long).collect());
    }
    if name.starts_with("md/") {
        tell("px", numbers(text, "px").into_iter().filter(is_long).collect());
    }
    let sheets = ["slide", "screen", "print"].map(|sheet| format!("html/{sheet}.css.j2"));
    if sheets.iter().any(|sheet| sheet == name) {
        tell("mm", numbers(text, "mm"));
        for value in values(text, "font-size:") {
            for unit in ["em", "pt"] {
                // As large as what is around it.
                tell(value, numbers(value, unit).into_iter().filter(|n| *n != "1").collect());
            }
        }
        for rule in text.split('}').filter_map(|rule| rule.split_once('{')) {
            let (selector, body) = rule;
            let last = selector.rsplit([' ', ',', '\n']).next().unwrap_or_default();
            let properties: &[&str] = match last {
                ".sheet" => &["padding:", "width:", "height:"],
                ".slots" | ".slot" | ".charts" | ".tiles" => &["gap:", "margin-top:"],
                "th,td" | "td" => &["padding:"],
                _ => &[],
            };
            for property in properties {
                let all = values(body, property);
                tell(last, all.iter().flat_map(|v| numbers(v, "em")).collect());
                tell(last, all.iter().flat_map(|v| numbers(v, "rem")).collect());
            }
        }
    }
    if name.starts_with("html/") || name.starts_with("md/") {
        let sides = ["16/9", "9/16", "16:9", "9:16", "*.5625"];
        tell("canvas", sides.into_iter().filter(|side| text.contains(side)).collect());
        let overview = |number: &&str| ["75", "42.1875"].contains(number);
        tell("overview", numbers(text, "rem").into_iter().filter(overview).collect());
    }
    found
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

#[test]
fn no_template_has_a_number_of_the_frame() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut paths = Vec::new();
    files(&templates, &mut paths);
    assert!(paths.len() > 50, "the templates were read");
    let mut found = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&templates).expect("below it").display().to_string();
        let text = fs::read_to_string(&path).expect("a template");
        let own = own_numbers(&name.replace('\\', "/"), &text);
        found.extend(own.into_iter().map(|what| format!("{name}: {what}")));
    }
    assert_eq!(found, [""; 0], "write it into `view::geometry`");
}

#[test]
fn a_second_number_is_found() {
    let planted = [
        ("typ/lib.j2", "#let margin = 48pt"),
        ("typ/page/closing.j2", "small-print({{ size }}pt, 10.5pt, 0.5pt)"),
        ("html/slide.css.j2", "h2{font-size:1.65em;color:red}"),
        ("html/slide.css.j2", ".foot{x:y;font-size:calc(.75em*var(--step,1))}"),
        ("html/slide.css.j2", "\n.slots{gap:1.1em {{ s }}em}"),
        ("html/slide.css.j2", "\n.sheet{position:relative;padding:1.7em {{ s }}em}"),
        ("html/screen.css.j2", ".sheet{padding:1.5rem}"),
        ("html/screen.css.j2", "main{height:calc(var(--wide)*9/16)}"),
        ("html/print.css.j2", "@page{size:338.67mm {{ h }}mm}"),
        ("md/deck.j2", "section { font-size: 18px }"),
        ("md/deck.j2", "size: \"16:9\""),
    ];
    for (name, text) in planted {
        assert_eq!(own_numbers(name, text).len(), 1, "{name}: {text}");
    }
    let free = [
        ("typ/lib.j2", "stroke: 0.8pt + accent, 1.1em, 100pts, {{ g.canvas.width }}pt"),
        ("html/slide.css.j2", "b{font-size:1em;padding:.3em}.tip{font-size:.86rem}"),
        ("html/slide.css.j2", "h2{font-size:{{ s.sizes.title | css }}em}"),
    ];
    for (name, text) in free {
        assert_eq!(own_numbers(name, text), [""; 0], "{name}: {text}");
    }
}

#[test]
fn no_other_room_has_a_number_of_the_frame() {
    let frame = &Geometry::WIDE;
    let sides = [frame.canvas.width, frame.canvas.height, frame.text_width(), frame.regions.body];
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&src, &mut paths);
    for path in paths.iter().filter(|path| !path.starts_with(src.join("view/geometry"))) {
        let text = fs::read_to_string(path).expect("a file");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.');
        let number = |word: &str| word.trim_end_matches(".0").parse::<u32>().ok();
        let second = words.filter_map(number).find(|number| sides.contains(number));
        assert_eq!(second, None, "{} has a number of the frame", path.display());
    }
}
