//! Times that a sentence is told of, in figures and in words: "the second quarter of 2026",
//! "Von Januar bis Juni", "three months ended March 31", 前第3四半期.

use std::ops::Range;

use super::months::{CountedLength, counted_lengths, lengths as named_lengths};
use super::relative::relative_to;
use super::{Dated, Passage, Reading, Sense, all_words, numeral, part_fits, plain_year, time};
use crate::facts::Facts;
use crate::locale::Locale;
use crate::num::{Date, Period};

/// Most words between the parts of one time: "the second quarter of the fiscal year ended".
const INNER: usize = 4;
/// Days between the end that a period is known by and the one that its weeks give it.
const DRIFT: i32 = 10;

/// A time that a sentence names.
#[derive(Clone, Debug)]
pub struct NamedTime {
    /// Its bytes.
    pub range: Range<usize>,
    parts: Vec<TimePart>,
}

/// How a time stands with a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// As its label: "(prior year: {x})".
    Label,
    /// Right behind it: "{x} in the prior year".
    Behind,
    /// As the time of the sentence.
    Apart,
}

/// What a part of such a time says.
#[derive(Clone, Debug, PartialEq)]
enum TimePart {
    /// One of these periods.
    Named(Vec<Period>),
    /// A part of a year as the language writes it: `1Q`, 第2四半期累計.
    Of(Range<usize>),
    /// A time by how it lies.
    Relative(Sense),
    /// A quarter in words.
    Quarter(u8),
    /// From a month to a month of any year.
    Months(i8, i8),
    /// From a month to a month.
    Run((i16, i8), (i16, i8)),
    /// So many months.
    Length(u8),
    /// So many weeks or days.
    Counted(CountedLength),
    /// From the start of the fiscal year on.
    ToDate,
    /// The reported part of a year of the calendar, or of the company's.
    SameIn(i16),
    /// A period by its last day.
    Ends(Date),
    /// A period by its last month.
    Month(i16, i8),
    /// A year of the calendar.
    Calendar(i16),
    /// The payment in the middle of a year, or at its end.
    Payment(Sense),
    /// Nothing that a period could be held against.
    Unknown,
}

impl TimePart {
    /// Tells whether it names a part of a year, of which two name no one time.
    fn of_year(&self) -> bool {
        match self {
            Self::Named(periods) => !periods.iter().any(|one| matches!(one, Period::Year { .. })),
            Self::Of(_) | Self::Quarter(_) => true,
            Self::Relative(sense) => {
                [Sense::FirstHalf, Sense::SecondHalf, Sense::FullYear].contains(sense)
            }
            Self::Months(..)
            | Self::Run(..)
            | Self::Length(_)
            | Self::Counted(_)
            | Self::ToDate
            | Self::SameIn(_)
            | Self::Ends(_)
            | Self::Month(..)
            | Self::Calendar(_)
            | Self::Payment(_)
            | Self::Unknown => false,
        }
    }
}

