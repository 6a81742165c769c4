//! What a person answers for: sentences, points, and days that no rule moves.

use super::{Passage, Reading};
use crate::deck::Deck;
use crate::source::Span;
use crate::view::View;

/// A text that a person answers for.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Where it stands in words: slide and field.
    pub at: String,
    /// The text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
    /// Number of its slide, from 0; none in the head.
    pub slide: Option<usize>,
}

impl Answered {
    /// Gives its first words.
    #[must_use]
    pub fn starts(&self) -> String {
        let plain = self.text.trim().trim_start_matches(['-', '*', ' ']).replace("**", "");
        let words: Vec<_> = plain.split_whitespace().collect();
        let more = if words.len() > 8 { " ..." } else { "" };
        format!("{}{more}", words.iter().take(8).copied().collect::<Vec<_>>().join(" "))
    }

    /// Gives what is signed to answer for it: the id of its slide, or the field of the head.
    #[must_use]
    pub fn target(&self, view: &View, deck: &Deck) -> String {
        let span = self.slide.and_then(|at| deck.slides.get(at)).map(|slide| slide.kind().span());
        let page = view.pages.iter().find(|page| Some(page.span) == span);
        page.map_or_else(|| self.at.clone(), |page| page.id.clone())
    }
}

impl Reading<'_> {
    /// Gives what a person answers for, in the order of the source.
    #[must_use]
    pub fn answered(&self) -> Vec<Answered> {
        let date = &self.deck.head.date;
        let head = Answered {
            at: "deck.date".to_owned(),
            text: format!("deck.date {}", date.value),
            span: date.span,
            slide: None,
        };
        let days = self.slides().enumerate().filter_map(|(at, (kind, fields))| {
            let (text, span) = fields.text("as_of")?;
            let place = format!("slide {} ({kind}), as_of", at + 1);
            Some(Answered { at: place, text: format!("as_of {text}"), span, slide: Some(at) })
        });
        // Releases are not read one by one: whoever signs has looked whether the list is this quarter's.
        let releases = self.slides().enumerate().filter(|(_, (kind, _))| *kind == "timeline");
        let releases = releases.filter_map(|(at, (kind, fields))| {
            let span = fields.node("releases")?.span;
            let text = self.sources.file(span.file).text.get(span.range())?;
            let place = format!("slide {} ({kind}), releases", at + 1);
            Some(Answered { at: place, text: format!("releases {text}"), span, slide: Some(at) })
        });
        let lines = self.passages.iter().flat_map(|passage: &Passage<'_>| {
            passage.answered().into_iter().map(|line| Answered {
                at: format!(
                    "slide {} ({}), {}",
                    passage.slide.unwrap_or_default() + 1,
                    passage.kind,
                    passage.field
                ),
                text: passage.text[line.clone()].trim().to_owned(),
                span: passage.place(trimmed(passage.text, line), self.sources),
                slide: passage.slide,
            })
        });
        let mut all: Vec<_> =
            std::iter::once(head).chain(days).chain(releases).chain(lines).collect();
        all.sort_by_key(|one| one.span);
        all
    }
}

fn trimmed(text: &str, line: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let typed = &text[line.clone()];
    let start = line.start + typed.len() - typed.trim_start().len();
    start..line.start + typed.trim_end().len()
}
