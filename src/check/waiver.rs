//! `unused-waiver`, `bad-waiver`: a waiver that waives nothing, or may not.

use crate::deck::{Deck, WaiverSpec};
use crate::diag::{Finding, Report, suggest};
use crate::source::Span;

/// What a waiver is about, as places in the source.
enum Place {
    /// A figure: the finding stands there, or the figure is part of a conflict.
    Figure(Span),
    /// A relation: the finding shows it.
    Relation(Span),
    /// A slide: the finding stands in it.
    Slide(Span),
}

/// Makes infos of the findings that are waived, and tells the waivers that waive none.
///
/// Gives the places of what was waived.
pub(super) fn run(deck: &Deck, waivable: &[&'static str], report: &mut Report) -> Vec<Span> {
    let mut places = Vec::new();
    for waiver in &deck.waivers {
        places.extend(apply(deck, waiver, waivable, report));
    }
    places
}

fn apply(
    deck: &Deck,
    waiver: &WaiverSpec,
    waivable: &[&'static str],
    report: &mut Report,
) -> Vec<Span> {
    let code = &waiver.code;
    if !waivable.contains(&code.value.as_str()) {
        let message = format!("`{}` cannot be waived", code.value);
        let finding = Finding::error("bad-waiver", message, code.span);
        report.push(finding.help_if(suggest(&code.value, waivable.iter().copied())));
        return Vec::new();
    }
    for (field, what) in [(&waiver.reason, "reason"), (&waiver.reviewer, "reviewer")] {
        if field.value.trim().is_empty() {
            let message = format!("the {what} of a waiver is empty");
            let finding = Finding::error("bad-waiver", message, field.span);
            report.push(finding.help("A waiver needs a reason and the name of who answers for it"));
            return Vec::new();
        }
    }
    let place = match place(deck, &waiver.r#where.value) {
        Ok(place) => place,
        Err(help) => {
            let message = format!("`{}` is nothing that a finding stands at", waiver.r#where.value);
            let finding = Finding::error("bad-waiver", message, waiver.r#where.span);
            report.push(finding.help(help));
            return Vec::new();
        }
    };
    let unused = |message: String, help: &str| {
        Finding::warning("unused-waiver", message, waiver.code.span).help(help)
    };
    if let Some(until) = waiver.until.as_ref()
        && until.value.is_past(deck.facts.calendar, deck.head.period.value)
    {
        let message = format!("the waiver of `{}` ended with {}", code.value, until.value.0);
        report
            .push(unused(message, "Look at the finding again, and remove the waiver or renew it"));
        return Vec::new();
    }
    let by = format!("waived by {}: {}", waiver.reviewer.value, waiver.reason.value);
    let places = report.waive(|finding| finding.code == code.value && place.has(finding), &by);
    if places.is_empty() {
        let message = format!("no `{}` is found at `{}`", code.value, waiver.r#where.value);
        report.push(unused(message, "Remove the waiver"));
    }
    places
}

/// Finds what a waiver is about, or says how it is written.
fn place(deck: &Deck, text: &str) -> Result<Place, String> {
    let text = text.trim();
    if let Some(number) = text.strip_prefix("slide ") {
        let slide = number.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let slide = slide.and_then(|at| deck.slides.get(at));
        let all = deck.slides.len();
        return slide
            .map(|slide| Place::Slide(slide.kind().span()))
            .ok_or_else(|| format!("The deck has {all} slides under `slides:`"));
    }
    if let Some(relation) = deck.facts.relations().iter().find(|r| r.text.trim() == text) {
        return Ok(Place::Relation(relation.span));
    }
    let key = deck.facts.reference(text).map(|reference| deck.facts.complete(reference));
    let fact = key.as_ref().ok().and_then(|key| deck.facts.fact(*key));
    match (fact, key) {
        (Some(fact), _) => Ok(Place::Figure(fact.span)),
        (None, Ok(key)) => {
            let error = deck.facts.missing_period(key);
            Err(error.help.unwrap_or(error.reason))
        }
        (None, Err(error)) => Err(error.help.unwrap_or_else(|| {
            "Write a figure (`revenue@1Q10`), a relation as it is declared, or `slide 4`".to_owned()
        })),
    }
}

impl Place {
    fn has(&self, finding: &Finding) -> bool {
        let within = |outer: Span, inner: Span| {
            outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
        };
        let first = finding.labels.first().map(|label| label.span);
        let mut all = finding.labels.iter().map(|label| label.span);
        match *self {
            Self::Figure(span)
                if ["ambiguous-rounding", "joint-conflict"].contains(&finding.code) =>
            {
                all.any(|s| s == span)
            }
            Self::Figure(span) => first == Some(span),
            Self::Relation(span) => all.any(|s| s == span),
            Self::Slide(span) => first.is_some_and(|first| within(span, first)),
        }
    }
}
