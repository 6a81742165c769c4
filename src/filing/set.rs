//! A set of documents: the facts of its files with the contexts, units and continuations of all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::document::{Continuation, DraftFact, DraftValue, FiledDocument, MAX_TEXT, too_long};
use super::fault::Faults;
use super::transform::{Untransformed, figure};
use super::words;
use super::{
    FiledContext, FiledFact, FiledNumber, FiledPrecision, FiledUnit, FiledValue, QualifiedName,
};
use crate::code::Severity;
use crate::diag::Report;
use crate::source::{FileId, Span};

const HELP: &str = "The company's filing software writes it: have it made anew";
/// What a part of a text counts at least: a chain of empty parts takes time, though it has no bytes.
const LEAST_PART: usize = 256;

/// Gives the facts of one set of files.
pub(super) fn facts(
    mut files: Vec<(FileId, FiledDocument)>,
    report: &mut Report,
) -> Vec<FiledFact> {
    let mut out = Vec::new();
    let drafts: Vec<_> = files
        .iter_mut()
        .map(|(_, file)| (std::mem::take(&mut file.facts), std::mem::take(&mut file.faults)))
        .collect();
    let set = DocumentSet::of(&files);
    let mut left = MAX_TEXT;
    for (at, (facts, mut faults)) in drafts.into_iter().enumerate() {
        let Some((id, own)) = files.get(at) else { continue };
        for draft in facts {
            let fact = set.settled(own, *id, draft, &mut left, &mut faults);
            out.extend(fact);
        }
        faults.tell(*id, report);
    }
    out
}

/// What the files of a set say of one id: nothing where they differ.
type SharedResources<'a, T> = BTreeMap<&'a str, Option<&'a Arc<T>>>;

struct DocumentSet<'a> {
    continuations: BTreeMap<&'a str, &'a Continuation>,
    contexts: SharedResources<'a, FiledContext>,
    units: SharedResources<'a, FiledUnit>,
}

impl<'a> DocumentSet<'a> {
    fn of(files: &'a [(FileId, FiledDocument)]) -> Self {
        let (mut contexts, mut units) = (BTreeMap::new(), BTreeMap::new());
        let mut continuations = BTreeMap::new();
        for (_, file) in files {
            for (id, part) in &file.continuations {
                continuations.entry(id.as_str()).or_insert(part);
            }
            share(&mut contexts, &file.resources.contexts);
            share(&mut units, &file.resources.units);
        }
        Self { continuations, contexts, units }
    }

    fn settled(
        &self,
        own: &FiledDocument,
        file: FileId,
        draft: DraftFact,
        left: &mut usize,
        faults: &mut Faults,
    ) -> Option<FiledFact> {
        let at = draft.at.clone();
        let concept = draft.concept.clone();
        let context = known(&own.resources.contexts, &self.contexts, &draft.context);
        let context = told(context, "context", &draft.context, &concept, &at, faults)?;
        let unit = match (&draft.unit, &draft.value) {
            (_, DraftValue::Text) => None,
            (Some(id), _) => {
                let unit = known(&own.resources.units, &self.units, id);
                Some(told(unit, "unit", id, &concept, &at, faults)?)
            }
            (None, DraftValue::Figure | DraftValue::Number | DraftValue::Fraction(..)) => {
                faults.bad(at, format!("{concept} is a number without a unit"), HELP);
                return None;
            }
        };
        let (value, precision) = match &draft.value {
            _ if draft.nil => (FiledValue::Nil, FiledPrecision::Unknown),
            DraftValue::Text => {
                let text = self.joined(&draft, left, faults)?;
                (worded(&draft, text, faults)?, FiledPrecision::Unknown)
            }
            DraftValue::Fraction(above, below) => {
                (divided(above, below, &draft, faults)?, FiledPrecision::Exact)
            }
            DraftValue::Figure | DraftValue::Number => {
                let number = number(&draft, faults)?;
                let precision = precision(&draft, &number, faults)?;
                (FiledValue::Number(number), precision)
            }
        };
        Some(FiledFact {
            concept,
            context,
            unit,
            value,
            precision,
            span: Span::new(file, at),
            target: draft.target,
            hidden: draft.hidden,
            filed_in: None,
            repeated: false,
        })
    }

    /// Joins a text with what continues it elsewhere.
    fn joined(&self, draft: &DraftFact, left: &mut usize, faults: &mut Faults) -> Option<String> {
        let long = |faults: &mut Faults| {
            let (message, help) = too_long();
            faults.bad(draft.at.clone(), message, help);
        };
        let mut text = draft.printed.clone();
        let Some(mut rest) = left.checked_sub(text.len()) else {
            long(faults);
            return None;
        };
        let (mut next, mut seen) = (draft.continued_at.as_deref(), BTreeSet::new());
        while let Some(id) = next {
            let part = self.continuations.get(id);
            let Some(part) = part.filter(|_| seen.insert(id)) else {
                let why = if seen.contains(id) { "is continued by itself" } else { "is nowhere" };
                let message = format!("{} goes on at `{id}`, which {why}", draft.concept);
                faults.bad(draft.at.clone(), message, HELP);
                return None;
            };
            let Some(still) = rest.checked_sub(part.text.len().max(LEAST_PART)) else {
                // What it took to find out counts, or facts that share one chain would each walk it.
                *left = rest;
                long(faults);
                return None;
            };
            rest = still;
            text.push_str(&part.text);
            next = part.continued_at.as_deref();
        }
        *left = rest;
        Some(text)
    }
}

