//! The difference between two decks, as a person would report it.
//!
//! Enters: two decks, as far as they can be laid out. Leaves: a [`Comparison`] of figures, relations,
//! slides, texts and translations, each told once, and its words for people, programs and pull
//! requests, or a redline. It knows nothing of where the decks came from.

mod catalogues;
mod figures;
mod items;
mod lines;
mod mark;
mod redline;
mod side;
mod slides;
mod texts;
mod words;

pub use catalogues::{TranslationChange, TranslationOutcome};
pub use figures::{Aspect, DependentFigure, Difference, FigureChange};
pub use items::ItemChange;
pub use lines::{ChangeLine, ChangeSection, human, markdown, sections};
pub use redline::redline;
pub use side::DeckSide;
pub use texts::{SettingChange, TextChange};
pub use words::{WordEdit, WordRun};

use serde::Serialize;
use serde_json::{Value, json};

use crate::code;
use crate::deck::DeckSpec;
use crate::diag::{Finding, Report};
use crate::facts::{DeckHead, FactsSpec, RelationSpec};
use crate::locale::Locale;
use crate::shape::{Leaf, Role, Written};
use crate::slide::Slide;
use crate::view::{Block, FigureFormatter, Page};
use slides::WrittenSlide;

/// One of the decks, as the difference names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its path, or its revision with its path.
    pub name: String,
    /// The period it reports.
    pub period: String,
    /// How many errors its checks find.
    pub errors: usize,
    /// How many warnings they find.
    pub warnings: usize,
}

/// What must hold between figures, and differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RelationChange {
    /// Its kind, such as `total`.
    pub kind: &'static str,
    /// What the old deck says.
    pub old: Option<String>,
    /// What the new deck says.
    pub new: Option<String>,
}

/// A slide that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlideChange {
    /// Its kind.
    pub kind: String,
    /// Its heading in the new deck, or in the old one where it is gone.
    pub heading: String,
    /// Number of its first page in the old deck.
    pub old: Option<usize>,
    /// Number of its first page in the new deck.
    pub new: Option<usize>,
    /// Whether it stands elsewhere among the others.
    pub moved: bool,
    /// The change of its title, if that differs.
    pub retitled: Option<Vec<WordRun>>,
    /// Its texts that differ.
    pub texts: Vec<TextChange>,
    /// Its settings that differ: rows, columns, charts, sizes.
    pub settings: Vec<SettingChange>,
}

/// What differs between two decks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The old deck.
    pub old: Named,
    /// The new deck.
    pub new: Named,
    /// Figures.
    pub figures: Vec<FigureChange>,
    /// Line items, beside their figures.
    pub items: Vec<ItemChange>,
    /// Relations.
    pub relations: Vec<RelationChange>,
    /// Slides with their texts.
    pub slides: Vec<SlideChange>,
    /// Translations.
    pub translations: Vec<TranslationChange>,
    /// The language that slides and texts are compared in: that of the new deck.
    pub language: String,
    /// Everything else: head, company, scopes, sources, terms, theme.
    pub rest: Vec<SettingChange>,
    /// The pages of both decks that belong together, by position in either.
    #[serde(skip)]
    pages: Vec<(Option<usize>, Option<usize>)>,
}

/// Compares two decks; a restated figure without a reason is reported.
#[must_use]
pub fn compare(old: &DeckSide, new: &DeckSide, report: &mut Report) -> Comparison {
    let (before, after) = (&old.deck.facts, &new.deck.facts);
    let pairs = items::matched(before, after);
    let renamed = items::renamed(before, after, &pairs);
    let left = slides::written(&old.deck, old.own(), &renamed);
    let right = slides::written(&new.deck, new.own(), &std::collections::BTreeMap::new());
    let matched = slides::matched(&left, &right);
    let pages = of_pages(&left, &right, &matched);
    let page = |side: &'_ DeckSide, at: Option<usize>| -> Option<Page> {
        at.and_then(|at| side.own()?.pages.get(at).cloned())
    };
    let both: Vec<_> = pages.iter().map(|(a, b)| (page(old, *a), page(new, *b))).collect();
    let both: Vec<_> = both.iter().map(|(a, b)| (a.as_ref(), b.as_ref())).collect();
    let figures = figures::compared(old, new, &pairs, &renamed, &both);
    for one in figures.iter().filter(|one| one.restated && one.reason.is_none()) {
        let Some(fact) = one.key.and_then(|key| after.fact(key)) else { continue };
        let value = one.differences.iter().find(|d| d.aspect == Aspect::Value);
        let was = value.and_then(|value| value.old.clone()).unwrap_or_default();
        let message = format!("{} was {was} in {}, the last deck", one.label, old.name);
        let help =
            "If it was restated, say why: `{value: ..., restated: the reason}`, or `reclassified`";
        report.push(Finding::new(code::RESTATED, message, fact.span).help(help));
    }
    let named = |side: &DeckSide| Named {
        name: side.name.clone(),
        period: side.deck.facts.period.to_string(),
        errors: side.errors,
        warnings: side.warnings,
    };
    Comparison {
        old: named(old),
        new: named(new),
        figures,
        items: items::compared(before, after, &pairs),
        relations: relations(old, new, &renamed),
        slides: of_slides((old, &left), (new, &right), &matched),
        translations: catalogues::compared(old, new),
        language: new.own().map_or_else(String::new, |view| view.lang.clone()),
        rest: rest(old, new),
        pages,
    }
}

