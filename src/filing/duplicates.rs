//! One fact stated twice: which statement counts, and whether they agree.
//!
//! Source: XBRL, Handling Duplicate Facts in XBRL and Inline XBRL 1.0. There a number rounds to the nearest; filings of
//! Japan truncate. Whether a company does is not known here, so two statements agree where either way has them meet.

use std::collections::BTreeMap;

use super::{FiledFact, FiledPrecision, FiledValue, Filing};
use crate::code;
use crate::diag::{Finding, Report};
use crate::num::{Exact, Interval, Rounding};

impl Filing {
    /// Marks what stands elsewhere at least as exactly, and tells what does not agree.
    pub(super) fn settle_duplicates(&mut self, report: &mut Report) {
        let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, fact) in self.facts.iter().enumerate() {
            if !matches!(fact.value, FiledValue::Text(_) | FiledValue::Printed(_)) {
                let key = (&fact.concept, &fact.context, &fact.unit, &fact.target, &fact.filed_in);
                groups.entry(key).or_default().push(at);
            }
        }
        let groups: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
        for group in groups {
            // Of those that are known equally well, the first.
            let finest = group
                .iter()
                .copied()
                .max_by_key(|at| (self.facts.get(*at).map(fineness), std::cmp::Reverse(*at)));
            let Some(kept) = finest.and_then(|at| self.facts.get(at)).cloned() else { continue };
            for at in group.into_iter().filter(|at| Some(*at) != finest) {
                let Some(fact) = self.facts.get_mut(at) else { continue };
                fact.repeated = true;
                if !agree(fact, &kept) {
                    let said = |fact: &FiledFact| match &fact.value {
                        FiledValue::Nil => "nil".to_owned(),
                        FiledValue::Number(number) => number.to_string(),
                        FiledValue::Fraction(above, below) => format!("{above}/{below}"),
                        FiledValue::Text(text) | FiledValue::Printed(text) => text.clone(),
                    };
                    let (here, there) = (said(fact), said(&kept));
                    let message = format!(
                        "{} of {} is {here} here, and {there} elsewhere in the filing",
                        fact.concept, fact.context.period
                    );
                    let finding = Finding::new(code::FILED_TWICE, message, fact.span);
                    let finding = finding.also(kept.span, format!("{there} here"));
                    report.push(
                        finding.help("Find out which is right; the filing must say one thing"),
                    );
                }
            }
        }
    }
}

/// How finely a fact is known, for comparison.
fn fineness(fact: &FiledFact) -> (bool, i32) {
    let number = !matches!(fact.value, FiledValue::Nil);
    match fact.precision {
        FiledPrecision::Exact => (number, i32::MAX),
        FiledPrecision::Decimals(count) => (number, count),
        FiledPrecision::Unknown => (number, i32::MIN),
    }
}

fn agree(one: &FiledFact, other: &FiledFact) -> bool {
    let meets =
        |a: Option<Interval>, b: Option<Interval>| a.zip(b).is_some_and(|(a, b)| a.meets(&b));
    match (&one.value, &other.value) {
        (FiledValue::Number(a), FiledValue::Number(b)) => {
            let (a, b) = (a.exact(), b.exact());
            [Rounding::HalfUp, Rounding::TowardZero].into_iter().any(|rounding| {
                meets(reach(&a, one.precision, rounding), reach(&b, other.precision, rounding))
            })
        }
        (a, b) => a == b,
    }
}

/// The true values that a filed number allows.
fn reach(value: &Exact, precision: FiledPrecision, rounding: Rounding) -> Option<Interval> {
    match precision {
        FiledPrecision::Decimals(count) => {
            let unit = Exact::pow10(count.checked_neg()?);
            Some(Interval::of_stated(value, &unit, rounding))
        }
        FiledPrecision::Exact | FiledPrecision::Unknown => Some(Interval::point(value.clone())),
    }
}
