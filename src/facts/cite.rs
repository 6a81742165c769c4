//! References to figures as authors write them: `revenue`, `revenue@FY2010/revised`.

use super::{Facts, ItemId, ItemSpec, Key, MemberOf, ScopeId};
use crate::code::{self, Code};
use crate::diag::{Finding, meant, suggest};
use crate::num::Period;
use crate::shape::Written;
use crate::source::{Span, Text};

/// A reference read but not yet completed with the reported period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The item.
    pub item: ItemId,
    /// The period, if written.
    pub period: Option<Period>,
    /// The context, if written: without one a figure is what actually happened, of the whole.
    pub scope: Option<ScopeId>,
}

impl Reference {
    /// Gives the scope of the figure that it names alone.
    #[must_use]
    pub fn scope_or_actual(self) -> ScopeId {
        self.scope.unwrap_or(ScopeId::ACTUAL)
    }
}

/// Says why a reference names no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteError {
    /// A stable name of the kind of mistake.
    pub code: Code,
    /// The reason.
    pub reason: String,
    /// A way out.
    pub help: Option<String>,
    /// The figure that is not in the table.
    pub absent: Option<Key>,
}

impl CiteError {
    /// Joins code, reason and way out.
    pub fn new(code: Code, reason: impl Into<String>, help: Option<String>) -> Self {
        Self { code, reason: reason.into(), help, absent: None }
    }
}

/// Reads what authors write for figures: names of items, periods and scopes of a table.
#[derive(Clone, Copy, Debug)]
pub struct References<'a> {
    facts: &'a Facts,
}

impl Facts {
    /// Gives the reader of references to its figures.
    #[must_use]
    pub const fn references(&self) -> References<'_> {
        References { facts: self }
    }

    /// Completes a reference: a period that is not written is the reported one.
    #[must_use]
    pub fn complete(&self, reference: Reference) -> Key {
        let period = reference.period.unwrap_or_else(|| self.current(reference.item));
        Key { item: reference.item, period, scope: reference.scope_or_actual() }
    }
}

impl References<'_> {
    /// Reads a reference.
    ///
    /// # Errors
    /// `unknown-item`, `bad-period` or `unknown-scope`, each with the nearest known name.
    pub fn read(self, text: &str) -> Result<Reference, CiteError> {
        let (rest, scope) = match text.split_once('/') {
            Some((rest, scope)) => (rest, Some(scope)),
            None => (text, None),
        };
        let (name, period) = match rest.split_once('@') {
            Some((name, period)) => (name, Some(period)),
            None => (rest, None),
        };
        let item = self.facts.item_id(name.trim()).ok_or_else(|| {
            let dotted = name.trim().split_once('.').filter(|(item, period)| {
                self.facts.item_id(item).is_some() && period.parse::<Period>().is_ok()
            });
            let alike = |label: &str| label.to_lowercase() == name.trim().to_lowercase();
            let labelled = self.facts.items().find(|(_, item)| alike(&item.label));
            let help = match (dotted, labelled) {
                (Some((item, period)), _) => Some(format!("Did you mean `{item}@{period}`?")),
                (None, Some((_, item))) => Some(format!("Did you mean `{}`?", item.name)),
                (None, None) => suggest(name.trim(), self.facts.item_names()),
            };
            let help = help.or_else(|| Some("Add the item under `facts`".to_owned()));
            CiteError::new(code::UNKNOWN_ITEM, format!("no item is called `{}`", name.trim()), help)
        })?;
        let period = period.map(|text| read_period(text.trim())).transpose()?;
        let scope = scope.map(|name| self.scope(name.trim())).transpose()?;
        Ok(Reference { item, period, scope })
    }

    /// Reads a reference and completes it: a period that is not written is the reported one.
    ///
    /// # Errors
    /// As [`References::read`].
    pub fn key(self, text: &str) -> Result<Key, CiteError> {
        self.read(text).map(|reference| self.facts.complete(reference))
    }

    /// Reads the names of a scope and of members, in any order; `actual` is what actually happened.
    ///
    /// # Errors
    /// `unknown-scope` with the nearest known name; `missing-period` where no figure has them all.
    pub fn scope(self, name: &str) -> Result<ScopeId, CiteError> {
        self.facts.contexts().read(name)
    }

    /// Says that a figure is not in the table, with the nearest that is.
    #[must_use]
    pub fn missing(self, key: Key) -> CiteError {
        let item = &self.facts.item(key.item).name;
        let mut known: Vec<_> = self
            .facts
            .keys_of(key.item)
            .map(|k| match self.facts.scope(k.scope).name.as_str() {
                "" => k.period.to_string(),
                scope => format!("{}/{scope}", k.period),
            })
            .collect();
        // Those of the same scope are meant first.
        known.sort_by_key(|name| {
            let scope = &self.facts.scope(key.scope).name;
            name.split_once('/').map_or("", |(_, named)| named) != scope.as_str()
        });
        let more = known.len().saturating_sub(12);
        known.truncate(12);
        if more > 0 {
            known.push(format!("and {more} more"));
        }
        let context = self.facts.scope(key.scope);
        let mut same = self
            .facts
            .keys_of(key.item)
            .filter(|other| key.scope != ScopeId::ACTUAL && other.scope == key.scope);
        // Where the scope has one figure, it is the one that is meant.
        let only = same.next().filter(|_| same.next().is_none());
        let help = if context.of == Some(MemberOf::Changes) {
            format!(
                "`{0}` has changes alone: cite one, as `{{{item}@{1}/{0} yoy}}`, or show `change: yoy`",
                context.name, key.period
            )
        } else if known.is_empty() {
            format!("Add `{}:` under `{item}`, or `{{missing: the reason}}`", key.period)
        } else {
            let known = known.join(", ");
            let only = only.map(|only| format!("Did you mean `{}`? ", self.facts.name(only)));
            only.unwrap_or_default()
                + &format!(
                    "`{item}` is known for {known}; add the figure, or `{{missing: the reason}}`"
                )
        };
        let reason = format!("`{}` has no figure", self.facts.name(key));
        CiteError { absent: Some(key), ..CiteError::new(code::MISSING_PERIOD, reason, Some(help)) }
    }
}

/// How periods are written, for help lines.
pub const PERIODS: &str = "Write a quarter `1Q10`, a half `1H10`, nine months `9M10`, a year `FY2010`, a month `2010-05`, twelve months `LTM1Q10` or a day `2010-06-30`";

/// Reads a period.
///
/// # Errors
/// `bad-period` with a proposal.
pub fn read_period(text: &str) -> Result<Period, CiteError> {
    text.parse().map_err(|error: crate::num::PeriodError| {
        CiteError::new(code::BAD_PERIOD, error.to_string(), meant(error.suggestion(), PERIODS))
    })
}

/// Says that figures stand in the wrong list of their item.
pub(super) fn not_here(names: &Text, member: bool) -> Finding {
    let item = Written::<ItemSpec>::default();
    let (what, list) =
        if member { ("a member", item.by().name) } else { ("a scope alone", item.scopes().name) };
    let message = format!("`{}` names {what}", names.value);
    let finding = Finding::new(code::UNKNOWN_SCOPE, message, names.span);
    finding.help(format!("Write its figures under `{list}`"))
}

/// Says that what actually happened is declared as a scope.
pub(super) fn no_scope(span: Span) -> Finding {
    let message = "`actual` stands for the actual figures, and is no scope of its own";
    let finding = Finding::new(code::BAD_NAME, message, span);
    finding.help("Write its figures under `values`, or give the scope another name")
}
