//! What a translation must keep of its source: placeholders, digits, terms and structure.

use std::ops::Range;

use super::digits;
use super::merge::MessageState;
use super::message::Message;
use super::po::{Catalogue, PoEntry, Quoted};
use super::unit;
use crate::code::{self, Severity};
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::State;
use crate::locale::{Locale, ProseWords};
use crate::num::{Bounds, Unit};
use crate::source::{Sources, Span};
use crate::view::note_calls;

/// A part of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TextPart {
    /// Words.
    Literal {
        /// As printed.
        text: String,
        /// Its bytes in the translation.
        at: Range<usize>,
    },
    /// A placeholder.
    Slot {
        /// Its name.
        name: String,
        /// Its bytes, braces included.
        at: Range<usize>,
    },
}

impl TextPart {
    /// Gives the bytes of the part.
    pub(super) fn range(&self) -> Range<usize> {
        match self {
            Self::Literal { at, .. } | Self::Slot { at, .. } => at.clone(),
        }
    }
}

/// Cuts a translation at its placeholders; gives the byte of a brace that is not closed.
pub(super) fn parts(text: &str, prose: bool) -> Result<Vec<TextPart>, usize> {
    let (mut out, mut at, mut start) = (Vec::new(), 0, 0);
    let push = |out: &mut Vec<TextPart>, range: Range<usize>| {
        if !range.is_empty() {
            let words = &text[range.clone()];
            let words =
                if prose { words.to_owned() } else { words.replace("{{", "{").replace("}}", "}") };
            out.push(TextPart::Literal { text: words, at: range });
        }
    };
    while let Some(found) = text[at..].find(['{', '}']).map(|found| at + found) {
        if text[found..].starts_with("{{") || text[found..].starts_with("}}") {
            at = found + 2;
            continue;
        }
        let close = text[found..].find('}').filter(|_| text[found..].starts_with('{'));
        let close = found + close.ok_or(found)?;
        push(&mut out, start..found);
        out.push(TextPart::Slot { name: text[found + 1..close].to_owned(), at: found..close + 1 });
        (at, start) = (close + 1, close + 1);
    }
    push(&mut out, start..text.len());
    Ok(out)
}

/// What was found of a translation.
pub(super) struct Judged {
    /// Whether it can be printed.
    pub(super) good: bool,
    /// Digits that stand for a number in words: 2拠点 for "two sites", by their bytes.
    pub(super) counts: Vec<Range<usize>>,
}

/// Tells whether a noun has the forms that its numbers need. Gettext counts in whole numbers, and other programs
/// give no form that goes with fractions alone: three of Polish. That one may be left out where no figure of the
/// noun has a fraction.
fn enough_forms(found: usize, message: &Message, (deck, locale): (&Deck, &Locale)) -> bool {
    let forms = locale.noun_forms();
    if found >= forms.count() {
        return true;
    }
    let named = |unit: &Unit| matches!(unit, Unit::Count { noun, .. } if noun.forms().next() == Some(message.id.as_str()));
    let broken = |state: &State| {
        let ends = state.bounds().into_iter().flat_map(Bounds::figures);
        state
            .stated()
            .into_iter()
            .chain(ends)
            .any(|figure| figure.places() > 0 && named(&figure.unit))
    };
    let whole = forms.whole_numbers().into_iter().all(|(_, form)| form < found);
    whole && !deck.facts.facts().any(|(_, fact)| broken(&fact.state))
}

