//! Whatever the text, a Markdown parser reads it back as it was.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a parser knows more marks than the escaper may let through"
)]

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::*;

/// Each character of a document with whether it is strong and whether it is emphasised.
type Shade = Vec<(char, bool, bool)>;

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options
}

fn shade<'a>(node: &'a AstNode<'a>, strong: bool, emphasis: bool, out: &mut Shade) {
    let (mut strong, mut emphasis) = (strong, emphasis);
    let text = match &node.data.borrow().value {
        NodeValue::Text(text) => text.to_string(),
        NodeValue::Code(code) => format!("<code {}>", code.literal),
        NodeValue::HtmlInline(html) => format!("<html {html}>"),
        NodeValue::HtmlBlock(html) => format!("<html {}>", html.literal),
        NodeValue::CodeBlock(code) => format!("<block {}>", code.literal),
        NodeValue::SoftBreak | NodeValue::LineBreak => "\n".to_owned(),
        NodeValue::Strong => {
            strong = true;
            String::new()
        }
        NodeValue::Emph => {
            emphasis = true;
            String::new()
        }
        NodeValue::Document
        | NodeValue::Paragraph
        | NodeValue::Heading(_)
        | NodeValue::List(_)
        | NodeValue::Item(_)
        | NodeValue::Table(_)
        | NodeValue::TableRow(_)
        | NodeValue::TableCell
        | NodeValue::Link(_) => String::new(),
        other => format!("<{other:?}>"),
    };
    out.extend(text.chars().map(|char| (char, strong, emphasis)));
    for child in node.children() {
        shade(child, strong, emphasis, out);
    }
}

/// The kinds of the blocks of a document, and its shaded text.
fn read(markdown: &str) -> (Vec<&'static str>, Shade) {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    let blocks = root.children().map(|node| node.data.borrow().value.xml_node_name());
    let mut out = Shade::new();
    shade(root, false, false, &mut out);
    (blocks.collect(), out)
}

fn words(markdown: &str) -> String {
    read(markdown).1.into_iter().map(|(char, ..)| char).collect()
}

fn shown(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter_map(printable).collect()
}

fn spaces(text: impl AsRef<str>) -> String {
    text.as_ref().trim_matches(' ').to_owned()
}

/// Text made of what Markdown reacts to.
fn text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        " ",
        "  ",
        "\n",
        "\t",
        "a",
        "B",
        "1",
        "12",
        ".",
        ")",
        "(",
        "-",
        "--",
        "+",
        "*",
        "**",
        "_",
        "__",
        "`",
        "```",
        "~",
        "~~",
        "#",
        "##",
        ">",
        "<",
        "<b>",
        "</",
        "<!--",
        "&",
        "&amp;",
        "amp;",
        "&#35;",
        "。",
        "「増収」",
        ";",
        "[",
        "]",
        "[x]",
        "[^1]",
        "](",
        "!",
        "|",
        "||",
        ":",
        ":-",
        "-:",
        ":tada:",
        "=",
        "==",
        "\\",
        "\\\\",
        "$",
        "$$",
        "@",
        "a@b.co",
        "www.",
        "www.a.jp",
        "http://",
        "https://a.jp/x",
        "://",
        "/",
        "\"",
        "'",
        "%",
        "（",
        "）",
        "、",
        "増",
        "収",
        "△",
        "¥",
        "–",
        "　",
        "\u{a0}",
        "é",
        "😀",
        "\u{0}",
        "\r\n",
    ]);
    prop_oneof![prop::collection::vec(bits, 0..12).prop_map(|bits| bits.concat()), any::<String>()]
}

