//! What each figure is by the words against it: the same in a translation as in its source.
//!
//! The words are a table of each language (`locale::RoleWords`). "Fell to {a}" and {a}減少 differ,
//! though each text holds the placeholder once.

use super::emphasis::Terms;
use super::message::{Message, Placeholder, PlaceholderValue};
use super::order::{is_change, place};
use super::validation::{self, TextPart};
use crate::deck::Deck;
use crate::facts::Key;
use crate::locale::{FigureRole, Locale};
use crate::num::Scale;
use crate::view::{Citation, FigureFormatter};
use crate::words::behind;

/// Marks that are not printed, and blanks.
const BLANK: [char; 5] = [' ', '\u{a0}', '\u{3000}', '*', '_'];
/// The same, and marks behind a word: "YoY: {a}".
const LEAD: [char; 7] = [' ', '\u{a0}', '\u{3000}', '*', '_', ':', '：'];
/// What opens a bracket.
const OPEN: [char; 2] = ['(', '（'];
/// What closes it.
const CLOSE: [char; 2] = [')', '）'];
/// What ends a clause.
const ENDS: [char; 12] = ['.', ',', ';', '。', '、', '；', '(', ')', '（', '）', '—', '–'];

/// A text with the words of its language.
struct TextSide<'a> {
    text: &'a str,
    parts: Vec<TextPart>,
    locale: &'a Locale,
}

impl<'a> TextSide<'a> {
    fn of(text: &'a str, prose: bool, locale: &'a Locale) -> Option<Self> {
        Some(Self { text, parts: validation::parts(text, prose).ok()?, locale })
    }

    /// Gives the text between the last placeholder and this one, and from it to the next.
    fn around(&self, name: &str) -> Option<(&str, &str)> {
        let at = place(&self.parts, name)?;
        let is_slot = |part: &&TextPart| matches!(part, TextPart::Slot { .. });
        let own = self.parts.get(at)?.range();
        let from = self.parts[..at].iter().rev().find(is_slot).map_or(0, |part| part.range().end);
        let next = self.parts[at + 1..].iter().find(is_slot);
        let to = next.map_or(self.text.len(), |part| part.range().start);
        // A unit beside bare digits is theirs.
        let unit = behind(self.text, own.end, self.locale).map(|typed| typed.range.end);
        let end = unit.filter(|end| (own.end..=to).contains(end)).unwrap_or(own.end);
        Some((&self.text[from..own.start], &self.text[end..to]))
    }

    /// Takes the words that say "about" off the end, in lower case.
    fn lead(&self, before: &str) -> String {
        let mut lead = before.to_lowercase();
        loop {
            lead.truncate(lead.trim_end_matches(LEAD).len());
            let words = self.locale.roles.about.iter();
            let Some(word) = words.filter(|word| self.ends(&lead, word)).max_by_key(|w| w.len())
            else {
                return lead;
            };
            // "More than" is a word of its own where it says what the figure is.
            if self.cue(&lead).is_some_and(|(_, cue)| cue.len() > word.len()) {
                return lead;
            }
            lead.truncate(lead.len() - word.len());
        }
    }

    /// Tells whether a text ends with a word, and with no longer one.
    fn ends(&self, lead: &str, word: &str) -> bool {
        let rest = lead.strip_suffix(word);
        let apart = |rest: &str| {
            !self.locale.prose.blanks
                || !word.starts_with(char::is_alphanumeric)
                || !rest.ends_with(char::is_alphanumeric)
        };
        rest.is_some_and(apart)
    }

    /// Finds the longest word that stands right before a figure.
    fn cue(&self, lead: &str) -> Option<(FigureRole, &'a str)> {
        let table = self.locale.roles.table();
        let all =
            table.into_iter().flat_map(|(role, before, _)| before.iter().map(move |w| (role, w)));
        let stands = all.filter(|(_, word)| self.ends(lead, word));
        stands.max_by_key(|(_, word)| word.len()).map(|(role, word)| (role, word.as_str()))
    }

