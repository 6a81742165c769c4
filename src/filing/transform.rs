//! What is printed, made a value: the transforms of Inline XBRL.
//!
//! Source: Inline XBRL Transformation Registries 1 to 5, and the SEC's `numwordsen`. Each is read as its registry has it,
//! no more leniently: a text that does not fit is a mistake of the filing. A transform that is not listed here is told.

use super::concept::QualifiedName;
use super::words::spelled_out;

/// Why a text was not made a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Untransformed {
    /// Nothing is known of the transform.
    Unknown,
    /// The text is none that the transform takes.
    Unfit,
}

/// How digits are grouped before the decimal mark.
#[derive(Clone, Copy)]
enum Groups {
    /// In threes, where they are grouped.
    Threes,
    /// In threes, always.
    EveryThree,
    /// Anyhow.
    Free,
}

const REGISTRY: &str = "http://www.xbrl.org/inlineXBRL/transformation/";
const SEC: &str = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31";
/// Signs that registries 5 take between digits besides comma and space.
const APOSTROPHES: &[char] = &['\'', '`', '´', '’', '′'];
const SPACES: &[char] = &[' ', '\u{a0}'];

/// Makes digits of a printed figure, such as `2732.5` of `2,732.5`. Without a transform it is that already.
pub(super) fn figure(format: Option<&QualifiedName>, text: &str) -> Result<String, Untransformed> {
    let text = collapsed(text);
    let found = match format {
        None => plain(&text),
        Some(format) if format.namespace() == SEC => match format.local() {
            "numwordsen" => spelled_out(&text),
            _ => return Err(Untransformed::Unknown),
        },
        Some(format) => match registry(format.namespace()).ok_or(Untransformed::Unknown)? {
            1 => first(format.local(), &text).ok_or(Untransformed::Unknown)?,
            2 | 3 => second(format.local(), &text).ok_or(Untransformed::Unknown)?,
            _ => fourth(format.local(), &text).ok_or(Untransformed::Unknown)?,
        },
    };
    found.ok_or(Untransformed::Unfit)
}

/// Numbers the registry of a namespace.
pub(super) fn registry(namespace: &str) -> Option<u8> {
    match namespace.strip_prefix(REGISTRY)? {
        "2010-04-20" => Some(1),
        "2011-07-31" => Some(2),
        "2015-02-26" => Some(3),
        "2020-02-12" => Some(4),
        "2022-02-16" => Some(5),
        _ => None,
    }
}

/// The outer option is whether the transform is known, the inner whether the text fits it.
#[expect(clippy::option_option, reason = "no such transform is not the same as no such number")]
fn first(name: &str, text: &str) -> Option<Option<String>> {
    Some(match name {
        "numcommadot" => grouped(text, &[','], '.', Groups::EveryThree),
        "numspacedot" => grouped(text, SPACES, '.', Groups::EveryThree),
        "numdotcomma" => grouped(text, &['.'], ',', Groups::EveryThree),
        "numspacecomma" => grouped(text, SPACES, ',', Groups::EveryThree),
        "numcomma" => grouped(text, &[], ',', Groups::Threes),
        "numdash" => (text == "-").then(|| "0".to_owned()),
        _ => return None,
    })
}

#[expect(clippy::option_option, reason = "no such transform is not the same as no such number")]
fn second(name: &str, text: &str) -> Option<Option<String>> {
    Some(match name {
        "numdotdecimal" => grouped(text, &[',', ' ', '\u{a0}'], '.', Groups::Threes),
        "numcommadecimal" => grouped(text, &['.', ' ', '\u{a0}'], ',', Groups::Threes),
        "numunitdecimal" => units(text, Groups::Threes, &[]),
        "numdotdecimalin" => indian(text),
        "zerodash" => dash(text).then(|| "0".to_owned()),
        // What is left is no number; only a nil figure may have it.
        "nocontent" => None,
        _ => return None,
    })
}

