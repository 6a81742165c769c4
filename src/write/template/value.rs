//! Values as templates print them, by format.

use minijinja::value::ValueKind;
use minijinja::{Error, ErrorKind, Value};

use crate::write::escape;

/// Gives the text of a text, a number or a truth.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; the rest is not text")]
pub(in crate::write) fn plain(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::String | ValueKind::Number => Ok(value.to_string()),
        ValueKind::Bool => Ok(value.is_true().to_string()),
        kind => Err(not_printable(kind)),
    }
}

/// Gives a value as a whole literal of Typst, so that no text of a deck becomes code or markup.
#[expect(clippy::wildcard_enum_match_arm, reason = "the enum may grow; the rest is no literal")]
pub(in crate::write) fn typst_literal(value: &Value) -> Result<String, Error> {
    match value.kind() {
        ValueKind::None => Ok("none".to_owned()),
        // The engine itself would print `True`, as Python does.
        ValueKind::Bool => Ok(value.is_true().to_string()),
        ValueKind::Number => number(value),
        ValueKind::String => Ok(escape::typ::literal(&value.to_string())),
        ValueKind::Seq => {
            let mut out = "(".to_owned();
            for item in value.try_iter()? {
                out.push_str(&typst_literal(&item)?);
                out.push_str(", ");
            }
            Ok(out + ")")
        }
        kind => Err(not_printable(kind)),
    }
}

fn number(value: &Value) -> Result<String, Error> {
    let text = value.to_string();
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if digits.starts_with(|c: char| c.is_ascii_digit()) && !text.contains(['e', 'E']) {
        Ok(text)
    } else {
        Err(Error::new(ErrorKind::InvalidOperation, format!("`{text}` is not a plain number")))
    }
}

/// Gives a number as a style sheet has it: without the zero before its point.
pub(in crate::write) fn css(number: f64) -> Value {
    let text = number.to_string();
    let short = text.strip_prefix('0').filter(|rest| !rest.is_empty());
    Value::from_safe_string(short.unwrap_or(&text).to_owned())
}

fn not_printable(kind: ValueKind) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("a value of kind {kind} cannot be printed"))
}
