//! What people write where a figure belongs, and how a deck says it.
//!
//! What enters: a text that was refused as a figure. What leaves: what it is, and what to write instead. It
//! must not repair anything: who reads the correction decides.

use super::Item;
use super::change::measure_of;
use crate::num::{Bounds, Period, Rounding, Stated, Unit};

/// What stands in the place of a figure.
pub struct Habit {
    /// What it is.
    pub message: String,
    /// What to write instead.
    pub help: String,
    /// The figure that is meant, where one is.
    pub figure: Option<String>,
}

impl Habit {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), figure: None }
    }

    fn meant(message: impl Into<String>, figure: &str) -> Self {
        let figure = figure.to_owned();
        Self {
            figure: Some(figure.clone()),
            ..Self::new(message, format!("Did you mean `{figure}`?"))
        }
    }

    /// Says what a text is that was refused as a figure of an item.
    #[must_use]
    pub fn of(text: &str, about: &Item) -> Option<Self> {
        let (unit, rounding) = (&about.unit, about.rounding);
        let reads = |text: &str| match Bounds::parse(text, unit, rounding) {
            Some(bounds) => bounds.map(|bounds| bounds.unit().clone()),
            None => Stated::parse_any(text, unit, rounding).map(|stated| stated.unit),
        };
        let fits = |text: &str| reads(text).is_ok_and(|found| measure_of(&found, unit).is_some());
        let known = |text: &str| {
            reads(text).is_ok_and(|found| &found == unit || !matches!(found, Unit::Count { .. }))
        };
        habit(text, &fits, &known)
    }
}

/// Short forms of words that stand for a figure, each with what decks write.
const STATES: [(&[&str], &str); 4] = [
    (
        &["n/a", "na", "n.a.", "n.a", "#n/a", "not available", "unavailable", "該当なし"],
        "Write `not applicable` where there can be no such figure, `not disclosed` where the company \
         gives none, or `{missing: the reason}` while you do not know it",
    ),
    (
        &["n/m", "nm", "n.m", "nmf", "nmn", "n.aussagef.", "not meaning", "meaningless"],
        "Write `not meaningful`",
    ),
    (
        &["k.a.", "k.a", "n.d.", "n.d", "n/d", "n.b.", "undisclosed", "非開示", "未公表", "b.d."],
        "Write `not disclosed`",
    ),
    (
        &[
            "tbd",
            "tba",
            "tbc",
            "tbd.",
            "x",
            "xx",
            "xxx",
            "xxxx",
            "x.x",
            "xx.x",
            "...",
            "…",
            "?",
            "??",
            "???",
            "todo",
            "pending",
            "unknown",
            "open",
            "tk",
            "未定",
            "確認中",
            "●",
            "[●]",
            "•",
        ],
        "Write `{due: when it is known}`, or `{missing: the reason}`",
    ),
];

/// Words around the ends of a range, each with the word that decks write: before, between, behind.
const RANGES: [(&str, &str, &str); 31] = [
    ("between ", " and ", ""),
    ("from ", " to ", ""),
    ("from ", "-", ""),
    ("zwischen ", " und ", ""),
    ("von ", " bis ", ""),
    ("≥", "", "at least "),
    (">=", "", "at least "),
    ("≧", "", "at least "),
    (">", "", "at least "),
    ("over ", "", "at least "),
    ("more than ", "", "at least "),
    ("min. ", "", "at least "),
    ("mindestens ", "", "at least "),
    ("not less than ", "", "at least "),
    ("≤", "", "at most "),
    ("<=", "", "at most "),
    ("≦", "", "at most "),
    ("<", "", "at most "),
    ("up to ", "", "at most "),
    ("less than ", "", "at most "),
    ("max. ", "", "at most "),
    ("ca. ", "", "about "),
    ("c. ", "", "about "),
    ("circa ", "", "about "),
    ("approx. ", "", "about "),
    ("approx ", "", "about "),
    ("around ", "", "about "),
    ("rund ", "", "about "),
    ("≈", "", "about "),
    ("約", "", "about "),
    ("~ ", "", "about "),
];

/// Words behind the one end of a range.
const OPEN: [(&str, &str); 8] = [
    (" or more", "at least "),
    (" or higher", "at least "),
    (" and above", "at least "),
    ("以上", "at least "),
    (" or less", "at most "),
    (" or lower", "at most "),
    ("以下", "at most "),
    ("程度", "about "),
];

/// Whether a text is a figure; one in another currency is spelt right as well, and told by the next reading.
type Reads<'a> = &'a dyn Fn(&str) -> bool;

