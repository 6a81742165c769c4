//! What programs are told of several decks, made one.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::junit::xml;
use super::sarif::SCHEMA;

/// Joins objects of findings and files; `told` has each deck's name and what was told of it.
#[must_use]
pub fn json(told: &[(String, String)]) -> Value {
    let mut whole =
        Map::from_iter([("findings".to_owned(), json!([])), ("files".to_owned(), json!([]))]);
    for one in told.iter().filter_map(|(_, text)| serde_json::from_str::<Value>(text).ok()) {
        for (key, all) in &mut whole {
            if let (Value::Array(all), Some(more)) = (all, one[key.as_str()].as_array()) {
                all.extend(more.iter().cloned());
            }
        }
    }
    Value::Object(whole)
}

/// Joins SARIF logs: a run for each deck. A deck of which nothing could be told, as `failed` says
/// by its name, has a run that did not succeed.
#[must_use]
pub fn sarif(told: &[(String, String)], failed: &[(String, String)]) -> Value {
    let runs = told.iter().flat_map(|(name, text)| {
        let log = serde_json::from_str::<Value>(text).unwrap_or_default();
        log["runs"].as_array().cloned().unwrap_or_else(|| {
            let why = format!("{name}: {}", reason(failed, name));
            let invocation = json!({ "executionSuccessful": false, "exitCodeDescription": why });
            let driver = json!({ "name": env!("CARGO_PKG_NAME") });
            vec![
                json!({ "tool": { "driver": driver }, "invocations": [invocation], "results": [] }),
            ]
        })
    });
    json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": runs.collect::<Vec<_>>() })
}

/// Joins JUnit XML: a suite for each deck. A deck of which nothing could be told has a failed test.
#[must_use]
pub fn junit(told: &[(String, String)], failed: &[(String, String)]) -> String {
    let mut whole = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for (name, text) in told {
        let suite = text
            .split_once("  <testsuite ")
            .and_then(|(_, rest)| rest.rsplit_once("</testsuites>"));
        if let Some((suite, _)) = suite {
            let _ = write!(whole, "  <testsuite {suite}");
            continue;
        }
        let (name, why) = (xml(name), xml(reason(failed, name)));
        let _ = writeln!(
            whole,
            "  <testsuite name=\"{name}\" tests=\"1\" failures=\"1\">\n    \
             <testcase classname=\"iijdeck\" name=\"{name}\"><failure message=\"{why}\"/></testcase>\n  \
             </testsuite>"
        );
    }
    whole + "</testsuites>\n"
}

fn reason<'a>(failed: &'a [(String, String)], name: &str) -> &'a str {
    failed.iter().find(|(file, _)| file == name).map_or("", |(_, why)| why)
}
