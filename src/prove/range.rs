//! What the system leaves to a figure, a difference or a quotient: its exact least and greatest.

use super::Proof;
use super::simplex::{Optimum, Reasons, Solver, Var};
use super::statement::AssertionForm;
use super::system::Exclusions;
use crate::facts::{Fact, Key};
use crate::num::{End, Exact, Interval};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RangeTarget {
    /// A weighted sum of figures.
    Sum(Vec<(Exact, Key)>),
    /// The first figure divided by the second.
    Quotient(Key, Key),
}

/// The ends that a system leaves, with the statements and figures that hold them.
#[derive(Clone, Debug, Default)]
pub struct Range {
    /// The low end; nothing where there is none.
    pub low: Option<End>,
    /// The high end; nothing where there is none.
    pub high: Option<End>,
    /// The statements that the ends follow from, by index.
    pub statements: Vec<usize>,
    /// The figures whose printed digits the ends follow from.
    pub figures: Vec<Key>,
    /// Whether an end was not found because that took too much work.
    pub(super) undecided: bool,
}

impl Range {
    /// Gives the interval, where both ends are.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Interval::new(self.low.clone()?, self.high.clone()?)
    }

    /// Tells whether there is an end at all.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.low.is_some() || self.high.is_some()
    }

    /// Keeps the narrower ends of two.
    fn narrowed(mut self, other: Self) -> Self {
        self.undecided |= other.undecided;
        let narrower = |mine: &Option<End>, theirs: &Option<End>, low: bool| match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                let order =
                    if low { theirs.at().cmp(mine.at()) } else { mine.at().cmp(theirs.at()) };
                order.is_gt() || order.is_eq() && mine.is_closed() && !theirs.is_closed()
            }
            (None, Some(_)) => true,
            (_, None) => false,
        };
        let low = narrower(&self.low, &other.low, true);
        let high = narrower(&self.high, &other.high, false);
        if low {
            self.low = other.low;
        }
        if high {
            self.high = other.high;
        }
        if low || high {
            self.statements.extend(other.statements);
            self.statements.sort_unstable();
            self.statements.dedup();
            self.figures.extend(other.figures);
            self.figures.sort_unstable();
            self.figures.dedup();
        }
        self
    }
}

