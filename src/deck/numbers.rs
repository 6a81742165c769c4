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
    /// Its place in the source, from 0.
    at: usize,
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
        let mut runs = view.slides().peekable();
        let mut next = 1;
        let slides = deck.numbered().map(|(at, slide)| {
            let kind = slide.kind();
            let section = if let Slide::Section(section) = slide { Some(section) } else { None };
            let divider = section.map(|one| one.divider.as_ref().is_some_and(|yes| yes.value));
            let printed = divider.unwrap_or(true);
            let its = |run: &&[Page]| run.first().is_some_and(|page| page.slide == at);
            let pages = runs.next_if(its).unwrap_or_default();
            let numbers = next..next + pages.len().max(usize::from(printed));
            next = numbers.end;
            let section = kind.section().map(|title| title.value.as_str());
            let id = kind.head().id.as_ref().map(|id| id.value.as_str());
            Numbered { at, section, id, numbers, pages }
        });
        Self { slides: slides.collect() }
    }

    /// Names a slide, given by its place in the source from 0: "slide 5 (`I-2. Sales`)".
    #[must_use]
    pub fn name(&self, at: usize) -> String {
        let Some(one) = self.slides.iter().find(|one| one.at == at) else {
            return "the deck".to_owned();
        };
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
        let found = self.slides.iter().find(|one| called(one));
        found.or_else(|| self.slides.iter().find(|one| printed(one))).map(|one| one.at)
    }

    /// Finds a slide by its whole name, as findings show it: "slide 5 (`I-2. Sales`)".
    #[must_use]
    pub fn find_named(&self, name: &str) -> Option<usize> {
        let bare = |text: &str| text.replace('`', "");
        let found = self.slides.iter().find(|one| bare(&self.name(one.at)) == bare(name));
        found.map(|one| one.at)
    }

    /// Finds a slide by the heading of its pages.
    #[must_use]
    pub fn find_headed(&self, heading: &str) -> Option<usize> {
        let headed = |one: &&Numbered<'_>| one.pages.iter().any(|page| page.heading == heading);
        self.slides.iter().find(headed).map(|one| one.at)
    }

    /// Gives the number of the last page.
    #[must_use]
    pub fn last(&self) -> usize {
        self.slides.last().map_or(0, |one| one.numbers.end - 1)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::deck::read_text;
    use crate::diag::Report;
    use crate::locale::Locale;
    use crate::source::Sources;

    const DECK: &str = "iijdeck: 2
deck: {title: Results, date: 2010-08-13, period: 1Q10, language: en}
company:
  name: Sample Company
  short: Sample
  fiscal_year: {starts: april, named_by: start}
  unit: JPY million
  rounding: toward zero
slides:
  - cover
  - bullets: word
  - bullets: {title: Outlook, columns: [One]}
";

    #[test]
    fn a_slide_that_cannot_be_read_moves_no_other() {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let path = Path::new("no/quarter.yaml");
        let deck = read_text(path, DECK.into(), &mut sources, &mut report).expect("a deck");
        assert!(report.has_errors());
        assert_eq!(deck.numbered().map(|(at, _)| at).collect::<Vec<_>>(), [0, 2]);
        let view = deck.view(Locale::of("en").expect("English"), &sources, &mut report);
        assert_eq!(view.pages.iter().map(|page| page.slide).collect::<Vec<_>>(), [0, 2]);
        let numbers = Numbers::of(&deck, &view);
        assert_eq!(numbers.name(2), "slide 2 (`Outlook`)");
        assert_eq!(numbers.find("2"), Some(2));
    }
}
