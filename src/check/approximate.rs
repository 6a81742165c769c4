//! `claim-differs`: "almost", "more than", 弱, 超, "knapp" at a figure that lies on the other side of the
//! digits that are printed.

use crate::code;
use crate::diag::{Finding, Report};
use crate::facts::Fact;
use crate::words::{Cite, Passage, Reading, clauses};

/// Marks and blanks between a word and its figure.
const BETWEEN: [char; 4] = [' ', '\u{a0}', '*', '\u{3000}'];

/// Holds what is said of each printed figure against the figure itself.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    for passage in &reading.passages {
        for cite in passage.cites.iter().filter(|cite| !cite.label && cite.against.is_none()) {
            one(reading, passage, cite, report);
        }
    }
}

fn one(reading: &Reading<'_>, passage: &Passage<'_>, cite: &Cite, report: &mut Report) {
    let prose = &reading.locale.prose;
    let over = beside(passage, cite, &prose.over_before, &prose.over_behind);
    let under = beside(passage, cite, &prose.under_before, &prose.under_behind);
    let (word, over) = match (over, under) {
        (Some(word), None) => (word, true),
        (None, Some(word)) => (word, false),
        (Some(_), Some(_)) | (None, None) => return,
    };
    if is_object(reading, passage, cite, word) {
        return;
    }
    // "A, more than B": held against A, not against what is printed of B.
    let compares = [&reading.locale.held.greater, &reading.locale.held.less];
    let before = passage.cites.iter().rfind(|one| one.range.end <= cite.range.start);
    let joined = before.is_some_and(|one| {
        let gap = &passage.text[one.range.end..cite.range.start];
        gap.trim_matches([' ', ',', '*', '\u{a0}']).eq_ignore_ascii_case(word)
    });
    if joined && compares.iter().any(|words| words.iter().any(|one| one == word)) {
        return;
    }
    let facts = &reading.deck.facts;
    let (Some(key), Some(printed)) = (cite.key, &cite.printed) else { return };
    let Some(interval) = facts.fact(key).and_then(Fact::interval) else { return };
    if printed.is_negative() {
        return;
    }
    let wrong = if over { interval.hi().at() <= printed } else { interval.lo().at() >= printed };
    if !wrong {
        return;
    }
    let name = facts.name(key);
    let side = if over { "not more than" } else { "not less than" };
    let message = format!("`{word}` stands with `{name}`, which is {side} what is printed");
    let span = passage.place(cite.range.clone(), reading.sources);
    let help = "Leave the word out, or print the figure in finer digits";
    let finding = Finding::new(code::CLAIM_DIFFERS, message, span).help(help);
    report.push(match facts.fact(key) {
        Some(fact) => finding.also(fact.span, "the figure"),
        None => finding,
    });
}

/// 前年同期の{x}を下回る, {x}を上回る{y}: the figure is what another lies above or below, and no more is said
/// of its digits. A topic between two figures parts them: 売上高は{x}、受注高は{y}を超えた.
fn is_object(reading: &Reading<'_>, passage: &Passage<'_>, cite: &Cite, word: &str) -> bool {
    if !reading.locale.prose.behind || !word.starts_with('を') {
        return false;
    }
    let text = passage.text;
    let lines = clauses(passage);
    let Some(clause) = lines.iter().find(|one| one.range.contains(&cite.range.start)) else {
        return false;
    };
    let levels = passage.cites_in(clause.range.clone());
    let before = levels.iter().rfind(|one| one.range.end <= cite.range.start && !one.label);
    let behind = levels.iter().find(|one| cite.range.end <= one.range.start && !one.label);
    let lead = before.map_or(clause.range.start, |one| one.range.end);
    let lead = text[lead..cite.range.start].trim_end_matches(BETWEEN);
    let rest = behind.map(|one| &text[cite.range.end..one.range.start]);
    let compared =
        before.is_some_and(|one| one.against.is_none()) && !lead.contains(['は', 'が', 'も', '。']);
    let attributive = rest.is_some_and(|rest| !rest.contains(['、', 'は', 'が', '。']));
    lead.ends_with('の') || compared || attributive
}

/// Gives the word that stands right before or right behind a citation.
fn beside<'w>(
    passage: &Passage<'_>,
    cite: &Cite,
    before: &'w [String],
    behind: &'w [String],
) -> Option<&'w str> {
    let text = passage.text;
    let lead = text[..cite.range.start].trim_end_matches(BETWEEN);
    let rest = text[cite.range.end..].trim_start_matches(BETWEEN);
    let letter = |c: char| c.is_ascii_alphanumeric();
    let leads = |word: &&String| {
        let start = lead.len().checked_sub(word.len());
        let Some((head, tail)) = start.and_then(|start| lead.split_at_checked(start)) else {
            return false;
        };
        let joined = head.ends_with(letter) && tail.starts_with(letter);
        tail.to_lowercase() == word.to_lowercase() && !joined
    };
    let follows = |word: &&String| rest.starts_with(word.as_str());
    let found = before.iter().filter(leads).max_by_key(|word| word.len());
    found.or_else(|| behind.iter().find(follows)).map(String::as_str)
}
