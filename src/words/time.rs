//! Times as a language writes them: the patterns of its file, such as `{d}. {month} {year}`, and
//! the notations of no language, such as `2010-06-30`.

use std::cell::LazyCell;
use std::ops::RangeInclusive;

use super::Dated;
use super::numeral::{month, month_as_named, number, ordinal, quarter_in_words};
use crate::locale::{Locale, PatternPart, TimeKind, TimePattern, TimeSlot, weeks};
use crate::num::{Date, FiscalYear, Period};

/// The numbers that a pattern found.
#[derive(Clone, Copy, Default)]
pub(super) struct NumbersFound {
    pub(super) number: Option<u8>,
    year: Option<i16>,
    named: Option<i16>,
    start: Option<i16>,
    end: Option<i16>,
    /// One year was read where two may stand.
    one_year: bool,
    month: Option<i8>,
    day: Option<i8>,
    /// How long the period is.
    months: Option<u8>,
    weeks: Option<i32>,
    pub(super) era: Option<i16>,
    /// The ends of a run of months.
    first: (Option<i16>, Option<i8>),
    last: (Option<i16>, Option<i8>),
}

/// Reads the longest time that a pattern of the language finds at the start of a text.
pub(super) fn read(text: &str, locale: &Locale, calendar: FiscalYear) -> Option<(usize, Dated)> {
    let mut best: Option<(usize, Dated)> = None;
    let month_opens = LazyCell::new(|| month(text, locale).is_some());
    for pattern in locale.time_patterns().starting(text.chars().next()?) {
        // Many words begin with the letter of a month, and few are one.
        if pattern.opens_with_month() && !*month_opens {
            continue;
        }
        let Some((len, found)) = matched(pattern, text, locale) else { continue };
        if best.is_none_or(|(longest, _)| len > longest)
            && let Some(dated) = found.dated(pattern.kind, calendar)
            && !(in_words(pattern) && matches!(dated, Dated::Open(..)))
        {
            best = Some((len, dated));
        }
    }
    best
}

/// Tells whether a pattern begins with a quarter in words.
fn in_words(pattern: &TimePattern) -> bool {
    pattern.parts.first() == Some(&PatternPart::Slot(TimeSlot::QuarterInWords))
}

/// Holds a pattern against the start of a text; gives the bytes it takes and its numbers.
pub(super) fn matched(
    pattern: &TimePattern,
    text: &str,
    locale: &Locale,
) -> Option<(usize, NumbersFound)> {
    let mut found = NumbersFound::default();
    let rest = found.follow(&pattern.parts, text, locale)?;
    // A year alone may be the year of anything; a quarter in words with one is read with what it may mean.
    let years = [TimeSlot::Years, TimeSlot::YearsShort].map(PatternPart::Slot);
    let alone = pattern.parts.first().is_some_and(|part| years.contains(part));
    if found.one_year && (alone || in_words(pattern)) {
        return None;
    }
    (!goes_on(pattern, rest, locale)).then_some((text.len() - rest.len(), found))
}

/// Tells whether what stands behind a pattern belongs to it, so that it is another thing: "June 30%".
fn goes_on(pattern: &TimePattern, rest: &str, locale: &Locale) -> bool {
    let (numeric, marks, alone) = match pattern.parts.as_slice() {
        [.., PatternPart::Text(mark), PatternPart::Slot(_)] => (true, mark.as_str(), false),
        [PatternPart::Slot(TimeSlot::Year)] => (true, "-/", true),
        [.., PatternPart::Slot(_)] => (true, "", false),
        [..] => (false, "", false),
    };
    let mut chars = rest.chars();
    let Some(next) = chars.next() else { return false };
    let digits = chars.as_str().bytes().take_while(u8::is_ascii_digit).count();
    match next {
        // An hour may stand behind an ISO day.
        'T' if digits > 0 && pattern.kind == TimeKind::Day => false,
        _ if next.is_ascii_alphanumeric() => numeric || locale.prose.blanks,
        _ if next.is_alphanumeric() => alone || locale.prose.blanks,
        '%' | '％' => numeric,
        '.' | ',' => numeric && digits > 0,
        // More of the same marks makes another notation: 2010/6/30, 2024-25.
        '-' | '/' => numeric && marks.contains(next) && (1..=2).contains(&digits),
        _ => false,
    }
}

