//! `unreviewed`, `stale-signature`, `unsigned`: what nobody has answered for since it changed.

use std::collections::BTreeSet;

use crate::code;
use crate::deck::{Deck, ShownSlide, SignatureState, digest, fact_says};
use crate::diag::{Finding, Report};
use crate::source::Span;
use crate::view::{View, named};
use crate::words::Reading;

/// Lists the texts carried over that nobody has read.
pub(super) fn unreviewed(reading: &Reading<'_>, report: &mut Report) {
    let reviews = &reading.deck.reviews;
    if reviews.carried.is_empty() {
        return;
    }
    for answered in reading.answered() {
        if reviews.unread(&digest(&answered.text)).is_some() {
            let message = format!("`{}` was carried over and not reviewed", answered.starts());
            let finding = Finding::new(code::UNREVIEWED, message, answered.span);
            report.push(finding.help(format!(
                "Change it, or sign it: `iijdeck sign {} --by NAME`",
                answered.target(reading.view)
            )));
        }
    }
}

/// Lists the signatures under what has changed in any of the languages, and, where the deck asks
/// for them, the slides without one.
pub(super) fn signatures(deck: &Deck, views: &[View], report: &mut Report) {
    let asked = deck.head.require_signatures.as_ref().is_some_and(|asked| asked.value);
    if !asked && deck.reviews.signed.is_empty() {
        return;
    }
    let slides = ShownSlide::all(deck, views);
    // What of each slide somebody signed: the languages it holds in, and those that changed.
    let mut known: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); slides.len()];
    for signed in &deck.reviews.signed {
        let what = signed.what.value.as_str();
        let (by, on) = (&signed.by.value, signed.on.value);
        let (changed, target): (Option<(Span, String)>, &str) = match what.strip_prefix("slide ") {
            Some(id) => match signed.held(&slides) {
                Some((at, held)) => {
                    known[at].extend(signed.says.0.iter().map(|(tag, _)| tag.value.as_str()));
                    let changed = match held {
                        SignatureState::Whole => None,
                        SignatureState::Changed(tags) => Some((slides[at].span, tags.join(", "))),
                    };
                    (changed, slides[at].id.as_str())
                }
                None => {
                    gone(what, by, signed.span, report);
                    (None, id)
                }
            },
            None => {
                let key = deck.facts.references().key(what).ok();
                let now = key.and_then(|key| Some((fact_says(&deck.facts, key)?, key)));
                match now {
                    Some((says, _)) if signed.signs(Deck::FIGURE, &says) == Some(true) => {
                        (None, what)
                    }
                    Some((_, key)) => {
                        let span = deck.facts.fact(key).map_or(signed.span, |fact| fact.span);
                        (Some((span, String::new())), what)
                    }
                    None => {
                        gone(what, by, signed.span, report);
                        (None, what)
                    }
                }
            }
        };
        let Some((place, tags)) = changed else { continue };
        let message = format!("`{what}` has changed since {by} signed it on {on}");
        let finding = Finding::new(code::STALE_SIGNATURE, message, place);
        let finding = if views.len() > 1 && !tags.is_empty() {
            finding.note(format!("it shows something else in: {tags}"))
        } else {
            finding
        };
        report.push(finding.help(format!("Look at it again: `iijdeck sign {target} --by NAME`")));
    }
    for (slide, known) in slides.iter().zip(&known).filter(|_| asked) {
        let tags = slide.says.iter().map(|(tag, _)| tag.as_str());
        let open: Vec<_> = tags.filter(|tag| !known.contains(tag)).collect();
        if open.is_empty() {
            continue;
        }
        let within =
            if known.is_empty() { String::new() } else { format!(" in {}", open.join(", ")) };
        let message = format!("{} is not signed{within}", named(slide.number, &slide.heading));
        let help = format!("Look at it, and `iijdeck sign {} --by NAME`", slide.id);
        report.push(Finding::new(code::UNSIGNED, message, slide.span).help(help));
    }
}

fn gone(what: &str, by: &str, span: Span, report: &mut Report) {
    let message = format!("`{what}`, which {by} signed, is not there");
    let help = "See what took its place; `iijdeck sign all --by NAME` drops what is gone";
    report.push(Finding::new(code::STALE_SIGNATURE, message, span).help(help));
}
