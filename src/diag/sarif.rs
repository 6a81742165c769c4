//! Findings as SARIF 2.1.0, for code review and dashboards.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Finding, Label, Report, Severity};
use crate::code::Code;
use crate::source::{Sources, Span};

/// Where the format is described.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/\
                      sarif-schema-2.1.0.json";

/// Gives the findings as a SARIF log of one run; `kind` is what was done, such as `check`.
///
/// Places are relative to where the program ran; columns count characters. The other places of a
/// finding are its related locations, reasons and ways out stand in its message.
#[must_use]
pub fn sarif(report: &Report, sources: &Sources, kind: &str) -> Value {
    let findings = report.sorted();
    let codes: Vec<Code> =
        findings.iter().map(|f| f.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<_> = findings.iter().map(|finding| result(finding, sources, &codes)).collect();
    log(kind, &rules, &results, &json!({ "executionSuccessful": true }))
}

/// Makes a log of one run. Its category tells code review which earlier run it takes the place of.
pub(super) fn log(kind: &str, rules: &[Value], results: &[Value], invocation: &Value) -> Value {
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "automationDetails": { "id": format!("{}/{kind}/", env!("CARGO_PKG_NAME")) },
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// What code review shows of a rule: all four texts are asked for.
fn rule(code: Code) -> Value {
    let page = code.page();
    let summary = page.lines().find(|line| !line.is_empty() && !line.starts_with('#'));
    let summary = json!({ "text": summary.unwrap_or(code.name()) });
    json!({
        "id": code,
        "shortDescription": summary,
        "fullDescription": summary,
        "help": { "text": page, "markdown": page },
    })
}

fn result(finding: &Finding, sources: &Sources, codes: &[Code]) -> Value {
    let mut text = finding.message.clone();
    let lines = finding.notes.iter().chain(&finding.help);
    for line in lines {
        let _ = write!(text, "\n{line}");
    }
    let mut value = json!({
        "ruleId": finding.code,
        "ruleIndex": codes.binary_search(&finding.code).expect("the rules are the codes of the findings"),
        "level": match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        "message": { "text": text },
    });
    let place = match (finding.labels.split_first(), &finding.path) {
        (Some((first, _)), _) => Some(location(first, sources)),
        (None, Some(path)) => {
            Some(json!({ "physicalLocation": { "artifactLocation": { "uri": uri(path) } } }))
        }
        (None, None) => None,
    };
    if let Some(place) = place {
        value["locations"] = json!([place]);
    }
    if let [_, others @ ..] = finding.labels.as_slice()
        && !others.is_empty()
    {
        let related = others.iter().map(|label| {
            let mut place = location(label, sources);
            if !label.text.is_empty() {
                place["message"] = json!({ "text": label.text });
            }
            place
        });
        value["relatedLocations"] = Value::Array(related.collect());
    }
    value
}

fn location(label: &Label, sources: &Sources) -> Value {
    let Span { file, end, .. } = label.span;
    let (line, column) = sources.line_column(label.span);
    let (end_line, end_column) = sources.line_column(Span { start: end, ..label.span });
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&sources.file(file).name) },
            "region": {
                "startLine": line,
                "startColumn": column,
                "endLine": end_line,
                "endColumn": end_column,
            },
        },
    })
}

/// What stands for itself in the path of an address (RFC 3986); all else is percent-encoded.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Writes a path with slashes as the path of an address.
pub(crate) fn percent_encoded(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Writes a path as a URI reference (RFC 3986): an absolute path becomes a `file:` address.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let root = if path.starts_with('/') { "file://" } else { "" };
    format!("{root}{}", percent_encoded(path.trim_start_matches("./")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code;

    #[test]
    fn places_are_told_as_addresses() {
        assert_eq!(uri("./decks/1Q 26#.yaml"), "decks/1Q%2026%23.yaml");
        assert_eq!(uri("/決算/a.yaml"), "file:///%E6%B1%BA%E7%AE%97/a.yaml");
        assert_eq!(uri("a:b.yaml"), "a%3Ab.yaml");
    }

    #[test]
    fn a_finding_keeps_its_places_and_its_rule() {
        let mut sources = Sources::new();
        let id = sources.add("q.yaml", "売上: 1\nx: 2\n");
        let (first, second) = (Span::new(id, 8..9), Span::new(id, 10..11));
        let mut report = Report::new();
        report.push(
            Finding::new(code::TOTAL_DIFFERS, "no sum", first)
                .also(second, "a part")
                .note("in JPY")
                .help("Correct it"),
        );
        report.push(Finding::about_file(code::NO_FILE, "gone", "a b.yaml"));
        let log = sarif(&report, &sources, "check");
        let run = &log["runs"][0];
        let summary = code::TOTAL_DIFFERS.page().lines().nth(2).expect("a summary");
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "no-file");
        assert_eq!(run["automationDetails"]["id"], "iijdeck/check/");
        assert_eq!(run["tool"]["driver"]["rules"][1]["shortDescription"]["text"], summary);
        let whole_file = &run["results"][0];
        let place = json!({ "artifactLocation": { "uri": "a%20b.yaml" } });
        assert_eq!(whole_file["locations"][0]["physicalLocation"], place);
        let found = &run["results"][1];
        assert_eq!((&found["ruleIndex"], &found["level"]), (&json!(1), &json!("error")));
        assert_eq!(found["message"]["text"], "no sum\nin JPY\nCorrect it");
        let region = &found["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&json!(1), &json!(5)));
        let other = &found["relatedLocations"][0];
        assert_eq!(other["message"]["text"], "a part");
        assert_eq!(other["physicalLocation"]["region"]["startLine"], 2);
    }
}
