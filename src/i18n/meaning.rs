//! Whether a translation says what its source says: the order of figures, and words of comparison,
//! direction, records and losses.

use super::emphasis::Terms;
use super::line_item;
use super::member::MemberPair;
use super::message::{Message, PlaceholderValue};
use super::order;
use super::po::PoEntry;
use super::roles::Pair;
use super::sides;
use super::validation::{self, TextPart};
use crate::code;
use crate::deck::Deck;
use crate::diag::{Finding, Report, Severity};
use crate::locale::{Locale, ProseWords};
use crate::words::{Hit, Lexicon, Sense, Word};

/// Words of a rise, and of one of revenue, profit or dividends.
const UP: [Sense; 4] = [Sense::Up, Sense::RevenueUp, Sense::ProfitUp, Sense::DividendUp];
/// The same of a fall.
const DOWN: [Sense; 4] = [Sense::Down, Sense::RevenueDown, Sense::ProfitDown, Sense::DividendDown];

/// The words of a language, and in lower case those that are looked for anywhere in a text.
struct MeaningWords<'a> {
    words: &'a ProseWords,
    lexicon: Lexicon<'a>,
    year: Vec<String>,
    quarter: Vec<String>,
    /// The last day of the fiscal year before.
    end: Vec<String>,
    records: Vec<String>,
    /// Losses, and the expenses that a loss may be told as: "Aufwand".
    losses: Vec<String>,
    costs: Vec<String>,
}

/// The words of the source's language and of the translation's.
pub(super) struct Meaning<'a> {
    own: MeaningWords<'a>,
    other: MeaningWords<'a>,
    locales: (&'a Locale, &'a Locale),
    deck: &'a Deck,
    terms: &'a Terms<'a>,
    members: MemberPair<'a>,
}

impl<'a> MeaningWords<'a> {
    fn of(words: &'a ProseWords) -> Self {
        let lower = |words: &[String]| -> Vec<String> {
            words.iter().map(|word| word.to_lowercase()).collect()
        };
        let mut records: Vec<String> = lower(&words.highest);
        records.extend(words.lowest.iter().map(|word| word.to_lowercase()));
        let both = |fixed: &[String], free: &[String]| [lower(fixed), lower(free)].concat();
        Self {
            words,
            lexicon: Lexicon::of(words),
            year: both(&words.yoy, &words.year_before),
            quarter: both(&words.qoq, &words.quarter_before),
            end: both(&words.vs_year_end, &words.last_end),
            records,
            losses: lower(&words.losses),
            costs: lower(&words.costs),
        }
    }
}

/// The words of a text, as they are and in lower case.
struct FoldedWords {
    text: String,
    lower: String,
}

impl FoldedWords {
    fn of(text: &str, prose: bool) -> Self {
        let text = literals(text, prose);
        Self { lower: text.to_lowercase(), text }
    }

    /// Tells whether one of these words, in lower case, stands anywhere.
    fn hold(&self, words: &[String]) -> bool {
        words.iter().any(|word| self.lower.contains(word.as_str()))
    }
}

impl<'a> Meaning<'a> {
    /// Reads the words of both languages.
    pub(super) fn of(
        (own, other): (&'a Locale, &'a Locale),
        deck: &'a Deck,
        terms: &'a Terms<'a>,
    ) -> Self {
        let (spoken, theirs) = (MeaningWords::of(&own.prose), MeaningWords::of(&other.prose));
        let members = MemberPair::of((own, other), deck, terms);
        Self { own: spoken, other: theirs, locales: (own, other), deck, terms, members }
    }

