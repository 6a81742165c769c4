//! `calendar-note`: what a note of the calendar says of lengths and days is not what the calendar says.

use std::ops::Range;

use crate::code;
use crate::diag::{Finding, Report};
use crate::num::{Date, FiscalYear, Period};
use crate::words::{CountedLength, Dated, Passage, Reading, counted_lengths, lengths};

/// Fewest weeks and days that are the length of a period; "one week more" is a difference.
const FEWEST: (u16, u16) = (4, 28);

/// Holds every note of the calendar against its days.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let facts = &reading.deck.facts;
    for (period, note) in &facts.calendar_notes {
        let Some(passage) = reading.passage_at(note.span) else { continue };
        let about = NotedPeriod { reading, passage, period: *period, calendar: facts.calendar };
        about.lengths(report);
        about.days(report);
    }
}

/// A period with its note.
struct NotedPeriod<'a> {
    reading: &'a Reading<'a>,
    passage: &'a Passage<'a>,
    period: Period,
    calendar: FiscalYear,
}

impl NotedPeriod<'_> {
    /// Some length must be that of the period: "53 weeks, one more than the year before".
    fn lengths(&self, report: &mut Report) {
        let (text, locale) = (self.passage.text, self.reading.locale);
        let told = self.calendar.lengths();
        let own = told.months(self.period);
        let counted =
            counted_lengths(text, locale).into_iter().filter(|(_, length)| match length {
                CountedLength::Weeks(weeks) => *weeks >= FEWEST.0,
                CountedLength::Days(days) => *days >= FEWEST.1,
            });
        let counted =
            counted.map(|(range, length)| (range, length.fits(self.period, self.calendar)));
        let months =
            lengths(text, locale).into_iter().map(|(range, months)| (range, months == own));
        let all: Vec<_> = counted.chain(months).collect();
        if let Some((range, _)) = all.first().filter(|_| all.iter().all(|(_, fits)| !fits)) {
            self.tell(range.clone(), &format!("has {}", told.told(self.period)), report);
        }
    }

    /// Some day or month must be one that the period begins or ends with: "ends in December, not in March".
    fn days(&self, report: &mut Report) {
        let (first, last) = self.calendar.range(self.period);
        let fits = |dated: Dated| match dated {
            Dated::Day(day) => Some([first, last].contains(&day)),
            Dated::Month(year, month) => {
                Some([first, last].iter().any(|day| in_month(*day, (year, month))))
            }
            Dated::Months(from, to) => Some(self.calendar.is_run(self.period, from, to)),
            Dated::Open(Some(month), day) => Some(
                [first, last]
                    .iter()
                    .any(|own| own.month() == month && day.is_none_or(|day| own.day() == day)),
            ),
            Dated::Period(_) | Dated::Part | Dated::Open(None, _) | Dated::Year(_) => None,
        };
        let all = self.passage.mentions.iter();
        let all = all.filter_map(|mention| Some((mention.range.clone(), fits(mention.dated)?)));
        let all: Vec<_> = all.collect();
        if let Some((range, _)) = all.first().filter(|_| all.iter().all(|(_, fits)| !fits)) {
            self.tell(range.clone(), &format!("runs from {first} to {last}"), report);
        }
    }

    fn tell(&self, range: Range<usize>, truth: &str, report: &mut Report) {
        let said = &self.passage.text[range.clone()];
        let message = format!("the note of {} says `{said}`, and it {truth}", self.period);
        let span = self.passage.place(range, self.reading.sources);
        let finding = Finding::new(code::CALENDAR_NOTE, message, span);
        report.push(finding.help("Correct the note, or the days under `calendar`"));
    }
}

fn in_month(day: Date, of: (i16, i8)) -> bool {
    (day.year(), day.month()) == of
}
