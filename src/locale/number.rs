//! Numbers, units, periods and dates in the words of a language.

use jiff::civil::Date;

use super::{Locale, NumberMarks, fill};
use crate::num::{CurrencyCode, Decimal, FiscalYear, Noun, Period, PeriodLength, Scale, Unit};

impl Locale {
    /// Writes the digits of a number without its sign, grouped by threes, all printed places kept.
    #[must_use]
    pub fn digits(&self, value: &Decimal) -> String {
        grouped(&self.number, value, false)
    }

    /// Writes the digits of an amount as its unit is grouped: lakh and crore by twos before the last three,
    /// 1,23,456.
    #[must_use]
    pub fn digits_of(&self, value: &Decimal, unit: &Unit) -> String {
        grouped(&self.number, value, unit.is_indian())
    }

    /// Writes a number in running text.
    #[must_use]
    pub fn signed(&self, value: &Decimal) -> String {
        sign(&self.number.minus, value.is_sign_negative(), self.digits(value))
    }

    /// Gives what words money.
    #[must_use]
    pub const fn money_words(&self) -> MoneyWords<'_> {
        MoneyWords { locale: self }
    }

    /// Gives the scale that the language tells such amounts in: Japanese has no billion.
    #[must_use]
    pub fn usual_scale(&self, scale: Scale) -> Scale {
        let wanted = self.scale_instead.get(scale.to_string().as_str());
        wanted.and_then(|word| word.parse().ok()).unwrap_or(scale)
    }

    /// Names a scale.
    #[must_use]
    pub fn scale_word(&self, scale: Scale) -> &str {
        match scale {
            // They have names by currency.
            Scale::Hundredth => "",
            Scale::One => &self.scale.one,
            Scale::Thousand => &self.scale.thousand,
            Scale::TenThousand => &self.scale.ten_thousand,
            Scale::Lakh => &self.scale.lakh,
            Scale::Million => &self.scale.million,
            Scale::Crore => &self.scale.crore,
            Scale::HundredMillion => &self.scale.hundred_million,
            Scale::Billion => &self.scale.billion,
            Scale::Trillion => &self.scale.trillion,
        }
    }

    /// Puts the unit to a number already written; `value` chooses the form of a counted noun.
    #[must_use]
    pub fn with_unit(&self, number: &str, value: &Decimal, unit: &Unit) -> String {
        match unit {
            Unit::Currency { code, scale: Scale::Hundredth } => {
                let noun = self.money_words().hundredths(*code);
                let name = self.noun_forms().of(&noun, value, Scale::One);
                fill(&self.unit.hundredths, &[("number", number), ("name", name)])
            }
            Unit::Currency { code, scale } => {
                let scale = self.scale_word(*scale);
                let sign = self.house.signs.get(code.as_str());
                let pattern = match (scale.is_empty(), sign) {
                    (true, None) => &self.unit.money_one,
                    (true, Some(_)) => &self.unit.money_one_sign,
                    (false, None) => &self.unit.money,
                    (false, Some(_)) => &self.unit.money_sign,
                };
                let code = sign.map_or_else(|| self.currency(code.as_str()), String::as_str);
                fill(pattern, &[("code", code), ("number", number), ("scale", scale)])
            }
            Unit::Percent => fill(&self.unit.percent, &[("number", number)]),
            Unit::Points => fill(&self.unit.points, &[("number", number)]),
            Unit::BasisPoints => fill(&self.unit.basis_points, &[("number", number)]),
            Unit::Times => fill(&self.unit.times, &[("number", number)]),
            Unit::Count { noun, scale } => {
                let noun = self.count_noun(noun, *scale, value);
                fill(&self.unit.count, &[("number", number), ("noun", &noun)])
            }
        }
    }

    /// Names a currency: its code, or the word that the language uses for it.
    #[must_use]
    pub fn currency<'a>(&'a self, code: &'a str) -> &'a str {
        self.currency.get(code).map_or(code, String::as_str)
    }

    /// Gives the noun of a count, in the form that goes with the number, behind its scale.
    fn count_noun(&self, noun: &Noun, scale: Scale, number: &Decimal) -> String {
        let noun = self.noun_forms().of(noun, number, scale);
        let parts = [self.scale_word(scale), noun].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(&self.unit.scaled)
    }

    /// Names a unit alone, such as `JPY million`.
    #[must_use]
    pub fn unit_name(&self, unit: &Unit) -> String {
        match unit {
            Unit::Currency { code, scale } if *scale != Scale::Hundredth => {
                let scale = self.scale_word(self.usual_scale(*scale));
                // 百万円 also where amounts are written with ¥.
                let sign =
                    self.house.signs.get(code.as_str()).map_or(code.as_str(), String::as_str);
                let code = self.currency.get(code.as_str()).map_or(sign, String::as_str);
                fill(&self.unit.money_name, &[("code", code), ("scale", scale)])
            }
            Unit::Times => self.unit.times_name.clone(),
            Unit::Currency { .. }
            | Unit::Percent
            | Unit::Points
            | Unit::BasisPoints
            | Unit::Count { .. } => self.with_unit("", &Decimal::ZERO, unit),
        }
    }

    /// Names a period in running text: `1Q10`, `2011年3月期第1四半期`, or a day in full.
    #[must_use]
    pub fn period_name(&self, period: Period, calendar: FiscalYear) -> String {
        let words = &self.period;
        let (half, second_half) = (&words.half, &words.second_half);
        let (nine_months, year) = (&words.nine_months, &words.year);
        let patterns = [&words.quarter, half, second_half, nine_months, year, &words.trailing];
        self.named(period, calendar, patterns)
    }

    /// Names a period where it heads a column or stands along an axis.
    #[must_use]
    pub fn period_head(&self, period: Period, calendar: FiscalYear) -> String {
        let words = &self.period;
        let (half, second_half) = (&words.half_head, &words.second_half_head);
        let (nine_months, year) = (&words.nine_months_head, &words.year_head);
        let quarter = &words.quarter_head;
        let patterns = [quarter, half, second_half, nine_months, year, &words.trailing_head];
        self.named(period, calendar, patterns)
    }

    /// Names a part of a year that is not named: 上期, `1Q`.
    #[must_use]
    pub fn part_of_year(&self, period: Period) -> String {
        match period {
            Period::Quarter { quarter, .. } => self.quarter_short(quarter),
            Period::Half { half: 1, .. } => self.period.part_half.clone(),
            Period::Half { .. } => self.period.part_second_half.clone(),
            Period::NineMonths { .. } => self.period.part_nine_months.clone(),
            Period::Year { .. } => self.period.part_year.clone(),
            Period::Trailing { .. } => self.period.part_trailing.clone(),
            Period::Month { year, month } => month_of(self, year, month),
            Period::Instant(day) => self.date_long(day),
        }
    }

    pub(super) fn named(
        &self,
        period: Period,
        calendar: FiscalYear,
        [quarter, half, second_half, nine_months, year, trailing]: [&String; 6],
    ) -> String {
        let of = |pattern: &str, number| of_year(self, pattern, (period, number), calendar);
        match period {
            Period::Quarter { quarter: q, .. } => of(quarter, q),
            Period::Half { half: 1, .. } => of(half, 1),
            Period::Half { half: h, .. } => of(second_half, h),
            Period::NineMonths { .. } => of(nine_months, 3),
            Period::Year { .. } => of(year, 4),
            Period::Trailing { quarter: q, .. } => of(trailing, q),
            Period::Month { year, month } => month_of(self, year, month),
            Period::Instant(day) => self.date_long(day),
        }
    }

    /// Names a fiscal year where space is short, such as `FY10`.
    #[must_use]
    pub fn year_short(&self, year: i16, calendar: FiscalYear) -> String {
        of_year(self, &self.period.year_short, (Period::Year { year }, 4), calendar)
    }

    /// Names a quarter under its year, such as `1Q`.
    #[must_use]
    pub fn quarter_short(&self, quarter: u8) -> String {
        fill(&self.period.quarter_of_year, &[("q", &quarter.to_string())])
    }

    /// Writes the months a period covers, such as `10/4–10/6`.
    #[must_use]
    pub fn months(&self, period: Period, calendar: FiscalYear) -> String {
        let (first, last) = calendar.months(period);
        self.month_range(first, last)
    }

    /// Writes a span of months in figures, such as `10/4–10/6`.
    #[must_use]
    pub fn month_range(&self, first: (i16, i8), last: (i16, i8)) -> String {
        let yy = |(year, _): (i16, i8)| format!("{:02}", year.rem_euclid(100));
        let month = |(_, month): (i16, i8)| month.to_string();
        fill(
            &self.date.month_range,
            &[("y1", &yy(first)), ("m1", &month(first)), ("y2", &yy(last)), ("m2", &month(last))],
        )
    }

    /// Writes how long a period is: `53 weeks`.
    #[must_use]
    pub fn period_length(&self, length: PeriodLength) -> String {
        let (count, noun) = match length {
            PeriodLength::Weeks(count) => (count, &self.period.weeks),
            PeriodLength::Months(count) => (count, &self.period.months),
            PeriodLength::Days(count) => (count, &self.period.days),
        };
        let number = count.to_string();
        let decimal = number.parse().unwrap_or(Decimal::ZERO);
        let noun = Noun::from(noun.as_str());
        let noun = self.noun_forms().of(&noun, &decimal, Scale::One);
        fill(&self.period.length, &[("n", &number), ("noun", noun)])
    }

    /// Writes a month of a year.
    #[must_use]
    pub fn month_long(&self, year: i16, month: i8) -> String {
        Date::new(year, month, 1).map_or_else(
            |_| String::new(),
            |day| date_parts(&self.date.month, day, self.month_names(day.month())),
        )
    }

    /// Writes a date in full.
    #[must_use]
    pub fn date_long(&self, day: Date) -> String {
        date_parts(&self.date.long, day, self.month_names(day.month()))
    }

    /// Writes a day within a known year, such as `8/13`.
    #[must_use]
    pub fn date_day(&self, day: Date) -> String {
        date_parts(&self.date.day, day, ("", ""))
    }

    /// Names a month, alone and behind a day.
    fn month_names(&self, month: i8) -> (&str, &str) {
        let at = usize::from(month.unsigned_abs()).saturating_sub(1);
        let alone = self.date.months.get(at).map_or("", String::as_str);
        (alone, self.date.months_of_day.get(at).map_or(alone, String::as_str))
    }

    /// Lists the forms of the names of months, a row of twelve each.
    #[must_use]
    pub fn month_rows(&self) -> Vec<&[String]> {
        let date = [&self.date.months, &self.date.months_of_day];
        date.into_iter().chain(&self.times.months).map(Vec::as_slice).collect()
    }
}