    /// Compares a translation with its source. What differs is a warning: words are many, and the
    /// translator may have had a reason.
    pub(super) fn compare(&self, message: &Message, entry: &PoEntry, report: &mut Report) {
        let source = FoldedWords::of(&message.id, message.prose);
        for string in &entry.strings {
            let here = FoldedWords::of(&string.text, message.prose);
            let mut warn = |code, text: String, help: &str| {
                let finding = Finding::weighed(code, Severity::Warning, text, string.span);
                report.push(finding.also(message.place, Report::SOURCE).help(help));
            };
            let words = (self.own.words, self.other.words);
            let pair = Pair::of((message, &string.text), self.locales, self.deck, self.terms);
            let swapped = pair.as_ref().and_then(|pair| {
                order::swapped(message, string, words, pair).or_else(|| pair.exchanged())
            });
            if let Some(text) = swapped.filter(|_| !order::checked(entry)) {
                let help = format!(
                    "Put the figures in the source's order, or check that each stands with what it \
                     belongs to, and say so above the entry: `# {}`",
                    order::mark(entry)
                );
                warn(code::PLACEHOLDER, text, &help);
            }
            if let Some(text) = self.basis(message, &source, &here) {
                warn(code::COMPARISON_DIFFERS, text, "Name the basis that the source names");
            }
            if let Some(text) = self.direction(&source, &here) {
                warn(code::DIRECTION_DIFFERS, text, "Say what the source says");
            }
            if let Some(word) = self.record(&source, &here) {
                let text = format!("`{word}` claims a record that the source does not claim");
                warn(code::RECORD_DIFFERS, text, "Say what the source says");
            }
            let (there, translated) =
                ((&*source.text, self.locales.0), (&*here.text, self.locales.1));
            let cites =
                message.slots.iter().any(|slot| matches!(slot.held, PlaceholderValue::Citation(_)));
            if let Some(text) = line_item::other_scale(there, translated) {
                warn(code::UNIT_DIFFERS, text, "Name the scale that the source names");
            }
            if let Some(text) = line_item::other_line(there, translated, cites) {
                warn(code::TERM_DIFFERS, text, "Name the line that the source names");
            }
            let member = || self.members.exchanged(there.0, translated.0).filter(|_| !cites);
            if let Some(text) = sides::exchanged(there, translated).or_else(member) {
                warn(code::TERM_DIFFERS, text, "Say the one that the source says");
            }
            if let Some(word) = sides::denied(there, translated) {
                let text = format!("`{word}` denies what the source says");
                warn(code::TERM_DIFFERS, text, "Say what the source says");
            }
            if let Some(word) = sides::affirmed(there, translated) {
                let text =
                    format!("the source says `{word}`, and nothing in the translation denies it");
                warn(code::TERM_DIFFERS, text, "Say what the source says");
            }
            if let Some(word) = line_item::new_loss(there, translated) {
                let text = format!("`{word}` names a loss, the source does not");
                warn(code::DIRECTION_DIFFERS, text, "Say what the source says");
            }
            let plans = message.slots.iter().any(
                |slot| matches!(&slot.held, PlaceholderValue::Citation(text) if text.contains('/')),
            );
            if plans && line_item::lost_plan(there, translated) {
                let text = "the source names a plan, the translation does not".to_owned();
                warn(code::TERM_DIFFERS, text, "Say that it is planned");
            }
            if self.lost_loss(&source, &here) {
                let text =
                    "the source shows a loss in brackets, the translation does not".to_owned();
                warn(code::DIRECTION_DIFFERS, text, "Say that it is a loss");
            }
        }
    }

    /// YoY for QoQ, or the reverse.
    fn basis(&self, message: &Message, source: &FoldedWords, here: &FoldedWords) -> Option<String> {
        let cited = |word: &str| {
            message.slots.iter().any(|slot| match &slot.held {
                PlaceholderValue::Citation(text) => text.split([' ', '}']).any(|part| part == word),
                PlaceholderValue::Time { .. } | PlaceholderValue::Note(_) => false,
            })
        };
        let (own, other) = (&self.own, &self.other);
        let year = (source.hold(&own.year) || cited("yoy"), here.hold(&other.year));
        let quarter = (source.hold(&own.quarter) || cited("qoq"), here.hold(&other.quarter));
        let end = (source.hold(&own.end), here.hold(&other.end));
        match (year, quarter) {
            // The end of the year before is none of the quarter before.
            (_, (false, true)) if end == (true, false) => Some("the quarter before"),
            ((false, true), (true, _)) => Some("the year before"),
            ((true, _), (false, true)) => Some("the quarter before"),
            _ => None,
        }
        .map(|basis| format!("the translation compares with {basis}, the source does not"))
    }

