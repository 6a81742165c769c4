//! The general simplex of SMT solvers, in exact numbers (Dutertre and de Moura 2006).
//!
//! Variables have bounds, rows define further variables as sums of others, and those have bounds
//! too. Every bound carries the number of the statement it comes from, so that a conflict is told
//! as a set of statements. Only variables that no row defines have a value of their own; that of
//! any other is summed when it is asked for.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::tableau::Tableau;
pub(super) use super::tableau::Var;
use super::value::Value;
use crate::facts::FigureEnds;
use crate::num::{End, Exact, Integer};

/// Pivots chosen for sparse rows before Bland's rule takes over, for each row.
const FREE_PIVOTS: usize = 8;

#[derive(Clone, Debug)]
struct Bound {
    value: Value,
    reason: usize,
}

/// What stands in the way of a set of values, or of a better one: the statements by number.
pub(super) type Reasons = BTreeSet<usize>;

/// A system of sums between bounds, with values that fulfil all its rows.
#[derive(Clone, Debug)]
pub(super) struct Solver {
    /// How many units make one: what every end and start is counted in.
    units: Integer,
    lower: Vec<Option<Bound>>,
    upper: Vec<Option<Bound>>,
    /// The values of variables that no row defines.
    value: Vec<Value>,
    tableau: Tableau,
    /// Defined variables that may be out of bounds.
    doubtful: BTreeSet<Var>,
    pivots: usize,
    /// Work of summing values.
    summed: usize,
    /// The work that is allowed.
    most: usize,
}

/// The greatest or least that a sum can be, and the statements that hold it there.
#[derive(Debug)]
pub(super) struct Optimum {
    pub end: End,
    /// The sign of what is infinitely small in it.
    pub delta: Ordering,
    pub reasons: Reasons,
}

/// How far a variable can move: `by / over`.
struct StepLength {
    by: Value,
    over: Integer,
    /// The row that stops it, with the bound; without one its own bound does.
    row: Option<usize>,
    to: Value,
}

impl Solver {
    /// Makes an empty system that may take so much work; every end in it is a whole number of
    /// units, `units` of which make one.
    pub fn within(most: usize, units: Integer) -> Self {
        Self {
            units,
            lower: Vec::new(),
            upper: Vec::new(),
            value: Vec::new(),
            tableau: Tableau::default(),
            doubtful: BTreeSet::new(),
            pivots: 0,
            summed: 0,
            most,
        }
    }

    /// Adds a variable that starts near a value, within its bounds.
    pub fn variable(&mut self, start: &Exact, within: Option<(&FigureEnds, usize)>) -> Var {
        let units = &self.units;
        let (low, high) = within.map_or((None, None), |((low, high), reason)| {
            let low = low.as_ref().map(|end| Bound { value: Value::low(end, units), reason });
            (low, high.as_ref().map(|end| Bound { value: Value::high(end, units), reason }))
        });
        let start = Value::below(start, &self.units);
        self.value.push(inside(start, low.as_ref(), high.as_ref()));
        self.lower.push(low);
        self.upper.push(high);
        self.tableau.variable()
    }

    /// Adds a sum that must lie between two ends, and gives its variable.
    pub fn row(
        &mut self,
        terms: &[(Var, Exact)],
        low: Option<&End>,
        high: Option<&End>,
        reason: usize,
    ) -> Var {
        let units = &self.units;
        self.lower.push(low.map(|end| Bound { value: Value::low(end, units), reason }));
        self.upper.push(high.map(|end| Bound { value: Value::high(end, units), reason }));
        self.value.push(Value::zero());
        let var = self.tableau.define(terms);
        self.doubtful.insert(var);
        var
    }

    /// Gives the value that a variable has now, without what is infinitely small.
    pub fn at(&self, var: Var) -> Exact {
        match self.tableau.row_of(var) {
            Some(row) => self.exact(&self.sum(row).at, &self.tableau.row(row).over),
            None => self.exact(&self.value[var].at, &Integer::one()),
        }
    }

    /// Tells whether the work of this system went beyond its limit, so that nothing is decided.
    pub fn gave_up(&self) -> bool {
        self.work() > self.most
    }

    /// Gives the work so far.
    pub fn work(&self) -> usize {
        self.tableau.work().saturating_add(self.summed)
    }

    /// Takes out variables without bounds that nobody asks for.
    ///
    /// One that is defined by a row makes it true whatever the others are, so the row goes too:
    /// what is left is as many rows smaller. Those that stand in few rows go first.
    pub fn eliminate(&mut self, asked: &[Var]) {
        let free = |var: &Var| {
            let bare = self.lower[*var].is_none() && self.upper[*var].is_none();
            bare && self.tableau.row_of(*var).is_none() && !asked.contains(var)
        };
        let mut queue: BTreeSet<(usize, Var)> =
            (0..self.value.len()).filter(free).map(|var| (self.tableau.uses(var), var)).collect();
        while let Some((uses, var)) = queue.pop_first() {
            if self.gave_up() {
                return;
            }
            let column = self.tableau.column(var);
            if column.len() > uses {
                queue.insert((column.len(), var));
                continue;
            }
            let shortest = |row: &&usize| (self.tableau.row(**row).terms.len(), **row);
            let Some(row) = column.iter().min_by_key(shortest).copied() else { continue };
            let leaving = self.tableau.basic(row);
            let now = self.sum(row);
            let over = &self.tableau.row(row).over;
            let now = Value { at: now.at.div_floor(over), delta: Integer::zero() };
            let (low, high) = (self.lower[leaving].as_ref(), self.upper[leaving].as_ref());
            self.value[leaving] = inside(now, low, high);
            self.tableau.pivot(row, var, &column);
            self.tableau.forget(row);
            self.doubtful.remove(&leaving);
            self.moved(&column);
        }
    }

