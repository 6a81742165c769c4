//! What is tried. To add one: a row of [`TARGETS`], with its corpus and what is done with an input.

use std::fs;
use std::path::{Path, PathBuf};

use iijdeck::check;
use iijdeck::cli::INIT_DECK;
use iijdeck::code;
use iijdeck::deck;
use iijdeck::deck::Deck;
use iijdeck::diag::{Report, Style, json, render};
use iijdeck::filing::Filing;
use iijdeck::i18n::{self, catalogue_path, messages, po};
use iijdeck::import::{OpenedWorkbook, import};
use iijdeck::locale::Locale;
use iijdeck::source::{Folder, Sources, yaml};
use iijdeck::workbook::Workbook;
use iijdeck::write::template::Templates;
use iijdeck::write::{MARKDOWN, TYPST, WEB};

#[path = "folder.rs"]
mod folder;

/// What is done with one input.
pub type Run = Box<dyn FnMut(&[u8])>;

/// One reader.
pub struct Target {
    /// How it is called.
    pub name: &'static str,
    /// Good inputs, which others are made from.
    pub corpus: fn() -> Vec<Vec<u8>>,
    /// Gets ready, and gives what is done with each input.
    pub start: fn() -> Run,
}

/// Every reader that takes what others wrote.
pub const TARGETS: &[Target] = &[
    Target { name: "yaml", corpus: yaml_corpus, start: || Box::new(read_yaml) },
    Target { name: "deck", corpus: deck_corpus, start: || Box::new(read_deck) },
    Target { name: "charts", corpus: chart_corpus, start: || Box::new(read_charts) },
    Target { name: "po", corpus: po_corpus, start: po_in_deck },
    Target { name: "book", corpus: book_corpus, start: book_in_deck },
    Target { name: "filing", corpus: filing_corpus, start: filing },
    Target { name: "theme", corpus: theme_corpus, start: theme },
    Target { name: "templates", corpus: template_corpus, start: templates },
    Target { name: "text", corpus: text_corpus, start: || Box::new(read_prose) },
    Target { name: "command", corpus: folder::corpus, start: folder::command },
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with one of these endings, in order.
fn below(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    let fits =
        |path: &&PathBuf| endings.iter().any(|end| path.extension().is_some_and(|e| e == *end));
    paths.iter().filter(fits).filter_map(|path| fs::read(path).ok()).collect()
}

/// The decks of the manual's pages, good and bad.
fn pages() -> Vec<Vec<u8>> {
    let blocks = code::ALL.iter().flat_map(|code| code.page().split("```"));
    let yaml = blocks.filter_map(|block| block.strip_prefix("yaml"));
    yaml.filter_map(|block| Some(block.split_once('\n')?.1.as_bytes().to_vec())).collect()
}

fn yaml_corpus() -> Vec<Vec<u8>> {
    let mut corpus = below("examples", &["yaml"]);
    corpus.extend(below("tests", &["yaml"]));
    corpus.extend(pages());
    corpus
}

/// The tree alone: small inputs, many of them.
fn read_yaml(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let mut sources = Sources::new();
    let id = sources.add("a.yaml", text);
    let (_, problems) = yaml::parse(sources.file(id), id);
    let mut report = Report::new();
    report.extend(problems.into_iter().map(Into::into));
    let _ = render(&report, &sources, Style::Human { color: false, width: 100 });
}

fn deck_corpus() -> Vec<Vec<u8>> {
    let mut corpus = vec![INIT_DECK.as_bytes().to_vec()];
    corpus.extend(below("tests/corpus", &["yaml"]));
    corpus.extend(pages());
    corpus
}

/// A whole deck: read, checked, laid out as a view, and every finding told.
fn read_deck(input: &[u8]) {
    in_folder(Path::new("/nonexistent/quarter.yaml"), &String::from_utf8_lossy(input));
}

fn in_folder(path: &Path, text: &str) {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read_text(path, text.to_owned(), &mut sources, &mut report);
    if let Some(deck) = &deck {
        let _ = check::in_languages(deck, &[], false, &mut sources, &mut report);
    }
    let _ = render(&report, &sources, Style::Human { color: true, width: 80 });
    let _ = json(&report, &sources);
}

/// The gallery's slides one by one; its facts stay as they are.
fn chart_corpus() -> Vec<Vec<u8>> {
    let (_, slides) = gallery();
    slides.split("\n  - ").skip(1).map(|slide| format!("  - {slide}\n").into_bytes()).collect()
}

fn gallery() -> (String, String) {
    let text =
        fs::read_to_string(root().join("examples/gallery/quarter.yaml")).expect("the gallery");
    let (facts, slides) = text.split_once("\nslides:\n").expect("it has slides");
    (format!("{facts}\nslides:\n"), format!("\n{slides}"))
}

fn read_charts(input: &[u8]) {
    let text = gallery().0 + &String::from_utf8_lossy(input);
    in_folder(Path::new("/nonexistent/quarter.yaml"), &text);
}

/// The first deck of `init`, with a translation into Japanese.
fn translated_deck() -> String {
    let deck =
        INIT_DECK.replacen("  language: en\n", "  language: en\n  translations: {ja: {}}\n", 1);
    assert_ne!(deck, INIT_DECK, "the deck says its language");
    deck
}

fn read(path: &Path, text: String) -> (Deck, Sources) {
    let (mut sources, mut report) = (Sources::new(), Report::new());
    (deck::read_text(path, text, &mut sources, &mut report).expect("a deck"), sources)
}

/// A catalogue of the deck with every text as its own translation, and the examples' entries.
fn po_corpus() -> Vec<Vec<u8>> {
    let (deck, sources) = read(Path::new("/nonexistent/quarter.yaml"), translated_deck());
    let none = |_: &i18n::Message| (Vec::new(), Vec::new());
    let mut own = i18n::updated(&messages(&deck, &sources), &po::Catalogue::default(), 1, none);
    for entry in &mut own.entries {
        let text = entry.id.clone();
        entry.strings.iter_mut().for_each(|string| string.clone_from(&text));
    }
    let mut corpus = vec![po::write(&own).into_bytes()];
    for text in below("examples", &["po"]) {
        let text = String::from_utf8(text).expect("a catalogue is text");
        corpus.extend(text.split("\n\n").map(|entry| format!("{entry}\n").into_bytes()));
    }
    corpus
}

/// Catalogues: read, written and read again, and the deck in that language.
fn po_in_deck() -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quarter.yaml");
    fs::create_dir_all(folder.path().join("i18n")).expect("folders");
    let again = |text: &str| {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let id = sources.add("ja.po", text);
        let read = po::read(id, &sources, &mut report);
        (!report.has_errors()).then(|| po::write(&read))
    };
    Box::new(move |input| {
        if let Some(once) = std::str::from_utf8(input).ok().and_then(again) {
            assert_eq!(again(&once).as_ref(), Some(&once), "what was written is read as it was");
        }
        fs::write(folder.path().join(catalogue_path(&Folder::of(&path), "ja")), input)
            .expect("a file");
        in_folder(&path, &translated_deck());
    })
}

