//! Findings as text: with the source line for people, one line each for tools, JSON for programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{Finding, Report, Severity};
use crate::code;
use crate::source::hidden::is_hidden;
use crate::source::{FileId, Sources};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Source line, caret, reason, way out.
    Human {
        /// Whether the terminal shows colour.
        color: bool,
        /// The terminal's width in columns.
        width: usize,
    },
    /// `file:line:column: severity[code]: message`.
    Short,
}

/// Renders all findings, each ending in a line break.
#[must_use]
pub fn render(report: &Report, sources: &Sources, style: Style) -> String {
    let mut out = String::new();
    // A line is printed with each of its findings: a long one with thousands would take hours to read.
    let mut alike: BTreeMap<(FileId, usize, &str), usize> = BTreeMap::new();
    for finding in report.sorted() {
        if let (Style::Human { .. }, Some(label)) = (style, finding.labels.first()) {
            let line = sources.line_column(label.span).0;
            let count = alike.entry((label.span.file, line, finding.code.name())).or_default();
            *count += 1;
            if *count > ALIKE {
                continue;
            }
        }
        match style {
            // What the author declared missing is told back in a line, not argued.
            Style::Human { width, .. } if is_declared(finding) => {
                let place = place(finding, sources);
                let word = finding.severity.word();
                let why = finding.notes.join("; ");
                let (message, why) = (one_line(&finding.message), one_line(&why));
                let line = format!("{word}[{}]: {place}{message}: {why}", finding.code);
                let line = wrapped(&line, width, "    ".len()).replace('\n', "\n    ");
                let _ = writeln!(out, "{line}");
            }
            Style::Human { color, width } => {
                out.push_str(&human(finding, sources, color, width));
                out.push_str("\n\n");
            }
            Style::Short => {
                let place = place(finding, sources);
                let word = finding.severity.word();
                let message = one_line(&finding.message);
                let _ = writeln!(out, "{place}{word}[{}]: {message}", finding.code);
            }
        }
    }
    for ((file, line, code), count) in alike.into_iter().filter(|(_, count)| *count > ALIKE) {
        let (name, more) = (&sources.file(file).name, count - ALIKE);
        let _ = writeln!(out, "{name}:{line}: {more} more findings like these [{code}]\n");
    }
    out
}

/// Findings of one kind that are shown of one line.
const ALIKE: usize = 100;

/// Escapes what would break the line or hide in it: an author's text must not forge a finding.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_control() || is_hidden(c) || matches!(c, '\u{200B}' | '\u{2060}') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

fn is_declared(finding: &Finding) -> bool {
    [code::MISSING_FIGURE, code::MISSING_CHART].contains(&finding.code)
}

/// Gives the findings as a JSON array of objects with `code`, `severity`, `message`, `file`,
/// `line`, `column`, `end_line`, `end_column`, `labels`, `notes` and `help`.
#[must_use]
pub fn json(report: &Report, sources: &Sources) -> Value {
    let one = |finding: &Finding| {
        let labels: Vec<_> = finding
            .labels
            .iter()
            .map(|label| {
                let (line, column) = sources.line_column(label.span);
                let end = crate::source::Span { start: label.span.end, ..label.span };
                let (end_line, end_column) = sources.line_column(end);
                let file = &sources.file(label.span.file).name;
                json!({
                    "file": file, "line": line, "column": column,
                    "end_line": end_line, "end_column": end_column, "text": label.text,
                })
            })
            .collect();
        let first = labels.first();
        let at = |key: &str| first.map_or(Value::Null, |l| l[key].clone());
        let path = finding.path.as_ref().map(|p| Value::String(p.clone()));
        json!({
            "code": finding.code,
            "severity": finding.severity.word(),
            "message": finding.message,
            "file": path.unwrap_or_else(|| at("file")),
            "line": at("line"),
            "column": at("column"),
            "end_line": at("end_line"),
            "end_column": at("end_column"),
            "labels": labels,
            "notes": finding.notes,
            "help": finding.help,
        })
    };
    Value::Array(report.sorted().into_iter().map(one).collect())
}

