//! `glossary`: a spelling that the deck's glossary rules out.

use crate::code;
use crate::diag::{Finding, Report};
use crate::words::{Passage, Reading, holding};

/// Looks for the spellings that `glossary:` says must not stand.
pub(super) fn run(reading: &Reading<'_>, report: &mut Report) {
    let blanks = reading.locale.prose.blanks;
    for (term, spec) in &reading.deck.glossary.0 {
        for wrong in &spec.not {
            let (wrong, right) = (wrong.value.to_lowercase(), term.value.to_lowercase());
            for passage in &reading.passages {
                for at in found(passage, &wrong, &right, blanks) {
                    let range = at..at + wrong.len();
                    let message =
                        format!("the glossary rules out `{}`", &passage.text[range.clone()]);
                    let span = passage.place(range, reading.sources);
                    let mut finding = Finding::new(code::GLOSSARY, message, span)
                        .also(term.span, "the term")
                        .help(format!("Write `{}`", term.value));
                    if let Some(reason) = &spec.reason {
                        finding = finding.note(reason.value.clone());
                    }
                    report.push(finding);
                }
            }
        }
    }
}

fn found(passage: &Passage<'_>, wrong: &str, right: &str, blanks: bool) -> Vec<usize> {
    let lower = passage.text.to_lowercase();
    // Lower case changes the length of few letters; there no place could be told.
    if lower.len() != passage.text.len() || wrong.is_empty() {
        return Vec::new();
    }
    let skips = passage.skips();
    let rights: Vec<_> = lower.match_indices(right).map(|(at, _)| at..at + right.len()).collect();
    let inside = |at: usize| {
        right.len() > wrong.len()
            && holding(&rights, at).is_some_and(|range| at + wrong.len() <= range.end)
    };
    let whole = |at: usize| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + wrong.len()..].chars().next();
        !blanks || [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
    };
    lower
        .match_indices(wrong)
        .map(|(at, _)| at)
        .filter(|at| holding(skips, *at).is_none() && whole(*at) && !inside(*at))
        .collect()
}