/// The parts of a small workbook, of which one is changed at a time.
const PARTS: [(&str, &str); 5] = [
    (
        "xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S 1\" r:id=\"r1\"/></sheets><definedNames>\
         <definedName name=\"revenue_1Q26\">'S 1'!$B$1</definedName></definedNames>\
         <calcPr fullCalcOnLoad=\"1\"/></workbook>",
    ),
    ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Target=\"s.xml\"/></R>"),
    (
        "xl/styles.xml",
        "<s><numFmts><numFmt numFmtId=\"200\" formatCode=\"0.0%\"/></numFmts><cellXfs><xf numFmtId=\"200\"/></cellXfs></s>",
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>x &amp; &#65;</t><rPh><t>y</t></rPh></si></sst>"),
    (
        "xl/s.xml",
        "<w><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><f>ROUND(SUM(B2:C9)*2/-3,1)+'S 1'!B2</f>\
         <v>1.25E3</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>1,100</t></is></c></w>",
    ),
];

/// What a deck maps, tables, and parts of workbooks, each behind a letter that says which it is.
fn book_corpus() -> Vec<Vec<u8>> {
    let mapping = "m\nimport:\n  unit: JPY thousand\n  cells:\n    revenue: S 1!B1\n    \
                   revenue@4Q25: {cell: revenue_1Q26, unit: JPY, negate: yes}\n";
    let table = "t\nitem,period,scope,value,unit\r\nrevenue,1Q26,,\"1,100\",JPY million\r\n";
    let parts = PARTS.iter().enumerate().map(|(at, (_, text))| format!("{at}\n{text}"));
    let all = parts.chain([mapping.to_owned(), table.to_owned()]);
    all.map(String::into_bytes).collect()
}

