//! Numbers, units, periods and dates in the words of a language.

use jiff::civil::Date;

use super::{Locale, fill};
use crate::num::{Decimal, FiscalYear, Period, Scale, Unit};

impl Locale {
    /// Writes the digits of a number without its sign, grouped by threes, all printed places kept.
    #[must_use]
    pub fn digits(&self, value: &Decimal) -> String {
        let text = value.abs().to_string();
        let (whole, places) = text.split_once('.').map_or((text.as_str(), ""), |split| split);
        let mut out = String::with_capacity(text.len() + text.len() / 3);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                out.push_str(&self.number.group);
            }
            out.push(digit);
        }
        if !places.is_empty() {
            out.push_str(&self.number.decimal);
            out.push_str(places);
        }
        out
    }

    /// Writes a number in running text.
    #[must_use]
    pub fn signed(&self, value: &Decimal) -> String {
        sign(&self.number.minus, value.is_sign_negative(), self.digits(value))
    }

    /// Names a scale.
    #[must_use]
    pub fn scale_word(&self, scale: Scale) -> &str {
        match scale {
            Scale::One => &self.scale.one,
            Scale::Thousand => &self.scale.thousand,
            Scale::TenThousand => &self.scale.ten_thousand,
            Scale::Million => &self.scale.million,
            Scale::HundredMillion => &self.scale.hundred_million,
            Scale::Billion => &self.scale.billion,
            Scale::Trillion => &self.scale.trillion,
        }
    }

    /// Puts the unit to a number already written.
    #[must_use]
    pub fn with_unit(&self, number: &str, unit: &Unit) -> String {
        match unit {
            Unit::Currency { code, scale } => {
                let scale = self.scale_word(*scale);
                let pattern =
                    if scale.is_empty() { &self.unit.money_one } else { &self.unit.money };
                fill(pattern, &[("code", code.as_str()), ("number", number), ("scale", scale)])
            }
            Unit::Percent => fill(&self.unit.percent, &[("number", number)]),
            Unit::Points => fill(&self.unit.points, &[("number", number)]),
            Unit::Times => fill(&self.unit.times, &[("number", number)]),
            Unit::Count { noun, scale } => {
                let scale = self.scale_word(*scale);
                let noun = [scale, noun].into_iter().filter(|s| !s.is_empty());
                let noun = noun.collect::<Vec<_>>().join(" ");
                fill(&self.unit.count, &[("number", number), ("noun", &noun)])
            }
        }
    }

    /// Names a unit alone, such as `JPY million`.
    #[must_use]
    pub fn unit_name(&self, unit: &Unit) -> String {
        match unit {
            Unit::Currency { code, scale } => {
                let scale = self.scale_word(*scale);
                fill(&self.unit.money_name, &[("code", code.as_str()), ("scale", scale)])
            }
            Unit::Percent | Unit::Points | Unit::Times | Unit::Count { .. } => {
                self.with_unit("", unit)
            }
        }
    }

    /// Names a period: `1Q10`, `FY2010`, or a day in full.
    #[must_use]
    pub fn period_name(&self, period: Period) -> String {
        let year = period.year().unwrap_or_default();
        let (full, short) = (format!("{year:04}"), format!("{:02}", year.rem_euclid(100)));
        let number;
        let pattern = match period {
            Period::Quarter { quarter, .. } => {
                number = quarter;
                &self.period.quarter
            }
            Period::Half { half, .. } => {
                number = half;
                &self.period.half
            }
            Period::NineMonths { .. } => {
                number = 3;
                &self.period.nine_months
            }
            Period::Year { .. } => {
                number = 4;
                &self.period.year
            }
            Period::Instant(day) => return self.date_long(day),
        };
        let number = number.to_string();
        fill(pattern, &[("q", &number), ("h", &number), ("yyyy", &full), ("yy", &short)])
    }

    /// Names a fiscal year where space is short, such as `FY10`.
    #[must_use]
    pub fn year_short(&self, year: i16) -> String {
        let (full, short) = (format!("{year:04}"), format!("{:02}", year.rem_euclid(100)));
        fill(&self.period.year_short, &[("yyyy", &full), ("yy", &short)])
    }

    /// Names a quarter under its year, such as `1Q`.
    #[must_use]
    pub fn quarter_short(&self, quarter: u8) -> String {
        fill(&self.period.quarter_of_year, &[("q", &quarter.to_string())])
    }

    /// Writes the months a period covers, such as `10/4–10/6`.
    #[must_use]
    pub fn months(&self, period: Period, calendar: FiscalYear) -> String {
        let (first, last) = calendar.range(period);
        let yy = |day: Date| format!("{:02}", day.year().rem_euclid(100));
        let month = |day: Date| day.month().to_string();
        fill(
            &self.date.month_range,
            &[("y1", &yy(first)), ("m1", &month(first)), ("y2", &yy(last)), ("m2", &month(last))],
        )
    }

    /// Writes a date in full.
    #[must_use]
    pub fn date_long(&self, day: Date) -> String {
        let month = usize::from(day.month().unsigned_abs()).saturating_sub(1);
        let name = self.date.months.get(month).map_or("", String::as_str);
        date_parts(&self.date.long, day, name)
    }

    /// Writes a day within a known year, such as `8/13`.
    #[must_use]
    pub fn date_day(&self, day: Date) -> String {
        date_parts(&self.date.day, day, "")
    }
}

fn date_parts(pattern: &str, day: Date, month: &str) -> String {
    let (year, number, of_month) =
        (day.year().to_string(), day.month().to_string(), day.day().to_string());
    fill(
        pattern,
        &[("month", month), ("m", &number), ("day", &of_month), ("d", &of_month), ("year", &year)],
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
            english().with_unit("15,813", &unit("JPY million")),
            "JPY\u{a0}15,813\u{a0}million"
        );
        assert_eq!(english().with_unit("14,812", &unit("JPY")), "JPY\u{a0}14,812");
        assert_eq!(english().with_unit("123", &unit("contracts")), "123 contracts");
        assert_eq!(english().unit_name(&unit("JPY billion")), "JPY billion");
    }

    #[test]
    fn periods_and_dates_are_words() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        assert_eq!(english().period_name(period("1Q10")), "1Q10");
        assert_eq!(english().period_name(period("FY2009")), "FY2009");
        assert_eq!(english().period_name(period("2010-06-30")), "June 30, 2010");
        assert_eq!(english().months(period("1Q10"), FiscalYear::default()), "10/4–10/6");
    }
}
