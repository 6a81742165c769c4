//! The general simplex of SMT solvers, in exact numbers (Dutertre and de Moura 2006).
//!
//! Variables have bounds, rows define further variables as sums of others, and those have bounds
//! too. Every bound carries the number of the statement it comes from, so that a conflict is told
//! as a set of statements.

use std::collections::BTreeSet;

use super::value::Value;
use crate::num::{End, Exact, Interval};

/// Numbers a variable of a [`Solver`].
pub(super) type Var = usize;

/// Most entries of rows that one system may rewrite; about a second. A deck that needs more is told
/// as undecided.
const MOST_WORK: usize = 30_000_000;
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
#[derive(Clone, Debug, Default)]
pub(super) struct Solver {
    lower: Vec<Option<Bound>>,
    upper: Vec<Option<Bound>>,
    value: Vec<Value>,
    /// The row of a variable that is defined by one.
    row_of: Vec<Option<usize>>,
    /// The variable that a row defines.
    basic: Vec<Var>,
    /// Sums of variables that no row defines, sorted by variable.
    rows: Vec<Vec<(Var, Exact)>>,
    /// The rows that a variable may stand in; some no longer do.
    columns: Vec<Vec<usize>>,
    /// Defined variables that may be out of bounds.
    doubtful: BTreeSet<Var>,
    pivots: usize,
    work: usize,
}

impl Solver {
    /// Adds a variable that starts at a value within its bounds.
    pub fn variable(&mut self, start: Exact, within: Option<(&Interval, usize)>) -> Var {
        let var = self.value.len();
        let bounds = within.map(|(interval, reason)| {
            let low = Bound { value: Value::low(interval.lo()), reason };
            (low, Bound { value: Value::high(interval.hi()), reason })
        });
        let start = Value::of(start);
        // A start on an open end is moved inside.
        let start = match &bounds {
            Some((low, _)) if start < low.value => low.value.clone(),
            Some((_, high)) if start > high.value => high.value.clone(),
            Some(_) | None => start,
        };
        let (low, high) = bounds.unzip();
        self.lower.push(low);
        self.upper.push(high);
        self.value.push(start);
        self.row_of.push(None);
        self.columns.push(Vec::new());
        var
    }

    /// Adds a sum that must lie between two ends, and gives its variable.
    pub fn row(
        &mut self,
        terms: &[(Var, Exact)],
        low: Option<&End>,
        high: Option<&End>,
        reason: usize,
    ) -> Var {
        let mut row: Vec<(Var, Exact)> = Vec::with_capacity(terms.len());
        for (var, weight) in terms {
            match self.row_of[*var] {
                Some(defined) => add_times(&mut row, &self.rows[defined], weight, |_| ()),
                None => add_times(&mut row, &[(*var, Exact::one())], weight, |_| ()),
            }
        }
        let mut value = Value::of(Exact::zero());
        for (var, weight) in &row {
            value.add_times(&self.value[*var], weight);
        }
        let (var, at) = (self.value.len(), self.rows.len());
        for (inner, _) in &row {
            self.columns[*inner].push(at);
        }
        self.lower.push(low.map(|end| Bound { value: Value::low(end), reason }));
        self.upper.push(high.map(|end| Bound { value: Value::high(end), reason }));
        self.value.push(value);
        self.row_of.push(Some(at));
        self.columns.push(Vec::new());
        self.basic.push(var);
        self.rows.push(row);
        self.doubtful.insert(var);
        var
    }

    /// Gives the value that a variable has now, without what is infinitely small.
    pub fn at(&self, var: Var) -> &Exact {
        &self.value[var].at
    }

    /// Tells whether the work of this system went beyond its limit, so that nothing is decided.
    pub fn gave_up(&self) -> bool {
        self.work > MOST_WORK
    }

    /// Finds values within all bounds, or the statements that forbid it, unless it gives up.
    pub fn solve(&mut self) -> Result<(), Reasons> {
        let free = self.pivots + FREE_PIVOTS * self.rows.len() + 64;
        while let Some(var) = self.doubtful.first().copied() {
            if self.gave_up() {
                break;
            }
            let Some(row) = self.row_of[var] else {
                self.doubtful.remove(&var);
                continue;
            };
            let low = self.lower[var].as_ref().filter(|low| self.value[var] < low.value);
            let high = self.upper[var].as_ref().filter(|high| self.value[var] > high.value);
            let (target, up, reason) = match (low, high) {
                (Some(low), _) => (low.value.clone(), true, low.reason),
                (None, Some(high)) => (high.value.clone(), false, high.reason),
                (None, None) => {
                    self.doubtful.remove(&var);
                    continue;
                }
            };
            let entering = self.entering(row, up, self.pivots < free);
            let Some(entering) = entering else {
                // Every variable of the row stands at the bound that is in the way.
                let mut reasons = Reasons::from([reason]);
                self.blame(row, up, &mut reasons);
                return Err(reasons);
            };
            self.pivot_to(row, entering, &target);
        }
        Ok(())
    }

