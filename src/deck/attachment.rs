//! The facts that slides show, for attaching to the PDF: never more than was published.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::facts::{Facts, State};
use crate::num::{Decimal, Unit};
use crate::view::{Page, View};

/// Gives the shown facts as JSON text: item, label, period, scope, digits, unit, source.
///
/// What no slide shows, comments and remarks of the source stay out; so do the last digits of a
/// figure that is shown in billions alone.
#[must_use]
pub fn shown_facts(view: &View, facts: &Facts) -> String {
    let mut finest: BTreeMap<&str, Option<&(Decimal, Unit)>> = BTreeMap::new();
    for shown in view.pages.iter().flat_map(Page::figures) {
        // A change shows a change, not the figures it was made from; a name shows no figure.
        if let [only] = shown.facts.as_slice()
            && (shown.missing || shown.digits.is_some())
        {
            let known = finest.entry(only.as_str()).or_default();
            let finer = |(_, unit): &&(Decimal, Unit)| {
                known.is_none_or(|(_, known)| unit.exponent() < known.exponent())
            };
            *known = shown.digits.as_ref().filter(finer).or(*known);
        }
    }
    let figure = |(name, digits): (&&str, &Option<_>)| figure(name, *digits, facts);
    let document = json!({
        "company": view.company,
        "title": view.title,
        "date": view.date,
        "language": view.lang,
        "facts": finest.iter().filter_map(figure).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document)
        .unwrap_or_else(|error| unreachable!("JSON of texts and numbers: {error}"));
    text.push('\n');
    text
}

fn figure(name: &str, digits: Option<&(Decimal, Unit)>, facts: &Facts) -> Option<Value> {
    let key = facts.references().key(name).ok()?;
    let fact = facts.fact(key)?;
    let item = facts.item(key.item);
    let unit = digits.map_or(&item.unit, |(_, unit)| unit);
    // Where words or a step of a bridge take the sign off a figure, it is known with its own.
    let below = fact.exact().is_some_and(|value| value.is_negative());
    let signed = |value: &Decimal| {
        let mut value = *value;
        value.set_sign_negative(below && !value.is_zero());
        value.to_string()
    };
    let source = fact.source.and_then(|at| facts.sources().get(at));
    let scope = &facts.scope(key.scope).label;
    Some(json!({
        "item": item.name,
        "label": item.label,
        "period": key.period.to_string(),
        "scope": if scope.is_empty() { "actual" } else { scope },
        "value": digits.map(|(value, _)| signed(value)),
        "unit": unit.to_string(),
        "derived": matches!(fact.state, State::Derived { .. }),
        "source": source.map(|s| match &s.url {
            Some(url) => format!("{} <{url}>", s.title),
            None => s.title.clone(),
        }),
    }))
}
