//! The words of an exported Typst text, slide by slide.

use ::typst::syntax::ast::{self, AstNode as _};
use ::typst::syntax::{SyntaxKind, SyntaxNode, parse};

use super::folded;

/// Calls that hold more than text: an address, how a cell is set, what is hidden behind a figure.
const APART: [&str; 4] = ["hung", "cell", "link", "lettering"];
/// Calls that draw, and hold no text.
const NO_TEXT: [&str; 5] = ["bar", "straight", "polyline", "dot", "plate"];

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
    let call = node.cast::<ast::FuncCall>();
    match call.map(|call| (call.callee().to_untyped().leaf_text(), call.args())) {
        // What stands behind a hung figure is hidden; an address, and how a cell is set, is no text.
        Some((name, args))
            if NO_TEXT.contains(&name.as_str()) || APART.contains(&name.as_str()) =>
        {
            // Of a hung figure and of a label one argument is text, behind how and where it stands.
            let (passed, kept) = match name.as_str() {
                "hung" => (0, 1),
                "link" => (1, usize::MAX),
                "lettering" => (6, 1),
                "cell" => (0, usize::MAX),
                _ => (0, 0),
            };
            let said = args.items().filter_map(|arg| match arg {
                ast::Arg::Pos(said) => Some(said),
                ast::Arg::Named(_) | ast::Arg::Spread(_) => None,
            });
            said.skip(passed).take(kept).for_each(|said| collect(said.to_untyped(), pages));
        }
        Some(_) | None => node.children().for_each(|child| collect(child, pages)),
    }
    if apart && let Some(page) = pages.last_mut() {
        page.push(' ');
    }
}
