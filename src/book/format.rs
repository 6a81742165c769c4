//! Number formats: what the way a cell is shown says of its number.
//!
//! Source: ECMA-376, part 1, 18.8.30 and 18.8.31.

use std::cmp::Ordering;

use super::measure::Measure;
use super::number;
use crate::num::Exact;

/// How a number is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Whether as a percentage: 0.187 reads `18.7%`.
    pub percent: bool,
    /// Whether as a day or a time.
    pub day: bool,
    /// How many times the display leaves out three digits: 2 where 15813456789 reads `15,813`.
    pub divided: i32,
    /// What the words beside it say of its unit.
    pub measure: Measure,
}

/// A number format: its sections, each for some numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Format(Vec<Section>);

#[derive(Clone, Debug, Default)]
struct Section {
    /// The numbers it is for, where it says so: `[>=1000]`.
    condition: Option<(String, Exact)>,
    shown: Shown,
}

impl Format {
    /// The formats that every workbook has without naming them.
    pub(super) fn built_in(id: u32) -> Self {
        let shown = Shown {
            percent: matches!(id, 9 | 10),
            day: matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58),
            ..Shown::default()
        };
        Self(vec![Section { condition: None, shown }])
    }

    /// Reads a format.
    pub(super) fn of(code: &str) -> Self {
        let mut sections = Vec::new();
        let mut chars = code.chars().peekable();
        while chars.peek().is_some() {
            sections.push(section(&mut chars));
        }
        Self(sections)
    }

    /// Tells how a number is shown.
    pub(super) fn shown(&self, text: &str) -> Shown {
        let value = number(text).unwrap_or_else(Exact::zero);
        let negative = value.is_negative();
        let sections = &self.0;
        let chosen = if sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&Section| {
                section.condition.as_ref().is_none_or(|(sign, bound)| holds(sign, &value, bound))
            };
            sections.iter().find(fits)
        } else {
            match sections.len() {
                0 | 1 => sections.first(),
                2 => sections.get(usize::from(negative)),
                _ if value.is_zero() => sections.get(2),
                _ => sections.get(usize::from(negative)),
            }
        };
        let mut shown = chosen.map(|section| section.shown.clone()).unwrap_or_default();
        // A section without digits shows another's number as a word, such as "-" for nil.
        if let Some(first) = sections.first() {
            shown.percent |= first.shown.percent;
            shown.day |= first.shown.day;
        }
        shown
    }
}

fn holds(sign: &str, value: &Exact, bound: &Exact) -> bool {
    let order = value.cmp(bound);
    match sign {
        "<" => order == Ordering::Less,
        "<=" => order != Ordering::Greater,
        ">" => order == Ordering::Greater,
        ">=" => order != Ordering::Less,
        "<>" => order != Ordering::Equal,
        _ => order == Ordering::Equal,
    }
}

