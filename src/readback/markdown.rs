//! The words of a Markdown deck, slide by slide.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};

use super::{folded, html};

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
    let matter =
        |block: &&AstNode<'_>| matches!(block.data.borrow().value, NodeValue::FrontMatter(_));
    let blocks: Vec<_> = root.children().filter(|block| !matter(block)).collect();
    let is_rule =
        |block: &AstNode<'_>| matches!(block.data.borrow().value, NodeValue::ThematicBreak);
    for (at, block) in blocks.iter().enumerate() {
        let opens = at.checked_sub(1).is_none_or(|before| is_rule(blocks[before]));
        if is_rule(block) {
            pages.push(String::new());
        } else if let Some(page) = pages.last_mut()
            && !(opens && is_mark(block))
        {
            words(block, page);
        }
    }
    pages.iter().map(|page| folded(page)).collect()
}

/// Tells whether a block is the mark of a draft: a paragraph before the heading of its slide.
fn is_mark<'n>(block: &'n AstNode<'n>) -> bool {
    let next = block.next_sibling();
    matches!(block.data.borrow().value, NodeValue::Paragraph)
        && next.is_some_and(|next| matches!(next.data.borrow().value, NodeValue::Heading(_)))
}

fn words<'n>(node: &'n AstNode<'n>, page: &mut String) {
    let value = &node.data.borrow().value;
    if let NodeValue::Text(text) = value {
        page.push_str(text);
    } else if let NodeValue::Code(code) = value {
        page.push_str(&code.literal);
    } else if let NodeValue::HtmlBlock(html) = value {
        page.push_str(&html::piece(&html.literal));
    } else if let NodeValue::HtmlInline(html) = value {
        page.push_str(&html::piece(html));
    }
    let block = value.block() || matches!(value, NodeValue::SoftBreak | NodeValue::LineBreak);
    for child in node.children() {
        words(child, page);
    }
    if block {
        page.push(' ');
    }
}
