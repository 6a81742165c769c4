//! `missing-note`, `unused-note`: the call of a note that nobody wrote, and a note that nothing calls.

use std::collections::{BTreeMap, BTreeSet};

use crate::code;
use crate::deck::DeckSpec;
use crate::diag::{Finding, Report, suggest};
use crate::shape::{Role, visit};
use crate::slide::Slide;
use crate::source::Span;
use crate::view::note_calls;
use crate::words::{Passage, Reading};

/// A call: the name, its place, and its slide; none in a note of the deck.
struct Called<'a> {
    name: &'a str,
    span: Span,
    slide: Option<usize>,
}

/// Compares the calls of notes with the notes of slides and deck.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let deck = reading.deck;
    let shared: BTreeMap<_, _> =
        deck.head.notes.0.iter().map(|(name, _)| (name.value.as_str(), name.span)).collect();
    let slides: BTreeMap<usize, BTreeMap<&str, Span>> = deck
        .numbered()
        .map(|(at, slide)| {
            let notes = slide.kind().head().notes.0.iter();
            (at, notes.map(|(name, _)| (name.value.as_str(), name.span)).collect())
        })
        .collect();
    let (mut of_slides, mut of_deck) = (BTreeSet::new(), BTreeSet::new());
    for Called { name, span, slide } in calls(reading, report) {
        let own = slide.and_then(|at| slides.get(&at));
        if slide.is_some() && own.is_none() {
            // What is wrong with a slide that could not be read is told; its notes are not known.
            of_deck.insert(name);
            continue;
        }
        if own.is_some_and(|notes| notes.contains_key(name)) {
            of_slides.insert((slide, name));
        } else if shared.contains_key(name) {
            of_deck.insert(name);
        } else {
            let message = format!("no note is called `{name}`");
            let known = own.into_iter().flat_map(BTreeMap::keys).chain(shared.keys()).copied();
            let way =
                "Write it under `notes` of the slide, or of `deck` where several slides call it";
            let help = suggest(name, known).unwrap_or_else(|| way.to_owned());
            report.push(Finding::new(code::MISSING_NOTE, message, span).help(help));
        }
    }
    let unused = |name: &str, span: Span, whose: &str| {
        let message = format!("nothing {whose} calls the note `{name}`");
        let help = format!("Set `[^{name}]` where the note belongs, or take the note away");
        Finding::new(code::UNUSED_NOTE, message, span).help(help)
    };
    for (at, notes) in &slides {
        for (name, span) in
            notes.iter().filter(|(name, _)| !of_slides.contains(&(Some(*at), **name)))
        {
            report.push(unused(name, *span, "on the slide"));
        }
    }
    for (name, span) in shared.iter().filter(|(name, _)| !of_deck.contains(**name)) {
        report.push(unused(name, *span, "in the deck"));
    }
}

/// Gathers the calls of all texts and rows; those that print nowhere are told.
fn calls<'a>(reading: &'a Reading<'_>, report: &mut Report) -> Vec<Called<'a>> {
    let slides = reading.deck.numbered().filter(|(_, slide)| !slide.kind().calls_notes());
    let bare: BTreeSet<_> = slides.map(|(at, _)| at).collect();
    let mut out = Vec::new();
    for passage in &reading.passages {
        for call in note_calls(passage.text) {
            let span = passage.place(call.range, reading.sources);
            if prints(passage, &bare) {
                out.push(Called { name: call.name, span, slide: passage.slide });
            } else {
                let message = "a note cannot be called here";
                let help = "Call it where a slide is read: in a title, header, label of a row or prose; \
                            `mark: name` marks a row under the label of its item";
                report.push(Finding::new(code::MISSING_NOTE, message, span).help(help));
            }
        }
    }
    visit::<DeckSpec>(&reading.deck.written, &mut |leaf| {
        if leaf.role == Role::NoteName {
            let slide = leaf.within::<Vec<Slide>>().map(|step| step.at);
            out.push(Called { name: leaf.text, span: leaf.span, slide });
        }
    });
    out
}

/// Tells whether what a text calls is printed: it stands on a slide with notes, or in a note.
fn prints(passage: &Passage<'_>, bare: &BTreeSet<usize>) -> bool {
    let on_slide = passage.slide.is_some_and(|at| !bare.contains(&at));
    passage.role == Role::Footnote || on_slide && passage.role.calls_notes()
}