fn place(finding: &Finding, sources: &Sources) -> String {
    match (finding.labels.first(), &finding.path) {
        (Some(label), _) => {
            let (line, column) = sources.line_column(label.span);
            format!("{}:{line}:{column}: ", sources.file(label.span.file).name)
        }
        (None, Some(path)) => format!("{path}: "),
        (None, None) => String::new(),
    }
}

fn human(finding: &Finding, sources: &Sources, color: bool, width: usize) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = match (&finding.path, finding.labels.is_empty()) {
        (Some(path), true) => format!("{path}: {}", finding.message),
        (Some(_) | None, _) => finding.message.clone(),
    };
    let lead = finding.severity.word().len() + finding.code.name().len() + "[]: ".len();
    let message = wrapped(&message, width, lead);
    let mut group = Group::with_title(level.primary_title(message).id(finding.code.name()));
    // Before notes stand the room of the line numbers and `= note: `.
    let gutter = finding.labels.iter().map(|label| sources.line_column(label.span).0.to_string());
    let lead = gutter.map(|number| number.len()).max().unwrap_or(0) + " = note: ".len();
    let mut shown: Vec<crate::source::FileId> = Vec::new();
    for label in &finding.labels {
        if shown.contains(&label.span.file) {
            continue;
        }
        shown.push(label.span.file);
        let file = sources.file(label.span.file);
        let here = || finding.labels.iter().filter(|l| l.span.file == label.span.file);
        let ranges = || {
            here().map(|l| {
                let room = width.saturating_sub(lead + MARGIN + l.text.width()).max(8);
                narrow(&file.text, first_line(&file.text, l.span.range()), room)
            })
        };
        // Only the lines from the first place to the last are handed over: a large file with
        // many findings would otherwise be read from its start for each of them.
        let window = window(&file.text, ranges());
        let first = here().map(|l| sources.line_column(l.span).0).min().unwrap_or(1);
        let lines = &file.text[window.clone()];
        let mut snippet = Snippet::source(lines).line_start(first).path(file.name.as_str());
        for (nth, (label, range)) in here().zip(ranges()).enumerate() {
            let main = nth == 0 && shown.len() == 1;
            let kind = if main { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mut annotation = kind.span(range.start - window.start..range.end - window.start);
            if !label.text.is_empty() {
                annotation = annotation.label(label.text.as_str());
            }
            snippet = snippet.annotation(annotation);
        }
        group = group.element(snippet);
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(wrapped(note, width, lead)));
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(wrapped(help, width, lead)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(width).render(&[group])
}

/// Breaks a text at its blanks, so that its lines fit behind `lead` columns.
fn wrapped(text: &str, width: usize, lead: usize) -> String {
    let room = width.saturating_sub(lead + 1).max(24);
    let mut out = String::new();
    for line in text.split('\n') {
        let mut used = 0;
        for word in line.split(' ') {
            let wide = word.width();
            if used > 0 && used + 1 + wide > room {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += wide;
        }
        out.push('\n');
    }
    out.pop();
    out
}

/// The whole lines that hold all ranges.
fn window(text: &str, ranges: impl Iterator<Item = Range<usize>> + Clone) -> Range<usize> {
    let start = ranges.clone().map(|range| range.start).min().unwrap_or(0);
    let end = ranges.map(|range| range.end).max().unwrap_or(0);
    let bytes = text.as_bytes();
    let start = bytes[..start].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let after = bytes[end..].iter().position(|byte| *byte == b'\n');
    start..after.map_or(text.len(), |at| end + at)
}

/// Columns of marks for what is cut off on either side.
const MARGIN: usize = 8;

/// Ends a range where its text fills so many columns: a line is not cut where its caret stands.
fn narrow(text: &str, range: Range<usize>, room: usize) -> Range<usize> {
    let typed = text.get(range.clone()).unwrap_or_default();
    let mut used = 0;
    let over = typed.char_indices().find(|(_, c)| {
        used += c.width().unwrap_or(0);
        used > room
    });
    range.start..over.map_or(range.end, |(at, _)| range.start + at)
}

/// A caret under a paragraph of forty lines hides what it points at: the first line is enough.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let end = range.end.min(text.len());
    let start = range.start.min(end);
    let line = text.get(start..end).and_then(|s| s.find('\n')).map_or(end, |at| start + at);
    start..line.max(start)
}