/// Workbooks and mappings: read, and filled into the first deck of `init`.
fn book_in_deck() -> Run {
    let path = Path::new("/nonexistent/quarter.yaml");
    Box::new(move |input| {
        let (kind, rest) = input.split_at(input.len().min(2));
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let mut text = INIT_DECK.to_owned();
        if kind.starts_with(b"m") {
            text.push_str(&String::from_utf8_lossy(rest));
        }
        let (name, bytes) = if kind.starts_with(b"t") {
            ("book.csv", rest.to_vec())
        } else {
            let at = kind.first().map(|c| usize::from(c.wrapping_sub(b'0')));
            ("book.xlsx", archive(at.unwrap_or_default(), rest))
        };
        let deck = deck::read_text(path, text, &mut sources, &mut report);
        let _ = Workbook::read("book.xlsx", input, None);
        if let (Some(deck), Ok(book)) = (deck, Workbook::read(name, &bytes, None)) {
            let text = book.text.as_ref().map(|text| sources.add(name, text.clone()));
            let from = OpenedWorkbook { file: name, book: &book, text, replace: false };
            let _ = import(&deck, &from, &sources, &mut report);
        }
        let _ = render(&report, &sources, Style::Human { color: false, width: 80 });
    })
}

/// A workbook with one part of its own.
fn archive(at: usize, part: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (number, (name, text)) in PARTS.iter().enumerate() {
        let text = if number == at { part } else { text.as_bytes() };
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        std::io::Write::write_all(&mut zip, text).expect("its text");
    }
    zip.finish().expect("an archive").into_inner()
}

/// Pages of Inline XBRL, manifests, an instance, and JSON of both kinds, each behind a letter that says which.
fn filing_corpus() -> Vec<Vec<u8>> {
    let pages = below("tests/data/tanshin", &["htm"]).into_iter();
    let pages = pages
        .chain(below("tests/data/filings", &["htm"]))
        .map(|page| [b"h".to_vec(), page].concat());
    let manifests = below("tests/data/tanshin", &["xml"]).into_iter();
    let others = [
        "x<x:xbrl xmlns:x=\"http://www.xbrl.org/2003/instance\" xmlns:o=\"o\"><x:context id=\"c\"><x:entity>\
         <x:identifier>7</x:identifier></x:entity><x:period><x:instant>2026-06-30</x:instant></x:period></x:context>\
         <x:unit id=\"u\"><x:measure>x:pure</x:measure></x:unit><o:A contextRef=\"c\" unitRef=\"u\" \
         precision=\"3\">-1.25E3</o:A><o:B contextRef=\"c\" unitRef=\"u\"><x:numerator>1</x:numerator>\
         <x:denominator>3</x:denominator></o:B></x:xbrl>",
        "j{\"documentInfo\": {\"namespaces\": {\"o\": \"o\", \"xbrli\": \"http://www.xbrl.org/2003/instance\"}}, \
         \"facts\": {\"1\": {\"value\": \"1.50\", \"decimals\": 2, \"dimensions\": {\"concept\": \"o:A\", \"period\": \
         \"2019-01-01T00:00:00/2020-01-01T00:00:00\", \"unit\": \"(o:x*o:y)/xbrli:shares\", \"o:Axis\": \"o:M\"}}}}",
        "j{\"cik\": 7, \"facts\": {\"us-gaap\": {\"A\": {\"units\": {\"USD/shares\": [{\"start\": \"2024-01-01\", \"end\": \
         \"2024-03-31\", \"val\": 12.30, \"accn\": \"1\", \"form\": \"10-Q\", \"filed\": \"2024-05-01\"}]}}}}}",
    ];
    let others = others.into_iter().map(|text| text.as_bytes().to_vec());
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a/page.htm", zip::write::SimpleFileOptions::default()).expect("a part");
    for page in below("tests/data/filings", &["htm"]) {
        std::io::Write::write_all(&mut zip, &page).expect("its text");
    }
    let packed = [b"z".to_vec(), zip.finish().expect("an archive").into_inner()].concat();
    let others = others.chain([packed]);
    pages.chain(manifests.map(|text| [b"m".to_vec(), text].concat())).chain(others).collect()
}

