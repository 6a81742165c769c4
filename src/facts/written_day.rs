//! Days as people write them, for the correction of a date that was refused.

use jiff::civil::Date;

use super::meta::MONTHS;
use crate::num::{Period, PeriodError};

/// Says why a text is no date, and which date it may mean.
pub(super) fn no_date(text: &str) -> (String, String) {
    let plain = || format!("`{text}` is not a date");
    let form = || "Write year-month-day, such as 2010-08-13".to_owned();
    if text.len() > 40 {
        return (plain(), form());
    }
    if let Err(error @ PeriodError::Day { .. }) = text.parse::<Period>() {
        return (format!("`{text}` is no day: {error}"), form());
    }
    let help = match meant(text).as_slice() {
        [] => form(),
        [one] => format!("Did you mean `{one}`?"),
        [one, other, ..] => format!("Write it as `{one}` or `{other}`, year-month-day"),
    };
    (plain(), help)
}

fn meant(text: &str) -> Vec<Date> {
    let date = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok();
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let small = |number: i16| i8::try_from(number).unwrap_or_default();
    let found: Vec<Option<Date>> = match (parts.as_slice(), numbers.as_slice()) {
        ([_, _, _], &[year @ 1000..=9999, month, day]) => {
            vec![date(year, small(month), small(day))]
        }
        ([_, _, _], &[first, second, year @ 1000..=9999]) if text.contains('.') => {
            vec![date(year, small(second), small(first))]
        }
        ([_, _, _], &[first, second, year @ 1000..=9999]) => {
            vec![date(year, small(first), small(second)), date(year, small(second), small(first))]
        }
        (words, &[one, other]) => {
            let month = words.iter().find_map(|word| {
                let head: String = word.to_lowercase().chars().take(3).collect();
                (1..)
                    .zip(MONTHS)
                    .find(|(_, name)| name.starts_with(&*head) && head.len() == 3)
                    .map(|(number, _)| number)
            });
            let (year, day) = if one >= 1000 { (one, other) } else { (other, one) };
            vec![month.and_then(|month| date(year, month, small(day)))]
        }
        _ => {
            let period = text.parse::<Period>();
            let named = match period {
                Ok(Period::Instant(day)) => Some(day),
                Ok(_) => None,
                Err(error) => error.suggestion().and_then(|text| text.parse().ok()),
            };
            vec![named]
        }
    };
    let mut found: Vec<Date> = found.into_iter().flatten().collect();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_known_in_other_forms() {
        for (typed, help) in [
            ("August 7, 2026", "Did you mean `2026-08-07`?"),
            ("7. August 2026", "Did you mean `2026-08-07`?"),
            ("7 May 2026", "Did you mean `2026-05-07`?"),
            ("7.8.2026", "Did you mean `2026-08-07`?"),
            ("2026/08/07", "Did you mean `2026-08-07`?"),
            ("2026年8月7日", "Did you mean `2026-08-07`?"),
            ("20260807", "Did you mean `2026-08-07`?"),
            ("08/07/2026", "Write it as `2026-08-07` or `2026-07-08`, year-month-day"),
            ("08/27/2026", "Did you mean `2026-08-27`?"),
            ("next week", "Write year-month-day, such as 2010-08-13"),
        ] {
            assert_eq!(no_date(typed).1, help, "{typed}");
        }
        assert!(no_date("2026-02-30").0.contains("its last day is 2026-02-28"));
    }
}
