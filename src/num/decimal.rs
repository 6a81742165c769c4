//! Reading a printed number, digit for digit.
//!
//! What enters: the text of one number, as a person or a filing printed it. What leaves: its
//! value with its printed places, or one reason why it cannot be read. It must not know units,
//! and it never passes through a float.

pub use rust_decimal::Decimal;

pub use super::number_error::NumberError;
use super::spelling;

/// Limits the digits of a number to what a [`Decimal`] holds whatever they are.
pub const MAX_DIGITS: usize = 28;

/// Holds a number as printed: its value, and how many places were printed.
///
/// The scale of `value` is the number of printed places, so `0.10` and `0.1` differ here: the
/// first vouches for hundredths. Zero has no sign.
#[derive(Debug, Clone, Copy)]
pub struct Printed {
    /// The value; its scale is the printed places.
    pub value: Decimal,
}

impl Printed {
    /// Returns how many digits were printed after the point.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.value.scale()
    }
}

impl PartialEq for Printed {
    fn eq(&self, other: &Self) -> bool {
        (self.value.mantissa(), self.value.scale()) == (other.value.mantissa(), other.value.scale())
    }
}

impl Eq for Printed {}

/// Moves the point of a number to the right, so that 84.5 is 845 one place on; printed places are
/// kept as far as there are any. Nothing where the digits do not fit.
#[must_use]
pub fn shifted(value: Decimal, places: i32) -> Option<Decimal> {
    let scale = i64::from(value.scale()) - i64::from(places);
    if let Ok(scale) = u32::try_from(scale) {
        return Decimal::try_from_i128_with_scale(value.mantissa(), scale).ok();
    }
    let factor = 10_i128.checked_pow(u32::try_from(-scale).ok()?)?;
    Decimal::try_from_i128_with_scale(value.mantissa().checked_mul(factor)?, 0).ok()
}

/// Reads one printed number.
///
/// Accepts digits with or without commas between groups of three, one point, and a sign: `-`,
/// `−` (U+2212), `+`, or the accountant's `(161)`, `△161` and `▲161`. White space around the
/// number is ignored.
///
/// # Errors
/// A [`NumberError`] names the first thing that is wrong, with a correction where one is safe.
///
/// ```
/// use iijdeck::num::decimal;
///
/// let printed = decimal::parse("△15,813.0").expect("a number");
/// assert_eq!(printed.value.to_string(), "-15813.0");
/// assert_eq!(printed.places(), 1);
/// assert_eq!(decimal::parse("1e5").unwrap_err().suggestion().as_deref(), Some("100000"));
/// ```
pub fn parse(text: &str) -> Result<Printed, NumberError> {
    parse_grouped(text, well_grouped)
}

/// Reads a number that may be grouped as India groups: `1,23,456`, a group of three behind groups of two.
///
/// # Errors
/// As [`parse`].
pub fn parse_indian(text: &str) -> Result<Printed, NumberError> {
    parse_grouped(text, |whole| well_grouped(whole) || grouped_by_twos(whole))
}

fn parse_grouped(text: &str, is_grouped: impl Fn(&str) -> bool) -> Result<Printed, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let own = || text.to_owned();
    if is_nil(text) {
        return Err(NumberError::Dash);
    }
    let Some((negative, body)) = unsign(text) else {
        return Err(diagnose(text));
    };
    if !body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')) {
        return Err(diagnose(text));
    }
    if !body.bytes().any(|byte| byte.is_ascii_digit()) {
        return Err(NumberError::NoDigits);
    }
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    if fraction.contains('.') {
        return Err(NumberError::TwoPoints { text: own() });
    }
    if !fraction.contains(',') && !is_grouped(whole) && grouped_by_twos(whole) {
        return Err(NumberError::Indian { text: own() });
    }
    if fraction.contains(',') || !is_grouped(whole) {
        return Err(NumberError::Comma { text: own() });
    }
    if whole.is_empty() || (fraction.is_empty() && body.contains('.')) {
        return Err(NumberError::BarePoint { text: own() });
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(NumberError::LeadingZero { text: own() });
    }
    let digits = body.bytes().filter(u8::is_ascii_digit).count();
    let too_long = NumberError::TooLong { digits };
    if digits - usize::from(whole == "0") > MAX_DIGITS {
        return Err(too_long);
    }
    let mut mantissa = 0_i128;
    for byte in whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit) {
        mantissa = mantissa * 10 + i128::from(byte - b'0');
    }
    let signed = if negative { -mantissa } else { mantissa };
    let places = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
    let value = Decimal::try_from_i128_with_scale(signed, places).map_err(|_| too_long)?;
    Ok(Printed { value })
}

/// Writes a number with commas between groups of three, keeping its printed places.
///
/// The sign is an ASCII minus; how a sign looks on a slide is the locale's matter.
#[must_use]
pub fn grouped(value: &Decimal) -> String {
    grouped_by(3, value)
}

/// Writes a number as India does: `12,34,567`.
#[must_use]
pub(super) fn grouped_as_india(value: &Decimal) -> String {
    grouped_by(2, value)
}