/// Says what a text is that was refused as a figure; `reads` tells whether another would be read in its
/// place, `known` whether it would be a figure at all.
fn habit(text: &str, reads: Reads<'_>, known: Reads<'_>) -> Option<Habit> {
    let text = text.trim();
    if text.len() > 120 {
        return None;
    }
    state(text)
        .or_else(|| quoted(text, reads))
        .or_else(|| range(text, reads))
        .or_else(|| day(text))
        .or_else(|| noted(text, reads))
        .or_else(|| spelt(text, known))
        .or_else(|| calculation(text))
        .or_else(|| decimal_comma(text, reads))
        .or_else(|| several(text, reads))
        .or_else(|| {
            let digit = text.contains(char::is_numeric);
            (!digit).then(|| Habit::new(format!("`{text}` is no figure"), super::resolve::DIGITS))
        })
}

fn state(text: &str) -> Option<Habit> {
    let lower = text.to_lowercase();
    let bare: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    let (_, help) =
        STATES.iter().find(|(forms, _)| forms.contains(&&*bare) || forms.contains(&&*lower))?;
    Some(Habit::new(format!("`{text}` is no figure"), *help))
}

fn quoted(text: &str, reads: Reads<'_>) -> Option<Habit> {
    let bare = text.trim_matches(['“', '”', '„', '‘', '’', '«', '»', '「', '」', '"', '\'', '`']);
    (bare != text && reads(bare.trim()))
        .then(|| Habit::meant("printed quotation marks stand around the figure", bare.trim()))
}

fn range(text: &str, reads: Reads<'_>) -> Option<Habit> {
    let lower = text.to_lowercase();
    let rest = |word: &str| lower.starts_with(word).then(|| text.get(word.len()..)).flatten();
    let before = RANGES.iter().find_map(|(before, between, word)| {
        let rest = rest(before)?.trim();
        match rest.split_once(between).filter(|_| !between.is_empty()) {
            Some((low, high)) => Some(format!("{} to {}", low.trim(), high.trim())),
            None => between.is_empty().then(|| format!("{word}{rest}")),
        }
    });
    let behind = || {
        OPEN.iter().find_map(|(behind, word)| {
            text.strip_suffix(behind).map(|figure| format!("{word}{}", figure.trim()))
        })
    };
    let written = before.or_else(behind).filter(|written| reads(written));
    if let Some(written) = written {
        return Some(Habit::meant("a range is written in other words here", &written));
    }
    text.contains('±').then(|| {
        let help = "Write both ends, such as `340 to 380`";
        Habit::new("a figure with a margin is a range", help)
    })
}

/// Tells whether words beside digits make a range of them, such as `~`, `approx.` or 程度.
#[must_use]
pub fn makes_a_range(before: &str, behind: &str) -> bool {
    let reads = |text: &str| {
        Bounds::parse(text, &Unit::Percent, Rounding::HalfUp).is_some_and(|read| read.is_ok())
    };
    let texts = [format!("{before} 1"), format!("1{behind}"), format!("1 {behind}")];
    texts.iter().any(|text| reads(text) || range(text, &reads).is_some())
}

fn day(text: &str) -> Option<Habit> {
    let period = text.parse::<Period>().ok()?;
    let what = if matches!(period, Period::Instant(_)) { "a day" } else { "a period" };
    let help = "Write the digits here; the period or day stands before the colon";
    Some(Habit::new(format!("`{text}` is {what}, no figure"), help))
}

fn calculation(text: &str) -> Option<Habit> {
    let formula = text.strip_prefix('=').is_some();
    let sum = [" + ", " * ", " − ", " - ", " x ", " × "].iter().any(|sign| text.contains(sign));
    let added = sum && text.contains(|c: char| c.is_ascii_digit());
    if !(formula || added) {
        return None;
    }
    let help = "Write the digits as published, or `{derived: 1H26 - 1Q26}` for a sum of other periods; \
                `iijdeck import` takes figures from a workbook";
    Some(Habit::new("this is a calculation, no figure", help))
}

