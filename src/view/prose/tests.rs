use super::*;
use crate::view::plain;

fn read(markdown: &str) -> (Vec<Block>, Vec<Refused>, Vec<String>) {
    let mut seen = Vec::new();
    let (blocks, refused) = blocks(markdown, &mut |cited| {
        seen.push(cited.text.clone());
        vec![Inline::text(format!("<{}>", cited.text))]
    });
    (blocks, refused, seen)
}

#[test]
fn citations_survive_markdown() {
    let (blocks, refused, seen) = read("**{gross_margin yoy}** and *{a_b}* {{x}}");
    assert!(refused.is_empty());
    assert_eq!(seen, ["gross_margin yoy", "a_b"]);
    let [Block::Prose { body, .. }] = blocks.as_slice() else { panic!("one paragraph") };
    assert_eq!(plain(body), "<gross_margin yoy> and <a_b> {x}");
}

#[test]
fn nested_lists_keep_their_levels() {
    let (blocks, _, _) = read("- a\n  - b\n    - c\n- d\n");
    let [Block::List(list)] = blocks.as_slice() else { panic!("one list") };
    assert_eq!(list.items.len(), 2);
    assert_eq!(list.items[0].lists[0].items[0].lists[0].items.len(), 1);
}

#[test]
fn what_a_deck_does_not_use_is_refused() {
    for bad in [
        "<b>x</b>",
        "![x](y.png)",
        "[x](javascript:alert(1))",
        "[script](mailto:script)",
        "[](https://example.com)",
        "{open",
        "lone }",
        "---",
        "> q",
    ] {
        let (_, refused, _) = read(bad);
        assert_eq!(refused.len(), if bad.starts_with("<b>") { 2 } else { 1 }, "{bad}");
    }
}

#[test]
fn the_same_citation_is_counted() {
    let mut nth = Vec::new();
    let _ = blocks("{a} {b} {a}", &mut |cited| {
        nth.push(cited.nth);
        Vec::new()
    });
    assert_eq!(nth, [0, 0, 1]);
}

#[test]
fn emphasis_holds_beside_east_asian_marks() {
    for text in
        ["**売上高は増加した。**主因", "**「売上」**は増えた", "*（注）*売上", "「**{x}**」が"]
    {
        let (blocks, refused, _) = read(text);
        assert!(refused.is_empty(), "{text}: {refused:?}");
        let [Block::Prose { body, .. }] = blocks.as_slice() else { panic!("one paragraph") };
        assert!(!plain(body).contains('*'), "{text}");
    }
}

#[test]
fn marks_that_would_print_are_refused() {
    for text in ["** 売上 ** は", "**open", "a ~~b~~ c", "[x](y", "_open {x}", "`open"] {
        let (_, refused, _) = read(text);
        assert_eq!(refused.len(), 1, "{text}: {refused:?}");
        assert!(!refused[0].at.is_empty(), "{text}");
    }
    for text in ["\\*\\*open", "snake_case", "note*1", "`code`", "R&D; more", "&amp; &nbsp;"] {
        assert!(read(text).1.is_empty(), "{text}");
    }
}

#[test]
fn entities_of_other_characters_are_refused() {
    for text in ["&#52;&#50;", "&rlm;x&ZeroWidthSpace;", "&#x202E;x&yen;"] {
        assert_eq!(read(text).1.len(), 2, "{text}");
    }
}

#[test]
fn a_line_between_ideographs_ends_without_a_blank() {
    let text = |markdown: &str| {
        let (blocks, ..) = read(markdown);
        let [Block::Prose { body, .. }] = blocks.as_slice() else { panic!("one paragraph") };
        plain(body)
    };
    assert_eq!(text("売上は\n増加した"), "売上は増加した");
    assert_eq!(text("売上は\n{x}と\nなった"), "売上は<x>となった");
    assert_eq!(text("**増加**\nした"), "増加した");
    assert_eq!(text("sales\nrose"), "sales rose");
    assert_eq!(text("増加\nIIJ"), "増加 IIJ");
}

#[test]
fn no_nesting_exhausts_the_stack() {
    let deep = [
        format!("{0}a{0}", "_".repeat(13_000)),
        format!("{0}a{0}", "*".repeat(13_000)),
        format!("{}x{}", "*a **b ".repeat(3_000), "** *".repeat(3_000)),
        format!("{}x", "- ".repeat(8_000)),
        format!("{}x", "[".repeat(10_000)),
        format!("{}x", "> ".repeat(8_000)),
    ];
    for text in deep {
        let (_, refused, _) = read(&text);
        assert!(!refused.is_empty() || text.starts_with('['), "{}", &text[..20]);
    }
    let (_, refused, _) = read("***a* [b](https://example.com)** - c");
    assert!(refused.is_empty(), "what a slide needs is read: {refused:?}");
}
