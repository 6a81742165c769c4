//! The proof: every statement judged alone, and all of them together with all printed figures.
//!
//! Enters: facts. Leaves: [`Proof`], with each statement's verdict, the smallest sets of statements
//! that no true figures fit, and for any figure the interval that the whole system leaves to it.
//! It knows nothing of slides or findings.
//!
//! A printed figure is an interval, a total is an equation, a printed ratio bounds its parts by
//! lines. All of them are sums between open or closed ends, so the simplex method in exact numbers
//! decides whether true figures exist, and how large each may be.

mod conflict;
mod corroboration;
mod gather;
mod guess;
mod ledger;
mod linear;
pub mod notation;
mod periods;
mod range;
mod simplex;
mod statement;
mod system;
mod tableau;
mod value;

pub use conflict::{Conflict, Undecided};
pub use corroboration::Corroboration;
pub use ledger::{Ledger, LedgerEntry, Waived};
pub use range::{Range, RangeTarget};
pub use statement::{Assertion, AssertionForm, Origin, Verdict};

use crate::facts::{Facts, ItemId, Key, Relation, ScopeId};
use crate::num::Period;
use system::System;

/// All statements of a deck, judged.
#[derive(Debug)]
pub struct Proof<'a> {
    /// The figures.
    pub facts: &'a Facts,
    statements: Vec<Assertion>,
    conflicts: Vec<Conflict>,
    undecided: Vec<Undecided>,
    system: System,
}

/// Judges every statement alone and all together.
#[must_use]
pub fn prove(facts: &Facts) -> Proof<'_> {
    judged(facts, None)
}

/// Judges every statement, those among them that periods imply of a figure that is not typed.
#[must_use]
pub fn prove_about(facts: &Facts, figure: Key) -> Proof<'_> {
    judged(facts, Some(figure))
}

/// Gives the figures that a relation is about in a period, the left one first.
#[must_use]
pub fn figures_of(facts: &Facts, relation: &Relation, period: Period) -> Vec<Key> {
    let period = relation.result.period.unwrap_or(period);
    let (left, terms) = gather::sides(facts, relation, period, ScopeId::ACTUAL);
    std::iter::once(left).chain(terms.into_iter().map(|(_, key)| key)).collect()
}

/// Finds the items whose periods add up, as far as they are known, though their author says that
/// they do not.
#[must_use]
pub fn needlessly_apart(facts: &Facts) -> Vec<ItemId> {
    if facts.items().all(|(_, item)| item.apart.is_none()) {
        return Vec::new();
    }
    let whole = facts.adding_up();
    let mut statements = Vec::new();
    periods::cumulative(&whole, None, &mut statements);
    let adds_up = |id: &ItemId| {
        let own = statements.iter().filter(|one| one.left.is_some_and(|key| key.item == *id));
        let mut tested = own.filter(|one| one.verdict.is_tested()).peekable();
        tested.peek().is_some() && tested.all(|one| one.verdict != Verdict::Broken)
    };
    facts.items().map(|(id, _)| id).filter(adds_up).collect()
}

fn judged(facts: &Facts, about: Option<Key>) -> Proof<'_> {
    let statements = gather::statements(facts, about);
    let system = System::new(facts, &statements);
    let (conflicts, undecided) = conflict::all(&system);
    Proof { facts, statements, conflicts, undecided, system }
}

impl Proof<'_> {
    /// Gives the statements: changes, relations, derived figures, cumulative periods.
    #[must_use]
    pub fn statements(&self) -> &[Assertion] {
        &self.statements
    }

    /// Gives the smallest sets found of statements that agree one by one and not together.
    #[must_use]
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }

    /// Gives the sets of statements that took more work than is allowed to judge together.
    #[must_use]
    pub fn undecided(&self) -> &[Undecided] {
        &self.undecided
    }

    /// Counts the statements of a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.statements.iter().filter(|statement| statement.verdict == verdict).count()
    }

    /// Tells whether a statement can be reckoned with, as a quotient by zero cannot.
    #[must_use]
    pub fn reckons(&self, statement: usize) -> bool {
        self.system.reckons[statement]
    }

    /// Tells whether a statement is put to the test together with others.
    ///
    /// One with a figure that nothing else speaks of is not: that figure makes it true.
    #[must_use]
    pub fn joins(&self, statement: usize) -> bool {
        self.system.joins[statement]
    }
}