#[expect(clippy::option_option, reason = "no such transform is not the same as no such number")]
fn fourth(name: &str, text: &str) -> Option<Option<String>> {
    let with = |signs: &[char]| [signs, SPACES, APOSTROPHES].concat();
    Some(match name {
        "num-dot-decimal" => grouped(text, &[',', ' ', '\u{a0}'], '.', Groups::Free),
        "num-comma-decimal" => grouped(text, &['.', ' ', '\u{a0}'], ',', Groups::Free),
        "num-dot-decimal-apos" => grouped(text, &with(&[',']), '.', Groups::Free),
        "num-comma-decimal-apos" => grouped(text, &with(&['.']), ',', Groups::Free),
        "num-unit-decimal" => units(text, Groups::Free, &[]),
        "num-unit-decimal-apos" => units(text, Groups::Free, APOSTROPHES),
        "numdotdecimalin" => indian(text),
        "fixed-zero" => Some("0".to_owned()),
        "fixed-empty" => None,
        _ => return None,
    })
}

/// White space as every transform takes it: none at the ends, one space between words.
fn collapsed(text: &str) -> String {
    let words = text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let fits = all_digits(whole) && all_digits(part) && !(whole.is_empty() && part.is_empty());
    fits.then(|| text.to_owned())
}

fn grouped(text: &str, signs: &[char], mark: char, groups: Groups) -> Option<String> {
    let (whole, part) = match text.split_once(mark) {
        Some((whole, part)) => (whole, Some(part)),
        None => (text, None),
    };
    let digits = match groups {
        Groups::Free => whole.replace(signs, ""),
        Groups::Threes | Groups::EveryThree => threes(whole, signs, groups)?,
    };
    let part = match (part, groups) {
        (Some(part), Groups::Free) => Some(part.replace(SPACES, "")),
        (Some(part), Groups::Threes | Groups::EveryThree) => Some(part.to_owned()),
        (None, _) => None,
    };
    let lacks = |part: &String| part.is_empty() || !all_digits(part);
    if !all_digits(&digits) || part.as_ref().is_some_and(lacks) {
        return None;
    }
    if digits.is_empty() && (part.is_none() || !matches!(groups, Groups::Free)) {
        return None;
    }
    Some(part.map_or(digits.clone(), |part| format!("{digits}.{part}")))
}

/// Joins digits whose groups behind the first have three each.
fn threes(text: &str, signs: &[char], groups: Groups) -> Option<String> {
    let mut parts = text.split(|c| signs.contains(&c));
    let head = parts.next()?;
    let every = matches!(groups, Groups::EveryThree);
    let mut out = head.to_owned();
    for part in parts {
        if part.is_empty() || part.len() % 3 != 0 || (every && part.len() != 3) {
            return None;
        }
        out.push_str(part);
    }
    (!head.is_empty() && (!every || head.len() <= 3)).then_some(out)
}

/// Digits of India: `12,34,567.8`.
fn indian(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let mut groups = whole.split([',', ' ', '\u{a0}']);
    let head = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let sound = match rest.split_last() {
        None => !head.is_empty(),
        Some((last, between)) => {
            (1..=2).contains(&head.len())
                && last.len() == 3
                && between.iter().all(|group| group.len() == 2)
        }
    };
    let digits = format!("{head}{}", rest.concat());
    let fits = sound && !part.is_empty() && all_digits(&digits) && all_digits(part);
    fits.then(|| if text.contains('.') { format!("{digits}.{part}") } else { digits })
}

/// An amount in two units, such as 5円30銭: the digits of the second are hundredths.
fn units(text: &str, groups: Groups, apostrophes: &[char]) -> Option<String> {
    let text: String = text.chars().map(narrow).collect();
    let marks = |c: char| [',', '.', '，', '．'].contains(&c) || apostrophes.contains(&c);
    let end = text.find(|c: char| !c.is_ascii_digit() && !marks(c))?;
    let (major, rest) = text.split_at(end);
    let from = rest.find(|c: char| c.is_ascii_digit())?;
    let minor: String = rest[from..].chars().take_while(char::is_ascii_digit).collect();
    let between = &rest[..from];
    let after = &rest[from + minor.len()..];
    let strict = matches!(groups, Groups::Threes | Groups::EveryThree);
    let clean = |text: &str| !text.contains(|c: char| c.is_ascii_digit() || (strict && marks(c)));
    let digits = if strict {
        threes(major, &[',', '.', '，', '．'], groups)?
    } else {
        major.chars().filter(char::is_ascii_digit).collect()
    };
    let fits = !digits.is_empty()
        && all_digits(&digits)
        && minor.len() <= 2
        && clean(between)
        && clean(after);
    fits.then(|| format!("{digits}.{minor:0>2}"))
}