/// Writes a number with its last three whole digits in a group, and those before in groups of so many.
fn grouped_by(size: usize, value: &Decimal) -> String {
    let plain = value.to_string();
    let (sign, plain) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 1);
    text.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        let left = whole.len() - index;
        if index > 0 && left >= 3 && (left - 3).is_multiple_of(size) {
            text.push(',');
        }
        text.push(digit);
    }
    text.push_str(fraction);
    text
}

/// Takes the sign off; nothing when a parenthesis does not close.
fn unsign(text: &str) -> Option<(bool, &str)> {
    if let Some(inner) = text.strip_prefix('(') {
        return inner.strip_suffix(')').map(|body| (true, body));
    }
    if let Some(body) = text.strip_prefix(['-', '\u{2212}', '△', '▲']) {
        return Some((true, body));
    }
    Some((false, text.strip_prefix('+').unwrap_or(text)))
}

fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    let mut more = groups.peekable();
    more.peek().is_none() || ((1..=3).contains(&first) && more.all(|group| group.len() == 3))
}

/// Tells whether a number is grouped as India groups.
pub(super) fn grouped_by_twos(whole: &str) -> bool {
    let mut groups = whole.rsplit(',');
    let last = groups.next().map_or(0, str::len);
    let mut twos: Vec<_> = groups.map(str::len).collect();
    let first = twos.pop();
    last == 3 && matches!(first, Some(1 | 2)) && twos.iter().all(|len| *len == 2)
}

/// Names the first unexpected character, or what it is part of.
fn diagnose(text: &str) -> NumberError {
    let own = || text.to_owned();
    if text.contains(spelling::is_wide) {
        return NumberError::FullWidth { text: own() };
    }
    if text.contains(char::is_whitespace) {
        return NumberError::Space { text: own() };
    }
    if text.contains('_') {
        return NumberError::Underscore { text: own() };
    }
    if exponent(text).is_some() {
        return NumberError::Exponent { text: own() };
    }
    for found in text.chars() {
        if is_sign(found) {
            continue;
        }
        if found.is_alphabetic() {
            return NumberError::Letter { found };
        }
        if !found.is_ascii_digit() && !matches!(found, ',' | '.') {
            return NumberError::Symbol { found };
        }
    }
    NumberError::Sign { text: own() }
}

/// Splits `1.5e3` into `1.5` and `3`.
pub(super) fn exponent(text: &str) -> Option<(&str, &str)> {
    let (mantissa, power) = text.split_once(['e', 'E'])?;
    let digits = power.strip_prefix(['+', '-']).unwrap_or(power);
    let sound = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (sound && mantissa.ends_with(|last: char| last.is_ascii_digit() || last == '.'))
        .then_some((mantissa, power))
}

fn is_dash(letter: char) -> bool {
    matches!(letter, '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{fe58}' | '\u{fe63}' | 'ー' | 'ｰ')
}

/// Tells whether a text is nothing but a dash, as tables print it for a nil: `—`, `-`, `－`.
pub(crate) fn is_nil(text: &str) -> bool {
    let dash = |letter| is_dash(letter) || matches!(letter, '-' | '\u{2212}' | '－');
    (1..=3).contains(&text.chars().count()) && text.chars().all(dash)
}

/// Tells whether a text gives two numbers with a mark of a range between them: `10–12 billion`,
/// `5 to 6%`, `100〜120`.
pub(super) fn is_range(text: &str) -> bool {
    const WORDS: [&str; 5] = [" to ", " bis ", " through ", "から", "ないし"];
    if exponent(text).is_some() {
        return false;
    }
    let worded =
        |word: &str| text.split_once(word).is_some_and(|(a, b)| has_digit(a) && has_digit(b));
    at_dash(text).is_some() || WORDS.into_iter().any(worded)
}

/// Splits a text at the mark of a range between two numbers, a dash or a wave.
pub(super) fn at_dash(text: &str) -> Option<(&str, &str)> {
    let mark = |c: char| {
        is_dash(c) || matches!(c, '-' | '\u{2212}' | '－' | '~' | '〜' | '～' | '\u{223c}')
    };
    if exponent(text).is_some() {
        return None;
    }
    // A sign before the first number is none, and a date has two of them.
    let mut marks = text.match_indices(mark).filter(|(at, _)| has_digit(&text[..*at]));
    let (at, mark) = marks.next().filter(|_| marks.next().is_none())?;
    let (low, high) = (&text[..at], &text[at + mark.len()..]);
    has_digit(high).then_some((low, high))
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| spelling::narrowed(c).is_ascii_digit())
}

/// Tells whether a character is a sign, or is taken for one.
pub(super) fn is_sign(letter: char) -> bool {
    matches!(letter, '+' | '-' | '\u{2212}' | '△' | '▲' | '(' | ')') || is_dash(letter)
}

/// Tells whether a character can be in a printed number, be it wrongly.
pub(super) fn is_part(letter: char) -> bool {
    let part = |letter: char| {
        letter.is_ascii_digit() || matches!(letter, ',' | '.' | '_') || is_sign(letter)
    };
    part(letter) || (spelling::is_wide(letter) && part(spelling::narrowed(letter)))
}