/// Gives the times of a range of a passage, in order; parts that stand together make one.
#[must_use]
pub fn named_times(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<NamedTime> {
    let mut found = named(reading, passage, range);
    found.extend(in_words(passage, range));
    found.extend(payments(reading, passage, range));
    if reading.locale.prose.blanks {
        found.extend(lengths(reading.locale, passage, range));
        found.extend(months(reading.locale, passage, range));
        found.extend(same_in(reading.locale, passage, range));
    } else {
        found.extend(solid_lengths(reading.locale, passage, range));
    }
    found.extend(counted(reading.locale, passage, range));
    found.extend(to_date(reading.locale, passage, range));
    let events = &reading.locale.times.event_behind;
    found.retain(|(time, part)| {
        let behind = passage.text[time.end..].trim_start();
        let year = matches!(part, TimePart::Calendar(_) | TimePart::Named(_));
        !(year && events.iter().any(|word| behind.starts_with(word.as_str())))
    });
    // The longest of each place.
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out: Vec<NamedTime> = Vec::new();
    for (range, part) in found {
        match out.last_mut() {
            Some(last) if range.start < last.range.end => {}
            Some(last) if joins(passage, last, &range, &part) => {
                last.range.end = closed(passage.text, &last.range, range.end);
                last.parts.push(part);
            }
            Some(_) | None => out.push(NamedTime { range, parts: vec![part] }),
        }
    }
    out
}

/// A time that ends in brackets ends behind them.
fn closed(text: &str, range: &Range<usize>, end: usize) -> usize {
    let opened = text[range.start..end].contains(['(', '（']);
    let next = text[end..].chars().next().filter(|c| opened && matches!(c, ')' | '）'));
    end + next.map_or(0, char::len_utf8)
}

fn joins(passage: &Passage<'_>, last: &NamedTime, next: &Range<usize>, part: &TimePart) -> bool {
    let gap = last.range.end..next.start;
    let text = &passage.text[gap.clone()];
    let comma = matches!(part, TimePart::Ends(_) | TimePart::Month(..));
    let plain = |c: char| {
        c.is_alphanumeric() || c.is_whitespace() || matches!(c, '\'' | '’' | '(' | '（' | '*')
    };
    let two = part.of_year() && last.parts.iter().any(TimePart::of_year);
    !two && text.chars().all(|c| plain(c) || (comma && c == ','))
        && passage.count_words(gap.clone()) <= INNER
        && passage.words_in(gap).all(|word| {
            let light = [Sense::Link, Sense::Ended, Sense::Within];
            light.iter().any(|sense| passage.means(word, *sense))
        })
}

/// Times in figures.
fn named(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let calendar = reading.deck.facts.calendar;
    let mut out = Vec::new();
    for mention in passage.mentions_in(range.clone()) {
        if let Some(said) = plain_year(passage, mention, reading.locale, calendar) {
            out.push((said.range, TimePart::Named(said.periods)));
            continue;
        }
        let ended = passage.hits_before(mention.range.start).any(|hit| {
            hit.sense == Sense::Ended && gap(passage.text, hit.end, mention.range.start)
        });
        let part = match mention.dated {
            Dated::Period(period) => TimePart::Named(vec![period]),
            Dated::Part => TimePart::Of(mention.range.clone()),
            Dated::Months(from, to) => TimePart::Run(from, to),
            Dated::Year(year) => TimePart::Calendar(year),
            Dated::Day(day) if ended => TimePart::Ends(day),
            Dated::Month(year, month) if ended => TimePart::Month(year, month),
            Dated::Day(_) | Dated::Month(..) | Dated::Open(..) => TimePart::Unknown,
        };
        out.push((mention.range.clone(), part));
    }
    out
}

/// Tells whether 前 stands right before a part of a year: 前第1四半期.
fn year_before(passage: &Passage<'_>, range: &Range<usize>, locale: &Locale) -> bool {
    let before = &passage.text[..range.start];
    let mut words = locale.prose.part_before.iter();
    !locale.prose.blanks && words.any(|word| before.ends_with(word.as_str()))
}

fn gap(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|gap| gap.trim().is_empty())
}

/// Times in words.
fn in_words(passage: &Passage<'_>, range: &Range<usize>) -> Vec<(Range<usize>, TimePart)> {
    let quarters = [Sense::First, Sense::Second, Sense::Third, Sense::Fourth];
    let relative = passage.undated().relatives().filter(|hit| {
        hit.sense != Sense::Annual && range.contains(&hit.start) && hit.end <= range.end
    });
    let relative = relative.map(|hit| (hit.start..hit.end, TimePart::Relative(hit.sense)));
    let others = passage.hits_in(range.clone()).filter_map(|hit| {
        let quarter = (1..).zip(quarters).find(|(_, sense)| *sense == hit.sense);
        let years = [Sense::YearBefore, Sense::TwoYearsBefore];
        let part = match quarter {
            Some((quarter, _)) => TimePart::Quarter(quarter),
            None if years.contains(&hit.sense) => TimePart::Relative(hit.sense),
            None => return None,
        };
        let within = passage.longer(&hit).any(|long| {
            use Sense::{Compared, Quarter, VersusEnd, VersusForecast, Year};
            [Year, Quarter, VersusEnd, VersusForecast, Compared].contains(&long.sense)
        });
        (!within).then_some((hit.start..hit.end, part))
    });
    others.chain(relative).collect()
}

