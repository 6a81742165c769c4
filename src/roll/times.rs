//! Periods, days and months that the source names, moved.

use std::collections::HashSet;
use std::ops::Range;

use super::{Shift, style};
use crate::num::{Date, Period};
use crate::source::{Edits, Node, NodeKind, Span};
use crate::words::{Dated, Fields, Mention, Passage, Reading};

/// Fields that hold a period, a day or a figure, never prose.
const PLACES: [&str; 10] =
    ["period", "periods", "dates", "actual", "spark", "from", "to", "show", "as_of", "steps"];

/// Fields that name what a slide or the deck is about.
const TITLES: [&str; 7] = ["title", "heading", "part", "subject", "caption", "label", "tagline"];

/// Moves every period that the head, the labels and the slides name.
pub(super) fn mend(reading: &Reading<'_>, shift: &Shift, edits: &mut Edits) {
    let head = &reading.deck.head;
    edits.replace(head.period.span.range(), shift.to.to_string());
    edits.replace(head.date.span.range(), shift.new_date.to_string());
    if let Some(embargo) = &head.embargo {
        let day = shift.period(Period::Instant(embargo.value.day));
        edits.replace(embargo.span.range(), format!("{day} {}", embargo.value.time));
    }
    if let Some(slides) = Fields::of(&reading.deck.written.kind).node("slides") {
        let mut places = Places { reading, shift, edits };
        places.walk(slides, "slides", false);
    }
    for passage in &reading.passages {
        Text { reading, shift, passage }.mend(edits);
    }
}

struct Places<'a, 'b> {
    reading: &'a Reading<'a>,
    shift: &'a Shift,
    edits: &'b mut Edits,
}

impl Places<'_, '_> {
    fn walk(&mut self, node: &Node, field: &str, pace: bool) {
        match &node.kind {
            NodeKind::Null => {}
            NodeKind::Scalar { .. } => {
                if PLACES.contains(&field) {
                    self.place(node.span, pace);
                }
            }
            NodeKind::List(items) => items.iter().for_each(|item| self.walk(item, field, pace)),
            NodeKind::Map(entries) => {
                let kind = Fields::of(&node.kind).text("kind").map(|(text, _)| text);
                let pace = pace || kind == Some("pace");
                for (key, value) in entries {
                    self.walk(value, key.as_str(), pace);
                }
            }
        }
    }

    fn place(&mut self, span: Span, pace: bool) {
        let typed = self.reading.sources.slice(span);
        let inner = typed.trim_matches(['"', '\'']);
        let lead = typed.find(inner).unwrap_or_default();
        if let Some((range, new)) = named(inner, self.shift, pace) {
            let start = span.start as usize + lead;
            self.edits.replace(start + range.start..start + range.end, new);
        }
    }
}

/// Finds the period in `item@1Q10/scope`, `1Q10/scope` or `1Q10`, with what takes its place.
fn named(text: &str, shift: &Shift, pace: bool) -> Option<(Range<usize>, String)> {
    let start = text.find('@').map_or(0, |at| at + 1);
    let end = text[start..].find('/').map_or(text.len(), |at| start + at);
    let old: Period = text[start..end].trim().parse().ok()?;
    let new = if pace { shift.pace(old) } else { shift.period(old) };
    (new != old).then(|| (start..end, new.to_string()))
}

struct Text<'a> {
    reading: &'a Reading<'a>,
    shift: &'a Shift,
    passage: &'a Passage<'a>,
}

