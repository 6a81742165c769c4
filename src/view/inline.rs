//! Running text: a closed set of spans.

use serde::Serialize;

use super::Shown;

/// A run of prose. Made once from Markdown; writers match it exhaustively.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    /// Plain text.
    Text {
        /// The text.
        text: String,
    },
    /// A cited figure.
    Figure {
        /// The figure.
        shown: Shown,
    },
    /// Strong emphasis.
    Strong {
        /// What is emphasised.
        body: Vec<Inline>,
    },
    /// Emphasis.
    Emphasis {
        /// What is emphasised.
        body: Vec<Inline>,
    },
    /// A link; only `https:`, `http:` and `mailto:` reach this point.
    Link {
        /// The address.
        url: String,
        /// What is shown.
        body: Vec<Inline>,
    },
    /// A forced line break.
    Break,
    /// A call of a footnote, set raised.
    NoteRef {
        /// The mark, such as `1`.
        mark: String,
    },
}

impl Inline {
    /// Makes plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// Gives the words of a run without any marking.
#[must_use]
pub fn plain(body: &[Inline]) -> String {
    let mut out = String::new();
    collect(body, &mut out);
    out
}

fn collect(body: &[Inline], out: &mut String) {
    for inline in body {
        match inline {
            Inline::Text { text } => out.push_str(text),
            Inline::Figure { shown } => out.push_str(&shown.text),
            Inline::Strong { body } | Inline::Emphasis { body } | Inline::Link { body, .. } => {
                collect(body, out);
            }
            Inline::Break => out.push(' '),
            Inline::NoteRef { .. } => {}
        }
    }
}
