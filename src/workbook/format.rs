//! Number formats: what the way a cell is shown says of its number.
//!
//! Source: ECMA-376, part 1, 18.8.30 and 18.8.31.

use std::cmp::Ordering;

use super::measure::WordedUnit;
use super::number;
use crate::num::Exact;

/// How a number is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberDisplay {
    /// Whether as a percentage: 0.187 reads `18.7%`.
    pub percent: bool,
    /// Whether as a day or a time.
    pub day: bool,
    /// How many times the display leaves out three digits: 2 where 15813456789 reads `15,813`.
    pub divided: i32,
    /// What the words beside it say of its unit.
    pub measure: WordedUnit,
    /// The words behind it that are no unit, such as a noun that is counted.
    pub counted: String,
    /// The words right before the digits, such as `~`, and right behind them.
    pub beside: [String; 2],
    /// How it looks against zero.
    pub sign: SignShown,
    /// What is shown instead of its digits.
    pub instead: Option<String>,
    /// The digits behind the point, where the format says how many.
    pub places: Option<u32>,
    /// Whether it is zero, and shown as a dash that is no hyphen: there is nothing.
    pub nil: bool,
}

/// How a number is shown against zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignShown {
    /// As it is.
    #[default]
    Own,
    /// As one below zero, by a sign or brackets of the format.
    Below,
    /// Without the sign that it has.
    Dropped,
}

/// A number format: its sections, each for some numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct NumberFormat(Vec<FormatSection>);

#[derive(Clone, Debug, Default)]
struct FormatSection {
    /// The numbers it is for, where it says so: `[>=1000]`.
    condition: Option<(String, Exact)>,
    shown: NumberDisplay,
    /// Whether it has places for digits.
    digits: bool,
    /// Whether it has a sign of what is below zero.
    minus: bool,
    /// Whether a colour tells its numbers from others.
    coloured: bool,
}

