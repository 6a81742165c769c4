//! xBRL-JSON: facts as an object each.
//!
//! Source: xBRL-JSON 1.0 and the Open Information Model 1.0. Days are midnights there, so that 31 December ends at
//! `2020-01-01T00:00:00`. A number without `decimals` is exact, and one without a unit is only a number: where it has
//! neither, nothing tells it from a text but a taxonomy, and it stays a text.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::concept::{FiledUnit, QualifiedName};
use super::context::{XBRLI, day};
use super::element::Malformed;
use super::fault::Faults;
use super::json::{JsonScalar, JsonStep, walk_json};
use super::{
    FiledContext, FiledFact, FiledMember, FiledNumber, FiledPeriod, FiledPrecision, FiledValue,
};
use crate::source::{FileId, Span};

const HELP: &str = "The program that wrote the file is at fault: have it made anew";

/// Reads such a file.
pub(super) fn read(
    text: &str,
    file: FileId,
    faults: &mut Faults,
) -> Result<Vec<FiledFact>, Malformed> {
    let (mut spaces, mut reports, mut report) =
        (BTreeMap::new(), Vec::new(), ReportedFact::default());
    walk_json(text, |path, step| {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        match (keys.as_slice(), step) {
            (
                ["documentInfo", "namespaces", prefix],
                JsonStep::Scalar(JsonScalar::Text(space), _),
            ) => {
                spaces.insert((*prefix).to_owned(), space);
            }
            (["facts", _], JsonStep::Open(from)) => {
                report = ReportedFact { at: from..from + 1, ..ReportedFact::default() };
            }
            (["facts", _, "dimensions", name], JsonStep::Scalar(scalar, _)) => {
                report.dimensions.insert((*name).to_owned(), scalar);
            }
            (["facts", _, "value"], JsonStep::Scalar(scalar, at)) => {
                report.at = at;
                report.value = Some(scalar);
            }
            (["facts", _, "decimals"], JsonStep::Scalar(scalar, _)) => {
                report.decimals = Some(scalar);
            }
            (["facts", id], JsonStep::Close) => {
                reports.push(((*id).to_owned(), std::mem::take(&mut report)));
            }
            _ => {}
        }
        Ok(())
    })?;
    // The namespaces may stand behind the facts.
    let names = Prefixes(spaces);
    let mut facts = Vec::new();
    for (id, report) in reports {
        let at = report.at.clone();
        match report.fact(&names, file) {
            Ok(fact) => facts.push(fact),
            Err(wrong) => faults.bad(at, format!("the fact `{id}` {wrong}"), HELP),
        }
    }
    Ok(facts)
}

struct Prefixes(BTreeMap<String, String>);

impl Prefixes {
    fn name(&self, text: &str) -> Result<QualifiedName, String> {
        let (prefix, local) =
            text.split_once(':').ok_or_else(|| format!("names `{text}` without a prefix"))?;
        let space = self.0.get(prefix);
        let space = space.ok_or_else(|| format!("names `{text}`, whose prefix is not declared"))?;
        Ok(QualifiedName::new(space, prefix, local))
    }
}

/// A fact as its object writes it.
#[derive(Default)]
struct ReportedFact {
    at: Range<usize>,
    value: Option<JsonScalar>,
    decimals: Option<JsonScalar>,
    dimensions: BTreeMap<String, JsonScalar>,
}

