//! Numbers of times in words and digits: "doubled", "about half of", "by a third", 3倍, 約3割.

use std::cmp::Ordering;
use std::ops::Range;

use super::HeldClause;
use crate::check::direction::JudgedClause;
use crate::num::Exact;
use crate::words::{Hit, Sense, named_times};

/// Most words between a word of direction and a number of times, and letters where it stands behind.
const NEAR: (usize, usize) = (3, 3);

/// How a number of times is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TimesForm {
    /// "Doubled": a figure against an earlier one.
    Grew,
    /// "Twice", "half of": a figure against another.
    Part,
    /// "By half": how much came or went.
    By,
}

/// What stands beside a number of times.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TimesBound {
    Over,
    Under,
    About,
}

/// A number of times in words.
pub(super) struct Times {
    pub(super) range: Range<usize>,
    pub(super) form: TimesForm,
    pub(super) value: Exact,
    pub(super) beside: TimesBound,
    /// Which way the figure went, by the word of direction that the number stands with.
    pub(super) way: Option<i8>,
}

/// Finds the numbers of times of a clause.
pub(super) fn all(held: &HeldClause<'_>) -> Vec<Times> {
    let words = &held.reading.locale.held;
    let lists = [
        (TimesForm::Grew, &words.grew),
        (TimesForm::Part, &words.parts),
        (TimesForm::By, &words.by),
    ];
    let mut entries: Vec<(&str, TimesForm, Exact)> = Vec::new();
    for (form, list) in lists {
        for entry in list {
            let Some((number, forms)) = entry.split_once('|') else { continue };
            let Some(value) = fraction(number) else { continue };
            entries.extend(forms.split('|').map(|word| (word, form, value.clone())));
        }
    }
    let spelt: Vec<&str> = entries.iter().map(|(word, ..)| *word).collect();
    let found = held.find(held.clause.range.clone(), &spelt).into_iter();
    let mut out: Vec<Times> = found
        .map(|(range, number)| {
            let (_, form, value) = &entries[number];
            let beside = beside(held, &range);
            Times { range, form: *form, value: value.clone(), beside, way: None }
        })
        .collect();
    out.extend(typed(held));
    if out.is_empty() {
        return out;
    }
    // "The first half of 2026", "three quarters": a time is no number of times.
    let passage = held.passage;
    let named = named_times(held.reading, passage, &held.clause.range);
    let parts = passage.hits_in(held.clause.range.clone());
    let parts = parts.filter(|hit| hit.sense == Sense::PartOfYear).map(|hit| hit.start..hit.end);
    let apart: Vec<Range<usize>> = named.into_iter().map(|time| time.range).chain(parts).collect();
    out.retain(|times| {
        let joined = passage.text[times.range.end..].starts_with('-');
        let own = &times.range;
        !joined && !apart.iter().any(|time| time.start < own.end && own.start < time.end)
    });
    moved(held, &mut out);
    out
}

/// Tells parts of a figure from what came or went, and which way it went: "fell by more than a third".
fn moved(held: &HeldClause<'_>, all: &mut Vec<Times>) {
    let (passage, prose) = (held.passage, &held.reading.locale.prose);
    let one = Exact::from(1_i64);
    if !prose.behind {
        all.retain_mut(|times| {
            let by = || leads(held, &times.range);
            if times.form == TimesForm::Part && times.value < one && by() {
                times.form = TimesForm::By;
            }
            // "A third" alone is no change.
            let text = passage.text[times.range.clone()].to_lowercase();
            let bare = !prose.by.iter().any(|by| text.starts_with(by.as_str()));
            times.form != TimesForm::By || !bare || by()
        });
    }
    if all.iter().all(|times| times.form == TimesForm::Part) {
        return;
    }
    let look = JudgedClause::at(held.reading, passage, held.clause);
    let moves = |hit: &&Hit| hit.sense.way().is_some();
    let free: Vec<Hit> = look.directions().iter().filter(moves).copied().collect();
    for times in all.iter_mut().filter(|times| times.form != TimesForm::Part) {
        let near = |hit: &&Hit| {
            let before = hit.end <= times.range.start
                && passage.count_words(hit.end..times.range.start) <= NEAR.0
                && !passage.text[hit.end..times.range.start].contains([',', '、', '{']);
            let behind = hit.end >= times.range.end && {
                let gap = times.range.end.min(hit.start)..hit.start;
                passage.text[gap].trim().chars().count() <= NEAR.1
            };
            before || behind
        };
        let beside = free.iter().find(near);
        // One way in the whole clause is that of what came or went.
        let same = free.first().filter(|first| free.iter().all(|hit| hit.sense == first.sense));
        let own = |hit: &&Hit| !look.caused(hit.start) && times.form == TimesForm::By;
        let hit = beside.or_else(|| same.filter(own));
        times.way = hit.and_then(|hit| hit.sense.way());
    }
}