    /// Finds values within all bounds, or the statements that forbid it, unless it gives up.
    pub fn solve(&mut self) -> Result<(), Reasons> {
        let free = self.pivots + FREE_PIVOTS * self.tableau.rows() + 64;
        while let Some(var) = self.doubtful.first().copied() {
            if self.gave_up() {
                break;
            }
            let Some(row) = self.tableau.row_of(var) else {
                self.doubtful.remove(&var);
                continue;
            };
            let value = self.sum(row);
            self.summed += self.tableau.row(row).cost();
            let over = &self.tableau.row(row).over;
            let low = self.lower[var].as_ref().filter(|low| value < low.value.times(over));
            let high = self.upper[var].as_ref().filter(|high| value > high.value.times(over));
            let (target, up, reason) = match (low, high) {
                (Some(low), _) => (low.value.clone(), true, low.reason),
                (None, Some(high)) => (high.value.clone(), false, high.reason),
                (None, None) => {
                    self.doubtful.remove(&var);
                    continue;
                }
            };
            let Some(entering) = self.entering(row, up, self.pivots < free) else {
                // Every variable of the row stands at the bound that is in the way.
                let mut reasons = Reasons::from([reason]);
                self.blame(row, up, &mut reasons);
                return Err(reasons);
            };
            self.pivot(row, entering, target);
        }
        Ok(())
    }

    /// Makes a sum as large as it can be; nothing where it has no bound, or that takes too long.
    ///
    /// The values must be within all bounds. Gives the end with the statements that hold it there.
    pub fn maximize(&mut self, terms: &[(Var, Exact)]) -> Option<Optimum> {
        let goal = self.row(terms, None, None, usize::MAX);
        while !self.gave_up() {
            let row = self.tableau.row_of(goal)?;
            // Bland's rule throughout: the systems asked are small.
            let Some(entering) = self.entering(row, true, false) else {
                let mut reasons = Reasons::new();
                self.blame(row, true, &mut reasons);
                let value = self.sum(row);
                let at = self.exact(&value.at, &self.tableau.row(row).over);
                let end = if value.delta.is_zero() { End::closed(at) } else { End::open(at) };
                return Some(Optimum { end, delta: value.delta.cmp(&Integer::zero()), reasons });
            };
            let up = self.tableau.row(row).weight(entering)?.is_positive();
            self.step(entering, up, goal)?;
        }
        None
    }

    /// Gives a number of units as a number.
    fn exact(&self, units: &Integer, over: &Integer) -> Exact {
        Exact::quotient(units, &(over * &self.units))
    }

    /// Gives the denominator of a row times the value that it has now.
    fn sum(&self, row: usize) -> Value {
        let mut sum = Value::zero();
        for (var, weight) in &self.tableau.row(row).terms {
            sum.add_times(&self.value[*var], weight);
        }
        sum
    }

    /// The variables of a row that keep it from moving on.
    fn blame(&self, row: usize, up: bool, reasons: &mut Reasons) {
        for (var, weight) in &self.tableau.row(row).terms {
            let bounds = if weight.is_positive() == up { &self.upper } else { &self.lower };
            reasons.extend(bounds[*var].as_ref().map(|bound| bound.reason));
        }
    }

    /// Finds a variable of a row that can still move the row's sum in a direction.
    fn entering(&self, row: usize, up: bool, sparse: bool) -> Option<Var> {
        let mut able = self.tableau.row(row).terms.iter().filter_map(|(var, weight)| {
            let able = if weight.is_positive() == up {
                self.upper[*var].as_ref().is_none_or(|high| self.value[*var] < high.value)
            } else {
                self.lower[*var].as_ref().is_none_or(|low| self.value[*var] > low.value)
            };
            able.then_some(*var)
        });
        if sparse { able.min_by_key(|var| (self.tableau.uses(*var), *var)) } else { able.next() }
    }

    /// Doubts the variables of rows in which something moved.
    fn moved(&mut self, rows: &[usize]) {
        for row in rows {
            let basic = self.tableau.basic(*row);
            if self.lower[basic].is_some() || self.upper[basic].is_some() {
                self.doubtful.insert(basic);
            }
        }
    }

    /// Brings the row's variable to a value and lets another be defined by the row.
    fn pivot(&mut self, row: usize, entering: Var, target: Value) {
        let column = self.tableau.column(entering);
        if let Some(leaving) = self.tableau.pivot(row, entering, &column) {
            self.pivots += 1;
            self.value[leaving] = target;
            self.doubtful.remove(&leaving);
        }
        self.moved(&column);
    }

