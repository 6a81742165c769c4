//! Edits of finished files: none may pass `verify`, whether or not a reader of words could see it.

use std::fs;
use std::path::Path;

use lopdf::{Document, Object, ObjectId, dictionary};

use crate::program::run;

const DECK: &str = r"iijdeck: 2
deck:
  title: First Quarter Results
  date: 2026-08-07
  period: 1Q26
  language: en
  tagline: For investors
  subject: Results of the quarter
  theme: theme.yaml
  attach: facts
  translations: {de: {}}
company:
  name: Example Corporation
  short: Example
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: half up
facts:
  revenue:
    label: Revenue
    values: {1Q26: 15813, 1Q25: 15235}
  costs:
    label: Costs
    values: {1Q26: 12788, 1Q25: 12306}
slides:
  - cover: {}
  - section: {title: Results, divider: no}
  - statement:
      title: Income
      columns: [{period: 1Q26}, {period: 1Q25}]
      rows: [{show: revenue}, {show: costs}]
  - trend:
      title: Revenue
      charts: [{title: Revenue by quarter, show: [revenue], periods: [1Q25, 1Q26]}]
      text: |
        - Revenue was {revenue}, see [our site](https://example.com)
  - contact: {name: Investor Relations, email: ir@example.com}
";

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"30\"><rect \
    width=\"90\" height=\"30\" fill=\"#0b3d66\"/></svg>";

/// An edit of a text: in a file, what is replaced by what.
const TEXTS: &[(&str, &str, &str)] = &[
    // HTML: outside the slides, in what is not printed, in how it is set.
    ("en/deck.html", "<main ", "<p>99 billion</p><main "),
    ("en/deck.html", "</main>", "</main><p>99 billion</p>"),
    ("en/deck.html", "</style>", "td{display:none}</style>"),
    ("en/deck.html", "</style>", "h2::after{content:\"99 billion\"}</style>"),
    ("en/deck.html", "</style>", ".figure{color:#fff}</style>"),
    ("en/deck.html", "15,813", "<del>15,813</del>"),
    ("en/deck.html", "15,813", "15,<b></b>813"),
    ("en/deck.html", "15,813", "15,318"),
    ("en/deck.html", "<title>", "<title>99 billion "),
    ("en/deck.html", "Results of the quarter", "Results of 99 billion"),
    ("en/deck.html", "2026-08-07", "2026-08-08"),
    ("en/deck.html", "https://example.com", "https://example.org"),
    ("en/deck.html", "mailto:ir@example.com", "mailto:ir@example.org"),
    ("en/deck.html", "role=\"img\"", "role=\"presentation\""),
    ("en/deck.html", "<rect class=\"bar", "<rect transform=\"scale(1 .5)\" class=\"bar"),
    ("en/deck.html", "\"use strict\";", "\"use strict\";document.body.textContent=\"99\";"),
    ("en/deck.html", "<desc", "<desc lang=\"en\""),
    ("en/deck.html", "lang=\"en\"", "lang=\"fr\""),
    ("en/deck.html", "Content-Security-Policy", "X-Policy"),
    ("en/deck.html", "noindex", "index"),
    ("en/deck.html", "</body>", "<!-- 99 billion --></body>"),
    ("en/deck.html", "Revenue by quarter", "Costs by quarter"),
    ("en/deck.html", "DRAFT", "FINAL"),
    ("en/deck.html", "data-facts=\"revenue", "data-facts=\"costs"),
    ("en/deck.html", "alt=\"Example", "alt=\"Other"),
    // Markdown.
    ("en/deck.md", "marp: true", "marp: false"),
    ("en/deck.md", "First Quarter Results", "Second Quarter Results"),
    ("en/deck.md", "lang: \"en\"", "lang: \"fr\""),
    ("en/deck.md", "section {", "section { display: none;"),
    ("en/deck.md", "15,813", "~~15,813~~"),
    ("en/deck.md", "15,813", "15,318"),
    ("en/deck.md", "15,813", "15813"),
    ("en/deck.md", "\n---\n\n", "\n---\n\n<div>99 billion</div>\n\n"),
    ("en/deck.md", "\n---\n\n", "\n---\n\n```\n99 billion\n```\n\n"),
    ("en/deck.md", "\n---\n\n", "\n---\n\n<!-- 99 billion -->\n\n"),
    ("en/deck.md", "charts/", "pictures/"),
    ("en/deck.md", "](https://example.com)", "](https://example.org)"),
    ("en/deck.md", "![", "![99 billion "),
    ("en/deck.md", "Costs", "Profit"),
    ("en/deck.md", "ir@example.com", "ir@example.org"),
    // Typst text.
    ("en/deck.typ", "// ---- Slides", "#show table: none\n// ---- Slides"),
    ("en/deck.typ", "// ---- Slides", "99 billion\n// ---- Slides"),
    ("en/deck.typ", "\"15,813\"", "\"15,318\""),
    ("en/deck.typ", "\"15,813\"", "hide(\"15,813\")"),
    ("en/deck.typ", "relationship: \"data\"", "relationship: \"source\""),
    ("en/deck.typ", "#set heading(", "#set page(fill: black)\n#set heading("),
    ("en/deck.typ", "https://example.com", "https://example.org"),
    ("en/deck.typ", "series = (", "series = (\"#ffffff\", "),
    ("en/deck.typ", "Example Corporation", "Other Corporation"),
    ("en/facts.json", "15813", "15318"),
    ("en/logo.svg", "#0b3d66", "#ff0000"),
    // The manifest.
    ("manifest.json", "\"release\": false", "\"release\": true"),
    ("manifest.json", "\"period\": \"1Q26\"", "\"period\": \"1Q27\""),
    ("manifest.json", "\"date\": \"2026-08-07\"", "\"date\": \"2026-08-08\""),
    ("manifest.json", "\"company\": \"Example", "\"company\": \"Other"),
    ("manifest.json", "\"parity\": true", "\"parity\": false"),
    ("manifest.json", "\"sha256\": \"", "\"sha256\": \"0"),
    ("manifest.json", "deck.html", "deck.htm"),
    ("manifest.json", "\"delayed\": false", "\"delayed\": true"),
    ("manifest.json", "{", ""),
    // Another language.
    ("de/deck.html", "15.813", "15.318"),
    ("de/deck.md", "15.813", "15.318"),
    ("de/deck.typ", "15.813", "15.318"),
];

/// What is taken away or put beside.
const FILES: &[(&str, bool)] = &[
    ("en/deck.html", false),
    ("en/deck.md", false),
    ("en/deck.typ", false),
    ("en/deck.pdf", false),
    ("en/proof.pdf", false),
    ("en/facts.json", false),
    ("en/charts", false),
    ("en/fonts", false),
    ("de/deck.pdf", false),
    ("de", false),
    ("manifest.json", false),
    ("en/old.pdf", true),
    ("en/charts/old.svg", true),
    ("fr", true),
];

fn program(folder: &Path, command: &[&str]) -> (bool, String) {
    let output = run(folder, command);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Changes a PDF by its objects.
fn in_pdf(bytes: &[u8], change: impl Fn(&mut Document)) -> Vec<u8> {
    let mut document = Document::load_mem(bytes).expect("a PDF");
    change(&mut document);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("it is written");
    out
}

fn pages(document: &Document) -> Vec<ObjectId> {
    document.get_pages().into_values().collect()
}

/// An edit of a PDF, with its name.
type OfPdf = (&'static str, fn(&mut Document));

/// Edits of a PDF.
fn of_pdf() -> Vec<OfPdf> {
    vec![
        ("a page is turned", |document| {
            let page = pages(document)[1];
            let page = document.get_object_mut(page).expect("a page");
            page.as_dict_mut().expect("it is one").set("Rotate", 90);
        }),
        ("a note is put on a page", |document| {
            let note = document.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "FreeText", "Contents" => Object::string_literal("99 billion"),
                "Rect" => vec![10.into(), 10.into(), 90.into(), 40.into()],
            });
            let page = pages(document)[1];
            let page = document.get_object_mut(page).expect("a page");
            page.as_dict_mut().expect("it is one").set("Annots", vec![Object::Reference(note)]);
        }),
        ("an alternative text is changed", |document| {
            for object in document.objects.values_mut() {
                if let Ok(one) = object.as_dict_mut()
                    && one.has(b"Alt")
                {
                    one.set("Alt", Object::string_literal("99 billion"));
                }
            }
        }),
        ("its title is changed", |document| {
            let info = document.trailer.get(b"Info").and_then(Object::as_reference);
            let info = info.expect("it has one");
            let info = document.get_object_mut(info).expect("it is there");
            info.as_dict_mut().expect("it is one").set("Title", Object::string_literal("Other"));
        }),
        ("its attachment is taken out", |document| {
            let catalog = document.catalog_mut().expect("it has one");
            catalog.remove(b"AF");
            catalog.remove(b"Names");
        }),
        ("its tags are taken out", |document| {
            document.catalog_mut().expect("it has one").remove(b"StructTreeRoot");
        }),
        ("a page is taken out", |document| document.delete_pages(&[2])),
    ]
}

#[test]
fn no_edit_of_a_finished_file_passes() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path();
    fs::write(folder.join("set.yaml"), DECK).expect("a file");
    fs::write(folder.join("theme.yaml"), "logo: logo.svg\nlogo_alt: Example\n").expect("a file");
    fs::write(folder.join("logo.svg"), LOGO).expect("a file");
    let (good, said) = program(folder, &["i18n", "extract", "set.yaml"]);
    assert!(good, "{said}");
    let (good, said) = program(folder, &["build", "-q", "--proof", "set.yaml"]);
    assert!(good, "{said}");
    let (good, said) = program(folder, &["verify", "set.yaml"]);
    assert!(good, "as it was built: {said}");
    let out = folder.join("out/set");
    let (mut tried, mut missed) = (0, Vec::new());
    let mut judge = |name: String| {
        tried += 1;
        if program(folder, &["verify", "-q", "set.yaml"]).0 {
            missed.push(name);
        }
    };
    for (path, from, to) in TEXTS {
        let path = out.join(path);
        let before = fs::read_to_string(&path).expect("a file");
        assert!(before.contains(from), "{} holds no {from}", path.display());
        fs::write(&path, before.replacen(from, to, 1)).expect("a file");
        judge(format!("{}: {from} -> {to}", path.display()));
        fs::write(&path, before).expect("a file");
    }
    for (path, made) in FILES {
        let (path, aside) = (out.join(path), folder.join("aside"));
        if *made {
            fs::write(&path, "99 billion").expect("a file");
        } else {
            fs::rename(&path, &aside).expect("it is there");
        }
        judge(format!("{} {}", path.display(), if *made { "put there" } else { "gone" }));
        if *made {
            fs::remove_file(&path).expect("it is there");
        } else {
            fs::rename(&aside, &path).expect("it is back");
        }
    }
    for (name, change) in of_pdf() {
        let path = out.join("en/deck.pdf");
        let before = fs::read(&path).expect("a file");
        fs::write(&path, in_pdf(&before, change)).expect("a file");
        judge(name.to_owned());
        fs::write(&path, before).expect("a file");
    }
    assert!(tried >= 84, "{tried} edits");
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
    let (good, said) = program(folder, &["verify", "set.yaml"]);
    assert!(good, "as it was built: {said}");
}

#[test]
fn a_template_that_prints_nothing_is_told_when_the_deck_is_built() {
    for (name, text) in [("md/deck.j2", ""), ("html/block/table.j2", ""), ("typ/block/list.j2", "")]
    {
        let dir = tempfile::tempdir().expect("a folder");
        let folder = dir.path();
        fs::write(folder.join("set.yaml"), DECK).expect("a file");
        fs::write(folder.join("theme.yaml"), "logo: logo.svg\nlogo_alt: Example\n")
            .expect("a file");
        fs::write(folder.join("logo.svg"), LOGO).expect("a file");
        let path = folder.join("templates").join(name);
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, text).expect("a file");
        let (good, said) = program(folder, &["build", "-q", "--lang", "en", "set.yaml"]);
        assert!(!good && said.contains("lost-figure"), "{name}: {said}");
    }
}
