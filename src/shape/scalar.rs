//! Scalars with a meaning of their own: texts, yes or no, and whatever a room adds.

use serde_json::{Value, json};

use super::{Defs, Shape, wrong_kind};
use crate::diag::{Finding, Report};
use crate::source::{Node, NodeKind, Spanned};

/// Says why a scalar was not understood, and what may have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarError {
    /// The reason, without a full stop.
    pub reason: String,
    /// A way out.
    pub help: Option<String>,
}

impl ScalarError {
    /// Joins a reason and a way out.
    pub fn new(reason: impl Into<String>, help: Option<String>) -> Self {
        Self { reason: reason.into(), help }
    }
}

/// A type written as one scalar; [`Spanned`] of it is a [`Shape`].
pub trait Scalar: Sized {
    /// The code of the finding when it is not understood.
    const CODE: &'static str;
    /// What is expected, for "expected ..., found a list".
    const WHAT: &'static str;
    /// Reads the text.
    ///
    /// # Errors
    /// Says why not.
    fn parse(text: &str) -> Result<Self, ScalarError>;
    /// Gives the JSON Schema.
    fn schema() -> Value;
}

impl<T: Scalar> Shape for Spanned<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        match &node.kind {
            NodeKind::Scalar { text, .. } => match T::parse(text) {
                Ok(value) => Some(Spanned::new(value, node.span)),
                Err(error) => {
                    let finding = Finding::error(T::CODE, error.reason, node.span);
                    report.push(finding.help_if(error.help));
                    None
                }
            },
            NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => {
                let help = match node.kind {
                    NodeKind::Map(_) => "A text that holds `: ` or starts with `{` needs quotes",
                    NodeKind::List(_) => "Write one value, without brackets and without `- `",
                    NodeKind::Null | NodeKind::Scalar { .. } => {
                        "Write the value behind the colon, or remove the line"
                    }
                };
                report.push(wrong_kind(node, T::WHAT).help(help));
                None
            }
        }
    }

    fn schema(_: &mut Defs) -> Value {
        T::schema()
    }
}

impl Scalar for String {
    const CODE: &'static str = "wrong-kind";
    const WHAT: &'static str = "a text";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        if text.trim().is_empty() {
            let help = Some("Write the text, or remove the line".to_owned());
            return Err(ScalarError::new("the text is empty", help));
        }
        Ok(text.to_owned())
    }

    fn schema() -> Value {
        json!({ "type": ["string", "number"] })
    }
}

impl Scalar for bool {
    const CODE: &'static str = "wrong-kind";
    const WHAT: &'static str = "`yes` or `no`";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        match text {
            "yes" | "true" => Ok(true),
            "no" | "false" => Ok(false),
            _ => {
                let help = Some("Write `yes` or `no`".to_owned());
                Err(ScalarError::new(format!("`{text}` is neither `yes` nor `no`"), help))
            }
        }
    }

    fn schema() -> Value {
        json!({ "enum": ["yes", "no", true, false] })
    }
}