/// 中間配当金, "final dividend"; an annual figure is of a year.
fn payments(
    reading: &Reading<'_>,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let text = passage.text;
    let hits = passage.hits_in(range.clone()).filter_map(|hit| {
        let [paid, annual] = [[Sense::Interim, Sense::Final], [Sense::Annual; 2]]
            .map(|senses| senses.contains(&hit.sense));
        let key = passage.cites_in(hit.end..range.end).first().filter(|_| paid || annual)?.key?;
        let label = &reading.deck.facts.item(key.item).label;
        if paid {
            let dividend = reading.holds(label, Sense::Dividend);
            return dividend.then_some((hit.start..hit.end, TimePart::Payment(hit.sense)));
        }
        // "Annual revenue was {x}"; "annual meetings" and "annual recurring revenue" tell none.
        let behind = text.get(hit.end..hit.end + 1 + label.len())?.trim_start();
        let annual_figure =
            reading.locale.prose.blanks && behind.to_lowercase() == label.to_lowercase();
        annual_figure.then_some((hit.start..hit.end, TimePart::Relative(Sense::Annual)))
    });
    hits.collect()
}

/// "The six months", "den ersten neun Monaten".
fn lengths(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let numbers = || locale.prose.numbers.first().into_iter().flat_map(|forms| forms.split('|'));
    let mut out = Vec::new();
    for (found, months) in named_lengths(&passage.text[range.clone()], locale) {
        let (start, end) = (range.start + found.start, range.start + found.end);
        // "The six months", "first nine months"; "the next six months" are others.
        let Some(word) = passage.word_to(start) else { continue };
        let said = word.of(passage.text).to_lowercase();
        let counted = numbers().any(|form| form == said);
        let light = [Sense::Link, Sense::Within];
        let trailing = months == 12 && locale.times.trailing_before.contains(&said);
        if trailing || counted || light.iter().any(|sense| passage.means(word, *sense)) {
            let start = if counted || trailing { word.start } else { start };
            out.push((start..end, TimePart::Length(months)));
        }
    }
    out
}

/// 直近12カ月の, and 9カ月間の at the start of a clause.
fn solid_lengths(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let text = &passage.text[range.clone()];
    let told = |(found, months): (Range<usize>, u8)| {
        let (before, behind) = (&text[..found.start], &text[found.end..]);
        let mut all = locale.times.trailing_before.iter();
        let trailing = all.find(|word| before.ends_with(word.as_str()));
        let opens = before.trim_end().is_empty() || before.ends_with(['、', '。', '，']);
        let closed = locale.prose.within.iter().any(|word| behind.starts_with(word.as_str()))
            || behind.starts_with("間の");
        let start = range.start + found.start - trailing.map_or(0, String::len);
        let known = trailing.is_some() || (opens && closed);
        let end = if behind.starts_with('間') { '間'.len_utf8() } else { 0 };
        known.then_some((start..range.start + found.end + end, TimePart::Length(months)))
    };
    named_lengths(text, locale).into_iter().filter_map(told).collect()
}

/// "Year to date", 期初来.
fn to_date(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let words: Vec<&str> = locale.times.to_date.iter().map(String::as_str).collect();
    let found = all_words(&passage.text[range.clone()], &words, &locale.prose).into_iter();
    let found = found.map(|(at, _)| range.start + at.start..range.start + at.end);
    found.map(|at| (at, TimePart::ToDate)).collect()
}

/// "The 26 weeks ended", "die 13 Wochen bis zum 30. Juni", 26週間の.
fn counted(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let text = passage.text;
    let told = |(found, length): (Range<usize>, CountedLength)| {
        let (start, end) = (range.start + found.start, range.start + found.end);
        let behind = text[end..range.end].trim_start();
        let day = passage.mentions_in(end..range.end).first();
        let near = day.is_some_and(|day| {
            let gap = end..day.range.start;
            let light = [Sense::Link, Sense::Within, Sense::Ended, Sense::To];
            passage.count_words(gap.clone()) <= 2
                && passage.words_in(gap).all(|word| {
                    light.iter().any(|sense| passage.means(word, *sense))
                        || locale.times.span.iter().any(|span| span == word.of(text))
                })
        });
        let ended = near
            || passage
                .hits_in(end..range.end)
                .next()
                .is_some_and(|hit| hit.sense == Sense::Ended && gap(text, end, hit.start));
        let solid = !locale.prose.blanks && {
            let lead = text[range.start..start].trim_end();
            let opens = lead.is_empty() || lead.ends_with(['、', '。', '，']);
            opens && locale.prose.within.iter().any(|word| behind.starts_with(word.as_str()))
        };
        (ended || solid).then_some((start..end, TimePart::Counted(length)))
    };
    counted_lengths(&text[range.clone()], locale).into_iter().filter_map(told).collect()
}

