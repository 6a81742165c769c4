//! The ledger: for every figure the statements it takes part in.

use std::collections::BTreeMap;

use super::Proof;
use super::statement::{Origin, Statement, Verdict};
use crate::facts::Key;
use crate::num::{Exact, Interval};
use crate::source::Span;

/// One line of a figure's ledger.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Index of the statement in [`Proof::statements`].
    pub index: usize,
    /// The statement with its verdict, intervals (in base units) and place.
    pub statement: &'a Statement,
    /// The equation with the full name of every figure.
    pub text: String,
    /// Whether the statement is part of a conflict of several.
    pub in_conflict: bool,
    /// Whether it is broken, and somebody answers for that.
    pub waived: bool,
}

/// The statements by figure.
#[derive(Debug)]
pub struct Ledger<'a> {
    proof: &'a Proof<'a>,
    by_key: BTreeMap<Key, Vec<usize>>,
    by_change: BTreeMap<(Key, Key), Vec<usize>>,
    waived: Vec<Span>,
}

impl<'a> Ledger<'a> {
    /// Makes the ledger; `waived` are the places of statements that somebody answers for.
    #[must_use]
    pub fn new(proof: &'a Proof<'a>, waived: Vec<Span>) -> Self {
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
    pub fn of_figure(&self, key: Key) -> Vec<Entry<'a>> {
        self.by_key.get(&key).into_iter().flatten().map(|at| self.entry(*at)).collect()
    }

    /// Gives the lines of the changes stated between two figures.
    #[must_use]
    pub fn of_change(&self, now: Key, base: Key) -> Vec<Entry<'a>> {
        self.by_change.get(&(now, base)).into_iter().flatten().map(|at| self.entry(*at)).collect()
    }

    /// Tells whether a figure is proved: it stands in a statement that was put to a test.
    #[must_use]
    pub fn proves(&self, key: Key) -> bool {
        let mut all = self.by_key.get(&key).into_iter().flatten();
        all.any(|at| {
            let statement = &self.proof.statements()[*at];
            statement.verdict.is_tested()
                || statement.verdict == Verdict::Unknown && self.proof.joins(*at)
        })
    }

    /// A relation is one place for many periods, so the figure's own place counts too.
    fn is_waived(&self, statement: &Statement) -> bool {
        let fact = statement.left.and_then(|key| self.proof.facts.fact(key));
        self.waived.contains(&statement.span)
            && fact.is_none_or(|fact| self.waived.contains(&fact.span))
    }

    fn entry(&self, index: usize) -> Entry<'a> {
        let statement = &self.proof.statements()[index];
        let conflicts = self.proof.conflicts();
        Entry {
            index,
            statement,
            text: statement.text(self.proof.facts),
            in_conflict: conflicts.iter().any(|conflict| conflict.statements.contains(&index)),
            waived: statement.verdict == Verdict::Broken && self.is_waived(statement),
        }
    }
}

impl Entry<'_> {
    /// Gives the verdict in a word or two: exact, by rounding, broken, waived, in conflict,
    /// only with others (a figure of it is not known), untestable.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        match self.statement.verdict {
            _ if self.in_conflict => "in conflict",
            Verdict::Exact => "exact",
            Verdict::ByRounding => "by rounding",
            Verdict::Broken if self.waived => "waived",
            Verdict::Broken => "broken",
            Verdict::Unknown => "only with others",
            Verdict::NoBase => "untestable",
        }
    }

    /// Gives the printed and the derived interval in the unit that the left side is told in.
    #[must_use]
    pub fn told(&self, proof: &Proof<'_>) -> (Option<Interval>, Option<Interval>, String) {
        let unit = self.statement.unit(proof.facts);
        let scale = Exact::pow10(-unit.exponent());
        let told = |interval: &Option<Interval>| interval.as_ref().map(|i| i.scale(&scale));
        (told(&self.statement.printed), told(&self.statement.derived), unit.to_string())
    }
}
