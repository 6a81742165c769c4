//! `sign`: who has looked at a slide or a figure, and what it said then.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::build::BuildRun;
use super::put::LockedFolder;
use super::{Args, Stop, args, print};
use crate::check::Checked;
use crate::deck::{
    Deck, Numbers, Reviews, ShownSlide, Sidecar, SignatureState, Signed, digest, fact_says, sealed,
};
use crate::diag::suggest;
use crate::shape::Entries;
use crate::source::hidden::is_hidden;
use crate::source::{Edits, Sources, Span, Spanned, Text};
use crate::view::View;
use crate::words::Reading;

/// Letters by their class, and nothing to the eye.
const FILLERS: [char; 4] = ['\u{115F}', '\u{1160}', '\u{3164}', '\u{FFA0}'];

/// What is signed.
enum SignTarget {
    /// Every slide, and what stands outside them.
    All,
    /// A slide.
    Slide(usize),
    /// What stands outside the slides: the date and the title.
    Head,
    /// A figure, by its full name, with the hash of what is known of it.
    Fact(String, String),
}

/// Writes signatures into the reviews beside the deck.
pub(super) fn sign(options: &args::Sign, args: &Args) -> Result<(), Stop> {
    if !options.by.chars().any(|c| c.is_alphanumeric() && !FILLERS.contains(&c)) {
        return Err(Stop::Environment("a signature needs a name".to_owned()));
    }
    let unseen = |c: char| is_hidden(c) || FILLERS.contains(&c) || matches!(c, '\n' | '\r' | '\t');
    if options.by.chars().any(unseen) {
        let message = "the name of a signature is one line of characters that can be seen";
        return Err(Stop::Environment(message.to_owned()));
    }
    let held = LockedFolder::of(&options.file)?;
    let mut run = BuildRun::new(args, &options.file);
    run.check(&options.file, &options.lang, false, |run, checked| {
        let Some(checked) = checked else {
            run.print_findings()?;
            return Err(Stop::Findings);
        };
        let done = signed(options, &checked, run.sources())?;
        let path = linked(&held, checked.deck(), run.sources(), &done.0)?;
        if args.quiet || args.message_format.for_programs() {
            return Ok(());
        }
        print::out(&format!("{} by {} in {}\n", done.1, options.by.trim(), path.display()))
    })
}

/// Writes the reviews, and has the deck name them where it does not; gives where they lie.
fn linked(
    held: &LockedFolder,
    deck: &Deck,
    sources: &Sources,
    reviews: &Reviews,
) -> Result<PathBuf, Stop> {
    let own = held.name();
    let name = Sidecar::Reviews.name_of(deck, Path::new(&own));
    let path = deck.folder.root().join(&name);
    let mut texts = vec![(name.clone(), reviews.text())];
    let text = &sources.file(deck.written.span.file).text;
    let mut edits = Edits::new();
    if deck.head.reviews.is_none() {
        Sidecar::Reviews.link(deck, text, &name, &mut edits);
    }
    reviews.hold(deck, text, &mut edits);
    let linked = edits.apply(text).map_err(|_| {
        Stop::Environment(format!("write `reviews: {name}` under `deck` of the deck"))
    })?;
    if linked != *text {
        texts.push((own, linked));
    }
    held.put(texts)?;
    Ok(path)
}

