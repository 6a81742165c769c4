//! Times as a language writes them: the patterns of its file, such as `{d}. {month} {year}`.

use super::Dated;
use super::numeral::{digit, month, number, ordinal};
use crate::locale::Locale;
use crate::num::{Date, FiscalYear, Period};

/// What a pattern names.
#[derive(Clone, Copy)]
pub(super) enum TimeKind {
    Day,
    Month,
    CalendarYear,
    Open,
    Quarter,
    Cumulative,
    Half,
    SecondHalf,
    NineMonths,
    Year,
    Part,
    PartSoFar,
}

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
    pub(super) era: Option<i16>,
}

/// Reads the longest time that a pattern of the language finds at the start of a text.
pub(super) fn read(text: &str, locale: &Locale, calendar: FiscalYear) -> Option<(usize, Dated)> {
    if !may_start(text.chars().next()?, locale) {
        return None;
    }
    let mut best: Option<(usize, Dated)> = None;
    for (kind, pattern) in patterns(locale) {
        let Some((len, found)) = matched(pattern, text, locale) else { continue };
        if best.is_none_or(|(longest, _)| len > longest)
            && let Some(dated) = found.dated(kind, calendar)
        {
            best = Some((len, dated));
        }
    }
    best
}

/// Tells whether a time may start with a letter: most do not, and need not be held against every
/// pattern.
fn may_start(first: char, locale: &Locale) -> bool {
    let numeral = digit(first).is_some() || "一二三四元".contains(first);
    let word = locale.prose.blanks && first.is_alphabetic();
    word || numeral
        || patterns(locale).any(|(_, pattern)| pattern.starts_with(first))
        || locale.month_rows().concat().iter().any(|month| month.starts_with(first))
        || locale.times.eras.keys().any(|era| era.starts_with(first))
}

/// The patterns a language is read by, after those it is written by.
pub(super) fn patterns(locale: &Locale) -> impl Iterator<Item = (TimeKind, &str)> {
    let (period, date, times) = (&locale.period, &locale.date, &locale.times);
    let written = [
        (TimeKind::Day, &date.long),
        (TimeKind::Month, &date.month),
        (TimeKind::Open, &date.day),
        (TimeKind::Quarter, &period.quarter),
        (TimeKind::Quarter, &period.quarter_head),
        (TimeKind::Half, &period.half),
        (TimeKind::Half, &period.half_head),
        (TimeKind::SecondHalf, &period.second_half),
        (TimeKind::SecondHalf, &period.second_half_head),
        (TimeKind::NineMonths, &period.nine_months),
        (TimeKind::NineMonths, &period.nine_months_head),
        (TimeKind::Year, &period.year),
        (TimeKind::Year, &period.year_head),
        (TimeKind::Year, &period.year_short),
        (TimeKind::Part, &period.quarter_of_year),
    ];
    let read = [
        (TimeKind::Day, &times.day),
        (TimeKind::Month, &times.month),
        (TimeKind::CalendarYear, &times.year),
        (TimeKind::Open, &times.open),
        (TimeKind::Quarter, &times.quarter),
        (TimeKind::Cumulative, &times.cumulative),
        (TimeKind::Half, &times.half),
        (TimeKind::SecondHalf, &times.second_half),
        (TimeKind::NineMonths, &times.nine_months),
        (TimeKind::Year, &times.fiscal_year),
        (TimeKind::Part, &times.part),
        (TimeKind::PartSoFar, &times.part_so_far),
    ];
    let read = read.into_iter().flat_map(|(kind, all)| all.iter().map(move |one| (kind, one)));
    written.into_iter().chain(read).map(|(kind, pattern)| (kind, pattern.as_str()))
}