    /// Reads what a figure is from the words against it; words that say nothing of it count least.
    fn role(&self, name: &str) -> Option<FigureRole> {
        let (before, tail) = self.around(name)?;
        let before = self.cue(&self.lead(before)).map(|(role, _)| role);
        if before.is_some_and(|role| role != FigureRole::Plain) {
            return before;
        }
        let tail = tail.trim_start_matches(BLANK).to_lowercase();
        let begins = |word: &str| {
            let rest = tail.strip_prefix(word);
            rest.is_some_and(|rest| {
                !self.locale.prose.blanks || !rest.starts_with(char::is_alphanumeric)
            })
        };
        let table = self.locale.roles.table();
        let all =
            table.into_iter().flat_map(|(role, _, behind)| behind.iter().map(move |w| (role, w)));
        let found = all.filter(|(_, word)| begins(word)).max_by_key(|(_, word)| word.len());
        found.map(|(role, _)| role).filter(|role| *role != FigureRole::Plain).or(before)
    }

    /// Tells whether the name of a rate stands right before a figure: "the margin was".
    fn rate(&self, name: &str) -> bool {
        let Some((before, _)) = self.around(name) else { return false };
        let lead = self.lead(before);
        let lead = self.cue(&lead).map_or(&*lead, |(_, word)| &lead[..lead.len() - word.len()]);
        let lead = lead.trim_end_matches(LEAD);
        let joined = self.locale.prose.compounds;
        let rate = |word: &String| {
            if joined { lead.ends_with(word.as_str()) } else { self.ends(lead, word) }
        };
        self.locale.roles.rates.iter().any(rate)
            && !self.locale.unit.per_share.iter().any(|word| lead.ends_with(word.as_str()))
    }

    /// Tells whether a figure stands alone in brackets.
    fn aside(&self, name: &str) -> bool {
        self.around(name).is_some_and(|(before, _)| before.trim_end().ends_with(OPEN))
    }

    /// Tells whether a figure stands within brackets.
    fn inside(&self, name: &str) -> Option<bool> {
        let before = &self.text[..self.parts.get(place(&self.parts, name)?)?.range().start];
        Some(before.matches(OPEN).count() > before.matches(CLOSE).count())
    }

    /// Gives the clause before a placeholder: from the last figure or mark, with its times.
    fn clause(&self, slots: &[Placeholder], name: &str) -> (String, Vec<&str>) {
        let (mut words, mut times) = (String::new(), Vec::new());
        let Some(at) = place(&self.parts, name) else { return (words, times) };
        for part in self.parts[..at].iter().rev() {
            match part {
                TextPart::Literal { text, .. } => {
                    let from = text.rfind(ENDS);
                    words.insert_str(0, &text[from.map_or(0, |from| from)..]);
                    if from.is_some() {
                        break;
                    }
                }
                TextPart::Slot { name, .. } => {
                    let slot = slots.iter().find(|slot| slot.name == *name);
                    if !slot.is_some_and(|slot| matches!(slot.held, PlaceholderValue::Time { .. }))
                    {
                        break;
                    }
                    times.push(name.as_str());
                    words.insert(0, ' ');
                }
            }
        }
        (words.to_lowercase(), times)
    }
}

/// A message and its translation, with the deck that the figures are of.
pub(super) struct Pair<'a> {
    message: &'a Message,
    there: TextSide<'a>,
    here: TextSide<'a>,
    deck: &'a Deck,
    terms: &'a Terms<'a>,
}

impl<'a> Pair<'a> {
    /// Reads both texts; nothing where one is no text with placeholders, which is told elsewhere.
    pub(super) fn of(
        (message, text): (&'a Message, &'a str),
        (own, other): (&'a Locale, &'a Locale),
        deck: &'a Deck,
        terms: &'a Terms<'a>,
    ) -> Option<Self> {
        let there = TextSide::of(&message.id, message.prose, own)?;
        let here = TextSide::of(text, message.prose, other)?;
        Some(Self { message, there, here, deck, terms })
    }