/// A run of text, strong and emphasised spans, and what it should look like.
fn run() -> impl Strategy<Value = (String, Shade)> {
    let bits = prop::sample::select(vec![
        " ", "a", "b1", "(", ")", "24.3%", "%", "\"", "-", "「", "」", "増収", "です", "、", "△",
        "¥", "。", "\u{a0}", "*", "_", "é", "!", "&", "[", "e\u{301}",
    ]);
    let text = prop::collection::vec(bits, 1..4).prop_map(|bits| bits.concat());
    let leaf = text.prop_map(|text| {
        let shade = text.chars().map(|char| (char, false, false)).collect::<Shade>();
        (inside(&text), shade)
    });
    leaf.prop_recursive(3, 12, 4, |inner| {
        (prop::collection::vec(inner, 1..4), 0..3_u8).prop_map(|(parts, kind)| {
            let source: String = parts.iter().map(|part| part.0.as_str()).collect();
            let shade = parts.into_iter().flat_map(|part| part.1);
            match kind {
                0 => (source, shade.collect()),
                1 => (strong(&source), shade.map(|(c, _, e)| (c, true, e)).collect()),
                _ => (emphasis(&source), shade.map(|(c, s, _)| (c, s, true)).collect()),
            }
        })
    })
}

proptest! {
    #[test]
    fn text_comes_back_as_a_paragraph(text in text()) {
        let (blocks, read) = read(&format!("{}\n", escape(&text)));
        let read: String = read.into_iter().map(|shade| shade.0).collect();
        let shown = shown(&text);
        if !shown.trim().is_empty() {
            prop_assert_eq!(blocks, vec!["paragraph"]);
        }
        prop_assert_eq!(spaces(&read), spaces(&shown));
    }

    #[test]
    fn text_comes_back_in_every_place(text in text(), more in text()) {
        let shown = shown(&text);
        let escaped = escape(&text);
        let inner = inside(&text);
        let shown = spaces(&shown);
        let cell = format!("| a | {escaped} |\n| - | - |\n| {inner} | b |\n");
        prop_assert_eq!(words(&cell).replace(' ', ""), format!("a{shown}{shown}b").replace(' ', ""));
        prop_assert_eq!(spaces(words(&format!("# {inner}\n"))), shown.as_str());
        prop_assert_eq!(spaces(words(&format!("- {}\n", lines(&inner)))), shown.as_str());
        prop_assert_eq!(words(&format!("x {inner} y")), format!("x {} y", super::tests::shown(&text)));
        let later = super::tests::shown(&more);
        let both = lines(&format!("{inner}\\\n{}", inside(&more)));
        if !shown.is_empty() && !spaces(&later).is_empty() {
            let trimmed = words(&both).split('\n').map(spaces).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(trimmed, format!("{shown}\n{}", spaces(&later)));
        }
    }

    #[test]
    fn texts_stay_literal_side_by_side(one in text(), two in text()) {
        // An entity cut in two inside its name is the one thing that cannot be seen from one side.
        let (one, two) = (one.replace('&', "+"), two.replace('&', "+"));
        let both = format!("{}{}", inside(&one), inside(&two));
        let shown = format!("{}{}", shown(&one), shown(&two));
        prop_assert_eq!(spaces(words(&lines(&both))), spaces(&shown));
    }

    #[test]
    fn marks_are_read_as_marks((source, expected) in run()) {
        let markdown = lines(&source);
        let keep = |shade: Shade| shade.into_iter().filter(|s| !s.0.is_whitespace()).collect::<Shade>();
        let (read, expected) = (keep(read(&markdown).1), keep(expected));
        let letters = |shade: &Shade| shade.iter().map(|s| s.0).collect::<String>();
        prop_assert_eq!(letters(&read), letters(&expected), "{}", markdown);
        // Marks of East Asian texts may be set outside of what is emphasised; nothing else may.
        let light = |c: char| STOPS.contains(c) || BRACKETS.iter().any(|(a, b)| a.contains(c) || b.contains(c));
        let heavy = |shade: Shade| shade.into_iter().filter(|s| !light(s.0)).collect::<Shade>();
        prop_assert_eq!(heavy(read), heavy(expected), "{}", markdown);
    }

    #[test]
    fn a_target_stays_whole(path in text()) {
        let url = format!("https://a.jp/{path}");
        let markdown = format!("[x]({})", target(&url));
        let arena = Arena::new();
        let root = parse_document(&arena, &markdown, &options());
        let link = root.descendants().find_map(|node| match &node.data.borrow().value {
            NodeValue::Link(link) => Some(link.url.clone()),
            _ => None,
        });
        prop_assert!(link.is_some());
    }
}

