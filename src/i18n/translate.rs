//! A deck in another language: its source with the texts of a catalogue in their places.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use rayon::prelude::*;

use super::catalogue::catalogue;
use super::emphasis;
use super::meaning::Meaning;
use super::merge::{MessageState, states};
use super::message::{Message, MessagePiece, PlaceholderValue, message, pieces, time_text};
use super::places::{PlaceMap, PlaceRun};
use super::po::{Catalogue, PoEntry};
use super::validation::{self, TextPart};
use super::walk;
use crate::code;
use crate::deck::{self, Deck, Profile};
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::num::Noun;
use crate::source::{Folder, Sources, Span, Text};
use crate::view::{FigureFormatter, Layout, View};
use crate::words::place_in;

/// Names the catalogue of a language, from the deck's folder: `i18n/ja.po`, or `i18n/2q26.ja.po` for
/// `2q26.yaml`, as several decks may lie in one folder.
#[must_use]
pub fn catalogue_path(folder: &Folder, tag: &str) -> String {
    let deck = folder.deck().map(|deck| format!("{deck}.")).unwrap_or_default();
    format!("i18n/{deck}{tag}.po")
}

/// A deck in another language than its own.
#[derive(Debug)]
pub struct Translation<'a> {
    /// The language.
    pub locale: &'a Locale,
    /// The deck.
    pub deck: Deck,
    /// Where its texts stand in the catalogue and in the source.
    pub places: PlaceMap,
    /// Slides with a text that is not translated, from 0.
    pub open: BTreeSet<usize>,
}

/// Lists the texts of a deck that are translated, each once in its context.
#[must_use]
pub fn messages(deck: &Deck, sources: &Sources) -> Vec<Message> {
    listed(deck, sources).0
}

/// Tells whether a translation can be printed: its placeholders, digits and forms are those of the
/// text and the language.
#[must_use]
pub fn can_be_printed(
    message: &Message,
    entry: &PoEntry,
    (deck, locale): (&Deck, &Locale),
    sources: &Sources,
) -> bool {
    validation::judge(message, entry, (deck, locale), sources, &mut Report::new()).good
}

/// A unit of translation where it stands in the deck.
struct Standing {
    /// Its place in the source.
    exact: Span,
    /// Its message; nothing where the unit is the same in every language.
    said: Option<UnitText>,
}

/// What a unit says.
enum UnitText {
    /// The message of this number, for a translator.
    Message(usize),
    /// Times alone, which the language prints.
    Times(Message),
}

/// Lists the messages of a deck, and every unit in the order of the walk.
fn listed(deck: &Deck, sources: &Sources) -> (Vec<Message>, Vec<Standing>) {
    let Some(own) = deck.own_language() else { return Default::default() };
    let formatter = FigureFormatter { facts: &deck.facts, locale: own };
    let mut texts = Vec::new();
    let _ = walk::changed(&deck.written, &mut |place, text, span| {
        texts.push((place, text, span));
        None
    });
    // Texts know nothing of each other: they are read beside each other and listed in their order.
    let units = texts.par_iter().flat_map_iter(|(place, text, span)| {
        let units =
            pieces(text, place.role.is_markdown()).into_iter().filter_map(|piece| match piece {
                MessagePiece::Kept(_) => None,
                MessagePiece::Unit(unit, range) => Some((unit, range)),
            });
        units.map(|(unit, range)| {
            let exact = place_in(text, *span, range, sources);
            (message(&unit, *place, *span, &formatter), *span, exact)
        })
    });
    let units: Vec<_> = units.collect();
    let mut messages: Vec<Message> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut standing = Vec::with_capacity(units.len());
    for (message, span, exact) in units {
        let said = message.map(|mut message| {
            if !message.words {
                return UnitText::Times(message);
            }
            message.place = exact;
            let key = (message.context.clone(), message.id.clone());
            let at = *known.entry(key).or_insert(messages.len());
            match messages.get_mut(at) {
                Some(first) => first.spans.push(span),
                None => messages.push(message),
            }
            UnitText::Message(at)
        });
        standing.push(Standing { exact, said });
    }
    (messages, standing)
}

/// What is printed for a message, and where it comes from.
struct PrintedText {
    parts: Vec<TextPart>,
    span: Span,
    /// Digits for a number that the source has in words.
    counts: Vec<Range<usize>>,
}