impl NumberFormat {
    /// The formats that every workbook has without naming them.
    pub(super) fn built_in(id: u32) -> Self {
        let shown = NumberDisplay {
            percent: matches!(id, 9 | 10),
            day: matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58),
            ..NumberDisplay::default()
        };
        Self(vec![FormatSection { shown, digits: true, ..FormatSection::default() }])
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
    pub(super) fn shown(&self, text: &str) -> NumberDisplay {
        let value = number(text).unwrap_or_else(Exact::zero);
        let negative = value.is_negative();
        let sections = &self.0;
        let chosen = if sections.iter().any(|section| section.condition.is_some()) {
            let fits = |section: &&FormatSection| {
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
        if let Some(section) = chosen.filter(|section| !section.shown.day) {
            // With a section of its own a number below zero is shown without a minus but those there.
            let own = sections.len() > 1
                && !sections.first().is_some_and(|first| std::ptr::eq(first, section));
            shown.sign = match (negative, section.minus) {
                (false, true) if section.digits && !value.is_zero() => SignShown::Below,
                (true, false) if own && section.digits && !section.coloured => SignShown::Dropped,
                (true | false, _) => SignShown::Own,
            };
            let word = shown.measure.words.chars().any(char::is_alphabetic);
            let dash = &section.shown.beside[0];
            shown.nil = !section.digits
                && value.is_zero()
                && !dash.is_ascii()
                && crate::num::decimal::is_nil(dash);
            if !section.digits && (word || !value.is_zero()) {
                shown.instead = Some(shown.measure.words.clone());
            }
        }
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
fn section(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> FormatSection {
    let mut out = FormatSection::default();
    let (mut words, mut commas, mut digits) = (String::new(), 0, false);
    let (mut before, mut behind) = (String::new(), String::new());
    let (mut point, mut places, mut general) = (false, 0, false);
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
                places += u32::from(point);
                continue;
            }
            '.' if digits && !point => {
                point = true;
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
            'G' | 'g' if keyword(chars, "eneral") => {
                (digits, general) = (true, true);
                String::new()
            }
            '@' => {
                digits = true;
                continue;
            }
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
        (if digits { &mut behind } else { &mut before }).push_str(&literal);
        let plain = |c: &char| !matches!(c, '-' | '+' | '(' | ')' | '/' | ':' | '.' | ',' | '@');
        let literal: String = literal.chars().filter(plain).collect();
        words.push_str(&literal);
        words.push_str(if literal.is_empty() { "" } else { " " });
    }
    out.shown.divided += commas;
    out.shown.measure = WordedUnit::of(words.trim());
    let nouns = behind.replace(|c: char| c.is_numeric() || "()（）-+/*".contains(c), " ");
    out.shown.counted = WordedUnit::of(&nouns).rest;
    out.minus = is_minus(&before, &behind);
    out.shown.beside = [before, behind].map(|words| words.trim().to_owned());
    out.digits = digits;
    out.shown.places = (digits && !general).then_some(places);
    out
}

/// Tells whether what stands around digits says that they are below zero.
fn is_minus(before: &str, behind: &str) -> bool {
    let sign = |c: char| matches!(c, '-' | '\u{2212}' | '△' | '▲');
    let opens = |c: char| matches!(c, '(' | '（');
    let closes = |c: char| matches!(c, ')' | '）');
    let open = before.matches(opens).count() > before.matches(closes).count();
    before.contains(sign)
        || behind.trim_start().starts_with(sign)
        || (open && behind.contains(closes))
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
fn bracket(text: &str, section: &mut FormatSection) -> String {
    // Files name colours in English, whatever language the program speaks.
    const COLOURS: [&str; 9] =
        ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color"];
    if let Some(currency) = text.strip_prefix('$') {
        // `[$€-407]`, and `[$-411]` for a language alone.
        return currency.rsplit_once('-').map_or(currency, |(sign, _)| sign).to_owned();
    }
    let lower = text.to_lowercase();
    section.coloured |= COLOURS.iter().any(|colour| lower.starts_with(colour));
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
            let shown = NumberFormat::of(code).shown(value);
            let found = (shown.percent, shown.day, shown.divided);
            assert_eq!(found, (percent, day, divided), "{code}");
        }
    }

    #[test]
    fn formats_that_show_another_sign_or_no_digits_are_known() {
        for (code, value, sign, instead) in [
            ("#,##0", "1", SignShown::Own, None),
            ("#,##0", "-1", SignShown::Own, None),
            ("(#,##0)", "1", SignShown::Below, None),
            ("\\(#,##0\\)", "1", SignShown::Below, None),
            ("\"△\"#,##0", "1", SignShown::Below, None),
            ("\"▲ \"#,##0.0", "1", SignShown::Below, None),
            ("-#,##0", "1", SignShown::Below, None),
            ("#,##0-", "1", SignShown::Below, None),
            ("(#,##0)", "-1", SignShown::Own, None),
            ("(#,##0)", "0", SignShown::Own, None),
            ("#,##0_);(#,##0)", "1", SignShown::Own, None),
            ("#,##0_);(#,##0)", "-1", SignShown::Own, None),
            ("#,##0_);(#,##0);\"-\"", "0", SignShown::Own, None),
            ("#,##0;△#,##0", "-1", SignShown::Own, None),
            ("#,##0;[Red]#,##0", "-1", SignShown::Own, None),
            ("#,##0;#,##0", "-1", SignShown::Dropped, None),
            (
                "_-* #,##0.00 \"€\"_-;-* #,##0.00 \"€\"_-;_-* \"-\"??_-;_-@_-",
                "1",
                SignShown::Own,
                None,
            ),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", "-1", SignShown::Own, None),
            ("[>=1000]#,##0,\"K\";0", "20", SignShown::Own, None),
            ("#,##0\"(1)\"", "1", SignShown::Own, None),
            ("General", "1", SignShown::Own, None),
            ("@", "1", SignShown::Own, None),
            (";;;", "1", SignShown::Own, Some("")),
            (";;;", "0", SignShown::Own, None),
            ("\"n/a\"", "1", SignShown::Own, Some("na")),
            ("#,##0;-#,##0;\"n/a\"", "0", SignShown::Own, Some("na")),
            ("yyyy-mm-dd", "40000", SignShown::Own, None),
        ] {
            let shown = NumberFormat::of(code).shown(value);
            assert_eq!(
                (shown.sign, shown.instead.as_deref()),
                (sign, instead),
                "{code} of {value}"
            );
        }
        for (code, counted) in [
            ("#,##0\"人\"", "人"),
            ("#,##0\"千円\"", ""),
            ("#,##0\" Mio. €\"", ""),
            ("#,##0\"(1)\"", ""),
        ] {
            assert_eq!(NumberFormat::of(code).shown("1").counted, counted, "{code}");
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
            let measure = NumberFormat::of(code).shown(value).measure;
            let found = (
                measure.currency.unwrap_or_default(),
                measure.scale.map(|scale| scale.to_string()).unwrap_or_default(),
            );
            assert_eq!(found, (currency.to_owned(), scale.to_owned()), "{code}");
        }
    }
}
