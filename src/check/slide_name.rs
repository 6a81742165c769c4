//! Every finding on a slide names it: by its page and its title, as a waiver may.

use crate::deck::{Deck, Numbers};
use crate::diag::{Finding, Report};
use crate::source::Span;
use crate::view::View;

/// Names the slide of each finding that stands on one and does not say so itself.
pub(super) fn run(deck: &Deck, view: Option<&View>, report: &mut Report) {
    let Some(view) = view else { return };
    let numbers = Numbers::of(deck, view);
    let slides: Vec<_> = deck.numbered().map(|(at, slide)| (at, slide.kind().span())).collect();
    let within = |outer: Span, inner: Span| {
        outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
    };
    report.annotate(|finding: &Finding| {
        // What is told of a translation stands where its source does.
        let source = finding.labels.iter().find(|label| label.text == Report::SOURCE);
        let place = source.or(finding.labels.first())?.span;
        let (at, _) = slides.iter().find(|(_, span)| within(*span, place))?;
        let name = numbers.name(*at);
        let told = finding.message.contains(&name);
        (!told).then(|| format!("on {name}"))
    });
}
