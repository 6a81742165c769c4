//! What a catalogue has for the texts of a deck as they are now.

use std::collections::HashMap;

use super::message::Message;
use super::po::{Catalogue, PoEntry, Quoted};

/// Alike from here on, a changed text is taken for a new wording of an old one.
const ALIKE: f64 = 0.6;

/// What a catalogue has for a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageState {
    /// A translation of this very text: number of its entry.
    Translated(usize),
    /// One that its translator, or an update, marked for review.
    Fuzzy(usize),
    /// A translation of an earlier text that is much like it.
    Stale(usize),
    /// The entry is there, without a translation.
    Empty(usize),
    /// No entry.
    Missing,
}

/// Finds the entry of each message: the very text in its context, the very text elsewhere, or the
/// text most like it.
#[must_use]
pub fn states(messages: &[Message], catalogue: &Catalogue) -> Vec<MessageState> {
    let entries = &catalogue.entries;
    let mut exact: HashMap<(&str, &str), usize> = HashMap::new();
    let mut by_id: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        exact.entry(entry.key()).or_insert(at);
        by_id.entry(entry.id.text.as_str()).or_default().push(at);
    }
    let mut taken = vec![false; entries.len()];
    let mut found: Vec<Option<usize>> = messages
        .iter()
        .map(|message| exact.get(&(message.context.as_str(), message.id.as_str())).copied())
        .collect();
    found.iter().flatten().for_each(|at| taken[*at] = true);
    for (message, found) in messages.iter().zip(&mut found) {
        if found.is_none() {
            // A slide that was renamed or moved keeps its translations.
            let others = by_id.get(message.id.as_str()).into_iter().flatten().copied();
            let best = others.min_by_key(|at| (taken[*at], !entries[*at].is_translated(), *at));
            *found = best.filter(|at| !taken[*at] || entries[*at].is_translated());
            if let Some(at) = *found {
                taken[at] = true;
            }
        }
    }
    let mut states: Vec<MessageState> = found
        .iter()
        .map(|found| match found.map(|at| (at, &entries[at])) {
            None => MessageState::Missing,
            Some((at, entry)) if !entry.is_translated() => MessageState::Empty(at),
            Some((at, entry)) if entry.is_fuzzy() => MessageState::Fuzzy(at),
            Some((at, _)) => MessageState::Translated(at),
        })
        .collect();
    for (message, state) in messages.iter().zip(&mut states) {
        if *state == MessageState::Missing
            && let Some(at) = nearest(message, entries, &taken)
        {
            taken[at] = true;
            *state = MessageState::Stale(at);
        }
    }
    states
}

fn nearest(message: &Message, entries: &[PoEntry], taken: &[bool]) -> Option<usize> {
    let free =
        entries.iter().enumerate().filter(|(at, entry)| !taken[*at] && entry.is_translated());
    let mut best: Option<(f64, usize)> = None;
    for (at, entry) in free {
        let (context, id) = entry.key();
        let alike = strsim::sorensen_dice(id, &message.id);
        // In the same place, a text that differs more is still the same text.
        let alike = if context == message.context { alike.max(alike.sqrt()) } else { alike };
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, at));
        }
    }
    best.map(|(_, at)| at)
}

/// Renews a catalogue: an entry a message in the order of the source, translations kept, those of
/// changed texts marked for review, those of texts that are gone kept as obsolete.
#[must_use]
pub fn updated(
    messages: &[Message],
    catalogue: &Catalogue,
    forms: usize,
    note: impl Fn(&Message) -> (Vec<String>, Vec<String>),
) -> Catalogue {
    let states = states(messages, catalogue);
    let mut kept = vec![false; catalogue.entries.len()];
    let mut entries = Vec::with_capacity(messages.len());
    for (message, state) in messages.iter().zip(states) {
        let (extracted, references) = note(message);
        let old = match state {
            MessageState::Translated(at)
            | MessageState::Fuzzy(at)
            | MessageState::Stale(at)
            | MessageState::Empty(at) => {
                kept[at] = true;
                Some(&catalogue.entries[at])
            }
            MessageState::Missing => None,
        };
        let plain = |text: &str| Quoted { text: text.to_owned(), ..Quoted::default() };
        let mut flags: Vec<String> = old.map_or_else(Vec::new, |old| old.flags.clone());
        flags.retain(|flag| !flag.ends_with("-format"));
        if matches!(state, MessageState::Stale(_)) && !flags.iter().any(|flag| flag == "fuzzy") {
            flags.insert(0, "fuzzy".to_owned());
        }
        if !message.slots.is_empty() {
            flags.push("python-brace-format".to_owned());
        }
        let wanted = if message.plural.is_some() { forms } else { 1 };
        let mut strings = old.map_or_else(Vec::new, |old| old.strings.clone());
        strings.resize(wanted, Quoted::default());
        let previous = match (state, old) {
            (MessageState::Stale(_), Some(old)) => {
                vec![super::po::previous_id(&old.id.text)]
            }
            (MessageState::Fuzzy(_), Some(old)) => old.previous.clone(),
            (_, _) => Vec::new(),
        };
        let mut comments = old.map_or_else(Vec::new, |old| old.comments.clone());
        if matches!(state, MessageState::Stale(_)) {
            comments.retain(|comment| !super::order::is_checked(comment));
        }
        entries.push(PoEntry {
            comments,
            extracted,
            references,
            flags,
            previous,
            context: Some(plain(&message.context)),
            id: plain(&message.id),
            plural: message.plural.as_deref().map(plain),
            strings,
            obsolete: false,
        });
    }
    let gone =
        catalogue.entries.iter().zip(kept).filter(|(entry, kept)| !kept && entry.is_translated());
    entries.extend(gone.map(|(entry, _)| PoEntry {
        obsolete: true,
        references: Vec::new(),
        extracted: Vec::new(),
        ..entry.clone()
    }));
    Catalogue { header: catalogue.header.clone(), entries }
}