/// A mark of a footnote behind the digits: `1,234(1)`, `1,234*`, `1,234¹`.
fn noted(text: &str, reads: Reads<'_>) -> Option<Habit> {
    let signs = ['*', '†', '‡', '※', '#', '⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let plain = text.trim_end_matches(signs).trim_end();
    let bracket = |open: char, close: char| {
        let (figure, mark) = text.strip_suffix(close)?.rsplit_once(open)?;
        let short = !mark.is_empty() && mark.chars().count() <= 2;
        (short && mark.chars().all(char::is_alphanumeric)).then(|| figure.trim_end())
    };
    let numbered = || text.rsplit_once(['*', '※']).map(|(figure, _)| figure.trim_end());
    let bare = [
        Some(plain).filter(|plain| *plain != text),
        bracket('(', ')'),
        bracket('[', ']'),
        bracket('（', '）'),
        numbered(),
    ];
    let bare = bare.into_iter().flatten().find(|bare| !bare.is_empty() && reads(bare))?;
    let help = format!(
        "Write `{bare}`; put the mark where a text shows the figure, as `[^name]`, and its words under \
         the `notes` of the slide"
    );
    let noted = Habit::new("a mark of a footnote stands behind the figure", help);
    Some(Habit { figure: Some(bare.to_owned()), ..noted })
}

/// Signs, scales and separators of other houses and countries.
fn spelt(text: &str, reads: Reads<'_>) -> Option<Habit> {
    const SIGNS: [(&str, &str); 10] = [
        ("US$", "USD "),
        ("HK$", "HKD "),
        ("A$", "AUD "),
        ("C$", "CAD "),
        ("S$", "SGD "),
        ("$", "USD "),
        ("€", "EUR "),
        ("£", "GBP "),
        ("¥", "JPY "),
        ("￥", "JPY "),
    ];
    const SCALES: [(&str, &str); 16] = [
        ("Mio.", "million"),
        ("Mio", "million"),
        ("Mill.", "million"),
        ("MM", "million"),
        ("mm", "million"),
        ("mln", "million"),
        ("mn", "million"),
        ("m", "million"),
        ("M", "million"),
        ("Mrd.", "billion"),
        ("Mrd", "billion"),
        ("mld", "billion"),
        ("bn", "billion"),
        ("bln", "billion"),
        ("B", "billion"),
        ("b", "billion"),
    ];
    let mut figure = text.trim_start_matches('=').trim().to_owned();
    let negative = figure.starts_with(['-', '−', '(', '△', '▲']);
    let body =
        figure.trim_start_matches(['-', '−', '(', '△', '▲']).trim_end_matches(')').to_owned();
    if let Some((sign, code)) = SIGNS.iter().find(|(sign, _)| body.starts_with(sign)) {
        let minus = if negative { "-" } else { "" };
        figure = format!("{code}{minus}{}", body[sign.len()..].trim());
    } else if let Some((sign, code)) = SIGNS.iter().find(|(sign, _)| body.ends_with(sign)) {
        figure = format!("{code}{}", figure[..figure.len() - sign.len()].trim());
    }
    figure = figure.replace(['\'', '’', '\u{2009}', '\u{202f}'], "");
    if let Some((whole, cents)) = figure.split_once(',')
        && whole.contains('.')
        && !cents.contains(['.', ','])
    {
        figure = format!("{}.{cents}", whole.replace('.', ","));
    }
    let digits = figure.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
    let (number, unit) = figure.split_at(digits);
    let mut words: Vec<&str> = unit.split_whitespace().collect();
    words.dedup();
    let words: Vec<&str> = words
        .into_iter()
        .map(|word| SCALES.iter().find(|(short, _)| *short == word).map_or(word, |(_, full)| full))
        .collect();
    let written = format!("{number} {}", words.join(" ")).trim().to_owned();
    (written != text && reads(&written))
        .then(|| Habit::meant("a figure is spelt in another way", &written))
}

/// A comma before the last digits may be a decimal one, or a digit was lost.
fn decimal_comma(text: &str, reads: Reads<'_>) -> Option<Habit> {
    let point = text.replacen(',', ".", 1);
    if text.matches(',').count() != 1 || text.contains('.') || !reads(&point) {
        return None;
    }
    let help =
        format!("Write `{point}` if the comma is a decimal one; else three digits follow it");
    Some(Habit::new("a comma separates groups of three digits", help))
}

/// Two figures in one place, or a figure and its change.
fn several(text: &str, reads: Reads<'_>) -> Option<Habit> {
    let (first, rest) = text.split_once(['/', ' '])?;
    let rest = rest.trim().trim_start_matches('(').trim_end_matches(')');
    let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || "+-−△▲".contains(c));
    // Blanks may part the thousands.
    let grouped = rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit());
    if !reads(first) || !digit(rest) || grouped {
        return None;
    }
    let help = "Write one figure for each period; a change is computed, or stated under `changes`";
    Some(Habit::new("two figures stand in the place of one", help))
}