#[test]
fn plain_text_stays_clean() {
    for text in [
        "(24.3%)",
        "1Q10",
        "10/4–10/6",
        "IIJ's",
        "a - b",
        "+373",
        "-5",
        "down 0.1% YoY.",
        "R&D",
        "SG&A/R&D",
        "AT&T; M&A",
        "FY09: 54,051",
        "(1) client bases",
        "JPY 9,170 million",
        "2.0%",
        "10:30:45",
        "C#",
        "Hello!?",
        "<5%",
        "a > b",
        "5 = 5",
        "II-4. x",
        "Co., Ltd.",
    ] {
        assert_eq!(escape(text), text);
    }
    assert_eq!(inside("- 5"), "- 5");
}

#[test]
fn what_means_something_is_escaped() {
    for (text, escaped) in [
        ("1. x", "1\\. x"),
        ("- x", "\\- x"),
        ("-", "\\-"),
        ("---", "\\---"),
        ("# x", "\\# x"),
        ("+ x", "\\+ x"),
        ("=", "\\="),
        ("> x", "\\> x"),
        ("&lt;", "\\&lt;"),
        ("$5", "\\$5"),
        ("<b>", "\\<b>"),
        ("ir@iij.ad.jp", "ir\\@iij.ad.jp"),
        ("see www.iij.ad.jp", "see www\\.iij.ad.jp"),
        ("http://a", "http\\://a"),
        ("a\nb\u{7}", "a b"),
        ("    x", "&#32;   x"),
        ("x #", "x \\#"),
    ] {
        assert_eq!(escape(text), escaped);
    }
}

#[test]
fn marks_next_to_letters_are_set() {
    let strong = |text: &str| strong(&inside(text));
    assert_eq!(marks(&format!("{}up", strong("(24.3%)"))), "**(24.3%)**&#117;p");
    // Marks that look the same in either weight are set outside, and the letters print.
    assert_eq!(marks(&format!("は{}です", strong("「増収」"))), "は「**増収**」です");
    assert_eq!(
        marks(&format!("{}主因は", strong("売上高は増加した。"))),
        "**売上高は増加した**。主因は"
    );
    assert_eq!(marks(&format!("{}主因", strong("本当か！？"))), "**本当か**！？主因");
    assert_eq!(marks(&strong("増加した。")), "**増加した。**");
    assert_eq!(marks(&format!("{}）の", strong("（増収）"))), "**（増収）**）の");
    // No mark closes behind a blank.
    assert!(!marks(&format!("{}主因", strong("増加 。"))).contains("増加 **"));
    // A sign of a figure stays with it, and a bracket with its other half.
    assert_eq!(marks(&format!("{}主因", strong("2.0%"))), "**2.0%**&#20027;因");
    assert_eq!(marks(&format!("{}主因", strong("増収（5）"))), "**増収（5）**&#20027;因");
    assert_eq!(marks(&format!("は{}、", strong("増収（5%）"))), "は**増収（5%）**、");
    assert_eq!(marks(&format!("a{}b", strong(" x "))), "a **x** b");
    assert_eq!(marks(&format!("{}{}", strong("a"), strong("b"))), "**ab**");
    assert_eq!(marks(&emphasis(&strong("a"))), "***a***");
    assert_eq!(marks(&emphasis(&format!("{}b", strong("a")))), "_**a**b_");
}

#[test]
fn anchors_are_those_of_git_hosts() {
    assert_eq!(anchor("II-4. SG&A/R&D (1) Revenues"), "ii-4-sgard-1-revenues");
}
