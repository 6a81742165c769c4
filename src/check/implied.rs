//! What only follows from a mistake that is told is not told beside it: one slip, one finding.

use crate::code::{self, Severity};
use crate::diag::{Finding, Report};
use crate::source::Span;

/// Forgets what follows from fields that could not be read: a slide is empty and a column shows nothing because
/// of them.
pub(super) fn run(report: &mut Report) {
    let place = |finding: &Finding| finding.labels.first().map(|label| label.span);
    let errors = report.all().filter(|one| one.severity == Severity::Error);
    let unread: Vec<(code::Code, Span)> =
        errors.filter_map(|one| Some((one.code, place(one)?))).collect();
    let within = |outer: Span, inner: Span| {
        outer != inner
            && outer.file == inner.file
            && outer.start <= inner.start
            && inner.end <= outer.end
    };
    let overlap = |one: Span, other: Span| {
        one.file == other.file && one.start < other.end && other.start < one.end
    };
    report.forget(|finding| {
        let Some(outer) = place(finding) else { return false };
        let mut inside = unread.iter().filter(|(_, inner)| within(outer, *inner));
        if finding.code == code::FOREIGN_RUN {
            // A sign of a list is of no language.
            unread.iter().any(|(code, at)| *code == code::BAD_PROSE && overlap(outer, *at))
        } else if finding.code == code::TARGET_PERIOD {
            // A forecast that is not there has no period to name.
            unread.iter().any(|(code, at)| *code == code::MISSING_PERIOD && *at == outer)
        } else if finding.code == code::EMPTY_SLIDE {
            inside.next().is_some()
        } else {
            finding.code == code::MISSING_FIELD
                && inside.any(|(code, _)| *code == code::UNKNOWN_FIELD)
        }
    });
}
