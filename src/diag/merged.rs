//! What programs are told of several decks, made one.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::junit::{failed_suite, read, written};
use super::sarif::log;
use super::{Finding, Report};
use crate::code;
use crate::source::Sources;

/// Joins objects of findings and files; `reports` has each deck's name and what was told of it. A deck of
/// which nothing could be told, as `failed` says by its name, has a finding of its own.
#[must_use]
pub fn json(reports: &[(String, String)], failed: &[(String, String)]) -> Value {
    let mut whole =
        Map::from_iter([("findings".to_owned(), json!([])), ("files".to_owned(), json!([]))]);
    for (name, text) in reports {
        let one = serde_json::from_str::<Value>(text).unwrap_or_else(|_| {
            let mut report = Report::new();
            let finding = Finding::about_file(code::UNFINISHED, reason(failed, name), name);
            report.push(finding.help("Build this deck alone, and look at what it says"));
            json!({ "findings": super::json(&report, &Sources::new()) })
        });
        for (key, all) in &mut whole {
            if let (Value::Array(all), Some(more)) = (all, one[key.as_str()].as_array()) {
                all.extend(more.iter().cloned());
            }
        }
    }
    Value::Object(whole)
}

/// Joins SARIF logs into one run, as code review takes one of each kind: `kind` is what was done,
/// such as `check`. A deck of which nothing could be told, as `failed` says by its name, makes the
/// run one that did not succeed.
#[must_use]
pub fn sarif(reports: &[(String, String)], failed: &[(String, String)], kind: &str) -> Value {
    let (mut rules, mut results) = (BTreeMap::new(), Vec::new());
    let mut silent = Vec::new();
    for (name, text) in reports {
        let log = serde_json::from_str::<Value>(text).unwrap_or_default();
        let run = &log["runs"][0];
        let Some(own) = run["results"].as_array() else {
            silent.push(format!("{name}: {}", reason(failed, name)));
            continue;
        };
        results.extend(own.iter().cloned());
        for rule in run["tool"]["driver"]["rules"].as_array().into_iter().flatten() {
            rules.insert(rule["id"].as_str().unwrap_or_default().to_owned(), rule.clone());
        }
    }
    let codes: Vec<&String> = rules.keys().collect();
    for result in &mut results {
        let code = result["ruleId"].as_str().unwrap_or_default();
        let at = codes.iter().position(|known| *known == code);
        result["ruleIndex"] = json!(at);
    }
    let notes = silent.iter().map(|why| json!({ "level": "error", "message": { "text": why } }));
    let mut invocation = json!({ "executionSuccessful": silent.is_empty() });
    if !silent.is_empty() {
        invocation["toolExecutionNotifications"] = Value::Array(notes.collect());
    }
    log(kind, &rules.into_values().collect::<Vec<_>>(), &results, &invocation)
}

/// Joins JUnit XML: a suite for each deck. A deck of which nothing could be told has a failed test.
#[must_use]
pub fn junit(reports: &[(String, String)], failed: &[(String, String)]) -> String {
    written(reports.iter().flat_map(|(name, xml)| {
        read(xml).unwrap_or_else(|| vec![failed_suite(name, reason(failed, name))])
    }))
}

fn reason<'a>(failed: &'a [(String, String)], name: &str) -> &'a str {
    failed.iter().find(|(file, _)| file == name).map_or("", |(_, why)| why)
}
