//! The forms that a house prints in: what it chooses among those that the checks read back.

use std::fmt;

use serde_json::{Value, json};

use super::Footing;
use crate::code::{self, Code};
use crate::shape::{Entries, Role, Scalar, ScalarError, ScalarOr};
use crate::source::{Spanned, Text};

/// A form as typed: a pattern with names in braces, a mark or a word. What it may be depends on the
/// language, so it is judged where it is put into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form(pub String);

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Scalar for Form {
    const CODE: Code = code::WRONG_KIND;
    const WHAT: &'static str = "a form";
    const ROLE: Role = Role::HouseForm;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        Ok(Self(text.to_owned()))
    }

    fn schema() -> Value {
        json!({ "type": ["string", "number"] })
    }
}

impl From<Text> for Spanned<Form> {
    fn from(text: Text) -> Self {
        Self::new(Form(text.value), text.span)
    }
}

/// How many digits stand behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalPlaces(pub u32);

impl DecimalPlaces {
    /// The most that are printed.
    pub const MOST: u32 = 6;
}

impl Scalar for DecimalPlaces {
    const CODE: Code = code::UNKNOWN_WORD;
    const WHAT: &'static str = "a number of decimals from 0 to 6";
    const ROLE: Role = Role::Choice;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let places = text.parse().ok().filter(|places| *places <= Self::MOST);
        places.map(Self).ok_or_else(|| {
            let help = Some("Write 0 for whole digits, 1, 2, up to 6".to_owned());
            ScalarError::new(format!("`{text}` is no number of decimals"), help)
        })
    }

    fn schema() -> Value {
        json!({ "type": "integer", "minimum": 0, "maximum": Self::MOST })
    }
}

crate::record! {
    /// The style of a house: how it prints what the language's own forms print otherwise. What stands
    /// here is of the language that the deck is written in.
    pub struct HouseStyle {
        ..own: HouseForms,
        /// The same by language, by its tag; it goes before what stands above.
        r#in: Entries<HouseForms>,
        /// Whether the printed digits of sums add up, where the company does not say it: exact, or
        /// rounded where each figure is rounded by itself.
        footing: Option<Footing>,
    }
}

crate::record! {
    /// The forms of one language.
    pub struct HouseForms {
        /// What periods are called in sentences, headers and charts, by patterns such as "Q{quarter} FY{yy}".
        periods: Option<PeriodForms>,
        /// What they are called over the columns of tables, where that is longer: "3 months ended {day}".
        headers: Option<PeriodForms>,
        /// How money is marked: symbol ($15.8 billion), code (USD 15.8 billion) or word (158億円); or a mark
        /// or one of these words by currency: `{USD: US$, EUR: symbol}`.
        currency: Option<ScalarOr<Spanned<Form>, Entries<Spanned<Form>>>>,
        /// How figures below zero are printed: parentheses, sign, triangle or black triangle, or the mark itself, such as −.
        minus: Option<ScalarOr<Spanned<Form>, MinusForms>>,
        /// What a figure that is nothing prints in a table: a dash, or 0. A figure left out on purpose prints
        /// the dash.
        nil: Option<Spanned<Form>>,
        /// What stands in the place of figures that are not given.
        words: Option<AbsenceForms>,
        /// What changes are called.
        change: Option<ChangeForms>,
        /// How many digits stand behind the point, by the unit they are printed in: `{"%": 1, points: 1, USD million: 0}`;
        /// never more than are known. What a table, a row, a column or a citation asks for goes before.
        decimals: Entries<Spanned<DecimalPlaces>>,
        /// How days are written: an example such as "Month D, YYYY", "D. Month YYYY" or "YYYY年M月D日".
        dates: Option<Spanned<Form>>,
        /// The header of the first column of tables that name none; "" for none.
        first_column: Option<Spanned<Form>>,
    }
}

crate::record! {
    /// Names of periods. `{quarter}` and `{half}` are numbers, `{yy}` and `{yyyy}` the fiscal year as the company names
    /// it, `{start_yyyy}`, `{start_yy}`, `{end_yyyy}` and `{end_yy}` the years it starts and ends in, `{years}` both,
    /// `{end_month}` the number of the month it ends in; `{day}` is the last day of the period, `{month}` and `{year}` its
    /// month and year of the calendar; `{months}` and `{weeks}` say how long it is. `{First Quarter}` is the quarter in
    /// words, in the capitals that are given.
    pub struct PeriodForms {
        /// A quarter.
        quarter: Option<Spanned<Form>>,
        /// A half year; a first one where `second_half` is another.
        half: Option<Spanned<Form>>,
        /// The second half of a year.
        second_half: Option<Spanned<Form>>,
        /// Nine months.
        nine_months: Option<Spanned<Form>>,
        /// A fiscal year.
        year: Option<Spanned<Form>>,
        /// The last twelve months to the end of a quarter, such as "LTM Q{quarter} FY{yy}"; where it is left out
        /// the quarter in it is called as `quarter` says.
        ltm: Option<Spanned<Form>>,
        /// The day of a balance over its column: "{day}", "As of {day}".
        balance: Option<Spanned<Form>>,
    }
}

crate::record! {
    /// The minus of tables and of sentences.
    pub struct MinusForms {
        /// In tables and charts.
        tables: Option<Spanned<Form>>,
        /// In sentences.
        prose: Option<Spanned<Form>>,
    }
}

crate::record! {
    /// Words for figures that are not given.
    pub struct AbsenceForms {
        /// A figure or change that would mislead, such as n.m.
        not_meaningful as "not meaningful": Option<Spanned<Form>>,
        /// A figure that cannot be, such as n/a.
        not_applicable as "not applicable": Option<Spanned<Form>>,
        /// A figure that is not published, such as n.d.
        not_disclosed as "not disclosed": Option<Spanned<Form>>,
        /// A figure that is not known.
        missing: Option<Spanned<Form>>,
    }
}

crate::record! {
    /// Words for changes. The header of amounts never serves rates.
    pub struct ChangeForms {
        /// The header of a column of rates on the year, such as "% change".
        percent: Option<Spanned<Form>>,
        /// The header of a column of amounts on the year, such as "$ change".
        amount: Option<Spanned<Form>>,
        /// On the same period of the year before, such as Y/Y.
        yoy: Option<Spanned<Form>>,
        /// On the first half of the year before, where that has a word of its own.
        yoy_half: Option<Spanned<Form>>,
        /// On the year before, of a whole year, where that has a word of its own.
        yoy_year: Option<Spanned<Form>>,
        /// On the same day of the year before, where that has a word of its own.
        yoy_day: Option<Spanned<Form>>,
        /// On the quarter before, such as Q/Q.
        qoq: Option<Spanned<Form>>,
        /// On the last day of the quarter before, where that has a word of its own.
        qoq_day: Option<Spanned<Form>>,
    }
}
