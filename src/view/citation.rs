//! Citations in prose: `{revenue@1Q10 yoy verb}`.

use super::FigureFormatter;
use super::format::{ChangeStyle, FigureStyle, PrintedSign, RangeEnd};
use crate::code;
use crate::facts::{CiteError, DecimalPlaces, Facts, Key, Reference, ScopeId, read_period};
use crate::num::{Exact, Measure, Period, Scale};

/// What a change is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonBase {
    /// The same period a year before.
    Year,
    /// The quarter before.
    Quarter,
    /// A period that is named.
    Period(Period, ScopeId),
}

/// A citation as read.
#[derive(Clone, Copy, Debug)]
pub struct Citation {
    /// The figure.
    pub reference: Reference,
    /// What its change is against, if its change is cited.
    pub against: Option<ComparisonBase>,
    pub(super) figure_style: FigureStyle,
    pub(super) change_style: ChangeStyle,
    pub(super) measure: Option<Measure>,
    pub(super) bare: bool,
    pub(super) label: bool,
}

impl Citation {
    /// Gives the digits that are printed of a figure, in base units; nothing of a change.
    #[must_use]
    pub fn printed(&self, formatter: &FigureFormatter<'_>) -> Option<Exact> {
        let level = self.against.is_none() && !self.label;
        let key = formatter.facts.complete(self.reference);
        level.then(|| formatter.printed_digits(key, self.figure_style)).flatten()
    }

    /// Whether the item's label is printed, not its figure.
    #[must_use]
    pub fn is_label(&self) -> bool {
        self.label
    }

    /// Which end of a range is printed, where the citation says.
    #[must_use]
    pub fn end(&self) -> Option<RangeEnd> {
        self.figure_style.end
    }

    /// Whether the sign of a figure is left out.
    #[must_use]
    pub fn is_unsigned(&self) -> bool {
        self.figure_style.sign == PrintedSign::Absent
    }

    /// What a cited change measures, where the citation says.
    #[must_use]
    pub fn measure(&self) -> Option<Measure> {
        self.measure
    }
}

/// The words that may follow the item's name.
const WORDS: &[&str] = &[
    "yoy", "qoq", "vs", "number", "in", "abs", "verb", "bare", "size", "amount", "percent",
    "points", "label", "low", "high", "middle", "decimals",
];

/// Words that say the same thing of a citation: one of them, once.
const EXCLUSIVE: [&[&str]; 8] = [
    &["yoy", "qoq", "vs"],
    &["number", "verb", "size"],
    &["amount", "percent", "points"],
    &["low", "high", "middle"],
    &["in"],
    &["decimals"],
    &["abs"],
    &["bare"],
];

/// Refuses a word beside one that says otherwise, of which the later would silently win.
fn exclude<'t>(said: &mut Vec<&'t str>, word: &'t str) -> Result<(), CiteError> {
    let decimals = word.starts_with(|c: char| c.is_ascii_digit());
    let word = if decimals { "decimals" } else { word };
    let kind = EXCLUSIVE.iter().find(|kind| kind.contains(&word));
    let before = kind.and_then(|kind| said.iter().find(|before| kind.contains(before)));
    let Some(before) = before else {
        said.push(word);
        return Ok(());
    };
    let (reason, help) = if *before == word {
        (format!("`{word}` stands in the citation twice"), "Write it once")
    } else {
        (format!("`{before}` and `{word}` exclude each other"), "Keep one of them")
    };
    Err(CiteError::new(code::BAD_CITATION, reason, Some(help.to_owned())))
}

