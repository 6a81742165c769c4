//! Share splits: what was printed of a share before one is told in the shares of today.
//!
//! An amount per share is divided by as much as a number of shares is multiplied by. The digits that were
//! printed stay in the source, marked `as printed: yes`; what is shown is computed from them, exactly.

use std::fmt;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{Fact, Facts, ItemId, Key, State};
use crate::code::{self, Code};
use crate::diag::{Finding, Report};
use crate::num::{Exact, Period, Scale, Stated, Unit};
use crate::shape::{Entries, Role, Scalar, ScalarError};
use crate::source::{Span, Spanned};

/// So many shares became of so many: `10 for 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SplitRatio {
    /// Shares after the split.
    pub new: u32,
    /// Shares before it, of which they were made.
    pub old: u32,
}

/// Most shares on either side of a split.
const MOST: u32 = 1_000_000;

impl fmt::Display for SplitRatio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} for {}", self.new, self.old)
    }
}

impl Scalar for SplitRatio {
    const CODE: Code = code::BAD_NUMBER;
    const WHAT: &'static str = "a split such as `10 for 1`";
    const ROLE: Role = Role::Split;

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let count = |text: &str| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|count| digits && (1..=MOST).contains(count))
        };
        let read = text.split_once(" for ");
        let read = read.and_then(|(new, old)| Some((count(new.trim())?, count(old.trim())?)));
        let ratio = read.filter(|(new, old)| new != old).map(|(new, old)| Self { new, old });
        ratio.ok_or_else(|| {
            let help = "Write the shares after it and those before it: `10 for 1`; `1 for 10` where \
                        shares were put together";
            ScalarError::new(format!("`{text}` is no split of shares"), Some(help.to_owned()))
        })
    }

    fn schema() -> Value {
        let pattern = "^[1-9][0-9]* for [1-9][0-9]*$";
        json!({ "type": "string", "pattern": pattern, "examples": ["10 for 1"] })
    }
}

crate::choice! {
    /// What a share split does to the figures of an item.
    pub enum SplitEffect {
        /// It divides them: amounts per share.
        Divides = "divides",
        /// It multiplies them: numbers of shares.
        Multiplies = "multiplies",
        /// Nothing.
        None = "none",
    }
}

/// A share split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareSplit {
    /// The day from which on shares are those of today.
    pub day: Date,
    /// How many became of how many.
    pub ratio: SplitRatio,
}

/// Reads the splits of a company, by day; what is no day is reported.
pub(super) fn read(listed: &Entries<Spanned<SplitRatio>>, report: &mut Report) -> Vec<ShareSplit> {
    let mut out: Vec<ShareSplit> = Vec::new();
    for (name, ratio) in &listed.0 {
        match <Date as Scalar>::parse(&name.value) {
            Ok(day) => out.push(ShareSplit { day, ratio: ratio.value }),
            Err(error) => {
                let finding = Finding::new(code::BAD_DATE, error.reason, name.span);
                report.push(finding.help_if(error.help));
            }
        }
    }
    out.sort_by_key(|split| split.day);
    out
}

/// Figures of an item that lie before a split and do not say which shares they are of.
#[derive(Clone, Debug)]
pub struct UntoldSplit {
    /// The split.
    pub split: ShareSplit,
    /// The newest of the figures.
    pub key: Key,
    /// A figure of the item behind the split.
    pub behind: Key,
    /// How many there are.
    pub count: usize,
}

