//! Slides: which of the new deck is which of the old one, and what is written on each.

use std::collections::{BTreeMap, BTreeSet};

use crate::deck::Deck;
use crate::i18n::units;
use crate::shape::{self, Role, Shape, path, visit};
use crate::slide::Slide;
use crate::source::Node;
use crate::view::View;

/// Alike from here on, in hundredths, two slides of a kind are one.
const ALIKE: usize = 40;

/// One scalar of a slide, or one paragraph or point of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct LeafText {
    /// Its fields from the outermost, such as `rows.note`.
    pub(super) field: String,
    /// What it says.
    pub(super) text: String,
    /// Whether it is a text, not a setting.
    pub(super) text_like: bool,
    /// What it is.
    pub(super) role: Role,
    /// Whether it is a field of the slide itself, not of a part of it.
    pub(super) top: bool,
}

/// A slide as written.
#[derive(Clone, Debug)]
pub(super) struct WrittenSlide {
    pub(super) kind: &'static str,
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) leaves: Vec<LeafText>,
    /// Numbers of its pages in the deck, from 1; none for a section without a page of its own.
    pub(super) pages: Vec<usize>,
    pub(super) heading: String,
}

/// Reads the slides; names of items in citations and settings are those of the other deck.
pub(super) fn written(
    deck: &Deck,
    view: Option<&View>,
    renamed: &BTreeMap<String, String>,
) -> Vec<WrittenSlide> {
    let mut out = Vec::new();
    let nodes: Vec<_> = deck.tree().slides().items().map(|slide| slide.node).collect();
    for (at, slide) in deck.numbered() {
        let node = nodes.get(at).copied().flatten();
        let mut leaves = node.map(|node| collect::<Slide>(node, |_| true)).unwrap_or_default();
        for leaf in &mut leaves {
            leaf.text = with_names(&leaf.text, leaf.text_like, renamed);
        }
        let head = slide.kind().head();
        let (numbers, heading) = pages(view, at);
        let title = slide.kind().section().or(head.title.as_ref());
        let title = title.map_or_else(String::new, |title| title.value.clone());
        let heading = if heading.is_empty() { title.clone() } else { heading };
        out.push(WrittenSlide {
            kind: slide.key(),
            id: head.id.as_ref().map(|id| id.value.clone()),
            title,
            leaves,
            pages: numbers,
            heading,
        });
    }
    out
}

fn pages(view: Option<&View>, slide: usize) -> (Vec<usize>, String) {
    let pages = || view.into_iter().flat_map(|view| &view.pages).filter(|page| page.slide == slide);
    let heading = pages().next().map_or_else(String::new, |page| {
        if page.heading.is_empty() { page.title.clone() } else { page.heading.clone() }
    });
    (pages().map(|page| page.number).collect(), heading)
}

/// Takes the scalars of a tree, with the steps to each that count; fields in order of their names,
/// as their order means nothing.
pub(super) fn collect<T: Shape>(
    node: &Node,
    wanted: impl Fn(&shape::Leaf<'_, '_>) -> bool,
) -> Vec<LeafText> {
    let mut all = Vec::new();
    visit::<T>(node, &mut |leaf| {
        if wanted(&leaf) {
            let steps = leaf.below::<Slide>().unwrap_or(leaf.steps);
            let order = |step: &shape::Step<'_>| {
                (step.key.to_owned(), if step.key.is_empty() { step.at } else { 0 })
            };
            let order: Vec<_> = steps.iter().map(order).collect();
            let text_like = leaf.role.is_read() && leaf.text.chars().any(char::is_alphabetic);
            let (field, role, top) = (path(steps), leaf.role, steps.len() == 1);
            let units = units(leaf.text, role.is_markdown()).into_iter();
            let units: Vec<_> = units
                .map(|text| LeafText { field: field.clone(), text, text_like, role, top })
                .collect();
            all.push((order, units));
        }
    });
    all.sort_by(|(one, _), (other, _)| one.cmp(other));
    all.into_iter().flat_map(|(_, units)| units).collect()
}

/// Puts the new names of items in the place of the old ones, in citations and settings.
fn with_names(text: &str, text_like: bool, renamed: &BTreeMap<String, String>) -> String {
    if renamed.is_empty() {
        return text.to_owned();
    }
    let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let (mut out, mut rest, mut inside) = (String::new(), text, !text_like);
    while let Some(first) = rest.chars().next() {
        let end = if letter(first) {
            rest.find(|c: char| !letter(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        inside = match word {
            "{" => true,
            "}" => !text_like,
            _ => inside,
        };
        out.push_str(renamed.get(word).filter(|_| inside).map_or(word, String::as_str));
        rest = after;
    }
    out
}

/// Finds the new slide of each old one.
pub(super) fn matched(old: &[WrittenSlide], new: &[WrittenSlide]) -> Vec<(usize, usize)> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let same: [fn(&WrittenSlide, &WrittenSlide) -> bool; 3] = [
        |one, other| one.id.is_some() && one.id == other.id,
        |one, other| one.leaves == other.leaves,
        |one, other| !one.title.is_empty() && one.title == other.title && part(one) == part(other),
    ];
    for same in same {
        for (at, slide) in
            old.iter().enumerate().filter(|(at, _)| !pairs.contains_key(at)).collect::<Vec<_>>()
        {
            let fits = |other: &WrittenSlide| other.kind == slide.kind && same(slide, other);
            let found = (0..new.len()).find(|to| !taken.contains(to) && fits(&new[*to]));
            if let Some(to) = found {
                pairs.insert(at, to);
                taken.insert(to);
            }
        }
    }
    let mut alike = Vec::new();
    for (at, slide) in old.iter().enumerate().filter(|(at, _)| !pairs.contains_key(at)) {
        for (to, other) in new.iter().enumerate().filter(|(to, _)| !taken.contains(to)) {
            let share = if slide.kind == other.kind { share(slide, other) } else { 0 };
            if share >= ALIKE {
                alike.push((100 - share.min(100), at, to));
            }
        }
    }
    alike.sort_unstable();
    for (_, at, to) in alike {
        if !pairs.contains_key(&at) && taken.insert(to) {
            pairs.insert(at, to);
        }
    }
    pairs.into_iter().collect()
}

fn part(slide: &WrittenSlide) -> Option<&str> {
    slide.leaves.iter().find(|leaf| leaf.role == Role::TitlePart).map(|leaf| leaf.text.as_str())
}

/// Tells how many of the words of two slides are in both, in hundredths.
fn share(one: &WrittenSlide, other: &WrittenSlide) -> usize {
    let words = |slide: &WrittenSlide| {
        let words = slide.leaves.iter().flat_map(|leaf| leaf.text.split_whitespace());
        let mut words: Vec<_> = words.map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let (one, other) = (words(one), words(other));
    let (mut at, mut to, mut common) = (0, 0, 0);
    while let (Some(left), Some(right)) = (one.get(at), other.get(to)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => to += 1,
            std::cmp::Ordering::Equal => (at, to, common) = (at + 1, to + 1, common + 1),
        }
    }
    200 * common / (one.len() + other.len()).max(1)
}

/// Gives the pairs whose order changed: all but the longest run that kept it.
pub(super) fn moved(pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, (_, to)) in pairs.iter().enumerate() {
        let before = (0..at).filter(|before| pairs[*before].1 < *to);
        let before = before.max_by_key(|before| (best[*before].0, std::cmp::Reverse(*before)));
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..best.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    while let Some(here) = at {
        kept.insert(here);
        at = best[here].1;
    }
    (0..pairs.len()).filter(|at| !kept.contains(at)).map(|at| pairs[at].0).collect()
}
