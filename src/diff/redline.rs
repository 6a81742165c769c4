//! The redline: the pages of both decks side by side, with what changed marked in them.

use serde::Serialize;

use super::lines::{ChangeLine, ChangeSection, caveats, headline, sections, slide, summary};
use super::mark::{Marks, mark};
use super::side::DeckSide;
use super::{Comparison, WordRun};
use crate::locale::Locale;
use crate::view::{Block, Page, View};
use crate::write::template::{TemplateInput, Templates};
use crate::write::{WEB, WebFonts};

#[derive(Serialize)]
struct RedlineContent {
    headline: String,
    summary: String,
    caveats: Vec<String>,
    old: String,
    new: String,
    sections: Vec<ChangeSection>,
    languages: Vec<Language>,
    pictures: bool,
    colors: usize,
}

#[derive(Serialize)]
struct Language {
    tag: String,
    name: String,
    changed: usize,
    pairs: Vec<PagePair>,
}

/// A page of either deck, or two that belong together.
#[derive(Serialize)]
struct PagePair {
    id: String,
    heading: String,
    /// `changed`, `new`, `gone`, or `same`.
    became: &'static str,
    /// Its numbers in the two decks, where they differ or one is missing.
    numbers: String,
    lines: Vec<ChangeLine>,
    old: Option<String>,
    new: Option<String>,
}

/// Writes the redline as one HTML file that needs nothing beside it.
///
/// # Errors
/// What a built-in template refuses, which would be a bug.
pub fn redline(diff: &Comparison, old: &DeckSide, new: &DeckSide) -> Result<String, String> {
    let failed = |error: Box<crate::write::template::TemplateError>| error.to_string();
    let Some(frame) = new.own() else { return Err("the new deck has no pages".to_owned()) };
    let all: Vec<&View> = old.views.iter().chain(&new.views).collect();
    let marks = Marks::free(&all);
    // The author's own templates may leave the frame of a page; the built-in ones never do.
    let mut templates = Templates::new(&WEB, None);
    let mut languages = Vec::new();
    for view in &new.views {
        let Some(earlier) = old.views.iter().find(|other| other.lang == view.lang) else {
            continue;
        };
        languages.push(language(diff, earlier, view, marks, &mut templates).map_err(failed)?);
    }
    let images = |view: &&View| {
        let blocks = view.pages.iter().flat_map(|page| &page.slots).flat_map(|slot| &slot.blocks);
        view.theme.logo_data.is_some()
            || blocks.into_iter().any(|block| matches!(block, Block::Image(_)))
    };
    let content = RedlineContent {
        headline: headline(diff),
        summary: summary(diff),
        caveats: caveats(diff),
        old: diff.old.name.clone(),
        new: diff.new.name.clone(),
        sections: sections(diff),
        languages,
        pictures: all.iter().any(images),
        colors: frame.theme.series.len(),
    };
    let letters = serde_json::to_string(&content).expect("texts and numbers are JSON");
    let letters = letters.chars().filter(|c| !c.is_ascii());
    let letters = letters.chain(TemplateInput::new(frame).letters()).collect();
    let mut fonts = WebFonts::default();
    // It is read in the house; a build tells of a face that cannot go with it.
    if let Ok(faces) = fonts.of(&letters, &frame.lang, &new.deck.theme) {
        templates.set_faces(faces);
    }
    templates.document("redline", frame, content).map_err(failed)
}