/// Judges a translation.
pub(super) fn judge(
    message: &Message,
    entry: &PoEntry,
    (deck, locale): (&Deck, &Locale),
    sources: &Sources,
    report: &mut Report,
) -> Judged {
    let (mut good, mut counts) = (true, Vec::new());
    let source = message.place;
    let mut refuse = |code, text: String, span: Span, help: &str| {
        let finding =
            Finding::weighed(code, Severity::Error, text, span).also(source, Report::SOURCE);
        report.push(finding.help(help));
        good = false;
    };
    let enough = || enough_forms(entry.strings.len(), message, (deck, locale));
    if message.plural.is_some() && !enough() {
        let (found, forms) = (entry.strings.len(), locale.noun_forms().count());
        let text = format!("the noun has {found} of the {forms} forms of {}", locale.name);
        let help =
            format!("Run `iijdeck i18n update`, then write {}", locale.noun_forms().with_samples());
        refuse(code::NOUN_FORMS, text, entry.id.span, &help);
    }
    for string in &entry.strings {
        match parts(&string.text, message.prose) {
            Err(at) => {
                let span = within(string, at..at + 1, sources);
                let help = "Close it with the other brace; a brace to be printed is written twice";
                refuse(code::PLACEHOLDER, "a brace stands alone".to_owned(), span, help);
            }
            Ok(parts) => {
                for (text, span) in placeholders(message, string, &parts, sources) {
                    let help = "Write each placeholder of the source once, as it stands there";
                    refuse(code::PLACEHOLDER, text, span, help);
                }
                for (call, range) in typed_calls(&parts) {
                    let span = within(string, range, sources);
                    let text = format!("`{call}` is typed by hand");
                    let help =
                        "Use the placeholder of the source; a mark that it has not is added there";
                    refuse(code::PLACEHOLDER, text, span, help);
                }
                let (typed, spoken) = digits::typed(message, &parts, (deck, locale));
                counts = spoken;
                for (digits, range) in typed {
                    let span = within(string, range, sources);
                    let text =
                        format!("`{digits}` is typed by hand: the source has no such number");
                    let help = "Use the source's placeholders for figures and dates, and copy names as they are";
                    refuse(code::TYPED_NUMBER, text, span, help);
                }
            }
        }
        if let Some(text) = other_part(message, &string.text, (deck, locale)) {
            let help = "Name the part of the year that the source names";
            refuse(code::TYPED_NUMBER, text.to_owned(), string.span, help);
        }
        if let Some(text) = unit::counted(message, &string.text, (deck, locale)) {
            let help = "Translate what is counted alone: the program puts the scale to it";
            refuse(code::UNIT_DIFFERS, text, string.span, help);
        }
        for text in unit::lost(message, &string.text, (deck, locale)) {
            let help = "Write the unit of the digits beside the placeholder, as the source does";
            refuse(code::UNIT_DIFFERS, text, string.span, help);
        }
        if let Some(text) = structure(message, &string.text) {
            let help = "Keep the marks of the source: `**`, links, and one line a text";
            refuse(code::STRUCTURE, text, string.span, help);
        }
    }
    terms(message, entry, (deck, locale), sources, report);
    Judged { good, counts }
}

/// Finds a quarter or half in words that the source does not name: 第二四半期 for "the first
/// quarter".
fn other_part(
    message: &Message,
    text: &str,
    (deck, locale): (&Deck, &Locale),
) -> Option<&'static str> {
    let own = deck.own_language()?;
    let (there, here) = (message.id.to_lowercase(), text.to_lowercase());
    let named = |lower: &str, names: &[String]| {
        names.iter().any(|name| lower.contains(&name.to_lowercase()))
    };
    let quarters = |words: &ProseWords, lower: &str| {
        let all = [
            &words.first_quarter,
            &words.second_quarter,
            &words.third_quarter,
            &words.fourth_quarter,
        ];
        all.map(|names| named(lower, names)).to_vec()
    };
    let halves = |words: &ProseWords, lower: &str| {
        [&words.first_half, &words.second_half].map(|names| named(lower, names)).to_vec()
    };
    // Where the source names none in words, the language may have its own way, as for cumulative
    // periods.
    let differs = |source: Vec<bool>, here: Vec<bool>| {
        source.contains(&true) && here.contains(&true) && source != here
    };
    if differs(quarters(&own.prose, &there), quarters(&locale.prose, &here)) {
        return Some("the translation names another quarter than the source");
    }
    let (source, half) = (halves(&own.prose, &there), halves(&locale.prose, &here));
    if differs(source.clone(), half.clone()) {
        return Some("the translation names another half than the source");
    }
    // Only the second quarter may be told as a half, with what came before it.
    let second = |parts: &[bool]| parts.get(1) == Some(&true);
    let quarter = quarters(&own.prose, &there);
    let whole = named(&there, &own.prose.full_year) && !named(&here, &locale.prose.full_year);
    let longer = (quarter.contains(&true) && !second(&quarter)) || whole;
    let half = half.contains(&true) && !source.contains(&true);
    (longer && half && !quarters(&locale.prose, &here).contains(&true))
        .then_some("the translation names a half, the source another part of the year")
}

