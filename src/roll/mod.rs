//! The next quarter's file: periods moved, what is new left open, everything else kept.
//!
//! Enters: a deck with its text. Leaves: the text of the next quarter's, and what of it a person
//! must read. It changes only the bytes that name a period or open a figure, so comments, order and
//! layout stay. It knows nothing of files.

mod due_figures;
mod relations;
mod shift;
mod texts;
mod times;

pub use shift::Shift;

use std::ops::Range;
use std::path::Path;

use crate::code;
use crate::deck::{self, Carried, Deck, Reviews, Sidecar, digest};
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::source::{Edits, Sources, Span, Spanned};
use crate::words::Reading;

/// Rounds in which citations may ask for more figures; each asks for all it lacks.
const MOST_ROUNDS: usize = 8;

/// A deck rolled forward.
#[derive(Debug)]
pub struct Rolled {
    /// Its text.
    pub text: String,
    /// What of it was carried over.
    pub reviews: Reviews,
}

/// Why a deck was not rolled forward.
#[derive(Debug)]
pub struct NotRolled {
    /// The texts that the findings stand in: the next quarter's, as far as it came.
    pub sources: Sources,
    /// What stands in the way, each with its place.
    pub report: Report,
}

impl NotRolled {
    /// Two changes meet at a place of a text.
    fn meeting((name, text): (&str, &str), range: Range<usize>) -> Self {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let file = sources.add(name, text);
        let end = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let place = Span { file, start: end(range.start), end: end(range.end) };
        let message =
            "what is written here cannot be moved to the next period: two changes meet in it";
        let help = "Write the names of periods here one by one, without anchors, then roll again";
        report.push(Finding::new(code::NOT_ROLLED, message, place).help(help));
        Self { sources, report }
    }

    /// Figures are asked for again and again, wherever they are put.
    fn asking(sources: Sources, asked: Report) -> Self {
        let mut report = Report::new();
        for finding in asked.into_findings() {
            let (Some(name), Some(label)) = (&finding.absent, finding.labels.first()) else {
                continue;
            };
            let message = format!("no place in the next deck was found for `{name}`");
            let help =
                finding.help.first().map_or("Give the figure in this deck first", |h| h.as_str());
            report.push(Finding::new(code::NOT_ROLLED, message, label.span).help(help));
        }
        Self { sources, report }
    }
}

/// Rolls a deck forward; `to` is the path that the next deck will have.
///
/// The deck must have been read from the only file of `sources` with its name.
///
/// # Errors
/// What of the deck cannot be moved, or what is wrong in the text that came out.
pub fn roll(
    deck: &Deck,
    shift: &Shift,
    sources: &Sources,
    to: &Path,
) -> Result<Rolled, Box<NotRolled>> {
    let file = sources.file(deck.written.span.file);
    let mut edits = Edits::new();
    let locale = locale(deck);
    let view = deck.view(locale, sources, &mut Report::new());
    let reading = Reading::of(deck, &view, locale, sources);
    let left = times::mend(&reading, shift, &mut edits);
    relations::go_on(deck, &file.text, shift, &mut edits);
    Sidecar::Reviews.link(deck, &file.text, &Sidecar::Reviews.name(to), &mut edits);
    // Nothing of the next quarter was imported yet.
    Sidecar::Imports.unlink(deck, &file.text, &mut edits);
    due_figures::open(deck, &file.text, shift, &mut edits);
    let made = |edits: Edits, name: &str, text: &str| {
        edits.apply(text).map_err(|at| Box::new(NotRolled::meeting((name, text), at)))
    };
    let (mut text, name) = (made(edits, &file.name, &file.text)?, to.display().to_string());
    let mut asking = NotRolled { sources: Sources::new(), report: Report::new() };
    for _ in 0..MOST_ROUNDS {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let next = deck::read_alone(to, text.clone(), &mut sources, &mut report);
        let Some(next) = next else { return Err(Box::new(NotRolled { sources, report })) };
        let view = next.view(locale, &sources, &mut report);
        let absent: Vec<_> = report.sorted().iter().filter_map(|f| f.absent.clone()).collect();
        let mut edits = Edits::new();
        due_figures::fill(&next, &text, shift, &absent, &mut edits);
        let filled = made(edits, &name, &text)?;
        if filled == text {
            let reading = Reading::of(&next, &view, locale, &sources);
            let reviews = carried(&reading, &left);
            let mut edits = Edits::new();
            reviews.hold(&next, &text, &mut edits);
            return Ok(Rolled { text: made(edits, &name, &text)?, reviews });
        }
        text = filled;
        asking = NotRolled::asking(sources, report);
    }
    Err(Box::new(asking))
}

/// The language the deck is written in; one that is not built in was refused when it was read.
fn locale(deck: &Deck) -> &Locale {
    let own = deck.own_language();
    let any = || Locale::tags().next().and_then(Locale::of);
    own.or_else(any).unwrap_or_else(|| unreachable!("a language is built in"))
}

/// Everything that a person answers for, once, as carried over; headings only where a time in them
/// is left.
fn carried(reading: &Reading<'_>, left: &[bool]) -> Reviews {
    let text = |value: String| Spanned::new(value, Span::default());
    let mut carried: Vec<Carried> = Vec::new();
    for one in reading.answered() {
        let settled = one.heading.is_some_and(|at| left.get(at) == Some(&false));
        let hash = digest(&one.text);
        if settled || carried.iter().any(|known| known.text.value == hash) {
            continue;
        }
        carried.push(Carried {
            starts: text(one.starts()).into(),
            at: text(one.at).into(),
            text: text(hash).into(),
            by: None,
            on: None,
            seal: None,
            span: Span::default(),
        });
    }
    Reviews { carried, ..Reviews::none() }
}