fn month_of(locale: &Locale, year: i16, month: u8) -> String {
    i8::try_from(month).map_or_else(|_| String::new(), |month| locale.month_long(year, month))
}

/// Words money where a language has a way of its own for it.
#[derive(Clone, Copy, Debug)]
pub struct MoneyWords<'a> {
    locale: &'a Locale,
}

impl MoneyWords<'_> {
    /// Writes an amount in running text the long way, such as `158億13百万円` or `158.13亿日元`, where the language
    /// has one and the amount is large enough for it.
    #[must_use]
    pub fn mixed(self, value: &Decimal, unit: &Unit) -> Option<String> {
        let Unit::Currency { code, scale: Scale::Million } = unit else { return None };
        let sign = self.locale.house.signs.get(code.as_str());
        let words = &self.locale.unit;
        let (pattern, whole) = match sign {
            Some(_) => (&words.money_mixed_sign, &words.money_sign),
            None => (&words.money_mixed, &words.money),
        };
        let pattern = Some(pattern).filter(|pattern| !pattern.is_empty())?;
        let (size, hundred) = (value.abs(), Decimal::ONE_HUNDRED);
        if size < hundred || size.scale() > 0 {
            return None;
        }
        let code = sign.map_or_else(|| self.locale.currency(code.as_str()), String::as_str);
        let low = size % hundred;
        let high = self.locale.digits(&((size - low) / hundred).normalize());
        if low.is_zero() {
            let scale = self.locale.scale_word(Scale::HundredMillion);
            return Some(fill(whole, &[("code", code), ("number", &high), ("scale", scale)]));
        }
        let mut number = size / hundred;
        number.rescale(2);
        let (number, low) = (self.locale.digits(&number), self.locale.digits(&low));
        let parts = [("code", code), ("high", &high), ("low", &low), ("number", &number)];
        Some(fill(pattern, &parts))
    }

    /// Writes an amount in a currency and its hundredths, such as `22円50銭` and `319円01銭`, where the language
    /// tells them apart and there are any.
    #[must_use]
    pub fn in_parts(self, value: &Decimal, unit: &Unit) -> Option<String> {
        let pattern = Some(&self.locale.unit.money_parts).filter(|pattern| !pattern.is_empty())?;
        let Unit::Currency { code: CurrencyCode::JPY, scale: Scale::One } = unit else {
            return None;
        };
        // A sign stands before one number.
        if self.locale.house.signs.contains_key(CurrencyCode::JPY.as_str()) {
            return None;
        }
        let size = value.abs();
        let low = (size.fract() * Decimal::ONE_HUNDRED).normalize();
        if low.is_zero() || low.scale() > 0 {
            return None;
        }
        // Two digits, as in the figure: 319円01銭.
        let low = format!("{low:0>2}");
        Some(fill(pattern, &[("high", &self.locale.digits(&size.trunc())), ("low", &low)]))
    }

    /// Names the hundredths of a currency, in the forms that go with numbers.
    #[must_use]
    pub fn hundredths(self, code: CurrencyCode) -> Noun {
        let own = self.locale.hundredths.get(code.as_str());
        let other = || {
            self.locale.hundredths.get("other").map(|words| words.replace("{code}", code.as_str()))
        };
        Noun::from(own.cloned().or_else(other).unwrap_or_default().as_str())
    }
}