/// A full-width digit as a plain one.
pub(super) fn narrow(c: char) -> char {
    match c {
        '０'..='９' => {
            char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c)
        }
        _ => c,
    }
}

/// The dashes that stand for zero.
fn dash(text: &str) -> bool {
    const DASHES: &[char] = &[
        '-', '\u{58a}', '\u{5be}', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}',
        '\u{2015}', '\u{fe58}', '\u{fe63}', '\u{ff0d}',
    ];
    let mut letters = text.chars();
    letters.next().is_some_and(|c| DASHES.contains(&c)) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(registry: &str, name: &str, text: &str) -> Result<String, Untransformed> {
        let space =
            if registry == "sec" { SEC.to_owned() } else { format!("{REGISTRY}{registry}") };
        figure(Some(&QualifiedName::new(&space, "any", name)), text)
    }

    #[test]
    fn figures_are_read_as_their_registry_has_it() {
        for (registry, name, text, meant) in [
            ("2010-04-20", "numcommadot", "1,234.5", "1234.5"),
            ("2010-04-20", "numdotcomma", "1.234,5", "1234.5"),
            ("2010-04-20", "numdash", "-", "0"),
            ("2011-07-31", "numdotdecimal", "2,732", "2732"),
            ("2011-07-31", "numdotdecimal", "12345.60", "12345.60"),
            ("2011-07-31", "numcommadecimal", "1.234,50", "1234.50"),
            ("2011-07-31", "zerodash", "―", "0"),
            ("2015-02-26", "numunitdecimal", "５円３銭", "5.03"),
            ("2015-02-26", "numunitdecimal", "1,234円30銭", "1234.30"),
            ("2015-02-26", "numdotdecimalin", "12,34,567.8", "1234567.8"),
            ("2020-02-12", "num-dot-decimal", "12,34 .5", "1234.5"),
            ("2020-02-12", "num-dot-decimal", ".5", ".5"),
            ("2020-02-12", "num-comma-decimal", "1 234,5", "1234.5"),
            ("2020-02-12", "num-unit-decimal", "5 dollars 30 cents", "5.30"),
            ("2020-02-12", "fixed-zero", "—", "0"),
            ("2022-02-16", "num-dot-decimal-apos", "1’234.5", "1234.5"),
            ("sec", "numwordsen", "Twenty-one", "21"),
            ("sec", "numwordsen", "no", "0"),
        ] {
            assert_eq!(made(registry, name, text).as_deref(), Ok(meant), "{name} of {text}");
        }
        assert_eq!(figure(None, " 12.5\n").as_deref(), Ok("12.5"));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (registry, name, text) in [
            ("2010-04-20", "numcommadot", "1234,5"),
            ("2011-07-31", "numdotdecimal", "1,23"),
            ("2011-07-31", "numdotdecimal", "△161"),
            ("2011-07-31", "numdotdecimal", "-161"),
            ("2011-07-31", "numdotdecimal", "１６１"),
            ("2011-07-31", "numdotdecimal", ".5"),
            ("2011-07-31", "numdotdecimal", "1."),
            ("2011-07-31", "numdotdecimal", ""),
            ("2011-07-31", "zerodash", "0"),
            ("2011-07-31", "nocontent", ""),
            ("2015-02-26", "numunitdecimal", "5円300銭"),
            ("2015-02-26", "numdotdecimalin", "123,45,678"),
            ("2020-02-12", "num-dot-decimal", "(5)"),
            ("2020-02-12", "num-dot-decimal", ","),
            ("sec", "numwordsen", "several"),
        ] {
            assert_eq!(made(registry, name, text), Err(Untransformed::Unfit), "{name} of {text}");
        }
        assert_eq!(figure(None, "-5"), Err(Untransformed::Unfit));
        for (registry, name) in
            [("2011-07-31", "num-dot-decimal"), ("2019-01-01", "numdotdecimal"), ("sec", "numinf")]
        {
            assert_eq!(made(registry, name, "5"), Err(Untransformed::Unknown), "{name}");
        }
    }
}
