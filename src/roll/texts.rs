//! Texts that are read: the times they name, moved where a rule knows how.

use std::collections::HashSet;
use std::ops::Range;

use super::Shift;
use super::times::{PeriodWay, named, period_in};
use crate::deck::Deck;
use crate::locale::Locale;
use crate::num::{Date, Period};
use crate::shape::Role;
use crate::slide::SlideSubject;
use crate::source::Edits;
use crate::words::{
    Dated, Hit, Mention, Passage, PlainYearPeriod, Reading, Sense, length_anew, lengths, part_anew,
    plain_year, quarter_noted, rewritten, sentences, with_plain_year,
};

/// Moves the times of a passage; tells whether one is left that no rule moves or keeps.
pub(super) fn mend(
    reading: &Reading<'_>,
    shift: &Shift,
    passage: &Passage<'_>,
    edits: &mut Edits,
) -> bool {
    if passage.subject() != SlideSubject::Report && passage.role != Role::Title {
        return true;
    }
    let whole = 0..passage.text.len();
    let all = if passage.is_prose() { sentences(passage) } else { Vec::from([whole]) };
    let mut left = false;
    for line in all {
        let locale = reading.locale;
        let (deck, moves) = (reading.deck, Vec::new());
        let mut text = Sentence { deck, shift, passage, locale, line, moves };
        left |= text.read();
        for (range, new) in text.moves {
            let span = passage.place(range.clone(), reading.sources);
            // A text whose characters cannot be found in the file as typed stays, and is reviewed.
            let old = &passage.text[range];
            if reading.sources.slice(span) != old {
                left = true;
            } else if old != new {
                edits.replace(span.range(), new);
            }
        }
    }
    left
}

/// What becomes of a time.
enum Fate {
    /// Another takes its place.
    Moves(String),
    /// It stays, and is right.
    Stays,
    /// No rule knows.
    Left,
}

struct Sentence<'a> {
    deck: &'a Deck,
    shift: &'a Shift,
    passage: &'a Passage<'a>,
    locale: &'a Locale,
    line: Range<usize>,
    moves: Vec<(Range<usize>, String)>,
}