impl NumbersFound {
    /// Reads what a pattern describes and gives the text behind it.
    pub(super) fn follow<'t>(
        &mut self,
        parts: &[PatternPart],
        text: &'t str,
        locale: &Locale,
    ) -> Option<&'t str> {
        parts.iter().try_fold(text, |rest, part| {
            let before = &text[..text.len() - rest.len()];
            self.step(part, (before, rest), locale)
        })
    }

    /// Reads one part of a pattern and gives the text behind it.
    pub(super) fn step<'t>(
        &mut self,
        part: &PatternPart,
        (before, rest): (&str, &'t str),
        locale: &Locale,
    ) -> Option<&'t str> {
        match part {
            PatternPart::Slot(slot) => self.take(*slot, rest, locale),
            PatternPart::Text(text) => letters(text, rest),
            PatternPart::Blank => blank(before, rest, locale),
        }
    }

    /// Reads the years of a fiscal year: two as the language writes them, or one in four digits.
    fn years<'t>(
        &mut self,
        both: &[PatternPart],
        text: &'t str,
        locale: &Locale,
    ) -> Option<&'t str> {
        let mut two = *self;
        if let Some(rest) = two.follow(both, text, locale) {
            *self = two;
            return Some(rest);
        }
        let rest = self.take(TimeSlot::Start, text, locale)?;
        (self.end, self.one_year) = (self.start, true);
        Some(rest)
    }

    /// Reads a number or a name and gives the text behind it.
    fn take<'t>(&mut self, slot: TimeSlot, text: &'t str, locale: &Locale) -> Option<&'t str> {
        match slot {
            TimeSlot::Era => {
                let (era, year) =
                    locale.times.eras.iter().find(|(era, _)| text.starts_with(era.as_str()))?;
                self.era = Some(*year);
                Some(&text[era.len()..])
            }
            TimeSlot::Month | TimeSlot::MonthAsNamed => {
                let as_named = slot == TimeSlot::MonthAsNamed;
                let read = if as_named { month_as_named } else { month };
                let (len, month) = read(text, locale)?;
                self.month = Some(month);
                Some(&text[len..])
            }
            TimeSlot::YearOfEra => {
                let (year, rest) = match text.strip_prefix('元') {
                    Some(rest) => (1, rest),
                    None => number(text, 1..=2)?,
                };
                self.year = Some(self.era? + year);
                self.end = self.year;
                Some(rest)
            }
            TimeSlot::Number => {
                let (number, rest) = ordinal(text, locale)?;
                self.number = Some(number).filter(|n| (1..=4).contains(n));
                self.number.map(|_| rest)
            }
            TimeSlot::QuarterInWords => {
                let (len, quarter) = quarter_in_words(text, locale)?;
                self.number = Some(quarter);
                Some(&text[len..])
            }
            TimeSlot::Few => number(text, 1..=2).map(|(_, rest)| rest),
            TimeSlot::MonthNumber => month_number(&mut self.month, 1..=2, text),
            TimeSlot::MonthInTwo => month_number(&mut self.month, 2..=2, text),
            TimeSlot::FirstMonth => month_number(&mut self.first.1, 1..=2, text),
            TimeSlot::LastMonth => month_number(&mut self.last.1, 1..=2, text),
            TimeSlot::Months => {
                let (months, rest) = number(text, 1..=2)?;
                self.months = u8::try_from(months).ok();
                Some(rest)
            }
            TimeSlot::Weeks => {
                let (weeks, rest) = number(text, 1..=2)?;
                self.weeks = Some(weeks.into());
                Some(rest)
            }
            TimeSlot::DayInTwo => {
                let (day, rest) = number(text, 2..=2)?;
                self.day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d));
                self.day.map(|_| rest)
            }
            TimeSlot::Day => {
                let (day, rest) = number(text, 1..=2)?;
                self.day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d));
                let endings = locale.times.day_endings.iter();
                let ending = endings.map(String::as_str).find(|ending| rest.starts_with(ending));
                self.day.map(|_| &rest[ending.map_or(0, str::len)..])
            }
            TimeSlot::Years => self.years(&locale.time_patterns().years, text, locale),
            TimeSlot::YearsShort => self.years(&locale.time_patterns().years_short, text, locale),
            TimeSlot::NamedInAny => {
                let long = self.take(TimeSlot::Named, text, locale);
                long.or_else(|| self.take(TimeSlot::NamedInTwo, text, locale))
            }
            TimeSlot::NamedInTwo => year_in_two(&mut self.named, text),
            TimeSlot::StartInTwo => year_in_two(&mut self.start, text),
            TimeSlot::EndInTwo => year_in_two(&mut self.end, text),
            TimeSlot::FirstYear => year_in_two(&mut self.first.0, text),
            TimeSlot::LastYear => year_in_two(&mut self.last.0, text),
            TimeSlot::Year => year_in_full(&mut self.year, text),
            TimeSlot::Named => year_in_full(&mut self.named, text),
            TimeSlot::Start => year_in_full(&mut self.start, text),
            TimeSlot::End => year_in_full(&mut self.end, text),
        }
    }

    pub(super) fn dated(self, kind: TimeKind, calendar: FiscalYear) -> Option<Dated> {
        if self.one_year && self.fiscal(calendar).is_none() {
            return None;
        }
        if self.by_days() && kind.is_period() {
            let found = self.of_days(kind, calendar);
            return Some(found.map_or(Dated::Open(None, None), Dated::Period));
        }
        // A fiscal year that is not the company's is a time all the same.
        let period = |make: &dyn Fn(i16) -> Option<Period>| {
            self.fiscal(calendar).and_then(make).map_or(Dated::Open(None, None), Dated::Period)
        };
        let (number, month) = (self.number.unwrap_or(1), self.month);
        Some(match kind {
            TimeKind::Day => Dated::Day(Date::new(self.year?, month?, self.day?).ok()?),
            TimeKind::Month => Dated::Month(self.year?, month?),
            TimeKind::CalendarYear => Dated::Year(self.year?),
            TimeKind::Open => Dated::Open(self.month, self.day),
            TimeKind::Run => {
                let end = |(year, month): (Option<i16>, Option<i8>)| Some((year?, month?));
                Dated::Months(end(self.first)?, end(self.last)?)
            }
            TimeKind::Part | TimeKind::PartSoFar => Dated::Part,
            TimeKind::Quarter => period(&|year| Some(Period::Quarter { year, quarter: number })),
            TimeKind::Trailing => {
                period(&|year| Period::Quarter { year, quarter: number }.trailing())
            }
            TimeKind::Half => {
                period(&|year| (number <= 2).then_some(Period::Half { year, half: number }))
            }
            TimeKind::SecondHalf if self.number.is_some_and(|number| number != 2) => return None,
            TimeKind::SecondHalf => period(&|year| Some(Period::Half { year, half: 2 })),
            TimeKind::NineMonths => period(&|year| Some(Period::NineMonths { year })),
            TimeKind::Year => period(&|year| Some(Period::Year { year })),
            TimeKind::Cumulative => period(&|year| {
                Some(match number {
                    1 => Period::Quarter { year, quarter: 1 },
                    2 => Period::Half { year, half: 1 },
                    3 => Period::NineMonths { year },
                    _ => Period::Year { year },
                })
            }),
        })
    }

    /// Tells whether a period is named by its last day, its month or its length.
    fn by_days(self) -> bool {
        (self.year.is_some() && self.era.is_none()) || self.months.is_some() || self.weeks.is_some()
    }

    /// Finds the period that ends when it is said, and is as long and of the year that is said.
    fn of_days(self, kind: TimeKind, calendar: FiscalYear) -> Option<Period> {
        let near = self.year.or(self.named).or(self.start).or(self.end)?;
        let of = |year: i16| match kind {
            TimeKind::Quarter => (1..=4).map(|quarter| Period::Quarter { year, quarter }).collect(),
            TimeKind::Half => (1..=2).map(|half| Period::Half { year, half }).collect(),
            TimeKind::SecondHalf => vec![Period::Half { year, half: 2 }],
            TimeKind::NineMonths => vec![Period::NineMonths { year }],
            TimeKind::Year => vec![Period::Year { year }],
            TimeKind::Day
            | TimeKind::Month
            | TimeKind::CalendarYear
            | TimeKind::Open
            | TimeKind::Run
            | TimeKind::Cumulative
            | TimeKind::Trailing
            | TimeKind::Part
            | TimeKind::PartSoFar => Vec::new(),
        };
        let number = |period| match period {
            Period::Quarter { quarter, .. } => quarter,
            Period::Half { half, .. } => half,
            Period::NineMonths { .. }
            | Period::Year { .. }
            | Period::Month { .. }
            | Period::Trailing { .. }
            | Period::Instant(_) => 0,
        };
        let fits = |period: &Period| {
            let ((first, last), year) = (calendar.range(*period), period.year());
            let whole = year.map(|year| calendar.months(Period::Year { year }));
            let is = |said: Option<i16>, of: Option<i16>| said.is_none() || said == of;
            is(self.year, Some(last.year()))
                && is(self.named, year)
                && is(self.start, whole.map(|((start, _), _)| start))
                && is(self.end, whole.map(|(_, (end, _))| end))
                && self.month.is_none_or(|month| month == last.month())
                && self.day.is_none_or(|day| day == last.day())
                && self.months.is_none_or(|months| months == period.months())
                && self.weeks.is_none_or(|said| said == weeks(first, last))
                && self.number.is_none_or(|said| said == number(*period))
        };
        (near - 1..=near + 1).flat_map(of).find(fits)
    }

    /// Finds the company's fiscal year by how it is named, starts or ends.
    fn fiscal(self, calendar: FiscalYear) -> Option<i16> {
        let near = self.named.or(self.start).or(self.end)?;
        (near - 1..=near + 1).find(|year| {
            let ((first, _), (last, last_month)) = calendar.months(Period::Year { year: *year });
            self.named.is_none_or(|named| named == *year)
                && self.start.is_none_or(|start| start == first)
                && self.end.is_none_or(|end| end == last)
                && self.month.is_none_or(|month| month == last_month)
        })
    }
}

