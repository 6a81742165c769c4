//! `unused-waiver`, `bad-waiver`: a waiver that waives nothing, or may not.

use super::waiver_mark::WaiverMark;
use crate::code::{self, Code, Ground};
use crate::deck::{Deck, DeckSpec, Numbers, WaiverSpec};
use crate::diag::{Finding, Report, Severity, Waiving, suggest};
use crate::facts::{CiteError, Facts, Key, ScopeId, read_period};
use crate::prove::Waived;
use crate::shape::{SeenMark, Written, is_name, is_reason};
use crate::source::{Sources, Span};
use crate::view::View;

/// What a waiver is about, as places in the source.
enum WaivedPlace {
    /// A figure: the finding stands there, or the figure is part of a conflict.
    Figure(Span),
    /// The changes stated between two figures.
    Changes(Vec<Span>),
    /// A relation: the finding shows it.
    Relation(Span),
    /// A slide, an item or another part of the source: the finding stands in it.
    Within(Span),
}

/// Makes infos of the findings that are waived, and tells the waivers that waive none.
///
/// Gives what was waived.
pub(super) fn run(
    deck: &Deck,
    view: Option<&View>,
    sources: &Sources,
    report: &mut Report,
) -> Vec<Waived> {
    let mut waived = Vec::new();
    if deck.waivers.is_empty() {
        return waived;
    }
    let numbers = view.map(|view| Numbers::of(deck, view));
    let seen = WaiverMark::of(deck, sources);
    for waiver in &deck.waivers {
        apply((deck, numbers.as_ref()), waiver, &seen, (report, &mut waived));
    }
    waived
}

