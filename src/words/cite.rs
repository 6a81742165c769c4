//! Citations of a passage, with what they say.

use std::ops::Range;

use crate::facts::{ChangeFigure, Key};
use crate::num::{Decimal, Exact, Measure};
use crate::view::{Citation, ComparisonBase, FigureFormatter, RangeEnd};

/// A citation in a passage.
#[derive(Clone, Debug)]
pub struct Cite {
    /// The braces and what stands between.
    pub range: Range<usize>,
    /// The figure; none where the citation names nothing, which has been reported.
    pub key: Option<Key>,
    /// What its change is against, if a change is cited.
    pub against: Option<ComparisonBase>,
    /// The figure it is compared with.
    pub base: Option<Key>,
    /// Whether it prints the item's label only.
    pub label: bool,
    /// Which way the cited change goes; none where it is not known or no change is cited.
    pub sign: Option<i8>,
    /// Whether it moved too far to be called unchanged.
    pub steep: bool,
    /// The digits that a figure is printed with, in base units; none of a change.
    pub printed: Option<Exact>,
    /// Which end of a range is printed, where the citation says.
    pub end: Option<RangeEnd>,
    /// Whether the sign of a figure is left out.
    pub unsigned: bool,
    /// By how much the cited change moved, with its sign, and what that measures; none where no change by one
    /// amount is cited.
    pub moved: Option<(Exact, Measure)>,
}

/// From so many percent on a figure is not called unchanged.
const STEEP: i64 = 5;

/// Finds the citations of a text, as [`crate::view::prose`] does.
pub(super) fn find(text: &str, formatter: &FigureFormatter<'_>) -> Vec<Cite> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|open| at + open) {
        if text[open..].starts_with("{{") {
            at = open + 2;
            continue;
        }
        let Some(close) = text[open..].find(['}', '\n']).map(|close| open + close) else { break };
        if text[close..].starts_with('}') {
            out.push(read(&text[open + 1..close], open..close + 1, formatter));
        }
        at = close + 1;
    }
    out
}

fn read(inner: &str, range: Range<usize>, formatter: &FigureFormatter<'_>) -> Cite {
    let mut cite = Cite {
        range,
        key: None,
        against: None,
        base: None,
        label: false,
        sign: None,
        steep: false,
        printed: None,
        end: None,
        unsigned: false,
        moved: None,
    };
    let Ok(citation) = Citation::read(inner, formatter.facts) else { return cite };
    let now = formatter.facts.complete(citation.reference);
    cite.key = Some(now);
    cite.against = citation.against;
    cite.label = citation.is_label();
    cite.printed = citation.printed(formatter);
    (cite.end, cite.unsigned) = (citation.end(), citation.is_unsigned());
    let Some(against) = citation.against else { return cite };
    cite.base = against.base(formatter.facts, now).ok();
    cite.sign = cite.base.and_then(|base| sign(formatter, now, base, citation.measure()));
    cite.steep = cite.base.is_some_and(|base| steep(formatter, now, base));
    cite.moved = cite.base.and_then(|base| moved(formatter, now, base, citation.measure()));
    cite
}

fn moved(
    formatter: &FigureFormatter<'_>,
    now: Key,
    base: Key,
    measure: Option<Measure>,
) -> Option<(Exact, Measure)> {
    let changes = formatter.facts.changes();
    let measure = measure.unwrap_or_else(|| changes.usual_measure(now, base));
    let ChangeFigure::By { size, .. } = changes.of(now, base, measure).ok()? else { return None };
    Some((size.exact(), measure))
}

fn steep(formatter: &FigureFormatter<'_>, now: Key, base: Key) -> bool {
    let percent = formatter.facts.changes().usual_measure(now, base) == Measure::Percent;
    match formatter.facts.changes().of(now, base, Measure::Percent) {
        Ok(ChangeFigure::By { size, .. }) => percent && size.value.abs() >= Decimal::from(STEEP),
        Ok(
            ChangeFigure::Turned { .. }
            | ChangeFigure::Loss { .. }
            | ChangeFigure::NotMeaningful
            | ChangeFigure::Bounded { .. }
            | ChangeFigure::LeftOut(_)
            | ChangeFigure::Missing(_),
        )
        | Err(_) => false,
    }
}

/// Tells which way a figure went, as words tell it: 1, 0 or -1; none where it is not known.
pub(super) fn sign(
    formatter: &FigureFormatter<'_>,
    now: Key,
    base: Key,
    measure: Option<Measure>,
) -> Option<i8> {
    let measure = measure.unwrap_or_else(|| formatter.facts.changes().usual_measure(now, base));
    let direction = || formatter.facts.changes().direction(now, base).map(|way| way as i8);
    let Ok(change) = formatter.facts.changes().of(now, base, measure) else {
        // Figures too coarse to say by how much may still say which is the greater.
        let stated = |key| formatter.facts.fact(key)?.stated();
        let (new, old) = (stated(now)?, stated(base)?);
        // Half a unit more and half a unit less meet in one point: "from 0.19 to 0.20" is no fall.
        let (one, two) = (new.interval(), old.interval());
        let touch = one.lo().at() >= two.hi().at() || one.hi().at() <= two.lo().at();
        let apart = new.unit.same_measure(&old.unit) && touch && new.value != old.value;
        return direction().filter(|_| apart);
    };
    match change {
        ChangeFigure::By { size, .. } => {
            let size = formatter.facts.changes().other_sign(now.item, measure, &size);
            Some(formatter.facts.item(now.item).direction(size.value.cmp(&Decimal::ZERO)) as i8)
        }
        ChangeFigure::Turned { to_profit } => Some(if to_profit { 1 } else { -1 }),
        ChangeFigure::Loss { .. } | ChangeFigure::NotMeaningful | ChangeFigure::LeftOut(_) => {
            direction()
        }
        ChangeFigure::Bounded { way, .. } => way.map(|way| way as i8),
        ChangeFigure::Missing(_) => None,
    }
}

impl super::Reading<'_> {
    /// Tells which way a figure went from `base` to `now`, an outflow by its size: 1, 0 or -1; none where not known.
    #[must_use]
    pub fn sign(&self, now: Key, base: Key) -> Option<i8> {
        sign(&self.formatter, now, base, None)
    }
}
