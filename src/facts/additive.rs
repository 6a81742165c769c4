//! Whether the periods of an item add up: a half is its quarters, a year its halves.

use super::ApartSpec;
use crate::code;
use crate::diag::{Finding, Report};
use crate::num::{Scale, Unit};
use crate::shape::{FlagWord, Scalar, ScalarOr, is_reason};
use crate::source::Span;

/// Amounts of money in thousands and more add up over periods; a per-share amount is in single
/// units, and a percentage or a number of people is not a flow.
pub(super) fn usually(unit: &Unit) -> bool {
    unit.is_currency() && unit.scale() != Scale::One
}

/// Reads whether an item's periods add up, and where its author says that they do not: that takes
/// a proof away, so it has a reason.
pub(super) fn read(
    own: Option<&ScalarOr<FlagWord, ApartSpec>>,
    unit: &Unit,
    report: &mut Report,
) -> (bool, Option<Span>) {
    let usual = usually(unit);
    let (no, reason) = match own {
        None => return (usual, None),
        Some(ScalarOr::Record(spec)) => (&spec.no.0, spec.no.value.as_str()),
        Some(ScalarOr::Scalar(word)) => match <bool as Scalar>::parse(&word.value) {
            Ok(true) => return (true, None),
            Ok(false) => (&word.0, ""),
            Err(error) => {
                let finding = Finding::new(code::WRONG_KIND, error.reason, word.span);
                report.push(finding.help_if(error.help));
                return (usual, None);
            }
        },
    };
    if usual && !is_reason(reason) {
        let message = "`adds_up: no` needs a reason, as the periods are not proved then";
        let finding = Finding::new(code::MISSING_FIELD, message, no.span);
        report.push(finding.help("Write `adds_up: {no: a balance by quarters}`"));
    }
    (false, Some(no.span))
}
