//! What a person answers for: sentences, points, and days that no rule moves.

use std::ops::Range;

use super::{Hit, Passage, Reading, Sense, UndatedTimes};
use crate::deck::{DeckSpec, Numbers};
use crate::facts::ScopeSpec;
use crate::locale::Locale;
use crate::shape::{Role, visit};
use crate::slide::{Slide, SlideSubject};
use crate::source::Span;
use crate::view::View;

impl Passage<'_> {
    /// Gives the lines that a person answers for: sentences and points of slides; of names, labels
    /// and headings those that name a time.
    fn answered(&self, locale: &Locale) -> Vec<Range<usize>> {
        if self.is_heading() {
            let times = !self.mentions.is_empty() || !self.undated().loose(locale).is_empty();
            // Releases are answered for as one list.
            let apart = (self.subject() == SlideSubject::Events && self.role != Role::Title)
                || self.role == Role::MissingReason;
            return (times && !apart).then_some(0..self.text.len()).into_iter().collect();
        }
        let skips = self.skips();
        let says = |line: &Range<usize>| {
            let mut chars = self.text[line.clone()].char_indices();
            chars.any(|(at, c)| {
                c.is_alphabetic() && super::holding(skips, line.start + at).is_none()
            })
        };
        super::lines(self.text).into_iter().filter(says).collect()
    }

    /// Tells whether a text is a name, a label or a heading rather than sentences of a slide.
    fn is_heading(&self) -> bool {
        let prose = self.is_prose() && self.role != Role::RowLabel && self.slide.is_some();
        !prose || matches!(self.subject(), SlideSubject::Contact | SlideSubject::Events)
    }
}

impl UndatedTimes<'_> {
    /// Finds years, quarters, months without a year and words of one report that are not read as a time,
    /// such as `Q1 2026`, "half", "January to June" or 中間純利益: no rule can tell what they become in
    /// the next quarter.
    #[must_use]
    pub fn loose(self, locale: &Locale) -> Vec<Range<usize>> {
        let passage = self.passage;
        let read = |range: &Range<usize>| {
            super::holding(passage.skips(), range.start).is_some()
                || passage.mention_at(range.start).is_some()
        };
        let digits = |at: usize| passage.text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let mut out = Vec::new();
        let mut before = ' ';
        for (at, c) in passage.text.char_indices() {
            let starts = c.is_ascii_digit() && !before.is_ascii_digit();
            let len = if starts { digits(at) } else { 0 };
            let century = ["19", "20"].contains(&passage.text.get(at..at + 2).unwrap_or_default());
            if (len == 4 && century) || (len == 1 && matches!(before, 'Q' | 'q')) {
                out.push(at..at + len);
            }
            before = c;
        }
        // What a figure is compared with, and the parts of a year that a table lists, stay.
        let stays = |hit: &Hit| {
            use Sense::{Quarter, VersusEnd, VersusForecast, Year, YearAgo};
            let compared = [Quarter, VersusEnd, VersusForecast, Year, YearAgo];
            passage.role == Role::PeriodHeader
                || passage
                    .hits_before(hit.start + 1)
                    .any(|long| compared.contains(&long.sense) && hit.end <= long.end)
        };
        let parts = [Sense::Part, Sense::FirstHalf, Sense::SecondHalf, Sense::ThisHalf];
        let more = [Sense::HalfBefore, Sense::ThisEnd, Sense::Interim];
        // What was revised in the last report need not be in this one.
        let revised = [Sense::Raised, Sense::Lowered];
        let of_report = |hit: &&Hit| {
            let known = [&parts[..], &more, &revised].iter().any(|all| all.contains(&hit.sense));
            known && !stays(hit)
        };
        out.extend(passage.hits.iter().filter(of_report).map(|hit| hit.start..hit.end));
        out.retain(|range| !read(range));
        out.extend(self.month_runs(locale).into_iter().map(|run| run.range));
        out
    }
}

/// A text that a person answers for.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// Where it stands in words: slide and field.
    pub at: String,
    /// The text.
    pub text: String,
    /// Where it was written.
    pub span: Span,
    /// Number of its slide, from 0; none outside the slides.
    pub slide: Option<usize>,
    /// Number of its passage, from 0, where only a time in it asks for a reader.
    pub heading: Option<usize>,
}