/// "The same period of 2025", "im gleichen Quartal 2025".
fn same_in(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let text = &passage.text[range.clone()];
    let mut out = Vec::new();
    for word in &locale.times.same_period {
        for (at, found) in text.match_indices(word.as_str()) {
            let rest = text[at + found.len()..].trim_start_matches(' ');
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let year = rest[..digits].parse().ok().filter(|_| digits == 4);
            if let Some(year) = year {
                let end = range.start + text.len() - rest.len() + digits;
                out.push((range.start + at..end, TimePart::SameIn(year)));
            }
        }
    }
    out
}

/// Tells whether a period is the same part of a year as one that is told of, in or of that year.
fn same_part(year: i16, period: Period, (facts, reported): (&Facts, &[Period])) -> bool {
    let (first, last) = facts.calendar.range(period);
    let same = |now: &Period| {
        std::mem::discriminant(now) == std::mem::discriminant(&period)
            && now.in_year(0) == period.in_year(0)
    };
    let in_year = (first.year()..=last.year()).contains(&year) || period.year() == Some(year);
    in_year && (reported.iter().any(same) || same(&facts.period))
}

/// "From January to June", where no year tells which.
fn months(
    locale: &Locale,
    passage: &Passage<'_>,
    range: &Range<usize>,
) -> Vec<(Range<usize>, TimePart)> {
    let month = |at: usize| numeral::month(&passage.text[at..], locale);
    let words: Vec<_> = passage.words_in(range.clone()).collect();
    let runs = words.windows(3).filter_map(|three| {
        let [from, span, to] = three else { return None };
        let between = span.of(passage.text).to_lowercase();
        let joined = locale.times.span.contains(&between);
        let (_, first) = month(from.start).filter(|_| joined)?;
        let (len, last) = month(to.start)?;
        Some((from.start..to.start + len, TimePart::Months(first, last)))
    });
    runs.filter(|(range, _)| {
        // With a year they are read as such.
        let next = passage.mentions_in(range.start..range.end);
        next.iter().all(|mention| matches!(mention.dated, Dated::Open(..)))
    })
    .collect()
}

