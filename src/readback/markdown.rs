//! The words of a Markdown deck, slide by slide.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::folded;

/// Gives the words of each slide; slides are parted by thematic breaks.
#[must_use]
pub fn pages(markdown: &str) -> Vec<String> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    let mut pages = vec![String::new()];
    for block in root.children() {
        if matches!(block.data.borrow().value, NodeValue::ThematicBreak) {
            pages.push(String::new());
        } else if let Some(page) = pages.last_mut() {
            words(block, page);
        }
    }
    pages.iter().map(|page| folded(page)).collect()
}

fn words<'n>(node: &'n AstNode<'n>, page: &mut String) {
    let value = &node.data.borrow().value;
    if let NodeValue::Text(text) = value {
        page.push_str(text);
    } else if let NodeValue::Code(code) = value {
        page.push_str(&code.literal);
    }
    let block = value.block() || matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak);
    if matches!(value, NodeValue::FrontMatter(_)) {
        return;
    }
    for child in node.children() {
        words(child, page);
    }
    if block {
        page.push(' ');
    }
}
