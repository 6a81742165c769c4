//! One figure: from what its cell holds to the digits that the deck prints.

use std::ops::Range;

use super::wanted::Wanted;
use crate::book::{Book, Cell, Content, number, of_decimal};
use crate::deck::{Deck, Target};
use crate::diag::{Finding, Report};
use crate::facts::{ScopeId, State, StatedChange, read_period};
use crate::num::{Decimal, Exact, Stated, Unit, decimal};
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
    /// Whether that is a figure, which is not open any more.
    pub stated: bool,
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
    target: Target,
    wanted: &Wanted,
    (file, book): (&str, &Book),
    report: &mut Report,
) -> Option<Figure> {
    let known = Known::of(deck, target)?;
    let name = target.name(&deck.facts);
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
    let about = deck.facts.item(target.item());
    let from = match from(&cell, wanted, &known.unit) {
        Ok(from) => from,
        Err(reason) => {
            let help = "Give the cell its `unit` in the mapping, or correct the workbook";
            refuse("cell-unit", format!("{at}, for `{name}`: {reason}"), help);
            return None;
        }
    };
    let (unit, places) = printed(deck, target, &known, (&from, &value));
    let from = if cell.percent { 0 } else { from.exponent() };
    let signed = if wanted.negate { Exact::from(0) - value } else { value };
    let digits = (signed * Exact::pow10(from - unit.exponent())).round(places, about.rounding);
    let Some(digits) = digits else {
        refuse(
            "bad-cell",
            format!("{at}, for `{name}`: it has too many digits"),
            "Correct the cell",
        );
        return None;
    };
    if let (true, Some(value)) = (known.derived, &known.stated)
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
    let node = written(deck, target)?;
    let scale = match target {
        // A change may be in percent, points or an amount: it names its unit.
        Target::Change(..) if matches!(unit, Unit::Percent) => "%".to_owned(),
        Target::Change(..) => format!(" {unit}"),
        Target::Figure(_) if unit == about.unit => String::new(),
        Target::Figure(_) => format!(" {}", unit.scale()),
    };
    Some(known.filled(node, digits, &scale, cell.held()))
}

/// What the deck says of a figure or a change.
struct Known {
    stated: Option<Stated>,
    derived: bool,
    due: bool,
    /// The unit of what is not known.
    unit: Unit,
}

impl Known {
    fn of(deck: &Deck, target: Target) -> Option<Self> {
        let unit = deck.facts.item(target.item()).unit.clone();
        Some(match target {
            Target::Figure(key) => {
                let fact = deck.facts.fact(key)?;
                let derived = matches!(fact.state, State::Derived { .. });
                Self { stated: fact.stated().cloned(), derived, due: fact.due, unit }
            }
            Target::Change(now, base) => {
                let change: &StatedChange = deck.facts.changes_between(now, base).first()?;
                let stated = change.state.as_ref().ok().cloned();
                let share = matches!(unit, Unit::Percent | Unit::Points);
                let usual = if share { Unit::Points } else { Unit::Percent };
                let unit = stated.as_ref().map_or(usual, |stated| stated.unit.clone());
                Self { stated, derived: false, due: change.due, unit }
            }
        })
    }

    fn filled(&self, node: &Node, digits: Decimal, scale: &str, held: String) -> Figure {
        let text = format!("{digits}{scale}");
        let old = match &self.stated {
            Some(stated) => stated.to_string(),
            None if self.due => "due".to_owned(),
            None => "missing".to_owned(),
        };
        let unchanged = self.derived
            || self.stated.as_ref().is_some_and(|stated| {
                of_decimal(&stated.value) == of_decimal(&digits)
                    && stated.places() == digits.scale()
            });
        let range = |span: Span| span.start as usize..span.end as usize;
        let edit = match &node.kind {
            _ if unchanged => None,
            NodeKind::Map(entries) if entries.len() > 1 => {
                let known = |key: &str| matches!(key, "value" | "due" | "missing" | "derived");
                let entry = entries.iter().find(|(key, _)| known(key.as_str()));
                entry.map(|(key, value)| {
                    let range = key.span.start as usize..value.span.end as usize;
                    (range, format!("value: {text}"))
                })
            }
            NodeKind::Map(_) | NodeKind::Scalar { .. } | NodeKind::Null | NodeKind::List(_) => {
                Some((range(node.span), text.clone()))
            }
        };
        let stated = self.stated.is_some() && !self.due;
        Figure { text, old, stated, place: node.span, edit, held }
    }
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
fn printed(
    deck: &Deck,
    target: Target,
    known: &Known,
    (from, value): (&Unit, &Exact),
) -> (Unit, u32) {
    if let Some(stated) = &known.stated {
        return (stated.unit.clone(), stated.places());
    }
    let unit = known.unit.clone();
    let Target::Figure(key) = target else { return (unit, 1) };
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

/// Finds where a figure or a change is written.
fn written(deck: &Deck, target: Target) -> Option<&Node> {
    let item = &deck.facts.item(target.item()).name;
    let item = Fields::of(&Fields::of(&deck.written.kind).node("facts")?.kind).node(item)?;
    let fields = Fields::of(&item.kind);
    let Target::Figure(key) = target else {
        let mut all = Fields::of(&fields.node("changes")?.kind).all();
        let found = all.find(|(pair, _)| {
            Target::of(&deck.facts, &format!("{}@{pair}", deck.facts.item(target.item()).name))
                .is_ok_and(|other| other == target)
        });
        // Of several changes between the same two only a person knows which is meant.
        return found.map(|(_, node)| node).filter(|node| !matches!(node.kind, NodeKind::List(_)));
    };
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
