//! The version of the format: what a source of another one holds, each word with its new one.

use crate::code;
use crate::diag::Finding;
use crate::facts::{Good, LeftOutKind, Minus};
use crate::num::decimal;
use crate::shape::{
    Entries, Equation, FigureDigits, FlagWord, FormatVersion, MissingReason, OneOrMany, ScalarOr,
    Written, written,
};
use crate::source::{Node, Sources, Span};

/// The version that is read.
const VERSION: &str = "2";

crate::record! {
    /// What version 1 called otherwise.
    pub struct OldDeck {
        /// The number at the head.
        iijdeck: FormatVersion,
        /// Its items.
        facts: Entries<OldItem>,
        /// Its relations.
        relations: Vec<OldRelation>,
        /// Its slides, each by its kind.
        slides: Vec<Entries<OldSlide>>,
    }
}

crate::record! {
    /// What version 1 had in a slide.
    pub struct OldSlide {
        /// How many rows a page takes.
        split: Option<FigureDigits>,
    }
}

crate::record! {
    /// What version 1 called otherwise in an item.
    pub struct OldItem {
        /// Whether a figure below zero is a loss.
        loss: Option<FlagWord>,
        /// Whether it is money that goes out.
        outflow: Option<FlagWord>,
        /// Whether a rise is good or bad news.
        rise: Option<FlagWord>,
        /// Figures.
        values: Entries<OldFigure>,
        /// Figures of other scopes.
        scopes: Entries<Entries<OldFigure>>,
        /// Stated changes.
        changes: Entries<OneOrMany<OldFigure>>,
    }
}

/// A figure or a change of version 1.
type OldFigure = ScalarOr<FigureDigits, OldValue>;

crate::record! {
    /// What version 1 called otherwise in a figure.
    pub struct OldValue {
        /// Why a change is left out.
        omitted: Option<MissingReason>,
    }
}

crate::record! {
    /// What version 1 called otherwise in a relation.
    pub struct OldRelation {
        /// A balance carried forward.
        roll: Option<Equation>,
    }
}

/// Tells the number at the head where it is of another version, and every word of version 1, each
/// in its place. Such a file is read no further: half of what followed would be about the old words.
pub(super) fn of_another_version(node: &Node, sources: &Sources) -> Vec<Finding> {
    let deck = written::<OldDeck>(node);
    let mut found: Vec<_> = number(deck.iijdeck(), sources).into_iter().collect();
    let old = !found.is_empty();
    for (_, item) in deck.facts().entries() {
        of_item(item, sources, &mut found);
        // A dash of a change is refused in this version too, in other words.
        found.extend(changes(item).filter(|_| old).filter_map(|change| dash(change, sources)));
    }
    for relation in deck.relations().items() {
        let roll = relation.roll();
        found.extend(roll.key.map(|key| renamed("roll:", key.span, "forward:")));
    }
    for (_, slide) in deck.slides().items().flat_map(Written::entries) {
        let help = "Remove it: what is longer than its page goes on by itself";
        found.extend(slide.split().whole().map(|at| told(sources.slice(at), at, help)));
    }
    found
}

/// Tells a number that is of another version.
fn number(written: Written<'_, FormatVersion>, sources: &Sources) -> Option<Finding> {
    let value = sources.slice(written.node?.span).trim_matches(['"', '\'']);
    if value == VERSION {
        return None;
    }
    let (message, help) = if value == "1" {
        ("`iijdeck: 1` is the version before this one".to_owned(), "and the new words told below")
    } else {
        (format!("`{value}` is not a version of this format"), "where the file is of this version")
    };
    let help = format!("Write `iijdeck: {VERSION}`, {help}");
    Some(Finding::new(code::FORMAT_VERSION, message, written.whole()?).help(help))
}

/// Finds the words of version 1 in an item.
fn of_item(item: Written<'_, OldItem>, sources: &Sources, found: &mut Vec<Finding>) {
    let minus = |word: Minus| format!("minus: {}", word.word());
    let good = |word: Good| format!("good: {}", word.word());
    for field in [item.loss(), item.outflow(), item.rise()] {
        let (Some(node), Some(at)) = (field.node, field.whole()) else { continue };
        let text = sources.slice(node.span);
        let yes = ["yes", "true"].contains(&text);
        let new = match (field.name == item.loss().name, field.name == item.rise().name) {
            (true, _) => yes.then(|| minus(Minus::Loss)),
            (_, true) => Some(good(if text == "bad" { Good::Down } else { Good::Up })),
            (false, false) => Some(minus(if yes { Minus::Outflow } else { Minus::Neither })),
        };
        let old = sources.slice(at);
        found.push(match new {
            Some(new) => renamed(old, at, &new),
            None => told(old, at, "Remove it: nothing is a loss that is not said to be one"),
        });
    }
    let scopes = item.scopes().entries().map(|(_, values)| values);
    for (_, value) in std::iter::once(item.values()).chain(scopes).flat_map(Written::entries) {
        found.extend(omitted(value));
    }
    found.extend(changes(item).filter_map(omitted));
}

/// Gives the stated changes of an item.
fn changes(item: Written<'_, OldItem>) -> impl Iterator<Item = Written<'_, OldFigure>> {
    let all = item.changes().entries();
    all.flat_map(|(_, all)| all.one().into_iter().chain(all.cast::<Vec<OldFigure>>().items()))
}

/// Finds a dash in the place of a change.
fn dash(change: Written<'_, OldFigure>, sources: &Sources) -> Option<Finding> {
    let span = change.node?.span;
    let text = sources.slice(span).trim_matches(['"', '\'']);
    decimal::is_nil(text).then(|| renamed(text, span, LeftOutKind::None.word()))
}

/// Finds `{omitted: reason}` in the place of a figure or a change.
fn omitted(value: Written<'_, OldFigure>) -> Option<Finding> {
    let key = value.record().omitted().key?;
    let new = format!("{}:", LeftOutKind::None.word());
    Some(renamed("omitted:", key.span, &new))
}

fn renamed(old: &str, at: Span, new: &str) -> Finding {
    told(old, at, &format!("Write `{new}`"))
}

fn told(old: &str, at: Span, help: &str) -> Finding {
    let message = format!("`{old}` is a word of version 1");
    Finding::new(code::FORMAT_VERSION, message, at).help(help)
}
