//! Plain XBRL: an instance whose facts are elements.

use super::context::XBRLI;
use super::document::{DraftFact, DraftValue, FiledDocument};
use super::element::{Malformed, Tag, TagStep, walk_tags};

/// A part of a fraction.
#[derive(Clone, Copy)]
enum FractionPart {
    Above,
    Below,
}

const LINK: &str = "http://www.xbrl.org/2003/linkbase";

/// Reads an instance.
pub(super) fn read(text: &str) -> Result<FiledDocument, Malformed> {
    let mut document = FiledDocument::default();
    let (mut depth, mut fact): (usize, Option<DraftFact>) = (0, None);
    // The depth of a tuple or footnote, whose content is passed over.
    let mut passed: Option<usize> = None;
    let mut part: Option<FractionPart> = None;
    walk_tags(text, |step| {
        match step {
            TagStep::Open(tag) => {
                depth += 1;
                if document.resources.open(tag) || passed.is_some() || depth == 1 {
                    return Ok(());
                }
                if depth > 2 {
                    part = fraction(tag, fact.as_mut());
                } else if tag.space == LINK {
                    passed = Some(depth);
                } else if tag.space != XBRLI && tag.attribute("contextRef").is_none() {
                    let message =
                        format!("{} is a tuple, whose facts are not read", tag.qualified());
                    document.faults.bad(tag.at.clone(), message, "Compare them by hand");
                    passed = Some(depth);
                } else if tag.space != XBRLI {
                    let numeric = tag.attribute("unitRef").is_some();
                    let value = if numeric { DraftValue::Number } else { DraftValue::Text };
                    fact = DraftFact::of(tag, tag.qualified(), value, &mut document.faults);
                }
            }
            TagStep::Text(text, _) => {
                if !document.resources.text(text)
                    && passed.is_none()
                    && let Some(fact) = &mut fact
                {
                    put(fact, text, part);
                }
            }
            TagStep::Close(_, name, end, names) => {
                document.resources.close(name, *names, &mut document.faults);
                if depth == 2
                    && let Some(done) = fact.take()
                {
                    let at = match done.value {
                        DraftValue::Text => done.at.clone(),
                        DraftValue::Figure | DraftValue::Number | DraftValue::Fraction(..) => {
                            done.at.start..*end
                        }
                    };
                    document.facts.push(DraftFact { at, ..done });
                }
                part = None;
                if passed == Some(depth) {
                    passed = None;
                }
                depth -= 1;
            }
        }
        Ok(())
    })?;
    Ok(document)
}

/// Takes the tag within a fact: the two parts of a fraction are elements of their own.
fn fraction(tag: &Tag<'_>, fact: Option<&mut DraftFact>) -> Option<FractionPart> {
    let fact = fact.filter(|_| tag.space == XBRLI)?;
    let part = match tag.name {
        "numerator" => FractionPart::Above,
        "denominator" => FractionPart::Below,
        _ => return None,
    };
    if !matches!(fact.value, DraftValue::Fraction(..)) {
        fact.value = DraftValue::Fraction(String::new(), String::new());
    }
    Some(part)
}

fn put(fact: &mut DraftFact, text: &str, part: Option<FractionPart>) {
    match (&mut fact.value, part) {
        (DraftValue::Fraction(above, _), Some(FractionPart::Above)) => above.push_str(text),
        (DraftValue::Fraction(_, below), Some(FractionPart::Below)) => below.push_str(text),
        (DraftValue::Fraction(..), None) => {}
        (DraftValue::Figure | DraftValue::Number | DraftValue::Text, _) => {
            fact.printed.push_str(text);
        }
    }
}
