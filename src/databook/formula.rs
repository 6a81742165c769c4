//! Which published figures are formulas: totals and ratios that give the printed digits in every column.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{BookPlace, fifteen_digits};
use super::figures::parts_of;
use super::plan::SheetPlan;
use super::{BookWork, NumberCell, RowOf};
use crate::facts::{Key, RelationKind, State};
use crate::num::{Exact, Rounding, Stated};
use crate::prove::{Assertion, AssertionForm, Origin};

/// The formulas of published figures.
pub(super) type RowFormulas = BTreeMap<Key, String>;

/// Writes a cell as a formula of that sheet names it.
pub(super) fn reference(sheet: &str, place: &BookPlace) -> String {
    let here = place.sheet.as_deref() == Some(sheet);
    let named = BookPlace { sheet: place.sheet.clone().filter(|_| !here), ..place.clone() };
    named.to_string()
}

/// Writes a power of ten as a factor behind a term; nothing for one.
fn factor(exponent: i32) -> String {
    match exponent {
        0 => String::new(),
        1.. => format!("*{}", fifteen_digits(&Exact::pow10(exponent))),
        ..0 => format!("/{}", fifteen_digits(&Exact::pow10(-exponent))),
    }
}

/// Writes a sum of weighted cells.
pub(super) fn sum(sheet: &str, terms: &[(Exact, &NumberCell)], exponent: i32) -> String {
    let mut text = String::new();
    for (weight, cell) in terms {
        let sign = match (text.is_empty(), weight.is_negative()) {
            (true, false) => "",
            (_, true) => "-",
            (false, false) => "+",
        };
        text += sign;
        let size = weight.abs();
        if size != Exact::one() {
            text += &fifteen_digits(&size);
            text.push('*');
        }
        text += &reference(sheet, &cell.place);
        text += &factor(cell.exponent - exponent);
    }
    text
}

/// Adds up weighted cells in another scale.
pub(super) fn added(terms: &[(Exact, &NumberCell)], exponent: i32) -> Exact {
    let each = terms.iter();
    each.map(|(weight, cell)| weight * &cell.value * Exact::pow10(cell.exponent - exponent)).sum()
}

/// Writes a quotient, or growth, of two cells, and gives it; nothing where the base is none.
pub(super) fn quotient(
    sheet: &str,
    form: AssertionForm,
    (top, base): (&NumberCell, &NumberCell),
    exponent: i32,
) -> Option<(String, Exact)> {
    let [a, b] = [top, base].map(|cell| reference(sheet, &cell.place));
    let scale = top.exponent - base.exponent;
    let plain = top.value.checked_div(&base.value)? * Exact::pow10(scale);
    if form == AssertionForm::Quotient {
        let text = format!("{a}/{b}{}", factor(scale - exponent));
        return Some((text, plain * Exact::pow10(-exponent)));
    }
    // From a loss, growth is measured against its size.
    let (text, value) = if base.value.is_negative() {
        (format!("1-{a}/{b}{}", factor(scale)), Exact::one() - plain)
    } else {
        (format!("{a}/{b}{}-1", factor(scale)), plain - Exact::one())
    };
    if exponent == 0 {
        return Some((text, value));
    }
    Some((format!("({text}){}", factor(-exponent)), value * Exact::pow10(-exponent)))
}

