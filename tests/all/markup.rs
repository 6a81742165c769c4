//! What an author types never becomes markup: texts full of marks leave every format with the same
//! elements, nodes and calls as texts without any.

use std::path::Path;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use html5gum::{Token, Tokenizer};
use iijdeck::diag::Report;
use iijdeck::i18n::Edition;
use iijdeck::locale::Locale;
use iijdeck::source::Sources;
use iijdeck::view::{Block, DrawnShape, Inline, List, Shown, Table, View};
use iijdeck::write::template::Templates;
use iijdeck::write::{MARKDOWN, TYPST, WEB};
use iijdeck::{check, deck};
use proptest::prelude::*;
use typst::syntax::{SyntaxNode, parse};

use crate::program::iijdeck;

fn view() -> View {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/init/quarter.yaml");
    let (mut sources, mut report) = (Sources::new(), Report::new());
    let deck = deck::read(&path, &mut sources, &mut report).expect("a deck");
    let own = Edition::own(&deck, Locale::of("en").expect("English"));
    let checked = check::run(&deck, &[own], false, &sources, &mut report);
    checked.expect("a checked deck").views()[0].clone()
}

/// Puts a text behind every text of a view.
struct Typed<'a>(&'a str);

impl Typed<'_> {
    fn all<'s>(&self, texts: impl IntoIterator<Item = &'s mut String>) {
        // What is left out stays left out.
        texts.into_iter().filter(|text| !text.is_empty()).for_each(|text| text.push_str(self.0));
    }

    fn view(&self, view: &mut View) {
        self.all([&mut view.title, &mut view.subject, &mut view.company, &mut view.short]);
        self.all([&mut view.footer.text, &mut view.mark, &mut view.theme.logo_alt]);
        for section in &mut view.sections {
            self.all([&mut section.title]);
            self.all(section.pages.iter_mut().map(|entry| &mut entry.heading));
        }
        for page in &mut view.pages {
            self.all([&mut page.running, &mut page.title, &mut page.part, &mut page.heading]);
            self.all([&mut page.subheading, &mut page.unit]);
            page.footnotes.iter_mut().for_each(|(_, note)| self.spans(note));
            page.slots.iter_mut().flat_map(|slot| &mut slot.blocks).for_each(|b| self.block(b));
        }
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Table(table) => self.table(table),
            Block::List(list) => self.list(list),
            Block::Prose { body, .. } => self.spans(body),
            Block::Chart(chart) => {
                self.all([&mut chart.title, &mut chart.alt, &mut chart.figure_list]);
                self.all(chart.unit.iter_mut().chain(&mut chart.missing));
                self.all(chart.shapes.iter_mut().filter_map(|shape| match shape {
                    DrawnShape::Label { text, .. } => Some(text),
                    DrawnShape::Bar { tip, .. } | DrawnShape::Dot { tip, .. } => Some(tip),
                    DrawnShape::Rule { .. }
                    | DrawnShape::Line { .. }
                    | DrawnShape::Plate { .. } => None,
                }));
                chart.table.iter_mut().for_each(|table| self.table(table));
            }
            Block::Tiles { tiles } => {
                for tile in tiles {
                    self.all([&mut tile.label]);
                    self.spans(&mut tile.figure);
                    self.spans(&mut tile.change);
                }
            }
            Block::Image(image) => self.all([&mut image.alt]),
            Block::Notes { lines } => lines.iter_mut().for_each(|line| self.spans(line)),
        }
    }

    fn table(&self, table: &mut Table) {
        self.all([&mut table.caption]);
        self.all(table.unit.iter_mut());
        let rows = table.head.iter_mut().chain(&mut table.body);
        rows.flat_map(|row| &mut row.cells)
            .flat_map(|c| &mut c.lines)
            .for_each(|l| self.spans(&mut l.body));
    }

    fn list(&self, list: &mut List) {
        for item in &mut list.items {
            self.spans(&mut item.body);
            item.lists.iter_mut().for_each(|list| self.list(list));
        }
    }

    fn spans(&self, spans: &mut [Inline]) {
        for span in spans {
            match span {
                Inline::Text { text } | Inline::Figure { shown: Shown { text, .. } } => {
                    self.all([text]);
                }
                Inline::Strong { body } | Inline::Emphasis { body } => self.spans(body),
                Inline::Link { url, body } => {
                    // A text that is its own address stays so.
                    let same = matches!(&body[..], [Inline::Text { text }] if url.ends_with(text.as_str()));
                    if same {
                        self.all([url]);
                    }
                    self.spans(body);
                }
                Inline::Break | Inline::NoteRef { .. } => {}
            }
        }
    }
}

