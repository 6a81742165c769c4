//! The number of a slide: that of the page it is printed on.

use std::ops::Range;

use super::Deck;
use crate::slide::Slide;
use crate::view::{Page, View, named};

/// The slides of a deck as its readers count them, in the order of the source.
///
/// A slide has the number that its page prints, covers and dividers counted. One that goes on over
/// several pages has the number of the first, and is found by that of each.
#[derive(Debug)]
pub struct Numbers<'a> {
    slides: Vec<Numbered<'a>>,
}

#[derive(Debug)]
struct Numbered<'a> {
    /// The title of a section, which may be on no page.
    section: Option<&'a str>,
    /// The id that its author wrote.
    id: Option<&'a str>,
    /// The numbers of its pages.
    numbers: Range<usize>,
    /// Its pages; none where it cannot be laid out.
    pages: &'a [Page],
}

impl<'a> Numbers<'a> {
    /// Numbers the slides of a deck by its pages in a language. A section without a divider is on
    /// none; another slide that cannot be laid out counts as one, so that its error renumbers no
    /// other.
    #[must_use]
    pub fn of(deck: &'a Deck, view: &'a View) -> Self {
        let runs = || view.pages.chunk_by(|a, b| a.span == b.span);
        // A translation has spans of its own, and shows the slides in the order of the source.
        let printed = |slide: &&Slide| {
            let Slide::Section(section) = slide else { return true };
            section.divider.as_ref().is_some_and(|yes| yes.value)
        };
        let whole = runs().count() == deck.slides.iter().filter(printed).count();
        let (mut rest, mut next) = (runs().peekable(), 1);
        let slides = deck.slides.iter().map(|slide| {
            let kind = slide.kind();
            let counted = printed(&slide);
            let its = |run: &&[Page]| {
                (whole && counted) || run.first().is_some_and(|p| p.span == kind.span())
            };
            let pages = rest.next_if(its).unwrap_or_default();
            let numbers = next..next + pages.len().max(usize::from(counted));
            next = numbers.end;
            let section = kind.section().map(|title| title.value.as_str());
            let id = kind.head().id.as_ref().map(|id| id.value.as_str());
            Numbered { section, id, numbers, pages }
        });
        Self { slides: slides.collect() }
    }

    /// Names a slide, given by its place in the source from 0: "slide 5 (`I-2. Sales`)".
    #[must_use]
    pub fn name(&self, at: usize) -> String {
        let Some(one) = self.slides.get(at) else { return "the deck".to_owned() };
        if one.numbers.is_empty() {
            return format!("section `{}`", one.section.unwrap_or_default());
        }
        let heading = one.pages.first().map_or("", |page| page.heading.as_str());
        named(one.numbers.start, heading)
    }

    /// Finds a slide by its id or by the number of one of its pages; gives its place in the source,
    /// from 0.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<usize> {
        let called =
            |one: &Numbered<'_>| one.id == Some(name) || one.pages.iter().any(|p| p.id == name);
        let number = name.parse::<usize>().ok();
        let printed = |one: &Numbered<'_>| number.is_some_and(|n| one.numbers.contains(&n));
        self.slides.iter().position(called).or_else(|| self.slides.iter().position(printed))
    }

    /// Gives the slides that are on a page, each by its place in the source from 0.
    pub fn on_pages(&self) -> impl Iterator<Item = usize> {
        self.slides.iter().enumerate().filter(|(_, one)| !one.pages.is_empty()).map(|(at, _)| at)
    }

    /// Gives the number of the last page.
    #[must_use]
    pub fn last(&self) -> usize {
        self.slides.last().map_or(0, |one| one.numbers.end - 1)
    }
}
