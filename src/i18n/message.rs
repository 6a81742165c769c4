//! Messages: the texts of a deck as translators see them, with figures and times as placeholders.

use std::ops::Range;

use super::walk::TextPlace;
use crate::locale::{Locale, fill};
use crate::num::{Decimal, FiscalYear, Noun, Scale};
use crate::shape::Role;
use crate::source::Span;
use crate::source::fold::is_wide;
use crate::view::{FigureFormatter, note_calls};
use crate::words::{Dated, Passage};

/// What a placeholder stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceholderValue {
    /// A citation, braces and all.
    Citation(String),
    /// The call of a note, brackets and all.
    Note(String),
    /// A day, month or period, printed as the language prints it.
    Time {
        /// What it names.
        dated: Dated,
        /// Whether the source writes it in figures: `10/4–10/6`.
        short: bool,
    },
}

/// A placeholder of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// Its name, as between the braces.
    pub name: String,
    /// What it stands for.
    pub held: PlaceholderValue,
}

/// A text to be translated.
#[derive(Clone, Debug)]
pub struct Message {
    /// What tells equal texts apart, for translators to read.
    pub context: String,
    /// The text with its placeholders.
    pub id: String,
    /// The text for several, of what is counted.
    pub plural: Option<String>,
    /// Its placeholders in order.
    pub slots: Vec<Placeholder>,
    /// Where it stands in the source, first place first: the texts it is a part of.
    pub spans: Vec<Span>,
    /// Its own place in the first of them.
    pub place: Span,
    /// Number of its slide, from 0.
    pub slide: Option<usize>,
    /// Whether it is Markdown.
    pub prose: bool,
    /// Whether it has words to translate, not figures and times alone.
    pub words: bool,
}

/// A piece of a text: kept as it is, or translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MessagePiece {
    /// Marks of lists, blanks and line ends.
    Kept(String),
    /// A unit of translation, with its bytes in the text.
    Unit(String, Range<usize>),
}

/// Gives the paragraphs and points of a text, each in one line, without marks of lists.
#[must_use]
pub fn units(text: &str, prose: bool) -> Vec<String> {
    let unit = |piece| match piece {
        MessagePiece::Unit(unit, _) => Some(unit),
        MessagePiece::Kept(_) => None,
    };
    pieces(text, prose).into_iter().filter_map(unit).collect()
}

/// Cuts Markdown into units of translation: a paragraph or a point of a list each.
pub(super) fn pieces(text: &str, prose: bool) -> Vec<MessagePiece> {
    if !prose {
        return vec![MessagePiece::Unit(text.to_owned(), 0..text.len())];
    }
    let mut out: Vec<MessagePiece> = Vec::new();
    let (mut goes_on, mut start) = (false, 0);
    for (at, line) in text.split('\n').enumerate() {
        let ends = start + line.trim_end().len();
        let begins = start;
        start += line.len() + 1;
        let body = line.trim_start();
        let mark = mark_of(body);
        if let (true, 0, Some(MessagePiece::Unit(unit, range))) = (goes_on, mark, out.last_mut())
            && !body.is_empty()
        {
            range.end = ends;
            // As on the slide: no blank between characters of a script without.
            let before = unit.chars().next_back().map(|c| (is_wide(c), c == '}'));
            let after = body.chars().next().map(|c| (is_wide(c), c == '{'));
            let joins = matches!(
                (before, after),
                (Some((true, _)), Some((true, _) | (_, true))) | (Some((_, true)), Some((true, _)))
            );
            if !joins {
                unit.push(' ');
            }
            unit.push_str(body.trim_end());
            continue;
        }
        let (lead, rest) = line.split_at(line.len() - body.len() + mark);
        let kept = if at == 0 { lead.to_owned() } else { format!("\n{lead}") };
        match out.last_mut() {
            Some(MessagePiece::Kept(before)) => before.push_str(&kept),
            Some(MessagePiece::Unit(..)) | None if !kept.is_empty() => {
                out.push(MessagePiece::Kept(kept));
            }
            Some(MessagePiece::Unit(..)) | None => {}
        }
        goes_on = !rest.trim().is_empty();
        if goes_on {
            out.push(MessagePiece::Unit(rest.trim_end().to_owned(), begins + lead.len()..ends));
        }
    }
    out
}

/// Gives the length of a list mark with its blanks.
fn mark_of(body: &str) -> usize {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match body.as_bytes().get(digits) {
        Some(b'.' | b')') if (1..=9).contains(&digits) => digits + 1,
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        _ => return 0,
    };
    let blanks = body[mark..].bytes().take_while(|b| *b == b' ').count();
    if blanks == 0 && mark < body.len() { 0 } else { mark + blanks }
}

