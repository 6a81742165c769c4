//! A view made ready for templates: the pages one by one, and what is around them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use minijinja::Value;
use minijinja::value::Serde;
use rayon::prelude::*;
use serde::Serialize;

use crate::view::{Block, Layout, Page, View};

/// A view made ready for templates, once for all formats.
#[derive(Debug)]
pub struct TemplateInput {
    /// All but the pages, as text to be compared and as a value.
    pub(super) frame: (String, Value),
    pub(super) pages: Vec<TemplatePage>,
}

#[derive(Debug)]
pub(super) struct TemplatePage {
    pub(super) text: String,
    value: OnceLock<Value>,
    pub(super) kind: &'static str,
    pub(super) layout: Layout,
    pub(super) pictures: bool,
}

impl TemplateInput {
    /// Makes a view ready.
    #[must_use]
    pub fn new(view: &View) -> Self {
        Self {
            frame: (json(view), Value::from(Serde(view))),
            pages: view.pages.par_iter().map(TemplatePage::new).collect(),
        }
    }
}

impl TemplateInput {
    /// Gives every character beyond ASCII that may be printed.
    #[must_use]
    pub fn letters(&self) -> BTreeSet<char> {
        let texts = self.pages.iter().map(|page| &page.text).chain([&self.frame.0]);
        texts.flat_map(|text| text.chars()).filter(|c| !c.is_ascii()).collect()
    }
}

impl TemplatePage {
    fn new(page: &Page) -> Self {
        let mut blocks = page.slots.iter().flat_map(|slot| &slot.blocks);
        Self {
            text: json(page),
            value: OnceLock::new(),
            kind: page.kind,
            layout: page.layout,
            pictures: blocks.any(|block| matches!(block, Block::Image(_))),
        }
    }

    /// Gives the page as templates see it; made from the text, and only for a page that changed.
    pub(super) fn value(&self) -> Value {
        let parse = || {
            serde_json::from_str(&self.text)
                .unwrap_or_else(|error| unreachable!("the page as written: {error}"))
        };
        self.value.get_or_init(parse).clone()
    }
}

pub(super) fn json(part: &impl Serialize) -> String {
    serde_json::to_string(part)
        .unwrap_or_else(|error| unreachable!("JSON of texts and numbers: {error}"))
}
