//! Every page of `iijdeck explain` is a test: its blocks are put over a small deck and must give
//! exactly the findings that their comments mark.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use iijdeck::code::{self, Ground};
use serde_json::Value;

use crate::program::findings;

/// The deck that blocks are put over, a top-level key at a time.
const BASE: &[(&str, &str)] = &[
    ("iijdeck", "iijdeck: 2\n"),
    (
        "deck",
        "deck:\n  title: 1st Quarter FY2026 Results\n  date: 2026-08-07\n  period: 1Q26\n  \
         language: en\n",
    ),
    (
        "company",
        "company:\n  name: Example Corporation\n  short: Example\n  fiscal_year: {starts: april, \
         named_by: start}\n  unit: JPY million\n  rounding: half up\n",
    ),
    ("facts", "facts:\n  revenue:\n    label: Revenue\n    values: {1Q26: 15813, 1Q25: 15835}\n"),
    ("slides", "slides:\n  - cover: {}\n"),
];

/// A fenced block of a page.
struct Block<'a> {
    /// `fail`, `pass` or `near`.
    role: &'a str,
    /// Where the block goes, or that it needs a build: `theme`, `build`.
    marks: Vec<&'a str>,
    text: String,
    /// Line in the page, for messages.
    line: usize,
}

fn blocks(page: &'static str) -> Vec<Block<'static>> {
    let mut out = Vec::new();
    let mut open: Option<Block<'static>> = None;
    for (number, line) in (1..).zip(page.lines()) {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some(block), None) => writeln!(block.text, "{line}").expect("a string"),
            (None, Some(info)) => {
                let mut words = info.split_whitespace();
                assert_eq!(words.next(), Some("yaml"), "line {number}: {line}");
                let role = words.next().expect("fail, pass or near");
                let marks = words.collect();
                open = Some(Block { role, marks, text: String::new(), line: number });
            }
            (None, None) => {}
        }
    }
    out
}

/// Puts a block over the small deck: its top-level keys take the place of those of the deck.
fn over_base(block: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let own: Vec<_> = block
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, _)| key)
        .filter(|key| !key.is_empty() && key.chars().all(plain))
        .collect();
    let rest = BASE.iter().filter(|(key, _)| !own.contains(key));
    rest.map(|(_, text)| *text).chain([block]).collect()
}

/// A finding: file, line, severity and code.
type Place = (String, u64, String, String);

fn marked(file: &str, text: &str) -> Vec<Place> {
    let mut out = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((_, comment)) = line.rsplit_once('#') else { continue };
        for mark in comment.split(',') {
            let Some((severity, code)) = mark.trim().split_once(": ") else { continue };
            if ["error", "warning", "info"].contains(&severity) {
                out.push((file.to_owned(), number, severity.to_owned(), code.to_owned()));
            }
        }
    }
    out.sort();
    out
}

fn found(deck: &Path, build: bool) -> Vec<Place> {
    let command: &[&str] = if build { &["build", "--format", "pdf"] } else { &["check"] };
    let (_, found) = findings(deck, &[command, &["--info", "quarter.yaml"]].concat());
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut out: Vec<_> = found
        .iter()
        .map(|finding| {
            let line = finding["line"].as_u64().unwrap_or(0);
            let file = text(&finding["file"]).trim_start_matches("./").to_owned();
            (file, line, text(&finding["severity"]), text(&finding["code"]))
        })
        .collect();
    out.sort();
    out
}

