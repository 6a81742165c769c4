//! From the records of the source to the table of facts, with every mistake found at once.

use std::collections::{BTreeMap, HashMap};

use super::change::{measure_of, measured};
use super::cite::{no_scope, not_here, read_period};
use super::declared::{self, named};
use super::habit::Habit;
use super::relation::EquationReader;
use super::spec::{left_out, restated, value_span};
use super::state::is_nil;
use super::{
    CalendarSpec, CiteError, Company, DimensionSpec, Fact, Facts, FactsSpec, FigureEntry, Item,
    ItemId, Key, LeftOut, LeftOutKind, MemberFigures, MemberOf, Relation, RelationKind,
    RelationSpec, ScopeId, ScopeSpec, SourceNote, SourceSpec, State, StatedChange, ValueSpec,
    Zeros,
};
use super::{additive, calendar, minus, split};
use crate::code;
use crate::diag::{Finding, Report, suggest};
use crate::num::{Bounds, Exact, Period, Scale, Stated, StatedError, Unit};
use crate::shape::{Entries, ScalarOr};
use crate::source::{Span, Text};

/// The parts of a source that make up its facts.
pub struct FactParts<'a> {
    /// The company's conventions.
    pub company: &'a Company,
    /// Periods whose days its rule does not give.
    pub calendar: &'a Entries<CalendarSpec>,
    /// The reported period.
    pub period: Period,
    /// Publications.
    pub sources: &'a Entries<SourceSpec>,
    /// Scopes.
    pub scopes: &'a Entries<ScopeSpec>,
    /// Dimensions.
    pub dimensions: &'a Entries<DimensionSpec>,
    /// Items.
    pub facts: &'a FactsSpec,
    /// Relations.
    pub relations: &'a [RelationSpec],
}

/// Makes the table; what cannot be understood is reported and left out.
#[must_use]
pub fn resolve(parts: &FactParts<'_>, report: &mut Report) -> Facts {
    let contexts = declared::contexts(parts.dimensions, parts.scopes, report);
    let sources = parts.sources.0.iter().map(|(name, spec)| SourceNote {
        name: name.value.clone(),
        title: spec.title.value.clone(),
        url: spec.url.as_ref().map(|url| url.value.clone()),
    });
    parts.company.fiscal_year.check(report);
    let mut facts = Facts {
        items: Vec::new(),
        names: HashMap::new(),
        contexts,
        figures: BTreeMap::new(),
        keys: Vec::new(),
        balance: Vec::new(),
        changes: BTreeMap::new(),
        relations: Vec::new(),
        drawn: Vec::new(),
        by_size: false,
        sources: sources.collect(),
        footing: parts.company.footing,
        zeros_as_dash: parts.company.zeros == Some(Zeros::Dash),
        calendar: parts.company.fiscal_year.calendar().except(calendar::exceptions(parts.calendar)),
        calendar_notes: calendar::notes(parts.calendar),
        splits: split::read(&parts.company.splits, report),
        as_printed: Vec::new(),
        period: parts.period,
    };
    calendar::check(parts.calendar, facts.calendar, report);
    let mut resolver = Resolver { facts: &mut facts, report, derived: Vec::new() };
    resolver.items(parts);
    resolver.without_scale();
    split::restate(resolver.facts, &parts.company.unit.value, resolver.report);
    resolver.derive();
    resolver.facts.index();
    calendar::quarters(resolver.facts, resolver.report);
    resolver.counterparts(parts.facts);
    minus::judge(resolver.facts, parts.facts, resolver.report);
    resolver.relations(parts.relations);
    resolver.wholes(parts.dimensions);
    resolver.places();
    facts
}

/// The table while it is made.
pub(super) struct Resolver<'a> {
    pub(super) facts: &'a mut Facts,
    pub(super) report: &'a mut Report,
    /// The figures to be added up, with what was written.
    pub(super) derived: Vec<(Key, Text)>,
}