    /// Makes a sum as large as it can be; nothing where it has no bound.
    ///
    /// The values must be within all bounds. Gives the end with the statements that hold it there.
    pub fn maximize(&mut self, terms: &[(Var, Exact)]) -> Option<(Value, Reasons)> {
        let goal = self.row(terms, None, None, usize::MAX);
        while !self.gave_up() {
            let row = self.row_of[goal]?;
            // Bland's rule throughout: the systems asked are small.
            let Some(entering) = self.entering(row, true, false) else {
                let mut reasons = Reasons::new();
                self.blame(row, true, &mut reasons);
                return Some((self.value[goal].clone(), reasons));
            };
            let up = self.weight(row, entering).is_positive();
            self.step(entering, up, goal)?;
        }
        None
    }

    /// The variables of a row that keep it from moving on.
    fn blame(&self, row: usize, up: bool, reasons: &mut Reasons) {
        for (var, weight) in &self.rows[row] {
            let bounds = if weight.is_positive() == up { &self.upper } else { &self.lower };
            reasons.extend(bounds[*var].as_ref().map(|bound| bound.reason));
        }
    }

    /// Finds a variable of a row that can still move the row's sum in a direction.
    fn entering(&self, row: usize, up: bool, sparse: bool) -> Option<Var> {
        let mut able = self.rows[row].iter().filter_map(|(var, weight)| {
            let able = if weight.is_positive() == up {
                self.upper[*var].as_ref().is_none_or(|high| self.value[*var] < high.value)
            } else {
                self.lower[*var].as_ref().is_none_or(|low| self.value[*var] > low.value)
            };
            able.then_some(*var)
        });
        if sparse { able.min_by_key(|var| (self.columns[*var].len(), *var)) } else { able.next() }
    }

    fn weight(&self, row: usize, var: Var) -> Exact {
        let row = &self.rows[row];
        let at = row.binary_search_by_key(&var, |(var, _)| *var);
        at.map_or_else(|_| Exact::zero(), |at| row[at].1.clone())
    }

    /// The rows that a variable stands in, with its weight there.
    fn column(&mut self, var: Var) -> Vec<(usize, Exact)> {
        let mut rows = std::mem::take(&mut self.columns[var]);
        rows.sort_unstable();
        rows.dedup();
        let mut found = Vec::with_capacity(rows.len());
        rows.retain(|row| {
            let weight = self.weight(*row, var);
            let stands = !weight.is_zero();
            if stands {
                found.push((*row, weight));
            }
            stands
        });
        self.columns[var] = rows;
        found
    }

    /// Moves a variable that no row defines, and all that depend on it.
    fn shift(&mut self, column: &[(usize, Exact)], var: Var, by: &Value) {
        self.value[var].add_times(by, &Exact::one());
        for (row, weight) in column {
            let basic = self.basic[*row];
            self.value[basic].add_times(by, weight);
            if self.lower[basic].is_some() || self.upper[basic].is_some() {
                self.doubtful.insert(basic);
            }
        }
    }

    /// Brings the row's variable to a value and lets another be defined by the row.
    fn pivot_to(&mut self, row: usize, entering: Var, target: &Value) {
        let leaving = self.basic[row];
        let weight = self.weight(row, entering);
        let missing = target.minus(&self.value[leaving]);
        let inverse = Exact::one().checked_div(&weight).unwrap_or_default();
        let column = self.column(entering);
        self.shift(&column, entering, &missing.times(&inverse));
        self.pivot(row, entering, &inverse, &column);
    }

    /// Moves a variable as far as its own bounds and those of the rows allow.
    fn step(&mut self, entering: Var, up: bool, goal: Var) -> Option<()> {
        let column = self.column(entering);
        let own = if up { &self.upper[entering] } else { &self.lower[entering] };
        let mut best = own.as_ref().map(|bound| (bound.value.minus(&self.value[entering]), None));
        for (row, weight) in &column {
            let basic = self.basic[*row];
            let rises = weight.is_positive() == up;
            let bound = if rises { &self.upper[basic] } else { &self.lower[basic] };
            let Some(bound) = bound.as_ref().filter(|_| basic != goal) else { continue };
            let inverse = Exact::one().checked_div(weight)?;
            let by = bound.value.minus(&self.value[basic]).times(&inverse);
            let nearer = best.as_ref().is_none_or(|(best, at)| {
                let order = if up { by.cmp(best) } else { best.cmp(&by) };
                order.is_lt() || order.is_eq() && at.is_some_and(|at: usize| basic < self.basic[at])
            });
            if nearer {
                best = Some((by, Some(*row)));
            }
        }
        let (by, row) = best?;
        self.shift(&column, entering, &by);
        if let Some(row) = row {
            let inverse = Exact::one().checked_div(&self.weight(row, entering))?;
            self.pivot(row, entering, &inverse, &column);
        }
        self.doubtful.clear();
        Some(())
    }