    /// Moves a variable as far as its own bounds and those of the rows allow.
    fn step(&mut self, entering: Var, up: bool, goal: Var) -> Option<()> {
        let column = self.tableau.column(entering);
        let own = if up { &self.upper[entering] } else { &self.lower[entering] };
        let mut best = own.as_ref().map(|bound| StepLength {
            by: bound.value.minus(&self.value[entering]),
            over: Integer::one(),
            row: None,
            to: bound.value.clone(),
        });
        for row in &column {
            let basic = self.tableau.basic(*row);
            let weight = self.tableau.row(*row).weight(entering)?.clone();
            let rises = weight.is_positive() == up;
            let bound = if rises { &self.upper[basic] } else { &self.lower[basic] };
            let Some(bound) = bound.as_ref().filter(|_| basic != goal) else { continue };
            let over = &self.tableau.row(*row).over;
            let by = bound.value.times(over).minus(&self.sum(*row));
            let by = if weight.is_negative() { by.negated() } else { by };
            self.summed += self.tableau.row(*row).cost();
            let to = bound.value.clone();
            let reach = StepLength { by, over: weight.abs(), row: Some(*row), to };
            let nearer = best.as_ref().is_none_or(|best| {
                let (mine, theirs) = (reach.by.times(&best.over), best.by.times(&reach.over));
                let order = if up { mine.cmp(&theirs) } else { theirs.cmp(&mine) };
                let first = || best.row.is_some_and(|at| basic < self.tableau.basic(at));
                order.is_lt() || order.is_eq() && first()
            });
            if nearer {
                best = Some(reach);
            }
        }
        let best = best?;
        match best.row {
            Some(row) => self.pivot(row, entering, best.to),
            None => self.value[entering] = best.to,
        }
        self.doubtful.clear();
        Some(())
    }
}

/// Moves a value inside bounds, where it is not.
fn inside(value: Value, low: Option<&Bound>, high: Option<&Bound>) -> Value {
    match (low, high) {
        (Some(low), _) if value < low.value => low.value.clone(),
        (_, Some(high)) if value > high.value => high.value.clone(),
        (_, _) => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More work than any of these needs.
    const ENOUGH: usize = 100_000;

    fn near(middle: i32) -> FigureEnds {
        let half = Exact::one().halved();
        let end = |at| Some(End::closed(at));
        (end(&Exact::from(middle) - &half), end(&Exact::from(middle) + &half))
    }

    fn five(solver: &mut Solver, reason: usize) -> Var {
        solver.variable(&Exact::from(5), Some((&near(5), reason)))
    }

    #[test]
    fn three_sums_that_agree_one_by_one_conflict_together() {
        let mut solver = Solver::within(ENOUGH, Exact::from(2_000).numer());
        let [x, y, z] = [0, 1, 2].map(|reason| five(&mut solver, reason));
        let one = Exact::one;
        for (reason, (a, b, sum)) in (3..).zip([(x, y, 11), (x, z, 9), (y, z, 9)]) {
            let (low, high) = near(sum);
            solver.row(&[(a, one()), (b, one())], low.as_ref(), high.as_ref(), reason);
        }
        let reasons = solver.solve().expect_err("no values fit");
        assert!(reasons.contains(&3) && reasons.len() > 2, "{reasons:?}");
    }

    #[test]
    fn what_is_open_to_one_side_has_one_bound() {
        let mut solver = Solver::within(ENOUGH, Exact::from(2_000).numer());
        let least = (Some(End::closed(Exact::from(360))), None);
        let x = solver.variable(&Exact::from(360), Some((&least, 0)));
        let mut other = solver.clone();
        other.row(&[(x, Exact::one())], None, Some(&End::closed(Exact::from(359))), 1);
        assert_eq!(other.solve(), Err(Reasons::from([0, 1])));
        solver.row(&[(x, Exact::one())], None, Some(&End::closed(Exact::from(9_999))), 1);
        assert!(solver.solve().is_ok());
    }

    #[test]
    fn an_open_end_is_not_reached() {
        let mut solver = Solver::within(ENOUGH, Exact::from(2_000).numer());
        let within = (Some(End::closed(Exact::from(5))), Some(End::open(Exact::from(6))));
        let x = solver.variable(&Exact::from(5), Some((&within, 0)));
        let y = solver.variable(&Exact::from(5), Some((&within, 1)));
        let both = [(x, Exact::one()), (y, Exact::one())];
        let top = solver.maximize(&both).expect("bounded");
        assert_eq!(top.end, End::open(Exact::from(12)));
        assert_eq!(top.reasons, Reasons::from([0, 1]));
        // A sum of 12 is forbidden, and one of a little less is not.
        let mut other = solver.clone();
        other.row(&both, Some(&End::closed(Exact::from(12))), None, 2);
        assert!(other.solve().is_err());
        let almost = Exact::decimal(11_999, -3);
        solver.row(&both, Some(&End::closed(almost)), None, 2);
        assert!(solver.solve().is_ok());
    }
}
