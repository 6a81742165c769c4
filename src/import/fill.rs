//! One figure: from what its cell holds to the digits that the deck prints.

use std::ops::Range;

use super::wanted::Wanted;
use crate::book::{Book, Cell, Content, number, of_decimal};
use crate::deck::Deck;
use crate::diag::{Finding, Report};
use crate::facts::{Fact, Key, ScopeId, State, read_period};
use crate::num::{Decimal, Exact, Unit, decimal};
use crate::source::{Node, NodeKind, Span};
use crate::words::Fields;

/// How far a cached result may be from what is computed, of its size: binary noise is far less.
const NOISE: i32 = -11;

/// A figure that a cell gives.
pub(super) struct Figure {
    /// The digits as the deck writes them.
    pub text: String,
    /// What the deck said before.
    pub old: String,
    /// Where it stands.
    pub place: Span,
    /// What is to be changed in the text, if anything is.
    pub edit: Option<(Range<usize>, String)>,
    /// What the cell holds.
    pub held: String,
}

/// Takes a figure over from its cell; what is wrong with the cell is reported.
pub(super) fn figure(
    deck: &Deck,
    key: Key,
    wanted: &Wanted,
    (file, book): (&str, &Book),
    report: &mut Report,
) -> Option<Figure> {
    let fact = deck.facts.fact(key)?;
    let name = deck.facts.name(key);
    let at = format!("{file}, cell {}", wanted.at);
    let mut refuse = |code: &'static str, message: String, help: &str| {
        report.push(Finding::error(code, message, wanted.span).help(help.to_owned()));
    };
    let Some(cell) = book.cell(&wanted.at) else {
        refuse("no-cell", format!("{at}, is on no sheet"), "Correct the name of the sheet");
        return None;
    };
    let value = match value(&cell) {
        Ok(value) => value,
        Err(reason) => {
            let help = "Correct the cell, or take the figure out of the mapping";
            refuse("bad-cell", format!("{at}, for `{name}`: {reason}"), help);
            return None;
        }
    };
    let kept = match book.computed(&wanted.at) {
        Some(computed) if near(&computed, &value) => None,
        Some(computed) => {
            let gives = crate::prove::told::number(&computed);
            Some(format!("its formula gives {gives}, the file keeps {}", cell.held()))
        }
        None if cell.formula.is_some() && book.stale => {
            Some("it holds a formula, and the file asks to be computed anew".to_owned())
        }
        None => None,
    };
    if let Some(reason) = kept {
        let help = "Open the workbook in a spreadsheet, compute it and save it";
        refuse("stale-cell", format!("{at}, for `{name}`: {reason}"), help);
        return None;
    }
    let own = &deck.facts.item(key.item).unit;
    let from = match from(&cell, wanted, own) {
        Ok(from) => from,
        Err(reason) => {
            let help = "Give the cell its `unit` in the mapping, or correct the workbook";
            refuse("cell-unit", format!("{at}, for `{name}`: {reason}"), help);
            return None;
        }
    };
    let (unit, places) = printed(deck, key, fact, (&from, &value));
    let from = if cell.percent { 0 } else { from.exponent() };
    let signed = if wanted.negate { Exact::from(0) - value } else { value };
    let rounding = deck.facts.item(key.item).rounding;
    let digits = (signed * Exact::pow10(from - unit.exponent())).round(places, rounding);
    let Some(digits) = digits else {
        refuse(
            "bad-cell",
            format!("{at}, for `{name}`: it has too many digits"),
            "Correct the cell",
        );
        return None;
    };
    if let State::Derived { value, .. } = &fact.state
        && of_decimal(&value.value) != of_decimal(&digits)
    {
        let message = format!("{at}, for `{name}`: it gives {digits}, the deck derives {value}");
        refuse(
            "bad-cell",
            message,
            "Correct the workbook, or write the figure instead of `derived`",
        );
        return None;
    }
    let node = written(deck, key)?;
    Some(filled(fact, node, &unit, digits, &deck.facts.item(key.item).unit, cell.held()))
}

fn value(cell: &Cell) -> Result<Exact, String> {
    match &cell.content {
        Content::Number(_) if cell.day => Err("it holds a day, not a figure".to_owned()),
        Content::Number(text) => {
            number(text).ok_or_else(|| format!("`{text}` is no number of at most 30 digits"))
        }
        Content::Empty if cell.formula.is_some() => {
            Err("its formula was never computed: open the workbook and save it".to_owned())
        }
        Content::Empty => Err("it is empty".to_owned()),
        Content::Text(text) if decimal::parse(text).is_ok() => {
            Err(format!("the text \"{text}\" looks like a number, and no sum counts it"))
        }
        Content::Text(text) => Err(format!("it holds the text \"{text}\"")),
        Content::Truth(truth) => Err(format!("it holds {truth}, not a number")),
        Content::Error(error) => Err(format!("it holds the error {error}")),
    }
}

