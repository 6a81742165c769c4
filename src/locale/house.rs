//! What a house prints otherwise than its language, where the language has no place for it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Locale, fill};
use crate::num::{FiscalYear, Period, Unit};

/// The forms of a house that no language file has a place for.
#[derive(Clone, Debug, Default)]
pub struct HouseWords {
    /// Signs of currencies by code: $ of USD.
    pub signs: BTreeMap<String, String>,
    /// What periods are called over the columns of tables.
    pub columns: PeriodColumns,
    /// What the language calls twelve months where the house calls them otherwise, which goes on being read.
    pub trailing: Vec<String>,
    /// How amounts and changes below zero are written in sentences, where the house says it.
    pub minus: Option<String>,
    /// How many digits stand behind the point, by the unit that figures are printed in.
    pub decimals: Vec<(Unit, u32)>,
    /// What stands in a table for a figure that is nothing, where it is not the dash.
    pub nil: Option<String>,
    /// The header of rates on the year.
    pub rate_head: Option<String>,
    /// The header of amounts on the year.
    pub amount_head: Option<String>,
}

impl HouseWords {
    /// Gives how many digits of figures in a unit stand behind the point, where the house says it.
    #[must_use]
    pub fn places(&self, unit: &Unit) -> Option<u32> {
        self.decimals.iter().find(|(own, _)| own == unit).map(|(_, places)| *places)
    }

    /// Gives a language in the forms of a house.
    #[must_use]
    pub fn language(of: &Locale, change: impl FnOnce(&mut Locale)) -> Locale {
        // What was taken apart of its patterns is of the old ones.
        let mut own = Locale { patterns: OnceLock::new(), ..of.clone() };
        change(&mut own);
        own
    }
}

/// Patterns of periods over columns; where there is none the period is called as elsewhere.
#[derive(Clone, Debug, Default)]
pub struct PeriodColumns {
    /// A quarter.
    pub quarter: Option<String>,
    /// The first half of a year.
    pub half: Option<String>,
    /// Its second half.
    pub second_half: Option<String>,
    /// Nine months.
    pub nine_months: Option<String>,
    /// A fiscal year.
    pub year: Option<String>,
    /// The last twelve months.
    pub trailing: Option<String>,
    /// A day: `{day}`.
    pub balance: Option<String>,
}

impl PeriodColumns {
    /// Names a period over a column of a table in a language of the house.
    #[must_use]
    pub fn name(&self, period: Period, calendar: FiscalYear, locale: &Locale) -> String {
        let none = None;
        let own = match period {
            Period::Month { .. } => &none,
            Period::Trailing { .. } => &self.trailing,
            Period::Quarter { .. } => &self.quarter,
            Period::Half { half: 1, .. } => &self.half,
            Period::Half { .. } => &self.second_half,
            Period::NineMonths { .. } => &self.nine_months,
            Period::Year { .. } => &self.year,
            Period::Instant(day) => {
                let day = locale.date_long(day);
                return self
                    .balance
                    .as_ref()
                    .map_or(day.clone(), |own| fill(own, &[("day", &day)]));
            }
        };
        match own {
            Some(own) => locale.named(period, calendar, [own; 6]),
            None => locale.period_head(period, calendar),
        }
    }
}