/// Reads the catalogue of a language and makes the deck in it; what is wrong with the catalogue
/// is reported, and the source's own words stand where there is no good translation.
pub fn translate<'a>(
    deck: &Deck,
    locale: &'a Locale,
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Translation<'a>> {
    let asked = deck.head.translations.0.iter().find(|(tag, _)| tag.value == locale.tag);
    let (asked_at, incomplete) = asked.map_or((deck.head.language.span, None), |(tag, spec)| {
        (tag.span, spec.incomplete.as_ref())
    });
    let name = catalogue_path(&deck.folder, &locale.tag);
    let catalogue = match catalogue(&deck.folder, locale, sources, report) {
        Ok(catalogue) => catalogue,
        Err(error) => {
            if let Some(error) = error {
                let message = format!("`{name}`: {error}");
                let finding = Finding::new(code::NO_CATALOGUE, message, asked_at);
                report.push(finding.help("Write it with `iijdeck i18n extract`"));
            }
            return None;
        }
    };
    let (messages, standing) = listed(deck, sources);
    let states = states(&messages, &catalogue);
    let mut open = BTreeSet::new();
    let printed =
        printed_texts(deck, locale, (&messages, &states, &catalogue), &mut open, sources, report);
    if let Some(reason) = incomplete {
        let left =
            states.iter().filter(|state| !matches!(state, MessageState::Translated(_))).count();
        if left > 0 {
            let message = format!(
                "{} is not complete: {left} of {} texts are not translated",
                locale.name,
                messages.len()
            );
            let finding = Finding::new(code::UNTRANSLATED, message, reason.span);
            report.push(finding.help("See which with `iijdeck i18n status`"));
        }
    } else {
        validation::gaps(locale, (&messages, &states, &catalogue), report);
    }
    let (node, text, places) = rewritten(deck, locale, (&messages, &printed, &standing), sources);
    sources.add(name, text);
    let mut own = Report::new();
    let beside = Some((deck.theme.clone(), deck.house.clone()));
    let other = deck::from_tree(node, deck.folder.clone(), beside, sources, &mut own);
    own.relocate(|span| places.found(span, sources));
    report.append(own);
    let mut other = other?;
    other.facts.take_minus(&deck.facts);
    if other.theme.footer == deck.company.name.value {
        other.theme.footer.clone_from(&other.company.name.value);
    }
    Some(Translation { locale, deck: other, places, open })
}

/// Gives what is printed for each message; nothing where the source's own words stand.
fn printed_texts(
    deck: &Deck,
    locale: &Locale,
    (messages, states, catalogue): (&[Message], &[MessageState], &Catalogue),
    open: &mut BTreeSet<usize>,
    sources: &Sources,
    report: &mut Report,
) -> Vec<Option<PrintedText>> {
    let own = deck.own_language().unwrap_or(locale);
    let translated = states.iter().filter_map(|state| match state {
        MessageState::Translated(at) => catalogue.entries.get(*at),
        MessageState::Fuzzy(_)
        | MessageState::Stale(_)
        | MessageState::Empty(_)
        | MessageState::Missing => None,
    });
    let terms: emphasis::Terms<'_> = translated
        .filter_map(|entry| Some((entry.id.text.as_str(), entry.strings.first()?.text.as_str())))
        .collect();
    let meaning = Meaning::of((own, locale), deck, &terms);
    // Texts know nothing of each other: they are judged beside each other and told in their order.
    let each = messages.par_iter().zip(states).map(|(message, state)| {
        let mut report = Report::new();
        let entry = match state {
            MessageState::Translated(at) => Some(&catalogue.entries[*at]),
            MessageState::Fuzzy(_)
            | MessageState::Stale(_)
            | MessageState::Empty(_)
            | MessageState::Missing => None,
        };
        let printed = entry.and_then(|entry| {
            let judged = validation::judge(message, entry, (deck, locale), sources, &mut report);
            meaning.compare(message, entry, &mut report);
            emphasis::compare(message, entry, &terms, sources, &mut report);
            let joined =
                Noun::joined(entry.strings.iter().map(|one| one.text.as_str())).to_string();
            let parts = validation::parts(&joined, message.prose).ok().filter(|_| judged.good)?;
            Some(PrintedText { parts, span: entry.strings.first()?.span, counts: judged.counts })
        });
        (printed, report)
    });
    let each: Vec<_> = each.collect();
    let mut all = Vec::with_capacity(each.len());
    for (message, (printed, found)) in messages.iter().zip(each) {
        report.append(found);
        if printed.is_none() {
            open.extend(message.slide);
        }
        all.push(printed);
    }
    all
}