/// Gives the number of a part of a year that is written by the first pattern of parts: 第2四半期.
pub(super) fn bare_part(text: &str, locale: &Locale) -> Option<u8> {
    let name = locale.times.part.first()?;
    let mut all = locale.time_patterns().all.iter();
    let pattern = all.find(|one| one.kind == TimeKind::Part && one.text == *name)?;
    let (len, found) = matched(pattern, text, locale)?;
    found.number.filter(|_| len == text.len())
}

/// Reads letters as they stand; in Markdown a full stop behind a number is escaped, where it would
/// start a list.
fn letters<'t>(text: &str, rest: &'t str) -> Option<&'t str> {
    text.chars().try_fold(rest, |rest, c| {
        let escaped = rest.strip_prefix('\\').filter(|_| c == '.');
        escaped.unwrap_or(rest).strip_prefix(c)
    })
}

/// Reads blanks, with one end of a line among them; behind a mark none is needed.
fn blank<'t>(before: &str, rest: &'t str, locale: &Locale) -> Option<&'t str> {
    let blanks = [' ', '\u{a0}', '\u{3000}'];
    let line = rest.trim_start_matches(blanks);
    let next = line.strip_prefix('\n').map(|next| next.trim_start_matches(blanks));
    let after = next.filter(|next| !next.starts_with('\n')).unwrap_or(line);
    let needed = locale.prose.blanks && !before.ends_with(['.', ',']);
    (after.len() < rest.len() || !needed).then_some(after)
}

