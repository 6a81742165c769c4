//! Figures of which the ends are stated: ranges, at least, at most, nearly so much.

use std::cmp::Ordering;

use super::{
    ChangeFormatter, ChangeStyle, FigureFormatter, FigureStyle, Formatted, Precision, PrintedSign,
    Shown,
};
use crate::code;
use crate::facts::{CiteError, Key};
use crate::locale::fill;
use crate::num::{Bounds, Side, Stated, Unit};

/// What of a range is printed alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RangeEnd {
    /// Its low end.
    Low,
    /// Its high end.
    High,
    /// What is halfway between.
    Middle,
}

impl RangeEnd {
    fn of(self, bounds: &Bounds) -> Option<Stated> {
        match self {
            Self::Low => bounds.low().cloned(),
            Self::High => bounds.high().cloned(),
            Self::Middle => bounds.middle(),
        }
    }

    /// Gives the side that it is moved to where it is cut.
    fn side(self) -> Option<Side> {
        match self {
            Self::Low => Some(Side::Down),
            Self::High => Some(Side::Up),
            Self::Middle => None,
        }
    }

    /// Says that a figure has no such end.
    pub(super) fn absent(self, name: &str) -> CiteError {
        let (end, reason) = match self {
            Self::Low => ("low end", "states none"),
            Self::High => ("high end", "states none"),
            Self::Middle => ("middle", "has none"),
        };
        let reason = format!("the {end} of `{name}` is cited, and it {reason}");
        let help = "`low`, `high` and `middle` are of a range: `360 to 420`".to_owned();
        CiteError::new(code::BAD_CITATION, reason, Some(help))
    }
}

/// Gives the side that each figure of a range is moved to where it is cut, so that all that is stated stays
/// within.
fn sides(bounds: &Bounds) -> [Option<Side>; 2] {
    match bounds {
        Bounds::Between { .. } => [Some(Side::Down), Some(Side::Up)],
        Bounds::AtLeast(_) => [Some(Side::Down), None],
        Bounds::AtMost(_) => [Some(Side::Up), None],
        Bounds::About(_) => [None, None],
    }
}

/// Gives the sign that the ends are printed with: where one lies below zero and the other above, sizes
/// alone would say another range.
fn printed_sign(bounds: &Bounds, asked: PrintedSign) -> PrintedSign {
    let below = |end: &Stated| end.value.is_sign_negative() && !end.value.is_zero();
    let above = |end: &Stated| !end.value.is_sign_negative() && !end.value.is_zero();
    let across = bounds.figures().any(below) && bounds.figures().any(above);
    if across && asked == PrintedSign::Absent { PrintedSign::Own } else { asked }
}

/// Tells whether the low end becomes the high one by the sign that is printed: a loss of 40 to 60.
fn turns(bounds: &Bounds, sign: PrintedSign) -> bool {
    let below = |end: &Stated| end.value.is_sign_negative() && !end.value.is_zero();
    match sign {
        PrintedSign::Own => false,
        PrintedSign::Absent => bounds.figures().any(below),
        PrintedSign::Other => true,
    }
}