/// What a format makes of a view, without its texts.
fn shapes(view: &View) -> [Vec<String>; 3] {
    let render = |format| Templates::new(format, None).render(view).expect("it renders");
    [html(&render(&WEB)), typ(&render(&TYPST)), md(&render(&MARKDOWN))]
}

fn html(text: &str) -> Vec<String> {
    let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut out = Vec::new();
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let fields: Vec<_> = tag.attributes.keys().map(|field| name(field)).collect();
                out.push(format!("<{} {}>", name(&tag.name), fields.join(" ")));
            }
            Token::EndTag(tag) => out.push(format!("</{}>", name(&tag.name))),
            Token::Comment(_) => out.push("comment".to_owned()),
            Token::String(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out
}

fn typ(text: &str) -> Vec<String> {
    fn walk(node: &SyntaxNode, out: &mut Vec<String>) {
        out.push(format!("{:?}", node.kind()));
        node.children().for_each(|child| walk(child, out));
    }
    let mut out = Vec::new();
    walk(&parse(text), &mut out);
    out
}

fn md(text: &str) -> Vec<String> {
    fn walk<'n>(node: &'n AstNode<'n>, out: &mut Vec<String>) {
        let value = node.data.borrow().value.clone();
        // A text is parted at every mark that was escaped.
        if !matches!(value, NodeValue::Text(_)) {
            let name = format!("{value:?}");
            out.push(name.split([' ', '(']).next().unwrap_or_default().to_owned());
        }
        node.children().for_each(|child| walk(child, out));
    }
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = Arena::new();
    let mut out = Vec::new();
    walk(parse_document(&arena, text, &options), &mut out);
    out
}

/// A text of the same length without a mark.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c } else { 'x' }).collect()
}

fn hostile() -> impl Strategy<Value = String> {
    let marks = prop_oneof![
        Just("<script>alert(1)</script>"),
        Just("</section><p>"),
        Just("<!-- x -->"),
        Just("\" onload=\"x"),
        Just("' onclick='x"),
        Just("**x** _y_ `z` ~~q~~"),
        Just("![x](y) [a](b)"),
        Just("<https://a.b>"),
        Just("$x$ \\ #import \"x\""),
        Just("#show: x => 1"),
        Just("]) #eval(\"1\") /*"),
        Just("|---|"),
        Just("&lt; &#60;b"),
        Just("{{ x }} {% x %}"),
        Just("```"),
        Just("@a.b www.a.b"),
        Just("plain words"),
    ];
    prop::collection::vec(prop_oneof![3 => marks.prop_map(str::to_owned), 1 => "[ -~]{1,6}"], 1..4)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_an_author_types_is_no_markup(text in hostile()) {
        let (mut typed, mut plain) = (view(), view());
        // Long enough that no format sets it elsewhere for its escapes.
        let long = "a".repeat(64);
        Typed(&format!("{long}{text}a")).view(&mut typed);
        Typed(&format!("{long}{}a", harmless(&text))).view(&mut plain);
        let (typed, plain) = (shapes(&typed), shapes(&plain));
        for (name, (typed, plain)) in ["HTML", "Typst", "Markdown"].iter().zip(typed.iter().zip(&plain)) {
            let at = typed.iter().zip(plain).position(|(a, b)| a != b);
            let near = at.map(|at| (&typed[at], &plain[at]));
            prop_assert!(typed == plain, "{name}: {near:?}");
        }
    }
}

#[test]
fn an_address_is_no_tag() {
    for (address, tag) in [
        ("script", false),
        ("plaintext", false),
        ("!--x--", false),
        ("ir@müller.de", true),
        ("ir@example.com", true),
        ("a b@example.com", false),
        ("ir@example", false),
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let deck = include_str!("../../assets/init/quarter.yaml");
        let line = deck.lines().find(|line| line.trim_start().starts_with("email:")).expect("one");
        let blanks = line.len() - line.trim_start().len();
        let deck = deck.replace(line, &format!("{}email: \"{address}\"", " ".repeat(blanks)));
        std::fs::write(dir.path().join("quarter.yaml"), deck).expect("a file");
        let run = |command: &str| {
            let mut program = iijdeck();
            let output =
                program.current_dir(dir.path()).args([command, "quarter.yaml", "--out", "out"]);
            output.output().expect("the program runs")
        };
        let built = run("build");
        assert_eq!(
            built.status.success(),
            tag,
            "{address}: {}",
            String::from_utf8_lossy(&built.stderr)
        );
        if tag {
            let said = run("verify");
            assert!(said.status.success(), "{address}: {}", String::from_utf8_lossy(&said.stderr));
        }
    }
}
