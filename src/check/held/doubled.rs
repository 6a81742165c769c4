//! `doubled`: "about approximately 8": a word that the citation of a range prints itself; and `claim-differs`
//! where it says the opposite.

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::State;
use crate::num::Bounds;
use crate::words::{Passage, Reading};

/// Marks and blanks between a word and its figure.
const BETWEEN: [char; 4] = [' ', '\u{a0}', '*', '\u{3000}'];

pub(super) fn run(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    let (facts, words) = (&reading.deck.facts, &reading.locale.held);
    for cite in passage.cites.iter().filter(|cite| !cite.label && cite.against.is_none()) {
        let Some(key) = cite.key.filter(|_| cite.end.is_none()) else { continue };
        let Some(State::Bounded(bounds)) = facts.fact(key).map(|fact| &fact.state) else {
            continue;
        };
        let (same, other) = match bounds {
            Bounds::About(_) => (&words.about, None),
            Bounds::AtLeast(_) => (&words.least, Some(&words.most)),
            Bounds::AtMost(_) => (&words.most, Some(&words.least)),
            Bounds::Between { .. } => continue,
        };
        let lead = passage.text[..cite.range.start].trim_end_matches(BETWEEN);
        let ends = |word: &&String| {
            let start = lead.len().checked_sub(word.len());
            let Some((head, tail)) = start.and_then(|start| lead.split_at_checked(start)) else {
                return false;
            };
            let joined = reading.locale.prose.blanks && head.ends_with(char::is_alphanumeric);
            tail.to_lowercase() == word.to_lowercase() && !joined
        };
        let longest = |list: &[String]| {
            list.iter().filter(ends).max_by_key(|word| word.len()).map(String::len)
        };
        let place = |len: usize| passage.place(lead.len() - len..cite.range.end, reading.sources);
        let name = facts.name(key);
        let said = bounds.word();
        if let Some(len) = longest(same) {
            let word = &lead[lead.len() - len..];
            let message =
                format!("`{word}` stands before `{name}`, which prints such a word itself");
            let help = "Leave the word out: the citation of a range says how it is meant";
            report.push(Finding::new(code::DOUBLED, message, place(len)).help(help));
        } else if let Some(len) = other.and_then(|list| longest(list)) {
            let word = &lead[lead.len() - len..];
            let message = format!("`{word}` stands before `{name}`, which is {said} so much");
            let help = "Leave the word out, or correct the figure";
            report.push(Finding::new(code::CLAIM_DIFFERS, message, place(len)).help(help));
        }
    }
}
