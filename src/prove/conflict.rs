//! Conflicts: statements that no true figures fulfil together, as few of them as can be found.

use std::collections::BTreeSet;

use super::simplex::Reasons;
use super::system::{Exclusions, System};
use crate::facts::Key;

/// Most conflicts told of one set of figures that depend on each other.
const MOST: usize = 16;
/// Largest set that is itself searched for a smaller conflict than the solver's.
const SEARCHED: usize = 48;

/// A set of statements and printed figures that cannot all be true; without any one of them the
/// rest can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The statements by index.
    pub statements: Vec<usize>,
    /// The figures whose printed digits take part.
    pub figures: Vec<Key>,
}

/// Statements that depend on each other, and took more work than is allowed to judge together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The statements by index, in order.
    pub statements: Vec<usize>,
    /// The number of their figures.
    pub figures: usize,
    pub(super) component: usize,
}

/// Finds the conflicts of every component; statements told in one are left out for the next.
///
/// Gives also what could not be decided. The smallest components go first, so that one that takes
/// all of the work leaves few undecided.
pub(super) fn all(system: &System) -> (Vec<Conflict>, Vec<Undecided>) {
    let (mut found, mut undecided) = (Vec::new(), Vec::new());
    let (mut judging, mut reducing) = (system.allowance(), system.allowance());
    for component in system.components() {
        let mut without = Exclusions::default();
        for _ in 0..MOST {
            let reasons = match system.judge(component, &without, &mut judging) {
                Ok(true) => break,
                Ok(false) => {
                    undecided.push(Undecided {
                        statements: system.statements_of(component),
                        figures: system.figures_of(component),
                        component,
                    });
                    break;
                }
                Err(reasons) => reasons,
            };
            let whole: Reasons = system
                .reasons(component)
                .into_iter()
                .filter(|reason| !without.statements.contains(reason))
                .collect();
            let smallest = smallest(system, component, reasons, whole, &mut reducing);
            let (statements, figures): (Vec<_>, Vec<_>) =
                smallest.into_iter().map(|reason| system.reason(reason)).partition(Result::is_ok);
            let statements: Vec<_> = statements.into_iter().filter_map(Result::ok).collect();
            let mut figures: Vec<_> = figures.into_iter().filter_map(Result::err).collect();
            figures.sort_unstable();
            without.statements.extend(&statements);
            found.push((component, Conflict { statements, figures }));
        }
    }
    found.sort_by_key(|(component, _)| *component);
    undecided.sort_by_key(|one| one.component);
    (found.into_iter().map(|(_, conflict)| conflict).collect(), undecided)
}

/// Takes away what is not needed, in several orders, and keeps the smallest of the results.
///
/// Each result is irreducible: it was solved anew without each of its members, and fits then.
/// Where the work for it is used up, the result may hold more than is needed.
fn smallest(
    system: &System,
    component: usize,
    reasons: Reasons,
    whole: Reasons,
    left: &mut usize,
) -> Reasons {
    let mut starts = vec![reasons];
    if whole.len() <= SEARCHED && whole != starts[0] {
        starts.push(whole);
    }
    let mut best: Option<Reasons> = None;
    for start in starts {
        let up: Vec<_> = start.iter().copied().collect();
        let down: Vec<_> = up.iter().rev().copied().collect();
        for order in [up, down] {
            let reduced = reduce(system, component, start.clone(), &order, left);
            if best.as_ref().is_none_or(|best| reduced.len() < best.len()) {
                best = Some(reduced);
            }
        }
    }
    best.expect("there is a start, and each order leaves a set")
}

fn reduce(
    system: &System,
    component: usize,
    start: Reasons,
    order: &[usize],
    left: &mut usize,
) -> Reasons {
    let mut kept = start;
    for reason in order {
        if *left == 0 {
            break;
        }
        if !kept.contains(reason) {
            continue;
        }
        let fewer: BTreeSet<_> = kept.iter().copied().filter(|one| one != reason).collect();
        if let Err(reasons) = system.judge_only(component, &fewer, left) {
            kept = reasons;
        }
    }
    kept
}