impl Text<'_> {
    fn mend(&self, edits: &mut Edits) {
        if ["timeline", "contact", "disclaimer"].contains(&self.passage.kind)
            && self.passage.field != "title"
        {
            return;
        }
        let mut cited = HashSet::new();
        for cite in &self.passage.cites {
            cited.extend(cite.key.map(|key| key.period));
            let inner = cite.range.start + 1..cite.range.end - 1;
            let mut at = inner.start;
            for word in self.passage.text[inner.clone()].split(' ') {
                if let Some((range, new)) = named(word, self.shift, false) {
                    self.put(at + range.start..at + range.end, new, edits);
                }
                at += word.len() + 1;
            }
        }
        if self.passage.field == "missing" {
            return;
        }
        for mention in &self.passage.mentions {
            if let Some(new) = self.mention(mention, &cited) {
                self.put(mention.range.clone(), new, edits);
            }
        }
        let quarter = |period: Period| period.quarters().last().map(|(_, quarter)| *quarter);
        if TITLES.contains(&self.passage.field)
            && let (Some(old), Some(new)) = (quarter(self.shift.from), quarter(self.shift.to))
            && let Some((at, len, new)) = style::ordinal(self.passage.text, old, new)
        {
            self.put(at..at + len, new.to_owned(), edits);
        }
    }

    fn put(&self, range: Range<usize>, new: String, edits: &mut Edits) {
        let span = self.passage.place(range.clone(), self.reading.sources);
        // A text whose characters cannot be found in the file as typed stays, and is reviewed.
        let old = &self.passage.text[range];
        if self.reading.sources.slice(span) == old && old != new {
            edits.replace(span.range(), new);
        }
    }

    /// Gives what takes the place of a time: of the reported period, of what it is compared with,
    /// and of what the same text cites. An older time is history, and stays.
    fn mention(&self, mention: &Mention, cited: &HashSet<Period>) -> Option<String> {
        let (old, shift) = (&self.passage.text[mention.range.clone()], self.shift);
        let moved = |period: Period| {
            let bases = self.is_base(period) || cited.contains(&period);
            Some(shift.period(period)).filter(|new| bases && *new != period)
        };
        match mention.dated {
            Dated::Period(period) => moved(period).map(|new| style::period(old, new)),
            Dated::Day(day) => {
                let known = cited.contains(&Period::Instant(day)) || day == shift.date;
                let new = shift.period(Period::Instant(day));
                match new {
                    Period::Instant(new) if new != day && (known || self.is_end(day)) => {
                        style::day(old, new)
                    }
                    Period::Instant(_)
                    | Period::Quarter { .. }
                    | Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Year { .. } => None,
                }
            }
            Dated::Month(year, month) => {
                let last = Date::new(year, month, 1).ok()?.last_of_month();
                let new = shift.calendar.ends(shift.to);
                (last == shift.calendar.ends(shift.from)).then(|| style::day(old, new))?
            }
            Dated::Months(first, last) => {
                let first = Date::new(first.0, first.1, 1).ok()?;
                let last = Date::new(last.0, last.1, 1).ok()?.last_of_month();
                let year = shift.calendar.year_of(last);
                let all = [
                    shift.calendar.quarter_of(last),
                    Period::Half { year, half: 1 },
                    Period::NineMonths { year },
                    Period::Year { year },
                ];
                let found = all.into_iter().find(|p| shift.calendar.range(*p) == (first, last))?;
                style::months(old, shift.calendar.range(moved(found)?))
            }
            Dated::Part if TITLES.contains(&self.passage.field) => {
                let (from, to) = (shift.from.to_string(), shift.to.to_string());
                (from.get(..2) == Some(old)).then(|| to.get(..2).map(str::to_owned))?
            }
            Dated::Part | Dated::Open | Dated::Year(_) => None,
        }
    }

    fn is_base(&self, period: Period) -> bool {
        let shift = self.shift;
        let year = shift.calendar.year_of(shift.calendar.ends(shift.from));
        let last = Period::Year { year };
        let so_far = period.is_cumulative()
            && [shift.from, shift.from.prior_year()]
                .iter()
                .any(|p| shift.calendar.ends(*p) == shift.calendar.ends(period));
        period == shift.from
            || period == shift.from.prior_year()
            || Some(period) == shift.calendar.prior_quarter(shift.from)
            || period == last
            || period == last.prior_year()
            || so_far
    }

    fn is_end(&self, day: Date) -> bool {
        let end = Period::Instant(self.shift.calendar.ends(self.shift.from));
        let day = Period::Instant(day);
        day == end
            || day == end.prior_year()
            || day == Period::Instant(self.shift.calendar.prior_year_end(self.shift.from))
    }
}