/// Takes what a split does to the figures of each item where nothing is said of it, and tells the figures
/// that are marked as they were printed in the shares of today.
///
/// An amount in single units, of a company that reports in thousands and more, is one per share.
pub(super) fn restate(facts: &mut Facts, company: &Unit, report: &mut Report) {
    let scaled = company.scale() > Scale::One;
    for item in facts.items.iter_mut().filter(|item| item.split.is_none()) {
        let single = item.unit.is_currency() && item.unit.scale() <= Scale::One;
        item.split = (scaled && single).then_some(SplitEffect::Divides);
    }
    for (key, span) in std::mem::take(&mut facts.as_printed) {
        let effect = facts.item(key.item).split;
        let effect = effect.filter(|effect| *effect != SplitEffect::None);
        let Some(effect) = effect.filter(|_| !facts.splits.is_empty()) else {
            report.push(no_split(facts, key, span));
            continue;
        };
        let behind: Vec<_> = ShareSplits::of(facts).behind(key.period).collect();
        if behind.is_empty() {
            continue;
        }
        let Some(fact) = facts.figures.get_mut(&key) else { continue };
        if let State::Stated(printed) = &fact.state
            && let Some(state) = restated(printed, &behind, effect)
        {
            fact.state = state;
        }
    }
}

/// Says why a figure that is marked as it was printed is not restated.
fn no_split(facts: &Facts, key: Key, span: Span) -> Finding {
    let name = facts.name(key);
    let (message, help) = if facts.splits.is_empty() {
        let message =
            format!("`{name}` is told as it was printed, and no split of shares is listed");
        (message, "List it under `company`, as `splits: {2026-04-01: 10 for 1}`, or remove this")
    } else {
        let message = format!("no split changes `{name}`, as far as its unit tells");
        (
            message,
            "Write `split: divides` under its item where it is an amount per share, `split: multiplies` \
             where it is a number of shares; or remove this",
        )
    };
    Finding::new(code::WRONG_KIND, message, span).help(help)
}

/// What the splits of a company do to the figures of a deck.
#[derive(Clone, Copy, Debug)]
pub struct ShareSplits<'a> {
    facts: &'a Facts,
}

impl<'a> ShareSplits<'a> {
    /// Those of the company whose figures these are.
    #[must_use]
    pub fn of(facts: &'a Facts) -> Self {
        Self { facts }
    }

    /// The splits that lie behind a period and not behind the reported one.
    fn behind(self, period: Period) -> impl Iterator<Item = ShareSplit> + 'a {
        let calendar = self.facts.calendar;
        let (end, today) = (calendar.ends(period), calendar.ends(self.facts.period));
        let between = move |split: &ShareSplit| end < split.day && split.day <= today;
        self.facts.splits.iter().copied().filter(between)
    }

    /// Gives the splits that a figure was restated by.
    pub fn restated(self, key: Key) -> impl Iterator<Item = ShareSplit> + 'a {
        let is = |fact: &&Fact| matches!(fact.state, State::Restated { .. });
        let fact = self.facts.fact(key).filter(is);
        fact.into_iter().flat_map(move |_| self.behind(key.period))
    }

    /// Lists the items whose history crosses a split and does not say in which shares it is told.
    #[must_use]
    pub fn untold(self) -> Vec<UntoldSplit> {
        let changed = self.facts.items().filter(|(_, item)| {
            matches!(item.split, Some(SplitEffect::Divides | SplitEffect::Multiplies))
        });
        changed.filter_map(|(id, _)| self.untold_of(id)).collect()
    }

    fn untold_of(self, item: ItemId) -> Option<UntoldSplit> {
        let plain = |fact: &Fact| {
            let known = matches!(fact.state, State::Stated(_) | State::Bounded(_));
            known && fact.restated.is_none() && fact.exact().is_none_or(|exact| !exact.is_zero())
        };
        let facts = self.facts;
        let today = facts.calendar.ends(facts.period);
        let split = *facts.splits.iter().rfind(|split| split.day <= today)?;
        let is_before = |key: &Key| self.behind(key.period).next().is_some();
        let behind = facts.keys_of(item).find(|key| !is_before(key))?;
        let before = facts.keys_of(item).filter(is_before);
        let before: Vec<_> = before.filter(|key| facts.fact(*key).is_some_and(plain)).collect();
        let key = *before.iter().max_by_key(|key| facts.calendar.ends(key.period))?;
        Some(UntoldSplit { split, key, behind, count: before.len() })
    }
}