#[test]
fn every_page_is_true() {
    let mut wrong = String::new();
    for code in code::ALL {
        let (code, page) = (code.name(), code.page());
        for block in blocks(page) {
            let dir = tempfile::tempdir().expect("a folder");
            let theme = block.marks.contains(&"theme");
            let text = if theme {
                let (_, head) = BASE[1];
                let head = format!("{head}  theme: theme.yaml\n");
                fs::write(dir.path().join("theme.yaml"), &block.text).expect("a file");
                over_base(&head)
            } else {
                over_base(&block.text)
            };
            fs::write(dir.path().join("quarter.yaml"), &text).expect("a file");
            let marked = if theme {
                marked("theme.yaml", &block.text)
            } else {
                marked("quarter.yaml", &text)
            };
            let mut found = found(dir.path(), block.marks.contains(&"build"));
            // Infos about rounding and proof stand beside much else; a page marks its own.
            found.retain(|(.., how, what)| {
                how != "info" || what == code || marked.iter().any(|(.., mark)| mark == what)
            });
            let right = match block.role {
                "fail" => !marked.is_empty() && found == marked,
                _ => found.iter().all(|(_, _, how, what)| how != "error" && what != code),
            };
            if !right {
                let at = block.line;
                writeln!(
                    wrong,
                    "{code}.md:{at} ({})\n  marked {marked:?}\n  found  {found:?}",
                    block.role
                )
                .expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_page_has_its_parts() {
    for code in code::ALL {
        let page = code.page();
        let mut paragraphs = page.split("\n\n");
        assert_eq!(paragraphs.next(), Some(format!("# {code}").as_str()));
        let summary = paragraphs.next().unwrap_or_default();
        assert!(summary.ends_with('.') && !summary.contains('\n'), "{code}: {summary}");
        assert!(page.contains("\n## Why it matters\n"), "{code}");
        assert!(page.contains("\n## How to mend it\n"), "{code}");
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{code}");
        assert!(page.lines().all(|line| line.chars().count() <= 110), "{code}: a long line");
        let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
        for block in blocks(page) {
            *roles.entry(block.role).or_default() += 1;
        }
        // Only a table too large for a page is left undecided.
        if *code == "joint-undecided" {
            continue;
        }
        if code.ground() == Ground::Unusable {
            assert!(roles.is_empty() || roles.keys().eq(&["fail", "pass"]), "{code}: {roles:?}");
        } else {
            assert!(roles.keys().eq(&["fail", "near", "pass"]), "{code}: {roles:?}");
        }
    }
}

/// Names that a finding shows: the slide it stands on, and whatever it quotes.
fn shown(finding: &Value) -> (Vec<String>, Vec<String>) {
    let notes = finding["notes"].as_array().into_iter().flatten();
    let labels = finding["labels"].as_array().into_iter().flatten().map(|label| &label["text"]);
    let notes = notes.chain(labels);
    let texts = notes.chain([&finding["message"]]).filter_map(Value::as_str);
    let (mut slides, mut quoted) = (Vec::new(), Vec::new());
    for text in texts {
        for (at, _) in text.match_indices("slide ") {
            let rest = &text[at..];
            let digits = rest[6..].bytes().take_while(u8::is_ascii_digit).count();
            let number = &rest[..6 + digits];
            let title =
                rest[number.len()..].strip_prefix(" (`").and_then(|rest| rest.split_once("`)"));
            match title {
                _ if digits == 0 => {}
                Some((title, _)) => slides.push(format!("{number} (`{title}`)")),
                None => slides.push(number.to_owned()),
            }
        }
        quoted.extend(text.split('`').skip(1).step_by(2).map(str::to_owned));
        quoted.extend(text.contains('@').then(|| text.to_owned()));
    }
    (slides, quoted)
}

#[test]
fn a_waiver_can_say_whatever_a_finding_shows() {
    let mut wrong = String::new();
    for code in code::ALL.iter().filter(|code| code.ground() == Ground::Waivable) {
        for block in blocks(code.page()).iter().filter(|block| block.role == "fail") {
            if block.marks.contains(&"theme") || block.text.contains("\nwaivers:") {
                continue;
            }
            let folder = tempfile::tempdir().expect("a folder");
            let base = over_base(&block.text);
            let told = |text: &str| {
                fs::write(folder.path().join("quarter.yaml"), text).expect("a file");
                findings(folder.path(), &["check", "--info", "quarter.yaml"]).1
            };
            let mut all = told(&base);
            all.retain(|one| one["code"] == code.name() && one["severity"] != "info");
            // Every name in a waiver of its own, each on its line: those that are a place are asked what was seen.
            let mut places: Vec<String> = Vec::new();
            for (slides, quoted) in all.iter().map(shown) {
                places.extend(slides.into_iter().chain(quoted));
            }
            let waivers = places.iter().fold("waivers:\n".to_owned(), |text, place| {
                let place = serde_json::to_string(place).expect("a text");
                let by = "reason: As published, reviewer: A. Sato";
                text + &format!("  - {{code: {}, where: {place}, {by}}}\n", code.name())
            });
            let first = base.lines().count() + 2;
            let asked = if places.is_empty() { Vec::new() } else { told(&(base + &waivers)) };
            let asks = |one: &&Value| {
                one["code"] == "bad-waiver" && one["help"].to_string().contains("seen: ")
            };
            let lines: Vec<_> =
                asked.iter().filter(asks).filter_map(|one| one["line"].as_u64()).collect();
            let takes = |place: &String| {
                let mut at = places.iter().enumerate().filter(|(_, other)| *other == place);
                at.any(|(at, _)| lines.contains(&((first + at) as u64)))
            };
            for one in all {
                let (slides, quoted) = shown(&one);
                let refused: Vec<_> = slides.iter().filter(|slide| !takes(slide)).collect();
                let none = slides.is_empty() && !quoted.iter().any(takes);
                if none || !refused.is_empty() {
                    writeln!(wrong, "{}:{} {one}\n  refused {refused:?}", code.name(), block.line)
                        .expect("a string");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
