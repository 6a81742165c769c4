//! Findings as JUnit XML, for programs that show test results.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use super::{Finding, Report, Severity};
use crate::code;
use crate::source::Sources;

/// The class that every test is of.
const CLASS: &str = env!("CARGO_PKG_NAME");

/// Gives the findings as one test suite: every code is a test, and every finding a test of its own
/// in the place of that of its code.
///
/// An error is a failed test. A warning or an info passes and is told in its output, so that a
/// draft is green; under `--release` warnings are errors before they come here.
#[must_use]
pub fn junit(report: &Report, sources: &Sources, suite: &str) -> String {
    let findings = report.sorted();
    let found: BTreeSet<_> = findings.iter().map(|finding| finding.code).collect();
    let mut tests = TestSuite::new(text(suite));
    let passed = code::ALL.iter().filter(|code| !found.contains(code));
    tests.add_test_cases(passed.map(|code| test(code.name(), TestCaseStatus::success())));
    tests.add_test_cases(findings.into_iter().map(|finding| case(finding, sources)));
    written([tests])
}

/// Writes suites as XML.
pub(super) fn written(suites: impl IntoIterator<Item = TestSuite>) -> String {
    let mut all = Suites::unnamed();
    all.add_test_suites(suites);
    all.to_string().expect("XML is written into memory")
}

/// Reads the suites of XML that [`junit`] wrote; none where it was cut short.
pub(super) fn read(xml: &str) -> Option<Vec<TestSuite>> {
    Suites::deserialize_from_str(xml).ok().map(|all| all.test_suites)
}

/// Makes a suite of one failed test.
pub(super) fn failed_suite(name: &str, why: &str) -> TestSuite {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    status.set_message(text(why));
    let mut suite = TestSuite::new(text(name));
    suite.add_test_case(test(name, status));
    suite
}

fn test(name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(text(name), status);
    case.set_classname(CLASS);
    case
}

fn case(finding: &Finding, sources: &Sources) -> TestCase {
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
    let mut details = format!("{at}: {}[{code}]: {}\n", finding.severity.word(), finding.message);
    for label in finding.labels.iter().skip(1) {
        let line = sources.line_column(label.span).0;
        let file = &sources.file(label.span.file).name;
        let _ = writeln!(details, "{file}:{line}: {}", label.text);
    }
    for line in finding.notes.iter().chain(&finding.help) {
        let _ = writeln!(details, "{line}");
    }
    let mut status = TestCaseStatus::success();
    if finding.severity == Severity::Error {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(text(&finding.message));
        status.set_type(code.name());
        status.set_description(text(&details));
    }
    let mut case = test(&format!("{code} at {at}"), status);
    if finding.severity != Severity::Error {
        case.set_system_out(text(&details));
    }
    case.extra.insert("file".into(), text(&file).into());
    if let Some(line) = line {
        case.extra.insert("line".into(), line.to_string().into());
    }
    case
}

/// Puts U+FFFD for what XML 1.0 cannot hold, so that the reader sees that something stood there.
fn text(text: &str) -> String {
    let held = |c| matches!(c, '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if held(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use quick_junit::XmlString;

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
        let xml = junit(&report, &sources, "q.yaml");
        let suites = read(&xml).expect("suites");
        let [suite] = suites.as_slice() else { panic!("one suite: {xml}") };
        // A passed test for every code but two, and the two findings.
        let counts = (suite.name.as_str(), suite.tests, suite.failures);
        assert_eq!(counts, ("q.yaml", code::ALL.len(), 1), "{xml}");
        let named = |name: &str| {
            suite.test_cases.iter().find(|case| case.name.as_str() == name).expect("a test")
        };
        assert_eq!(named("contrast").status, TestCaseStatus::success());
        let wrong = named("total-differs at q.yaml:2");
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type("total-differs").set_message("`a` & \"b\" < c\u{FFFD}");
        status.set_description("q.yaml:2: error[total-differs]: `a` & \"b\" < c\u{FFFD}");
        assert_eq!(wrong.status, status, "{xml}");
        let place = |key: &str| wrong.extra.get(&XmlString::from(key)).map(XmlString::as_str);
        assert_eq!((place("file"), place("line")), (Some("q.yaml"), Some("2")));
        let output = named("missing-figure at q.yaml:2").system_out.as_ref().expect("an output");
        assert!(output.as_str().starts_with("q.yaml:2: warning[missing-figure]"), "{output:?}");
    }
}