/// Tells what was printed in the shares of today.
fn restated(printed: &Stated, splits: &[ShareSplit], effect: SplitEffect) -> Option<State> {
    let count = |count: u32| Exact::from(i64::from(count));
    let mut factor = Exact::one();
    for SplitRatio { new, old } in splits.iter().map(|split| split.ratio) {
        let (by, over) = match effect {
            SplitEffect::Divides => (old, new),
            SplitEffect::Multiplies => (new, old),
            SplitEffect::None => return None,
        };
        factor = (&factor * &count(by)).checked_div(&count(over))?;
    }
    let interval = printed.interval().scale(&factor);
    let scale = Exact::pow10(-printed.unit.exponent());
    let exact = &(&printed.exact() * &factor) * &scale;
    let ends = [interval.lo(), interval.hi()].map(|end| end.at() * &scale);
    let places = places(printed, &exact, &ends);
    let digits = exact.round(places, printed.rounding.cutting())?;
    let value = Stated { value: digits, ..printed.clone() };
    Some(State::Restated { value, interval, printed: printed.clone() })
}

/// Most digits behind the point that a split adds.
const MORE: u32 = 6;

/// How many digits behind the point are told: as many as were printed where those are sure, else as many as are
/// known.
fn places(printed: &Stated, exact: &Exact, ends: &[Exact; 2]) -> u32 {
    let rounding = printed.rounding.cutting();
    let own = printed.places();
    let round = |value: &Exact, places: u32| value.round(places, rounding);
    let whole =
        |places: &u32| round(exact, *places).is_some_and(|digits| Exact::from(digits) == *exact);
    if ends[0] == ends[1] {
        return (own..=own + MORE).find(whole).unwrap_or(own + 2);
    }
    if round(&ends[0], own) == round(&ends[1], own) {
        return own;
    }
    let width = &ends[1] - &ends[0];
    let known =
        |places: &u32| i32::try_from(*places).is_ok_and(|places| Exact::pow10(-places) >= width);
    (0..=own + MORE).rev().find(known).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::Rounding;

    fn told(text: &str, rounding: Rounding, new: u32, old: u32, effect: SplitEffect) -> String {
        let unit: Unit = "JPY".parse().expect("a unit");
        let printed = Stated::parse(text, &unit, rounding).expect("a figure");
        let day = "2026-04-01".parse().expect("a day");
        let split = ShareSplit { day, ratio: SplitRatio { new, old } };
        let Some(State::Restated { value, .. }) = restated(&printed, &[split], effect) else {
            return "nothing".to_owned();
        };
        value.value.to_string()
    }

    #[test]
    fn digits_are_those_that_are_known() {
        use SplitEffect::{Divides, Multiplies};
        let half_up = Rounding::HalfUp;
        for (text, rounding, (new, old), effect, wanted) in [
            ("123.42", half_up, (10, 1), Divides, "12.34"),
            // 12.345 may be 12.34 or 12.35.
            ("123.45", half_up, (10, 1), Divides, "12.345"),
            ("100.00", half_up, (3, 1), Divides, "33.33"),
            ("45", Rounding::Unrounded, (10, 1), Divides, "4.5"),
            ("45", half_up, (10, 1), Divides, "4.5"),
            // Shares put together: no digit is made up.
            ("1.23", half_up, (1, 10), Divides, "12.3"),
            ("1,000", Rounding::Unrounded, (10, 1), Multiplies, "10000"),
        ] {
            assert_eq!(told(text, rounding, new, old, effect), wanted, "{text} {new} for {old}");
        }
    }

    #[test]
    fn a_split_is_read_in_one_way() {
        let read = |text: &str| <SplitRatio as Scalar>::parse(text).ok().map(|r| r.to_string());
        assert_eq!(read("10 for 1").as_deref(), Some("10 for 1"));
        assert_eq!(read("1 for 10").as_deref(), Some("1 for 10"));
        for wrong in
            ["10", "10:1", "1 for 1", "0 for 1", "ten for one", "10 for 1 for 2", "-2 for 1"]
        {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
