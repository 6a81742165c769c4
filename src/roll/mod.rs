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

use std::path::Path;

use crate::deck::{self, Carried, Deck, Reviews, Sidecar, digest};
use crate::diag::Report;
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

/// Rolls a deck forward; `to` is the path that the next deck will have.
///
/// The deck must have been read from the only file of `sources` with its name.
///
/// # Errors
/// The findings of a text that did not come out as a deck.
pub fn roll(deck: &Deck, shift: &Shift, sources: &Sources, to: &Path) -> Result<Rolled, Report> {
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
    let overlap = |_| Report::new();
    let mut text = edits.apply(&file.text).map_err(overlap)?;
    for _ in 0..MOST_ROUNDS {
        let (mut sources, mut report) = (Sources::new(), Report::new());
        let next = deck::read_alone(to, text.clone(), &mut sources, &mut report);
        let Some(next) = next else { return Err(report) };
        let view = next.view(locale, &sources, &mut report);
        let absent: Vec<_> = report.sorted().iter().filter_map(|f| f.absent.clone()).collect();
        let mut edits = Edits::new();
        due_figures::fill(&next, &text, shift, &absent, &mut edits);
        let filled = edits.apply(&text).map_err(overlap)?;
        if filled == text {
            let reading = Reading::of(&next, &view, locale, &sources);
            let reviews = carried(&reading, &left);
            let mut edits = Edits::new();
            reviews.hold(&next, &text, &mut edits);
            return Ok(Rolled { text: edits.apply(&text).map_err(overlap)?, reviews });
        }
        text = filled;
    }
    Err(Report::new())
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
