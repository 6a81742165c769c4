//! Findings as JUnit XML, for programs that show test results.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Finding, Report, Severity};
use crate::code;
use crate::source::Sources;

/// Gives the findings as one test suite: every code is a test, and every finding a test
/// of its own in the place of that of its code.
///
/// An error is a failed test. A warning or an info passes and is told in its output, so that a
/// draft is green; under `--release` warnings are errors before they come here.
#[must_use]
pub fn junit(report: &Report, sources: &Sources, suite: &str) -> String {
    let findings = report.sorted();
    let found: BTreeSet<_> = findings.iter().map(|finding| finding.code).collect();
    let mut cases = String::new();
    let mut tests = findings.len();
    for code in code::ALL.iter().filter(|code| !found.contains(code)) {
        let _ =
            writeln!(cases, "    <testcase classname=\"iijdeck\" name=\"{}\"/>", xml(code.name()));
        tests += 1;
    }
    for finding in &findings {
        case(finding, sources, &mut cases);
    }
    let failures = report.count(Severity::Error);
    let suite = xml(suite);
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {counts}>\n  \
         <testsuite name=\"{suite}\" {counts} skipped=\"0\">\n{cases}  </testsuite>\n\
         </testsuites>\n"
    )
}

fn case(finding: &Finding, sources: &Sources, out: &mut String) {
    let (file, line) = match (finding.labels.first(), &finding.path) {
        (Some(label), _) => {
            let line = sources.line_column(label.span).0;
            (sources.file(label.span.file).name.clone(), Some(line))
        }
        (None, Some(path)) => (path.clone(), None),
        (None, None) => (String::new(), None),
    };
    let at = line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
    let code = finding.code;
    let mut text = format!("{at}: {}[{code}]: {}\n", finding.severity.word(), finding.message);
    for label in finding.labels.iter().skip(1) {
        let line = sources.line_column(label.span).0;
        let file = &sources.file(label.span.file).name;
        let _ = writeln!(text, "{file}:{line}: {}", label.text);
    }
    for line in finding.notes.iter().chain(&finding.help) {
        let _ = writeln!(text, "{line}");
    }
    let name = xml(&format!("{code} at {at}"));
    let place = match line {
        Some(line) => format!(" file=\"{}\" line=\"{line}\"", xml(&file)),
        None => format!(" file=\"{}\"", xml(&file)),
    };
    let text = xml(&text);
    let body = match finding.severity {
        Severity::Error => {
            let message = xml(&finding.message);
            format!("<failure type=\"{code}\" message=\"{message}\">{text}</failure>")
        }
        Severity::Warning | Severity::Info => format!("<system-out>{text}</system-out>"),
    };
    let _ = writeln!(
        out,
        "    <testcase classname=\"iijdeck\" name=\"{name}\"{place}>{body}</testcase>"
    );
}

/// Escapes text for XML 1.0; characters that XML cannot hold become U+FFFD.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn findings_are_tests_and_codes_without_one_pass() {
        let mut sources = Sources::new();
        let id = sources.add("q.yaml", "a: 1\nb: <2>\n");
        let mut report = Report::new();
        let place = Span::new(id, 8..11);
        report.push(Finding::new(code::TOTAL_DIFFERS, "`a` & \"b\" < c\u{0}", place));
        report.push(Finding::new(code::MISSING_FIGURE, "`b` is missing", place));
        let told = junit(&report, &sources, "q.yaml");
        // A passed test for every code but two, and the two findings.
        let tests = code::ALL.len();
        let suite = format!("<testsuite name=\"q.yaml\" tests=\"{tests}\" failures=\"1\"");
        assert!(told.contains(&suite), "{told}");
        assert!(told.contains("name=\"contrast\"/>"), "{told}");
        assert!(told.contains("message=\"`a` &amp; &quot;b&quot; &lt; c\u{FFFD}\""), "{told}");
        assert!(told.contains("name=\"total-differs at q.yaml:2\" file=\"q.yaml\" line=\"2\""));
        assert!(told.contains("<system-out>q.yaml:2: warning[missing-figure]"), "{told}");
    }
}