/// Puts the translations in place of the texts, in a text of their own with a map to where they
/// come from.
fn rewritten(
    deck: &Deck,
    locale: &Locale,
    (messages, printed, standing): (&[Message], &[Option<PrintedText>], &[Standing]),
    sources: &Sources,
) -> (crate::source::Node, String, PlaceMap) {
    let file = sources.next();
    let (mut text, mut places) = (String::new(), PlaceMap::new(file));
    let mut standing = standing.iter();
    let node = walk::changed(&deck.written, &mut |place, source, span| {
        let start = text.len();
        let mut changed = false;
        for piece in pieces(source, place.role.is_markdown()) {
            let from = text.len();
            let unit = match piece {
                MessagePiece::Kept(kept) => {
                    text.push_str(&kept);
                    continue;
                }
                MessagePiece::Unit(unit, _) => unit,
            };
            // The same walk listed them.
            let here = standing.next();
            let exact = here.map_or(span, |here| here.exact);
            let printed = match here.and_then(|here| here.said.as_ref()) {
                Some(UnitText::Message(at)) => {
                    printed[*at].as_ref().map(|printed| (&messages[*at], printed))
                }
                Some(UnitText::Times(message)) => {
                    changed = true;
                    let parts = validation::parts(&message.id, message.prose).unwrap_or_default();
                    let _ = print(&parts, message, (deck, locale), &mut text);
                    places.add(from..text.len(), Vec::new(), None, exact);
                    continue;
                }
                None => None,
            };
            if let Some((message, printed)) = printed {
                changed = true;
                let runs = print(&printed.parts, message, (deck, locale), &mut text);
                places.add(from..text.len(), runs, Some(printed.span), exact);
                places.count(&printed.counts);
            } else {
                text.push_str(&unit);
                places.add(from..text.len(), Vec::new(), None, exact);
            }
        }
        let value = text[start..].to_owned();
        let new = Text::new(value, Span::new(file, start..text.len()));
        text.push('\n');
        changed.then_some(new)
    });
    (node, text, places)
}

/// Writes a translation with its placeholders filled, and tells which bytes of it come from where.
fn print(
    parts: &[TextPart],
    message: &Message,
    (deck, locale): (&Deck, &Locale),
    text: &mut String,
) -> Vec<PlaceRun> {
    let mut runs = Vec::with_capacity(parts.len());
    let first = text.len();
    for part in parts {
        let from = text.len();
        match part {
            TextPart::Literal { text: literal, .. } => text.push_str(literal),
            TextPart::Slot { name, .. } => {
                let slot = message.slots.iter().find(|slot| slot.name == *name);
                match slot.map(|slot| &slot.held) {
                    Some(PlaceholderValue::Citation(held) | PlaceholderValue::Note(held)) => {
                        text.push_str(held);
                    }
                    Some(PlaceholderValue::Time { dated, short }) => {
                        let time = time_text(*dated, *short, locale, deck.facts.calendar);
                        // "1. Quartal" at the start would begin a list.
                        let digits = time.bytes().take_while(u8::is_ascii_digit).count();
                        if message.prose && from == first && time[digits..].starts_with('.') {
                            text.push_str(&time[..digits]);
                            text.push('\\');
                            text.push_str(&time[digits..]);
                        } else {
                            text.push_str(&time);
                        }
                    }
                    None => {}
                }
            }
        }
        let whole = matches!(part, TextPart::Slot { .. });
        runs.push(PlaceRun { read: from..text.len(), typed: part.range(), whole });
    }
    runs
}

impl Translation<'_> {
    /// Marks the pages that hold a text which is not translated yet, and the deck where it is
    /// published later than in its own language.
    pub fn mark(&self, view: &mut View) {
        let head = &self.deck.head;
        let spec = head.translations.0.iter().find(|(tag, _)| tag.value == self.locale.tag);
        let published = spec.and_then(|(_, spec)| spec.published.as_ref());
        let delayed = published.is_some_and(|day| day.value > head.date.value);
        if delayed && self.deck.profiles.contains(&Profile::Simultaneous) {
            let mark = self.locale.word("delayed");
            view.title = format!("{mark} {}", view.title);
            for page in view.pages.iter_mut().filter(|page| page.layout == Layout::Cover) {
                page.title = format!("{mark} {}", page.title);
                page.heading.clone_from(&page.title);
            }
        }
        let note = self.locale.word("not_translated");
        for page in &mut view.pages {
            if self.open.contains(&page.slide) {
                let aside = self.locale.punctuation.aside.replace("{}", note);
                page.running.push_str(&aside);
                page.running = page.running.trim().into();
            }
        }
    }
}
