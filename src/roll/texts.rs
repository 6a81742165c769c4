//! Texts that are read: the times they name, moved where a rule knows how.

use std::collections::HashSet;
use std::ops::Range;

use super::times::{PeriodWay, named, period_in};
use super::{Shift, style};
use crate::deck::Deck;
use crate::locale::Locale;
use crate::num::{Date, Period};
use crate::shape::Role;
use crate::slide::Subject;
use crate::source::Edits;
use crate::words::{Dated, Mention, Passage, Reading, rewritten, sentences};

/// Moves the times of a passage; tells whether one is left that no rule moves or keeps.
pub(super) fn mend(
    reading: &Reading<'_>,
    shift: &Shift,
    passage: &Passage<'_>,
    edits: &mut Edits,
) -> bool {
    if passage.matter() != Subject::Report && passage.role != Role::Title {
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
        let counted = self.counted(&mut shifted, &mut left);
        let apart = |range: &Range<usize>| {
            counted.iter().all(|one| range.end <= one.start || one.end <= range.start)
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
                        Dated::Part | Dated::Open | Dated::Year(_) => false,
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

    /// Moves the quarters that a title counts, such as "First Quarter" or "Q1 2026", and gives
    /// where they stand.
    fn counted(
        &self,
        moves: &mut Vec<(Range<usize>, String)>,
        left: &mut bool,
    ) -> Vec<Range<usize>> {
        if !self.passage.role.names() {
            return Vec::new();
        }
        let mut out = Vec::new();
        let read = |range: &Range<usize>| {
            let mentions = &self.passage.mentions;
            mentions.iter().any(|m| m.range.start < range.start && range.start < m.range.end)
        };
        for one in style::counted(self.passage.text) {
            if one.range.start < self.line.start || one.range.end > self.line.end {
                continue;
            }
            if read(&one.range) || self.passage.skips().iter().any(|s| s.contains(&one.range.start))
            {
                continue;
            }
            let year = one.year.as_ref().map(|(_, year)| *year).or(self.shift.from.year());
            let old = year.map(|year| Period::Quarter { year, quarter: one.quarter });
            let new = old.filter(|old| self.is_base(*old)).map(|old| self.shift.period(old));
            let Some(Period::Quarter { year, quarter }) = new else {
                *left = true;
                out.push(one.range);
                continue;
            };
            let typed = &self.passage.text[one.counts.clone()];
            moves.push((one.counts, style::ordinal(typed, quarter)));
            if let Some((range, _)) = one.year {
                let typed = &self.passage.text[range.clone()];
                moves.push((range, style::year(typed, year)));
            }
            out.push(one.range);
        }
        out
    }

    /// Moves the number of months before "ended" and a day that moves; tells whether a reader must
    /// look, as three months may be the quarter or the year so far.
    fn months_ended(&self, mention: &Mention, moves: &mut Vec<(Range<usize>, String)>) -> bool {
        let before = &self.passage.text[..mention.range.start];
        let Some((range, months)) = style::months_ended(before) else { return false };
        let quarter = |p: Period| p.quarters().last().map(|(_, quarter)| *quarter);
        let ends = |period| self.shift.calendar.quarter_of(self.shift.calendar.ends(period));
        let (Some(old), Some(new)) = (quarter(ends(self.shift.from)), quarter(ends(self.shift.to)))
        else {
            return true;
        };
        if months == 3 || months != old * 3 {
            return true;
        }
        let typed = &self.passage.text[range.clone()];
        moves.push((range, style::months_in_words(typed, new * 3)));
        false
    }

    /// Tells what becomes of a time: that of the reported period, of what it is compared with, and
    /// of what the same text cites, moves. An older time is history.
    fn mention(&self, mention: &Mention, cited: &HashSet<Period>) -> Fate {
        let (old, shift) = (&self.passage.text[mention.range.clone()], self.shift);
        let twelve = &self.locale.date.months;
        let written = |new: Option<String>| new.map_or(Fate::Left, Fate::Moves);
        match mention.dated {
            Dated::Period(period) if self.is_base(period) || cited.contains(&period) => {
                let new = shift.period(period);
                if new == period {
                    Fate::Stays
                } else {
                    written(
                        self.anew(mention, Dated::Period(new), || Some(style::period(old, new))),
                    )
                }
            }
            Dated::Day(day) => {
                let known = cited.contains(&Period::Instant(day)) || day == shift.date;
                match shift.period(Period::Instant(day)) {
                    Period::Instant(new) if known || self.is_end(day) => {
                        if new == day {
                            Fate::Stays
                        } else {
                            written(
                                self.anew(mention, Dated::Day(new), || {
                                    style::day(old, new, twelve)
                                }),
                            )
                        }
                    }
                    Period::Instant(_)
                    | Period::Quarter { .. }
                    | Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Year { .. } => Fate::Left,
                }
            }
            Dated::Month(year, month) => {
                let last = Date::new(year, month, 1).map(Date::last_of_month);
                let ends = last.ok().filter(|last| self.is_end(*last));
                match ends.map(|last| (last, shift.period(Period::Instant(last)))) {
                    Some((last, Period::Instant(new))) if new != last => {
                        let month = Dated::Month(new.year(), new.month());
                        written(self.anew(mention, month, || style::day(old, new, twelve)))
                    }
                    Some(_) => Fate::Stays,
                    None => Fate::Left,
                }
            }
            Dated::Months(first, last) => self.months(old, first, last, cited),
            Dated::Part if self.passage.role.names() => {
                let (from, to) = (shift.from.to_string(), shift.to.to_string());
                let same = from.get(..2) == Some(old);
                let short = || to.get(..2).filter(|_| same).map(str::to_owned);
                written(self.anew(mention, Dated::Part, short))
            }
            Dated::Period(_) | Dated::Part | Dated::Open | Dated::Year(_) => Fate::Left,
        }
    }

    /// Writes a time by the pattern that it was written by, or in English by its words.
    fn anew(
        &self,
        mention: &Mention,
        new: Dated,
        in_english: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        if self.locale.tag == "en" {
            return in_english();
        }
        let (old, shift) = (&self.passage.text[mention.range.clone()], self.shift);
        let times = (mention.dated, new);
        // The short names of periods, such as 1Q10, are of every language.
        let short = old.parse::<Period>().is_ok();
        rewritten(old, times, (shift.from, shift.to), self.locale, shift.calendar)
            .or_else(|| in_english().filter(|_| short))
    }

    fn months(
        &self,
        old: &str,
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
        let moved = month(from)
            .zip(month(to))
            .and_then(|run| style::months(old, run, &self.locale.date.months));
        moved.map_or(Fate::Left, Fate::Moves)
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
            || day == self.shift.calendar.year_before(end)
            || day == Period::Instant(self.shift.calendar.prior_year_end(self.shift.from))
    }
}