impl BookWork<'_> {
    /// Finds the rows that relations make, each with the first that gives its printed digits in every column.
    pub(super) fn formulas(&self, plans: &[SheetPlan]) -> RowFormulas {
        let facts = self.facts();
        let mut made: BTreeMap<RowOf, BTreeMap<(bool, usize), Vec<&Assertion>>> = BTreeMap::new();
        for statement in self.checked.proof().statements() {
            let (Origin::Declared(at), Some(left)) = (statement.origin, statement.left) else {
                continue;
            };
            let relation = &facts.relations()[at];
            let kind = relation.kind;
            if matches!(kind, RelationKind::Total | RelationKind::Ratio | RelationKind::Growth) {
                let of_row = made.entry((left.item, left.scope)).or_default();
                of_row.entry((relation.of_members, at)).or_default().push(statement);
            }
        }
        let mut formulas = RowFormulas::new();
        let mut needs: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
        for key in self.cells.keys() {
            if let Some(parts) = parts_of(facts, *key) {
                needs.insert(*key, parts.into_iter().map(|(_, part)| part).collect());
            }
        }
        for (_, row) in plans.iter().flat_map(SheetPlan::rows).filter(|(_, row)| row.home) {
            for statements in made.get(&row.of).into_iter().flat_map(BTreeMap::values) {
                let each: Option<Vec<_>> = statements.iter().map(|one| self.given(one)).collect();
                let Some(each) = each else { continue };
                let each: Vec<_> = each.into_iter().flatten().collect();
                let circular = each.iter().any(|(left, terms, _)| reaches(&needs, terms, *left));
                if each.is_empty() || circular {
                    continue;
                }
                for (left, terms, text) in each {
                    needs.insert(left, terms);
                    formulas.insert(left, text);
                }
                break;
            }
        }
        formulas
    }

    /// Writes the formula of a published figure. Nothing is given where it does not give the printed digits; nothing
    /// within where a figure of it is not known.
    #[expect(clippy::option_option, reason = "a wrong formula is not one that says nothing")]
    fn given(&self, statement: &Assertion) -> Option<Option<(Key, Vec<Key>, String)>> {
        let facts = self.facts();
        let Some(left) = statement.left else { return Some(None) };
        let stated = match facts.fact(left).map(|fact| &fact.state) {
            Some(State::Stated(stated)) if !stated.nil => stated,
            _ => return Some(None),
        };
        let Some(own) = self.cells.get(&left) else { return Some(None) };
        let terms: Option<Vec<_>> = statement
            .terms
            .iter()
            .map(|(weight, key)| Some((weight.clone(), self.cells.get(key)?)))
            .collect();
        let Some(terms) = terms else { return Some(None) };
        let sheet = own.place.sheet.as_deref().unwrap_or_default();
        let (text, value) = match statement.form {
            AssertionForm::Sum => (sum(sheet, &terms, own.exponent), added(&terms, own.exponent)),
            AssertionForm::Quotient | AssertionForm::Growth => {
                let [(_, top), (_, base)] = terms.as_slice() else { return Some(None) };
                let (text, value) = quotient(sheet, statement.form, (top, base), own.exponent)?;
                rounded(&text, &value, stated, own.exponent)?
            }
            AssertionForm::AtLeast => return Some(None),
        };
        let keys = statement.terms.iter().map(|(_, key)| *key).collect();
        (value == own.value).then_some(Some((left, keys, text)))
    }
}

/// Rounds a formula as the figure that it gives is rounded.
fn rounded(text: &str, value: &Exact, stated: &Stated, exponent: i32) -> Option<(String, Exact)> {
    let places = i32::try_from(stated.places()).ok()? + exponent - stated.unit.exponent();
    let (function, rounding) = match stated.rounding {
        Rounding::HalfUp => ("ROUND", Rounding::HalfUp),
        Rounding::TowardZero => ("ROUNDDOWN", Rounding::TowardZero),
        // Spreadsheets round no half to the even digit.
        Rounding::HalfEven | Rounding::Unrounded => return None,
    };
    let shifted = value * &Exact::pow10(places);
    let whole = Exact::from(shifted.round(0, rounding)?) * Exact::pow10(-places);
    Some((format!("{function}({text},{places})"), whole))
}

/// Tells whether any of these needs a figure, which would make a circle.
fn reaches(needs: &BTreeMap<Key, Vec<Key>>, from: &[Key], wanted: Key) -> bool {
    let mut open = from.to_vec();
    let mut seen = BTreeSet::new();
    while let Some(key) = open.pop() {
        if key == wanted {
            return true;
        }
        if seen.insert(key) {
            open.extend(needs.get(&key).into_iter().flatten());
        }
    }
    false
}