/// Filings: one file of a folder whose other files are sound.
fn filing() -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path().to_path_buf();
    let page = root().join("tests/data/filings/page.htm");
    fs::copy(page, at.join("page.htm")).expect("a page");
    Box::new(move |input| {
        // Held until the last input was read.
        let _ = &folder;
        let (kind, rest) = input.split_at(input.len().min(1));
        let name = match kind {
            b"h" => "page2.htm",
            b"m" => "manifest.xml",
            b"x" => "a.xbrl",
            b"z" => "a.zip",
            _ => "a.json",
        };
        fs::write(at.join(name), rest).expect("a file");
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let of = Folder::of(&at.join("quarter.yaml"));
        let alone = matches!(kind, b"x" | b"z");
        let path = if alone { name } else { "" };
        let _ = Filing::read(&of, path, "filing", &mut sources, &mut report);
        let _ = render(&report, &sources, Style::Human { color: false, width: 80 });
        fs::remove_file(at.join(name)).expect("the file");
    })
}

/// Sentences, true and planted, of every language, and texts that are deep.
fn text_corpus() -> Vec<Vec<u8>> {
    let texts = below("tests/corpus/words", &["txt"]);
    let lines = texts.iter().flat_map(|text| text.split(|byte| *byte == b'\n'));
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    let deep = [
        format!("{0}a{0}", "_".repeat(13_094)),
        format!("{}a{}", "*a **b ".repeat(1_000), "** *".repeat(1_000)),
        "> - ".repeat(2_000),
        "increased decreased {revenue yoy} ".repeat(200),
        "two million ".repeat(500),
        "[".repeat(20_000),
        "({revenue}".repeat(1_000),
        "売上高は{revenue}で増加し、減少した。".repeat(200),
    ];
    lines.map(<[u8]>::to_vec).chain(deep.map(String::into_bytes)).collect()
}

/// The text of a slide.
fn read_prose(input: &[u8]) {
    let text = String::from_utf8_lossy(input).replace(['\n', '\r'], "\n          ");
    let slide =
        format!("  - bullets:\n      title: Text\n      columns:\n        - |\n          {text}\n");
    in_folder(Path::new("/nonexistent/quarter.yaml"), &format!("{INIT_DECK}{slide}"));
}

fn theme_corpus() -> Vec<Vec<u8>> {
    let whole = "footer: Example\ncolors: {accent: \"#0b3d66\", ink: \"#111111\", paper: \"#fff\"}\n\
                 dark: {accent: \"#8ec1ea\"}\nseries: [\"#0b3d66\", \"#6a94da\"]\nlogo: logo.svg\n\
                 logo_alt: Example\nfont: {family: Example Sans, files: [a.ttf]}\n";
    let logo =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><rect/></svg>\n";
    let mut corpus = vec![whole.as_bytes().to_vec(), logo.as_bytes().to_vec()];
    corpus.extend(below("examples", &["yaml"]).into_iter().filter(|text| text.len() < 4000));
    corpus
}

/// Themes, and logos, in the folder of a deck that names them.
fn theme() -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let deck = INIT_DECK.replacen("  language: en\n", "  language: en\n  theme: theme.yaml\n", 1);
    assert_ne!(deck, INIT_DECK, "the deck names a theme");
    let path = folder.path().join("quarter.yaml");
    fs::write(folder.path().join("a.ttf"), b"\0\x01\0\0 no font").expect("a file");
    Box::new(move |input| {
        let logo = input.starts_with(b"<");
        let name = if logo { "logo.svg" } else { "theme.yaml" };
        if logo {
            fs::write(folder.path().join("theme.yaml"), "logo: logo.svg\n").expect("a file");
        }
        fs::write(folder.path().join(name), input).expect("a file");
        in_folder(&path, &deck);
    })
}

fn template_corpus() -> Vec<Vec<u8>> {
    below("templates", &["j2"])
}

/// Templates in the place of built-in ones, each with a deck of few slides.
fn templates() -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("quarter.yaml");
    let (deck, sources) = read(&path, INIT_DECK.to_owned());
    let mut report = Report::new();
    let view = deck.view(Locale::of("en").expect("English"), &sources, &mut report);
    let replaced = [
        (&WEB, "html/block/table.j2"),
        (&WEB, "html/slide.j2"),
        (&MARKDOWN, "md/deck.j2"),
        (&MARKDOWN, "md/block/table.j2"),
        (&TYPST, "typ/deck.j2"),
        (&TYPST, "typ/block/chart.j2"),
    ];
    let mut turn = 0;
    Box::new(move |input| {
        let (format, name) = replaced[turn % replaced.len()];
        turn += 1;
        let place = folder.path().join("templates").join(name);
        fs::create_dir_all(place.parent().expect("a folder")).expect("folders");
        fs::write(&place, input).expect("a file");
        let _ = Templates::new(format, Some(&Folder::of(&path))).render(&view);
        fs::remove_file(&place).expect("it was there");
    })
}