/// Finds a part of a quoted text in its file, or else the whole text.
pub(super) fn within(string: &Quoted, range: Range<usize>, sources: &Sources) -> Span {
    let wanted = string.text.get(range).unwrap_or_default();
    let nth = string.text.matches(wanted).count();
    if wanted.is_empty() || nth != 1 { string.span } else { sources.find(string.span, wanted, 0) }
}

/// Every placeholder of the source stands in the translation as often as there.
fn placeholders(
    message: &Message,
    string: &Quoted,
    parts: &[TextPart],
    sources: &Sources,
) -> Vec<(String, Span)> {
    let names = || {
        parts.iter().filter_map(|part| match part {
            TextPart::Slot { name, at } => Some((name.as_str(), at.clone())),
            TextPart::Literal { .. } => None,
        })
    };
    let mut out = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    for slot in &message.slots {
        if used.contains(&slot.name.as_str()) {
            continue;
        }
        used.push(&slot.name);
        let wanted = message.slots.iter().filter(|other| other.name == slot.name).count();
        let found = names().filter(|(name, _)| *name == slot.name).count();
        if found < wanted {
            out.push((format!("the placeholder `{{{}}}` is lost", slot.name), string.span));
        } else if found > wanted {
            out.push((format!("the placeholder `{{{}}}` is doubled", slot.name), string.span));
        }
    }
    for (name, range) in names().filter(|(name, _)| !used.contains(name)) {
        let near = crate::diag::suggest(name, used.iter().copied());
        let near = near.map_or_else(String::new, |near| format!("; {near}"));
        let text = format!("the source has no placeholder `{{{name}}}`{near}");
        out.push((text, within(string, range, sources)));
    }
    out
}

/// Finds calls of notes that stand in a translation itself.
fn typed_calls(parts: &[TextPart]) -> Vec<(String, Range<usize>)> {
    let mut out = Vec::new();
    for part in parts {
        let TextPart::Literal { text, at } = part else { continue };
        for call in note_calls(text) {
            let range = at.start + call.range.start..at.start + call.range.end;
            out.push((text[call.range].to_owned(), range));
        }
    }
    out
}

/// What must be the same in every language so that tables, lists and emphasis are.
fn structure(message: &Message, text: &str) -> Option<String> {
    if text.contains('\n') != message.id.contains('\n') {
        return Some("the translation has other lines than the source".to_owned());
    }
    if let Some(escape) = escape(text).filter(|escape| !message.id.contains(escape)) {
        return Some(format!(
            "`{escape}` is an escape of another program, and prints as it stands"
        ));
    }
    if !message.prose {
        return None;
    }
    let begins = |text: &str| {
        ["#", "- ", "* ", "+ ", "> "].iter().find(|mark| text.starts_with(**mark)).copied()
    };
    if begins(text) != begins(&message.id) {
        let mark = begins(text).or(begins(&message.id)).unwrap_or_default().trim();
        return Some(format!("only one of the two begins with `{mark}`"));
    }
    for mark in ["**", "](", "`", "~~"] {
        let (here, there) = (text.matches(mark).count(), message.id.matches(mark).count());
        if here != there {
            return Some(format!("`{mark}` stands {here} times, in the source {there} times"));
        }
    }
    None
}

