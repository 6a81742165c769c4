//! Whether the figures of a translation stand where those of its source stand.

use super::message::{Message, PlaceholderValue};
use super::po::{PoEntry, Quoted};
use super::roles::Pair;
use super::validation::{self, TextPart};
use crate::locale::ProseWords;
use crate::source::sha256;

/// Begins the comment of an entry whose figures rightly stand in another order than in the source.
const CHECKED: &str = "order-checked: ";

/// Tells whether a comment says that somebody looked at the order of a translation.
#[must_use]
pub fn is_checked(comment: &str) -> bool {
    comment.starts_with(CHECKED.trim_end())
}

/// Gives the comment that says so of this translation, and of no other: it names the sum of both texts.
pub(super) fn mark(entry: &PoEntry) -> String {
    let texts = entry.strings.iter().map(|one| one.text.as_str());
    let texts: Vec<_> = std::iter::once(entry.id.text.as_str()).chain(texts).collect();
    format!("{CHECKED}{}", &sha256(texts.join("\u{0}").as_bytes())[..8])
}

/// Tells whether somebody looked at the order of this very translation.
pub(super) fn checked(entry: &PoEntry) -> bool {
    let mark = mark(entry);
    entry.comments.iter().any(|comment| comment.trim() == mark)
}

/// Finds two figures of one kind that changed places, and tells how.
///
/// Where both languages say which of the two the other came from ("from {a} to {b}", {a}から{b}に),
/// that is compared; else their order, unless each stands with its label or period.
pub(super) fn swapped(
    message: &Message,
    string: &Quoted,
    (own, other): (&ProseWords, &ProseWords),
    pair: &Pair<'_>,
) -> Option<String> {
    let there = validation::parts(&message.id, message.prose).ok()?;
    let here = validation::parts(&string.text, message.prose).ok()?;
    // A name that stands twice has no one place.
    let once = |name: &str| message.slots.iter().filter(|s| s.name == name).count() == 1;
    for (at, slot) in message.slots.iter().enumerate().filter(|(_, slot)| once(&slot.name)) {
        let (first, held) = (slot.name.as_str(), kind(&slot.held));
        for later in &message.slots[at + 1..] {
            let second = later.name.as_str();
            if !once(second) || kind(&later.held) != held {
                continue;
            }
            let origin = |parts: &[TextPart], words| match (
                is_origin(parts, first, words),
                is_origin(parts, second, words),
            ) {
                (true, false) => Some(first),
                (false, true) => Some(second),
                (_, _) => None,
            };
            match (origin(&there, own), origin(&here, other)) {
                (Some(from), Some(now)) if from == now => {}
                (Some(from), Some(now)) => {
                    return Some(format!(
                        "it goes from `{{{now}}}` here, in the source from `{{{from}}}`"
                    ));
                }
                (_, _)
                    if place(&here, second)? < place(&here, first)?
                        && !pair.kept(first, second) =>
                {
                    return Some(format!(
                        "`{{{second}}}` stands before `{{{first}}}`, in the source behind it"
                    ));
                }
                (_, _) => {}
            }
        }
    }
    None
}

/// Tells whether a placeholder prints a change, or an amount; nothing of what is neither.
pub(super) fn is_change(held: &PlaceholderValue) -> Option<bool> {
    match held {
        PlaceholderValue::Citation(text) => {
            let mut words = text.trim_matches(['{', '}', ' ']).split(' ').skip(1);
            if words.clone().any(|word| word == "label") {
                return None;
            }
            Some(words.any(|word| ["yoy", "qoq", "vs"].contains(&word)))
        }
        PlaceholderValue::Time { .. } | PlaceholderValue::Note(_) => None,
    }
}

/// Gives the number of the part that a placeholder is.
pub(super) fn place(parts: &[TextPart], name: &str) -> Option<usize> {
    parts.iter().position(|part| matches!(part, TextPart::Slot { name: own, .. } if own == name))
}

/// Tells whether a figure is what another came from or is held against.
fn is_origin(parts: &[TextPart], name: &str, words: &ProseWords) -> bool {
    let Some(at) = place(parts, name) else { return false };
    let text = |part: Option<&TextPart>| match part {
        Some(TextPart::Literal { text, .. }) => text.to_lowercase(),
        Some(TextPart::Slot { .. }) | None => String::new(),
    };
    let before = text(at.checked_sub(1).and_then(|at| parts.get(at)));
    let behind = text(parts.get(at + 1));
    let ends = |word: &String| {
        let rest = before.trim_end().strip_suffix(word.as_str());
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    };
    words.from_before.iter().any(ends)
        || words.from_behind.iter().any(|word| behind.trim_start().starts_with(word.as_str()))
}

/// Tells what a placeholder prints: the first word behind the item, such as `yoy`; a time.
fn kind(held: &PlaceholderValue) -> &str {
    match held {
        PlaceholderValue::Citation(text) => {
            text.trim_matches(['{', '}', ' ']).split(' ').nth(1).unwrap_or_default()
        }
        PlaceholderValue::Time { .. } => "a time",
        // Each is a kind of its own: notes may change places.
        PlaceholderValue::Note(text) => text,
    }
}