impl Proof<'_> {
    /// Gives the interval that the whole system leaves to a figure, its own digits among it.
    ///
    /// Nothing where the figure is in no statement that can be reckoned with. A printed ratio
    /// that stands in several statements is bounded by each of them in turn.
    #[must_use]
    pub fn implied(&self, key: Key) -> Option<Range> {
        self.range_of(key, true, self.system.allowance()).filter(Range::is_bounded)
    }

    /// Gives the interval that the rest of the system leaves to a figure, its own digits aside.
    #[must_use]
    pub fn implied_by_rest(&self, key: Key) -> Option<Range> {
        self.range_of(key, false, self.system.allowance()).filter(Range::is_bounded)
    }

    /// Gives the interval that all other statements leave to the left side of a statement.
    #[must_use]
    pub fn implied_change(&self, statement: usize) -> Option<Range> {
        self.change_of(statement, self.system.allowance())
    }

    fn change_of(&self, statement: usize, most: usize) -> Option<Range> {
        let stated = self.statements.get(statement)?;
        let target = match (stated.form, &stated.terms[..]) {
            (AssertionForm::Sum | AssertionForm::AtLeast, terms) => {
                RangeTarget::Sum(terms.to_vec())
            }
            (AssertionForm::Quotient | AssertionForm::Growth, [(_, top), (_, base)]) => {
                RangeTarget::Quotient(*top, *base)
            }
            (AssertionForm::Quotient | AssertionForm::Growth, _) => return None,
        };
        let range = self.range(&target, &[statement], None, most)?;
        Some(if stated.form == AssertionForm::Growth { less_one(range) } else { range })
    }

    /// Asks for a figure's interval; each question of it may take the most work.
    pub(super) fn range_of(&self, key: Key, with_own: bool, most: usize) -> Option<Range> {
        let ratios: Vec<_> = (0..self.statements.len())
            .filter(|at| {
                let statement = &self.statements[*at];
                let ratio =
                    matches!(statement.form, AssertionForm::Quotient | AssertionForm::Growth);
                ratio && statement.left == Some(key)
            })
            .collect();
        let target = RangeTarget::Sum(vec![(Exact::one(), key)]);
        let own = if with_own {
            self.range(&target, &[], None, most)
        } else {
            self.range(&target, &ratios, Some(key), most)
        };
        let tells = |range: &Range| range.is_bounded() || range.undecided;
        let mut found = own.filter(tells);
        if with_own && let Some(interval) = self.facts.fact(key).and_then(Fact::interval) {
            let printed = Range {
                low: Some(interval.lo().clone()),
                high: Some(interval.hi().clone()),
                statements: Vec::new(),
                figures: vec![key],
                undecided: false,
            };
            found = Some(found.map_or(printed.clone(), |found| found.narrowed(printed)));
        }
        for at in ratios {
            let Some(mut range) = self.change_of(at, most).filter(tells) else {
                continue;
            };
            range.statements.push(at);
            found = Some(found.map_or(range.clone(), |found| found.narrowed(range)));
        }
        found
    }

    /// Asks the system, but for some statements and one figure's digits.
    ///
    /// Where what is left is still in conflict, the statements of all conflicts are left out too.
    fn range(
        &self,
        target: &RangeTarget,
        statements: &[usize],
        printed: Option<Key>,
        most: usize,
    ) -> Option<Range> {
        let mut without = Exclusions { statements: statements.to_vec(), printed };
        self.range_without(target, &without, most).or_else(|| {
            let conflicting = self.conflicts.iter().flat_map(|conflict| &conflict.statements);
            without.statements.extend(conflicting);
            self.range_without(target, &without, most)
        })
    }

    fn range_without(
        &self,
        target: &RangeTarget,
        without: &Exclusions,
        most: usize,
    ) -> Option<Range> {
        let keys: Vec<_> = match target {
            RangeTarget::Sum(terms) => terms.iter().map(|(_, key)| *key).collect(),
            RangeTarget::Quotient(top, base) => vec![*top, *base],
        };
        let (solver, vars) = self.system.ask(&keys, without, most)?;
        let mut undecided = solver.gave_up();
        let mut ends = Vec::new();
        let mut all = Reasons::new();
        for sign in [-Exact::one(), Exact::one()] {
            let end = match target {
                RangeTarget::Sum(terms) => {
                    let terms: Vec<_> = terms
                        .iter()
                        .zip(&vars)
                        .map(|((weight, _), var)| (*var, weight * &sign))
                        .collect();
                    let best = greatest(&mut solver.clone(), &terms, &mut undecided);
                    best.map(|best| (best.end, best.reasons))
                }
                RangeTarget::Quotient(..) => {
                    greatest_quotient(solver.clone(), &vars, &sign, &mut undecided)
                }
            };
            ends.push(end.map(|(end, reasons)| {
                all.extend(reasons);
                let at = end.at() * &sign;
                if end.is_closed() { End::closed(at) } else { End::open(at) }
            }));
        }
        let high = ends.pop().flatten();
        let low = ends.pop().flatten();
        let mut range = Range { low, high, undecided, ..Range::default() };
        for reason in all {
            match self.system.reason(reason) {
                Ok(statement) => range.statements.push(statement),
                Err(key) => range.figures.push(key),
            }
        }
        Some(range)
    }
}

/// Makes a sum as large as it can be, and notes where that took too much work.
fn greatest(solver: &mut Solver, terms: &[(Var, Exact)], undecided: &mut bool) -> Option<Optimum> {
    let best = solver.maximize(terms);
    *undecided |= best.is_none() && solver.gave_up();
    best
}

/// Steps that the greatest quotient is looked for; each reaches another corner.
const STEPS: usize = 64;

/// Finds the greatest of `sign * top / base` (Dinkelbach 1967); the base must be above zero or
/// below zero throughout.
///
/// With t the quotient at some point, the greatest of `top - t * base` is above zero exactly where
/// a greater quotient exists. Each step ends in a corner of the system, so there are finitely many.
fn greatest_quotient(
    mut solver: Solver,
    vars: &[Var],
    sign: &Exact,
    undecided: &mut bool,
) -> Option<(End, Reasons)> {
    let [top, base] = *vars else { return None };
    let least = greatest(&mut solver.clone(), &[(base, -Exact::one())], undecided);
    let most = greatest(&mut solver.clone(), &[(base, Exact::one())], undecided);
    let side = match (least, most) {
        (Some(least), _) if least.end.at().is_negative() => Exact::one(),
        (_, Some(most)) if most.end.at().is_negative() => -Exact::one(),
        _ => return None,
    };
    let mut quotient = solver.at(top).checked_div(&solver.at(base))? * sign;
    for _ in 0..STEPS {
        let terms = [(top, sign * &side), (base, -(&quotient * &side))];
        let best = greatest(&mut solver, &terms, undecided)?;
        if !best.end.at().is_positive() {
            let open = best.delta.is_lt();
            let end = if open { End::open(quotient) } else { End::closed(quotient) };
            return Some((end, best.reasons));
        }
        quotient = solver.at(top).checked_div(&solver.at(base))? * sign;
    }
    None
}

fn less_one(range: Range) -> Range {
    let less = |end: Option<End>| {
        end.map(|end| {
            let at = end.at() - &Exact::one();
            if end.is_closed() { End::closed(at) } else { End::open(at) }
        })
    };
    Range { low: less(range.low), high: less(range.high), ..range }
}
