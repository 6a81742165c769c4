//! What is wrong within one file of a filing.

use std::ops::Range;

use super::element::Malformed;
use crate::code::{self, Code, Severity};
use crate::diag::{Finding, Report};
use crate::source::{FileId, Span};

/// Most faults of a file that are told one by one.
const MOST: usize = 100;

/// Gathers what is wrong within a file.
#[derive(Debug, Default)]
pub(super) struct Faults {
    told: Vec<(Code, Severity, Range<usize>, String, &'static str)>,
    more: usize,
}

impl Faults {
    /// Adds a fact, context or unit that is not what it should be.
    pub(super) fn bad(&mut self, at: Range<usize>, message: String, help: &'static str) {
        self.push(code::BAD_FILED_FACT, Severity::Error, at, message, help);
    }

    /// Adds a transform that is not known.
    pub(super) fn unknown_transform(
        &mut self,
        weight: Severity,
        at: Range<usize>,
        message: String,
    ) {
        let help = "Compare this fact by hand, and report the transform";
        self.push(code::UNKNOWN_TRANSFORM, weight, at, message, help);
    }

    fn push(
        &mut self,
        code: Code,
        weight: Severity,
        at: Range<usize>,
        message: String,
        help: &'static str,
    ) {
        if self.told.len() < MOST {
            self.told.push((code, weight, at, message, help));
        } else {
            self.more += 1;
        }
    }

    /// Tells them.
    pub(super) fn tell(self, file: FileId, report: &mut Report) {
        let last = self.told.len();
        for (at, (code, weight, range, message, help)) in self.told.into_iter().enumerate() {
            let finding =
                Finding::weighed(code, weight, message, Span::new(file, range)).help(help);
            let left = if at + 1 == last { self.more } else { 0 };
            report.push(match left {
                0 => finding,
                left => finding.note(format!("{left} more of the kind stand in this file")),
            });
        }
    }
}

/// Tells that a file is malformed.
pub(super) fn malformed(wrong: Malformed, file: FileId, report: &mut Report) {
    let finding = Finding::new(code::FILING_SYNTAX, wrong.message, Span::new(file, wrong.at));
    report.push(
        finding.help("Take the file as it was filed, or as it will be; nothing of it was read"),
    );
}
