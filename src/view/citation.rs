//! Citations in prose: `{revenue@1Q10 yoy verb}`.

use super::Shown;
use super::press::{FigureStyle, Formatted, Press, PrintedSign, Wording};
use crate::code;
use crate::facts::{CiteError, Facts, Key, Reference, ScopeId, read_period};
use crate::locale::fill;
use crate::num::{Measure, Period, Scale};

/// What a change is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
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
    pub against: Option<Against>,
    pub(super) look: FigureStyle,
    pub(super) wording: Wording,
    pub(super) measure: Option<Measure>,
    bare: bool,
    label: bool,
}

impl Citation {
    /// Whether the item's label is printed, not its figure.
    #[must_use]
    pub fn is_label(&self) -> bool {
        self.label
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
    "points", "label",
];

impl Citation {
    /// Reads what stands between the braces.
    ///
    /// # Errors
    /// What [`crate::facts::References::read`] says, or `bad-citation`.
    pub fn read(text: &str, facts: &Facts) -> Result<Self, CiteError> {
        let mut words = text.split_whitespace();
        let name = words.next().ok_or_else(|| {
            let help = "Name an item, such as `{revenue}`; write `{{` for a brace".to_owned();
            CiteError::new(code::BAD_CITATION, "the citation is empty", Some(help))
        })?;
        let mut citation = Self {
            reference: facts.references().read(name)?,
            against: None,
            look: FigureStyle::default(),
            wording: Wording::Direction,
            measure: None,
            bare: false,
            label: false,
        };
        while let Some(word) = words.next() {
            match word {
                "yoy" => citation.against = Some(Against::Year),
                "qoq" => citation.against = Some(Against::Quarter),
                "vs" => citation.against = Some(Against::read(words.next(), facts)?),
                "in" => citation.look.scale = Some(scale(words.next())?),
                "number" => {
                    citation.look.number = true;
                    citation.wording = Wording::Cell;
                }
                "abs" => citation.look.sign = PrintedSign::Absent,
                "verb" => citation.wording = Wording::Verb,
                "size" => citation.wording = Wording::Size,
                "bare" => citation.bare = true,
                "amount" => citation.measure = Some(Measure::Amount),
                "percent" => citation.measure = Some(Measure::Percent),
                "points" => citation.measure = Some(Measure::Points),
                "label" => citation.label = true,
                other => {
                    let reason = format!("`{other}` is not a word of a citation");
                    let help = crate::diag::suggest(other, WORDS.iter().copied());
                    return Err(CiteError::new(code::BAD_CITATION, reason, help));
                }
            }
        }
        let worded = matches!(citation.wording, Wording::Verb | Wording::Size);
        if citation.label && text.split_whitespace().count() > 2 {
            let help = "Write `label` alone behind the item".to_owned();
            let reason = "a label has no change, scale or sign";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        if citation.against.is_some() && citation.look.sign == PrintedSign::Absent {
            let help = "Write `size` for a change without its direction".to_owned();
            let reason = "`abs` takes the sign off a figure, not off a change";
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

impl Against {
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

    /// Gives the key a change is measured against.
    ///
    /// A forecast is compared with what happened the year before, where that is known: its growth
    /// from an earlier forecast is said only where the company states it.
    ///
    /// # Errors
    /// `bad-citation` where there is no quarter before.
    pub fn base(self, facts: &Facts, now: Key) -> Result<Key, CiteError> {
        match self {
            Self::Year => {
                let same = Key { period: facts.calendar.year_before(now.period), ..now };
                let actual = Key { scope: ScopeId::ACTUAL, ..same };
                let forecast = facts.scope(now.scope).forecast
                    && facts.changes().between(now, same).is_empty();
                let alike = facts.alike(now.scope, ScopeId::ACTUAL);
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
            Self::Period(period, scope) => Ok(Key { period, scope, ..now }),
        }
    }
}

impl Press<'_> {
    /// Puts what it is against to a change of a figure of that period: `down 24.3% YoY`.
    #[must_use]
    pub fn tagged(&self, change: &str, against: Against, now: Period) -> String {
        let tag = self.tag(against, now);
        fill(&self.locale.change.tagged, &[("change", change), ("tag", &tag)])
    }

    /// Names what a change of a figure of that period is against: `YoY`, `前年同期末比`.
    #[must_use]
    pub fn tag(&self, against: Against, now: Period) -> String {
        let words = &self.locale.change;
        match (against, now) {
            (Against::Year, Period::Instant(_)) => words.yoy_day.clone(),
            (Against::Year, Period::Year { .. }) => words.yoy_year.clone(),
            (Against::Year, Period::Half { half: 1, .. }) => words.yoy_half.clone(),
            (Against::Year, _) => words.yoy.clone(),
            (Against::Quarter, Period::Instant(_)) => words.qoq_day.clone(),
            (Against::Quarter, _) => words.qoq.clone(),
            (Against::Period(base, scope), _) => {
                let period = self.locale.period_name(base, self.facts.calendar);
                let year_end = now.is_instant()
                    && base == Period::Instant(self.facts.calendar.prior_year_end(now));
                match self.facts.scope(scope).label.as_str() {
                    "" if year_end => fill(&words.versus_year_end, &[("period", &period)]),
                    "" => fill(&words.versus, &[("period", &period)]),
                    label => {
                        let same = base == now;
                        let pattern = if same { &words.versus_same } else { &words.versus_scope };
                        fill(pattern, &[("period", &period), ("scope", label)])
                    }
                }
            }
        }
    }

    /// Prints a citation.
    ///
    /// # Errors
    /// As the figure or change that is cited.
    pub fn cite(&self, citation: &Citation) -> Result<Formatted, CiteError> {
        let now = self.facts.complete(citation.reference);
        if citation.label {
            let text = self.facts.item(now.item).label.clone();
            let facts = vec![self.facts.name(now)];
            let shown = Shown { text, facts, name: true, ..Shown::default() };
            return Ok(Formatted { shown, reason: None, caution: None });
        }
        let Some(against) = citation.against else { return self.value(now, citation.look) };
        let base = against.base(self.facts, now)?;
        let measure =
            citation.measure.unwrap_or_else(|| self.facts.changes().usual_measure(now, base));
        if citation.look.scale.is_some() && measure != Measure::Amount {
            let help = "Add `amount`, or leave `in` out".to_owned();
            let reason = "only the amount of a change has a scale";
            return Err(CiteError::new(code::BAD_CITATION, reason, Some(help)));
        }
        let mut printed = self.change(now, base, measure, citation.wording, citation.look.scale)?;
        let worded = matches!(citation.wording, Wording::Direction | Wording::Verb);
        if worded && !citation.bare && !printed.shown.missing {
            let words = &self.locale.change;
            let pattern = match citation.wording {
                Wording::Verb => &words.tagged_verb,
                Wording::Direction | Wording::Size | Wording::Cell | Wording::CellWithUnit => {
                    &words.tagged
                }
            };
            let tag = self.tag(against, now.period);
            printed.shown.text = fill(pattern, &[("change", &printed.shown.text), ("tag", &tag)]);
        }
        Ok(printed)
    }
}

fn scale(word: Option<&str>) -> Result<Scale, CiteError> {
    let word = word.unwrap_or_default();
    // "one" is how an author asks for single units; the scale itself has no word.
    if word == "one" {
        return Ok(Scale::One);
    }
    word.parse().map_err(|_| {
        let help = crate::diag::suggest(word, crate::num::Scale::NAMES);
        CiteError::new(code::BAD_CITATION, format!("`{word}` is not a scale"), help)
    })
}
