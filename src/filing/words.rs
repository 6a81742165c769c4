//! What is printed in words, made a value: numbers in English, days, yes and no.

use super::concept::QualifiedName;
use super::transform::{Untransformed, narrow, registry};
use crate::num::Date;

/// The words that the registries name, a list a line: numbers, powers of a thousand, months, and eras of Japan, each
/// with the year before its first.
const WORDS: &str = include_str!("../../assets/filing/words.txt");

/// Gives a list of words.
fn listed(name: &str) -> impl Iterator<Item = &'static str> {
    let line = WORDS.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_default().split(' ')
}

/// Reads a number in English words, such as `twenty-one`; `no` and `none` are zero.
pub(super) fn spelled_out(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    if ["no", "none"].contains(&text.as_str()) {
        return Some("0".to_owned());
    }
    let (mut sum, mut part, mut below, mut some) = (0_u64, 0_u64, u64::MAX, false);
    for word in text.split([' ', '-', ',']).filter(|word| !word.is_empty() && *word != "and") {
        some = true;
        let digit = listed("small").position(|known| known == word);
        let ten = listed("tens").position(|known| known == word).map(|at| (at + 2) * 10);
        if let Some(value) = digit.or(ten).and_then(|value| u64::try_from(value).ok()) {
            // After forty stands a digit, after a digit a power; nothing else would be a number.
            let free = if part % 100 == 0 {
                100
            } else if part % 10 == 0 && part % 100 >= 20 {
                10
            } else {
                1
            };
            if value >= free {
                return None;
            }
            part += value;
        } else if word == "hundred" && (1..100).contains(&part) {
            part *= 100;
        } else {
            let thousands = listed("powers").position(|known| known == word)?;
            let power = 1_000_u64.checked_pow(u32::try_from(thousands + 1).ok()?)?;
            if !(1..1_000).contains(&part) || power >= below {
                return None;
            }
            sum = sum.checked_add(part.checked_mul(power)?)?;
            (part, below) = (0, power);
        }
    }
    some.then(|| (sum + part).to_string())
}

/// Makes the value of a printed text, such as `2021-09-10` of 2021年9月10日.
pub(super) fn text(format: &QualifiedName, text: &str) -> Result<String, Untransformed> {
    let registry = registry(format.namespace()).ok_or(Untransformed::Unknown)?;
    let day = match (registry, format.local()) {
        (_, "booleantrue") | (4.., "fixed-true") => return Ok("true".to_owned()),
        (_, "booleanfalse") | (4.., "fixed-false") => return Ok("false".to_owned()),
        (_, "nocontent") | (4.., "fixed-empty") => return Ok(String::new()),
        (2 | 3, "dateyearmonthdaycjk") | (4.., "date-year-month-day") => numbered(text),
        (2 | 3, "dateerayearmonthdayjp") | (4.., "date-jpn-era-year-month-day") => of_era(text),
        (2 | 3, "datemonthdayyearen") | (4.., "date-monthname-day-year-en") => {
            named(text).and_then(|(month, [day, year])| date(year, month, day))
        }
        (2 | 3, "datedaymonthyearen") | (4.., "date-day-monthname-year-en") => {
            named(text).and_then(|(month, [day, year])| date(year, month, day))
        }
        _ => return Err(Untransformed::Unknown),
    };
    day.map(|day| day.to_string()).ok_or(Untransformed::Unfit)
}

/// The numbers of a text, in their order.
fn numbers(text: &str) -> Vec<i16> {
    let text: String = text.chars().map(narrow).collect();
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.map(|part| part.parse().unwrap_or(-1)).collect()
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    // A year of two digits leaves its century to the reader.
    (year > 999).then_some(())?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn numbered(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text).try_into().ok()?;
    date(year, month, day)
}

fn of_era(text: &str) -> Option<Date> {
    let text = text.trim();
    let (eras, years) = (listed("eras").step_by(2), listed("eras").skip(1).step_by(2));
    let (rest, before) =
        eras.zip(years).find_map(|(era, before)| Some((text.strip_prefix(era)?, before)))?;
    let before: i16 = before.parse().ok()?;
    let [year, month, day] = numbers(&rest.replace('元', "1")).try_into().ok()?;
    date(before.checked_add(year)?, month, day)
}

/// The month that a text names, and its two numbers.
fn named(text: &str) -> Option<(i16, [i16; 2])> {
    let word = text.split(|c: char| !c.is_ascii_alphabetic()).find(|word| word.len() >= 3)?;
    let word = word.to_ascii_lowercase();
    let fits = |month: &str| month == word || month.get(..3) == Some(word.as_str());
    let month = listed("month-names").position(fits)?;
    Some((i16::try_from(month + 1).ok()?, numbers(text).try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_read() {
        for (text, meant) in [
            ("none", Some("0")),
            ("seven", Some("7")),
            ("forty-two", Some("42")),
            ("one hundred and five", Some("105")),
            ("Two thousand three hundred", Some("2300")),
            ("one million two thousand", Some("1002000")),
            ("two forty", None),
            ("thousand", None),
            ("one thousand million", None),
            ("five six", None),
            ("", None),
        ] {
            assert_eq!(spelled_out(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn days_are_read() {
        let space = |year: &str| format!("http://www.xbrl.org/inlineXBRL/transformation/{year}");
        let made = |year: &str, name: &str, printed: &str| {
            text(&QualifiedName::new(&space(year), "x", name), printed)
        };
        for (year, name, printed, meant) in [
            ("2011-07-31", "dateyearmonthdaycjk", "2021年9月10日", "2021-09-10"),
            ("2011-07-31", "dateerayearmonthdayjp", "平成30年６月１日", "2018-06-01"),
            ("2011-07-31", "dateerayearmonthdayjp", "令和元年5月1日", "2019-05-01"),
            ("2020-02-12", "date-monthname-day-year-en", "March 29, 2025", "2025-03-29"),
            ("2020-02-12", "fixed-true", "☒", "true"),
        ] {
            assert_eq!(made(year, name, printed).as_deref(), Ok(meant), "{printed}");
        }
        for (year, name, printed, why) in [
            ("2011-07-31", "dateyearmonthdaycjk", "2021年13月10日", Untransformed::Unfit),
            ("2011-07-31", "dateyearmonthdaycjk", "21年1月10日", Untransformed::Unfit),
            ("2020-02-12", "date-day-month-greek", "1", Untransformed::Unknown),
        ] {
            assert_eq!(made(year, name, printed), Err(why), "{printed}");
        }
    }
}
