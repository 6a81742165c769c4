//! Times that are named by how they lie to the reported period: 当期, 前期末, "first half".

use super::{Hit, Passage, Sense, time};
use crate::facts::Facts;
use crate::locale::Locale;
use crate::num::Period;

/// Tells whether a word names a time by how it lies to the reported period.
#[must_use]
pub fn is_relative(sense: Sense) -> bool {
    use Sense::{Annual, FirstHalf, FullYear, HalfBefore, LastEnd, LastYear, QuarterAgo};
    use Sense::{SecondHalf, ThisEnd, ThisHalf, ThisYear, YearAgo};
    let years = [ThisYear, LastYear, YearAgo, QuarterAgo, ThisEnd, LastEnd, FullYear, Annual];
    years.contains(&sense) || [ThisHalf, HalfBefore, FirstHalf, SecondHalf].contains(&sense)
}

/// Tells whether such a word may name a period; nothing for other words.
#[must_use]
pub fn relative_fits(sense: Sense, period: Period, facts: &Facts) -> Option<bool> {
    relative_to(sense, period, facts.period, facts)
}

/// Tells whether such a word may name a period where another is told of.
pub(super) fn relative_to(
    sense: Sense,
    period: Period,
    reported: Period,
    facts: &Facts,
) -> Option<bool> {
    let calendar = facts.calendar;
    let (end, today) = (calendar.ends(period), calendar.ends(reported));
    let (year, now) = (calendar.year_of(end), calendar.year_of(today));
    let half = |half: u8| {
        // A balance is struck on a half's last day.
        matches!(period, Period::Half { half: other, .. } if other == half)
            || (period.is_instant() && calendar.ends(Period::Half { year, half }) == end)
    };
    let table = [
        (Sense::ThisYear, year == now),
        (Sense::LastYear, year == now - 1),
        (
            Sense::YearBefore,
            Some(period) == facts.calendar.year_before(reported)
                || period == Period::Year { year: now - 1 },
        ),
        (Sense::TwoYearsBefore, year == now - 2),
        (Sense::ThisHalf, half(1) && year == now),
        (Sense::HalfBefore, half(1) && year == now - 1),
        (
            Sense::YearAgo,
            calendar.year_before(reported).is_some_and(|before| end == calendar.ends(before)),
        ),
        (
            Sense::QuarterAgo,
            facts
                .calendar
                .prior_quarter(reported)
                .is_some_and(|before| end == calendar.ends(before)),
        ),
        (Sense::ThisEnd, end == today),
        (Sense::LastEnd, end == calendar.prior_year_end(reported)),
        (Sense::FirstHalf, half(1)),
        (Sense::SecondHalf, half(2)),
        (Sense::FullYear, matches!(period, Period::Year { .. })),
        (Sense::Annual, matches!(period, Period::Year { .. })),
    ];
    table.into_iter().find(|(known, _)| *known == sense).map(|(_, fits)| fits)
}

/// The times of a passage that are no dates and no periods by name: "this half", "January to June".
#[derive(Clone, Copy, Debug)]
pub struct UndatedTimes<'p> {
    pub(super) passage: &'p Passage<'p>,
}

impl Passage<'_> {
    /// Gives the times that are no dates and no periods by name.
    #[must_use]
    pub const fn undated(&self) -> UndatedTimes<'_> {
        UndatedTimes { passage: self }
    }
}

impl<'p> UndatedTimes<'p> {
    /// Gives the words that name a time by how it lies to the reported period, outside longer
    /// words and times.
    pub fn relatives(self) -> impl Iterator<Item = &'p Hit> {
        self.passage
            .hits
            .iter()
            .filter(move |hit| is_relative(hit.sense) && !self.inside_longer(hit))
    }

    fn inside_longer(self, hit: &Hit) -> bool {
        let wider = |start: usize, end: usize| {
            start <= hit.start && hit.end <= end && end - start > hit.end - hit.start
        };
        self.passage.longer(hit).next().is_some()
            || self.passage.mention_at(hit.start).is_some_and(|m| wider(m.range.start, m.range.end))
    }
}

/// Tells whether a part of a year whose year is not named may be a period.
#[must_use]
pub fn part_fits(part: &str, period: Period, locale: &Locale) -> bool {
    time::part_fits(part, period, locale)
}