fn near(a: &Exact, b: &Exact) -> bool {
    let size = if a.abs() > b.abs() { a.abs() } else { b.abs() };
    (a.clone() - b.clone()).abs() <= size * Exact::pow10(NOISE)
}

/// The unit and places that the figure is printed with: its own; those of a cell that is coarser
/// than the item, which claims no digits it has not; or those of the item's latest figure.
fn printed(deck: &Deck, key: Key, fact: &Fact, (from, value): (&Unit, &Exact)) -> (Unit, u32) {
    if let Some(stated) = fact.stated() {
        return (stated.unit.clone(), stated.places());
    }
    let unit = deck.facts.item(key.item).unit.clone();
    if from.exponent() > unit.exponent() {
        let places = value.to_decimal().map_or(0, |value| value.normalize().scale());
        return (from.clone(), places);
    }
    let all = deck.facts.keys_of(key.item).filter(|other| other.scope == key.scope);
    let stated = all.filter_map(|other| match &deck.facts.fact(other)?.state {
        State::Stated(stated) if stated.unit == unit => {
            Some((deck.facts.calendar.ends(other.period), stated.places()))
        }
        State::Stated(_) | State::Derived { .. } | State::Missing { .. } => None,
    });
    let share = u32::from(matches!(unit, Unit::Percent | Unit::Points));
    let places = stated.max_by_key(|(ends, _)| *ends).map_or(share, |(_, places)| places);
    (unit, places)
}

/// The unit of what the cell holds: that which the mapping or the table gives it, or the item's.
fn from(cell: &Cell, wanted: &Wanted, own: &Unit) -> Result<Unit, String> {
    if cell.percent {
        // 0.187 is shown as 18.7%.
        let share = matches!(own, Unit::Percent | Unit::Points);
        let reason = || format!("it is a percentage, the figure is in {own}");
        return share.then(|| own.clone()).ok_or_else(reason);
    }
    let named = match (&cell.unit, &wanted.unit) {
        (_, Some(unit)) => unit.value.clone(),
        (Some(text), None) => text.parse().map_err(|_| format!("`{text}` is no unit"))?,
        (None, None) => own.clone(),
    };
    if named.same_measure(own) {
        Ok(named)
    } else {
        Err(format!("it is in {named}, the figure in {own}"))
    }
}

/// Finds where the figure is written.
fn written(deck: &Deck, key: Key) -> Option<&Node> {
    let item = &deck.facts.item(key.item).name;
    let item = Fields::of(&Fields::of(&deck.written.kind).node("facts")?.kind).node(item)?;
    let fields = Fields::of(&item.kind);
    let map = if key.scope == ScopeId::ACTUAL {
        fields.node("values")?
    } else {
        let scope = &deck.facts.scope(key.scope).name;
        Fields::of(&fields.node("scopes")?.kind).node(scope)?
    };
    Fields::of(&map.kind)
        .all()
        .find(|(period, _)| read_period(period).is_ok_and(|period| period == key.period))
        .map(|(_, node)| node)
}

fn filled(
    fact: &Fact,
    node: &Node,
    unit: &Unit,
    digits: Decimal,
    own: &Unit,
    held: String,
) -> Figure {
    let scale = if unit == own { String::new() } else { format!(" {}", unit.scale()) };
    let text = format!("{digits}{scale}");
    let old = match &fact.state {
        State::Stated(stated) | State::Derived { value: stated, .. } => stated.to_string(),
        State::Missing { .. } if fact.due => "due".to_owned(),
        State::Missing { .. } => "missing".to_owned(),
    };
    let same = |stated: &crate::num::Stated| {
        of_decimal(&stated.value) == of_decimal(&digits) && stated.places() == digits.scale()
    };
    let unchanged = match &fact.state {
        State::Stated(stated) => same(stated),
        State::Derived { .. } => true,
        State::Missing { .. } => false,
    };
    let range = |span: Span| span.start as usize..span.end as usize;
    let edit = match &node.kind {
        _ if unchanged => None,
        NodeKind::Map(entries) => {
            let entry = entries
                .iter()
                .find(|(key, _)| matches!(key.as_str(), "value" | "due" | "missing" | "derived"));
            match entry {
                Some((key, value)) if entries.len() > 1 => {
                    let range = key.span.start as usize..value.span.end as usize;
                    Some((range, format!("value: {text}")))
                }
                Some(_) | None => Some((range(node.span), text.clone())),
            }
        }
        NodeKind::Scalar { .. } | NodeKind::Null | NodeKind::List(_) => {
            Some((range(node.span), text.clone()))
        }
    };
    Figure { text, old, place: node.span, edit, held }
}