/// Finds an escape such as `&amp;` or `&#39;`, which programs between leave behind.
fn escape(text: &str) -> Option<&str> {
    text.match_indices('&').find_map(|(at, _)| {
        let name = &text[at + 1..];
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?;
        let whole = (2..=8).contains(&end) && name[end..].starts_with(';');
        whole.then(|| &text[at..=at + 1 + end])
    })
}

/// Holds a translation against the terms of the glossary.
fn terms(
    message: &Message,
    entry: &PoEntry,
    (deck, locale): (&Deck, &Locale),
    sources: &Sources,
    report: &mut Report,
) {
    let source = message.id.to_lowercase();
    for (term, spec) in &deck.glossary.0 {
        let Some((_, rule)) = spec.r#in.0.iter().find(|(tag, _)| tag.value == locale.tag) else {
            continue;
        };
        for string in &entry.strings {
            for wrong in &rule.not {
                if let Some(at) = string.text.find(&wrong.value) {
                    // A wrong term inside the right one is the right one.
                    let inside = rule.r#use.iter().any(|right| {
                        right.value.contains(&wrong.value) && string.text.contains(&right.value)
                    });
                    if !inside {
                        let message = format!("the glossary rules out `{}`", wrong.value);
                        let span = within(string, at..at + wrong.value.len(), sources);
                        let help =
                            rule.r#use.first().map(|right| format!("Write `{}`", right.value));
                        let finding = Finding::new(code::GLOSSARY, message, span);
                        report.push(finding.also(term.span, "the term").help_if(help));
                    }
                }
            }
            let said = has_word(&source, &term.value.to_lowercase());
            let kept = rule.r#use.is_empty()
                || rule.r#use.iter().any(|right| string.text.contains(&right.value));
            if said && !kept {
                let wanted: Vec<_> =
                    rule.r#use.iter().map(|right| format!("`{}`", right.value)).collect();
                let text =
                    format!("`{}` is translated otherwise than the glossary says", term.value);
                let finding = Finding::new(code::GLOSSARY, text, string.span);
                let finding = finding.also(term.span, "the term");
                report.push(finding.help(format!("Write {}", wanted.join(" or "))));
            }
        }
    }
}

/// Finds a term as whole words, where the script has blanks between them.
fn has_word(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + term.len()..].chars().next();
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii());
        edge(before) && edge(after)
    })
}

/// Tells every text that has no translation, or one that somebody should look at again.
pub(super) fn gaps(
    locale: &Locale,
    (messages, states, catalogue): (&[Message], &[MessageState], &Catalogue),
    report: &mut Report,
) {
    let name = &locale.name;
    for (message, state) in messages.iter().zip(states) {
        let source = message.place;
        let finding = match state {
            MessageState::Translated(_) => continue,
            MessageState::Missing => {
                let text = format!("the text is not in the catalogue of {name}");
                Finding::new(code::UNTRANSLATED, text, source)
                    .help("Run `iijdeck i18n update`, then translate it")
            }
            MessageState::Empty(at) => {
                let text = format!("the text is not translated into {name}");
                Finding::new(code::UNTRANSLATED, text, catalogue.entries[*at].id.span)
                    .also(source, Report::SOURCE)
                    .help(match message.plural {
                        Some(_) if locale.noun_forms().count() > 1 => {
                            format!(
                                "Write `msgstr[0]` and so on: {}",
                                locale.noun_forms().with_samples()
                            )
                        }
                        _ => "Write its translation between the quotes of `msgstr`".to_owned(),
                    })
            }
            MessageState::Fuzzy(at) => {
                let text = format!("the translation into {name} is marked `fuzzy`");
                Finding::new(code::FUZZY, text, catalogue.entries[*at].id.span)
                    .also(source, Report::SOURCE)
                    .help("Look at it again, then take the mark away")
            }
            MessageState::Stale(at) => {
                let text = format!("the translation into {name} is of an earlier text");
                Finding::new(code::STALE_TRANSLATION, text, catalogue.entries[*at].id.span)
                    .also(source, "the text as it is now")
                    .help("Run `iijdeck i18n update`, then renew the translation")
            }
        };
        report.push(finding);
    }
}
