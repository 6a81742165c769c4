//! One finding: what, how bad, where, why, and the way out.

use crate::code::{Code, Severity};
use crate::source::{Problem, Span};

/// A place with what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words set under the caret; may be empty.
    pub text: String,
}

/// One thing the author should know.
///
/// The code is stable and reads as "allow ...": `missing-figure`, `unknown-item`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Names the kind of finding, for `iijdeck explain`.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// Places; the first is the main one. Empty where no file can be shown.
    pub labels: Vec<Label>,
    /// The file concerned where there is no place in it.
    pub path: Option<String>,
    /// Reasons and figures, each a line.
    pub notes: Vec<String>,
    /// Ways out, each an imperative line.
    pub help: Vec<String>,
    /// The figure that is not there, as its author would cite it.
    pub absent: Option<String>,
    /// What is meant in the stead of the word at its place, where only one thing can be.
    pub meant: Option<&'static str>,
}

impl Finding {
    /// Starts a finding at a place, of the weight that is usual for its code.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>, span: Span) -> Self {
        Self::weighed(code, code.severity(), message, span)
    }

    /// Starts a finding at a place, of a weight of its own.
    #[must_use]
    pub fn weighed(code: Code, severity: Severity, message: impl Into<String>, span: Span) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        Self { labels, ..Self::bare(code, severity, message.into()) }
    }

    /// Starts a finding about a whole file.
    #[must_use]
    pub fn about_file(code: Code, message: impl Into<String>, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..Self::bare(code, code.severity(), message.into()) }
    }

    /// A finding without any place.
    fn bare(code: Code, severity: Severity, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            labels: Vec::new(),
            path: None,
            notes: Vec::new(),
            help: Vec::new(),
            absent: None,
            meant: None,
        }
    }

    /// Puts words under the main caret.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a way out if there is one.
    #[must_use]
    pub fn help_if(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.help(text),
            None => self,
        }
    }
}

impl From<Problem> for Finding {
    fn from(problem: Problem) -> Self {
        let finding = Self::new(problem.code, problem.message, problem.span);
        let finding = match problem.related {
            Some((span, what)) => finding.also(span, what),
            None => finding,
        };
        finding.help_if(problem.help)
    }
}
