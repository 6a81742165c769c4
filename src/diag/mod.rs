//! What the program tells its author: findings, gathered and shown.
//!
//! Enters: places and sentences. Leaves: text for a terminal, one line a finding, JSON, SARIF or
//! JUnit. It knows nothing of what is judged, so every room may report through it.

mod finding;
mod junit;
pub mod merged;
mod render;
mod report;
mod sarif;

pub use finding::{Finding, Label};

pub use crate::code::Severity;
pub use junit::junit;
pub use render::{Style, json, render};
pub use report::{Report, Waiving};
pub(crate) use sarif::percent_encoded;
pub use sarif::sarif;

/// Most names listed in a help line.
const LISTED: usize = 16;

/// Proposes the nearest of the known names, if one is near enough to be meant.
#[must_use]
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (typed.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(typed, name), name))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, name)| name)
}

/// Proposes a name as a help line: "did you mean `x`?", or the list when it is short.
#[must_use]
pub fn suggest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<String> {
    if let Some(name) = nearest(typed, known.clone()) {
        return Some(format!("Did you mean `{name}`?"));
    }
    let all: Vec<_> = known.into_iter().collect();
    let names: Vec<_> = all.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let more = all.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!all.is_empty()).then(|| format!("Known here: {}{more}", names.join(", ")))
}

/// Proposes a correction as a help line, or tells how such a thing is written.
#[must_use]
pub fn meant(correction: Option<String>, written: &str) -> Option<String> {
    Some(correction.map_or_else(|| written.to_owned(), |text| format!("Did you mean `{text}`?")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["revenue", "recurring_revenue", "net_income"];
        assert_eq!(nearest("revenu", known), Some("revenue"));
        assert_eq!(nearest("net_incme", known), Some("net_income"));
        assert_eq!(nearest("goodwill", known), None);
    }
}
