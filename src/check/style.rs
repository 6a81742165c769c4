//! `bad-style`: a name that the house gives to periods is that of two, or is not read as the one it is of.

use crate::code;
use crate::deck::{Deck, PeriodForm};
use crate::diag::{Finding, Report};
use crate::locale::Locale;
use crate::num::{FiscalYear, Period};
use crate::shape::Role;
use crate::source::Span;
use crate::view::FigureFormatter;
use crate::words::{Dated, Passage};

/// Prints the periods of three years in each form of the house, and reads them again.
pub(super) fn run(deck: &Deck, locale: &Locale, report: &mut Report) {
    let places = deck.house.places(&locale.tag);
    if places.is_empty() {
        return;
    }
    let calendar = deck.facts.calendar;
    let year = calendar.year_of(calendar.ends(deck.facts.period));
    let mut named: Vec<(String, Period)> = Vec::new();
    for period in (year - 1..=year + 1).flat_map(|year| periods(year, calendar)) {
        let printed = [
            locale.period_name(period, calendar),
            locale.period_head(period, calendar),
            locale.house.columns.name(period, calendar, locale),
        ];
        for name in printed {
            if !named.contains(&(name.clone(), period)) {
                named.push((name, period));
            }
        }
    }
    let mut told: Vec<Span> = Vec::new();
    for (name, period) in &named {
        let chosen = |span: &(PeriodForm, Span)| Some(span.0) == PeriodForm::of(*period);
        let Some((_, span)) = places.iter().rev().find(|place| chosen(place)) else { continue };
        if told.contains(span) {
            continue;
        }
        // The nine months of a year cut short are the whole of it.
        let differs = |of: Period| of != *period && calendar.range(of) != calendar.range(*period);
        let twin = named.iter().find(|(other, of)| other == name && differs(*of));
        let wrong = match twin {
            Some((_, other)) => {
                Some(format!("`{name}` would be the name of {period} and of {other}"))
            }
            None => misread(name, *period, deck, locale),
        };
        if let Some(message) = wrong {
            told.push(*span);
            let help =
                "Say in the form what part of which year it is, such as \"Q{quarter} FY{yy}\"";
            report.push(Finding::new(code::BAD_STYLE, message, *span).help(help));
        }
    }
}

/// The periods of a year; one cut short has fewer quarters.
fn periods(year: i16, calendar: FiscalYear) -> impl Iterator<Item = Period> {
    let quarters =
        (1..=calendar.quarters_in(year)).map(move |quarter| Period::Quarter { year, quarter });
    let halves = (1..=2).map(move |half| Period::Half { year, half });
    let trailing = quarters.clone().filter_map(Period::trailing);
    let longer = [Period::NineMonths { year }, Period::Year { year }];
    quarters.chain(halves).chain(longer).chain(trailing)
}

/// Says how the name of a period is read where it is read as another.
fn misread(name: &str, period: Period, deck: &Deck, locale: &Locale) -> Option<String> {
    let formatter = FigureFormatter { facts: &deck.facts, locale };
    let passage = Passage::alone(name, Role::Title, &formatter);
    let plain = matches!(period, Period::Year { .. }) && deck.facts.calendar.start_month() == 1;
    let read = match passage.mentions.as_slice() {
        [one] if one.range == (0..name.len()) => match one.dated {
            // 2026 is a year of the calendar; where that is the fiscal year, it names it.
            Dated::Year(year) if plain && period.year() == Some(year) => return None,
            Dated::Period(read) => Some(read),
            Dated::Day(_)
            | Dated::Month(..)
            | Dated::Months(..)
            | Dated::Part
            | Dated::Open(..)
            | Dated::Year(_) => None,
        },
        _ => None,
    };
    match read {
        Some(read) if read == period => None,
        Some(read) if deck.facts.calendar.range(read) == deck.facts.calendar.range(period) => None,
        Some(read) => Some(format!("`{name}`, the name of {period}, would be read as {read}")),
        None => Some(format!("`{name}`, the name of {period}, would not be read as a period")),
    }
}