fn grouped(marks: &NumberMarks, value: &Decimal, by_twos: bool) -> String {
    let text = value.abs().to_string();
    let (whole, places) = text.split_once('.').map_or((text.as_str(), ""), |split| split);
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        let opens =
            if by_twos && left > 3 { !left.is_multiple_of(2) } else { left.is_multiple_of(3) };
        if at > 0 && opens {
            out.push_str(&marks.group);
        }
        out.push(digit);
    }
    if !places.is_empty() {
        out.push_str(&marks.decimal);
        out.push_str(places);
    }
    out
}

/// Fills a pattern with a period's number and the years it may be named by: as the company names
/// it, and the calendar's year and month that its fiscal year starts and ends in.
fn of_year(
    locale: &Locale,
    pattern: &str,
    (period, number): (Period, u8),
    calendar: FiscalYear,
) -> String {
    let words = &locale.period;
    let year = period.year().expect("a day is written as a date");
    let ((start, _), (end, end_month)) = calendar.months(Period::Year { year });
    let at = usize::from(number).saturating_sub(1);
    let number = number.to_string();
    let nth = words.ordinals.get(at).unwrap_or(&number);
    let full = |year: i16| format!("{year:04}");
    let short = |year: i16| format!("{:02}", year.rem_euclid(100));
    let (start4, start2, end4, end2) = (full(start), short(start), full(end), short(end));
    let years = |pattern: &str| {
        if start == end {
            return start4.clone();
        }
        let both = [("start", &*start4), ("start2", &*start2), ("end", &*end4), ("end2", &*end2)];
        fill(&fill(pattern, &both), &[("yyyy", &full(year)), ("yy", &short(year))])
    };
    let named = fill(
        pattern,
        &[
            ("q", &number),
            ("h", &number),
            ("nth", nth),
            ("yyyy", &full(year)),
            ("yy", &short(year)),
            ("years", &years(&words.years)),
            ("years2", &years(&words.years_short)),
            ("start", &start4),
            ("start2", &start2),
            ("end", &end4),
            ("end2", &end2),
            ("end_month", &end_month.to_string()),
        ],
    );
    if named.contains('{') { by_days(locale, &named, (period, at), calendar) } else { named }
}