impl NamedTime {
    /// Tells whether it may be the time of a figure, in a sentence that is told of one of these
    /// periods; nothing where that is not known.
    #[must_use]
    pub fn fits(
        &self,
        reading: &Reading<'_>,
        passage: &Passage<'_>,
        (period, stands): (Period, Stands),
        reported: &[Period],
    ) -> Option<bool> {
        let mut out = Some(true);
        for part in &self.parts {
            match self.part_fits(part, (reading, passage), (period, stands), reported) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => out = None,
            }
        }
        out
    }

    /// Tells whether it is one of periods that are named in figures, and no more.
    #[must_use]
    pub fn is_named(&self) -> bool {
        matches!(self.parts.as_slice(), [TimePart::Named(_)])
    }

    /// Gives the last day that it names.
    #[must_use]
    pub fn ends(&self) -> Option<Date> {
        self.parts
            .iter()
            .find_map(|part| if let TimePart::Ends(day) = part { Some(*day) } else { None })
    }

    /// Tells whether it is told from a month to a month.
    #[must_use]
    pub fn is_run(&self) -> bool {
        matches!(self.parts.first(), Some(TimePart::Run(..) | TimePart::Months(..)))
    }

    /// Tells whether a sentence may name it without telling a figure of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.parts.contains(&TimePart::Unknown)
    }

    fn part_fits(
        &self,
        part: &TimePart,
        (reading, passage): (&Reading<'_>, &Passage<'_>),
        (period, stands): (Period, Stands),
        reported: &[Period],
    ) -> Option<bool> {
        let facts = &reading.deck.facts;
        let calendar = facts.calendar;
        let (locale, ends) = (reading.locale, calendar.ends(period));
        // Where a quarter's name may stand for the sum up to its end.
        let sums = !locale.times.cumulative.is_empty();
        let so_far = |quarter: u8| match period {
            Period::Quarter { quarter: own, .. } | Period::Trailing { quarter: own, .. } => {
                own == quarter
            }
            Period::Half { half: 1, .. } => sums && quarter == 2,
            Period::NineMonths { .. } => sums && quarter == 3,
            Period::Year { .. } => sums && quarter == 4,
            Period::Half { .. } | Period::Month { .. } => false,
            Period::Instant(_) => true,
        };
        let near = |day: Date| day.since(ends).is_ok_and(|span| span.get_days().abs() <= DRIFT);
        Some(match part {
            TimePart::Relative(sense @ (Sense::ThisEnd | Sense::LastEnd)) => {
                return period.is_instant().then(|| {
                    reported
                        .iter()
                        .any(|now| relative_to(*sense, period, *now, facts) == Some(true))
                });
            }
            _ if period.is_instant() => return None,
            TimePart::Named(periods) => {
                let year = calendar.year_of(ends);
                periods.iter().any(|one| match *one {
                    Period::Year { year: own } if self.parts.len() > 1 => own == year,
                    Period::Quarter { year: own, quarter } => own == year && so_far(quarter),
                    one @ (Period::Half { .. }
                    | Period::NineMonths { .. }
                    | Period::Year { .. }
                    | Period::Month { .. }
                    | Period::Trailing { .. }
                    | Period::Instant(_)) => one == period,
                })
            }
            TimePart::Of(range) if year_before(passage, range, locale) => {
                let year = |period| calendar.year_of(calendar.ends(period));
                year(period) == year(facts.period) - 1
                    && part_fits(&passage.text[range.clone()], period, locale)
            }
            TimePart::Of(range) => {
                let text = &passage.text[range.clone()];
                // Only the bare name may stand for the sum.
                let bare = time::bare_part(text, locale);
                part_fits(text, period, locale)
                    || (!matches!(period, Period::Quarter { .. }) && bare.is_some_and(so_far))
            }
            // "In the prior year we sold shares for {x}": in any part of it.
            TimePart::Relative(Sense::YearBefore) if stands == Stands::Apart => reported
                .iter()
                .any(|now| relative_to(Sense::LastYear, period, *now, facts) != Some(false)),
            // 前期は is a whole year where it heads a figure.
            TimePart::Relative(Sense::LastYear) if stands == Stands::Label => {
                reported.iter().any(|now| {
                    let last = relative_to(Sense::LastYear, period, *now, facts) == Some(true);
                    last && matches!(period, Period::Year { .. })
                })
            }
            TimePart::Relative(sense) => {
                reported.iter().any(|now| relative_to(*sense, period, *now, facts) != Some(false))
            }
            TimePart::Quarter(quarter) => so_far(*quarter),
            TimePart::Months(first, last) => {
                let runs = calendar.months(period);
                (runs.0.1, runs.1.1) == (*first, *last)
            }
            TimePart::Run(from, to) => calendar.is_run(period, *from, *to),
            TimePart::Length(months) => calendar.lengths().months(period) == *months,
            TimePart::Counted(length) => length.fits(period, calendar),
            TimePart::ToDate => {
                let year = Period::Year { year: calendar.year_of(ends) };
                calendar.months(period).0 == calendar.months(year).0
            }
            TimePart::SameIn(year) => same_part(*year, period, (facts, reported)),
            TimePart::Ends(day) if calendar.is_by_weeks(ends) => *day == ends,
            TimePart::Ends(day) => near(*day),
            TimePart::Month(year, month) => {
                let by_day = (ends.year(), ends.month());
                [by_day, calendar.months(period).1].contains(&(*year, *month))
            }
            TimePart::Calendar(year) => {
                let (first, last) = calendar.range(period);
                calendar.year_of(last) == *year
                    || (first.year()..=last.year()).contains(year)
                    || period.year() == Some(*year)
            }
            TimePart::Payment(Sense::Interim) => {
                matches!(period, Period::Half { half: 1, .. } | Period::Quarter { .. })
            }
            TimePart::Payment(_) => {
                matches!(period, Period::Half { half: 2, .. } | Period::Quarter { .. })
            }
            TimePart::Unknown => return None,
        })
    }
}