    fn pivot(&mut self, row: usize, entering: Var, inverse: &Exact, column: &[(usize, Exact)]) {
        self.pivots += 1;
        let leaving = self.basic[row];
        // leaving = .. + weight * entering, hence entering = leaving / weight - ..
        let minus = -inverse;
        let mut solved = std::mem::take(&mut self.rows[row]);
        for (var, weight) in &mut solved {
            if *var == entering {
                *weight = inverse.clone();
                *var = leaving;
            } else {
                *weight = &*weight * &minus;
            }
        }
        solved.sort_unstable_by_key(|(var, _)| *var);
        self.columns[leaving].push(row);
        for (other, weight) in column {
            if *other == row {
                continue;
            }
            let mut sum = std::mem::take(&mut self.rows[*other]);
            if let Ok(at) = sum.binary_search_by_key(&entering, |(var, _)| *var) {
                sum.remove(at);
            }
            let columns = &mut self.columns;
            self.work += sum.len() + solved.len();
            add_times(&mut sum, &solved, weight, |var| columns[var].push(*other));
            self.rows[*other] = sum;
        }
        self.columns[entering].clear();
        self.rows[row] = solved;
        self.basic[row] = entering;
        self.row_of[entering] = Some(row);
        self.row_of[leaving] = None;
        self.doubtful.remove(&leaving);
        self.doubtful.insert(entering);
    }
}

/// Adds `factor` times a sum to another, both sorted; tells which variables are new in it.
fn add_times(
    sum: &mut Vec<(Var, Exact)>,
    other: &[(Var, Exact)],
    factor: &Exact,
    mut new: impl FnMut(Var),
) {
    let mut merged = Vec::with_capacity(sum.len() + other.len());
    let mut mine = std::mem::take(sum).into_iter().peekable();
    for (var, weight) in other {
        while let Some(before) = mine.next_if(|(mine, _)| mine < var) {
            merged.push(before);
        }
        let weight = weight * factor;
        match mine.next_if(|(mine, _)| mine == var) {
            Some((_, already)) => {
                let both = already + weight;
                if !both.is_zero() {
                    merged.push((*var, both));
                }
            }
            None => {
                new(*var);
                merged.push((*var, weight));
            }
        }
    }
    merged.extend(mine);
    *sum = merged;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(middle: i32) -> Interval {
        let half = Exact::one().halved();
        Interval::closed(&Exact::from(middle) - &half, &Exact::from(middle) + &half)
    }

    fn five(solver: &mut Solver, reason: usize) -> Var {
        solver.variable(Exact::from(5), Some((&near(5), reason)))
    }

    #[test]
    fn three_sums_that_agree_one_by_one_conflict_together() {
        let mut solver = Solver::default();
        let [x, y, z] = [0, 1, 2].map(|reason| five(&mut solver, reason));
        let one = Exact::one;
        for (reason, (a, b, sum)) in (3..).zip([(x, y, 11), (x, z, 9), (y, z, 9)]) {
            let sum = near(sum);
            solver.row(&[(a, one()), (b, one())], Some(sum.lo()), Some(sum.hi()), reason);
        }
        let reasons = solver.solve().expect_err("no values fit");
        assert!(reasons.contains(&3) && reasons.len() > 2, "{reasons:?}");
    }

    #[test]
    fn an_open_end_is_not_reached() {
        let mut solver = Solver::default();
        let within = Interval::new(End::closed(Exact::from(5)), End::open(Exact::from(6)));
        let within = within.expect("an interval");
        let x = solver.variable(Exact::from(5), Some((&within, 0)));
        let y = solver.variable(Exact::from(5), Some((&within, 1)));
        let both = [(x, Exact::one()), (y, Exact::one())];
        let (top, reasons) = solver.maximize(&both).expect("bounded");
        assert_eq!(top.end(), End::open(Exact::from(12)));
        assert_eq!(reasons, Reasons::from([0, 1]));
        // A sum of 12 is forbidden, and one of a little less is not.
        let mut other = solver.clone();
        other.row(&both, Some(&End::closed(Exact::from(12))), None, 2);
        assert!(other.solve().is_err());
        let almost = Exact::decimal(11_999, -3);
        solver.row(&both, Some(&End::closed(almost)), None, 2);
        assert!(solver.solve().is_ok());
    }
}