fn share<'a, T: PartialEq>(shared: &mut SharedResources<'a, T>, own: &'a BTreeMap<String, Arc<T>>) {
    for (id, one) in own {
        let known = shared.entry(id).or_insert(Some(one));
        if known.is_some_and(|known| known != one) {
            *known = None;
        }
    }
}

/// Finds what an id names: in the file itself, else where the other files of the set agree.
fn known<T>(
    own: &BTreeMap<String, Arc<T>>,
    all: &SharedResources<'_, T>,
    id: &str,
) -> Result<Arc<T>, bool> {
    if let Some(one) = own.get(id) {
        return Ok(Arc::clone(one));
    }
    match all.get(id) {
        Some(Some(one)) => Ok(Arc::clone(one)),
        Some(None) => Err(true),
        None => Err(false),
    }
}

fn told<T>(
    found: Result<Arc<T>, bool>,
    what: &str,
    id: &str,
    concept: &QualifiedName,
    at: &Range<usize>,
    faults: &mut Faults,
) -> Option<Arc<T>> {
    let several = match found {
        Ok(one) => return Some(one),
        Err(several) => several,
    };
    let why =
        if several { "differs between files of the set" } else { "is not there, or not readable" };
    faults.bad(at.clone(), format!("the {what} `{id}` of {concept} {why}"), HELP);
    None
}

fn number(draft: &DraftFact, faults: &mut Faults) -> Option<FiledNumber> {
    let (concept, at) = (&draft.concept, draft.at.clone());
    let printed = shortened(&draft.printed);
    if draft.value == DraftValue::Number {
        let read = FiledNumber::read(&draft.printed);
        if read.is_none() {
            faults.bad(at, format!("{concept} has `{printed}`, which is no number"), HELP);
        }
        return read;
    }
    let format = draft.format.as_ref();
    match figure(format, &draft.printed) {
        Ok(digits) => {
            let read = FiledNumber::scaled(&digits, draft.scale, draft.negative);
            if read.is_none() {
                let scale = draft.scale;
                let message = format!(
                    "{concept} has `{printed}` with a scale of {scale}, more than thirty digits"
                );
                faults.bad(at, message, HELP);
            }
            read
        }
        Err(Untransformed::Unfit) => {
            let by = format
                .map_or_else(|| "is no number".to_owned(), |name| format!("does not fit {name}"));
            faults.bad(at, format!("{concept} has `{printed}`, which {by}"), HELP);
            None
        }
        Err(Untransformed::Unknown) => {
            let name = format.map(ToString::to_string).unwrap_or_default();
            let message =
                format!("{concept} has `{printed}` in the format {name}, which is not known here");
            faults.unknown_transform(Severity::Warning, at, message);
            None
        }
    }
}

fn divided(above: &str, below: &str, draft: &DraftFact, faults: &mut Faults) -> Option<FiledValue> {
    let parts = FiledNumber::read(above)
        .zip(FiledNumber::read(below))
        .filter(|(_, below)| !below.exact().is_zero());
    if parts.is_none() {
        let (above, below) = (shortened(above), shortened(below));
        let message = format!("{} is `{above}` by `{below}`, which is no fraction", draft.concept);
        faults.bad(draft.at.clone(), message, HELP);
    }
    parts.map(|(above, below)| FiledValue::Fraction(above, below))
}

fn precision(
    draft: &DraftFact,
    number: &FiledNumber,
    faults: &mut Faults,
) -> Option<FiledPrecision> {
    let stated = draft.decimals.as_deref().or(draft.precision.as_deref()).map(str::trim);
    match stated {
        None => {
            let message = format!("{} does not say how exactly it is known", draft.concept);
            faults.bad(draft.at.clone(), message, "Every figure of a filing has `decimals`");
            Some(FiledPrecision::Unknown)
        }
        Some("INF") => Some(FiledPrecision::Exact),
        Some(text) => match text.parse::<i32>().ok().filter(|count| (-40..=40).contains(count)) {
            None => {
                let message = format!(
                    "{} is known to `{text}` decimals, which is no number of them",
                    draft.concept
                );
                faults.bad(draft.at.clone(), message, HELP);
                None
            }
            Some(count) if draft.decimals.is_some() => Some(FiledPrecision::Decimals(count)),
            // No significant digit is known, so nothing is.
            Some(0) => Some(FiledPrecision::Unknown),
            Some(count) => {
                let decimals = number.decimals_of(count);
                Some(decimals.map_or(FiledPrecision::Exact, FiledPrecision::Decimals))
            }
        },
    }
}

fn worded(draft: &DraftFact, text: String, faults: &mut Faults) -> Option<FiledValue> {
    let Some(format) = &draft.format else { return Some(FiledValue::Text(text)) };
    let (concept, at) = (&draft.concept, draft.at.clone());
    match words::text(format, &text) {
        Ok(text) => Some(FiledValue::Text(text)),
        Err(Untransformed::Unfit) => {
            let printed = shortened(&text);
            faults.bad(at, format!("{concept} has `{printed}`, which does not fit {format}"), HELP);
            None
        }
        Err(Untransformed::Unknown) => {
            let message =
                format!("{concept} has a text in the format {format}, which is not known here");
            faults.unknown_transform(Severity::Info, at, message);
            Some(FiledValue::Printed(text))
        }
    }
}

/// The beginning of a text, for a sentence about it.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}
