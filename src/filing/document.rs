//! One file of a filing as read alone: facts whose contexts may stand in another file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::concept::QualifiedName;
use super::context::Resources;
use super::element::Tag;
use super::fault::Faults;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// Most bytes that the texts of one set may have, with those that stand within others.
pub(super) const MAX_TEXT: usize = 64 << 20;

/// Says that there are more bytes of texts, and what to do.
pub(super) fn too_long() -> (String, &'static str) {
    let message = format!("the texts have more than {MAX_TEXT} bytes, with those within others");
    (message, "Name the document that has the figures alone")
}

/// What kind of value a fact has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DraftValue {
    /// Digits as printed.
    Figure,
    /// A number as an instance has it, with a sign of its own.
    Number,
    /// A fraction: what is divided, and by what.
    Fraction(String, String),
    /// A text.
    Text,
}

/// A fact as its file writes it.
#[derive(Clone, Debug)]
pub(super) struct DraftFact {
    pub(super) concept: QualifiedName,
    pub(super) context: String,
    pub(super) unit: Option<String>,
    pub(super) value: DraftValue,
    /// What stands in it, without markup and without what is excluded.
    pub(super) printed: String,
    pub(super) nil: bool,
    pub(super) format: Option<QualifiedName>,
    pub(super) scale: i32,
    pub(super) negative: bool,
    pub(super) decimals: Option<String>,
    pub(super) precision: Option<String>,
    pub(super) continued_at: Option<String>,
    pub(super) target: Option<String>,
    pub(super) hidden: bool,
    pub(super) at: Range<usize>,
}

/// A part of a text that stands apart from its beginning.
#[derive(Clone, Debug)]
pub(super) struct Continuation {
    pub(super) text: String,
    pub(super) continued_at: Option<String>,
}

/// One file.
#[derive(Debug, Default)]
pub(super) struct FiledDocument {
    pub(super) facts: Vec<DraftFact>,
    pub(super) resources: Resources,
    pub(super) continuations: BTreeMap<String, Continuation>,
    pub(super) faults: Faults,
    /// Bytes of all texts kept.
    pub(super) size: usize,
}

impl DraftFact {
    /// Starts a fact from its tag; what its tag lacks is told, and there is no fact.
    pub(super) fn of(
        tag: &Tag<'_>,
        concept: QualifiedName,
        value: DraftValue,
        faults: &mut Faults,
    ) -> Option<Self> {
        let at = tag.at.clone();
        let help = "The company's filing software writes it: have it made anew";
        let Some(context) = tag.attribute("contextRef") else {
            faults.bad(at, format!("{concept} names no context"), help);
            return None;
        };
        let format = match tag
            .attribute("format")
            .as_deref()
            .map(|name| (name.to_owned(), tag.names.qualified(name)))
        {
            Some((name, None)) => {
                faults.bad(
                    at,
                    format!("{concept} has the format `{name}`, whose prefix is not declared"),
                    help,
                );
                return None;
            }
            Some((_, format)) => format,
            None => None,
        };
        let scale = tag.attribute("scale").map(|text| (text.trim().parse::<i32>(), text));
        let scale = match scale {
            Some((Err(_), text)) => {
                faults.bad(
                    at,
                    format!("{concept} has the scale `{text}`, which is no whole number"),
                    help,
                );
                return None;
            }
            Some((Ok(scale), _)) => scale,
            None => 0,
        };
        let negative = match tag.attribute("sign").as_deref() {
            None => false,
            Some("-") => true,
            Some(sign) => {
                faults.bad(at, format!("{concept} has the sign `{sign}`; only `-` is one"), help);
                return None;
            }
        };
        let nil =
            tag.attribute_of(XSI, "nil").is_some_and(|nil| ["true", "1"].contains(&nil.trim()));
        Some(Self {
            concept,
            context: context.trim().to_owned(),
            unit: tag.attribute("unitRef").map(|unit| unit.trim().to_owned()),
            value,
            printed: String::new(),
            nil,
            format,
            scale,
            negative,
            decimals: tag.attribute("decimals"),
            precision: tag.attribute("precision"),
            continued_at: tag.attribute("continuedAt"),
            target: tag.attribute("target"),
            hidden: false,
            at,
        })
    }
}
