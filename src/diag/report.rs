//! All findings of one run, in the order of the source.

use std::collections::HashSet;

use super::{Finding, Severity};
use crate::code::Code;
use crate::source::Span;

/// Whether somebody answers for a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waiving {
    /// Somebody does, and why.
    By(String),
    /// Nobody does for what it is now; what is to be done.
    NotYet(String),
    /// Nobody speaks of it.
    No,
}

/// Gathers findings; a stage goes on after the first so that the author sees all at once.
#[derive(Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    /// What tells findings apart, so that a file full of mistakes is not compared pair by pair.
    known: HashSet<(Code, Option<Span>, String)>,
}

impl Report {
    /// What is set under the text that a translation is of.
    pub const SOURCE: &'static str = "the text in the source";

    /// Starts empty.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one finding; the same finding twice counts once.
    pub fn push(&mut self, finding: Finding) {
        let place = finding.labels.first().map(|label| label.span);
        if self.known.insert((finding.code, place, finding.message.clone())) {
            self.findings.push(finding);
        }
    }

    /// Adds many.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        for finding in findings {
            self.push(finding);
        }
    }

    /// Adds all of another report, in its order.
    pub fn append(&mut self, other: Self) {
        self.extend(other.findings);
    }

    /// Tells whether anything forbids going on.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Counts the findings of one weight.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.severity == severity).count()
    }

    /// Keeps what stands at such a place.
    pub fn keep(&mut self, wanted: impl Fn(Code, Span) -> bool) {
        let wanted = |one: &Finding| one.labels.first().is_some_and(|l| wanted(one.code, l.span));
        self.findings.retain(wanted);
    }

    /// Takes out what need not be told.
    pub fn forget(&mut self, unneeded: impl Fn(&Finding) -> bool) {
        self.findings.retain(|finding| !unneeded(finding));
    }

    /// Gives the findings one by one.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Moves labels to the places that `found` gives for theirs, the first in their stead.
    pub fn relocate(&mut self, found: impl Fn(Span) -> Option<Vec<Span>>) {
        for finding in std::mem::take(&mut self.findings) {
            let mut moved = Finding { labels: Vec::new(), ..finding.clone() };
            for label in &finding.labels {
                match found(label.span) {
                    Some(spans) => {
                        for (at, span) in spans.into_iter().enumerate() {
                            let text = if at == 0 { label.text.as_str() } else { Self::SOURCE };
                            moved = moved.also(span, text);
                        }
                    }
                    None => moved = moved.also(label.span, label.text.clone()),
                }
            }
            self.findings.push(moved);
        }
    }

    /// Makes every warning an error, as a release asks.
    pub fn refuse_warnings(&mut self) {
        for finding in &mut self.findings {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
                finding.notes.push("a warning in a draft is an error under --release".to_owned());
            }
        }
    }

    /// Adds to each finding what is said of it beside its reasons.
    pub fn annotate(&mut self, note: impl Fn(&Finding) -> Option<String>) {
        for finding in &mut self.findings {
            finding.notes.extend(note(finding));
        }
    }

    /// Makes an info of each error and warning that somebody answers for, and says so.
    ///
    /// `judge` gives who answers for a finding, or else what is to be said of it beside its help.
    pub fn waive(&mut self, judge: impl Fn(&Finding) -> Waiving) {
        for finding in self.findings.iter_mut().filter(|f| f.severity != Severity::Info) {
            match judge(finding) {
                Waiving::By(whom) => {
                    finding.severity = Severity::Info;
                    finding.notes.push(whom);
                }
                Waiving::NotYet(help) => finding.help.push(help),
                Waiving::No => {}
            }
        }
    }

    /// Gives every finding, in the order they were told.
    pub fn all(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// Leaves out what is only worth knowing.
    pub fn hide_infos(&mut self) {
        self.findings.retain(|finding| finding.severity != Severity::Info);
    }

    /// Gives the findings sorted by place, findings without a place first.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.findings.iter().collect();
        all.sort_by_key(|f| (f.labels.first().map(|l| l.span), f.code));
        all
    }

    /// Tells whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }
}
