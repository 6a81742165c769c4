//! One finding: what, how bad, where, why, and the way out.

use crate::source::{Problem, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written in a draft, refused under `--release`.
    Warning,
    /// Worth knowing; never stops anything.
    Info,
}

impl Severity {
    /// Gives the lower-case word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

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
    pub code: &'static str,
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
}

impl Finding {
    /// Starts a finding at a place.
    #[must_use]
    pub fn new(
        code: &'static str,
        severity: Severity,
        message: impl Into<String>,
        span: Span,
    ) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            labels: vec![Label { span, text: String::new() }],
            path: None,
            notes: Vec::new(),
            help: Vec::new(),
            absent: None,
        }
    }

    /// Starts an error at a place.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Error, message, span)
    }

    /// Starts a warning at a place.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self::new(code, Severity::Warning, message, span)
    }

    /// Starts an error about a whole file.
    #[must_use]
    pub fn about_file(
        code: &'static str,
        message: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            path: Some(path.into()),
            notes: Vec::new(),
            help: Vec::new(),
            absent: None,
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
        let finding = Self::error(problem.code, problem.message, problem.span);
        let finding = match problem.related {
            Some((span, what)) => finding.also(span, what),
            None => finding,
        };
        finding.help_if(problem.help)
    }
}
