//! `forward-looking`: a forecast is shown in a deck without a statement on forward-looking
//! statements. Runs where the profile of that name is on.

use crate::code;
use crate::deck::Profile;
use crate::diag::{Finding, Report};
use crate::slide::SlideSubject;
use crate::words::{Reading, Sense};

/// Looks for the statement wherever a figure of a forecast is shown.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    if !reading.deck.profiles.contains(&Profile::ForwardLooking) {
        return;
    }
    let facts = &reading.deck.facts;
    let shown = reading.shown();
    let Some(first) = shown.iter().find(|shown| facts.scope(shown.key.scope).forecast) else {
        return;
    };
    let stated = reading.passages.iter().any(|passage| {
        passage.subject() == SlideSubject::Notice
            && passage.hits.iter().any(|hit| hit.sense == Sense::Future)
    });
    if !stated {
        let message = "a forecast is shown, but no slide warns of forward-looking statements";
        report.push(
            Finding::new(code::FORWARD_LOOKING, message, reading.place(first))
                .label(format!("`{}` speaks of the future", facts.name(first.key)))
                .note("the profile `forward-looking` asks for it; it is help, not legal advice")
                .help("Add a `disclaimer` slide with the company's statement"),
        );
    }
}
