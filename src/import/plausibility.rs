//! Plausibility of a figure that a cell gives: a size or a sign that its own history does not know.

use super::fill::FilledFigure;
use super::mapping::MappedCell;
use crate::code;
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::num::{Exact, Stated, Unit};

/// Tells where the figure is about a thousand times those before it, or has a sign they never had.
pub(super) fn run(
    deck: &Deck,
    key: Key,
    wanted: &MappedCell,
    found: &FilledFigure,
    report: &mut Report,
) {
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
    if now.is_zero() {
        return;
    }
    let name = deck.facts.name(key);
    let at = format!("cell {}", wanted.at);
    if others.is_empty() {
        if let Some(reason) = alone(deck, key, &now, found) {
            let message = format!("{at}: `{name}` would be {}: {reason}", found.text);
            let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
            report
                .push(finding.help("Where it is not so, give the cell its `unit` in the mapping"));
        }
        return;
    }
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
            let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
            report.push(finding.help("Give the workbook its `unit` under `import`"));
            return;
        }
    }
    let turned = others.iter().all(|other| other.is_negative() != now.is_negative());
    if turned {
        let sign = if now.is_negative() { "below" } else { "above" };
        let message = format!("{at}: `{name}` would be {sign} zero, where it never was");
        let finding = Finding::new(code::CELL_SIGN, message, wanted.span);
        report.push(finding.help("If the workbook turns signs, say `negate: yes` in the mapping"));
    }
}

/// What is odd about the first figure of an item, which has no others to be held against.
fn alone(deck: &Deck, key: Key, now: &Exact, found: &FilledFigure) -> Option<String> {
    let unit = &deck.facts.item(key.item).unit;
    let raw = found.raw.as_deref()?;
    let (whole, part) = raw.trim_start_matches('-').split_once('.').unwrap_or((raw, ""));
    let places = found.text.split([' ', '%']).next()?.split_once('.').map_or(0, |(_, p)| p.len());
    let cut = part.len() > places;
    if matches!(unit, Unit::Percent) && whole == "0" && cut {
        return Some(format!("is {raw} a part of one, such as 0.123 for 12.3%?"));
    }
    if !unit.is_currency() {
        return None;
    }
    if part.len() == 3 && places == 0 && (1..=3).contains(&whole.len()) && whole != "0" {
        return Some(format!("are the digits behind the point of {raw} thousands?"));
    }
    let same = deck.facts.facts().filter(|(other, _)| {
        deck.facts.item(other.item).unit.same_measure(unit) && other.item != key.item
    });
    let largest = same.filter_map(|(_, fact)| fact.exact()).map(|exact| exact.abs()).max()?;
    let thousand = largest.clone() * Exact::pow10(3);
    (!largest.is_zero() && now.abs() >= thousand)
        .then(|| "it is a thousand times every amount of the deck".to_owned())
}