impl Comparison {
    /// Tells whether the decks are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.figures.is_empty()
            && self.items.is_empty()
            && self.relations.is_empty()
            && self.slides.is_empty()
            && self.translations.is_empty()
            && self.rest.is_empty()
    }

    /// Gives it for programs.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut out = json!({ "iijdeck_diff": 1, "same": self.is_empty() });
        if let (Value::Object(out), Value::Object(all)) = (&mut out, json!(self)) {
            out.extend(all);
        }
        out
    }
}

/// Pairs pages: those of slides that belong together in the order of the new deck, each page of
/// the old deck that is gone behind the one before it.
fn of_pages(
    left: &[WrittenSlide],
    right: &[WrittenSlide],
    matched: &[(usize, usize)],
) -> Vec<(Option<usize>, Option<usize>)> {
    let mut out = Vec::new();
    let gone = |at: &usize| matched.iter().all(|(from, _)| from != at);
    let lone = |at: usize| left[at].pages.iter().map(|page| (Some(page - 1), None));
    (0..left.len()).take_while(gone).for_each(|at| out.extend(lone(at)));
    for (to, slide) in right.iter().enumerate() {
        let from = matched.iter().find(|(_, new)| *new == to).map(|(from, _)| *from);
        let none = Vec::new();
        let before = from.map_or(&none, |from| &left[from].pages);
        for at in 0..before.len().max(slide.pages.len()) {
            let page = |pages: &[usize]| pages.get(at).map(|page| page - 1);
            out.push((page(before), page(&slide.pages)));
        }
        if let Some(from) = from {
            (from + 1..left.len()).take_while(gone).for_each(|at| out.extend(lone(at)));
        }
    }
    out
}

fn of_slides(
    (old, left): (&DeckSide, &[WrittenSlide]),
    (new, right): (&DeckSide, &[WrittenSlide]),
    matched: &[(usize, usize)],
) -> Vec<SlideChange> {
    let any = || Locale::tags().find_map(Locale::of);
    let (before, after) = (old.deck.own_language(), new.deck.own_language());
    let (Some(before), Some(after)) = (before.or_else(any), after.or_else(any)) else {
        return Vec::new();
    };
    let before = FigureFormatter { facts: &old.deck.facts, locale: before };
    let after = FigureFormatter { facts: &new.deck.facts, locale: after };
    let moved = slides::moved(matched);
    let whole = |slide: &WrittenSlide, old: Option<usize>, new: Option<usize>| SlideChange {
        kind: slide.kind.to_owned(),
        heading: slide.heading.clone(),
        old,
        new,
        moved: false,
        retitled: None,
        texts: Vec::new(),
        settings: Vec::new(),
    };
    let mut out = Vec::new();
    for (to, slide) in right.iter().enumerate() {
        let from = matched.iter().find(|(_, new)| *new == to).map(|(from, _)| *from);
        let number = slide.pages.first().copied();
        let Some(from) = from else {
            out.push(whole(slide, None, number));
            continue;
        };
        let earlier = &left[from];
        let mut found = texts::of_slide((earlier, &before), (slide, &after));
        found.settings.extend(pictures((old, earlier), (new, slide)));
        let title = found.texts.iter().position(|text| text.kind == "title");
        let retitled = title.map(|at| found.texts.remove(at).words);
        let one = SlideChange {
            moved: moved.contains(&from),
            retitled,
            texts: found.texts,
            settings: found.settings,
            ..whole(slide, earlier.pages.first().copied(), number)
        };
        if one.moved || one.retitled.is_some() || !one.texts.is_empty() || !one.settings.is_empty()
        {
            out.push(one);
        }
    }
    for (at, slide) in left.iter().enumerate() {
        if matched.iter().all(|(from, _)| *from != at) {
            out.push(whole(slide, slide.pages.first().copied(), None));
        }
    }
    out
}