/// Reads one section, and the semicolon behind it.
fn section(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Section {
    let mut out = Section::default();
    let (mut words, mut commas, mut digits) = (String::new(), 0, false);
    while let Some(c) = chars.next() {
        let literal = match c {
            ';' => break,
            '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
            '\\' | '!' => chars.next().map(String::from).unwrap_or_default(),
            '_' | '*' => {
                chars.next();
                String::new()
            }
            '[' => bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>(), &mut out),
            '0' | '#' | '?' => {
                (digits, commas) = (true, 0);
                continue;
            }
            ',' if digits => {
                commas += 1;
                continue;
            }
            '%' => {
                out.shown.percent = true;
                String::new()
            }
            'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => String::new(),
            'G' | 'g' if keyword(chars, "eneral") => String::new(),
            'A'..='Z' | 'a'..='z' => {
                let time = |c: char| {
                    matches!(c.to_ascii_lowercase(), 'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'e')
                };
                out.shown.day |= time(c);
                if time(c) { String::new() } else { c.to_string() }
            }
            c => c.to_string(),
        };
        // Commas behind the last digit leave out three digits each.
        out.shown.divided += std::mem::take(&mut commas);
        let plain = |c: &char| !matches!(c, '-' | '+' | '(' | ')' | '/' | ':' | '.' | ',' | '@');
        let literal: String = literal.chars().filter(plain).collect();
        words.push_str(&literal);
        words.push_str(if literal.is_empty() { "" } else { " " });
    }
    out.shown.divided += commas;
    out.shown.measure = Measure::of(words.trim());
    out
}

/// Takes the rest of a word where it follows.
fn keyword(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, rest: &str) -> bool {
    let mut ahead = chars.clone();
    let follows = rest.chars().all(|c| ahead.next().is_some_and(|a| a.eq_ignore_ascii_case(&c)));
    if follows {
        *chars = ahead;
    }
    follows
}

/// Reads what stands in brackets: a currency, which is given; a condition; hours of a time; or a
/// colour, a language or a kind of digits, which say nothing.
fn bracket(text: &str, section: &mut Section) -> String {
    if let Some(currency) = text.strip_prefix('$') {
        // `[$€-407]`, and `[$-411]` for a language alone.
        return currency.rsplit_once('-').map_or(currency, |(sign, _)| sign).to_owned();
    }
    let elapsed = |c: char| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S');
    if !text.is_empty() && text.chars().all(elapsed) {
        section.shown.day = true;
    }
    let sign: String = text.chars().take_while(|c| matches!(c, '<' | '>' | '=')).collect();
    if !sign.is_empty()
        && let Some(bound) = number(text[sign.len()..].trim())
    {
        section.condition = Some((sign, bound));
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_percentages_days_and_divided_digits() {
        for (code, value, percent, day, divided) in [
            ("General", "1", false, false, 0),
            ("General\"m\"", "1", false, false, 0),
            ("#,##0;[Red]-#,##0", "-1", false, false, 0),
            ("[Color10]#,##0_);\\(#,##0\\)", "-1", false, false, 0),
            ("[DBNum1][$-411]General", "1", false, false, 0),
            ("0.00E+00", "1", false, false, 0),
            ("0.0%;△0.0%;\"-\"", "0", true, false, 0),
            ("0.0\"%\"", "12", false, false, 0),
            ("#,##0,", "1", false, false, 1),
            ("#,##0.0,,", "1", false, false, 2),
            ("#,##0,,\"百万円\"", "1", false, false, 2),
            ("[>=1000000]#,##0,,\"M\";[>=1000]#,##0,\"K\";0", "2000", false, false, 1),
            ("[>=1000000]#,##0,,\"M\";[>=1000]#,##0,\"K\";0", "20", false, false, 0),
            ("mmm", "40000", false, true, 0),
            ("[$-411]ge", "40000", false, true, 0),
            ("mm:ss", "0.5", false, true, 0),
            ("[h]:mm", "25.5", false, true, 0),
            ("[$-411]ggge\"年\"m\"月\"d\"日\"", "40000", false, true, 0),
            ("yyyy/m/d;@", "40000", false, true, 0),
            ("AM/PM h", "1", false, true, 0),
            ("@", "1", false, false, 0),
            ("", "1", false, false, 0),
        ] {
            let shown = Format::of(code).shown(value);
            let found = (shown.percent, shown.day, shown.divided);
            assert_eq!(found, (percent, day, divided), "{code}");
        }
    }

    #[test]
    fn formats_name_currencies_and_scales() {
        for (code, value, currency, scale) in [
            ("[$$-409]#,##0", "1", "$", ""),
            ("#,##0 [$€-407]", "1", "EUR", ""),
            ("[$USD] #,##0", "1", "USD", ""),
            ("#,##0\"千円\"", "1", "JPY", "thousand"),
            ("#,##0\"億円\"", "1", "JPY", "hundred million"),
            ("\"\\\"#,##0;[Red]\"\\\"\\-#,##0", "-1", "¥", ""),
            ("#,##0_);[Red]\\(#,##0\\)", "-1", "", ""),
            (
                "_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-;_-* \"-\"??\\ \"€\"_-",
                "1",
                "EUR",
                "",
            ),
            ("#,##0;△#,##0", "-1", "", ""),
            ("#,##0.0\" Mio. €\"", "1", "EUR", "million"),
        ] {
            let measure = Format::of(code).shown(value).measure;
            let found = (
                measure.currency.unwrap_or_default(),
                measure.scale.map(|scale| scale.to_string()).unwrap_or_default(),
            );
            assert_eq!(found, (currency.to_owned(), scale.to_owned()), "{code}");
        }
    }
}