/// Gives the reviews with the new signatures, and a line that says what was signed.
fn signed(
    options: &args::Sign,
    checked: &Checked<'_>,
    sources: &Sources,
) -> Result<(Reviews, String), Stop> {
    let deck = checked.deck();
    let own = deck.own_language();
    let own_view = || checked.views().iter().find(|view| view.lang == deck.head.language.value);
    let (Some(view), Some(locale)) = (own_view(), own) else {
        let message = "a deck is signed in the language it is written in, and in others with it";
        return Err(Stop::Environment(message.to_owned()));
    };
    let target = target(&options.what, deck, view)?;
    let open = open(&target, deck, view);
    if !open.is_empty() {
        let more = if open.len() > 3 { ", ..." } else { "" };
        let first = open.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        return Err(Stop::Environment(format!(
            "{} to be filled in before anybody can sign: {first}{more}",
            if open.len() == 1 { "a figure is still" } else { "figures are still" }
        )));
    }
    let name = Spanned::new(options.by.trim().to_owned(), Span::default());
    let on = Spanned::new(options.date.unwrap_or(deck.head.date.value), Span::default());
    let mut reviews = deck.reviews.clone();
    let shown = ShownSlide::all(deck, checked.views());
    // A slide that stands elsewhere by now keeps its signature, under the name it has there.
    for one in reviews.signed.iter_mut().filter(|one| one.what.value.starts_with("slide ")) {
        if let Some((at, SignatureState::Whole)) = one.held(&shown) {
            one.what = Text::new(format!("slide {}", shown[at].id), one.what.span).into();
        }
    }
    let slides = |wanted: &SignTarget, at: usize| match wanted {
        SignTarget::All => true,
        SignTarget::Slide(slide) => *slide == at,
        SignTarget::Head | SignTarget::Fact(..) => false,
    };
    let mut add = |what: String, says: &[(String, String)]| {
        let text = |value: &String| Spanned::new(value.clone(), Span::default());
        // What was signed in a language that is not looked at now stays signed in it, by whom it was.
        for one in reviews.signed.iter_mut().filter(|one| one.what.value == what) {
            one.says.0.retain(|(tag, _)| says.iter().all(|(now, _)| *now != tag.value));
        }
        reviews.signed.retain(|one| !one.says.0.is_empty());
        let seal = |says: &String| text(&sealed(&name.value, on.value, says));
        let says = Entries(says.iter().map(|(tag, says)| (text(tag), seal(says).into())).collect());
        let (by, on, span) = (name.clone(), on.clone(), Span::default());
        reviews.signed.push(Signed { what: text(&what).into(), by: by.into(), on, says, span });
    };
    let wanted: Vec<_> = shown.iter().filter(|slide| slides(&target, slide.slide)).collect();
    for slide in &wanted {
        add(format!("slide {}", slide.id), &slide.says);
    }
    let count = wanted.len();
    if let SignTarget::Fact(what, says) = &target {
        add(what.clone(), &[(Deck::FIGURE.to_owned(), says.clone())]);
    }
    // Who signs every slide has seen what took the place of what is gone.
    let gone = |one: &Signed| one.what.value.starts_with("slide ") && one.held(&shown).is_none();
    if matches!(target, SignTarget::All) {
        reviews.signed.retain(|one| !gone(one));
    }
    // Texts that were changed need no review any more; those of a signed slide are read.
    let reading = Reading::of(deck, view, locale, sources);
    let answered = reading.answered();
    reviews.carried.retain(|one| answered.iter().any(|text| digest(&text.text) == one.text.value));
    let mut read = 0;
    for one in reviews.carried.iter_mut().filter(|one| !one.is_read()) {
        let here = answered.iter().filter(|text| digest(&text.text) == one.text.value);
        let ours = |slide: Option<usize>| match &target {
            SignTarget::All => true,
            SignTarget::Slide(_) => slide.is_some_and(|at| slides(&target, at)),
            SignTarget::Head => slide.is_none(),
            SignTarget::Fact(..) => false,
        };
        if here.map(|text| text.slide).any(ours) {
            one.sign(&name, on.clone());
            read += 1;
        }
    }
    let line = match &target {
        SignTarget::Fact(what, _) => format!("Signed {what}"),
        SignTarget::Head => format!("Signed {read} carried texts outside the slides"),
        SignTarget::All | SignTarget::Slide(_) => {
            let plural = if count == 1 { "" } else { "s" };
            format!("Signed {count} slide{plural} with {read} carried texts")
        }
    };
    Ok((reviews, line))
}

/// Names the figures of what is signed that are still to be filled in: who signs now has not seen
/// them.
fn open(target: &SignTarget, deck: &Deck, view: &View) -> Vec<String> {
    let due = |name: &String| {
        let key = deck.facts.references().key(name).ok();
        key.and_then(|key| deck.facts.fact(key)).is_some_and(|fact| fact.due)
    };
    let pages = view.pages.iter().filter(|page| match target {
        SignTarget::All => true,
        SignTarget::Slide(slide) => *slide == page.slide,
        SignTarget::Head | SignTarget::Fact(..) => false,
    });
    let shown = pages.flat_map(|page| page.figures()).flat_map(|shown| shown.facts.clone());
    let own = match target {
        SignTarget::Fact(name, _) => Some(name.clone()),
        SignTarget::All | SignTarget::Slide(_) | SignTarget::Head => None,
    };
    let open: BTreeSet<String> = shown.chain(own).filter(due).collect();
    open.into_iter().collect()
}

/// Finds what is meant: `all`, `deck`, a slide by id or number, or a figure.
fn target(what: &str, deck: &Deck, view: &View) -> Result<SignTarget, Stop> {
    let what = what.trim();
    if what == "all" {
        return Ok(SignTarget::All);
    }
    if what == "deck" {
        return Ok(SignTarget::Head);
    }
    let name = what.strip_prefix("slide ").unwrap_or(what).trim();
    let at = Numbers::of(deck, view).find(name);
    if let Some(at) = at.filter(|at| view.pages.iter().any(|page| page.slide == *at)) {
        return Ok(SignTarget::Slide(at));
    }
    let key = deck.facts.references().key(what);
    let says = key.as_ref().ok().and_then(|key| fact_says(&deck.facts, *key));
    match (key, says) {
        (Ok(key), Some(says)) => Ok(SignTarget::Fact(deck.facts.name(key), says)),
        (key, _) => {
            let ids: Vec<_> = view.pages.iter().map(|page| page.id.as_str()).collect();
            let help = suggest(what, ids.iter().copied().chain(deck.facts.item_names()));
            let help = help.map(|help| format!(". {help}")).unwrap_or_default();
            let kind = if key.is_ok() { "has no figure" } else { "is no slide and no figure" };
            Err(Stop::Environment(format!("`{what}` {kind}{help}")))
        }
    }
}