impl Reviewed {
    /// Gives its first words.
    #[must_use]
    pub fn starts(&self) -> String {
        let plain = self.text.trim().trim_start_matches(['-', '*', ' ']).replace("**", "");
        let words: Vec<_> = plain.split_whitespace().collect();
        let more = if words.len() > 8 { " ..." } else { "" };
        format!("{}{more}", words.iter().take(8).copied().collect::<Vec<_>>().join(" "))
    }

    /// Gives what is signed to answer for it: the id of its slide, or `deck`.
    #[must_use]
    pub fn target(&self, view: &View) -> String {
        let page = view.pages.iter().find(|page| Some(page.slide) == self.slide);
        page.map_or_else(|| "deck".to_owned(), |page| page.id.clone())
    }
}

impl Reading<'_> {
    /// Gives what a person answers for, in the order of the source.
    #[must_use]
    pub fn answered(&self) -> Vec<Reviewed> {
        let mut all = self.outside();
        let one = |at: String, text: String, span: Span, slide: usize| Reviewed {
            at,
            text,
            span,
            slide: Some(slide),
            heading: None,
        };
        let numbers = Numbers::of(self.deck, self.view);
        let mut announced: Vec<(&str, Span)> = Vec::new();
        visit::<DeckSpec>(&self.deck.written, &mut |leaf| {
            if leaf.role == Role::Day && leaf.within::<ScopeSpec>().is_some() {
                announced.push((leaf.text, leaf.span));
            }
            let (Some(slide), Some(kind)) = (leaf.within::<Vec<Slide>>(), leaf.within::<Slide>())
            else {
                return;
            };
            let place = |field: &str| format!("{}, {field}", numbers.name(slide.at));
            if leaf.role == Role::ReportDay {
                let (field, text) = (leaf.field(), leaf.text);
                all.push(one(place(field), format!("{field} {text}"), leaf.span, slide.at));
            }
            // Events are not read one by one: whoever signs has looked whether the list is this
            // quarter's.
            let events = Slide::subject(kind.key) == SlideSubject::Events && leaf.role == Role::Day;
            if let [.., holder, list, _] = leaf.steps
                && events
                && list.at == 0
            {
                let (field, span) = (holder.key, list.node.span);
                let text = self.sources.slice(span);
                all.push(one(place(field), format!("{field} {text}"), span, slide.at));
            }
        });
        // The newest forecast may have been announced anew.
        if let Some((day, span)) = announced.into_iter().max_by_key(|(day, _)| *day) {
            let text = format!("announced {day}");
            let at = "scopes.announced".to_owned();
            all.push(Reviewed { at, text, span, slide: None, heading: None });
        }
        for (number, passage) in self.passages.iter().enumerate() {
            let heading = passage.is_heading().then_some(number);
            all.extend(passage.answered(self.locale).into_iter().map(|line| Reviewed {
                at: match (passage.slide, passage.at) {
                    (Some(at), [_, field]) => format!("{}, {field}", numbers.name(at)),
                    (None, at) => at.join("."),
                },
                text: passage.text[line.clone()].trim().to_owned(),
                span: passage.place(trimmed(passage.text, line), self.sources),
                slide: passage.slide,
                heading,
            }));
        }
        all.sort_by_key(|one| one.span);
        all
    }

    /// What stands outside the slides: the date, and a footer that names a time. A waiver holds for
    /// what was seen, and needs no reader until that is another.
    fn outside(&self) -> Vec<Reviewed> {
        let one = |at: &str, text: String, span: Span| Reviewed {
            at: at.to_owned(),
            text,
            span,
            slide: None,
            heading: None,
        };
        let date = &self.deck.head.date;
        let mut all = vec![one("deck.date", format!("deck.date {}", date.value), date.span)];
        let footer = &self.deck.theme.footer;
        let passage = Passage::alone(footer, Role::ThemeText, &self.formatter);
        if let Some(theme) = &self.deck.head.theme
            && (!passage.mentions.is_empty() || !passage.undated().loose(self.locale).is_empty())
        {
            all.push(one("theme.footer", format!("footer {footer}"), theme.span));
        }
        all
    }
}

fn trimmed(text: &str, line: Range<usize>) -> std::ops::Range<usize> {
    let typed = &text[line.clone()];
    let start = line.start + typed.len() - typed.trim_start().len();
    start..line.start + typed.trim_end().len()
}