impl Resolver<'_> {
    /// Reports what was refused.
    pub(super) fn refuse(&mut self, error: CiteError, span: Span) {
        self.report.push(Finding::new(error.code, error.reason, span).help_if(error.help));
    }

    fn items(&mut self, parts: &FactParts<'_>) {
        for (at, (name, spec)) in (0..).zip(&parts.facts.0) {
            let id = ItemId(at);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let starts = name.value.starts_with(|c: char| c.is_ascii_lowercase());
            if !starts || !name.value.chars().all(plain) {
                let message = format!("`{}` cannot name an item", name.value);
                let meant = snake(&name.value);
                let form = "Use lower case letters, digits and `_`, starting with a letter";
                let help = meant
                    .as_ref()
                    .map_or_else(|| form.into(), |name| format!("Did you mean `{name}`?"));
                self.report.push(Finding::new(code::BAD_NAME, message, name.span).help(help));
                // Who names it as it should be has nothing to correct.
                if let Some(meant) = meant {
                    self.facts.names.entry(meant).or_insert(id);
                }
            }
            self.facts.names.insert(name.value.clone(), id);
            let unit = spec.unit.as_ref().unwrap_or(&parts.company.unit).value.clone();
            let (adds_up, apart) = additive::read(spec.adds_up.as_ref(), &unit, self.report);
            let usual = parts.company.rounding.rules(None, Default::default());
            let own = spec.rounding.as_ref();
            let (amounts, rates) = own.map_or(usual, |own| own.rules(Some(&unit), usual));
            self.facts.items.push(Item {
                name: name.value.clone(),
                label: spec.label.value.clone(),
                adds_up,
                apart,
                rounding: if unit.is_rate() { rates } else { amounts },
                rates,
                unit,
                gaap: spec.gaap.as_ref().is_none_or(|g| g.value),
                counterpart: None,
                good: spec.good,
                split: spec.split,
                minus: spec.minus,
                span: name.span,
            });
            for (period, value) in &spec.values.0 {
                self.figure(id, ScopeId::ACTUAL, period, value.as_ref());
            }
            for (scope, values) in &spec.scopes.0 {
                match self.facts.references().scope(&scope.value) {
                    Ok(ScopeId::ACTUAL) => self.report.push(no_scope(scope.span)),
                    Ok(of) if self.facts.contexts().has_member(of) => {
                        self.report.push(not_here(scope, true));
                    }
                    Ok(scope) => {
                        for (period, value) in &values.0 {
                            self.figure(id, scope, period, value.as_ref());
                        }
                    }
                    Err(error) => self.refuse(error, scope.span),
                }
            }
            for (pair, changes) in &spec.changes.0 {
                self.changes(id, ScopeId::ACTUAL, pair, &changes.0);
            }
            for (member, figures) in &spec.by.0 {
                self.member(id, member, figures);
            }
        }
    }

    /// Reads the figures and changes of a member, or of several names.
    fn member(&mut self, item: ItemId, names: &Text, figures: &MemberFigures) {
        let read = self.facts.contexts.read(&names.value);
        let scope = match read.map(|names| self.facts.contexts.intern(names)) {
            Ok(Some(scope)) => scope,
            Ok(None) => {
                let message = "the items have too many sets of names";
                let finding = Finding::new(code::TOO_LARGE, message, names.span);
                return self.report.push(finding.help("Split the deck"));
            }
            Err(error) => return self.refuse(error, names.span),
        };
        if !self.facts.contexts().has_member(scope) {
            return self.report.push(not_here(names, false));
        }
        let changes = self.facts.scope(scope).of == Some(MemberOf::Changes);
        let first = figures.entries.0.first().filter(|_| changes);
        if let Some((period, _)) = first {
            let message = format!("`{}` has changes alone, and no figures", names.value);
            let finding = Finding::new(code::WRONG_KIND, message, period.span);
            let help = "Write them under `changes`, or take `of: changes` from the member";
            self.report.push(finding.help(help));
        } else {
            for (period, value) in &figures.entries.0 {
                self.figure(item, scope, period, value.as_ref());
            }
        }
        for (pair, changes) in &figures.own.changes.0 {
            self.changes(item, scope, pair, &changes.0);
        }
    }

    fn figure(&mut self, item: ItemId, scope: ScopeId, when: &Text, value: Option<&FigureEntry>) {
        let period = match read_period(&when.value) {
            Ok(period) => period,
            Err(error) => {
                self.refuse(error, when.span);
                // What it was meant for is not missing as well.
                let meant = when.value.parse::<Period>().err().and_then(|error| error.suggestion());
                let Some(period) = meant.and_then(|meant| meant.parse().ok()) else { return };
                let taken = self.facts.figures.contains_key(&Key { item, period, scope });
                if taken {
                    return;
                }
                period
            }
        };
        let key = Key { item, period, scope };
        if let Some(first) = self.facts.figures.get(&key) {
            let message = format!("`{}` has two figures", self.facts.name(key));
            self.report.push(
                Finding::new(code::DUPLICATE_KEY, message, when.span)
                    .also(first.span, "first written here")
                    .help("Keep one of the two"),
            );
            return;
        }
        let Some(value) = value else { return self.empty(key, when.span) };
        let Some((text, source)) = self.one_of(value, when.span) else { return };
        let state = match text {
            ValueForm::Missing(reason) | ValueForm::Due(reason) => {
                State::Missing { reason: reason.value.clone() }
            }
            ValueForm::Derived(terms) => {
                self.derived.push((key, terms.clone()));
                State::refused()
            }
            ValueForm::LeftOut(kind, reason) => {
                State::LeftOut(LeftOut { kind, reason: Some(reason.value.clone()) })
            }
            ValueForm::Digits(digits) => self.read_figure(item, digits),
        };
        let (span, due) = (value_span(value, when.span), matches!(text, ValueForm::Due(_)));
        let restated = restated(value);
        if let ScalarOr::Record(ValueSpec { as_printed: Some(said), .. }) = value
            && said.value
        {
            self.as_printed(key, &state, restated.is_some(), said.span);
        }
        self.facts.figures.insert(key, Fact { state, span, source, due, restated });
    }

    /// Remembers a figure that is told as it was printed.
    fn as_printed(&mut self, key: Key, state: &State, restated: bool, span: Span) {
        let (message, help) = if restated {
            let message = "a figure that was restated is not told as it was printed";
            (message, "Keep one of the two: `restated` where the digits are of today's shares")
        } else if !matches!(state, State::Stated(_)) {
            ("`as printed` is of digits", "Write them under `value`, or remove it")
        } else {
            self.facts.as_printed.push((key, span));
            return;
        };
        self.report.push(Finding::new(code::WRONG_KIND, message, span).help(help));
    }

    /// Reads the digits of a figure, or the word that stands in their place.
    fn read_figure(&mut self, item: ItemId, digits: &Text) -> State {
        let about = self.facts.item(item);
        if is_nil(&digits.value) {
            return State::Stated(Stated::nil(about.unit.clone()));
        }
        if let Some(kind) = LeftOutKind::read(&digits.value) {
            return State::LeftOut(LeftOut { kind, reason: None });
        }
        let bounds = Bounds::parse(&digits.value, &about.unit, about.rounding);
        let read = match bounds {
            Some(bounds) => bounds
                .and_then(|bounds| {
                    let (expected, found) = (about.unit.clone(), bounds.unit().clone());
                    let fits = found.same_measure(&expected);
                    fits.then_some(bounds).ok_or(StatedError::WrongUnit { expected, found })
                })
                .map(State::Bounded),
            None => Stated::parse(&digits.value, &about.unit, about.rounding).map(State::Stated),
        };
        match read {
            Ok(state) => state,
            Err(error) => {
                self.bad_number(&error, digits, item);
                State::refused()
            }
        }
    }

    /// Tells an amount whose currency is written and whose scale is not, where its digits are like the others of its
    /// item in theirs: `JPY 15813` beside 15,835 million. What builds on it is not told as well.
    fn without_scale(&mut self) {
        let facts = &*self.facts;
        let mut told = Vec::new();
        for (key, fact) in &facts.figures {
            let State::Stated(stated) = &fact.state else { continue };
            let unit = &facts.item(key.item).unit;
            let half = Exact::pow10(unit.exponent()).halved();
            let exact = stated.exact();
            let one = stated.unit.scale() == Scale::One && unit.scale() != Scale::One;
            if !one || stated.nil || exact.is_zero() || exact.abs() >= half {
                continue;
            }
            let meant = exact.abs() * Exact::pow10(unit.exponent() - stated.unit.exponent());
            let mut others = facts.figures.iter().filter(|(other, _)| other.item == key.item);
            let like = others.any(|(other, fact)| {
                let size = fact.exact().map(|exact| exact.abs()).filter(|_| other != key);
                size.is_some_and(|size| {
                    let ten = Exact::from(10);
                    size.clone() * ten.clone() >= meant && size <= meant.clone() * ten
                })
            });
            if like {
                let message = format!(
                    "`{}` is {stated}, of which nothing is left in {unit}",
                    facts.name(*key)
                );
                let finding = Finding::new(code::BAD_NUMBER, message, fact.span);
                told.push((*key, finding.help(format!("Did you mean `{}`?", stated.value))));
            }
        }
        for (key, finding) in told {
            self.report.push(finding);
            if let Some(fact) = self.facts.figures.get_mut(&key) {
                fact.state = State::refused();
            }
        }
    }

    /// A figure left empty is told once: what cites it finds it, and has nothing to add.
    fn empty(&mut self, key: Key, span: Span) {
        let message = format!("`{}` is left empty", self.facts.name(key));
        self.report.push(Finding::new(code::BAD_NUMBER, message, span).help(DIGITS).help(NOT_YET));
        let state = State::refused();
        let fact = Fact { state, span, source: None, due: false, restated: None };
        self.facts.figures.insert(key, fact);
    }

    fn bad_number(&mut self, error: &StatedError, digits: &Text, item: ItemId) {
        let about = self.facts.item(item);
        let item = about.span;
        let wrong_unit = matches!(error, StatedError::WrongUnit { .. });
        // Words that are no unit pass for a counted noun; a unit of money or a percentage is meant.
        let noun = !matches!(error, StatedError::WrongUnit { found, .. } if !matches!(found, Unit::Count { .. }));
        let guess = error.suggestion().is_none() && noun;
        if let Some(habit) = guess.then(|| Habit::of(&digits.value, about)).flatten() {
            let finding = Finding::new(code::BAD_NUMBER, habit.message, digits.span);
            self.report.push(finding.help(habit.help));
            return;
        }
        let code = if wrong_unit { code::WRONG_UNIT } else { code::BAD_NUMBER };
        let finding = Finding::new(code, error.to_string(), digits.span);
        let help = match (error.suggestion(), error) {
            (Some(meant), StatedError::Turned { .. }) => format!(
                "Did you mean `{meant}`? Where each end is of a case of its own, write two scopes"
            ),
            (Some(meant), _) => format!("Did you mean `{meant}`?"),
            (None, StatedError::WrongUnit { .. }) => {
                "Correct the figure, or give the item its `unit`".to_owned()
            }
            (None, StatedError::Range) => {
                "Write a range as `360 to 420`, with its unit behind the last figure".to_owned()
            }
            (None, StatedError::TwoUnits { .. }) => {
                "Write the unit once, behind the last figure: `360 to 420 million`".to_owned()
            }
            (
                None,
                StatedError::Turned { .. } | StatedError::Number { .. } | StatedError::Unit { .. },
            ) => DIGITS.to_owned(),
        };
        let finding = finding.help(help);
        self.report.push(if wrong_unit { finding.also(item, "the item") } else { finding });
    }

    /// Finds the one thing that a value says, and its source.
    fn one_of<'v>(
        &mut self,
        value: &'v FigureEntry,
        at: Span,
    ) -> Option<(ValueForm<'v>, Option<usize>)> {
        let spec = match value {
            ScalarOr::Scalar(text) => return Some((ValueForm::Digits(text), None)),
            ScalarOr::Record(spec) => spec,
        };
        let mut all = Vec::new();
        all.extend(spec.value.as_deref().map(ValueForm::Digits));
        all.extend(spec.missing.as_deref().map(ValueForm::Missing));
        all.extend(spec.due.as_deref().map(ValueForm::Due));
        all.extend(spec.derived.as_deref().map(ValueForm::Derived));
        all.extend(left_out(spec).map(|(kind, reason)| ValueForm::LeftOut(kind, reason)));
        let source = spec.source.as_ref().and_then(|name| {
            let found = self.facts.sources.iter().position(|s| s.name == name.value);
            if found.is_none() {
                let known: Vec<_> = self.facts.sources.iter().map(|s| s.name.as_str()).collect();
                let message = format!("no source is called `{}`", name.value);
                let finding = Finding::new(code::UNKNOWN_SOURCE, message, name.span);
                let help = suggest(&name.value, known.iter().copied())
                    .unwrap_or_else(|| "Declare it under `sources`".to_owned());
                self.report.push(finding.help(help));
            }
            found
        });
        if all.len() == 1 {
            return all.pop().map(|written| (written, source));
        }
        let message = "a figure says exactly one of `value`, `missing`, `due`, `derived`, `none`, \
                       `not applicable`, `not disclosed`, `not meaningful`";
        let help = "Write the digits, `{missing: the reason}` or `{derived: 1H09 - 1Q09}`";
        self.report.push(Finding::new(code::MISSING_FIELD, message, at).help(help));
        None
    }

    fn changes(
        &mut self,
        item: ItemId,
        context: ScopeId,
        pair: &Text,
        values: &[Option<FigureEntry>],
    ) {
        let Some((now, base)) = pair.value.split_once(" vs ") else {
            let message = format!("`{}` does not name two periods", pair.value);
            let parted = [" vs. ", " v. ", "/", " to ", " over ", " against "].into_iter();
            let meant =
                parted.filter_map(|sign| pair.value.split_once(sign)).find(|(now, base)| {
                    read_period(now.trim()).is_ok() && read_period(base.trim()).is_ok()
                });
            let form = "Write the later period first: `1Q10 vs 1Q09`";
            let help = meant.map_or_else(
                || form.to_owned(),
                |(now, base)| format!("Did you mean `{} vs {}`?", now.trim(), base.trim()),
            );
            self.report.push(Finding::new(code::BAD_PERIOD, message, pair.span).help(help));
            return;
        };
        let keys = [now, base].map(|text| {
            self.facts.contexts.intern_named(text);
            let key = self.change_key(item, text)?;
            let joined = self.facts.contexts.intern_joined(context, key.scope);
            Ok(Key { scope: joined.unwrap_or(context), ..key })
        });
        let [now, base] = keys;
        let (now, base) = match (now, base) {
            (Ok(now), Ok(base)) => (now, base),
            (now, base) => {
                for error in [now.err(), base.err()].into_iter().flatten() {
                    self.refuse(error, pair.span);
                }
                return;
            }
        };
        for value in values {
            let Some(value) = value else {
                let message = "the change is left empty";
                let finding = Finding::new(code::BAD_NUMBER, message, pair.span).help(CHANGE);
                self.report.push(finding.help(NOT_YET));
                continue;
            };
            let Some((written, _)) = self.one_of(value, pair.span) else { continue };
            let span = value_span(value, pair.span);
            let change = match written {
                ValueForm::Missing(reason) | ValueForm::Due(reason) => {
                    let measure = self.facts.changes().usual_measure(now, base);
                    let due = matches!(written, ValueForm::Due(_));
                    let state = State::Missing { reason: reason.value.clone() };
                    StatedChange { measure, state, due, span }
                }
                ValueForm::LeftOut(kind, reason) => {
                    let reason = Some(reason.value.clone());
                    self.left_out(item, LeftOut { kind, reason }, span)
                }
                ValueForm::Derived(text) => {
                    let message = "a change is stated or missing, never derived";
                    let help = "Write its digits, or remove it: it is computed where it is cited";
                    self.report
                        .push(Finding::new(code::MISSING_FIELD, message, text.span).help(help));
                    continue;
                }
                ValueForm::Digits(digits) => {
                    let Some(change) = self.stated_change(item, digits, span) else { continue };
                    change
                }
            };
            let all = self.facts.changes.entry((now, base)).or_default();
            if let Some(first) = all.iter().find(|c| c.measure == change.measure) {
                let message = "the same change is stated twice";
                self.report.push(
                    Finding::new(code::DUPLICATE_KEY, message, span)
                        .also(first.span, "first written here")
                        .help("Keep one of the two"),
                );
            } else {
                all.push(change);
            }
        }
    }

    /// Reads the digits of a change, or the word that stands in their place.
    fn stated_change(&mut self, item: ItemId, digits: &Text, span: Span) -> Option<StatedChange> {
        if is_nil(&digits.value) {
            let message = format!("`{}` of a change may be none, or no change", digits.value);
            let help = "Write `none` where the company prints none, `0.0%` where nothing changed";
            self.report.push(Finding::new(code::BAD_NUMBER, message, digits.span).help(help));
            return None;
        }
        if let Some(kind) = LeftOutKind::read(&digits.value) {
            return Some(self.left_out(item, LeftOut { kind, reason: None }, span));
        }
        let about = self.facts.item(item);
        let read = match Bounds::parse(&digits.value, &about.unit, about.rounding) {
            Some(bounds) => bounds.map(State::Bounded),
            None => {
                Stated::parse_any(&digits.value, &about.unit, about.rounding).map(State::Stated)
            }
        };
        let read = read.and_then(|state| {
            let found = state.unit().unwrap_or(&about.unit).clone();
            let Some(measure) = measure_of(&found, &about.unit) else {
                return Err(StatedError::WrongUnit { expected: about.unit.clone(), found });
            };
            let own = |stated| measured(stated, measure, about.rates);
            let state = match state {
                State::Stated(stated) => State::Stated(own(stated)),
                State::Bounded(bounds) => State::Bounded(bounds.map(own)),
                State::Derived { .. }
                | State::Restated { .. }
                | State::LeftOut(_)
                | State::Missing { .. } => state,
            };
            Ok(StatedChange { measure, state, due: false, span })
        });
        read.map_err(|error| self.bad_number(&error, digits, item)).ok()
    }

    /// A change that is left out is the one that the item is told in; an amount beside it stays.
    fn left_out(&self, item: ItemId, left_out: LeftOut, span: Span) -> StatedChange {
        let state = State::LeftOut(left_out);
        StatedChange { measure: self.facts.changes().own_measure(item), state, due: false, span }
    }

    /// Reads a period with its scope.
    pub(super) fn change_key(&self, item: ItemId, text: &str) -> Result<Key, CiteError> {
        let (period, scope) = match text.trim().split_once('/') {
            Some((period, scope)) => (period, self.facts.references().scope(scope.trim())?),
            None => (text.trim(), ScopeId::ACTUAL),
        };
        Ok(Key { item, period: read_period(period)?, scope })
    }

    /// Finds the measures of the standards that others are compared with.
    fn counterparts(&mut self, specs: &FactsSpec) {
        for (at, (_, spec)) in (0..).zip(&specs.0) {
            let Some(named) = &spec.counterpart else { continue };
            let counterpart = match self.facts.references().read(&named.value) {
                Ok(reference) => reference.item,
                Err(error) => {
                    self.refuse(error, named.span);
                    continue;
                }
            };
            let of = self.facts.item(ItemId(at));
            let other = self.facts.item(counterpart);
            let why = if of.gaap {
                format!("`{}` is a measure of the standards itself", of.name)
            } else if !other.gaap {
                format!("`{}` is no measure of the standards either", other.name)
            } else {
                self.facts.items[at as usize].counterpart = Some(counterpart);
                continue;
            };
            let help =
                "Name the measure of the standards behind `counterpart` of one marked `gaap: no`";
            self.report.push(Finding::new(code::WRONG_KIND, why, named.span).help(help));
        }
    }

    fn relations(&mut self, specs: &[RelationSpec]) {
        for spec in specs {
            let (kind, body) = match spec {
                RelationSpec::Total(body) => (RelationKind::Total, body),
                RelationSpec::Ratio(body) => (RelationKind::Ratio, body),
                RelationSpec::Growth(body) => (RelationKind::Growth, body),
                RelationSpec::Part(body) => (RelationKind::Part, body),
                RelationSpec::RollForward(body) => (RelationKind::RollForward, body),
            };
            let none = Vec::new();
            let (text, periods, footing) = match body {
                ScalarOr::Scalar(text) => (text, &none, None),
                ScalarOr::Record(limited) => (&limited.of, &limited.periods, limited.footing),
            };
            let mut only = Vec::new();
            for period in periods {
                match read_period(&period.value) {
                    Ok(period) => only.push(period),
                    Err(error) => self.refuse(error, period.span),
                }
            }
            text.value.split_whitespace().for_each(|word| self.facts.contexts.intern_named(word));
            match EquationReader::new(self.facts).read(kind, &text.value) {
                Ok((result, terms)) => {
                    let named = named(self.facts, result, &terms);
                    self.facts.relations.push(Relation {
                        kind,
                        word: spec.key(),
                        result,
                        terms,
                        named,
                        periods: only,
                        of_members: false,
                        footing,
                        span: text.span,
                        text: text.value.clone(),
                    });
                }
                Err(error) => self.refuse(error, text.span),
            }
        }
    }
}

/// Gives a name as items are named, where its letters allow it.
fn snake(name: &str) -> Option<String> {
    let lower = name.trim().to_lowercase();
    let word = |c: char| c.is_ascii_alphanumeric();
    let parts: Vec<&str> = lower.split(|c| !word(c)).filter(|part| !part.is_empty()).collect();
    let starts = lower.starts_with(|c: char| c.is_ascii_lowercase());
    (starts && lower.is_ascii()).then(|| parts.join("_"))
}

pub(super) const DIGITS: &str = "Write digits, such as 15,813, -161 or 71.0 billion, a range `360 to 420`, `—` where there is nothing, `not disclosed` or `not applicable` where the company gives none, or `{missing: the reason}`";
const NOT_YET: &str = "A figure that is still to come is written `{due: the reason}`";
const CHANGE: &str = "Write its digits; `none` or `not meaningful` where the company prints none; or leave the line out: a change is computed where it is cited";

enum ValueForm<'a> {
    Digits(&'a Text),
    Missing(&'a Text),
    Due(&'a Text),
    Derived(&'a Text),
    LeftOut(LeftOutKind, &'a Text),
}