impl Sentence<'_> {
    /// Gathers what moves; tells whether a time is left that no rule moves or keeps.
    fn read(&mut self) -> bool {
        let within = |range: &Range<usize>, line: &Range<usize>| {
            range.start >= line.start && range.end <= line.end
        };
        let mut cited = HashSet::new();
        let all = self.passage.cites.iter();
        for cite in all.filter(|cite| within(&cite.range, &self.line)) {
            cited.extend(cite.key.map(|key| key.period));
            let inner = cite.range.start + 1..cite.range.end - 1;
            let mut at = inner.start;
            let mut stays = false;
            for word in self.passage.text[inner].split(' ') {
                let moved = named(word, self.deck, (self.shift, PeriodWay::Report));
                // Where what is compared stays, its base does too.
                if let Some((range, new)) = moved.filter(|_| !stays) {
                    self.moves.push((at + range.start..at + range.end, new));
                } else {
                    stays |= period_in(word).is_some();
                }
                at += word.len() + 1;
            }
        }
        if self.passage.role == Role::MissingReason {
            return false;
        }
        let (mut left, mut compared) = (false, false);
        let mut shifted = Vec::new();
        let mut done = Vec::new();
        for said in self.plain_years() {
            match self.said(&said, &cited) {
                Some(moves) => shifted.extend(moves),
                None => (left, compared) = (true, true),
            }
            done.push(said.range);
        }
        for (range, quarter) in self.quarters(&done) {
            match self.quarter(&range, quarter, &cited) {
                Some(new) => shifted.push((range.clone(), new)),
                None => left = true,
            }
            done.push(range);
        }
        let apart = |range: &Range<usize>| {
            done.iter().all(|one| range.end <= one.start || one.end <= range.start)
        };
        let mentions = self.passage.mentions.iter();
        for mention in mentions.filter(|one| within(&one.range, &self.line) && apart(&one.range)) {
            match self.mention(mention, &cited) {
                Fate::Moves(new) => {
                    left |= self.months_ended(mention, &mut shifted);
                    shifted.push((mention.range.clone(), new));
                }
                Fate::Stays => {}
                Fate::Left => {
                    left = true;
                    compared |= match mention.dated {
                        Dated::Period(_) | Dated::Day(_) | Dated::Month(..) | Dated::Months(..) => {
                            true
                        }
                        Dated::Part | Dated::Open(..) | Dated::Year(_) => false,
                    };
                }
            }
        }
        if compared && !shifted.is_empty() {
            // One side of a comparison moved, and the other not, is nonsense: the words stay as
            // they were, to be read.
            self.moves.clear();
            return true;
        }
        self.moves.append(&mut shifted);
        let loose = self.passage.undated().loose(self.locale).into_iter();
        left | loose.filter(|one| within(one, &self.line)).any(|one| apart(&one))
    }

    /// Gives the periods of the line whose years are told in plain digits.
    fn plain_years(&self) -> Vec<PlainYearPeriod> {
        let calendar = self.shift.calendar;
        let years = self.passage.mentions_in(self.line.clone()).iter();
        let said = years.filter_map(|year| plain_year(self.passage, year, self.locale, calendar));
        said.filter(|said| said.range.start >= self.line.start).collect()
    }

    /// Moves such a period as one that is told in letters and digits.
    fn said(
        &self,
        said: &PlainYearPeriod,
        cited: &HashSet<Period>,
    ) -> Option<Vec<(Range<usize>, String)>> {
        let own = || said.periods.iter().copied();
        let old = own()
            .find(|old| cited.contains(old))
            .or_else(|| own().find(|old| self.is_base(*old)))?;
        let new = self.shift.period(old);
        if new == old {
            return Some(Vec::new());
        }
        with_plain_year(self.passage.text, said, (old, new), self.locale)
    }

    /// Gives the quarters of the line whose year is not told, such as "First Quarter" or "Q1".
    fn quarters(&self, done: &[Range<usize>]) -> Vec<(Range<usize>, u8)> {
        let (passage, line) = (self.passage, self.line.clone());
        let counts = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
        let number = |hit: &Hit| {
            let (number, _) = (1..).zip(counts).find(|(_, sense)| *sense == hit.sense)?;
            Some((hit.start..hit.end, number))
        };
        let noted = passage
            .words_in(line.clone())
            .filter_map(|word| Some((word.start..word.end, quarter_noted(word.of(passage.text))?)));
        let free = |range: &Range<usize>| {
            done.iter().all(|one| range.end <= one.start || one.end <= range.start)
                && passage.mention_at(range.start).is_none()
        };
        let mut out: Vec<_> = passage
            .hits_in(line)
            .filter_map(|hit| number(&hit))
            .chain(noted)
            .filter(|(range, _)| free(range))
            .collect();
        // Of names of which one holds another only the longest is read.
        out.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut end = 0;
        out.retain(|(range, _)| {
            let apart = range.start >= end;
            end = end.max(range.end);
            apart
        });
        out
    }

    /// Writes such a quarter anew where it is the reported one or the one before; in sentences only
    /// where a figure of it is cited.
    fn quarter(
        &self,
        range: &Range<usize>,
        quarter: u8,
        cited: &HashSet<Period>,
    ) -> Option<String> {
        let shift = self.shift;
        let year = shift.from.year()?;
        let of_year = Period::Quarter { year, quarter };
        let before = shift.calendar.prior_quarter(shift.from);
        let last =
            before.filter(|p| matches!(p, Period::Quarter { quarter: q, .. } if *q == quarter));
        let old = [Some(of_year).filter(|one| self.is_base(*one)), last].into_iter().flatten();
        let mut old = old.filter(|old| self.passage.role.names() || cited.contains(old));
        part_anew(&self.passage.text[range.clone()], shift.period(old.next()?), self.locale)
    }

    /// Moves the number of months before "ended" and a day that moves; tells whether a reader must
    /// look, as three months may be the quarter or the year so far.
    fn months_ended(&self, mention: &Mention, moves: &mut Vec<(Range<usize>, String)>) -> bool {
        let passage = self.passage;
        let blank = |gap: Range<usize>| passage.text[gap].trim().is_empty();
        let ended = passage
            .hits_before(mention.range.start)
            .filter(|hit| hit.sense == Sense::Ended && hit.end <= mention.range.start)
            .find(|hit| blank(hit.end..mention.range.start));
        let Some(ended) = ended else { return false };
        let all = lengths(&passage.text[self.line.start..ended.start], self.locale);
        let found = all.into_iter().next_back();
        let found = found.map(|(range, months)| {
            (self.line.start + range.start..self.line.start + range.end, months)
        });
        let Some((range, months)) = found.filter(|(range, _)| blank(range.end..ended.start)) else {
            return false;
        };
        let quarter = |p: Period| p.quarters().last().map(|(_, quarter)| *quarter);
        let ends = |period| self.shift.calendar.quarter_of(self.shift.calendar.ends(period));
        let (Some(old), Some(new)) = (quarter(ends(self.shift.from)), quarter(ends(self.shift.to)))
        else {
            return true;
        };
        if months == 3 || months != old * 3 {
            return true;
        }
        let Some(anew) = length_anew(&passage.text[range.clone()], new * 3, self.locale) else {
            return true;
        };
        moves.push((range, anew));
        false
    }

    /// Tells what becomes of a time: that of the reported period, of what it is compared with, and
    /// of what the same text cites, moves. An older time is history.
    fn mention(&self, mention: &Mention, cited: &HashSet<Period>) -> Fate {
        let shift = self.shift;
        match mention.dated {
            Dated::Period(period) if self.is_base(period) || cited.contains(&period) => {
                let new = shift.period(period);
                if new == period { Fate::Stays } else { self.anew(mention, Dated::Period(new)) }
            }
            Dated::Day(day) => {
                let known = cited.contains(&Period::Instant(day)) || day == shift.date;
                match shift.period(Period::Instant(day)) {
                    Period::Instant(new) if known || self.is_end(day) => {
                        if new == day {
                            Fate::Stays
                        } else {
                            self.anew(mention, Dated::Day(new))
                        }
                    }
                    Period::Instant(_)
                    | Period::Quarter { .. }
                    | Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Month { .. }
                    | Period::Trailing { .. }
                    | Period::Year { .. } => Fate::Left,
                }
            }
            Dated::Month(year, month)
                if let Some(own) = Period::of_month(year, month)
                    && cited.contains(&own) =>
            {
                match shift.period(own) {
                    Period::Month { year, month } => i8::try_from(month)
                        .map_or(Fate::Left, |month| self.anew(mention, Dated::Month(year, month))),
                    Period::Quarter { .. }
                    | Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Year { .. }
                    | Period::Trailing { .. }
                    | Period::Instant(_) => Fate::Left,
                }
            }
            Dated::Month(year, month) => {
                let last = Date::new(year, month, 1).map(Date::last_of_month);
                let ends = last.ok().filter(|last| self.is_end(*last));
                match ends.map(|last| (last, shift.period(Period::Instant(last)))) {
                    Some((last, Period::Instant(new))) if new != last => {
                        self.anew(mention, Dated::Month(new.year(), new.month()))
                    }
                    Some(_) => Fate::Stays,
                    None => Fate::Left,
                }
            }
            Dated::Months(first, last) => self.months(mention, first, last, cited),
            Dated::Part if self.passage.role.names() => self.anew(mention, Dated::Part),
            Dated::Open(Some(month), number) => {
                // "As of June 30" beside a figure of that day.
                let day = cited.iter().find_map(|period| match period {
                    Period::Instant(day) => Some(*day).filter(|day| {
                        day.month() == month && number.is_none_or(|number| number == day.day())
                    }),
                    Period::Quarter { .. }
                    | Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Month { .. }
                    | Period::Trailing { .. }
                    | Period::Year { .. } => None,
                });
                match day.map(|day| (day, shift.period(Period::Instant(day)))) {
                    Some((day, Period::Instant(new))) if new != day => {
                        let number = number.map(|_| new.day());
                        self.anew(mention, Dated::Open(Some(new.month()), number))
                    }
                    Some(_) => Fate::Stays,
                    None => Fate::Left,
                }
            }
            Dated::Period(_) | Dated::Part | Dated::Open(None, _) | Dated::Year(_) => Fate::Left,
        }
    }

    /// Writes a time by the pattern that it was written by.
    fn anew(&self, mention: &Mention, new: Dated) -> Fate {
        let (old, shift) = (&self.passage.text[mention.range.clone()], self.shift);
        let (times, ends) = ((mention.dated, new), (shift.from, shift.to));
        let written = rewritten(old, times, ends, self.locale, shift.calendar);
        written.map_or(Fate::Left, Fate::Moves)
    }

    fn months(
        &self,
        mention: &Mention,
        first: (i16, i8),
        last: (i16, i8),
        cited: &HashSet<Period>,
    ) -> Fate {
        let calendar = self.shift.calendar;
        let month = |(year, number)| Date::new(year, number, 1).ok();
        let Some(of_last) = month(last) else { return Fate::Left };
        let year = calendar.year_of(of_last);
        let all = [
            calendar.quarter_of(of_last),
            calendar.quarter_of(of_last.last_of_month()),
            Period::Half { year, half: 1 },
            Period::NineMonths { year },
            Period::Year { year },
        ];
        let found = all.into_iter().find(|p| calendar.is_run(*p, first, last));
        let Some(found) = found.filter(|p| self.is_base(*p) || cited.contains(p)) else {
            return Fate::Left;
        };
        let new = self.shift.period(found);
        if new == found {
            return Fate::Stays;
        }
        let (from, to) = calendar.months(new);
        self.anew(mention, Dated::Months(from, to))
    }

    fn is_base(&self, period: Period) -> bool {
        let shift = self.shift;
        let year = shift.calendar.year_of(shift.calendar.ends(shift.from));
        let last = Period::Year { year };
        let before = shift.calendar.year_before(shift.from);
        let so_far = period.is_cumulative()
            && [Some(shift.from), before]
                .into_iter()
                .flatten()
                .any(|p| shift.calendar.ends(p) == shift.calendar.ends(period));
        period == shift.from
            || Some(period) == before
            || Some(period) == shift.calendar.prior_quarter(shift.from)
            || period == last
            || Some(period) == shift.calendar.year_before(last)
            || so_far
    }

    fn is_end(&self, day: Date) -> bool {
        let end = Period::Instant(self.shift.calendar.ends(self.shift.from));
        let day = Period::Instant(day);
        day == end
            || Some(day) == self.shift.calendar.year_before(end)
            || day == Period::Instant(self.shift.calendar.prior_year_end(self.shift.from))
    }
}