impl ReportedFact {
    fn fact(mut self, names: &Prefixes, file: FileId) -> Result<FiledFact, String> {
        let mut own = |name: &str| match self.dimensions.remove(name) {
            Some(JsonScalar::Text(text)) => Some(text),
            Some(JsonScalar::Number(_) | JsonScalar::Truth(_) | JsonScalar::Null) | None => None,
        };
        let concept = names.name(&own("concept").ok_or("names no concept")?)?;
        let (entity, unit, _) = (own("entity"), own("unit"), own("language"));
        let period = own("period").map_or(Ok(FiledPeriod::Forever), |text| period(&text))?;
        let _ = own("noteId");
        let unit = unit.map(|text| unit_of(&text, names)).transpose()?;
        // A number that is only one has no unit there, and no text has `decimals`.
        let pure = || FiledUnit {
            measures: vec![QualifiedName::new(XBRLI, "xbrli", "pure")],
            per: Vec::new(),
        };
        let unit = unit.or_else(|| self.decimals.is_some().then(pure)).map(Arc::new);
        let mut members = BTreeMap::new();
        for (dimension, member) in self.dimensions {
            let text = match member {
                JsonScalar::Text(text) | JsonScalar::Number(text) => text,
                JsonScalar::Null => String::new(),
                JsonScalar::Truth(truth) => truth.to_string(),
            };
            // A member that a taxonomy lists has a prefix that the file declares; any other value is typed.
            let member = names.name(&text).map_or(FiledMember::Typed(text), FiledMember::Explicit);
            members.insert(names.name(&dimension)?, member);
        }
        let (value, precision) = match (self.value, &unit) {
            (None, _) => return Err("has no value".to_owned()),
            (Some(JsonScalar::Null), _) => (FiledValue::Nil, FiledPrecision::Unknown),
            (Some(JsonScalar::Text(text)), None) => {
                (FiledValue::Text(text), FiledPrecision::Unknown)
            }
            (Some(JsonScalar::Text(text)), Some(_)) => {
                let number = FiledNumber::read(&text);
                let number = number.ok_or_else(|| format!("has `{text}`, which is no number"))?;
                (FiledValue::Number(number), decimals(self.decimals)?)
            }
            (Some(JsonScalar::Number(_) | JsonScalar::Truth(_)), _) => {
                return Err(
                    "has a value without quotes; xBRL-JSON has every value as a text".to_owned()
                );
            }
        };
        let entity = entity.unwrap_or_default();
        let entity = entity.split_once(':').map_or(entity.as_str(), |(_, id)| id).to_owned();
        Ok(FiledFact {
            concept,
            context: Arc::new(FiledContext { entity, period, members }),
            unit,
            value,
            precision,
            span: Span::new(file, self.at),
            target: None,
            hidden: false,
            filed_in: None,
            repeated: false,
        })
    }
}

fn decimals(stated: Option<JsonScalar>) -> Result<FiledPrecision, String> {
    let Some(stated) = stated else { return Ok(FiledPrecision::Exact) };
    let count = match &stated {
        JsonScalar::Number(text) => text.parse().ok().filter(|count| (-40..=40).contains(count)),
        JsonScalar::Text(_) | JsonScalar::Truth(_) | JsonScalar::Null => None,
    };
    count
        .map(FiledPrecision::Decimals)
        .ok_or_else(|| "has `decimals` that are no whole number".to_owned())
}

fn period(text: &str) -> Result<FiledPeriod, String> {
    let wrong = || format!("has the period `{text}`, which is none");
    let (from, to) = text.split_once('/').map_or((None, text), |(from, to)| (Some(from), to));
    let end = day(to, true).ok_or_else(wrong)?;
    let Some(from) = from else { return Ok(FiledPeriod::Instant(end)) };
    let start = day(from, false).filter(|start| *start <= end).ok_or_else(wrong)?;
    Ok(FiledPeriod::Duration(start, end))
}

/// Reads a unit, such as `iso4217:USD/xbrli:shares` or `(a:x*b:y)/c:z`.
fn unit_of(text: &str, names: &Prefixes) -> Result<FiledUnit, String> {
    let measures = |part: &str| {
        let part = part.strip_prefix('(').and_then(|part| part.strip_suffix(')')).unwrap_or(part);
        let measure = |name: &str| match name {
            "xbrli:pure" | "xbrli:shares" => {
                Ok(QualifiedName::new(XBRLI, "xbrli", &name["xbrli:".len()..]))
            }
            _ => names.name(name),
        };
        let mut all = part.split('*').map(measure).collect::<Result<Vec<_>, String>>()?;
        all.sort_unstable();
        Ok::<_, String>(all)
    };
    match text.split_once('/') {
        Some((above, below)) => Ok(FiledUnit { measures: measures(above)?, per: measures(below)? }),
        None => Ok(FiledUnit { measures: measures(text)?, per: Vec::new() }),
    }
}