fn language(
    diff: &Comparison,
    old: &View,
    new: &View,
    marks: Marks,
    templates: &mut Templates,
) -> Result<Language, Box<crate::write::template::TemplateError>> {
    let (mut before, mut after) = (old.clone(), new.clone());
    let mut became = Vec::with_capacity(diff.pages.len());
    for (left, right) in &diff.pages {
        let left = left.and_then(|at| before.pages.get_mut(at));
        let right = right.and_then(|at| after.pages.get_mut(at));
        became.push(match (left, right) {
            (Some(left), Some(right)) => {
                let same = said(left) == said(right);
                if mark(left, right, marks) || !same { "changed" } else { "same" }
            }
            (Some(_), None) => "gone",
            (None, _) => "new",
        });
    }
    let id = |at: usize| format!("{}_{}", new.lang, at + 1);
    // Links of the agenda lead to the pairs of pages.
    for (view, old_side) in [(&mut before, true), (&mut after, false)] {
        let pair_of = |number: usize| {
            let page = Some(number.saturating_sub(1));
            let at = diff
                .pages
                .iter()
                .position(|(left, right)| page == if old_side { *left } else { *right });
            at.map_or_else(|| "ui_top".to_owned(), id)
        };
        for entry in view.sections.iter_mut().flat_map(|section| &mut section.pages) {
            entry.id = pair_of(entry.page);
        }
        let side = if old_side { "old" } else { "new" };
        for page in &mut view.pages {
            page.id = format!("{}_{side}_{}", new.lang, page.number);
        }
    }
    let (olds, news) = (templates.slides(&before)?, templates.slides(&after)?);
    let own = new.lang == diff.language;
    let mut pairs = Vec::new();
    for (at, ((left, right), became)) in diff.pages.iter().zip(became).enumerate() {
        let page = |view: &View, at: &Option<usize>| at.and_then(|at| view.pages.get(at).cloned());
        let (one, other) = (page(old, left), page(new, right));
        let Some(shown) = other.as_ref().or(one.as_ref()) else { continue };
        let html = |all: &[String], at: &Option<usize>, name| {
            at.and_then(|at| all.get(at)).map(|html| fragment(html, name, marks))
        };
        let number = |page: &Option<Page>| page.as_ref().map(|page| page.number);
        let numbers = match (number(&one), number(&other)) {
            (Some(one), Some(other)) if one != other => format!("{one} → {other}"),
            (one, other) => other.or(one).map_or_else(String::new, |number| number.to_string()),
        };
        let lines = if own { lines_of(diff, number(&one), number(&other)) } else { Vec::new() };
        pairs.push(PagePair {
            id: id(at),
            heading: if shown.heading.is_empty() {
                new.title.clone()
            } else {
                shown.heading.clone()
            },
            became,
            numbers,
            lines,
            old: html(&olds, left, "del").filter(|_| became != "same"),
            new: html(&news, right, "ins"),
        });
    }
    let name = Locale::of(&new.lang).map_or_else(|| new.lang.clone(), |locale| locale.name.clone());
    let changed = pairs.iter().filter(|pair| pair.became != "same").count();
    Ok(Language { tag: new.lang.clone(), name, changed, pairs })
}

/// What a page says, wherever in the deck it stands.
fn said(page: &Page) -> String {
    let (number, none) = (0, String::new);
    let mut page = Page { number, id: none(), label: none(), heading: none(), ..page.clone() };
    for block in page.slots.iter_mut().flat_map(|slot| &mut slot.blocks) {
        if let Block::Chart(chart) = block {
            chart.id = String::new();
        }
    }
    serde_json::json!(page).to_string()
}

/// Makes a slide part of a page with a heading of its own.
fn fragment(html: &str, name: &str, marks: Marks) -> String {
    let html = html.replace("<h1>", "<h2 class=\"title-page\">").replace("</h1>", "</h2>");
    marks.set(&html, name)
}

/// Gives what is told of a slide and its texts.
fn lines_of(diff: &Comparison, old: Option<usize>, new: Option<usize>) -> Vec<ChangeLine> {
    let here = |one: &&super::SlideChange| {
        if new.is_some() { one.new == new } else { one.new.is_none() && one.old == old }
    };
    let mut out = Vec::new();
    for one in diff.slides.iter().filter(here) {
        out.extend(slide(one).filter(|_| one.old.is_some() && one.new.is_some()));
        for text in &one.texts {
            let place = WordRun::kept(format!("{} {}: ", text.kind, text.verb()));
            out.push(ChangeLine::new([vec![place], text.words.clone()].concat()));
        }
    }
    let shown = new.filter(|_| old.is_some());
    for one in &diff.figures {
        if shown.is_some_and(|number| one.slides.contains(&number)) {
            out.push(super::lines::figure(one));
        }
    }
    out
}