/// Fills a pattern of a house with the last day of a period, its length and its quarter in words.
fn by_days(
    locale: &Locale,
    pattern: &str,
    (period, at): (Period, usize),
    calendar: FiscalYear,
) -> String {
    let (first, last) = calendar.range(period);
    let pattern = date_parts(pattern, last, locale.month_names(last.month()));
    let (months, weeks) = (period.months().to_string(), weeks(first, last).to_string());
    let mut named = fill(&pattern, &[("months", &months), ("weeks", &weeks)]);
    if let Some((before, rest)) = named.split_once("{quarter:")
        && let Some((example, after)) = rest.split_once('}')
    {
        let word = locale.prose.quarter_like(example, at).unwrap_or_default();
        named = format!("{before}{word}{after}");
    }
    named
}

/// Counts the weeks from a day to another, both in; to the nearest.
#[must_use]
pub fn weeks(first: Date, last: Date) -> i32 {
    let days = last.since(first).map_or(0, |span| span.get_days()) + 1;
    (days + 3) / 7
}

fn date_parts(pattern: &str, day: Date, (month, month_of_day): (&str, &str)) -> String {
    let (year, number, of_month) =
        (day.year().to_string(), day.month().to_string(), day.day().to_string());
    fill(
        pattern,
        &[
            ("month", month),
            ("month_of_day", month_of_day),
            ("m", &number),
            ("mm", &format!("{:02}", day.month())),
            ("day", &of_month),
            ("d", &of_month),
            ("dd", &format!("{:02}", day.day())),
            ("year", &year),
        ],
    )
}

