//! The SEC's companyfacts: what a company filed over the years, report by report.
//!
//! A fact's own days say when it holds; `fy` and `fp` are those of the report, so they are passed over. Nothing is known
//! of precision and members: the filing itself says more.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::concept::{FiledUnit, QualifiedName};
use super::context::day;
use super::element::Malformed;
use super::fault::Faults;
use super::json::{JsonScalar, JsonStep, walk_json};
use super::{
    FiledContext, FiledFact, FiledIn, FiledNumber, FiledPeriod, FiledPrecision, FiledValue,
};
use crate::source::{FileId, Span};

const HELP: &str = "Fetch the file anew from the SEC";
const ISO4217: &str = "http://www.xbrl.org/2003/iso4217";

/// Reads such a file.
pub(super) fn read(
    text: &str,
    file: FileId,
    faults: &mut Faults,
) -> Result<Vec<FiledFact>, Malformed> {
    let (mut facts, mut entry) = (Vec::new(), FiledEntry::default());
    let mut company = String::new();
    walk_json(text, |path, step| {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        match (keys.as_slice(), step) {
            (["cik"], JsonStep::Scalar(JsonScalar::Text(text) | JsonScalar::Number(text), _)) => {
                company = text;
            }
            (["facts", _, _, "units", _, _], JsonStep::Open(from)) => {
                entry = FiledEntry { at: from..from + 1, ..FiledEntry::default() };
            }
            (["facts", _, _, "units", _, _, field], JsonStep::Scalar(scalar, at)) => {
                entry.take(field, scalar, at);
            }
            (["facts", taxonomy, concept, "units", unit, _], JsonStep::Close) => {
                let entry = std::mem::take(&mut entry);
                let concept = QualifiedName::new(taxonomy, taxonomy, concept);
                let at = entry.at.clone();
                match entry.fact(&concept, unit, &company, file) {
                    Ok(fact) => facts.push(fact),
                    Err(wrong) => faults.bad(at, format!("{concept} {wrong}"), HELP),
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(facts)
}

/// One statement of a fact.
#[derive(Default)]
struct FiledEntry {
    at: Range<usize>,
    fields: BTreeMap<&'static str, String>,
}

impl FiledEntry {
    fn take(&mut self, field: &str, scalar: JsonScalar, at: Range<usize>) {
        let wanted = ["start", "end", "val", "accn", "form", "filed"];
        let Some(name) = wanted.into_iter().find(|name| *name == field) else { return };
        if name == "val" {
            self.at = at;
        }
        if let JsonScalar::Text(text) | JsonScalar::Number(text) = scalar {
            self.fields.insert(name, text);
        }
    }

    fn fact(
        mut self,
        concept: &QualifiedName,
        unit: &str,
        company: &str,
        file: FileId,
    ) -> Result<FiledFact, String> {
        let mut field = |name: &str| self.fields.remove(name).unwrap_or_default();
        let (value, from, to) = (field("val"), field("start"), field("end"));
        let number = FiledNumber::read(&value)
            .ok_or_else(|| format!("has `{value}`, which is no number"))?;
        let wrong = |text: &str| format!("has `{text}` where a day should stand");
        let end = day(&to, false).ok_or_else(|| wrong(&to))?;
        let period = if from.is_empty() {
            FiledPeriod::Instant(end)
        } else {
            let start = day(&from, false).ok_or_else(|| wrong(&from))?;
            if start > end {
                return Err("ends before it starts".to_owned());
            }
            FiledPeriod::Duration(start, end)
        };
        let filed_in =
            FiledIn { day: field("filed"), accession: field("accn"), form: field("form") };
        let context = FiledContext { entity: company.to_owned(), period, members: BTreeMap::new() };
        Ok(FiledFact {
            concept: concept.clone(),
            context: Arc::new(context),
            unit: Some(Arc::new(named(unit))),
            value: FiledValue::Number(number),
            precision: FiledPrecision::Unknown,
            span: Span::new(file, self.at),
            target: None,
            hidden: false,
            filed_in: Some(filed_in),
            repeated: false,
        })
    }
}

/// Reads a unit as such a file calls it: `USD`, `USD/shares`.
fn named(unit: &str) -> FiledUnit {
    let measure = |name: &str| {
        let currency = name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase());
        let space = match name {
            _ if currency => ISO4217,
            "shares" | "pure" => super::context::XBRLI,
            _ => "",
        };
        QualifiedName::new(space, "", name)
    };
    let (above, below) = unit.split_once('/').unwrap_or((unit, ""));
    let per = if below.is_empty() { Vec::new() } else { vec![measure(below)] };
    FiledUnit { measures: vec![measure(above)], per }
}
