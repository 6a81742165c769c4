//! Scalars with a meaning of their own: texts, yes or no, and whatever a room adds.

use serde_json::{Value, json};

use super::{Defs, Role, Shape, Walk, wrong_kind};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::source::{Node, NodeKind, Spanned, Text};

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
    const CODE: Code;
    /// What is expected, for "expected ..., found a list".
    const WHAT: &'static str;
    /// What it says.
    const ROLE: Role;
    /// Reads the text.
    ///
    /// # Errors
    /// Says why not.
    fn parse(text: &str) -> Result<Self, ScalarError>;
    /// Gives the JSON Schema.
    fn schema() -> Value;
}

impl<T: Scalar + 'static> Shape for Spanned<T> {
    fn read(node: &Node, report: &mut Report) -> Option<Self> {
        scalar(node, (T::CODE, T::WHAT), T::parse, report)
    }

    fn walk<'a>(node: &'a Node, walk: &mut Walk<'a, '_>) {
        walk.leaf(node, T::ROLE);
    }

    fn schema(_: &mut Defs) -> Value {
        T::ROLE.annotate(T::schema())
    }
}

/// Reads a text that may say anything. What it says is the business of the types of
/// [`Role::TEXTS`]; a bare text is no type of a field, which would have no role.
pub(super) fn text(node: &Node, report: &mut Report) -> Option<Text> {
    let parse = |text: &str| {
        if text.trim().is_empty() {
            let help = Some("Write the text, or remove the line".to_owned());
            return Err(ScalarError::new("the text is empty", help));
        }
        Ok(text.to_owned())
    };
    scalar(node, (code::WRONG_KIND, "a text"), parse, report)
}

fn scalar<T>(
    node: &Node,
    (code, what): (Code, &str),
    parse: impl FnOnce(&str) -> Result<T, ScalarError>,
    report: &mut Report,
) -> Option<Spanned<T>> {
    match &node.kind {
        NodeKind::Scalar { text, .. } => match parse(text) {
            Ok(value) => Some(Spanned::new(value, node.span)),
            Err(error) => {
                let finding = Finding::new(code, error.reason, node.span);
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
            report.push(wrong_kind(node, what).help(help));
            None
        }
    }
}

impl Scalar for bool {
    const CODE: Code = code::WRONG_KIND;
    const WHAT: &'static str = "`yes` or `no`";
    const ROLE: Role = Role::Flag;

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
