//! `unreviewed`, `stale-signature`, `unsigned`: what nobody has answered for since it changed.

use crate::deck::{digest, fact_says, slide_says};
use crate::diag::{Finding, Report};
use crate::source::Span;
use crate::words::Reading;

/// Lists the texts carried over that nobody has read, signatures under what has changed, and,
/// where the deck asks for them, the slides without one.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    unreviewed(reading, report);
    signatures(reading, report);
}

fn unreviewed(reading: &Reading<'_>, report: &mut Report) {
    let reviews = &reading.deck.reviews;
    if reviews.carried.is_empty() {
        return;
    }
    for answered in reading.answered() {
        if reviews.unread(&digest(&answered.text)).is_some() {
            let message = format!("`{}` was carried over and not reviewed", answered.starts());
            let finding = Finding::warning("unreviewed", message, answered.span);
            report.push(finding.help(format!(
                "Change it, or sign it: `iijdeck sign {} --by NAME`",
                answered.target(reading.view, reading.deck)
            )));
        }
    }
}

fn signatures(reading: &Reading<'_>, report: &mut Report) {
    let (deck, view) = (reading.deck, reading.view);
    for signed in &deck.reviews.signed {
        let what = signed.what.value.as_str();
        let now: Option<(String, Span)> = match what.strip_prefix("slide ") {
            Some(id) => {
                let page = view.pages.iter().find(|page| page.id == id);
                page.map(|page| (slide_says(view, page.span), page.span))
            }
            None => {
                let key = deck.facts.reference(what).ok().map(|found| deck.facts.complete(found));
                let key = key.and_then(|key| Some((key, deck.facts.fact(key)?.span)));
                key.and_then(|(key, span)| Some((fact_says(&deck.facts, key)?, span)))
            }
        };
        let by = &signed.by.value;
        let (message, place) = match now {
            Some((says, _)) if says == signed.says.value => continue,
            Some((_, span)) => {
                (format!("`{what}` has changed since {by} signed it on {}", signed.on.value), span)
            }
            None => (format!("`{what}`, which {by} signed, is not there"), signed.span),
        };
        let finding = Finding::warning("stale-signature", message, place);
        let target = what.strip_prefix("slide ").unwrap_or(what);
        let help = format!("Look at it again: `iijdeck sign {target} --by NAME`");
        report.push(finding.help(help));
    }
    if !deck.head.require_signatures.as_ref().is_some_and(|asked| asked.value) {
        return;
    }
    let mut last = None;
    for page in &view.pages {
        if last.replace(page.span) == Some(page.span) {
            continue;
        }
        if deck.reviews.signature(&format!("slide {}", page.id)).is_none() {
            let message = format!("slide {} (`{}`) is not signed", page.number, page.heading);
            let help = format!("Look at it, and `iijdeck sign {} --by NAME`", page.id);
            report.push(Finding::warning("unsigned", message, page.span).help(help));
        }
    }
}