impl Citation {
    /// Reads what stands between the braces.
    ///
    /// # Errors
    /// What [`crate::facts::References::read`] says, or `bad-citation`.
    pub fn read(text: &str, facts: &Facts) -> Result<Self, CiteError> {
        let mut words = text.split_whitespace().map(|word| word.trim_end_matches(','));
        let name = words.next().ok_or_else(|| {
            let help = "Name an item, such as `{revenue}`; write `{{` for a brace".to_owned();
            CiteError::new(code::BAD_CITATION, "the citation is empty", Some(help))
        })?;
        let mut citation = Self {
            reference: facts.references().read(name)?,
            against: None,
            figure_style: FigureStyle::default(),
            change_style: ChangeStyle::Direction,
            measure: None,
            bare: false,
            label: false,
        };
        let mut said = Vec::new();
        while let Some(word) = words.next() {
            exclude(&mut said, word)?;
            match word {
                "yoy" => citation.against = Some(ComparisonBase::Year),
                "qoq" => citation.against = Some(ComparisonBase::Quarter),
                "vs" => citation.against = Some(ComparisonBase::read(words.next(), facts)?),
                "in" => citation.figure_style.scale = Some(scale(words.next())?),
                "number" => {
                    citation.figure_style.number = true;
                    citation.change_style = ChangeStyle::Number;
                }
                "abs" => citation.figure_style.sign = PrintedSign::Absent,
                "verb" => citation.change_style = ChangeStyle::Verb,
                "size" => citation.change_style = ChangeStyle::Size,
                "bare" => citation.bare = true,
                "amount" => citation.measure = Some(Measure::Amount),
                "percent" => citation.measure = Some(Measure::Percent),
                "points" => citation.measure = Some(Measure::Points),
                "low" => citation.figure_style.end = Some(RangeEnd::Low),
                "high" => citation.figure_style.end = Some(RangeEnd::High),
                "middle" => citation.figure_style.end = Some(RangeEnd::Middle),
                "label" => citation.label = true,
                count
                    if count.starts_with(|c: char| c.is_ascii_digit())
                        && count.parse::<Period>().is_err() =>
                {
                    citation.figure_style.decimals = Some(decimals(count, words.next())?);
                }
                other => {
                    let reason = format!("`{other}` is not a word of a citation");
                    let year = ["year", "y/y", "yty", "y-o-y"].contains(&other);
                    let small = other.to_lowercase();
                    let help = if other.parse::<Period>().is_ok() {
                        Some(format!("Did you mean `{{{name}@{other}}}`?"))
                    } else if year {
                        Some("Did you mean `yoy`?".to_owned())
                    } else if WORDS.contains(&small.as_str()) {
                        Some(format!("Did you mean `{small}`?"))
                    } else if Scale::asked(&small).is_ok() {
                        Some(format!("Did you mean `in {small}`?"))
                    } else {
                        crate::diag::suggest(other, WORDS.iter().copied())
                    };
                    return Err(CiteError::new(code::BAD_CITATION, reason, help));
                }
            }
        }
        let worded = matches!(citation.change_style, ChangeStyle::Verb | ChangeStyle::Size);
        if citation.label && text.split_whitespace().count() > 2 {
            let help = "Write `label` alone behind the item".to_owned();
            let reason = "a label has no change, scale or sign";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        if citation.against.is_some() && citation.figure_style.sign == PrintedSign::Absent {
            let help = "Write `size` for a change without its direction".to_owned();
            let reason = "`abs` takes the sign off a figure, not off a change";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        if citation.against.is_some() && citation.figure_style.end.is_some() {
            let help = "A change to a range is printed as a range; leave the word out".to_owned();
            let reason = "`low`, `high` and `middle` are of a figure, not of its change";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        if citation.against.is_none() && (citation.bare || worded || citation.measure.is_some()) {
            let help = "Add `yoy`, `qoq` or `vs PERIOD`".to_owned();
            let reason = "the citation words a change but names none";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        Ok(citation)
    }
}

impl ComparisonBase {
    /// Reads the period that a change is against, with its scope.
    ///
    /// # Errors
    /// `bad-citation` where none is named, else as the period or scope.
    pub(crate) fn read(word: Option<&str>, facts: &Facts) -> Result<Self, CiteError> {
        let help = || Some("Write `vs FY2009`, or `vs FY2009/scope`".to_owned());
        let word =
            word.ok_or_else(|| CiteError::new(code::BAD_CITATION, "`vs` names no period", help()))?;
        let (period, scope) = match word.split_once('/') {
            Some((period, scope)) => (period, facts.references().scope(scope)?),
            None => (word, ScopeId::ACTUAL),
        };
        Ok(Self::Period(read_period(period)?, scope))
    }

    /// Gives the period a year before.
    ///
    /// # Errors
    /// `comparison-differs` where the fiscal year was moved, and no period lies a year before.
    fn year_before(facts: &Facts, now: Period) -> Result<Period, CiteError> {
        let calendar = facts.calendar;
        calendar.year_before(now).ok_or_else(|| {
            let same = now.prior_year();
            let days = |period| {
                let (first, last) = calendar.range(period);
                format!("{first} to {last}")
            };
            let reason = format!(
                "no period lies a year before {now}, {}: {same} is {}, as the fiscal year was moved",
                days(now),
                days(same)
            );
            let help = format!(
                "Compare periods that lie a year apart, or name the other, such as `vs {same}`"
            );
            CiteError::new(code::COMPARISON_DIFFERS, reason, Some(help))
        })
    }

    /// Gives the key a change is measured against.
    ///
    /// A forecast is compared with what happened the year before, where that is known: its growth
    /// from an earlier forecast is said only where the company states it.
    ///
    /// # Errors
    /// `bad-citation` where there is no quarter before, `comparison-differs` where no period lies a year
    /// before, `missing-period` where no figure is known of
    /// what is named.
    pub fn base(self, facts: &Facts, now: Key) -> Result<Key, CiteError> {
        match self {
            Self::Year => {
                let same = Key { period: Self::year_before(facts, now.period)?, ..now };
                let actual = Key { scope: facts.contexts().actual(now.scope), ..same };
                let forecast = facts.scope(now.scope).forecast
                    && facts.changes().between(now, same).is_empty();
                let alike = facts.alike(now.scope, actual.scope);
                let known = facts.fact(actual).is_some() && alike
                    || !facts.changes().between(now, actual).is_empty();
                Ok(if forecast && known { actual } else { same })
            }
            Self::Quarter => match facts.calendar.prior_quarter(now.period) {
                Some(period) => Ok(Key { period, ..now }),
                None => {
                    let reason = format!("{} has no quarter before it", now.period);
                    let help = Some("Compare it with `yoy` or `vs PERIOD`".to_owned());
                    Err(CiteError::new(code::BAD_CITATION, reason, help))
                }
            },
            Self::Period(period, scope) => {
                let scope = facts.contexts().base(now.scope, scope)?;
                Ok(Key { period, scope, ..now })
            }
        }
    }
}

/// Reads `2 decimals`.
fn decimals(count: &str, word: Option<&str>) -> Result<u32, CiteError> {
    let read = count.parse().ok().filter(|count| *count <= DecimalPlaces::MOST);
    let read = read.filter(|_| matches!(word, Some("decimals" | "decimal")));
    read.ok_or_else(|| {
        let reason = format!("`{count}` stands in the citation without `decimals` behind it");
        let help = "Write `2 decimals`, at most 6, as in `{revenue in billion, 2 decimals}`";
        CiteError::new(code::BAD_CITATION, reason, Some(help.to_owned()))
    })
}

fn scale(word: Option<&str>) -> Result<Scale, CiteError> {
    let word = word.unwrap_or_default();
    Scale::asked(word).map_err(|_| {
        let help = crate::diag::suggest(word, crate::num::Scale::NAMES);
        CiteError::new(code::BAD_CITATION, format!("`{word}` is not a scale"), help)
    })
}
