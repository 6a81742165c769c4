//! What a person answers for: sentences, points, and days that no rule moves.

use std::ops::Range;

use super::{Passage, Reading};
use crate::deck::Deck;
use crate::source::Span;
use crate::view::View;

impl Passage<'_> {
    /// Gives the lines that a person answers for: sentences and points of slides, not names,
    /// labels and releases.
    #[must_use]
    pub fn answered(&self) -> Vec<Range<usize>> {
        let prose = self.is_prose() && self.field != "label" && self.slide.is_some();
        if ["contact", "timeline", "facts", "scopes"].contains(&self.kind) {
            return Vec::new();
        }
        if !prose {
            return self.names_unknown_time().then_some(0..self.text.len()).into_iter().collect();
        }
        let skips = self.skips();
        let says = |line: &Range<usize>| {
            let mut chars = self.text[line.clone()].char_indices();
            chars.any(|(at, c)| {
                c.is_alphabetic() && !skips.iter().any(|skip| skip.contains(&(line.start + at)))
            })
        };
        super::lines(self.text).into_iter().filter(says).collect()
    }

    /// Tells whether a heading names a year or a quarter in a form that is not read as a time, such as
    /// `Q1 2026`: no rule can move it to the next quarter.
    fn names_unknown_time(&self) -> bool {
        let skips = self.skips();
        let read = |at: usize| {
            skips.iter().any(|skip| skip.contains(&at))
                || self.mentions.iter().any(|mention| mention.range.contains(&at))
        };
        let digits = |at: usize| self.text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let mut before = ' ';
        for (at, c) in self.text.char_indices() {
            let starts = c.is_ascii_digit() && !before.is_ascii_digit();
            let year = starts
                && digits(at) == 4
                && ["19", "20"].contains(&self.text.get(at..at + 2).unwrap_or_default());
            let quarter = starts && digits(at) == 1 && matches!(before, 'Q' | 'q');
            if (year || quarter) && !read(at) {
                return true;
            }
            before = c;
        }
        false
    }
}

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
                at: match passage.slide {
                    Some(at) => format!("slide {} ({}), {}", at + 1, passage.kind, passage.field),
                    None => format!("deck.{}", passage.field),
                },
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

fn trimmed(text: &str, line: Range<usize>) -> std::ops::Range<usize> {
    let typed = &text[line.clone()];
    let start = line.start + typed.len() - typed.trim_start().len();
    start..line.start + typed.trim_end().len()
}