/// Tells pictures that are other ones under the same name.
fn pictures(
    old: (&DeckSide, &WrittenSlide),
    new: (&DeckSide, &WrittenSlide),
) -> Vec<SettingChange> {
    let all = |(side, slide): (&DeckSide, &WrittenSlide)| {
        let pages = slide.pages.iter().filter_map(|page| side.own()?.pages.get(page - 1));
        let blocks = pages.flat_map(|page| &page.slots).flat_map(|slot| &slot.blocks);
        let images = blocks.filter_map(|block| match block {
            Block::Image(image) => Some((image.path.clone(), image.data_uri.clone())),
            Block::Table(_)
            | Block::List(_)
            | Block::Prose { .. }
            | Block::Chart(_)
            | Block::Tiles { .. }
            | Block::Notes { .. } => None,
        });
        images.collect::<Vec<_>>()
    };
    let before = all(old);
    let changed = all(new)
        .into_iter()
        .filter(|(path, data)| before.iter().any(|(name, bytes)| name == path && bytes != data));
    let another = |path: String| SettingChange {
        field: path,
        old: Some("a picture".to_owned()),
        new: Some("another picture".to_owned()),
    };
    changed.map(|(path, _)| another(path)).collect()
}

fn relations(
    old: &DeckSide,
    new: &DeckSide,
    renamed: &std::collections::BTreeMap<String, String>,
) -> Vec<RelationChange> {
    let all = |side: &DeckSide, renamed: Option<&std::collections::BTreeMap<String, String>>| {
        let one = |relation: &crate::facts::Relation| {
            let mut text = relation.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(renamed) = renamed {
                let words = text.split(' ').map(|word| {
                    let (item, rest) =
                        word.split_once('@').map_or((word, None), |(i, r)| (i, Some(r)));
                    let item = renamed.get(item).map_or(item, String::as_str);
                    rest.map_or_else(|| item.to_owned(), |rest| format!("{item}@{rest}"))
                });
                text = words.collect::<Vec<_>>().join(" ");
            }
            let periods: Vec<_> = relation.periods.iter().map(ToString::to_string).collect();
            if !periods.is_empty() {
                text = format!("{text}, in {}", periods.join(", "));
            }
            (relation.word, text)
        };
        side.deck.facts.relations().iter().map(one).collect::<Vec<_>>()
    };
    let (before, after) = (all(old, Some(renamed)), all(new, None));
    let mut gone: Vec<_> = before.iter().filter(|one| !after.contains(one)).cloned().collect();
    let mut out = Vec::new();
    for (kind, text) in after.into_iter().filter(|one| !before.contains(one)) {
        let left = |text: &str| text.split(['=', '<']).next().unwrap_or_default().trim().to_owned();
        let at = gone.iter().position(|(was, old)| *was == kind && left(old) == left(&text));
        let old = at.map(|at| gone.remove(at).1);
        out.push(RelationChange { kind, old, new: Some(text) });
    }
    out.extend(gone.into_iter().map(|(kind, text)| RelationChange {
        kind,
        old: Some(text),
        new: None,
    }));
    out
}

/// Compares what is neither figure nor slide.
fn rest(old: &DeckSide, new: &DeckSide) -> Vec<SettingChange> {
    // Figures, relations and slides are told elsewhere, and the periods first of all.
    let here = |leaf: &Leaf<'_, '_>| {
        let elsewhere = leaf.within::<FactsSpec>().is_some()
            || leaf.within::<Vec<RelationSpec>>().is_some()
            || leaf.within::<Vec<Slide>>().is_some();
        let reported = leaf.role == Role::Period && leaf.within::<DeckHead>().is_some();
        !elsewhere && !reported
    };
    let leaves = |side: &DeckSide| {
        let mut out = slides::collect::<DeckSpec>(&side.deck.written, here);
        out.sort();
        out
    };
    let (before, after) = (leaves(old), leaves(new));
    let mut gone: Vec<_> = before.iter().filter(|leaf| !after.contains(leaf)).collect();
    let mut out = Vec::new();
    for leaf in after.iter().filter(|leaf| !before.contains(leaf)) {
        let at = gone.iter().position(|other| other.field == leaf.field);
        let old = at.map(|at| gone.remove(at).text.clone());
        out.push(SettingChange { field: leaf.field.clone(), old, new: Some(leaf.text.clone()) });
    }
    let gone = gone.into_iter();
    out.extend(gone.map(|leaf| SettingChange {
        field: leaf.field.clone(),
        old: Some(leaf.text.clone()),
        new: None,
    }));
    let (before, after) = (&old.deck.theme, &new.deck.theme);
    let same = before.theme == after.theme
        && before.fonts == after.fonts
        && before.files == after.files
        && (before.footer == after.footer || old.deck.company.name != new.deck.company.name);
    let named = |field: &str| out.iter().any(|one| one.field == field);
    let head = Written::<DeckHead>::default;
    let style = head().style().name;
    let restyled =
        (old.deck.house.file != new.deck.house.file && !named("deck.style")).then(|| {
            let owned = |text: &str| Some(text.to_owned());
            let (old, new) = (owned("forms of the house"), owned("others"));
            SettingChange { field: style.to_owned(), old, new }
        });
    let named = named("deck.theme");
    out.extend(restyled);
    if !same && !named {
        let owned = |text: &str| Some(text.to_owned());
        let (old, new) = (owned("colours, fonts, logo and footer"), owned("others"));
        out.push(SettingChange { field: head().theme().name.to_owned(), old, new });
    }
    out
}
