//! A line that opens a list with a time, and the figures below it that name none.

use std::ops::Range;

use super::report_period;
use crate::diag::{Report, Severity};
use crate::facts::Key;
use crate::num::Period;
use crate::words::{NamedTime, Passage, Reading, Sense, Stands, first_word, named_times};

/// Most lines of a list that are held against the one above it.
const MOST: usize = 12;

/// "For the third quarter, we expect" above "- revenue of {x}": the figure must be of that time.
pub(super) fn run(reading: &Reading<'_>, passage: &Passage<'_>, report: &mut Report) {
    if passage.cites.is_empty() {
        return;
    }
    let lines = lines(passage.text);
    for (at, lead) in lines.iter().enumerate() {
        let below = lines[at + 1..].iter().take_while(|line| line.depth > lead.depth);
        let below: Vec<_> = below.take(MOST).collect();
        if below.is_empty() || !passage.cites_in(lead.range.clone()).is_empty() {
            continue;
        }
        let times = named_times(reading, passage, &lead.range);
        let [time] = times.as_slice() else { continue };
        if time.is_unknown()
            || !opens(reading, passage, time, &lead.range)
            || compares(passage, &lead.range)
        {
            continue;
        }
        // What is of no list below another, and tells no time of its own; the first is enough.
        let depth = below.iter().map(|line| line.depth).min().unwrap_or_default();
        let own = |line: &&&ListLine| {
            line.depth == depth
                && named_times(reading, passage, &line.range).is_empty()
                && !compares(passage, &line.range)
        };
        let odd = below.iter().filter(own).find_map(|line| unlike(reading, passage, time, line));
        if let Some(key) = odd {
            let what = format!("stands above `{}`", reading.deck.facts.name(key));
            let help = "Correct the time, or cite the figure of it".to_owned();
            report_period(reading, passage, &time.range, (Severity::Warning, what), help, report);
        }
    }
}

/// Tells whether a line is the head of a list: a time alone, before a colon, or of what is planned. "In
/// July we bought a company" tells a story, and the figures below go on from it.
fn opens(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    time: &NamedTime,
    line: &Range<usize>,
) -> bool {
    let light = [Sense::Link, Sense::Within, Sense::And];
    let prose = &reading.locale.prose;
    let before = line.start..time.range.start;
    let behind = passage.text[time.range.end..line.end].trim_end_matches(['*', '_', ' ']);
    passage.only(before, &light)
        && (passage.count_words(time.range.end..line.end) == 0
            || behind.ends_with([':', '：'])
            || first_word(behind, &prose.planned, prose).is_some())
}

/// Gives the first figure of a line, if it is of another time than the one above.
fn unlike(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    time: &NamedTime,
    line: &ListLine,
) -> Option<Key> {
    let calendar = reading.deck.facts.calendar;
    let first = passage.cites_in(line.range.clone()).iter().find(|cite| !cite.label);
    let key = first.filter(|cite| cite.against.is_none())?.key?;
    let reported = [reading.deck.facts.period, key.period];
    let fits = |period| time.fits(reading, passage, (period, Stands::Apart), &reported);
    // A year may be told of by its quarters, and a period by its last day.
    let (start, end) = calendar.range(key.period);
    let wider = [Period::Year { year: calendar.year_of(end) }, calendar.quarter_of(end)];
    let around = wider.into_iter().filter(|wide| {
        let (from, to) = calendar.range(*wide);
        from <= start && end <= to
    });
    let mut known = std::iter::once(key.period).chain(around).map(fits);
    (known.next() == Some(Some(false)) && known.all(|fit| fit != Some(true))).then_some(key)
}

/// Tells whether a line compares: its time may be what the figures are held against.
fn compares(passage: &Passage<'_>, line: &Range<usize>) -> bool {
    use Sense::{Above, Below, Cause, Compared, From, Quarter, Since, VersusEnd, Year};
    let open = [Above, Below, Cause, Compared, From, Quarter, Since, VersusEnd, Year];
    passage.hits_in(line.clone()).any(|hit| open.contains(&hit.sense))
}

/// A line of a list.
struct ListLine {
    /// How deep it stands: a paragraph above the list at its left edge.
    depth: usize,
    range: Range<usize>,
}

/// Gives the items of lists and the paragraphs between, each with the lines that it goes on in.
fn lines(text: &str) -> Vec<ListLine> {
    let mut out: Vec<ListLine> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let body = line.trim_start();
        let blanks = line.len() - body.len();
        let marked = ["- ", "* ", "+ ", "・", "•"].iter().any(|mark| body.starts_with(mark));
        let depth = 2 * blanks + usize::from(marked);
        if body.is_empty() {
            continue;
        }
        match out.last_mut().filter(|last| !marked && depth > last.depth) {
            Some(last) => last.range.end = range.end,
            None => out.push(ListLine { depth, range }),
        }
    }
    out
}