/// Holds a pattern against the start of a text; gives the bytes it takes and its numbers.
pub(super) fn matched(pattern: &str, text: &str, locale: &Locale) -> Option<(usize, NumbersFound)> {
    let mut found = NumbersFound::default();
    let rest = found.follow(pattern, text, locale)?;
    // A year alone may be the year of anything.
    if found.one_year && pattern.starts_with("{years") {
        return None;
    }
    let numeric = pattern.ends_with('}');
    let mut next = rest.chars();
    let goes_on = match next.next() {
        Some(c) if c.is_ascii_alphanumeric() => numeric || locale.prose.blanks,
        Some('.' | ',' | '%' | '％') if numeric => next.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) | None => false,
    };
    (!goes_on).then_some((text.len() - rest.len(), found))
}

impl NumbersFound {
    /// Reads what a pattern describes and gives the text behind it.
    fn follow<'t>(&mut self, pattern: &str, text: &'t str, locale: &Locale) -> Option<&'t str> {
        let (mut rest, mut left) = (text, pattern);
        while let Some(c) = left.chars().next() {
            if let Some((name, behind)) = left.strip_prefix('{').and_then(|l| l.split_once('}')) {
                rest = self.take(name, rest, locale)?;
                left = behind;
                continue;
            }
            left = &left[c.len_utf8()..];
            if c == ' ' {
                let after = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
                if locale.prose.blanks && after.len() == rest.len() {
                    return None;
                }
                rest = after;
            } else {
                // In Markdown a full stop behind a number is escaped, where it would start a list.
                let escaped = rest.strip_prefix('\\').filter(|_| c == '.');
                rest = escaped.unwrap_or(rest).strip_prefix(c)?;
            }
        }
        Some(rest)
    }

    /// Reads the years of a fiscal year: two as the language writes them, or one in four digits.
    fn years<'t>(&mut self, pattern: &str, text: &'t str, locale: &Locale) -> Option<&'t str> {
        let mut both = *self;
        if let Some(rest) = both.follow(pattern, text, locale) {
            *self = both;
            return Some(rest);
        }
        let rest = self.take("start", text, locale)?;
        (self.end, self.one_year) = (self.start, true);
        Some(rest)
    }

    /// Reads one part of a pattern and gives the text behind it.
    pub(super) fn take<'t>(
        &mut self,
        name: &str,
        text: &'t str,
        locale: &Locale,
    ) -> Option<&'t str> {
        let century = |year: i16| if year < 80 { 2000 + year } else { 1900 + year };
        match name {
            "era" => {
                let (era, year) =
                    locale.times.eras.iter().find(|(era, _)| text.starts_with(era.as_str()))?;
                self.era = Some(*year);
                Some(&text[era.len()..])
            }
            "month" | "month_of_day" => {
                let (len, month) = month(text, locale)?;
                self.month = Some(month);
                Some(&text[len..])
            }
            "n" => {
                let (year, rest) = match text.strip_prefix('元') {
                    Some(rest) => (1, rest),
                    None => number(text, 1..=2)?,
                };
                self.year = Some(self.era? + year);
                self.end = self.year;
                Some(rest)
            }
            "q" | "h" => {
                let (number, rest) = ordinal(text, locale)?;
                self.number = Some(number).filter(|n| (1..=4).contains(n));
                self.number.map(|_| rest)
            }
            "m" | "end_month" => {
                let (month, rest) = number(text, 1..=2)?;
                self.month = i8::try_from(month).ok().filter(|m| (1..=12).contains(m));
                self.month.map(|_| rest)
            }
            "d" | "day" => {
                let (day, rest) = number(text, 1..=2)?;
                self.day = i8::try_from(day).ok().filter(|d| (1..=31).contains(d));
                self.day.map(|_| rest)
            }
            "years" => self.years(&locale.period.years, text, locale),
            "years2" => self.years(&locale.period.years_short, text, locale),
            "yy" | "start2" | "end2" => {
                let (year, rest) = number(text, 2..=2)?;
                self.name(name, century(year));
                Some(rest)
            }
            "year" | "yyyy" | "start" | "end" => {
                let (year, rest) = number(text, 4..=4)?;
                self.name(name, Some(year).filter(|year| (1900..=2199).contains(year))?);
                Some(rest)
            }
            _ => None,
        }
    }

    fn name(&mut self, name: &str, year: i16) {
        let slot = match name {
            "yy" | "yyyy" => &mut self.named,
            "start" | "start2" => &mut self.start,
            "end" | "end2" => &mut self.end,
            _ => &mut self.year,
        };
        *slot = Some(year);
    }

    pub(super) fn dated(self, kind: TimeKind, calendar: FiscalYear) -> Option<Dated> {
        if self.one_year && self.fiscal(calendar).is_none() {
            return None;
        }
        // A fiscal year that is not the company's is a time all the same.
        let period = |make: &dyn Fn(i16) -> Option<Period>| {
            self.fiscal(calendar).and_then(make).map_or(Dated::Open, Dated::Period)
        };
        let (number, month) = (self.number.unwrap_or(1), self.month);
        Some(match kind {
            TimeKind::Day => Dated::Day(Date::new(self.year?, month?, self.day?).ok()?),
            TimeKind::Month => Dated::Month(self.year?, month?),
            TimeKind::CalendarYear => Dated::Year(self.year?),
            TimeKind::Open => Dated::Open,
            TimeKind::Part | TimeKind::PartSoFar => Dated::Part,
            TimeKind::Quarter => period(&|year| Some(Period::Quarter { year, quarter: number })),
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

/// Tells whether a part of a year whose year is not named, such as `1Q` or 第2四半期累計, may be a
/// period.
pub(super) fn part_fits(part: &str, period: Period, locale: &Locale) -> bool {
    let of = |number: u8| match period {
        Period::Quarter { quarter, .. } => quarter == number,
        Period::Half { .. } | Period::NineMonths { .. } | Period::Year { .. } => false,
        Period::Instant(_) => true,
    };
    let so_far = |number: u8| match period {
        Period::Half { half: 1, .. } => number == 2,
        Period::NineMonths { .. } => number == 3,
        Period::Quarter { quarter, .. } => quarter == 1 && number == 1,
        Period::Year { .. } => number == 4,
        Period::Half { .. } => false,
        Period::Instant(_) => true,
    };
    let mut read = patterns(locale).filter_map(|(kind, pattern)| {
        let (len, found) = matched(pattern, part, locale)?;
        let number = found.number.filter(|_| len == part.len());
        match kind {
            _ if len != part.len() => None,
            TimeKind::Part if pattern.contains("{h}") => {
                let half = match period {
                    Period::Half { half, .. } => number == Some(half),
                    Period::Instant(_) => true,
                    Period::Quarter { .. } | Period::NineMonths { .. } | Period::Year { .. } => {
                        false
                    }
                };
                Some(half)
            }
            TimeKind::Part => Some(number.is_none_or(of)),
            TimeKind::PartSoFar => Some(so_far(number.unwrap_or(3))),
            TimeKind::Day
            | TimeKind::Month
            | TimeKind::CalendarYear
            | TimeKind::Open
            | TimeKind::Quarter
            | TimeKind::Cumulative
            | TimeKind::Half
            | TimeKind::SecondHalf
            | TimeKind::NineMonths
            | TimeKind::Year => None,
        }
    });
    // English parts are the first letters of the period's own name.
    read.next().map_or_else(
        || period.is_instant() || period.to_string().starts_with(part),
        |first| first || read.any(|fits| fits),
    )
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
            ("ja", "2011年6月期", "2011年6月期", Dated::Open),
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
        for text in ["Geschäftsjahr 2025", "2026"] {
            assert_eq!(read_in("de", text), None, "{text}: two years of the calendar");
        }
        assert_eq!(read_in("ja", "158億13百万円"), None);
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
            assert_eq!(read(text, german, calendar), None, "{text}: a year of what?");
        }
    }
}
