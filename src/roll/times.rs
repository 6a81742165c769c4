//! Periods and days that fields of the source hold, moved.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::{Shift, texts};
use crate::deck::{Deck, DeckSpec};
use crate::facts::FigureEntries;
use crate::num::{Date, Period};
use crate::shape::{PeriodRef, Role, Step, Written, records, visit};
use crate::slide::{ChartKind, ChartSpec, Slide};
use crate::source::{Edits, Span};
use crate::words::Reading;

/// Moves every period that the head, the labels and the slides name.
///
/// Gives of each passage whether a time is left in it that no rule moves or keeps.
pub(super) fn mend(reading: &Reading<'_>, shift: &Shift, edits: &mut Edits) -> Vec<bool> {
    let head = &reading.deck.head;
    edits.replace(head.period.span.range(), shift.to.to_string());
    edits.replace(head.date.span.range(), shift.new_date.to_string());
    if let Some(embargo) = &head.embargo {
        let day = with_the_deck(embargo.value.day, shift);
        edits.replace(embargo.span.range(), format!("{day} {}", embargo.value.time));
    }
    for (_, translation) in &head.translations.0 {
        if let Some(published) = &translation.published {
            let day = with_the_deck(published.value, shift);
            edits.replace(published.span.range(), day.to_string());
        }
    }
    let mut places = PlacesToMove { reading, shift, edits };
    places.slides();
    places.cells();
    reading.passages.iter().map(|passage| texts::mend(reading, shift, passage, edits)).collect()
}

/// A day that comes so many days before or after that of the deck goes on doing so.
fn with_the_deck(day: Date, shift: &Shift) -> Date {
    let days = day.since(shift.date).ok();
    days.and_then(|days| shift.new_date.checked_add(days).ok()).unwrap_or(shift.new_date)
}

/// Which of the shift's ways a period takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum PeriodWay {
    /// With the report.
    Report,
    /// Along a chart of how far a year has come.
    Pace,
    /// Half by half.
    Halves,
}

/// Tells whether a list names both halves of a year.
pub(super) fn by_halves<'a>(periods: &(impl Iterator<Item = &'a str> + Clone)) -> bool {
    let has = |half: u8| {
        let mut all = periods.clone().filter_map(|text| text.trim().parse::<Period>().ok());
        all.any(|period| matches!(period, Period::Half { half: other, .. } if other == half))
    };
    has(1) && has(2)
}

/// Tells whether figures are reported half by half, as dividends are.
pub(super) fn by_halves_of(values: Written<'_, FigureEntries>) -> bool {
    let names: Vec<&str> = values.entries().map(|(name, _)| name.as_str()).collect();
    by_halves(&names.iter().copied())
}

struct PlacesToMove<'a, 'b> {
    reading: &'a Reading<'a>,
    shift: &'a Shift,
    edits: &'b mut Edits,
}

impl PlacesToMove<'_, '_> {
    /// Moves what names a period on a slide.
    fn slides(&mut self) {
        let written = &self.reading.deck.written;
        // The lists of periods that each mapping holds itself.
        let mut lists: HashMap<Span, Vec<&str>> = HashMap::new();
        visit::<DeckSpec>(written, &mut |leaf| {
            if let [.., holder, list] = leaf.steps
                && list.shape == TypeId::of::<Vec<PeriodRef>>()
            {
                lists.entry(holder.node.span).or_default().push(leaf.text);
            }
        });
        let charts = self.reading.deck.slides.iter().flat_map(records::<ChartSpec>);
        let running = charts.filter(|chart| chart.form.kind() == ChartKind::Pace);
        let running: HashSet<Span> = running.map(|chart| chart.span).collect();
        let way = |steps: &[Step<'_>]| {
            let ways = steps.iter().rev().find_map(|step| {
                let list = lists.get(&step.node.span);
                let halves = list.is_some_and(|list| by_halves(&list.iter().copied()));
                let pace = running.contains(&step.node.span).then_some(PeriodWay::Pace);
                pace.or(halves.then_some(PeriodWay::Halves))
            });
            ways.unwrap_or(PeriodWay::Report)
        };
        let mut places = Vec::new();
        visit::<DeckSpec>(written, &mut |leaf| {
            if leaf.role.names_period() && leaf.within::<Slide>().is_some() {
                places.push((leaf.span, way(leaf.steps)));
            }
        });
        for (span, way) in places {
            self.place(span, way);
        }
    }

    /// Moves the figures and cells of the mapping from a workbook.
    fn cells(&mut self) {
        let mut cells = Vec::new();
        visit::<DeckSpec>(&self.reading.deck.written, &mut |leaf| {
            if leaf.role == Role::CellRef {
                cells.push(leaf.span);
            }
        });
        let (from, to) = (self.shift.from.to_string(), self.shift.to.to_string());
        for (key, _) in self.reading.deck.tree().import().inner().cells().entries() {
            self.place(key.span, PeriodWay::Report);
        }
        for cell in cells {
            let typed = self.reading.sources.slice(cell);
            if typed.contains(&from) {
                self.edits.replace(cell.range(), typed.replace(&from, &to));
            }
        }
    }

    /// Moves the period of a figure, and that of a base behind `vs`.
    fn place(&mut self, span: Span, way: PeriodWay) {
        let typed = self.reading.sources.slice(span);
        let inner = typed.trim_matches(['"', '\'']);
        let mut at = span.start as usize + typed.find(inner).expect("it is cut out of it");
        let mut stays = false;
        for part in inner.split_inclusive("vs ") {
            let name = part.strip_suffix("vs ").unwrap_or(part);
            let moved = named(name, self.reading.deck, (self.shift, way));
            // Where what is compared stays, its base does too.
            if let Some((range, new)) = moved.filter(|_| !stays) {
                self.edits.replace(at + range.start..at + range.end, new);
            } else {
                stays |= period_in(name).is_some();
            }
            at += part.len();
        }
    }
}

/// Finds the period in `item@1Q10/scope`, `1Q10/scope` or `1Q10`.
pub(super) fn period_in(text: &str) -> Option<(Range<usize>, Period)> {
    let start = text.find('@').map_or(0, |at| at + 1);
    let end = text[start..].find('/').map_or(text.len(), |at| start + at);
    let end = start + text[start..end].trim_end().len();
    Some((start..end, text[start..end].trim().parse().ok()?))
}

/// Finds such a period, with what takes its place.
pub(super) fn named(
    text: &str,
    deck: &Deck,
    (shift, way): (&Shift, PeriodWay),
) -> Option<(Range<usize>, String)> {
    let (range, old) = period_in(text)?;
    let item = text.get(..range.start).and_then(|item| item.strip_suffix('@'));
    let item = item.map(|item| deck.tree().facts().at(item.trim()));
    let new = match way {
        PeriodWay::Pace => shift.pace(old),
        PeriodWay::Halves => shift.half(old),
        PeriodWay::Report if item.is_some_and(|item| by_halves_of(item.values())) => {
            shift.half(old)
        }
        PeriodWay::Report => shift.period(old),
    };
    (new != old).then(|| (range, new.to_string()))
}
