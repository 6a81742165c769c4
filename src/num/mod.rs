//! Numbers, and what a printed number really says.
//!
//! What enters: the text of figures, units, roundings and periods, one at a time. What leaves:
//! exact values, and the intervals of true values that printed figures allow. This room must not
//! know items, decks, files, languages or findings; it imports nothing of the house, and it never
//! touches a float.
//!
//! A figure in a filing is rounded, so it does not say one number but an interval. Everything the
//! program proves is proved on intervals: a total agrees with its parts when the two intervals
//! meet. The rule is XBRL Calculations 1.1, extended to products and quotients; it is stated once,
//! in [`Interval::of_stated`].
//!
//! - [`decimal`]: digits as printed; [`Exact`], [`Integer`]: numbers without loss
//! - [`Rounding`], [`Interval`]: what rounding hides, and arithmetic on it
//! - [`Scale`], [`Unit`], [`Noun`], [`Stated`]: digits with their unit and rounding
//! - [`Bounds`]: a range, an end or nearly a figure
//! - [`Period`], [`FiscalYear`], [`Weeks`]: when
//! - `change`, `ratio`: growth, differences and quotients, or why there are none
//!
//! Every type that has a text reads it by `FromStr` or `parse` and writes it by `Display`, and the
//! two agree. Every error is one line of reason, with a `suggestion` that reads without error.

mod bounds;
mod change;
pub mod decimal;
mod end;
mod exact;
mod exceptions;
mod fiscal;
mod hundredths;
mod integer;
mod interval;
mod length;
mod noun;
mod number_error;
mod operators;
mod period;
mod period_error;
mod quarter_number;
mod rounding;
mod scale;
mod spelling;
mod stated;
mod stated_error;
mod unit;
mod unit_error;
mod weeks;
mod year_before;

#[cfg(test)]
mod tests;

pub use bounds::Bounds;
pub use change::{Change, ChangeError, Measure, change, ratio};
pub use decimal::{Decimal, Printed};
pub use end::End;
pub use exact::Exact;
pub use exceptions::CalendarException;
pub use fiscal::{FiscalYear, YearNaming};
pub use integer::Integer;
pub use interval::Interval;
pub use jiff::civil::Date;
pub use length::{PeriodLength, PeriodLengths};
pub use noun::Noun;
pub use number_error::NumberError;
pub use period::Period;
pub use period_error::PeriodError;
pub use quarter_number::QuarterNumbers;
pub use rounding::{Rounding, RoundingError, round};
pub use scale::Scale;
pub use stated::{Side, Stated};
pub use stated_error::StatedError;
pub use unit::{CurrencyCode, Unit};
pub use unit_error::UnitError;
pub use weeks::{Close, Closing, QuarterWeeks, WEEKDAYS, Weeks};