/// Tells whether "by", or a word of direction, stands before a number of times, and between them only how near it is.
fn leads(held: &HeldClause<'_>, range: &Range<usize>) -> bool {
    let (passage, prose) = (held.passage, &held.reading.locale.prose);
    let small = [&prose.over_before, &prose.under_before, &held.reading.locale.held.about];
    let words: Vec<_> = passage.words_in(held.clause.range.start..range.start).collect();
    for word in words.iter().rev().take(NEAR.0 + 1) {
        let own = word.of(passage.text).to_lowercase();
        if prose.by.contains(&own)
            || [Sense::Up, Sense::Down].iter().any(|sense| passage.means(*word, *sense))
        {
            return true;
        }
        let about =
            |list: &&Vec<String>| list.iter().any(|one| one.split(' ').any(|part| part == own));
        if !small.iter().any(about) {
            return false;
        }
    }
    false
}

/// Reads "2/3" and "2".
fn fraction(text: &str) -> Option<Exact> {
    let (over, under) = text.split_once('/').unwrap_or((text, "1"));
    let whole = |text: &str| text.parse::<i64>().ok().map(Exact::from);
    whole(over)?.checked_div(&whole(under)?)
}

/// Finds typed digits that count times: "3 times", 3倍, 約3割増.
fn typed(held: &HeldClause<'_>) -> Vec<Times> {
    let words = &held.reading.locale.held;
    let (text, range) = (held.passage.text, &held.clause.range);
    let mut out = Vec::new();
    for entry in &words.numbers {
        let Some((number, pattern)) = entry.split_once('|') else { continue };
        let (Some(one), Some(behind)) = (fraction(number), pattern.strip_prefix("{}")) else {
            continue;
        };
        for (at, _) in text[range.clone()].match_indices(behind) {
            let end = range.start + at;
            let lead = &text[range.start..end];
            let digit = |c: char| c.is_ascii_digit() || c == '.';
            let digits = lead.len() - lead.trim_end_matches(digit).len();
            let start = end - digits;
            let stop = end + behind.len();
            let blanks = held.reading.locale.prose.blanks;
            let letter = |c: Option<char>| blanks && c.is_some_and(char::is_alphanumeric);
            let free = !letter(text[..start].chars().next_back())
                && !letter(text[stop..].chars().next())
                && crate::words::holding(held.passage.skips(), start).is_none();
            let digits = text[start..end].parse::<rust_decimal::Decimal>().ok();
            let Some(digits) = digits.filter(|_| free) else { continue };
            let mut range = start..stop;
            let mut form = TimesForm::Part;
            if let Some(change) =
                words.changes.iter().find(|word| text[stop..].starts_with(word.as_str()))
            {
                form = TimesForm::By;
                range.end += change.len();
            }
            let beside = beside(held, &range);
            out.push(Times { range, form, value: &Exact::from(digits) * &one, beside, way: None });
        }
    }
    out
}

/// What stands right beside a number of times: "more than", 超, "almost".
fn beside(held: &HeldClause<'_>, range: &Range<usize>) -> TimesBound {
    let prose = &held.reading.locale.prose;
    let text = held.passage.text;
    let lead = text[held.clause.range.start..range.start].trim_end().to_lowercase();
    let rest = text[range.end..].trim_start();
    let leads = |word: &&String| lead.ends_with(&word.to_lowercase());
    let follows = |word: &&String| rest.starts_with(word.as_str());
    let longest = |before: &[String], behind: &[String]| {
        let before = before.iter().filter(leads).map(String::len).max();
        let behind = behind.iter().filter(follows).map(String::len).max();
        before.max(behind)
    };
    let over = longest(&prose.over_before, &prose.over_behind);
    let under = longest(&prose.under_before, &prose.under_behind);
    match over.cmp(&under) {
        Ordering::Greater => TimesBound::Over,
        Ordering::Less => TimesBound::Under,
        Ordering::Equal => TimesBound::About,
    }
}