/// Reads a month's number.
fn month_number<'t>(
    month: &mut Option<i8>,
    digits: RangeInclusive<usize>,
    text: &'t str,
) -> Option<&'t str> {
    let (number, rest) = number(text, digits)?;
    *month = i8::try_from(number).ok().filter(|number| (1..=12).contains(number));
    month.map(|_| rest)
}

/// Reads the last two digits of a year from 1980 to 2079.
fn year_in_two<'t>(year: &mut Option<i16>, text: &'t str) -> Option<&'t str> {
    let (digits, rest) = number(text, 2..=2)?;
    *year = Some(if digits < 80 { 2000 + digits } else { 1900 + digits });
    Some(rest)
}

/// Reads the four digits of a year from 1900 to 2199.
fn year_in_full<'t>(year: &mut Option<i16>, text: &'t str) -> Option<&'t str> {
    let (digits, rest) = number(text, 4..=4)?;
    *year = Some(digits).filter(|year| (1900..=2199).contains(year));
    year.map(|_| rest)
}

/// Tells whether a part of a year whose year is not named, such as `1Q` or 第2四半期累計, may be a
/// period.
pub(super) fn part_fits(part: &str, period: Period, locale: &Locale) -> bool {
    let of = |number: u8| match period {
        Period::Quarter { quarter, .. } => quarter == number,
        Period::Half { .. }
        | Period::NineMonths { .. }
        | Period::Year { .. }
        | Period::Month { .. }
        | Period::Trailing { .. } => false,
        Period::Instant(_) => true,
    };
    let so_far = |number: u8| match period {
        Period::Half { half: 1, .. } => number == 2,
        Period::NineMonths { .. } => number == 3,
        Period::Quarter { quarter, .. } => quarter == 1 && number == 1,
        Period::Year { .. } => number == 4,
        Period::Half { .. } | Period::Month { .. } | Period::Trailing { .. } => false,
        Period::Instant(_) => true,
    };
    let all = locale.time_patterns().all.iter();
    let mut read = all.filter_map(|pattern| {
        let kind = pattern.kind;
        if !matches!(kind, TimeKind::Part | TimeKind::PartSoFar) {
            return None;
        }
        let (len, found) = matched(pattern, part, locale)?;
        let number = found.number.filter(|_| len == part.len());
        if len != part.len() {
            return None;
        }
        if kind == TimeKind::PartSoFar {
            return Some(so_far(number.unwrap_or(3)));
        }
        Some(if pattern.text.contains("{h}") {
            matches!(period, Period::Half { half, .. } if number == Some(half))
                || period.is_instant()
        } else {
            number.is_none_or(of)
        })
    });
    read.next().map_or(period.is_instant(), |first| first || read.any(|fits| fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_in(tag: &str, text: &str) -> Option<(String, Dated)> {
        let locale = Locale::of(tag).expect("a language");
        let (len, dated) = read(text, locale, FiscalYear::default())?;
        Some((text[..len].to_owned(), dated))
    }

    fn period(text: &str) -> Dated {
        Dated::Period(text.parse().expect("a period"))
    }

    #[test]
    fn times_are_read_as_each_language_writes_them() {
        let day = Dated::Day(Date::new(2010, 6, 30).expect("a day"));
        for (tag, text, read, dated) in [
            ("ja", "2010年6月30日現在", "2010年6月30日", day),
            ("ja", "平成22年6月30日", "平成22年6月30日", day),
            ("ja", "２０１０年６月３０日", "２０１０年６月３０日", day),
            ("ja", "2010年6月末", "2010年6月", Dated::Month(2010, 6)),
            ("ja", "2011年3月期 第1四半期の", "2011年3月期 第1四半期", period("1Q10")),
            ("ja", "2011年3月期第一四半期", "2011年3月期第一四半期", period("1Q10")),
            ("ja", "2011年3月期第2四半期累計期間", "2011年3月期第2四半期累計期間", period("1H10")),
            ("ja", "平成23年3月期", "平成23年3月期", period("FY2010")),
            ("ja", "2011年6月期", "2011年6月期", Dated::Open(None, None)),
            ("ja", "2011年3月期中間期", "2011年3月期中間期", period("1H10")),
            (
                "ja",
                "2011年3月期 第2四半期（中間期）",
                "2011年3月期 第2四半期（中間期）",
                period("1H10"),
            ),
            ("ja", "2011年3月期下期の", "2011年3月期下期", period("2H10")),
            ("ja", "2010年度 下期", "2010年度 下期", period("2H10")),
            ("ja", "11/3 下期", "11/3 下期", period("2H10")),
            ("ja", "2011年3月期 通期", "2011年3月期 通期", period("FY2010")),
            ("ja", "2010年度", "2010年度", period("FY2010")),
            ("ja", "第1四半期累計期間", "第1四半期累計期間", Dated::Part),
            ("ja", "令和元年", "令和元年", Dated::Year(2019)),
            ("zh-Hans", "2010年6月30日，", "2010年6月30日", day),
            ("zh-Hans", "2010财年第一季度的", "2010财年第一季度", period("1Q10")),
            ("zh-Hans", "2010财年第1季度", "2010财年第1季度", period("1Q10")),
            ("zh-Hans", "2010财年Q1", "2010财年Q1", period("1Q10")),
            ("zh-Hans", "2010财年上半年", "2010财年上半年", period("1H10")),
            ("zh-Hans", "2010财年下半年", "2010财年下半年", period("2H10")),
            ("zh-Hans", "2010财年前三季度", "2010财年前三季度", period("9M10")),
            ("zh-Hans", "2010财年全年", "2010财年全年", period("FY2010")),
            ("zh-Hans", "第二季度", "第二季度", Dated::Part),
            ("zh-Hans", "前三季度", "前三季度", Dated::Part),
            ("de", "30. Juni 2010 lag", "30. Juni 2010", day),
            ("de", "30.06.2010", "30.06.2010", day),
            ("de", "1. Quartal 2010/11", "1. Quartal 2010/11", period("1Q10")),
            ("de", "2. Halbjahr 2010/11", "2. Halbjahr 2010/11", period("2H10")),
            ("de", "1. Quartal war", "1. Quartal", Dated::Part),
            ("de", "Geschäftsjahr 2010/11.", "Geschäftsjahr 2010/11", period("FY2010")),
            ("de", "Juni 2010", "Juni 2010", Dated::Month(2010, 6)),
        ] {
            assert_eq!(read_in(tag, text), Some((read.to_owned(), dated)), "{text}");
        }
        assert_eq!(read_in("de", "30 Kunden"), None);
        assert_eq!(read_in("de", "Q1 2026"), Some(("Q1".to_owned(), Dated::Part)));
        let year = Some(("2026".to_owned(), Dated::Year(2026)));
        assert_eq!(read_in("de", "Geschäftsjahr 2025"), None, "two years of the calendar");
        assert_eq!(read_in("de", "2026"), year);
        assert_eq!(read_in("ja", "158億13百万円"), None);
        assert_eq!(read_in("zh-Hans", "158.13亿日元"), None);
    }

    #[test]
    fn years_of_the_calendar_are_read_in_four_digits() {
        let calendar = FiscalYear::new(1, crate::num::YearNaming::Start).expect("a calendar");
        let german = Locale::of("de").expect("a language");
        for (text, dated) in [
            ("3. Quartal 2026", "3Q26"),
            ("3. Quartals 2026", "3Q26"),
            ("Q3 2026", "3Q26"),
            ("Q3/2026", "3Q26"),
            ("9M 2026", "9M26"),
            ("ersten neun Monaten 2026", "9M26"),
            ("1. Halbjahr 2026", "1H26"),
            ("2. Halbjahr 2026", "2H26"),
            ("H1 2026", "1H26"),
            ("Geschäftsjahr 2025", "FY2025"),
            ("Geschäftsjahres 2025", "FY2025"),
        ] {
            assert_eq!(read(text, german, calendar), Some((text.len(), period(dated))), "{text}");
        }
        for text in ["2026", "2026 Kunden"] {
            let year = Some((4, Dated::Year(2026)));
            assert_eq!(read(text, german, calendar), year, "{text}: a year of what?");
        }
    }
}
