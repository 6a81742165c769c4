//! The words of an exported Typst text, slide by slide.

use ::typst::syntax::{SyntaxKind, SyntaxNode, ast, parse};

use super::folded;

/// Gives the words of each slide: the string literals below its comment `// 4: heading`.
#[must_use]
pub fn pages(typst: &str) -> Vec<String> {
    let root = parse(typst);
    let mut pages: Vec<String> = Vec::new();
    collect(&root, &mut pages);
    pages.iter().map(|page| folded(page)).collect()
}

fn collect(node: &SyntaxNode, pages: &mut Vec<String>) {
    if node.kind() == SyntaxKind::LineComment {
        let number = node.leaf_text().trim_start_matches('/').trim_start();
        let number = number.split_once(": ").and_then(|(n, _)| n.parse::<usize>().ok());
        if number == Some(pages.len() + 1) {
            pages.push(String::new());
        }
    }
    if let (Some(text), Some(page)) = (node.cast::<ast::Str>(), pages.last_mut()) {
        // Runs of one paragraph stand in one block; anything else stands apart.
        page.push_str(&text.get());
        page.push('\u{1}');
    }
    let apart = matches!(node.kind(), SyntaxKind::Args | SyntaxKind::ContentBlock);
    for child in node.children() {
        collect(child, pages);
    }
    if apart && let Some(page) = pages.last_mut() {
        page.push(' ');
    }
}
