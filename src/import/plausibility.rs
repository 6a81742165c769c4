//! Plausibility of a figure that a cell gives: a size or a sign that its own history does not know.

use super::fill::{FilledFigure, NIL};
use super::mapping::MappedCell;
use crate::code;
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key};
use crate::num::{Bounds, Exact, Period, Stated, Unit};

/// Tells where the figure is about a thousand times those before it, or has a sign they never had.
pub(super) fn run(
    deck: &Deck,
    key: Key,
    wanted: &MappedCell,
    found: &FilledFigure,
    report: &mut Report,
) {
    let about = deck.facts.item(key.item);
    let ends = match Bounds::parse(&found.text, &about.unit, about.rounding) {
        Some(Ok(bounds)) => bounds.figures().map(Stated::exact).collect(),
        Some(Err(_)) => Vec::new(),
        None if found.text == NIL => vec![Exact::zero()],
        None => Stated::parse_any(&found.text, &about.unit, about.rounding)
            .map_or_else(|_| Vec::new(), |now| vec![now.exact()]),
    };
    // One end of a range is enough to ask about.
    let doubt = ends.iter().find_map(|now| doubt(deck, key, wanted, found, now));
    if let Some(finding) = doubt.or_else(|| no_range(deck, key, wanted, found)) {
        report.push(finding);
    }
}

/// What actually happened is one figure, but where the company has given a range of the item before.
fn no_range(deck: &Deck, key: Key, wanted: &MappedCell, found: &FilledFigure) -> Option<Finding> {
    let (facts, about) = (&deck.facts, deck.facts.item(key.item));
    let actual = |key: Key| !facts.scope(key.scope).forecast;
    Bounds::parse(&found.text, &about.unit, about.rounding)?.ok()?;
    let others = facts.keys_of(key.item).filter(|other| *other != key && actual(*other));
    let known =
        others.filter_map(|other| facts.fact(other)).any(|one| one.state.bounds().is_some());
    let asked = actual(key) && !known;
    asked.then(|| {
        let (at, name) = (&wanted.at, facts.name(key));
        let message = format!("cell {at}: `{name}` would be {}, and no one figure", found.text);
        let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
        finding
            .help("Write the figure into the cell, or map the cell to a scope with `forecast: yes`")
    })
}

fn doubt(
    deck: &Deck,
    key: Key,
    wanted: &MappedCell,
    found: &FilledFigure,
    now: &Exact,
) -> Option<Finding> {
    let name = deck.facts.name(key);
    let at = format!("cell {}", wanted.at);
    let others: Vec<(Key, Exact)> = deck
        .facts
        .keys_of(key.item)
        .filter(|other| *other != key && other.period.is_instant() == key.period.is_instant())
        .filter_map(|other| Some((other, deck.facts.fact(other).and_then(Fact::exact)?)))
        .collect();
    let members = |other: Key| deck.facts.contexts().same_members(other.scope, key.scope);
    let as_long = |other: Key| same_kind(other.period, key.period) && members(other);
    let row: Vec<_> = others.iter().filter(|(other, _)| as_long(*other)).map(|(_, e)| e).collect();
    // Figures that lie near each other, and on one side of zero: off them a tenth is as odd as nothing.
    let steady = row.len() > 1
        && row.iter().all(|one| {
            let near = |other: &&Exact| {
                one.abs() <= other.abs() * Exact::from(2)
                    && one.is_negative() == other.is_negative()
            };
            !one.is_zero() && row.iter().copied().all(|other| near(&other))
        });
    let others: Vec<_> =
        others.iter().map(|(_, exact)| exact.clone()).filter(|exact| !exact.is_zero()).collect();
    if now.is_zero() {
        let message = format!("{at}: `{name}` would be {}, where it never was", found.text);
        let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
        return steady.then(|| {
            finding.help("See that the cell holds the figure; where it is so, it may stay")
        });
    }
    if others.is_empty() {
        let reason = alone(deck, key, now, found)?;
        let message = format!("{at}: `{name}` would be {}: {reason}", found.text);
        let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
        return Some(finding.help("Where it is not so, give the cell its `unit` in the mapping"));
    }
    let like = |factor: i32| {
        others.iter().all(|other| {
            let (size, base) = (now.abs(), other.abs() * Exact::pow10(factor));
            size >= base.clone() * Exact::from(3) * Exact::pow10(-1)
                && size <= base * Exact::from(3)
        })
    };
    let tenth = |factor: i32| {
        steady
            && row.iter().all(|other| {
                let (size, base) = (now.abs(), other.abs() * Exact::pow10(factor));
                size >= base.clone() * Exact::from(6) * Exact::pow10(-1)
                    && size <= base * Exact::from(17) * Exact::pow10(-1)
            })
    };
    for (factor, word) in [
        (1, "ten times"),
        (-1, "a tenth of"),
        (3, "a thousand times"),
        (6, "a million times"),
        (2, "a hundred times"),
        (-2, "a hundredth of"),
        (-3, "a thousandth of"),
        (-6, "a millionth of"),
    ] {
        let fits = if matches!(factor, 1 | -1) { tenth(factor) } else { like(factor) };
        if fits {
            let message =
                format!("{at}: `{name}` would be {}, about {word} every other", found.text);
            let finding = Finding::new(code::CELL_UNIT, message, wanted.span);
            let raw = found.raw.as_deref().and_then(|raw| raw.split_once('.'));
            let parts = factor == -3 && raw.is_some_and(|(_, behind)| behind.len() == 3);
            let help = match factor {
                1 | -1 => "Correct the digits of the cell; where it is so, it may stay",
                _ if parts => {
                    "Give the workbook its `unit` under `import`; where the point of a table parts \
                     thousands, say `decimal: comma` there"
                }
                _ => "Give the workbook its `unit` under `import`",
            };
            return Some(finding.help(help));
        }
    }
    let turned = others.iter().all(|other| other.is_negative() != now.is_negative());
    turned.then(|| {
        let sign = if now.is_negative() { "below" } else { "above" };
        let message = format!("{at}: `{name}` would be {sign} zero, where it never was");
        let finding = Finding::new(code::CELL_SIGN, message, wanted.span);
        finding.help("If the workbook turns signs, say `negate: yes` in the mapping")
    })
}

/// Tells whether both are quarters, or both years.
fn same_kind(one: Period, other: Period) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
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
