//! Doubts about a figure that a cell gives: a size or a sign that its own history does not know.

use super::fill::Figure;
use super::wanted::Wanted;
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::num::{Exact, Stated};

/// Tells where the figure is about a thousand times those before it, or has a sign they never had.
pub(super) fn run(deck: &Deck, key: Key, wanted: &Wanted, found: &Figure, report: &mut Report) {
    let about = deck.facts.item(key.item);
    let Ok(now) = Stated::parse_any(&found.text, &about.unit, about.rounding) else { return };
    let now = now.exact();
    let others: Vec<Exact> = deck
        .facts
        .keys_of(key.item)
        .filter(|other| *other != key && other.period.is_instant() == key.period.is_instant())
        .filter_map(|other| deck.facts.fact(other).and_then(Fact::exact))
        .filter(|exact| !exact.is_zero())
        .collect();
    if now.is_zero() || others.is_empty() {
        return;
    }
    let name = deck.facts.name(key);
    let at = format!("cell {}", wanted.at);
    let like = |factor: i32| {
        others.iter().all(|other| {
            let (size, base) = (now.abs(), other.abs() * Exact::pow10(factor));
            size >= base.clone() * Exact::from(3) * Exact::pow10(-1)
                && size <= base * Exact::from(3)
        })
    };
    for (factor, word) in [
        (3, "a thousand times"),
        (6, "a million times"),
        (2, "a hundred times"),
        (-2, "a hundredth of"),
        (-3, "a thousandth of"),
        (-6, "a millionth of"),
    ] {
        if like(factor) {
            let message =
                format!("{at}: `{name}` would be {}, about {word} every other", found.text);
            let finding = Finding::warning("cell-unit", message, wanted.span);
            report.push(finding.help("Give the workbook its `unit` under `import`"));
            return;
        }
    }
    let turned =
        others.len() > 1 && others.iter().all(|other| other.is_negative() != now.is_negative());
    if turned {
        let sign = if now.is_negative() { "below" } else { "above" };
        let message = format!("{at}: `{name}` would be {sign} zero, where it never was");
        let finding = Finding::warning("cell-sign", message, wanted.span);
        report.push(finding.help("If the workbook turns signs, say `negate: yes` in the mapping"));
    }
}