impl FigureFormatter<'_> {
    /// Prints a figure of which the ends are stated, or the end that is asked for.
    pub(super) fn bounded(
        &self,
        key: Key,
        bounds: &Bounds,
        style: FigureStyle,
    ) -> Result<Formatted, CiteError> {
        if let Some(end) = style.end {
            let side = end.side();
            let end = end.of(bounds).ok_or_else(|| end.absent(&self.facts.name(key)))?;
            return self.one(key, &end, style, side);
        }
        let sign = printed_sign(bounds, style.sign);
        let style = FigureStyle { sign, ..style };
        let mut ends = Vec::new();
        for (end, side) in bounds.figures().zip(sides(bounds)) {
            ends.push(self.one(key, end, style, side)?);
        }
        let turned = turns(bounds, sign).then(|| bounds.turned());
        if turned.is_some() {
            ends.reverse();
        }
        let bounds = turned.as_ref().unwrap_or(bounds);
        let signed = sign != PrintedSign::Absent && ends.iter().any(|end| end.shown.negative);
        let texts: Vec<_> = ends.iter().map(|end| end.shown.text.as_str()).collect();
        let text = self.joined(bounds, &texts, signed, style.cell);
        let negative = ends.iter().all(|end| end.shown.negative);
        let caution = ends.iter_mut().find_map(|end| end.caution.take());
        let facts = vec![self.facts.name(key)];
        let ends = ends.into_iter().map(|end| end.shown).collect();
        let shown = Shown { text, facts, negative, ends, ..Shown::default() };
        Ok(Formatted { shown, reason: None, caution })
    }

    /// Sets the ends of a range as one figure.
    fn joined(&self, bounds: &Bounds, ends: &[&str], signed: bool, cell: bool) -> String {
        let words = &self.locale.unit;
        let figure = ends.first().copied().unwrap_or_default();
        let pattern = match bounds {
            Bounds::Between { .. } => {
                let counted = matches!(bounds.unit(), Unit::Count { .. });
                let ends = (figure, ends.last().copied().unwrap_or_default());
                return words.between(ends, signed, counted);
            }
            Bounds::AtLeast(_) => &words.at_least,
            Bounds::AtMost(_) => &words.at_most,
            Bounds::About(_) if cell => &words.about_cell,
            Bounds::About(_) => &words.about,
        };
        fill(pattern, &[("figure", figure)])
    }
}

impl ChangeFormatter<'_> {
    /// Prints a change to a range.
    pub(super) fn bounded(
        &self,
        (now, base): (Key, Key),
        (size, way): (&Bounds, Option<Ordering>),
        style: ChangeStyle,
        asked: Precision,
    ) -> Result<Formatted, CiteError> {
        let worded = matches!(style, ChangeStyle::Direction | ChangeStyle::Verb);
        let cell = style.is_cell();
        let each = match style {
            // Where its ends go different ways, each keeps its sign.
            ChangeStyle::Direction | ChangeStyle::Verb if way.is_none() => {
                ChangeStyle::CellWithUnit
            }
            ChangeStyle::Direction | ChangeStyle::Verb => ChangeStyle::Size,
            ChangeStyle::Size
            | ChangeStyle::Cell
            | ChangeStyle::Number
            | ChangeStyle::CellWithUnit => style,
        };
        let mut texts = Vec::new();
        let mut unit = size.unit().clone();
        for (end, side) in size.figures().zip(sides(size)) {
            let way = end.exact().cmp(&crate::num::Exact::zero());
            let printed = self.by((now, base), (end, side), Some(way), each, asked)?;
            if let Some((_, printed)) = printed.digits {
                unit = printed;
            }
            texts.push(printed.text);
        }
        let falls = way == Some(Ordering::Less);
        // "down 4.5% to 6.0%": words tell sizes, the smaller one first.
        if falls && each == ChangeStyle::Size {
            texts.reverse();
        }
        // A fall of at most 360 is one of at least its size.
        let by_size = (falls && each == ChangeStyle::Size).then(|| size.turned());
        let size = by_size.as_ref().unwrap_or(size);
        let signed = each != ChangeStyle::Size;
        let texts: Vec<_> = texts.iter().map(String::as_str).collect();
        let joined = self.figures.joined(size, &texts, signed, cell);
        let text = match way.filter(|_| worded) {
            Some(way) => {
                let pattern = self.pattern(style, way, unit.is_points());
                fill(pattern, &[("size", &joined)])
            }
            None => joined,
        };
        let facts = vec![self.figures.facts.name(now), self.figures.facts.name(base)];
        let shown = Shown { text, facts, negative: falls, direction: way, ..Shown::default() };
        Ok(Formatted { shown, reason: None, caution: None })
    }
}
