//! How cells look: what they are by colour and weight, and the formats of their numbers.

use crate::facts::LeftOutKind;
use crate::locale::Locale;
use crate::num::{Scale, Stated, Unit};
use crate::workbook::WordedUnit;

/// What a cell is, by its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BookLook {
    /// The title of a sheet.
    Title,
    /// The head of a column.
    Head,
    /// The head of a column of figures.
    ColumnHead,
    /// The label of a row, indented so far.
    Label(u8),
    /// The label of a total.
    Strong(u8),
    /// A short text.
    Plain,
    /// A text that may fill several lines.
    Long,
    /// A published figure.
    Value,
    /// A published figure of a total.
    StrongValue,
    /// A formula that gives published digits, or a change of them.
    Formula,
    /// The same of a total.
    StrongFormula,
    /// A formula that gives what is not published.
    Derived,
    /// A mark in the place of a figure.
    Mark,
}

impl BookLook {
    /// Gives the look of the figures of a total.
    pub(super) fn of_total(self, total: bool) -> Self {
        if total && self == Self::Value {
            Self::StrongValue
        } else if total && self == Self::Formula {
            Self::StrongFormula
        } else {
            self
        }
    }
}

/// Makes the format of a figure with so many decimals in the unit of its row.
pub(super) fn of_figure(locale: &Locale, unit: &Unit, places: u32) -> String {
    let body = body(places, 0, if *unit == Unit::Percent { "%" } else { "" });
    signed(locale, &body, "")
}

/// Makes the format of a stated figure: in the unit of its row, or where it was published in a coarser scale so
/// that no digit is shown that nobody knows, in a finer one with more decimals. Nothing where no format shows it so.
pub(super) fn of_stated(locale: &Locale, row: &Unit, stated: &Stated) -> Option<String> {
    if stated.nil {
        let own = of_figure(locale, row, 0);
        let (signs, _) = own.rsplit_once(';')?;
        return Some(format!("{signs};\"{}\"", nil(locale)));
    }
    let coarser = stated.unit.exponent() - row.exponent();
    if let Ok(finer) = u32::try_from(-coarser) {
        return Some(of_figure(locale, row, stated.places() + finer));
    }
    let commas = u32::try_from(coarser).ok().filter(|by| by % 3 == 0)? / 3;
    let word = scale_word(locale, stated.unit.scale())?;
    Some(signed(locale, &body(stated.places(), commas, ""), &word))
}

/// Gives a word of a scale that workbooks are read by.
fn scale_word(locale: &Locale, scale: Scale) -> Option<String> {
    let own = Some(locale.scale_word(scale)).filter(|word| !word.is_empty());
    let short = match scale {
        Scale::Thousand => Some("k"),
        Scale::Million => Some("m"),
        Scale::Billion => Some("bn"),
        Scale::Trillion => Some("tn"),
        Scale::Hundredth
        | Scale::One
        | Scale::TenThousand
        | Scale::Lakh
        | Scale::Crore
        | Scale::HundredMillion => None,
    };
    let read = |word: &&str| WordedUnit::of(word).scale == Some(scale);
    let word = short.into_iter().chain(own).find(read)?;
    Some(format!("\" {word}\""))
}

fn body(places: u32, commas: u32, unit: &str) -> String {
    let mut body = "#,##0".to_owned();
    if places > 0 {
        body.push('.');
        body.extend((0..places).map(|_| '0'));
    }
    body.extend((0..commas).map(|_| ','));
    body + unit
}

/// Gives the sections for above zero, below it and zero; what is below has the marks of the language.
fn signed(locale: &Locale, body: &str, word: &str) -> String {
    let (before, behind) = locale.number.negative.split_once("{}").unwrap_or(("-", ""));
    let quoted = |mark: &str| match mark {
        "" | "(" | ")" | "-" => mark.to_owned(),
        other => format!("\"{other}\""),
    };
    // Digits stand below digits where what is below zero ends with a bracket.
    let room = if behind == ")" { "_)" } else { "" };
    let above = format!("{body}{word}{room}");
    format!("{above};{}{body}{word}{};{above}", quoted(before), quoted(behind))
}

/// Gives the dash of what is nothing, exactly: no hyphen, which stands for any zero in other workbooks.
fn nil(locale: &Locale) -> String {
    let own = locale.house.nil.as_deref().unwrap_or_else(|| locale.word("none"));
    let dash = crate::num::decimal::is_nil(own) && !own.is_ascii();
    if dash { own.to_owned() } else { "—".to_owned() }
}

/// Makes the format of a mark that stands in the place of a figure. The cell holds the word of decks, which is the
/// same in every language, and shows the mark of this one.
pub(super) fn of_mark(locale: &Locale, kind: LeftOutKind) -> String {
    let mark = match kind {
        LeftOutKind::NotMeaningful => locale.change.not_meaningful.as_str(),
        LeftOutKind::NotApplicable => locale.word("not_applicable"),
        LeftOutKind::NotDisclosed => locale.word("not_disclosed"),
        LeftOutKind::None => locale.word("none"),
    };
    of_text(mark)
}

/// Makes the format of a cell that shows another text than the one it holds.
pub(super) fn of_text(shown: &str) -> String {
    let plain: String = shown.chars().filter(|c| *c != '"').take(MOST_SHOWN).collect();
    format!("General;General;General;\"{plain}\"")
}

/// Most letters of a text in a format, which has 255 in all.
const MOST_SHOWN: usize = 200;

/// The format of a margin of a check: what is below zero does not hold.
pub(super) const HOLDS: &str = "\"✓\";\"✗\";\"✓\"";

/// Gives the power of ten of one of a cell in base units: a percentage is a fraction there.
pub(super) fn cell_exponent(unit: &Unit) -> i32 {
    if *unit == Unit::Percent { 0 } else { unit.exponent() }
}