/// Puts digits into a sign's pattern if it applies.
#[must_use]
pub(crate) fn sign(pattern: &str, applies: bool, digits: String) -> String {
    if applies { pattern.replace("{}", &digits) } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> &'static Locale {
        Locale::of("en").expect("English is built in")
    }

    #[test]
    fn digits_of_crore_are_grouped_by_twos() {
        let crore: Unit = "INR crore".parse().expect("a unit");
        for (value, shown) in [
            ("153670", "1,53,670"),
            ("12345678.50", "1,23,45,678.50"),
            ("1234", "1,234"),
            ("12345", "12,345"),
            ("999", "999"),
        ] {
            assert_eq!(english().digits_of(&value.parse().expect("a number"), &crore), shown);
        }
    }

    #[test]
    fn digits_keep_their_places() {
        for (value, shown) in [("15813", "15,813"), ("0.10", "0.10"), ("-1234567.5", "1,234,567.5")]
        {
            assert_eq!(english().digits(&value.parse().expect("a number")), shown);
        }
    }

    #[test]
    fn units_are_words() {
        let unit = |text: &str| text.parse::<Unit>().expect("a unit");
        assert_eq!(
            english().with_unit("15,813", &Decimal::TEN, &unit("JPY million")),
            "JPY\u{a0}15,813\u{a0}million"
        );
        assert_eq!(english().with_unit("14,812", &Decimal::TEN, &unit("JPY")), "JPY\u{a0}14,812");
        assert_eq!(english().with_unit("123", &Decimal::TEN, &unit("contracts")), "123 contracts");
        assert_eq!(english().unit_name(&unit("JPY billion")), "JPY billion");
    }

    #[test]
    fn periods_and_dates_are_words() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let calendar = FiscalYear::default();
        assert_eq!(english().period_name(period("1Q10"), calendar), "1Q10");
        assert_eq!(english().period_name(period("FY2009"), calendar), "FY2009");
        assert_eq!(english().period_name(period("2010-06-30"), calendar), "June 30, 2010");
        let japanese = Locale::of("ja").expect("Japanese is built in");
        let by_end = FiscalYear::new(4, crate::num::YearNaming::End).expect("a calendar");
        assert_eq!(japanese.period_name(period("1Q10"), calendar), "2011年3月期第1四半期");
        assert_eq!(japanese.period_name(period("1Q11"), by_end), "2011年3月期第1四半期");
        assert_eq!(japanese.period_head(period("1Q10"), calendar), "11/3 1Q");
        for (half, name, head) in
            [("1H10", "2011年3月期中間期", "11/3 中間期"), ("2H10", "2011年3月期下期", "11/3 下期")]
        {
            assert_eq!(japanese.period_name(period(half), calendar), name);
            assert_eq!(japanese.period_head(period(half), calendar), head);
        }
        assert_eq!(japanese.period_name(period("2010-06-30"), calendar), "2010年6月30日");
        assert_eq!(english().months(period("1Q10"), FiscalYear::default()), "10/4–10/6");
    }

    #[test]
    fn chinese_names_the_fiscal_year_and_counts_in_hundred_millions() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let calendar = FiscalYear::default();
        let chinese = Locale::of("zh-Hans").expect("Chinese is built in");
        let of_calendar = FiscalYear::new(1, crate::num::YearNaming::Start).expect("January");
        for (name, fiscal, plain) in [
            ("1Q26", "2026财年第一季度", "2026年第一季度"),
            ("1H26", "2026财年上半年", "2026年上半年"),
            ("2H26", "2026财年下半年", "2026年下半年"),
            ("9M26", "2026财年前三季度", "2026年前三季度"),
            ("FY2026", "2026财年", "2026年"),
        ] {
            let names = [calendar, of_calendar].map(|year| chinese.period_name(period(name), year));
            assert_eq!(names, [fiscal, plain]);
        }
        let million: Unit = "JPY million".parse().expect("a unit");
        let mixed =
            |digits: &str| chinese.money_words().mixed(&digits.parse().expect("digits"), &million);
        assert_eq!(mixed("15813").as_deref(), Some("158.13亿日元"));
        assert_eq!(mixed("15810").as_deref(), Some("158.10亿日元"));
        assert_eq!(mixed("15800").as_deref(), Some("158亿日元"));
        assert_eq!(mixed("99"), None);
    }

    #[test]
    fn german_years_are_two_where_the_fiscal_year_is_no_year_of_the_calendar() {
        let german = Locale::of("de").expect("German is built in");
        let fiscal = FiscalYear::default();
        let calendar = FiscalYear::new(1, crate::num::YearNaming::Start).expect("a calendar");
        for (period, names, heads) in [
            ("3Q26", ["3. Quartal 2026/27", "3. Quartal 2026"], ["Q3 26/27", "Q3 2026"]),
            ("1H26", ["1. Halbjahr 2026/27", "1. Halbjahr 2026"], ["H1 26/27", "H1 2026"]),
            ("2H26", ["2. Halbjahr 2026/27", "2. Halbjahr 2026"], ["H2 26/27", "H2 2026"]),
            ("9M26", ["neun Monate 2026/27", "neun Monate 2026"], ["9M 26/27", "9M 2026"]),
            ("FY2025", ["Geschäftsjahr 2025/26", "Geschäftsjahr 2025"], ["2025/26", "2025"]),
        ] {
            let period: Period = period.parse().expect("a period");
            assert_eq!([fiscal, calendar].map(|year| german.period_name(period, year)), names);
            assert_eq!([fiscal, calendar].map(|year| german.period_head(period, year)), heads);
        }
        assert_eq!(
            [fiscal, calendar].map(|year| german.year_short(2025, year)),
            ["2025/26", "2025"]
        );
    }
}
