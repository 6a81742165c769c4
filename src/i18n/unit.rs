//! Units of a translation: of what is counted, and beside digits that print none.

use super::message::{Message, PlaceholderValue};
use crate::deck::Deck;
use crate::locale::Locale;
use crate::num::{Scale, Unit};
use crate::words::{Measured, behind, holds_scale, money_before, stated_before};

/// A noun that is counted brings no scale or unit that the source's has not: 千社 for "customers".
pub(super) fn counted(
    message: &Message,
    text: &str,
    (deck, locale): (&Deck, &Locale),
) -> Option<String> {
    let plural = message.plural.as_ref()?;
    let own = deck.own_language()?;
    let said = |noun: &str, locale| {
        let typed = behind(noun, 0, locale).filter(|typed| {
            // A noun may begin like a unit: "times of day".
            typed.measured.is_none() || typed.range.end == noun.len()
        });
        let scale = noun.parse::<Unit>().map_or(Scale::One, |unit| unit.scale());
        let typed = typed.map_or((None, false), |typed| (typed.scale, typed.measured.is_some()));
        (typed.0.unwrap_or(scale), typed.1)
    };
    let (there, here) = (said(plural, own), said(text, locale));
    // A dozen customers, 百社, customers (thousand).
    let hidden = holds_scale(text, locale) && !holds_scale(plural, own);
    if hidden && there == here {
        return Some("the noun brings a number of its own, in the source none".to_owned());
    }
    (there != here).then(|| {
        let unit = |(scale, measured): (Scale, bool)| match (scale, measured) {
            (_, true) => "a unit of its own".to_owned(),
            (Scale::One, false) => "no scale".to_owned(),
            (scale, false) => format!("the scale {scale}"),
        };
        format!("the noun has {}, in the source {}", unit(here), unit(there))
    })
}

/// Finds placeholders that have a unit beside them in the source, and none here: 15,813 for "15,813
/// million yen". Whether the unit is the right one is judged where the deck is read in its language.
pub(super) fn lost(message: &Message, text: &str, (deck, locale): (&Deck, &Locale)) -> Vec<String> {
    let Some(own) = deck.own_language() else { return Vec::new() };
    let slots =
        message.slots.iter().filter(|slot| matches!(slot.held, PlaceholderValue::Citation(_)));
    let mut names: Vec<&str> = slots.map(|slot| slot.name.as_str()).collect();
    names.dedup();
    let mut out = Vec::new();
    for name in names {
        let hole = format!("{{{name}}}");
        let one = message.id.matches(&hole).count() == 1 && text.matches(&hole).count() == 1;
        let (Some(there), Some(here)) = (message.id.find(&hole), text.find(&hole)) else {
            continue;
        };
        if let Some(typed) = beside(&message.id, (there, hole.len()), own).filter(|_| one)
            && beside(text, (here, hole.len()), locale).is_none()
        {
            out.push(format!("`{typed}` stands beside `{hole}` in the source, and no unit here"));
        }
    }
    out
}

/// Gives the scale, currency or per cent that stands beside a placeholder.
fn beside<'t>(text: &'t str, (at, len): (usize, usize), locale: &Locale) -> Option<&'t str> {
    let end = at + len;
    let typed = behind(text, end, locale)
        .or_else(|| money_before(text, at, locale))
        .or_else(|| stated_before(text, 0..at, locale))?;
    let measured = match &typed.measured {
        Some(Measured::Money(_) | Measured::Percent) => true,
        Some(
            Measured::Points
            | Measured::BasisPoints
            | Measured::Times
            | Measured::Quantity
            | Measured::Other,
        )
        | None => false,
    };
    (typed.scale.is_some() || measured).then(|| &text[typed.range])
}