/// Makes the message of one unit; nothing where there is no word to translate.
pub(super) fn message(
    unit: &str,
    place: TextPlace<'_>,
    span: Span,
    formatter: &FigureFormatter<'_>,
) -> Option<Message> {
    let passage = Passage::alone(unit, place.role, formatter);
    let prose = passage.is_prose();
    let mut holes: Vec<(Range<usize>, PlaceholderValue, String)> = Vec::new();
    for cite in &passage.cites {
        let text = &unit[cite.range.clone()];
        holes.push((
            cite.range.clone(),
            PlaceholderValue::Citation(text.to_owned()),
            plain_name(text),
        ));
    }
    for call in note_calls(unit) {
        let text = unit[call.range.clone()].to_owned();
        let name = format!("note_{}", plain_name(call.name));
        holes.push((call.range, PlaceholderValue::Note(text), name));
    }
    for mention in &passage.mentions {
        if let Some(name) = time_name(mention.dated) {
            let short = unit[mention.range.clone()].contains('/');
            let held = PlaceholderValue::Time { dated: mention.dated, short };
            holes.push((mention.range.clone(), held, name));
        }
    }
    holes.sort_by_key(|(range, ..)| range.start);
    let (mut id, mut slots, mut at): (String, Vec<Placeholder>, usize) =
        (String::new(), Vec::new(), 0);
    let mut words = false;
    for (range, held, name) in holes {
        let text = &unit[at..range.start];
        words |= text.chars().any(is_word);
        id.push_str(&literal(text, prose));
        let mut unique = name.clone();
        let mut count = 1;
        while slots.iter().any(|slot| slot.name == unique && slot.held != held) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        id.push('{');
        id.push_str(&unique);
        id.push('}');
        slots.push(Placeholder { name: unique, held });
        at = range.end;
    }
    words |= unit[at..].chars().any(is_word);
    id.push_str(&literal(&unit[at..], prose));
    // A time alone needs no translator: the language prints it.
    let time = slots.iter().any(|slot| matches!(slot.held, PlaceholderValue::Time { .. }));
    if !words && !time {
        return None;
    }
    let counted = place.role == Role::Unit;
    let (id, plural) = if counted { two_forms(&id, formatter.locale) } else { (id, None) };
    let context = format!("{} / {}", place.owner, place.field);
    let (spans, slide) = (vec![span], place.slide);
    Some(Message { context, id, plural, slots, spans, place: span, slide, prose, words })
}

/// Gives a counted noun as catalogues name it: in its first form and in that of round numbers.
fn two_forms(unit: &str, locale: &Locale) -> (String, Option<String>) {
    let noun = Noun::from(unit);
    let first = noun.forms().next().unwrap_or_default().to_owned();
    let plural = locale.noun_forms().of(&noun, &Decimal::ONE_HUNDRED, Scale::One).to_owned();
    (first, Some(plural))
}

/// Letters, and marks that other scripts write otherwise: 、 and （.
fn is_word(c: char) -> bool {
    let mark = matches!(c, '\u{3001}'..='\u{303F}' | '\u{30FB}' | '\u{FF00}'..='\u{FFEF}');
    c.is_alphabetic() || mark
}

/// In prose a brace is written twice already; elsewhere it is a brace.
fn literal(text: &str, prose: bool) -> String {
    if prose { text.to_owned() } else { text.replace('{', "{{").replace('}', "}}") }
}

/// Names a citation's placeholder after its words: letters, digits and `_`.
fn plain_name(citation: &str) -> String {
    let mut out = String::with_capacity(citation.len());
    for c in citation.trim_matches(['{', '}', ' ']).chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') {
            out.push('_');
        }
    }
    if !out.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.insert_str(0, "n_");
    }
    out
}

/// Names the placeholder of a time; nothing for times that stay as they are written.
fn time_name(dated: Dated) -> Option<String> {
    match dated {
        Dated::Day(day) => Some(format!("day_{}", day.to_string().replace('-', "_"))),
        Dated::Month(year, month) => Some(format!("month_{year:04}_{month:02}")),
        Dated::Period(period) => Some(format!("period_{period}")),
        Dated::Months((y1, m1), (y2, m2)) => {
            Some(format!("months_{y1:04}_{m1:02}_{y2:04}_{m2:02}"))
        }
        Dated::Part | Dated::Open(..) | Dated::Year(_) => None,
    }
}

/// Prints a time in a language.
pub(super) fn time_text(
    dated: Dated,
    short: bool,
    locale: &Locale,
    calendar: FiscalYear,
) -> String {
    match dated {
        Dated::Months(from, to) if short => locale.month_range(from, to),
        Dated::Day(day) => locale.date_long(day),
        Dated::Month(year, month) => locale.month_long(year, month),
        Dated::Period(period) => locale.period_name(period, calendar),
        Dated::Months(from, to) => {
            let (from, to) = (locale.month_long(from.0, from.1), locale.month_long(to.0, to.1));
            fill(&locale.date.month_span, &[("from", &from), ("to", &to)])
        }
        Dated::Part | Dated::Open(..) | Dated::Year(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_paragraphs_are_cut_into_points() {
        let text = "- **One:** a\n  - two\n    goes on\n\nlast 2-3 years\nmore\n";
        let units: Vec<_> = pieces(text, true)
            .into_iter()
            .filter_map(|piece| match piece {
                MessagePiece::Unit(unit, _) => Some(unit),
                MessagePiece::Kept(_) => None,
            })
            .collect();
        assert_eq!(units, ["**One:** a", "two goes on", "last 2-3 years more"]);
        let kept = "- a\n\n  1. b";
        let whole: String = pieces(kept, true)
            .into_iter()
            .map(|piece| match piece {
                MessagePiece::Unit(text, _) | MessagePiece::Kept(text) => text,
            })
            .collect();
        assert_eq!(whole, kept);
    }

    #[test]
    fn placeholders_are_named_after_what_they_cite() {
        assert_eq!(plain_name("{revenue@1Q09 yoy amount}"), "revenue_1Q09_yoy_amount");
        assert_eq!(
            plain_name("{acquisition_price@2010-09-01/planned}"),
            "acquisition_price_2010_09_01_planned"
        );
    }
}
