//! Every finding names where it stands, as a waiver may: the page and title of its slide, or else the part of the
//! source.

use crate::code::Ground;
use crate::deck::{Deck, Numbers};
use crate::diag::{Finding, Report, Severity};
use crate::source::Span;
use crate::view::View;

/// Names the place of each finding that does not say it itself.
pub(super) fn run(deck: &Deck, view: Option<&View>, report: &mut Report) {
    let places = NamedPlaces::of(deck, view);
    report.annotate(|finding: &Finding| {
        if finding.severity == Severity::Info {
            return None;
        }
        // What is told of a translation stands where its source does.
        let source = finding.labels.iter().find(|label| label.text == Report::SOURCE);
        let place = source.or(finding.labels.first())?.span;
        let slide = places.slides.iter().find(|(_, span)| within(*span, place));
        if let Some((name, _)) = slide {
            return (!finding.message.contains(name)).then(|| format!("on {name}"));
        }
        let told = |name: &str| finding.message.contains(&format!("`{name}`"));
        let waivable = finding.code.ground() == Ground::Waivable;
        let name = places.name(place).filter(|name| waivable && !told(name))?;
        Some(format!("at `{name}`"))
    });
}

fn within(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// The places of a source that have a name.
struct NamedPlaces<'a> {
    deck: &'a Deck,
    slides: Vec<(String, Span)>,
}

impl<'a> NamedPlaces<'a> {
    fn of(deck: &'a Deck, view: Option<&View>) -> Self {
        let numbers = view.map(|view| Numbers::of(deck, view));
        let name = |at| numbers.as_ref().map(|numbers| numbers.name(at));
        let slides = deck.numbered();
        let slides = slides.filter_map(|(at, slide)| Some((name(at)?, slide.kind().span())));
        Self { slides: slides.collect(), deck }
    }

    /// Names a place that is on no slide: a figure, a change, a relation, or what holds it.
    fn name(&self, place: Span) -> Option<String> {
        let facts = &self.deck.facts;
        if let Some((key, _)) = facts.facts().find(|(_, fact)| fact.span == place) {
            return Some(facts.name(key));
        }
        let change = facts.changes().stated().find(|(.., change)| change.span == place);
        if let Some((now, base, _)) = change {
            return Some(format!("{} vs {}", facts.name(now), base.period));
        }
        if let Some(relation) = facts.relations().iter().find(|one| one.span == place) {
            return Some(relation.text.clone());
        }
        let tree = self.deck.tree();
        let holds = |span: Option<Span>| span.is_some_and(|span| within(span, place));
        let item = facts.item_names().find(|name| holds(tree.facts().at(name).whole()));
        let part = super::waiver::parts(tree).into_iter().find(|(_, span)| holds(*span));
        item.map(|name| format!("item {name}")).or_else(|| part.map(|(name, _)| name.to_owned()))
    }
}
