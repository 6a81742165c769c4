//! Slides one by one, and documents that are no decks.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::{TemplateError, TemplateInput, Templates};
use crate::view::View;

impl Templates {
    /// Writes the slides of a view, without what is around them.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn slides(&mut self, view: &View) -> Result<Vec<String>, Box<TemplateError>> {
        let handed = TemplateInput::new(view);
        let frame = self.framed(&handed);
        let each = handed.pages.iter().map(|page| {
            let context = minijinja::context! { view => frame.clone(), page => page.value() };
            self.fill("slide", context)
        });
        each.collect()
    }

    /// Writes a document by a template of the format; `view` gives the words, colours and faces.
    ///
    /// # Errors
    /// As [`Templates::render`].
    pub fn document(
        &self,
        name: &str,
        view: &View,
        content: impl Serialize,
    ) -> Result<String, Box<TemplateError>> {
        let (view, content) = (Value::from(Serde(view)), Value::from(Serde(content)));
        self.fill(name, minijinja::context! { view, content, faces => self.faces.clone() })
    }
}