    /// Finds a figure that is something else here than in the source, and tells how.
    pub(super) fn exchanged(&self) -> Option<String> {
        let slots = || self.message.slots.iter().filter(|slot| self.once(slot));
        let figures = || slots().filter_map(|slot| Some((slot, is_change(&slot.held)?)));
        for (slot, change) in figures() {
            let name = slot.name.as_str();
            let (was, is) = (self.there.role(name), self.here.role(name));
            let belongs = |what: &str| Some(format!("`{{{name}}}` stands where {what} belongs"));
            let what = match is {
                Some(FigureRole::Change) => "a change",
                Some(FigureRole::Level) => "the figure that is reached",
                Some(FigureRole::Origin) => "the figure that it came from",
                Some(FigureRole::Plain) | None => "",
            };
            let plain = |role| matches!(role, None | Some(FigureRole::Plain));
            if !plain(is) && (!plain(was) && is != was || plain(was) && is_verb(&slot.held)) {
                return belongs(what);
            }
            let lost = |other: &Placeholder| {
                let aside = self.there.aside(&other.name) && self.here.aside(&other.name);
                self.here.role(&other.name) != Some(FigureRole::Change) && !aside
            };
            if is == Some(FigureRole::Change)
                && plain(was)
                && !change
                && figures().any(|(other, change)| change && lost(other))
            {
                return belongs(what);
            }
            // "{amount} ({change})" is no "{change} ({amount})".
            let out = |name: &str| (self.there.inside(name), self.here.inside(name));
            if plain(is)
                && !change
                && out(name) == (Some(false), Some(true))
                && figures().any(|(other, change)| {
                    change
                        && out(&other.name) == (Some(true), Some(false))
                        && plain(self.here.role(&other.name))
                })
            {
                return belongs("a change");
            }
            if self.is_money(slot) && self.here.rate(name) && !self.there.rate(name) {
                return belongs("a rate");
            }
        }
        None
    }

    /// Tells whether two figures in another order than in the source each stand with what they
    /// tell of: behind the label of the item, or the period.
    pub(super) fn kept(&self, first: &str, second: &str) -> bool {
        let key = |name: &str| {
            let slot = self.message.slots.iter().find(|slot| slot.name == name)?;
            self.key(slot)
        };
        let (Some(one), Some(other)) = (key(first), key(second)) else { return false };
        self.anchored((first, one), other) && self.anchored((second, other), one)
    }

    fn anchored(&self, (name, key): (&str, Key), other: Key) -> bool {
        let (words, times) = self.here.clause(&self.message.slots, name);
        let period = format!("period_{}", key.period);
        if !times.is_empty() {
            return key.period != other.period && times.contains(&period.as_str());
        }
        let label = |key: Key| {
            let label = self.deck.facts.item(key.item).label.as_str();
            self.terms.get(label).copied().unwrap_or(label).to_lowercase()
        };
        let (mine, theirs) = (label(key), label(other));
        let reported = key.period == self.deck.head.period.value;
        let named = words.contains(&mine);
        if key.item == other.item {
            return named && reported;
        }
        // 自己資本比率 holds 自己資本.
        let longer = theirs.contains(&mine) && words.contains(&theirs);
        named && !longer && !words.replace(&mine, " ").contains(&theirs)
    }

    /// A name that stands twice has no one place.
    fn once(&self, slot: &Placeholder) -> bool {
        self.message.slots.iter().filter(|other| other.name == slot.name).count() == 1
    }

    fn key(&self, slot: &Placeholder) -> Option<Key> {
        let PlaceholderValue::Citation(text) = &slot.held else { return None };
        let citation = Citation::read(text.trim_matches(['{', '}']), &self.deck.facts).ok()?;
        Some(self.deck.facts.complete(citation.reference))
    }

    /// Tells whether a large amount of money is printed.
    fn is_money(&self, slot: &Placeholder) -> bool {
        let PlaceholderValue::Citation(text) = &slot.held else { return false };
        let formatter = FigureFormatter { facts: &self.deck.facts, locale: self.there.locale };
        let around = formatter.printed_citation(text.trim_matches(['{', '}']));
        let unit = around.and_then(|around| around.unit);
        unit.is_some_and(|unit| unit.is_currency() && unit.scale() != Scale::One)
    }
}

/// Tells whether a citation prints words of its own: "fell by 3.8%".
fn is_verb(held: &PlaceholderValue) -> bool {
    matches!(held, PlaceholderValue::Citation(text) if text.trim_end_matches('}').split(' ').any(|word| word == "verb"))
}