fn apply(
    (deck, numbers): (&Deck, Option<&Numbers<'_>>),
    waiver: &WaiverSpec,
    seen: &WaiverMark<'_>,
    (report, all): (&mut Report, &mut Vec<Waived>),
) {
    let (code, at) = (&waiver.code, &waiver.r#where);
    let bad = |message: String, span: Span, help: Vec<String>| {
        let finding = Finding::new(code::BAD_WAIVER, message, span);
        help.into_iter().fold(finding, Finding::help)
    };
    let waivable = |code: &Code| code.ground() == Ground::Waivable;
    if !Code::named(&code.value).is_some_and(|code| waivable(&code)) {
        let names = code::ALL.iter().filter(|code| waivable(code)).map(|code| code.name());
        let help = suggest(&code.value, names);
        let message = format!("`{}` cannot be waived", code.value);
        return report.push(bad(message, code.span, help.into_iter().collect()));
    }
    let needed = "A waiver needs a reason in words and the name of who answers for it".to_owned();
    if !is_reason(&waiver.reason.value) {
        let message = "the reason of a waiver says nothing".to_owned();
        return report.push(bad(message, waiver.reason.span, vec![needed]));
    }
    if !is_name(&waiver.reviewer.value) {
        let message = "the reviewer of a waiver has no name".to_owned();
        return report.push(bad(message, waiver.reviewer.span, vec![needed]));
    }
    let place = match place(deck, numbers, &at.value) {
        Ok(place) => place,
        Err(help) => {
            let message = format!("`{}` is not a place that a finding can have", at.value.trim());
            return report.push(bad(message, at.span, help));
        }
    };
    let unused = |message: String, help: &str| {
        Finding::new(code::UNUSED_WAIVER, message, code.span).help(help)
    };
    if let Some(until) = waiver.until.as_ref()
        && until.value.is_past(deck.facts.calendar, deck.head.period.value)
    {
        let message = format!("the waiver of `{}` ended with {}", code.value, until.value.0);
        report
            .push(unused(message, "Look at the finding again, and remove the waiver or renew it"));
        return;
    }
    let found = |finding: &Finding| {
        finding.severity != Severity::Info
            && finding.code == code.value.as_str()
            && place.has(finding)
    };
    let mut here: Vec<String> = report.all().filter(|f| found(f)).map(|f| seen.mark(f)).collect();
    here.sort_unstable();
    here.dedup();
    if here.is_empty() {
        let message = format!("no `{}` is found at `{}`", code.value, at.value.trim());
        report.push(unused(message, "Remove the waiver"));
        return;
    }
    let Some(marks) = &waiver.seen else {
        let message = "the waiver does not say what was seen when it was given".to_owned();
        let help = format!("Look at the finding again; if it may stay, add {}", listed(&here));
        return report.push(bad(message, waiver.span, vec![help]));
    };
    let holds = |mark: &String| marks.0.iter().any(|known: &SeenMark| known.value == *mark);
    let by = format!("{}: {}", waiver.reviewer.value.trim(), waiver.reason.value.trim());
    if !here.iter().any(holds) {
        let message = format!(
            "what `{}` was waived for at `{}` has changed since",
            code.value,
            at.value.trim()
        );
        let help = format!("Look at the finding again; if it may stay, write {}", listed(&here));
        report.push(unused(message, &help));
    }
    let places = |finding: &Finding| finding.labels.iter().map(|label| label.span).collect();
    all.extend(
        report
            .all()
            .filter(|f| found(f) && holds(&seen.mark(f)))
            .map(|f| Waived { places: places(f), by: by.clone() }),
    );
    report.waive(|finding| {
        if !found(finding) {
            return Waiving::No;
        }
        let mark = seen.mark(finding);
        if holds(&mark) {
            Waiving::By(format!("waived by {by}"))
        } else {
            let help = "The waiver here was given for something else; if this may stay as well";
            Waiving::NotYet(format!("{help}, add `{mark}` to its `seen`"))
        }
    });
}

/// Writes the field that says what was seen.
fn listed(marks: &[String]) -> String {
    match marks {
        [one] => format!("`seen: {one}`"),
        all => format!("`seen: [{}]`", all.join(", ")),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds what a waiver is about, or says what was looked for.
fn place(
    deck: &Deck,
    numbers: Option<&Numbers<'_>>,
    text: &str,
) -> Result<WaivedPlace, Vec<String>> {
    let text = folded(text);
    let tree = deck.tree();
    let named = numbers.and_then(|numbers| numbers.find_named(&text));
    if let Some(slide) = named.and_then(|at| deck.slide(at)) {
        return Ok(WaivedPlace::Within(slide.kind().span()));
    }
    if let Some(slide) = text.strip_prefix("slide ") {
        let ids = deck.slides.iter().map(|slide| slide.kind().head().id.as_deref());
        let ids: Vec<_> = ids.map(|id| id.map(|id| id.value.as_str())).collect();
        let at = numbers.and_then(|all| all.find(slide).or_else(|| all.find_headed(slide)));
        let found = at.and_then(|at| deck.slide(at));
        let all = numbers.map_or(0, Numbers::last);
        return found.map(|slide| WaivedPlace::Within(slide.kind().span())).ok_or_else(|| {
            let known = suggest(slide, ids.iter().copied().flatten());
            let help = format!(
                "Looked for a slide of that id, page number or title; the pages are numbered 1 to {all}"
            );
            known.into_iter().chain([help]).collect()
        });
    }
    let relations = deck.facts.relations();
    if let Some(relation) = relations.iter().find(|one| folded(&one.text) == text) {
        return Ok(WaivedPlace::Relation(relation.span));
    }
    let facts = &deck.facts;
    if text.contains(['=']) {
        let texts: Vec<_> = relations.iter().map(|one| folded(&one.text)).collect();
        let help = "Looked for a relation that is written so under `relations`".to_owned();
        let near = suggest(&text, texts.iter().map(String::as_str));
        return Err(near.into_iter().chain([help]).collect());
    }
    if let Some(name) = text.strip_prefix("item ") {
        let part = tree.facts().at(name);
        return part.whole().map(WaivedPlace::Within).ok_or_else(|| {
            let help = format!("Looked for an item `{name}` under `facts`");
            suggest(name, facts.item_names()).into_iter().chain([help]).collect()
        });
    }
    if let Some(part) = part(tree, &text).filter(|_| facts.item_id(&text).is_none()) {
        return part;
    }
    if let Some((now, base)) = text.split_once(" vs ") {
        let (now, base) = changes(facts, now, base).map_err(unread)?;
        let spans: Vec<_> = facts.changes().between(now, base).iter().map(|one| one.span).collect();
        return if spans.is_empty() {
            let what = facts.name(now);
            Err(vec![format!(
                "Looked for a change of `{what}` from {} under `changes`",
                base.period
            )])
        } else {
            Ok(WaivedPlace::Changes(spans))
        };
    }
    let key = facts.references().key(&text).map_err(unread)?;
    facts.fact(key).map(|fact| WaivedPlace::Figure(fact.span)).ok_or_else(|| {
        let help = facts.references().missing(key).help;
        help.into_iter().chain([format!("Looked for the figure `{}`", facts.name(key))]).collect()
    })
}

fn unread(error: CiteError) -> Vec<String> {
    let forms = "Write a figure (`revenue@1Q10`), a change (`revenue@1Q10 vs 1Q09`), a relation as it \
                 is declared, `slide 4`, `item revenue` or `deck`";
    let looked = format!("Looked for a figure, but {}", error.reason);
    error.help.into_iter().chain([looked, forms.to_owned()]).collect()
}

/// Reads the two figures of a stated change.
fn changes(facts: &Facts, now: &str, base: &str) -> Result<(Key, Key), CiteError> {
    let now = facts.references().key(now)?;
    let (period, scope) =
        base.trim().split_once('/').unwrap_or((base.trim(), ScopeId::ACTUAL_NAME));
    let scope = facts.contexts().base(now.scope, facts.references().scope(scope)?)?;
    let base = Key { period: read_period(period)?, scope, ..now };
    Ok((now, base))
}

/// The parts of the source that have no places finer, each with its name: those of figures, relations and slides
/// are named otherwise.
pub(super) fn parts(tree: Written<'_, DeckSpec>) -> [(&'static str, Option<Span>); 8] {
    let (deck, company, scopes) = (tree.deck(), tree.company(), tree.scopes());
    let (sources, glossary, names) = (tree.sources(), tree.glossary(), tree.names());
    let (dimensions, calendar) = (tree.dimensions(), tree.calendar());
    [
        (deck.name, deck.whole()),
        (company.name, company.whole()),
        (calendar.name, calendar.whole()),
        (scopes.name, scopes.whole()),
        (dimensions.name, dimensions.whole()),
        (sources.name, sources.whole()),
        (glossary.name, glossary.whole()),
        (names.name, names.whole()),
    ]
}

/// Finds a part of the source by its name.
fn part(tree: Written<'_, DeckSpec>, name: &str) -> Option<Result<WaivedPlace, Vec<String>>> {
    let (_, place) = parts(tree).into_iter().find(|(part, _)| *part == name)?;
    Some(place.map(WaivedPlace::Within).ok_or_else(|| vec![format!("The deck has no `{name}:`")]))
}

impl WaivedPlace {
    fn has(&self, finding: &Finding) -> bool {
        let within = |outer: Span, inner: Span| {
            outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
        };
        // What is told of a translation stands where its source does.
        let source = finding.labels.iter().find(|label| label.text == Report::SOURCE);
        let first = source.or(finding.labels.first()).map(|label| label.span);
        let mut all = finding.labels.iter().map(|label| label.span);
        match self {
            Self::Figure(span)
                if [code::AMBIGUOUS_ROUNDING, code::JOINT_CONFLICT].contains(&finding.code) =>
            {
                all.any(|s| s == *span)
            }
            Self::Figure(span) => first == Some(*span),
            Self::Changes(spans) => first.is_some_and(|first| spans.contains(&first)),
            Self::Relation(span) => all.any(|s| s == *span),
            Self::Within(span) => first.is_some_and(|first| within(*span, first)),
        }
    }
}