    /// Words one way in the source, and words the other way here: up and down, a loss that narrows
    /// and one that widens, a turn to profit and one to loss.
    fn direction(&self, source: &FoldedWords, here: &FoldedWords) -> Option<String> {
        let there = PointedWay::of(&self.own.lexicon, &source.text)?;
        let here = PointedWay::of(&self.other.lexicon, &here.text)?;
        (there.against() == here)
            .then(|| format!("the translation says {}, the source {}", here.name(), there.name()))
    }

    /// A claim of a record where the source has no such word.
    fn record(&self, source: &FoldedWords, here: &FoldedWords) -> Option<&str> {
        if source.hold(&self.own.records) {
            return None;
        }
        // Words such as "highest" and 最大 are said of other things too.
        let sure = |word: &&String| {
            let lower = word.starts_with(char::is_lowercase);
            word.contains(' ') || (!lower && word.chars().count() > 2)
        };
        let words = self.other.words.highest.iter().chain(&self.other.words.lowest);
        words.filter(sure).find(|word| here.text.contains(word.as_str())).map(String::as_str)
    }

    /// A loss in brackets that is no loss in the translation's brackets.
    fn lost_loss(&self, source: &FoldedWords, here: &FoldedWords) -> bool {
        let mut brackets = source.lower.split(['(', '（']).skip(1);
        let bracketed = brackets
            .any(|inside| self.own.losses.iter().any(|word| inside.starts_with(word.as_str())));
        let kept = here.hold(&self.other.losses) || here.hold(&self.other.costs);
        bracketed && here.text.contains(['(', '（']) && !kept
    }
}

/// Gives the words of a text, a blank for each placeholder.
fn literals(text: &str, prose: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for part in validation::parts(text, prose).unwrap_or_default() {
        match part {
            TextPart::Literal { text, .. } => out.push_str(&text),
            TextPart::Slot { .. } => out.push(' '),
        }
    }
    out
}

/// The one way that the words of a text point.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PointedWay {
    Up,
    Down,
    Narrowed,
    Widened,
    ToProfit,
    ToLoss,
}

impl PointedWay {
    fn against(self) -> Self {
        match self {
            Self::Up => Self::Down,
            Self::Down => Self::Up,
            Self::Narrowed => Self::Widened,
            Self::Widened => Self::Narrowed,
            Self::ToProfit => Self::ToLoss,
            Self::ToLoss => Self::ToProfit,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Up => "a rise",
            Self::Down => "a fall",
            Self::Narrowed => "a loss that narrowed",
            Self::Widened => "a loss that widened",
            Self::ToProfit => "a turn to profit",
            Self::ToLoss => "a turn to loss",
        }
    }

    /// Reads the way of a text; nothing where it has words of several ways, or of none.
    fn of(lexicon: &Lexicon<'_>, text: &str) -> Option<Self> {
        let hits = hits(lexicon, text);
        let inside = |hit: &Hit| {
            hits.iter().any(|long| {
                let longer = long.end - long.start > hit.end - hit.start;
                longer
                    && !UP.contains(&long.sense)
                    && !DOWN.contains(&long.sense)
                    && long.start <= hit.start
                    && hit.end <= long.end
            })
        };
        let any = |sense| hits.iter().any(|hit| hit.sense == sense && !inside(hit));
        // What is turned round, better or worse may be told either way.
        if [Sense::Negation, Sense::Better, Sense::Worse].into_iter().any(any) {
            return None;
        }
        // A loss that falls narrows.
        let (loss, up, down) = (
            any(Sense::Loss),
            any(Sense::Above) || UP.into_iter().any(any),
            any(Sense::Below) || DOWN.into_iter().any(any),
        );
        let ways = [
            (Self::Narrowed, any(Sense::Narrowed) || (loss && down)),
            (Self::Widened, any(Sense::Widened) || (loss && up)),
            (Self::ToProfit, any(Sense::ToProfit)),
            (Self::ToLoss, any(Sense::ToLoss)),
            (Self::Up, up && !loss),
            (Self::Down, down && !loss),
        ];
        let mut directions = ways.into_iter().filter(|(_, holds)| *holds).map(|(way, _)| way);
        directions.next().filter(|_| directions.next().is_none())
    }
}

/// Finds the words with meaning of a text.
fn hits(lexicon: &Lexicon<'_>, text: &str) -> Vec<Hit> {
    let mut words: Vec<Word> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(Word { start: at, end }),
        }
    }
    lexicon.find(text, &words)
}
