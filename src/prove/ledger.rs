//! The ledger: for every figure the statements it takes part in.

use std::collections::BTreeMap;

use super::statement::{Assertion, AssertionForm, Origin, Verdict};
use super::{Corroboration, Proof};
use crate::facts::Key;
use crate::num::{Exact, Interval};
use crate::source::Span;

/// One line of a figure's ledger.
#[derive(Clone, Debug)]
pub struct LedgerEntry<'a> {
    /// Index of the statement in [`Proof::statements`].
    pub index: usize,
    /// The statement with its verdict, intervals (in base units) and place.
    pub statement: &'a Assertion,
    /// The equation with the full name of every figure.
    pub text: String,
    /// Whether the statement is part of a conflict of several.
    pub in_conflict: bool,
    /// Who answers for it, and why, where it is broken or part of a conflict.
    pub waived: Option<&'a str>,
}

/// A finding that somebody answers for.
#[derive(Clone, Debug)]
pub struct Waived {
    /// Every place that it shows.
    pub places: Vec<Span>,
    /// Who answers for it, and why.
    pub by: String,
}

/// The statements by figure.
#[derive(Debug)]
pub struct Ledger<'a> {
    proof: &'a Proof<'a>,
    by_key: BTreeMap<Key, Vec<usize>>,
    by_change: BTreeMap<(Key, Key), Vec<usize>>,
    waived: &'a [Waived],
}

impl<'a> Ledger<'a> {
    /// Makes the ledger; `waived` are the findings that somebody answers for.
    #[must_use]
    pub fn new(proof: &'a Proof<'a>, waived: &'a [Waived]) -> Self {
        let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        let mut by_change: BTreeMap<(Key, Key), Vec<usize>> = BTreeMap::new();
        for (at, statement) in proof.statements().iter().enumerate() {
            if let Origin::Change { now, base, .. } = statement.origin {
                by_change.entry((now, base)).or_default().push(at);
            }
            for key in statement.keys() {
                let all = by_key.entry(key).or_default();
                if all.last() != Some(&at) {
                    all.push(at);
                }
            }
        }
        Self { proof, by_key, by_change, waived }
    }

    /// Gives the lines of a figure, in the order of the statements.
    #[must_use]
    pub fn of_figure(&self, key: Key) -> Vec<LedgerEntry<'a>> {
        self.by_key.get(&key).into_iter().flatten().map(|at| self.entry(*at)).collect()
    }

    /// Gives the lines of the changes stated between two figures.
    #[must_use]
    pub fn of_change(&self, now: Key, base: Key) -> Vec<LedgerEntry<'a>> {
        self.by_change.get(&(now, base)).into_iter().flatten().map(|at| self.entry(*at)).collect()
    }

    /// Tells how closely the statements of a figure hold it.
    #[must_use]
    pub fn held(&self, key: Key) -> Corroboration {
        self.by_key.get(&key).map_or(Corroboration::Not, |all| self.proof.held(key, all))
    }

    /// Tells whether anything tests a change that is stated between two figures.
    #[must_use]
    pub fn tests(&self, now: Key, base: Key) -> bool {
        let mut all = self.by_change.get(&(now, base)).into_iter().flatten();
        all.any(|at| {
            let verdict = self.proof.statements()[*at].verdict;
            verdict.is_tested() || verdict == Verdict::Unknown && self.proof.joins(*at)
        })
    }

    /// Finds who answers for a statement: the finding shows it and all of its figures, as a
    /// relation is one place for many periods.
    fn waived(&self, statement: &Assertion) -> Option<&'a str> {
        let facts = self.proof.facts;
        let figures = || statement.keys().filter_map(|key| facts.fact(key)).map(|fact| fact.span);
        let shows = |waived: &&Waived| {
            waived.places.contains(&statement.span)
                && figures().all(|place| waived.places.contains(&place))
        };
        self.waived.iter().find(shows).map(|waived| waived.by.as_str())
    }

    fn entry(&self, index: usize) -> LedgerEntry<'a> {
        let statement = &self.proof.statements()[index];
        let conflicts = self.proof.conflicts();
        let in_conflict = conflicts.iter().any(|conflict| conflict.statements.contains(&index));
        let waived = match statement.verdict {
            Verdict::Broken => self.waived(statement),
            _ if in_conflict => {
                let mut all = self.waived.iter();
                all.find(|one| one.places.contains(&statement.span)).map(|one| one.by.as_str())
            }
            Verdict::Exact
            | Verdict::ByRounding
            | Verdict::Unknown
            | Verdict::NoBase
            | Verdict::Within
            | Verdict::LeftOut => None,
        };
        let text = statement.text(self.proof.facts);
        LedgerEntry { index, statement, text, in_conflict, waived }
    }
}

impl LedgerEntry<'_> {
    /// Gives the verdict in a word or two: exact, by rounding, from one side (an inequality holds),
    /// within the range, broken, waived, in conflict, only with others (a figure of it is not known), untestable, takes
    /// no part (the company gives no figure for one of it).
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.statement.verdict {
            _ if self.in_conflict => "in conflict",
            Verdict::Exact | Verdict::ByRounding
                if self.statement.form == AssertionForm::AtLeast =>
            {
                "from one side"
            }
            Verdict::Exact => "exact",
            Verdict::ByRounding => "by rounding",
            Verdict::Broken if self.waived.is_some() => "waived",
            Verdict::Broken => "broken",
            Verdict::Unknown => "only with others",
            Verdict::Within => "within the range",
            Verdict::NoBase => "untestable",
            Verdict::LeftOut => "takes no part",
        }
    }

    /// Gives the printed and the derived interval in the unit that the left side is told in.
    #[must_use]
    pub fn intervals(&self, proof: &Proof<'_>) -> (Option<Interval>, Option<Interval>, String) {
        let unit = self.statement.unit(proof.facts);
        let scale = Exact::pow10(-unit.exponent());
        let scaled = |interval: &Option<Interval>| interval.as_ref().map(|i| i.scale(&scale));
        (scaled(&self.statement.printed), scaled(&self.statement.derived), unit.to_string())
    }
}
